"""Consolidates quotes into one offer: every line at one price level, VAT apart (DESIGN 6).

Pure. The TBO's own lines stand beside those of the OBOs; Kadaster in two roles is two quotes and is never added twice.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache

from planner.agreement import Role, quarter_starts
from planner.calculations import indexing, validity
from planner.calculations.indexing import MissingIndex
from planner.calculations.vat import Rates, price
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.records import INCOME_COST_TYPE, Line, Offer, OpenItem, PricedLine, Quote, Reference


class Pricer:
    """Prices lines with the reference values of one year, and collects each problem once."""

    def __init__(self, reference: Reference, year: int, price_level: int | None, place: Place) -> None:
        """`price_level` None leaves every quote at its own; `place` is the sheet of the indices."""
        self._reference = reference
        self._year = year
        self._price_level = price_level
        self._place = place
        self._rates = {(rate.series, rate.year): rate.rate for rate in reference.indices}
        self._series = {cost_type.name: cost_type.series for cost_type in reference.cost_types}
        self._categories = {heading.code: heading.category for heading in reference.headings}
        self._vat = cache(self._vat_rates)
        self._factor = cache(self._index)
        self.problems: dict[Problem, None] = {}

    def priced(self, quote: Quote, line: Line) -> PricedLine | None:
        """Return a line with its amounts; None where an index or VAT relation is missing (a problem)."""
        rates = self._vat(quote.organisation, quote.role)
        factor = self._factor(line.cost_type, quote.basis.price_level)
        if rates is None or factor is None:
            return None
        found = price(line.amount, line.quarters, quote.basis.vat, rates, factor)
        return PricedLine(
            quote,
            line,
            line.category or self._categories[line.heading],
            found.quoted,
            found.quoted_vat,
            found.excluding,
            found.quarters,
            found.vat,
            found.vat_quarters,
            found.net,
        )

    def rates(self, organisation: str, role: Role) -> Rates | None:
        """Return the rates of VAT of a party by quarter; None where its relation is missing (a problem)."""
        return self._vat(organisation, role)

    def _vat_rates(self, organisation: str, role: Role) -> Rates | None:
        rows = validity.relations(self._reference, organisation, role, self._year)
        held = validity.quarters_held(validity.parties(self._reference, organisation, role), self._year)
        days = quarter_starts(self._year)
        for row, day, needed in zip(rows, days, held, strict=True):
            if row is None and (needed or not any(held)):
                self.problems[
                    problem(
                        "vat-relation-missing",
                        self._place_of_vat(),
                        organisation=organisation,
                        role=str(role),
                        day=day,
                    )
                ] = None
                return None
        fallback = next((row.rate for row in rows if row), None)
        first, second, third, fourth = (Fraction(row.rate if row else fallback or 0) for row in rows)
        return (first, second, third, fourth)

    def _place_of_vat(self) -> Place:
        rows = self._reference.vat
        return rows[0].origin.table.heading("supplier") if rows else Place(self._place.workbook, "Btw", "A1")

    def _index(self, cost_type: str, start: int) -> Fraction | None:
        found = indexing.factor(self._rates, self._series[cost_type], start, self._price_level or start)
        if isinstance(found, MissingIndex):
            subject = Words(
                f"prijspeil {start} naar {self._price_level}", f"price level {start} to {self._price_level}"
            )
            self.problems[
                problem("index-missing", self._place, series=found.series, year=found.year, subject=subject)
            ] = None
            return None
        return found


def consolidate(
    quotes: Sequence[Quote],
    superseded: Sequence[Quote],
    open_items: Iterable[OpenItem],
    reference: Reference,
    year: int,
) -> tuple[Offer, tuple[Problem, ...]]:
    """Return the offer of a year, in prices of that year, with everything that is open beside it."""
    pricer = Pricer(reference, year, year, index_place(reference))
    lines, unpriced = _priced(quotes, pricer)
    problems = [*pricer.problems]
    for quote in quotes:
        if quote.basis.price_level != year:
            where = quote.origin.cell("price_level")
            problems.append(
                problem("quote-of-another-price-level", where, found=quote.basis.price_level, expected=year)
            )
    refused = [item for quote in quotes for item in quote.refused]
    unknown = [item for line in lines for item in _uncertain(line)]
    everything = (*open_items, *refused, *unpriced, *unknown)
    return Offer(year, year, tuple(lines), everything, tuple(quotes), tuple(superseded)), tuple(problems)


def as_assigned(
    quotes: Sequence[Quote], reference: Reference, year: int
) -> tuple[tuple[PricedLine, ...], tuple[OpenItem, ...], tuple[Problem, ...]]:
    """Return the lines of assignments at their own price level, with the VAT of their own year; and what has none."""
    pricer = Pricer(reference, year, None, index_place(reference))
    lines, unpriced = _priced(quotes, pricer)
    return tuple(lines), tuple(unpriced), tuple(pricer.problems)


def index_place(reference: Reference) -> Place:
    """Return where a missing year of an index should stand: the heading of the years of `Indexen`."""
    if reference.indices:
        return reference.indices[0].origin.table.heading("year")
    return Place(reference.general.origin.table.workbook, "Indexen", "A1")


def _priced(quotes: Sequence[Quote], pricer: Pricer) -> tuple[list[PricedLine], list[OpenItem]]:
    lines: list[PricedLine] = []
    unpriced: list[OpenItem] = []
    for quote in quotes:
        for line in quote.lines:
            priced = pricer.priced(quote, line)
            if priced:
                lines.append(priced)
            else:
                unpriced.append(_item("price", quote, line))
    return lines, unpriced


def _uncertain(priced: PricedLine) -> Iterable[OpenItem]:
    if priced.line.amount.pm:
        yield _item("pm", priced.quote, priced.line)
    elif not priced.line.amount.certain:
        yield _item("range", priced.quote, priced.line)


def _item(reason: str, quote: Quote, line: Line) -> OpenItem:
    return OpenItem(
        reason,
        line.origin.cell("amount"),
        (line.heading,),
        quote.organisation,
        quote.role,
        line.id,
        may_be_negative=line.cost_type == INCOME_COST_TYPE,
    )
