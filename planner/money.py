"""Whole cents and the one door where amounts are rounded and split; knows nothing of lines, VAT or indices."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

Number = int | Decimal | Fraction
"""An exact number. A float never holds an amount: it enters through `exact`."""


def exact(number: float | Decimal) -> Decimal:
    """Return the number as the Decimal of its 15 significant digits.

    Excel stores binary doubles but shows and compares 15 digits, so `0.1+0.2` in a cell means 0.3.
    """
    if isinstance(number, int | Decimal):
        return Decimal(number)
    return Decimal(f"{number:.15g}")


def rounded(value: Number) -> int:
    """Round to a whole number, half away from zero, as Excel's ROUND does (DESIGN: one module rounds)."""
    return _divided(*value.as_integer_ratio())


def _divided(numerator: int, denominator: int) -> int:
    whole, rest = divmod(abs(numerator), denominator)
    if 2 * rest >= denominator:
        whole += 1
    return whole if numerator >= 0 else -whole


def cents(euros: Number) -> int:
    """Return an amount in euros as whole cents, half away from zero."""
    return rounded(Fraction(euros) * 100)


def euros(amount: int) -> Decimal:
    """Return whole cents as euros with two decimals, exactly."""
    return Decimal(amount).scaleb(-2)


def multiplied(amount: int, factor: Number) -> int:
    """Return cents times an exact factor (a rate, a share, an index), rounded once to whole cents."""
    numerator, denominator = factor.as_integer_ratio()
    return _divided(amount * numerator, denominator)


def split(total: int, weights: Sequence[Number]) -> tuple[int, ...]:
    """Split cents over weights by largest remainder; ties go to the earlier weight; the parts add up.

    Weights are used relative to their sum, so 33,33% twice with 33,34% and 1/3 three times both work.
    Raises ValueError when the weights do not add up to more than zero.
    """
    shares = [Fraction(weight) for weight in weights]
    whole = sum(shares, Fraction(0))
    if whole <= 0 or min(shares) < 0:
        raise ValueError("weights must not be negative and must add up to more than zero")
    sign = -1 if total < 0 else 1
    ideal = [abs(total) * share / whole for share in shares]
    parts = [part.numerator // part.denominator for part in ideal]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - ideal[i], i))
    for i in by_remainder[: abs(total) - sum(parts)]:
        parts[i] += 1
    return tuple(sign * part for part in parts)


def spread(amounts: Sequence[int], factor: Number) -> tuple[int, ...]:
    """Multiply a running sum of cents at each step, round it, and return the steps.

    So the rounded parts add up to the rounded product of the whole.
    """
    running, before, steps = 0, 0, []
    for amount in amounts:
        running += amount
        now = multiplied(running, factor)
        steps.append(now - before)
        before = now
    return tuple(steps)
