"""The figure that a code asks for, from the results of a year: what is known of it, and how much is open."""

from collections.abc import Iterable

from planner import amounts
from planner.amounts import Span
from planner.figures import Figure
from planner.records import OpenItem, PricedLine, Test
from planner.stages.comparison import Row
from planner.stages.financing import Paid
from planner.views.asking import Asked, Measure, Vat, Whole
from planner.views.results import Results


def answered(asked: Asked, results: Results) -> Span | None:
    """Return the amount in cents, with in `pm` how many open items touch it; None where there is no such figure.

    Of `open` the number itself is in `expected`. An open item touches a figure unless it certainly does not.
    """
    measure = asked.measure or Measure.OFFER
    if measure is Measure.OFFER:
        return _offer(asked, results)
    if measure is Measure.SHARE:
        return _share(asked, results)
    if measure is Measure.OPEN:
        items = _touching(asked, results.compared.open_items, results)
        return Span.of(len(items))
    return _of_frame(measure, asked, results)


def _of_frame(measure: Measure, asked: Asked, results: Results) -> Span | None:
    if asked.heading:
        row = next((row for row in results.compared.rows if row.heading == asked.heading), None)
        figure = _of_row(measure, row) if row else None
    else:
        whole = results.compared.binding if asked.whole is Whole.BINDING else results.compared.total
        figure = whole.ceiling if measure is Measure.CEILING else whole.difference
    if figure is None:
        return None
    items = _touching(asked, results.compared.open_items, results) if measure is Measure.DIFFERENCE else ()
    if measure is Measure.CEILING:
        items = _touching(asked, results.limits.open, results)
    return _with_open(figure.amount.span, items)


def _of_row(measure: Measure, row: Row) -> Figure | None:
    figures = {
        Measure.CEILING: row.ceiling,
        Measure.FLOOR: row.floor,
        Measure.DIFFERENCE: row.difference,
        Measure.ESTIMATE: row.strategy,
    }
    return figures[measure]


def _offer(asked: Asked, results: Results) -> Span | None:
    """Add up the lines that are asked for, on the VAT basis of the comparison unless another one is."""
    if asked.heading and asked.heading not in {heading.code for heading in results.reference.headings}:
        return None
    chosen = [line for line in results.offer.lines if _is_of(line, asked, results)]
    span = sum((_amount(line, asked, results) for line in chosen), Span())
    items = _touching(asked, results.offer.open, results)
    if asked.quarter:  # a range has no quarters of its own ends
        return Span(span.low, span.expected, span.high, len(items))
    return _with_open(span, items)


def _amount(line: PricedLine, asked: Asked, results: Results) -> Span:
    including = results.compared.basis.vat is amounts.Vat.INCLUDING if asked.vat is None else asked.vat is Vat.INCLUDING
    if asked.quarter:
        plain, vat = line.quarters[asked.quarter - 1], line.vat_quarters[asked.quarter - 1]
        return Span.of(vat if asked.vat is Vat.ONLY else plain + vat if including else plain)
    if asked.vat is Vat.ONLY:
        return line.vat
    return line.including if including else line.excluding


def _is_of(line: PricedLine, asked: Asked, results: Results) -> bool:
    return (
        asked.heading in {None, line.line.heading}
        and (asked.whole is not Whole.BINDING or line.line.heading in _binding(results))
        and asked.organisation in {None, line.quote.organisation}
        and asked.role in {None, line.quote.role}
        and asked.cost_type in {None, line.line.cost_type}
    )


def _share(asked: Asked, results: Results) -> Span | None:
    paid: Paid | None = results.paid[1] if asked.of_ceiling else results.paid[0]
    total = paid.total if paid else None
    if total is None or asked.payer is None:
        return None
    items = results.limits.open if asked.of_ceiling else results.offer.open
    cents = total.of(asked.payer)
    return Span(cents, cents, cents, len(items))


def _touching(asked: Asked, items: Iterable[OpenItem], results: Results) -> list[OpenItem]:
    """Return the open items that touch a figure, or may do so."""
    types: dict[tuple[object, ...], str] = {line.key: line.line.cost_type for line in results.offer.lines}
    found = []
    for item in items:
        headings = set(item.headings)
        wanted = {asked.heading} if asked.heading else _binding(results) if asked.whole is Whole.BINDING else headings
        other_heading = headings and not headings & wanted
        other_party = asked.organisation and item.organisation and item.organisation != asked.organisation
        other_role = asked.role and item.role and item.role != asked.role
        known = types.get((item.organisation, item.role, item.line))
        other_type = asked.cost_type and known and known != asked.cost_type and item.reason in {"pm", "range"}
        if not (other_heading or other_party or other_role or other_type):
            found.append(item)
    return found


def _binding(results: Results) -> set[str | None]:
    return {row.heading for row in results.compared.rows if row.test is Test.BINDING}


def _with_open(span: Span, items: Iterable[OpenItem]) -> Span:
    """Return what is known with the number of open items; a range is told by its two ends."""
    return Span(span.low, span.expected, span.high, sum(item.reason != "range" for item in items))
