"""Changing cells in somebody else's workbook: what is set is there, and nothing else has changed by a byte."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import office
from planner.excel import editor
from planner.excel.editing import setting
from planner.excel.editor import KEEP, Change, Look, edited
from tests.workbooks import changed_parts, codes, done, everything, parts, plain, value, with_parts

FULL = everything()
MACROS = everything(macros=True)
ARRAYS = [("H", 2, 4), ("I", 2, 4)]


def cells(part: bytes) -> dict[str, str]:
    """Return the text of every cell of a sheet's part."""
    found = re.findall(r'(<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>))', part.decode(), re.DOTALL)
    return {address: text for text, address in found}


@pytest.mark.parametrize("data", [FULL, MACROS], ids=["xlsx", "xlsm"])
def test_only_the_sheet_and_what_asks_for_a_calculation_change(data: bytes) -> None:
    after = done(data, Change("Bedragen", "B3", Decimal("1234.56")))
    # Tweede and Verborgen hold formulas that depend on B3: their stored values go
    assert changed_parts(data, after) == {
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml",
    }  # fmt: skip
    assert value(after, "Bedragen", "B3") == 1234.56
    old, new = (cells(parts(one)["xl/worksheets/sheet1.xml"]) for one in (data, after))
    assert {cell for cell in old if old[cell] != new[cell]} == {
        "B3", "C3", "B14", "C14", "H2", "H3", "H4", "I2", "I3", "I4",
    }  # fmt: skip


def test_untouched_parts_keep_their_packed_bytes_order_and_dates() -> None:
    after = done(FULL, Change("Verborgen", "C9", "x"))
    with zipfile.ZipFile(io.BytesIO(FULL)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        for before, now in zip(old.infolist(), new.infolist(), strict=True):
            assert (before.filename, before.date_time, before.external_attr) == (
                now.filename, now.date_time, now.external_attr,
            )  # fmt: skip
            if before.CRC == now.CRC:
                assert before.compress_size == now.compress_size


@pytest.mark.parametrize(
    ("given_", "read"),
    [
        (12, 12),
        (-0.1, -0.1),
        (Decimal("39477079.17"), 39477079.17),
        (Decimal("1E+3"), 1000),
        ("gewone tekst", "gewone tekst"),
        ("=1+1", "=1+1"),
        ("  <b> & \"x\" 'y'\nregel 2 ", "  <b> & \"x\" 'y'\nregel 2 "),
        ("€ 12.500,- ‘ü’ 😀", "€ 12.500,- ‘ü’ 😀"),
        (True, True),
        (None, None),
        (date(2027, 4, 1), datetime(2027, 4, 1)),
        (datetime(2027, 4, 1, 12), datetime(2027, 4, 1, 12)),
    ],
)
@pytest.mark.parametrize("cell", ["B3", "A1", "J40", "Z1"])
def test_every_kind_of_value_comes_back(given_: Any, read: Any, cell: str) -> None:
    after = done(FULL, Change("Bedragen", cell, given_))
    book = openpyxl.load_workbook(io.BytesIO(after))
    found = book["Bedragen"][cell]
    assert found.value == read
    assert found.data_type != "f"


def test_a_cell_keeps_its_format_and_a_new_one_takes_that_of_its_row_or_column() -> None:
    after = done(FULL, Change("Bedragen", "B3", 1), Change("Bedragen", "E30", 0.5), Change("Bedragen", "A16", "schuin"))
    assert changed_parts(FULL, after) & {"xl/styles.xml"} == set()
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Bedragen"]
    assert sheet["B3"].number_format == "#,##0.00"
    assert sheet["E30"].number_format == "0.0%"
    assert sheet["A16"].font.italic


def test_a_look_is_added_to_the_format_that_is_there_and_appended_once() -> None:
    mark = Look(fill="FFC7CE", border="B3261E")
    after = done(FULL, *[Change("Bedragen", cell, look=mark) for cell in ("B3", "B4", "C3", "D5", "H2")])
    assert changed_parts(FULL, after) == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Bedragen"]
    assert (sheet["B3"].fill.fgColor.rgb, sheet["B3"].number_format) == ("FFFFC7CE", "#,##0.00")
    assert sheet["B3"].border.left.color.rgb == "FFB3261E"
    assert sheet["C3"].value == "=B3*1.21"
    again = done(after, Change("Bedragen", "B5", look=mark))
    assert changed_parts(after, again) == {"xl/worksheets/sheet1.xml"}
    assert done(after, Change("Bedragen", "B3", look=mark)) == after


def test_a_date_in_a_cell_that_shows_none_gets_a_format_that_does() -> None:
    after = done(FULL, Change("Bedragen", "B3", date(2027, 4, 1)))
    assert openpyxl.load_workbook(io.BytesIO(after))["Bedragen"]["B3"].is_date


@pytest.mark.parametrize(
    ("sheet", "cell", "code"),
    [
        ("Bedragen", "C3", "edit-formula"),
        ("Bedragen", "B14", "edit-formula"),
        ("Bedragen", "H2", "edit-array"),
        ("Bedragen", "H3", "edit-array"),
        ("Bedragen", "I4", "edit-array"),
        ("Bedragen", "E5", "edit-merged"),
        ("Bedragen", "B0", "edit-no-cell"),
        ("Bedragen", "XFE1", "edit-no-cell"),
        ("Bedrag", "B3", "edit-sheet-missing"),
        ("Grafiekblad", "B3", "edit-sheet-without-cells"),
        ("Tweede", "A1", "edit-table-heading"),
        ("Tweede", "B7", "edit-table-heading"),
        ("Tweede", "B3", "edit-locked"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is_written(sheet: str, cell: str, code: str) -> None:
    assert codes(FULL, Change("Bedragen", "B3", 1), Change(sheet, cell, 5)) == [(code, cell)]


def test_the_first_cell_of_a_merge_an_open_cell_and_a_mark_anywhere_are_fine() -> None:
    after = done(
        FULL,
        Change("Bedragen", "D4", "nieuw"),
        Change("tweede", "G1", 2),
        Change("Tweede", "B3", look=Look(fill="FFFF00")),
    )
    assert (value(after, "Bedragen", "D4"), value(after, "Tweede", "G1")) == ("nieuw", 2)


def test_a_cell_gets_one_value_and_a_text_that_fits() -> None:
    assert codes(FULL, Change("Bedragen", "B3", 1), Change("bedragen", "B3", 2)) == [("edit-twice", "B3")]
    assert codes(FULL, Change("Bedragen", "B3", "x" * 32_768)) == [("edit-text-too-long", "B3")]
    assert len(value(done(FULL, Change("Bedragen", "B3", "x" * 32_767)), "Bedragen", "B3")) == 32_767


def test_a_formula_is_replaced_only_where_that_was_asked_and_takes_the_chain_along() -> None:
    chain = {
        "xl/calcChain.xml": b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<c r="C3" i="1"/></calcChain>'
    }
    data = with_parts(
        FULL,
        chain,
        ("[Content_Types].xml", "</Types>", '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.'
         'openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'),
        ("xl/_rels/workbook.xml.rels", "</Relationships>", '<Relationship Id="rId99" Type="http://schemas.'
         'openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>'),
    )  # fmt: skip
    assert "xl/calcChain.xml" in parts(done(data, Change("Bedragen", "B3", 1)))
    after = parts(done(data, Change("Bedragen", "C3", 7), formulas=True))
    assert after["[Content_Types].xml"] == parts(FULL)["[Content_Types].xml"]
    assert after["xl/_rels/workbook.xml.rels"] == parts(FULL)["xl/_rels/workbook.xml.rels"]
    assert "xl/calcChain.xml" not in after
    assert codes(data, Change("Bedragen", "H2", 7), formulas=True) == [("edit-array", "H2")]


def test_a_signed_workbook_is_left_alone() -> None:
    signed = with_parts(FULL, {"_xmlsignatures/origin.sigs": b""})
    assert codes(signed, Change("Bedragen", "B3", 1)) == [("edit-signed", None)]


def test_a_pivot_table_and_its_filters_are_left_alone() -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    pivot = f'<pivotTableDefinition {main} name="Draai"><location ref="N10:P20" rowPageCount="1" colPageCount="1"/>'
    data = with_parts(
        FULL,
        {"xl/pivotTables/p1.xml": f"{pivot}</pivotTableDefinition>".encode()},
        ("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", '<Relationship Id="rId77" Type="http://schemas.'
         'openxmlformats.org/officeDocument/2006/relationships/pivotTable" Target="/xl/pivotTables/p1.xml"/>'
         "</Relationships>"),
    )  # fmt: skip
    found = [codes(data, Change("Bedragen", cell, 1)) for cell in ("N10", "P20", "O8")]
    assert found == [[("edit-pivot", cell)] for cell in ("N10", "P20", "O8")]
    assert done(data, Change("Bedragen", "Q10", 1), Change("Bedragen", "N7", 1)) != data


def test_a_data_table_is_left_alone() -> None:
    data = with_parts(
        plain({"B1": 1, "D4": 5}),
        {},
        ("xl/worksheets/sheet1.xml", "<v>5</v>", '<f t="dataTable" ref="D4:E6" dt2D="1" r1="B1" r2="B2"/><v>5</v>'),
    )
    assert codes(data, Change("Blad1", "E5", 1)) == [("edit-data-table", "E5")]


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"PK\3\4"])
def test_no_workbook_is_refused_by_the_gate(data: bytes) -> None:
    ((code, _),) = codes(data, Change("Bedragen", "B3", 1))
    assert code.startswith("file-")


addresses = st.tuples(st.sampled_from("ABCDEFGHIJKZ"), st.integers(1, 45)).map(lambda cell: f"{cell[0]}{cell[1]}")
values = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**9), 10**9, places=2),
    st.booleans(),
    st.none(),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\r￾￿" + "".join(map(chr, range(9)))), max_size=20
    ),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)),
)


@settings(max_examples=25)
@given(st.dictionaries(addresses, values, max_size=6))
def test_only_the_cells_set_and_stale_values_differ(chosen: dict[str, Any]) -> None:
    changes = [Change("Bedragen", cell, one) for cell, one in chosen.items()]
    result = edited(FULL, changes)
    if result.problems:
        assert {one.where.cell for one in result.problems} <= set(chosen)
        assert result.data is FULL
        return
    allowed = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml",
               "xl/styles.xml"}  # fmt: skip
    assert changed_parts(FULL, result.data) <= allowed
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"):
        old, new = cells(parts(FULL)[name]), cells(parts(result.data)[name])
        own = set(chosen) if name.endswith("sheet1.xml") else set()
        for cell in (old.keys() | new.keys()) - own:
            bare = re.sub(r"<v>.*?</v>| t=\"\w+\"", "", old[cell])
            assert new[cell] in {old[cell], bare}
        outside = [re.sub(r"<sheetData.*</sheetData>|<dimension[^>]*>", "", parts(d)[name].decode(), flags=re.DOTALL)
                   for d in (FULL, result.data)]  # fmt: skip
        assert outside[0] == outside[1]


def test_a_fault_of_the_editor_is_caught_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = setting.Setter.data

    def careless(self: setting.Setter) -> bytes:
        return whole(self).replace(b'<c r="B5" s="', b'<c r="B5" q="')

    monkeypatch.setattr(setting.Setter, "data", careless)
    assert codes(FULL, Change("Bedragen", "B3", 1)) == [("edit-in-doubt", None)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>500</v>", b"<v>501</v>"),
        (b"<mergeCell ", b"<mergeCel "),
        (b"<v>-7.5</v>", b"<v>-7</v>"),
        (b' ht="20.25"', b""),
    ],
)
def test_other_faults_are_caught_as_well(monkeypatch: pytest.MonkeyPatch, old: bytes, new: bytes) -> None:
    whole = setting.Setter.data
    monkeypatch.setattr(setting.Setter, "data", lambda self: whole(self).replace(old, new))
    assert codes(FULL, Change("Bedragen", "B3", -7.5)) == [("edit-in-doubt", None)]


def test_a_part_that_is_lost_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = editor.Draft.data

    def careless(self: editor.Draft) -> bytes:
        self.removed.add("xl/comments1.xml")
        data = whole(self)
        self.removed.discard("xl/comments1.xml")
        return data

    monkeypatch.setattr(editor.Draft, "data", careless)
    assert codes(FULL, Change("Bedragen", "B3", 1)) == [("edit-in-doubt", None)]


def test_keeping_everything_gives_the_same_bytes() -> None:
    assert done(FULL) is FULL
    assert done(FULL, Change("Bedragen", "B3", KEEP)) is FULL


def test_libreoffice_opens_the_result_and_works_out_what_went(libreoffice: None, tmp_path: Path) -> None:
    changes = [Change("Bedragen", "B3", 1000), Change("Bedragen", "A20", "=tekst"), Change("Bedragen", "L60", True)]
    (tmp_path / "boek.xlsx").write_bytes(done(FULL, *changes))
    (made,) = office.convert([tmp_path / "boek.xlsx"], "xlsx", tmp_path / "uit", timeout=120)
    book = openpyxl.load_workbook(made, data_only=True)
    sheet = book["Bedragen"]
    # rows 2 to 12 hold 100..1100; 200 became 1000: 6600 + 800 = 7400
    assert (sheet["B3"].value, sheet["C3"].value, sheet["B14"].value) == (1000, 1210, 7400)
    assert (sheet["C14"].value, sheet["H3"].value, book["Tweede"]["E2"].value) == (14800, 2000, 7.4)
    assert (sheet["A20"].value, sheet["L60"].value) == ("=tekst", True)
