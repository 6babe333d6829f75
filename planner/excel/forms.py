"""Writes a workbook that people fill in, blank or prefilled, from its declaration; knows none in particular.

The heading of a table stands in row 1, so that rows can be pasted below it. Input cells are marked and open,
the rest is protected without a password, only against accidents. The same content gives the same bytes.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from planner.excel import pages, rules
from planner.excel.book import Page, write_page
from planner.excel.entering import Value, clean, entered, shown_as, wraps
from planner.excel.layout import (
    Placed,
    Row,
    SheetContent,
    heading_height,
    height_of,
    labels,
    lines_of,
    placed,
    row_height,
    width,
)
from planner.excel.rules import ROOM, Lists
from planner.excel.style import ALARM, RIGHT, Look, Style, Styles
from planner.excel.style import page as set_up_page
from planner.excel.vocabulary import CellKind, Sheet, Workbook
from planner.places import Place
from planner.problems import Problem, problem

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as Book
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2023, 11, 9)
"""The date of creation in every workbook: that of the agreement, so that no clock is in the bytes."""
ALLOWED = {
    "objects": True,
    "scenarios": True,
    "sort": True,
    "autofilter": True,
    "insert_rows": True,
    "insert_columns": True,
    "delete_rows": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}
READ_ONLY = {"objects": True, "scenarios": True, "format_columns": True, "format_rows": True}
"""What is allowed in a sheet in which nobody has anything to fill in."""
LAST_COLUMN = 16_383
TITLE_HEIGHT = 24
WIDE_TABLE = 8
"""From this many columns the first one stays in sight."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a workbook is filled with: by sheet name, and the known codes by table and column of a `Code`.

    Sheets that are not optional are always written; an optional one only when it is named here. `aside` are sheets
    to read only, whose names the declaration leaves aside; `properties` are custom properties of the document.
    """

    sheets: Mapping[str, SheetContent] = field(default_factory=dict)
    lists: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    aside: Sequence[Page] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


def form(declaration: Workbook, content: Content | None = None, *, path: str = "") -> tuple[bytes, tuple[Problem, ...]]:
    """Return the bytes of a workbook, and a problem for every text that could not be written as it was.

    `path` is the name that the problems give to the workbook. Raises ValueError for content that the
    declaration does not know (a sheet, a field, a value of another kind): our own error, never one in a file.
    """
    from xlsxwriter.workbook import Workbook as Book

    content = content or Content()
    _refuse_unknown(declaration, content)
    stream = io.BytesIO()
    book = Book(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _describe(book, declaration, content.properties)
    writer = _Writer(book, path or f"{declaration.name}.xlsx", _tables(declaration, content), content)
    for sheet in declaration.sheets:
        if not sheet.optional or sheet.name in content.sheets:
            writer.sheet(sheet, content.sheets.get(sheet.name, SheetContent()))
    for one in content.aside:
        target = book.add_worksheet(one.name)
        write_page(target, one, writer.styles)
        target.protect(options=READ_ONLY)
    writer.lists.write(book, writer.styles)
    book.close()
    return stream.getvalue(), tuple(writer.problems)


def _refuse_unknown(declaration: Workbook, content: Content) -> None:
    for name, filled in content.sheets.items():
        try:
            sheet = declaration.sheet(name)
        except KeyError:
            raise ValueError(f"{declaration.name} has no sheet {name}") from None
        fields = {column.field for column in sheet.columns}
        used = {key for row in (*filled.rows, filled.values) for key in row} | set(filled.extra)
        if used - fields:
            raise ValueError(f"sheet {name} has no field {', '.join(sorted(used - fields))}")
    for one in content.aside:
        if one.name not in declaration.aside:
            raise ValueError(f"{declaration.name} has no sheet {one.name}")


def _describe(book: "Book", declaration: Workbook, properties: Mapping[str, str]) -> None:
    book.set_properties(
        {
            "title": declaration.name[:1].upper() + declaration.name[1:],
            "subject": declaration.nl,
            "keywords": f"planner; {declaration.name}",
            "created": CREATED,
        }
    )
    for name, value in properties.items():
        book.set_custom_property(name, value)


def _tables(declaration: Workbook, content: Content) -> dict[str, tuple[Placed, ...]]:
    return {
        sheet.name: placed(sheet, content.sheets.get(sheet.name, SheetContent()))
        for sheet in declaration.sheets
        if not sheet.labelled and (not sheet.optional or sheet.name in content.sheets)
    }


def _open_beside(target: "Worksheet", first: int, style: "Format") -> None:
    """Open the cells beside what we write: in a protected sheet a row can be deleted only if all its cells are open."""
    target.set_column(first, first, None, style)
    # XlsxWriter would make a record of each of the 16.384 columns: the longest of all that a form costs.
    target.col_info.update(dict.fromkeys(range(first + 1, LAST_COLUMN + 1), target.col_info[first]))
    # XlsxWriter counts formatted columns as used; a sheet that says it runs to XFD is slow in other readers.
    target.dim_colmin, target.dim_colmax = 0, first - 1  # type: ignore[assignment] # they begin as None


class _Writer:
    """Writes the sheets of one workbook, and gathers the texts that did not go in whole."""

    def __init__(self, book: "Book", path: str, tables: Mapping[str, tuple[Placed, ...]], content: Content) -> None:
        self.book = book
        self.path = path
        self.tables = tables
        self.styles = Styles(book)
        self.lists = Lists(tables, content.lists)
        self.problems: list[Problem] = []

    def sheet(self, sheet: Sheet, content: SheetContent) -> None:
        """Write one declared sheet."""
        target = self.book.add_worksheet(sheet.name)
        target.hide_gridlines(2)
        if sheet.labelled:
            self._labelled(target, sheet, content)
            set_up_page(target)
        else:
            self._table(target, self.tables[sheet.name], content.rows)
        target.protect(options=ALLOWED)

    def _labelled(self, target: "Worksheet", sheet: Sheet, content: SheetContent) -> None:
        label, note = self.styles[Style(Look.LABEL)], self.styles[Style(Look.NOTE, wrap=True)]
        free = self.styles[Style(Look.OPEN)]
        widths = (max(len(column.heading) for column in sheet.columns) + 4, 44, 84)
        for index, wide in enumerate(widths):
            target.set_column(index, index, wide, free)
        self._lead(target, content.lead, sum(widths))
        start = len(content.lead) + 1 if content.lead else 0
        for row, column in enumerate(labels(sheet, content), start):
            target.write_string(row, 0, column.heading, label)
            target.write_string(row, 2, column.nl, note)
            style = Style(Look.INPUT, shown_as(column.kind), wrap=wraps(column.kind), align="left")
            place = Placed(column, 1)
            self._cell(target, row, place, place.value(content.values), style, blank=True)
            self._check(target, column.kind, (row, 1, row, 1), f"B{row + 1}")
            value = content.values.get(column.field)
            lines = lines_of(str(value), widths[1]) if isinstance(value, str) else 1
            if lines > 1:
                target.set_row(row, height_of(lines))

    def _lead(self, target: "Worksheet", lead: Sequence[tuple[Look, str]], wide: float) -> None:
        """Write the lines above the labels, each over all columns; a label without a value is read as a title."""
        for row, (look, text) in enumerate(lead):
            style = self.styles[Style(look, wrap=True, align="left")]
            target.merge_range(row, 0, row, 2, "", style)
            target.write_string(row, 0, clean(text).text, style)
            target.set_row(row, TITLE_HEIGHT if look is Look.TITLE else height_of(lines_of(text, wide)))

    def _table(self, target: "Worksheet", places: Sequence[Placed], rows: Sequence[Row]) -> None:
        _open_beside(target, len(places), self.styles[Style(Look.OPEN)])
        widths = [width(place, rows) for place in places]
        target.set_row(0, heading_height(places, widths))
        for place, wide in zip(places, widths, strict=True):
            self._column(target, place, wide, rows)
        for index, values in enumerate(rows, start=1):
            if height := row_height(places, widths, values):
                target.set_row(index, height)
        set_up_page(target, headings=(0, 0), width=sum(widths))
        last = max(ROOM, len(rows))
        target.autofilter(0, 0, last, len(places) - 1)
        target.freeze_panes(1, 1 if len(places) >= WIDE_TABLE else 0)
        self._point_at_gaps(target, places, last)

    def _column(self, target: "Worksheet", place: Placed, wide: float, rows: Sequence[Row]) -> None:
        kind = place.column.kind
        style = Style(Look.INPUT, shown_as(kind), wrap=wraps(kind))
        target.set_column(place.index, place.index, wide, self.styles[style])
        self._heading(target, place)
        for row, values in enumerate(rows, start=1):
            self._cell(target, row, place, place.value(values), style)
        last = max(ROOM, len(rows))
        self._check(target, kind, (1, place.index, last, place.index), f"{place.letter}2")

    def _heading(self, target: "Worksheet", place: Placed) -> None:
        look = Look.HEADING if place.column.required else Look.OPTIONAL_HEADING
        right = shown_as(place.column.kind) in RIGHT
        style = self.styles[Style(look, align="right" if right else "left")]
        if place.heading.isdecimal():
            target.write_number(0, place.index, int(place.heading), style)  # a bare year, as people type it
        else:
            target.write_string(0, place.index, place.heading, style)
        text = pages.note(place.column)
        lines = sum(1 + len(line) // 46 for line in text.splitlines())
        size: dict[str, Any] = {"width": 300, "height": 14 + 18 * lines, "author": "planner"}
        target.write_comment(0, place.index, text, size | {"font_size": 9})

    def _point_at_gaps(self, target: "Worksheet", places: Sequence[Placed], last: int) -> None:
        """Mark the required cells that are still empty in a row that somebody began."""
        row = f"$A2:${places[-1].letter}2"
        style = self.book.add_format({"left": 1, "right": 1, "top": 1, "bottom": 1, "border_color": ALARM})
        for place in places:
            if place.column.required and not place.column.unless_open:
                rule = {"type": "formula", "criteria": f"=AND(COUNTA({row})>0,ISBLANK({place.letter}2))"}
                target.conditional_format(1, place.index, last, place.index, rule | {"format": style})

    def _check(self, target: "Worksheet", kind: CellKind, cells: tuple[int, int, int, int], first: str) -> None:
        if rule := rules.check(kind, first, self.lists):
            target.data_validation(*cells, rule)

    def _cell(
        self,
        target: "Worksheet",
        row: int,
        place: Placed,
        value: Value,
        style: Style,
        *,
        blank: bool = False,
    ) -> None:
        """Write one value; an empty cell of a table has its column's format and is left out (`blank`)."""
        shown = entered(place.column.kind, value)
        if isinstance(shown, str):
            self._text(target, row, place, shown, style)
        elif isinstance(shown, date):
            target.write_datetime(row, place.index, datetime.combine(shown, time()), self.styles[style])
        elif shown is not None:
            target.write_number(row, place.index, shown, self.styles[style])
        elif blank:
            target.write_blank(row, place.index, None, self.styles[style])

    def _text(self, target: "Worksheet", row: int, place: Placed, text: str, style: Style) -> None:
        kept = clean(text)
        target.write_string(row, place.index, kept.text, self.styles[style])
        where = Place(self.path, str(target.name), f"{place.letter}{row + 1}")
        if kept.removed:
            self.problems.append(problem("text-cleaned", where, count=kept.removed))
        if kept.cut:
            self.problems.append(problem("text-cut", where, count=kept.cut, longest=len(kept.text)))
