"""What stands before the reader: is this file a workbook that can be read safely? Knows no sheets and no cells.

Everything is judged from the bytes, read once. The limits rest on measurements of honest workbooks: the
highest ratio of a part there is 23 and the largest unpacked 58 MB.
"""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath

from planner.excel.matching import number
from planner.places import Place
from planner.problems import Problem, Words, problem

MAX_UNPACKED = 300_000_000
MAX_RATIO = 100
RATIO_FROM = 1_000_000
"""Parts smaller than this are never too tight: a short part of spaces packs well and harms nobody."""
MAX_SPREAD_CELLS = 1_000_000
"""Cells that merges and links may span: openpyxl makes an object for each of them."""
HEAD = 65_536

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADING = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']"""
)
_SHEET_PARTS = re.compile(rb"""PartName\s*=\s*["']/(xl/worksheets/[^"']+)["']""")
_PACKING_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


def is_lock_file(name: str) -> bool:
    """Tell whether a file name is that of a lock file of Excel (`~$`) or LibreOffice (`.~lock.`)."""
    return PurePosixPath(name).name.startswith(("~$", ".~lock."))


def fetch(path: Path, workbook: str) -> bytes | Problem:
    """Return the bytes of a file, read once; a problem where it is gone, locked or no file at all."""
    if is_lock_file(path.name):
        return problem("file-lock", Place(workbook))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return problem("file-gone", Place(workbook))
    except OSError as error:
        return problem("file-not-readable", Place(workbook), found=error.strerror or type(error).__name__)


def examine(data: bytes, workbook: str) -> Problem | None:
    """Return why bytes are no workbook that can be read safely; None where nothing speaks against it."""
    where = Place(workbook)
    if is_lock_file(workbook):
        return problem("file-lock", where)
    if not data:
        return problem("file-empty", where)
    if data.startswith(_OLE2):
        return _ole2(data, where)
    if not data.startswith(b"PK"):
        return _text(data, where)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _size(archive, where) or _package(archive, where) or _parts(archive, where)
    except _PACKING_ERRORS:
        return problem("file-damaged", where)


def _ole2(data: bytes, where: Place) -> Problem:
    """Old .xls and encrypted .xlsx share one container; the names of its streams are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return problem("file-encrypted", where)
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\0")):
        return problem("file-old-excel", where)
    return problem("file-not-a-workbook", where)


def _text(data: bytes, where: Place) -> Problem:
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if b"\0" in head or head.startswith((b"%PDF", b"{\\rtf")):
        return problem("file-not-a-workbook", where)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.match(rb"<(!doctype html|html|head|body|table|meta|style)\b", start):
        found = Words("een webpagina (HTML)", "a web page (HTML)")
    elif start.startswith(b"<"):
        found = Words("een XML-bestand", "an XML file")
    elif all(byte >= 32 or byte in b"\t\r\n\f" for byte in head):
        found = Words("een tekstbestand (CSV)", "a text file (CSV)")
    else:
        return problem("file-not-a-workbook", where)
    return problem("file-text", where, found=found)


def _size(archive: zipfile.ZipFile, where: Place) -> Problem | None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        return problem("file-too-large", where, found=_megabytes(unpacked), limit=_megabytes(MAX_UNPACKED))
    for part in parts:
        ratio = part.file_size // max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and ratio > MAX_RATIO:
            return problem("file-packed-too-tight", where, part=part.filename, found=ratio)
    return None


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"


def _package(archive: zipfile.ZipFile, where: Place) -> Problem | None:
    """Tell by its content which kind of package this is; the name of the file says nothing."""
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
        return problem("file-opendocument", where)
    if any(name.endswith("/workbook.bin") for name in names):
        return problem("file-binary", where)
    if "[Content_Types].xml" not in names and any(name.startswith("xl/") for name in names):
        return problem("file-damaged", where)
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"spreadsheetml" not in types:
        return problem("file-not-a-workbook", where)
    return _workbook(archive, names, types, where)


def _workbook(archive: zipfile.ZipFile, names: set[str], types: bytes, where: Place) -> Problem | None:
    if "_rels/.rels" in names and b"purl.oclc.org/ooxml" in archive.read("_rels/.rels"):
        return problem("file-strict", where)
    if any(part.decode("utf-8", "replace") not in names for part in _SHEET_PARTS.findall(types)):
        return problem("file-damaged", where)  # openpyxl would leave the sheet out without a word
    return None


def _parts(archive: zipfile.ZipFile, where: Place) -> Problem | None:
    spread = 0
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(part) as stream:
            if _has_doctype(stream.read(HEAD)):
                return problem("file-doctype", where, part=part.filename)
        if part.filename.startswith("xl/worksheets/") and part.file_size:
            spread += _spread_cells(archive.read(part))
    if spread > MAX_SPREAD_CELLS:
        found = Words(f"samengevoegde cellen over {spread} plaatsen", f"merged cells over {spread} places")
        return problem("file-too-large", where, found=found, limit=MAX_SPREAD_CELLS)
    return None


def _has_doctype(head: bytes) -> bool:
    """Look before the root element only: a text in a cell may well hold the word."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    prolog = re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", head, flags=re.DOTALL)
    root = re.search(rb"<[A-Za-z_]", prolog)
    return b"<!doctype" in (prolog[: root.start()] if root else prolog).lower()


def _spread_cells(sheet: bytes) -> int:
    """Count the cells that merges and links span; they stand behind the data of a sheet."""
    return sum(_area(match[1].decode()) for match in _SPREADING.finditer(sheet, max(sheet.rfind(b"sheetData"), 0)))


def _area(reference: str) -> int:
    (left, top), (right, bottom) = (_position(corner) for corner in reference.split(":"))
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _position(corner: str) -> tuple[int, int]:
    letters = corner.rstrip("0123456789")
    return number(letters), int(corner[len(letters) :])
