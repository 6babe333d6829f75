"""The house style of every workbook that we write, declared once; knows no sheets and no budgets.

Looks can be told apart without colour: an input cell has a border, a heading is bold above a thick line, a
formula is plain, a total is bold under a line, a note is italic. Number formats are stored the English way;
Excel shows them in the language of its user (`1.234,56` on a Dutch machine).
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = "Calibri"
SIZE = 10
INK, QUIET, ALARM = "#1F2933", "#5B6770", "#B3261E"
HEADING_FILL, OPTIONAL_FILL, LABEL_FILL, INPUT_FILL = "#D5DFE9", "#EDF1F5", "#F3F5F7", "#FFFDF3"
LINE, HAIR = "#5B6770", "#C9CFD4"


Align = Literal["", "left", "right"]


class Shown(StrEnum):
    """How a number, date or text is shown: the number formats of the house."""

    GENERAL = "General"
    TEXT = "@"
    AMOUNT = "#,##0.00;[Red]-#,##0.00"
    EUROS = "#,##0;[Red]-#,##0"
    RATE = "#,##0.00##;[Red]-#,##0.00##"
    QUANTITY = "#,##0.0##;[Red]-#,##0.0##"
    PERCENTAGE = "0.0%"
    SHARE = "0.0##%"
    """A percentage that somebody typed: all its digits, so that 33,33% is not shown as 33,3%."""
    FACTOR = "0.000000"
    DATE = "d-m-yyyy"
    WHOLE = "0"


RIGHT = frozenset(
    {Shown.AMOUNT, Shown.EUROS, Shown.RATE, Shown.QUANTITY, Shown.PERCENTAGE, Shown.SHARE, Shown.DATE, Shown.FACTOR}
)
"""Formats whose cells stand to the right, also where they hold a text such as `pm`."""


class Look(StrEnum):
    """What a cell is to its reader."""

    TITLE = "title"
    CAPTION = "caption"
    """The title of a table."""
    HEADING = "heading"
    OPTIONAL_HEADING = "optional heading"
    LABEL = "label"
    INPUT = "input"
    OPEN = "open"
    """A cell that is no input cell but may be typed in, such as those beside a table."""
    BODY = "body"
    STRONG = "strong"
    FORMULA = "formula"
    TOTAL = "total"
    NOTE = "note"
    LINK = "link"


_HEADING = {
    "bold": True,
    "bottom": 2,
    "bottom_color": LINE,
    "right": 1,
    "right_color": HAIR,
    "text_wrap": True,
    "valign": "top",
}
_BOX = {"border": 1, "border_color": HAIR}
_LOOKS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 14},
    Look.CAPTION: {"bold": True, "font_size": 11},
    Look.HEADING: {**_HEADING, "bg_color": HEADING_FILL},
    Look.OPTIONAL_HEADING: {**_HEADING, "bg_color": OPTIONAL_FILL, "bold": False},
    Look.LABEL: {"bg_color": LABEL_FILL, "bold": True, **_BOX},
    Look.INPUT: {"bg_color": INPUT_FILL, **_BOX, "locked": False},
    Look.OPEN: {"locked": False},
    Look.BODY: {},
    Look.STRONG: {"bold": True},
    Look.FORMULA: {},
    Look.TOTAL: {"bold": True, "top": 1, "top_color": LINE},
    Look.NOTE: {"italic": True, "font_color": QUIET},
    Look.LINK: {"underline": 1, "font_color": LINE},
}


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a cell: what it is to its reader, how its value is shown, and whether long text wraps."""

    look: Look = Look.BODY
    shown: Shown = Shown.GENERAL
    wrap: bool = False
    align: Align = ""
    """Where the value stands; left to its number format when empty."""

    def properties(self) -> dict[str, Any]:
        """Return the format properties, by the names that XlsxWriter gives them."""
        properties: dict[str, Any] = {
            "font_name": FONT,
            "font_size": SIZE,
            "font_color": INK,
            "valign": "vcenter",
        }
        properties |= _LOOKS[self.look] | {"num_format": self.shown.value}
        if self.wrap:
            properties["text_wrap"] = True
        if align := self.align or ("right" if self.shown in RIGHT else ""):
            properties["align"] = align
        if align != "right":
            properties["indent"] = 1  # numbers stand against the line, so that text beside them keeps its distance
        return properties


class Styles:
    """The formats of one workbook, each made once: `styles[Style(Look.TOTAL, Shown.AMOUNT)]`."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._formats: dict[Style, Format] = {}

    def __getitem__(self, style: Style) -> "Format":
        """Return the format of a style."""
        if style not in self._formats:
            self._formats[style] = self._workbook.add_format(style.properties())
        return self._formats[style]

    @cached_property
    def alarm(self) -> "Format":
        """Return the format that is laid over a cell that says something is wrong."""
        return self._workbook.add_format({"bold": True, "font_color": ALARM})


PAGE_WIDTH = 230.0
"""Characters of the columns together that an A4 page across still shows at a size that can be read."""


def page(sheet: "Worksheet", *, headings: tuple[int, int] | None = None, width: float = 0.0, columns: int = 1) -> None:
    """Set up a sheet for paper: A4 landscape, as wide as the page, headings repeated, pages numbered.

    `headings` are the first and last row (from 0) that every page repeats; `width` is that of all columns
    together: a table too wide for one page is spread over more, each with its first `columns`.
    """
    across = max(1, math.ceil(width / PAGE_WIDTH))
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(across, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&8&F · &A&R&8Pagina &P van &N")
    if headings:
        sheet.repeat_rows(*headings)
    if across > 1:
        sheet.repeat_columns(0, columns - 1)
        sheet.print_across()
