"""Makes the PDF of a Word document with LibreOffice: tagged, PDF/UA and PDF/A-2, with the same bytes every time."""

import io
import tempfile
from pathlib import Path
from typing import Any

from planner import office
from planner.agreement import SIGNED_ON
from planner.office import OfficeError
from planner.places import Place
from planner.problems import Problem, problem

EXPORT = {
    "PDFUACompliance": True,
    "SelectPdfVersion": 2,
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "DisplayPDFDocumentTitle": True,
}
"""What the export is asked for: PDF/UA and PDF/A-2 (a and b both need the tags)."""
_DAY = f"{SIGNED_ON:%Y%m%d}000000Z"
_ISO = f"{SIGNED_ON:%Y-%m-%d}T00:00:00Z"


def pdf(document: bytes, where: Place) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return a Word document as PDF, None with a problem where LibreOffice is missing or makes nothing of it."""
    with tempfile.TemporaryDirectory(prefix="planner-pdf-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "document.docx")
        source.write_bytes(document)
        try:
            (made,) = office.convert([source], office.pdf_filter("writer", EXPORT), Path(folder, "out"))
        except OfficeError as fault:
            if fault.reason == "missing":
                return None, (problem("office-missing", where),)
            return None, (problem("office-failed", where, found=fault.detail),)
        return fixed(made.read_bytes()), ()


def fixed(data: bytes) -> bytes:
    """Return a PDF without the clock and the chance numbers of the program that made it."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        for name in ("/DocChecksum", "/ID"):
            if name in document.trailer:
                del document.trailer[name]
        document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = pikepdf.String(f"D:{_DAY}")
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                metadata[name] = _ISO
            for name in ("xmpMM:DocumentID", "xmpMM:InstanceID"):
                if name in metadata:
                    del metadata[name]
        for intent in document.Root.get("/OutputIntents", ()):
            _undated(intent.DestOutputProfile)
        buffer = io.BytesIO()
        document.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _undated(profile: Any) -> None:
    """Take the date out of a colour profile (ICC.1 7.2: bytes 24 to 35), and the digest over it (84 to 99)."""
    data = bytearray(profile.read_bytes())
    data[24:36] = b"".join(
        part.to_bytes(2, "big") for part in (SIGNED_ON.year, SIGNED_ON.month, SIGNED_ON.day, 0, 0, 0)
    )
    data[84:100] = bytes(16)
    profile.write(bytes(data))
