"""Inspects a workbook by its own patterns: every sheet, or those that are asked for; knows no budgets."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.excel import differing, oddities, shifts, typed
from planner.excel.cells import Opened, SheetCells
from planner.excel.findings import Finding, What, merged
from planner.excel.formulas import Patterns
from planner.excel.grid import Grid


def inspect(book: Opened, names: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Return what was done to the sheets of a workbook, in the order of its sheets and rows."""
    sheets = {name: book.sheet(name) for name in book.names}
    chosen = sheets if names is None else {name: sheets[name] for name in names}
    return inspect_sheets(chosen, sheets)


def inspect_sheets(
    chosen: Mapping[str, SheetCells],
    others: Mapping[str, SheetCells],
    unit: int | None = None,
    *,
    formulas_only: bool = False,
) -> tuple[Finding, ...]:
    """Return what was done to sheets; `others` are looked up by formulas, `unit` is told where it is known.

    With `formulas_only` no table is looked at as a whole, which costs more than all formulas together.
    """
    patterns = Patterns()
    found: list[Finding] = []
    for sheet in chosen.values():
        grid = Grid(sheet, patterns, others.get)
        euros = unit or grid.unit()
        found += [replace(one, unit=euros) for one in (_formulas(grid) if formulas_only else _all(grid))]
    return tuple(found)


def _formulas(grid: Grid) -> list[Finding]:
    found = [*typed.typed_over(grid), *typed.left_out(grid), *differing.differing(grid)]
    return sorted(merged(found), key=_order)


def _order(one: Finding) -> tuple[int, int, str]:
    return one.top, one.left, one.what


def _all(grid: Grid) -> list[Finding]:
    """Return the findings of one sheet; what a shifted block explains is not told again."""
    moved = list(shifts.shifted(grid))
    others = [*_formulas(grid), *oddities.errors(grid), *oddities.hidden_numbers(grid), *oddities.failing_checks(grid)]
    kept = [one for one in others if not any(_explains(move, one) for move in moved)]
    return sorted((*moved, *kept), key=_order)


def _explains(move: Finding, other: Finding) -> bool:
    """Tell whether a finding follows from a shifted block: whatever is odd in its rows does, but for other files."""
    if other.what in {What.OTHER_FILE, What.CHECK}:
        return False
    return move.top <= other.top <= max(move.bottom, move.top)
