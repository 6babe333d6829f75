"""How an organisation's own layout is read (koppeling): which heading means which field, what is skipped; no cells."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.places import Origin
from planner.records.common import origin_field


class Stands(StrEnum):
    """Where a field of a line stands: in its row, in a group heading above, once for the rows below, or nowhere."""

    COLUMN = "column"
    GROUP = "group"
    DOWN = "down"
    FIXED = "fixed"


class Piece(StrEnum):
    """Which piece of a cell is meant: `RWS-01 Vergunningcheck` holds a code and a name."""

    WHOLE = "whole"
    FIRST = "first"
    REST = "rest"


class Skip(StrEnum):
    """What a row is that no line is read from."""

    SUBTOTAL = "subtotal"
    TOTAL = "total"
    NOTE = "note"


class Covers(StrEnum):
    """The lines that a subtotal adds up.

    Those since the row before it of its kind, since its group heading, all above, those below until the next of its
    kind, or those up to whichever heading or subtotal makes it come out.
    """

    PREVIOUS = "previous"
    GROUP = "group"
    EVERYTHING = "everything"
    BELOW = "below"
    FITTING = "fitting"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of a line: its headings (the first, and synonyms) or its column's letters, or its fixed value.

    In a heading `{jaar}` stands for a year. `field` is that of the cost lines; `years` is one column a year, of
    which the own year is the amount and later ones are outlook.
    """

    field: str
    stands: Stands
    headings: tuple[str, ...]
    letters: str
    piece: Piece
    fixed: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of theirs and our code for it; without a code it is not translated."""

    field: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Rows to skip: those with a text (`*` is any text, `(leeg)` an empty cell) in a column (empty: in any)."""

    skip: Skip
    column: str
    text: str
    covers: Covers
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping (koppeling) as finance staff edit it.

    `head` holds the fields of the opening sheet of a quote that their workbook does not say in its own words, and
    `cells` those that it does: field, sheet (empty: that of the lines) and cell. `file` is a pattern for names of
    files; a mapping without one serves every file with these headings.
    """

    name: str
    sheet: str
    heading_row: int | None
    file: str
    head: tuple[tuple[str, Any], ...]
    cells: tuple[tuple[str, str, str], ...]
    wanted: tuple[Wanted, ...]
    terms: tuple[Term, ...]
    skips: tuple[SkipRule, ...]
    origin: Origin = origin_field()
