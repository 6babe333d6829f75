"""Slips of a factor in a line that last year had too: beside last year's figure one more witness says so; pure."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planner.calculations import slips
from planner.problems import Problem, Words
from planner.stages.sentinels.estimates import Estimates
from planner.stages.sentinels.others import Others
from planner.stages.sentinels.pairs import Pair, figure
from planner.stages.sentinels.telling import both, last, told, weight

_RESOLUTION = {"quantity": Fraction(1, 10_000)}
_HUNDREDS = (Fraction(100), Fraction(1, 100))
"""One line in a few hundred changes about so much in earnest while the others stay."""
_LATER = Words("de latere jaren van deze regel", "the later years of this line")
_STEADY = Words("de andere regels, die ongeveer gelijk bleven", "the other lines, which stayed about the same")
_ROUND = Words("hoe de andere regels zijn afgerond", "how the other lines are rounded")


def of_pair(pair: Pair, others: Others, estimates: Estimates) -> Problem | None:
    """Return the slip of a factor 1.000, 100 or 10 in the price, the quantity or the amount of a line."""
    for field in dict.fromkeys((pair.field, "quantity" if pair.field == "rate" else pair.field)):
        found = figure(pair.new.line, field)
        if not found or (field != "rate" and not _rate_stands(pair)):
            continue
        for factors in (slips.FACTORS, slips.TENS):
            scale = slips.scale(found, pair.expected(field), _RESOLUTION.get(field, slips.CENT), factors)
            said = scale and _evidence(pair, field, scale, others, estimates)
            if scale and said:
                return told("slip-factor", pair.new, field, (found, scale.expected), said, factor=scale.factor)
    return None


def sign(pair: Pair) -> Problem | None:
    """Return the slip of income that became a cost, or the other way round."""
    new, old = figure(pair.new.line, "amount"), figure(pair.old.line, "amount")
    if not new or not old or (new < 0) == (old < 0) or pair.new.line.cost_type != pair.old.line.cost_type:
        return None
    if not any(Fraction(1, 2) <= abs(new / one) <= 2 for one in pair.expected("amount")):
        return None
    return told("slip-sign", pair.new, "amount", (new, -new), last(pair, "amount"))


def _rate_stands(pair: Pair) -> bool:
    """Tell whether the price did not change much: a quantity is only odd beside the same price."""
    if pair.field != "rate":
        return True
    new = figure(pair.new.line, "rate")
    return new is not None and any(abs(new / one - 1) <= Fraction(15, 100) for one in pair.expected("rate"))


def _evidence(pair: Pair, field: str, scale: slips.Scale, others: Others, estimates: Estimates) -> Words | None:
    """Return what says that a figure is off, None where last year's figure is the only one that does."""
    said, ten = last(pair, field), scale.factor in slips.TENS
    if field == "rate" or (scale.exact and not ten):
        return said
    if ten and not scale.exact:
        return None
    witness = next(_witnesses(pair, field, scale, others, estimates), None)
    return both(said, witness) if witness else None


def _witnesses(pair: Pair, field: str, scale: slips.Scale, others: Others, estimates: Estimates) -> Iterator[Words]:
    line, found = pair.new, figure(pair.new.line, field) or Fraction(0)
    if _later(pair, scale.factor):
        yield _LATER
    strategy = estimates.speaks(line, others, (found - found / scale.factor) * weight(line.line, field))
    if strategy:
        yield strategy
    if scale.factor not in _HUNDREDS and others.steady(pair):
        yield _STEADY
    if others.rounder(line, field, scale.factor):
        yield _ROUND


def _later(pair: Pair, factor: Fraction) -> bool:
    """Tell whether the later years of the line say so too (what last year foresaw mostly copies its amount)."""
    amount = figure(pair.new.line, "amount")
    later: Sequence[Fraction] = [
        Fraction(span.expected, 100) for _, span in pair.new.line.outlook if span.certain and span.expected
    ]
    return amount is not None and bool(later) and all(slips.roughly(amount, one, factor) for one in later)
