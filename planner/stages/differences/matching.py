"""Matches the lines of two stands on organisation, role and Regel, and by Vervangt regel what was split; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.stages.differences.stands import Item, Key, Stand


@dataclass(frozen=True, slots=True)
class Match:
    """Lines that are the same, in the old and the new stand: one of each, or more where a line was split or merged."""

    before: tuple[Item, ...]
    after: tuple[Item, ...]


def match(before: Stand, after: Stand) -> tuple[list[Match], list[Key]]:
    """Return the matches in the order of the new stand, ended lines last, and the lines open in either."""
    old = {item.key: item for item in before.items}
    new = {item.key: item for item in after.items}
    opened = [key for key in old if key not in new and _is_open(key, after)]
    opened += [key for key in new if key not in old and _is_open(key, before)]
    for key in opened:
        old.pop(key, None)
        new.pop(key, None)
    groups = _Groups([*new, *old])
    for key, item in new.items():
        if key not in old:
            for replaced in _replaced(item, old, new):
                groups.join(key, replaced)
    return [_match(keys, old, new) for keys in groups.all()], opened


def _match(keys: Sequence[Key], old: Mapping[Key, Item], new: Mapping[Key, Item]) -> Match:
    return Match(tuple(old[key] for key in keys if key in old), tuple(new[key] for key in keys if key in new))


def _is_open(key: Key, stand: Stand) -> bool:
    return key in stand.open_lines or key[:2] in stand.open_parties


def _replaced(item: Item, old: Mapping[Key, Item], new: Mapping[Key, Item]) -> Iterator[Key]:
    """Yield the old lines that a new one replaces: of its own party, else the only one of that Regel.

    A line that ended goes before one that is still there: two parties may have a line of one Regel.
    """
    for name in filter(None, (part.strip() for part in re.split(r"[,;]", item.line.replaces))):
        alike = [key for key in old if key[2] == name.casefold()]
        gone = [key for key in alike if key not in new]
        for found in (gone, alike):
            own = [key for key in found if key[:2] == item.party] or found
            if len(own) == 1:
                yield own[0]
                break


class _Groups:
    """Sets of keys that belong together, in the order in which the keys came."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._group = {key: key for key in keys}

    def join(self, first: Key, second: Key) -> None:
        """Put two keys, and all that belong to them, in one set."""
        one, other = self._root(first), self._root(second)
        if one != other:
            self._group[other] = one

    def all(self) -> list[list[Key]]:
        """Return the sets."""
        found: dict[Key, list[Key]] = {}
        for key in self._group:
            found.setdefault(self._root(key), []).append(key)
        return list(found.values())

    def _root(self, key: Key) -> Key:
        while self._group[key] != key:
            key = self._group[key]
        return key
