"""Finds formulas that differ from those of their column or row, constants inside totals, and sums that stop short."""

from collections.abc import Iterator
from decimal import Decimal

from planner.excel.findings import Finding, What
from planner.excel.formula_tree import Span, address
from planner.excel.formulas import Formula
from planner.excel.grid import TOTALS, Grid, Line, vote
from planner.excel.terms import Terms, compared

LEAST_ALIKE = 4
"""So many formulas of one kind in a column are a kind of their own, whatever their rows say."""
SUPPORT = 5
"""A formula that occurs a fifth as often as the most frequent of its line is a second kind, and no fault."""
MOST_SKIPPED = 3
_MEMO = ("waarvan", "wv.", "w.v.", "memo", "fte", "aantal", "%", "index")


def differing(grid: Grid) -> Iterator[Finding]:
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
            found = found or _constant(grid, row, column, formula)
        if found is None and formula.external:
            found = Finding(What.OTHER_FILE, grid.sheet.name, row, column, _text(grid, row, column))
        if found is None:
            found = _stops_short(grid, row, column, formula)
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
    kind = compared(own, usual, row, column)
    if kind is None or (kind is What.DIFFERS and _plain_link(own, usual)):
        return None
    gives, stands = grid.gives(usual, row, column), grid.number(row, column)
    effect = None if gives is None or stands is None else stands - gives
    if kind is What.DIFFERS and _meant(own, usual, known=effect is not None):
        return None
    if kind is What.CONSTANT:
        effect = grid.terms(own).constant - grid.terms(usual).constant
    if not effect and effect is not None and line.keys[own.key] > 1:
        return None  # a second kind of formula in the line, that comes to the same
    near = address(voted.nearest, column) if along == 0 else address(row, voted.nearest)
    found = _text(grid, row, column)
    return Finding(kind, grid.sheet.name, row, column, found, grid.says(usual, row, column), effect, near)


def _meant(own: Formula, usual: Formula, *, known: bool) -> bool:
    """Tell whether a formula is plainly another: of cells fixed in place, beside others or under them."""
    fixed, theirs = (
        [axis.fixed for ref in one.references for axis in (ref.top, ref.left, ref.bottom, ref.right)]
        for one in (own, usual)
    )
    return all(theirs) or (not known and sum(fixed) != sum(theirs))


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
    """Return the finding of a number inside a total that stands by itself."""
    terms = grid.terms(own)
    if not terms.constant or not terms.references or terms.others or not _is_total(terms):
        return None
    shown = _text(grid, row, column)
    return Finding(What.CONSTANT, grid.sheet.name, row, column, shown, effect=terms.constant)


def _is_total(terms: Terms) -> bool:
    """Tell whether a formula is a total: a sum over cells, or several cells; `=1-B2` and `=B3+1` are none."""
    signs = {sign for sign, _ in terms.references}
    ranged = any(not one.single for _, one in terms.references)
    if abs(terms.constant) in (1, 100) and (signs == {-1} or (len(signs) == 2 and not ranged)):
        return False
    return (ranged and terms.sums) or len(terms.references) > 1


def _stops_short(grid: Grid, row: int, column: int, own: Formula) -> Finding | None:
    """Return the finding of a lone sum down its column that leaves out the rows right above it, or its first row."""
    if len(own.references) != 1 or own.references[0].single:
        return None
    terms = grid.terms(own)
    ranges = [one.at(row, column) for _, one in terms.references if not one.single]
    if not terms.additive or len(ranges) != 1 or len(terms.references) != 1 or ranges[0].sheet:
        return None
    span = ranges[0]
    if not (span.left == span.right == column and span.bottom < row) or span.bottom - span.top < 1:
        return None
    gap = list(range(span.bottom + 1, row)) or _first_row(grid, span)
    if not 0 < len(gap) <= min(MOST_SKIPPED, span.bottom - span.top + 1):
        return None
    if not all(_skipped(grid, at, column, span) for at in gap):
        return None
    left = sum((grid.number(at, column) or Decimal(0) for at in gap), Decimal(0))
    top, bottom = min(span.top, *gap), max(span.bottom, *gap)
    shown = f"=SUM({address(top, column)}:{address(bottom, column)})"
    return Finding(What.SHORT, grid.sheet.name, row, column, _text(grid, row, column), shown, -left)


def _first_row(grid: Grid, span: Span) -> list[int]:
    """Return the row above a range where it looks like its first row: directly under headings."""
    above = span.top - 1
    if above < 2 or grid.headings(above) or grid.typed(above, span.left) is None:
        return []
    return [above] if grid.number(above - 1, span.left) is None and grid.headings(above - 1) else []


def _skipped(grid: Grid, row: int, column: int, span: Span) -> bool:
    """Tell whether a cell beside a range is one that the range should hold: a plain number that no total uses."""
    label = grid.label(row, column).casefold()
    if grid.number(row, column) is None or TOTALS.search(label) or any(word in label for word in _MEMO):
        return False
    like = grid.formulas.get((row, column)), grid.formulas.get((span.bottom, column))
    if (like[0].key if like[0] else None) != (like[1].key if like[1] else None):
        return False
    if not label and grid.label(span.bottom, column):
        return False
    return not any(
        one.at(*at).holds(row, column) and not one.at(*at).sheet
        for at, formula in grid.formulas.items()
        if at[1] == column
        for one in formula.references
    )
