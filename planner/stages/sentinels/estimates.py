"""What the strategy estimates for one party, as a witness beside the lines of its quote; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from planner.amounts import Vat
from planner.problems import Words
from planner.records import Estimate, PricedLine, Quote, Strategy
from planner.stages.sentinels.others import LEAST, Others, subject
from planner.stages.sentinels.pairs import Index
from planner.stages.sentinels.telling import of_strategy

Subject = tuple[str, str, str]
_NEAR = 2
"""An estimate speaks for a figure where it is less than so many times off."""
_NOTICED = Fraction(11, 10)


@dataclass(frozen=True, slots=True)
class Estimates:
    """The estimates of the strategy for one party, where there is one for a product, heading and cost type."""

    level: int
    vat: Vat
    lines: Mapping[Subject, Estimate]
    index: Index

    @classmethod
    def of(cls, strategy: Strategy | None, quote: Quote, index: Index) -> "Estimates":
        """Return the estimates for the party of a quote; none where there is no strategy."""
        found: dict[Subject, list[Estimate]] = {}
        for one in strategy.lines if strategy else ():
            if (one.organisation, one.role) == quote.party:
                found.setdefault((one.product, one.heading, one.cost_type), []).append(one)
        basis = strategy.basis if strategy else quote.basis
        single = {key: some[0] for key, some in found.items() if len(some) == 1}
        return cls(basis.price_level, basis.vat, single, index)

    def of_line(self, line: PricedLine) -> tuple[Estimate, Fraction, Fraction] | None:
        """Return the estimate for what a line is about, in euros as it was and at the price level of its quote."""
        quote, estimate = line.quote, self.lines.get(subject(line))
        if estimate is None or quote.basis.vat is not self.vat:
            return None
        span = dict(estimate.amounts).get(quote.year)
        factor = self.index.between(line.line.cost_type, self.level, quote.basis.price_level)
        if span is None or not span.certain or span.expected <= 0 or factor is None:
            return None
        was = Fraction(span.expected, 100)
        return estimate, was, was * factor

    def reliable(self, line: PricedLine, others: Others) -> bool:
        """Tell whether most other products that the quote asks for come out near their estimate."""
        first = {subject(one): one for one in others.lines if subject(one) != subject(line)}
        known = [(others.totals[key], about) for key, one in first.items() if (about := self.of_line(one))]
        near = sum(total > 0 and _off(total, about[2]) <= _NEAR for total, about in known)
        return near >= LEAST and near * 5 >= len(known) * 3

    def speaks(self, line: PricedLine, others: Others, less: Fraction) -> Words | None:
        """Return the estimate that comes near what is asked once this line asks `less` euros, and not before."""
        known = self.of_line(line)
        total = others.totals[subject(line)]
        if known is None or total <= 0 or total - less <= 0:
            return None
        now, then = _off(total, known[2]), _off(total - less, known[2])
        if then > _NEAR or now < _NOTICED or now - 1 < 3 * (then - 1) or not self.reliable(line, others):
            return None
        return of_strategy(known[0], line.quote.year)


def _off(one: Fraction, other: Fraction) -> Fraction:
    return max(one / other, other / one)
