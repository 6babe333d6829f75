"""What holds on which day: parties, products, VAT relations, tested per quarter on its first day (DESIGN 6).

Knows the reference values; judges no lines.
"""

from collections.abc import Iterable
from datetime import date

from planner.agreement import Role, quarter_starts
from planner.records import Party, Product, Reference, VatRelation


def parties(reference: Reference, organisation: str, role: Role) -> tuple[Party, ...]:
    """Return the rows of an organisation in a role; more than one where its name or terms changed."""
    return tuple(p for p in reference.parties if (p.code, p.role) == (organisation, role))


def quarters_held(rows: Iterable[Party | Product], year: int) -> tuple[bool, ...]:
    """Tell for each quarter of a year whether any of the rows holds on its first day."""
    periods = [row.period for row in rows]
    return tuple(any(period.holds(day) for period in periods) for day in quarter_starts(year))


def suppliers(reference: Reference, year: int) -> tuple[Party, ...]:
    """Return everybody who owes a quote for a year: TBO and OBOs that take part in any quarter, once each."""
    found: dict[tuple[str, Role], Party] = {}
    for party in reference.parties:
        if party.role is not Role.SBO and any(quarters_held([party], year)):
            found.setdefault((party.code, party.role), party)
    return tuple(found.values())


def headings_of(reference: Reference, organisation: str, role: Role, year: int) -> tuple[str, ...]:
    """Return the headings on which a party has a product in a year."""
    products = [p for p in reference.products if (p.organisation, p.role) == (organisation, role)]
    return tuple(dict.fromkeys(p.heading for p in products if any(quarters_held([p], year))))


def relation(reference: Reference, organisation: str, role: Role, day: date) -> VatRelation | None:
    """Return the VAT relation of an organisation in a role on a day.

    Assumption number one: the SBO pays each organisation directly, so the relation to the SBO counts; another
    customer in the sheet `Btw` changes that where there is no relation to the SBO. None where no row holds, or
    where several others do.
    """
    rows = [row for row in reference.vat if (row.supplier, row.role) == (organisation, role) and row.period.holds(day)]
    strategic = {p.code for p in reference.parties if p.role is Role.SBO and p.period.holds(day)}
    to_strategic = [row for row in rows if row.customer in strategic]
    candidates = to_strategic or rows
    return candidates[0] if len(candidates) == 1 else None


def relations(reference: Reference, organisation: str, role: Role, year: int) -> tuple[VatRelation | None, ...]:
    """Return the VAT relation of each quarter of a year, on its first day."""
    return tuple(relation(reference, organisation, role, day) for day in quarter_starts(year))
