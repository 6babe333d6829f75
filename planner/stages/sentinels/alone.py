"""Slips of lines that last year did not have, and of later years: beside their peers, the strategy, and each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from planner.amounts import Vat
from planner.calculations import slips
from planner.problems import Problem, Words
from planner.records import Estimate, PricedLine, Quote, Strategy
from planner.stages.sentinels.pairs import LEAST, Index, Others, Pair, figure, told

Subject = tuple[str, str, str]
_FAR = 30
"""An amount less than so many times another is no slip of it."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """The estimates of the strategy for one party, where there is one for a product, heading and cost type."""

    level: int
    vat: Vat
    lines: Mapping[Subject, Estimate]

    @classmethod
    def of(cls, strategy: Strategy | None, quote: Quote) -> "Estimates":
        """Return the estimates for the party of a quote; none where there is no strategy."""
        found: dict[Subject, list[Estimate]] = {}
        for one in strategy.lines if strategy else ():
            if (one.organisation, one.role) == quote.party:
                found.setdefault((one.product, one.heading, one.cost_type), []).append(one)
        basis = strategy.basis if strategy else quote.basis
        return cls(basis.price_level, basis.vat, {key: some[0] for key, some in found.items() if len(some) == 1})


def rate_of_peers(line: PricedLine, others: Others) -> Problem | None:
    """Return the slip of a rate that is far off all others of its unit and cost type, which lie together."""
    own = line.line
    rates = others.rates.get((own.unit.casefold(), own.cost_type), []) if own.rate and own.unit else []
    if own.rate is None or len(rates) <= LEAST or abs(rates[-1]) < _FAR * abs(rates[0]):
        return None
    if own.rate not in (rates[0], rates[-1]):
        return None
    rest = rates[1:] if own.rate == rates[0] else rates[:-1]
    middle = Fraction(median(rest))
    if not (rest[0] * 4 >= middle and rest[-1] <= middle * 4):
        return None
    said = Words(f"{len(rest)} andere tarieven per {own.unit}", f"{len(rest)} other rates by {own.unit}")
    for factor in slips.FACTORS:
        if slips.roughly(own.rate, middle, factor):
            return told("slip-factor", line, "rate", (Fraction(own.rate), middle), said, factor=factor)
    return None


def estimated(
    line: PricedLine, others: Others, estimates: Estimates, index: Index, rates: Sequence[Fraction]
) -> Problem | None:
    """Return the slip of the only line that an estimate of the strategy is for."""
    subject = (line.line.product, line.line.heading, line.line.cost_type)
    estimate = estimates.lines.get(subject)
    if estimate is None or others.subjects[subject] != 1 or line.quote.basis.vat is not estimates.vat:
        return None
    found, span = figure(line.line, "amount"), dict(estimate.amounts).get(line.quote.year)
    factor = index.between(line.line.cost_type, estimates.level, line.quote.basis.price_level)
    if not found or span is None or not span.certain or factor is None:
        return None
    was = Fraction(span.expected, 100)
    said = Words(f"regel {estimate.id} van de strategie", f"line {estimate.id} of the strategy")
    scale = slips.scale(found, (was, was * factor))
    if scale:
        return told("slip-factor", line, "amount", (found, scale.expected), said, factor=scale.factor)
    vat = slips.vat(found, (was, was * factor), rates)
    return told("slip-vat", line, "amount", (found, vat[1]), said, factor=vat[0]) if vat else None


def outlook(line: PricedLine, pair: Pair | None) -> Problem | None:
    """Return the slip of a later year that is far off the amount and at least one more figure."""
    amount = line.line.amount.expected if line.line.amount.certain else 0
    known = {year: span.expected for year, span in line.line.outlook if span.certain and span.expected}
    far = [one for one in known.values() if not abs(one) < _FAR * abs(amount) < _FAR * _FAR * abs(one)]
    if not far or not amount:
        return None
    before = dict(pair.old.line.outlook) if pair else {}
    said = Words("de andere jaren van deze regel", "the other years of this line")
    for year, found in known.items():
        foreseen = before.get(year)
        there = [amount, *(one for other, one in known.items() if other != year)]
        if foreseen and foreseen.certain and foreseen.expected:
            there.append(foreseen.expected)
        for factor in slips.FACTORS:
            if len(there) > 1 and all(slips.roughly(found, one, factor) for one in there):
                figures = Fraction(found, 100), Fraction(there[0], 100)
                return told("slip-factor", line, f"outlook:{year}", figures, said, factor=factor)
    return None
