"""Finds formulas that differ from those of their column or row, constants inside totals, and sums that stop short."""

import re
from collections.abc import Iterator
from decimal import Decimal

from planner.excel.findings import Finding, What, without_noise
from planner.excel.formula_tree import address
from planner.excel.formulas import Formula
from planner.excel.grid import TOTALS, Grid, Line, Vote, vote
from planner.excel.terms import Terms, compared
from planner.excel.totals import Totals
from planner.excel.twins import Twins

LEAST_ALIKE = 4
"""So many formulas of one kind in a column are a kind of their own, whatever their rows say."""
SUPPORT = 5
"""A formula that occurs a fifth as often as the most frequent of its line is a second kind, and no fault."""
MOST_DAYS = 5_000
"""A difference of two dates is smaller than this."""
LEAST_AMOUNT = 100
LEAST_KINDS = 2
"""A line with a usual formula and another has so many kinds."""
_MEASURES = frozenset({"AVERAGE", "MIN", "MAX", "COUNT", "COUNTA", "MEDIAN", "SUMPRODUCT"})
_CHECK = re.compile(r"controle|check|aansluit|verschil|kruistelling", re.IGNORECASE)
_NET = re.compile(r"saldo|resultaat|verschil|netto|ruimte|mutatie", re.IGNORECASE)


def differing(grid: Grid, twins: Twins, totals: Totals) -> Iterator[Finding]:
    """Yield a finding for every formula that stands alone among others, or that holds a constant or another file."""
    for (row, column), formula in grid.formulas.items():
        down, along = grid.columns[column], grid.rows[row]
        found = None
        supported = _supported(down, formula.key), _supported(along, formula.key)
        if supported[0] and not supported[1] and down.keys[formula.key] < min(down.top, LEAST_ALIKE):
            found = _covers_less(grid, row, column, along=1)
        elif supported[1] and not supported[0] and along.keys[formula.key] < LEAST_ALIKE:
            found = _covers_less(grid, row, column, along=0)
        elif not any(supported):
            found = _by_line(grid, row, column, along=0) or _by_line(grid, row, column, along=1)
        if found is None and not supported[1] and (not supported[0] or totals.sums.rows(row, column)):
            found = _by_twin(grid, row, column, twins, totals)
        if found is None and not any(supported):
            found = _constant(grid, row, column, formula)
        if found is None and formula.external:
            found = Finding(What.OTHER_FILE, grid.sheet.name, row, column, _text(grid, row, column))
        if found is None:
            found = totals.judged(row, column, formula, alone=along.keys[formula.key] == 1)
        if found:
            yield found


def _covers_less(grid: Grid, row: int, column: int, *, along: int) -> Finding | None:
    """Return the finding of a total that covers less than all others of its line, as one elsewhere happens to do."""
    voted = vote(grid.rows[row], column) if along else vote(grid.columns[column], row)
    if voted is None or voted.count != voted.formulas:
        return None
    found = _by_line(grid, row, column, along=along)
    return found if found and found.what in {What.SHORT, What.WIDE} else None


def _supported(line: Line, key: str) -> bool:
    count = line.keys.get(key, 0)
    return count > 1 and count * SUPPORT >= line.top


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.sheet.at(row, column)
    return cell.formula or "" if cell else ""


def _by_line(grid: Grid, row: int, column: int, *, along: int) -> Finding | None:
    line = grid.columns[column] if along == 0 else grid.rows[row]
    voted = vote(line, row if along == 0 else column)
    own = grid.formulas[row, column]
    if voted is None or voted.key == own.key or voted.count * 5 < voted.formulas * 3 or not voted.beside:
        return None
    usual = grid.known[voted.key]
    if not _fits(own, usual, row, column, along=along, inside=voted.inside):
        return None
    if not along and grid.is_column_sum(usual):
        return None  # other totals of a column cover as many rows as they have themselves
    near = address(voted.nearest, column) if along == 0 else address(row, voted.nearest)
    if along and _is_balance(grid, row, column, usual):
        return None
    found = apart(grid, row, column, usual, near, alone=line.keys[own.key] == 1)
    if found and found.what is What.DIFFERS and _of_its_own(grid, found, voted, along):
        return None
    return found


def _of_its_own(grid: Grid, found: Finding, voted: Vote, along: int) -> bool:
    """Tell whether a formula is plainly of another kind: a check, or at the end of a line in a row of another kind."""
    row, column = found.top, found.left
    if not along and _CHECK.search(grid.label(row, column)):
        return True
    return not voted.inside and (found.effect == 0 or not (along or grid.like(row, column, voted.nearest)))


def apart(grid: Grid, row: int, column: int, usual: Formula, near: str, *, alone: bool) -> Finding | None:
    """Return how a formula departs from what is usual in its place, where that means anything; `near` has that."""
    own = grid.formulas[row, column]
    kind = compared(own, usual, row, column)
    if kind is None or (kind is What.DIFFERS and _plain_link(own, usual)):
        return None
    gives, stands = grid.gives(usual, row, column), grid.number(row, column)
    effect = None if gives is None or stands is None else without_noise(stands - gives)
    if kind is What.DIFFERS and (_meant(own, usual, known=effect is not None) or _other_measure(own, usual)):
        return None
    if kind is What.CONSTANT:
        effect = grid.terms(own).constant - grid.terms(usual).constant
    if not effect and effect is not None and not alone:
        return None  # a second kind of formula in the line, that comes to the same
    found = _text(grid, row, column)
    return Finding(kind, grid.sheet.name, row, column, found, grid.says(usual, row, column), effect, near)


def _by_twin(grid: Grid, row: int, column: int, twins: Twins, totals: Totals) -> Finding | None:
    """Return how a formula departs from its twins; of two that differ the one that is wrong must show it itself."""
    own = grid.formulas[row, column]
    for along in (1, 0):
        others = twins.of(row, column, along)
        if not others or own.key in others.values() or len(set(others.values())) > 1:
            continue
        other, key = next(iter(others.items()))
        usual = grid.known[key]
        at = column if along else row
        if not _fits(own, usual, row, column, along=along, inside=min(others) < at < max(others)):
            continue
        near = address(row, other) if along else address(other, column)
        line = grid.rows[row] if along else grid.columns[column]
        many = len(others) > 1 or (line.keys[key] > 1 and line.keys[own.key] == 1 and len(line.keys) == LEAST_KINDS)
        if not many and not _shows_it(grid, row, column, usual, totals, along=along):
            continue
        found = apart(grid, row, column, usual, near, alone=True)
        if found:
            return found
    return None


def _shows_it(grid: Grid, row: int, column: int, usual: Formula, totals: Totals, *, along: int) -> bool:
    """Tell whether of two formulas that differ this one is wrong, by what it holds itself."""
    own = grid.formulas[row, column]
    kind = compared(own, usual, row, column)
    mine, theirs = grid.terms(own), grid.terms(usual)
    if kind is What.CONSTANT:
        return bool(mine.constant) and not theirs.constant
    if kind is What.SHORT:
        return totals.leaves_unused(row, column, usual)
    if kind in {What.BESIDE, What.DIFFERS}:
        home = 0 if along else 1
        strays, stray = (_directions(one, row, column, fixed=True) - {home} for one in (own, usual))
        if strays and not stray:
            return True
    if kind is What.DIFFERS and TOTALS.match(grid.label(row, column)):
        signs = [{sign for sign, _ in one.references} for one in (mine, theirs)]
        return signs[1] == {1} and -1 in signs[0] and not _NET.search(grid.label(row, column))
    return kind is What.OTHER_FILE


def _is_balance(grid: Grid, row: int, column: int, usual: Formula) -> bool:
    """Tell whether a cell shows the last balance of its column, in a row of totals of movements."""
    own = grid.formulas[row, column]
    if own.tree is None or own.tree.what != "ref" or usual.references[0].single:
        return False
    span, whole = own.references[0].at(row, column), usual.references[0].at(row, column)
    return (span.top, span.left, span.sheet) == (whole.bottom, whole.left, whole.sheet)


def _meant(own: Formula, usual: Formula, *, known: bool) -> bool:
    """Tell whether a formula is plainly another: of cells fixed in place, beside others or under them."""
    fixed, theirs = (
        [axis.fixed for ref in one.references for axis in (ref.top, ref.left, ref.bottom, ref.right)]
        for one in (own, usual)
    )
    return all(theirs) or (not known and sum(fixed) != sum(theirs))


def _other_measure(own: Formula, usual: Formula) -> bool:
    """Tell whether a formula takes another measure of the same cells: an average of rates beside sums of amounts."""
    calls = [one.tree.value if one.tree is not None and one.tree.what == "call" else "" for one in (own, usual)]
    return calls[0] in _MEASURES and calls[1] in {"SUM", "SUBTOTAL"}


def _plain_link(own: Formula, usual: Formula) -> bool:
    """Tell whether both only fetch a cell: a list of links need not go down another sheet one by one."""
    return all(one.tree is not None and one.tree.what == "ref" for one in (own, usual))


def _fits(own: Formula, usual: Formula, row: int, column: int, *, along: int, inside: bool) -> bool:
    """Tell whether the usual formula could stand here: a total under its column adds up along the line, and may."""
    spans = [one.at(row, column) for one in usual.references]
    if any(span.top < 1 or span.left < 1 or (not span.sheet and span.holds(row, column)) for span in spans):
        return False
    theirs = _directions(usual, row, column, fixed=False)
    mine = _directions(own, row, column, fixed=True)
    if mine and along not in theirs and mine == {along}:
        return False
    return inside or along not in theirs


def _directions(formula: Formula, row: int, column: int, *, fixed: bool) -> set[int]:
    """Return in which directions a formula looks: 0 along its own column, 1 along its row, 2 elsewhere.

    Cells that it is fixed to (the index at the top of a column) are no direction, unless `fixed` counts them.
    """
    found = set()
    for one in formula.references:
        span = one.at(row, column)
        if not span.sheet and span.left <= column <= span.right and (fixed or not one.top.fixed):
            found.add(0)
        elif not span.sheet and span.top <= row <= span.bottom and (fixed or not one.left.fixed):
            found.add(1)
        else:
            found.add(2)
    return found


def _constant(grid: Grid, row: int, column: int, own: Formula) -> Finding | None:
    """Return the finding of a number inside a total that stands by itself, or added to a cell of another sheet."""
    terms = grid.terms(own)
    if not terms.constant or not terms.references or terms.others:
        return None
    if not _is_total(terms, grid.number(row, column)) and not _adds_to_link(grid, row, column, terms):
        return None
    shown = _text(grid, row, column)
    return Finding(What.CONSTANT, grid.sheet.name, row, column, shown, effect=terms.constant)


def _is_total(terms: Terms, stands: Decimal | None) -> bool:
    """Tell whether a formula is a total: a sum over cells, or several cells; `=1-B2` and `=B3+1` are none.

    Nor is a number of days (`=C2-B2+1`), nor what is left of a whole (`=100-B2-C2`).
    """
    signs = {sign for sign, _ in terms.references}
    ranged = any(not one.single for _, one in terms.references)
    if abs(terms.constant) in (1, 100) and signs == {-1}:
        return False
    if abs(terms.constant) == 1 and len(signs) == len(terms.references) == 2 and not ranged:
        return stands is not None and abs(stands) >= MOST_DAYS
    return (ranged and terms.sums) or len(terms.references) > 1


def _adds_to_link(grid: Grid, row: int, column: int, terms: Terms) -> bool:
    """Tell whether a number is added to an amount that comes from another sheet; years and rates are no amounts."""
    if len(terms.references) != 1 or not terms.references[0][1].sheet or not terms.references[0][1].single:
        return False
    stands = grid.number(row, column)
    return stands is not None and abs(stands) >= LEAST_AMOUNT and not 1900 <= stands <= 2100
