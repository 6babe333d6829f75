"""One door for each kind of cell: the value that a cell holds, or what is wrong with it; knows no sheets.

A door takes a cell that holds something and returns its value, or a `Finding` where a problem must be told.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from planner import dutch
from planner.excel import texts
from planner.excel.cells import Cell
from planner.excel.formats import as_shown
from planner.excel.found import ABSENT, AS_SHOWN, NOT_APPLICABLE, REFUSED, Finding, digits, finding, typed
from planner.excel.matching import hint, meant, normalised
from planner.excel.vocabulary import (
    CellKind,
    Choice,
    Code,
    Column,
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
from planner.places import Place
from planner.problems import Fact, Problem, Words, problem

Door = Callable[[Cell], Any]
MOST = 10**13
"""Larger numbers do not keep their cents in the 15 digits of a cell, and no budget holds them."""
YEARS = (1900, 2200)
_A_NUMBER = Words("een getal", "a number")
_A_DATE = Words("een datum", "a date")
_A_TEXT = Words("een tekst", "a text")
_AN_AMOUNT = Words("een bedrag, pm of een bandbreedte", "an amount, pm or a range")


def door(kind: CellKind) -> Door:
    """Return the door of a kind of cell; error cells and formulas without a value are stopped before any.

    A door remembers what it made of a text or number: codes, words and amounts come back in row after row.
    """
    inner = _door(kind)
    shown = isinstance(kind, Code)  # of a number that is a code, the format says what it is
    known: dict[str | float, Any] = {}

    def taken(cell: Cell) -> Any:
        value = cell.value
        if cell.error:
            return finding("error-cell", found=str(value))
        # Never a bool, which equals 0 or 1.
        if type(value) is str or ((type(value) is float or type(value) is int) and not shown):
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
    return _shown(value, cell.number_format) if cell.stored else digits(value)


def _shown(value: float, number_format: str) -> str | Finding:
    code = as_shown(value, number_format)
    return Finding(AS_SHOWN, (), code) if code else digits(value)


def _number(cell: Cell) -> Decimal | Finding:
    """Take a number as the Decimal of its 15 digits; a text only when it can mean one number."""
    value = cell.value
    if isinstance(value, str):
        return _number_text(cell, value)
    if (type(value) is float or type(value) is int) and -MOST < value < MOST:
        return exact(value)
    return finding("wrong-kind", found=typed(cell), expected=_A_NUMBER)


def _number_text(cell: Cell, text: str, *, percent: bool = False) -> Decimal | Finding:
    number, found = dutch.read_number(text), typed(cell)
    if isinstance(number, dutch.Ambiguous):
        return finding("number-ambiguous", found=found, first=number.readings[0], second=number.readings[1])
    if number is None:
        return _no_number(found, text)
    if abs(number) >= MOST:
        return finding("wrong-kind", found=found, expected=_A_NUMBER)
    if percent:
        return finding("number-as-text", number / 100, found=found, reading=_percent(number / 100))
    return finding("number-as-text", number, found=found, reading=number)


def _percent(share: Decimal) -> Words:
    return Words(dutch.percentage(share), f"{(share * 100).normalize():,f}%")


def _no_number(found: str, text: str) -> Finding:
    """Say what a text is that is no number: nothing at all, or a number with something that keeps it from being one."""
    if absent := _absent(text, _A_NUMBER):
        return absent
    if (number := texts.with_digits(text)) is not None:
        return finding("number-look-alike", found=found, reading=number)
    if (number := texts.without_mark(text)) is not None:
        return finding("number-with-mark", found=found, reading=number)
    return finding("wrong-kind", found=found, expected=_A_NUMBER)


def _absent(value: Any, expected: Fact) -> Finding | None:
    """Return the finding of a cell that says that it has no value, None where it does not."""
    if isinstance(value, str) and (texts.is_not_applicable(value) or texts.is_dash(value)):
        return Finding(NOT_APPLICABLE, (("found", value), ("expected", expected)), ABSENT)
    return None


def _money(cell: Cell) -> MoneyCell | Finding:
    value = cell.value
    if isinstance(value, str) and texts.is_nil(value):
        return nil(value)
    if isinstance(value, str) and texts.is_partly_known(value):
        return finding("amount-partly-known", found=value)
    number = _number(cell)
    if not isinstance(number, Finding):
        return MoneyCell(number, number)
    if number.value is REFUSED or number.value is ABSENT:
        return number
    return Finding(number.code, number.facts, MoneyCell(number.value, number.value))


def absent_in(said: Finding, column: Column) -> Finding:
    """Return what a cell that says it has no value means in its column: a dash in an amount that must be there is 0."""
    found = str(dict(said.facts)["found"])
    return nil(found) if column.required and isinstance(column.kind, Money) and texts.is_dash(found) else said


def judged(finding: Finding, column: Column, where: Place) -> tuple[Problem, Any]:
    """Return the problem of a cell that stands by itself, and what was read all the same, REFUSED or ABSENT."""
    if finding.value is ABSENT:
        finding = absent_in(finding, column)
    lacking = finding.value is ABSENT and column.required
    facts = {**dict(finding.facts), "cells": where.cell or ""}
    found = problem("wrong-kind" if lacking else finding.code, where, heading=column.heading, **facts)
    return found, REFUSED if lacking else finding.value


def nil(found: str) -> Finding:
    """Return an amount of zero that was typed as a word or a dash."""
    return finding("zero-as-text", MoneyCell(), found=found)


def _open_money(cell: Cell) -> MoneyCell | Finding:
    """Take an amount, pm, or a range such as 100.000..150.000."""
    value = cell.value
    if isinstance(value, str) and dutch.is_pm(value):
        return MoneyCell(pm=True)
    if isinstance(value, str) and (ends := dutch.read_range(value)) and max(map(abs, ends)) < MOST:
        return MoneyCell(*ends)
    read = _money(cell)
    if not isinstance(read, Finding) or read.code not in {"wrong-kind", NOT_APPLICABLE}:
        return read
    if isinstance(value, str) and (ends := dutch.read_written_range(value)) and max(map(abs, ends)) < MOST:
        low, high = (dutch.number(end) for end in ends)
        return finding("range-as-text", MoneyCell(*ends), found=value, reading=f"{low}..{high}")
    return Finding(read.code, (("found", typed(cell)), ("expected", _AN_AMOUNT)), read.value)


def _percentage(cell: Cell, kind: Percentage) -> Decimal | Finding:
    """Take a share of 1; 21 instead of 21% is a problem and never divided in silence."""
    value = cell.value
    if isinstance(value, str) and dutch.plain(value).endswith("%"):
        read = _number_text(cell, dutch.plain(value)[:-1], percent=True)
    else:
        read = _number(cell)
    share: Decimal = read.value if isinstance(read, Finding) else read
    if share is REFUSED or share is ABSENT:
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


def _whole(cell: Cell, least: int, most: int) -> int | Finding:
    read = _number(cell)
    number = read.value if isinstance(read, Finding) else read
    if number is REFUSED or number is ABSENT:
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
        return _absent(value, _A_DATE) or finding("wrong-kind", found=typed(cell), expected=_A_DATE)
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
        if absent := _absent(word, ", ".join(kind.options)):
            return absent
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
