"""Records for tests with sensible defaults, laid out on sheets so that every origin answers a real cell.

`reference`, `quote`, `frame` and `strategy` give each row of a table its own row of the sheet: the first record
stands in row 2. Columns follow the order of the example's headings, so `amount` of a line is column K.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from planner.agreement import Regime, Role
from planner.amounts import Basis, Span, Vat
from planner.money import split
from planner.places import Origin, Table
from planner.records import (
    Ceiling,
    CostType,
    Estimate,
    Frame,
    General,
    Heading,
    IndexRate,
    KeyShare,
    Line,
    OpenItem,
    Party,
    Payer,
    Period,
    PricedLine,
    Product,
    Quote,
    Reference,
    Strategy,
    Test,
    Unread,
    VatRelation,
)

OBO, TBO, SBO = Role.OBO, Role.TBO, Role.SBO
BINDING, CEILING, ESTIMATE = Test.BINDING, Test.CEILING, Test.ESTIMATE
LINE_FIELDS = (
    "id product product_name heading cost_type description recurring unit quantity rate amount "
    "quarter_1 quarter_2 quarter_3 quarter_4 outlook:2028 priority indivisible note category"
)
QUOTE_FIELDS = "template organisation role year version dated reference price_level vat amounts_in"
FRAME_FIELDS = "template year version price_level vat amounts_in indexed decided_on reference"
SHEETS = {
    "parties": ("Partijen", "code name role settlement start end source"),
    "payers": ("Bijdragende partijen", "code name source"),
    "products": ("PDC", "code name organisation role heading norm start end"),
    "headings": ("Posten", "code name regime category wage_share price_share source"),
    "cost_types": ("Kostensoorten", "name series note"),
    "indices": ("Indexen", "series year rate status source"),
    "vat": ("Btw", "supplier role customer status rate start end source certainty"),
    "key": ("Verdeelsleutel", "category band_from payer share maximum rest_to start end source"),
}
Record = TypeVar("Record")


def table(workbook: str, sheet: str, names: str = "") -> Table:
    """Return a sheet with these fields in columns A, B, C ..."""
    return Table(workbook, "", sheet, tuple((name, chr(65 + i)) for i, name in enumerate(names.split())))


def labelled(workbook: str, sheet: str, names: str) -> Origin:
    """Return the origin of a labelled sheet: the fields in B1, B2, B3 ..."""
    return Origin(table(workbook, sheet), 1, tuple((name, f"B{i}") for i, name in enumerate(names.split(), 1)))


NOWHERE = Origin(table("test.xlsx", "Blad"), 1)


def placed(records: Sequence[Record], sheet: Table) -> tuple[Record, ...]:
    """Return the records on successive rows of a sheet, from row 2."""
    return tuple(replace(one, origin=Origin(sheet, row)) for row, one in enumerate(records, 2))  # type: ignore[type-var]


def period(start: str | None = None, end: str | None = None) -> Period:
    """Return a period of ISO days, both included."""
    return Period(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)


def party(code: str, role: Role = OBO, start: str | None = None, end: str | None = None) -> Party:
    return Party(code, code.title(), role, "nacalculatie", period(start, end), "", NOWHERE)


def product(
    code: str, organisation: str, heading: str = "beheer", role: Role = OBO, *,
    start: str | None = None, end: str | None = None,
) -> Product:  # fmt: skip
    return Product(code, code, organisation, role, heading, "", period(start, end), NOWHERE)


def heading(code: str, category: str = "uitvoeringskosten", wage: str = "0.5", price: str = "0.25") -> Heading:
    return Heading(code, code.title(), Regime.SLA, category, Decimal(wage), Decimal(price), "", NOWHERE)


def index(series: str, year: int, rate: str) -> IndexRate:
    return IndexRate(series, year, Decimal(rate), "raming", "", NOWHERE)


def vat(
    supplier: str, rate: str, role: Role = OBO, *, customer: str = "BZK",
    start: str | None = None, end: str | None = None,
) -> VatRelation:  # fmt: skip
    return VatRelation(supplier, role, customer, "belast", Decimal(rate), period(start, end), "", "vast", NOWHERE)


def share(
    payer: str, part: str, category: str = "uitvoeringskosten", *, band: int = 0, maximum: int | None = None,
    rest_to: str = "", start: str | None = None, end: str | None = None,
) -> KeyShare:  # fmt: skip
    return KeyShare(category, band, payer, Decimal(part), maximum, rest_to, period(start, end), "", NOWHERE)


def reference(**changed: Sequence[Any]) -> Reference:
    """Return reference values with round rates; a table that is given replaces the default one."""
    tables: dict[str, Sequence[Any]] = {
        "parties": [party("BZK", SBO), party("RWS"), party("KADASTER"), party("KADASTER", TBO), party("KOOP")],
        "payers": [Payer(code, code.title(), "", NOWHERE) for code in ("RIJK", "GEMEENTEN", "WATERSCHAPPEN")],
        "products": [
            product("RWS-01", "RWS"),
            product("RWS-05", "RWS", "iplo"),
            product("KAD-01", "KADASTER"),
            product("TBO-01", "KADASTER", "leveranciersmanagement", TBO),
            product("KOOP-01", "KOOP"),
        ],
        "headings": [
            heading("beheer"),
            heading("doorontwikkeling"),
            heading("uitbouw", "investeringskosten"),
            heading("iplo"),
            heading("leveranciersmanagement"),
        ],
        "cost_types": [
            CostType("eigen personeel", "loon", "", NOWHERE),
            CostType("inhuur externen", "prijs", "", NOWHERE),
            CostType("afschrijvingskosten", None, "", NOWHERE),
            CostType("opbrengsten en stelposten", None, "", NOWHERE),
        ],
        "indices": [index(series, year, rate) for series, year, rate in (
            ("loon", 2026, "0.05"), ("loon", 2027, "0.04"), ("loon", 2028, "0.03"),
            ("prijs", 2026, "0.03"), ("prijs", 2027, "0.02"), ("prijs", 2028, "0.01"),
        )],
        "vat": [vat("RWS", "0"), vat("KADASTER", "0.21"), vat("KADASTER", "0.21", TBO), vat("KOOP", "0.21")],
        "key": [share("RIJK", "0.3"), share("GEMEENTEN", "0.7"), share("RIJK", "1", "investeringskosten")],
    }  # fmt: skip
    tables |= changed
    rows = {name: placed(found, table("uitgangspunten.xlsx", *SHEETS[name])) for name, found in tables.items()}
    general = General(None, None, None, None, None, "", Origin(table("uitgangspunten.xlsx", "Algemeen"), 1))
    return Reference(general, **rows)  # type: ignore[arg-type]


def line(
    id: str = "R-1", cents: int | Span = 100_00, heading: str = "beheer", product: str = "RWS-01",
    cost_type: str = "eigen personeel", quarters: tuple[int, int, int, int] | None = None, **other: Any,
) -> Line:  # fmt: skip
    """Return a line with its amount in cents; quarters are even unless given."""
    amount = Span.of(cents) if isinstance(cents, int) else cents
    first, second, third, fourth = quarters or split(amount.expected, (1, 1, 1, 1))
    values: dict[str, Any] = {
        "product_name": product, "description": "", "recurring": True, "unit": "", "quantity": None, "rate": None,
        "outlook": (), "priority": 2, "indivisible": False, "note": "",
    }  # fmt: skip
    values |= other
    return Line(
        id, product, heading=heading, cost_type=cost_type, amount=amount,
        quarters=(first, second, third, fourth), origin=NOWHERE, **values,
    )  # fmt: skip


def quote(
    organisation: str, *lines: Line, role: Role = OBO, year: int = 2027, version: int = 1, including: bool = False,
    price_level: int | None = None, file: str | None = None, refused: tuple[OpenItem, ...] = (),
) -> Quote:  # fmt: skip
    """Return a quote of the year in its own prices, excluding VAT; its nth line stands in row n + 1 of Kosten."""
    file = file or f"{year}/offertes/{organisation}-{role}-{version}.xlsx"
    basis = Basis(price_level or year, Vat.INCLUDING if including else Vat.EXCLUDING)
    return Quote(
        organisation, role, year, version, None, "", basis, False, None,
        placed(lines, table(file, "Kosten", LINE_FIELDS)), (), (), "",
        labelled(file, "Offerte", QUOTE_FIELDS), refused,
    )  # fmt: skip


def priced(
    one: Line, organisation: str = "RWS", *, role: Role = OBO, year: int = 2027, price_level: int | None = None,
    vat: int = 0, net: Fraction = Fraction(1),
) -> PricedLine:  # fmt: skip
    """Return a line as it was quoted excluding VAT, with its VAT in cents; nothing is indexed."""
    first = (vat, 0, 0, 0)
    return PricedLine(
        quote(organisation, one, role=role, year=year, price_level=price_level), one, "uitvoeringskosten",
        one.amount, Span.of(vat), one.amount, one.quarters, Span.of(vat), first, net,
    )  # fmt: skip


def ceiling(heading: str, cents: int | Span, test: Test = Test.BINDING, floor: int | None = None) -> Ceiling:
    return Ceiling(heading, Span.of(cents) if isinstance(cents, int) else cents, floor, test, "", NOWHERE)


def frame(
    *ceilings: Ceiling, year: int = 2027, version: int = 1, including: bool = True, indexed: bool = False,
    price_level: int | None = None, file: str = "2027/kader-2027.xlsx", open: tuple[OpenItem, ...] = (),
) -> Frame:  # fmt: skip
    """Return a frame of the year in its own prices, including VAT; its nth ceiling stands in row n + 1."""
    basis = Basis(price_level or year, Vat.INCLUDING if including else Vat.EXCLUDING)
    rows = placed(ceilings, table(file, "Plafonds", "heading amount floor test note"))
    return Frame(
        year, version, basis, indexed, None, "", rows, (), "", labelled(file, "Kader", FRAME_FIELDS), open
    )  # fmt: skip


def estimate(id: str, organisation: str, heading: str, *spans: Span, cost_type: str = "eigen personeel") -> Estimate:
    """Return a line of the strategy 2026-2029 with its amounts by year."""
    return Estimate(
        id, f"{organisation}-01", "", organisation, OBO, heading, cost_type, True,
        tuple(zip(range(2026, 2030), spans, strict=False)), "", NOWHERE,
    )  # fmt: skip


def strategy(
    *lines: Estimate, first_year: int = 2026, price_level: int = 2026, including: bool = False,
    file: str = "strategie-2026-2029.xlsx",
) -> Strategy:  # fmt: skip
    basis = Basis(price_level, Vat.INCLUDING if including else Vat.EXCLUDING)
    sheet = table(file, "Raming", "id product product_name organisation role heading cost_type recurring")
    return Strategy(
        first_year, first_year + 3, basis, None, placed(lines, sheet), (), (), "",
        labelled(file, "Strategie", "template cycle price_level vat amounts_in"),
    )  # fmt: skip


def unread(file: str, organisation: str | None = None, role: Role | None = None, version: int | None = None) -> Unread:
    return Unread(table(file, "Offerte").file, organisation, role, 2027, version)
