"""The milestones of a year that the note names: the meeting, the acceptance, and what follows the decision."""

from planner import dutch
from planner.records import Milestone, Reference

MEETING, ACCEPTANCE = "besluit ogb", "aanvaarding"
"""How the names of these milestones begin, in small letters; `Kalender` itself is free."""


def meeting(reference: Reference, year: int) -> Milestone | None:
    """Return the meeting of OGB-beheer that decides on plan and budget, None where the calendar has none."""
    return _named(reference, year, MEETING)


def acceptance(reference: Reference, year: int) -> Milestone | None:
    """Return the milestone at which the SBO accepts the offer, None where the calendar has none."""
    return _named(reference, year, ACCEPTANCE)


def after(reference: Reference, year: int) -> tuple[Milestone, ...]:
    """Return the milestones from the meeting on, earliest first; all of them where there is no meeting."""
    held = meeting(reference, year)
    of_year = [one for one in reference.calendar if one.year == year and (not held or one.date >= held.date)]
    return tuple(sorted(of_year, key=lambda one: one.date))


def in_words(milestone: Milestone) -> str:
    """Return its date as a document writes it."""
    return dutch.long_date(milestone.date)


def _named(reference: Reference, year: int, start: str) -> Milestone | None:
    found = (one for one in reference.calendar if one.year == year and one.name.casefold().startswith(start))
    return next(found, None)
