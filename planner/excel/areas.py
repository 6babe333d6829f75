"""Where the tables of a sheet come to stand, and how formulas name their cells; knows no formula and writes nothing.

The same arithmetic places a table and writes it, so that a formula can be made before anything is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.tables import Column

HEADING_ROWS = 2
"""The title of a table and its headings."""


def letter(index: int) -> str:
    """Return the letters of a column counted from 0."""
    first, second = divmod(index, 26)
    return (letter(first - 1) if first else "") + chr(65 + second)


def quoted(sheet: str) -> str:
    """Return the name of a sheet as formulas write it."""
    plain = sheet.isidentifier() and sheet.isascii()
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True)
class Area:
    """A table in its place: its sheet, the row of its title (from 1), its columns, body rows and total rows.

    A table without rows keeps one empty row, so that a range over it is never turned upside down.
    """

    sheet: str
    top: int
    columns: tuple[Column, ...]
    count: int
    totals: int = 0
    notes: int = 0

    @property
    def first(self) -> int:
        """Return the first row of the body."""
        return self.top + HEADING_ROWS

    @property
    def last(self) -> int:
        """Return the last row of the body."""
        return self.first + max(self.count, 1) - 1

    @property
    def end(self) -> int:
        """Return the row of the last total or note."""
        return self.last + self.totals + self.notes

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {column.name: letter(i) for i, column in enumerate(self.columns) if column.name}

    def has(self, name: str) -> bool:
        """Tell whether there is a column of this name."""
        return name in self._letters

    def letter(self, name: str) -> str:
        """Return the letters of a column. Raises KeyError for one that is not there."""
        return self._letters[name]

    def near(self, name: str, i: int) -> str:
        """Return a body cell as formulas of the same sheet name it."""
        return f"{self._letters[name]}{self.first + i}"

    def cell(self, name: str, i: int) -> str:
        """Return a body cell as formulas of any sheet name it."""
        return f"{quoted(self.sheet)}!${self._letters[name]}${self.first + i}"

    def total(self, name: str, i: int = 0) -> str:
        """Return a cell of a total row as formulas of any sheet name it."""
        return f"{quoted(self.sheet)}!${self._letters[name]}${self.last + 1 + i}"

    def column(self, name: str) -> str:
        """Return the body of a column as formulas of any sheet name it."""
        found = self._letters[name]
        return f"{quoted(self.sheet)}!${found}${self.first}:${found}${self.last}"

    def rows(self, name: str, first: int, last: int) -> str:
        """Return some body rows of a column (from 0, the last included), as formulas of any sheet name them."""
        found = self._letters[name]
        return f"{quoted(self.sheet)}!${found}${self.first + first}:${found}${self.first + last}"


class Stack:
    """Places tables below each other in a sheet that opens with some sentences."""

    def __init__(self, sheet: str, sentences: int) -> None:
        self._sheet = sheet
        self._end = sentences

    def place(self, columns: Sequence[Column], count: int, *, totals: int = 0, notes: int = 0) -> Area:
        """Place a table with so many body rows, total rows and notes under what is already there."""
        area = Area(self._sheet, self._end + 2, tuple(columns), count, totals, notes)
        self._end = area.end
        return area
