"""Whether a figure is what was expected but for a slip: a factor, the sign, the VAT, a year of indexing; pure.

Strict on purpose: a figure that is merely much larger says nothing. Exact means to the last cent of what was rounded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

FACTORS = (Fraction(1000), Fraction(100), Fraction(1, 1000), Fraction(1, 100))
TENS = (Fraction(10), Fraction(1, 10))
"""A digit too many or too few: people also grow so much in earnest, so that more must say it."""
BAND = Fraction(1, 4)
"""How far from a factor of 1.000 or 100 a figure may be that also changed in earnest."""
_FAR = 5
"""So many times is nearest to no factor: nearly every figure ends there, so it may cost nothing."""
CENT = Fraction(1, 100)
_SMALLEST_RATE = Fraction(4, 100)
"""A VAT rate below this would look like a year of indexing."""
Number = Decimal | Fraction | int


@dataclass(frozen=True, slots=True)
class Scale:
    """By what factor a figure is off, what was expected, and whether it is off by exactly that."""

    factor: Fraction
    expected: Fraction
    exact: bool


def scale(
    found: Number, expected: Sequence[Number], unit: Fraction = CENT, factors: Sequence[Fraction] = FACTORS
) -> Scale | None:
    """Return the factor by which a figure is off one of the figures that were expected; None where it is not.

    `unit` is what the figure is rounded to.
    """
    value = Fraction(found)
    if not any(one and not 1 / _FAR < abs(float(found) / float(one)) < _FAR for one in expected):
        return None
    near: Scale | None = None
    for each in expected:
        one = Fraction(each)
        if not one or not value or (one < 0) != (value < 0):
            continue
        for factor in factors:
            slipped = one * factor
            if abs(value - slipped) <= max(unit / 2, abs(slipped) / 1_000_000, unit * factor / 2):
                return Scale(factor, one, exact=True)
            if near is None and abs(value / slipped - 1) <= BAND:
                near = Scale(factor, one, exact=False)
    return near


def roughly(found: Number, expected: Number, factor: Fraction) -> bool:
    """Tell whether two figures are about this factor apart: a second witness, of which less is asked."""
    one, other = Fraction(found), Fraction(expected)
    return bool(one and other) and Fraction(1, 2) <= one / (other * factor) <= 2


def same(found: Number, exact: Number, unit: Fraction = CENT) -> bool:
    """Tell whether a figure is what rounding an exact one gives."""
    return abs(Fraction(found) - Fraction(exact)) <= unit / 2


def vat(found: Number, expected: Sequence[Number], rates: Iterable[Fraction]) -> tuple[Fraction, Fraction] | None:
    """Return the VAT factor (1,21 or 1/1,21) that a figure is off, and what was expected; None where it is not."""
    if any(found == one for one in expected):
        return None
    for rate in rates:
        if rate < _SMALLEST_RATE:
            continue
        for factor in (1 + rate, 1 / (1 + rate)):
            for one in expected:
                if (
                    one
                    and abs(float(found) / float(one) / float(factor) - 1) < 0.01
                    and same(found, Fraction(one) * factor)
                ):
                    return factor, Fraction(one)
    return None


def among(found: Number, old: Number, factors: Iterable[Fraction]) -> Fraction | None:
    """Return the first of these factors that makes a figure of the old one, to the cent; None where none does."""
    return next((factor for factor in factors if old and same(found, Fraction(old) * factor)), None)
