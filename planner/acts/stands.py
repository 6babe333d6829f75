"""Reads a quote, an offer or a budget as a stand of cost lines to lay beside another; prints nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from planner.acts import book_stands
from planner.acts.book_stands import Limit
from planner.acts.cells_of_lines import NOTHING, Renamed, columns, places, typed, unread, with_headings
from planner.amounts import Vat
from planner.calculations.vat import price
from planner.excel import cells, gate
from planner.excel.condense import TooMuch
from planner.excel.converting import CONVERTIBLE, Converter
from planner.excel.matching import normalised
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Line, Quote, Reference
from planner.records.mapping import Mapping as Layout
from planner.sheets import identify, read, read_through
from planner.sheets.quote import ASSIGNMENT, QUOTE, together
from planner.stages.differences import Item, Stand, Stated, quoted
from planner.stages.lines import Lists
from planner.stages.offer import Pricer, index_place

KNOWN = frozenset(normalised(sheet.name) for one in (QUOTE, ASSIGNMENT) for sheet in one.sheets)
"""The sheets of a quote or assignment that are read."""
BESIDE = frozenset(normalised(sheet.name) for sheet in QUOTE.sheets[2:])
"""Those beside the opening sheet and the lines."""


@dataclass(frozen=True)
class Side:
    """One of the two workbooks: what it is (`quote` or `book`), its stand, and what is wrong with it.

    `limits` are the ceilings that a budget holds, and `vat` says on which basis it compares with them.
    """

    name: str
    kind: str
    stand: Stand
    problems: tuple[Problem, ...] = ()
    quote: Quote | None = None
    limits: tuple[Limit, ...] = ()
    vat: Vat | None = None


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
        with cells.opened(data, _unless_known) as book:
            sheet = together.find(book) if _unless_known(book.names) else None
            if sheet is not None:
                return _book(book, sheet, name, terms)
    except (cells.Unloadable, TooMuch):
        return cells.damaged(name)
    found, renamed = read_through(data, read(data, name), terms.layouts), NOTHING
    if not isinstance(found.record, Quote):
        data, renamed = with_headings(data, found.problems)
        found = replace(read(data, name), problems=found.problems) if renamed else found
    if not isinstance(found.record, Quote):
        first = next((one for one in found.problems if one.code != "file-no-known-sheets"), None)
        return first or problem("diff-not-comparable", Place(name))
    stand = _quote(data, found.record, terms, name, renamed)
    return stand if isinstance(stand, Problem) else Side(name, "quote", stand, found.problems, found.record)


def _unless_known(names: Sequence[str]) -> Collection[str]:
    """Return the sheets to look into for lines of all parties: none of a workbook that people fill in."""
    return names if together.NAME in names or identify(names) is None else ()


def _quote(data: bytes, quote: Quote, terms: Terms, name: str, renamed: Renamed) -> Stand | Problem:
    with cells.opened(data) as book:
        unit = _unit(book, quote, name)
        items = []
        for line in quoted.lines(quote):
            item = _item(quote, line, terms)
            if item is None:
                where = quote.origin.cell("vat")
                return problem("diff-needs-rates", where, organisation=quote.organisation, role=str(quote.role))
            items.append(replace(item, stated=Stated(quote.basis, 1000 if "000" in unit else 1)))
        table = items[0].line.origin.table if items else None
        ours = table is not None and normalised(table.sheet) in KNOWN
        return Stand(
            tuple(items),
            quoted.still_open(quote),
            columns(table, renamed) if table else {},
            tuple(quoted.said(quote, unit)),
            typed(book, [place for item in items for place in places(item.line)], name),
            unread(book, table, KNOWN) if table and ours else (),
            sheets={normalised(one): Place(name, one, "A1") for one in book.names if normalised(one) in BESIDE},
        )


def _unit(book: cells.Opened, quote: Quote, name: str) -> str:
    """Return what the workbook says of the unit of its amounts; empty where a mapping says it."""
    found = typed(book, [quote.origin.cell("amounts_in")], name) if quoted.has(quote, "amounts_in") else {}
    return next((one.text for one in found.values()), "")


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


def _book(book: cells.Opened, sheet: str, name: str, terms: Terms) -> Side:
    found = book_stands.read(book, sheet, name, terms.vat)
    return Side(name, "book", found.stand, found.problems, limits=found.limits, vat=found.vat)
