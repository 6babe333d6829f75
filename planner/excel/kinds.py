"""One door for each kind of cell: the value that a cell holds, or what is wrong with it; knows no sheets.

A door takes a cell that holds something and returns its value, or a `Finding` where a problem must be told.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, cast

from planner import dutch
from planner.excel.cells import Cell
from planner.excel.matching import hint, meant, normalised
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
from planner.money import exact
from planner.problems import Fact, Words

REFUSED: Any = object()
"""The value of a cell that cannot be read."""

Door = Callable[[Cell], Any]
MOST = 10**13
"""Larger numbers do not keep their cents in the 15 digits of a cell, and no budget holds them."""
YEARS = (1900, 2200)
_A_NUMBER = Words("een getal", "a number")
_A_DATE = Words("een datum", "a date")
_A_TEXT = Words("een tekst", "a text")
_AN_AMOUNT = Words("een bedrag, pm of een bandbreedte", "an amount, pm or a range")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or doubtful about a cell; `value` is what was read all the same, REFUSED where nothing."""

    code: str
    facts: tuple[tuple[str, Fact], ...]
    value: Any = REFUSED


def finding(code: str, value: Any = REFUSED, **facts: Fact) -> Finding:
    """Make a finding."""
    return Finding(code, tuple(facts.items()), value)


def typed(cell: Cell) -> str:
    """Return what a cell holds as a user typed or sees it, numbers with a decimal comma."""
    value = cell.value
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, date):
        return dutch.short_date(value)
    return str(value)


def _digits(value: float) -> str:
    if isinstance(value, float) and not abs(value) < float("inf"):
        return str(value)
    text = f"{exact(value).normalize():f}"
    return text.replace(".", ",")


def door(kind: CellKind) -> Door:
    """Return the door of a kind of cell; error cells and formulas without a value are stopped before any.

    A door remembers what it made of a text or number: codes, words and amounts come back in row after row.
    """
    inner = _door(kind)
    known: dict[str | float, Any] = {}

    def taken(cell: Cell) -> Any:
        value = cell.value
        if cell.error:
            return finding("error-cell", found=str(value))
        if type(value) is float or type(value) is str or type(value) is int:  # no bool, which equals 0 or 1
            try:
                return known[value]
            except KeyError:
                known[value] = read = inner(cell)
                return read
        if value is None:
            return finding("formula-without-value", found=cell.formula or "")
        return inner(cell)

    return taken


def _door(kind: CellKind) -> Door:
    match kind:
        case Money():
            return _open_money if kind.open else _money
        case Percentage():
            return lambda cell: _percentage(cell, kind)
        case Year():
            return lambda cell: _whole(cell, *YEARS)
        case Whole():
            return lambda cell: _whole(cell, kind.least, kind.most)
        case Choice():
            return _choice(kind)
        case Text() | Code() | Rate() | Quantity() | Day() | YesNo():
            return _PLAIN[type(kind)]


def _text(cell: Cell) -> str:
    """Take a text as typed; a number, date or truth value as the text that it shows."""
    return cell.value.strip() if isinstance(cell.value, str) else typed(cell)


def _code(cell: Cell) -> str | Finding:
    """Take a code with its spaces made ordinary; a date is what Excel makes of a code such as 1-2."""
    value = cell.value
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return finding("wrong-kind", found=typed(cell), expected=_A_TEXT)
    return _digits(value)


def _number(cell: Cell) -> Decimal | Finding:
    """Take a number as the Decimal of its 15 digits; a text only when it can mean one number."""
    value = cell.value
    if isinstance(value, str):
        return _number_text(cell, value)
    if (type(value) is float or type(value) is int) and -MOST < value < MOST:
        return exact(value)
    return finding("wrong-kind", found=typed(cell), expected=_A_NUMBER)


def _number_text(cell: Cell, text: str, *, percent: bool = False) -> Decimal | Finding:
    number = dutch.read_number(text)
    if isinstance(number, dutch.Ambiguous):
        first, second = number.readings
        return finding("number-ambiguous", found=typed(cell), first=first, second=second)
    if number is None or abs(number) >= MOST:
        return finding("wrong-kind", found=typed(cell), expected=_A_NUMBER)
    if percent:
        return finding("number-as-text", number / 100, found=typed(cell), reading=_percent(number / 100))
    return finding("number-as-text", number, found=typed(cell), reading=number)


def _money(cell: Cell) -> MoneyCell | Finding:
    number = _number(cell)
    if not isinstance(number, Finding):
        return MoneyCell(number, number)
    if number.value is REFUSED:
        return number
    return Finding(number.code, number.facts, MoneyCell(number.value, number.value))


def _open_money(cell: Cell) -> MoneyCell | Finding:
    """Take an amount, pm, or a range such as 100.000..150.000."""
    value = cell.value
    if isinstance(value, str):
        if dutch.is_pm(value):
            return MoneyCell(pm=True)
        if (ends := dutch.read_range(value)) and max(map(abs, ends)) < MOST:
            return MoneyCell(*ends)
    read = _money(cell)
    if isinstance(read, Finding) and read.code == "wrong-kind":
        return finding("wrong-kind", found=typed(cell), expected=_AN_AMOUNT)
    return read


@cache
def shown_decimals(number_format: str) -> int | None:
    """Return the decimals that a number format shows; None for General and for formats that show no digits."""
    first = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format).split(";")[0]
    digits = re.search(r"[0#?][0#?,. ]*", first)
    if digits is None or "E" in first.upper():
        return None
    return sum(character in "0#?" for character in digits[0].partition(".")[2])


def _percentage(cell: Cell, kind: Percentage) -> Decimal | Finding:
    """Take a share of 1; 21 instead of 21% is a problem and never divided in silence."""
    value = cell.value
    if isinstance(value, str) and dutch.plain(value).endswith("%"):
        read = _number_text(cell, dutch.plain(value)[:-1], percent=True)
    else:
        read = _number(cell)
    share: Decimal = read.value if isinstance(read, Finding) else read
    if share is REFUSED:
        return read
    if abs(share) > kind.points_above:
        return finding(
            "percentage-as-points",
            found=typed(cell),
            reading=_percent(share),
            meant=_percent(share / 100),
            share=share / 100,
        )
    if share < 0 and not kind.negative:
        return finding("percentage-negative", found=typed(cell))
    return read


def _percent(share: Decimal) -> Words:
    return Words(dutch.percentage(share), f"{(share * 100).normalize():,f}%")


def _whole(cell: Cell, least: int, most: int) -> int | Finding:
    read = _number(cell)
    number = read.value if isinstance(read, Finding) else read
    if number is REFUSED:
        return cast(Finding, read)
    if number != int(number):
        return finding("wrong-kind", found=typed(cell), expected=Words("een heel getal", "a whole number"))
    if not least <= number <= most:
        return finding("out-of-range", found=typed(cell), least=least, most=most)
    return Finding(read.code, read.facts, int(number)) if isinstance(read, Finding) else int(number)


def _day(cell: Cell) -> date | Finding:
    """Take a date without its time; a bare number could be any day and is refused."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    day = dutch.read_date(value) if isinstance(value, str) else None
    if day is None:
        return finding("wrong-kind", found=typed(cell), expected=_A_DATE)
    return finding("date-as-text", day, found=typed(cell), reading=day)


def _choice(kind: Choice) -> Door:
    """Take one of a list without regard to case; a word that is not on an open list stands as it is."""
    by_word: dict[str, Enum | str | int] = {
        normalised(word): value for word, value in {**kind.also, **kind.options}.items()
    }

    def taken(cell: Cell) -> Any:
        word = dutch.plain(typed(cell))
        value = by_word.get(normalised(word), REFUSED)
        if value is not REFUSED:
            return value
        if kind.open:
            return word
        look_alike = hint(meant(word, kind.options))
        return finding("not-in-list", found=word, options=", ".join(kind.options), hint=look_alike)

    return taken


_PLAIN: dict[type, Door] = {
    Text: _text,
    Code: _code,
    Rate: _number,
    Quantity: _number,
    Day: _day,
    YesNo: _choice(Choice({"ja": True, "nee": False})),
}
