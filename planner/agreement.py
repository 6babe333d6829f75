"""What the multi-party agreement of 9 November 2023 fixes, each with its article; nothing that parties decide.

Names, dates of parties, keys, rates and ceilings are data in workbooks and do not belong here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """The roles of art. 1: strategic, tactical and operational manager."""

    SBO = "SBO"
    TBO = "TBO"
    OBO = "OBO"


class Regime(StrEnum):
    """The two accountability regimes of art. 2.6.

    Development is accounted for against quotes and assignments, management against SLA norms and its budget.
    """

    SLA = "SLA"
    ASSIGNMENT = "opdracht"


YEARS_IN_CYCLE = 4
"""The multi-year cycle lasts four years (art. 3.1 a)."""

QUARTERS = (1, 2, 3, 4)
"""Accounts are given once a quarter (art. 3.1 c)."""

SIGNED_ON = date(2023, 11, 9)
ENDS_ON = date(2029, 12, 31)
"""The arrangements hold up to and including this day (Tot slot, 1)."""
EVALUATED_BEFORE = date(2027, 12, 31)
"""Evaluated no later than this day, led by the SBO (Tot slot, 2)."""
CONTINUATION_DECIDED_BEFORE = date(2029, 6, 30)
"""Half a year before the end a decision on continuation is taken (Tot slot, 4)."""

DISPUTE_TERM_WORKING_DAYS = 7
"""Each of the two terms in a dispute: views (art. 6.3) and consultation (art. 6.4)."""

IPLO = "iplo"
"""The heading of the information point, kept apart from DSO-LV: the agreement covers only its tasks for
DSO-LV (art. 4.3), so an IPLO product carries only lines on this heading."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of accountability with its letter and its full wording."""

    letter: str
    wording: str


SUBJECTS = (
    Subject("a", "de onderlinge samenwerking"),
    Subject(
        "b",
        "het operationele beheer door de OBO's inclusief de levering van de implementatieondersteuning "
        "en de uitvoering van het leveranciersmanagement",
    ),
    Subject("c", "de kwaliteit van dienstverlening"),
    Subject(
        "d",
        "de kwaliteit van de content op de website van het IPLO ten behoeve van de DSO-LV (validatie en monitoring)",
    ),
    Subject("e", "de kosten- en capaciteitsefficiëntie"),
    Subject("f", "de monitoring en informatievoorziening"),
    Subject("g", "de marktontwikkelingen (prijs en kosten)"),
)
"""The seven subjects of art. 3.2, arranged in the assignments by art. 3.3."""


def quarter_starts(year: int) -> tuple[date, date, date, date]:
    """Return the first days of the four quarters, on which parties, keys and products are tested."""
    return (date(year, 1, 1), date(year, 4, 1), date(year, 7, 1), date(year, 10, 1))
