"""The values beside formulas: of every kind as openpyxl gives them, and what is left to openpyxl."""

import io
from datetime import datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from planner.excel import cells
from planner.excel.calculated import stored_values, value_of
from tests.workbooks import parts, with_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EPOCH = datetime(1899, 12, 30)


def book(*, date_1904=False):
    """Return a workbook with a formula for every kind of value, in column A."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "d-m-yyyy"}) as made:
        if date_1904:
            made.date_1904 = True
        sheet = made.add_worksheet("Blad")
        formats = {name: made.add_format({"num_format": name}) for name in ("d-m-yyyy", "[h]:mm", "h:mm", "0.00")}
        values = [
            (1234.5, "0.00"), (12, "0.00"), ("a < b & c", None), ("  ", None), (True, None), (False, None),
            ("#N/A", None), ("#DIV/0!", "d-m-yyyy"), (46000, "d-m-yyyy"), (1.25, "[h]:mm"), (0.5, "h:mm"),
            (1e-7, "0.00"), (123456789012345680000, None), (-3, "d-m-yyyy"),
        ]  # fmt: skip
        for row, (value, shown) in enumerate(values):
            sheet.write_formula(row, 0, "=B1", formats.get(shown), value)
            sheet.write_string(row, 2, "tekst")
    return stream.getvalue()


@pytest.mark.parametrize("date_1904", [False, True])
def test_values_of_every_kind_are_those_of_openpyxl(date_1904):
    data = book(date_1904=date_1904)
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Blad"]
    with cells.opened(data) as opened:
        ours = opened.sheet("Blad")
        for row in range(1, 15):
            cell, other = ours.at(row, 1), theirs.cell(row, 1)
            expected = "" if isinstance(other.value, str) and not other.value.strip() else other.value
            assert (cell.value, cell.error, type(cell.value)) == (expected, other.data_type == "e", type(expected)), row


def test_dates_times_and_lengths_are_told_apart():
    assert value_of(("n", "46000"), "d-m-yyyy", EPOCH) == (datetime(2025, 12, 9), False)
    assert value_of(("n", "0.5"), "h:mm", EPOCH) == (time(12), False)
    assert value_of(("n", "1.25"), "[h]:mm", EPOCH) == (timedelta(hours=30), False)
    assert value_of(("n", ""), "d-m-yyyy", EPOCH) == (None, False)
    assert value_of(("e", ""), "General", EPOCH) == (None, True)


def sheet(cell):
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "cell",
    ['<c r="A1" t="s"><f>B1</f><v>0</v></c>', "<c><f>B1</f><v>1</v></c>", '<c r="1"><f>B1</f></c>', '<c r="A1"><f>'],
)
def test_what_is_not_taken_is_left_to_openpyxl(cell):
    assert stored_values(sheet(cell)) is None


def test_a_formula_that_points_at_a_shared_text_is_read_all_the_same():
    data = book()
    (name,) = [name for name in parts(data) if name.endswith("sheet1.xml")]
    shared = with_parts(data, {}, (name, '<c r="A2" s="1"><f>B1</f><v>12</v>', '<c r="A2" t="s"><f>B1</f><v>0</v>'))
    with cells.opened(shared) as opened:
        cell = opened.sheet("Blad").at(2, 1)
    assert (cell.value, cell.formula) == ("tekst", "=B1")


def test_a_number_that_is_none_makes_the_workbook_unloadable():
    data = book()
    (name,) = [name for name in parts(data) if name.endswith("sheet1.xml")]
    spoilt = with_parts(data, {}, (name, "<v>1234.5</v>", "<v>12 34</v>"))
    with cells.opened(spoilt) as opened, pytest.raises(cells.Unloadable):
        opened.sheet("Blad")
