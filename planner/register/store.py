"""The folder `register`: one file an entry, each carrying the digest of the one before it; no lock is needed.

The next entry takes the number after the highest. Whoever finds that number taken looks again: so two processes at
once both succeed and the chain holds. A number is never given twice and a gap is never filled.
"""

import errno
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.files import CannotWrite, digest, write_new
from planner.places import Place
from planner.problems import Problem, problem
from planner.register.archive import Archive
from planner.register.entry import FOLDER, Entry, Kind, entry, file_name, parse

_NAME = re.compile(r"[0-9]{6,}\.json")
_TRIES = 1000
"""So often a number may be taken by somebody else before something else must be the matter."""


class Register:
    """Archive and register of a workspace. Entries that were read once are kept: they never change."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.folder = workspace / FOLDER
        self.archive = Archive(workspace)
        self._read: dict[int, tuple[Entry | Problem, str]] = {}

    def entries(self, year: int | None = None) -> tuple[Entry, ...]:
        """Return the entries of a year and of all years together, oldest first; without a year every entry."""
        found = [one for one, _ in self._all().values() if isinstance(one, Entry)]
        return tuple(one for one in found if year is None or one.year in {year, None})

    def latest(
        self, kind: Kind, year: int | None = None, what: str | None = None, path: str | None = None
    ) -> Entry | None:
        """Return the latest entry of a kind, and of a year, what and path where they are given; else None."""
        return latest(self.entries(), kind, year, what, path)

    def archived(self, key: str) -> bytes | None:
        """Return the bytes of a file by its digest, as it was; None where the archive has no such bytes."""
        return self.archive.get(key)

    def add(
        self,
        kind: Kind,
        year: int | None,
        what: str,
        path: str = "",
        data: bytes | None = None,
        *,
        facts: Mapping[str, str] | None = None,
    ) -> Entry:
        """Archive `data`, if there is any, and make the entry; return it, or the latest that says the same.

        Raises CannotWrite, and ValueError for a path outside the workspace.
        """
        key = "" if data is None else self.archive.keep(data, path or f"{what}.json")
        return self.enter(entry(kind, year, what, path, key=key, facts=facts or {}))

    def enter(self, new: Entry) -> Entry:
        """Make the entry whose file, if it has one, is archived already; as `add`."""
        for _ in range(_TRIES):
            # Looked at once: what another process enters after this look takes the number, so we look again.
            known = self._all()
            entries = (one for one, _ in reversed(known.values()))
            said = next((one for one in entries if isinstance(one, Entry) and one.subject == new.subject), None)
            if said and said.says_the_same(new):
                return said
            last = max(known, default=0)
            previous = known[last][1] if last else ""
            numbered = Entry(last + 1, previous, new.kind, new.year, new.what, new.path, new.digest, new.facts)
            if write_new(self.folder / file_name(last + 1), numbered.to_bytes()):
                return numbered
        cause = FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        raise CannotWrite(self.folder / file_name(last + 1), "other", cause)

    def faults(self) -> tuple[Problem, ...]:
        """Return what is wrong with the entries: one that cannot be read, a broken chain, a file that is extra."""
        found: list[Problem] = []
        previous, before = "", 0
        for number, (one, key) in self._all().items():
            where = Place(f"{FOLDER}/{file_name(number)}")
            if number != before + 1:
                found.append(problem("entry-missing", where, first=before + 1, last=number - 1))
            elif isinstance(one, Entry) and one.previous != previous:
                found.append(problem("chain-broken", where, before=file_name(before)))
            if isinstance(one, Problem):
                found.append(one)
            previous, before = key, number
        return (*found, *(problem("entry-extra", Place(f"{FOLDER}/{name}")) for name in self._extra()))

    def _all(self) -> dict[int, tuple[Entry | Problem, str]]:
        """Return every entry file by its number, lowest first, with its digest."""
        for name in self._names():
            number = int(name.removesuffix(".json"))
            if _is_ours(name) and number not in self._read:
                data = (self.folder / name).read_bytes()
                self._read[number] = (parse(data, number), digest(data))
        self._read = dict(sorted(self._read.items()))
        return self._read

    def _extra(self) -> list[str]:
        """Return the files that are no entry: what a synchronised folder makes of two that were written at once."""
        return [name for name in self._names(".*") if not _is_ours(name)]

    def _names(self, pattern: str = _NAME.pattern) -> list[str]:
        if not self.folder.is_dir():
            return []
        names = (path.name for path in self.folder.iterdir() if not path.name.startswith(".planner-"))
        return sorted(name for name in names if re.fullmatch(pattern, name, re.DOTALL))


def latest(
    entries: Sequence[Entry], kind: Kind, year: int | None = None, what: str | None = None, path: str | None = None
) -> Entry | None:
    """Return the latest of these entries of a kind, and of a year, what and path where they are given; else None."""
    for one in reversed(entries):
        if (
            one.kind == kind
            and (year is None or one.year == year)
            and (what is None or one.what == what)
            and (path is None or one.path == path)
        ):
            return one
    return None


def _is_ours(name: str) -> bool:
    """Tell whether this is the name of an entry, as we write it (no zeros too many)."""
    return _NAME.fullmatch(name) is not None and file_name(int(name.removesuffix(".json"))) == name
