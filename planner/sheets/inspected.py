"""What was done to a workbook of ours, looked for while it is open for reading; judges nothing.

Only formulas are looked at as long as all rows can be read: a quote mostly has none, and looking at whole tables
costs as much as reading them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from planner.excel.answering import answered
from planner.excel.cells import Opened, SheetCells
from planner.excel.findings import Finding, What
from planner.excel.inspecting import inspect_sheets
from planner.excel.keys import Keys
from planner.excel.matching import normalised
from planner.excel.package import PACKING_ERRORS, Broken, Package
from planner.excel.quick import Quick
from planner.excel.results import Read
from planner.problems import Problem, Severity, severity_of

Issued = Callable[[str], bytes | None]
"""Gives the workbook that we issued under an identity, None where we issued none."""
_TOLD_BY_READING = frozenset({What.ERROR, What.TEXT})
MOST_OF_CONTROL = 1_000_000
"""Bytes of a sheet with checks of ours; a larger one is none."""


class _Loaded:
    """A workbook of which the tables, and the sheet with checks of ours, are loaded already."""

    def __init__(self, book: Opened, tables: Iterable[SheetCells]) -> None:
        self._book = book
        self._tables = {one.name: one for one in tables}
        self.names = book.names
        self.package: Package = book.package

    def sheet(self, name: str) -> SheetCells:
        """Return a sheet by its name. Raises KeyError for one that was not loaded."""
        return self._tables.get(name) or self._book.sheet(name)


def findings(
    book: Opened, read: Read, found: Iterable[Problem], keys: Keys | None, issued: Issued | None
) -> tuple[Finding, ...]:
    """Return what was done to a workbook, beside the one that we issued where that is known."""
    loaded = {table.cells.name: table.cells for table in read.tables.values() if table.cells}
    inputs = wrong_rows(found, loaded)
    with_formulas = {name: cells for name, cells in loaded.items() if _has_formulas(cells)}
    suspect = {name: cells for name, cells in loaded.items() if inputs[name]}  # a row may be pasted off
    unit = read.first.whole("amounts_in") or 1
    plain = {name: cells for name, cells in with_formulas.items() if name not in suspect}
    told = [
        *inspect_sheets(plain, loaded, unit, inputs=inputs, formulas_only=True),
        *inspect_sheets(suspect, loaded, unit, inputs=inputs),
    ]
    told = [one for one in told if one.what not in _TOLD_BY_READING and explains(one, inputs[one.sheet])]
    if keys is None:
        return tuple(told)
    control = _control(book, keys.control)
    told += [replace(one, unit=unit) for one in keys.failing(control, read)] if control else []
    data = issued(read.first.text("request")) if issued and read.first.text("request") else None
    if data is None:
        return tuple(told)
    tables = [*loaded.values(), *([control] if control else [])]
    try:
        beside = answered(_Loaded(book, tables), Quick(data), read.declaration, keys)
    except (Broken, *PACKING_ERRORS):
        return tuple(told)
    return combined(told, [replace(one, unit=unit) for one in beside])


def _control(book: Opened, name: str) -> SheetCells | None:
    """Return the sheet with checks of ours; None where there is none, or none that we could have written."""
    part = next((one for one in book.package.sheets if normalised(one.name) == normalised(name)), None)
    if part is None or book.package.size(part.part) > MOST_OF_CONTROL:
        return None
    try:
        return Quick(book.package).sheet(part.name)
    except (Broken, SyntaxError, LookupError, *PACKING_ERRORS):
        return None


def mapped(book: Opened, sheet: SheetCells, unit: int, found: Iterable[Problem]) -> tuple[Finding, ...]:
    """Return what was done to a sheet in a layout of its own, that was read through a mapping."""
    others = {name: book.sheet(name) for name in book.names}
    inputs = wrong_rows(found, (sheet.name,))
    told = inspect_sheets({sheet.name: sheet}, others, unit, inputs=inputs, formulas_only=True)
    return tuple(one for one in told if one.what not in _TOLD_BY_READING)


def wrong_rows(found: Iterable[Problem], sheets: Iterable[str]) -> dict[str, frozenset[int]]:
    """Return the rows of each sheet in which reading found an error."""
    rows: dict[str, set[int]] = {name: set() for name in sheets}
    for one in found:
        if one.where.sheet in rows and one.where.cell and severity_of(one) is Severity.ERROR:
            rows[one.where.sheet].add(int("".join(filter(str.isdigit, one.where.cell.partition(":")[0]))))
    return {name: frozenset(found) for name, found in rows.items()}


def explains(one: Finding, wrong: frozenset[int]) -> bool:
    """Tell whether a block that would belong elsewhere explains what is wrong: at least half of its rows are."""
    rows = range(one.top, max(one.bottom, one.top) + 1)
    return one.what is not What.SHIFTED or 2 * len(wrong.intersection(rows)) >= len(rows)


def combined(patterns: Iterable[Finding], beside: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return both kinds of findings; a block that both see is told once, by what was issued."""
    compared = tuple(beside)
    moves = [one for one in compared if one.what is What.SHIFTED]
    rest = [one for one in patterns if not any(one.sheet == move.sheet and _meets(one, move) for move in moves)]
    return (*rest, *compared)


def _meets(one: Finding, move: Finding) -> bool:
    return one.top <= max(move.bottom, move.top) and max(one.bottom, one.top) >= move.top


def _has_formulas(cells: SheetCells) -> bool:
    return any(cell.formula is not None for row in cells.rows.values() for cell in row.values())
