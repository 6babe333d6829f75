"""Compares the offer with the decided frame: a verdict for each heading, for the binding sum and for the whole.

Pure. The comparison runs on the VAT basis of the frame and in prices of the year (DESIGN 6, Fits).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.amounts import Amount, Basis, Vat
from planner.calculations import fitting
from planner.calculations.fitting import Tested, Verdict
from planner.calculations.limits import Limit, Limits
from planner.figures import Figure, Rule, difference, total
from planner.records import Heading, Offer, OpenItem, PricedLine, Reference, Test


@dataclass(frozen=True, slots=True)
class Row:
    """One heading of the comparison; difference = offer - ceiling, None where there is no ceiling.

    `indexed` (the ceiling at the year's price level) and `strategy` (its estimate) stand beside it for information.
    """

    heading: str
    name: str
    test: Test | None
    ceiling: Figure | None
    floor: Figure | None
    offer: Figure
    difference: Figure | None
    verdict: Verdict
    open_items: tuple[OpenItem, ...]
    indexed: Figure | None = None
    strategy: Figure | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of the comparison: ceiling, offer, difference; `verdict` for the binding sum only."""

    ceiling: Figure | None
    offer: Figure
    difference: Figure | None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` shows: rows in the order of `Posten`, the binding sum, the total, and whether it fits."""

    year: int
    basis: Basis
    rows: tuple[Row, ...]
    binding: Sum
    total: Sum
    fits: bool | None
    open_items: tuple[OpenItem, ...]


def compare(offer: Offer, limits: Limits, reference: Reference, strategy: Mapping[str, Figure | None]) -> Comparison:
    """Return the comparison of an offer with the limits of its year."""
    headings = {heading.code: heading for heading in reference.headings}
    items = tuple(dict.fromkeys(_on_known(item, headings) for item in (*offer.open, *limits.open)))
    offered = _by_heading(offer, limits.basis)
    shown = [h for h in headings.values() if h.code in offered or limits.of(h.code) or _touching(h.code, items)]
    figures = {h.code: total(f"offer.{h.code}", offered.get(h.code, ()), limits.basis) for h in shown}
    tested = [_tested(limits.of(h.code), figures[h.code], _touching(h.code, items)) for h in shown]
    on_total = [item for item in items if not item.headings]
    falls = any(item.may_be_negative for item in on_total)
    unread = any(item.reason != "ceiling" for item in limits.open)
    binding = fitting.binding_sum(tested, open_total=bool(on_total), total_may_fall=falls, ceilings_open=unread)
    has_binding = any(one.test is Test.BINDING for one in tested) or limits.frame is None or unread
    verdict = fitting.sum_verdict(binding, exists=has_binding)
    rows = tuple(
        replace(
            _row(h, figures[h.code], limits.of(h.code), _touching(h.code, items), fitting.verdict(one, verdict)),
            strategy=strategy.get(h.code),
        )
        for h, one in zip(shown, tested, strict=True)
    )
    return Comparison(
        offer.year,
        limits.basis,
        rows,
        _sum("binding", [row for row in rows if row.test is Test.BINDING], limits.basis, verdict, known=not unread),
        _sum("total", rows, limits.basis, None, known=True),
        fitting.fits(tested, verdict, open_total=bool(on_total), total_may_fall=falls),
        items,
    )


def line_figure(line: PricedLine, basis: Basis) -> Figure:
    """Return the amount of a line on a basis, made from the cell that it was typed in."""
    code = ".".join(("line", *line.key))
    typed = Figure(
        code,
        Amount(line.line.amount, line.quote.basis),
        Rule.AS_TYPED,
        source=line.line.origin,
        field="amount",
    )
    amount = Amount(line.including if basis.vat is Vat.INCLUDING else line.excluding, basis)
    return typed if typed.amount == amount else Figure(code, amount, Rule.CONVERTED, (typed,))


def _on_known(item: OpenItem, headings: Mapping[str, Heading]) -> OpenItem:
    """Keep only headings that exist: an item on an unknown heading stands on the total."""
    known = tuple(heading for heading in item.headings if heading in headings)
    if known == item.headings:
        return item
    return OpenItem(item.reason, item.where, known, item.organisation, item.role, item.line, item.may_be_negative)


def _by_heading(offer: Offer, basis: Basis) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for line in offer.lines:
        found.setdefault(line.line.heading, []).append(line_figure(line, basis))
    return found


def _touching(heading: str, items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    return tuple(item for item in items if heading in item.headings)


def _tested(limit: Limit | None, offer: Figure, items: Sequence[OpenItem]) -> Tested:
    return Tested(
        limit.test if limit else None,
        limit.ceiling.cents if limit and limit.ceiling else None,
        limit.floor.cents if limit and limit.floor else None,
        offer.amount.span.low,
        offer.cents,
        open=bool(items),
        may_fall=any(item.may_be_negative for item in items),
    )


def _row(
    heading: Heading,
    offer: Figure,
    limit: Limit | None,
    items: tuple[OpenItem, ...],
    verdict: Verdict,
) -> Row:
    ceiling = limit.ceiling if limit else None
    return Row(
        heading.code,
        heading.name,
        limit.test if limit else None,
        ceiling,
        limit.floor if limit else None,
        offer,
        difference(f"difference.{heading.code}", offer, ceiling) if ceiling else None,
        verdict,
        items,
        limit.indexed if limit else None,
    )


def _sum(name: str, rows: Sequence[Row], basis: Basis, verdict: Verdict | None, *, known: bool) -> Sum:
    """Add the rows up; the ceiling of a binding sum is unknown when one of its ceilings is, or may be (`known`)."""
    offer = total(f"offer.{name}", [row.offer for row in rows], basis)
    ceilings = [row.ceiling for row in rows if row.ceiling]
    complete = known and bool(ceilings) and (verdict is None or len(ceilings) == len(rows))
    ceiling = total(f"ceiling.{name}", ceilings, basis) if complete else None
    gap = difference(f"difference.{name}", offer, ceiling) if ceiling else None
    return Sum(ceiling, offer, gap, verdict)
