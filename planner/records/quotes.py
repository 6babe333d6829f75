"""What organisations ask (offerte) and were assigned (opdracht): lines, subjects, risks."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planner.agreement import Role
from planner.amounts import Basis, Span
from planner.places import Origin
from planner.records.common import OpenItem, origin_field
from planner.records.plans import Subject

QUARTER_FIELDS = ("quarter_1", "quarter_2", "quarter_3", "quarter_4")
"""The fields that the quarters of a line were read from, for their cells."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a quote or assignment, in whole cents on the basis of its quote.

    `id` (Regel) is its stable identity within organisation and role, from version to version and year to year.
    `quarters` is the need for advances (cash) and adds up to the expected amount; `outlook` holds later years
    in constant prices. `rate` is in euro a unit. `priority` runs from 1 (needed to run) to 4 (can wait).
    """

    id: str
    product: str
    product_name: str
    heading: str
    cost_type: str
    description: str
    recurring: bool
    unit: str
    quantity: Decimal | None
    rate: Decimal | None
    amount: Span
    quarters: tuple[int, int, int, int]
    outlook: tuple[tuple[int, Span], ...]
    priority: int | None
    indivisible: bool
    note: str
    origin: Origin = origin_field()
    category: str | None = None
    scale: str = ""
    total_cost: int | None = None
    share: Decimal | None = None
    result: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk with its chance (share of 1) and financial consequence (cents)."""

    description: str
    chance: Decimal | None
    consequence: Span | None
    measure: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Quote:
    """What one organisation asks in one role (offerte), or what it was assigned (opdracht): the same shape.

    `refused` holds the rows that could not be read; each counts as an open item on its heading.
    """

    organisation: str
    role: Role
    year: int
    version: int
    dated: date | None
    reference: str
    basis: Basis
    unrecoverable_vat: bool
    valid_until: date | None
    lines: tuple[Line, ...]
    subjects: tuple[Subject, ...]
    risks: tuple[Risk, ...]
    remark: str
    origin: Origin = origin_field()
    refused: tuple[OpenItem, ...] = field(default=(), compare=False)
    request: str = field(default="", compare=False)
    """The identity of the request (uitvraag) that this answers: no part of what is asked."""
    doubtful: tuple[Line, ...] = field(default=(), compare=False)
    """Lines among `refused` whose amount can be read; they show what changed in them, and count nowhere."""

    @property
    def party(self) -> tuple[str, Role]:
        """Return organisation and role, the key of a quote."""
        return (self.organisation, self.role)
