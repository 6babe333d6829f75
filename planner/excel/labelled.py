"""Reads a labelled sheet: labels in column A, values in column B; knows no tables."""

from typing import Any

from planner.excel.cells import SheetCells
from planner.excel.found import ABSENT, REFUSED, Finding, typed
from planner.excel.kinds import door, judged
from planner.excel.matching import listed, meant, normalised, there_is
from planner.excel.results import LabelledRead
from planner.excel.shown import area, hidden_rows, hidden_sheet
from planner.excel.vocabulary import Column, Sheet
from planner.places import Origin, Place, Table
from planner.problems import Problem, problem


def read_labelled(sheet: Sheet, cells: SheetCells, path: str, digest: str) -> tuple[LabelledRead, list[Problem]]:
    """Return the values of a labelled sheet by field, the cell of each, and its problems."""
    return _LabelledReader(sheet, cells, path, digest).read()


class _LabelledReader:
    """One reading of one labelled sheet."""

    def __init__(self, sheet: Sheet, cells: SheetCells, path: str, digest: str) -> None:
        self._sheet = sheet
        self._cells = cells
        self._table = Table(path, digest, cells.name)
        self._rows: dict[str, int] = {}
        self._extra: dict[str, int] = {}
        self._values: dict[str, Any] = {}
        self._bad: set[str] = set()
        self._problems: list[Problem] = []

    def read(self) -> tuple[LabelledRead, list[Problem]]:
        self._find_labels()
        self._find_merged()
        for column in self._sheet.columns:
            if column.field in self._rows:
                self._read_value(column)
            elif not column.optional:
                self._tell_missing(column)
        # An unknown label without a value is a title or an explanation, and nothing of it is lost.
        unknown = {label: row for label, row in self._extra.items() if self._cells.at(row, 2) is not None}
        if unknown:
            where = self._place(f"A{min(unknown.values())}")
            self._problems.append(problem("extra-labels", where, found=listed(unknown)))
        if self._rows:
            rows = [row for row in self._rows.values() if self._cells.at(row, 2) is not None]
            self._problems += hidden_sheet(self._cells, self._table) or hidden_rows(self._cells, rows, self._table)
        addresses = tuple((name, f"B{row}") for name, row in self._rows.items())
        origin = Origin(self._table, 1, addresses)
        return LabelledRead(self._sheet, origin, self._values, frozenset(self._bad)), self._problems

    def _place(self, cell: str) -> Place:
        return Place(self._table.workbook, self._table.sheet, cell)

    def _find_labels(self) -> None:
        """Find the row of each declared field and of each label that we do not know."""
        wanted = {normalised(column.heading): column.field for column in self._sheet.columns}
        for row, row_cells in self._cells.rows.items():
            cell = row_cells.get(1)
            label = typed(cell).strip() if cell is not None and cell.value is not None else ""
            name = wanted.get(normalised(label))
            if name is None:
                if label:
                    self._extra.setdefault(label, row)
            elif name in self._rows:
                first = f"A{self._rows[name]}"
                self._problems.append(problem("label-twice", self._place(f"A{row}"), found=label, first=first))
            else:
                self._rows[name] = row

    def _find_merged(self) -> None:
        """Refuse values that are merged with their label or with each other: only one of them can be seen."""
        for one in self._cells.merges:
            names = {name for name, row in self._rows.items() if one.top <= row <= one.bottom}
            if one.left <= 2 <= one.right and names and (one.left == 1 or len(names) > 1):
                self._problems.append(
                    problem("merged-cells", self._place(area(one).partition(":")[0]), found=area(one))
                )
                self._bad |= names

    def _tell_missing(self, column: Column) -> None:
        look_alike = meant(column.heading, self._extra)
        where = self._place(f"A{self._extra[look_alike]}" if look_alike else "A1")
        found = there_is(look_alike)
        self._problems.append(problem("label-missing", where, expected=column.heading, hint=found))
        self._bad.add(column.field)

    def _read_value(self, column: Column) -> None:
        if column.field in self._bad:
            return
        row = self._rows[column.field]
        where = self._place(f"B{row}")
        cell = self._cells.at(row, 2)
        if cell is None or cell.value == "":
            if column.required:
                self._problems.append(problem("cell-empty", where, heading=column.heading))
                self._bad.add(column.field)
            return
        value = door(column.kind)(cell)
        if isinstance(value, Finding):
            told, value = judged(value, column, where)
            self._problems.append(told)
        if value is REFUSED:
            self._bad.add(column.field)
        elif value is not ABSENT:
            self._values[column.field] = value
