"""Finds what was done to the formulas of a sheet of ours that came back: typed over, or changed; judges nothing.

Where rows or columns are inserted elsewhere, a program moves the references of all formulas alike: that is no change.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from planner.excel.calculated import Value
from planner.excel.cells import Cell, SheetCells
from planner.excel.findings import Finding, What
from planner.excel.formula_tree import Span, address
from planner.excel.formulas import Patterns
from planner.excel.matching import number

_ELSEWHERE = re.compile(
    r"""("(?:[^"]|"")*")|('(?:[^']|'')+'|[A-Za-z_][\w.]*)!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?"""
)
Others = Callable[[str], SheetCells | None]
"""Gives a sheet of the workbook that came back by its name, None where it has none."""
_SPACES = re.compile(r'("(?:[^"]|"")*")|\s+')


class _Pair(NamedTuple):
    """A formula of ours and what stands in its cell now."""

    row: int
    column: int
    ours: str
    now: Cell | None


class _Apart(NamedTuple):
    """A formula without its references to other sheets, and those."""

    rest: str
    spans: tuple[Span, ...]


def formulas_changed(came: SheetCells, issued: SheetCells, beside: tuple[Others, Others]) -> Iterator[Finding]:
    """Yield every cell of a sheet where a formula of ours was typed over or changed.

    `beside` gives the other sheets of the workbook that came, and of the one that was issued.
    """
    pairs = [
        _Pair(row, column, cell.formula, came.at(row, column))
        for row, cells in issued.rows.items()
        for column, cell in cells.items()
        if cell.formula is not None
    ]
    if all(one.now is not None and one.now.formula == one.ours for one in pairs):
        return
    moved = _moved(pairs, *beside)
    patterns = Patterns()
    for one in pairs:
        row, column, ours, cell = one
        if cell is None or cell.formula is None or not _same(one, cell.formula, moved, patterns):
            what = What.CHANGED if cell is not None and cell.formula else What.TYPED_OVER
            shown = "" if cell is None else cell.formula or str(cell.value)
            yield Finding(what, came.name, row, column, shown, ours, near=address(row, column))


def _same(one: _Pair, theirs: str, moved: Mapping[Span, Span], patterns: Patterns) -> bool:
    """Tell whether two formulas do the same, now that the cells of other sheets are where they moved to."""
    ours, now = _apart(one.ours), _apart(theirs)
    if ours.rest == now.rest:
        return tuple(moved.get(span, span) for span in ours.spans) == now.spans
    first, second = (patterns.of(text, one.row, one.column) for text in (one.ours, theirs))
    return first.key == second.key or (first.tree is not None and first.tree == second.tree)


def _moved(pairs: Iterable[_Pair], now: Others, then: Others) -> dict[Span, Span]:
    """Return where most formulas look for what a reference of ours means, if it begins where it did and holds all."""
    told: dict[Span, Counter[Span]] = {}
    for one in pairs:
        if one.now is not None and one.now.formula is not None:
            ours, theirs = _apart(one.ours), _apart(one.now.formula)
            if len(ours.spans) == len(theirs.spans):
                for was, span in zip(ours.spans, theirs.spans, strict=True):
                    told.setdefault(was, Counter())[span] += 1
    found = {was: counted.most_common(1)[0][0] for was, counted in told.items()}
    return {
        was: span
        for was, span in found.items()
        if span == was or (_first(was, then) == _first(span, now) and _holds_all(was, span, now(span.sheet)))
    }


def _first(span: Span, sheets: Others) -> Value:
    """Return what stands in the first cell of a reference: a heading, which moves along."""
    sheet = sheets(span.sheet)
    cell = sheet.at(span.top, span.left) if sheet else None
    return cell.value if cell else None


def _holds_all(was: Span, now: Span, sheet: SheetCells | None) -> bool:
    """Tell whether a reference that moved is of the same kind and leaves nothing of its sheet out."""
    tall, wide = (was.top != was.bottom, now.top != now.bottom), (was.left != was.right, now.left != now.right)
    if was.sheet != now.sheet or len({*tall}) > 1 or len({*wide}) > 1:
        return False
    if sheet is None or not sheet.rows:
        return True
    first = next((row for row, cells in sheet.rows.items() if len(cells) > 1), 1)  # a title stands alone in its row
    last = max(column for cells in sheet.rows.values() for column in cells)
    return (not tall[0] or (now.top <= first and now.bottom >= max(sheet.rows))) and (not wide[0] or now.right >= last)


@lru_cache(maxsize=1024)
def _apart(formula: str) -> _Apart:
    spans: list[Span] = []

    def taken(match: re.Match[str]) -> str:
        quoted, sheet, left, top, right, bottom = match.groups()
        if quoted is not None:
            return quoted
        name = sheet.strip("'").replace("''", "'")
        spans.append(Span(name, int(top), number(left), int(bottom or top), number(right or left)))
        return "@"

    return _Apart(_ELSEWHERE.sub(taken, _SPACES.sub(lambda found: found[1] or "", formula)), tuple(spans))
