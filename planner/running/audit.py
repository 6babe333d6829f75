"""Whether archive, register and files agree; changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.files import digest
from planner.places import Place
from planner.problems import Problem, Severity, problem, severity_of
from planner.register import Entry, Kind, Register
from planner.register.archive import FOLDER
from planner.running.outputs import stands


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, and what does not agree: register first, then archive, then the issued files."""

    entries: int
    archived: int
    issued: int
    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem | None:
        """Return the first that does not agree; None where all do."""
        return next((one for one in self.problems if severity_of(one) is Severity.ERROR), None)


def audit(register: Register) -> Audit:
    """Look at every entry, every file in the archive and every file that was issued."""
    entries = register.entries()
    files = register.archive.all()
    issued = _issued(entries)
    found = (*register.faults(), *_archived(register, entries), *_kept(register, entries), *_stand(register, issued))
    return Audit(len(entries), len(files), len(issued), found)


def _archived(register: Register, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Every digest of an entry is in the archive."""
    seen: set[str] = set()
    for entry in entries:
        if entry.digest and entry.digest not in seen and not register.archive.holds(entry.digest):
            yield problem("archive-missing", entry.place, path=entry.path or entry.what, digest=entry.digest)
        seen.add(entry.digest)


def _kept(register: Register, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Every file in the archive has the digest that its name promises, and an entry."""
    told = {entry.digest for entry in entries}
    for path, key in register.archive.all():
        where = Place(f"{FOLDER}/{path.name}")
        if not key or not path.is_file():
            yield problem("archive-extra", where)
        elif digest(path.read_bytes()) != key:
            yield problem("archive-changed", where)
        elif key not in told:
            yield problem("archive-unentered", where)


def _stand(register: Register, issued: tuple[Entry, ...]) -> Iterator[Problem]:
    """Every file that was issued last under its name is there, unchanged."""
    for entry in issued:
        if stands(register, entry):
            continue
        year = entry.year or 0
        if (register.workspace / entry.path).exists():
            yield problem("issued-changed", Place(entry.path), year=year)
        else:
            yield problem("issued-missing", Place(entry.path), year=year, digest=entry.digest)


def _issued(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the latest entry of every issued file that nobody handed in again since (a changed assignment)."""
    latest: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind in {Kind.ISSUED, Kind.RECEIVED}:
            latest[entry.path] = entry
    return tuple(entry for entry in latest.values() if entry.kind is Kind.ISSUED)
