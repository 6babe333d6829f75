"""What came in since the register was last written: archives it and enters it; calculates nothing.

A file is archived before anything is made of it and entered when it has been read, so that its entry can say whose
it is; a run that is cut short in between enters it the next time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from planner.excel.gate import is_lock_file
from planner.files import digest, digest_of
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.records import Frame, Quote, Unread
from planner.records.digest import of_record
from planner.register import Entry, Kind, Register
from planner.register.entry import entry
from planner.sheets import Record, WorkbookRead
from planner.workspace import Workspace

NAMED = 4
"""So many files are named in one sentence; the rest is counted."""


class How(StrEnum):
    """What happened to an input file."""

    NEW = "new"
    CHANGED = "changed"
    SAVED_AGAIN = "saved-again"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Came:
    """An input file that is not what it was: its path in the workspace, and what happened to it."""

    path: str
    how: How


@dataclass(frozen=True, slots=True)
class Present:
    """An input file as it is now: what it is for, the year that it belongs to (None: all years), and its digest."""

    path: str
    what: str
    year: int | None
    digest: str


def present(workspace: Workspace, year: int) -> tuple[Present, ...]:
    """Return the input files of a year with their digests; one that cannot be read has an empty digest."""
    inputs = workspace.inputs(year)
    groups: tuple[tuple[str, int | None, Sequence[Path]], ...] = (
        ("reference", None, (inputs.reference,)),
        ("strategy", None, inputs.strategies),
        ("template", None, workspace.templates),
        ("mapping", None, inputs.mappings),
        ("assignment", year - 1, inputs.assignments),
        ("frame", year, inputs.frames),
        ("quote", year, inputs.quotes),
    )
    return tuple(
        Present(workspace.name(path), what, belongs, _digest(path))
        for what, belongs, paths in groups
        for path in paths
        if path.exists() and not is_lock_file(path.name)
    )


def keep(workspace: Workspace, register: Register, files: Sequence[Present]) -> Problem | None:
    """Archive every file that is not in the archive yet; raises CannotWrite. Returns a file that changed meanwhile."""
    for file in files:
        if file.digest and not register.archive.holds(file.digest):
            data = (workspace.folder / file.path).read_bytes()
            if digest(data) != file.digest:
                return changing(file.path)
            register.archive.keep(data, file.path)
    return None


def changing(path: str) -> Problem:
    """Return the problem of a file that is being written while we read it."""
    return problem("file-changing", Place(path))


def came(entries: Sequence[Entry], files: Sequence[Present], year: int) -> tuple[Came, ...]:
    """Return what is new, changed or gone since the register was written."""
    known = standing(entries)
    found = [Came(file.path, How.CHANGED if file.path in known else How.NEW) for file in _news(known, files)]
    return (*found, *(Came(one.path, How.GONE) for one in _gone(known, files, year)))


def judged(changes: Sequence[Came], entries: Sequence[Entry], records: dict[str, Record | None]) -> tuple[Came, ...]:
    """Tell the files that were only saved again from those that say something else; `records` by path."""
    known = standing(entries)
    return tuple(
        Came(one.path, How.SAVED_AGAIN)
        if one.how is How.CHANGED and _says_the_same(known[one.path], records.get(one.path))
        else one
        for one in changes
    )


def enter(register: Register, files: Sequence[Present], reads: dict[str, WorkbookRead], year: int) -> None:
    """Enter what came in and what is gone; every file is in the archive already. Raises CannotWrite."""
    known = standing(register.entries())
    for file in _news(known, files):
        if file.digest:
            read = reads.get(file.path)
            facts = _facts(read)
            register.enter(entry(Kind.RECEIVED, file.year, file.what, file.path, key=file.digest, facts=facts))
    for one in _gone(known, files, year):
        register.enter(entry(Kind.WITHDRAWN, one.year, one.what, one.path, key=one.digest, facts={}))


def standing(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the entry of every file that was received or issued and not withdrawn, by its path."""
    known: dict[str, Entry] = {}
    for one in entries:
        if one.kind in {Kind.RECEIVED, Kind.ISSUED}:
            known[one.path] = one
        elif one.kind is Kind.WITHDRAWN:
            known.pop(one.path, None)
    return known


_HOW = {
    How.NEW: (Words("is nieuw", "is new"), Words("zijn nieuw", "are new")),
    How.CHANGED: (Words("is gewijzigd", "has changed"), Words("zijn gewijzigd", "have changed")),
    How.SAVED_AGAIN: (
        Words("is opnieuw opgeslagen, met dezelfde inhoud", "was saved again, with the same content"),
        Words("zijn opnieuw opgeslagen, met dezelfde inhoud", "were saved again, with the same content"),
    ),
    How.GONE: (Words("is weg", "is gone"), Words("zijn weg", "are gone")),
}


def told(changes: Sequence[Came]) -> Iterator[Words]:
    """Say what came in, one sentence for each thing that can happen to a file."""
    for how, (one, more) in _HOW.items():
        names = [found.path.rpartition("/")[2] for found in changes if found.how is how]
        if names:
            says = one if len(names) == 1 else more
            yield Words(f"{_listed(names, 'en')} {says.nl}", f"{_listed(names, 'and')} {says.en}")


def _listed(names: Sequence[str], last: str) -> str:
    """Return names as a reader lists them; of many the first few."""
    if len(names) > NAMED:
        more = "nog" if last == "en" else "another"
        return f"{', '.join(names[:NAMED])} {last} {more} {len(names) - NAMED}"
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else names[0]


def _news(known: dict[str, Entry], files: Sequence[Present]) -> list[Present]:
    return [file for file in files if file.path not in known or known[file.path].digest != file.digest]


def _gone(known: dict[str, Entry], files: Sequence[Present], year: int) -> list[Entry]:
    """Return the received files of this year that are no longer there (an issued one is what `verify` looks at)."""
    there = {file.path for file in files}
    shared = {("reference", None), ("strategy", None), ("template", None), ("mapping", None)}
    mine = {*shared, ("assignment", year - 1), ("frame", year), ("quote", year)}
    return [
        one
        for one in known.values()
        if one.kind is Kind.RECEIVED and (one.what, one.year) in mine and one.path not in there
    ]


def _says_the_same(known: Entry, record: Record | None) -> bool:
    return record is not None and not isinstance(record, Unread) and known.fact("records") == of_record(record)


def _facts(read: WorkbookRead | None) -> dict[str, str]:
    """Return whose a file is and which version, and the digest of its records, as far as it could be read."""
    record = read.record if read else None
    if record is None or isinstance(record, Unread):
        return {}
    facts = {"records": of_record(record)}
    if isinstance(record, Quote):
        facts |= {"organisation": record.organisation, "role": str(record.role), "version": str(record.version)}
    elif isinstance(record, Frame):
        facts |= {"version": str(record.version)}
    return facts


def _digest(path: Path) -> str:
    try:
        return digest_of(path)
    except OSError:
        return ""
