"""Cells of a row that may have been moved along it, and how much likelier the row is with them moved back."""

import math
from dataclasses import dataclass
from itertools import pairwise

from planner.excel.evidence import Evidence, Source
from planner.excel.habits import EMPTY, ZERO, Habits

COPIED = 4.0
"""What it counts that a cell beside a block holds the same number as the block's first: it was copied, not cut."""
PASSED = 3.0
"""What it takes off that cells went past a formula: people seldom skip one."""
FARTHEST = 3
"""So many columns on a typed cell may have come: two totals stand between groups at most."""
NEVER = -math.inf


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
        first, last = min(left, left - self.by), max(right, right - self.by)
        return self.columns[last] - self.columns[first] > last - first

    def leaps(self, left: int, right: int) -> bool:
        """Tell whether a cell of a window passes more columns at once than people would."""
        first, last = min(left, left - self.by), max(right, right - self.by)
        return any(b - a > FARTHEST for a, b in pairwise(self.columns[first : last + 1]))

    def homes(self, row: int, left: int, right: int) -> dict[int, Source | None]:
        """Return the columns where a window belongs, each with the cell where it stands."""
        return {self.columns[at - self.by]: (row, self.columns[at]) for at in range(left, right + 1)}


def lanes(evidence: Evidence) -> tuple[Lane, ...]:
    """Return the ways in which the cells of a row may have moved."""
    some = [evidence.block.columns]
    if 1 < len(evidence.typed) < len(evidence.block.columns):
        some.append(evidence.typed)
    return tuple(Lane(columns, by) for columns in some for by in (1, -1))


def left_empty(evidence: Evidence, row: int, lane: Lane, left: int, right: int) -> bool:
    """Tell whether the cell that a window would have left is empty, zero, or was copied."""
    column, _ = lane.ends(left, right)
    return evidence.kind(row, column) in (EMPTY, ZERO) or _copied(evidence, row, lane, left, right)


def _copied(evidence: Evidence, row: int, lane: Lane, left: int, right: int) -> bool:
    column, beside = lane.ends(left, right)[0], lane.columns[left if lane.by > 0 else right]
    return evidence.seldom_equal((row, column), (row, beside))


def _equal_at_home(evidence: Evidence, row: int, lane: Lane, left: int, right: int) -> bool:
    """Tell whether two neighbours are equal as their columns seldom are, and those where they belong often."""
    columns = lane.columns
    return any(
        evidence.seldom_equal((row, one), (row, other))
        and evidence.often_equal(columns[at - lane.by], columns[at + 1 - lane.by])
        for at, (one, other) in enumerate(pairwise(columns[left : right + 1]), left)
    )


def gain(evidence: Evidence, row: int, lane: Lane, window: tuple[int, int], habits: Habits) -> float:
    """Return how much likelier a row is with a window of cells moved back, as a logarithm."""
    left, right = window
    if not left_empty(evidence, row, lane, left, right) or lane.leaps(left, right):
        return NEVER
    vacated, lost = lane.ends(left, right)
    copied = _copied(evidence, row, lane, left, right)
    given = {vacated} if not copied and evidence.kind(row, vacated) != EMPTY else set()
    then = evidence.arranged(row, {**lane.homes(row, left, right), lost: None})
    equal = copied or _equal_at_home(evidence, row, lane, left, right)
    told = (COPIED if equal else 0.0) - (PASSED if lane.passes(left, right) else 0.0)
    return told + evidence.gain(then, habits, given)
