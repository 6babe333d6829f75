"""Turns the rows of `Kosten` into lines in whole cents, and what must be refused into open items.

Knows no reference values: whether a code exists is for the stages.
"""

from dataclasses import dataclass, replace

from planner.excel.results import Read, Row
from planner.excel.units import Units, listed
from planner.excel.vocabulary import MoneyCell
from planner.money import split
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import INCOME_COST_TYPE, QUARTER_FIELDS, Line, OpenItem
from planner.sheets import shared
from planner.sheets.quote.checks import Checks
from planner.sheets.quote.costs import COSTS


@dataclass(frozen=True, slots=True)
class CostLines:
    """The lines of a table; an open item for each refused row and for what stands below it; and problems.

    `doubtful` are refused rows and rows below the table, as far as their amount can be read.
    """

    lines: tuple[Line, ...]
    refused: tuple[OpenItem, ...]
    problems: list[Problem]
    doubtful: tuple[Line, ...] = ()


def read_lines(read: Read) -> CostLines:
    """Return what a table of cost lines holds."""
    return _Lines(read).read()


class _Lines:
    """One reading of one table of cost lines."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._table = read.tables[COSTS.name]
        self._year = read.first.whole("year")
        self._open: list[OpenItem] = []
        self._remainders: list[int] = []
        self._problems: list[Problem] = []
        self._years: frozenset[int] = frozenset()
        self._doubtful: list[Row] = []
        self._taken: set[tuple[object, ...]] = set()

    def read(self) -> CostLines:
        self._years = self._outlook_years()
        for row in self._table.refused:
            self._refuse(row, row.first_bad)
        units, unit = shared.units(self._read, COSTS.name), self._read.first.whole("amounts_in")
        lines: list[Line] = []
        doubtful: list[Line] = []
        if units is not None and unit is not None:
            lines = self._lines(units, Checks(self._table, unit))
            doubtful = self._in_doubt(unit)
        if self._table.below:
            self._open.append(self._item("below-table", self._table.below, may_be_negative=True))
        return CostLines(tuple(lines), tuple(self._open), self._problems, tuple(doubtful))

    def _outlook_years(self) -> frozenset[int]:
        """Return the years of the outlook columns; a year that is not after the quote's own is told, not read."""
        years = self._table.wide("outlook")
        if self._year is None:
            return frozenset(year for year, _ in years)
        for year, where in years:
            if year <= self._year:
                found = f"Raming {year}"
                self._problems.append(problem("outlook-year", where, found=found, year=str(self._year)))
        return frozenset(year for year, _ in years if year > self._year)

    def _lines(self, units: Units, checks: Checks) -> list[Line]:
        lines, taken = [], []
        for row in self._table.rows:
            errors = checks.errors(row)
            self._problems += errors + checks.warnings(row)
            if errors:
                self._refuse(row, errors[0].where)
                self._doubtful.append(row)
            elif self._table.complete:
                taken.append(row)
                self._taken.add(_key(row))
                lines.append(self._line(row, units))
        self._problems += units.notes(self._headings())
        if self._remainders:
            where, cells = listed(self._table.table, QUARTER_FIELDS[-1], self._remainders)
            self._problems.append(problem("quarter-remainder", where, cells=cells))
        self._problems += shared.beyond_agreement(self._table, "outlook", taken, self._years)
        return lines

    def _in_doubt(self, unit: int) -> list[Line]:
        """Return the lines that were refused for what only a reader can judge, once each; with quarters as typed."""
        units, found = Units(self._table.table, unit), []
        readable = [row for row in self._table.refused if not row.bad & {"id", "amount", *QUARTER_FIELDS}]
        for row in (*self._doubtful, *readable, *self._table.lower):
            known = _key(row) in self._taken or not row.text("id") or row.get("amount") is None
            if self._table.complete and not known:
                self._taken.add(_key(row))
                line, cells = self._line(row, units), [row.money(quarter) for quarter in QUARTER_FIELDS]
                first, second, third, last = (units.cents(cell.low) if cell else 0 for cell in cells)
                found.append(replace(line, quarters=(first, second, third, last)) if any(cells) else line)
        return found

    def _headings(self) -> dict[str, str]:
        headings = shared.heading_names(COSTS)
        return headings | {f"outlook:{year}": f"Raming {year}" for year, _ in self._table.wide("outlook")}

    def _line(self, row: Row, units: Units) -> Line:
        number = row.origin.row
        amount = units.span(row.get("amount"), "amount", number)
        total = row.money("total_cost")
        return Line(
            id=row.text("id"),
            product=row.text("product"),
            product_name=row.text("product_name"),
            heading=row.text("heading"),
            cost_type=row.text("cost_type"),
            description=row.text("description"),
            recurring=row.get("recurring"),
            unit=row.text("unit"),
            quantity=row.number("quantity"),
            rate=row.number("rate"),
            amount=amount,
            quarters=self._quarters(row, units, amount.expected),
            outlook=tuple(
                (year, units.span(cell, f"outlook:{year}", number))
                for year, cell in row.years("outlook")
                if year in self._years
            ),
            priority=row.whole("priority"),
            indivisible=bool(row.get("indivisible")),
            note=row.text("note"),
            origin=row.origin,
            category=row.text("category") or None,
            scale=row.text("scale"),
            total_cost=units.cents(total.low, "total_cost", number) if total else None,
            share=row.number("share"),
            result=row.text("result"),
            replaces=row.text("replaces"),
        )

    def _quarters(self, row: Row, units: Units, expected: int) -> tuple[int, int, int, int]:
        """Return the quarters in cents; what rounding leaves goes to the last, and is noted (DESIGN 6).

        Empty quarters of a range are an even split of its middle, those of pm are zero.
        """
        cells: list[MoneyCell | None] = [row.money(name) for name in QUARTER_FIELDS]
        if not any(cells):
            first, second, third, last = split(expected, (1, 1, 1, 1))
            return first, second, third, last
        number = row.origin.row
        first, second, third = (
            units.cents(cell.low, name, number) if cell else 0
            for cell, name in zip(cells[:3], QUARTER_FIELDS, strict=False)
        )
        last, typed = expected - first - second - third, cells[3]
        if last == (units.cents(typed.low) if typed else 0):
            if typed:
                units.cents(typed.low, QUARTER_FIELDS[3], number)
        else:
            self._remainders.append(number)
        return first, second, third, last

    def _refuse(self, row: Row, where: Place) -> None:
        heading, cost_type = row.text("heading"), row.text("cost_type")
        amount = row.money("amount")
        # An amount below zero may well be right, and the cost type beside it wrong.
        negative = not cost_type or cost_type.casefold() == INCOME_COST_TYPE or (amount is not None and amount.low < 0)
        headings = (heading,) if heading else ()
        self._open.append(self._item("row", where, headings, row.text("id") or None, may_be_negative=negative))

    def _item(
        self,
        reason: str,
        where: Place,
        headings: tuple[str, ...] = (),
        line: str | None = None,
        *,
        may_be_negative: bool,
    ) -> OpenItem:
        first = self._read.first
        organisation, role = first.text("organisation") or None, first.get("role")
        return OpenItem(reason, where, headings, organisation, role, line, may_be_negative)


def _key(row: Row) -> tuple[object, ...]:
    """Return what a line is known by; whose it is stands in the row only where those of all parties stand together."""
    return row.get("organisation"), row.get("role"), row.text("id").casefold()
