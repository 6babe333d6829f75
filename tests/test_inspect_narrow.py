"""Inspecting tables with too few cells for a habit: two years, one column, one formula; figures worked out by hand."""

from decimal import Decimal

import pytest

from planner.excel import cells
from planner.excel.inspecting import inspect
from tests.inspecting.narrow import BODIES, LOOK_UPS, ONE_COLUMN, TWO_YEARS, book


def found(data):
    """Return what is found in a workbook: kind, sheet and cells, effect in euros."""
    with cells.opened(data) as opened:
        return [(str(one.what), f"{one.sheet}!{one.cells}", one.euros) for one in inspect(opened)]


@pytest.mark.parametrize("sheets", [TWO_YEARS, ONE_COLUMN, BODIES, LOOK_UPS])
def test_a_sound_workbook_has_nothing(sheets):
    assert found(book(sheets)) == []


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        # C5 came to 1.350 and C9 to 525, both in thousands
        ("C5", 1400, ("formula-typed-over", Decimal("50000.00"))),
        ("C10", -47, ("formula-typed-over", Decimal("-1922000.00"))),
        ("C9", "=SUM(C6:C7)", ("formula-stops-short", Decimal("-410000.00"))),
        ("C9", "=SUM(C7:C8)", ("formula-stops-short", Decimal("-95000.00"))),
        ("B10", "=B5+C9", ("formula-off-by-one", Decimal("-70000.00"))),
        ("B9", "=SUM(C6:C8)", ("formula-off-by-one", Decimal("-70000.00"))),
        ("B10", "=B5-B9", ("formula-differs", Decimal("-1190000.00"))),
        ("B10", "=B5+B9+B9", ("formula-counts-more", Decimal("595000.00"))),
        ("C9", "=ROUND(SUM(C6:C8),0)-1", ("formula-with-constant", Decimal("-1000.00"))),
    ],
)
def test_of_two_columns_the_one_that_departs_is_found(cell, value, expected):
    assert found(book(TWO_YEARS, {f"Balans!{cell}": value})) == [(expected[0], f"Balans!{cell}", expected[1])]


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("B5", "=SUM(B2,B4)", None),  # two cells that somebody chose
        ("B5", "=SUM(B2:B3)", ("formula-stops-short", Decimal("-300.00"))),
        ("B5", "=SUM(B3:B4)", ("formula-stops-short", Decimal("-100.00"))),
        ("B15", "=B5+B14", ("formula-stops-short", Decimal("-110.00"))),
        ("B15", "=B10+B14", ("formula-stops-short", Decimal("-600.00"))),
        ("B15", "=B4+B10+B14", ("formula-off-by-one", Decimal("-300.00"))),
        ("B15", "=SUM(B2:B14)", ("formula-counts-more", Decimal("722.00"))),
        ("B10", "=SUM(B5:B9)", ("formula-counts-more", Decimal("600.00"))),
        ("B15", 1000, ("formula-typed-over", Decimal("278.00"))),
        ("B14", 13, ("formula-typed-over", Decimal("1.00"))),
        ("B3", "200 ", ("number-in-text", Decimal("-200.00"))),
        ("B4", "€ 300,-", ("number-in-text", Decimal("-300.00"))),
        ("B14", "=SUM(B12:B13)+1550857", ("formula-with-constant", Decimal("1550857.00"))),
    ],
)
def test_a_total_without_neighbours_is_judged_by_what_stands_above_it(cell, value, expected):
    told = found(book(ONE_COLUMN, {f"Bijlage!{cell}": value}))
    assert told == ([(expected[0], f"Bijlage!{cell}", expected[1])] if expected else [])


@pytest.mark.parametrize("formula", ["=RWS!C{0}+KOOP!C{0}+UBR!C{0}", "=SUM(RWS:UBR!C{0})"])
def test_a_sum_of_the_same_cell_of_other_sheets_is_missed_where_it_was_typed_over(formula):
    labels = {f"A{row}": f"Post {row}" for row in range(2, 9)}
    amounts = {f"C{row}": row * 100 for row in range(2, 9)}
    sums = {f"C{row}": formula.format(row) for row in range(2, 9)}
    sheets = {name: {**labels, **(sums if name == "Samen" else amounts)} for name in ("RWS", "KOOP", "UBR", "Samen")}
    assert found(book(sheets, values=False)) == []
    typed = found(book(sheets, {"Samen!C4": 1201}, values=False))
    assert typed == [("formula-typed-over", "Samen!C4", Decimal("1.00"))]  # three bodies of 400


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("D4", 101, ("formula-typed-over", Decimal("1.00"))),
        ("F3", 0, ("formula-typed-over", Decimal("-2178.00"))),  # 20 hours at 90, and 21%
        ("F4", "=E4*(1-btw_hoog)", ("formula-differs", Decimal("-1260.00"))),  # 3.000 at 0,79 instead of 1,21
    ],
)
def test_the_effect_is_known_beside_look_ups_and_names(cell, value, expected):
    told = found(book(LOOK_UPS, {f"Inzet!{cell}": value}))
    assert told == [(expected[0], f"Inzet!{cell}", expected[1])]


def test_an_average_under_rates_and_the_last_balance_under_movements_are_no_faults():
    rows = {f"{letter}{row}": row * 10 for row in range(2, 7) for letter in "BCD"}
    labels = {f"A{row}": f"Post {row}" for row in range(2, 7)}
    balance = {"E2": "=D2", **{f"E{row}": f"=E{row - 1}+D{row}" for row in range(3, 7)}}
    totals = {"A7": "Totaal", "B7": "=SUM(B2:B6)", "C7": "=AVERAGE(C2:C6)", "D7": "=SUM(D2:D6)", "E7": "=E6"}
    heads = {"A1": "Post", "B1": "Uren", "C1": "Tarief", "D1": "Mutatie", "E1": "Saldo"}
    assert found(book({"Blad": {**heads, **rows, **labels, **balance, **totals}})) == []


def test_a_sheet_departs_from_the_others_of_its_form():
    changes = {
        f"{name}!A{row}": text for name in ("RWS", "KOOP", "UBR", "RDW") for row, text in ((6, "Bron"), (7, "x"))
    }
    assert found(book(BODIES, changes)) == []
    typed = [one for one in found(book(BODIES, {**changes, "UBR!B4": 40})) if one[0] != "check-fails"]
    assert typed == [("formula-typed-over", "UBR!B4", Decimal("1.00"))]  # 30 and 9
    hidden = [one for one in found(book(BODIES, {**changes, "RDW!B4": "=SUM(B2:B3)-1"})) if one[0] != "check-fails"]
    assert hidden == [("formula-with-constant", "RDW!B4", Decimal("-1.00"))]


@pytest.mark.parametrize("beside", [True, False])
def test_a_number_over_a_link_is_held_against_the_cell_that_belongs_there(beside):
    totals = {"RWS": (5, 100), "KOOP": (4, 200), "UBR": (7, 300), "RDW": (6, 400)}
    bodies = {name: {f"A{row}": "Totaal", f"C{row}": amount, f"D{row}": 7} for name, (row, amount) in totals.items()}
    rows = {name: row for row, name in enumerate(totals, start=3)}
    summary = {"A2": "Organisatie", "B2": "2027", "C2": "2028"}
    for name, (row, _) in totals.items():
        summary |= {f"A{rows[name]}": name, f"B{rows[name]}": f"={name}!C{row}"}
        summary |= {f"C{rows[name]}": f"={name}!D{row}"} if beside else {}
    assert found(book({**bodies, "Samen": summary})) == []
    told = found(book({**bodies, "Samen": summary}, {"Samen!B5": 250}))
    assert told == [("formula-typed-over", "Samen!B5", Decimal("-50.00"))]


def test_a_sum_that_reaches_into_the_table_above_counts_its_total_and_its_headings():
    first = {
        "A1": "Post",
        "B1": 2027,
        "A2": "Beheer",
        "B2": 10,
        "A3": "Bouw",
        "B3": 20,
        "A4": "Totaal",
        "B4": "=SUM(B2:B3)",
    }
    second = {
        "A6": "Post",
        "B6": 2028,
        "A7": "Beheer",
        "B7": 30,
        "A8": "Bouw",
        "B8": 40,
        "A9": "Totaal",
        "B9": "=SUM(B7:B8)",
    }
    assert found(book({"Blad": {**first, **second}})) == []
    told = found(book({"Blad": {**first, **second}}, {"Blad!B9": "=SUM(B4:B8)"}))
    assert told == [("formula-counts-more", "Blad!B9", Decimal("2058.00"))]  # 30 of the total, and the year
