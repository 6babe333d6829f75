"""The records of the offer cycle: frozen, with the cells they came from; knows no workbooks and no rules.

Records compare by content: `origin` is left out, so opening and saving a workbook changes nothing.
Cents are whole euro cents on the price level and VAT basis of the quote, strategy or frame that holds them.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.agreement import Regime, Role
from planner.amounts import Basis, Span
from planner.places import Origin, Place

INCOME_COST_TYPE = "opbrengsten en stelposten"
"""The only cost type that may hold negative amounts (DESIGN 6)."""


def _origin() -> Origin:
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


# --- reference values (uitgangspunten) ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class General:
    """The labelled values that hold for all years; shares are shares of 1, the threshold is in cents."""

    discount_rate: Decimal | None
    threshold_share: Decimal | None
    threshold_amount: int | None
    productive_hours: Decimal | None
    hiring_norm: Decimal | None
    remark: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in one role, in the period that it takes part."""

    code: str
    name: str
    role: Role
    settlement: str
    period: Period
    source: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Payer:
    """A government that pays a share (bijdragende partij)."""

    code: str
    name: str
    source: str
    origin: Origin = _origin()


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
    origin: Origin = _origin()


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
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class CostType:
    """A cost type (kostensoort) and the index series that its prices follow; None for `geen`."""

    name: str
    series: str | None
    note: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class IndexRate:
    """The change of one series in one year, as a share of 1."""

    series: str
    year: int
    rate: Decimal
    status: str
    source: str
    origin: Origin = _origin()


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
    origin: Origin = _origin()


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
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class HourlyRate:
    """The hourly rate of a scale in a year, in cents (Handleiding Overheidstarieven for one)."""

    scale: str
    year: int
    rate: Decimal
    source: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date of the calendar of one year's cycle."""

    year: int
    name: str
    date: date
    responsible: str
    source: str
    origin: Origin = _origin()


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


# --- strategy and frame ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """What is said about one of the seven subjects of art. 3.2."""

    letter: str
    text: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of one year of the strategy (koersontwikkeling)."""

    year: int
    goal: str
    note: str
    origin: Origin = _origin()


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
    origin: Origin = _origin()


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
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What OGB-beheer decided for one heading: ceiling, floor and how it is tested; pm is not decided yet."""

    heading: str
    amount: Span
    floor: int | None
    test: Test
    note: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class OtherItem:
    """A frame item outside the offer: SBO's own cost, not yet allotted, unforeseen, rest of last year."""

    heading: str
    description: str
    amount: Span
    origin: Origin = _origin()


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
    open: tuple["OpenItem", ...] = field(default=(), compare=False)
    origin: Origin = _origin()


# --- quotes and assignments --------------------------------------------------------------------------------


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
    category: str | None = None
    scale: str = ""
    total_cost: int | None = None
    share: Decimal | None = None
    result: str = ""
    replaces: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk with its chance (share of 1) and financial consequence (cents)."""

    description: str
    chance: Decimal | None
    consequence: Span | None
    measure: str
    origin: Origin = _origin()


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
    refused: tuple[OpenItem, ...] = field(default=(), compare=False)
    origin: Origin = _origin()

    @property
    def party(self) -> tuple[str, Role]:
        """Return organisation and role, the key of a quote."""
        return (self.organisation, self.role)


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
