"""VAT of a line, on and off, with one rate and with a rate that changes within the year."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import PM, Span, Vat
from planner.calculations.vat import Rates, added, price, taken_off

LOW, HIGH = Fraction(9, 100), Fraction(21, 100)
ONE: Rates = (HIGH, HIGH, HIGH, HIGH)
CHANGING: Rates = (LOW, LOW, HIGH, HIGH)
NO_VAT: Rates = (Fraction(0),) * 4  # type: ignore[assignment]
QUARTERS = st.tuples(*[st.integers(-(10**9), 10**9)] * 4)
RATES = st.one_of(
    st.sampled_from([ONE, CHANGING, NO_VAT]),
    st.tuples(*[st.fractions(0, Fraction(1, 2), max_denominator=1000)] * 4),
)
FACTORS = st.fractions(Fraction(1, 2), 2, max_denominator=10**6)


def test_one_rate_is_computed_on_the_line_and_spread_over_the_quarters() -> None:
    # 10.01 x 21% = 2.1021 -> 2.10. Running: 2.51 x 21% = .5271 -> 53; 5.01 -> 1.0521 -> 105; 7.51 -> 1.5771 -> 158.
    assert added(Span.of(1001), (251, 250, 250, 250), ONE) == (Span.of(210), (53, 52, 53, 52))


def test_a_rate_that_changes_within_the_year_counts_by_quarter() -> None:
    # 2.51 x 9% = .2259 -> 23; 2.50 x 9% = .225 -> 23; 2.50 x 21% = .525 -> 53, twice; the line is their sum, 152.
    assert added(Span.of(1001), (251, 250, 250, 250), CHANGING) == (Span.of(152), (23, 23, 53, 53))


def test_a_quote_including_vat_is_divided() -> None:
    # 12.10 / 1.21 = 10.00; 100.00 / 1.21 = 82.6446 -> 82.64.
    assert taken_off(Span.of(1210), (1210, 0, 0, 0), ONE)[0] == Span.of(1000)
    assert taken_off(Span.of(10_000), (10_000, 0, 0, 0), ONE)[0] == Span.of(8264)


def test_a_quote_including_vat_with_a_changing_rate_is_divided_by_quarter() -> None:
    # 100.00 / 1.09 = 91.743 -> 91.74, twice; 100.00 / 1.21 = 82.645 -> 82.64, twice: 348.76.
    quarters = (10_000, 10_000, 10_000, 10_000)
    assert taken_off(Span.of(40_000), quarters, CHANGING) == (Span.of(34_876), (9174, 9174, 8264, 8264))


def test_a_negative_line_has_negative_vat() -> None:
    # -0.50 x 21% = -0.105 -> -0.11, away from zero as for the positive amount.
    assert added(Span.of(-50), (-50, 0, 0, 0), ONE)[0] == Span.of(-11)


def test_an_open_amount_counts_once() -> None:
    found = price(PM, (0, 0, 0, 0), Vat.EXCLUDING, ONE, Fraction(1))
    assert found.excluding + found.vat == PM
    found = price(PM, (0, 0, 0, 0), Vat.INCLUDING, CHANGING, Fraction(11, 10))
    assert found.excluding + found.vat == PM


def test_a_range_carries_vat_at_each_end() -> None:
    # 100..300 (200): 21% is 21, 42, 63. At a changing rate the expected VAT is 4.5 + 4.5 + 10.5 + 10.5 -> 5, 5, 11, 11
    # = 32 on 200; the ends in proportion: 16 and 48.
    span = Span(100, 200, 300)
    assert added(span, (50, 50, 50, 50), ONE)[0] == Span(21, 42, 63)
    assert added(span, (50, 50, 50, 50), CHANGING)[0] == Span(16, 32, 48)


def test_the_order_is_vat_off_then_index_and_round_then_vat_on() -> None:
    # 100.00 including: 82.64 excluding; x 1.04 = 85.9456 -> 85.95; VAT 18.0495 -> 18.05.
    found = price(Span.of(10_000), (10_000, 0, 0, 0), Vat.INCLUDING, ONE, Fraction(104, 100))
    assert (found.quoted, found.quoted_vat) == (Span.of(8264), Span.of(1736))
    assert (found.excluding, found.vat) == (Span.of(8595), Span.of(1805))
    assert found.net == Fraction(100, 121)


def test_without_an_index_the_quoted_amount_stands_to_the_cent() -> None:
    # 82.64 x 21% = 17.3544 would give 17.35 and 99.99; the quoted 100.00 stands, so VAT is 17.36.
    found = price(Span.of(10_000), (10_000, 0, 0, 0), Vat.INCLUDING, ONE, Fraction(1))
    assert (found.excluding, found.vat) == (Span.of(8264), Span.of(1736))


def test_quarters_follow_the_index_and_keep_the_line() -> None:
    # 1.03 x 4 = 4.12, x 1.05 = 4.326 -> 4.33; running 108.15, 216.3, 324.45, 432.6 -> 108, 216, 324, 433.
    found = price(Span.of(412), (103, 103, 103, 103), Vat.EXCLUDING, NO_VAT, Fraction(105, 100))
    assert (found.excluding, found.quarters) == (Span.of(433), (108, 108, 108, 109))


@pytest.mark.parametrize("rates", [ONE, CHANGING])
def test_a_line_of_nothing_costs_nothing(rates: Rates) -> None:
    found = price(Span.of(0), (0, 0, 0, 0), Vat.INCLUDING, rates, Fraction(11, 10))
    assert found.excluding + found.vat == Span()


@given(QUARTERS, RATES)
def test_taking_off_and_the_difference_give_the_quoted_amount(
    quarters: tuple[int, int, int, int], rates: Rates
) -> None:
    total = sum(quarters)
    found = price(Span.of(total), quarters, Vat.INCLUDING, rates, Fraction(1))
    assert found.excluding + found.vat == Span.of(total)
    assert tuple(x + y for x, y in zip(found.quarters, found.vat_quarters, strict=True)) == quarters


@given(QUARTERS, RATES, st.sampled_from(Vat), FACTORS)
def test_quarters_add_up_to_the_line(
    quarters: tuple[int, int, int, int], rates: Rates, basis: Vat, factor: Fraction
) -> None:
    found = price(Span.of(sum(quarters)), quarters, basis, rates, factor)
    assert sum(found.quarters) == found.excluding.expected
    assert sum(found.vat_quarters) == found.vat.expected


@given(st.integers(-(10**9), 10**9), st.fractions(0, Fraction(1, 2), max_denominator=1000))
def test_vat_off_is_within_half_a_cent_and_vat_on_within_one_of_where_it_came_from(amount: int, rate: Fraction) -> None:
    rates = (rate, rate, rate, rate)
    off = taken_off(Span.of(amount), (amount, 0, 0, 0), rates)[0]
    assert abs(off.expected - amount / (1 + rate)) <= Fraction(1, 2)
    back = off.expected + added(off, (off.expected, 0, 0, 0), rates)[0].expected
    assert abs(back - amount) <= 1
