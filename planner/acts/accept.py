"""Records that the SBO accepts an offer, and writes the assignments that follow, or that it sends the offer back.

Order: archive, assignments, entry; the entry of the acceptance is the commit. A changed quote gives the next version
of its assignment; those whose lines did not change stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from planner.acts.course import ASSIGNMENT, acceptance_facts, course, sent_back_facts
from planner.books import assignments, chain
from planner.books.assignments import Terms
from planner.files import digest_of
from planner.places import Place
from planner.problems import Problem, Severity, problem, severity_of
from planner.records import Acceptance, Quote, SentBack
from planner.records.digest import of_record
from planner.register import Entry, Kind, Register, is_ours, issue
from planner.stages.decision import Offered, against_acceptance, against_sending_back
from planner.workspace import assignment_name, chain_name
from planner.year import Year

OFFER, CHAIN = "offer", "chain"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An offer that was accepted, now or before (`again`), and the files that were written for it."""

    acceptance: Acceptance
    written: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Assignment:
    """An assignment that is to be written: whose quote, which version, and where."""

    quote: Quote
    version: int
    path: str


def accept(
    year: Year, register: Register, wanted: Acceptance, today: date
) -> tuple[Accepted | None, tuple[Problem, ...]]:
    """Accept the offer that was assessed last, or return what keeps it from being accepted.

    Raises CannotWrite and NoReference. `wanted` names no offer; `today` decides whether a quote has expired.
    """
    stand = course(year, register)
    if stand.accepted and not stand.changed and isinstance(stand.answer, Acceptance):
        told = problem("accepted-already", stand.place, by=stand.answer.by)
        return Accepted(stand.answer, again=True), (told,)
    wanted = replace(wanted, offer=stand.assessed)
    due = tuple(_due(year, register))
    offered = _offered(year, tuple(one.quote for one in due))
    paths = [*(one.path for one in due), *([_chain(year, register)[1]] if due else [])]
    refused = (*against_acceptance(stand, offered, wanted, today), *_in_the_way(register, paths))
    if refused or stand.decision is None:
        return None, refused
    terms = Terms(stand.decision, wanted)
    written, problems = _write(year, register, due, terms)
    register.add(Kind.ACCEPTED, year.year, OFFER, facts=acceptance_facts(wanted))
    return Accepted(wanted, written), problems


def send_back(year: Year, register: Register, by: str, reasons: tuple[str, ...]) -> tuple[Problem, ...]:
    """Record that the SBO sends the offer back, or return what keeps it from that; writes nothing else.

    Raises CannotWrite and NoReference.
    """
    stand = course(year, register)
    lines = [line.id for quote in year.offer[0].quotes for line in quote.lines]
    lines += [item.line for item in year.offer[0].open if item.line]
    headings = [name for heading in year.reference.headings for name in (heading.code, heading.name)]
    refused = against_sending_back(stand, reasons, lines, headings)
    if not refused:
        sent = SentBack(by, stand.assessed, reasons)
        register.add(Kind.SENT_BACK, year.year, OFFER, facts=sent_back_facts(sent))
    return refused


def _offered(year: Year, quotes: tuple[Quote, ...]) -> Offered:
    compared = year.comparison
    undecided = {heading for item in compared.open_items if item.reason == "ceiling" for heading in item.headings}
    bare = (row.heading for row in compared.rows if row.ceiling is None and row.heading not in undecided)
    errors = sum(severity_of(one) is Severity.ERROR for one in year.problems)
    return Offered(compared.fits, compared.open_items, tuple(bare), quotes, errors)


def _due(year: Year, register: Register) -> Iterator[_Assignment]:
    """Yield the assignments to write: of every quote that says something else than the last one that was accepted."""
    before = _accepted_before(register, year.year)
    for quote in year.offer[0].quotes:
        mine = [one for one in before if one.what == ASSIGNMENT and _party(one) == (quote.organisation, quote.role)]
        if not mine or mine[-1].fact("quote") != of_record(quote):
            version = int(mine[-1].fact("version")) + 1 if mine else 1
            yield _Assignment(quote, version, assignment_name(year.year, *quote.party, version))


def _party(entry: Entry) -> tuple[str, str]:
    return entry.fact("organisation"), entry.fact("role")


def _accepted_before(register: Register, year: int) -> tuple[Entry, ...]:
    """Return the files behind which an acceptance stands, oldest first.

    One that was written by an acceptance that was cut short is written again, under the same version.
    """
    accepted = register.latest(Kind.ACCEPTED, year, OFFER)
    last = accepted.number if accepted else 0
    return tuple(one for one in register.entries(year) if one.kind is Kind.ISSUED and one.number < last)


def _chain(year: Year, register: Register) -> tuple[int, str]:
    """Return the version of the chain's assignment that is due, and where it stands."""
    chains = [one for one in _accepted_before(register, year.year) if one.what == CHAIN]
    version = int(chains[-1].fact("version")) + 1 if chains else 1
    return version, chain_name(year.year, version)


def _in_the_way(register: Register, paths: list[str]) -> Iterator[Problem]:
    """Yield the files of somebody else where an assignment has to stand: beside them it would be a second one."""
    for path in paths:
        target = register.workspace / path
        if target.exists() and not is_ours(register, digest_of(target)):
            yield problem("assignment-in-the-way", Place(path))


def _write(
    year: Year, register: Register, due: tuple[_Assignment, ...], terms: Terms
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write the assignments that are due and, where there are any, that of the chain."""
    problems: list[Problem] = []
    written: list[str] = []
    for one in due:
        data, found = assignments.book(one.quote, one.version, terms, year.reference, one.path)
        problems += found
        facts = {
            "organisation": one.quote.organisation,
            "role": str(one.quote.role),
            "version": str(one.version),
            "quote": of_record(one.quote),
        }
        written.append(issue(register, year.year, ASSIGNMENT, one.path, data, facts=facts).path)
    if due:
        version, path = _chain(year, register)
        data = chain.book(year.offer[0], version, terms, year.reference)
        written.append(issue(register, year.year, CHAIN, path, data, facts={"version": str(version)}).path)
    return tuple(written), tuple(problems)
