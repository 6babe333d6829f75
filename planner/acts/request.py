"""Issues the requests of a year: one workbook for each organisation and role that owes a quote; prints nothing.

The same request is issued once. Another content gets the next number, and what a person filled in stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.books import request as request_book
from planner.files import content_digest
from planner.problems import Problem, problem
from planner.records import Party
from planner.register import Kind, Register, Stand, issuing
from planner.stages.offer import index_place
from planner.stages.request import Asking, Request, identity
from planner.workspace import request_name
from planner.year import Year

WHAT = "request"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was issued, now or before: its identity, and where it stands in the workspace."""

    request: Request
    identity: str
    path: str
    stand: Stand


def issue(
    year: Year, register: Register, parties: Sequence[Party], *, indexed: bool
) -> tuple[tuple[Asked, ...], tuple[Problem, ...]]:
    """Issue the requests of these parties; raises CannotWrite, and NoReference as the year does.

    A party whose assignment of last year cannot be read is not asked: its lines would be missing.
    """
    priced, received, problems = year.assigned
    strategy = year.strategy[0]
    place = index_place(year.reference)
    asking = Asking(year.reference, strategy, year.year, received.quotes, priced, place, indexed)
    issued: list[Asked] = []
    refused: list[Problem] = []
    known = {quote.party for quote in received.quotes}
    for party in parties:
        key = (party.code, party.role)
        unread = [item for item in received.open if item.reason in {"file", "quote"}]
        blocking = [i for i in unread if (i.organisation, i.role) == key or (key not in known and not i.organisation)]
        if blocking:
            where = blocking[0].where
            refused.append(problem("request-last-unusable", where, organisation=party.code, role=str(party.role)))
        else:
            issued.append(_issue(asking.of(party), year, register))
    return tuple(issued), (*problems, *asking.problems, *refused)


def _issue(asked: Request, year: Year, register: Register) -> Asked:
    """Issue one request under the number of the last one where it says the same, else under the next."""
    path = request_name(asked.year, asked.organisation, asked.role)
    last = register.latest(Kind.ISSUED, asked.year, WHAT, path)
    number = int(last.fact("number")) if last else 1
    data = request_book.book(asked, number, year.reference, path)
    if last and content_digest(data) == last.fact("content"):
        stands = (register.workspace / path).exists()
        data = register.archived(last.digest) or data
        if stands:
            return Asked(asked, last.fact("request"), last.fact("beside") or path, Stand.SAME)
    elif last:
        number += 1
        data = request_book.book(asked, number, year.reference, path)
    name = identity(asked.organisation, asked.role, asked.year, number)
    facts = {
        "organisation": asked.organisation,
        "role": str(asked.role),
        "request": name,
        "number": str(number),
        "content": content_digest(data),
    }
    done = issuing.issue(register, asked.year, WHAT, path, data, facts=facts)
    return Asked(asked, name, done.path, done.stand)
