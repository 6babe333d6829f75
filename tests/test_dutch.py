"""Dutch numbers, dates and words: as they are shown, and what a typed text can only mean."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import dutch
from planner.dutch import NBSP, Ambiguous

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", "1234.56"),
        ("1234", "1234"),
        ("1234,5", "1234.5"),
        ("1 234", "1234"),
        ("1\u00a0234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("1 234 567,8", "1234567.8"),
        ("€ 12.500,-", "12500"),
        ("€12.500,--", "12500"),
        ("12.500,=", "12500"),
        ("EUR 7", "7"),
        ("7 euro", "7"),
        ("0,123", "0.123"),  # a group of thousands never starts with a zero
        ("1234,567", "1234.567"),  # nor has it four digits before the separator
        ("-5", "-5"),
        ("\u20125", "-5"),  # figure dash
        ("\u20135", "-5"),  # en dash
        ("\u22125", "-5"),  # minus sign
        ("5-", "-5"),
        ("5 \u2013", "-5"),
        ("(1.234,56)", "-1234.56"),
        ("-€ 12,50", "-12.50"),
        ("€ -12,50", "-12.50"),
        ("(€ 12,50)", "-12.50"),
        ("-€ 12.500,-", "-12500"),
        (" 42 ", "42"),
        ("1\u202f234,5", "1234.5"),  # narrow no-break space
        ("1\u2009234", "1234"),  # thin space
        ("1.2\u200b34,56", "1234.56"),  # a space without width that pasting left
        ("\ufeff12", "12"),
        ("+ 250,00", "250"),
        ("１２．３４５，００", "12345"),  # full width
        ("\ufe6312", "-12"),
        ("12\uff0d", "-12"),
    ],
)
def test_a_text_that_can_only_mean_one_number_is_read(text: str, number: str) -> None:
    assert dutch.read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1234", "1.234"),
        ("12.50", "1250", "12.50"),
        ("-1.234", "-1234", "-1.234"),
        ("(1.234)", "-1234", "-1.234"),
        ("1,234.56", "1234.56", "1.23456"),
    ],
)
def test_a_text_that_can_mean_two_numbers_gives_both(text: str, first: str, second: str) -> None:
    assert dutch.read_number(text) == Ambiguous((Decimal(first), Decimal(second)))


@pytest.mark.parametrize(
    "text",
    ["", " ", "€", "-", "()", "--5", "(-5)", "-5-", "12a", "pm", "n.v.t.", "1.23.456", "1..2", ",5", "5,", "5%", "1e3",
     "12.345 678", "1.2345,6", "\u0661\u0662", "#REF!"],
)  # fmt: skip
def test_a_text_that_is_no_number_gives_none(text: str) -> None:
    assert dutch.read_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100.000 - 150.000", "100000", "150000"),
        ("100.000–150.000", "100000", "150000"),
        ("€ 100.000 t/m € 150.000", "100000", "150000"),
        ("tussen 100.000 en 150.000", "100000", "150000"),
        ("van 5 tot 7,5", "5", "7.5"),
        ("van 5 tot en met 7", "5", "7"),
        ("5 tot 7", "5", "7"),
        ("5 à 7", "5", "7"),
        ("2026-2027", None, None),
        ("2026 - 2027", None, None),
        ("150 - 100", None, None),
        ("5-5", None, None),
        ("1.5 - 2.5", None, None),
        ("1-2-2027", None, None),
        ("tussen de rollen en het werk", None, None),
        ("100-", None, None),
        ("-5 - 7", None, None),
    ],
)
def test_a_range_in_words_is_read_where_it_can_only_be_one(text: str, low: str | None, high: str | None) -> None:
    expected = (Decimal(low), Decimal(high)) if low and high else None
    assert dutch.read_written_range(text) == expected


@pytest.mark.parametrize("text", ["pm", "PM", " p.m. ", "pm-post", "p.m", "p. m.", "Pro memorie", "p\u00a0m"])
def test_pm_is_seen_in_every_spelling(text: str) -> None:
    assert dutch.is_pm(text)


@pytest.mark.parametrize("text", ["", "p", "pmo", "0"])
def test_other_texts_are_not_pm(text: str) -> None:
    assert not dutch.is_pm(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100.000..150.000", "100000", "150000"),
        ("100000 ... 150000,50", "100000", "150000.50"),
        ("€ 1.000…€ 2.000", "1000", "2000"),
        ("-2.000..-1.000", "-2000", "-1000"),
        ("5..5", "5", "5"),
    ],
)
def test_a_range_is_read(text: str, low: str, high: str) -> None:
    assert dutch.read_range(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["100", "2..1", "1..2..3", "1.5..2.5", "1,000..2,000", "0.500..1.000", "a..b", "..5"])
def test_what_is_no_range_or_can_mean_two_gives_none(text: str) -> None:
    assert dutch.read_range(text) is None


@pytest.mark.parametrize("text", ["12-3-2027", "12/03/2027", "12.3.2027", "2027-03-12", " 12-03-2027 "])
def test_a_typed_date_is_read(text: str) -> None:
    assert dutch.read_date(text) == date(2027, 3, 12)


@pytest.mark.parametrize("text", ["31-2-2027", "12-3-27", "2027", "maart 2027", "13-13-2027", "0-1-2027"])
def test_a_date_that_does_not_exist_or_is_half_gives_none(text: str) -> None:
    assert dutch.read_date(text) is None


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567, None, "1.234.567"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1234.50"), 2, "1.234,50"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal("1E+3"), None, "1.000"),
        (Fraction(2, 3), 3, "0,667"),
        (Fraction(1, 8), None, "0,125"),
        (Decimal("2.5"), 0, "3"),
    ],
)
def test_a_number_is_shown_the_dutch_way(value: Decimal, decimals: int | None, text: str) -> None:
    assert dutch.number(value, decimals) == text


@pytest.mark.parametrize(
    ("cents", "decimals", "text"),
    [
        (123_456, 2, f"€{NBSP}1.234,56"),
        (-1200, 2, f"-€{NBSP}12,00"),
        (123_450, 0, f"€{NBSP}1.235"),
        (-40, 0, f"€{NBSP}0"),  # no minus before a zero
        (-50, 0, f"-€{NBSP}1"),
        (0, 2, f"€{NBSP}0,00"),
    ],
)
def test_money_has_its_minus_before_the_sign(cents: int, decimals: int, text: str) -> None:
    assert dutch.money(cents, decimals=decimals) == text


def test_shares_dates_and_counts_are_shown_as_documents_do() -> None:
    assert dutch.percentage(Decimal("0.038")) == "3,8%"
    assert dutch.percentage(Fraction(1, 3), 1) == "33,3%"
    assert dutch.long_date(date(2027, 3, 12)) == "12 maart 2027"
    assert dutch.short_date(date(2027, 3, 2)) == "2-3-2027"
    assert [dutch.counted(count, "post", "posten") for count in (1, 2, 1000)] == ["1 post", "2 posten", "1.000 posten"]


@given(NUMBERS)
def test_what_is_shown_is_read_as_the_same_number_or_asks_which(value: Decimal) -> None:
    read = dutch.read_number(dutch.number(value))
    # A whole number in one group of thousands (1.234) is the one notation that can also mean another number.
    readings = read.readings if isinstance(read, Ambiguous) else (read,)
    assert value in readings
    assert len(readings) == 1 or 1000 <= abs(value) < 1_000_000


@given(NUMBERS)
def test_an_amount_with_its_decimals_is_read_back_exactly(value: Decimal) -> None:
    assert dutch.read_number(dutch.number(value, 2)) == value
    assert dutch.read_number(dutch.money(int(value * 100))) == value


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_is_read_back(day: date) -> None:
    assert dutch.read_date(dutch.short_date(day)) == day
    assert dutch.read_date(day.isoformat()) == day


@given(st.text(max_size=12))
def test_no_text_at_all_breaks_reading(text: str) -> None:
    dutch.read_number(text)
    dutch.read_range(text)
    dutch.read_date(text)
