"""What comes from outside the cells: links to other files, macros and embedded objects are told and never followed."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from planner import sheets
from planner.places import Place
from planner.records import Quote
from planner.sheets import WorkbookRead
from tests.tables import QUOTE, Formula, Sheets, changed, data

FILE = "offerte.xlsx"
RELATION = (
    '<Relationship Id="rIdLink" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"'
    ' Target="externalLinks/externalLink1.xml"/></Relationships>'
)
TARGET = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
    'Target="file:///C:\\Users\\x\\tarieven%202027.xlsx" TargetMode="External"/></Relationships>'
)
LINK = {"xl/externalLinks/externalLink1.xml": "<x/>", "xl/externalLinks/_rels/externalLink1.xml.rels": TARGET}


def book(cells: Mapping[str, object], parts: Mapping[str, str]) -> bytes:
    held: Sheets = changed(QUOTE, cells)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data(held))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/_rels/workbook.xml.rels" and parts is LINK:
                part = part.replace(b"</Relationships>", RELATION.encode())
            new.writestr(name, part)
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def told(found: WorkbookRead) -> list[tuple[str, Place]]:
    assert isinstance(found.record, Quote)
    assert len(found.record.lines) == 3
    return [(one.code, one.where) for one in found.problems if one.code.startswith(("external", "file"))]


@pytest.mark.parametrize(
    "formula", ["=[1]Blad1!B2", "='[1]Tarieven 2027'!B2", "=80.5+0*[1]!uurtarief", "=VLOOKUP(A3,'[12]x''y'!A:B,2)"]
)
def test_a_value_from_another_file_is_read_as_stored_and_warned_of_at_its_cell(formula: str) -> None:
    found = sheets.read(book({"Kosten!J3": Formula(formula, 80.5), "Kosten!J4": Formula(formula, 80.5)}, LINK), FILE)
    assert told(found) == [("external-link", Place(FILE, "Kosten", "J3"))]
    (one,) = [one for one in found.problems if one.code == "external-link"]
    assert (one.fact("found"), one.fact("files"), one.fact("count")) == (formula, "tarieven 2027.xlsx", 2)


@pytest.mark.parametrize("formula", ["=Tabel1[Tarief]", "=SUM(Tabel1[1])", "=Tabel1[[#Totals],[1]]", "=80.5"])
def test_a_column_of_a_table_is_no_other_file(formula: str) -> None:
    assert told(sheets.read(book({"Kosten!J3": Formula(formula, 80.5)}, {}), FILE)) == []


def test_a_link_that_no_cell_uses_is_a_note() -> None:
    assert told(sheets.read(book({}, LINK), FILE)) == [("external-link-unused", Place(FILE))]


def test_macros_and_objects_are_told_and_left_alone() -> None:
    parts = {"xl/vbaProject.bin": "x", "xl/embeddings/oleObject1.bin": "x", "xl/activeX/activeX1.xml": "<x/>"}
    assert told(sheets.read(book({}, parts), FILE)) == [("file-macros", Place(FILE)), ("file-objects", Place(FILE))]
