"""What is decided about an offer: by OGB-beheer on plan and budget, by the SBO on the offer; knows no files."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What OGB-beheer did with plan and budget (art. 5.2)."""

    ADOPTED = "adopted"
    AMENDED = "amended"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of OGB-beheer on an offer, which is named by the digest of its assessment.

    Adopted: plan and budget stand as offered. Amended: new ceilings stand in a next version of the frame. Held over:
    nothing can be accepted until the next decision.
    """

    outcome: Outcome
    decided_on: date
    reference: str
    offer: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The acceptance of an offer by the SBO (art. 5.3), with its conditions.

    `reference` is that of the decision of OGB on which it rests; `dated` is the date that was given, if any.
    """

    by: str
    offer: str
    conditions: tuple[str, ...] = ()
    reference: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class SentBack:
    """An offer that the SBO sent back, with its reasons by line or heading: a next version is expected."""

    by: str
    offer: str
    reasons: tuple[str, ...]
