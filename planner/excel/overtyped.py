"""Finds numbers and texts typed where the cells around have one formula, and gaps where it was left out."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from planner.excel.evaluating import number_in
from planner.excel.findings import Finding, What
from planner.excel.formula_tree import address
from planner.excel.formulas import Formula
from planner.excel.grid import TOTALS, Grid, Line, Vote, vote

LEAST = 3
"""So many cells with the same formula make it the formula of their column or row."""


def typed_over(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for every cell that was typed over, by its column or by its row."""
    judged: dict[tuple[int, int], tuple[int, Vote]] = {}
    for column, line in grid.columns.items():
        for row, voted in (*_among_alike(grid, column, line), *_candidates(line)):
            judged.setdefault((row, column), (0, voted))
    for row, line in grid.rows.items():
        for column, voted in (*_among_totals(grid, row, line), *_candidates(line)):
            known = judged.get((row, column))
            if (
                known is None
                or _firmer(grid, row, column, voted, known[1])
                or not _holds(grid, row, column, known[1], 0)
            ):
                judged[row, column] = (1, voted)
    for (row, column), (along, voted) in judged.items():
        if _holds(grid, row, column, voted, along):
            yield _finding(grid, row, column, voted, along=along)


def _candidates(line: Line) -> Iterator[tuple[int, Vote]]:
    """Yield the places in a line that hold no formula while the line has one."""
    if line.top < LEAST:
        return
    for item in line.items:
        if item.key:
            continue
        voted = vote(line, item.at)
        if voted and _firm(voted, text=item.key == ""):
            yield item.at, voted


def _among_alike(grid: Grid, column: int, line: Line) -> Iterator[tuple[int, Vote]]:
    """Yield the numbers in rows that calculate like others, all of which have one formula in this column.

    So a table in which some rows are typed altogether still shows the one cell that was typed over.
    """
    if line.top < LEAST:
        return
    for item in line.items:
        if item.key is not None:
            continue
        found = [
            grid.formulas[row, column].key for row in grid.alike(item.at, column) if (row, column) in grid.formulas
        ]
        rows = grid.alike(item.at, column)
        if len(found) < LEAST or len(set(found)) > 1 or len(found) * 4 < len(rows) * 3:
            continue
        with_key = [row for row in rows if (row, column) in grid.formulas]
        inside = with_key[0] < item.at < with_key[-1]
        nearest = min(with_key, key=lambda row: abs(row - item.at))
        yield item.at, Vote(found[0], len(found), 0, len(found), inside, beside=True, nearest=nearest)


def _among_totals(grid: Grid, row: int, line: Line) -> Iterator[tuple[int, Vote]]:
    """Yield the numbers in a row that calls itself a total, where all its formulas (two at least) are one and the same.

    So a total is found in a table of three columns as well.
    """
    if len(line.keys) != 1 or not 1 < line.top < LEAST:
        return
    key, count = next(iter(line.keys.items()))
    places = [item.at for item in line.items if item.key == key]
    numbers = [item.at for item in line.items if item.key is None]
    if len(numbers) == 1 and TOTALS.search(grid.label(row, min(places))) and grid.terms(grid.known[key]).additive:
        at = numbers[0]
        inside = places[0] < at < places[-1]
        yield at, Vote(key, count, 0, count, inside, beside=True, nearest=min(places, key=lambda one: abs(one - at)))


def _firm(voted: Vote, *, text: bool) -> bool:
    """Tell whether the neighbours speak with one voice; a text among them is a heading unless it stands inside."""
    most_numbers = max(1, voted.count // 2)
    one_voice = voted.count * 4 >= voted.formulas * 3 or (voted.beside and voted.count * 2 >= voted.formulas)
    return one_voice and voted.numbers <= most_numbers and (voted.inside or (not text and voted.count > LEAST - 1))


def _firmer(grid: Grid, row: int, column: int, by_row: Vote, by_column: Vote) -> bool:
    """Tell whether the row knows better than the column: in a row of totals it does."""
    if TOTALS.search(grid.label(row, column)):
        return True
    return by_row.inside and not by_column.inside


def _holds(grid: Grid, row: int, column: int, voted: Vote, along: int) -> bool:
    """Tell whether the formula of the neighbours would mean something in this cell (`along` 0: down its column).

    At the end of a line it must be no formula of the one before (the first of a row of years), and no heading.
    """
    formula = grid.known[voted.key]
    spans = [one.at(row, column) for one in formula.references]
    if not spans or any(span.top < 1 or span.left < 1 or span.holds(row, column) for span in spans):
        return False
    chained = any(
        not one.sheet
        and not (one.top if along == 0 else one.left).fixed
        and (span.left <= column <= span.right if along == 0 else span.top <= row <= span.bottom)
        for one, span in zip(formula.references, spans, strict=True)
    )
    if not voted.inside and (chained or grid.headings(row) or not voted.beside):
        return False
    if chained and _is_input(grid, row, column, along):
        return False
    return _has_inputs(grid, formula, row, column, inside=voted.inside)


def _is_input(grid: Grid, row: int, column: int, along: int) -> bool:
    """Tell whether the other line through a cell holds typed numbers only: then it is meant to be typed."""
    across = grid.columns[column] if along else grid.rows[row]
    return not across.keys and sum(item.key is None for item in across.items) > LEAST


def _has_inputs(grid: Grid, formula: Formula, row: int, column: int, *, inside: bool) -> bool:
    """Tell whether the cells that the formula would use are filled; of a sum they may be empty, of a product never."""
    filled = texts = 0
    for reference in formula.references:
        span = reference.at(row, column)
        sheet = grid.sheets(span.sheet) if span.sheet else grid.sheet
        if sheet is None:
            continue
        if reference.single:
            cell = sheet.at(span.top, span.left)
            filled += number_in(cell) is not None
            texts += cell is not None and isinstance(cell.value, str) and not cell.error and cell.value != ""
        else:
            filled += any(span.top <= at <= span.bottom for at in sheet.rows)
    if filled:
        return inside or not texts
    terms = grid.terms(formula)
    return inside and terms.additive and not texts


def _finding(grid: Grid, row: int, column: int, voted: Vote, *, along: int) -> Finding:
    formula = grid.known[voted.key]
    cell = grid.sheet.at(row, column)
    gives = grid.gives(formula, row, column)
    stands = grid.number(row, column) or Decimal(0)
    near = address(voted.nearest, column) if along == 0 else address(row, voted.nearest)
    shown = grid.says(formula, row, column)
    effect = None if gives is None else stands - gives
    value = cell.formula or cell.value if cell else ""
    return Finding(What.TYPED_OVER, grid.sheet.name, row, column, str(value), shown, effect, near)


def left_out(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for every empty cell between cells of one formula, where it would give an amount."""
    for column, line in grid.columns.items():
        if line.top < LEAST + 1:
            continue
        for before, after in pairwise(line.items):
            row = before.at + 1
            if after.at != row + 1 or not before.key or before.key != after.key or grid.sheet.at(row, column):
                continue
            formula = grid.known[before.key]
            if not _rows_alike(grid, row, column):
                continue
            if any(one.at(row, column).holds(row, column) for one in formula.references):
                continue
            if any(one.at(before.at, column).holds(row, column) for one in formula.references):
                continue
            gives = grid.gives(formula, row, column)
            if gives and _has_inputs(grid, formula, row, column, inside=True):
                shown, near = grid.says(formula, row, column), address(before.at, column)
                yield Finding(What.MISSING, grid.sheet.name, row, column, "", shown, -gives, near)


def _rows_alike(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a row calculates like the rows above and below it but for one column."""
    rows = [
        {item.at: item.key for item in grid.rows[at].items if item.key and item.at != column} if at in grid.rows else {}
        for at in (row - 1, row, row + 1)
    ]
    return bool(rows[1]) and rows[0] == rows[1] == rows[2]


def lone_totals(grid: Grid) -> Iterator[Finding]:
    """Yield the totals that were typed in a column whose other totals add up what stands above them."""
    for column, line in grid.columns.items():
        sums = [item.at for item in line.items if item.key and _adds_up(grid, item.at, column)]
        typed = [item.at for item in line.items if item.key is None] if sums else []
        for row in (at for at in typed if TOTALS.match(_own_label(grid, at, column))):
            above = [item.at for item in line.items if item.at < row]
            before = max((at for at in above if at in sums or TOTALS.match(_own_label(grid, at, column))), default=0)
            parts = [at for at in above if at > before and grid.typed(at, column) is not None]
            if len(parts) < LEAST - 1 or any(grid.formulas.get((at, column)) for at in above if at > before):
                continue
            text = f"=SUM({address(parts[0], column)}:{address(parts[-1], column)})"
            gives = grid.gives(grid.patterns.of(text, row, column), row, column)
            stands = grid.number(row, column)
            effect = None if gives is None or stands is None else stands - gives
            near = address(min(sums, key=lambda at: abs(at - row)), column)
            yield Finding(What.TYPED_OVER, grid.sheet.name, row, column, str(stands), text, effect, near)


def _own_label(grid: Grid, row: int, column: int) -> str:
    texts = [grid.text(row, at) for at in sorted(grid.sheet.rows.get(row, {})) if at < column]
    return next((text.strip() for text in texts if text.strip()), "")


def _adds_up(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell is the sum of the cells right above it."""
    formula = grid.formulas[row, column]
    if len(formula.references) != 1 or not grid.terms(formula).additive:
        return False
    span = formula.references[0].at(row, column)
    return not span.sheet and span.left == span.right == column and span.bottom == row - 1
