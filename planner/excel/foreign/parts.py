"""Makes what a foreign row leaves unsaid of its parts: an empty quarter, the amount that the quarters add up to."""

from collections.abc import Iterator
from decimal import Decimal

from planner.excel.cells import Cell
from planner.excel.found import Finding
from planner.excel.kinds import door
from planner.excel.matching import ranges
from planner.excel.vocabulary import Money, MoneyCell, Sheet
from planner.places import Place
from planner.problems import Problem, problem


class Parts:
    """The parts of the amount of each line, the quarters; and what was made of them."""

    def __init__(self, sheet: Sheet) -> None:
        self.fields = tuple(column.field for column in sheet.columns if column.unless_open)
        self.whole = next((column.unless_open for column in sheet.columns if column.unless_open), "")
        self.makes_whole = False
        """Whether no column holds the amount, so that it is the sum of its parts."""
        self._numbers: list[int] = []
        self._filled: list[int] = []
        self._door = door(Money())

    def settle(self, keys: dict[str, int], *, wanted: bool) -> None:
        """Take the numbers of the fields that are there, and see whether the parts must make the whole.

        They must where the mapping wants no column for it; one that it wants and does not find is told.
        """
        self._numbers = [keys[name] for name in self.fields if name in keys]
        self.makes_whole = bool(self.fields) and not wanted and len(self._numbers) == len(self.fields)

    def fill(self, cells: dict[int, Cell], row: int) -> None:
        """Take an empty part beside filled ones for zero, as people leave it; whether they add up is seen later."""
        filled = [cells[number] for number in self._numbers if number in cells and cells[number].value != ""]
        if filled and len(filled) < len(self._numbers):
            zero = filled[0]._replace(value=0, formula=None, error=False)
            cells |= {n: zero for n in self._numbers if n not in cells or cells[n].value == ""}
            self._filled.append(row)

    def sum(self, cells: dict[int, Cell]) -> Cell | None:
        """Return the whole as a cell, None where the parts are not all there as numbers."""
        parts = [cells[number] for number in self._numbers if number in cells]
        values = [self._value(cell) for cell in parts]
        known = [value for value in values if value is not None]
        if not parts or len(known) < len(self._numbers):
            return None
        return parts[0]._replace(value=float(sum(known, Decimal(0))), formula=None, error=False)

    def _value(self, cell: Cell) -> Decimal | None:
        value = self._door(cell)
        if isinstance(value, Finding):
            value = value.value
        return value.low if isinstance(value, MoneyCell) and value.certain else None

    def notes(self, where: Place, *, lines: bool) -> Iterator[Problem]:
        """Yield what was made of the parts of these lines."""
        if lines and self.fields and not self._numbers:
            yield problem("mapping-quarters-spread", where)
        if lines and self.makes_whole:
            yield problem("mapping-amount-of-quarters", where)
        if self._filled:
            first = Place(where.workbook, where.sheet, f"A{min(self._filled)}")
            rows = ranges("", self._filled).replace(":", "-")
            yield problem("mapping-quarters-empty", first, rows=rows)
