"""The strategy's estimate of one year beside the offer: by heading, at the offer's price level and VAT basis.

Pure; it informs and never decides (DESIGN 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.agreement import Role, quarter_starts
from planner.amounts import PM, Amount, Basis, Vat
from planner.calculations import indexing, validity
from planner.calculations.codes import known
from planner.calculations.indexing import MissingIndex
from planner.calculations.vat import price
from planner.figures import Figure, Rule, total
from planner.money import split
from planner.problems import Problem, problem
from planner.records import Estimate, Reference, Strategy


def choose(strategies: Sequence[Strategy], year: int) -> tuple[Strategy | None, tuple[Problem, ...]]:
    """Return the strategy whose cycle holds the year; overlapping cycles are a problem at the second."""
    held = [s for s in strategies if s.first_year <= year <= s.last_year]
    if not held:
        return None, ()
    problems = tuple(
        problem("two-strategies", other.origin.cell("cycle"), other=held[0].origin.table.workbook) for other in held[1:]
    )
    return held[0], problems


def check(strategy: Strategy, reference: Reference) -> tuple[Problem, ...]:
    """Return the problems of a strategy beside the reference values."""
    headings = {heading.code for heading in reference.headings}
    cost_types = {cost_type.name for cost_type in reference.cost_types}
    products = {product.code for product in reference.products}
    parties = {party.code for party in reference.parties}
    found: list[Problem] = []
    for line in strategy.lines:
        cell = line.origin.cell
        found += known(line.product, products, cell("product"), "PDC", "PDC-code")
        found += known(line.organisation, parties, cell("organisation"), "Partijen", "Code")
        found += known(line.heading, headings, cell("heading"), "Posten", "Post")
        found += known(line.cost_type, cost_types, cell("cost_type"), "Kostensoorten", "Kostensoort")
    return tuple(found)


def estimates(strategy: Strategy, reference: Reference, year: int, basis: Basis) -> dict[str, Figure | None]:
    """Return the estimate of a year by heading on the given basis; None where an index or VAT relation is missing."""
    converter = _Converter(strategy, reference, year, basis)
    by_heading: dict[str, list[Figure | None]] = {}
    for line in strategy.lines:
        by_heading.setdefault(line.heading, []).append(converter.figure(line))
    return {
        heading: None if None in parts else total(f"strategy.{heading}", [part for part in parts if part], basis)
        for heading, parts in by_heading.items()
    }


@dataclass
class _Converter:
    strategy: Strategy
    reference: Reference
    year: int
    basis: Basis

    def figure(self, line: Estimate) -> Figure | None:
        span = dict(line.amounts).get(self.year, PM)
        typed = Figure(
            f"strategy.{line.id}",
            Amount(span, self.strategy.basis),
            Rule.AS_TYPED,
            source=line.origin,
            field=f"amounts:{self.year}",
        )
        rates, factor = self._rates(line.organisation, line.role), self._factor(line)
        if rates is None or factor is None:
            return None
        first, second, third, fourth = split(span.expected, (1, 1, 1, 1))
        found = price(span, (first, second, third, fourth), self.strategy.basis.vat, rates, factor)
        amount = found.excluding + found.vat if self.basis.vat is Vat.INCLUDING else found.excluding
        return Figure(typed.code, Amount(amount, self.basis), Rule.CONVERTED, (typed,))

    def _rates(self, organisation: str, role: Role) -> tuple[Fraction, Fraction, Fraction, Fraction] | None:
        rows = [validity.relation(self.reference, organisation, role, day) for day in quarter_starts(self.year)]
        known = [Fraction(row.rate) for row in rows if row]
        if not known:
            return None
        # A party that comes or goes within the year has no relation in the other quarters, as in the offer.
        first, second, third, fourth = (Fraction(row.rate) if row else known[0] for row in rows)
        return (first, second, third, fourth)

    def _factor(self, line: Estimate) -> Fraction | None:
        rates = {(rate.series, rate.year): rate.rate for rate in self.reference.indices}
        series = {cost_type.name: cost_type.series for cost_type in self.reference.cost_types}
        if line.cost_type not in series:
            return None
        start = self.strategy.basis.price_level
        found = indexing.factor(rates, series[line.cost_type], start, self.basis.price_level)
        return None if isinstance(found, MissingIndex) else found
