"""Proves of a changed workbook that nothing else changed, by reading both again with another reader.

The editor finds its places in the text; here the parts are parsed as XML and compared without what was meant to
change. What differs beyond that raises Doubt, and then nothing is written.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.excel.editing.area import Area, Cell
from planner.excel.editing.book import parsed
from planner.excel.editing.markup import MAIN
from planner.excel.editing.package import Draft, Package
from planner.excel.editing.values import Keep, Value, serial, shown_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Node

_CELL, _ROW, _DATA = (f"{{{MAIN}}}{name}" for name in ("c", "row", "sheetData"))
_VALUES = tuple(f"{{{MAIN}}}{name}" for name in ("v", "is"))


class Doubt(Exception):
    """The changed workbook differs from the one that was given in something that was not meant."""


def same_parts(before: Package, after: Package, draft: Draft) -> None:
    """Compare the lists of parts, and every part that was not meant to change with its packed bytes and date.

    Raises Doubt.
    """
    kept = [name for name in before.names if name not in draft.removed]
    if list(after.names) != [*kept, *draft.added]:
        raise Doubt("the list of parts")
    for name in kept:
        if name in draft.parts:
            if after.read(name) != draft.parts[name]:
                raise Doubt(name)
        elif before.packed(name) != after.packed(name) and before.read(name) != after.read(name):
            raise Doubt(name)


def same_sheet(
    before: bytes, after: bytes, values: Mapping[Cell, Value], stale: Iterable[Area], *, from_1904: bool
) -> None:
    """Compare two parts of a sheet without the cells set and without values that went; read the values back.

    Raises Doubt.
    """
    gone = _Stale(stale)
    rows = {cell.row for cell in values}
    old, numbers, _ = _stripped(before, values, gone, rows, frozenset())
    new, _, found = _stripped(after, values, gone, rows, numbers)
    if old != new:
        raise Doubt("something else in the sheet")
    for cell, value in values.items():
        if not isinstance(value, Keep) and not _holds(found.get(cell), value, from_1904=from_1904):
            raise Doubt(f"the value of {cell}")


def _stripped(
    data: bytes, values: Mapping[Cell, Value], stale: "_Stale", rows: Set[int], there: Set[int]
) -> tuple[bytes, frozenset[int], dict[Cell, "Node"]]:
    """Return a digest of what must be equal, the numbers of the rows, and the cells set; one tree at a time lives."""
    from lxml import etree

    root = parsed(data)
    found, numbers = _strip(root, values, stale, rows, there)
    return hashlib.sha256(etree.tostring(root)).digest(), numbers, found


def same_without(before: bytes, after: bytes, names: Set[str]) -> None:
    """Compare two parts without the elements of these names and what they hold. Raises Doubt."""
    from lxml import etree

    old, new = parsed(before), parsed(after)
    for root in (old, new):
        for node in [one for one in root.iter() if isinstance(one.tag, str) and _local(one) in names]:
            _remove(node)
    if etree.tostring(old) != etree.tostring(new):
        raise Doubt(f"a part beside its {', '.join(sorted(names))}")


def same_but_attributes(before: bytes, after: bytes, names: Set[str]) -> None:
    """Compare two parts without these attributes. Raises Doubt."""
    from lxml import etree

    old, new = parsed(before), parsed(after)
    for root in (old, new):
        for node in root.iter():
            for name in names:
                _drop(node, name)
    if etree.tostring(old) != etree.tostring(new):
        raise Doubt(f"a part beside its {', '.join(sorted(names))}")


def only_appended(before: bytes, after: bytes, sections: Set[str]) -> None:
    """Compare two parts whose sections may only have grown at their end. Raises Doubt."""
    from lxml import etree

    old, new = parsed(before), parsed(after)
    kept = {_local(section): section for section in old if isinstance(section.tag, str)}
    for section in list(new):
        name = _local(section)
        if name not in sections:
            continue
        if name not in kept:
            new.remove(section)
            continue
        for extra in list(section)[len(kept[name]) :]:
            _remove(extra)
        for one in (section, kept[name]):
            _drop(one, "count")
            one.text = one.text or None
    if etree.tostring(old) != etree.tostring(new):
        raise Doubt("the styles that were there")


def _strip(
    root: "Node", values: Mapping[Cell, Value], stale: "_Stale", rows: Set[int], there: Set[int]
) -> tuple[dict[Cell, "Node"], frozenset[int]]:
    """Take out what was meant to change; return the cells set, and the numbers of the rows."""
    for node in root.iterfind(f"{{{MAIN}}}dimension"):
        _drop(node, "ref")
    found: dict[Cell, Node] = {}
    numbers: set[int] = set()
    data = root.find(_DATA)
    for number, row in [*_numbered(data if data is not None else ())]:
        numbers.add(number)
        if number not in rows and number not in stale:
            continue
        _drop(row, "spans")
        for cell, node in [*_placed(row, number)]:
            _strip_cell(cell, node, values, stale, found)
        if there and number not in there and not len(row):
            _remove(row)
        elif not len(row) and not (row.text or "").strip():
            row.text = None
    if data is not None and not len(data) and not (data.text or "").strip():
        data.text = None
    return found, frozenset(numbers) or frozenset({0})


class _Stale:
    """The ranges whose stored values went, quick to ask of many cells."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._wide: list[Area] = []
        self._single: dict[int, set[int]] = {}
        for area in areas:
            if area.rows == area.columns == 1:
                self._single.setdefault(area.top, set()).add(area.left)
            else:
                self._wide.append(area)

    def __contains__(self, row: int) -> bool:
        return row in self._single or any(area.top <= row <= area.bottom for area in self._wide)

    def holds(self, cell: Cell) -> bool:
        """Tell whether the value of a cell went."""
        return cell.column in self._single.get(cell.row, ()) or any(area.holds(cell) for area in self._wide)


def _strip_cell(
    cell: Cell, node: "Node", values: Mapping[Cell, Value], stale: "_Stale", found: dict[Cell, "Node"]
) -> None:
    if cell in values:
        if isinstance(values[cell], Keep):
            _drop(node, "s")
            if not len(node) and set(node.attrib) <= {"r"}:
                _remove(node)  # a blank cell may have been made to carry a format
        else:
            found[cell] = node
            _remove(node)
            return
    if stale.holds(cell):
        _drop(node, "t")
        for child in [one for one in node if one.tag in _VALUES]:
            _remove(child)


def _numbered(data: "Iterable[Node]") -> Iterator[tuple[int, "Node"]]:
    number = 0
    for row in data:
        if row.tag == _ROW:
            told = row.get("r")
            number = int(told) if told else number + 1
            yield number, row


def _placed(row: "Node", number: int) -> Iterator[tuple[Cell, "Node"]]:
    column = 0
    for node in row:
        if node.tag == _CELL:
            told = node.get("r")
            cell = Cell.at(told) if told else Cell(number, column + 1)
            if cell is None:
                raise Doubt(f"cell {told}")
            column = cell.column
            yield cell, node


def _holds(node: "Node | None", value: Value, *, from_1904: bool) -> bool:
    if value is None or node is None:
        return value is None and (node is None or not any(one.tag in _VALUES for one in node))
    kind, number = node.get("t", "n"), node.findtext(f"{{{MAIN}}}v") or ""
    if isinstance(value, bool):
        return kind == "b" and number == str(int(value))
    if isinstance(value, str):
        text = "".join(str(one.text or "") for one in node.iterfind(f"{{{MAIN}}}is/{{{MAIN}}}t"))
        return kind == "inlineStr" and shown_text(text) == value
    if kind != "n" or isinstance(value, Keep):
        return False
    expected = serial(value, from_1904=from_1904) if isinstance(value, date) else str(value)
    return Decimal(number) == Decimal(expected)


def _drop(node: "Node", attribute: str) -> None:
    if attribute in node.attrib:
        del node.attrib[attribute]


def _local(node: "Node") -> str:
    return str(node.tag).rpartition("}")[2]


def _remove(node: "Node") -> None:
    """Take an element out and leave the white space after it."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail:
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    node.tail = None
    parent.remove(node)
