"""What of a sheet does not show as it is: hidden rows, columns and sheets, and merged cells; reads no values."""

from collections.abc import Iterable, Mapping, Sequence

from planner.excel.cells import SheetCells
from planner.excel.condense import Merge
from planner.excel.headings import Headings
from planner.excel.matching import letter, ranges
from planner.places import Place, Table
from planner.problems import Problem, problem


def numbered(rows: Iterable[int]) -> str:
    """Return row numbers with runs as ranges: `4-7, 9`."""
    return ranges("", sorted(rows)).replace(":", "-")


def hidden_sheet(cells: SheetCells, table: Table) -> list[Problem]:
    """Return a warning where a sheet that was read is hidden."""
    return [problem("hidden-sheet", Place(table.workbook, cells.name))] if cells.hidden else []


def hidden_rows(cells: SheetCells, rows: Iterable[int], table: Table) -> list[Problem]:
    """Return one warning for the hidden ones among the rows that were read."""
    hidden = [row for row in rows if cells.row_is_hidden(row)]
    if not hidden:
        return []
    where = Place(table.workbook, cells.name, f"{table.columns[0][1] if table.columns else 'A'}{min(hidden)}")
    return [problem("hidden-rows", where, rows=numbered(hidden), count=len(hidden))]


def hidden_columns(cells: SheetCells, rows: Sequence[int], headings: Headings, table: Table) -> list[Problem]:
    """Return one note for the hidden columns that hold something in the rows that were read."""
    hidden = [
        found
        for found in headings.columns
        if cells.column_is_hidden(found.index) and any(cells.at(row, found.index) for row in rows)
    ]
    if not hidden:
        return []
    where = Place(table.workbook, cells.name, f"{letter(hidden[0].index)}{headings.row}")
    names = ", ".join(table.column(found.key) or "" for found in hidden)
    return [problem("hidden-columns", where, found=names)]


class Merged:
    """The merged ranges of a table that join cells of more than one declared column or row.

    A declared cell that is merged with undeclared columns only holds its own value and nobody else's.
    """

    def __init__(self, cells: SheetCells, heading: int, keys: Mapping[int, str]) -> None:
        self._keys = keys
        self._told: set[Merge] = set()
        self._ranges = [one for one in cells.merges if one.bottom > heading and self._joins(one)]
        self.first = max([heading, *(one.bottom for one in self._ranges if one.top <= heading)])
        """The last row of the headings: a heading may be merged with the cells below it."""
        self._ranges = [one for one in self._ranges if one.top > heading]

    def _joins(self, one: Merge) -> bool:
        columns = sum(one.left <= index <= one.right for index in self._keys)
        return columns * (one.bottom - one.top + 1) > 1

    def goes_on(self, row: int) -> bool:
        """Tell whether a merged range reaches this row from one that was read before."""
        return any(one in self._told and one.top < row <= one.bottom for one in self._ranges)

    def keys(self, row: int) -> set[str]:
        """Return the fields whose cells in a row are merged with others."""
        found = [one for one in self._ranges if one.top <= row <= one.bottom]
        return {key for index, key in self._keys.items() if any(one.left <= index <= one.right for one in found)}

    def problems(self, row: int, table: Table) -> list[Problem]:
        """Return the problem of each range in a row that was not told yet, at its first cell."""
        found = [one for one in self._ranges if one.top <= row <= one.bottom and one not in self._told]
        self._told.update(found)
        return [
            problem("merged-cells", Place(table.workbook, table.sheet, _first(one)), found=area(one)) for one in found
        ]


def area(one: Merge) -> str:
    """Return the address of a merged range: `B2:D4`."""
    return f"{_first(one)}:{letter(one.right)}{one.bottom}"


def _first(one: Merge) -> str:
    return f"{letter(one.left)}{one.top}"
