"""Changing cells in workbooks of every make: other ways to write XML and zips keep their own way."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from planner.excel.editing.package import Package
from planner.excel.editor import Change, Look
from tests.workbooks import changed_parts, done, everything, packed, parts, plain, value, with_parts

FULL = everything()


def rewritten(data: bytes, part: str, text: str) -> bytes:
    return with_parts(data, {part: text.encode()})


BODY = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # no row and no cell says where it stands
            f'<worksheet xmlns="{MAIN}"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
            '<row><c><v>1</v></c><c r="B1"><v>5</v></c></row>',
        ),
        (  # a prefix for everything
            f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="B1" s="0" t="str"><x:f/><x:v>a</x:v>'
            "</x:c></x:row></x:sheetData></x:worksheet>".replace("<x:f/>", ""),
            '<x:c r="B1" s="0"><x:v>5</x:v></x:c>',
        ),
        (f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', '<sheetData><row r="1"><c r="B1"><v>5</v></c></row>'),
        (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1" spans="4:6" ht="20"/></sheetData></worksheet>',
            '<row r="1" spans="2:6" ht="20"><c r="B1"><v>5</v></c></row>',
        ),
        (  # comments that look like cells, and quotes of the other kind with a > in them
            f"<worksheet xmlns='{MAIN}'><!-- <row r=\"1\"> --><sheetData><row r='1' x='a>b'><!--<c r=\"B1\"/>-->"
            "<c r='A1'><v>1</v></c><c r='C1'/></row></sheetData></worksheet>",
            "</c><c r=\"B1\"><v>5</v></c><c r='C1'/>",
        ),
        (  # rows with white space between, and the extent of the sheet
            f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A9"/>\n <sheetData>\n  <row r="9">\n   <c r="A9"/>\n'
            "  </row>\n </sheetData></worksheet>",
            '<dimension ref="A1:B9"/>\n <sheetData>\n  <row r="1"><c r="B1"><v>5</v></c></row><row r="9">',
        ),
        (  # what a cell carries beside its value stays, what tells of the old value goes
            f'<worksheet xmlns="{MAIN}" xmlns:q="urn:q"><sheetData><row r="1"><c r="B1" q:z="1" vm="1" cm="2" t="e"'
            ' ph="1"><v>#VALUE!</v><extLst><ext uri="u"/></extLst></c></row></sheetData></worksheet>',
            '<c r="B1" q:z="1" ph="1"><v>5</v><extLst><ext uri="u"/></extLst></c>',
        ),
    ],
)
def test_a_part_that_is_written_in_another_way_is_changed_in_its_own_way(text: str, expected: str) -> None:
    data = rewritten(plain({"A1": 1}), SHEET, text)
    assert expected in parts(done(data, Change("Blad1", "B1", 5)))[SHEET].decode()


@pytest.mark.parametrize("codec", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_a_part_in_another_encoding_keeps_it(codec: str) -> None:
    name = "utf-8" if codec == "utf-8-sig" else codec
    text = f'<?xml version="1.0" encoding="{name}"?><worksheet xmlns="{MAIN}"><!--é-->{BODY}</worksheet>'
    data = with_parts(plain({"A1": 1}), {SHEET: text.encode(codec)})
    after = done(data, Change("Blad1", "B1", "é€"))
    assert "<!--é-->" in parts(after)[SHEET].decode(codec)
    assert value(after, "Blad1", "B1") == "é€"


def test_dates_count_from_1904_where_the_workbook_does() -> None:
    data = with_parts(plain({"A1": 1}), {}, ("xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"'))
    assert value(done(data, Change("Blad1", "B1", date(2027, 4, 1))), "Blad1", "B1") == datetime(2027, 4, 1)


def test_a_workbook_without_styles_gets_them_when_a_look_needs_them() -> None:
    data = parts(plain({"A1": 1}))
    del data["xl/styles.xml"]
    bare = with_parts(
        packed(data),
        {},
        ("xl/_rels/workbook.xml.rels", 'Target="styles.xml"', 'Target="nothing.xml"'),
    )
    after = done(bare, Change("Blad1", "A1", look=Look(fill="FFFF00")))
    assert openpyxl.load_workbook(io.BytesIO(after))["Blad1"]["A1"].fill.fgColor.rgb == "FFFFFF00"


def stored(data: bytes) -> bytes:
    return packed(parts(data), method=zipfile.ZIP_STORED)


class Unseekable(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def streamed(data: bytes) -> bytes:
    """Pack as programs do that write to a network: sizes follow after each part."""
    buffer = Unseekable()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(data).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def usual(data: bytes) -> bytes:
    return data


def commented(data: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"hallo"
    return buffer.getvalue()


@pytest.mark.parametrize("make", [usual, commented, stored, streamed])
def test_zips_of_every_make_keep_their_parts(make: Any) -> None:
    data = make(FULL)
    after = done(data, Change("Verborgen", "C9", 5))
    assert changed_parts(data, after) == {"xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml"}
    with zipfile.ZipFile(io.BytesIO(after)) as archive, zipfile.ZipFile(io.BytesIO(data)) as old:
        assert archive.testzip() is None
        assert archive.comment == old.comment


def test_a_zip_of_an_unusual_make_is_packed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Package, "_entries", lambda _: None)
    after = done(FULL, Change("Verborgen", "C9", 5))
    assert changed_parts(FULL, after) == {"xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml"}
