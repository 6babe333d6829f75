"""A table to show: typed cells in rows of a head, a body and totals, for every writer; knows no writer and no stage."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

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


class Weight(StrEnum):
    """What a row is: a subheading, a line of the body, or a total."""

    HEAD = "head"
    BODY = "body"
    TOTAL = "total"


Value = Figure | Words | str | int | Decimal | date | None
"""An int in a MONEY column is cents; a Figure shows its own amount, pm included."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and kind; a `spare` one is left out where the paper or screen is too narrow."""

    heading: Words
    kind: Kind = Kind.TEXT
    spare: bool = False


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


def text(value: Value, kind: Kind, lang: Lang) -> str:
    """Return a value as a reader of the language sees it; empty for None."""
    if value is None:
        return ""
    if isinstance(value, Figure):
        return span(value.amount.span, lang)
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
