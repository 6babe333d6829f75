"""Receives quotes and assignments: which version counts, who is missing, and what stays open for it.

Pure: records in, records and problems out. A quote that is missing or unusable counts as an open item on every
heading where its party has a product or had a line last year (DESIGN 6, nothing vanishes).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.agreement import Role
from planner.calculations import validity
from planner.calculations.codes import unknown_code
from planner.calculations.versions import Newest, newest
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import OpenItem, Quote, Reference, Unread

PartyKey = tuple[str, Role]


@dataclass(frozen=True, slots=True)
class Received:
    """The quotes that count, the older ones, and the open items for what is missing or unusable."""

    quotes: tuple[Quote, ...]
    superseded: tuple[Quote, ...]
    open: tuple[OpenItem, ...]


def assignments(records: Sequence[Quote], unread: Sequence[Unread], year: int) -> tuple[Received, tuple[Problem, ...]]:
    """Return the latest stand of each assignment of a year ("last year" for the bridge)."""
    problems: list[Problem] = []
    unusable = [*unread, *_of_other_years(records, year, problems)]
    return _chosen([r for r in records if r.year == year], unusable, {}, problems), tuple(problems)


def receive(
    records: Sequence[Quote],
    unread: Sequence[Unread],
    reference: Reference,
    year: int,
    last_headings: Mapping[PartyKey, tuple[str, ...]],
) -> tuple[Received, tuple[Problem, ...]]:
    """Return the quotes of a year that count; `last_headings` are the headings of last year's lines by party."""
    problems: list[Problem] = []
    owing = validity.suppliers(reference, year)
    headings = {
        party: tuple(dict.fromkeys((*validity.headings_of(reference, *party, year), *last_headings.get(party, ()))))
        for party in [*((p.code, p.role) for p in owing), *last_headings]
    }
    unusable = [*unread, *_of_other_years(records, year, problems)]
    strangers = list(_strangers(records, reference, year, problems))
    known = [r for r in records if r.year == year and r not in strangers]
    chosen = _chosen(known, unusable, headings, problems)
    seen = {r.party for r in records} | {(u.organisation, u.role) for u in unusable}
    missing = [
        _missing(p.origin.cell("code"), (p.code, p.role), headings) for p in owing if (p.code, p.role) not in seen
    ]
    for item in missing:
        problems.append(
            problem(
                "quote-missing",
                item.where,
                organisation=str(item.organisation),
                role=str(item.role),
                year=year,
                folder=f"{year}/offertes",
            )
        )
    refused = tuple(_refused(quote, headings.get(quote.party, ())) for quote in strangers)
    return Received(chosen.quotes, chosen.superseded, (*chosen.open, *refused, *missing)), tuple(problems)


def unassigned(received: Received, assigned: Received, reference: Reference, year: int) -> tuple[Problem, ...]:
    """Return a note for each party with a quote that took part last year without an assignment to compare it with."""
    seen = {quote.party for quote in assigned.quotes} | {(item.organisation, item.role) for item in assigned.open}
    quoting = {quote.party for quote in received.quotes}
    return tuple(
        problem("assignment-missing", p.origin.cell("code"), year=year - 1, organisation=p.code, role=str(p.role))
        for p in validity.suppliers(reference, year - 1)
        if (p.code, p.role) in quoting - seen
    )


def _of_other_years(records: Sequence[Quote], year: int, problems: list[Problem]) -> Iterator[Unread]:
    """A workbook of another year blocks its party like one that cannot be read: its year may be a slip."""
    for record in records:
        if record.year != year:
            where = record.origin.cell("year")
            problems.append(problem("wrong-year", where, found=record.year, expected=year))
            yield Unread(where, record.organisation, record.role, record.year, record.version)


def _strangers(records: Sequence[Quote], reference: Reference, year: int, problems: list[Problem]) -> Iterator[Quote]:
    """Yield the quotes of organisations that are not a supplier in that role at any time of the year."""
    codes = {party.code for party in reference.parties}
    for record in (r for r in records if r.year == year):
        rows = validity.parties(reference, record.organisation, record.role)
        where = record.origin.cell("organisation")
        if record.organisation not in codes:
            problems.append(unknown_code(record.organisation, codes, where, "Partijen", "Code"))
        elif not rows:
            problems.append(problem("party-has-no-such-role", where, found=record.organisation, role=str(record.role)))
        elif not any(validity.quarters_held(rows, year)):
            problems.append(problem("party-not-in-year", where, found=record.organisation, year=year))
        else:
            continue
        yield record


def _chosen(
    records: Sequence[Quote],
    unread: Sequence[Unread],
    headings: Mapping[PartyKey, tuple[str, ...]],
    problems: list[Problem],
) -> Received:
    quotes: list[Quote] = []
    superseded: list[Quote] = []
    open_items: list[OpenItem] = []
    nameless = [one for one in unread if one.organisation is None or one.role is None]
    for one in nameless:
        open_items.append(OpenItem("file", one.where, organisation=one.organisation, role=one.role))
    named = {(u.organisation, u.role) for u in unread if u not in nameless}
    for party in sorted({r.party for r in records} | named):
        stand = newest(
            [r for r in records if r.party == party],
            [u for u in unread if (u.organisation, u.role) == party],
        )
        problems += _versions(stand, f"{party[0]} ({party[1]})")
        superseded += stand.superseded
        if stand.counts:
            quotes.append(stand.counts)
        else:
            where = stand.blocked_by.where if stand.blocked_by else stand.conflict[0].origin.table.file
            touched = [heading for r in records if r.party == party for heading in _headings(r)]
            known = headings.get(party, ())  # type: ignore[arg-type]
            open_items.append(OpenItem("quote", where, tuple(dict.fromkeys((*known, *touched))), party[0], party[1]))
    return Received(tuple(quotes), tuple(superseded), tuple(open_items))


def _versions(stand: Newest[Quote], subject: str) -> Iterator[Problem]:
    for quote in stand.conflict[1:]:
        yield problem(
            "same-version-other-content",
            quote.origin.cell("version"),
            found=quote.version,
            subject=subject,
            other=stand.conflict[0].origin.table.workbook,
        )
    if stand.blocked_by and stand.superseded:
        yield problem("newest-version-unusable", stand.blocked_by.where, subject=subject)
    counts = stand.counts
    if not counts:
        return
    for quote in stand.superseded:
        yield problem(
            "superseded",
            quote.origin.table.file,
            found=quote.version,
            subject=subject,
            newest=counts.version,
        )
    for quote in stand.copies:
        other = counts.origin.table.workbook
        yield problem("same-content-twice", quote.origin.table.file, other=other)


def _headings(quote: Quote) -> tuple[str, ...]:
    refused = [heading for item in quote.refused for heading in item.headings]
    return tuple(dict.fromkeys([*(line.heading for line in quote.lines), *refused]))


def _missing(where: Place, party: PartyKey, headings: Mapping[PartyKey, tuple[str, ...]]) -> OpenItem:
    return OpenItem("missing", where, headings.get(party, ()), *party)


def _refused(quote: Quote, headings: tuple[str, ...]) -> OpenItem:
    touched = tuple(dict.fromkeys((*headings, *_headings(quote))))
    return OpenItem("quote", quote.origin.cell("organisation"), touched, *quote.party)
