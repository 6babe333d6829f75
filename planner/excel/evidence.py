"""How likely a row of a table is as it stands, and with some of its cells taken from elsewhere; looks for nothing."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.excel.blocks import Block
from planner.excel.evaluating import number_in
from planner.excel.grid import Grid
from planner.excel.habits import EMPTY, NUMBER, UNKNOWN, USUAL, WORDS, Habits
from planner.excel.relations import Numbers, completed, relations

PASTED = -1.0
"""What it takes off that a formula was pasted as its value."""
SELDOM = 10
"""Two cells that are equal in one row out of so many, or more, say nothing by being so."""
ODD_TOTAL = 2.0
"""What it counts at most that a total comes out better with figures of another row: each row has such odds."""
Source = tuple[int, int]
Moved = Mapping[int, Source | None]
"""For some columns of a row the cell that belongs there, by row and column; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """A row with some of its cells taken from elsewhere, and its formulas worked out again.

    `calculated` are the columns that hold their usual formula, `pasted` those that hold what it makes as a number,
    and `unsure` those that rest on a cell that nobody knows. `size` is the logarithm of its largest typed number.
    """

    row: int
    moved: Moved
    numbers: Numbers
    calculated: frozenset[int]
    pasted: frozenset[int]
    unsure: frozenset[int]
    size: float

    def source(self, column: int) -> Source | None:
        """Return the cell that a column takes its contents from."""
        return self.moved.get(column, (self.row, column))


class Evidence:
    """A table with its habits and relations, and what they say of cells that may have been moved."""

    def __init__(self, grid: Grid, block: Block) -> None:
        self.grid, self.block = grid, block
        self.habits = Habits(grid, block)
        self.numbers = {row: _numbers(grid, row) for row in block.rows}
        self.relations = relations(list(self.numbers.values()), block.columns, block.usual)
        self.typed = tuple(column for column in block.columns if column not in block.usual)
        self._made_by = {one.target: one for one in self.relations if one.formula}
        self._needs = {column: self._needed(column, frozenset()) for column in block.usual}
        self._in_order = sorted(self._made_by.values(), key=lambda one: len(self._needs[one.target]))
        self.standing: dict[int, Arranged] = {}
        self.standing |= {row: self.arranged(row, {}) for row in block.rows}

    def _needed(self, column: int, seen: frozenset[int]) -> frozenset[int]:
        """Return the columns that a formula needs, itself or through the formulas that it adds up."""
        made = self._made_by.get(column)
        seen |= {column}
        for _, part in made.parts if made else ():
            if part not in seen:
                seen |= self._needed(part, seen)
        return seen

    def others(self, top: int, bottom: int) -> Habits:
        """Return the habits of all rows but some, by their places in the table, and those right beside them."""
        rows = self.block.rows
        beside = min(2, len(rows) // 8)
        return self.habits.without(rows[max(0, top - beside) : bottom + beside + 1])

    def kind(self, row: int, column: int) -> str:
        """Return the kind of a cell where it stands."""
        return self.habits.kind(row, column, column)

    def seldom_equal(self, cell: Source, other: Source) -> bool:
        """Tell whether two typed cells hold the same number, which in other rows (or columns) beside they seldom do."""
        first, second = (self.numbers[row].get(column) for row, column in (cell, other))
        if not first or first != second or not {cell[1], other[1]} <= set(self.typed):
            return False
        down = other[0] - cell[0]
        pairs = [(row, row + down) for row in self.block.rows if row + down in self.numbers]
        equal = [
            found == self.numbers[beside].get(other[1])
            for row, beside in pairs
            if (found := self.numbers[row].get(cell[1]))
        ]
        return sum(equal) * SELDOM <= len(equal) + SELDOM

    def often_equal(self, column: int, other: int) -> bool:
        """Tell whether two typed columns often hold the same number, as the quarters of a year do."""
        pairs = [(found, held.get(other)) for held in self.numbers.values() if (found := held.get(column))]
        equal = sum(one == beside for one, beside in pairs)
        return {column, other} <= set(self.typed) and equal * SELDOM > len(pairs) + SELDOM

    def arranged(self, row: int, moved: Moved) -> Arranged:
        """Return a row with cells taken from elsewhere; each must be of a row of this table."""
        numbers = {column: number for column, number in self.numbers[row].items() if column not in moved}
        for column, source in moved.items():
            if source and (found := self.numbers[source[0]].get(source[1])) is not None:
                numbers[column] = found
        kinds = {
            column: self.habits.kind(*source, column) if (source := moved.get(column, (row, column))) else USUAL
            for column in self.block.usual
        }
        calculated = frozenset(column for column, kind in kinds.items() if kind == USUAL)
        if moved:
            completed(numbers, self._in_order, calculated)
        pasted = frozenset(
            column
            for column, relation in self._made_by.items()
            if kinds[column] == NUMBER and relation.holds(numbers)
        )  # fmt: skip
        lost = frozenset(column for column, source in moved.items() if source is None)
        unsure = lost | {column for column in calculated if not lost.isdisjoint(self._needs[column])}
        along = any(source and source[0] == row for source in moved.values())
        size = self.standing[row].size if along else self._size(numbers)
        return Arranged(row, moved, numbers, calculated, pasted, unsure, size)

    def _size(self, numbers: Numbers) -> float:
        largest = max((abs(numbers[column]) for column in self.typed if numbers.get(column)), default=Decimal(1))
        return math.log10(largest)

    def gain(self, then: Arranged, habits: Habits, given: Collection[int] = ()) -> float:
        """Return how much likelier a row is in another arrangement than as it stands, as a logarithm.

        Nothing is asked of what stands in the columns `given`, because the move itself explains it.
        """
        now = self.standing[then.row]
        told = 0.0
        for column in self._touched(now, then):
            lost = then.source(column) is None
            if lost and column not in self.block.usual and self.kind(then.row, column) == EMPTY:
                continue
            if column not in given:
                told -= sum(self.likely(now, column, habits))
            if not lost:
                told += sum(self.likely(then, column, habits))
        return told + self.witnesses(then) + self._totals(now, then, habits)

    def gain_by_formulas(self, then: Arranged, habits: Habits) -> float:
        """Return the same by what stands in the columns that are calculated, and what comes out there."""
        now = self.standing[then.row]
        told = max(-ODD_TOTAL, min(ODD_TOTAL, self._totals(now, then, habits)))
        for column in then.moved.keys() & self.block.usual.keys():
            told -= self.likely(now, column, habits)[0]
            if then.source(column):
                told += self.likely(then, column, habits)[0]
        return told

    def _touched(self, now: Arranged, then: Arranged) -> list[int]:
        """Return the columns that are judged otherwise in another arrangement, by their cell or by its neighbour."""
        pasted, before = now.pasted ^ then.pasted, self.habits.before
        return [one for one in self.block.columns if one in then.moved or before[one] in then.moved or one in pasted]

    def likely(self, row: Arranged, column: int, habits: Habits) -> tuple[float, float]:
        """Return the logarithms of the chances of what a column holds, which must be known: its kind, and how large."""
        source, before = row.source(column), habits.before[column]
        assert source is not None
        left = ""
        if before is not None:
            beside = row.source(before)
            left = habits.kind(*beside, before) if beside else UNKNOWN
        kind = habits.kind(*source, column)
        if kind != NUMBER:
            return habits.likely(row.row, kind, column, left) + habits.new(*source, column), 0.0
        large = habits.large(self.habits.number(*source), row.size, column)
        if column in row.pasted:
            return PASTED + habits.likely(row.row, USUAL, column, left), large
        return habits.likely(row.row, kind, column, left), large

    def _totals(self, now: Arranged, then: Arranged, habits: Habits) -> float:
        """Return how much likelier a total is that comes out otherwise; of several, the firmest speaks."""
        said = [0.0]
        for column in then.calculated & now.calculated - then.unsure:
            before, after = (round(float(one.numbers.get(column, 0)), 2) for one in (now, then))
            if before != after:
                said.append(habits.amount(after, then.size, column) - habits.amount(before, now.size, column))
        return max(said, key=abs)

    def witnesses(self, then: Arranged) -> float:
        """Return what the relations say that hold only one way; of two about one column, the firmer speaks."""
        now = self.standing[then.row]
        said: dict[int, float] = {}
        for one in self.relations:
            if one.formula and one.target in now.calculated & then.calculated:
                continue
            before, after = one.holds(now.numbers), one.holds(then.numbers)
            if before is None or after is None or before == after or self.kind(then.row, one.target) in WORDS:
                continue
            if one.weight > abs(said.get(one.target, 0.0)):
                said[one.target] = one.weight if after else -one.weight
        return sum(said.values())


def _numbers(grid: Grid, row: int) -> dict[int, Decimal]:
    cells = grid.sheet.rows.get(row, {})
    return {column: found for column, cell in cells.items() if (found := number_in(cell)) is not None}
