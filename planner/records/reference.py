"""The reference values (uitgangspunten): parties, catalogue, headings, indices, VAT relations, key, calendar."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planner.agreement import Regime, Role
from planner.places import Origin
from planner.records.common import Period, origin_field


@dataclass(frozen=True, slots=True)
class General:
    """The labelled values that hold for all years; shares are shares of 1, the threshold is in cents."""

    discount_rate: Decimal | None
    threshold_share: Decimal | None
    threshold_amount: int | None
    productive_hours: Decimal | None
    hiring_norm: Decimal | None
    remark: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in one role, in the period that it takes part."""

    code: str
    name: str
    role: Role
    settlement: str
    period: Period
    source: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Payer:
    """A government that pays a share (bijdragende partij)."""

    code: str
    name: str
    source: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Product:
    """A product or service of the catalogue (PDC), with the organisation and role that delivers it."""

    code: str
    name: str
    organisation: str
    role: Role
    heading: str
    norm: str
    period: Period
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the budget (post); the wage and price shares index its ceiling."""

    code: str
    name: str
    regime: Regime
    category: str
    wage_share: Decimal
    price_share: Decimal
    source: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class CostType:
    """A cost type (kostensoort) and the index series that its prices follow; None for `geen`."""

    name: str
    series: str | None
    note: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class IndexRate:
    """The change of one series in one year, as a share of 1."""

    series: str
    year: int
    rate: Decimal
    status: str
    source: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class VatRelation:
    """The VAT rate of a supplier in a role to a customer in a period, as a share of 1."""

    supplier: str
    role: Role
    customer: str
    status: str
    rate: Decimal
    period: Period
    source: str
    certainty: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class KeyShare:
    """One payer's share of a cost category in one band of the financing key (verdeelsleutel).

    `band_from` and `maximum` are cents a year including VAT; what a maximum cuts off goes to `rest_to`.
    """

    category: str
    band_from: int
    payer: str
    share: Decimal
    maximum: int | None
    rest_to: str
    period: Period
    source: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class HourlyRate:
    """The hourly rate of a scale in a year, in cents (Handleiding Overheidstarieven for one)."""

    scale: str
    year: int
    rate: Decimal
    source: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date of the calendar of one year's cycle."""

    year: int
    name: str
    date: date
    responsible: str
    source: str
    origin: Origin = origin_field()


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference values; every table in the order of its sheet."""

    general: General
    parties: tuple[Party, ...] = ()
    payers: tuple[Payer, ...] = ()
    products: tuple[Product, ...] = ()
    headings: tuple[Heading, ...] = ()
    cost_types: tuple[CostType, ...] = ()
    indices: tuple[IndexRate, ...] = ()
    vat: tuple[VatRelation, ...] = ()
    key: tuple[KeyShare, ...] = ()
    rates: tuple[HourlyRate, ...] = ()
    calendar: tuple[Milestone, ...] = ()
    partial: frozenset[str] = field(default=frozenset(), compare=False)
    """Names of sheets of which a row could not be read: what is not in them may have been meant to be."""
