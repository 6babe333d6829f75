"""The reference values beside each other: codes that must exist, keys that must add up, one owner a product.

Pure; knows the reference values only.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from planner.agreement import ENDS_ON, SIGNED_ON, quarter_starts
from planner.calculations.codes import known, unknown_code
from planner.money import euros
from planner.places import Origin, Place
from planner.problems import Problem, problem
from planner.records import KeyShare, Period, Product, Reference

NOISE = Decimal("1e-9")
"""Shares such as 1/3 carry 15 digits: three of them add up to a hair less than 1."""


_FOLLOWS = {
    "index-missing": ("Indexen",),
    "vat-relation-missing": ("Btw", "Partijen"),
    "key-missing": ("Verdeelsleutel",),
    "key-not-100": ("Verdeelsleutel",),
    "key-starts-above-zero": ("Verdeelsleutel",),
    "product-of-another": ("PDC",),
    "product-outside-dates": ("PDC",),
    "party-has-no-such-role": ("Partijen",),
    "party-not-in-year": ("Partijen",),
    "party-outside-dates": ("Partijen",),
}
"""What may only follow from a row of the reference values that could not be read, and of which sheets."""


def follows(found: Problem, reference: Reference) -> bool:
    """Tell whether a problem may only follow from a faulty row of the reference values, which is told itself.

    What it leaves out stays an open item; only the second message goes.
    """
    sheets = (str(found.fact("sheet")),) if found.code == "unknown-code" else _FOLLOWS.get(found.code, ())
    return any(sheet in reference.partial for sheet in sheets)


def check(reference: Reference) -> tuple[Problem, ...]:
    """Return the problems of the reference values among themselves."""
    return (*_codes(reference), *_shares(reference), *_owners(reference.products), *_keys(reference))


def unpayable(reference: Reference) -> frozenset[str]:
    """Return the cost categories whose key names a payer that does not exist, or nobody for what a cap cuts off.

    A share of theirs would go to nobody that any table shows.
    """
    payers = {payer.code for payer in reference.payers}
    return frozenset(
        share.category
        for share in reference.key
        if not {share.payer, share.rest_to or share.payer} <= payers
        or (share.maximum is not None and not share.rest_to)
    )


def _codes(reference: Reference) -> Iterator[Problem]:
    parties = {party.code for party in reference.parties}
    headings = {heading.code for heading in reference.headings}
    payers = {payer.code for payer in reference.payers}
    categories = {share.category for share in reference.key}
    for product in reference.products:
        yield from known(product.organisation, parties, product.origin.cell("organisation"), "Partijen", "Code")
        yield from known(product.heading, headings, product.origin.cell("heading"), "Posten", "Post")
    for relation in reference.vat:
        yield from known(relation.supplier, parties, relation.origin.cell("supplier"), "Partijen", "Code")
        yield from known(relation.customer, parties, relation.origin.cell("customer"), "Partijen", "Code")
    for heading in reference.headings:
        yield from known(
            heading.category, categories, heading.origin.cell("category"), "Verdeelsleutel", "Kostencategorie"
        )
    for share in reference.key:
        yield from known(share.payer, payers, share.origin.cell("payer"), "Bijdragende partijen", "Code")
        if share.rest_to and share.rest_to not in payers:
            yield unknown_code(share.rest_to, payers, share.origin.cell("rest_to"), "Bijdragende partijen", "Code")
        if share.maximum is not None and not share.rest_to:
            yield problem(
                "rest-to-missing", share.origin.cell("rest_to"), category=share.category, found=euros(share.maximum)
            )


def _shares(reference: Reference) -> Iterator[Problem]:
    for heading in reference.headings:
        both = heading.wage_share + heading.price_share
        if both > 1 + NOISE:
            yield problem("shares-above-100", heading.origin.cell("price_share"), found=(both * 100).normalize())


def _owners(products: tuple[Product, ...]) -> Iterator[Problem]:
    seen: dict[str, list[Product]] = {}
    for product in products:
        for other in seen.setdefault(product.code, []):
            if _overlap(product.period, other.period):
                yield problem(
                    "two-owners",
                    product.origin.cell("code"),
                    found=product.code,
                    other=str(other.origin.cell("code").cell),
                )
                break
        seen[product.code].append(product)


def _overlap(first: Period, second: Period) -> bool:
    starts_before = first.start is None or second.end is None or first.start <= second.end
    return starts_before and (second.start is None or first.end is None or second.start <= first.end)


def _keys(reference: Reference) -> Iterator[Problem]:
    """Test each composition of the key once, on the first quarter that it holds (DESIGN 6: tested per quarter)."""
    seen: set[tuple[object, ...]] = set()
    previous: dict[str, tuple[KeyShare, ...]] = {}
    for day in _days():
        for category in dict.fromkeys(share.category for share in reference.key):
            shares = tuple(s for s in reference.key if s.category == category and s.period.holds(day))
            before = previous.get(category, ())
            previous[category] = shares
            composition = tuple(id(share) for share in shares)
            if not shares or composition in seen:
                continue
            seen.add(composition)
            yield from _adds_up(category, shares, day)
            yield from _changes_on_new_year(category, before, shares, day)


def _days() -> Iterable[date]:
    return (day for year in range(SIGNED_ON.year, ENDS_ON.year + 2) for day in quarter_starts(year))


def _adds_up(category: str, shares: tuple[KeyShare, ...], day: date) -> Iterator[Problem]:
    starts = sorted({share.band_from for share in shares})
    if starts[0]:
        first = min(shares, key=lambda share: share.band_from)
        yield problem(
            "key-starts-above-zero",
            first.origin.cell("band_from"),
            category=category,
            found=euros(starts[0]),
            day=day,
        )
    for start in starts:
        band = [share for share in shares if share.band_from == start]
        total = sum((share.share for share in band), Decimal(0))
        if abs(total - 1) > NOISE:
            yield problem(
                "key-not-100",
                band[0].origin.cell("share"),
                category=category,
                start=euros(start),
                found=(total * 100).normalize(),
                day=day,
            )


def _changes_on_new_year(
    category: str, before: tuple[KeyShare, ...], shares: tuple[KeyShare, ...], day: date
) -> Iterator[Problem]:
    layered = [s for s in (*before, *shares) if s.band_from or s.maximum is not None]
    if before and layered and (day.month, day.day) != (1, 1):
        yield problem("key-changes-within-year", _newest(before, shares), category=category, day=day)


def _newest(before: tuple[KeyShare, ...], shares: tuple[KeyShare, ...]) -> Place:
    started: list[Origin] = [share.origin for share in shares if share not in before]
    if started:
        return started[0].cell("start")
    return next(share for share in before if share not in shares).origin.cell("end")
