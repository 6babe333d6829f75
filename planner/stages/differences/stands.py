"""Stands of cost lines to lay beside each other: lines with their amounts, what was typed, what is open; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from planner import dutch
from planner.agreement import Role
from planner.amounts import Basis, Span
from planner.places import Place
from planner.records import QUARTER_FIELDS, Line, OpenItem
from planner.stages.differences.changes import Class
from planner.stages.differences.formulas import comparable

Party = tuple[str, Role]
Key = tuple[str, Role, str]
MONEY = frozenset({"amount", "total_cost", *QUARTER_FIELDS})


class Typed(NamedTuple):
    """What a cell shows as somebody typed it, and its formula where it has one."""

    text: str
    formula: str | None = None


class Stated(NamedTuple):
    """What amounts are stated in: price level and VAT basis, None where that is not known, and the unit in euros."""

    basis: Basis | None = None
    unit: int = 1


UNSTATED = Stated()


@dataclass(frozen=True, slots=True)
class Item:
    """A line with whose it is and its amount in cents excluding VAT, as quoted (pm counts nothing).

    `net` turns a price as quoted into one excluding VAT. `compared` is the amount on the basis of the frame.
    """

    party: Party
    line: Line
    cents: int
    net: Fraction = Fraction(1)
    compared: int = 0
    stated: Stated = UNSTATED

    @property
    def key(self) -> Key:
        """Return organisation, role and Regel, which Excel compares without case."""
        return (*self.party, self.line.id.casefold())


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a workbook says beside its lines, its words and its cell; `more` is what belongs to it.

    `states` tells of what amounts a label says something: the party, and `vat`, `amounts_in` or `price_level`. In a
    `group` one that took another name goes with one that is gone.
    """

    name: str
    text: str
    cell: Place | None
    more: tuple["Said", ...] = ()
    states: tuple[Party | None, str] | None = None
    group: str = ""
    kind: Class = Class.TEXT
    typed: str = ""
    """Of an amount what was typed: stated in something else it says the same."""

    def says(self, other: "Said") -> bool:
        """Tell whether another says the same."""
        return self.text == other.text or (self.typed != "" and self.typed == other.typed)

    def under(self, above: "Said") -> "Said":
        """Return what belongs to another with its name before it."""
        return replace(self, name=f"{above.name}: {self.name}")


@dataclass(frozen=True)
class Stand:
    """One of the two: its lines, the open items, the declared columns of its table with their headings, and the rest.

    `typed` holds what stands in cells; a field without it is shown as its record holds it. `sheets` are the known ones
    beside the lines, `unread` the names of other sheets and columns. Of a book `worked_out` are the columns that it
    works out, and `ceilings` cents by heading.
    """

    items: tuple[Item, ...]
    open: tuple[OpenItem, ...] = ()
    columns: Mapping[str, tuple[str, Place]] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    typed: Mapping[Place, Typed] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    worked_out: tuple[str, ...] = ()
    ceilings: Mapping[str, int] = field(default_factory=dict)
    sheets: Mapping[str, Place] = field(default_factory=dict)

    def cell(self, item: Item, name: str) -> Place | None:
        """Return the cell of a field; None where the line has none of its own for it."""
        origin = item.line.origin
        if origin.table.column(name) is None and not any(key == name for key, _ in origin.other):
            return None
        return origin.cell(name)

    def text(self, item: Item, name: str) -> str | None:
        """Return what was typed for a field, None where nothing was."""
        where = self.cell(item, name)
        if where is not None and (typed := self.typed.get(where)):
            return typed.text
        if where is not None and self.typed and where.workbook == item.line.origin.table.workbook:
            return None
        return shown(item.line, name)

    def formula(self, item: Item, name: str) -> str | None:
        """Return the formula of a field; None where it holds none."""
        where = self.cell(item, name)
        typed = self.typed.get(where) if where else None
        return typed.formula if typed else None

    def comparable(self, item: Item, name: str) -> str | None:
        """Return the formula of a field as it is compared with that of another stand."""
        formula, table = self.formula(item, name), item.line.origin.table
        if formula is None:
            return None
        return comparable(formula, table.sheet, item.line.origin.row, {letter: key for key, letter in table.columns})

    @property
    def open_lines(self) -> frozenset[Key]:
        """Return the lines that could not be read."""
        named = (one for one in self.open if one.organisation and one.role and one.line)
        return frozenset((str(one.organisation), Role(str(one.role)), str(one.line).casefold()) for one in named)

    @property
    def open_parties(self) -> frozenset[Party]:
        """Return the parties of which more than single rows is open."""
        wide = (one for one in self.open if one.organisation and one.role and not one.line and one.reason != "row")
        return frozenset((str(one.organisation), Role(str(one.role))) for one in wide)


def value(line: Line, name: str) -> object:
    """Return the value of a field, of a quarter or a year as well."""
    if name in QUARTER_FIELDS:
        return line.quarters[QUARTER_FIELDS.index(name)]
    if name.startswith("outlook:"):
        return dict(line.outlook).get(int(name.partition(":")[2]))
    return getattr(line, name)


def shown(line: Line, name: str) -> str | None:
    """Return a field as people read it."""
    found = value(line, name)
    if found is None or found == "":
        return None
    if isinstance(found, Span):
        return "pm" if found.pm else "..".join(dict.fromkeys(map(_euros, (found.low, found.high))))
    if isinstance(found, bool):
        words = ("incidenteel", "structureel") if name == "recurring" else ("nee", "ja")
        return words[found]
    if isinstance(found, int) and name in MONEY:
        return _euros(found)
    return dutch.number(found) if isinstance(found, Decimal) else str(found)


def _euros(cents: int) -> str:
    return dutch.number(Decimal(cents) / 100, 2)


def total(items: Iterable[Item]) -> int:
    """Return the sum of lines in cents excluding VAT."""
    return sum(item.cents for item in items)
