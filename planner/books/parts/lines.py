"""The cost lines of an offer as a live table: what was quoted, from which cell, and what it comes to (Kostenregels).

The headings are those of `Kosten`; beside them stand organisation, role and source, and the formulas that take the
amount to the price level of the year and put VAT on it.
"""

from collections.abc import Iterable

from planner.agreement import Role
from planner.amounts import Vat
from planner.books.parts.chain import QUARTERS, Structure
from planner.books.parts.formulas import column
from planner.books.parts.parameters import quarter_relations
from planner.excel.areas import Area, Stack
from planner.records import PricedLine, VatRelation
from planner.sheets.quote.costs import COSTS
from planner.tables import Column, Kind
from planner.views.results import Results

SHEET = "Kostenregels"
_KINDS = {"quantity": Kind.QUANTITY, "rate": Kind.RATE, "share": Kind.SHARE, "priority": Kind.COUNT}
_MONEY = frozenset({"amount", "quarter_1", "quarter_2", "quarter_3", "quarter_4", "total_cost"})
_OPTIONAL = ("scale", "total_cost", "share", "result", "replaces")
_WIDTHS = {"description": 34.0, "product_name": 30.0, "note": 30.0, "result": 30.0, "cost_type": 26.0}


Named = tuple[str, str, Kind]
"""A column: its name, heading and kind."""


class Lines:
    """The lines of an offer in their place, and what decides the formulas of each."""

    def __init__(self, results: Results, sentences: int) -> None:
        self.results = results
        self.lines = results.offer.lines
        self.basis = "including" if results.compared.basis.vat is Vat.INCLUDING else "excluding"
        self._relations = {party: self._quarters(party) for party in {line.quote.party for line in self.lines}}
        self._indexed = {one.name for one in results.reference.cost_types if one.series}
        self.area: Area = Stack(SHEET, sentences).place(self._columns(), len(self.lines))

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Return the columns that count what is open about a line: pm, and ranges where there are any."""
        return ("pm", "range") if self.area.has("range") else ("pm",)

    @property
    def compared(self) -> str:
        """Return the column with what is compared with the frame."""
        return self.area.column(self.basis)

    def structure(self, line: PricedLine) -> Structure:
        """Return what decides the formulas of a line."""
        basis = line.quote.basis
        indexed = basis.price_level != self.results.year and line.line.cost_type in self._indexed
        relations = self._relations[line.quote.party]
        return Structure(basis.vat is Vat.INCLUDING, indexed, all(one is relations[0] for one in relations))

    def _quarters(self, party: tuple[str, Role]) -> tuple[VatRelation, ...]:
        return quarter_relations(self.results.reference, *party, self.results.year)

    def _columns(self) -> list[Column]:
        structures = {self.structure(line) for line in self.lines}
        indexed = any(one.indexed for one in structures)
        including = any(one.including for one in structures)
        uniform = all(one.uniform for one in structures)
        ranges = any(line.line.amount.low != line.line.amount.high for line in self.lines)
        names = [*_basis(ranges), *_rates(uniform, indexed), *_as_quoted(including, indexed), *_now()]
        if ranges:
            names += [*_end("low", "Laagste"), *_end("high", "Hoogste")]
        source = column("source", "Bron", width=44)
        return [*self._quoted_columns(), source, *(column(name, nl, kind) for name, nl, kind in names)]

    def _quoted_columns(self) -> Iterable[Column]:
        yield column("organisation", "Organisatie", width=13)
        yield column("role", "Rol", width=7)
        used = {name for name in _OPTIONAL for line in self.lines if getattr(line.line, name) not in (None, "")}
        years = sorted({year for line in self.lines for year, _ in line.line.outlook})
        for one in COSTS.columns:
            if one.by_year:
                for year in years:
                    yield column(f"outlook:{year}", one.heading.replace("{year}", str(year)), Kind.MONEY)
            elif one.field == "category" or not one.optional or one.field in used:
                kind = Kind.MONEY if one.field in _MONEY else _KINDS.get(one.field, Kind.TEXT)
                yield column(one.field, one.heading, kind, _WIDTHS.get(one.field, 0.0))


def _basis(ranges: bool) -> Iterable[Named]:
    yield "level", "Prijspeil", Kind.YEAR
    yield "basis", "Btw in Bedrag", Kind.TEXT
    yield "pm", "pm (aantal)", Kind.COUNT
    if ranges:
        yield "low", "Laagste", Kind.MONEY
        yield "high", "Hoogste", Kind.MONEY
        yield "range", "Bandbreedte (aantal)", Kind.COUNT


def _rates(uniform: bool, indexed: bool) -> Iterable[Named]:
    if uniform:
        yield "rate_1", "Btw-tarief", Kind.SHARE
    else:
        yield from ((f"rate_{k}", f"Btw-tarief kw {k}", Kind.SHARE) for k in QUARTERS)
    if indexed:
        yield "factor", "Indexfactor", Kind.FACTOR


def _as_quoted(including: bool, indexed: bool) -> Iterable[Named]:
    if including or indexed:
        yield "quoted_ex", "Zoals geoffreerd, exclusief btw", Kind.MONEY
        yield "quoted_vat", "Zoals geoffreerd, btw", Kind.MONEY
    if including:
        yield from ((f"quoted_ex_{k}", f"Kw {k} zoals geoffreerd, exclusief btw", Kind.MONEY) for k in QUARTERS)
    if indexed:
        yield from ((f"indexed_{k}", f"Kw {k} geïndexeerd, exclusief btw", Kind.MONEY) for k in QUARTERS)


def _now() -> Iterable[Named]:
    yield "excluding", "Exclusief btw", Kind.MONEY
    yield "vat", "Btw", Kind.MONEY
    yield "including", "Inclusief btw", Kind.MONEY
    yield from ((f"including_{k}", f"Kwartaal {k} inclusief btw", Kind.MONEY) for k in QUARTERS)


def _end(end: str, said: str) -> Iterable[Named]:
    yield f"{end}_excluding", f"{said}, exclusief btw", Kind.MONEY
    yield f"{end}_compared", f"{said}, in de toets", Kind.MONEY
