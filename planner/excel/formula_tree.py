"""The parts of a formula: references that may move with the cell, the cells they mean, and the tree of what it does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from planner.excel.matching import letter, number

ADDRESS = r"(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})"
_REFERENCE = re.compile(
    rf"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?(?:{ADDRESS}(?::{ADDRESS})?|(\$?)([A-Z]{{1,3}}):(\$?)([A-Z]{{1,3}}))",
    re.IGNORECASE,
)
LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or column number of a reference: itself where it is fixed (`$`), else the distance to the cell."""

    number: int
    fixed: bool

    def at(self, own: int) -> int:
        """Return the number as seen from a cell in row or column `own`."""
        return self.number if self.fixed else own + self.number


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a cell or a range; `sheet` is empty for the formula's own sheet."""

    sheet: str
    top: Axis
    left: Axis
    bottom: Axis
    right: Axis

    @property
    def single(self) -> bool:
        """Tell whether it is one cell."""
        return (self.top, self.left) == (self.bottom, self.right)

    def at(self, row: int, column: int) -> "Span":
        """Return the cells that it means for a formula in this cell."""
        top, bottom = sorted((self.top.at(row), self.bottom.at(row)))
        left, right = sorted((self.left.at(column), self.right.at(column)))
        return Span(self.sheet, top, left, bottom, right)


@dataclass(frozen=True, slots=True)
class Span:
    """The cells that a reference means: a rectangle on a sheet (empty: the formula's own)."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        sheet = f"{_quoted(self.sheet)}!" if self.sheet else ""
        if (self.top, self.bottom) == (1, LAST_ROW):
            return f"{sheet}{letter(self.left)}:{letter(self.right)}"
        first, last = f"{letter(self.left)}{self.top}", f"{letter(self.right)}{self.bottom}"
        return f"{sheet}{first}" if first == last else f"{sheet}{first}:{last}"


def _quoted(sheet: str) -> str:
    """Return the name of a sheet as formulas write it: quoted where it is no plain word."""
    return sheet if re.fullmatch(r"[A-Za-z_]\w*(:[A-Za-z_]\w*)?", sheet) else "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula: `what` is num, text, ref, call, neg, pct, name, or the sign of an operation."""

    what: str
    parts: tuple["Node", ...] = ()
    value: Decimal | str | Reference | None = None

    def walk(self) -> Iterator["Node"]:
        """Yield this part and everything in it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def is_like(self, other: "Node") -> bool:
        """Tell whether two formulas are the same but for their references."""
        if self.what != other.what or len(self.parts) != len(other.parts):
            return False
        if not isinstance(self.value, Reference) and self.value != other.value:
            return False
        return all(one.is_like(beside) for one, beside in zip(self.parts, other.parts, strict=True))


_SHAPES = {
    "num": "{0}",
    "name": "{0}",
    "text": '"{0}"',
    "call": "{0}({1})",
    "neg": "-{1}",
    "pct": "{1}%",
    "group": "({1})",
}


def written(tree: Node, row: int, column: int) -> str:
    """Return a pattern as the formula that it is in a cell, for people to read."""
    return "=" + _written(tree, row, column)


def _written(node: Node, row: int, column: int) -> str:
    said = [_written(part, row, column) for part in node.parts]
    if isinstance(node.value, Reference):
        return str(node.value.at(row, column))
    shape = _SHAPES.get(node.what)
    if shape is None:
        return node.what.join(said)
    return shape.format(node.value, *said) if node.what != "call" else shape.format(node.value, ",".join(said))


def reference_of(text: str, row: int, column: int) -> Reference | None:
    """Return what a text such as `$B$2:C9` or `'Blad 1'!A:A` refers to from a cell; None for a name or a table."""
    found = _REFERENCE.fullmatch(text.strip())
    if found is None:
        return None
    sheet = (found["sheet"] or "").strip("'").replace("''", "'")
    first, second, columns = found.groups()[1:5], found.groups()[5:9], found.groups()[9:]
    if columns[1]:
        own = 0 if sheet else column
        whole = _axis(columns[0], columns[1], column, own), _axis(columns[2], columns[3], column, own)
        return Reference(sheet, Axis(1, fixed=True), whole[0], Axis(LAST_ROW, fixed=True), whole[1])
    here = (0, 0) if sheet else (row, column)
    corners = [_corner(corner, row, column, here) for corner in (first, second if second[1] else first)]
    return Reference(sheet, corners[0][0], corners[0][1], corners[1][0], corners[1][1])


def _corner(corner: Sequence[str], row: int, column: int, here: tuple[int, int]) -> tuple[Axis, Axis]:
    fixed_column, letters, fixed_row, digits = corner
    return _axis_of(fixed_row, int(digits), row, here[0]), _axis(fixed_column, letters, column, here[1])


def _axis(fixed: str, letters: str, column: int, here: int) -> Axis:
    return _axis_of(fixed, number(letters.upper()), column, here)


def _axis_of(fixed: str, at: int, own: int, here: int) -> Axis:
    """Return one number of a reference; fixed to its own row or column (`here`) says nothing more than being there."""
    return Axis(at, fixed=True) if fixed and at != here else Axis(at - own, fixed=False)


@lru_cache(maxsize=4096)
def address(row: int, column: int) -> str:
    """Return a cell as people write it."""
    return f"{letter(column)}{row}"
