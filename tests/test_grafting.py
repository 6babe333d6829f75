"""Sheets of ours in somebody else's workbook: theirs stays as it was, also the tenth time."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook

from planner import office
from planner.excel.editing import tabs
from planner.excel.editing.book import Book
from planner.excel.editing.package import Package
from planner.excel.editing.taking import NotPortable
from planner.excel.editor import Change, Look, edited
from planner.excel.grafting import grafted, is_ours
from tests.workbooks import everything, parts, plain, with_parts

FULL = everything()
MACROS = everything(macros=True)
BOOK = "xl/workbook.xml"
NEEDED = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"}


def ours(rows: int = 3, *, name: str = "Bevindingen", more: Callable[[Workbook], object] | None = None) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        sheet.write_row("A1", ["Nr", "Cel", "Wat"], book.add_format({"bold": True, "bg_color": "#D5DFE9"}))
        for row in range(1, rows + 1):
            sheet.write_number(row, 0, row, book.add_format({"num_format": '0" x"'}))
            sheet.write_url(row, 1, f"internal:'Bedragen'!B{row + 1}", book.add_format({"underline": 1}), f"B{row + 1}")
            sheet.write_rich_string(row, 2, "een ", book.add_format({"bold": True}), f"fout & <{row}>")
        sheet.write_url(rows + 1, 1, "https://example.org/?a=1&b=2", None, "uitleg")
        sheet.write_formula(rows + 1, 0, f"=SUM(A2:A{rows + 1})", None, sum(range(rows + 1)))
        rule = {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format({"font_color": "#B3261E"})}
        sheet.conditional_format(1, 0, rows, 0, rule)
        sheet.autofilter(0, 0, rows, 2)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.set_column(2, 2, 40, book.add_format({"text_wrap": True}))
        if more:
            more(book)
    return buffer.getvalue()


def put(data: bytes, sheet: bytes, *, first: bool = True, show: bool = False) -> bytes:
    result = grafted(data, sheet, "boek.xlsx", first=first, show=show)
    assert result.problems == ()
    return result.data


@pytest.mark.parametrize("data", [FULL, MACROS], ids=["xlsx", "xlsm"])
@pytest.mark.parametrize("first", [True, False])
def test_only_what_a_new_sheet_needs_changes(data: bytes, first: bool) -> None:
    before, after = parts(data), parts(put(data, ours(), first=first))
    assert {name for name in before if before[name] != after[name]} == NEEDED
    assert list(after)[: len(before)] == list(before)
    assert [*after][len(before) :] == ["xl/worksheets/sheet4.xml", "xl/worksheets/_rels/sheet4.xml.rels"]


@pytest.mark.parametrize("first", [True, False])
def test_the_sheet_shows_what_it_showed_in_its_own_workbook(first: bool) -> None:
    data = put(FULL, ours(), first=first)
    book, own = (openpyxl.load_workbook(io.BytesIO(one), rich_text=True) for one in (data, ours()))
    names = ["Bedragen", "Tweede", "Verborgen", "Grafiekblad"]
    assert book.sheetnames == (["Bevindingen", *names] if first else [*names, "Bevindingen"])
    new, old = book["Bevindingen"], own["Bevindingen"]
    for row in old.iter_rows():
        for cell in row:
            found = new[cell.coordinate]
            assert str(found.value) == str(cell.value)
            assert found.number_format == cell.number_format
            for one in ("font", "fill", "border", "alignment"):
                assert repr(getattr(found, one)) == repr(getattr(cell, one))
            assert (found.hyperlink and (found.hyperlink.location, found.hyperlink.target)) == (
                cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.target)
            )
    rules = [rule for _, rules in new.conditional_formatting._cf_rules.items() for rule in rules]
    assert [rule.dxf.font.color.rgb for rule in rules] == ["FFB3261E"]
    assert (new.print_title_rows, new.auto_filter.ref, new.freeze_panes) == ("$1:$1", "A1:C4", "A2")


@pytest.mark.parametrize("first", [True, False])
def test_names_and_the_sheet_that_is_shown_stay_with_their_sheets(first: bool) -> None:
    data = with_parts(FULL, {}, ("xl/workbook.xml", "<workbookView ", '<workbookView activeTab="1" firstSheet="1" '))
    after = put(data, ours(), first=first)
    old, new = (openpyxl.load_workbook(io.BytesIO(one)) for one in (data, after))
    assert new.active is not None
    assert old.active is not None
    assert new.active.title == old.active.title == "Tweede"
    assert new["Bedragen"].print_title_rows == old["Bedragen"].print_title_rows == "$1:$1"
    assert new["Bedragen"].print_area == old["Bedragen"].print_area
    assert set(new["Tweede"].defined_names) == set(old["Tweede"].defined_names) == {"eigen"}
    assert set(new["Bevindingen"].defined_names) == {"_planner"}


def test_the_workbook_opens_at_our_sheet_where_that_is_asked_and_no_two_are_selected() -> None:
    after = put(FULL, ours(), show=True)
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.active is book["Bevindingen"]
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Bevindingen"]
    before, now = parts(FULL), parts(after)
    assert {name for name in before if before[name] != now[name]} == NEEDED | {"xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize("first", [True, False])
def test_ten_times_leave_everything_as_it_was(first: bool) -> None:
    mark = [Change("Bedragen", "B3", look=Look(fill="FFC7CE"))]
    once = put(edited(FULL, mark).data, ours(), first=first, show=True)
    data = once
    for rows in (5, 1, 9, 2, 4, 7, 3, 8, 6, 3):
        marked = edited(data, mark)
        assert marked.problems == ()
        data = put(marked.data, ours(rows), first=first, show=True)
        assert [one.name for one in Book(Package(data)).sheets if is_ours(Book(Package(data)), one)] == ["Bevindingen"]
    assert parts(data) == parts(once)
    assert data == once


def test_a_sheet_of_ours_is_known_after_others_have_moved_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(put(plain({"A1": 1}), ours())))
    book.move_sheet("Bevindingen", 1)
    buffer = io.BytesIO()
    book.save(buffer)
    after = openpyxl.load_workbook(io.BytesIO(put(buffer.getvalue(), ours(5))))
    assert after.sheetnames == ["Blad1", "Bevindingen"]
    assert after["Bevindingen"]["A6"].value == 5


def test_more_sheets_keep_their_order() -> None:
    two = ours(more=lambda book: book.add_worksheet("Toelichting").write("A1", "x"))
    for first, names in (
        (True, ["Bevindingen", "Toelichting", "Blad1"]),
        (False, ["Blad1", "Bevindingen", "Toelichting"]),
    ):
        data = put(plain({"A1": 1}), two, first=first)
        assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == names
        assert put(data, two, first=first) == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (plain({}, bevindingen={"A1": 1}), "graft-name-taken"),
        (with_parts(FULL, {"_xmlsignatures/origin.sigs": b""}), "edit-signed"),
        (
            with_parts(FULL, {}, (BOOK, "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')),
            "graft-structure-locked",
        ),
        (
            with_parts(
                FULL,
                {},
                ("xl/_rels/workbook.xml.rels", "</Relationships>", '<Relationship Id="rId9x" Type="http://schemas.'
                 'openxmlformats.org/officeDocument/2006/relationships/revisionHeaders" Target="revisions/h.xml"/>'
                 "</Relationships>"),
            ),
            "graft-shared-workbook",
        ),
        (b"", "file-empty"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_told(data: bytes, code: str) -> None:
    result = grafted(data, ours(), "boek.xlsx")
    assert [one.code for one in result.problems] == [code]
    assert result.data is data


def test_a_sheet_with_a_picture_of_ours_is_our_own_mistake() -> None:
    with pytest.raises(NotPortable, match="drawing"):
        grafted(FULL, ours(more=lambda book: book.worksheets()[0].insert_textbox("F1", "x")))


def test_a_name_that_moves_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "_moved", lambda *_: [])
    assert [one.code for one in grafted(FULL, ours()).problems] == ["edit-in-doubt"]


@pytest.mark.parametrize(
    "data",
    [
        with_parts(plain({"A1": 1}), {}, (BOOK, 'xmlns:r="', 'xmlns:rel="'), (BOOK, "r:id", "rel:id")),
        with_parts(plain({"A1": 1}), {}, (BOOK, "<bookViews>", "<!--"), (BOOK, "</bookViews>", "-->")),
    ],
    ids=["another prefix", "no view"],
)  # fmt: skip
def test_workbooks_that_are_written_in_another_way(data: bytes) -> None:
    after = put(data, ours(), show=True)
    assert openpyxl.load_workbook(io.BytesIO(after)).sheetnames == ["Bevindingen", "Blad1"]


def test_libreoffice_opens_the_result(libreoffice: None, tmp_path: Path) -> None:
    (tmp_path / "boek.xlsx").write_bytes(put(FULL, ours(), show=True))
    (made,) = office.convert([tmp_path / "boek.xlsx"], "xlsx", tmp_path / "uit", timeout=120)
    book = openpyxl.load_workbook(made, data_only=True)
    assert book.sheetnames[:3] == ["Bevindingen", "Bedragen", "Tweede"]
    sheet = book["Bevindingen"]
    assert (sheet["A1"].value, sheet["A5"].value, sheet["C2"].value) == ("Nr", 6, "een fout & <1>")
    assert sheet["B2"].hyperlink.location.replace("'", "").replace("#", "") == "Bedragen!B2"
    with zipfile.ZipFile(made) as archive:
        assert any(name.startswith("xl/charts/") for name in archive.namelist())
