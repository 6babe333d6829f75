"""Whole cents and exact fractions, the plainest way; knows no lines."""

from decimal import Decimal
from fractions import Fraction


def half_away(value):
    """Round to a whole number, half away from zero."""
    value = Fraction(value)
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def in_cents(euros):
    """Return euros (exact) as whole cents."""
    return half_away(Fraction(euros) * 100)


def shown(cents):
    """Return cents as the JSON shows them, None as null."""
    if cents is None:
        return None
    return str(Decimal(cents).scaleb(-2).quantize(Decimal("0.01")))


def largest_remainder(total, weights):
    """Split whole cents over weights: round down, then one cent each to the largest remainders (first wins ties)."""
    sign, total = (-1, -total) if total < 0 else (1, total)
    whole = sum(Fraction(weight) for weight in weights)
    exact = [total * Fraction(weight) / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (-(exact[i] - parts[i]), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]


def rounded_quarters(exact, total):
    """Round four quarters; what rounding leaves goes to the last one, so that they add up to the total."""
    first = [half_away(quarter) for quarter in exact[:3]]
    return [*first, total - sum(first)]


def running_quarters(exact):
    """Round the running total after each quarter; a quarter is the step, so that they add up to the rounded sum."""
    until = [half_away(sum(exact[: number + 1])) for number in range(4)]
    return [now - before for now, before in zip(until, [0, *until], strict=False)]
