"""Which cells of somebody else's sheet cannot be given a value without breaking something; changes nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from planner.excel.editing.area import Area, Cell
from planner.excel.editing.book import Book, Sheet, parsed
from planner.excel.editing.cells import SheetText
from planner.excel.editing.markup import MAIN
from planner.excel.editing.styles import Styles


class Block(NamedTuple):
    """A range that cannot be written, the code of the problem, and the range or name to tell its reader."""

    area: Area
    code: str
    found: str


class Blocks:
    """What stands in the way on one sheet."""

    def __init__(self, book: Book, sheet: Sheet, text: SheetText, styles: Styles) -> None:
        self._text = text
        self._styles = styles
        self._ranges = (*_merged(text), *_arrays(text), *_of_tables(book, sheet), *_pivots(book, sheet))
        self._formulas = {one.stored.cell: one for one in text.formulas}
        guard = text.markup.first("sheetProtection")
        self._protected = guard is not None and guard.tag.attributes.get("sheet") in {"1", "true"}

    def why(self, cell: Cell, style: int, *, formulas: bool) -> tuple[str, str] | None:
        """Return the code of what stands in the way of a value in a cell, and what was found; None where nothing does.

        `formulas` allows a formula to be replaced, but never one that other cells take theirs from.
        """
        for block in self._ranges:
            if block.area.holds(cell) and not (block.code == "edit-merged" and cell == block.area.first):
                return block.code, block.found
        if (formula := self._formulas.get(cell)) and not (formulas and formula.area is None):
            return "edit-formula", f"={formula.text}" if formula.text else "="
        if self._protected and self._styles.is_locked(style):
            return "edit-locked", str(cell)
        return None

    def holds_formula(self, cell: Cell) -> bool:
        """Tell whether a cell holds a formula."""
        return cell in self._formulas


def _merged(text: SheetText) -> Iterator[Block]:
    for tag in text.markup.tags("mergeCell", text.data.end):
        if area := Area.of(tag.attributes.get("ref", "")):
            yield Block(area, "edit-merged", str(area))


def _arrays(text: SheetText) -> Iterator[Block]:
    for one in text.formulas:
        if one.kind == "array":
            cell = one.stored.cell
            area = one.area or Area(cell.row, cell.column, cell.row, cell.column)
            yield Block(area, "edit-array", str(area))
        elif one.kind == "dataTable" and one.area:
            yield Block(one.area, "edit-data-table", str(one.area))


def _of_tables(book: Book, sheet: Sheet) -> Iterator[Block]:
    """Yield the heading and total rows of tables: their part repeats what these cells hold."""
    for table in book.tables:
        area = Area.of(table.area) if table.sheet == sheet.name else None
        if area is None:
            continue
        if table.headings:
            yield Block(area._replace(bottom=area.top + table.headings - 1), "edit-table-heading", table.name)
        if table.totals:
            yield Block(area._replace(top=area.bottom - table.totals + 1), "edit-table-heading", table.name)


def _pivots(book: Book, sheet: Sheet) -> Iterator[Block]:
    for one in book.relations(sheet.part):
        if one.kind != "pivotTable" or not one.target:
            continue
        root = parsed(book.package.read(one.target))
        place = root.find(f"{{{MAIN}}}location")
        area = Area.of(str(place.get("ref"))) if place is not None else None
        if place is None or area is None:
            continue
        name = str(root.get("name"))
        yield Block(area, "edit-pivot", name)
        if deep := int(place.get("rowPageCount") or 0):
            wide = 3 * int(place.get("colPageCount") or 1) - 1
            filters = Area(max(1, area.top - deep - 1), area.left, area.top - 1, area.left + wide - 1)
            yield Block(filters, "edit-pivot", name)
