"""Finds totals that were typed where nothing beside them has their formula: by their label and what stands above."""

import re
from collections.abc import Iterator
from decimal import Decimal

from planner.excel.findings import Finding, What
from planner.excel.formula_tree import address
from planner.excel.grid import TOTALS, Grid
from planner.excel.totals import Totals

LEAST = 2
"""A total adds up so many cells."""
_RATE = re.compile(
    r"tarief|prijs|%|percentage|\bper\b|gemiddeld|\bgem\b|index|aandeel|ratio|schaal|koers|factor|opslag|loon\b|jaar\b",
    re.IGNORECASE,
)
"""Headings of columns that nobody adds up."""
_OTHER = re.compile(
    r"kader|plafond|budget|beschikbaar|taakstell|vorig|realisatie|toegekend|\bfte|aantal|norm|maxim", re.IGNORECASE
)
"""Words by which a row says that it is no total of what stands above it."""


def typed_totals(grid: Grid, totals: Totals) -> Iterator[Finding]:
    """Yield the numbers in a row that calls itself a total which are not what the cells above them come to."""
    for row, line in grid.rows.items():
        for column in [item.at for item in line.items if item.key is None]:
            if not TOTALS.match(_own_label(grid, row, column)) or _is_rate(grid, row, column):
                continue
            parts = _covered(grid, totals, row, column) or _above(grid, totals, row, column)
            parts = parts or _totals_above(grid, totals, row, column)
            found = _finding(grid, row, column, parts) if parts else None
            if found:
                yield found


def _own_label(grid: Grid, row: int, column: int) -> str:
    """Return the text that names a cell: the nearest to its left."""
    texts = [grid.text(row, at) for at in sorted(grid.sheet.rows.get(row, {})) if at < column]
    return next((text.strip() for text in reversed(texts) if text.strip()), "")


def _is_rate(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a column holds what is not added up: rates, percentages, or numbers with their mean under them."""
    texts = [grid.text(item.at, column) for item in grid.columns[column].items if item.key == "" and item.at < row]
    return grid.is_share(row, column) or any(_RATE.search(text) for text in texts[-2:])


def _covered(grid: Grid, totals: Totals, row: int, column: int) -> list[int]:
    """Return the rows that the other totals of the row add up, where this column has figures that no total counts."""
    sums = (totals.sums.rows(row, item.at) for item in grid.rows[row].items if item.key)
    covered = {tuple(sorted(one)) for one in sums if one}
    if len(covered) != 1:
        return []
    filled = [at for at in covered.pop() if grid.number(at, column) is not None]
    return filled if all(totals.sums.unused(at, column) for at in filled) else []


def _above(grid: Grid, totals: Totals, row: int, column: int) -> list[int]:
    """Return the rows right above that no total counts, where the column calculates or the total is used."""
    line = grid.columns[column]
    rows: list[int] = []
    for item in reversed([one for one in line.items if one.at < row]):
        far = (rows[-1] if rows else row) - item.at > (1 if rows else 2)
        label = _own_label(grid, item.at, column)
        if (
            item.key == ""
            or far
            or grid.headings(item.at)
            or TOTALS.match(label)
            or not totals.sums.unused(item.at, column)
        ):
            break
        rows.append(item.at)
    calculates = any(totals.sums.rows(item.at, column) for item in line.items if item.key and item.at != row)
    calculates = calculates or any((at, column) in grid.formulas for at in rows) or not totals.sums.unused(row, column)
    return sorted(rows) if calculates and all(not totals.counted_out(at, column) for at in rows) else []


def _totals_above(grid: Grid, totals: Totals, row: int, column: int) -> list[int]:
    """Return the totals above that no total counts, up to the last that counts totals itself, under a wider total."""
    found: list[int] = []
    if _OTHER.search(grid.label(row, column)):
        return []
    for item in reversed([one for one in grid.columns[column].items if one.at < row and one.key]):
        rows = totals.sums.rows(item.at, column)
        if not rows or totals.counted_out(item.at, column):
            continue
        if not totals.sums.unused(item.at, column) or any(totals.sums.rows(at, column) for at in rows):
            break
        found.append(item.at)
    return found[::-1]


def _finding(grid: Grid, row: int, column: int, parts: list[int]) -> Finding | None:
    numbers = [grid.number(at, column) or Decimal(0) for at in parts]
    stands = grid.number(row, column)
    if len(parts) < LEAST or stands is None:
        return None
    total = sum(numbers, Decimal(0))
    mean = total / len(parts)
    if min(numbers) <= stands <= max(numbers) and abs(stands - mean) * 5 < abs(mean):
        return None  # an average, as people put under rates
    together = parts[-1] - parts[0] < len(parts) + 2 and not any((at, column) in grid.formulas for at in parts[1:])
    text = f"=SUM({address(parts[0], column)}:{address(parts[-1], column)})"
    text = text if together else "=" + "+".join(address(at, column) for at in parts)
    near = _formula_near(grid, row, column)
    return Finding(What.TYPED_OVER, grid.sheet.name, row, column, str(stands), text, stands - total, near)


def _formula_near(grid: Grid, row: int, column: int) -> str:
    """Return the nearest cell that still calculates: in the column, else in the row."""
    down = [item.at for item in grid.columns[column].items if item.key]
    if down:
        return address(min(down, key=lambda at: abs(at - row)), column)
    along = [item.at for item in grid.rows[row].items if item.key]
    return address(row, min(along, key=lambda at: abs(at - column))) if along else ""
