"""Records a decision of OGB-beheer; an amended one gives the next version of the frame and a new assessment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from planner.acts.course import DECISION, course, decision_facts
from planner.books import frame as frame_book
from planner.places import Place
from planner.problems import Problem, Severity, problem, severity_of
from planner.records import Decision, Frame, Outcome, digest
from planner.register import Kind, Register, issue
from planner.register.entry import entry
from planner.running.run import Run, run
from planner.sheets import read_ceilings
from planner.stages.amending import Amended, amend
from planner.stages.decision import refusals
from planner.workspace import frame_name
from planner.year import Year

CEILINGS = "ceilings"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was recorded, now or before (`again`); of an amended one the frame and the new assessment.

    `kept` are the headings whose ceilings stayed, because the new ones do not name them.
    """

    decision: Decision
    again: bool = False
    frame: str = ""
    kept: tuple[str, ...] = ()
    run: Run | None = None


def decide(
    year: Year, register: Register, wanted: Decision, ceilings: Path | None, tell: Callable[[str], None]
) -> tuple[Decided | None, tuple[Problem, ...]]:
    """Record a decision, or return what keeps it from being recorded; raises CannotWrite, NoReference and OSError.

    `wanted` names no offer: the decision is about the one that was assessed last.
    """
    stand = course(year, register)
    if wanted.outcome is Outcome.AMENDED:  # its frame gives way to a new one, so what it says now is no matter
        stand = replace(stand, changed=tuple(part for part in stand.changed if part != digest.FRAME))
    refused = refusals(stand, wanted.outcome, wanted.decided_on, ceilings=ceilings is not None)
    if refused:
        return None, refused
    before = stand.decision
    wanted = replace(wanted, offer=stand.assessed)
    same = before is not None and replace(before, offer=stand.assessed) == wanted and not stand.changed_since_decision
    facts = decision_facts(wanted)
    if ceilings is None:
        if same:
            return Decided(wanted, again=True), ()
        register.add(Kind.DECIDED, year.year, DECISION, facts=facts)
        return Decided(wanted), ()
    data, name = ceilings.read_bytes(), year.workspace.name(ceilings)
    amended, problems = _amended(year, data, name, ceilings, wanted)
    if amended is None:
        return None, problems
    path = frame_name(year.year, amended.frame.version)
    if same and amended.frame in _frames(year, ceilings):
        return Decided(wanted, again=True, frame=path), problems
    key = register.archive.keep(data, ceilings.name)
    inside = name if (year.workspace.folder / name).is_file() and not Path(name).is_absolute() else ""
    register.enter(entry(Kind.RECEIVED, year.year, CEILINGS, inside, key=key, facts={"name": ceilings.name}))
    book = frame_book.book(amended.frame, year.reference, path)
    issued = issue(register, year.year, "frame", path, book, facts={"version": str(amended.frame.version)})
    register.add(Kind.DECIDED, year.year, DECISION, facts=facts | {"ceilings": key, "frame": issued.path})
    tested = run(year.workspace, year.year, tell)
    return Decided(wanted, False, issued.path, amended.kept, tested), (*problems, *tested.refused)


def _amended(
    year: Year, data: bytes, name: str, file: Path, wanted: Decision
) -> tuple[Amended | None, tuple[Problem, ...]]:
    """Return the next version of the frame, None where the file with the ceilings has anything wrong."""
    given, problems = read_ceilings(data, name)
    found = [*problems]
    if isinstance(given, Frame) and given.year != year.year:
        found.append(problem("wrong-year", given.origin.cell("year"), found=given.year, expected=year.year))
    if not isinstance(given, Frame) and not given and not found:
        found.append(problem("ceilings-unusable", Place(name)))
    if any(severity_of(one) is Severity.ERROR for one in found):
        return None, tuple(found)
    amended = amend(_frames(year, file), given, Place(name), wanted.decided_on, wanted.reference)
    if isinstance(amended, Amended):
        return replace(amended, frame=_remarked(amended.frame, year)), tuple(found)
    return None, (*found, amended)


def _remarked(frame: Frame, year: Year) -> Frame:
    """Return a frame with a remark where it has none, so that also the new one says that its amounts are invented."""
    return frame if frame.remark else replace(frame, remark=year.reference.general.remark)


def _frames(year: Year, file: Path) -> tuple[Frame, ...]:
    """Return all versions of the frame of a year; the file with the new ceilings is none, wherever it stands."""
    reads = ((path, year.reads[path].record) for path in year.inputs.frames if path in year.reads)
    there = file.resolve()
    return tuple(
        record
        for path, record in reads
        if isinstance(record, Frame) and record.year == year.year and path.resolve() != there
    )
