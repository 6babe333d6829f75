"""Slips of the VAT basis in one line: exactly the VAT more or less than last year, the rate card or round; pure."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planner.calculations import slips
from planner.problems import Problem, Words
from planner.records import PricedLine
from planner.stages.sentinels.others import Others
from planner.stages.sentinels.pairs import Pair, figure
from planner.stages.sentinels.telling import at, last, told

_ABOUT = Fraction(1, 5)
_CARD = Words("het tarief van andere regels", "the rate of other lines")
_CARDS = Words("een tarief dat in meer offertes staat", "a rate that stands in several quotes")


def of_pair(pair: Pair, others: Others, rates: Sequence[Fraction]) -> Problem | None:
    """Return the slip of a price that is exactly last year's with VAT where it was without, or the other way round."""
    found = figure(pair.new.line, pair.field)
    if not found or not pair.same_basis:
        return None
    if pair.field != "rate" or others.stable(pair):
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
    line: PricedLine, others: Others, factors: Sequence[Fraction], *, rounded: bool = True
) -> Iterator[tuple[str, Fraction, Fraction, Words]]:
    """Yield by which factor a price is off, to the cent, a rate of the card or a round amount, and that figure."""
    rate, amount = figure(line.line, "rate"), figure(line.line, "amount")
    for shared, lines in others.carded(line).items():
        expected = Fraction(shared)
        for factor in factors:
            if rate and slips.same(rate, expected * factor):
                yield "rate", factor, expected, _card(line, lines)
    grain = others.grain(line, "amount") if rounded and line.line.total_cost is None else None
    for factor in factors if grain and amount else ():
        expected = Fraction(round((amount or 0) / factor / (grain or 1)) * (grain or 1))
        if expected and slips.same(amount or 0, expected * factor):
            said = Words(f"de andere bedragen, die op {grain} zijn afgerond", f"the other amounts, rounded to {grain}")
            yield "amount", factor, expected, said


def _card(line: PricedLine, lines: Sequence[PricedLine]) -> Words:
    """Return which line has the rate; what another organisation asks is not named to the sender."""
    own = next((one for one in lines if one.quote is line.quote), None)
    return at(_CARD, own.line.origin.cell("rate")) if own else _CARDS
