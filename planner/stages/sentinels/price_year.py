"""Slips of the price year: a figure indexed once too often, a year too far, or in another way than all the others."""

from collections.abc import Iterator
from fractions import Fraction

from planner.calculations import slips
from planner.problems import Problem, Words
from planner.stages.sentinels.pairs import LEAST, NOTICED, Index, Others, Pair, figure, last, rounded_to_cents, told


def price_year(pair: Pair, others: Others, index: Index) -> Problem | None:
    """Return the slip of a figure that is last year's at a price level that it should not have."""
    if pair.factor is None or not pair.same_basis:
        return None
    if pair.indexed is not None or pair.unchanged:
        return _alone(pair, others, pair.factor)
    found, was = figure(pair.new.line, pair.field), figure(pair.old.line, pair.field)
    if not found or not was or pair.kept or not (pair.same_quantity or others.stable(pair)):
        return None
    right = rounded_to_cents(was * pair.factor)
    # Indexed at once from last year, or once more from what was already indexed and rounded to cents.
    factors = tuple(_too_often(pair, pair.factor, index))
    again = [one / pair.factor for one in factors]
    if slips.among(found, was, factors) is None and slips.among(found, right, again) is None:
        return None
    return told("slip-price-year", pair.new, pair.field, (found, right), last(pair))


def _too_often(pair: Pair, factor: Fraction, index: Index) -> Iterator[Fraction]:
    """Yield the factors of a figure that was indexed once more, or a year too far or too short."""
    start, level = pair.old.quote.basis.price_level, pair.new.quote.basis.price_level
    cost_type = pair.new.line.cost_type
    steps = (index.between(cost_type, level, level + 1), index.between(cost_type, level - 1, level))
    for one in (factor * factor, *(factor * step for step in steps if step)):
        if abs(one / factor - 1) > NOTICED and abs(one - 1) > NOTICED:
            yield one
    less = index.between(cost_type, start, level - 1) if level - 1 > start else None
    if less:
        yield less


def _alone(pair: Pair, others: Others, factor: Fraction) -> Problem | None:
    """Return the slip of a line that is not indexed while all others are, or indexed while none of them is."""
    cost_type, mine = pair.new.line.cost_type, pair.indexed
    if mine is None or others.indexed[cost_type, mine] > 1 or others.indexed[cost_type, not mine] < LEAST:
        return None
    found, was = figure(pair.new.line, pair.field), figure(pair.old.line, pair.field)
    if found is None or was is None:
        return None
    count = others.indexed[cost_type, not mine]
    said = Words(f"de {count} andere regels met deze kostensoort", f"the {count} other lines of this cost type")
    return told("slip-price-year", pair.new, pair.field, (found, was if mine else was * factor), said)
