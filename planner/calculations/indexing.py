"""Index factors between price levels; knows series and years, no lines and no sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

WAGE = "loon"
PRICE = "prijs"
"""The series that the wage and price shares of a heading follow (`Loonaandeel`, `Prijsaandeel`)."""

Rates = Mapping[tuple[str, int], Decimal]
"""The change of a series in a year, as a share of 1."""


@dataclass(frozen=True, slots=True)
class MissingIndex:
    """A year of a series that the reference values do not hold: a problem, never zero."""

    series: str
    year: int


def factor(rates: Rates, series: str | None, start: int, end: int) -> Fraction | MissingIndex:
    """Return the unrounded factor from price level `start` to `end`: the product of (1 + series) over start+1..end.

    Downwards it divides. A series of None (`geen`) is not indexed.
    """
    return _product(rates, {series: Decimal(1)} if series else {}, start, end)


def ceiling_factor(
    rates: Rates, wage_share: Decimal, price_share: Decimal, start: int, end: int
) -> Fraction | MissingIndex:
    """Return the unrounded factor of a ceiling: a year is 1 + wage share x loon + price share x prijs.

    A ceiling has no cost type; what the two shares leave of it is not indexed.
    """
    weights: dict[str | None, Decimal] = {WAGE: wage_share, PRICE: price_share}
    return _product(rates, {series: share for series, share in weights.items() if share}, start, end)


def _product(rates: Rates, weights: Mapping[str | None, Decimal], start: int, end: int) -> Fraction | MissingIndex:
    product = Fraction(1)
    for year in range(min(start, end) + 1, max(start, end) + 1):
        change = Fraction(1)
        for series, weight in weights.items():
            rate = rates.get((str(series), year))
            if rate is None:
                return MissingIndex(str(series), year)
            change += Fraction(weight) * Fraction(rate)
        product *= change
    return 1 / product if end < start else product
