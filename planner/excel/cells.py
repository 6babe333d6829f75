"""The one narrow interface on openpyxl: a workbook's sheets with their cells; knows no declarations.

A cell answers its value, formula, error and number format. Only cells that hold something exist here, so a
stray cell in the last corner of a sheet costs nothing. openpyxl's own objects stay behind this door.
"""

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast

from planner.places import Place
from planner.problems import Problem, problem

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as Plain
    from openpyxl.cell.cell import MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Stored = Plain | MergedCell

Value = str | int | float | bool | datetime | date | time | timedelta | None


class Cell(NamedTuple):
    """A cell that holds something: its value, and the formula that made it.

    `value` of a formula is what the last program stored, None where it stored nothing and the empty text where
    it came out empty. `error` marks #N/A and the like, which are texts otherwise.
    """

    value: Value
    formula: str | None
    error: bool
    stored: "Stored"

    @property
    def number_format(self) -> str:
        """Return the number format as Excel writes it (`#,##0.00`, `General`)."""
        return str(self.stored.number_format)


class SheetCells:
    """The cells of one sheet by row and column (from 1), and what of it is hidden or merged."""

    __slots__ = ("_sheet", "hidden", "name", "rows")

    def __init__(self, sheet: "Worksheet", rows: dict[int, dict[int, Cell]]) -> None:
        self._sheet = sheet
        self.name: str = sheet.title
        self.hidden: bool = sheet.sheet_state != "visible"
        self.rows = rows

    def at(self, row: int, column: int) -> Cell | None:
        """Return a cell, None where it holds nothing."""
        return self.rows.get(row, {}).get(column)

    def row_is_hidden(self, row: int) -> bool:
        """Tell whether a row is hidden."""
        return row in self._sheet.row_dimensions and bool(self._sheet.row_dimensions[row].hidden)

    def column_is_hidden(self, column: int) -> bool:
        """Tell whether a column is hidden, by itself or within a group of columns."""
        return any(
            dimension.hidden and (dimension.min or 0) <= column <= (dimension.max or 0)
            for dimension in self._sheet.column_dimensions.values()
        )

    def is_merged(self, row: int, column: int) -> bool:
        """Tell whether a cell is part of a merged range; only the first cell of a range holds the value."""
        return any(
            area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
            for area in self._sheet.merged_cells.ranges
        )


class Opened:
    """A workbook that openpyxl could load; its sheets are taken out one by one when they are asked for."""

    def __init__(self, data: bytes, book: "Workbook") -> None:
        self._data = data
        self._book = book
        self._values: Workbook | None = None
        self.names: tuple[str, ...] = tuple(sheet.title for sheet in book.worksheets)
        custom = book.custom_doc_props.props  # type: ignore[attr-defined] # left out of the stubs
        self.properties = {str(one.name): str(one.value) for one in custom}

    def sheet(self, name: str) -> SheetCells:
        """Return a sheet by its exact name. Raises KeyError where there is none.

        Raises Unloadable where the values beside the formulas cannot be loaded.
        """
        sheet = self._book[name]
        rows: dict[int, dict[int, Cell]] = {}
        formulas: dict[tuple[int, int], Stored] = {}
        at, row_cells, made = 0, dict[int, Cell](), Cell._make  # all that is spent here is spent for every cell
        for (row, column), stored in sheet._cells.items():
            value = stored.value
            if value is None:
                continue
            kind = stored.data_type
            if kind == "f":
                formulas[row, column] = stored
            elif kind != "s" or (isinstance(value, str) and value.strip()):
                if row != at:
                    at, row_cells = row, rows.setdefault(row, {})
                row_cells[column] = made((value, None, kind == "e", stored))
        for (row, column), stored in formulas.items():
            rows.setdefault(row, {})[column] = self._calculated(name, row, column, stored)
        return SheetCells(sheet, dict(sorted(rows.items())))

    def _calculated(self, name: str, row: int, column: int, stored: "Stored") -> Cell:
        if self._values is None:
            self._values = _load(self._data, values=True)
        text = getattr(stored.value, "text", None) or str(stored.value)
        found = self._values[name]._cells.get((row, column))
        value = found.value if found is not None else None
        if isinstance(value, str) and not value.strip():
            value = ""
        elif value is None and found is not None and found.data_type == "str":
            value = ""  # a formula that made the empty text; without a stored value the type is a number
        error = found is not None and found.data_type == "e"
        return Cell(cast("Value", value), text, error, stored)

    def close(self) -> None:
        """Let go of all cells: openpyxl's objects point at each other and would wait for the collector."""
        for book in (self._book, self._values):
            for sheet in book.worksheets if book else ():
                sheet._cells.clear()


class Unloadable(Exception):
    """openpyxl could not load the bytes as a workbook."""


def _load(data: bytes, *, values: bool) -> "Workbook":
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells on standard error what it would lose on saving
        try:
            return openpyxl.load_workbook(BytesIO(data), data_only=values, keep_links=False)
        except Exception as error:  # whatever a file holds, it ends as a problem and never as a traceback
            raise Unloadable(str(error)) from error


@contextmanager
def opened(data: bytes) -> Iterator[Opened]:
    """Give a workbook's sheets while the block runs and let go of them after it. Raises Unloadable.

    The collector rests meanwhile: all these cells are alive, and walking through them again and again took a
    fifth of the time of reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        book = Opened(data, _load(data, values=False))
        try:
            yield book
        finally:
            book.close()
    finally:
        if was_on:
            gc.enable()


def damaged(workbook: str) -> Problem:
    """Return the problem of a file that passed the gate and could still not be loaded."""
    return problem("file-damaged", Place(workbook))
