"""Cells and ranges as numbers; knows no parts."""

import re
from typing import NamedTuple, Self

from planner.excel.matching import letter, number

ROWS, COLUMNS = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class Cell(NamedTuple):
    """A cell by row and column, both from 1."""

    row: int
    column: int

    @classmethod
    def at(cls, address: str) -> Self | None:
        """Return the cell of an address such as `B7` or `$B$7`; None where it is none."""
        found = _CELL.fullmatch(address)
        if found is None:
            return None
        cell = cls(int(found[2]), number(found[1].upper()))
        return cell if cell.row <= ROWS and cell.column <= COLUMNS else None

    def __str__(self) -> str:
        return f"{letter(self.column)}{self.row}"


class Area(NamedTuple):
    """A range of cells, first and last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> Self | None:
        """Return the range of `B7`, `B7:C9`, `B:C` or `7:9`; None where it is none."""
        first, _, last = reference.replace("$", "").partition(":")
        last = last or first
        if first.isdecimal() and last.isdecimal() and ":" in reference:
            return cls(int(first), 1, int(last), COLUMNS).turned()
        if first.isalpha() and last.isalpha() and first.isascii() and last.isascii() and max(len(first), len(last)) < 4:
            return cls(1, number(first.upper()), ROWS, number(last.upper())).turned() if ":" in reference else None
        begin, end = Cell.at(first), Cell.at(last)
        return cls(begin.row, begin.column, end.row, end.column).turned() if begin and end else None

    def turned(self) -> Self:
        """Return the range with its first corner first."""
        top, bottom = sorted((self.top, self.bottom))
        left, right = sorted((self.left, self.right))
        return type(self)(top, left, bottom, right)

    @property
    def first(self) -> Cell:
        """Return the first cell."""
        return Cell(self.top, self.left)

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        """Return how many columns there are."""
        return self.right - self.left + 1

    @property
    def on_sheet(self) -> bool:
        """Tell whether the range stands on the sheet as a whole."""
        return self.top >= 1 and self.left >= 1 and self.bottom <= ROWS and self.right <= COLUMNS

    def grown(self, rows: int, columns: int) -> Self:
        """Return the range with at least so many rows and columns, as far as the sheet goes."""
        bottom, right = max(self.bottom, self.top + rows - 1), max(self.right, self.left + columns - 1)
        return type(self)(self.top, self.left, min(bottom, ROWS), min(right, COLUMNS))

    def meets(self, other: "Area") -> bool:
        """Tell whether two ranges have a cell in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom

    def holds(self, cell: Cell) -> bool:
        """Tell whether a cell stands in the range."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    def __str__(self) -> str:
        first, last = Cell(self.top, self.left), Cell(self.bottom, self.right)
        return str(first) if first == last else f"{first}:{last}"
