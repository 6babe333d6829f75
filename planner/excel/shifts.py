"""Finds blocks pasted one column off: cells of the kind, formula or arithmetic that belongs to the column beside.

Each column has its habits: texts or numbers, large or small, empty or filled, known words, one formula. A row whose
cells are strange where they stand and at home one column further was pasted beside it. Two witnesses at least.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from planner.excel.cells import Cell
from planner.excel.findings import Finding, What, together_as_text
from planner.excel.formula_tree import address
from planner.excel.grid import Grid
from planner.excel.relations import Numbers, Relation, numbers_of, relations

LEAST_ROWS, LEAST_COLUMNS = 6, 4
_CODE = re.compile(r"[A-Za-z]{0,8}[-._/ ]?\d[\w.-]{0,9}")
_WORDS = ("known", "code", "text")
STRANGE, AT_HOME = 0.08, 0.12
ENOUGH_A_ROW, ENOUGH = 4.0, 7.0
WITNESS = 6.0
"""What an arithmetic relation weighs that holds only when the row is moved back."""


@dataclass(frozen=True, slots=True)
class Block:
    """A table: its rows with figures, and its columns."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Where a row was pasted: its columns as they stand, how far off, and how sure that is."""

    row: int
    left: int
    right: int
    by: int
    weight: float


def shifted(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for every block of rows that was pasted one column off."""
    for block in _blocks(grid):
        habits = _Habits(grid, block)
        moves = [move for row in block.rows for move in habits.moves(row)]
        for run in _runs(moves):
            if len(run) * 3 <= len(block.rows) and sum(one.weight for one in run) >= ENOUGH:
                yield _finding(grid, run)


def _blocks(grid: Grid) -> Iterator[Block]:
    """Yield the tables of a sheet: runs of rows with figures, apart from each other by two empty rows or headings."""
    run: list[int] = []
    previous = 0
    for row in [*grid.sheet.rows, 0]:
        if run and not previous < row <= previous + 2:
            columns = sorted({item.at for at in run for item in grid.rows[at].items})
            if len(run) >= LEAST_ROWS and len(columns) >= LEAST_COLUMNS:
                yield Block(tuple(run), tuple(range(columns[0], columns[-1] + 1)))
            run = []
        previous = row
        if row in grid.rows and not grid.headings(row) and len(grid.rows[row].items) >= 3:
            run.append(row)


class _Habits:
    """What the columns of a table are used to hold."""

    def __init__(self, grid: Grid, block: Block) -> None:
        self._grid, self._block = grid, block
        self._words: dict[int, Counter[str]] = {}
        self._usual: dict[int, str] = {}
        for column in block.columns:
            texts = (grid.text(row, column).strip().casefold() for row in block.rows)
            self._words[column] = Counter(text for text in texts if text)
            line = grid.columns.get(column)
            self._usual[column] = max(line.keys, key=lambda key: line.keys[key]) if line and line.keys else ""
        self._kinds = {
            column: Counter(self._kind(row, column, column) for row in block.rows) for column in block.columns
        }
        numbers = [numbers_of(grid, row) for row in block.rows]
        self._numbers = dict(zip(block.rows, numbers, strict=True))
        self._relations = relations(numbers, block.columns)

    def _kind(self, row: int, column: int, home: int) -> str:
        """Return the kind of a cell as seen by a column where it might belong."""
        cell = self._grid.sheet.at(row, column)
        if cell is None or cell.value == "":
            return "empty" if (row, column) not in self._grid.formulas else "formula"
        formula = self._grid.formulas.get((row, column))
        if formula:
            return "usual" if formula.key == self._usual[home] else "formula"
        return self._plain(cell, home, known_from=1 if column == home else 0)

    def _plain(self, cell: Cell, home: int, known_from: int) -> str:
        if isinstance(cell.value, str):
            text = cell.value.strip()
            if self._words[home][text.casefold()] > known_from:
                return "known"
            return "code" if _CODE.fullmatch(text) else "text"
        if isinstance(cell.value, date | time):
            return "date"
        return "number"

    def _likely(self, kind: str, home: int) -> float:
        return (self._kinds[home][kind] + 0.4) / (len(self._block.rows) + 2)

    def moves(self, row: int) -> Iterator[Move]:
        """Yield the move that explains a row best, where there is one that does."""
        found = [move for by in (1, -1) if (move := self._best(row, by))]
        if found:
            yield max(found, key=lambda one: one.weight)

    def _best(self, row: int, by: int) -> Move | None:
        gains, strange = self._gains(row, by)
        best = _heaviest(gains)
        if best is None:
            return None
        left, right, weight = best
        for one in self._witnesses(row, by):
            left, right = min(left, one.columns[0] + by), max(right, one.columns[-1] + by)
        inside = [column for column in range(left, right + 1) if self._filled(row, column)]
        conflicts = sum(column in strange and (row, column) not in self._grid.formulas for column in inside)
        at_home = all(self._fits(row, column, by) for column in inside)
        enough = (conflicts >= 2 and at_home) or bool(self._witnesses(row, by))
        if len(inside) < 2 or not enough or weight < ENOUGH_A_ROW:
            return None
        return Move(row, *self._ends(row, inside[0], inside[-1], by), by, weight)

    def _ends(self, row: int, left: int, right: int, by: int) -> tuple[int, int]:
        """Return the ends of a moved block, on the side that it left: up to where a cell is empty now."""
        first, last = self._block.columns[0], self._block.columns[-1]
        if by > 0:
            while left > first + 1 and self._filled(row, left - 1) and self._fits(row, left - 1, by):
                left -= 1
            return left, right
        while right < last - 1 and self._filled(row, right + 1) and self._fits(row, right + 1, by):
            right += 1
        return left, right

    def _fits(self, row: int, column: int, by: int) -> bool:
        kind, home = self._kind(row, column, column - by), column - by
        alike = _WORDS if kind in _WORDS else (kind,)
        return sum(self._likely(one, home) for one in alike) >= AT_HOME

    def _gains(self, row: int, by: int) -> tuple[dict[int, float], set[int]]:
        """Return by column how much better a cell fits one column back, and which cells are strange where they are."""
        gains: dict[int, float] = {}
        strange: set[int] = set()
        for column in self._block.columns:
            home = column - by
            if home not in self._kinds:
                continue
            here = self._likely(self._kind(row, column, column), column)
            there = self._likely(self._kind(row, column, home), home)
            gains[column] = math.log(there / here)
            if here < STRANGE and self._filled(row, column):
                strange.add(column)
        for one in self._witnesses(row, by):
            for column in one.columns:
                if column + by in gains:
                    gains[column + by] += WITNESS / len(one.columns)
        return gains, strange

    def _filled(self, row: int, column: int) -> bool:
        return self._grid.sheet.at(row, column) is not None

    def _witnesses(self, row: int, by: int) -> list[Relation]:
        """Return the relations that hold in this row only when it is moved back."""
        numbers: Numbers = self._numbers[row]
        if any(one.holds(numbers) for one in self._relations if one.product):
            return []
        return [one for one in self._relations if one.holds(numbers, by) and not one.holds(numbers)]


def _heaviest(gains: dict[int, float]) -> tuple[int, int, float] | None:
    """Return the run of columns with the greatest gain together."""
    best: tuple[int, int, float] | None = None
    start, total = 0, 0.0
    for column, gain in sorted(gains.items()):
        if total <= 0:
            start, total = column, 0.0
        total += gain
        if gain > 0 and (best is None or total > best[2]):
            best = (start, column, total)
    return best


def _runs(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """Yield rows that follow each other and were moved alike."""
    run: list[Move] = []
    for move in moves:
        if run and move.row <= run[-1].row + 2 and move.by == run[-1].by:
            run.append(move)
            continue
        if run:
            yield run
        run = [move]
    if run:
        yield run


def _finding(grid: Grid, run: Sequence[Move]) -> Finding:
    left = min(one.left for one in run)
    right = max(one.right for one in run)
    top, bottom, by = run[0].row, run[-1].row, run[0].by
    numbers = [
        found
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (found := grid.typed(row, column)) is not None
    ]
    belongs = f"{address(top, left - by)}:{address(bottom, right - by)}"
    effect = sum((abs(one) for one in numbers), Decimal(0))
    return Finding(
        What.SHIFTED, grid.sheet.name, top, left, _shown(grid, top, left), belongs, effect,
        bottom=bottom, right=right, shift=(0, by), content=together_as_text(
            _shown(grid, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        ),
    )  # fmt: skip


def _shown(grid: Grid, row: int, column: int) -> str:
    cell = grid.sheet.at(row, column)
    return str(cell.value) if cell else ""
