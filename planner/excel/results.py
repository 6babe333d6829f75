"""What reading a declared workbook gives: values by field, rows taken and refused, problems; holds no records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from planner.excel.cells import SheetCells
from planner.excel.formats import shown_decimals
from planner.excel.matching import number
from planner.excel.vocabulary import MoneyCell, Sheet, Workbook
from planner.places import Origin, Place, Table
from planner.problems import Problem

NOTHING: frozenset[str] = frozenset()


class Values:
    """Typed access to values by field; an empty or unread cell has none."""

    __slots__ = ()
    values: Mapping[str, Any]

    def get(self, name: str) -> Any:
        """Return a value of any type, None where there is none; for choices and required cells."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return a text or code, empty where there is none."""
        value: str = self.values.get(name, "")
        return value

    def number(self, name: str) -> Decimal | None:
        """Return a quantity, rate or share of 1."""
        value: Decimal | None = self.values.get(name)
        return value

    def whole(self, name: str) -> int | None:
        """Return a year, version or other whole number."""
        value: int | None = self.values.get(name)
        return value

    def day(self, name: str) -> date | None:
        """Return a date."""
        value: date | None = self.values.get(name)
        return value

    def money(self, name: str) -> MoneyCell | None:
        """Return an amount as it stands in the cell."""
        value: MoneyCell | None = self.values.get(name)
        return value

    def years(self, name: str) -> tuple[tuple[int, Any], ...]:
        """Return the filled cells of a column that stands for one column a year."""
        value: tuple[tuple[int, Any], ...] = self.values.get(name, ())
        return value


@dataclass(frozen=True, slots=True)
class Row(Values):
    """A row of a table; with a field in `bad` it is refused and `values` holds what could be read."""

    origin: Origin
    values: Mapping[str, Any]
    bad: frozenset[str] = NOTHING

    @property
    def first_bad(self) -> Place:
        """Return the cell that the row is refused for, the leftmost where there are more."""
        places = [self.origin.cell(name) for name in self.bad]
        return min(places, key=lambda place: (len(place.cell or ""), place.cell or ""))


@dataclass(frozen=True, slots=True)
class LabelledRead(Values):
    """A labelled sheet as read; `bad` are the fields that are required or filled in and gave no value."""

    sheet: Sheet
    origin: Origin
    values: Mapping[str, Any]
    bad: frozenset[str] = NOTHING
    found: bool = True


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table as read: its rows, the refused ones, and where something stands below its end."""

    sheet: Sheet
    table: Table
    rows: tuple[Row, ...] = ()
    refused: tuple[Row, ...] = ()
    below: Place | None = None
    missing: frozenset[str] = NOTHING
    """Fields whose heading must be there and is not."""
    found: bool = True
    cells: SheetCells | None = field(default=None, repr=False, compare=False)
    lower: tuple[Row, ...] = ()
    """Whole rows below the end; `below` says that they do not count."""

    @property
    def complete(self) -> bool:
        """Tell whether the sheet was there with all headings that it must have."""
        return self.found and not self.missing

    def decimals(self, key: str, row: int) -> int | None:
        """Return the decimals that the number format of a cell shows; None under the format General.

        Looked up when it is asked for: only sheets in thousands need it.
        """
        letters = self.table.column(key)
        cell = self.cells.at(row, number(letters)) if self.cells and letters else None
        return shown_decimals(cell.number_format) if cell else None

    def wide(self, name: str) -> tuple[tuple[int, Place], ...]:
        """Return the years that a column of each year was found for, with the place of their headings."""
        found = [key for key, _ in self.table.columns if key.startswith(f"{name}:")]
        return tuple((int(key.partition(":")[2]), self.table.heading(key)) for key in found)


@dataclass(frozen=True, slots=True)
class Read:
    """A workbook as read by its declaration, with all problems of all its sheets."""

    declaration: Workbook
    path: str
    digest: str
    labelled: Mapping[str, LabelledRead]
    tables: Mapping[str, TableRead]
    problems: tuple[Problem, ...] = field(default=())
    properties: Mapping[str, str] = field(default_factory=dict)
    """The custom properties of the document, by name."""

    @property
    def first(self) -> LabelledRead:
        """Return the labelled sheet that opens the workbook."""
        return next(iter(self.labelled.values()))
