"""Spans from lowest to highest with open parts, and amounts that refuse another basis."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import PM, Amount, Basis, MixedBasis, Span, Vat

EXCLUDING = Basis(2027, Vat.EXCLUDING)
TENTH = Fraction(1, 10)
CENTS = st.integers(-(10**9), 10**9)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    low, expected, high = sorted(draw(st.tuples(CENTS, CENTS, CENTS)))
    return Span(low, expected, high, draw(st.integers(0, 3)))


def test_a_plain_number_is_certain_and_a_range_or_pm_is_not() -> None:
    assert Span.of(500).certain
    assert not Span(100, 150, 200).certain
    assert not PM.certain
    assert (PM.low, PM.expected, PM.high) == (0, 0, 0)


def test_pm_survives_into_a_total() -> None:
    assert Span.of(1_234_567) + PM + PM == Span(1_234_567, 1_234_567, 1_234_567, 2)


def test_the_lowest_difference_takes_the_highest_of_what_goes_off() -> None:
    assert Span(100, 150, 200) - Span(10, 20, 30, 1) == Span(70, 130, 190, 1)


def test_a_part_that_moves_along_is_taken_out_end_by_end() -> None:
    # Including VAT 121..242, excluding 100..200 with a pm: VAT is 21..42, and the pm stays with the amount.
    assert Span(121, 181, 242).less(Span(100, 150, 200, 1)) == Span(21, 31, 42)


def test_a_factor_rounds_each_end_once() -> None:
    # 5 x 1.1 = 5.5 -> 6; 10 x 1.1 = 11; 15 x 1.1 = 16.5 -> 17.
    assert Span(5, 10, 15, 1).times(11 * TENTH) == Span(6, 11, 17, 1)


def test_an_amount_adds_on_its_own_basis() -> None:
    total = Amount.of(100, EXCLUDING) + Amount.of(50, EXCLUDING)
    assert (total.cents, total.basis) == (150, EXCLUDING)
    assert (total - Amount.of(30, EXCLUDING)).cents == 120


@pytest.mark.parametrize("other", [Basis(2026, Vat.EXCLUDING), Basis(2027, Vat.INCLUDING)])
def test_another_price_level_or_vat_basis_is_refused(other: Basis) -> None:
    with pytest.raises(MixedBasis, match="convert one"):
        Amount.of(1, EXCLUDING) + Amount.of(1, other)
    with pytest.raises(MixedBasis, match="convert one"):
        Amount.of(1, EXCLUDING) - Amount.of(1, other)


@given(spans(), spans(), spans())
def test_addition_does_not_mind_order_or_brackets(first: Span, second: Span, third: Span) -> None:
    assert first + second == second + first
    assert (first + second) + third == first + (second + third)
    assert first + Span() == first


@given(spans(), spans())
def test_lowest_stays_lowest(first: Span, second: Span) -> None:
    for span in (first + second, first - second, -first):
        assert span.low <= span.expected <= span.high


@given(spans())
def test_what_is_left_and_what_was_taken_out_make_the_whole(span: Span) -> None:
    part = span.times(TENTH)
    assert span.less(part) + part == span
