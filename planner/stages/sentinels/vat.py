"""Slips of the VAT basis in one line: exactly the VAT more or less than last year, the rate card or round; pure."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planner.calculations import slips
from planner.problems import Problem, Words
from planner.records import PricedLine
from planner.stages.sentinels.others import Others
from planner.stages.sentinels.pairs import Pair, figure
from planner.stages.sentinels.telling import last, told

_ABOUT = Fraction(1, 5)
CARD = Words("het tarief van andere regels", "the rate of other lines")
ROUND = Words("zo rond als de andere bedragen", "as round as the other amounts")


def of_pair(pair: Pair, others: Others, rates: Sequence[Fraction]) -> Problem | None:
    """Return the slip of a price that is exactly last year's with VAT where it was without, or the other way round."""
    found = figure(pair.new.line, pair.field)
    if not found or not pair.same_basis:
        return None
    if pair.same_quantity or others.stable(pair):
        off = slips.vat(found, pair.expected(pair.field), rates)
        if off:
            factor, expected = off
            return told("slip-vat", pair.new, pair.field, (found, expected), last(pair, pair.field), factor=factor)
    return of_line(pair.new, others, rates, pair.expected(pair.field))


def of_line(
    line: PricedLine, others: Others, rates: Sequence[Fraction], before: Sequence[Fraction] = ()
) -> Problem | None:
    """Return the slip of a price that is exactly the VAT off one that the other lines have.

    `before` is what last year says of the same field; without the VAT the price must lie about there.
    """
    factors = [factor for rate in rates for factor in (1 + rate, 1 / (1 + rate))]
    for field, factor, expected, said in among_others(line, others, factors):
        if not before or any(abs(expected / one - 1) <= _ABOUT for one in before if one):
            found = figure(line.line, field) or expected
            return told("slip-vat", line, field, (found, expected), said, factor=factor)
    return None


def among_others(
    line: PricedLine, others: Others, factors: Sequence[Fraction]
) -> Iterator[tuple[str, Fraction, Fraction, Words]]:
    """Yield by which factor a price is off, to the cent, a rate of the card or a round amount, and that figure."""
    rate, amount = figure(line.line, "rate"), figure(line.line, "amount")
    for expected in others.carded(line):
        for factor in factors:
            if rate and slips.same(rate, expected * factor):
                yield "rate", factor, expected, CARD
    grain = others.grain(line, "amount") if line.line.total_cost is None else None
    for factor in factors if grain and amount else ():
        expected = Fraction(round((amount or 0) / factor / (grain or 1)) * (grain or 1))
        if expected and slips.same(amount or 0, expected * factor):
            yield "amount", factor, expected, ROUND
