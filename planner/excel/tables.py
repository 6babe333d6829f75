"""Reads a table: rows below the headings up to the first that holds nothing typed; knows no labelled sheets."""

from collections.abc import Iterable, Mapping
from typing import Any

from planner.excel.cells import Cell, SheetCells
from planner.excel.headings import Found, Headings, find_headings
from planner.excel.kinds import REFUSED, Finding, typed
from planner.excel.matching import letter
from planner.excel.results import Row, TableRead
from planner.excel.vocabulary import MoneyCell, Sheet
from planner.places import Origin, Place, Table
from planner.problems import Problem, problem


def read_table(sheet: Sheet, cells: SheetCells, path: str, digest: str) -> tuple[TableRead, list[Problem]]:
    """Return the rows of a table, taken and refused, and its problems."""
    headings = find_headings(sheet, cells, path)
    if headings is None:
        expected = ", ".join(column.heading for column in sheet.columns if not column.optional)
        where = Place(path, cells.name, "A1")
        missing = frozenset(column.field for column in sheet.columns)
        table = TableRead(sheet, Table(path, digest, cells.name), missing=missing)
        return table, [problem("heading-row-missing", where, expected=expected)]
    return _TableReader(sheet, cells, headings, path, digest).read()


class RowReader:
    """Reads single rows by the columns that were found; keeps what the rows of one table have in common."""

    def __init__(self, sheet: Sheet, headings: Headings, table: Table) -> None:
        self._sheet = sheet
        # Unpacked once, not for every cell: this loop is where reading spends its time.
        self._plan = [(f.index, f.column.field, f.year, f.door, f) for f in headings.columns]
        self._required = [found for found in headings.columns if found.column.required and found.year is None]
        self._needed = {found.key for found in self._required}
        self._keys: dict[tuple[Any, ...], int] = {}
        self._table = table
        self.problems: list[Problem] = headings.problems

    def row(
        self,
        number: int,
        cells: Mapping[int, Cell],
        other: tuple[tuple[str, str], ...] = (),
        spoilt: Iterable[str] = (),
    ) -> Row:
        """Read one row; `other` holds the cells of fields elsewhere, `spoilt` fields whose problem was told already."""
        values: dict[str, Any] = {}
        bad: set[str] = set(spoilt)
        problems: list[Problem] = []
        origin = Origin(self._table, number, other)
        for index, name, year, opened, found in self._plan:
            cell = cells.get(index)
            if cell is None or cell.value == "":
                continue
            value = opened(cell)
            if type(value) is Finding:
                where = origin.cell(found.key)
                facts = dict(value.facts)
                problems.append(problem(value.code, where, heading=self._heading(found), **facts))
                value = value.value
                if value is REFUSED:
                    bad.add(found.key)
                    continue
            if year is None:
                values[name] = value
            else:
                values[name] = (*values.get(name, ()), (year, value))
        if not self._needed <= values.keys():
            problems = self._with_empty(origin, values, bad, problems)
        if self._sheet.key:
            self._check_key(origin, values, bad, problems)
        self.problems += problems
        return Row(origin, values, frozenset(bad))

    @staticmethod
    def _heading(found: Found) -> str:
        heading = found.column.heading
        return heading if found.year is None else heading.replace("{year}", str(found.year))

    def _with_empty(
        self, origin: Origin, values: dict[str, Any], bad: set[str], problems: list[Problem]
    ) -> list[Problem]:
        """Return the problems of a row with its empty cells; a largely empty row has one problem only."""
        empty = [found for found in self._required if found.key not in values and found.key not in bad]
        excused = {found.key for found in empty if _is_open(found.column.unless_open, values, bad)}
        empty = [found for found in empty if found.key not in excused]
        needed = len(self._required) - len(excused)
        bad.update(found.key for found in empty)
        if empty and 2 * (needed - len(empty)) < needed:
            first = empty[0]
            where = origin.cell(first.key)
            return [problem("row-incomplete", where, heading=first.column.heading, count=len(empty))]
        return problems + [
            problem("cell-empty", origin.cell(found.key), heading=found.column.heading) for found in empty
        ]

    def _check_key(self, origin: Origin, values: dict[str, Any], bad: set[str], problems: list[Problem]) -> None:
        """Refuse a second row with the same key; texts are compared without case, as Excel does."""
        parts = [values.get(name) for name in self._sheet.key]
        if None in parts:
            return
        key = tuple(part.casefold() if isinstance(part, str) else part for part in parts)
        first = self._keys.setdefault(key, origin.row)
        if first != origin.row:
            name = self._sheet.key[0]
            heading = ", ".join(self._sheet.column(field).heading for field in self._sheet.key)
            found = ", ".join(str(part) for part in parts)
            where, known = (Origin(self._table, row).cell(name) for row in (origin.row, first))
            problems.append(problem("duplicate-key", where, found=found, first=known.cell or "", heading=heading))
            bad.add(name)


class _TableReader:
    """One reading of one table, from its headings to its end."""

    def __init__(self, sheet: Sheet, cells: SheetCells, headings: Headings, path: str, digest: str) -> None:
        self._sheet = sheet
        self._cells = cells
        self._headings = headings
        self._indexes = frozenset(found.index for found in headings.columns)
        columns = tuple((found.key, letter(found.index)) for found in headings.columns)
        self._table = Table(path, digest, cells.name, columns, headings.row)
        self._rows = RowReader(sheet, headings, self._table)
        self._problems: list[Problem] = self._rows.problems

    def read(self) -> tuple[TableRead, list[Problem]]:
        taken: list[Row] = []
        refused: list[Row] = []
        number = self._headings.row
        while (cells := self._cells.rows.get(number := number + 1)) and self._typed(cells):
            row = self._rows.row(number, cells)
            (refused if row.bad else taken).append(row)
        below = self._below(number)
        read = TableRead(
            self._sheet, self._table, tuple(taken), tuple(refused), below, self._headings.missing, cells=self._cells
        )
        return read, self._problems

    def _typed(self, cells: dict[int, Cell]) -> Iterable[int]:
        """Return the declared columns in which a row holds a constant; a formula says nothing about the end."""
        return [index for index in self._indexes & cells.keys() if cells[index].formula is None]

    def _below(self, end: int) -> Place | None:
        """Tell once what was typed below the end of the table, and return its first cell."""
        found = [(row, index) for row, cells in self._cells.rows.items() if row > end for index in self._typed(cells)]
        if not found:
            return None
        row, index = min(found)
        where = Place(self._table.workbook, self._table.sheet, f"{letter(index)}{row}")
        shown = typed(self._cells.rows[row][index])
        self._problems.append(problem("below-table", where, found=shown, count=len(found)))
        return where


def _is_open(name: str, values: dict[str, Any], bad: set[str]) -> bool:
    """Tell whether an amount is pm, a range or unreadable, so that what hangs on it may be empty."""
    amount = values.get(name)
    return name in bad or (isinstance(amount, MoneyCell) and not amount.certain)
