"""What does not show as it is: hidden rows, columns and sheets are read and told, merged cells refused."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from planner import sheets
from planner.places import Place
from planner.records import Quote
from planner.sheets import WorkbookRead
from tests.tables import QUOTE, Sheets, changed, cost

Change = Callable[[Any, dict[str, Any]], None]
FILE = "offerte.xlsx"


def read(change: Change, book: Sheets = QUOTE) -> WorkbookRead:
    """Read a quote whose sheets were changed with the writer itself."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "d-m-yyyy"}) as workbook:
        there = {name: workbook.add_worksheet(name) for name in book}
        for name, rows in book.items():
            for at, row in enumerate(rows):
                there[name].write_row(at, 0, row)
        change(workbook, there)
    return sheets.read(made.getvalue(), FILE)


def told(found: WorkbookRead) -> list[tuple[str, Place, Any]]:
    return [(one.code, one.where, one.fact("found") or one.fact("rows")) for one in found.problems]


def hidden_rows(_: Any, there: dict[str, Any]) -> None:
    for row in (1, 3):
        there["Kosten"].set_row(row, None, None, {"hidden": True})


def rows_of_no_height(_: Any, there: dict[str, Any]) -> None:
    there["Kosten"].set_row(2, 0)


def filtered(_: Any, there: dict[str, Any]) -> None:
    there["Kosten"].autofilter("A1:S4")
    there["Kosten"].filter_column("A", "x == R-001")
    for row in (2, 3):
        there["Kosten"].set_row(row, None, None, {"hidden": True})


def hidden_columns(_: Any, there: dict[str, Any]) -> None:
    there["Kosten"].set_column("K:L", None, None, {"hidden": True})
    there["Kosten"].set_column("S:T", None, None, {"hidden": True})


def hidden_sheet(_: Any, there: dict[str, Any]) -> None:
    there["Kosten"].hide()


def very_hidden_sheet(_: Any, there: dict[str, Any]) -> None:
    there["Offerte"].very_hidden()
    there["Kosten"].activate()
    there["Kosten"].set_first_sheet()


def hidden_labels(_: Any, there: dict[str, Any]) -> None:
    there["Offerte"].set_row(3, None, None, {"hidden": True})
    there["Offerte"].set_row(20, None, None, {"hidden": True})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (hidden_rows, ("hidden-rows", Place(FILE, "Kosten", "A2"), "2, 4")),
        (rows_of_no_height, ("hidden-rows", Place(FILE, "Kosten", "A3"), "3")),
        (filtered, ("hidden-rows", Place(FILE, "Kosten", "A3"), "3-4")),
        (hidden_columns, ("hidden-columns", Place(FILE, "Kosten", "K1"), "K, L")),
        (hidden_sheet, ("hidden-sheet", Place(FILE, "Kosten"), None)),
        (very_hidden_sheet, ("hidden-sheet", Place(FILE, "Offerte"), None)),
        (hidden_labels, ("hidden-rows", Place(FILE, "Offerte", "A4"), "4")),
    ],
)
def test_what_is_hidden_is_read_and_told_once(change: Change, expected: tuple[str, Place, Any]) -> None:
    found = read(change)
    assert told(found) == [expected]
    assert isinstance(found.record, Quote)
    assert len(found.record.lines) == 3


def merge(area: str, sheet: str = "Kosten") -> Change:
    def change(_: Any, there: dict[str, Any]) -> None:
        there[sheet].merge_range(area, "samen")

    return change


@pytest.mark.parametrize(
    ("area", "refused"),
    [
        ("D2:D3", ["R-001", "R-002"]),
        ("K4:L4", ["R-003"]),
        ("A2:S2", [None]),
        ("F3:H4", ["R-002", "R-003"]),
    ],
)
def test_merged_cells_are_refused_once_with_their_range(area: str, refused: list[str | None]) -> None:
    found = read(merge(area))
    assert told(found) == [("merged-cells", Place(FILE, "Kosten", area.partition(":")[0]), area)]
    assert isinstance(found.record, Quote)
    assert [item.line for item in found.record.refused] == refused


@pytest.mark.parametrize("area", ["S2:T2", "A9:S9", "U2:U4"])
def test_merges_that_join_no_two_declared_cells_of_the_table_are_fine(area: str) -> None:
    assert [one.code for one in read(merge(area)).problems if one.code != "below-table"] == []


def test_a_row_that_lies_wholly_under_a_merge_does_not_end_the_table() -> None:
    rows = [*QUOTE["Kosten"][:2], [None] * 19, cost(3)]
    found = read(merge("A2:S3"), {**QUOTE, "Kosten": rows})
    assert [one[0] for one in told(found)] == ["merged-cells"]
    assert isinstance(found.record, Quote)
    assert [line.id for line in found.record.lines] == ["R-003"]


def test_a_heading_may_be_merged_with_the_cells_below_it() -> None:
    book = {**QUOTE, "Kosten": [QUOTE["Kosten"][0], [], *QUOTE["Kosten"][1:]]}

    def change(_: Any, there: dict[str, Any]) -> None:
        there["Kosten"].merge_range("K1:K2", "Bedrag")

    found = read(change, book)
    assert told(found) == []
    assert isinstance(found.record, Quote)
    assert len(found.record.lines) == 3


@pytest.mark.parametrize(("area", "told_as"), [("A7:B7", ["merged-cells"]), ("B7:B8", ["merged-cells"]), ("B7:D7", [])])
def test_values_merged_with_labels_or_each_other_are_refused(area: str, told_as: list[str]) -> None:
    def change(_: Any, there: dict[str, Any]) -> None:
        there["Offerte"].merge_range(area, "Kenmerk" if area.startswith("A") else "OFF-1")

    assert [one[0] for one in told(read(change))] == told_as


def test_a_hidden_row_with_a_mistake_tells_both() -> None:
    found = read(hidden_rows, changed(QUOTE, {"Kosten!K2": "duur"}))
    assert sorted(one[0] for one in told(found)) == ["hidden-rows", "wrong-kind"]
