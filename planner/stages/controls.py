"""Tells once what a check of ours in a workbook and the cells that it fails by would both tell; pure."""

import re
from collections.abc import Iterable, Iterator

from planner.excel.findings import What
from planner.problems import Problem, Severity, severity_of

_CELLS = re.compile(r"[A-Z]+(\d+)(?::[A-Z]+(\d+))?")


def told_once(found: Iterable[Problem], sheet: str) -> Iterator[Problem]:
    """Yield problems without the checks that fail only by rows of `sheet` with an error of their own.

    That error stands at its own cell and says how to mend it; the check would say the same of the sheet as a whole.
    """
    every = tuple(found)
    wrong = {
        (one.where.workbook, row)
        for one in every
        if one.where.sheet == sheet and severity_of(one) is Severity.ERROR
        for row in _rows(one.where.cell or "")[:1]
    }
    for one in every:
        by = _rows(str(one.fact("near"))) if one.code == What.CHECK and one.where.sheet != sheet else []
        if not by or any((one.where.workbook, row) not in wrong for row in by):
            yield one


def _rows(cells: str) -> list[int]:
    """Return the rows of cells such as `K3, K8:K9`."""
    found = [(int(first), int(last or first)) for first, last in _CELLS.findall(cells)]
    return [row for first, last in found for row in range(first, last + 1)]
