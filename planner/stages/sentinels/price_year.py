"""Slips of the price year: a figure indexed once too often, a year too far, or in another way than all the others."""

from fractions import Fraction

from planner.calculations import slips
from planner.problems import Problem, Words
from planner.records import PricedLine
from planner.stages.sentinels.others import LEAST, Others
from planner.stages.sentinels.pairs import Index, Pair, figure, rounded_to_cents
from planner.stages.sentinels.telling import last, told
from planner.stages.sentinels.vat import among_others


def of_pair(pair: Pair, others: Others, index: Index) -> Problem | None:
    """Return the slip of a figure that is last year's at a price level that it should not have."""
    if pair.factor is None or not pair.same_basis:
        return None
    if pair.indexed is not None or pair.unchanged:
        return _alone(pair, others, pair.factor)
    found, was = figure(pair.new.line, pair.field), figure(pair.old.line, pair.field)
    if not found or not was or pair.kept:
        return None
    steps = index.slips(pair.new.line.cost_type, pair.new.quote.basis.price_level)
    # An amount to the cent is no coincidence; one of the few thousand rates that there are may be.
    if pair.field != "rate" or others.stable(pair):
        right = rounded_to_cents(was * pair.factor)
        plain = others.indexed[pair.new.line.cost_type, False] > others.indexed[pair.new.line.cost_type, True]
        # Indexed once more from what was already indexed and rounded to cents, or from last year at once.
        for base in (was, right, was * pair.factor) if plain else (right, was * pair.factor):
            if slips.among(found, base, steps) is not None:
                said = last(pair, pair.field)
                return told("slip-price-year", pair.new, pair.field, (found, base), said)
    return of_line(pair.new, others, index, rounded=True)


def of_line(line: PricedLine, others: Others, index: Index, *, rounded: bool = False) -> Problem | None:
    """Return the slip of a price that is one of the rate card (or, where asked, a round one) indexed too often.

    A new amount may well be a round one of last year that was rightly indexed.
    """
    steps = index.slips(line.line.cost_type, line.quote.basis.price_level)
    for field, _, expected, said in among_others(line, others, steps, rounded=rounded):
        return told("slip-price-year", line, field, (figure(line.line, field) or expected, expected), said)
    return None


def _alone(pair: Pair, others: Others, factor: Fraction) -> Problem | None:
    """Return the slip of a line that is not indexed while all others are, or indexed while none of them is."""
    cost_type, mine = pair.new.line.cost_type, pair.indexed
    if mine is None or others.indexed[cost_type, mine] > 1:
        return None
    count, said = others.indexed[cost_type, not mine], Words("met deze kostensoort", "of this cost type")
    if count < LEAST:
        # Too few of its own: then all others must say so, whatever their cost type.
        every = {which: sum(n for (_, one), n in others.indexed.items() if one is which) for which in (True, False)}
        count, said = every[not mine], Words("van deze offerte", "of this quote")
        if every[mine] > 1 or count <= LEAST:
            return None
    found, was = figure(pair.new.line, pair.field), figure(pair.old.line, pair.field)
    if found is None or was is None:
        return None
    how = Words("niet geïndexeerd", "not indexed") if mine else Words("geïndexeerd", "indexed")
    before = last(pair, pair.field)
    by = Words(
        f"{before.nl} en de {count} andere regels {said.nl}, die {how.nl} zijn",
        f"{before.en} and the {count} other lines {said.en}, which are {how.en}",
    )
    return told("slip-price-year", pair.new, pair.field, (found, was if mine else was * factor), by)
