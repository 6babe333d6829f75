"""What the forms of quote and assignment are filled with, from records; knows no folder and no decision."""

from collections.abc import Iterable, Mapping, Sequence

from planner.agreement import SUBJECTS, Role
from planner.amounts import Span
from planner.excel.layout import Row, SheetContent
from planner.excel.vocabulary import MoneyCell
from planner.money import cents, euros, multiplied
from planner.records import QUARTER_FIELDS, Line, Product, Reference, Risk, Subject

TEMPLATE_VERSION = 1
_AS_THEY_ARE = (
    *("id", "product", "heading", "cost_type", "recurring", "quantity", "rate", "priority", "indivisible"),
    *("category", "share"),
    *("product_name", "description", "unit", "note", "scale", "result", "replaces"),
)


def costs(lines: Sequence[Line], years: Iterable[int]) -> SheetContent:
    """Return the sheet `Kosten` of these lines in euro, with an outlook column for each of the years."""
    return SheetContent(rows=[cost_row(line) for line in lines], years=tuple(years))


def cost_row(line: Line) -> Row:
    """Return one line as a row of `Kosten` in euro, which reads back as the same line.

    The quarters of an amount that is not known stay empty. Where the amount is not the product of its factors (a
    quote in thousands rounds it), it counts and its factors move to the explanation: in euro they would be a mistake.
    """
    row = {name: getattr(line, name) for name in _AS_THEY_ARE} | {"amount": money(line.amount)}
    if line.total_cost is not None:
        row["total_cost"] = euros(line.total_cost)
    if not line.amount.pm:
        row |= {name: euros(quarter) for name, quarter in zip(QUARTER_FIELDS, line.quarters, strict=True)}
    row["outlook"] = {year: money(span) for year, span in line.outlook}
    return row | _without_rounded_factors(line)


def _without_rounded_factors(line: Line) -> dict[str, object]:
    if not line.amount.certain:
        return {}
    product = cents(line.quantity * line.rate) if line.quantity is not None and line.rate is not None else None
    whole = line.amount.expected if line.total_cost is None else line.total_cost
    gone: dict[str, object] = {}
    said = [line.note] if line.note else []
    if product not in (None, whole):
        gone |= {"quantity": None, "rate": None}
        said.append(f"Geoffreerd als {line.quantity} {line.unit or 'eenheden'} x {line.rate}, afgerond.")
    total, share = line.total_cost, line.share
    if total is not None and share is not None and multiplied(total, share) != line.amount.expected:
        gone |= {"total_cost": None, "share": None}
        said.append(f"Geoffreerd als {euros(total)} x {share}, afgerond.")
    return gone | {"note": " ".join(said)} if gone else {}


def money(span: Span) -> MoneyCell:
    """Return an amount as it stands in a cell, in euro."""
    return MoneyCell(pm=True) if span.pm else MoneyCell(euros(span.low), euros(span.high))


def subjects(given: Iterable[Subject] = (), *, missing: str = "") -> SheetContent:
    """Return the seven subjects of art. 3.2 in their full wording, with the texts given; `missing` for the others."""
    texts = {subject.letter: subject.text for subject in given}
    rows = [
        {"letter": one.letter, "subject": one.wording, "text": texts.get(one.letter) or missing} for one in SUBJECTS
    ]
    return SheetContent(rows=rows)


def risks(given: Iterable[Risk]) -> SheetContent:
    """Return the sheet of the risks."""
    rows: list[Row] = [
        {
            "description": risk.description,
            "chance": risk.chance,
            "consequence": money(risk.consequence) if risk.consequence is not None else None,
            "measure": risk.measure,
        }
        for risk in given
    ]
    return SheetContent(rows=rows)


def codes(reference: Reference, party: tuple[str, Role], products: Iterable[Product]) -> Mapping[
    tuple[str, str], Sequence[str]
]:  # fmt: skip
    """Return the codes that the drop-down lists of a party's workbook offer: only products of its own."""
    return {
        ("Partijen", "Code"): [party[0]],
        ("PDC", "PDC-code"): [product.code for product in products],
        ("Posten", "Post"): [heading.code for heading in reference.headings],
        ("Kostensoorten", "Kostensoort"): [cost_type.name for cost_type in reference.cost_types],
        ("Tarieven", "Schaal"): list(dict.fromkeys(rate.scale for rate in reference.rates)),
    }
