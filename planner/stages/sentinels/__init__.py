"""Slips in a quote that reads well: a factor of 1.000 or 100, the sign, the VAT, the price year; pure.

A slip is told when two things agree that have nothing to do with each other: the figure is exactly what was expected
but for the slip, or about that and a second figure says so too. Expected is what last year's assignment says (by
Regel), the strategy, or the rates of the same unit and cost type. One warning a slip, at its cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from planner.calculations import slips, validity
from planner.problems import Problem, problem
from planner.records import INCOME_COST_TYPE, PricedLine, Reference, Strategy
from planner.stages.sentinels import alone
from planner.stages.sentinels.pairs import LEAST, Index, Others, Pair, figure, last, shown, told
from planner.stages.sentinels.price_year import price_year

_RESOLUTION = {"quantity": Fraction(1, 10_000)}


def slipped(
    lines: Sequence[PricedLine], before: Sequence[PricedLine], strategy: Strategy | None, reference: Reference
) -> Iterator[Problem]:
    """Yield a warning for each slip in the lines of the quotes."""
    rates = {(rate.series, rate.year): rate.rate for rate in reference.indices}
    series = {cost_type.name: cost_type.series for cost_type in reference.cost_types}
    index = Index(rates, series)
    known = {line.key: line for line in before}
    quotes: dict[int, list[PricedLine]] = {}
    for line in lines:
        quotes.setdefault(id(line.quote), []).append(line)
    for of_quote in quotes.values():
        pairs = {
            line.key: Pair(line, old, index.factor(line, old)) for line in of_quote if (old := known.get(line.key))
        }
        yield from _Sentinel(Others(of_quote, pairs), strategy, reference, index).slips()


@dataclass(frozen=True)
class _Sentinel:
    """Looks at the lines of one quote."""

    others: Others
    strategy: Strategy | None
    reference: Reference
    index: Index

    def slips(self) -> Iterator[Problem]:
        """Yield the slip of the quote as a whole, or else those of its lines."""
        whole = self._of_all()
        if whole:
            yield whole
            return
        for line in self.others.lines:
            pair = self.others.pairs.get(line.key)
            found = self._of_pair(pair) if pair else self._of_new(line)
            found = found or alone.outlook(line, pair)
            if found:
                yield found

    def _of_all(self) -> Problem | None:
        """Return the slip that most lines share: the unit of the whole workbook."""
        scales = [
            slips.scale(found, pair.expected("amount"))
            for pair in self.others.pairs.values()
            if (found := figure(pair.new.line, "amount"))
        ]
        factors = [one.factor for one in scales if one]
        usual = max(set(factors), key=factors.count, default=None)
        if usual is None or factors.count(usual) < LEAST or factors.count(usual) * 5 < len(scales) * 3:
            return None
        quote = self.others.lines[0].quote
        where = quote.origin.cell("amounts_in")
        return problem("slip-of-all", where, factor=shown(usual), count=factors.count(usual), lines=len(scales))

    def _of_pair(self, pair: Pair) -> Problem | None:
        found = None if pair.unchanged else self._sign(pair) or self._factor(pair) or self._vat(pair)
        return found or price_year(pair, self.others, self.index)

    def _of_new(self, line: PricedLine) -> Problem | None:
        found = alone.rate_of_peers(line, self.others)
        return found or alone.estimated(line, self.others, self._estimates, self.index, self._vat_rates)

    @cached_property
    def _estimates(self) -> alone.Estimates:
        return alone.Estimates.of(self.strategy, self.others.lines[0].quote)

    def _sign(self, pair: Pair) -> Problem | None:
        new, old = figure(pair.new.line, "amount"), figure(pair.old.line, "amount")
        income = pair.new.line.cost_type == pair.old.line.cost_type == INCOME_COST_TYPE
        if not income or not new or not old or (new < 0) == (old < 0):
            return None
        if not any(abs(abs(new) / abs(one) - 1) <= Fraction(1, 5) for one in pair.expected("amount")):
            return None
        return told("slip-sign", pair.new, "amount", (new, -new), last(pair))

    def _factor(self, pair: Pair) -> Problem | None:
        for field in dict.fromkeys((pair.field, "quantity" if pair.field == "rate" else pair.field)):
            found = figure(pair.new.line, field)
            scale = slips.scale(found, pair.expected(field), _RESOLUTION.get(field, slips.CENT)) if found else None
            if found is None or scale is None:
                continue
            if field == "rate" or (self._rate_stands(pair) and (scale.exact or self._second(pair, scale.factor))):
                said = last(pair)
                return told("slip-factor", pair.new, field, (found, scale.expected), said, factor=scale.factor)
        return None

    def _rate_stands(self, pair: Pair) -> bool:
        """Tell whether the price did not change much: a quantity is only odd beside the same price."""
        if pair.field != "rate":
            return True
        new = figure(pair.new.line, "rate")
        return new is not None and any(abs(new / one - 1) <= Fraction(15, 100) for one in pair.expected("rate"))

    def _second(self, pair: Pair, factor: Fraction) -> bool:
        """Tell whether the later years of the line say so too (what last year foresaw mostly copies its amount)."""
        amount = figure(pair.new.line, "amount")
        later = [Fraction(span.expected, 100) for _, span in pair.new.line.outlook if span.certain and span.expected]
        return amount is not None and bool(later) and all(slips.roughly(amount, one, factor) for one in later)

    def _vat(self, pair: Pair) -> Problem | None:
        found = figure(pair.new.line, pair.field)
        if not found or not pair.same_basis or not (pair.same_quantity or self.others.stable(pair)):
            return None
        off = slips.vat(found, pair.expected(pair.field), self._vat_rates)
        if off is None:
            return None
        factor, expected = off
        return told("slip-vat", pair.new, pair.field, (found, expected), last(pair), factor=factor)

    @cached_property
    def _vat_rates(self) -> tuple[Fraction, ...]:
        quote = self.others.lines[0].quote
        rows = validity.relations(self.reference, quote.organisation, quote.role, quote.year)
        own = {Fraction(row.rate) for row in rows if row and row.rate}
        every = {Fraction(row.rate) for row in self.reference.vat if row.rate}
        return tuple(sorted(own or every, reverse=True))
