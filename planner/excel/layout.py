"""Where the columns of a declared table stand when we write it, and their sizes; opens no workbook."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.excel.entering import Value, entered, shown_length, wraps
from planner.excel.style import Look
from planner.excel.vocabulary import Column, Sheet

Cell = Value | Mapping[int, Value]
"""A value, or for a `{year}` column a value for each year."""
Row = Mapping[str, Cell]
"""Values by field."""

WIDEST = 60.0
BUTTON = 3
"""Characters that the filter button takes at the foot of a heading."""
LINE_HEIGHT = 13.5
"""Points of one line of text in the style's size."""


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What stands in one sheet: rows of a table, or the values of a labelled sheet, by field.

    `years` are those of the `{year}` columns. Optional columns and labels are written when they are filled or
    when they are named in `extra`. `lead` stands above a labelled sheet: lines for its reader, that nobody fills in.
    """

    rows: Sequence[Row] = ()
    values: Row = field(default_factory=dict)
    years: Sequence[int] = ()
    extra: Sequence[str] = ()
    lead: Sequence[tuple[Look, str]] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of a table in its place, counted from 0; `year` where it is one of the `{year}` columns."""

    column: Column
    index: int
    year: int | None = None

    @property
    def heading(self) -> str:
        """Return the heading as it is written."""
        return self.column.heading.replace("{year}", str(self.year))

    @property
    def letter(self) -> str:
        """Return the letter of the column, as Excel counts."""
        first, second = divmod(self.index, 26)
        return (chr(64 + first) if first else "") + chr(65 + second)

    def value(self, row: Row) -> Value:
        """Return the value of a row in this column. Raises ValueError where it was given by year."""
        found = row.get(self.column.field)
        if isinstance(found, Mapping):
            if self.year is None:
                raise ValueError(f"{self.column.field} holds one value, not one a year")
            return found.get(self.year)
        return found


def placed(sheet: Sheet, content: SheetContent) -> tuple[Placed, ...]:
    """Return the columns of a table in the order of its declaration, a `{year}` column once a year."""
    filled = {name for row in content.rows for name, value in row.items() if value not in (None, "", {})}
    kept: list[tuple[Column, int | None]] = []
    for column in sheet.columns:
        if column.by_year:
            kept += [(column, year) for year in content.years]
        elif not column.optional or column.field in filled or column.field in content.extra:
            kept.append((column, None))
    return tuple(Placed(column, index, year) for index, (column, year) in enumerate(kept))


def labels(sheet: Sheet, content: SheetContent) -> tuple[Column, ...]:
    """Return the labels of a labelled sheet that are written."""
    filled = {name for name, value in content.values.items() if value not in (None, "")}
    return tuple(c for c in sheet.columns if not c.unasked or c.field in filled or c.field in content.extra)


def width(place: Placed, rows: Sequence[Row]) -> float:
    """Return the width of a column in characters: no word, of the heading or below it, and no number is cut off."""
    words = [len(word) for word in place.heading.split()]
    return min(WIDEST, max(place.column.width, max(words) * 0.95 + 2, _widest(place, rows) + 3))


def _widest(place: Placed, rows: Sequence[Row]) -> int:
    kind = place.column.kind
    if wraps(kind):
        texts = (str(entered(kind, place.value(row)) or "") for row in rows)
        return max((len(word) for text in texts for word in text.split()), default=0)
    return max((shown_length(kind, entered(kind, place.value(row))) for row in rows), default=0)


def row_height(places: Sequence[Placed], widths: Sequence[float], row: Row) -> float | None:
    """Return the height in points of a row whose text needs more than one line, else None."""
    lines = max(
        (
            lines_of(str(place.value(row)), wide)
            for place, wide in zip(places, widths, strict=True)
            if wraps(place.column.kind) and place.value(row) is not None
        ),
        default=1,
    )
    return height_of(lines) if lines > 1 else None


def lines_of(text: str, wide: float) -> int:
    """Return about how many lines a text takes in a column; letters are narrower than the digits it counts in."""
    room = max(int((wide - 1.5) * 1.25), 4)
    return sum(max(1, len(textwrap.wrap(line, room))) for line in text.split("\n"))


def height_of(lines: int) -> float:
    """Return the height in points of a row with so many lines; Excel allows 409."""
    return min(lines * LINE_HEIGHT + 3, 409)


def heading_height(places: Sequence[Placed], widths: Sequence[float]) -> float:
    """Return the height of the heading row in points: every heading shows beside its filter button."""
    lines = max(lines_of(place.heading + "n" * BUTTON, wide) for place, wide in zip(places, widths, strict=True))
    return height_of(max(2, lines))
