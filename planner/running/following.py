"""What can be done next in a year, the first thing first, with the very command; opens no workbook."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from planner.problems import Words
from planner.register import Entry, Kind
from planner.running.steps import State


@dataclass(frozen=True, slots=True)
class Next:
    """Something that can be done: the command (None where it is no command), and why.

    What the user has to fill in stands in capitals.
    """

    command: Words | None
    why: Words


def following(state: State) -> Iterator[Next]:
    """Yield what can be done next, the first thing first, with the very command."""
    year, decision, answer = state.year, state.latest(Kind.DECIDED), state.answer
    if not state.frame:
        why = Words(f"leg het kader neer: {year}/kader-{year}.xlsx", f"put the frame there: {year}/kader-{year}.xlsx")
        yield Next(None, why)
    if not state.quotes and not state.issued("request"):
        yield Next(_same(f"planner request {year}"), Words("vraag de offertes uit", "ask for the quotes"))
    if state.missing:
        who = ", ".join(state.missing)
        folder = f"{year}/offertes"
        yield Next(None, Words(f"leg de offerte van {who} in {folder}", f"put the quote of {who} in {folder}"))
    if not state.quotes:
        return
    if state.behind or not state.assessed:
        yield Next(_same(f"planner run {year}"), Words("werk alles bij", "bring everything up to date"))
        return
    if _errors(state):
        yield Next(_same(f"planner check {year}"), Words("bekijk wat er fout is", "look at what is wrong"))
    yield from _deciding(state, decision, answer)


def _deciding(state: State, decision: Entry | None, answer: Entry | None) -> Iterator[Next]:
    year = state.year
    accepted = answer is not None and answer.kind is Kind.ACCEPTED and answer.fact("offer") == state.offer
    if answer and answer.kind is Kind.SENT_BACK and answer.fact("offer") == state.offer:
        folder = f"{year}/offertes"
        yield Next(None, Words(f"leg de nieuwe versies in {folder}", f"put the new versions in {folder}"))
    elif accepted:
        yield Next(_same(f"planner request {year + 1}"), Words("begin het volgende jaar", "begin the next year"))
    elif decision is None or _to_be_decided(state, decision):
        yield Next(
            _same(f"planner pack {year}"), Words("maak de oplegnotitie voor OGB-beheer", "make the decision note")
        )
        yield Next(
            Words(
                f"planner decide {year} --adopted --reference KENMERK --date JJJJ-MM-DD",
                f"planner decide {year} --adopted --reference REFERENCE --date YYYY-MM-DD",
            ),
            Words(
                "leg het besluit van OGB-beheer vast (of --amended --ceilings BESTAND, of --held)",
                "record the decision of OGB-beheer (or --amended --ceilings FILE, or --held)",
            ),
        )
    elif state.expired:
        who = ", ".join(state.expired)
        nl, en = (
            f"vraag een nieuwe versie: verlopen is de offerte van {who}",
            f"ask for a new version of {who}: expired",
        )
        yield Next(None, Words(nl, en))
    else:
        again = Words("aanvaard de gewijzigde offerte", "accept the changed offer")
        first = Words("aanvaard de offerte (of stuur terug: --send-back REDEN)", "accept (or --send-back REASON)")
        by = Words(f"planner accept {year} --by FUNCTIE", f"planner accept {year} --by FUNCTION")
        if state.fits == "false":  # it needs the reference of the decision of OGB on which it rests
            known = shlex.quote(decision.fact("reference"))
            by = Words(f"{by.nl} --reference {known}", f"{by.en} --reference {known}")
        elif state.fits == "open":  # nothing is accepted unseen
            by = Words(f"{by.nl} --condition VOORWAARDE", f"{by.en} --condition CONDITION")
        why = again if answer and answer.kind is Kind.ACCEPTED else first
        yield Next(by, why)


def _to_be_decided(state: State, decision: Entry) -> bool:
    """Tell whether the offer needs a (next) decision: held over, or changed since and no longer within it.

    A changed offer that fits stays within an amended frame, and within a year whose assignments stand.
    """
    if decision.fact("outcome") == "held":
        return True
    within = decision.fact("outcome") == "amended" or bool(state.issued("assignment"))
    return state.undecided and not (state.fits == "true" and within)


def _errors(state: State) -> bool:
    entry = state.latest(Kind.ASSESSED)
    return entry is not None and entry.fact("errors") not in {"", "0"}


def _same(command: str) -> Words:
    return Words(command, command)
