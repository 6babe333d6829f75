"""Layouts as organisations send them: each is proposed and read without an edit, and no row put in is ever lost.

Every layout tells the same five lines; what is expected is written here by hand.
"""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.acts.mapping import Asked, mapping_for
from planner.problems import REGISTRY, Severity
from planner.reading import read_file
from planner.records import Quote, Reference
from planner.records.mapping import Mapping as Kept
from planner.sheets import WorkbookRead, read, read_through
from tests.folders import copy_example
from tests.tables import data

Grid = list[list[Any]]
ONE, TWO = "Vergunningcheck", "Aanvragen en melden"
STAFF, HIRED, DONE = "eigen personeel", "inhuur externen", "uitbesteed werk"
EXPECTED = [
    ("RWS-01", "beheer", STAFF, "Technisch beheer", 100_000_00),
    ("RWS-01", "beheer", HIRED, "Klein onderhoud", 50_000_50),
    ("RWS-01", "doorontwikkeling", DONE, "Vernieuwing koppelvlak", 30_000_00),
    ("RWS-02", "beheer", STAFF, "Functioneel beheer", 80_000_00),
    ("RWS-02", "beheer", HIRED, "Applicatiebeheer", 20_000_25),
]
TITLE: Grid = [["Begroting RWS 2027, exclusief btw, prijspeil 2027"], []]
TWO_ROWS: Grid = [
    *TITLE,
    ["Dienst", "Post", "Kostensoort", "Werk", "Jaar 2027", None, None, None, None, "Raming"],
    [None, None, None, None, "Q1", "Q2", "Q3", "Q4", "Totaal", 2028],
    ["RWS-01: Vergunningcheck", "beheer", STAFF, "Technisch beheer", 25000, 25000, 25000, 25000, 100000, 90000],
    [None, None, HIRED, "Klein onderhoud", None, None, 25000, 25000.5, 50000.5, 0],
    [None, "doorontwikkeling", DONE, "Vernieuwing koppelvlak", 30000, None, None, None, 30000, 0],
    ["RWS-02 Aanvragen en melden", "beheer", STAFF, "Functioneel beheer", 20000, 20000, 20000, 20000, 80000, 80000],
    [None, None, HIRED, "Applicatiebeheer", 5000, 5000, 5000, 5000.25, 20000.25, 0],
    ["Som", None, None, None, 80000, 50000, 75000, 75000.75, 280000.75, 170000],
]
NESTED: Grid = [
    ["Begroting RWS 2027 (bedragen x € 1.000), excl. btw"], [],
    ["Onderdeel", "Kostensoort", "Bedrag", "Toelichting"],
    ["1. Beheer en exploitatie"], [f"1.1 {ONE}"],
    ["Technisch beheer", STAFF, 100], ["Klein onderhoud", HIRED, 50.0005],
    ["Totaal 1.1", None, 150.0005],
    [f"1.2 {TWO}"],
    ["Functioneel beheer", STAFF, 80], ["Applicatiebeheer", HIRED, 20.00025],
    ["Totaal 1.2", None, 100.00025], ["Totaal 1", None, 250.00075],
    ["2. Doorontwikkeling"], [f"2.1 {ONE}"],
    ["Vernieuwing koppelvlak", DONE, 30],
    ["Totaal 2.1", None, 30], ["Totaal 2", None, 30],
    ["Totalen", None, 280.00075], [], ["Onder voorbehoud van instemming."],
]  # fmt: skip
ABOVE: Grid = [
    *TITLE,
    ["Code", "Omschrijving", "Post", "Kostensoort", None, "Begroting 2027"],
    [None, "Totaal RWS", None, None, None, 280000.75],
    ["RWS-01", ONE, None, None, None, 180000.5],
    [None, "Technisch beheer", "beheer", STAFF, None, 100000],
    [None, "Klein onderhoud", "beheer", HIRED, None, 50000.5],
    [None, "Vernieuwing koppelvlak", "doorontwikkeling", DONE, None, 30000],
    ["RWS-02", TWO, None, None, None, 100000.25],
    [None, "Functioneel beheer", "beheer", STAFF, None, 80000],
    [None, "Applicatiebeheer", "beheer", HIRED, None, 20000.25],
]
NAMELESS: Grid = [
    *TITLE,
    ["Nr", "Product", "Rubriek", "Type kosten", "Wat", "Begroot 2026", "Begroot 2027"],
    [1, ONE, "beheer", STAFF, "Technisch beheer", 1, "100.000,00"],
    [2, ONE, "beheer", HIRED, "Klein onderhoud", 1, "€ 50.000,50"],
    [3, ONE, "doorontwikkeling", DONE, "Vernieuwing koppelvlak", 1, "€ 30.000,-"],
    [None, None, None, None, None, 3, 180000.5],
    [4, TWO, "beheer", STAFF, "Functioneel beheer", 1, 80000],
    [5, TWO, "beheer", HIRED, "Applicatiebeheer", 1, 20000.25],
    [None, None, None, None, None, 2, 100000.25],
]
QUARTERS: Grid = [
    *TITLE,
    ["Beheer en exploitatie"],
    ["PDC", "Kostensoort", "Activiteit", "Q1", "Q2", "Q3", "Q4"],
    ["RWS-01", STAFF, "Technisch beheer", 25000, 25000, 25000, 25000],
    ["RWS-01", HIRED, "Klein onderhoud", None, None, 25000, 25000.5],
    ["RWS-02", STAFF, "Functioneel beheer", 20000, 20000, 20000, 20000],
    ["RWS-02", HIRED, "Applicatiebeheer", 5000, 5000, 5000, 5000.25],
    ["Beheer totaal", None, None, 50000, 50000, 75000, 75000.75], [],
    ["Doorontwikkeling"],
    ["PDC", "Kostensoort", "Activiteit", "Q1", "Q2", "Q3", "Q4"],
    ["RWS-01", DONE, "Vernieuwing koppelvlak", 30000, 0, 0, 0],
]  # fmt: skip
LAYOUTS = {
    "two rows of headings, groups once": TWO_ROWS, "numbered groups in thousands": NESTED, "totals above": ABOVE,
    "totals without a name, amounts as text": NAMELESS, "sections of quarters": QUARTERS,
}  # fmt: skip
TOTALS = [
    ("two rows of headings, groups once", 10, 9),
    ("numbered groups in thousands", 8, 3),
    ("numbered groups in thousands", 13, 3),
    ("numbered groups in thousands", 19, 3),
    ("totals above", 4, 6),
    ("totals above", 5, 6),
    ("totals without a name, amounts as text", 7, 7),
    ("sections of quarters", 9, 4),
]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    folder = copy_example(tmp_path_factory.mktemp("layouts"))
    found = read_file(folder / "uitgangspunten.xlsx", "uitgangspunten.xlsx").record
    assert isinstance(found, Reference)
    return found


@pytest.fixture(scope="module")
def mappings(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kept]:
    """The mapping that is proposed for each layout, as it is written: nobody edits it."""
    folder, made = tmp_path_factory.mktemp("proposed"), {}
    for number, (name, grid) in enumerate(LAYOUTS.items()):
        file = folder / f"layout{number}.xlsx"
        file.write_bytes(data({"Voorblad": [["Offerte"]], "Kosten": grid}))
        proposed = mapping_for(file, None, Asked({}), reference)
        assert proposed.data
        record = read(proposed.data, f"koppelingen/{number}.xlsx").record
        assert isinstance(record, Kept)
        made[name] = record
    return made


def through(grid: Grid, mapping: Kept, sheet: str = "Kosten", path: str = "2027/offertes/eigen.xlsx") -> WorkbookRead:
    book = data({"Voorblad": [["Offerte"]], sheet: grid})
    return read_through(book, read(book, path), [mapping])


def said(found: WorkbookRead) -> list[tuple[str, str, str, str, int]]:
    assert isinstance(found.record, Quote), found.problems
    lines = found.record.lines
    return [(one.product, one.heading, one.cost_type, one.description, one.amount.expected) for one in lines]


def told(found: WorkbookRead, severity: Severity = Severity.ERROR) -> list[tuple[str, str | None]]:
    return [(one.code, one.where.cell) for one in found.problems if REGISTRY[one.code].severity is severity]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_proposed_and_read_without_an_edit(name: str, mappings: dict[str, Kept]) -> None:
    found = through(LAYOUTS[name], mappings[name])
    assert told(found) == []
    assert sorted(said(found)) == sorted(EXPECTED)
    assert isinstance(found.record, Quote)
    assert (found.record.organisation, str(found.record.role), found.record.year) == ("RWS", "OBO", 2027)
    assert {sum(line.quarters) for line in found.record.lines} == {amount for *_, amount in EXPECTED}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("least", [False, True])
def test_a_row_put_in_anywhere_is_read_or_told(name: str, least: bool, mappings: dict[str, Kept]) -> None:
    grid = LAYOUTS[name]
    source = next(row for row in grid if "Applicatiebeheer" in row)
    most = max((cell for cell in source if isinstance(cell, int | float)), default=0)
    kept = {source.index("Applicatiebeheer"), source.index(most)}
    for at in range(len(grid) + 2):
        new = [cell if not least or index in kept else None for index, cell in enumerate(source)]
        new[source.index("Applicatiebeheer")] = "Nieuw werk"
        grown = [*grid, *[[] for _ in range(at - len(grid))]]
        found = through([*grown[:at], new, *grown[at:]], mappings[name])
        lines = found.record.lines if isinstance(found.record, Quote) else ()
        read_ = {line.origin.row for line in lines} | {one.row for one in found.told if one.refused}
        cells = " ".join(str(one.where.cell) + str(one.facts) for one in found.problems)
        assert told(found) or lines
        assert at + 1 in read_ or not lines or any(f"{letter}{at + 1}" in cells for letter in "ABCDEFGHIJ"), at + 1


@pytest.mark.parametrize(("name", "row", "column"), TOTALS)
def test_a_total_that_differs_by_one_is_told_at_its_cell(
    name: str, row: int, column: int, mappings: dict[str, Kept]
) -> None:
    grid = [list(one) for one in LAYOUTS[name]]
    grid[row - 1][column - 1] += 1
    assert told(through(grid, mappings[name])) == [("subtotal-differs", f"{'ABCDEFGHIJ'[column - 1]}{row}")]


def test_merged_cells_hold_for_their_own_rows_only(mappings: dict[str, Kept]) -> None:
    name = "two rows of headings, groups once"
    book = openpyxl.load_workbook(io.BytesIO(data({"Kosten": TWO_ROWS})))
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:I3", "A5:A7", "B5:B6", "A8:A9", "B8:B9"):
        book["Kosten"].merge_cells(area)
    book["Kosten"].insert_rows(10)
    new: dict[str, str | int] = {"C10": HIRED, "D10": "Nieuw werk", "E10": 4, "F10": 0, "I10": 4}
    for address, value in new.items():
        book["Kosten"][address] = value
    made = io.BytesIO()
    book.save(made)
    found = read_through(made.getvalue(), read(made.getvalue(), "x.xlsx"), [mappings[name]])
    assert sorted(said(found)) == sorted(EXPECTED)
    assert [one for one in told(found) if one[0] == "cell-empty"] == [("cell-empty", "A10"), ("cell-empty", "B10")]


def test_next_week_the_same_mapping_reads_it_under_another_name_of_sheet_and_version(mappings: dict[str, Kept]) -> None:
    name = "numbered groups in thousands"
    changed = [list(row) for row in NESTED]
    changed[-1] = ["Herzien na overleg."]
    found = through(changed, mappings[name], "Kosten herzien", "2027/offertes/begroting_v2.xlsx")
    assert (said(found), told(found)) == (said(through(NESTED, mappings[name])), [])
    assert isinstance(found.record, Quote)
    assert found.record.version == 2
    assert ("mapping-sheet-other", "A1") in told(found, Severity.WARNING)


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [("two rows of headings, groups once", 3, 5), ("totals above", 3, 6), ("numbered groups in thousands", 3, 3)],
)
def test_a_heading_of_amounts_that_changed_is_told(name: str, row: int, column: int, mappings: dict[str, Kept]) -> None:
    grid = [list(one) for one in LAYOUTS[name]]
    grid[row - 1][column - 1] = "Heel anders"
    assert "mapping-heading-missing" in {code for code, _ in told(through(grid, mappings[name]))}


def test_a_number_in_a_column_without_a_heading_is_told(mappings: dict[str, Kept]) -> None:
    grid = [list(one) for one in ABOVE]
    grid[6][4] = 4000
    found = through(grid, mappings["totals above"])
    assert told(found, Severity.WARNING)[:1] == [("mapping-number-beside", "E7")]
    for number, row in enumerate(grid):
        if len(row) > 4 and row[3] in {STAFF, HIRED, DONE}:
            row[4] = number
    assert ("mapping-numbers-beside", "E6") in told(through(grid, mappings["totals above"]), Severity.NOTE)


def test_a_total_that_no_rule_knows_is_no_line(mappings: dict[str, Kept]) -> None:
    grid = [list(one) for one in NESTED]
    grid.insert(18, ["Samen met alles", DONE, 280.00075])
    found = through(grid, mappings["numbered groups in thousands"])
    assert told(found) == [("mapping-total-as-line", "A19")]


def test_an_identity_is_never_the_number_of_the_row(mappings: dict[str, Kept]) -> None:
    name = "totals without a name, amounts as text"
    assert "id" not in {one.field for one in mappings[name].wanted}


def test_the_proposal_is_the_same_for_any_path(reference: Reference, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        file = tmp_path / name / "eigen.xlsx"
        file.write_bytes(data({"Kosten": ABOVE}))
        made.append(mapping_for(file, None, Asked({}), reference).data)
    assert made[0] == made[1]
