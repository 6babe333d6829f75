"""Reads a quote, an offer or a budget as a stand of cost lines to lay beside another; prints nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from planner import dutch
from planner.amounts import Vat
from planner.calculations.vat import price
from planner.excel import cells, gate
from planner.excel.condense import TooMuch
from planner.excel.converting import CONVERTIBLE, Converter
from planner.excel.typed import typed_at
from planner.places import Place, Table
from planner.problems import Problem, problem
from planner.records import Line, Quote, Reference
from planner.records.mapping import Mapping as Layout
from planner.sheets import read, read_through
from planner.sheets.quote import COSTS, together
from planner.stages.differences import Item, Said, Stand, Typed
from planner.stages.lines import Lists
from planner.stages.offer import Pricer, index_place

FIELDS = tuple(column.field for column in COSTS.columns if not column.by_year)


@dataclass(frozen=True)
class Side:
    """One of the two workbooks: what it is (`quote` or `book`), its stand, and what is wrong with it."""

    name: str
    kind: str
    stand: Stand
    problems: tuple[Problem, ...] = ()
    quote: Quote | None = None


@dataclass
class Terms:
    """What stands are read and priced with; without reference values only amounts excluding VAT can be compared."""

    reference: Reference | None = None
    layouts: Sequence[Layout] = ()
    vat: Vat = Vat.EXCLUDING
    pricers: dict[int, Pricer] = field(default_factory=dict)

    def pricer(self, year: int) -> Pricer | None:
        """Return what prices lines of a year."""
        if self.reference is not None and year not in self.pricers:
            self.pricers[year] = Pricer(self.reference, year, year, index_place(self.reference))
        return self.pricers.get(year)


def load(path: Path, name: str, terms: Terms) -> Side | Problem:
    """Return a file as a stand, or why it is none."""
    data = gate.fetch(path, name)
    return data if isinstance(data, Problem) else side_of(data, name, terms)


def side_of(data: bytes, name: str, terms: Terms) -> Side | Problem:
    """Return the bytes of a workbook as a stand, or why they are none; `name` is how it is called."""
    stopped = gate.examine(data, name)
    if stopped and stopped.code in CONVERTIBLE:
        made = Converter()(data, stopped)
        if isinstance(made, Problem):
            return made
        data, stopped = made, gate.examine(made, name)
    if stopped:
        return stopped
    try:
        with cells.opened(data) as book:
            sheet = together.find(book)
            if sheet is not None:
                return _book(book, sheet, name, terms.vat)
    except (cells.Unloadable, TooMuch):
        return cells.damaged(name)
    found = read_through(data, read(data, name), terms.layouts)
    if not isinstance(found.record, Quote):
        first = next((one for one in found.problems if one.code != "file-no-known-sheets"), None)
        return first or problem("diff-not-comparable", Place(name))
    return _quote(data, found.record, found.problems, terms, name)


def _quote(data: bytes, quote: Quote, problems: tuple[Problem, ...], terms: Terms, name: str) -> Side | Problem:
    items = []
    for line in quote.lines:
        item = _item(quote, line, terms)
        if item is None:
            where = quote.origin.cell("vat")
            return problem("diff-needs-rates", where, organisation=quote.organisation, role=str(quote.role))
        items.append(item)
    with cells.opened(data) as book:
        typed = _typed(book, [item.line for item in items])
    columns = _columns(quote.lines[0].origin.table) if quote.lines else {}
    stand = Stand(tuple(items), quote.refused, columns, tuple(_said(quote)), typed)
    return Side(name, "quote", stand, problems, quote)


def _item(quote: Quote, line: Line, terms: Terms) -> Item | None:
    """Return a line with its amount excluding VAT; None where the rate of VAT is not known."""
    pricer, amount, net = terms.pricer(quote.year), line.amount.expected, Fraction(1)
    if quote.basis.vat is Vat.INCLUDING:
        rates = pricer.rates(quote.organisation, quote.role) if pricer else None
        if rates is None:
            return None
        priced = price(line.amount, line.quarters, quote.basis.vat, rates, Fraction(1))
        amount, net = priced.quoted.expected, priced.net
    return Item(quote.party, line, amount, net, _compared(quote, line, terms, pricer))


def _compared(quote: Quote, line: Line, terms: Terms, pricer: Pricer | None) -> int:
    """Return the amount on the basis of the frame, zero where a code or rate is not known (that is told elsewhere)."""
    if pricer is None or terms.reference is None:
        return 0
    lists = Lists(terms.reference)
    if line.heading not in lists.headings or line.cost_type not in lists.cost_types:
        return 0
    priced = pricer.priced(quote, line)
    if priced is None:
        return 0
    return priced.including.expected if terms.vat is Vat.INCLUDING else priced.excluding.expected


def _columns(table: Table) -> dict[str, tuple[str, Place]]:
    """Return the declared columns of a table of cost lines with their headings."""
    headings = {column.field: column.heading for column in COSTS.columns}
    found = {}
    for key, _ in table.columns:
        name, _, year = key.partition(":")
        if name in headings:
            found[key] = (headings[name].replace("{year}", year), table.heading(key))
    return found


def _typed(book: cells.Opened, lines: Sequence[Line]) -> Mapping[Place, Typed]:
    places: dict[Place, None] = {}
    for line in lines:
        years = [f"outlook:{year}" for year, _ in line.outlook]
        places.update(dict.fromkeys(line.origin.cell(name) for name in (*FIELDS, *years)))
    return {place: Typed(*found) for place, found in typed_at(book, places).items()}


def _said(quote: Quote) -> Iterator[Said]:
    """Yield what a quote says beside its lines; that a version has another number, day or reference says nothing."""
    labels = {
        "price_level": ("Prijspeil", str(quote.basis.price_level)),
        "vat": ("Btw", "inclusief" if quote.basis.vat is Vat.INCLUDING else "exclusief"),
        "unrecoverable_vat": ("Niet-verrekenbare btw inbegrepen", "ja" if quote.unrecoverable_vat else "nee"),
        "valid_until": ("Geldig tot en met", dutch.short_date(quote.valid_until) if quote.valid_until else ""),
        "remark": ("Opmerking", quote.remark),
    }
    for name, (label, text) in labels.items():
        yield Said(label, text, quote.origin.cell(name))
    for subject in quote.subjects:
        yield Said(f"Onderwerp {subject.letter}", subject.text, subject.origin.cell("text"))
    for risk in quote.risks:
        chance = dutch.percentage(risk.chance) if risk.chance is not None else ""
        cost = dutch.money(risk.consequence.expected) if risk.consequence else ""
        yield Said(f"Risico {risk.description}", f"{chance} {cost} {risk.measure}".strip(), risk.origin.cell("measure"))


def _book(book: cells.Opened, sheet: str, name: str, basis: Vat) -> Side:
    found = together.read(book, sheet, name, "")
    items = [_of_book(one, basis) for one in found.lines]
    typed = _typed(book, [item.line for item in items])
    columns = _columns(found.table)
    return Side(name, "book", Stand(tuple(items), found.open, columns, (), typed), found.problems)


def _of_book(one: together.Together, basis: Vat) -> Item:
    amount = one.line.amount.expected
    net = Fraction(one.quoted, amount) if amount else Fraction(1)
    compared = one.including if basis is Vat.INCLUDING else one.excluding
    return Item(one.party, one.line, one.quoted, net, compared)
