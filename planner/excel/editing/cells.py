"""The rows and cells of a sheet's part by their position in its text; knows no values and no styles."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from planner.excel.editing.area import Area, Cell
from planner.excel.editing.markup import INSIDE, Element, Markup, Tag, Unclear


class Row(NamedTuple):
    """A row that stands in the part."""

    number: int
    element: Element


class Stored(NamedTuple):
    """A cell that stands in the part."""

    cell: Cell
    element: Element


class Formula(NamedTuple):
    """A cell with a formula: its text, and the range of an array, shared formula or data table that it begins."""

    stored: Stored
    text: str
    kind: str
    area: Area | None
    group: str

    @property
    def fills_area(self) -> bool:
        """Tell whether the formula makes the values of a whole range."""
        return self.kind in {"array", "dataTable"} and self.area is not None


class SheetText:
    """A sheet's part with its rows and cells found, each once."""

    def __init__(self, markup: Markup) -> None:
        """Raises Unclear where the part holds no cells' section."""
        self.markup = markup
        data = markup.first("sheetData")
        if data is None:
            raise Unclear("no sheetData")
        self.data = data
        pre = re.escape(markup.prefix)
        self._row = re.compile(rf"<{pre}row((?:[\s/]{INSIDE})?)>")
        self._cell = re.compile(rf"<{pre}c((?:[\s/]{INSIDE})?)>")
        self._formula = re.compile(rf"<{pre}f((?:[\s/]{INSIDE})?)>")
        self._usual = re.compile(
            rf"""<{pre}c(\s[^<>]*?\br\s*=\s*["']([A-Z]+[0-9]+)["'][^<>]*)><{pre}f((?:[\s/][^<>]*)?>)"""
        )
        self._row_end = f"</{markup.prefix}row"
        self._cell_end = f"</{markup.prefix}c"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows in the order of the part."""
        return tuple(self._rows())

    @cached_property
    def by_number(self) -> dict[int, Row]:
        """Return the rows by number. Raises Unclear where a number stands there twice."""
        found = {row.number: row for row in self.rows}
        if len(found) < len(self.rows):
            raise Unclear("a row stands there twice")
        return found

    def cells(self, row: Row) -> Iterator[Stored]:
        """Yield the cells of a row in the order of the part."""
        column, end = 0, row.element.inner
        position = row.element.tag.end
        while found := self._cell.search(self.markup.seen, position, end):
            tag = Tag(found.start(), found.end(), found[1])
            address = tag.attributes.get("r")
            cell = Cell.at(address) if address else Cell(row.number, column + 1)
            if cell is None or cell.row != row.number:
                raise Unclear(f"cell {address} in row {row.number}")
            element = self._ended(tag, self._cell_end, end)
            yield Stored(cell, element)
            column, position = cell.column, element.end

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """Return the cells that hold a formula, in the order of the part."""
        return tuple(self._formulas())

    def _rows(self) -> Iterator[Row]:
        number, position = 0, self.data.tag.end
        while found := self._row.search(self.markup.seen, position, self.data.inner):
            tag = Tag(found.start(), found.end(), found[1])
            told = re.search(r"""\sr\s*=\s*["']\s*([0-9]+)""", found[1])
            number = int(told[1]) if told else number + 1
            element = self._ended(tag, self._row_end, self.data.inner)
            yield Row(number, element)
            position = element.end

    def _ended(self, tag: Tag, end_tag: str, limit: int) -> Element:
        if tag.closed:
            return Element(tag, tag.end, tag.end)
        inner = self.markup.seen.find(end_tag, tag.end, limit)
        end = self.markup.seen.find(">", inner, limit)
        if inner < 0 or end < 0 or self.markup.seen[inner + len(end_tag) : end].strip():
            raise Unclear("an element does not end")
        return Element(tag, inner, end + 1)

    def _formulas(self) -> Iterator[Formula]:
        seen, start, end = self.markup.seen, self.data.tag.end, self.data.inner
        opening = f"<{self.markup.prefix}f"
        if seen.find(opening, start, end) < 0:
            return
        usual = list(self._usual.finditer(seen, start, end))
        if len(usual) != sum(seen.count(f"{opening}{after}", start, end) for after in "> /\t\r\n"):
            yield from self._unusual()
            return
        for found in usual:
            cell = Cell.at(found[2])
            if cell is None:
                raise Unclear(f"cell {found[2]}")
            tag = Tag(found.start(), found.end(1) + 1, found[1])
            yield self._of(Tag(found.start(3), found.end(), found[3][:-1]), cell, tag)

    def _unusual(self) -> Iterator[Formula]:
        """Yield the formulas of a part that says nowhere in which cell they stand, or says it in another way."""
        for row in self.rows:
            for stored in self.cells(row):
                tag = stored.element.tag
                found = self._formula.search(self.markup.seen, tag.end, stored.element.inner)
                if found:
                    yield self._of(Tag(found.start(), found.end(), found[1]), stored.cell, tag)

    def _of(self, tag: Tag, cell: Cell, owner: Tag) -> Formula:
        inner = tag.end if tag.closed else self.markup.seen.find("</", tag.end)
        stored = Stored(cell, self._ended(owner, self._cell_end, self.data.inner))
        told = tag.attributes if tag.inside else {}
        area = Area.of(told["ref"]) if "ref" in told else None
        return Formula(stored, self.markup.text[tag.end : inner], told.get("t", "normal"), area, told.get("si", ""))
