"""Quotes and assignments as records: exact cents, the checks of a line, and what is refused stays open."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner import sheets
from planner.agreement import Role
from planner.amounts import PM, Basis, Span, Vat
from planner.places import Place
from planner.problems import Problem, Severity, message, severity_of
from planner.records import Line, OpenItem, Quote, Unread
from planner.sheets import WorkbookRead
from tests.tables import (
    ASSIGNMENT,
    COSTS,
    FURTHER,
    IN_THOUSANDS,
    LETTERS,
    NA,
    QUOTE,
    Formula,
    Sheets,
    Shown,
    changed,
    cost,
    data,
    fixed,
)

FILE = "offerte.xlsx"
INCOME = "opbrengsten en stelposten"


def read(book: Sheets) -> WorkbookRead:
    return sheets.read(data(book), FILE)


def with_rows(*rows: list[Any], book: Sheets = QUOTE, headings: Sequence[str] = COSTS) -> Sheets:
    return {**book, "Kosten": [list(headings), *rows]}


def quote_of(found: WorkbookRead) -> Quote:
    assert isinstance(found.record, Quote)
    return found.record


def told(problems: Sequence[Problem]) -> list[tuple[str, str | None]]:
    return [(found.code, found.where.cell) for found in problems]


def lines(*rows: list[Any], **options: Any) -> tuple[Line, ...]:
    return quote_of(read(with_rows(*rows, **options))).lines


def test_a_quote_is_read_with_its_basis_and_dates() -> None:
    quote = quote_of(read(QUOTE))
    assert (quote.party, quote.year, quote.version) == (("RWS", Role.OBO), 2027, 1)
    assert quote.basis == Basis(2027, Vat.EXCLUDING)
    assert (quote.dated, quote.valid_until) == (date(2026, 9, 15), date(2026, 12, 31))
    assert (quote.reference, quote.unrecoverable_vat, quote.refused) == ("OFF-1", False, ())
    assert quote.origin.cell("price_level") == Place(FILE, "Offerte", "B8")
    assert quote.risks[0].consequence == Span.of(10_000_000)
    assert quote.risks[0].chance == Decimal("0.25")
    assert [subject.letter for subject in quote.subjects] == list("abcdefg")


def test_a_line_holds_whole_cents_and_exact_factors() -> None:
    line = quote_of(read(QUOTE)).lines[0]
    assert (line.id, line.recurring, line.priority, line.indivisible) == ("R-001", True, 1, False)
    assert (line.quantity, line.rate) == (Decimal(100), Decimal("80.5"))
    assert line.amount == Span.of(805_000)
    assert line.quarters == (201_250,) * 4
    assert line.outlook == ((2028, Span.of(805_000)),)


def test_the_optional_columns_are_read() -> None:
    row = [*cost(1, Bedrag=2012.5), "investeringskosten", 7, 8050, 0.25, "oplevering in mei", "R-900"]
    row[11:15] = [503.13, 503.13, 503.13, 503.11]
    (line,) = lines(row, headings=[*COSTS, *FURTHER])
    assert (line.category, line.scale, line.total_cost, line.share) == (
        "investeringskosten", "7", 805_000, Decimal("0.25"))  # fmt: skip
    assert (line.result, line.replaces) == ("oplevering in mei", "R-900")


def test_an_unrounded_formula_is_a_product_rounded_to_cents() -> None:
    """0.1 + 0.2 style noise: 3 x 33.335 = 100.005, which Excel stores as 100.00499999999999."""
    row = cost(1, Aantal=3, Tarief=33.335, Bedrag=Formula("=I2*J2", 100.00499999999999))
    row[11:15] = [Formula("=K2/4", 25.00125)] * 4
    found = read(with_rows(row))
    (line,) = quote_of(found).lines
    assert line.amount == Span.of(10_001)
    assert line.quarters == (2500, 2500, 2500, 2501)
    assert told(found.problems) == [
        ("cents-rounded", "K2"),
        ("cents-rounded", "L2"),
        ("cents-rounded", "M2"),
        ("cents-rounded", "N2"),
        ("quarter-remainder", "O2"),
    ]
    assert {severity_of(problem) for problem in found.problems} == {Severity.NOTE}


def test_rounded_cells_are_listed_in_one_note_per_column() -> None:
    rows = [fixed(at, 4.008, [1.002] * 4) for at in range(1, 5)]
    rows[2] = fixed(3, 4, [1, 1, 1, 1])
    notes = {problem.where.cell: problem.fact("cells") for problem in read(with_rows(*rows)).problems}
    assert notes["K2"] == "K2:K3, K5"
    assert notes["O2"] == "O2:O3, O5"


def test_the_example_remainder_of_minus_a_cent_is_no_negative_amount() -> None:
    row = fixed(1, 399487.5, [199743.75, 99871.88, 99871.88, -0.01])
    found = read(with_rows(row))
    assert found.problems == ()
    assert quote_of(found).lines[0].quarters == (19_974_375, 9_987_188, 9_987_188, -1)


def test_pm_has_no_quarters_and_a_range_is_split_evenly() -> None:
    rows = [fixed(1, "pm", [None] * 4, Raming_2028="pm"), fixed(2, "100,01..150.000", [None] * 4, Raming_2028=None)]
    found = read(with_rows(*rows))
    unknown, ranged = quote_of(found).lines
    assert found.problems == ()
    assert (unknown.amount, unknown.quarters, unknown.outlook) == (PM, (0, 0, 0, 0), ((2028, PM),))
    assert ranged.amount == Span(10_001, 7_505_001, 15_000_000)
    assert ranged.quarters == (1_876_251, 1_876_250, 1_876_250, 1_876_250)
    assert ranged.outlook == ()


def test_amounts_in_thousands() -> None:
    """1.334,3 shown with one decimal stands for 1.334.250 to 1.334.350, and Bedrag counts."""
    row = cost(1, Aantal=10_750, Tarief=124.12, Bedrag=Shown(1334.3, "#,##0.0"), Raming_2028=None)
    row[11:15] = [Shown(333.6, "#,##0.0")] * 4
    found = read(with_rows(row, book=IN_THOUSANDS))
    (line,) = quote_of(found).lines
    assert line.amount == Span.of(133_430_000)
    assert line.quarters == (33_360_000, 33_360_000, 33_360_000, 33_350_000)
    assert told(found.problems) == [("quarter-remainder", "O2")]
    assert line.rate == Decimal("124.12")


def test_under_general_the_most_decimals_of_the_column_count() -> None:
    exact = cost(1, Aantal=10_750, Tarief=124.12, Bedrag=1334.29)
    rounded = cost(2, Aantal=10_750, Tarief=124.12, Bedrag=1334.3)
    for row in (exact, rounded):
        row[11:16] = [row[10], 0, 0, 0, None]
    found = read(with_rows(exact, rounded, book=IN_THOUSANDS))
    assert told(found.problems) == [("amount-not-product", "K3")]
    assert told(read(with_rows(rounded, book=IN_THOUSANDS)).problems) == []


PRODUCT = cost(2, Bedrag=8051, Kwartaal_1=2013.5)
SHARED = [*COSTS, "Totale kosten", "Aandeel DSO-LV"]
CHECKS: dict[str, tuple[list[Any], list[tuple[str, str]]]] = {
    "product": (PRODUCT, [("amount-not-product", "K2")]),
    "product, quarters right": (cost(1, Bedrag=8051), [("amount-not-product", "K2")]),
    "product and quarters": (cost(1, Bedrag=8051, Kwartaal_1=1), [
        ("amount-not-product", "K2"), ("quarters-do-not-add-up", "K2")]),
    "a cent": (cost(1, Bedrag=8050.01, Kwartaal_1=2012.51), [("amount-not-product", "K2")]),
    "no rate": (cost(1, Tarief=None), [("other-half-missing", "J2")]),
    "no quantity": (cost(1, Aantal=None), [("other-half-missing", "I2")]),
    "quarters": (cost(1, Kwartaal_4=2012.49), [("quarters-do-not-add-up", "K2")]),
    "quarters of a range": (fixed(1, "100..200", [1, 2, 3, 4]), [("quarters-do-not-add-up", "K2")]),
    "quarters of pm": (fixed(1, "pm", [10, None, None, None]), [("quarters-of-open-amount", "K2")]),
    "negative": (fixed(1, -100, [-25] * 4), [("negative-amount", "K2")]),
    "negative product": (cost(1, Aantal=-100, Bedrag=-8050, **{f"Kwartaal_{at}": -2012.5 for at in (1, 2, 3, 4)}), [
        ("negative-amount", "K2")]),
    "negative quarter": (cost(1, Kwartaal_2=-2012.5), [("negative-amount", "M2")]),
    "negative outlook": (cost(1, Raming_2028=-1), [("negative-amount", "P2")]),
    "negative income": (fixed(1, -100, [-25] * 4, Kostensoort=INCOME, Raming_2028=-100), []),
    "open quarters of an amount": (cost(1, Kwartaal_3="pm"), [("wrong-kind", "N2")]),
    "bad amount": (fixed(1, "zie bijlage", [None] * 4), [("wrong-kind", "K2")]),
    "share": ([*cost(1), 16_000, 0.5], [("total-not-product", "T2"), ("amount-not-share", "K2")]),
    "share of a product": ([*cost(1, Aantal=200), 16_100, 0.5], []),
    "only the total is wrong": ([*cost(1, Aantal=200), 16_000, 0.5], [("total-not-product", "T2")]),
    "only the share is wrong": ([*cost(1, Aantal=200), 16_100, 0.25], [("amount-not-share", "K2")]),
    "no share": ([*cost(1), 8050, None], [("other-half-missing", "U2")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
def test_the_checks_of_a_line(name: str) -> None:
    row, expected = CHECKS[name]
    found = read(with_rows(row, headings=SHARED if len(row) > len(COSTS) else COSTS))
    assert told(found.problems) == expected
    refused = any(severity_of(problem) is Severity.ERROR for problem in found.problems)
    assert len(quote_of(found).lines) == (0 if refused else 1)
    assert len(quote_of(found).refused) == (1 if refused else 0)


def test_a_difference_is_shown_in_euros() -> None:
    (found,) = read(with_rows(PRODUCT)).problems
    assert message(found, "nl").startswith(
        "“Bedrag” is € 8.051,00, maar Aantal x Tarief is € 8.050,00; verschil € 1,00"
    )


def test_a_refused_row_stays_open_on_its_heading() -> None:
    rows = [
        cost(1, Bedrag=NA),
        cost(2, Post=None, Kostensoort=INCOME),
        cost(3, Kostensoort=None),
        cost(4, Bedrag=1),
        fixed(5, -100, [-25] * 4, Kostensoort="opbrengsten"),
    ]
    items = quote_of(read(with_rows(*rows))).refused
    assert [(item.line, item.headings, item.may_be_negative, item.where.cell) for item in items] == [
        ("R-001", ("beheer",), False, "K2"),
        ("R-002", (), True, "D3"),
        ("R-003", ("beheer",), True, "E4"),
        ("R-004", ("beheer",), False, "K5"),
        ("R-005", ("beheer",), True, "K6"),
    ]
    assert items[0] == OpenItem(
        "row", Place(FILE, "Kosten", "K2"), ("beheer",), "RWS", Role.OBO, "R-001", may_be_negative=False
    )


@pytest.mark.parametrize("cell", ["Offerte!B2", "Offerte!B3", "Offerte!B4", "Offerte!B5", "Offerte!B8", "Offerte!B9"])
def test_a_spoilt_opening_leaves_the_quote_unread_and_still_checks_its_rows(cell: str) -> None:
    found = read(changed(QUOTE, {cell: None, "Kosten!K3": 1, "Kosten!G4": "soms"}))
    assert isinstance(found.record, Unread)
    assert [problem.code for problem in found.problems] == ["cell-empty", "not-in-list", "amount-not-product"]


def test_an_unread_quote_tells_whose_it_is() -> None:
    assert read(changed(QUOTE, {"Offerte!B9": "netto"})).record == Unread(Place(FILE), "RWS", Role.OBO, 2027, 1)
    assert read(changed(QUOTE, {"Kosten!K1": None})).record == Unread(Place(FILE), "RWS", Role.OBO, 2027, 1)


def test_what_carries_no_amounts_does_not_keep_a_quote_out() -> None:
    without = {name: rows for name, rows in QUOTE.items() if name != "Risico's"}
    found = read(without)
    assert [problem.code for problem in found.problems] == ["sheet-missing"]
    assert len(quote_of(found).lines) == 3


def test_empty_unrecoverable_vat_is_read_as_no_with_a_note() -> None:
    found = read(changed(QUOTE, {"Offerte!B10": None}))
    assert told(found.problems) == [("unrecoverable-vat-assumed", "B10")]
    assert quote_of(found).unrecoverable_vat is False


def test_subjects_are_a_warning_in_a_quote_and_an_error_in_an_assignment() -> None:
    cells = {"Onderwerpen!C3": None, "Onderwerpen!C4": "n.v.t."}
    found = read(changed(QUOTE, cells))
    assert told(found.problems) == [("subject-missing", "C3")]
    assert len(quote_of(found).lines) == 3
    assert told(read(changed(ASSIGNMENT, cells)).problems) == [("subject-required", "C3")]


def test_a_subject_without_row_is_told_at_the_heading() -> None:
    shorter = {**QUOTE, "Onderwerpen": QUOTE["Onderwerpen"][:-1]}
    assert told(read(shorter).problems) == [("subject-missing", "A1")]


def test_a_misspelt_letter_is_told_once() -> None:
    assert told(read(changed(QUOTE, {"Onderwerpen!A4": "cc"})).problems) == [("not-in-list", "A4")]
    assert told(read(changed(QUOTE, {"Onderwerpen!A4": "b"})).problems) == [("duplicate-key", "A4")]


def test_outlook_columns_are_for_later_years() -> None:
    found = read(changed(QUOTE, {"Kosten!P1": "Raming 2027"}))
    assert told(found.problems) == [("outlook-year", "P1")]
    assert [line.outlook for line in quote_of(found).lines] == [()] * 3


def test_amounts_after_the_agreement_are_kept_with_one_note() -> None:
    found = read(changed(QUOTE, {"Kosten!P1": "Raming 2030", "Kosten!T1": "Raming 2031", "Kosten!T2": 5}))
    assert told(found.problems) == [("beyond-agreement", "P1")]
    assert found.problems[0].fact("found") == "2030, 2031"
    assert quote_of(found).lines[0].outlook == ((2030, Span.of(805_000)), (2031, Span.of(500)))
    zero = changed(QUOTE, {"Kosten!P1": "Raming 2030", **{f"Kosten!P{row}": 0 for row in (2, 3, 4)}})
    assert read(zero).problems == ()


def test_opening_and_saving_changes_no_record() -> None:
    moved = {**QUOTE, "Kosten": [["Een titel"], *QUOTE["Kosten"]]}
    assert read(moved).record == read(QUOTE).record
    assert read(moved).digest != read(QUOTE).digest


MISTAKES: dict[str, Any] = {
    "A": {3: "R-001"},
    "B": {4: None, 5: True},
    "D": {6: None},
    "E": {7: NA},
    "F": {8: None, 9: Formula("=A1")},
    "G": {10: "soms", 11: None},
    "I": {12: "veel", 13: "1.000"},
    "J": {14: NA, 15: "80.50"},
    "K": {16: "zie bijlage", 17: None, 18: 8051, 19: Formula("=I19*J19"), 20: "8.050"},
    "L": {21: None, 22: "pm", 23: 2012.4},
    "M": {24: -2012.5, 25: True},
    "N": {26: NA},
    "O": {27: "kwart"},
    "P": {28: "later", 29: -1},
    "Q": {30: 5, 31: "hoog"},
    "R": {32: "misschien"},
}


def test_forty_different_mistakes_give_forty_problems() -> None:
    """Thirty-two on the sheet with cost lines, eight elsewhere; none follows from another."""
    book = with_rows(*(cost(row) for row in range(1, 33)))
    cells = {f"Kosten!{letter}{row}": value for letter, rows in MISTAKES.items() for row, value in rows.items()}
    cells["Kosten!B33"], cells["Kosten!S1"] = date(2027, 1, 2), "Toelichtng"
    cells |= {"Offerte!B5": 1.5, "Offerte!B8": None, "Offerte!B9": "netto", "Offerte!B12": 46000}
    cells |= {"Risico's!B2": 25, "Risico's!C2": "veel", "Onderwerpen!C2": None, "Onderwerpen!A9": "h"}
    found = read(changed(book, cells))
    serious = [problem for problem in found.problems if severity_of(problem) is not Severity.NOTE]
    places = {problem.where for problem in serious}
    assert len(serious) == len(places) == 40
    expected = {Place(FILE, *address.split("!")) for address in cells}
    assert places == (expected - {Place(FILE, "Kosten", "L23")}) | {Place(FILE, "Kosten", "K23")}


def test_letters_of_the_test_table_are_those_of_the_sheet() -> None:
    assert (LETTERS["Bedrag"], LETTERS["Kwartaal 4"], LETTERS["Toelichting"]) == ("K", "O", "S")
