"""What keeps a decision of OGB-beheer, an acceptance or a sending back from being recorded: the order of DESIGN 6.

Pure. The order (assessment by the SBO, proposed budget, decision, acceptance, assignments) is an assumption: art. 5.2
and 5.3 fix the steps and not their order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from planner.places import Place
from planner.problems import Fact, Problem, Words, problem
from planner.records import Acceptance, Decision, Frame, OpenItem, Outcome, Quote, SentBack

PARTS = {
    "frame": Words("het kader", "the frame"),
    "reference": Words("de uitgangspunten", "the reference values"),
    "open": Words("wat openstaat", "what is open"),
    "offer": Words("de offerte", "the offer"),
}


@dataclass(frozen=True, slots=True)
class Course:
    """How far the offer of a year has come.

    `assessed` is the digest of the offer as the SBO assessed it, empty where it did not; `changed` names the parts
    that say something else since, and `changed_since_decision` those (the frame apart) that do since the latest
    decision. `answer` is the latest acceptance or sending back; `running` when assignments of the year stand already.
    """

    year: int
    assessed: str
    changed: tuple[str, ...] = ()
    frame: Frame | None = None
    decision: Decision | None = None
    answer: Acceptance | SentBack | None = None
    changed_since_decision: tuple[str, ...] = ()
    running: bool = False

    @property
    def place(self) -> Place:
        """Return where problems of the offer as a whole stand."""
        return Place(f"{self.year}/offertes")

    @property
    def accepted(self) -> bool:
        """Tell whether this very offer was accepted."""
        return isinstance(self.answer, Acceptance) and self.answer.offer == self.assessed

    @property
    def sent_back(self) -> SentBack | None:
        """Return the sending back of this very offer."""
        answer = self.answer
        return answer if isinstance(answer, SentBack) and answer.offer == self.assessed else None


def not_assessed(course: Course) -> Iterator[Problem]:
    """Yield what keeps any step after the assessment from being taken."""
    if not course.assessed:
        yield problem("not-assessed", course.place, year=course.year)
    elif course.changed:
        yield problem("changed-since-assessed", course.place, year=course.year, what=named(course.changed))
    elif course.sent_back:
        reasons = "; ".join(course.sent_back.reasons)
        yield problem("offer-sent-back", course.place, by=course.sent_back.by, reasons=reasons)


def refusals(course: Course, outcome: Outcome, day: date, *, ceilings: bool) -> tuple[Problem, ...]:
    """Return what keeps this decision from being recorded; empty where nothing does."""
    return tuple(_refusals(course, outcome, day, ceilings=ceilings))


def _refusals(course: Course, outcome: Outcome, day: date, *, ceilings: bool) -> Iterator[Problem]:
    yield from not_assessed(course)
    if course.accepted and course.answer:
        yield problem("decided-after-acceptance", course.place, by=course.answer.by)
    frame = course.frame
    if outcome is Outcome.AMENDED and not ceilings:
        yield problem("amended-without-ceilings", frame.origin.table.file if frame else course.place, year=course.year)
    if outcome is not Outcome.AMENDED and ceilings:
        yield problem("ceilings-not-amended", frame.origin.table.file if frame else course.place)
    if frame and frame.decided_on and day < frame.decided_on:
        where = frame.origin.cell("decided_on")
        yield problem("decided-before-frame", where, found=day, frame=frame.decided_on)


@dataclass(frozen=True, slots=True)
class Offered:
    """What is accepted: whether it fits, what is open in it, and the quotes that were not accepted before.

    `bare` are the headings with an amount for which the frame has no ceiling; `errors` counts those in the data.
    """

    fits: bool | None
    open: tuple[OpenItem, ...]
    bare: tuple[str, ...]
    quotes: tuple[Quote, ...]
    errors: int


def against_acceptance(course: Course, offered: Offered, wanted: Acceptance, today: date) -> tuple[Problem, ...]:
    """Return what keeps an offer from being accepted on a day; empty where nothing does."""
    before = (*not_assessed(course), *_undecided(course, offered, wanted))
    return (*before, *_unfit(course, offered, wanted), *_uncertain(course, offered, wanted), *_expired(offered, today))


def _undecided(course: Course, offered: Offered, wanted: Acceptance) -> Iterator[Problem]:
    """Yield the want of a decision on this offer.

    An offer that changed since the decision and was assessed again may be accepted without another decision where it
    fits and OGB-beheer amended the ceilings for it, or where the year is running: both stay within what was decided.
    """
    decision = course.decision
    if decision is None:
        yield problem("not-decided", course.place, year=course.year)
        return
    facts: dict[str, Fact] = {"day": decision.decided_on, "reference": decision.reference}
    if decision.outcome is Outcome.HELD:
        yield problem("held-over", course.place, **facts)
    elif course.changed_since_decision and not (
        offered.fits and (decision.outcome is Outcome.AMENDED or course.running)
    ):
        yield problem("changed-since-decided", course.place, what=named(course.changed_since_decision), **facts)
    if wanted.dated and wanted.dated < decision.decided_on:
        yield problem("accepted-before-decision", course.place, found=wanted.dated, day=decision.decided_on)


def _unfit(course: Course, offered: Offered, wanted: Acceptance) -> Iterator[Problem]:
    if offered.fits is not False or course.decision is None:
        return
    where = course.frame.origin.table.file if course.frame else course.place
    known = course.decision.reference
    if not wanted.reference:
        yield problem("does-not-fit", where, reference=known)
    elif wanted.reference != known:
        yield problem("unknown-decision", where, found=wanted.reference, reference=known)


def _uncertain(course: Course, offered: Offered, wanted: Acceptance) -> Iterator[Problem]:
    """Yield errors in the data, and everything open that no condition names: nothing is accepted unseen."""
    if offered.errors:
        yield problem("errors-in-data", course.place, count=offered.errors, year=course.year)
    for item in offered.open:
        name = _name(item)
        if not _names(wanted.conditions, name):
            yield problem("open-without-condition", item.where, name=name)
    for heading in offered.bare:
        if not _names(wanted.conditions, heading):
            where = course.frame.origin.table.file if course.frame else course.place
            yield problem("open-without-condition", where, name=heading)


def _name(item: OpenItem) -> str:
    """Return by what a condition names an open item: the line, else the organisation, the heading or the file."""
    heading = item.headings[0] if item.headings else ""
    return item.line or item.organisation or heading or item.where.workbook


def _names(conditions: Sequence[str], name: str) -> bool:
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    return any(whole.search(condition) for condition in conditions)


def _expired(offered: Offered, today: date) -> Iterator[Problem]:
    for quote in offered.quotes:
        if quote.valid_until is not None and quote.valid_until < today:
            where = quote.origin.cell("valid_until")
            who = f"{quote.organisation} ({quote.role})"
            yield problem("quote-expired", where, found=quote.valid_until, party=who, today=today)


def against_sending_back(
    course: Course, reasons: Sequence[str], lines: Sequence[str], headings: Sequence[str]
) -> tuple[Problem, ...]:
    """Return what keeps an offer from being sent back; each reason names a line or heading and says why."""
    return tuple(_against_sending_back(course, reasons, {name.casefold() for name in (*lines, *headings)}))


def _against_sending_back(course: Course, reasons: Sequence[str], known: set[str]) -> Iterator[Problem]:
    yield from (found for found in not_assessed(course) if found.code != "offer-sent-back")
    if course.accepted and course.answer:
        yield problem("sent-back-after-acceptance", course.place, by=course.answer.by)
    for reason in reasons:
        name, _, why = (part.strip() for part in reason.partition(":"))
        if not why:
            yield problem("reason-without-subject", course.place, found=reason)
        elif name.casefold() not in known:
            yield problem("reason-of-nothing", course.place, found=name)


def named(parts: Sequence[str]) -> Words:
    """Return the parts of an offer in words (see `planner.records.digest`)."""
    words = [PARTS.get(part) or _quote(part) for part in parts]
    return Words(", ".join(one.nl for one in words), ", ".join(one.en for one in words))


def _quote(part: str) -> Words:
    who = part.removeprefix("quote ")
    return Words(f"de offerte van {who}", f"the quote of {who}")
