"""Finds numbers typed over a link to another sheet, in a column that brings one cell of each sheet together."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planner.excel.findings import Finding, What
from planner.excel.formula_tree import Span, address
from planner.excel.grid import Grid

LEAST = 3
"""So many links make a column one of links."""
MOST_TYPED = 4
"""In such a column at most one number in so many links is looked at: more are there on purpose."""
Links = Mapping[int, Span]
"""The cells on other sheets that a column shows, by row."""


def typed_links(grid: Grid) -> Iterator[Finding]:
    """Yield the numbers among links, where the rest of the row or its label tells which cell belongs there."""
    every = {column: _links(grid, column) for column in grid.columns}
    links = {column: known for column, known in every.items() if len(known) >= LEAST}
    for column, known in links.items():
        first, last = min(known) - 1, max(known) + 1
        typed = [one.at for one in grid.columns[column].items if one.key is None and first <= one.at <= last]
        for row in typed if len(typed) * MOST_TYPED <= len(known) + 1 else ():
            others = {at: one for at, one in links.items() if at != column}
            meant = _by_row(row, known, others) or _by_label(grid, row, column, known)
            found = _finding(grid, row, column, known, meant) if meant else None
            if found:
                yield found


def _links(grid: Grid, column: int) -> dict[int, Span]:
    found = {}
    for item in grid.columns[column].items:
        formula = grid.formulas.get((item.at, column))
        if formula and formula.tree and formula.tree.what == "ref" and not formula.external:
            span = formula.references[0].at(item.at, column)
            if span.sheet and formula.references[0].single:
                found[item.at] = span
    return found


def _by_row(row: int, known: Links, others: Mapping[int, Links]) -> Span | None:
    """Return the cell beside the one that another link of the row shows, as in all other rows."""
    for other in others.values():
        apart = {
            (known[at].sheet == other[at].sheet, known[at].top - other[at].top, known[at].left - other[at].left)
            for at in known.keys() & other.keys()
        }
        if row in other and len(apart) == 1 and len(known.keys() & other.keys()) >= LEAST - 1:
            same, down, right = apart.pop()
            span = other[row]
            if same and span.left + right > 0 and span.top + down > 0:
                return Span(span.sheet, span.top + down, span.left + right, span.top + down, span.left + right)
    return None


def _by_label(grid: Grid, row: int, column: int, known: Links) -> Span | None:
    """Return the cell of the sheet that the row is called after, in its row of the same name as in the other sheets."""
    names = {name.casefold(): name for name in grid.sheets}
    labels = {at: grid.label(at, column).casefold() for at in (row, *known)}
    if labels[row] not in names or sum(labels[at] == known[at].sheet.casefold() for at in known) * 3 < len(known) * 2:
        return None
    lefts = {span.left for span in known.values()}
    titles = {_title(grid, span.sheet, span.top, span.left) for span in known.values()}
    if len(lefts) != 1 or len(titles) != 1 or "" in titles:
        return None
    left, title, name = lefts.pop(), titles.pop(), names[labels[row]]
    rows = [at for at in grid.sheets[name].rows if _title(grid, name, at, left) == title]
    return Span(name, rows[0], left, rows[0], left) if len(rows) == 1 else None


def _title(grid: Grid, sheet: str, row: int, column: int) -> str:
    """Return the text nearest to the left of a cell of another sheet."""
    cells = grid.sheets[sheet].rows.get(row, {}) if sheet in grid.sheets else {}
    texts = [str(cells[at].value) for at in sorted(cells) if at < column and isinstance(cells[at].value, str)]
    return texts[-1].strip().casefold() if texts else ""


def _finding(grid: Grid, row: int, column: int, known: Links, meant: Span) -> Finding | None:
    shown = f"={meant}"
    gives = grid.gives(grid.patterns.of(shown, row, column), row, column)
    stands = grid.number(row, column)
    if gives is None or stands is None or meant.sheet not in grid.sheets:
        return None
    if grid.sheets[meant.sheet].at(meant.top, meant.left) is None:
        return None
    near = address(min(known, key=lambda at: abs(at - row)), column)
    effect: Decimal = stands - gives
    return Finding(What.TYPED_OVER, grid.sheet.name, row, column, str(stands), shown, effect, near)
