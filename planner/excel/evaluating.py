"""Works out formulas from the values that stand in a workbook: sums, rounding, arithmetic, look-ups; exact Decimals.

What it does not know (a date, an error in a cell, a function of its own kind) has no outcome: better none than a
wrong one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext

from planner.excel.cells import Cell, SheetCells
from planner.excel.formula_tree import Node, Reference, Span
from planner.excel.formulas import Formula
from planner.excel.looking_up import COMPARISONS, LOOK_UPS, Area, NoOutcome, Plain, number_in, same

Sheets = Mapping[str, SheetCells]
"""The sheets of the workbook by name, in its order."""
MOST_CELLS = 200_000
"""More cells than this in a range are not added up."""
_SUBTOTAL = re.compile(r"\bSUBTOTAL\(", re.IGNORECASE)


def evaluate(formula: Formula, sheet: SheetCells, row: int, column: int, sheets: Sheets) -> Decimal | None:
    """Return what a pattern gives in a cell; None where that cannot be told."""
    if formula.tree is None:
        return None
    try:
        with localcontext() as context:
            context.prec = 34
            return _Evaluation(sheet, row, column, sheets).number(formula.tree)
    except (NoOutcome, ArithmeticError, RecursionError):
        return None


class _Evaluation:
    """One evaluation: the cell that the formula stands in, and the sheets of the workbook."""

    def __init__(self, sheet: SheetCells, row: int, column: int, sheets: Sheets) -> None:
        self._sheet, self._row, self._column, self._sheets = sheet, row, column, sheets

    def number(self, node: Node) -> Decimal:
        """Return the value of a part as a number; an empty cell counts as zero, as in Excel."""
        found = self.value(node)
        if isinstance(found, str):
            raise NoOutcome
        return Decimal(found or 0)

    def value(self, node: Node) -> Plain:
        """Return the value of a part: a number, a text, true or false, None for an empty cell."""
        if isinstance(node.value, Reference):
            return self._one(node.value)
        if node.what in _SINGLE:
            return _SINGLE[node.what](self.number(node.parts[0]))
        if node.what in _OPERATIONS:
            return _OPERATIONS[node.what](self.number(node.parts[0]), self.number(node.parts[1]))
        if node.what in COMPARISONS:
            return self._compared(node)
        return self.value(node.parts[0]) if node.what == "group" else self._leaf(node)

    def _leaf(self, node: Node) -> Plain:
        said = str(node.value)
        if node.what == "call":
            return self._call(said, node.parts)
        if node.what == "num":
            return Decimal(said)
        if node.what == "text":
            return said
        if node.what == "name" and said.upper() in _TRUTH:
            return _TRUTH[said.upper()]
        raise NoOutcome

    def _one(self, reference: Reference) -> Plain:
        if not reference.single:
            raise NoOutcome
        return self.area(Node("ref", (), reference)).at(0, 0)

    def area(self, node: Node) -> Area:
        """Return the cells that an argument names, on one sheet."""
        if not isinstance(node.value, Reference):
            raise NoOutcome
        span = node.value.at(self._row, self._column)
        sheets = self._of(span)
        if len(sheets) != 1 or span.top < 1 or span.left < 1:
            raise NoOutcome
        return Area(sheets[0], span.top, span.left, span.bottom, span.right)

    def _of(self, span: Span) -> list[SheetCells]:
        found = sheets_of(span, self._sheet, self._sheets)
        if not found:
            raise NoOutcome
        return found

    def _call(self, name: str, given: tuple[Node, ...]) -> Plain:
        if name in _OF_MANY:
            return _OF_MANY[name]([value for node in given for value in self._values(node)])
        if name in _ROUNDING and len(given) == 2:
            return _rounded(self.number(given[0]), int(self.number(given[1])), _ROUNDING[name])
        if name in _OF_TRUTH:
            return _OF_TRUTH[name](bool(self.number(node)) for node in given)
        if name in LOOK_UPS:
            return LOOK_UPS[name](self, given)
        return self._other(name, given)

    def _other(self, name: str, given: tuple[Node, ...]) -> Plain:
        """Return what the functions give that take their arguments each in its own way."""
        match name, len(given):
            case "SUBTOTAL", count if count > 1 and (kind := self.number(given[0])) in (9, 109):
                found = (value for node in given[1:] for value in self._shown(node, also_hidden=kind == 9))
                return sum(found, Decimal(0))
            case "IF", 2 | 3 as count:
                holds = bool(self.number(given[0]))
                return self.value(given[1]) if holds else self.value(given[2]) if count == 3 else False
            case "ABS", 1:
                return abs(self.number(given[0]))
            case "IFERROR", 2:
                return self.value(given[0])
            case "TRUE" | "FALSE", 0:
                return _TRUTH[name]
        raise NoOutcome

    def _compared(self, node: Node) -> bool:
        left, right = (self.value(part) for part in node.parts)
        if isinstance(left, str) or isinstance(right, str):
            if node.what not in {"=", "<>"}:
                raise NoOutcome
            return same(left or "", right or "") == (node.what == "=")
        return COMPARISONS[node.what](Decimal(left or 0), Decimal(right or 0))

    def _values(self, node: Node) -> Iterator[Decimal]:
        """Yield the numbers of an argument; texts and empty cells in a range count for nothing, an error for all."""
        if not isinstance(node.value, Reference):
            yield self.number(node)
            return
        span = node.value.at(self._row, self._column)
        for sheet in self._of(span):
            for cell in cells_in(span, sheet):
                if cell.error or (cell.formula is not None and cell.value is None):
                    raise NoOutcome
                found = number_in(cell)
                if found is not None:
                    yield found

    def _shown(self, node: Node, *, also_hidden: bool) -> Iterator[Decimal]:
        """Yield the numbers that a subtotal counts: no other subtotals, and no hidden rows (9: those of a filter)."""
        area = self.area(node)
        for row in range(area.top, min(area.bottom, max(area.sheet.rows, default=0)) + 1):
            hidden = row in area.sheet.rows and area.sheet.row_is_hidden(row)
            if hidden and also_hidden:
                raise NoOutcome  # nothing tells here whether a filter hid it
            for column in range(area.left, area.right + 1) if not hidden else ():
                cell = area.sheet.at(row, column)
                if cell is None or (cell.formula and _SUBTOTAL.search(cell.formula)):
                    continue
                if cell.error:
                    raise NoOutcome
                yield number_in(cell) or Decimal(0)


def sheets_of(span: Span, own: SheetCells, sheets: Sheets) -> list[SheetCells]:
    """Return the sheet that a reference means, or the sheets from one to another; none that are not there."""
    if not span.sheet:
        return [own]
    first, _, last = span.sheet.partition(":")
    if not last:
        return [sheets[first]] if first in sheets else []
    names = list(sheets)
    if first not in sheets or last not in sheets:
        return []
    start, end = sorted((names.index(first), names.index(last)))
    return [sheets[name] for name in names[start : end + 1]]


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


def holds_number(span: Span, sheet: SheetCells) -> bool:
    """Tell whether there is a number in a rectangle; True for one that is too large to look through."""
    try:
        return any(number_in(cell) is not None for cell in cells_in(span, sheet))
    except NoOutcome:
        return True


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
}
_OPERATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": _power,
}
_TRUTH = {"TRUE": True, "FALSE": False}
_OF_TRUTH: Mapping[str, Callable[[Iterator[bool]], bool]] = {
    "AND": all,
    "OR": any,
    "NOT": lambda given: not next(given),
}
_OF_MANY: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda values: sum(values, Decimal(0)),
    "MIN": lambda values: min(values, default=Decimal(0)),
    "MAX": lambda values: max(values, default=Decimal(0)),
    "AVERAGE": _average,
    "COUNT": lambda values: Decimal(len(values)),
}
_ROUNDING = {"ROUND": ROUND_HALF_UP, "ROUNDDOWN": ROUND_DOWN, "ROUNDUP": ROUND_UP}
__all__ = ["NoOutcome", "Sheets", "cells_in", "evaluate", "holds_number", "number_in", "sheets_of"]
