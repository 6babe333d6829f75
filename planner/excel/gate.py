"""What stands before the reader: is this file a workbook that can be read safely? Knows no sheets and no cells.

Everything is judged from the bytes, read once. The limits rest on measurements of honest workbooks: the
highest ratio of a part there is 23 and the largest unpacked 58 MB.
"""

import re
import stat
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath

from planner.excel.package import PACKING_ERRORS, plain_name
from planner.places import Place
from planner.problems import Problem, Words, problem

MAX_FILE = 150_000_000
MAX_UNPACKED = 300_000_000
MAX_PARTS = 10_000
MAX_RATIO = 100
RATIO_FROM = 1_000_000
"""Parts smaller than this are never too tight: a short part of spaces packs well and harms nobody."""
MAX_ODS_CELLS = 700_000
HEAD = 65_536

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = b"purl.oclc.org/ooxml"
_SHEET_PARTS = re.compile(rb"""PartName\s?=\s?["']/(xl/worksheets/[^"']+)["']""")


def is_lock_file(name: str) -> bool:
    """Tell whether a file name is that of a lock file of Excel (`~$`) or LibreOffice (`.~lock.`)."""
    return PurePosixPath(name).name.startswith(("~$", ".~lock."))


def fetch(path: Path, workbook: str) -> bytes | Problem:
    """Return the bytes of a file, read once; a problem where it is gone, locked, too large or no file at all."""
    where = Place(workbook)
    if is_lock_file(path.name):
        return problem("file-lock", where)
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode):
            return problem("file-not-readable", where, found=Words("het is geen bestand", "it is no file"))
        if known.st_size > MAX_FILE:
            return _too_large(known.st_size, MAX_FILE, where)
        return path.read_bytes()
    except FileNotFoundError:
        return problem("file-gone", where)
    except OSError as error:
        return problem("file-not-readable", where, found=error.strerror or type(error).__name__)


def looks_foreign(path: Path) -> bool:
    """Tell by its first bytes and its relations whether a file is none of the workbooks that are read as they are."""
    try:
        with path.open("rb") as stream:
            if stream.read(8) == _OLE2:
                return True
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            strict = "_rels/.rels" in names and _STRICT in archive.read("_rels/.rels")
            return strict or "mimetype" in names or any(name.endswith("workbook.bin") for name in names)
    except PACKING_ERRORS:
        return False


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
            return _size(archive, where) or _parts(archive, where) or _package(archive, where)
    except PACKING_ERRORS:
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
        return _too_large(unpacked, MAX_UNPACKED, where)
    if len(parts) > MAX_PARTS:
        return problem("file-too-many", where, what=Words("onderdelen", "parts"), found=len(parts), limit=MAX_PARTS)
    for part in parts:
        ratio = part.file_size // max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and ratio > MAX_RATIO:
            return problem("file-packed-too-tight", where, part=part.filename, found=ratio)
    return None


def _too_large(size: int, limit: int, where: Place) -> Problem:
    found, most = (f"{number // 1_000_000} MB" for number in (size, limit))
    return problem("file-too-large", where, found=found, limit=most)


def _parts(archive: zipfile.ZipFile, where: Place) -> Problem | None:
    for part in archive.infolist():
        name = plain_name(part.filename)
        # Old OpenDocument programs write one in their manifest, which nobody here reads.
        if name.endswith((".xml", ".rels", ".vml")) and not name.startswith("meta-inf/") and _doctype(archive, part):
            return problem("file-doctype", where, part=part.filename)
    return None


def _doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Look before the root element only: a text in a cell may well hold the word."""
    with archive.open(part) as stream:
        head = stream.read(HEAD)
        found = _has_doctype(head)
        return bool(_has_doctype(head + stream.read())) if found is None else found


def _has_doctype(text: bytes) -> bool | None:
    """Tell whether a DOCTYPE stands before the root element; None where the text ends before either."""
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text.decode("utf-16", "replace").encode()
    at = 0
    while (at := text.find(b"<", at)) >= 0:
        if text.startswith(b"<!--", at):
            at = text.find(b"-->", at + 4)
        elif text.startswith(b"<?", at):
            at = text.find(b"?>", at)
        else:
            return text[at : at + 9].lower() == b"<!doctype"
        if at < 0:
            return None
    return None


def _package(archive: zipfile.ZipFile, where: Place) -> Problem | None:
    """Tell by its content which kind of package this is; the name of the file says nothing."""
    names = {plain_name(name): name for name in archive.namelist()}
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read(names["mimetype"])[:200]:
        return _opendocument(archive, where)
    if any(name.endswith("/workbook.bin") for name in names):
        return problem("file-binary", where)
    types = archive.read(names["[content_types].xml"]).replace(b"\0", b"") if "[content_types].xml" in names else b""
    if not types and any(name.startswith("xl/") for name in names):
        return problem("file-damaged", where)
    if b"spreadsheetml" not in types:
        return problem("file-not-a-workbook", where)
    return _workbook(archive, names, types, where)


def _workbook(archive: zipfile.ZipFile, names: dict[str, str], types: bytes, where: Place) -> Problem | None:
    if "_rels/.rels" in names and _STRICT in archive.read(names["_rels/.rels"]):
        return problem("file-strict", where)
    if any(plain_name(part.decode("utf-8", "replace")) not in names for part in _SHEET_PARTS.findall(types)):
        return problem("file-damaged", where)  # a sheet would be left out without a word
    return None


def _opendocument(archive: zipfile.ZipFile, where: Place) -> Problem:
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        return problem("file-encrypted", where)
    cells = _repeated_cells(archive.read("content.xml")) if "content.xml" in names else 0
    if cells > MAX_ODS_CELLS:
        what = Words("gevulde cellen", "filled cells")
        return problem("file-too-many", where, what=what, found=cells, limit=MAX_ODS_CELLS)
    return problem("file-opendocument", where)


_ODS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^<>]*)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["'](\d{1,9})["']""")


def _repeated_cells(content: bytes) -> int:
    """Count the filled cells of an OpenDocument sheet; one cell there can stand for millions."""
    cells, rows = 0, 1
    for match in _ODS.finditer(content):
        repeated = _REPEATED.search(match[2])
        times = int(repeated[1]) if repeated else 1
        if match[1] == b"table-row":
            rows = times
        elif b"value-type" in match[2] or b"formula" in match[2]:
            cells += rows * times
    return cells
