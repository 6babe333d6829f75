"""Sums over the cost lines in groups: by heading, organisation, product or cost type, as a live table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.books.parts.formulas import added, column, text, total, words
from planner.books.parts.lines import Lines
from planner.excel.areas import Area, Stack
from planner.records import PricedLine
from planner.tables import Column, Kind, Live, Row, Value, View, Weight

RECURRING = {True: "structureel", False: "incidenteel"}
TEXTS: Mapping[str, Callable[[PricedLine], str]] = {
    "heading": lambda one: one.line.heading,
    "organisation": lambda one: one.quote.organisation,
    "role": lambda one: str(one.quote.role),
    "product": lambda one: one.line.product,
    "cost_type": lambda one: one.line.cost_type,
    "category": lambda one: one.category,
    "recurring": lambda one: RECURRING[one.line.recurring],
}
"""The columns of the cost lines by which they are grouped."""
AMOUNTS: Mapping[str, Callable[[PricedLine], int]] = {
    "excluding": lambda one: one.excluding.expected,
    "vat": lambda one: one.vat.expected,
    "including": lambda one: one.excluding.expected + one.vat.expected,
    "including_1": lambda one: one.quarters[0] + one.vat_quarters[0],
    "including_2": lambda one: one.quarters[1] + one.vat_quarters[1],
    "including_3": lambda one: one.quarters[2] + one.vat_quarters[2],
    "including_4": lambda one: one.quarters[3] + one.vat_quarters[3],
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of sums: its name and heading, the amount of a line that it adds, and in which lines only."""

    name: str
    heading: str
    amount: str
    only: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the table: the codes that its lines have, and what else it shows."""

    codes: tuple[str, ...]
    shown: Mapping[str, Value] = field(default_factory=dict)


MAIN = (
    Measure("excluding", "Exclusief btw", "excluding"),
    Measure("vat", "Btw", "vat"),
    Measure("including", "Inclusief btw", "including"),
)
QUARTERS = tuple(Measure(f"q{k}", f"Kwartaal {k}", f"including_{k}") for k in (1, 2, 3, 4))
SPLIT = (
    Measure("recurring", "Structureel", "including", (("recurring", "structureel"),)),
    Measure("once", "Incidenteel", "including", (("recurring", "incidenteel"),)),
)


@dataclass(frozen=True, slots=True)
class Table:
    """What a table of sums shows: `by` are the columns of the lines whose codes make a group.

    The codes stand before what else is shown, or (`codes_last`) at the far end, where a name says it better.
    """

    title: str
    by: Mapping[str, Column]
    shown: tuple[Column, ...]
    groups: Sequence[Group]
    measures: tuple[Measure, ...]
    codes_last: bool = False


class Sums:
    """A table of sums in its place."""

    def __init__(self, lines: Lines, stack: Stack, table: Table) -> None:
        self._lines = lines
        self._title = table.title
        self._by = tuple(table.by)
        self._groups = table.groups
        self._measures = table.measures
        codes = tuple(table.by.values())
        sums = tuple(column(one.name, one.heading, Kind.MONEY) for one in table.measures)
        columns = (*table.shown, *sums, *codes) if table.codes_last else (*codes, *table.shown, *sums)
        self.area: Area = stack.place(columns, len(table.groups), totals=1)

    def whole(self, name: str) -> Live:
        """Return the sum of a column, with a formula that takes it over from the total row."""
        amount = AMOUNTS[next(one.amount for one in self._measures if one.name == name)]
        return Live(sum(amount(line) for line in self._lines.lines), f"={self.area.total(name)}")

    def view(self) -> View:
        """Return the table with its formulas."""
        sums = self._added_up()
        rows = [self._row(i, group, sums) for i, group in enumerate(self._groups)]
        found: dict[str, Value] = {self.area.columns[0].name: words("Samen")}
        for one in self._measures:
            whole = sum(sums.get((one.name, *group.codes), 0) for group in self._groups)
            found[one.name] = Live(whole, total(self.area.column(one.name)))
        blank = [] if rows else [Row((None,) * len(self.area.columns))]
        last = Row(tuple(found.get(one.name) for one in self.area.columns), Weight.TOTAL)
        return View(words(self._title), self.area.columns, (*rows, *blank, last))

    def _row(self, i: int, group: Group, sums: Mapping[tuple[str, ...], int]) -> Row:
        lines, found = self._lines.area, dict(group.shown)
        found |= dict(zip(self._by, group.codes, strict=True))
        codes = [(lines.column(name), self.area.near(name, i)) for name in self._by]
        for one in self._measures:
            only = [(lines.column(name), text(wanted)) for name, wanted in one.only]
            formula = f"=ROUND({added(lines.column(one.amount), *codes, *only)},2)"
            found[one.name] = Live(sums.get((one.name, *group.codes), 0), formula)
        return Row(tuple(found.get(one.name) for one in self.area.columns))

    def _added_up(self) -> dict[tuple[str, ...], int]:
        found: dict[tuple[str, ...], int] = {}
        keys = [TEXTS[name] for name in self._by]
        for line in self._lines.lines:
            codes = tuple(key(line) for key in keys)
            for one in self._measures:
                if all(TEXTS[name](line) == wanted for name, wanted in one.only):
                    at = (one.name, *codes)
                    found[at] = found.get(at, 0) + AMOUNTS[one.amount](line)
        return found
