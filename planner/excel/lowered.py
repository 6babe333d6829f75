"""Finds blocks pasted one row off: rows that are much likelier with some of their cells taken from the row beside.

A block leaves a row behind that is bare or doubled, and lies over another. What belongs together then stands in two
rows: a typed total misses its parts, a balance does not balance, costs stand beside the income of somebody else. How
large amounts are and which are filled says little here, because columns do not differ, bodies do. So nothing is found
where whole rows moved, or columns that no total or balance ties to the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.excel.evidence import Evidence
from planner.excel.habits import EMPTY, ZERO, Habits
from planner.excel.moving import COPIED, NEVER

LONGEST = 12
"""More rows than this are not looked at together."""
SEED = 3.0
"""What is worth a closer look."""
BARE = 6.0
"""What it counts at most that the row that a block would have left is bare: many a row is, formulas and all."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A block that may stand one row too low (`by` 1) or too high (-1): rows of the table, and columns of some."""

    columns: tuple[int, ...]
    by: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def window(self) -> tuple[int, ...]:
        """Return the columns of the block."""
        return self.columns[self.left : self.right + 1]

    @property
    def vacated(self) -> int:
        """Return the row that the block left."""
        return self.top - 1 if self.by > 0 else self.bottom + 1

    @property
    def lost(self) -> int:
        """Return the row that the block lies over."""
        return self.bottom if self.by > 0 else self.top


def likeliest(evidence: Evidence) -> Iterator[tuple[float, Lowered]]:
    """Yield blocks that may have been moved one row, with how much likelier the table is with each moved back."""
    every = evidence.block.columns
    some = [every] + ([evidence.typed] if 1 < len(evidence.typed) < len(every) else [])
    for columns in some:
        for by in (1, -1):
            seeds = sorted(_seeds(evidence, columns, by), key=lambda one: -one[0])[:8]
            for _, seed in seeds:
                habits = evidence.others(min(seed.top, seed.vacated), max(seed.bottom, seed.vacated))
                yield _climbed(evidence, seed, habits)


def _seeds(evidence: Evidence, columns: tuple[int, ...], by: int) -> Iterator[tuple[float, Lowered]]:
    """Yield the best block beside each row that looks left behind: empty where others are filled, or doubled."""
    rows = evidence.block.rows
    for vacated in range(len(rows)):
        best = None
        for left, right in _left_behind(evidence, columns, vacated, vacated + by):
            for count in range(1, LONGEST + 1):
                top, bottom = sorted((vacated + by, vacated + by * count))
                block = Lowered(columns, by, top, bottom, left, right)
                if not _inside(evidence, block):
                    break
                weight = weighed(evidence, block, evidence.habits)
                if weight <= 0 or (best and weight < best[0] - 2 * SEED):
                    break
                if weight > SEED and (best is None or weight > best[0]):
                    best = weight, block
        if best:
            yield best


def _left_behind(evidence: Evidence, columns: tuple[int, ...], vacated: int, beside: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of columns in which a row holds nothing and the row beside it does, or both hold the same."""
    rows = evidence.block.rows
    if not 0 <= beside < len(rows) or abs(rows[beside] - rows[vacated]) != 1:
        return
    for same in (False, True):
        run: list[int] = []
        for at, column in enumerate((*columns, 0)):
            fits = column and (
                _doubled(evidence, rows[vacated], rows[beside], column)
                if same
                else evidence.kind(rows[vacated], column) in (EMPTY, ZERO)
            )
            if fits:
                run.append(at)
                continue
            filled = [one for one in run if evidence.numbers[rows[beside]].get(columns[one])]
            if len(filled) > 1:
                yield filled[0], filled[-1]
            run = []


def _doubled(evidence: Evidence, row: int, other: int, column: int) -> bool:
    first, second = (evidence.numbers[one].get(column) for one in (row, other))
    return first == second


def _inside(evidence: Evidence, block: Lowered) -> bool:
    """Tell whether all rows of a block, and the one it left, are rows of the table right below each other."""
    rows = evidence.block.rows
    first, last = sorted((block.vacated, block.bottom if block.by > 0 else block.top))
    return 0 <= first <= last < len(rows) and rows[last] - rows[first] == last - first


def weighed(evidence: Evidence, block: Lowered, habits: Habits) -> float:
    """Return how much likelier a table is with a block moved back, as a logarithm."""
    rows, by = evidence.block.rows, block.by
    vacated = rows[block.vacated]
    told = 0.0
    held = [one for one in block.window if evidence.numbers[vacated].get(one)]
    if held:
        doubled = sum(evidence.seldom_equal((vacated, one), (vacated + by, one)) for one in held)
        if doubled < 2 or not all(_doubled(evidence, vacated, vacated + by, one) for one in block.window):
            return NEVER
        told = COPIED * min(doubled, 2)
    for at in range(block.top - by, block.bottom - by + 1):
        then = evidence.arranged(rows[at], {one: (rows[at + by], one) for one in block.window})
        by_formulas = evidence.gain_by_formulas(then, habits)
        told += evidence.witnesses(then) + (min(BARE, by_formulas) if at == block.vacated else by_formulas)
    lost = evidence.arranged(rows[block.lost], dict.fromkeys(block.window))
    return told + evidence.gain_by_formulas(lost, habits)


def _climbed(evidence: Evidence, seed: Lowered, habits: Habits) -> tuple[float, Lowered]:
    """Return the best block near a seed that left the same row."""
    best = weighed(evidence, seed, habits), seed
    while True:
        tries = [(weighed(evidence, one, habits), one) for one in _beside(evidence, best[1])]
        better = max(tries, key=lambda one: one[0], default=best)
        if better[0] <= best[0] + 1e-9:
            return best
        best = better


def _beside(evidence: Evidence, block: Lowered) -> Iterator[Lowered]:
    last = len(block.columns) - 1
    for by in (-3, -2, -1, 1, 2, 3):
        for one in (replace(block, left=block.left + by), replace(block, right=block.right + by)):
            if 0 <= one.left <= one.right <= last:
                yield one
    for by in (-1, 1):
        one = replace(block, bottom=block.bottom + by) if block.by > 0 else replace(block, top=block.top + by)
        if one.top <= one.bottom < one.top + LONGEST and _inside(evidence, one):
            yield one
