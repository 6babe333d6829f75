"""Finds the columns (or rows) that calculate alike everywhere but in one place: evidence in tables of two or three.

Two years beside each other, with the same subtotals and totals: where one of them departs from the other in a single
row, that row is worth a look, also where there are too few cells for a habit.
"""

from collections.abc import Mapping
from functools import cache

from planner.excel.grid import Grid, Line

LEAST = 2
"""In so many other places two lines have the same formula."""
NEAR = 8
"""So many lines on either side are looked at."""


class Twins:
    """The twins of the lines of a sheet, each pair compared once."""

    def __init__(self, grid: Grid) -> None:
        self._lines: tuple[Mapping[int, Line], Mapping[int, Line]] = grid.rows, grid.columns
        self._compare = cache(self._compared)
        self._held = cache(self._holding)

    def of(self, row: int, column: int, along: int) -> dict[int, str]:
        """Return the formula in this place of each twin, by its number, the nearest first.

        With `along` 1 twins are columns, and the place is the row; with 0 the other way around. There are none where
        another line that calculates alike has a number in this place as well: then it is a place to type in.
        """
        own, at = (column, row) if along else (row, column)
        found = {}
        for other in sorted((*range(own - NEAR, own), *range(own + 1, own + NEAR + 1)), key=lambda one: abs(one - own)):
            held = self._held(along, other)
            if at not in held:
                continue
            alike, apart = self._compare(along, min(own, other), max(own, other))
            key = held[at]
            if alike >= LEAST and not key:
                return {}
            if key and alike >= LEAST and apart == {at}:
                found[other] = key
        return found

    def _holding(self, along: int, number: int) -> dict[int, str | None]:
        line = self._lines[along].get(number)
        return {item.at: item.key for item in line.items if item.key != ""} if line and line.keys else {}

    def _compared(self, along: int, one: int, other: int) -> tuple[int, set[int]]:
        """Return in how many places two lines have the same formula, and where only one has it."""
        mine, theirs = self._held(along, one), self._held(along, other)
        alike, apart = 0, set[int]()
        for at in mine.keys() & theirs.keys():
            if mine[at] != theirs[at]:
                apart.add(at)
            elif mine[at]:
                alike += 1
        return alike, apart
