"""Index factors: unrounded products over the years, up and down, and years that are missing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculations.indexing import MissingIndex, ceiling_factor, factor

RATES = {
    ("loon", 2026): Decimal("0.038"),
    ("loon", 2027): Decimal("0.034"),
    ("loon", 2028): Decimal("0.031"),
    ("prijs", 2027): Decimal("0.023"),
    ("prijs", 2028): Decimal("-0.01"),
}
YEARS = st.integers(2025, 2028)
HALF, QUARTER, NONE = Decimal("0.5"), Decimal("0.25"), Decimal(0)


@pytest.mark.parametrize(
    ("series", "start", "end", "expected"),
    [
        ("loon", 2026, 2027, "1.034"),
        ("loon", 2025, 2027, "1.073292"),  # 1.038 x 1.034, unrounded
        ("loon", 2027, 2027, "1"),
        ("prijs", 2027, 2028, "0.99"),  # a series may fall
        (None, 2020, 2040, "1"),  # `geen` needs no year at all
    ],
)
def test_the_factor_is_the_product_of_the_years_after_the_first(
    series: str | None, start: int, end: int, expected: str
) -> None:
    assert factor(RATES, series, start, end) == Fraction(expected)


def test_downwards_divides() -> None:
    assert factor(RATES, "loon", 2027, 2025) == 1 / Fraction("1.073292")


@pytest.mark.parametrize(
    ("series", "start", "end", "year"),
    [("prijs", 2025, 2027, 2026), ("loon", 2027, 2030, 2029), ("x", 2026, 2027, 2027)],
)
def test_a_missing_year_is_named_and_is_never_zero(series: str, start: int, end: int, year: int) -> None:
    assert factor(RATES, series, start, end) == MissingIndex(series, year)
    assert factor(RATES, series, end, start) == MissingIndex(series, year)


def test_a_ceiling_follows_its_shares_of_wage_and_price_year_by_year() -> None:
    # 2027: 1 + 0.5 x 0.034 + 0.25 x 0.023 = 1.02275; 2028: 1 + 0.5 x 0.031 - 0.25 x 0.01 = 1.013.
    assert ceiling_factor(RATES, HALF, QUARTER, 2026, 2028) == Fraction("1.02275") * Fraction("1.013")
    assert ceiling_factor(RATES, HALF, QUARTER, 2028, 2027) == 1 / Fraction("1.013")


def test_a_series_with_no_share_need_not_exist() -> None:
    assert ceiling_factor(RATES, HALF, NONE, 2025, 2026) == Fraction("1.019")
    assert ceiling_factor(RATES, NONE, NONE, 2010, 2050) == 1
    assert ceiling_factor(RATES, HALF, QUARTER, 2025, 2026) == MissingIndex("prijs", 2026)


@given(YEARS, YEARS, YEARS)
def test_two_steps_make_the_whole_way(start: int, between: int, end: int) -> None:
    first, second, whole = (factor(RATES, "loon", *way) for way in ((start, between), (between, end), (start, end)))
    assert first * second == whole  # type: ignore[operator]
