"""The next version of a frame, by a decision of OGB-beheer with new ceilings; pure, and tests no offer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Ceiling, Frame


@dataclass(frozen=True, slots=True)
class Amended:
    """The next version of a frame, and the headings whose ceilings stayed as they were because nothing new was said."""

    frame: Frame
    kept: tuple[str, ...]


def amend(
    frames: Sequence[Frame], given: Frame | Sequence[Ceiling], place: Place, day: date, reference: str
) -> Amended | Problem:
    """Return the next version of the frame: the ceilings given, and of the present frame those that are not named.

    `frames` are all versions of the year, `place` is where the new ceilings stand. Ceilings without a frame of their
    own are on the basis of the present one. A decision that is recorded already gives the version that it gave then.
    """
    present = max(frames, key=lambda frame: frame.version, default=None)
    if not isinstance(given, Frame):
        if present is None:
            return problem("ceilings-unusable", place)
        given = replace(present, ceilings=tuple(given))
    named = {ceiling.heading for ceiling in given.ceilings}
    kept = tuple(c for c in (present.ceilings if present else ()) if c.heading not in named)
    if kept and present and (present.basis, present.indexed) != (given.basis, given.indexed):
        return problem("ceilings-on-another-basis", place, heading=kept[0].heading)
    frame = replace(
        given,
        version=max((one.version for one in frames), default=0) + 1,
        decided_on=day,
        reference=reference,
        ceilings=_in_order((*given.ceilings, *kept), present),
        others=given.others or (present.others if present else ()),
    )
    if present and replace(frame, version=present.version, remark=present.remark) == present:
        return Amended(present, ())
    return Amended(frame, tuple(ceiling.heading for ceiling in kept))


def _in_order(ceilings: Sequence[Ceiling], present: Frame | None) -> tuple[Ceiling, ...]:
    """Return the ceilings in the order of the present frame, new headings after them."""
    order = [ceiling.heading for ceiling in present.ceilings] if present else []
    places = {heading: index for index, heading in enumerate(order)}
    return tuple(sorted(ceilings, key=lambda ceiling: places.get(ceiling.heading, len(order))))
