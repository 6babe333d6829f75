"""Works out the functions that look values up or add up by a condition, from the values of sheets."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Protocol

from planner.excel.cells import Cell, SheetCells
from planner.excel.formula_tree import Node

Plain = Decimal | str | bool | None
"""A value as formulas see it; None of an empty cell."""
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)


class NoOutcome(Exception):
    """The formula, or a value that it needs, is none that can be worked out here."""


def number_in(cell: Cell | None) -> Decimal | None:
    """Return the number in a cell, exactly as 15 digits tell it; None for an empty cell, text, date or error."""
    if cell is None or cell.error or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return Decimal(f"{cell.value:.15g}")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells on a sheet."""

    sheet: SheetCells
    top: int
    left: int
    bottom: int
    right: int

    def at(self, down: int, right: int) -> Plain:
        """Return the value of a cell counted from the first. Raises NoOutcome for a date, an error or none known."""
        cell = self.sheet.at(self.top + down, self.left + right)
        if cell is None:
            return None
        if cell.error or cell.value is None or isinstance(cell.value, date | time | timedelta):
            raise NoOutcome
        return cell.value if isinstance(cell.value, str | bool) else number_in(cell)

    @property
    def height(self) -> int:
        """Return how many rows it has, as far as the sheet is filled."""
        return min(self.bottom, max(self.sheet.rows, default=0)) - self.top + 1

    @property
    def width(self) -> int:
        """Return how many columns it has."""
        return self.right - self.left + 1


class Evaluation(Protocol):
    """What works out the arguments of a function."""

    def number(self, node: Node) -> Decimal:
        """Return an argument as a number."""

    def value(self, node: Node) -> Plain:
        """Return an argument as it is."""

    def area(self, node: Node) -> Area:
        """Return the cells that an argument names."""


Given = Sequence[Node]


def same(one: Plain, other: Plain) -> bool:
    """Tell whether two values are equal as Excel has it: texts without regard to case."""
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return type(one) is type(other) and one == other


def _meets(condition: Plain) -> Callable[[Plain], bool]:
    """Return the test that a condition such as `">=100"` or a plain value stands for."""
    if not isinstance(condition, str):
        if condition is None:
            raise NoOutcome
        return lambda value: same(value, condition) or (isinstance(value, str) and value == str(condition))
    match = _CONDITION.fullmatch(condition)
    sign, text = (match[1] or "=", match[2]) if match else ("=", condition)
    try:
        number = Decimal(text)
    except ArithmeticError:
        if sign not in {"=", "<>"} or not text or "~" in text:
            raise NoOutcome from None
        wild = {"*": ".*", "?": "."}
        shape = re.compile("".join(wild.get(one, re.escape(one)) for one in text.casefold()), re.DOTALL)
        return lambda value: (isinstance(value, str) and bool(shape.fullmatch(value.casefold()))) == (sign == "=")
    compare = COMPARISONS[sign]
    return lambda value: compare(value, number) if isinstance(value, Decimal) else sign == "<>"


COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
"""What the signs of a comparison mean, of two numbers."""


def _chosen(of: Evaluation, pairs: Sequence[tuple[Node, Node]]) -> Iterator[tuple[int, int]]:
    """Yield the places in which all conditions are met."""
    tests = [(of.area(area), _meets(of.value(condition))) for area, condition in pairs]
    first = tests[0][0]
    for down in range(first.height):
        for right in range(first.width):
            if all(test(area.at(down, right)) for area, test in tests):
                yield down, right


def _added(area: Area, places: Iterator[tuple[int, int]]) -> Decimal:
    found = (area.at(*place) for place in places)
    return sum((value for value in found if isinstance(value, Decimal)), Decimal(0))


def _sumif(of: Evaluation, given: Given) -> Plain:
    if len(given) not in (2, 3):
        raise NoOutcome
    return _added(of.area(given[-1] if len(given) == 3 else given[0]), _chosen(of, [(given[0], given[1])]))


def _sumifs(of: Evaluation, given: Given) -> Plain:
    if len(given) < 3 or len(given) % 2 == 0:
        raise NoOutcome
    return _added(of.area(given[0]), _chosen(of, list(zip(given[1::2], given[2::2], strict=True))))


def _countifs(of: Evaluation, given: Given) -> Plain:
    if not given or len(given) % 2:
        raise NoOutcome
    return Decimal(sum(1 for _ in _chosen(of, list(zip(given[::2], given[1::2], strict=True)))))


def _place(sought: Plain, values: Sequence[Plain], *, exact: bool) -> int:
    """Return where a value stands; not exact: the last that is no greater, among numbers that go up."""
    if exact:
        found = next((at for at, value in enumerate(values) if same(value, sought)), None)
    else:
        numbers = [value for value in values if isinstance(value, Decimal)]
        if not isinstance(sought, Decimal) or len(numbers) < len(values) or numbers != sorted(numbers):
            raise NoOutcome
        found = max((at for at, value in enumerate(numbers) if value <= sought), default=None)
    if found is None:
        raise NoOutcome
    return found


def _vlookup(of: Evaluation, given: Given) -> Plain:
    if len(given) not in (3, 4):
        raise NoOutcome
    area, column = of.area(given[1]), int(of.number(given[2]))
    exact = len(given) == 4 and not of.number(given[3])
    values = [area.at(down, 0) for down in range(area.height)]
    if not 1 <= column <= area.width:
        raise NoOutcome
    return area.at(_place(of.value(given[0]), values, exact=exact), column - 1)


def _match(of: Evaluation, given: Given) -> Plain:
    if len(given) not in (2, 3):
        raise NoOutcome
    area, kind = of.area(given[1]), of.number(given[2]) if len(given) == 3 else Decimal(1)
    along = area.width > 1
    values = [area.at(0, at) if along else area.at(at, 0) for at in range(area.width if along else area.height)]
    if kind < 0 or (along and area.top != area.bottom):
        raise NoOutcome
    return Decimal(_place(of.value(given[0]), values, exact=kind == 0) + 1)


def _index(of: Evaluation, given: Given) -> Plain:
    if len(given) not in (2, 3):
        raise NoOutcome
    area, down = of.area(given[0]), int(of.number(given[1]))
    right = int(of.number(given[2])) if len(given) == 3 else 1
    if len(given) == 2 and area.top == area.bottom:
        down, right = 1, down
    if not (1 <= down <= area.bottom - area.top + 1 and 1 <= right <= area.width):
        raise NoOutcome
    return area.at(down - 1, right - 1)


def _sumproduct(of: Evaluation, given: Given) -> Plain:
    areas = [of.area(node) for node in given]
    if not areas or any((one.height, one.width) != (areas[0].height, areas[0].width) for one in areas):
        raise NoOutcome
    total = Decimal(0)
    for down in range(areas[0].height):
        for right in range(areas[0].width):
            product = Decimal(1)
            for area in areas:
                value = area.at(down, right)
                product *= value if isinstance(value, Decimal) else Decimal(0)
            total += product
    return total


LOOK_UPS: Mapping[str, Callable[[Evaluation, Given], Plain]] = {
    "SUMIF": _sumif,
    "SUMIFS": _sumifs,
    "COUNTIF": _countifs,
    "COUNTIFS": _countifs,
    "VLOOKUP": _vlookup,
    "MATCH": _match,
    "INDEX": _index,
    "SUMPRODUCT": _sumproduct,
}
"""The functions by name, as formulas call them."""
