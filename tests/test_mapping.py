"""Layouts of their own, read through a mapping: the same records as our workbook, and no row is ever lost.

PLANNER_LAYOUTS=1000 puts that many random rows in, instead of a few.
"""

import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.cli import main
from planner.problems import Severity, severity_of
from planner.records import Line, Quote, Unread
from planner.records.mapping import Mapping
from planner.sheets import WorkbookRead, read, read_through
from tests.folders import copy_example
from tests.layouts import COLUMN_HEADINGS, NAMES, SKIP_HEADINGS, Grid, Layout, column, quote, thousands, years
from tests.tables import Sheets, changed, data

RWS = quote("RWS")


def mapping(sheets: Sheets, path: str = "koppelingen/proef.xlsx") -> Mapping:
    found = read(data(sheets), path)
    assert isinstance(found.record, Mapping), found.problems
    assert found.problems == ()
    return found.record


def through(layout: Layout, grid: Grid | None = None, sheets: Sheets | None = None) -> WorkbookRead:
    book = data({"Voorblad": [["Begroting"]], "Begroting 2027": grid or layout.grid})
    found = read(book, "2027/offertes/eigen.xlsx")
    return read_through(book, found, [mapping(sheets or layout.mapping)])


def codes(found: WorkbookRead, least: Severity = Severity.ERROR) -> list[tuple[str, str | None]]:
    order = list(Severity)
    wanted = order[: order.index(least) + 1]
    return [(one.code, one.where.cell) for one in found.problems if severity_of(one) in wanted]


def lines_of(found: WorkbookRead) -> tuple[Line, ...]:
    assert isinstance(found.record, Quote), found.problems
    return found.record.lines


def fact(found: WorkbookRead, code: str, name: str) -> Any:
    return next(one.fact(name) for one in found.problems if one.code == code)


def without(line: Line, **absent: Any) -> Line:
    return replace(line, **absent)


@pytest.mark.parametrize("name", NAMES)
def test_years_across_and_group_headings_give_the_same_records(name: str) -> None:
    own = quote(name)
    found = through(years(own))
    assert codes(found, Severity.WARNING) == [("mapping-without-subjects", None)]
    assert isinstance(found.record, Quote)
    nameless = [without(line, id="") for line in found.record.lines]
    assert nameless == [without(line, id="") for line in own.lines]
    assert replace(found.record, lines=(), subjects=(), risks=()) == replace(
        own, lines=(), subjects=(), risks=(), remark=""
    )
    assert len({line.id for line in found.record.lines}) == len(own.lines)


@pytest.mark.parametrize("name", NAMES)
def test_thousands_with_subtotals_give_the_same_records(name: str) -> None:
    own = quote(name)
    found = through(thousands(own))
    assert codes(found, Severity.WARNING) == [("mapping-without-subjects", None)]
    expected = {
        line.id: replace(line, outlook=tuple(one for one in line.outlook if one[0] == 2028)) for line in own.lines
    }
    assert {line.id: line for line in lines_of(found)} == expected


def test_every_field_answers_its_own_cell() -> None:
    layout = years(RWS)
    found = through(layout)
    line = lines_of(found)[0]
    row = next(iter(layout.lines))
    cell = {name: str(line.origin.cell(name)) for name in ("product", "amount", "outlook:2028", "quarter_4", "heading")}
    where = "2027/offertes/eigen.xlsx, Begroting 2027, "
    assert cell == {
        "product": f"{where}A{row - 1}",
        "amount": f"{where}H{row}",
        "outlook:2028": f"{where}I{row}",
        "quarter_4": f"{where}O{row}",
        "heading": f"{where}B{row}",
    }
    assert isinstance(found.record, Quote)
    assert str(found.record.origin.cell("year")) == "koppelingen/proef.xlsx, Koppeling, B5"


def counted(found: WorkbookRead) -> tuple[int, int, int, int]:
    rows, read_, skipped, wrong = (
        int(fact(found, "read-through-mapping", name)) for name in ("rows", "read", "skipped", "wrong")
    )
    return rows, read_, skipped, wrong


def inserted(layout: Layout, at: int, row: list[Any]) -> Grid:
    """Return the sheet with a row put in before a row (from 1)."""
    return [*layout.grid[: at - 1], row, *layout.grid[at - 1 :]]


def test_every_row_is_counted_once() -> None:
    for layout in (years(RWS), thousands(RWS)):
        rows, read_, skipped, wrong = counted(through(layout))
        filled = sum(any(cell is not None for cell in row) for row in layout.grid[layout.top :])
        assert (rows, wrong) == (filled, 0)
        assert rows == read_ + skipped
        assert read_ == len(RWS.lines)


def test_a_new_line_is_read_and_the_subtotal_that_does_not_know_it_is_told() -> None:
    layout = thousands(RWS)
    at = list(layout.lines)[1]
    new = ["N-1", *layout.grid[at - 1][1:]]
    found = through(layout, inserted(layout, at, new))
    assert [line.id for line in lines_of(found)].count("N-1") == 1
    told = codes(found)
    assert {code for code, _ in told} == {"subtotal-differs"}
    assert len(told) == 6  # five columns of the block, and the total
    amount = layout.lines[at].amount.expected
    assert fact(found, "subtotal-differs", "difference") == -Decimal(amount) / 100


def test_a_new_line_under_a_group_heading_is_read() -> None:
    layout = years(RWS)
    at = list(layout.lines)[1]
    new = ["Nieuw werk", *layout.grid[at - 1][1:]]
    found = through(layout, inserted(layout, at, new))
    assert codes(found) == []
    line = next(line for line in lines_of(found) if line.description == "Nieuw werk")
    assert (line.product, line.origin.row) == (layout.lines[at].product, at)


def test_a_line_without_its_cost_type_stays_open() -> None:
    layout = years(RWS)
    at = list(layout.lines)[2]
    grid = changed({"x": layout.grid}, {f"x!D{at}": None})["x"]
    found = through(layout, grid)
    assert codes(found) == [("cell-empty", f"D{at}")]
    assert isinstance(found.record, Quote)
    assert [item.where.cell for item in found.record.refused] == [f"D{at}"]


def test_a_text_that_is_no_group_heading_spoils_the_lines_below_it_once() -> None:
    layout = years(RWS)
    at = list(layout.lines)[1]
    found = through(layout, inserted(layout, at, ["let op: voorlopige cijfers"]))
    assert codes(found) == [("mapping-row-unknown", f"A{at}")]
    assert isinstance(found.record, Quote)
    below = next(row for row in range(at, len(layout.grid)) if row not in layout.lines)
    assert len(found.record.refused) == 1 + below - at
    assert sum(counted(found)[1:]) == counted(found)[0]


def test_a_note_that_holds_an_amount_is_told() -> None:
    layout = thousands(RWS)
    note = ["* Bedragen exclusief stelpost", *[None] * 7, 12.5]
    found = through(layout, [*layout.grid, note])
    assert codes(found) == [("mapping-note-with-amount", f"I{len(layout.grid) + 1}")]
    assert isinstance(found.record, Quote)
    assert len(found.record.refused) == 1


def test_a_row_with_something_in_columns_that_are_not_read_is_told() -> None:
    layout = years(RWS)
    found = through(layout, [*layout.grid, [None] * 30 + [1000]])
    assert codes(found) == [("mapping-row-unknown", f"AE{len(layout.grid) + 1}")]


@pytest.mark.parametrize(("change", "told"), [(0.001, "subtotal-differs"), (0.0, None)])
def test_a_subtotal_is_worked_out_to_the_cent(change: float, told: str | None) -> None:
    layout = thousands(RWS)
    at = next(number for number, row in enumerate(layout.grid, 1) if row and str(row[0]).startswith("Subtotaal"))
    grid = [list(row) for row in layout.grid]
    grid[at - 1][8] = float(layout.grid[at - 1][8].value) + change
    found = through(layout, grid)
    wanted = [(told, f"I{at}")] if told else []
    assert [one for one in codes(found) if one[1] == f"I{at}"] == wanted


def test_rounded_subtotals_in_thousands_are_within_their_last_decimal() -> None:
    assert codes(through(thousands(RWS, decimals=0))) == []
    assert codes(through(thousands(RWS, decimals=1))) == []


def test_rounding_of_many_lines_is_a_note_and_a_slip_is_not() -> None:
    layout = thousands(RWS, decimals=0)
    at = next(number for number, row in enumerate(layout.grid, 1) if row and str(row[0]).startswith("Subtotaal"))
    right = layout.grid[at - 1][8]
    for off, whole, code in (
        (1, True, "subtotal-rounded"),
        (1, False, "subtotal-differs"),
        (100, True, "subtotal-differs"),
    ):
        grid = [list(row) for row in layout.grid]
        for number in layout.lines if whole else ():
            grid[number - 1][8] = round(grid[number - 1][8])
        grid[at - 1][8] = replace(right, value=right.value + off)
        found = through(layout, grid)
        assert [one.code for one in found.problems if one.where.cell == f"I{at}"] == [code]


def test_without_regel_and_quarters_both_are_made_and_told() -> None:
    layout = years(RWS)
    kept = [row for row in layout.mapping["Kolommen"] if not str(row[0]).startswith("Kwartaal")]
    found = through(layout, sheets={**layout.mapping, "Kolommen": kept})
    assert {"mapping-identity-made", "mapping-quarters-spread"} <= {one.code for one in found.problems}
    assert all(sum(line.quarters) == line.amount.expected for line in lines_of(found))
    assert all(max(line.quarters) - min(line.quarters) <= 1 for line in lines_of(found))


def test_the_identity_of_a_line_stays_when_rows_move_and_amounts_change() -> None:
    layout = years(RWS)
    at = list(layout.lines)[1]
    before = {line.description: line.id for line in lines_of(through(layout)) if line.product == "RWS-01"}
    grid = changed({"x": inserted(layout, at, ["Nieuw", *layout.grid[at - 1][1:]])}, {f"x!P{at + 1}": 3})["x"]
    after = {line.description: line.id for line in lines_of(through(layout, grid)) if line.product == "RWS-01"}
    assert {name: after[name] for name in before} == before


def test_lines_that_say_the_same_are_told_apart_by_order_with_a_warning() -> None:
    layout = years(RWS)
    at = next(iter(layout.lines))
    found = through(layout, inserted(layout, at, layout.grid[at - 1]))
    assert codes(found, Severity.WARNING) == [
        ("mapping-identity-twins", f"A{at + 1}"),
        ("mapping-without-subjects", None),
    ]
    assert len({line.id for line in lines_of(found)}) == len(RWS.lines) + 1


def test_fixed_values_and_values_that_hold_for_the_rows_below() -> None:
    grid: Grid = [["Werk", "Post", "Euro"], ["Een", "Beheer", 100], ["Twee", None, 200.5], ["Drie", "Iplo", "pm"]]
    sheets: Sheets = {
        **years(RWS).mapping,
        "Kolommen": [
            COLUMN_HEADINGS,
            column("PDC-code", stands="vast", fixed="RWS-01"),
            column("Omschrijving", "Werk"),
            column("Post", "Post", "doorlopend"),
            column("Kostensoort", stands="vast", fixed="eigen personeel"),
            column("Structureel/incidenteel", stands="vast", fixed="structureel"),
            column("Prioriteit", stands="vast", fixed="2"),
            column("Bedrag", "Euro"),
        ],
        "Waarden": [["Veld", "Hun woord", "Onze code"], ["Post", "Beheer", "beheer"], ["Post", "Iplo", "iplo"]],
    }
    found = through(years(RWS), grid, sheets)
    assert codes(found) == []
    lines = lines_of(found)
    assert [(line.heading, line.amount.expected, line.amount.pm, line.priority) for line in lines] == [
        ("beheer", 10000, 0, 2),
        ("beheer", 20050, 0, 2),
        ("iplo", 0, 1, 2),
    ]
    assert lines[1].origin.cell("heading").cell == "B2"
    assert str(lines[1].origin.cell("product")) == "koppelingen/proef.xlsx, Kolommen, G2"


def test_the_version_can_stand_in_the_workbook_itself() -> None:
    layout = years(RWS)
    grid = changed({"x": layout.grid}, {"x!H1": "Versie 3"})["x"]
    sheets: Sheets = {**layout.mapping, "Cellen": [["Gegeven", "Blad", "Cel"], ["Versie", None, "H1"]]}
    found = through(layout, grid, sheets)
    assert isinstance(found.record, Quote)
    assert (found.record.version, found.record.origin.cell("version").cell) == (3, "H1")


def test_what_neither_mapping_nor_workbook_says_is_told_at_the_mapping() -> None:
    layout = years(RWS)
    head = [row for row in layout.mapping["Koppeling"] if row[0] != "Prijspeil"]
    found = through(layout, sheets={**layout.mapping, "Koppeling": [*head, ["Prijspeil", None]]})
    assert isinstance(found.record, Unread)
    told = next(one for one in found.problems if one.code == "mapping-constant-missing")
    assert (told.where.workbook, told.where.sheet) == ("koppelingen/proef.xlsx", "Koppeling")


def test_a_field_that_no_line_can_do_without_is_told_and_the_quote_stays_open() -> None:
    layout = years(RWS)
    kept = [row for row in layout.mapping["Kolommen"] if row[0] != "Kostensoort"]
    found = through(layout, sheets={**layout.mapping, "Kolommen": kept})
    assert isinstance(found.record, Unread)
    assert "mapping-field-missing" in {one.code for one in found.problems}


def test_a_heading_of_the_mapping_that_is_gone_is_told() -> None:
    layout = years(RWS)
    found = through(layout, changed({"x": layout.grid}, {"x!B3": "Iets anders"})["x"])
    assert ("mapping-heading-missing", "A3") in codes(found)


def test_two_columns_of_one_meaning_are_told() -> None:
    layout = years(RWS)
    found = through(layout, changed({"x": layout.grid}, {"x!S3": "Jaar 2027"})["x"])
    assert ("mapping-column-twice", "S3") in codes(found)


def test_a_second_sheet_with_the_same_headings_is_told_and_other_sheets_are_noted() -> None:
    layout = years(RWS)
    book = data({**layout.workbook, "Begroting 2027 (2)": layout.grid})
    found = read_through(book, read(book, "eigen.xlsx"), [mapping(layout.mapping)])
    assert [(one.code, one.where.sheet) for one in found.problems if severity_of(one) is Severity.ERROR] == [
        ("mapping-second-sheet", "Begroting 2027 (2)")
    ]
    assert fact(found, "extra-sheets", "found") == "Voorblad"


def test_a_subtotal_that_is_no_number_is_told() -> None:
    layout = thousands(RWS)
    at = next(number for number, row in enumerate(layout.grid, 1) if row and str(row[0]).startswith("Subtotaal"))
    found = through(layout, changed({"x": layout.grid}, {f"x!I{at}": "zie bijlage"})["x"])
    assert ("subtotal-unreadable", f"I{at}") in codes(found)


def test_two_mappings_that_fit_leave_the_file_open_and_a_name_of_a_file_decides() -> None:
    layout = years(RWS)
    book = data(layout.workbook)
    found = read(book, "2027/offertes/eigen v2.xlsx")
    first, second = mapping(layout.mapping), mapping(layout.mapping, "koppelingen/ander.xlsx")
    torn = read_through(book, found, [first, second])
    assert isinstance(torn.record, Unread)
    assert [one.code for one in torn.problems] == ["mapping-ambiguous"]
    named = read_through(book, found, [first, replace(second, file="*v2*")])
    assert fact(named, "read-through-mapping", "mapping") == "koppelingen/ander.xlsx"


@pytest.mark.parametrize(
    ("sheet", "rows", "code"),
    [
        ("Kolommen", [COLUMN_HEADINGS, column("Bedrag")], "mapping-without-place"),
        ("Kolommen", [COLUMN_HEADINGS, column("Bedrag", stands="vast")], "mapping-without-place"),
        ("Overslaan", [SKIP_HEADINGS, [], ["totaal", None, "Totaal*", None]], "mapping-not-used"),
    ],
)
def test_a_faulty_mapping_is_not_used(sheet: str, rows: Grid, code: str) -> None:
    found = read(data({**years(RWS).mapping, sheet: rows}), "koppelingen/fout.xlsx")
    assert isinstance(found.record, Unread)
    assert code in {one.code for one in found.problems}


def test_no_mapping_that_fits_leaves_the_file_as_it_was() -> None:
    book = data({"Blad1": [["Van alles", 1]]})
    found = read(book, "los.xlsx")
    assert read_through(book, found, [mapping(years(RWS).mapping)]) == found


LAYOUTS = {True: years(quote("GEONOVUM")), False: thousands(quote("GEONOVUM"))}
MONEY = {True: set(range(7, 15)), False: set(range(7, 13))}
EXAMPLES = int(os.environ.get("PLANNER_LAYOUTS", "15"))
CELL = st.one_of(
    st.none(),
    st.sampled_from(["Totaal", "Subtotaal x", "beheer", "RWS-02 Iets", "pm", "* noot", "structureel", "S", "los"]),
    st.integers(0, 5000),
)


@settings(max_examples=EXAMPLES)
@given(st.data(), st.booleans(), st.lists(CELL, min_size=1, max_size=19))
def test_whatever_row_is_put_in_it_is_read_or_told(drawn: st.DataObject, wide: bool, row: list[Any]) -> None:
    layout = LAYOUTS[wide]
    at = drawn.draw(st.integers(layout.top + 1, len(layout.grid) + 1))
    found = through(layout, inserted(layout, at, row))
    rows, read_, skipped, wrong = counted(found)
    assert rows == read_ + skipped + wrong
    assert isinstance(found.record, Quote)
    here = [one for one in found.told if one.row == at]
    if not any(cell is not None for cell in row):
        assert here == []
        return
    line = next((line for line in found.record.lines if line.origin.row == at), None)
    told = [
        one
        for one in found.problems
        if one.where.cell and one.where.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(at)
    ]
    errors = [one for one in told if severity_of(one) is Severity.ERROR]
    assert line or errors or here[0].skipped
    if here[0].skipped and here[0].what != "headings":
        numbers = [cell for index, cell in enumerate(row) if isinstance(cell, int) and index in MONEY[wide]]
        assert not any(numbers) or errors


@pytest.mark.parametrize("make", [thousands, years])
def test_a_workspace_reads_foreign_quotes_through_its_mappings_and_says_so(
    make: Any, tmp_path: Path, capsys: Any
) -> None:
    """Also without Regel every line is last year's that says the same, so that the bridge is as it was."""

    def asked(*words: str) -> Any:
        code = main(["-C", str(tmp_path), *words, "--json", "--lang", "nl"])
        return code, json.loads(capsys.readouterr().out)

    copy_example(tmp_path)
    before = asked("compare", "2027")
    own = tmp_path / "2027/offertes/offerte-RWS-2027.xlsx"
    own.unlink()
    layout = make(RWS)
    (own.parent / "begroting RWS.xlsx").write_bytes(data(layout.workbook))
    assert "planner map" in next(one for one in asked("check", "2027")[1] if one["severity"] == "error")["remedy"]
    (tmp_path / "koppelingen").mkdir()
    (tmp_path / "koppelingen/rws.xlsx").write_bytes(data(layout.mapping))
    assert asked("compare", "2027") == before
    told = {one["code"]: one for one in asked("check", "2027")[1]}
    assert told["read-through-mapping"]["severity"] == "note"
    assert "koppelingen/rws.xlsx" in told["read-through-mapping"]["message"]
    alone = asked("check", str(own.parent / "begroting RWS.xlsx"))
    assert alone[0] == 0
    assert "read-through-mapping" in {one["code"] for one in alone[1]}


def test_a_quote_among_the_mappings_lies_in_the_wrong_place(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    (tmp_path / "koppelingen").mkdir()
    (tmp_path / "koppelingen/x.xlsx").write_bytes((tmp_path / "2027/offertes/offerte-RWS-2027.xlsx").read_bytes())
    main(["-C", str(tmp_path), "check", "2027", "--json"])
    found = [one for one in json.loads(capsys.readouterr().out) if one["workbook"].startswith("koppelingen")]
    assert "wrong-place" in {one["code"] for one in found}
