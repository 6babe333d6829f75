"""How far the offer of a year has come, from its inputs and its register; writes nothing."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from planner.records import Acceptance, Decision, Outcome, SentBack, digest
from planner.register import Entry, Kind, Register
from planner.running import assessment
from planner.stages.decision import Course
from planner.year import Year

ASSIGNMENT = "assignment"
DECISION = "decision"


def course(year: Year, register: Register) -> Course:
    """Return how far the offer of a year has come; raises NoReference."""
    entry = register.latest(Kind.ASSESSED, year.year)
    before = assessment.read(register, entry)
    now = digest.of_offer(year.offer[0], year.frame[0], year.reference)
    decision = _decision(register.latest(Kind.DECIDED, year.year, DECISION))
    return Course(
        year.year,
        entry.fact("offer") if entry else "",
        _changed(before, now) if entry else (),
        year.frame[0],
        decision,
        _answer(register, year.year),
        _since(register, year.year, decision, now),
        register.latest(Kind.ISSUED, year.year, ASSIGNMENT) is not None,
    )


def _changed(before: assessment.Json | None, now: Mapping[str, str]) -> tuple[str, ...]:
    return digest.changed(before["parts"], now) if before else ("offer",)


def _since(register: Register, year: int, decision: Decision | None, now: Mapping[str, str]) -> tuple[str, ...]:
    """Return what changed since a decision; the frame is left out, since the decision itself may change it."""
    if decision is None:
        return ()
    changed = _changed(assessment.of_offer(register, year, decision.offer), now)
    return tuple(part for part in changed if part != digest.FRAME)


def _decision(entry: Entry | None) -> Decision | None:
    """Return the decision of an entry; None where somebody spoiled it, which `verify` tells."""
    if entry is None:
        return None
    with suppress(ValueError):
        day = date.fromisoformat(entry.fact("date"))
        return Decision(Outcome(entry.fact("outcome")), day, entry.fact("reference"), entry.fact("offer"))
    return None


def decision_facts(decision: Decision) -> dict[str, str]:
    """Return what the entry of a decision says."""
    return {
        "outcome": str(decision.outcome),
        "date": decision.decided_on.isoformat(),
        "reference": decision.reference,
        "offer": decision.offer,
    }


def _answer(register: Register, year: int) -> Acceptance | SentBack | None:
    """Return the acceptance or sending back that came last."""
    found = [one for one in (register.latest(kind, year) for kind in (Kind.ACCEPTED, Kind.SENT_BACK)) if one]
    last = max(found, key=lambda one: one.number, default=None)
    if last is None:
        return None
    by, offer = last.fact("by"), last.fact("offer")
    if last.kind is Kind.SENT_BACK:
        return SentBack(by, offer, _numbered(last, "reason"))
    dated = None
    with suppress(ValueError):
        dated = date.fromisoformat(last.fact("date"))
    return Acceptance(by, offer, _numbered(last, "condition"), last.fact("reference"), dated)


def acceptance_facts(acceptance: Acceptance) -> dict[str, str]:
    """Return what the entry of an acceptance says; the date only where it was given."""
    facts = {"by": acceptance.by, "offer": acceptance.offer, "reference": acceptance.reference}
    if acceptance.dated:
        facts["date"] = acceptance.dated.isoformat()
    return facts | {f"condition-{i}": text for i, text in enumerate(acceptance.conditions, 1)}


def sent_back_facts(sent: SentBack) -> dict[str, str]:
    """Return what the entry of a sending back says."""
    return {"by": sent.by, "offer": sent.offer} | {f"reason-{i}": text for i, text in enumerate(sent.reasons, 1)}


def _numbered(entry: Entry, name: str) -> tuple[str, ...]:
    texts = dict(entry.facts)
    numbers = sorted(int(key.partition("-")[2]) for key in texts if key.startswith(f"{name}-"))
    return tuple(texts[f"{name}-{number}"] for number in numbers)
