"""Finds blocks pasted one column off: rows that are much likelier with some of their cells moved back.

Cells are moved back in thought, all of them or only the typed ones past the formulas, and the row is weighed both ways:
by what each column is used to hold and how large that is (`habits`), and by what must hold between columns
(`relations`). The rows of a block are weighed together. What leaves nothing to weigh is not found: a few cells moved
among columns that are used alike, within one total, in a row or two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.excel.findings import Finding, What
from planner.excel.formula_tree import address
from planner.excel.grid import Grid
from planner.excel.habits import Block, Habits, blocks
from planner.excel.moving import NEVER, Evidence, Lane

ENOUGH = 12.0
"""How much likelier (as a logarithm) rows must be with a block moved back. Chance comes to 11 in sound tables of a
hundred rows by forty columns, because so many blocks are tried; one block in a hundred such tables came above 12."""
SEED = 3.0
"""What is worth a closer look."""
MOST_ROWS = 12
"""More rows than this, or a third of a table, are not moved by accident but have another habit."""
SMALL = 40
"""In a table of so few rows a block that was moved weighs in the habits, and is left out of them."""


@dataclass(frozen=True, slots=True)
class Move:
    """A block that may have been moved: the first and last of the table's rows, and of the columns of its lane."""

    lane: Lane
    top: int
    bottom: int
    left: int
    right: int


def shifted(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for every block of rows that was pasted one column off."""
    for block in blocks(grid):
        evidence = Evidence(grid, block)
        found = [_climbed(evidence, seed) for lane in evidence.lanes for seed in _seeds(evidence, lane)]
        taken: set[int] = set()
        for weight, move in sorted(found, key=lambda one: -one[0]):
            rows = set(range(move.top, move.bottom + 1))
            few = len(rows) * 3 <= len(block.rows)
            if weight >= ENOUGH and few and not rows & taken and _is_block(grid, block, move):
                taken |= rows
                yield _finding(grid, block, move)


def _seeds(evidence: Evidence, lane: Lane) -> list[Move]:
    """Return the windows of rows and columns that are the likeliest to have been moved along a lane, a few at most."""
    found = [*_by_habit(evidence, lane), *_by_relation(evidence, lane)]
    kept: list[Move] = []
    for _, move in sorted(found, key=lambda one: -one[0]):
        if len(kept) < 8 and not any(one.top <= move.bottom and move.top <= one.bottom for one in kept):
            kept.append(move)
    return kept


def _by_habit(evidence: Evidence, lane: Lane) -> Iterator[tuple[float, Move]]:
    """Yield the windows in which the cells together fit their columns much better when moved back."""
    rows = evidence.block.rows
    gains = [_gains(evidence, lane, at) for at in range(len(rows))]
    free = [
        [evidence.left_empty(row, lane, at, at) if gains_at > NEVER else False for at, gains_at in enumerate(gained)]
        for row, gained in zip(rows, gains, strict=True)
    ]
    most = max(1, min(MOST_ROWS, len(rows) // 3))
    for top in range(len(rows)):
        together, may = [0.0] * len(lane.columns), [True] * len(lane.columns)
        best: tuple[float, Move] | None = None
        for bottom in range(top, min(top + most, len(rows))):
            if bottom > top and rows[bottom] > rows[bottom - 1] + 2:
                break
            together = [one + other for one, other in zip(together, gains[bottom], strict=True)]
            may = [one and other for one, other in zip(may, free[bottom], strict=True)]
            window = _heaviest(together, may, lane.by)
            if window and (best is None or window[0] > best[0]):
                best = window[0], Move(lane, top, bottom, window[1], window[2])
            if best is None:
                break
        if best and best[0] >= SEED:
            yield best


def _gains(evidence: Evidence, lane: Lane, index: int) -> list[float]:
    """Return for each cell of a lane how much better it fits where it would have come from."""
    row, columns = evidence.block.rows[index], lane.columns
    habits = evidence.habits if len(evidence.block.rows) > SMALL else evidence.others(index, index)
    moved = {columns[at - lane.by]: columns[at] for at in range(len(columns)) if 0 <= at - lane.by < len(columns)}
    now = evidence.numbers[row]
    then = {home: now[column] for home, column in moved.items() if column in now}
    right_now, right_then = evidence.right(row, now, {}), evidence.right(row, then, moved)
    gains = []
    for at, column in enumerate(columns):
        if not 0 <= at - lane.by < len(columns):
            gains.append(NEVER)
            continue
        home = columns[at - lane.by]
        there = evidence.likely(row, home, moved, habits, right_then)
        gains.append(there - evidence.likely(row, column, {}, habits, right_now))
    return gains


def _heaviest(gains: Sequence[float], may: Sequence[bool], by: int) -> tuple[float, int, int] | None:
    """Return the run of columns with the greatest gain together that begins where a cell was left empty."""
    best: tuple[float, int, int] | None = None
    start, total = -1, NEVER
    for at in range(len(gains)) if by > 0 else range(len(gains) - 1, -1, -1):
        if may[at] and total <= 0:
            start, total = at, 0.0
        total += gains[at]
        if total > 0 and (best is None or total > best[0]):
            best = (total, min(start, at), max(start, at))
    return best


def _by_relation(evidence: Evidence, lane: Lane) -> Iterator[tuple[float, Move]]:
    """Yield the windows of one row that make relations hold which do not hold as it stands."""
    for index, row in enumerate(evidence.block.rows):
        failing = [one for one in evidence.relations if one.holds(evidence.numbers[row]) is False]
        if not failing:
            continue
        filled = [at for at, column in enumerate(lane.columns) if evidence.numbers[row].get(column)]
        last = len(lane.columns) - 1
        for left in filled:
            for right in filled:
                if left <= right and left >= lane.by and right - lane.by <= last:
                    gained = evidence.gain(row, lane, left, right, evidence.habits)
                    if gained >= SEED:
                        yield gained, Move(lane, index, index, left, right)


def _climbed(evidence: Evidence, seed: Move) -> tuple[float, Move]:
    """Return the best window near a seed, with what speaks for it by the habits of the other rows."""
    habits = evidence.others(seed.top, seed.bottom)
    best = _weight(evidence, seed, habits), seed
    step = 2
    while True:
        tries = [(_weight(evidence, one, habits), one) for one in _beside(evidence, best[1], step)]
        better = max(tries, key=lambda one: one[0])
        if better[0] > best[0] + 1e-9:
            best = better
        elif step == 2 and best[0] * 2 > ENOUGH:
            step = len(best[1].lane.columns)  # once more, from end to end: between two blocks of a move may be a dip
        else:
            return best


def _beside(evidence: Evidence, move: Move, step: int) -> Iterator[Move]:
    """Yield the windows that begin or end elsewhere, so many columns or one row away at most."""
    rows, last = evidence.block.rows, len(move.lane.columns) - 1
    for by in (*range(-step, 0), *range(1, step + 1)):
        for field in ("left", "right"):
            one = replace(move, **{field: getattr(move, field) + by})
            inside = max(0, move.lane.by) <= one.left <= one.right <= last + min(0, move.lane.by)
            if inside:
                yield one
    for field, by in (("top", -1), ("top", 1), ("bottom", -1), ("bottom", 1)):
        one = replace(move, **{field: getattr(move, field) + by})
        inside = 0 <= one.top <= one.bottom < len(rows) and one.bottom - one.top < MOST_ROWS
        if inside and all(rows[at + 1] <= rows[at] + 2 for at in range(one.top, one.bottom)):
            yield one


def _is_block(grid: Grid, block: Block, move: Move) -> bool:
    """Tell whether there is more than one cell, or text, or number typed over a formula: that is an act by itself."""
    rows, columns = block.rows[move.top : move.bottom + 1], move.lane.columns[move.left : move.right + 1]
    filled = {
        (row, column) for row in rows for column in columns if grid.sheet.at(row, column) or column in block.usual
    }
    if len({column for _, column in filled}) > 1:
        return True
    column = next((column for _, column in filled), 0)
    return len([at for at in filled if grid.typed(*at)]) > 1 and column not in block.usual


def _weight(evidence: Evidence, move: Move, habits: Habits) -> float:
    rows = evidence.block.rows[move.top : move.bottom + 1]
    return sum(evidence.gain(row, move.lane, move.left, move.right, habits) for row in rows)


def _finding(grid: Grid, block: Block, move: Move) -> Finding:
    """Return the finding of a block; its effect is the sum of all typed amounts in it, each without its sign.

    So much stands under a wrong heading, also where what is too much in one column is too little in the next.
    """
    columns = move.lane.columns[move.left : move.right + 1]
    rows = block.rows[move.top : move.bottom + 1]
    held = {(row, column): found for row in rows for column in columns if (found := grid.sheet.at(row, column))}
    left, right = (end(column for _, column in held) for end in (min, max))
    top, bottom = (end(row for row, _ in held) for end in (min, max))
    homes = move.lane.columns
    first, last = (homes[homes.index(column) - move.lane.by] for column in (left, right))
    numbers = [number for at in held if (number := grid.typed(*at)) is not None]
    effect = sum((abs(one) for one in numbers), Decimal(0))
    belongs = f"{address(top, first)}:{address(bottom, last)}"
    return Finding(
        What.SHIFTED, grid.sheet.name, top, left, _shown(grid, top, left), belongs, effect,
        bottom=bottom, right=right, shift=(0, left - first),
    )  # fmt: skip


def _shown(grid: Grid, row: int, column: int) -> str:
    cell = grid.sheet.at(row, column)
    return str(cell.value) if cell else ""
