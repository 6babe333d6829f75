"""The interface on openpyxl: value, formula, error, number format and what is hidden or merged."""

import gc
import io
import warnings

import openpyxl
import pytest
import xlsxwriter

from planner.excel import cells
from tests.tables import NA, Formula, Shown, data


def test_a_cell_tells_value_formula_error_and_format() -> None:
    rows = [[1, "a", Formula("=A1*2", 2), Formula("=A1*3"), NA, Formula('=""', ""), Shown(2.5, "#,##0.0")]]
    with cells.opened(data({"Blad": rows})) as book:
        row = book.sheet("Blad").rows[1]
        assert [(row[at].value, row[at].formula, row[at].error) for at in range(1, 8)] == [
            (1, None, False),
            ("a", None, False),
            (2, "=A1*2", False),
            (None, "=A1*3", False),
            ("#N/A", "=NA()", True),
            ("", '=""', False),
            (2.5, None, False),
        ]
        assert (row[1].number_format, row[7].number_format) == ("General", "#,##0.0")


def test_only_cells_that_hold_something_exist() -> None:
    with cells.opened(data({"Blad": [[None, " "], [None], ["x"]]})) as book:
        sheet = book.sheet("Blad")
        assert list(sheet.rows) == [3]
        assert sheet.at(1, 2) is None
        assert sheet.at(9, 9) is None


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"  # type: ignore[index]
    held = io.BytesIO()
    book.save(held)
    with cells.opened(held.getvalue()) as opened:
        assert opened.sheet("Sheet").rows.keys() == {1_048_576}


def test_it_knows_what_is_hidden_and_merged() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("Een")
        sheet.write_column(0, 0, [1, 2])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 4, None, None, {"hidden": True})
        sheet.merge_range("A5:B6", "samen")
        book.add_worksheet("Twee").hide()
    with cells.opened(held.getvalue()) as opened:
        sheet = opened.sheet("Een")
        assert [sheet.row_is_hidden(row) for row in (1, 2, 3)] == [False, True, False]
        assert [sheet.column_is_hidden(column) for column in (2, 3, 5, 6)] == [False, True, True, False]
        assert [(one.top, one.left, one.bottom, one.right) for one in sheet.merges] == [(5, 1, 6, 2)]
        assert (sheet.hidden, opened.sheet("Twee").hidden) == (False, True)


def test_nothing_is_printed_and_the_collector_is_on_again() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with cells.opened(data({"Blad": [[1]]})):
            assert not gc.isenabled()
    assert gc.isenabled()


def test_what_openpyxl_cannot_load_is_told_so() -> None:
    with pytest.raises(cells.Unloadable), cells.opened(b"PK"):
        pass
    assert gc.isenabled()
