"""What is put in a cell for a value of a declared kind, and how it is shown; opens no workbook.

Values come in sheet terms: Decimal euros or a `MoneyCell`, dates, text, whole numbers, True or False for `ja`
and `nee`, and for a choice the value of the record or the Dutch word.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from planner import dutch
from planner.excel.style import Shown
from planner.excel.vocabulary import (
    CellKind,
    Choice,
    Code,
    Day,
    Money,
    MoneyCell,
    Percentage,
    Quantity,
    Rate,
    Text,
    Whole,
    Year,
    YesNo,
)

Value = str | int | Decimal | date | Enum | MoneyCell | None
"""A value in sheet terms; None (or an empty text) leaves the cell empty. A bool is an int to Python."""

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
DIGITS = 15
"""Digits that a number in a cell of Excel holds."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMBERS = (Money, Rate, Quantity, Percentage)

_SHOWN: dict[type, Shown] = {
    Code: Shown.TEXT,
    Money: Shown.AMOUNT,
    Rate: Shown.RATE,
    Quantity: Shown.QUANTITY,
    Percentage: Shown.SHARE,
    Day: Shown.DATE,
    Year: Shown.WHOLE,
    Whole: Shown.WHOLE,
}


def shown_as(kind: CellKind) -> Shown:
    """Return the number format of a kind of cell."""
    return _SHOWN.get(type(kind), Shown.GENERAL)


def wraps(kind: CellKind) -> bool:
    """Tell whether a cell of this kind may hold text that needs more than one line."""
    return isinstance(kind, Text | Code | Choice)


def entered(kind: CellKind, value: Value) -> str | float | date | None:
    """Return what goes into the cell: text, a number, a date, or None for an empty cell.

    Raises ValueError for a value that the kind cannot hold: our own error, never one in a file.
    """
    if value is None or value == "":
        return None
    if isinstance(kind, Text | Code | Choice | YesNo):
        return _words(kind, value)
    if isinstance(value, MoneyCell):
        return _amount(value)
    if isinstance(value, Enum):
        raise ValueError(f"{value!r} is no value for a {type(kind).__name__}")
    return value if isinstance(value, str | date) else _number(value)


def _words(kind: Text | Code | Choice | YesNo, value: Value) -> str:
    if isinstance(kind, Choice):
        return _word(kind, value)
    if isinstance(kind, YesNo) and isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value.value if isinstance(value, Enum) else value)


def _word(kind: Choice, value: Value) -> str:
    for word, meaning in kind.options.items():
        if value in (meaning, word):
            return word
    if not kind.open:
        raise ValueError(f"{value!r} is none of {', '.join(kind.options)}")
    return str(value)


def _amount(cell: MoneyCell) -> str | float:
    if cell.pm:
        return "pm"
    if cell.low != cell.high:
        return f"{_end(cell.low)}..{_end(cell.high)}"
    return _number(cell.low)


def _end(value: Decimal) -> str:
    """Return an end of a range as it can only be read one way: `1,234` could be thousands, `1,2340` not."""
    text = dutch.number(value)
    return f"{text}0" if re.search(r",\d{3}$", text) else text


def _number(value: int | Decimal) -> float:
    """Return a number as Excel holds it; raises ValueError where that would lose a digit."""
    if isinstance(value, int):
        exact = value == int(float(value)) and len(str(abs(value)).rstrip("0")) <= DIGITS
        number: float = value
    else:
        exact = value.is_finite() and len(value.normalize().as_tuple().digits) <= DIGITS
        number = float(value) if exact else 0.0
    if not exact:
        raise ValueError(f"{value} has more digits than a cell of Excel holds ({DIGITS})")
    return number


@dataclass(frozen=True, slots=True)
class Clean:
    """A text as a cell can hold it, with how many characters were taken out and cut off to get there."""

    text: str
    removed: int = 0
    cut: int = 0


def clean(text: str) -> Clean:
    """Return a text as a cell can hold it: without control characters and at most 32.767 characters long."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    legal = _ILLEGAL.sub("", lines)
    kept = legal[:LONGEST]
    if kept.startswith("<r>") and kept.endswith("</r>"):
        kept += " "  # XlsxWriter takes a text of this shape for its own markup
    return Clean(kept, removed=len(lines) - len(legal), cut=len(legal) - len(legal[:LONGEST]))


def shown_length(kind: CellKind, value: str | float | date | None) -> int:
    """Return about how many characters a value takes on the screen of a Dutch user."""
    if value is None:
        return 0
    if isinstance(value, date):
        return len(dutch.short_date(value))
    if isinstance(value, str):
        return len(value)
    if isinstance(kind, Percentage):
        return len(dutch.percentage(Decimal(str(value)), 1)) + 2
    return len(dutch.number(Decimal(str(value)), 2 if isinstance(kind, _NUMBERS) else 0))
