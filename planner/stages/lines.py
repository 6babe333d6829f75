"""Checks the lines of a quote beside the reference values: codes, owner, dates and the heading of IPLO.

Pure. A line with a problem leaves the quote and becomes an open item on its heading; each mistake gives one problem.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from planner.agreement import IPLO, quarter_starts
from planner.calculations import validity
from planner.calculations.codes import known
from planner.money import euros, split
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import INCOME_COST_TYPE, QUARTER_FIELDS, Line, OpenItem, Product, Quote, Reference

LARGEST_REMAINDER = 2
"""Cents that rounding three quarters can leave for the last one: at most one and a half, and that is no amount."""


@dataclass(frozen=True)
class Lists:
    """The reference values as look-ups, made once for all quotes of a year."""

    reference: Reference

    @cached_property
    def headings(self) -> frozenset[str]:
        """Return the codes of the headings."""
        return frozenset(heading.code for heading in self.reference.headings)

    @cached_property
    def cost_types(self) -> frozenset[str]:
        """Return the names of the cost types."""
        return frozenset(cost_type.name for cost_type in self.reference.cost_types)

    @cached_property
    def categories(self) -> frozenset[str]:
        """Return the cost categories that the financing key knows."""
        return frozenset(share.category for share in self.reference.key)

    @cached_property
    def products(self) -> dict[str, list[Product]]:
        """Return the rows of each product; more than one where it changed owner."""
        rows: dict[str, list[Product]] = {}
        for product in self.reference.products:
            rows.setdefault(product.code, []).append(product)
        return rows


def check(quote: Quote, lists: Lists, *, delivered: bool = True) -> tuple[Quote, tuple[Problem, ...]]:
    """Return the quote without its faulty lines, which have become open items, and the problems.

    `delivered` also tests who delivers a product and when; last year's assignment stands as it was given.
    """
    good: list[Line] = []
    refused: list[OpenItem] = []
    problems: list[Problem] = []
    held = validity.quarters_held(validity.parties(lists.reference, quote.organisation, quote.role), quote.year)
    for line in quote.lines:
        found = [*_codes(line, lists)]
        if delivered and not found:
            found = [*_delivery(line, quote, lists, held)]
        problems += found
        if found:
            refused.append(_open(line, quote, lists, found[0].where))
        else:
            good.append(line)
    if not refused:
        return quote, ()
    return replace(quote, lines=tuple(good), refused=(*quote.refused, *refused)), tuple(problems)


def _open(line: Line, quote: Quote, lists: Lists, where: Place) -> OpenItem:
    return OpenItem(
        "row",
        where,
        (line.heading,) if line.heading in lists.headings else (),
        quote.organisation,
        quote.role,
        line.id,
        may_be_negative=line.cost_type not in lists.cost_types or line.cost_type == INCOME_COST_TYPE,
    )


def _codes(line: Line, lists: Lists) -> Iterator[Problem]:
    cell = line.origin.cell
    yield from known(line.product, lists.products, cell("product"), "PDC", "PDC-code")
    yield from known(line.heading, lists.headings, cell("heading"), "Posten", "Post")
    yield from known(line.cost_type, lists.cost_types, cell("cost_type"), "Kostensoorten", "Kostensoort")
    if line.category:
        yield from known(line.category, lists.categories, cell("category"), "Verdeelsleutel", "Kostencategorie")


def _delivery(line: Line, quote: Quote, lists: Lists, held: tuple[bool, ...]) -> Iterator[Problem]:
    rows = lists.products[line.product]
    own = [row for row in rows if (row.organisation, row.role) == quote.party]
    if not own:
        yield problem(
            "product-of-another",
            line.origin.cell("product"),
            found=line.product,
            owner=f"{rows[0].organisation} ({rows[0].role})",
            organisation=quote.organisation,
            role=str(quote.role),
        )
        return
    if own[0].heading == IPLO and line.heading != IPLO:
        yield problem("iplo-on-other-heading", line.origin.cell("heading"), product=line.product, found=line.heading)
    yield from _dates(line, quote, held, validity.quarters_held(own, quote.year))


def _dates(line: Line, quote: Quote, held: tuple[bool, ...], offered: tuple[bool, ...]) -> Iterator[Problem]:
    """Yield one problem for the first quarter with an amount in which party or product does not take part.

    The last quarter also holds what rounding left (DESIGN 6), for a line that ended earlier as well. A range says
    nothing of quarters: its even spread is ours, and no amount that somebody put there.
    """
    evenly = not line.amount.certain and line.quarters == split(line.amount.expected, (1, 1, 1, 1))
    if evenly and any(party and product for party, product in zip(held, offered, strict=True)):
        return
    days = quarter_starts(quote.year)
    first, second, third, last = line.quarters
    rest = 0 if abs(last) <= LARGEST_REMAINDER and any((first, second, third)) else last
    amounts = (first, second, third, rest)
    for cents, field, day, party, product in zip(amounts, QUARTER_FIELDS, days, held, offered, strict=True):
        if not cents or (party and product):
            continue
        where, found = line.origin.cell(field), euros(cents)
        if not party:
            yield problem(
                "party-outside-dates",
                where,
                organisation=quote.organisation,
                role=str(quote.role),
                day=day,
                found=found,
            )
        else:
            yield problem("product-outside-dates", where, product=line.product, day=day, found=found)
        return
