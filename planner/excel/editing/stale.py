"""Which stored values of formulas may be wrong once cells have changed; calculates nothing.

Follows what formulas use from cell to cell, through sheets, names, tables and shared formulas. Where that takes too
long every formula counts as changed: a value too many is worked out again, a stale one is never shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.excel.editing.area import Area, Cell
from planner.excel.editing.cells import Formula
from planner.excel.editing.uses import EVERYTHING, Follower, Uses

WIDE = 64
"""Ranges of more columns than this are looked at for every cell of their sheet."""
MOST_LOOKS = 3_000_000


class _Node(NamedTuple):
    """A formula: the cells whose values it makes, and what it uses."""

    sheet: str
    area: Area
    uses: Uses


@dataclass(slots=True)
class _Index:
    """The ranges used on one sheet: by column, and the wide ones; each with the formulas that use it."""

    users: dict[Area, list[int]] = field(default_factory=dict)
    by_column: dict[int, list[Area]] = field(default_factory=dict)
    wide: list[Area] = field(default_factory=list)
    single: dict[Cell, list[int]] = field(default_factory=dict)

    def add(self, area: Area, node: int) -> None:
        """Enter a range that a formula uses."""
        if area.rows == 1 and area.columns == 1:
            self.single.setdefault(area.first, []).append(node)
            return
        known = area in self.users
        self.users.setdefault(area, []).append(node)
        if known:
            return
        if area.columns > WIDE:
            self.wide.append(area)
        else:
            for column in range(area.left, area.right + 1):
                self.by_column.setdefault(column, []).append(area)


def stale(
    formulas: Mapping[str, Iterable[Formula]], changed: Mapping[str, Iterable[Cell]], follower: Follower
) -> dict[str, set[Area]]:
    """Return the ranges, by sheet, whose stored values may be wrong once these cells change.

    Sheets are named without regard to case. The values of an array's range fall with its formula.
    """
    nodes = list(_nodes(formulas, follower))
    cells = [(sheet, cell) for sheet, found in changed.items() for cell in found]
    stale_: dict[str, set[Area]] = {}
    for i in _Walk(nodes).from_cells(cells):
        stale_.setdefault(nodes[i].sheet, set()).add(nodes[i].area)
    return stale_


class _Walk:
    """A walk from changed cells to every formula that they reach."""

    def __init__(self, nodes: list[_Node]) -> None:
        self._nodes = nodes
        self._indexes: dict[str, _Index] = {}
        for i, node in enumerate(nodes):
            for used in node.uses.areas:
                self._indexes.setdefault(used.sheet, _Index()).add(used.area, i)
        self.reached: set[int] = set()
        self._queue: list[tuple[str, Area]] = []
        self._seen: set[tuple[str, Area]] = set()

    def from_cells(self, cells: Iterable[tuple[str, Cell]]) -> Iterable[int]:
        """Return the numbers of the formulas reached from these cells; all of them where it takes too long."""
        self._queue = [(sheet, Area(cell.row, cell.column, cell.row, cell.column)) for sheet, cell in cells]
        if self._queue:
            self._reach(i for i, node in enumerate(self._nodes) if node.uses.everything)
        looks = 0
        while self._queue:
            looks += self._step(*self._queue.pop())
            if looks > MOST_LOOKS:
                return range(len(self._nodes))
        return self.reached

    def _step(self, sheet: str, area: Area) -> int:
        index = self._indexes.get(sheet)
        if index is None:
            return 0
        singles, ranges = _touched(index, area)
        for cell in singles:
            self._reach(index.single.pop(cell, ()))
        for other in ranges:
            if (sheet, other) not in self._seen and area.meets(other):
                self._seen.add((sheet, other))
                self._reach(index.users[other])
        return len(singles) + len(ranges)

    def _reach(self, found: Iterable[int]) -> None:
        for i in found:
            if i not in self.reached:
                self.reached.add(i)
                self._queue.append((self._nodes[i].sheet, self._nodes[i].area))


def _touched(index: _Index, area: Area) -> tuple[list[Cell], list[Area]]:
    """Return the single cells and ranges on a sheet that may be in an area."""
    if area.rows == 1 and area.columns == 1:
        cell = area.first
        return [cell] if cell in index.single else [], [*index.by_column.get(cell.column, ()), *index.wide]
    singles = [cell for cell in index.single if area.holds(cell)]
    if area.columns > WIDE:
        return singles, list(index.users)
    columns = range(area.left, area.right + 1)
    return singles, [*dict.fromkeys(one for c in columns for one in index.by_column.get(c, ())), *index.wide]


def _nodes(formulas: Mapping[str, Iterable[Formula]], follower: Follower) -> Iterable[_Node]:
    for sheet, found in formulas.items():
        groups: dict[str, list[Formula]] = {}
        for one in found:
            if one.kind == "shared":
                groups.setdefault(one.group, []).append(one)
                continue
            own = one.stored.cell
            area = one.area if one.fills_area and one.area else Area(own.row, own.column, own.row, own.column)
            unknown = one.kind not in {"normal", "array"}
            yield _Node(sheet, area, EVERYTHING if unknown else follower.uses(one.text, sheet))
        for group in groups.values():
            yield from _shared(sheet, group, follower)


def _shared(sheet: str, group: list[Formula], follower: Follower) -> Iterable[_Node]:
    """Yield the copies of a shared formula; what they use moves with them from the one that carries its text."""
    leaders = [one for one in group if one.text]
    uses = follower.uses(leaders[0].text, sheet) if len(leaders) == 1 else EVERYTHING
    origin = leaders[0].stored.cell if leaders else Cell(1, 1)
    for one in group:
        cell = one.stored.cell
        moved = uses.copied(cell.row - origin.row, cell.column - origin.column)
        yield _Node(sheet, Area(cell.row, cell.column, cell.row, cell.column), moved)
