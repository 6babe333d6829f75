"""The doors of each kind of cell: what is taken, what is taken with a warning, and what is refused."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import dutch
from planner.excel.cells import Cell
from planner.excel.formats import as_shown, shown_decimals
from planner.excel.found import ABSENT, REFUSED, Finding
from planner.excel.kinds import door
from planner.excel.vocabulary import (
    CellKind,
    Choice,
    Code,
    Day,
    Money,
    MoneyCell,
    Percentage,
    Quantity,
    Rate,
    Text,
    Whole,
    Year,
    YesNo,
)

FIXED = Money(open=False)
LIST = Choice({"uur": 1, "stuk": 2}, also={"uren": 1})
OPEN = Choice({"belast": "belast"}, open=True)


def at(value: Any, *, error: bool = False, formula: str | None = None) -> Cell:
    return Cell(value, formula, error, cast(Any, None))


def amount(low: str, high: str | None = None) -> MoneyCell:
    return MoneyCell(Decimal(low), Decimal(high or low))


TAKEN: list[tuple[CellKind, Any, Any]] = [
    (Text(), " twee\nregels ", "twee\nregels"),
    (Text(), 12.5, "12,5"),
    (Text(), True, "WAAR"),
    (Text(), datetime(2027, 3, 1), "1-3-2027"),
    (Code(), "RWS\u00a001 ", "RWS 01"),
    (Code(), 7, "7"),
    (Code(), 7.0, "7"),
    (Code(), "02", "02"),
    (Rate(), 80.5, Decimal("80.5")),
    (Quantity(), 0.1 + 0.2, Decimal("0.3")),
    (FIXED, -5, amount("-5")),
    (Money(), "pm", MoneyCell(pm=True)),
    (Money(), "P.M.", MoneyCell(pm=True)),
    (Money(), "100.000..150.000", amount("100000", "150000")),
    (Percentage(), 0.038, Decimal("0.038")),
    (Percentage(Decimal("0.5"), negative=True), -0.02, Decimal("-0.02")),
    (Percentage(), 1, Decimal(1)),
    (Day(), datetime(2027, 3, 1, 13, 30), date(2027, 3, 1)),
    (Day(), date(2027, 3, 1), date(2027, 3, 1)),
    (Year(), 2027, 2027),
    (Whole(1, 4), 4.0, 4),
    (LIST, " UUR ", 1),
    (LIST, "uren", 1),
    (OPEN, "Belast", "belast"),
    (OPEN, "vrijgesteld, art. 11", "vrijgesteld, art. 11"),
    (YesNo(), "Ja", True),
    (YesNo(), "nee", False),
]
WARNED: list[tuple[CellKind, Any, str, Any]] = [
    (Rate(), "1.234,56", "number-as-text", Decimal("1234.56")),
    (FIXED, "€ 12.500,-", "number-as-text", amount("12500")),
    (Money(), "1 234", "number-as-text", amount("1234")),
    (FIXED, "\u2012 250,00", "number-as-text", amount("-250.00")),
    (FIXED, "250-", "number-as-text", amount("-250")),
    (Percentage(), "3,8%", "number-as-text", Decimal("0.038")),
    (Year(), "2027", "number-as-text", 2027),
    (Whole(), "2", "number-as-text", 2),
    (Day(), "15-9-2026", "date-as-text", date(2026, 9, 15)),
    (Day(), "15\u20119\u20112026", "date-as-text", date(2026, 9, 15)),
    (FIXED, "nihil", "zero-as-text", amount("0")),
    (Money(), "Nihil.", "zero-as-text", amount("0")),
    (Money(), "100.000 – 150.000", "range-as-text", amount("100000", "150000")),
    (Money(), "tussen 5 en 7", "range-as-text", amount("5", "7")),
    (FIXED, "１２", "number-as-text", amount("12")),
    (FIXED, "n.v.t.", "not-applicable", ABSENT),
    (Money(), "\u2013", "not-applicable", ABSENT),
    (Money(), "€ -", "not-applicable", ABSENT),
    (Money(), "-,--", "not-applicable", ABSENT),
    (Rate(), "-", "not-applicable", ABSENT),
    (Percentage(), "nvt", "not-applicable", ABSENT),
    (Whole(), "N.V.T.", "not-applicable", ABSENT),
    (Day(), "-", "not-applicable", ABSENT),
    (LIST, "n.v.t.", "not-applicable", ABSENT),
    (Day(), "2026-09-15", "date-as-text", date(2026, 9, 15)),
]
WRONG: list[tuple[CellKind, Any, str]] = [
    (Code(), datetime(2027, 2, 1), "wrong-kind"),
    (Code(), True, "wrong-kind"),
    (Rate(), True, "wrong-kind"),
    (Rate(), datetime(2027, 2, 1), "wrong-kind"),
    (Rate(), "veel", "wrong-kind"),
    (Rate(), float("inf"), "wrong-kind"),
    (Rate(), 1e300, "wrong-kind"),
    (Rate(), "pm", "wrong-kind"),
    (FIXED, "pm", "wrong-kind"),
    (FIXED, "100..200", "wrong-kind"),
    (Money(), "200..100", "wrong-kind"),
    (Money(), "nader te bepalen", "wrong-kind"),
    (FIXED, "100 - 200", "wrong-kind"),
    (Money(), "-173-PM", "amount-partly-known"),
    (Money(), "€ 173 + p.m.", "amount-partly-known"),
    (FIXED, "173 pm", "amount-partly-known"),
    (Money(), "249**", "number-with-mark"),
    (FIXED, "1.250,00 ¹", "number-with-mark"),
    (Rate(), "249 1)", "number-with-mark"),
    (FIXED, "*249", "number-with-mark"),
    (FIXED, "1.OOO", "number-look-alike"),
    (FIXED, "l00", "number-look-alike"),
    (Quantity(), "1О0", "number-look-alike"),
    (FIXED, "\u0661\u0662", "wrong-kind"),
    (Money(), "2026-2027", "wrong-kind"),
    (Money(), "1.234", "number-ambiguous"),
    (Rate(), "12.50", "number-ambiguous"),
    (Percentage(), "3.8%", "number-ambiguous"),
    (Percentage(Decimal("0.5")), 21, "percentage-as-points"),
    (Percentage(Decimal("0.5")), "3,8", "percentage-as-points"),
    (Percentage(), 1.01, "percentage-as-points"),
    (Percentage(), -0.1, "percentage-negative"),
    (Percentage(Decimal("0.5"), negative=True), -3.8, "percentage-as-points"),
    (Day(), 46000, "wrong-kind"),
    (Day(), "31-2-2027", "wrong-kind"),
    (Day(), time(1, 2), "wrong-kind"),
    (Year(), 27, "out-of-range"),
    (Year(), 2027.5, "wrong-kind"),
    (Year(), datetime(2027, 1, 1), "wrong-kind"),
    (Whole(1, 4), 5, "out-of-range"),
    (Whole(1, 4), "vijf", "wrong-kind"),
    (LIST, "kilo", "not-in-list"),
    (YesNo(), True, "not-in-list"),
]


@pytest.mark.parametrize(("kind", "value", "expected"), TAKEN)
def test_what_is_taken(kind: CellKind, value: Any, expected: Any) -> None:
    assert door(kind)(at(value)) == expected


@pytest.mark.parametrize(("kind", "value", "code", "expected"), WARNED)
def test_what_is_taken_with_a_warning(kind: CellKind, value: Any, code: str, expected: Any) -> None:
    found = door(kind)(at(value))
    assert isinstance(found, Finding)
    assert (found.code, found.value) == (code, expected)
    assert dict(found.facts)["found"] == value


@pytest.mark.parametrize(("kind", "value", "code"), WRONG)
def test_what_is_refused(kind: CellKind, value: Any, code: str) -> None:
    found = door(kind)(at(value))
    assert isinstance(found, Finding)
    assert (found.code, found.value) == (code, REFUSED)


@pytest.mark.parametrize("kind", [Text(), Code(), Money(), FIXED, Rate(), Percentage(), Day(), Year(), LIST, YesNo()])
def test_errors_and_formulas_without_a_value_stop_at_every_door(kind: CellKind) -> None:
    opened = door(kind)
    assert opened(at("#N/A", error=True)).code == "error-cell"
    assert opened(at(None, formula="=A1")).code == "formula-without-value"


def test_a_text_that_looks_like_an_error_is_a_text() -> None:
    opened = door(Text())
    assert opened(at("#N/A", error=True)).code == "error-cell"
    assert opened(at("#N/A")) == "#N/A"


def test_a_look_alike_and_a_mark_ask_whether_the_number_was_meant() -> None:
    assert dict(door(Rate())(at("1.OOO")).facts)["reading"] == "1.000"
    assert dict(door(Rate())(at("249 **")).facts)["reading"] == "249"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (2, "00", "02"),
        (2.0, "000", "002"),
        (12, "00", None),
        (2, "0", None),
        (2, "General", None),
        (2.5, "00", None),
        (-2, "00", None),
        (7, '"R-"000', "R-007"),
        (7, "\\R000", "R007"),
        (2, "#,##0", None),
        (2, "00.0", None),
    ],
)
def test_a_format_of_zeros_and_fixed_texts_makes_a_code(value: float, number_format: str, shown: str | None) -> None:
    assert as_shown(value, number_format) == shown


def test_an_ambiguous_text_shows_both_readings() -> None:
    found = door(Rate())(at("1.234"))
    assert dict(found.facts) == {"found": "1.234", "first": Decimal(1234), "second": Decimal("1.234")}


def test_points_are_shown_as_what_was_probably_meant() -> None:
    facts = dict(door(Percentage(Decimal("0.5")))(at(21)).facts)
    assert facts["found"] == "21"
    assert facts["share"] == Decimal("0.21")
    assert (facts["reading"].nl, facts["meant"].nl) == ("2.100%", "21%")
    assert (facts["reading"].en, facts["meant"].en) == ("2,100%", "21%")


def test_a_word_that_is_not_in_the_list_gets_a_suggestion() -> None:
    facts = dict(door(LIST)(at("stuks")).facts)
    assert facts["options"] == "uur, stuk"
    assert "stuk" in facts["hint"].nl


@pytest.mark.parametrize(
    ("number_format", "decimals"),
    [
        ("General", None),
        ("0", 0),
        ("#,##0", 0),
        ("#,##0.0", 1),
        ('"€" #,##0.00;[Red]-#,##0.00', 2),
        ('_-* #,##0.000_-;-* "-"??_-', 3),
        ("0.00E+00", None),
        ("@", None),
        ('"0.00"', None),
    ],
)
def test_decimals_of_a_number_format(number_format: str, decimals: int | None) -> None:
    assert shown_decimals(number_format) == decimals


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_number_typed_as_dutch_text_is_never_another_number(number: Decimal) -> None:
    found = door(FIXED)(at(dutch.number(number, 2)))
    assert isinstance(found, Finding)
    assert found.value == MoneyCell(number, number)
