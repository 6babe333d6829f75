"""What an organisation is asked for a year: last year's lines to start from, the strategy beside them, when and how.

Pure. Recurring lines come over, and one-off lines that have an outlook amount in the year, each with its Regel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from planner.agreement import Role, quarter_starts
from planner.amounts import Span
from planner.calculations import indexing, validity
from planner.calculations.indexing import MissingIndex
from planner.money import cents, euros, multiplied, rounded, split
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.records import (
    Estimate,
    Line,
    Party,
    PricedLine,
    Product,
    Quarters,
    Quote,
    Reference,
    Strategy,
    VatRelation,
)

DUE = {Role.OBO: "Uiterste inleverdatum offertes OBO", Role.TBO: "Offerte TBO"}
"""The milestone of the calendar by which each role must have sent its quote."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one organisation in one role is asked for a year.

    `lines` are in cents excluding VAT. `last` is the assignment that they come from, None where there is none;
    `dropped` are its lines that could not come over, `ended` the one-off lines that are done. With `indexed` rates
    and amounts are in prices of the year, else in those of the assignment. `before` is the total of each heading of
    the assignment in cents excluding VAT, at its own price level.
    """

    organisation: str
    role: Role
    name: str
    year: int
    due: date | None
    vat: VatRelation | None
    indexed: bool
    lines: tuple[Line, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    strategy: Strategy | None = None
    last: Quote | None = None
    dropped: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    before: tuple[tuple[str, int], ...] = ()

    @property
    def unrecoverable_vat(self) -> bool | None:
        """Tell whether the quote must hold VAT that the organisation cannot recover; None where that is not known.

        Without VAT to the SBO there is no right to deduct, so that its costs hold the VAT of its own suppliers.
        """
        return None if self.vat is None else not self.vat.rate

    @property
    def outlook_years(self) -> range:
        """Return the years after this one that are asked for: those of last year's outlook and of the strategy."""
        known = [year for line in self.lines for year, _ in line.outlook]
        end = self.strategy.last_year if self.strategy else self.year
        return range(self.year + 1, max([*known, end]) + 1)


def identity(organisation: str, role: Role, year: int, number: int) -> str:
    """Return the identity of a request, by which its answer is known."""
    return f"UITVRAAG-{organisation}-{role}-{year}-{number}"


@dataclass(frozen=True)
class Asking:
    """Makes the requests of one year.

    `last` are last year's assignments in their latest stand and `priced` their lines; `place` is where a missing
    index should stand.
    """

    reference: Reference
    strategy: Strategy | None
    year: int
    last: Sequence[Quote]
    priced: Sequence[PricedLine]
    place: Place
    indexed: bool = False
    problems: dict[Problem, None] = field(default_factory=dict)

    def of(self, party: Party) -> Request:
        """Return what a party is asked; what is wrong with it joins `problems`."""
        key = (party.code, party.role)
        last = next((quote for quote in self.last if quote.party == key), None)
        lines, dropped, ended = self._lines(key, last)
        return Request(
            party.code,
            party.role,
            party.name,
            self.year,
            self._due(party.role),
            self._vat(party),
            self.indexed,
            lines,
            tuple(self._estimates(key)),
            self.strategy,
            last,
            dropped,
            ended,
            self._before(key),
        )

    def _lines(
        self, party: tuple[str, Role], last: Quote | None
    ) -> tuple[tuple[Line, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the lines that come over, those that cannot, and the one-off lines that are done."""
        own = {p.code for p in products_of(self.reference, *party, self.year)}
        kept: list[Line] = []
        dropped: list[str] = []
        ended: list[str] = []
        priced = [one for one in self.priced if one.quote.party == party]
        for one in priced:
            factor = self._factor(one)
            if not (one.line.recurring or _asked(dict(one.line.outlook).get(self.year))):
                ended.append(one.line.id)
            elif one.line.product not in own or factor is None:
                dropped.append(one.line.id)
            else:
                kept.append(carried(one.line, self.year, factor * one.net))
        known = {one.line.id for one in priced}
        if last:
            refused = [item.line or str(item.where) for item in last.refused]
            dropped += [id for id in (*(line.id for line in last.lines), *refused) if id not in known]
        return tuple(kept), tuple(dict.fromkeys(dropped)), tuple(ended)

    def _before(self, party: tuple[str, Role]) -> tuple[tuple[str, int], ...]:
        totals: dict[str, int] = {}
        for one in self.priced:
            if one.quote.party == party:
                totals[one.line.heading] = totals.get(one.line.heading, 0) + one.quoted.expected
        return tuple(totals.items())

    def _factor(self, one: PricedLine) -> Fraction | None:
        """Return the index from the assignment to the year; 1 where prices stay as they were."""
        if not self.indexed:
            return Fraction(1)
        rates = {(rate.series, rate.year): rate.rate for rate in self.reference.indices}
        series = {cost_type.name: cost_type.series for cost_type in self.reference.cost_types}
        start = one.quote.basis.price_level
        found = indexing.factor(rates, series[one.line.cost_type], start, self.year)
        if isinstance(found, MissingIndex):
            subject = Words(f"prijspeil {start} naar {self.year}", f"price level {start} to {self.year}")
            missing = problem("index-missing", self.place, series=found.series, year=found.year, subject=subject)
            self.problems[missing] = None
            return None
        return found

    def _due(self, role: Role) -> date | None:
        name = DUE[role]
        rows = [row for row in self.reference.calendar if row.year == self.year]
        found = next((row.date for row in rows if row.name.casefold() == name.casefold()), None)
        if found is None:
            calendar = self.reference.calendar
            workbook = self.reference.general.origin.table.workbook
            where = calendar[0].origin.table.heading("name") if calendar else Place(workbook, "Kalender")
            self.problems[problem("request-without-date", where, milestone=name, year=self.year)] = None
        return found

    def _vat(self, party: Party) -> VatRelation | None:
        days = [day for day in quarter_starts(self.year) if party.period.holds(day)]
        rows = [validity.relation(self.reference, party.code, party.role, day) for day in days[:1]]
        return next(iter(rows), None)

    def _estimates(self, party: tuple[str, Role]) -> Iterator[Estimate]:
        for line in self.strategy.lines if self.strategy else ():
            if (line.organisation, line.role) == party and _asked(dict(line.amounts).get(self.year)):
                yield line


def products_of(reference: Reference, organisation: str, role: Role, year: int) -> tuple[Product, ...]:
    """Return the products that a party delivers in any quarter of a year."""
    own = [p for p in reference.products if (p.organisation, p.role) == (organisation, role)]
    return tuple(p for p in own if any(validity.quarters_held([p], year)))


def carried(line: Line, year: int, factor: Fraction) -> Line:
    """Return a line of last year as it is asked for `year`, `factor` being what its prices are multiplied by.

    Quantity and rate, and total cost and share, stay only where the amount still is their product.
    """
    rate = line.rate if line.rate is None or factor == 1 else euros(cents(Fraction(line.rate) * factor))
    total = None if line.total_cost is None else multiplied(line.total_cost, factor)
    base = line.amount if line.recurring else dict(line.outlook)[year]
    product = (
        cents(Fraction(line.quantity) * Fraction(rate)) if line.quantity is not None and rate is not None else None
    )
    amount = _times(base, factor)
    if line.recurring and amount.certain:
        if total is not None:
            total = product if product is not None else total
            amount = Span.of(multiplied(total, line.share)) if line.share is not None else amount
        elif product is not None:
            amount = Span.of(product)
    new = replace(
        line,
        rate=rate,
        amount=amount,
        total_cost=total,
        quarters=in_proportion(amount.expected, line.quarters),
        outlook=tuple((after, _times(span, factor)) for after, span in line.outlook if after > year),
        replaces="",
    )
    return _without_stale_factors(new, product)


def _without_stale_factors(line: Line, product: int | None) -> Line:
    """Take out factors that no longer make the amount: their product would be told as a mistake of the answer."""
    if not line.amount.certain:
        return line
    whole = line.amount.expected
    if line.total_cost is not None and line.share is not None and multiplied(line.total_cost, line.share) != whole:
        line = replace(line, total_cost=None, share=None)
    right = line.total_cost if line.total_cost is not None else whole
    return line if product in (None, right) else replace(line, quantity=None, rate=None)


def in_proportion(total: int, quarters: Quarters) -> Quarters:
    """Return a total over the quarters in the proportion of other ones; even where those give no proportion."""
    if sum(quarters) == total:
        return quarters
    sign = -1 if sum(quarters) < 0 else 1
    weights = [max(0, sign * quarter) for quarter in quarters]
    first, second, third, fourth = split(total, weights if any(weights) else (1, 1, 1, 1))
    return (first, second, third, fourth)


def _times(span: Span, factor: Fraction) -> Span:
    if factor == 1:
        return span
    found = span.times(factor)
    return found if found.certain else replace(found, expected=rounded(Fraction(found.low + found.high, 2)))


def _asked(span: Span | None) -> bool:
    """Tell whether an amount stands in a year: a number other than zero, a range or pm."""
    return span is not None and bool(span.pm or span.low or span.high)
