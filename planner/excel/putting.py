"""Puts the rows of a table into cells: values, formulas with what they come to, links; knows no layout.

Tens of thousands of lines pass here, so what a column looks like is worked out once for each way of showing.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.excel.entering import clean
from planner.excel.layout import height_of, lines_of
from planner.excel.style import Align, Look, Shown, Style, Styles
from planner.figures import Figure
from planner.problems import Words
from planner.tables import Column, Kind, Link, Live, Plain, Row, Typed, Value, View, Weight

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Content = str | float | datetime.date | None

SHOWN = {
    Kind.TEXT: Shown.GENERAL,
    Kind.MONEY: Shown.AMOUNT,
    Kind.COUNT: Shown.WHOLE,
    Kind.SHARE: Shown.SHARE,
    Kind.DATE: Shown.DATE,
    Kind.QUANTITY: Shown.QUANTITY,
    Kind.RATE: Shown.RATE,
    Kind.FACTOR: Shown.FACTOR,
    Kind.YEAR: Shown.WHOLE,
}
RIGHT = frozenset({Kind.MONEY, Kind.COUNT, Kind.SHARE, Kind.QUANTITY, Kind.RATE, Kind.FACTOR, Kind.YEAR, Kind.DATE})
LOOKS = {Weight.HEAD: Look.HEADING, Weight.BODY: Look.BODY, Weight.TOTAL: Look.TOTAL}
MOST_LINKS = 60_000
"""Excel takes 65.530 links in a sheet; above that a place is written as text."""


class Writer:
    """Writes rows into one sheet."""

    def __init__(self, sheet: "Worksheet", styles: Styles, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self._styles = styles
        self._widths = widths
        self._links = 0
        self.heights: dict[int, float] = {}

    def _high(self, at: int, lines: int) -> None:
        self.heights[at] = height_of(lines)
        self.sheet.set_row(at, self.heights[at])

    def headings(self, columns: Sequence[Column], at: int) -> None:
        """Write a row of headings, as high as the longest of them needs."""
        lines = 1
        for i, column in enumerate(columns):
            text, right = column.heading.nl, column.kind in RIGHT
            style = Style(Look.HEADING, align="right" if right else "left")
            self.sheet.write_string(at, i, text, self._styles[style])
            lines = max(lines, lines_of(text, self._widths[i]))
        self._high(at, lines)

    def rows(self, view: View, at: int) -> int:
        """Write the rows of a table from a row on, and return the first row after it; no rows leave one empty."""
        looks: dict[Weight, list[_Cell]] = {}
        start = at
        for row in view.rows:
            cells = looks.get(row.weight)
            if cells is None:
                pairs = zip(view.columns, self._widths, strict=False)
                cells = looks[row.weight] = [_Cell(column, row.weight, self._styles, width) for column, width in pairs]
            self._row(at, row, cells)
            at += 1
        return max(at, start + 1)

    def _row(self, at: int, row: Row, cells: "Sequence[_Cell]") -> None:
        sheet, lines = self.sheet, 1
        for i, (value, cell) in enumerate(zip(row.values, cells, strict=True)):
            if value is None:
                if cell.lined:
                    sheet.write_blank(at, i, None, cell.plain)
                continue
            if isinstance(value, Live):
                sheet.write_formula(at, i, value.formula, cell.live, _content(value.value, cell.kind))
            elif isinstance(value, Typed):
                self._put(at, i, _content(value.value, cell.kind), cell.typed)
            elif isinstance(value, Link):
                self._link(at, i, value, cell)
            else:
                content = _content(value, cell.kind)
                if isinstance(content, str) and len(content) > cell.room:
                    lines = max(lines, lines_of(content, cell.width))
                self._put(at, i, content, cell.plain)
        if lines > 1:
            self._high(at, lines)

    def _put(self, at: int, i: int, content: Content, style: "Format") -> None:
        if isinstance(content, str):
            self.sheet.write_string(at, i, content, style)
        elif content is None:
            self.sheet.write_blank(at, i, None, style)
        elif isinstance(content, datetime.date):
            self.sheet.write_datetime(at, i, datetime.datetime.combine(content, datetime.time()), style)
        else:
            self.sheet.write_number(at, i, content, style)

    def _link(self, at: int, i: int, value: Link, cell: "_Cell") -> None:
        self._links += 1
        if self._links > MOST_LINKS:
            self.sheet.write_string(at, i, value.value, cell.plain)
        else:
            from planner.excel.plain_sheet import FileLink

            link = FileLink(value.target)
            link.text = value.value
            self.sheet.write_url(at, i, link, cell.link)  # type: ignore[call-overload] # it takes a Url as well


class _Cell:
    """How the cells of one column look in rows of one weight."""

    def __init__(self, column: Column, weight: Weight, styles: Styles, width: float) -> None:
        shown, look = SHOWN[column.kind], LOOKS[weight]
        wrap = column.kind is Kind.TEXT
        align: Align = "right" if column.kind in RIGHT else "left"
        body = weight is Weight.BODY
        self.kind = column.kind
        self.width = width
        self.room = width - 2 if wrap else 1000.0
        self.plain = styles[Style(look, shown, wrap, align)]
        self.live = styles[Style(Look.FORMULA if body else look, shown, wrap, align)]
        self.typed = styles[Style(Look.INPUT if body else look, shown, wrap, align)]
        self.link = styles[Style(Look.LINK, shown, False, align)]
        self.lined = weight is not Weight.BODY


def shown_value(value: Value | Words, kind: Kind) -> Content:
    """Return what a cell holds for a value; of a formula, what it comes to."""
    return _content(value.value if isinstance(value, Live | Typed | Link) else value, kind)


def _content(value: Plain, kind: Kind) -> Content:
    """Return what a cell holds; euros are exact to the cent in the 15 digits that Excel keeps."""
    if isinstance(value, str):
        return clean(value).text if _unclean(value) else value
    if isinstance(value, int):
        return value / 100 if kind is Kind.MONEY else value
    if isinstance(value, Words):
        return value.nl
    if isinstance(value, Figure):
        return value.cents / 100
    if isinstance(value, Decimal):
        return float(value)
    return float(value) if isinstance(value, Fraction) else value


def _unclean(text: str) -> bool:
    return not text.isprintable() or len(text) > 30_000 or text.startswith("<r>")
