"""The reference values on which the lines of a workbook rest, as tables of their own: indices, factors, VAT relations.

Formulas of lines refer to their cells, so that changing one changes every line that it touches.
"""

from collections.abc import Iterable

from planner.agreement import Role
from planner.books.parts.formulas import column, words
from planner.calculations import indexing, validity
from planner.calculations.indexing import MissingIndex
from planner.excel.areas import Stack
from planner.records import PricedLine, Reference, VatRelation
from planner.tables import Kind, Live, Row, Typed, View

Levels = tuple[str, int, int]
"""A series of an index, and the price levels from and to which it leads."""

INDICES = (
    column("series", "Reeks", width=28),
    column("year", "Jaar", Kind.YEAR),
    column("rate", "Percentage", Kind.SHARE),
    column("status", "Status"),
    column("source", "Bron"),
)
FACTORS = (
    column("series", "Reeks", width=28),
    column("start", "Van prijspeil", Kind.YEAR),
    column("end", "Naar prijspeil", Kind.YEAR),
    column("factor", "Indexfactor", Kind.FACTOR),
    column("change", "Mutatie", Kind.FACTOR),
)
RELATIONS = (
    column("supplier", "Leverancier", width=28),
    column("role", "Rol"),
    column("customer", "Afnemer"),
    column("status", "Status"),
    column("rate", "Percentage", Kind.SHARE),
    column("start", "Vanaf", Kind.DATE),
    column("end", "Tot en met", Kind.DATE),
    column("source", "Bron"),
    column("certainty", "Zekerheid"),
)


class Parameters:
    """The tables of indices, index factors and VAT relations in their place in a sheet."""

    def __init__(self, reference: Reference, stack: Stack, levels: Iterable[Levels]) -> None:
        """`levels` are the factors that are needed; one for which a year is missing is left out."""
        self._reference = reference
        self._rates = {(rate.series, rate.year): rate.rate for rate in reference.indices}
        self._numbers = {(rate.series, rate.year): i for i, rate in enumerate(reference.indices)}
        self._series = {cost_type.name: cost_type.series for cost_type in reference.cost_types}
        self._relation = {id(relation): i for i, relation in enumerate(reference.vat)}
        found = {level: indexing.factor(self._rates, *level) for level in dict.fromkeys(levels)}
        self._factors = {level: factor for level, factor in found.items() if not isinstance(factor, MissingIndex)}
        self.indices = stack.place(INDICES, len(reference.indices))
        self.factors = stack.place(FACTORS, len(self._factors))
        self.relations = stack.place(RELATIONS, len(reference.vat))

    def series(self, cost_type: str) -> str | None:
        """Return the series that a cost type follows, None for one that is not indexed."""
        return self._series[cost_type]

    def index(self, series: str, year: int) -> str | None:
        """Return the cell of the change of a series in a year, None where there is none."""
        number = self._numbers.get((series, year))
        return None if number is None else self.indices.cell("rate", number)

    def factor(self, level: Levels) -> Live | None:
        """Return a factor with a formula that takes it over; None where a year is missing."""
        value = self._factors.get(level)
        if value is None:
            return None
        return Live(value, f"={self.factors.cell('factor', list(self._factors).index(level))}")

    def changed(self, level: Levels) -> Live | None:
        """Return a factor less one with a formula that takes it over; None where a year is missing."""
        value = self._factors.get(level)
        if value is None:
            return None
        return Live(value - 1, f"={self.factors.cell('change', list(self._factors).index(level))}")

    def rates(self, organisation: str, role: Role, year: int) -> tuple[Live, ...]:
        """Return the VAT rate of each quarter with a formula that takes it over."""
        rows = quarter_relations(self._reference, organisation, role, year)
        return tuple(Live(row.rate, f"={self.relations.cell('rate', self._relation[id(row)])}") for row in rows)

    def views(self) -> tuple[View, View, View]:
        """Return the tables, in the order in which they were placed."""
        return self._indices_view(), self._factors_view(), self._relations_view()

    def _indices_view(self) -> View:
        rows = tuple(
            Row((rate.series, rate.year, Typed(rate.rate), rate.status, rate.source))
            for rate in self._reference.indices
        )
        return View(words("Indexen: mutatie per jaar"), INDICES, rows)

    def _factors_view(self) -> View:
        rows = tuple(
            Row((*level, Live(factor, self._product(level)), Live(factor - 1, f"=ROUND({self._own(i)}-1,14)")))
            for i, (level, factor) in enumerate(self._factors.items())
        )
        return View(words("Indexfactoren: product van (1 + mutatie); terug in de tijd gedeeld"), FACTORS, rows)

    def _own(self, i: int) -> str:
        return self.factors.near("factor", i)

    def _product(self, level: Levels) -> str:
        series, start, end = level
        years = range(min(start, end) + 1, max(start, end) + 1)
        product = "*".join(f"(1+{self.index(series, year)})" for year in years)
        return f"=1/({product})" if end < start else f"={product or 1}"

    def _relations_view(self) -> View:
        rows = tuple(
            Row((row.supplier, str(row.role), row.customer, row.status, Typed(row.rate), row.period.start,
                 row.period.end, row.source, row.certainty))
            for row in self._reference.vat
        )  # fmt: skip
        return View(words("Btw per relatie (leverancier in zijn rol, aan afnemer)"), RELATIONS, rows)


def quarter_relations(reference: Reference, organisation: str, role: Role, year: int) -> tuple[VatRelation, ...]:
    """Return the VAT relation of each quarter; a quarter without one (the party is not there) takes the first."""
    rows = validity.relations(reference, organisation, role, year)
    first = next((row for row in rows if row), None)
    return tuple(row or first for row in rows) if first else ()


def line_levels(lines: Iterable[PricedLine], reference: Reference, year: int) -> Iterable[Levels]:
    """Yield the factors that lines need to come to the price level of a year."""
    series = {cost_type.name: cost_type.series for cost_type in reference.cost_types}
    for level, cost_type in dict.fromkeys((line.quote.basis.price_level, line.line.cost_type) for line in lines):
        found = series[cost_type]
        if found and level != year:
            yield found, level, year
