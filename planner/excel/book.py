"""Writes tables to show (`planner.tables`) into a new workbook for readers, in the house style; knows no budgets."""

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.excel.breaks import breaks
from planner.excel.layout import height_of, lines_of
from planner.excel.putting import SHOWN, Writer, shown_value
from planner.excel.style import Look, Style, Styles, page
from planner.problems import Words
from planner.tables import Kind, Live, Value, View, Weight

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MADE = datetime.datetime(2023, 11, 9, tzinfo=datetime.UTC).replace(tzinfo=None)
"""A fixed date of making, so that the same input gives the same bytes (the day the agreement was signed)."""
WIDEST, NARROWEST, MONEY_WIDTH = 48.0, 6.0, 17.0
LOOKED_AT = 400
"""So many rows of a table decide the width of its columns."""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its name, the sentences above, and the tables below each other.

    `hold` is the number of the table whose headings stay in sight and are repeated on paper, and `columns` how many
    columns stay in sight with them; `again` is that of a table lower down, whose headings are repeated on paper only.
    `widths` replaces the width of columns by number. `alarm` is a text that stands out in a cell that comes to it.
    """

    name: str
    sentences: tuple[Words | Live, ...]
    views: tuple[View, ...]
    hold: int | None = None
    columns: int = 0
    again: int | None = None
    widths: Mapping[int, float] = field(default_factory=dict)
    alarm: str = ""


def workbook(
    pages: Sequence[Page],
    title: str,
    comments: str,
    *,
    subject: str = "",
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """Return a workbook in Dutch with one sheet a page; the same pages give the same bytes."""
    import xlsxwriter

    from planner.excel.plain_sheet import PlainSheet

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        told = {"title": title, "subject": subject, "comments": comments, "author": "planner", "created": MADE}
        book.set_properties({name: value for name, value in told.items() if value})
        for name, value in (properties or {}).items():
            book.set_custom_property(name, value)
        styles = Styles(book)
        for one in pages:
            write_page(book.add_worksheet(one.name, PlainSheet), one, styles)
    return buffer.getvalue()


def write_page(sheet: "Worksheet", one: Page, styles: Styles) -> None:
    """Write one page into an empty sheet."""
    widths = _widths(one)
    for i, width in enumerate(widths):
        sheet.set_column(i, i, width)
    for at, sentence in enumerate(one.sentences):
        _sentence(sheet, at, sentence, widths, styles)
    at, writer, tables = len(one.sentences), Writer(sheet, styles, widths), []
    for view in one.views:
        first = at + 1
        at = _view(writer, view, first, styles)
        tables.append((first, at - 1))
    sheet.hide_gridlines(2)
    if one.alarm:
        rule = {"type": "cell", "criteria": "==", "value": f'"{one.alarm}"', "format": styles.alarm}
        sheet.conditional_format(0, 0, at - 1, len(widths) - 1, rule)
    held = None
    if one.hold is not None and one.views:
        held = tables[one.hold][0] + 1
        sheet.freeze_panes(held + 1, one.columns)
        view = one.views[one.hold]
        if view.rows:
            body = sum(row.weight is not Weight.TOTAL for row in view.rows)
            sheet.autofilter(held, 0, held + max(body, 1), len(view.columns) - 1)
    if found := breaks(tables, writer.heights, sum(widths)):
        sheet.set_h_pagebreaks(found)
    repeated = tables[one.again][0] + 1 if one.again is not None else held
    page(
        sheet,
        headings=None if repeated is None else (repeated, repeated),
        width=sum(widths),
        columns=max(one.columns, 1),
    )


def _sentence(sheet: "Worksheet", at: int, sentence: Words | Live, widths: Sequence[float], styles: Styles) -> None:
    """Write a sentence over the table; one longer than the table is wide takes more lines."""
    text = str(shown_value(sentence, Kind.TEXT))
    room, last = 0.0, 0
    for i, width in enumerate(widths):
        if room + width > 150 and i:
            break
        room, last = room + width, i
    lines = lines_of(text, room) if at else 1
    # What fits on one line runs on over the cells beside it; wrapped, it would be cut by the first column.
    style = styles[Style(Look.BODY if at else Look.TITLE, wrap=lines > 1)]
    if lines > 1 and last:
        sheet.merge_range(at, 0, at, last, "", style)
    if lines > 1:
        sheet.set_row(at, height_of(lines))
    if isinstance(sentence, Live):
        sheet.write_formula(at, 0, sentence.formula, style, text)
    else:
        sheet.write_string(at, 0, text, style)


def _view(writer: Writer, view: View, at: int, styles: Styles) -> int:
    """Write a table from a row on, and return the first row after it."""
    sheet = writer.sheet
    if view.title.nl:
        sheet.write_string(at, 0, view.title.nl, styles[Style(Look.CAPTION)])
    at += 1
    writer.headings(view.columns, at)
    at = writer.rows(view, at + 1) - 1
    for note in view.notes:
        at += 1
        sheet.write_string(at, 0, note.nl, styles[Style(Look.NOTE)])
    return at + 1


def _widths(one: Page) -> list[float]:
    count = max((len(view.columns) for view in one.views), default=1)
    found = [max((_width(view, i) for view in one.views if i < len(view.columns)), default=10.0) for i in range(count)]
    return [one.widths.get(i, width) for i, width in enumerate(found)]


def _width(view: View, i: int) -> float:
    column = view.columns[i]
    if column.width:
        return column.width
    words = max((len(word) for word in column.heading.nl.split()), default=0) * 1.05 + 3
    if column.kind is Kind.MONEY:
        return max(MONEY_WIDTH, words)
    if column.kind is not Kind.TEXT:
        return max(12.0, words)
    texts = [str(shown_value(row.values[i], column.kind) or "") for row in view.rows[:LOOKED_AT]]
    return min(WIDEST, max([NARROWEST, words, *(len(text) + 3.0 for text in texts)]))


def cell_text(value: Value, kind: Kind) -> str:
    """Return a value of a table as the text that a cell of a workbook shows, without its number format."""
    found = shown_value(value, kind)
    return "" if found is None else str(found)


__all__ = ["SHOWN", "Page", "cell_text", "workbook", "write_page"]
