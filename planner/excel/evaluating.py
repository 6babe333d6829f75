"""Works out simple formulas from the values that stand in a workbook: sums, rounding and arithmetic; exact Decimals.

What it does not know (a look-up, a text, an error in a cell) has no outcome: better none than a wrong one.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, DecimalException, localcontext

from planner.excel.cells import Cell, SheetCells
from planner.excel.formula_tree import Node, Reference, Span
from planner.excel.formulas import Formula

Sheets = Callable[[str], SheetCells | None]
"""Gives a sheet of the workbook by name, None where there is none."""
MOST_CELLS = 200_000
"""More cells than this in a range are not added up."""


class NoOutcome(Exception):
    """The formula, or a value that it needs, is none that can be worked out here."""


def number_in(cell: Cell | None) -> Decimal | None:
    """Return the number in a cell, exactly as 15 digits tell it; None for an empty cell, text, date or error."""
    if cell is None or cell.error or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return Decimal(f"{cell.value:.15g}")


def evaluate(formula: Formula, sheet: SheetCells, row: int, column: int, sheets: Sheets) -> Decimal | None:
    """Return what a pattern gives in a cell; None where that cannot be told."""
    if formula.tree is None:
        return None
    try:
        with localcontext() as context:
            context.prec = 34
            return _Evaluation(sheet, row, column, sheets).number(formula.tree)
    except (NoOutcome, DecimalException, RecursionError):
        return None


class _Evaluation:
    """One evaluation: the cell that the formula stands in, and where other sheets come from."""

    def __init__(self, sheet: SheetCells, row: int, column: int, sheets: Sheets) -> None:
        self._sheet, self._row, self._column, self._sheets = sheet, row, column, sheets

    def number(self, node: Node) -> Decimal:
        """Return the value of a part as a number; an empty cell counts as zero, as in Excel."""
        if isinstance(node.value, Reference):
            return self._one(node.value)
        if node.what == "num":
            return Decimal(str(node.value))
        if node.what == "call":
            return self._call(str(node.value), node.parts)
        if node.what in _SINGLE:
            return _SINGLE[node.what](self.number(node.parts[0]))
        if node.what in _OPERATIONS:
            return _OPERATIONS[node.what](self.number(node.parts[0]), self.number(node.parts[1]))
        raise NoOutcome

    def _one(self, reference: Reference) -> Decimal:
        if not reference.single:
            raise NoOutcome
        span = reference.at(self._row, self._column)
        cell = self._of(span).at(span.top, span.left)
        found = number_in(cell)
        if found is None and cell is not None:
            raise NoOutcome
        return found or Decimal(0)

    def _of(self, span: Span) -> SheetCells:
        if span.top < 1 or span.left < 1 or "[" in span.sheet:
            raise NoOutcome
        found = self._sheets(span.sheet) if span.sheet else self._sheet
        if found is None:
            raise NoOutcome
        return found

    def _call(self, name: str, given: tuple[Node, ...]) -> Decimal:
        if name in _OF_MANY:
            return _OF_MANY[name]([value for node in given for value in self._values(node)])
        if name == "SUBTOTAL" and given and self.number(given[0]) in (9, 109):
            return sum((value for node in given[1:] for value in self._values(node)), Decimal(0))
        if name in _ROUNDING and len(given) == 2:
            return _rounded(self.number(given[0]), int(self.number(given[1])), _ROUNDING[name])
        if name == "ABS" and len(given) == 1:
            return abs(self.number(given[0]))
        if name == "IF" and len(given) == 3:
            return self.number(given[1] if self._holds(given[0]) else given[2])
        if name == "IFERROR" and given:
            return self.number(given[0])
        raise NoOutcome

    def _holds(self, node: Node) -> bool:
        compare = _COMPARISONS.get(node.what)
        if compare is None:
            return self.number(node) != 0
        return compare(self.number(node.parts[0]), self.number(node.parts[1]))

    def _values(self, node: Node) -> Iterator[Decimal]:
        """Yield the numbers of an argument; texts and empty cells in a range count for nothing, an error for all."""
        if not isinstance(node.value, Reference):
            yield self.number(node)
            return
        span = node.value.at(self._row, self._column)
        for cell in cells_in(span, self._of(span)):
            if cell.error or (cell.formula is not None and cell.value is None):
                raise NoOutcome
            found = number_in(cell)
            if found is not None:
                yield found


def cells_in(span: Span, sheet: SheetCells) -> Iterator[Cell]:
    """Yield the cells of a rectangle that hold something. Raises NoOutcome for one that is too large."""
    if span.top < 1 or span.left < 1:
        raise NoOutcome
    if span.bottom - span.top > len(sheet.rows):
        rows = [row for row in sheet.rows if span.top <= row <= span.bottom]
    else:
        rows = [row for row in range(span.top, span.bottom + 1) if row in sheet.rows]
    width = span.right - span.left + 1
    if len(rows) * width > MOST_CELLS:
        raise NoOutcome
    for row in rows:
        cells = sheet.rows[row]
        if width == 1:
            if span.left in cells:
                yield cells[span.left]
        else:
            yield from (cell for column, cell in cells.items() if span.left <= column <= span.right)


def _rounded(value: Decimal, places: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=rounding)


def _average(values: list[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > 100:
        raise NoOutcome
    return base**exponent


_SINGLE: Mapping[str, Callable[[Decimal], Decimal]] = {
    "neg": lambda value: -value,
    "pct": lambda value: value / 100,
    "group": lambda value: value,
}
_OPERATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": _power,
}
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}
_OF_MANY: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda values: sum(values, Decimal(0)),
    "MIN": lambda values: min(values, default=Decimal(0)),
    "MAX": lambda values: max(values, default=Decimal(0)),
    "AVERAGE": _average,
    "COUNT": lambda values: Decimal(len(values)),
}
_ROUNDING = {"ROUND": ROUND_HALF_UP, "ROUNDDOWN": ROUND_DOWN, "ROUNDUP": ROUND_UP}
