"""One entry of the register: what it says, and how it stands in its file; pure, opens nothing."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from planner.files import digest
from planner.places import Place
from planner.problems import Problem, Words, problem

FOLDER = "register"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = {"number", "previous", "kind", "year", "what", "path", "digest", "facts", "check"}


class Kind(StrEnum):
    """What happened."""

    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    ASSESSED = "assessed"
    ISSUED = "issued"
    DECIDED = "decided"
    ACCEPTED = "accepted"
    SENT_BACK = "sent-back"
    JUSTIFIED = "justified"


_REPLACES = {Kind.WITHDRAWN: Kind.RECEIVED, Kind.SENT_BACK: Kind.ACCEPTED}
"""Kinds that undo another: of such a pair only the latest tells how it stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was received, issued or decided.

    `previous` is the SHA-256 of the file of the entry before it (empty for the first), `digest` that of the file in
    the archive (empty where there is none). `year` is None for a file that all years share. `path` stands in the
    workspace, with `/`.
    """

    number: int
    previous: str
    kind: Kind
    year: int | None
    what: str
    path: str = ""
    digest: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """Return one fact, empty where the entry has none of that name."""
        return dict(self.facts).get(name, "")

    @property
    def subject(self) -> tuple[Kind, int | None, str, str]:
        """Return what the entry is about: the latest of a subject is how it stands now."""
        return (_REPLACES.get(self.kind, self.kind), self.year, self.what, self.path)

    def says_the_same(self, other: "Entry") -> bool:
        """Tell whether two entries of one subject differ in nothing but their place in the chain."""
        return (self.kind, self.digest, self.facts) == (other.kind, other.digest, other.facts)

    @property
    def place(self) -> Place:
        """Return the file of the entry."""
        return Place(f"{FOLDER}/{file_name(self.number)}")

    def to_bytes(self) -> bytes:
        """Return the content of its file: small JSON with sorted keys, the same for the same entry.

        `check` is the SHA-256 of the rest, so that an edit shows in the file itself and also in the last of the chain.
        """
        content = {
            "number": self.number,
            "previous": self.previous,
            "kind": str(self.kind),
            "year": self.year,
            "what": self.what,
            "path": self.path,
            "digest": self.digest,
            "facts": dict(self.facts),
        }
        return _dumped({**content, "check": digest(_dumped(content))})


def file_name(number: int) -> str:
    """Return the name of the file of an entry."""
    return f"{number:06}.json"


def entry(kind: Kind, year: int | None, what: str, path: str, *, key: str, facts: Mapping[str, str]) -> Entry:
    """Make an entry that has no number yet; raises ValueError for a path that leaves the workspace."""
    if not _stays_inside(path):
        raise ValueError(f"not a path in the workspace: {path}")
    return Entry(0, "", Kind(kind), year, what, path, key, tuple(sorted(facts.items())))


def parse(data: bytes, number: int) -> Entry | Problem:
    """Return the entry in a file, or what is wrong with it; whatever the bytes are, the outcome is a value."""
    where = Place(f"{FOLDER}/{file_name(number)}")
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return _faulty(where, "het is geen JSON", "it is no JSON")
    if not isinstance(content, dict) or set(content) != _KEYS:
        return _faulty(where, "de velden kloppen niet", "its fields are not those of an entry")
    if content["number"] != number or isinstance(content["number"], bool):
        return _faulty(where, "het nummer is niet dat van het bestand", "its number is not that of the file")
    if not _well_typed(content):
        return _faulty(where, "een veld heeft een onmogelijke waarde", "a field holds an impossible value")
    facts = tuple(sorted(content["facts"].items()))
    values = {name: value for name, value in content.items() if name != "check"}
    found = Entry(**{**values, "kind": Kind(content["kind"]), "facts": facts})
    if found.to_bytes() != data:
        return _faulty(where, "het is gewijzigd nadat het is gemaakt", "it was changed after it was made")
    return found


def _dumped(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()


def _well_typed(content: Mapping[str, Any]) -> bool:
    texts = [content[name] for name in ("previous", "kind", "what", "path", "digest")]
    facts, year = content["facts"], content["year"]
    if not all(isinstance(text, str) for text in texts) or not isinstance(facts, dict):
        return False
    return (
        content["kind"] in set(Kind)
        and (year is None or (isinstance(year, int) and not isinstance(year, bool)))
        and all(isinstance(value, str) for value in facts.values())
        and all(not text or _DIGEST.fullmatch(text) is not None for text in (content["previous"], content["digest"]))
        and _stays_inside(content["path"])
    )


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return not path.startswith("/") and ".." not in parts and ":" not in (parts[0] if parts else "")


def _faulty(where: Place, nl: str, en: str) -> Problem:
    return problem("entry-faulty", where, found=Words(nl, en))
