"""Compares sheets of one form, one for each body: where all others have a formula, this one should have it too."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planner.excel.differing import apart
from planner.excel.findings import Finding, What, without_noise
from planner.excel.formulas import Formula
from planner.excel.grid import Grid
from planner.excel.overtyped import has_inputs

LEAST = 2
"""So many other sheets say what belongs in a cell."""
LEAST_LABELS, ALIKE = 4, 0.7
"""Sheets of one form have so many labels in the same places, and this share of all that either has."""
MOST = 100
"""Of more sheets than this nothing is compared."""
_KINDS = frozenset({What.CONSTANT, What.SHORT, What.WIDE, What.BESIDE})
"""How a formula departs from those of the other sheets; one of another shape is the consolidation itself."""


def peers_of(grids: Sequence[Grid]) -> Mapping[str, list[Grid]]:
    """Return for each sheet the others of its form."""
    labels = [_labels(grid) for grid in grids[:MOST]]
    found: dict[str, list[Grid]] = {}
    for at, grid in enumerate(grids[:MOST]):
        others = [one for other, one in enumerate(grids[:MOST]) if other != at and _alike(labels[at], labels[other])]
        if len(others) >= LEAST:
            found[grid.sheet.name] = others
    return found


def _labels(grid: Grid) -> frozenset[tuple[int, int, str]]:
    return frozenset(
        (row, column, cell.value.strip().casefold())
        for row, cells in grid.sheet.rows.items()
        for column, cell in cells.items()
        if isinstance(cell.value, str) and cell.formula is None
    )


def _alike(one: frozenset[tuple[int, int, str]], other: frozenset[tuple[int, int, str]]) -> bool:
    common = len(one & other)
    return common >= LEAST_LABELS and common >= ALIKE * len(one | other)


def departing(grid: Grid, others: Sequence[Grid]) -> Iterator[Finding]:
    """Yield the cells of a sheet in which all others of its form have one formula and this one has not."""
    for row, line in grid.rows.items() if others else ():
        for item in line.items:
            usual = _usual(others, row, item.at) if item.key != "" else None
            if usual is None or usual.key == item.key or usual.external:
                continue
            near = next(one.sheet.name for one in others if one.key(row, item.at) == usual.key)
            if item.key is None:
                found = _typed(grid, row, item.at, usual, near)
            else:
                found = apart(grid, row, item.at, usual, near, alone=True) if len(others) > LEAST else None
            if found and (item.key is None or (found.what in _KINDS and found.effect)):
                yield found


def _usual(others: Sequence[Grid], row: int, column: int) -> Formula | None:
    """Return the formula that all other sheets have in a cell."""
    having = [formula for other in others if (formula := other.formulas.get((row, column)))]
    if len(having) < max(LEAST, len(others) - 1):  # the sheet that adds the others up has the same form
        return None
    key, count = Counter(formula.key for formula in having).most_common(1)[0]
    return next(one for one in having if one.key == key) if count >= max(LEAST, len(others) - 1) else None


def _typed(grid: Grid, row: int, column: int, usual: Formula, near: str) -> Finding | None:
    gives, stands = grid.gives(usual, row, column), grid.number(row, column)
    grid.known.setdefault(usual.key, usual)
    if gives is None or stands is None or not has_inputs(grid, usual, row, column, inside=False):
        return None
    shown = grid.says(usual, row, column)
    return Finding(
        What.TYPED_OVER, grid.sheet.name, row, column, str(stands), shown, without_noise(stands - gives), near
    )
