"""Slips in a quote that reads well: a factor of 1.000 or 100, the sign, the VAT, the price year; pure.

A slip is told when two things agree that have nothing to do with each other: the figure is exactly what was expected
but for the slip, or about that and a second figure says so too. Expected is what last year's assignment says (by
Regel), the strategy, or the rest of the workbook. One warning a slip, at its cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from planner.amounts import Basis, Vat
from planner.calculations import validity
from planner.problems import Problem, Severity, severity_of
from planner.records import Frame, Offer, PricedLine, Quote, Reference, Strategy
from planner.stages.sentinels import alone, factor, outlook, plans, price_year, vat
from planner.stages.sentinels.estimates import Estimates
from planner.stages.sentinels.others import LEAST, Others, rate_cards
from planner.stages.sentinels.pairs import Index, Pair
from planner.stages.sentinels.whole import Whole, of_products

__all__ = ["Beside", "planned", "slipped"]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the quotes of a year stand beside: last year's lines, the strategy, the frame and what was asked.

    `requests` are the identities of the requests that were issued, by organisation and role; `problems` are those of
    reading.
    """

    reference: Reference
    before: Sequence[PricedLine]
    strategy: Strategy | None = None
    frame: Frame | None = None
    requests: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()


def planned(offer: Offer, beside: Beside) -> Iterator[Problem]:
    """Yield a warning for each slip in what the quotes of a year are judged by."""
    return plans.planned(offer, beside.frame, beside.strategy, beside.before, beside.reference)


def slipped(offer: Offer, beside: Beside) -> Iterator[Problem]:
    """Yield a warning for each slip in the quotes of an offer."""
    index = Index.of(beside.reference)
    known = {line.key: line for line in beside.before}
    cards = rate_cards(offer.lines)
    headings = plans.known_of_headings(beside.before, beside.strategy, offer.year)
    by_quote: dict[int, list[PricedLine]] = {}
    for line in offer.lines:
        by_quote.setdefault(id(line.quote), []).append(line)
    for quote in offer.quotes:
        lines = by_quote.get(id(quote), [])
        pairs = {line.key: Pair(line, old, index.factor(line, old)) for line in lines if (old := known.get(line.key))}
        yield from _Sentinel(quote, Others(lines, pairs, cards), beside, index, headings).slips()


@dataclass(frozen=True)
class _Sentinel:
    """Looks at the lines of one quote."""

    quote: Quote
    others: Others
    beside: Beside
    index: Index
    headings: alone.Known

    def slips(self) -> Iterator[Problem]:
        """Yield the slip of the quote as a whole, or else those of its lines."""
        wholes = [one for one in self._of_all() if one]
        yield from wholes
        if any(severity_of(one) is not Severity.NOTE for one in wholes):
            return
        off = dict(outlook.columns(self.others, self._vat_rates))
        yield from off.values()
        for line in self.others.lines:
            pair = self.others.pairs.get(line.key)
            found = self._of_pair(pair) if pair else self._of_new(line)
            found = found or (None if off else outlook.of_line(line, pair))
            if found:
                yield found

    def _of_all(self) -> Iterator[Problem | None]:
        products = of_products(self.quote, self.beside.problems, self._vat_rates)
        yield products
        if products or not self.others.lines:
            return
        whole = Whole(self.others, self.index, self._asked, self._own_rates, self._vat_rates)
        by_strategy = whole.unit_by_strategy(self._estimates) if len(self.others.pairs) < LEAST else None
        yield whole.unit() or by_strategy or whole.basis()

    def _of_pair(self, pair: Pair) -> Problem | None:
        if not pair.unchanged:
            found = factor.sign(pair) or factor.of_pair(pair, self.others, self._estimates)
            found = found or vat.of_pair(pair, self.others, self._vat_rates)
            if found:
                return found
        return price_year.of_pair(pair, self.others, self.index)

    def _of_new(self, line: PricedLine) -> Problem | None:
        found = alone.rate_of_peers(line, self.others) or alone.rounded(line, self.others)
        found = found or alone.estimated(line, self.others, self._estimates, self._vat_rates)
        if not found and self._estimates.reliable(line, self.others):
            found = alone.too_large(line, self.others, self.headings)
        found = found or vat.of_line(line, self.others, self._vat_rates)
        return found or price_year.of_line(line, self.others, self.index)

    @property
    def _asked(self) -> Basis | None:
        """Return the basis in which a request asks, where the quote answers one of ours."""
        issued = self.beside.requests.get(self.quote.party, ())
        return Basis(self.quote.year, Vat.EXCLUDING) if self.quote.request in issued else None

    @cached_property
    def _estimates(self) -> Estimates:
        return Estimates.of(self.beside.strategy, self.quote, self.index)

    @cached_property
    def _own_rates(self) -> tuple[Fraction, ...]:
        """Return the VAT rates of the party in this year."""
        rows = validity.relations(self.beside.reference, self.quote.organisation, self.quote.role, self.quote.year)
        return tuple(dict.fromkeys(Fraction(row.rate) for row in rows if row))

    @cached_property
    def _vat_rates(self) -> tuple[Fraction, ...]:
        """Return the VAT rates that a slip may be of: its own first, and those of all others."""
        every = sorted({Fraction(row.rate) for row in self.beside.reference.vat}, reverse=True)
        return tuple(rate for rate in dict.fromkeys((*self._own_rates, *every)) if rate)
