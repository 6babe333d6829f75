"""Reads values and formulas several times as fast as openpyxl: of workbooks that planner wrote, and of single sheets.

Understood are texts, numbers, and formulas with their values. Dates come as the numbers that they are stored as, so
that a workbook that somebody sent is read otherwise, but for a sheet of ours in it that holds no dates.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from planner.excel.calculated import Value
from planner.excel.cells import Cell, SheetCells
from planner.excel.matching import number
from planner.excel.package import Package

if TYPE_CHECKING:
    from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _FORMULA, _TEXT = (f"{_MAIN}{tag}" for tag in ("row", "c", "v", "f", "t"))


class Quick:
    """A workbook of our own, sheet by sheet. Raises what `Package` raises where it is none."""

    def __init__(self, data: bytes | Package) -> None:
        self.package = data if isinstance(data, Package) else Package(data)
        self.names = tuple(sheet.name for sheet in self.package.sheets)

    def sheet(self, name: str) -> SheetCells:
        """Return a sheet by its name. Raises KeyError where there is none."""
        from lxml import etree

        part = next((one for one in self.package.sheets if one.name == name), None)
        if part is None:
            raise KeyError(name)
        root = etree.fromstring(self.package.read(part.part), etree.XMLParser(resolve_entities=False))
        rows: dict[int, dict[int, Cell]] = {}
        shared: dict[str, tuple[str, str]] = {}
        for row in root.iter(_ROW):
            cells = {}
            for cell in row.iterfind(_CELL):
                at, kind, value = cell.get("r", ""), cell.get("t", "n"), cell.findtext(_VALUE)
                if kind == "inlineStr":
                    value = "".join(text.text or "" for text in cell.iter(_TEXT))
                found = self._cell(kind, value, _formula(cell.find(_FORMULA), at, shared))
                if found is not None:
                    cells[number(at.rstrip("0123456789"))] = found
            if cells:
                rows[int(row.get("r", "0"))] = cells
        return SheetCells(name, part.state, None, rows, ())  # type: ignore[arg-type] # nobody asks it

    def _cell(self, kind: str, value: str | None, formula: str | None) -> Cell | None:
        if value is None and formula is None:
            return None
        found: Value = value
        if value is None:
            found = None
        elif kind == "s":
            found = self._texts[int(value)]
        elif kind == "b":
            found = value == "1"
        elif kind == "n" and value:
            as_number = float(value)
            found = int(as_number) if as_number.is_integer() and "." not in value else as_number
        if isinstance(found, str) and not found.strip() and formula is None:
            return None
        shown = f"={formula}" if formula else None
        return Cell(found, shown, kind == "e", None)  # type: ignore[arg-type] # nobody asks it

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        from lxml import etree

        name = self.package.related("sharedStrings")
        if name is None:
            return ()
        root = etree.fromstring(self.package.read(name), etree.XMLParser(resolve_entities=False))
        return tuple("".join(text.text or "" for text in item.iter(_TEXT)) for item in root)


def _formula(found: "etree._Element | None", at: str, shared: dict[str, tuple[str, str]]) -> str | None:
    """Return the formula of a cell; one that shares another's text stands where that one would be copied to."""
    if found is None:
        return None
    text, group = found.text, found.get("si")
    if group is None or found.get("t") != "shared":
        return text
    if text:
        shared[group] = (text, at)
        return text
    from openpyxl.formula.translate import Translator

    first, origin = shared.get(group, ("", at))
    return str(Translator(f"={first}", origin=origin).translate_formula(at))[1:] if first else None
