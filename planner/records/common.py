"""What the records share: where they come from, periods and kinds of test; knows no sheet."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.agreement import Role
from planner.places import Origin, Place

INCOME_COST_TYPE = "opbrengsten en stelposten"
"""The only cost type that may hold negative amounts (DESIGN 6)."""


def origin_field() -> Origin:
    """Return the field that holds a record's origin, left out when records are compared."""
    return field(compare=False, repr=False)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to and including `end`; None is open (`Vanaf`, `Tot en met`)."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies within the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Test(StrEnum):
    """How a heading is judged: binding headings by their sum, a ceiling by itself, an estimate informs."""

    BINDING = "binding"
    CEILING = "ceiling"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that counts as pm because it could not be read, is missing or is not known yet.

    `headings` are the headings that it touches; empty where the heading itself is unknown, so that it stands
    on the total. `may_be_negative` when it is, or may be, of the cost type that holds negative amounts.
    """

    reason: str
    where: Place
    headings: tuple[str, ...] = ()
    organisation: str | None = None
    role: Role | None = None
    line: str | None = None
    may_be_negative: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A workbook in the place of a quote, assignment, strategy or frame that gave no record, with what is known of it.

    It never falls back on an older version: the party it speaks for (or, where that is unknown, the total)
    stays open.
    """

    where: Place
    organisation: str | None = None
    role: Role | None = None
    year: int | None = None
    version: int | None = None
