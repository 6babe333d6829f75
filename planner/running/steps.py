"""The steps of a year in their order (DESIGN 6, an assumption), and how far each is; opens no workbook."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner import dutch
from planner.problems import Words
from planner.records.digest import FRAME
from planner.register import Entry, Kind, Register
from planner.register.store import latest
from planner.running.assessment import Json, changed_since


class Step(StrEnum):
    """The steps of the cycle of a year."""

    FRAME = "frame"
    REQUEST = "request"
    QUOTES = "quotes"
    ASSESSMENT = "assessment"
    BUDGET = "budget"
    DECISION = "decision"
    ACCEPTANCE = "acceptance"
    ASSIGNMENTS = "assignments"


NAMES = {
    Step.FRAME: Words("Kader", "Frame"),
    Step.REQUEST: Words("Uitvraag", "Request"),
    Step.QUOTES: Words("Offertes", "Quotes"),
    Step.ASSESSMENT: Words("Offerte en toets", "Offer and assessment"),
    Step.BUDGET: Words("Voorgenomen begroting", "Proposed budget"),
    Step.DECISION: Words("Besluit OGB-beheer", "Decision of OGB-beheer"),
    Step.ACCEPTANCE: Words("Aanvaarding", "Acceptance"),
    Step.ASSIGNMENTS: Words("Opdrachten", "Assignments"),
}
OUTCOMES = {
    "adopted": Words("vastgesteld", "adopted"),
    "amended": Words("gewijzigd vastgesteld", "adopted as amended"),
    "held": Words("aangehouden", "held over"),
}
FITS = {
    "true": Words("de offerte past", "the offer fits"),
    "false": Words("de offerte past niet", "the offer does not fit"),
    "open": Words("of de offerte past staat open", "whether the offer fits is open"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one step is: done or not, and in words how."""

    step: Step
    done: bool
    said: Words


@dataclass(frozen=True, slots=True)
class State:
    """What the steps of a year are judged by.

    `assessed` is the latest assessment; `behind` when inputs or outputs are no longer what it was made from;
    `missing` and `unusable` are the parties that owe a quote, `expired` those whose quote is no longer valid.
    `undecided` when the offer changed since the latest decision (the frame apart: the decision may change that).
    """

    year: int
    entries: tuple[Entry, ...]
    assessed: Json | None
    behind: bool
    frame: bool
    quotes: int
    missing: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()
    undecided: bool = False

    def latest(self, kind: Kind, what: str | None = None) -> Entry | None:
        """Return the latest entry of this year of a kind."""
        return latest(self.entries, kind, self.year, what)

    def issued(self, what: str) -> tuple[Entry, ...]:
        """Return the latest entry of every file of a kind that was issued for this year."""
        found = {one.path: one for one in self.entries if one.kind is Kind.ISSUED and one.what == what}
        return tuple(one for one in found.values() if one.year == self.year)

    @property
    def answer(self) -> Entry | None:
        """Return the acceptance or sending back that counts."""
        found = [one for one in (self.latest(Kind.ACCEPTED), self.latest(Kind.SENT_BACK)) if one]
        return max(found, key=lambda one: one.number, default=None)

    @property
    def fits(self) -> str:
        """Return whether the offer as it was last assessed fits: true, false, open, or empty."""
        entry = self.latest(Kind.ASSESSED)
        return entry.fact("fits") if entry else ""

    @property
    def offer(self) -> str:
        """Return the digest of the offer as it was last assessed."""
        entry = self.latest(Kind.ASSESSED)
        return entry.fact("offer") if entry else ""


def reached(state: State) -> tuple[Reached, ...]:
    """Return how far each step is, in their order."""
    return (
        Reached(Step.FRAME, state.frame, _yes_no(state.frame, "ligt er", "is there", "ontbreekt", "is missing")),
        _request(state),
        _quotes(state),
        _assessment(state),
        _budget(state),
        _decision(state),
        _acceptance(state),
        _assignments(state),
    )


def _request(state: State) -> Reached:
    sent = len(state.issued("request"))
    if not sent:
        said = Words("niet door planner verstuurd", "not sent by planner") if state.quotes else _NOT_YET
        return Reached(Step.REQUEST, bool(state.quotes), said)
    return Reached(Step.REQUEST, True, Words(f"{sent} geschreven", f"{sent} written"))


def _quotes(state: State) -> Reached:
    owed = len(state.missing) + len(state.unusable)
    nl, en = f"{state.quotes} in gebruik", f"{state.quotes} in use"
    if state.missing:
        nl, en = f"{nl}, ontbreekt: {', '.join(state.missing)}", f"{en}, missing: {', '.join(state.missing)}"
    if state.unusable:
        nl, en = f"{nl}, onbruikbaar: {', '.join(state.unusable)}", f"{en}, unusable: {', '.join(state.unusable)}"
    return Reached(Step.QUOTES, bool(state.quotes) and not owed, Words(nl, en))


def _assessment(state: State) -> Reached:
    if not state.latest(Kind.ASSESSED):
        return Reached(Step.ASSESSMENT, False, _NOT_YET)
    said = FITS.get(state.fits, _NOT_YET)
    if state.behind:
        said = Words(f"{said.nl}, maar dit is niet meer bijgewerkt", f"{said.en}, but this is no longer up to date")
    return Reached(Step.ASSESSMENT, not state.behind, said)


def _budget(state: State) -> Reached:
    written = bool(state.issued("budget"))
    return Reached(Step.BUDGET, written, Words("geschreven", "written") if written else _NOT_YET)


def _decision(state: State) -> Reached:
    entry = state.latest(Kind.DECIDED)
    if entry is None:
        return Reached(Step.DECISION, False, _NOT_YET)
    outcome = OUTCOMES.get(entry.fact("outcome"), Words(entry.fact("outcome"), entry.fact("outcome")))
    day, reference = entry.fact("date"), entry.fact("reference")
    nl, en = (", ".join(filter(None, (said, reference))) for said in (_dutch(day), day))
    return Reached(
        Step.DECISION, entry.fact("outcome") != "held", Words(f"{outcome.nl} ({nl})", f"{outcome.en} ({en})")
    )


def _dutch(day: str) -> str:
    """Return an ISO date as Dutch readers write it; anything else as it stands."""
    with suppress(ValueError):
        return dutch.short_date(date.fromisoformat(day))
    return day


def _acceptance(state: State) -> Reached:
    entry = state.answer
    if entry is None:
        return Reached(Step.ACCEPTANCE, False, _NOT_YET)
    by = entry.fact("by")
    if entry.kind is Kind.SENT_BACK:
        return Reached(Step.ACCEPTANCE, False, Words(f"teruggestuurd door {by}", f"sent back by {by}"))
    conditions = sum(name.startswith("condition") for name, _ in entry.facts)
    said = Words(f"aanvaard door {by}", f"accepted by {by}")
    if conditions:
        said = Words(f"{said.nl}, voorwaarden: {conditions}", f"{said.en}, conditions: {conditions}")
    if entry.fact("offer") not in {"", state.offer}:
        said = Words(f"{said.nl}; de offerte is daarna gewijzigd", f"{said.en}; the offer changed afterwards")
    return Reached(Step.ACCEPTANCE, True, said)


def _assignments(state: State) -> Reached:
    written = len(state.issued("assignment"))
    return Reached(
        Step.ASSIGNMENTS, bool(written), Words(f"{written} geschreven", f"{written} written") if written else _NOT_YET
    )


_NOT_YET = Words("nog niet", "not yet")


def _yes_no(found: bool, nl: str, en: str, not_nl: str, not_en: str) -> Words:
    return Words(nl, en) if found else Words(not_nl, not_en)


def state_of(year: int, register: Register, assessed: Json | None, *, behind: bool, frame: bool) -> State:
    """Return the state of a year by its last assessment."""
    known = assessed or {"quotes": (), "missing": (), "unusable": (), "parts": {}}
    decision = register.latest(Kind.DECIDED, year)
    since = changed_since(register, year, decision, known["parts"]) if assessed else ()
    return State(
        year,
        register.entries(),
        assessed,
        behind,
        frame,
        len(known["quotes"]),
        tuple(known["missing"]),
        tuple(known["unusable"]),
        undecided=any(part != FRAME for part in since),
    )
