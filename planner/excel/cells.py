"""The one narrow interface on openpyxl: a workbook's sheets with their cells; knows no declarations.

A cell answers its value, formula, error and number format. Only cells that hold something exist here, so a
stray cell in the last corner of a sheet costs nothing. openpyxl's own objects stay behind this door, and what it
loads is made by `condense`.
"""

import gc
import warnings
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast

from planner.excel.calculated import NOTHING, Beside, Value, stored_values, value_of
from planner.excel.condense import HERE, Condensed, Limits, Merge, condense, properties, worksheets
from planner.excel.package import PACKING_ERRORS, Broken, Package
from planner.places import Place
from planner.problems import Problem, problem

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as Plain
    from openpyxl.cell.cell import MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Stored = Plain | MergedCell


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

    __slots__ = ("_sheet", "hidden", "merges", "name", "rows")

    def __init__(
        self, name: str, state: str, sheet: "Worksheet", rows: dict[int, dict[int, Cell]], merges: Sequence[Merge]
    ) -> None:
        self._sheet = sheet
        self.name = name
        self.hidden = state != "visible"
        self.rows = rows
        self.merges = tuple(merges)

    def at(self, row: int, column: int) -> Cell | None:
        """Return a cell, None where it holds nothing."""
        return self.rows.get(row, {}).get(column)

    def row_is_hidden(self, row: int) -> bool:
        """Tell whether a row that holds something is hidden, by hand or by a filter."""
        return row in self._sheet.row_dimensions and bool(self._sheet.row_dimensions[row].hidden)

    def column_is_hidden(self, column: int) -> bool:
        """Tell whether a column is hidden, by itself or within a group of columns."""
        return any(
            dimension.hidden and (dimension.min or 0) <= column <= (dimension.max or 0)
            for dimension in self._sheet.column_dimensions.values()
        )


class Opened:
    """A workbook that openpyxl could load; its sheets are taken out one by one when they are asked for."""

    def __init__(self, package: Package, choose: "Choose | None", limits: Limits) -> None:
        self.package = package
        self.names: tuple[str, ...] = tuple(sheet.name for sheet in worksheets(package))
        self.properties = properties(package)
        wanted = choose(self.names) if choose else None
        self._condensed: Condensed = condense(package, wanted, limits)
        self._book = _load(self._condensed.data, values=False) if self._condensed.sheets else None
        self._values: Workbook | None = None
        self._stored: dict[int, Beside | None] = {}

    def sheet(self, name: str) -> SheetCells:
        """Return a sheet by its exact name, of two the first. Raises KeyError where there is none.

        Raises Unloadable where the values beside the formulas cannot be loaded.
        """
        at = next((at for at, sheet in enumerate(self._condensed.sheets) if sheet.name == name), None)
        if at is None or self._book is None:
            raise KeyError(name)
        sheet, merges = self._book[f"s{at}"], self._condensed.merges[at]
        rows: dict[int, dict[int, Cell]] = {}
        formulas: dict[tuple[int, int], Stored] = {}
        last, row_cells, made = 0, dict[int, Cell](), Cell._make  # all that is spent here is spent for every cell
        for (row, column), stored in sheet._cells.items():
            value = stored.value
            if value is None:
                continue
            kind = stored.data_type
            if kind == "f":
                formulas[row, column] = stored
            elif kind != "s" or (isinstance(value, str) and value.strip()):
                if row != last:
                    last, row_cells = row, rows.setdefault(row, {})
                row_cells[column] = made((value, None, kind == "e", stored))
        beside = self._beside(at) if formulas else None
        for place, stored in formulas.items():
            rows.setdefault(place[0], {})[place[1]] = self._formula(f"s{at}", place, stored, beside)
        _uncover(rows, merges)
        return SheetCells(name, self._condensed.sheets[at].state, sheet, dict(sorted(rows.items())), merges)

    def _beside(self, at: int) -> Beside | None:
        """Return the values beside the formulas of a sheet; None where openpyxl must load them."""
        if at not in self._stored:
            with zipfile.ZipFile(BytesIO(self._condensed.data)) as archive:
                self._stored[at] = stored_values(archive.read(f"xl/worksheets/s{at}.xml"))
        return self._stored[at]

    def _formula(self, name: str, at: tuple[int, int], stored: "Stored", beside: Beside | None) -> Cell:
        """Return a cell with a formula and the value that stands beside it."""
        text = getattr(stored.value, "text", None) or str(stored.value)
        if beside is None or self._book is None:
            value, error = self._loaded(name, at)
            return Cell(value, text, error, stored)
        try:
            value, error = value_of(beside.get(at, NOTHING), str(stored.number_format), self._book.epoch)
        except ValueError as wrong:
            raise Unloadable(str(wrong)) from wrong
        return Cell(value, text, error, stored)

    def _loaded(self, name: str, at: tuple[int, int]) -> tuple[Value, bool]:
        """Return the value beside a formula as openpyxl loads it, and whether it is an error."""
        if self._values is None:
            self._values = _load(self._condensed.data, values=True)
        found = self._values[name]._cells.get(at)
        value = found.value if found is not None else None
        if isinstance(value, str) and not value.strip():
            value = ""
        elif value is None and found is not None and found.data_type == "str":
            value = ""  # a formula that made the empty text; without a stored value the type is a number
        return cast("Value", value), found is not None and found.data_type == "e"

    def close(self) -> None:
        """Let go of all cells: openpyxl's objects point at each other and would wait for the collector."""
        for book in (self._book, self._values):
            for sheet in book.worksheets if book else ():
                sheet._cells.clear()


class Unloadable(Exception):
    """The bytes could not be loaded as a workbook."""


Choose = Callable[[Sequence[str]], Collection[str]]
"""Says which of the sheets with these names are to be read."""


def _uncover(rows: dict[int, dict[int, Cell]], merges: Sequence[Merge]) -> None:
    """Take away what stands under a merged cell, where nobody can see it."""
    for one in merges:
        for row in range(one.top, one.bottom + 1):
            for column in [at for at in rows.get(row, ()) if one.left <= at <= one.right]:
                if (row, column) != (one.top, one.left):
                    del rows[row][column]
            if row in rows and not rows[row]:
                del rows[row]


def _load(data: bytes, *, values: bool) -> "Workbook":
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells on standard error what it would lose on saving
        try:
            return openpyxl.load_workbook(BytesIO(data), data_only=values, keep_links=False)
        except MemoryError:
            raise
        except Exception as error:  # whatever a file holds, it ends as a problem and never as a traceback
            raise Unloadable(str(error)) from error


@contextmanager
def opened(data: bytes, choose: Choose | None = None, limits: Limits = HERE) -> Iterator[Opened]:
    """Give the sheets that are chosen (all of them, unless told) while the block runs and let go of them after it.

    Raises Unloadable, and TooMuch where they go beyond the limits. The collector rests meanwhile: all these cells
    are alive, and walking through them again and again took a fifth of the time of reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        book = _opened(data, choose, limits)
        try:
            yield book
        finally:
            book.close()
    finally:
        if was_on:
            gc.enable()


def _opened(data: bytes, choose: Choose | None, limits: Limits) -> Opened:
    try:
        return Opened(Package(data), choose, limits)
    except (Broken, *PACKING_ERRORS) as error:
        raise Unloadable(str(error)) from error


def damaged(workbook: str) -> Problem:
    """Return the problem of a file that passed the gate and could still not be loaded."""
    return problem("file-damaged", Place(workbook))
