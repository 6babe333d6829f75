"""Rounding as Excel does, splitting by largest remainder, and running sums."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import money

AMOUNTS = st.integers(-(10**12), 10**12)
EXACT = st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False), st.fractions())
WEIGHTS = st.lists(st.fractions(0, 10), min_size=1, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("0.5", 1),  # half away from zero, where Python's round gives 0
        ("1.5", 2),
        ("2.5", 3),
        ("-0.5", -1),
        ("-2.5", -3),
        ("2.4999999999", 2),
        ("-2.4999999999", -2),
        ("0", 0),
        ("1E+3", 1000),
    ],
)
def test_half_rounds_away_from_zero(value: str, whole: int) -> None:
    assert money.rounded(Decimal(value)) == whole


def test_a_product_of_binary_doubles_is_taken_as_its_15_digits() -> None:
    # In binary 0.1 + 0.2 is 0.30000000000000004 and 1.005 is a hair less than 1.005.
    assert money.exact(0.1 + 0.2) == Decimal("0.3")
    assert money.cents(money.exact(1.005)) == 101
    # 8700 x 115.54 = 1,005,198; as doubles 1005198.0000000001 or less may come out.
    assert money.cents(money.exact(8700 * 115.54)) == 100_519_800


def test_integers_and_decimals_enter_as_they_are() -> None:
    assert money.exact(12345678901234567890) == Decimal(12345678901234567890)
    assert money.exact(Decimal("0.1234567890123456789")) == Decimal("0.1234567890123456789")


@pytest.mark.parametrize(("value", "whole"), [("0.005", 1), ("0.0049999", 0), ("-0.005", -1), ("12500.5", 1_250_050)])
def test_euros_become_whole_cents(value: str, whole: int) -> None:
    assert money.cents(Decimal(value)) == whole


def test_cents_are_exact_beyond_the_precision_of_decimals() -> None:
    # 28 digits is what the decimal module keeps by default; half a cent less a trifle is still no cent.
    assert money.cents(Decimal("0.004" + "9" * 40)) == 0


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        # 100 x 0.3333 = 33.33, 33.33, 33.34: the one cent left goes to the largest remainder.
        (100, ("0.3333", "0.3333", "0.3334"), (33, 33, 34)),
        # Ties go to the earlier weight: 1 cent over 2 equal weights.
        (1, ("0.5", "0.5"), (1, 0)),
        # 1001 over four quarters: 250.25 each, the first takes the cent.
        (1001, ("1", "1", "1", "1"), (251, 250, 250, 250)),
        # 19, 6, 70 and 5% of 1000.03: 190.0057, 60.0018, 700.021, 50.0015 euro; 3 cents of remainders to share:
        # floors 19000, 6000, 70002, 5000 = 100002; left 1: remainders .57, .18, .1, .15 -> the first.
        (100_003, ("0.19", "0.06", "0.70", "0.05"), (19_001, 6000, 70_002, 5000)),
        (-100, ("0.3333", "0.3333", "0.3334"), (-33, -33, -34)),
        (5, ("0", "1"), (0, 5)),
        (0, ("1", "2"), (0, 0)),
    ],
)
def test_a_split_goes_by_largest_remainder(total: int, weights: tuple[str, ...], parts: tuple[int, ...]) -> None:
    assert money.split(total, [Decimal(weight) for weight in weights]) == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [Decimal(-1), 2], [-1]])
def test_weights_that_split_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        money.split(100, weights)


def test_a_running_product_keeps_the_rounded_total() -> None:
    # A third of one cent, three times: 0.33, 0.67, 1.00 -> 0, 1, 1 -> steps 0, 1, 0.
    assert money.spread([1, 1, 1], Fraction(1, 3)) == (0, 1, 0)
    # 125 cents at 21% four times: 26.25, 52.5, 78.75, 105 -> 26, 53, 79, 105 -> steps 26, 27, 26, 26.
    assert money.spread([125] * 4, Decimal("0.21")) == (26, 27, 26, 26)


def test_a_rate_multiplies_and_rounds_once() -> None:
    assert money.multiplied(10_050, Decimal("0.21")) == 2111  # 2110.5 -> away from zero
    assert money.multiplied(-10_050, Decimal("0.21")) == -2111
    assert money.euros(-5) == Decimal("-0.05")


@given(EXACT)
def test_rounding_is_symmetric_and_within_half(value: Decimal) -> None:
    whole = money.rounded(value)
    assert money.rounded(-Fraction(value)) == -whole
    assert abs(Fraction(value) - whole) <= Fraction(1, 2)


@given(AMOUNTS, WEIGHTS)
def test_parts_of_a_split_add_up_and_lie_within_a_cent_of_their_share(total: int, weights: list[Fraction]) -> None:
    parts = money.split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1


@given(AMOUNTS, WEIGHTS)
def test_a_split_is_symmetric(total: int, weights: list[Fraction]) -> None:
    assert money.split(-total, weights) == tuple(-part for part in money.split(total, weights))


@given(st.lists(AMOUNTS, max_size=6), st.fractions(0, 10))
def test_steps_of_a_running_product_add_up_to_the_rounded_whole(parts: list[int], factor: Fraction) -> None:
    steps = money.spread(parts, factor)
    assert sum(steps) == money.rounded(sum(parts) * factor)
    assert all(abs(step - part * factor) <= 1 for step, part in zip(steps, parts, strict=True))


@given(AMOUNTS, st.one_of(st.fractions(-10, 10), st.decimals(-10, 10)))
def test_multiplying_is_rounding_the_exact_product(amount: int, factor: Fraction | Decimal) -> None:
    assert money.multiplied(amount, factor) == money.rounded(amount * Fraction(factor))


@given(AMOUNTS)
def test_cents_and_euros_are_each_others_reverse(cents: int) -> None:
    assert money.cents(money.euros(cents)) == cents


@given(st.floats(min_value=-1e13, max_value=1e13))
def test_a_double_enters_with_at_most_15_digits_and_close_by(value: float) -> None:
    entered = money.exact(value)
    assert len(entered.as_tuple().digits) <= 15
    assert float(entered) == pytest.approx(value, rel=1e-14, abs=0)
