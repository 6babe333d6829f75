"""What speaks for cells of a row having been moved: how likely the row is as it stands, and with them moved back."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.excel.evaluating import number_in
from planner.excel.grid import Grid
from planner.excel.habits import EMPTY, NUMBER, UNKNOWN, USUAL, ZERO, Block, Habits
from planner.excel.relations import Numbers, completed, relations

COPIED = 4.0
"""What it counts that a cell beside a block holds the same number as the block's first: it was copied, not cut."""
PASSED = 3.0
"""What it takes off that cells went past a formula: people seldom skip one."""
PASTED = -1.0
"""What it takes off that a formula was pasted as its value."""
NEVER = -math.inf
LOST = 0
"""Where a cell comes from of which nobody knows what stood there."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Columns along which cells may have moved, from left to right, and by how many of them (1 or -1).

    People move all cells of a row, or only the typed ones, past the formulas in between.
    """

    columns: tuple[int, ...]
    by: int

    def ends(self, left: int, right: int) -> tuple[int, int]:
        """Return the column that a window of cells left empty, and the one on which it came to stand."""
        if self.by > 0:
            return self.columns[left - 1], self.columns[right]
        return self.columns[right + 1], self.columns[left]

    def passes(self, left: int, right: int) -> bool:
        """Tell whether a cell of a window passes a column that is not in the lane."""
        first, last = sorted((self.columns[left - self.by], self.columns[right], self.columns[left]))[::2]
        first, last = min(first, self.columns[right - self.by]), max(last, self.columns[right - self.by])
        return last - first > right - left + 1

    def homes(self, left: int, right: int) -> dict[int, int]:
        """Return the columns where a window belongs, each with the column where it stands."""
        return {self.columns[at - self.by]: self.columns[at] for at in range(left, right + 1)}


class Evidence:
    """A table with its habits and relations, and what they say of cells that may have been moved."""

    def __init__(self, grid: Grid, block: Block) -> None:
        self.grid, self.block = grid, block
        self.habits = Habits(grid, block)
        self.numbers = {row: _numbers(grid, row) for row in block.rows}
        self.relations = relations(list(self.numbers.values()), block.columns, block.usual)
        self.made_by = {one.target: one for one in self.relations if one.formula}
        self._needs = {column: self._needed(column, set()) for column in block.usual}
        typed = tuple(column for column in block.columns if column not in block.usual)
        lanes = [block.columns] + ([typed] if 1 < len(typed) < len(block.columns) else [])
        self.lanes = tuple(Lane(columns, by) for columns in lanes for by in (1, -1))

    def _needed(self, column: int, seen: set[int]) -> set[int]:
        """Return the columns that a formula needs, itself or through the formulas that it adds up."""
        made = self.made_by.get(column)
        for _, part in made.parts if made and column not in seen else ():
            seen |= {column} | self._needed(part, seen | {column})
        return seen | {column}

    def others(self, top: int, bottom: int) -> Habits:
        """Return the habits of all rows but some, by their places in the table, and those right beside them."""
        rows = self.block.rows
        beside = min(2, len(rows) // 8)
        return self.habits.without(rows[max(0, top - beside) : bottom + beside + 1])

    def left_empty(self, row: int, lane: Lane, left: int, right: int) -> bool:
        """Tell whether the cell that a window would have left is empty, zero, or was copied."""
        column, _ = lane.ends(left, right)
        if self.habits.kind(row, column, column) in (EMPTY, ZERO):
            return True
        return self._copied(row, column, lane.columns[left if lane.by > 0 else right])

    def _copied(self, row: int, column: int, beside: int) -> bool:
        if column in self.block.usual or beside in self.block.usual:
            return False
        number = self.habits.number(row, column)
        return bool(number) and number == self.habits.number(row, beside)

    def gain(self, row: int, lane: Lane, left: int, right: int, habits: Habits) -> float:
        """Return how much likelier a row is with a window of cells moved back, as a logarithm."""
        if not self.left_empty(row, lane, left, right):
            return NEVER
        vacated, lost = lane.ends(left, right)
        copied = self._copied(row, vacated, lane.columns[left if lane.by > 0 else right])
        moved = {**lane.homes(left, right), lost: LOST}
        then, calculated = self._moved_back(row, moved, lost)
        right_now, right_then = self.right(row, self.numbers[row], {}), self.right(row, then, moved)
        told = (COPIED if copied else 0.0) - (PASSED if lane.passes(left, right) else 0.0)
        for column in self.block.columns:
            if column not in moved and self.habits.before[column] not in moved and column not in right_now ^ right_then:
                continue
            if column != vacated or copied or habits.kind(row, column, column) == EMPTY:
                told -= self.likely(row, column, {}, habits, right_now)
            if column != lost:
                told += self.likely(row, column, moved, habits, right_then)
            elif column not in self.block.usual and habits.kind(row, column, column) == EMPTY:
                told += self.likely(row, column, {}, habits)
        unsure = {lost, *(one for one in calculated if lost in self._needs[one])}
        told += self._witnesses(row, then, calculated, unsure)
        return told + self._totals(row, then, calculated - unsure, habits)

    def right(self, row: int, numbers: Numbers, moved: Mapping[int, int]) -> set[int]:
        """Return the columns that hold as a number what their formula would make: they were pasted as values."""
        return {
            column
            for column, relation in self.made_by.items()
            if self.habits.kind(row, moved.get(column, column), column) == NUMBER and relation.holds(numbers)
        }

    def likely(
        self, row: int, column: int, moved: Mapping[int, int], habits: Habits, right: Collection[int] = ()
    ) -> float:
        """Return the logarithm of the chance of what a column holds, cells coming from where `moved` says."""
        source = moved.get(column, column)
        before = habits.before[column]
        left = ""
        if before is not None:
            beside = moved.get(before, before)
            left = habits.kind(row, beside, before) if beside else UNKNOWN
        if column in right:
            return PASTED + habits.likely(row, USUAL, column, left) + habits.large(row, source, column)
        kind = habits.kind(row, source, column)
        size = habits.large(row, source, column) if kind == NUMBER else habits.new(row, source, column)
        return habits.likely(row, kind, column, left) + size

    def _totals(self, row: int, then: Mapping[int, Decimal], calculated: Collection[int], habits: Habits) -> float:
        """Return how much likelier a total is that comes out otherwise; of several, the firmest speaks."""
        now, said = self.numbers[row], [0.0]
        for column in calculated:
            before, after = (round(float(one.get(column, 0)), 2) for one in (now, then))
            if before != after and self.habits.kind(row, column, column) == USUAL:
                said.append(habits.amount(row, after, column) - habits.amount(row, before, column))
        return max(said, key=abs)

    def _witnesses(
        self, row: int, then: Mapping[int, Decimal], calculated: Collection[int], unsure: Collection[int]
    ) -> float:
        """Return what the relations say that hold only one way; of two about one column, the firmer speaks."""
        now = self.numbers[row]
        said: dict[int, float] = {}
        for one in self.relations:
            if one.target in calculated and self.habits.kind(row, one.target, one.target) == USUAL:
                continue
            before, after = one.holds(now), one.holds(then)
            if before is None or after is None or before == after:
                continue
            if not after and set(unsure) & set(one.columns):
                continue
            if one.weight > abs(said.get(one.target, 0.0)):
                said[one.target] = one.weight if after else -one.weight
        return sum(said.values())

    def _moved_back(self, row: int, moved: Mapping[int, int], lost: int) -> tuple[dict[int, Decimal], set[int]]:
        """Return the numbers of a row with cells moved back, its formulas worked out again, and which those are."""
        now = self.numbers[row]
        then = {column: number for column, number in now.items() if column not in moved}
        then |= {home: now[column] for home, column in moved.items() if column in now}
        calculated = {
            column
            for column in self.block.usual
            if self.habits.kind(row, moved.get(column, column) or column, column) == USUAL or column == lost
        }
        completed(then, self.made_by, calculated)
        return then, calculated


def _numbers(grid: Grid, row: int) -> dict[int, Decimal]:
    cells = grid.sheet.rows.get(row, {})
    return {column: found for column, cell in cells.items() if (found := number_in(cell)) is not None}
