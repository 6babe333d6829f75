"""What is found in a cell that is wrong or doubtful, and how a cell is shown in a sentence; judges nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from planner import dutch
from planner.excel.cells import Cell
from planner.money import exact
from planner.problems import Fact

REFUSED: Any = object()
"""The value of a cell that cannot be read."""
ABSENT: Any = object()
"""The value of a cell that says that it has none (n.v.t., a dash); whoever knows the column judges that."""
NOT_APPLICABLE, AS_SHOWN = "not-applicable", "code-as-shown"
TOLD_ONCE = frozenset({NOT_APPLICABLE, AS_SHOWN})
"""Findings that are told once for all cells of a column."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or doubtful about a cell; `value` is what was read all the same, REFUSED where nothing."""

    code: str
    facts: tuple[tuple[str, Fact], ...]
    value: Any = REFUSED


def finding(code: str, value: Any = REFUSED, **facts: Fact) -> Finding:
    """Make a finding."""
    return Finding(code, tuple(facts.items()), value)


def typed(cell: Cell) -> str:
    """Return what a cell holds as a user typed or sees it, numbers with a decimal comma."""
    value = cell.value
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float):
        return digits(value)
    if isinstance(value, date):
        return dutch.short_date(value)
    return str(value)


def digits(value: float) -> str:
    """Return a number with a decimal comma, without grouping."""
    if isinstance(value, float) and not abs(value) < float("inf"):
        return str(value)
    text = f"{exact(value).normalize():f}"
    return text.replace(".", ",")
