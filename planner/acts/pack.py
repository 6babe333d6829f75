"""Makes the decision pack of a year: the note in Word, as every run does, and the PDF beside it; prints nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from planner.documents import note, pdf, placeholders
from planner.documents.template import check, filled
from planner.files import CannotWrite, write_atomic
from planner.places import Place
from planner.problems import Problem, problem
from planner.register import Entry, Register, issue
from planner.running import outputs
from planner.running.run import Run, refusal, run
from planner.views.note import note as said
from planner.workspace import QUOTES, TEMPLATES, Workspace
from planner.year import Year

WHAT = "note-pdf"


@dataclass(frozen=True, slots=True)
class Packed:
    """What a pack came to: the run, the files of the pack as they stand, those written now, and what is wrong."""

    run: Run
    files: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def pack(workspace: Workspace, year: int, *, with_pdf: bool, tell: Callable[[str], None]) -> Packed:
    """Write the note of a year, and its PDF unless it stands there already."""
    done = run(workspace, year, tell)
    register = Register(workspace.folder)
    entry = outputs.latest_issued(register, year, outputs.NOTE.what)
    if not any(file.what == "quote" for file in done.files):
        nothing = problem("pack-without-quotes", Place(f"{year}/{QUOTES}"), year=year)
        return Packed(done, problems=(*done.faults, *done.refused, nothing))
    if entry is None or done.assessed is None or done.refused:
        return Packed(done, problems=(*done.faults, *done.refused))
    document = entry.fact("beside") or entry.path
    written = tuple(path for path in done.written if path == document)
    warnings = check(*outputs.template(workspace))
    if not with_pdf:
        return Packed(done, (document,), written, warnings)
    try:
        made, fresh, problems = _pdf(register, year, entry, document)
    except CannotWrite as fault:
        return Packed(done, (document,), written, (*warnings, refusal(workspace, fault)))
    files = (document, *([made] if made else []))
    return Packed(done, files, (*written, *([made] if made and fresh else [])), (*warnings, *problems))


def _pdf(register: Register, year: int, document: Entry, stands_as: str) -> tuple[str, bool, tuple[Problem, ...]]:
    """Issue the PDF of the note beside it: its path (empty where none was made), and whether it was written now.

    It has the name of the document that it shows: one that stands beside a note that somebody edited is no PDF of
    that note.
    """
    path = PurePosixPath(stands_as).with_suffix(".pdf").as_posix()
    last = outputs.latest_issued(register, year, WHAT)
    if last and last.path == path and last.fact("document") == document.digest and outputs.stands(register, last):
        return last.fact("beside") or path, False, ()
    source = register.archived(document.digest)
    if source is None:
        return "", False, (problem("archive-missing", document.place, path=document.path, digest=document.digest),)
    data, problems = pdf.pdf(source, Place(path))
    if data is None:
        return "", False, problems
    issued = issue(register, year, WHAT, path, data, facts={"document": document.digest})
    return issued.path, issued.changed, problems


def check_template(found: Year) -> tuple[Problem, ...]:
    """Return what is wrong with the template in use, tried on the figures of a year; raises NoReference."""
    source, where = outputs.template(found.workspace)
    return filled(source, placeholders.context(said(found.results)), where)[1]


def copy_template(workspace: Workspace) -> tuple[str, bool]:
    """Put the template that is shipped into a workspace, to be edited there, and tell whether it was put there now.

    One that is there already is left alone. Raises CannotWrite.
    """
    path = workspace.folder / TEMPLATES / note.NAME
    if path.exists():
        return workspace.name(path), False
    write_atomic(path, note.shipped())
    return workspace.name(path), True
