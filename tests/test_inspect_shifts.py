"""Blocks one column or row beside where they belong: each is told at its cells, and correct workbooks are not.

PLANNER_SEEDS=200 plants so many of each way; PLANNER_SHIFTS_IN=FILE.xlsx plants them in a workbook of your own, its
formulas worked out again. The shares that must be found are measured on hundreds of seeds: of cells moved within one
total, in a row or two, many leave nothing to tell them by.
"""

import io
import os
import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from planner.excel import cells
from planner.excel.inspecting import inspect
from planner.excel.relations import Relation, relations
from tests.inspecting.ministries import ministry
from tests.inspecting.shifting import WAYS, loaded, plant, told
from tests.inspecting.workbooks import cell, written

FIRST = int(os.environ.get("PLANNER_SEEDS_FROM", "0"))
SEEDS = int(os.environ.get("PLANNER_SEEDS", "2"))
EXAMPLE = Path(__file__).parents[1] / "budgets"
FILE = os.environ.get("PLANNER_SHIFTS_IN")
ROWS = 4
"""So many rows are moved together, as in the published workbook."""
LEAST = {
    "formulas": 0.8,
    "values": 0.8,
    "inputs beside formulas": 0.5,
    "inputs over formulas": 0.8,
    "inserted": 0.9,
    "down with formulas": 0.2,
    "down as values": 0.4,
    "down inputs": 0.4,
}
"""The share that must be found of each way, but for one."""


def found(data):
    """Return what the inspector finds in a workbook."""
    with cells.opened(data) as book:
        return inspect(book)


def shifts(data):
    """Return the shifted blocks that are found: cells, where they belong, and the effect."""
    return [(one.cells, one.expected, one.effect) for one in found(data) if one.what == "block-shifted"]


def sheets(rng):
    """Return a correct workbook to plant in."""
    return loaded(Path(FILE).read_bytes()) if FILE else ministry(rng)


@pytest.mark.parametrize("way", [way for way in WAYS if LEAST[way] >= 0.8 or SEEDS >= 20])
def test_blocks_are_found_however_they_were_moved(way):
    outcomes, seed = [], FIRST
    while len(outcomes) < SEEDS:
        rng = random.Random(f"{way} {seed}")
        planted = plant(way, rng, sheets(rng), ROWS)
        if planted:
            data, name, moved, shift = planted
            outcomes.append(told(found(data), name, moved, shift))
        seed += 1
    assert outcomes.count("found") >= LEAST[way] * SEEDS - 1, outcomes


def test_correct_consolidated_workbooks_have_nothing():
    every = {seed: found(written(ministry(random.Random(f"sound {seed}")))) for seed in range(FIRST, FIRST + SEEDS)}
    assert {seed: one for seed, one in every.items() if one} == {}


@pytest.mark.parametrize("path", sorted(EXAMPLE.rglob("*-2026.xlsx")) + sorted(EXAMPLE.rglob("offerte-*.xlsx")))
def test_quotes_and_assignments_have_no_block_moved(path):
    # Quarters are often alike, or nothing, and lines follow each other with the same rate: that is no trace of a move.
    assert shifts(path.read_bytes()) == []


def table(change=None, *, formulas=True):
    """Return 24 bodies: name (A), two incomes, their total (D), two costs, total (G), result (H), fte (I).

    Figures are made by a rule that one can work out by hand: in row r income is 1000 r and 500 r, every third body
    has no second income, costs are 900 r and 300 r, and the fte are r.
    """
    held = {(1, at): text for at, text in enumerate(["Instelling", "Rijk", "Tarief", "Baten"], start=1)}
    held |= {(1, at): text for at, text in enumerate(["Personeel", "Materieel", "Lasten", "Saldo", "Fte"], start=5)}
    for row in range(2, 26):
        second = 0 if row % 3 == 0 else 500 * row
        held[row, 1] = f"Instelling {row}"
        held |= {(row, 2): 1000 * row, (row, 5): 900 * row, (row, 6): 300 * row, (row, 9): row}
        if second:
            held[row, 3] = second
        held[row, 4] = f"={cell(row, 2)}+{cell(row, 3)}" if formulas else 1000 * row + second
        held[row, 7] = f"={cell(row, 5)}+{cell(row, 6)}" if formulas else 1200 * row
        held[row, 8] = f"={cell(row, 4)}-{cell(row, 7)}" if formulas else second - 200 * row
    if change:
        change(held)
    return written({"Blad": held})


def right(held, rows, first, last):
    """Move cells one column to the right."""
    for row in rows:
        for column in range(last, first - 1, -1):
            value = held.pop((row, column), None)
            held.pop((row, column + 1), None)
            if value is not None:
                held[row, column + 1] = value


def test_a_row_of_shares_above_and_rows_about_the_totals_below_are_no_blocks():
    shares = {(3, 1): "Aandeel", (3, 3): 0.33, (3, 4): 0.33, (3, 5): 0.34}
    below: dict[tuple[int, int], object] = {(16, 1): "Totaal", (18, 1): "waarvan inhuur", (19, 1): "Kader"}
    for column, frame in zip(range(3, 7), (610, 1141850, 104440, 540), strict=True):
        letters = "ABCDEF"[column - 1]
        below |= {(16, column): f"=SUM({letters}4:{letters}15)", (19, column): frame}
        below[18, column] = f'=SUMIF($B$4:$B$15,"inhuur",{letters}$4:{letters}$15)'
    rng = random.Random(7)
    split: dict[tuple[int, int], object] = {}
    costs: dict[tuple[int, int], object] = {}
    for row in range(4, 16):
        split |= {(row, 1): f"Post {row}", (row, 2): rng.randrange(100, 200_000)}
        split |= {(row, at): f"=ROUND($B{row}*{'ABCDE'[at - 1]}$3,2)" for at in (3, 4, 5)}
        costs |= {(row, 1): f"Post {row}", (row, 2): rng.choice(["inhuur", "eigen"])}
        costs |= {(row, at): rng.randrange(100, 200_000) for at in (3, 4, 5)} | {(row, 6): f"=SUM(C{row}:E{row})"}
    assert shifts(written({"Verdeling": {**shares, **split}, "Begroting": {**costs, **below}})) == []


def test_quarters_that_are_equal_and_moved_are_told_from_the_first_one_on():
    book = openpyxl.load_workbook(EXAMPLE / "2027" / "offertes" / "offerte-RWS-2027.xlsx")
    sheet, effect = book["Kosten"], Decimal(0)
    for row in (13, 14, 15):
        moved = [sheet.cell(row, column).value for column in range(12, 19)]  # four quarters and three years: L to R
        sheet.cell(row, 12).value = None
        for column, value in enumerate(moved, 13):
            sheet.cell(row, column).value = value
        effect += sum(Decimal(str(value)) for value in moved)
    held = io.BytesIO()
    book.save(held)
    assert shifts(held.getvalue()) == [("M13:S15", "L13:R15", effect)]


def test_a_table_of_figures_and_one_of_formulas_are_sound():
    assert found(table()) == found(table(formulas=False)) == ()


def test_values_one_column_to_the_right_are_told_with_their_column_and_effect():
    data = table(lambda held: right(held, (10, 11), 2, 8), formulas=False)
    # Row 10: 10000 + 5000 + 15000 + 9000 + 3000 + 12000 + 3000 = 57000; row 11 is 11/10 of it: 62700.
    assert shifts(data) == [("C10:I11", "B10:H11", Decimal(119700))]


def test_typed_cells_over_a_total_are_told_as_a_block():
    data = table(lambda held: right(held, (10, 11), 2, 3))
    assert shifts(data) == [("C10:D11", "B10:C11", Decimal(10000 + 5000 + 11000 + 5500))]


def test_cells_that_were_inserted_are_told_though_their_formulas_followed():
    def inserted(held):
        right(held, (10,), 2, 9)
        held[10, 5], held[10, 8], held[10, 9] = "=C10+D10", "=F10+G10", "=E10-H10"

    # The typed ones: 10000 + 5000 + 9000 + 3000, and 10 fte.
    assert shifts(table(inserted)) == [("C10:J10", "B10:I10", Decimal(27010))]


def test_costs_one_row_down_are_told_where_a_typed_result_shows_it():
    def lowered(held):
        for column in (5, 6, 7):
            values = [held.pop((row, column)) for row in range(10, 14)]
            held |= {(row + 1, column): value for row, value in zip(range(10, 14), values, strict=True)}

    # Rows 11 to 14 hold the costs of rows 10 to 13: 2400 x (10 + 11 + 12 + 13), totals included.
    assert shifts(table(lowered, formulas=False)) == [("E11:G14", "E10:G13", Decimal(2400 * 46))]


def test_one_number_typed_over_a_total_is_no_block():
    data = table(lambda held: held.update({(10, 4): 99_999}))
    assert [(str(one.what), one.cells) for one in found(data)] == [("formula-typed-over", "D10")]


def test_a_relation_is_learned_from_formulas_and_from_figures():
    rows = [{2: Decimal(row), 3: Decimal(2 * row), 4: Decimal(3 * row), 6: Decimal(3 * row)} for row in range(1, 20)]
    known = relations(rows, (2, 3, 4, 6), {})
    assert (4, ((1, 2), (1, 3))) in [(one.target, one.parts) for one in known]
    assert (6, ((1, 4),)) in [(one.target, one.parts) for one in known]


@pytest.mark.parametrize(
    ("numbers", "unknown", "expected"),
    [
        ({2: 1, 3: 2, 4: 3}, (), True),
        ({2: 1, 3: 2, 4: 4}, (), False),
        ({2: 100_000, 3: 200_000, 4: 300_001}, (), True),
        ({}, (), None),
        ({2: 1, 4: 3}, (3,), None),
    ],
)
def test_a_relation_holds_but_for_rounding(numbers, unknown, expected):
    sum_of_two = Relation(4, ((1, 2), (1, 3)))
    assert sum_of_two.holds({at: Decimal(number) for at, number in numbers.items()}, unknown) is expected
