"""Reads a table: rows below the headings up to the first that holds nothing typed; knows no labelled sheets."""

from dataclasses import replace

from planner.excel.cells import Cell, SheetCells
from planner.excel.found import typed
from planner.excel.headings import Headings, find_headings
from planner.excel.matching import letter
from planner.excel.results import Row, TableRead
from planner.excel.rows import RowReader
from planner.excel.shown import Merged, hidden_columns, hidden_rows, hidden_sheet, numbered
from planner.excel.vocabulary import Sheet
from planner.places import Place, Table
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


class _TableReader:
    """One reading of one table, from its headings to its end."""

    def __init__(self, sheet: Sheet, cells: SheetCells, headings: Headings, path: str, digest: str) -> None:
        self._sheet = sheet
        self._cells = cells
        self._headings = headings
        self._keys = {found.index: found.key for found in headings.columns}
        self._needed = [f.index for f in headings.columns if f.column.required and not f.column.unless_open]
        columns = tuple((found.key, letter(found.index)) for found in headings.columns)
        self._table = Table(path, digest, cells.name, columns, headings.row)
        self._rows = RowReader(sheet, headings, self._table)
        self._problems: list[Problem] = self._rows.problems
        self._merged = Merged(cells, headings.row, self._keys)
        self._formulas: list[int] = []

    def read(self) -> tuple[TableRead, list[Problem]]:
        taken: list[Row] = []
        refused: list[Row] = []
        number = self._merged.first
        while self._belongs(number := number + 1):
            row = self._row(number)
            (refused if row.bad else taken).append(row)
        self._rows.close()
        below = self._below(number)
        self._problems += self._shown([row.origin.row for row in (*taken, *refused)])
        read = TableRead(
            self._sheet, self._table, tuple(taken), tuple(refused), below, self._headings.missing, cells=self._cells,
            lower=self._lower(number) if below else (),
        )  # fmt: skip
        return read, self._problems

    def _belongs(self, number: int) -> bool:
        cells = self._cells.rows.get(number, {})
        return bool(self._typed(cells)) or self._is_formula_line(cells) or self._merged.goes_on(number)

    def _row(self, number: int) -> Row:
        cells = self._cells.rows.get(number, {})
        spoilt = self._merged.keys(number)
        if spoilt:
            cells = {index: cell for index, cell in cells.items() if self._keys.get(index) not in spoilt}
            self._problems += self._merged.problems(number, self._table)
        elif not self._typed(cells):
            self._formulas.append(number)
            spoilt = {self._keys[self._needed[0]]}
        return self._rows.row(number, cells, spoilt=spoilt)

    def _typed(self, cells: dict[int, Cell]) -> list[int]:
        """Return the declared columns in which a row holds a constant; a formula says nothing about the end."""
        return [index for index in self._keys.keys() & cells.keys() if cells[index].formula is None]

    def _is_formula_line(self, cells: dict[int, Cell]) -> bool:
        """Tell whether a row of formulas fills all that a line must have, which no row of totals does."""
        filled = {index for index, cell in cells.items() if cell.value not in (None, "")}
        return len(self._needed) > 2 and filled.issuperset(self._needed)

    def _below(self, end: int) -> Place | None:
        """Tell once what was typed below the end of the table or looks like a line, and return its first cell."""
        lower = [(row, cells) for row, cells in self._cells.rows.items() if row > end]
        found = [(row, index) for row, cells in lower for index in self._typed(cells)]
        found += [
            (row, self._needed[0]) for row, cells in lower if self._is_formula_line(cells) and not self._typed(cells)
        ]
        if not found:
            return None
        row, index = min(found)
        where = Place(self._table.workbook, self._table.sheet, f"{letter(index)}{row}")
        shown = typed(self._cells.rows[row][index])
        self._problems.append(problem("below-table", where, found=shown, count=len(found)))
        return where

    def _lower(self, end: int) -> tuple[Row, ...]:
        """Return the rows below the end that are whole; all that they have is one problem, which is told."""
        reader = RowReader(self._sheet, replace(self._headings, problems=[]), self._table)
        rows = [reader.row(row, cells) for row, cells in self._cells.rows.items() if row > end and self._typed(cells)]
        return tuple(row for row in rows if not row.bad)

    def _shown(self, rows: list[int]) -> list[Problem]:
        """Return what of the rows that were read is formulas only, or does not show."""
        found = []
        if self._formulas:
            first = f"{letter(min(self._keys))}{self._formulas[0]}"
            where = Place(self._table.workbook, self._table.sheet, first)
            found.append(problem("formula-row", where, rows=numbered(self._formulas)))
        if not rows:
            return found
        found += hidden_sheet(self._cells, self._table) or hidden_rows(self._cells, rows, self._table)
        return found + hidden_columns(self._cells, rows, self._headings, self._table)
