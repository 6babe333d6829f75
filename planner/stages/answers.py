"""Which quote answers which request (uitvraag); pure, and judges nothing of what the quote asks."""

from collections.abc import Iterator, Mapping, Sequence

from planner.problems import Problem, Words, problem
from planner.records import Quote


def answers(quotes: Sequence[Quote], issued: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Problem]:
    """Yield one note for each quote of a party that was asked: what it answers, or that it names no request of ours.

    `issued` are the identities of the requests by organisation and role, oldest first.
    """
    for quote in quotes:
        asked = issued.get(quote.party, ())
        if not asked:
            continue
        where, latest, found = quote.origin.cell("request"), asked[-1], quote.request
        if found == latest:
            yield problem("answers-request", where, request=latest)
        elif found in asked:
            yield problem("answers-older-request", where, request=latest, found=found)
        else:
            named = found or Words("geen uitvraag", "no request")
            yield problem(
                "answers-no-request",
                where,
                organisation=quote.organisation,
                role=str(quote.role),
                request=latest,
                found=named,
            )
