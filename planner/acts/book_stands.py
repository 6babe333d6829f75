"""Reads an offer or a budget that planner wrote as a stand: its lines, the values under them, and its ceilings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from planner.acts.cells_of_lines import columns, places, typed
from planner.amounts import Vat
from planner.books.budget.names import REFERENCE
from planner.books.parts import key, parameters, posts
from planner.excel import cells
from planner.excel.cells import SheetCells
from planner.excel.found import typed as as_typed
from planner.excel.matching import letter, normalised
from planner.money import cents, exact
from planner.places import Place, Table
from planner.problems import Problem
from planner.records import Test
from planner.sheets.quote import COSTS, together
from planner.stages.differences import Class, Item, Said, Stand, Stated
from planner.tables import Column, Kind
from planner.views import words

QUOTED = frozenset({"organisation", "role", *(column.field for column in COSTS.columns)})
LOOKED_AT = 30
"""The front page says within so many rows with what it compares."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling in cents, as the budget compares it with the lines of its heading."""

    heading: str
    test: Test | None
    ceiling: int


@dataclass(frozen=True, slots=True)
class Section:
    """A table of reference values in a budget: what its rows are called, which columns say which row, and which vary.

    `decides` tells what follows from it: what lines come to (`reference`), or the `ceiling` of its heading.
    """

    name: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    values: tuple[str, ...]
    decides: str = ""


POSTS = Section(
    "Post", posts.COLUMNS, ("heading",), ("category", "wage", "price", "test", "decided", "decided_floor"), "ceiling"
)
SECTIONS = (
    POSTS,
    Section("Index", parameters.INDICES, ("series", "year"), ("rate", "status"), "reference"),
    Section(
        "Btw",
        parameters.RELATIONS,
        ("supplier", "role", "customer", "start"),
        ("status", "rate", "end", "certainty"),
        "reference",
    ),
    Section(
        "Verdeelsleutel", key.COLUMNS, ("category", "start", "payer", "from"), ("share", "maximum", "rest_to", "till")
    ),
)


@dataclass(frozen=True, slots=True)
class BookStand:
    """The stand of an offer or budget, what is wrong with it, its ceilings and the basis on which it compares."""

    stand: Stand
    problems: tuple[Problem, ...]
    limits: tuple[Limit, ...]
    vat: Vat


def read(book: cells.Opened, sheet: str, name: str, vat: Vat) -> BookStand:
    """Return an offer or budget as a stand; `vat` is the basis where the book does not say it."""
    found = together.read(book, sheet, name, "")
    basis = _basis(book) or vat
    worked_out = _worked_out(book.sheet(sheet), found.table)
    table = replace(found.table, columns=(*found.table.columns, *worked_out.items()))
    items = tuple(_item(one, basis, table) for one in found.lines)
    cells_of_lines = [place for item in items for place in places(item.line, worked_out)]
    known = {item.line.origin.row for item in items}
    still_open = tuple(one for one in found.open if _row(one.where) not in known)
    reference = book.sheet(REFERENCE) if REFERENCE in book.names else None
    said = [*_stated(items), *(_reference(reference, name) if reference else ())]
    limits = tuple(_limits(reference)) if reference else ()
    stand = Stand(
        items, still_open, columns(found.table), tuple(said), typed(book, cells_of_lines, name),
        worked_out=tuple(worked_out), ceilings={limit.heading: limit.ceiling for limit in limits},
    )  # fmt: skip
    return BookStand(stand, found.problems, limits, basis)


def _worked_out(sheet: SheetCells, table: Table) -> dict[str, str]:
    """Return the columns beside those of a quote, by their headings: what planner works out of it."""
    quoted = {letters for name, letters in table.columns if name.partition(":")[0] in QUOTED}
    row = sheet.rows.get(table.heading_row, {})
    return {as_typed(cell): letter(index) for index, cell in sorted(row.items()) if letter(index) not in quoted}


def _row(place: Place) -> int:
    return int("".join(one for one in place.cell or "0" if one.isdigit()) or 0)


def _item(one: together.Together, basis: Vat, table: Table) -> Item:
    line = replace(one.line, origin=replace(one.line.origin, table=table))
    amount = one.line.amount.expected
    net = Fraction(one.quoted, amount) if amount else Fraction(1)
    compared = one.including if basis is Vat.INCLUDING else one.excluding
    return Item(one.party, line, one.quoted, net, compared, Stated(one.basis))


def _basis(book: cells.Opened) -> Vat | None:
    """Return the basis on which a book compares, as its front page says it."""
    front = book.sheet(book.names[0])
    for row in range(1, LOOKED_AT):
        label, said = front.at(row, 1), front.at(row, 2)
        if label and said and label.value == "Btw":
            return next((vat for vat, name in words.VATS.items() if f"kader {name.nl}" in str(said.value)), None)
    return None


def _stated(items: Sequence[Item]) -> Iterator[Said]:
    """Yield in which prices and on which basis each party quotes, from its first line."""
    for party, item in {item.party: item for item in reversed(items)}.items():
        basis, name = item.stated.basis, f"{party[0]} ({party[1]})"
        if basis is not None:
            level, vat = str(basis.price_level), words.VATS[basis.vat].nl.removesuffix(" btw")
            cell = item.line.origin.cell
            yield Said(f"{name}: Prijspeil", level, cell("level"), states=(party, "price_level"))
            yield Said(f"{name}: Btw", vat, cell("basis"), states=(party, "vat"))


def _reference(sheet: SheetCells, workbook: str) -> Iterator[Said]:
    for section in SECTIONS:
        for row, at in _rows(sheet, section):
            texts = [_text(sheet, row, at.get(name)) for name in section.key]
            name = f"{section.name} {' '.join(texts)}"
            states = (None, _decides(section, texts)) if section.decides else None
            values = [
                Said(
                    column.heading.nl, _text(sheet, row, at[column.name]),
                    Place(workbook, sheet.name, f"{letter(at[column.name])}{row}"),
                    states=states, kind=Class.AMOUNT if column.kind is Kind.MONEY else Class.TEXT,
                )
                for column in section.columns
                if column.name in section.values
            ]  # fmt: skip
            first = Place(workbook, sheet.name, f"{letter(at[section.key[0]])}{row}")
            yield Said(name, " ".join(texts), first, tuple(values), states)


def _decides(section: Section, texts: Sequence[str]) -> str:
    return section.decides if section.decides == "reference" else f"{section.decides} {texts[0]}"


def _rows(sheet: SheetCells, section: Section) -> Iterator[tuple[int, dict[str, int]]]:
    """Yield the rows of a table with the columns of its fields: it stands under its headings, down to an empty cell."""
    wanted = {normalised(column.heading.nl): column.name for column in section.columns if column.name}
    for top, cells_of_row in sheet.rows.items():
        at = {wanted[text]: i for i, cell in cells_of_row.items() if (text := normalised(str(cell.value))) in wanted}
        if at.keys() >= {*section.key, *section.values}:
            row = top + 1
            while sheet.at(row, at[section.key[0]]) is not None:
                yield row, at
                row += 1
            return


def _text(sheet: SheetCells, row: int, column: int | None) -> str:
    cell = sheet.at(row, column) if column else None
    return as_typed(cell) if cell is not None and cell.value is not None else ""


def _limits(sheet: SheetCells) -> Iterator[Limit]:
    tests = {word.nl: test for test, word in words.TESTS.items()}
    for row, at in _rows(sheet, POSTS):
        cell = sheet.at(row, at["ceiling"]) if "ceiling" in at else None
        if cell is not None and isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            ceiling = cents(exact(cell.value) if isinstance(cell.value, float) else Decimal(cell.value))
            yield Limit(_text(sheet, row, at["heading"]), tests.get(_text(sheet, row, at["test"])), ceiling)
