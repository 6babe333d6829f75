"""Finds numbers and texts typed where the cells around have one formula, and gaps where it was left out."""

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from planner.excel.evaluating import holds_number, number_in
from planner.excel.findings import Finding, What, without_noise
from planner.excel.formula_tree import address
from planner.excel.formulas import Formula
from planner.excel.grid import TOTALS, Grid, Line, Vote, vote
from planner.excel.twins import Twins

LEAST = 3
"""So many cells with the same formula make it the formula of their column or row."""


def typed_over(grid: Grid, twins: Twins) -> Iterator[Finding]:
    """Yield a finding for every cell that was typed over, by its column or by its row."""
    judged: dict[tuple[int, int], tuple[int, Vote]] = {}
    for column, line in grid.columns.items():
        for row, voted in (*_among_alike(grid, column, line), *_among_filled(grid, column, line), *_candidates(line)):
            judged.setdefault((row, column), (0, voted))
    for row, line in grid.rows.items():
        for column, voted in (*_among_sums(grid, line), *_candidates(line)):
            known = judged.get((row, column))
            if (
                known is None
                or _firmer(grid, row, column, voted, known[1])
                or not _holds(grid, row, column, known[1], 0)
            ):
                judged[row, column] = (1, voted)
    for row, column, along, voted in _among_twins(grid, twins):
        known = judged.get((row, column))
        total = along == 1 and TOTALS.search(grid.label(row, column))
        if known is None or (total and known[0] == 0) or not _holds(grid, row, column, known[1], known[0]):
            judged[row, column] = (along, voted)
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
    known: dict[tuple[int, str], tuple[list[int], set[str], int]] = {}
    for item in line.items:
        group = grid.group(item.at, column) if item.key is None else None
        if group is None:
            continue
        if group not in known:
            rows = grid.holding(*group)
            with_key = [row for row in rows if (row, column) in grid.formulas]
            known[group] = with_key, {grid.formulas[row, column].key for row in with_key}, len(rows) - 1
        with_key, keys, count = known[group]
        if len(with_key) < LEAST or len(keys) > 1 or len(with_key) * 4 < count * 3:
            continue
        inside = with_key[0] < item.at < with_key[-1]
        nearest = _nearest(with_key, item.at)
        yield item.at, Vote(next(iter(keys)), len(with_key), 0, len(with_key), inside, beside=True, nearest=nearest)


def _nearest(ordered: list[int], at: int) -> int:
    """Return the number nearest to another, out of some in order."""
    index = bisect_left(ordered, at)
    return min(ordered[max(0, index - 1) : index + 1], key=lambda one: abs(one - at))


def _among_filled(grid: Grid, column: int, line: Line) -> Iterator[tuple[int, Vote]]:
    """Yield the numbers in rows where all that the formula of the column needs is filled, as nearly nowhere else.

    So a table in which some lines are lump sums, without quantity and rate, still shows the one that was typed over.
    """
    if line.top < LEAST or not any(item.key is None for item in line.items):
        return
    key = max(line.keys, key=lambda one: line.keys[one])
    formula = grid.known[key]
    rows = [item.at for item in line.items if item.key == key]
    if any(one.left.at(column) <= column <= one.right.at(column) and not one.sheet for one in formula.references):
        return
    typed = [
        item.at
        for item in line.items
        if item.key is None and rows[0] - 1 <= item.at <= rows[-1] + 1 and not grid.headings(item.at)
        if _is_filled(grid, formula, item.at, column)
    ]
    if 0 < len(typed) * 4 <= len(rows):
        for at in typed:
            nearest = _nearest(rows, at)
            yield at, Vote(key, len(rows), 0, len(rows), rows[0] < at < rows[-1], beside=True, nearest=nearest)


def _is_filled(grid: Grid, formula: Formula, row: int, column: int) -> bool:
    """Tell whether every cell of its own row that a formula needs holds a number."""
    spans = [one.at(row, column) for one in formula.references if not one.sheet]
    own = [one for one in spans if one.top <= row <= one.bottom]
    return bool(own) and all(grid.number(row, at) is not None for one in own for at in range(one.left, one.right + 1))


def _among_sums(grid: Grid, line: Line) -> Iterator[tuple[int, Vote]]:
    """Yield the only number in a row of sums, all of cells in their own columns; two are enough for that."""
    numbers = [item.at for item in line.items if item.key is None]
    places = [item.at for item in line.items if item.key]
    if len(numbers) != 1 or len(line.keys) != 1 or line.top != LEAST - 1:
        return
    ends = min(*places, *numbers), max(*places, *numbers)
    if any(item.key == "" and ends[0] < item.at < ends[1] for item in line.items):
        return  # another table begins there
    formula = grid.known[next(iter(line.keys))]
    own = all(not one.sheet and one.left == one.right and not one.left.number for one in formula.references)
    if own and grid.terms(formula).additive:
        at = numbers[0]
        nearest = min(places, key=lambda one: abs(one - at))
        yield at, Vote(formula.key, LEAST, 0, LEAST, inside=True, beside=True, nearest=nearest)


def _among_twins(grid: Grid, twins: Twins) -> Iterator[tuple[int, int, int, Vote]]:
    """Yield the numbers in a line whose twins have a formula there, with the direction that says so."""
    for row, line in grid.rows.items():
        for column in [item.at for item in line.items if item.key is None]:
            for along in (1, 0):
                found = twins.of(row, column, along)
                if found and len(set(found.values())) == 1:
                    nearest, key = next(iter(found.items()))
                    yield row, column, along, Vote(key, LEAST, 0, LEAST, inside=True, beside=True, nearest=nearest)
                    break


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
    if along == 0 and grid.is_column_sum(formula) and TOTALS.search(grid.label(row, column)):
        return False  # other totals of a column cover as many rows as they have themselves
    if not spans or any(
        span.top < 1 or span.left < 1 or (not span.sheet and span.holds(row, column)) for span in spans
    ):
        return False
    chained = any(
        not one.sheet
        and not (one.top if along == 0 else one.left).fixed
        and (span.left <= column <= span.right if along == 0 else span.top <= row <= span.bottom)
        for one, span in zip(formula.references, spans, strict=True)
    )
    if not voted.inside and (chained or grid.headings(row) or not voted.beside):
        return False
    if (chained or not voted.inside) and _is_input(grid, row, column, along, formula):
        return False
    if along == 0 and not voted.inside and not grid.like(row, column, voted.nearest):
        return False
    return has_inputs(grid, formula, row, column, inside=voted.inside)


def _is_input(grid: Grid, row: int, column: int, along: int, formula: Formula) -> bool:
    """Tell whether the other line through a cell holds typed numbers and never the formula: it is meant to be typed.

    That says nothing of a formula that adds up that other line: its total is the only one of its kind there.
    """
    across = grid.columns[column] if along else grid.rows[row]
    for one in formula.references:
        span = one.at(row, column)
        within = span.left <= column <= span.right if along else span.top <= row <= span.bottom
        if within and not span.sheet and not (one.left if along else one.top).fixed:
            return False
    return formula.key not in across.keys and sum(item.key is None for item in across.items) > LEAST


def has_inputs(grid: Grid, formula: Formula, row: int, column: int, *, inside: bool) -> bool:
    """Tell whether the cells that the formula would use are filled; of a sum they may be empty, of a product never."""
    filled = texts = empty = 0
    for reference in formula.references:
        span = reference.at(row, column)
        for sheet in grid.on(span):
            if not reference.single:
                filled += holds_number(span, sheet)
                continue
            cell = sheet.at(span.top, span.left)
            filled += number_in(cell) is not None
            empty += cell is None
            texts += cell is not None and isinstance(cell.value, str) and not cell.error and cell.value != ""
    terms = grid.terms(formula)
    if filled:
        return inside or not (texts or (empty and terms.others))
    return inside and terms.additive and not texts and grid.number(row, column) is not None


def _finding(grid: Grid, row: int, column: int, voted: Vote, *, along: int) -> Finding:
    formula = grid.known[voted.key]
    cell = grid.sheet.at(row, column)
    gives = grid.gives(formula, row, column)
    stands = grid.number(row, column) or Decimal(0)
    near = address(voted.nearest, column) if along == 0 else address(row, voted.nearest)
    shown = grid.says(formula, row, column)
    effect = None if gives is None else without_noise(stands - gives)
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
            if gives and has_inputs(grid, formula, row, column, inside=True):
                shown, near = grid.says(formula, row, column), address(before.at, column)
                yield Finding(What.MISSING, grid.sheet.name, row, column, "", shown, -gives, near)


def _rows_alike(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a row calculates like the rows above and below it but for one column."""
    rows = [
        {item.at: item.key for item in grid.rows[at].items if item.key and item.at != column} if at in grid.rows else {}
        for at in (row - 1, row, row + 1)
    ]
    return bool(rows[1]) and rows[0] == rows[1] == rows[2]
