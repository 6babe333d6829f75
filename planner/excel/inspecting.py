"""Inspects a workbook by its own patterns: every sheet, or those that are asked for; knows no budgets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.excel import differing, links, lone, oddities, overtyped, peers, shifts
from planner.excel.cells import Opened, SheetCells
from planner.excel.condense import names as names_in
from planner.excel.findings import Finding, What, merged
from planner.excel.formulas import Patterns
from planner.excel.grid import Grid
from planner.excel.totals import Totals
from planner.excel.twins import Twins

Inputs = Mapping[str, frozenset[int]]
"""Sheets in which people may type instead of calculate, with the rows of each that are wrong."""


def inspect(book: Opened, inputs: Inputs | None = None) -> tuple[Finding, ...]:
    """Return what was done to the sheets of a workbook, in the order of its sheets and rows."""
    sheets = {name: book.sheet(name) for name in book.names}
    return inspect_sheets(sheets, sheets, inputs=inputs, names=names_in(book.package))


def inspect_sheets(
    chosen: Mapping[str, SheetCells],
    others: Mapping[str, SheetCells],
    unit: int | None = None,
    *,
    inputs: Inputs | None = None,
    formulas_only: bool = False,
    names: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Return what was done to sheets; `others` are looked up by formulas, `unit` is told where it is known.

    `names` are those of the workbook. With `formulas_only` no table is looked at as a whole, which costs more than
    all formulas together.
    """
    patterns = Patterns(names)
    found: list[Finding] = []
    grids = [Grid(sheet, patterns, others) for sheet in chosen.values()]
    alike = peers.peers_of(grids)
    for grid in grids:
        euros = unit or grid.unit()
        name = grid.sheet.name
        wrong, of_its_form = (inputs or {}).get(name), alike.get(name, ())
        here = _formulas(grid, wrong, of_its_form) if formulas_only else _all(grid, wrong, of_its_form)
        found += [replace(one, unit=euros) for one in here]
    return tuple(found)


def _formulas(grid: Grid, wrong: frozenset[int] | None, of_its_form: Sequence[Grid]) -> list[Finding]:
    twins, totals = Twins(grid), Totals(grid)
    found = [*overtyped.typed_over(grid, twins), *overtyped.left_out(grid), *differing.differing(grid, twins, totals)]
    told = {(one.top, one.left) for one in found}
    for more in (lone.typed_totals(grid, totals), links.typed_links(grid), peers.departing(grid, of_its_form)):
        found += [one for one in more if (one.top, one.left) not in told]
        told |= {(one.top, one.left) for one in found}
    if wrong is not None:
        found = [one for one in found if one.top in wrong or _is_override(grid, one)]
    return sorted(merged(found), key=_order)


def _is_override(grid: Grid, one: Finding) -> bool:
    """Tell whether a cell of a table of input departs from its row: a row without formulas is simply typed."""
    if one.what is What.TYPED_OVER:
        return len(grid.rows[one.top].keys) > 1 and bool(grid.number(one.top, one.left))
    return one.what not in {What.MISSING, What.DIFFERS}


def _order(one: Finding) -> tuple[int, int, str]:
    return one.top, one.left, one.what


def _all(grid: Grid, wrong: frozenset[int] | None, of_its_form: Sequence[Grid]) -> list[Finding]:
    """Return the findings of one sheet; what a shifted block explains is not told again."""
    moved = list(shifts.shifted(grid))
    others = [
        *_formulas(grid, wrong, of_its_form),
        *oddities.errors(grid),
        *oddities.hidden_numbers(grid),
        *oddities.failing_checks(grid),
    ]
    kept = [one for one in others if not any(_explains(move, one) for move in moved)]
    return sorted((*moved, *kept), key=_order)


def _explains(move: Finding, other: Finding) -> bool:
    """Tell whether a finding follows from a shifted block: whatever is odd in its rows does, but for acts of their own.

    Such are a number that was typed over a formula far from the block, another file, and a check that fails. A block
    that is no more than a hint explains nothing.
    """
    if (
        not move.sure
        or other.what in {What.OTHER_FILE, What.CHECK}
        or not move.top <= other.top <= max(move.bottom, move.top)
    ):
        return False
    by = abs(move.shift[1])
    return other.what is not What.TYPED_OVER or move.left - by <= other.left <= max(move.right, move.left) + by
