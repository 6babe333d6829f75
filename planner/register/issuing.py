"""Writes a file into the workspace: archive, output, entry, in that order; the entry is the commit.

Nothing that a person changed is ever overwritten. Everything that we write goes into the archive first, so that also
after a kill between output and entry the next call knows its own work.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from planner.files import CannotWrite, digest, digest_of, write_atomic
from planner.register.entry import Entry, Kind, entry
from planner.register.store import Register


class Stand(StrEnum):
    """What became of a file that was issued."""

    SAME = "same"
    WRITTEN = "written"
    BESIDE_CHANGED = "beside-changed"
    BESIDE_OPEN = "beside-open"


@dataclass(frozen=True, slots=True)
class Issued:
    """A file that was issued: where it stands now (in the workspace, with `/`), how it got there, and its entry.

    `changed` when the file was written; it is not touched where it already held these bytes.
    """

    path: str
    stand: Stand
    entry: Entry
    changed: bool


def issue(
    register: Register, year: int, what: str, path: str, data: bytes, *, facts: Mapping[str, str] | None = None
) -> Issued:
    """Archive `data`, write it to `path` and make the entry; raises CannotWrite.

    Where the file at its path was changed by a person, or is open elsewhere, the new one is written beside it as
    `name (nieuw)`, and the fact `beside` of the entry tells its name.
    """
    new = entry(Kind.ISSUED, year, what, path, key=digest(data), facts=facts or {})
    register.archive.keep(data, path)
    actual, stand, changed = _put(register, new, data)
    if actual == path:
        _clear(register, path)
    else:
        new = replace(new, facts=tuple(sorted({**dict(new.facts), "beside": actual}.items())))
    return Issued(actual, stand, register.enter(new), changed)


def is_ours(register: Register, key: str) -> bool:
    """Tell whether bytes were made by us: issued, or archived by a run that was cut short before its entry.

    What was received is in the archive too, and is somebody else's.
    """
    told = [one.kind for one in register.entries() if one.digest == key]
    return Kind.ISSUED in told or (not told and register.archive.holds(key))


def _put(register: Register, new: Entry, data: bytes) -> tuple[str, Stand, bool]:
    """Write to the first name that is free or ours; a name that is open elsewhere is passed over."""
    why = Stand.WRITTEN
    refused = CannotWrite(register.workspace / new.path, "other", OSError())
    for name in _names(new.path):
        target = register.workspace / name
        found = _digest(target)
        if found == new.digest:
            return name, Stand.SAME if why is Stand.WRITTEN else why, False
        if found is not None and not is_ours(register, found):
            why = Stand.BESIDE_CHANGED if why is Stand.WRITTEN else why
            continue
        try:
            write_atomic(target, data)
        except CannotWrite as problem:
            if problem.reason != "open-elsewhere":
                raise
            refused, why = problem, Stand.BESIDE_OPEN
            continue
        return name, why, True
    raise refused


def _clear(register: Register, path: str) -> None:
    """Remove what we once wrote beside a file that now stands in its own place; the archive keeps it."""
    for name in _names(path):
        beside = register.workspace / name
        if name != path and beside.exists() and is_ours(register, _digest(beside) or ""):
            with suppress(OSError):
                beside.unlink()


def _names(path: str) -> Iterator[str]:
    """Yield the names to try: the own one, and those beside it."""
    own = Path(path)
    yield path
    yield own.with_name(f"{own.stem} (nieuw){own.suffix}").as_posix()
    for number in range(2, 10):
        yield own.with_name(f"{own.stem} (nieuw {number}){own.suffix}").as_posix()


def _digest(path: Path) -> str | None:
    """Return the digest of a file; None where there is none, empty where it cannot be read (so it is not ours)."""
    try:
        return digest_of(path)
    except FileNotFoundError:
        return None
    except OSError:
        return ""
