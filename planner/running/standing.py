"""Where a year stands on a day: steps, calendar, who owes a quote, what changed, what can be done; writes nothing.

The day is given: only `status`, `decide` and `accept` read the clock.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.agreement import Role
from planner.problems import Problem
from planner.records import Offer, OpenItem, Quote, Reference, digest
from planner.register import Entry, Kind, Register
from planner.running import assessment, calendar, intake, outputs, steps
from planner.running.calendar import Dated
from planner.running.following import Next, following
from planner.running.intake import Came
from planner.running.steps import Reached, Step
from planner.workspace import Workspace
from planner.year import NoReference, Year


@dataclass(frozen=True, slots=True)
class Owing:
    """A party whose quote is missing or cannot be used; `late` is the days since it was due, None where not late."""

    party: str
    reason: str
    due: date | None
    late: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """A quote that came in: whose, which version, its file, whether it counts, and whether it has expired."""

    quote: Quote
    counts: bool
    expired: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a year stands.

    `came` is what changed since the last run. `since_assessed` and `since_accepted` name what says something else
    than it did then (`quote RWS OBO`, `frame`, `reference`, `open`); saving again changes nothing.
    """

    year: int
    reached: tuple[Reached, ...]
    milestones: tuple[Dated, ...]
    owing: tuple[Owing, ...]
    versions: tuple[Version, ...]
    came: tuple[Came, ...]
    changed_outputs: tuple[str, ...]
    since_assessed: tuple[str, ...]
    since_accepted: tuple[str, ...]
    next: tuple[Next, ...]
    faults: tuple[Problem, ...] = ()


def years(workspace: Workspace, register: Register) -> tuple[int, ...]:
    """Return the years that have inputs or in which something was asked, decided or accepted."""
    entered = {one.year for one in register.entries() if one.year and one.what != "assignment"}
    return tuple(sorted(entered.union(workspace.years())))


def standing(
    workspace: Workspace, register: Register, year: int, today: date, tell: Callable[[str], None] = lambda _: None
) -> Standing:
    """Return where a year stands on a day; without reference values only what the register tells."""
    entries = register.entries()
    files = intake.present(workspace, year)
    found = Year(workspace, year, tell)
    changes = intake.came(entries, files, year)
    records = {workspace.name(path): read.record for path, read in found.reads.items()}
    changes = intake.judged(changes, entries, records)
    assessed = assessment.read(register, register.latest(Kind.ASSESSED, year))
    planned = outputs.OUTPUTS if any(file.what == "quote" for file in files) else ()
    inputs = outputs.inputs_digest(files, register.entries())
    behind = bool(changes or outputs.lacking(register, year, planned, inputs))
    seen = (changes, _changed(register, year))
    try:
        state = _state(found, register, assessed, behind=behind, today=today)
        return _with_offer(found, register, seen, state, today)
    except NoReference as missing:
        state = steps.state_of(year, register, assessed, behind=True, frame=any(f.what == "frame" for f in files))
        further = tuple(following(state))
        return Standing(year, steps.reached(state), (), (), (), *seen, (), (), further, faults=missing.problems)


def _with_offer(
    found: Year, register: Register, seen: tuple[tuple[Came, ...], tuple[str, ...]], state: steps.State, today: date
) -> Standing:
    reference, offer = found.reference, found.offer[0]
    reached = steps.reached(state)
    done = {one.step for one in reached if one.done}
    parts = digest.of_offer(offer, found.frame[0], reference)
    return Standing(
        found.year,
        reached,
        calendar.dated(reference.calendar, found.year, done, today),
        tuple(_owing(offer.open, reference, found.year, today)),
        tuple(_versions(offer, today)),
        *seen,
        assessment.changed_since(register, found.year, register.latest(Kind.ASSESSED, found.year), parts),
        assessment.changed_since(register, found.year, _accepted(state), parts),
        tuple(following(state)),
    )


def _state(
    found: Year, register: Register, assessed: assessment.Json | None, *, behind: bool, today: date
) -> steps.State:
    offer = found.offer[0]
    begun = steps.state_of(found.year, register, assessed, behind=behind, frame=found.frame[0] is not None)
    return replace(
        begun,
        quotes=len(offer.quotes),
        missing=tuple(_party(item) for item in offer.open if item.reason == "missing"),
        unusable=tuple(_party(item) for item in offer.open if item.reason in {"quote", "file"}),
        expired=tuple(
            f"{one.quote.organisation} {one.quote.role}"
            for one in _versions(offer, today)
            if one.counts and one.expired
        ),
    )


def _owing(items: Sequence[OpenItem], reference: Reference, year: int, today: date) -> Iterator[Owing]:
    """Yield who owes a quote; the TBO's own is due with the offer, those of the OBOs on their closing date."""
    for item in items:
        if item.reason not in {"missing", "quote", "file"}:
            continue
        step = Step.ASSESSMENT if item.role is Role.TBO else Step.QUOTES
        due = calendar.deadline(reference.calendar, year, step)
        late = (today - due.date).days if due and today > due.date else None
        yield Owing(_party(item), item.reason, due.date if due else None, late)


def _party(item: OpenItem) -> str:
    return f"{item.organisation} {item.role}" if item.organisation else str(item.where)


def _versions(offer: Offer, today: date) -> Iterator[Version]:
    rows = [*((quote, True) for quote in offer.quotes), *((quote, False) for quote in offer.superseded)]
    for quote, counts in sorted(rows, key=lambda row: (row[0].organisation, row[0].role, -row[0].version)):
        yield Version(quote, counts, quote.valid_until is not None and quote.valid_until < today)


def _accepted(state: steps.State) -> Entry | None:
    answer = state.answer
    return answer if answer and answer.kind is Kind.ACCEPTED else None


def _changed(register: Register, year: int) -> tuple[str, ...]:
    """Return the issued files of a year that somebody changed."""
    issued = {one.path: one for one in register.entries() if one.kind is Kind.ISSUED and one.year == year}
    return tuple(sorted(path for path in issued if outputs.changed_by_somebody(register, path)))
