"""The small vocabulary in which a workbook is declared once: workbook, sheet, column, kind of cell.

A declaration reads a returned workbook, writes a blank or prefilled one, checks it and prints its page in the
guide; it holds no code of its own and knows no workbook in particular.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

LISTS_SHEET = "Lijsten"
"""The hidden sheet with long drop-down lists that forms write; the reader leaves it alone without a note."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text."""


@dataclass(frozen=True, slots=True)
class Code:
    """An identity that is always text (`02` is not `2`); `table` and `column` name the list of known codes.

    The reader leaves unknown codes to the stages, which have the reference values; forms list them.
    """

    table: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in what `Bedragen in` says: a number, `pm` or a range; read as a `MoneyCell`."""

    open: bool = True
    """Whether pm and a range are taken; a quarter or a maximum must be a number."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A price of one unit, always in euro."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units."""


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share of 1 shown as a percentage; above `points_above` it looks like points (21 instead of 21%)."""

    points_above: Decimal = Decimal(1)
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year of four digits."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, such as a version or a priority, from `least` to `most`."""

    least: int = 1
    most: int = 9_999


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list; the workbook holds the Dutch word and the record the value. An open list only suggests.

    `also` holds other spellings that are read but never offered in a drop-down.
    """

    options: Mapping[str, Enum | str | int]
    open: bool = False
    also: Mapping[str, Enum | str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YesNo:
    """`ja` or `nee`."""


CellKind = Text | Code | Money | Rate | Quantity | Percentage | Day | Year | Whole | Choice | YesNo


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """An amount as it stands in a cell, in the unit of its sheet and not yet rounded.

    `pm` where the amount is not known; `low` and `high` differ for a range.
    """

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    pm: bool = False

    @property
    def certain(self) -> bool:
        """Tell whether this is one number, neither pm nor a range."""
        return not self.pm and self.low == self.high


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a label of a labelled sheet, with its meaning in Dutch and English.

    `required` cells must be filled in every row. An `optional` column or label may be missing altogether.
    A heading with `{year}` stands for one column a year, as many as the sheet has.
    `unless_open` names a field with an amount: where that is pm or a range, this required cell may be empty.
    """

    field: str
    heading: str
    kind: CellKind
    nl: str
    en: str
    required: bool = False
    optional: bool = False
    width: float = 14
    unless_open: str = ""
    unasked: bool = False
    """An optional label that a form shows only where it is filled in: planner's own, not for people to give."""

    @property
    def by_year(self) -> bool:
        """Tell whether this is one column for each year."""
        return "{year}" in self.heading


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: labelled (label in column A, value in column B) or a table (headings in one row)."""

    name: str
    columns: tuple[Column, ...]
    nl: str
    en: str
    labelled: bool = False
    optional: bool = False
    key: tuple[str, ...] = field(default=())
    """Fields whose combination may occur once; empty where rows may repeat."""

    def column(self, name: str) -> Column:
        """Return the column of a field. Raises KeyError for a field that is not declared."""
        for column in self.columns:
            if column.field == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that we define: its name in Dutch, its sheets in order, and what it is for."""

    name: str
    sheets: tuple[Sheet, ...]
    nl: str
    en: str
    aside: tuple[str, ...] = ()
    """Names of sheets that we add for information; when they come back they are not read and not noted."""

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by name. Raises KeyError for a sheet that is not declared."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)
