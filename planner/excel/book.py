"""Writes tables to show (`planner.tables`) into a new workbook for readers, in the house style; knows no budgets."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.excel.style import Look, Shown, Style, Styles, page
from planner.figures import Figure
from planner.money import euros
from planner.problems import Words
from planner.tables import Column, Kind, Row, Value, View, Weight

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MADE = datetime.datetime(2023, 11, 9, tzinfo=datetime.UTC).replace(tzinfo=None)
"""A fixed date of making, so that the same input gives the same bytes (the day the agreement was signed)."""
SHOWN = {
    Kind.TEXT: Shown.TEXT,
    Kind.MONEY: Shown.AMOUNT,
    Kind.COUNT: Shown.WHOLE,
    Kind.SHARE: Shown.SHARE,
    Kind.DATE: Shown.DATE,
}
LOOKS = {Weight.HEAD: Look.HEADING, Weight.BODY: Look.BODY, Weight.TOTAL: Look.TOTAL}


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its name, the sentences above, and the tables below each other."""

    name: str
    sentences: tuple[Words, ...]
    views: tuple[View, ...]


def workbook(pages: Sequence[Page], title: str, comments: str) -> bytes:
    """Return a workbook in Dutch with one sheet a page; the same pages give the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title, "comments": comments, "author": "planner", "created": MADE})
        styles = Styles(book)
        for one in pages:
            write_page(book.add_worksheet(one.name), one, styles)
    return buffer.getvalue()


def write_page(sheet: "Worksheet", one: Page, styles: Styles) -> None:
    """Write one page into an empty sheet."""
    at = 0
    for i, sentence in enumerate(one.sentences):
        sheet.write_string(at, 0, sentence.nl, styles[Style(Look.TITLE if not i else Look.BODY)])
        at += 1
    for view in one.views:
        at = _view(sheet, view, at + 1, styles)
    widths = _widths(one.views)
    for i, width in enumerate(widths):
        sheet.set_column(i, i, width)
    sheet.hide_gridlines(2)
    page(sheet, width=sum(widths))


def _view(sheet: "Worksheet", view: View, at: int, styles: Styles) -> int:
    """Write a table from a row on, and return the first row after it."""
    sheet.write_string(at, 0, view.title.nl, styles[Style(Look.LABEL)])
    at += 1
    for i, column in enumerate(view.columns):
        align = "right" if column.kind in {Kind.MONEY, Kind.COUNT, Kind.SHARE} else ""
        sheet.write_string(at, i, column.heading.nl, styles[Style(Look.HEADING, align=align)])
    for row in view.rows:
        at += 1
        _row(sheet, at, row, view.columns, styles)
    for note in view.notes:
        at += 1
        sheet.write_string(at, 0, note.nl, styles[Style(Look.NOTE)])
    return at + 1


def _row(sheet: "Worksheet", at: int, row: Row, columns: Sequence[Column], styles: Styles) -> None:
    for i, (value, column) in enumerate(zip(row.values, columns, strict=True)):
        style = styles[Style(LOOKS[row.weight], SHOWN[column.kind])]
        content = _content(value, column.kind)
        if content is None:
            sheet.write_blank(at, i, None, style)
        elif isinstance(content, str):
            sheet.write_string(at, i, content, style)
        elif isinstance(content, datetime.date):
            sheet.write_datetime(at, i, content, style)
        else:
            sheet.write_number(at, i, content, style)


def _content(value: Value, kind: Kind) -> str | float | datetime.date | None:
    """Return what a cell holds; euros are exact to the cent in the 15 digits that Excel keeps."""
    if isinstance(value, Figure):
        return float(euros(value.cents))
    if isinstance(value, Words):
        return value.nl
    if isinstance(value, int) and kind is Kind.MONEY:
        return float(euros(value))
    return float(value) if isinstance(value, Decimal) else value


def _widths(views: Sequence[View]) -> list[float]:
    count = max((len(view.columns) for view in views), default=1)
    return [max((_width(view, i) for view in views if i < len(view.columns)), default=10.0) for i in range(count)]


def _width(view: View, i: int) -> float:
    if view.columns[i].kind is Kind.MONEY:
        return 17.0
    texts = [
        view.columns[i].heading.nl,
        *(str(_content(row.values[i], view.columns[i].kind) or "") for row in view.rows),
    ]
    return min(60.0, max(map(len, texts)) + 3.0)
