"""Finds blocks pasted one column off: rows that are much likelier with some of their cells moved back.

Cells are moved back in thought, all of them or only the typed ones past the formulas, and the row is weighed both ways:
by what each column is used to hold and how large that is (`habits`), and by what must hold between columns
(`relations`). The rows of a block are weighed together. What leaves nothing to weigh is not found: a number or two
among columns that are used alike, within one total. Of blocks of one to six rows moved at random in workbooks of
ministries nine in ten are found where formulas or totals moved along, half where only typed cells did, past formulas.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.excel.blocks import Block, blocks
from planner.excel.evidence import Evidence
from planner.excel.findings import Finding, What
from planner.excel.formula_tree import address
from planner.excel.grid import Grid
from planner.excel.habits import Habits
from planner.excel.lowered import Lowered, likeliest
from planner.excel.moving import NEVER, Lane, gain, lanes, left_empty

ENOUGH = 13.5
"""How much likelier (as a logarithm) rows must be with a block moved back.

So many blocks are tried that chance comes to 11 in tables of a hundred rows by forty columns, and came to 13 in one of
five hundred correct workbooks.
"""
ENOUGH_ALONE = 16.0
"""The same for a block of one column: chance came to 14,5 in a hundred tables."""
SURE = 17.0
"""From here on a block is sure, so that it explains what else is odd in its rows; below it is a hint beside that. Of
four hundred sound tables three showed a hint, and one a block that seemed sure."""
SEED = 3.0
"""What is worth a closer look."""
MOST_ROWS = 12
"""More rows than this, or a third of a table, are not moved by accident but have another habit."""
SMALL = 40
"""In a table of so few rows a block that was moved weighs in the habits, and is left out of them."""


Sure = tuple[float, set[int], Finding]
"""How sure a finding is, and the rows that it explains."""


@dataclass(frozen=True, slots=True)
class Move:
    """A block that may have been moved: the first and last of the table's rows, and of the columns of its lane."""

    lane: Lane
    top: int
    bottom: int
    left: int
    right: int


def shifted(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for every block that was pasted one column or row off, the surest first, each of other rows."""
    for block in blocks(grid):
        evidence = Evidence(grid, block)
        found = [_climbed(evidence, seed) for lane in lanes(evidence) for seed in _seeds(evidence, lane)]
        sure = [_across(grid, block, *one) for one in found] + [_down(grid, block, *one) for one in likeliest(evidence)]
        taken: set[int] = set()
        for _, rows, finding in sorted((one for one in sure if one), key=lambda one: -one[0]):
            if not rows & taken and len(rows) * 3 <= len(block.rows):
                taken |= rows
                yield finding


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
        [left_empty(evidence, row, lane, at, at) if gains_at > NEVER else False for at, gains_at in enumerate(gained)]
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
    shifted = range(max(0, lane.by), len(columns) + min(0, lane.by))
    then = evidence.arranged(row, {columns[at - lane.by]: (row, columns[at]) for at in shifted})
    now = evidence.standing[row]
    gains = [NEVER] * len(columns)
    for at in shifted:
        home = columns[at - lane.by]
        gains[at] = sum(evidence.likely(then, home, habits)) - sum(evidence.likely(now, columns[at], habits))
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
                    gained = gain(evidence, row, lane, (left, right), evidence.habits)
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


def _weight(evidence: Evidence, move: Move, habits: Habits) -> float:
    rows = evidence.block.rows[move.top : move.bottom + 1]
    return sum(gain(evidence, row, move.lane, (move.left, move.right), habits) for row in rows)


def _across(grid: Grid, block: Block, weight: float, move: Move) -> Sure | None:
    """Return the finding of a block that was moved along its rows; None where that is not sure.

    A single column proves less: that a body has nothing in one column and something in the next has many reasons. One
    number typed over a formula is an act by itself.
    """
    columns = move.lane.columns[move.left : move.right + 1]
    rows = block.rows[move.top : move.bottom + 1]
    held = [(row, column) for row in rows for column in columns if grid.sheet.at(row, column)]
    filled = {column for _, column in held} | {column for column in columns if column in block.usual}
    alone = len(filled) == 1
    typed = [at for at in held if grid.typed(*at)]
    if weight < (ENOUGH_ALONE if alone else ENOUGH) or not held:
        return None
    if alone and (len(typed) < 2 or not filled.isdisjoint(block.usual)):
        return None
    homes = {move.lane.columns[move.lane.columns.index(column) - move.lane.by] for _, column in typed}
    if not all(any(grid.number(row, home) is not None for row in block.rows if row not in rows) for home in homes):
        return None  # a number belongs where others have one
    left = min(column for _, column in held)
    first = move.lane.columns[move.lane.columns.index(left) - move.lane.by]
    return weight, set(rows), _finding(grid, held, (0, left - first), sure=weight >= SURE)


def _down(grid: Grid, block: Block, weight: float, move: Lowered) -> Sure | None:
    """Return the finding of a block that was moved down or up its columns; None where that is not sure."""
    rows = block.rows[move.top : move.bottom + 1]
    held = [(row, column) for row in rows for column in move.window if grid.sheet.at(row, column)]
    if weight < ENOUGH or len({column for _, column in held}) < 2:
        return None
    return weight, {*rows, block.rows[move.vacated]}, _finding(grid, held, (move.by, 0), sure=weight >= SURE)


def _finding(grid: Grid, held: Sequence[tuple[int, int]], shift: tuple[int, int], *, sure: bool) -> Finding:
    """Return the finding of a block; its effect is the sum of all typed amounts in it, each without its sign.

    So much stands under a wrong heading or beside a wrong name, also where what is too much in one place is too little
    in the next.
    """
    (top, left), (bottom, right) = ((end(row for row, _ in held), end(at for _, at in held)) for end in (min, max))
    effect = sum((abs(number) for at in held if (number := grid.typed(*at)) is not None), Decimal(0))
    belongs = f"{address(top - shift[0], left - shift[1])}:{address(bottom - shift[0], right - shift[1])}"
    cell = grid.sheet.at(top, left)
    return Finding(
        What.SHIFTED, grid.sheet.name, top, left, str(cell.value) if cell else "", belongs, effect,
        bottom=bottom, right=right, shift=shift, sure=sure,
    )  # fmt: skip
