"""A table to show: typed cells in rows of a head, a body and totals, for every writer; knows no writer and no stage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from planner import dutch
from planner.amounts import Span
from planner.figures import Figure
from planner.money import euros
from planner.problems import Lang, Words, shown


class Kind(StrEnum):
    """What a column holds; decides alignment and number format, whoever writes it."""

    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    SHARE = "share"
    DATE = "date"
    QUANTITY = "quantity"
    RATE = "rate"
    FACTOR = "factor"
    YEAR = "year"


class Weight(StrEnum):
    """What a row is: a subheading, a line of the body, or a total."""

    HEAD = "head"
    BODY = "body"
    TOTAL = "total"


Plain = Figure | Words | str | int | Decimal | Fraction | date | None
"""An int in a MONEY column is cents; a Figure shows its own amount, pm included."""


class Live(NamedTuple):
    """A value that a workbook works out itself: what it comes to, and its formula (A1, English names, with `=`)."""

    value: Plain
    formula: str


class Typed(NamedTuple):
    """A value that somebody gave and that a reader of a workbook may change to see what follows."""

    value: Plain


class Link(NamedTuple):
    """A text that leads somewhere: to a cell of another file, relative to the folder of the workbook."""

    value: str
    target: str


Value = Plain | Live | Typed | Link


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and kind; a `spare` one is left out where the paper or screen is too narrow.

    `name` is what formulas call it by; `width` is in characters, by its content when zero.
    """

    heading: Words
    kind: Kind = Kind.TEXT
    spare: bool = False
    name: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one row, one for each column, and what the row is."""

    values: tuple[Value, ...]
    weight: Weight = Weight.BODY


@dataclass(frozen=True, slots=True)
class View:
    """A table with its title and the lines under it."""

    title: Words
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Words, ...] = ()


def lively(view: View, formulas: Mapping[tuple[int, str], str]) -> View:
    """Return a table whose cells, by row (from 0) and name of column, carry a formula beside what they come to."""
    numbers = {column.name: i for i, column in enumerate(view.columns)}
    rows = [list(row.values) for row in view.rows]
    for (i, name), formula in formulas.items():
        at = numbers[name]
        rows[i][at] = Live(plain(rows[i][at]), formula)
    return replace(
        view, rows=tuple(replace(row, values=tuple(values)) for row, values in zip(view.rows, rows, strict=True))
    )


def text(value: Value, kind: Kind, lang: Lang) -> str:
    """Return a value as a reader of the language sees it; empty for None."""
    return _plain_text(plain(value), kind, lang)


def plain(value: Value) -> Plain:
    """Return what a value comes to, without how a workbook gets there."""
    return value.value if isinstance(value, Live | Typed | Link) else value


def _plain_text(value: Plain, kind: Kind, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, Figure):
        return span(value.amount.span, lang)
    if isinstance(value, Fraction):
        return dutch.number(Decimal(f"{float(value):.6f}"))
    if kind is Kind.MONEY and isinstance(value, int):
        return amount(value, lang)
    if kind is Kind.SHARE and isinstance(value, Decimal):
        return dutch.percentage(value) if lang == "nl" else f"{value * 100:f}%"
    return shown(value, lang)


def amount(cents: int, lang: Lang) -> str:
    """Return cents as euros with two decimals: `1.234,56` in Dutch, `1,234.56` in English."""
    return dutch.number(euros(cents), 2) if lang == "nl" else f"{euros(cents):,.2f}"


def span(value: Span, lang: Lang) -> str:
    """Return an amount with what is uncertain about it: `1.234,56 + 2 pm`, `100,00 .. 150,00`."""
    if value.low != value.high:
        body = f"{amount(value.low, lang)} .. {amount(value.high, lang)}"
    else:
        body = amount(value.expected, lang)
    return f"{body} + {value.pm} pm" if value.pm else body
