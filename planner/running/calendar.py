"""A year's milestones beside what has been done: done, due in so many days, late, or passed. Pure; reads no clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.records import Milestone
from planner.running.steps import Step

MEANT: tuple[tuple[str, Step], ...] = (
    ("aanvaarding", Step.ACCEPTANCE),
    ("besluit", Step.DECISION),
    ("toets", Step.ASSESSMENT),
    ("inleverdatum", Step.QUOTES),
    ("uitvraag", Step.REQUEST),
    ("kader", Step.FRAME),
    ("offerte tbo", Step.ASSESSMENT),
)
"""Which step a milestone is about, by a word in its name, the first that applies (assumption: names are free text).

A milestone about something that planner does not see (sending the papers) is only due or passed.
"""


class Stand(StrEnum):
    """How a milestone stands on a day."""

    DONE = "done"
    LATE = "late"
    DUE = "due"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Dated:
    """A milestone, how it stands, and the days until it (negative: since)."""

    milestone: Milestone
    stand: Stand
    days: int


def dated(calendar: Sequence[Milestone], year: int, done: Collection[Step], today: date) -> tuple[Dated, ...]:
    """Return the milestones of a year in the order of their dates; the day itself is not late yet."""
    mine = sorted((one for one in calendar if one.year == year), key=lambda one: one.date)
    return tuple(Dated(one, _stand(one, done, today), (one.date - today).days) for one in mine)


def step_of(milestone: Milestone) -> Step | None:
    """Return the step that a milestone is about, None where it is about none that planner sees."""
    name = milestone.name.casefold()
    return next((step for word, step in MEANT if word in name), None)


def deadline(calendar: Sequence[Milestone], year: int, step: Step) -> Milestone | None:
    """Return the first milestone of a step in a year: an offer is due before it is tested."""
    mine = [one for one in calendar if one.year == year and step_of(one) is step]
    return min(mine, key=lambda one: one.date, default=None)


def _stand(milestone: Milestone, done: Collection[Step], today: date) -> Stand:
    step = step_of(milestone)
    if step in done:
        return Stand.DONE
    if milestone.date >= today:
        return Stand.DUE
    return Stand.LATE if step else Stand.PASSED
