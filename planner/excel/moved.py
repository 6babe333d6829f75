"""Finds blocks of a returned table that stand one column or one row off what was issued, matched by identity."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.excel.cells import Cell
from planner.excel.comparing import Table
from planner.excel.evaluating import number_in
from planner.excel.findings import Finding, What, together_as_text
from planner.excel.formula_tree import address
from planner.excel.matching import normalised

LOOKED_BACK = 5
WITNESSES = 2
"""So many cells of a row must stand exactly where the issued workbook had them, one place on."""


@dataclass(frozen=True, slots=True)
class Move:
    """A row of which some cells stand one place off: where they stand now, and how far off."""

    row: int
    left: int
    right: int
    down: int
    along: int


def moved(came: Table, issued: Table) -> Iterator[Finding]:
    """Yield a finding for every block that was pasted one column or one row off."""
    pairs = dict(_pairs(came, issued))
    moves = [move for row, was in pairs.items() if (move := _move(came, issued, row, was))]
    run: list[Move] = []
    for move in [*moves, None]:
        follows = (
            run and move and move.row == run[-1].row + 1 and (move.down, move.along) == (run[-1].down, run[-1].along)
        )
        if run and not follows:
            yield _finding(came, _with_changed(came, issued, run, pairs))
            run = []
        if move:
            run.append(move)


def _with_changed(came: Table, issued: Table, run: list[Move], pairs: dict[int, int]) -> list[Move]:
    """Return a block with the rows beside it that moved along although their figures changed: they left a gap too."""
    first, last = run[0], run[-1]
    if first.along:
        above, below = first.row - 1, last.row + 1
        while _gap(came, issued, above, pairs, first):
            run, above = [replace(first, row=above), *run], above - 1
        while _gap(came, issued, below, pairs, last):
            run, below = [*run, replace(last, row=below)], below + 1
        return run
    for row in range(first.row - 1, first.row - LOOKED_BACK, -1):
        if row in pairs and all(came.cells.at(row, column) is None for column in range(first.left, first.right + 1)):
            whole = _widened(came, issued, first, row, pairs[row])
            return [replace(whole, row=at) for at in range(row + 1, first.row)] + [
                replace(one, left=whole.left, right=whole.right) for one in run
            ]
    return run


def _widened(came: Table, issued: Table, move: Move, row: int, was: int) -> Move:
    """Return a move with the columns beside it that are empty as well in the row that the block left."""
    homes = {came.columns[text]: column for text, column in issued.columns.items() if text in came.columns}

    def left_empty(column: int) -> bool:
        return came.cells.at(row, column) is None and issued.cells.at(was, homes.get(column, 0)) is not None

    left, right = move.left, move.right
    while left_empty(left - 1):
        left -= 1
    while left_empty(right + 1):
        right += 1
    return replace(move, left=left, right=right)


def _gap(came: Table, issued: Table, row: int, pairs: dict[int, int], move: Move) -> bool:
    """Tell whether a row is empty where a block was, and filled beside it."""
    column = move.left - move.along if move.along > 0 else move.right - move.along
    text = next((text for text, at in came.columns.items() if at == column), "")
    was = issued.cells.at(pairs.get(row, 0), issued.columns.get(text, 0))
    beside = came.cells.at(row, column + move.along)
    return was is not None and came.cells.at(row, column) is None and beside is not None


def _alike(one: Move, other: Move) -> bool:
    return (one.down, one.along) == (other.down, other.along)


def _pairs(came: Table, issued: Table) -> Iterator[tuple[int, int]]:
    """Yield each row of the table with the row that it had; by its identity, also where that moved one column."""
    key = came.columns.get(normalised(came.key))
    if key is None:
        return
    for row, cells in came.cells.rows.items():
        if row <= came.heading_row:
            continue
        for column in (key, key + 1, key - 1):
            cell = cells.get(column)
            name = str(cell.value).strip() if cell is not None and cell.value is not None else ""
            if name in issued.rows:
                yield row, issued.rows[name]
                break


def _move(came: Table, issued: Table, row: int, was: int) -> Move | None:
    """Return the move that explains a row; cells that also stand where they were explain nothing."""
    homes = {came.columns[text]: column for text, column in issued.columns.items() if text in came.columns}
    here, there = came.cells.rows.get(row, {}), issued.cells.rows.get(was, {})
    other = [now for now, then in homes.items() if _value(here.get(now)) != _value(there.get(then))]
    if len(other) < WITNESSES:
        return None  # nearly every row ends here
    for down, along in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        columns = [
            now + along
            for now, then in homes.items()
            if _stands(came, issued, (row, now + along), (was - down, then))
            and not _stands(came, issued, (row, now + along), (was, homes.get(now + along, 0)))
        ]
        if _telling(came, row, columns) and (
            not along or _left_behind(came, issued, row, was, (columns, along, homes))
        ):
            return _whole(came, issued, Move(row, min(columns), max(columns), down, along), was, homes)
    return None


def _whole(came: Table, issued: Table, move: Move, was: int, homes: dict[int, int]) -> Move:
    """Return a move with the cells beside it that stand as if they moved along, equal as they may be to what was."""

    def along_too(column: int) -> bool:
        here, home = (move.row, column), homes.get(column - move.along, 0)
        return _stands(came, issued, here, (was - move.down, home))

    left, right = move.left, move.right
    if move.down:
        gone = [
            column
            for column, home in homes.items()
            if came.cells.at(move.row - move.down, column) is None and issued.cells.at(was - move.down, home)
        ]
        return Move(move.row, min([left, *gone]), max([right, *gone]), move.down, 0)
    while left > 1 and along_too(left - 1):
        left -= 1
    while along_too(right + 1):
        right += 1
    return Move(move.row, left, right, 0, move.along)


def _left_behind(
    came: Table, issued: Table, row: int, was: int, moved_to: tuple[list[int], int, dict[int, int]]
) -> bool:
    """Tell whether the place that a block left is empty or as it was; quarters that shift in earnest leave a zero."""
    columns, along, homes = moved_to
    gap = (min(columns) if along > 0 else max(columns)) - along
    empty = came.cells.at(row, gap) is None or _stands(came, issued, (row, gap), (was, homes.get(gap, 0)))
    span = range(min(columns) - along, max(columns) + 1)
    words = any(isinstance(cell.value, str) for at in columns if (cell := came.cells.at(row, at)))
    return empty and (words or came.columns.get(normalised(came.amount), 0) in span or len(columns) > WITNESSES)


def _value(cell: Cell | None) -> object:
    return None if cell is None else cell.value


def _stands(came: Table, issued: Table, here: tuple[int, int], there: tuple[int, int]) -> bool:
    """Tell whether a cell holds what another cell of the issued table held."""
    now, then = came.cells.at(*here), issued.cells.at(*there)
    if now is None or then is None or there[0] <= issued.heading_row:
        return False
    return now.value == then.value


def _telling(came: Table, row: int, columns: list[int]) -> bool:
    """Tell whether the cells say something: a zero, or one word in all of them, is no witness."""
    values = {str(cell.value) for column in columns if (cell := came.cells.at(row, column)) and cell.value}
    return len(values) >= WITNESSES


def _finding(came: Table, run: list[Move]) -> Finding:
    left, right = min(one.left for one in run), max(one.right for one in run)
    top, bottom, down, along = run[0].row, run[-1].row, run[0].down, run[0].along
    numbers = [
        abs(found)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (found := number_in(came.cells.at(row, column))) is not None
    ]
    belongs = f"{address(top - down, left - along)}:{address(bottom - down, right - along)}"
    cells = [came.cells.at(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    shown = [str(cell.value) if cell else "" for cell in cells]
    return Finding(
        What.SHIFTED, came.cells.name, top, left, shown[0], belongs, sum(numbers, Decimal(0)),
        bottom=bottom, right=right, shift=(down, along), content=together_as_text(shown),
    )  # fmt: skip
