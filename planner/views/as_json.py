"""The comparison as JSON (DESIGN 8): amounts are strings with two decimals, null where there is none."""

from collections.abc import Mapping
from typing import Any

from planner.calculations.bridge import Part
from planner.figures import Figure
from planner.money import euros
from planner.problems import Lang, Problem, message, plain_fact, remedy, severity_of
from planner.records import Reference
from planner.stages.comparison import Row, Sum
from planner.stages.financing import Paid
from planner.stages.inspection import Override
from planner.views.results import Results

Json = dict[str, Any]


def comparison(found: Results) -> Json:
    """Return the comparison of a year; rows and bridge in the order of `Posten`, `overrides` where there are any."""
    compared, (offer, ceilings), reference = found.compared, found.paid, found.reference
    sums = dict(found.bridge.by_heading)
    return {
        "year": found.year,
        "price_level": compared.basis.price_level,
        "vat": str(compared.basis.vat),
        "rows": [_row(row) for row in compared.rows],
        "binding": {**_sum(compared.binding), "verdict": str(compared.binding.verdict)},
        "total": _sum(compared.total),
        "financing": {"offer": _paid(offer, reference), "ceiling": _paid(ceilings, reference)},
        "bridge": {heading.code: _parts(sums[heading.code]) for heading in reference.headings if heading.code in sums},
        "fits": compared.fits,
        "open_items": len(compared.open_items),
        **({"overrides": [_override(one) for one in found.overrides]} if found.overrides else {}),
    }


def problem(found: Problem, lang: Lang) -> Json:
    """Return one problem, as `check --json` prints it."""
    return {
        "code": found.code,
        "severity": str(severity_of(found)),
        "workbook": found.where.workbook,
        "sheet": found.where.sheet,
        "cell": found.where.cell,
        "message": message(found, lang),
        "remedy": remedy(found, lang),
        "facts": {name: plain_fact(fact, lang) for name, fact in found.facts},
    }


def _row(row: Row) -> Json:
    return {
        "heading": row.heading,
        "test": str(row.test) if row.test else None,
        "ceiling": _amount(row.ceiling),
        "floor": _amount(row.floor),
        "offer": _amount(row.offer),
        "difference": _amount(row.difference),
        "verdict": str(row.verdict),
        "open_items": len(row.open_items),
    }


def _override(one: Override) -> Json:
    finding, known = one.finding, one.justified
    return {
        "workbook": one.workbook,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "code": str(finding.what),
        "found": finding.found,
        "expected": finding.expected or None,
        "effect": None if finding.euros is None else str(finding.euros),
        "justified": known is not None,
        "reason": known.reason if known else None,
        "by": known.name if known else None,
    }


def _sum(found: Sum) -> Json:
    return {
        "ceiling": _amount(found.ceiling),
        "offer": _amount(found.offer),
        "difference": _amount(found.difference),
    }


def _paid(paid: Paid | None, reference: Reference) -> dict[str, str | None]:
    total = paid.total if paid else None
    return {payer.code: _cents(total.of(payer.code)) if total else None for payer in reference.payers}


def _parts(parts: Mapping[Part, int]) -> dict[str, str]:
    return {str(part): _cents(parts[part]) for part in Part}


def _amount(figure: Figure | None) -> str | None:
    return _cents(figure.cents) if figure else None


def _cents(cents: int) -> str:
    return str(euros(cents))
