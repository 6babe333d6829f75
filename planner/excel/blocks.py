"""The tables of a sheet: their rows with figures, their columns, and the usual formula of each; judges nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.excel.formulas import Formula
from planner.excel.grid import Grid

LEAST_ROWS, LEAST_COLUMNS = 6, 4


@dataclass(frozen=True, slots=True)
class Block:
    """A table: its rows with figures, its columns, and the usual formula of each column that has one."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    usual: dict[int, Formula]


def blocks(grid: Grid) -> Iterator[Block]:
    """Yield the tables of a sheet: runs of rows with figures, apart from each other by two empty rows or headings."""
    run: list[int] = []
    previous = 0
    for row in [*grid.sheet.rows, 0]:
        if run and (not previous < row <= previous + 2 or _begins(grid, row, run)):
            shares = _shares(grid, run)
            run = [at for at in run if not _sums_up(grid, at) and at not in shares]
            columns = sorted({item.at for at in run for item in grid.rows[at].items})
            if len(run) >= LEAST_ROWS and len(columns) >= LEAST_COLUMNS:
                across = tuple(range(columns[0], columns[-1] + 1))
                yield Block(tuple(run), across, _usual(grid, run, across))
            run = []
        previous = row
        if row in grid.rows and not grid.headings(row) and len(grid.rows[row].items) >= 3:
            run.append(row)


def _begins(grid: Grid, row: int, run: Sequence[int]) -> bool:
    """Tell whether a row holds the headings of a next table: texts in columns that held numbers so far."""
    texts = [item.at for item in grid.rows[row].items if item.key == ""] if row in grid.rows else []
    if len(texts) < 2 or not grid.headings(row):
        return False
    return any(item.at in texts and item.key != "" for at in run for item in grid.rows[at].items)


def _sums_up(grid: Grid, row: int) -> bool:
    """Tell whether a row says something of the rows above it: two formulas or more that look at other rows alone."""
    found = 0
    for item in grid.rows[row].items:
        formula = grid.formulas.get((row, item.at))
        spans = [one.at(row, item.at) for one in formula.references] if formula else []
        found += (
            bool(spans)
            and any(span.left == span.right == item.at for span in spans)
            and all(not span.sheet and not span.top <= row <= span.bottom for span in spans)
        )
    return found > 1


def _shares(grid: Grid, run: Sequence[int]) -> set[int]:
    """Return the rows that all others calculate with, as with shares or prices on top of a table."""
    used: Counter[int] = Counter()
    for row in run:
        formulas = [grid.formulas[row, item.at] for item in grid.rows[row].items if (row, item.at) in grid.formulas]
        fixed = [one for formula in formulas for one in formula.references if one.single and one.top.fixed]
        used.update({span.top for one in fixed if not (span := one.at(row, 1)).sheet and span.top != row})
    return {row for row, count in used.items() if count * 2 > len(run)}


def _usual(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> dict[int, Formula]:
    """Return the formula of each column in which half of what is filled has one and the same."""
    found = {}
    for column in columns:
        here = [grid.formulas[row, column] for row in rows if (row, column) in grid.formulas]
        filled = sum(grid.sheet.at(row, column) is not None for row in rows)
        keys = Counter(one.key for one in here).most_common(1)
        if keys and keys[0][1] >= 3 and keys[0][1] * 2 >= filled:
            found[column] = grid.known[keys[0][0]]
    return found
