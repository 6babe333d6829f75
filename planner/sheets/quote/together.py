"""Reads back the cost lines of an offer or budget that planner wrote (Kostenregels): those of all parties in one sheet.

They were written as values and formulas of our own; read to be compared, never as a source of lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from planner.agreement import Role
from planner.amounts import Basis, Vat
from planner.excel.headings import find_headings
from planner.excel.results import LabelledRead, Read, Row, TableRead
from planner.excel.tables import read_table
from planner.excel.units import Units
from planner.excel.vocabulary import Choice, Code, Column, Money, MoneyCell, Sheet, Whole, Year
from planner.places import Origin, Table
from planner.problems import Problem
from planner.records import Line, OpenItem
from planner.sheets.quote.costs import COSTS
from planner.sheets.quote.declaration import QUOTE
from planner.sheets.quote.lines import read_lines
from planner.sheets.shared import ROLE

if TYPE_CHECKING:
    from planner.excel.cells import Opened

NAME = "Kostenregels"


def _column(name: str, heading: str, kind: Code | Choice | Money | Whole | Year) -> Column:
    return Column(name, heading, kind, "Door planner geschreven.", "Written by planner.", optional=True)


def _plain(column: Column) -> Column:
    """An amount may be empty here: another column says that it is pm."""
    quarter = column.field.startswith("quarter")
    return replace(column, required=column.required and column.field != "amount" and not quarter, optional=True)


SHEET = Sheet(
    NAME,
    (
        replace(_column("organisation", "Organisatie", Code()), required=True, optional=False),
        replace(_column("role", "Rol", ROLE), required=True, optional=False),
        *(_plain(column) for column in COSTS.columns),
        _column("level", "Prijspeil", Year()),
        _column("basis", "Btw in Bedrag", Choice({"exclusief": Vat.EXCLUDING, "inclusief": Vat.INCLUDING})),
        _column("pm", "pm (aantal)", Whole(0)),
        _column("low", "Laagste", Money()),
        _column("high", "Hoogste", Money()),
        _column("quoted_ex", "Zoals geoffreerd, exclusief btw", Money()),
        _column("excluding", "Exclusief btw", Money()),
        _column("including", "Inclusief btw", Money()),
    ),
    "De kostenregels van een offerte of begroting die planner heeft geschreven.",
    "The cost lines of an offer or budget that planner wrote.",
)
NEEDED = frozenset({"organisation", "role", "id", "amount", "excluding"})


@dataclass(frozen=True, slots=True)
class Together:
    """A line with whose it is, its amounts in cents as quoted without VAT and without and with VAT now, its basis."""

    party: tuple[str, Role]
    line: Line
    quoted: int
    excluding: int
    including: int
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a sheet, doubtful ones too, with what is open in it and what is wrong with it."""

    table: Table
    lines: tuple[Together, ...]
    open: tuple[OpenItem, ...]
    problems: tuple[Problem, ...]


def find(opened: "Opened") -> str | None:
    """Return the sheet that holds the cost lines of an offer or budget; None where there is none."""
    for name in sorted(opened.names, key=lambda one: one != NAME):
        headings = find_headings(SHEET, opened.sheet(name), "")
        if headings and {found.key for found in headings.columns} >= NEEDED:
            return name
    return None


def read(opened: "Opened", name: str, path: str, digest: str) -> Lines:
    """Return the cost lines of a sheet, in cents."""
    table, problems = read_table(SHEET, opened.sheet(name), path, digest)
    rows, refused, lower = (tuple(map(_amounts, found)) for found in (table.rows, table.refused, table.lower))
    first = LabelledRead(QUOTE.sheets[0], Origin(table.table, 1), {"amounts_in": 1})
    costs = TableRead(COSTS, table.table, rows, refused, table.below, cells=table.cells, lower=lower)
    found = read_lines(Read(QUOTE, path, digest, {QUOTE.sheets[0].name: first}, {COSTS.name: costs}))
    every = (*rows, *refused, *lower)
    by_row = {row.origin.row: row for row in every}
    together = tuple(
        _together(line, by_row[line.origin.row], Units(table.table, 1)) for line in (*found.lines, *found.doubtful)
    )
    kept = [one for one in problems if one.code not in {"extra-columns"}]
    return Lines(table.table, together, tuple(_named(found.refused, every)), (*kept, *found.problems))


def _amounts(row: Row) -> Row:
    """Put pm and ranges back into the amount, as a quote has them."""
    values = dict(row.values)
    low, high = row.money("low"), row.money("high")
    if low and high and low.low != high.low:
        values["amount"] = MoneyCell(low.low, high.low)
    if row.whole("pm") and row.money("amount") is None:
        values["amount"] = MoneyCell(pm=True)
        for name in ("quarter_1", "quarter_2", "quarter_3", "quarter_4"):
            values.pop(name, None)
    return replace(row, values=values)


def _together(line: Line, row: Row, units: Units) -> Together:
    excluding, including = (units.cents(cell.low) if (cell := row.money(n)) else 0 for n in ("excluding", "including"))
    quoted = row.money("quoted_ex")
    if quoted is not None:
        as_quoted = units.cents(quoted.low)
    else:
        as_quoted = excluding if row.get("basis") is Vat.INCLUDING else line.amount.expected
    level, vat = row.whole("level"), row.get("basis")
    basis = Basis(level, vat) if level and vat else None
    return Together((row.text("organisation"), row.get("role")), line, as_quoted, excluding, including, basis)


def _named(items: Sequence[OpenItem], rows: Sequence[Row]) -> Iterator[OpenItem]:
    """Say of each open item whose it is: a quote says so once, here every row does."""
    parties = {row.origin.row: (row.text("organisation") or None, row.get("role")) for row in rows}
    for item in items:
        number = (item.where.cell or "").lstrip(ascii_uppercase)
        organisation, role = parties.get(int(number), (None, None)) if number else (None, None)
        yield replace(item, organisation=organisation, role=role)
