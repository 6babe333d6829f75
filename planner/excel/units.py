"""From amounts as they stand in cells to whole cents: the unit of the sheet, and one rounding at the door.

Knows no budgets; remembers which cells held fractions of a cent, to be told in one note per column.
"""

from decimal import Decimal

from planner.amounts import PM, Span
from planner.excel.matching import ranges
from planner.excel.vocabulary import MoneyCell
from planner.money import rounded
from planner.places import Place, Table
from planner.problems import Problem, problem


class Units:
    """The unit of one sheet (1 for euro, 1000 for thousands) and the cells that had to be rounded."""

    def __init__(self, table: Table, unit: int) -> None:
        self._table = table
        self._factor = unit * 100
        self._rounded: dict[str, list[int]] = {}
        self._whole: dict[Decimal, int] = {}
        self._certain: dict[int, Span] = {}

    def cents(self, value: Decimal, key: str = "", row: int = 0) -> int:
        """Return an amount as whole cents; with a column and row, a fraction of a cent is remembered."""
        known = self._whole.get(value)
        if known is not None:
            return known
        exact = value * self._factor
        whole = int(exact)
        if whole == exact:
            self._whole[value] = whole
            return whole
        if key:
            self._rounded.setdefault(key, []).append(row)
        return rounded(exact)

    def span(self, cell: MoneyCell, key: str = "", row: int = 0) -> Span:
        """Return an amount, pm or range as whole cents; the expected amount of a range is its middle."""
        if cell.pm:
            return PM
        low = self.cents(cell.low, key, row)
        if cell.low == cell.high:
            return self._certain.get(low) or self._certain.setdefault(low, Span.of(low))
        high = self.cents(cell.high, key, row)
        return Span(low, rounded(Decimal(low + high) / 2), high)

    def notes(self, headings: dict[str, str]) -> list[Problem]:
        """Return one note for each column with rounded amounts; `headings` names the columns by field."""
        return [
            problem("cents-rounded", place, heading=headings.get(key, key), cells=cells)
            for key, rows in self._rounded.items()
            for place, cells in (listed(self._table, key, rows),)
        ]


def listed(table: Table, key: str, rows: list[int]) -> tuple[Place, str]:
    """Return the first of some cells of one column, and all of them in short (`J2:J14, J17`)."""
    column = table.column(key) or "A"
    return Place(table.workbook, table.sheet, f"{column}{min(rows)}"), ranges(column, rows)
