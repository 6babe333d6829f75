"""What is set beforehand: the four-year strategy and the decided frame of a year."""

from dataclasses import dataclass, field
from datetime import date

from planner.agreement import Role
from planner.amounts import Basis, Span
from planner.places import Origin
from planner.records.common import OpenItem, Test, origin_field


@dataclass(frozen=True, slots=True)
class Subject:
    """What is said about one of the seven subjects of art. 3.2."""

    letter: str
    text: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of one year of the strategy (koersontwikkeling)."""

    year: int
    goal: str
    note: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A line of the strategy: the estimated cost of a product by year."""

    id: str
    product: str
    product_name: str
    organisation: str
    role: Role
    heading: str
    cost_type: str
    recurring: bool
    amounts: tuple[tuple[int, Span], ...]
    note: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Strategy:
    """The four-year strategy with its cost estimates (art. 3.1 a)."""

    first_year: int
    last_year: int
    basis: Basis
    decided_on: date | None
    lines: tuple[Estimate, ...]
    goals: tuple[Goal, ...]
    subjects: tuple[Subject, ...]
    remark: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What OGB-beheer decided for one heading: ceiling, floor and how it is tested; pm is not decided yet."""

    heading: str
    amount: Span
    floor: int | None
    test: Test
    note: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class OtherItem:
    """A frame item outside the offer: SBO's own cost, not yet allotted, unforeseen, rest of last year."""

    heading: str
    description: str
    amount: Span
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Frame:
    """The decided frame (kader) of one year; `indexed` when it says that its ceilings follow the index."""

    year: int
    version: int
    basis: Basis
    indexed: bool
    decided_on: date | None
    reference: str
    ceilings: tuple[Ceiling, ...]
    others: tuple[OtherItem, ...]
    remark: str
    origin: Origin = origin_field()
    open: tuple[OpenItem, ...] = field(default=(), compare=False)
