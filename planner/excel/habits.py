"""What the columns of a table are used to hold, as chances: which kind of cell, after which kind, and how large.

Chances are counted from the rows of the table itself, leaving out those that are judged. The kind of a cell depends on
its column and on the cell to its left, so that a row without a balance, or one with zeros for nothing, is no stranger.
A number is as large as its share of the largest typed number of its row usually is.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from statistics import fmean

from planner.excel.blocks import Block
from planner.excel.formulas import Formula
from planner.excel.grid import Grid

EMPTY, ZERO, NUMBER, USUAL, FORMULA = "empty", "zero", "number", "usual", "formula"
CODE, TEXT = WORDS = "code", "text"
UNKNOWN, NOTHING = "unknown", "nothing"
_CODE = re.compile(r"[A-Za-z]{0,8}[-._/ ]?\d[\w.-]{0,9}")
_SMOOTHED, _KINDS = 0.4, 5
"""Each of five kinds counts as seen 0,4 times before any was: what never occurred has a chance all the same."""
_ODD = 0.02
"""So many cells are odd for no reason at all: that a cell is strange is never proof by itself."""
_ALONE = 2.0
"""What a column holds whatever stands to the left of it weighs as much as two rows."""
_BEFORE = 3.0
"""How large all numbers of the table are weighs as much as three numbers in the column."""
_TAIL = 4.0
"""Degrees of freedom of Student's distribution: with so few, one odd amount proves nothing."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the numbers of a column are beside their row, in decades, and how many are negative."""

    mean: float
    spread: float
    negative: float

    def likely(self, number: float, row: float) -> float:
        """Return the logarithm of the chance of a number in a row whose largest typed number has this logarithm."""
        off = (math.log10(abs(number)) - row - self.mean) / self.spread
        tail = -(_TAIL + 1) / 2 * math.log1p(off * off / _TAIL) - math.log(self.spread)
        return tail + math.log(self.negative if number < 0 else 1 - self.negative)


class Habits:
    """What the columns of a table hold, counted from all its rows but those that are judged."""

    def __init__(self, grid: Grid, block: Block) -> None:
        self._grid, self.block = grid, block
        self.before = dict(self._lefts())
        self._rows = len(block.rows)
        self._words: Counter[tuple[int, str]] = Counter()
        self._counts: Counter[tuple[int, str]] = Counter()
        self._pairs: Counter[tuple[int, str, str]] = Counter()
        self._lefts_seen: Counter[tuple[int, str]] = Counter()
        self._logs: dict[int, list[tuple[int, float, bool]]] = {column: [] for column in block.columns}
        self.largest = {row: self._largest(row) for row in block.rows}
        self._made: dict[tuple[int, int, int], str] = {}
        self._nothing: dict[int, tuple[int, int]] = {}
        for row in block.rows:
            self._words.update((column, text) for column in block.columns if (text := self._text(row, column)))
        for row in block.rows:
            self._count(row, 1)
            for column in block.columns:
                number = self.number(row, column)
                if number:
                    log = math.log10(abs(number)) - self.largest[row]
                    self._logs[column].append((row, log, number < 0))
        typed = (NUMBER, ZERO, USUAL, FORMULA)
        self._numeric = {at for at in block.columns if any(self.kind(row, at, at) in typed for row in block.rows)}
        self._clear()

    def _clear(self) -> None:
        self._likely: dict[tuple[str, int, str], float] = {}
        self._sizes: dict[int, Size] = {}

    def without(self, rows: Collection[int]) -> "Habits":
        """Return the same without some rows."""
        less = copy(self)
        less._counts, less._pairs = self._counts.copy(), self._pairs.copy()
        less._lefts_seen = self._lefts_seen.copy()
        for row in rows:
            less._count(row, -1)
        less._logs = {
            column: [one for one in held if one[0] not in rows] for column, held in self._logs.items()
        }  # fmt: skip
        less._rows -= len(rows)
        less._made = {}
        less._clear()
        return less

    def _count(self, row: int, by: int) -> None:
        found = {column: self.kind(row, column, column) for column in self.block.columns}
        typed = [kind for column, kind in found.items() if column not in self.block.usual]
        self._nothing[row] = typed.count(ZERO), typed.count(EMPTY)
        kinds = {column: NOTHING if kind in (EMPTY, ZERO) else kind for column, kind in found.items()}
        for column, kind in kinds.items():
            before = self.before[column]
            left = kinds[before] if before is not None else ""
            self._counts[column, kind] += by
            self._pairs[column, left, kind] += by
            self._lefts_seen[column, left] += by

    def _lefts(self) -> Iterator[tuple[int, int | None]]:
        """Yield for each column the nearest one to the left that is typed: a total says nothing of what follows."""
        last = None
        for column in self.block.columns:
            yield column, last
            last = last if column in self.block.usual else column

    def _text(self, row: int, column: int) -> str:
        return self._grid.text(row, column).strip().casefold()

    def kind(self, row: int, column: int, home: int) -> str:
        """Return the kind of a cell as seen by a column where it might belong."""
        key = (row, column, home)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._kind(row, column, home)
        return found

    def _kind(self, row: int, column: int, home: int) -> str:
        cell = self._grid.sheet.at(row, column)
        formula = self._grid.formulas.get((row, column))
        if formula:
            usual = self.block.usual.get(home)
            return USUAL if usual and _followed(formula, usual, row, column, home) else FORMULA
        if cell is None or cell.value == "" or cell.value is None:
            return EMPTY
        if isinstance(cell.value, str):
            return CODE if _CODE.fullmatch(cell.value.strip()) else TEXT
        if isinstance(cell.value, date | time):
            return "date"
        return NUMBER if cell.value else ZERO

    def new(self, row: int, column: int, home: int) -> float:
        """Return the logarithm of the chance that a text is new in a column: small where few words are used often."""
        text = self._text(row, column)
        if not text or (row, column) in self._grid.formulas or self._words[home, text] > (column == home):
            return 0.0
        return self._novelty[home]

    @cached_property
    def _novelty(self) -> dict[int, float]:
        once, every = Counter[int](), Counter[int]()
        for (column, _), count in self._words.items():
            once[column] += count == 1
            every[column] += count
        return {column: math.log((once[column] + 0.5) / (every[column] + 1)) for column in self.block.columns}

    def likely(self, row: int, kind: str, home: int, left: str) -> float:
        """Return the logarithm of the chance of a kind in a column, after a kind in the typed column before it.

        Whether a row has zeros or empty cells for nothing is its own habit, whatever the column.
        """
        if kind == ZERO and home not in self._numeric:
            kind = NUMBER  # in a column without any number a zero is not for nothing
        if kind in (EMPTY, ZERO):
            zeros, empties = self._nothing[row]
            style = math.log(((zeros if kind == ZERO else empties) + 0.5) / (zeros + empties + 1))
            return style + self._chance(NOTHING, home, left)
        return self._chance(kind, home, left)

    def _chance(self, kind: str, home: int, left: str) -> float:
        left = NOTHING if left in (EMPTY, ZERO) else left
        key = (kind, home, left)
        found = self._likely.get(key)
        if found is None:
            base = (self._counts[home, kind] + _SMOOTHED) / (self._rows + _SMOOTHED * _KINDS)
            seen = (self._pairs[home, left, kind] + _ALONE * base) / (self._lefts_seen[home, left] + _ALONE)
            found = self._likely[key] = math.log(seen * (1 - _ODD) + _ODD / _KINDS)
        return found

    def large(self, number: float, size: float, column: int) -> float:
        """Return the logarithm of the chance of a number in a column, in a row of some size."""
        return self._size(column).likely(number, size)

    def amount(self, number: float, size: float, column: int) -> float:
        """Return the logarithm of the chance of an amount, or of nothing, in a column that is calculated."""
        share = (len(self._logs[column]) + 0.5) / (self._rows + 1)
        return math.log(share) + self.large(number, size, column) if number else math.log(1 - share)

    def _size(self, column: int) -> Size:
        found = self._sizes.get(column)
        if found is None:
            found = self._sizes[column] = _sized(self._logs[column], *self._overall)
        return found

    @cached_property
    def _overall(self) -> tuple[float, float]:
        """Return how large all numbers of the table are, and how widely that differs."""
        logs = [log for held in self._logs.values() for _, log, _ in held] or [0.0]
        mean = fmean(logs)
        return mean, fmean((one - mean) ** 2 for one in logs) + 0.01

    def number(self, row: int, column: int) -> float:
        """Return the number in a cell, zero where it holds none."""
        cell = self._grid.sheet.at(row, column)
        if cell is None or cell.error or not isinstance(cell.value, int | float):
            return 0.0
        return float(cell.value)

    def _largest(self, row: int) -> float:
        """Return the logarithm of the largest number of a row in the columns that are typed."""
        typed = [self.number(row, column) for column in self.block.columns if column not in self.block.usual]
        return math.log10(max((abs(number) for number in typed if number), default=1.0))


def _sized(held: Sequence[tuple[int, float, bool]], mean: float, spread: float) -> Size:
    logs = [log for _, log, _ in held]
    count = len(logs) + _BEFORE
    own = (sum(logs) + _BEFORE * mean) / count
    wide = (sum((one - own) ** 2 for one in logs) + _BEFORE * spread) / count
    return Size(own, math.sqrt(wide), (sum(negative for _, _, negative in held) + 0.5) / (len(held) + 2))


def _followed(own: Formula, usual: Formula, row: int, column: int, home: int) -> bool:
    """Tell whether a formula is the usual one of another column, moved along or with its references following cells."""
    if own.key == usual.key:
        return True
    if column == home or own.tree is None or usual.tree is None or not own.tree.is_like(usual.tree):
        return False
    for mine, theirs in zip(own.references, usual.references, strict=True):
        here, there = mine.at(row, column), theirs.at(row, home)
        moves = {here.left - there.left, here.right - there.right}
        if (here.sheet, here.top, here.bottom) != (there.sheet, there.top, there.bottom) or moves - {0, column - home}:
            return False
    return True
