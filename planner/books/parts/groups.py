"""The groups in which the cost lines of an offer are added up for readers: headings, organisations, products, types."""

from planner.books.parts.formulas import column
from planner.books.parts.lines import Lines
from planner.books.parts.sums import MAIN, QUARTERS, SPLIT, Group, Measure, Sums, Table
from planner.excel.areas import Stack
from planner.records import Party, Product
from planner.tables import Value
from planner.views.results import Results

CODE = column("heading", "Code", width=28)
ORGANISATION, ROLE = column("organisation", "Organisatie"), column("role", "Rol")


def by_heading(results: Results, lines: Lines, stack: Stack) -> Sums:
    """Return the lines by heading, with the need for advances by quarter."""
    used = {line.line.heading for line in lines.lines}
    groups = [Group((one.code,), {"name": one.name}) for one in results.reference.headings if one.code in used]
    title = f"Offerte {results.year} per post; kwartalen zijn de behoefte aan voorschot, inclusief btw"
    shown = (column("name", "Post", width=38),)
    return Sums(
        lines, stack, Table(title, {"heading": CODE}, shown, groups, (*MAIN, *SPLIT, *QUARTERS), codes_last=True)
    )


def by_party(results: Results, lines: Lines, stack: Stack) -> Sums:
    """Return the lines by organisation and role: Kadaster in two roles stands in two rows."""
    names = {(party.code, party.role): party for party in reversed(results.reference.parties)}
    keys = dict.fromkeys(line.quote.party for line in lines.lines)
    groups = [Group((code, str(role)), _party(names.get((code, role)))) for code, role in keys]
    shown = (column("name", "Naam", width=38),)
    by = {"organisation": ORGANISATION, "role": ROLE}
    title = f"Offerte {results.year} per organisatie en rol"
    return Sums(lines, stack, Table(title, by, shown, groups, (*MAIN, *SPLIT, *QUARTERS), codes_last=True))


def by_product(results: Results, lines: Lines, stack: Stack) -> Sums:
    """Return the lines by product and the organisation that delivers it."""
    catalogue = {(one.code, one.organisation, str(one.role)): one for one in reversed(results.reference.products)}
    found: dict[tuple[str, str, str], str] = {}
    for line in lines.lines:
        key = (line.line.product, line.quote.organisation, str(line.quote.role))
        found.setdefault(key, line.line.product_name)
    order = {key: i for i, key in enumerate(reversed(catalogue))}
    keys = sorted(found, key=lambda key: (order.get(key, len(order)), key))
    groups = [Group(key, _product(catalogue.get(key), found[key])) for key in keys]
    shown = (column("name", "Product of dienst", width=40), column("norm", "SLA-norm"))
    by = {"product": column("product", "PDC-code", width=22), "organisation": ORGANISATION, "role": ROLE}
    title = f"Producten en diensten {results.year}"
    return Sums(lines, stack, Table(title, by, shown, groups, (*MAIN, *SPLIT)))


def by_cost_type(results: Results, lines: Lines, stack: Stack) -> Sums:
    """Return the lines by cost type, and by heading beside it."""
    used = {line.line.cost_type for line in lines.lines}
    types = [one for one in results.reference.cost_types if one.name in used]
    groups = [Group((one.name,), {"series": one.series or "geen"}) for one in types]
    headings = {line.line.heading for line in lines.lines}
    across = [
        Measure(f"post:{one.code}", one.name, "including", (("heading", one.code),))
        for one in results.reference.headings
        if one.code in headings
    ]
    shown = (column("series", "Index"),)
    by = {"cost_type": column("cost_type", "Kostensoort", width=34)}
    title = f"Kostensoorten {results.year}; per post inclusief btw"
    return Sums(lines, stack, Table(title, by, shown, groups, (*MAIN, *across)))


def _party(party: Party | None) -> dict[str, Value]:
    return {"name": party.name if party else None}


def _product(product: Product | None, name: str) -> dict[str, Value]:
    return {"name": product.name if product else name, "norm": product.norm if product else None}
