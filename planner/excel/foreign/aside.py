"""Tells what of a foreign sheet is not read, stands beside the columns, or does not show; reads no lines."""

from collections.abc import Iterator, Sequence

from planner.excel.foreign.placing import Placement
from planner.excel.foreign.rows import Seen, What, is_amount
from planner.excel.matching import letter, listed, ranges
from planner.excel.shown import hidden_rows, hidden_sheet
from planner.places import Place, Table
from planner.problems import Problem, problem
from planner.records.mapping import Skip

_READ = frozenset({What.LINE, What.GROUP, What.UNKNOWN})


def told(placement: Placement, table: Table, rows: Sequence[Seen]) -> Iterator[Problem]:
    """Yield what is wrong or to be known of a sheet beside what is read of it."""
    yield from _left_out(placement, table)
    yield from _beside(placement, table, rows)
    yield from _apart(table, rows)
    yield from hidden_sheet(placement.cells, table)
    yield from hidden_rows(placement.cells, [one.number for one in rows if one.what in _READ], table)
    hidden = [source.index for source in placement.sources if source.index and _is_hidden(placement, source.index)]
    if hidden:
        names = listed(placement.names.get(index, (letter(index),))[0] for index in sorted(set(hidden)))
        where = Place(table.workbook, table.sheet, f"{letter(min(hidden))}{placement.row}")
        yield problem("hidden-columns", where, found=names)


def _apart(table: Table, rows: Sequence[Seen]) -> Iterator[Problem]:
    """Yield a note of the texts below the last amount, and of the amounts above the headings."""
    for what, code in ((What.BELOW, "mapping-text-below"), (What.ABOVE, "mapping-amount-above")):
        cells = [f"{letter(one.first)}{one.number}" for one in rows if one.what is what]
        if cells:
            yield problem(code, Place(table.workbook, table.sheet, cells[0]), cells=listed(cells))


def _is_hidden(placement: Placement, index: int) -> bool:
    return placement.cells.column_is_hidden(index)


def _left_out(placement: Placement, table: Table) -> Iterator[Problem]:
    """Yield a note of the columns whose heading the mapping does not name."""
    used = {source.index for source in placement.sources}
    names = {index: called[0] for index, called in sorted(placement.names.items()) if index not in used}
    if names:
        where = Place(table.workbook, table.sheet, f"{letter(min(names))}{placement.row}")
        yield problem("extra-columns", where, found=listed(names.values()))


def _beside(placement: Placement, table: Table, rows: Sequence[Seen]) -> Iterator[Problem]:
    """Yield the typed numbers in columns without a heading: a few are a warning, a whole column of them is a note."""
    known = {*placement.names, *(source.index for source in placement.sources)}
    found: dict[int, list[int]] = {}
    for row in rows:
        if row.number <= placement.row or (row.rule is not None and row.rule.skip is not Skip.NOTE):
            continue
        for index, cell in row.cells.items():
            if index not in known and cell.formula is None and is_amount(cell):
                found.setdefault(index, []).append(row.number)
    lines = sum(row.what is What.LINE for row in rows)
    for index, numbers in sorted(found.items()):
        where = Place(table.workbook, table.sheet, f"{letter(index)}{numbers[0]}")
        code = "mapping-number-beside" if 2 * len(numbers) < lines or lines < _FEW else "mapping-numbers-beside"
        yield problem(code, where, cells=ranges(letter(index), numbers))


_FEW = 4
"""With fewer lines than these a column of numbers is no more than a few numbers."""
