"""What of a workbook of ours is compared with what was issued; knows no budgets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.excel.cells import SheetCells
from planner.excel.findings import Finding
from planner.excel.results import Read

Failing = Callable[[SheetCells, Read], Iterator[Finding]]
"""Finds the checks in a sheet that fail with right, beside what was read of the workbook."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The sheet of a table, and the headings of the columns with the identity of a row and with its amount.

    `control` is the sheet with checks of ours, and `failing` finds those of them that fail.
    """

    sheet: str
    key: str
    amount: str
    control: str
    failing: Failing
