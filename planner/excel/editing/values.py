"""What a cell's element holds for a value: its type and its content in XML; knows no sheets and no styles.

Text stands in the cell itself and never among the shared strings, so that no other part changes; a text that begins
with `=` stays text.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from planner.excel.editing.markup import escaped

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


class Keep(Enum):
    """The one value that leaves what a cell holds as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP
Value = str | int | float | Decimal | bool | datetime | date | None | Keep
"""None makes a cell blank; KEEP leaves its value and changes its look only."""


class Content(NamedTuple):
    """The type of a cell (`t`, empty for a number) and its content in XML."""

    kind: str
    xml: str


def content(value: Value, prefix: str, *, from_1904: bool) -> Content:
    """Return what a cell holds for a value. Raises ValueError for a number that no cell can hold: our own error."""
    if isinstance(value, bool):
        return Content("b", f"<{prefix}v>{int(value)}</{prefix}v>")
    if isinstance(value, str):
        text = f'<{prefix}t xml:space="preserve">{_text(value)}</{prefix}t>'
        return Content("inlineStr", f"<{prefix}is>{text}</{prefix}is>")
    if value is None or isinstance(value, Keep):
        return Content("", "")
    number = serial(value, from_1904=from_1904) if isinstance(value, date) else _number(value)
    return Content("", f"<{prefix}v>{number}</{prefix}v>")


def serial(day: date, *, from_1904: bool) -> str:
    """Return a date as the number that a cell holds; Excel counts a 29 February 1900 that never was."""
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    since = moment.replace(tzinfo=None) - (datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30))
    whole = since.days - (1 if not from_1904 and since.days < 61 else 0)
    if whole < 0:
        raise ValueError(f"{day} is before the first day of a workbook")
    part = since.seconds / 86_400 + since.microseconds / 86_400_000_000
    return str(whole) if not part else repr(whole + part)


def _number(value: float | Decimal) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"no cell holds {value}")
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, float) and not abs(value) < float("inf"):
        raise ValueError(f"no cell holds {value}")
    return repr(value)


def _text(text: str) -> str:
    """Return a text as Excel stores it: control characters as _x000B_, and what looks like that escaped itself."""
    safe = _ESCAPE.sub("_x005F_", text)
    return escaped(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", safe))


def shown_text(stored: str) -> str:
    """Return the text that a stored one means."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), stored)
