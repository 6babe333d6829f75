"""The gate in front of the reader: each sort of file that is no workbook for us has its own problem."""

import io
import zipfile
from pathlib import Path

import pytest

from planner import sheets
from planner.excel import gate
from planner.places import Place
from planner.problems import REGISTRY, Problem, Severity
from planner.records import Unread
from tests.tables import QUOTE, data, repacked

BOOK = data(QUOTE)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
SHEET = "xl/worksheets/sheet1.xml"

TEXTS = "xl/sharedStrings.xml"
DOCTYPE = b"<!DOCTYPE x [<!ENTITY a 'b'>]>"


def zipped(**parts: bytes | str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def with_part(name: str, change: object) -> bytes:
    return repacked(BOOK, lambda part, old: change(old) if part == name else old)  # type: ignore[operator]


def without_part(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
    return made.getvalue()


def strict() -> bytes:
    return with_part(
        "_rels/.rels",
        lambda part: part.replace(b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml"),
    )


def padded(size: int) -> bytes:
    return with_part(SHEET, lambda part: part + b" " * size)


def merged(reference: str) -> bytes:
    cells = f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'.encode()
    return with_part(SHEET, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + cells))


FILES = {
    "encrypted": (OLE2 + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
    "xls": (OLE2 + "Workbook".encode("utf-16-le"), "file-old-excel"),
    "word 97": (OLE2 + "WordDocument".encode("utf-16-le"), "file-not-a-workbook"),
    "empty": (b"", "file-empty"),
    "cut short": (BOOK[: len(BOOK) // 2], "file-damaged"),
    "broken xml": (with_part(SHEET, lambda part: part[:200]), "file-damaged"),
    "part missing": (without_part(SHEET), "file-damaged"),
    "content types missing": (without_part("[Content_Types].xml"), "file-damaged"),
    "texts missing": (without_part(TEXTS), "file-damaged"),
    "text out of range": (with_part(TEXTS, lambda part: part.replace(b"<si>", b"<!--")), "file-damaged"),
    "strict": (strict(), "file-strict"),
    "xlsb": (zipped(**{"xl/workbook.bin": b"x"}), "file-binary"),
    "ods": (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "file-opendocument"),
    "html": (b"<html><table><tr><td>Bedrag</td></tr></table></html>", "file-text"),
    "csv": (b"Regel;Bedrag\r\nR-1;1.234,56\r\n", "file-text"),
    "utf-16 csv": ("Regel\tBedrag\r\nR-1\t1.234,56\r\n".encode("utf-16"), "file-text"),
    "xml": (b'<?xml version="1.0"?><Workbook/>', "file-text"),
    "pdf": (b"%PDF-1.7 text", "file-not-a-workbook"),
    "noise": (bytes(range(256)), "file-not-a-workbook"),
    "zip": (zipped(**{"photo.jpg": b"x"}), "file-not-a-workbook"),
    "docx": (zipped(**{"[Content_Types].xml": "wordprocessingml", "word/document.xml": "<a/>"}), "file-not-a-workbook"),
    "too tight": (padded(2_000_000), "file-packed-too-tight"),
    "too large": (zipped(**{f"{at}.xml": bytes(1_000_000) for at in range(301)}), "file-too-large"),
    "doctype": (with_part(SHEET, lambda part: part.replace(b"<worksheet", DOCTYPE + b"<worksheet", 1)), "file-doctype"),
    "merged over everything": (merged("A1:XFD1048576"), "file-too-many"),
    "other sheets": (data({"Blad1": [["Bedrag", 1]]}), "file-no-known-sheets"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_each_sort_of_file_has_its_own_problem(name: str) -> None:
    held, code = FILES[name]
    read = sheets.read(held, "2027/offertes/x.xlsx")
    assert [(found.code, found.where) for found in read.problems] == [(code, Place("2027/offertes/x.xlsx"))]
    assert REGISTRY[code].unreadable
    assert read.kind is None
    assert read.record == Unread(Place("2027/offertes/x.xlsx"))


def test_an_honest_workbook_passes() -> None:
    assert gate.examine(BOOK, "x.xlsx") is None
    assert gate.examine(merged("A1:B2"), "x.xlsx") is None


def test_a_text_may_hold_the_word_doctype() -> None:
    assert gate.examine(data({"Offerte": [["<!DOCTYPE html>"]]}), "x.xlsx") is None


@pytest.mark.parametrize("name", ["~$offerte.xlsx", ".~lock.offerte.xlsx#"])
def test_a_lock_file_is_noted_and_stands_for_nothing(name: str) -> None:
    read = sheets.read(b"\x05Jan", f"2027/offertes/{name}")
    assert [found.code for found in read.problems] == ["file-lock"]
    assert REGISTRY["file-lock"].severity is Severity.NOTE
    assert not REGISTRY["file-lock"].unreadable
    assert read.record is None


def code_of(fetched: bytes | Problem) -> str:
    assert isinstance(fetched, Problem)
    return fetched.code


def test_a_file_that_vanished_or_is_none_is_a_problem(tmp_path: Path) -> None:
    assert code_of(gate.fetch(tmp_path / "weg.xlsx", "weg.xlsx")) == "file-gone"
    assert code_of(gate.fetch(tmp_path, "map.xlsx")) == "file-not-readable"
    assert code_of(gate.fetch(tmp_path / "~$x.xlsx", "~$x.xlsx")) == "file-lock"


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(BOOK)
    assert gate.fetch(tmp_path / "x.xlsx", "x.xlsx") == BOOK
