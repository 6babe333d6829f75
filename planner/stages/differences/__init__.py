"""The differences between two stands of cost lines, each with its class, its cells and its effect; pure.

Lines are matched on organisation, role and Regel, so that rows and columns may move. Effects are in cents excluding
VAT as quoted and add up to the difference of the two stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.money import euros
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Quote, Test
from planner.stages.differences.fields import Change, Class, Pair, of_pair
from planner.stages.differences.matching import Match, match
from planner.stages.differences.stands import Item, Key, Said, Stand, Typed, total


@dataclass(frozen=True, slots=True)
class ByHeading:
    """What a heading was and is, in cents excluding VAT as quoted, and on the basis of the frame."""

    heading: str
    before: int
    after: int
    compared_before: int
    compared_after: int


@dataclass(frozen=True, slots=True)
class Room:
    """The room under a ceiling in cents, on the basis of the frame, with the old stand and with the new one."""

    heading: str
    test: Test | None
    ceiling: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Differences:
    """All changes, in the order of the new stand; the sums by heading; and the lines that one stand cannot give."""

    changes: tuple[Change, ...]
    headings: tuple[ByHeading, ...]
    open: tuple[str, ...]

    @property
    def effect(self) -> int:
        """Return the difference of the two stands in cents excluding VAT."""
        return sum(change.effect for change in self.changes)


def differences(before: Stand, after: Stand) -> Differences:
    """Return everything that differs between two stands."""
    matches, opened = match(before, after)
    names = _Names((*before.items, *after.items))
    gone = frozenset(before.columns.keys() ^ after.columns.keys())
    changes = [*_structure(before, after), *_said(before, after)]
    for one in matches:
        changes += _of_match(one, before, after, names, gone)
    headings = _by_heading([i for m in matches for i in m.before], [i for m in matches for i in m.after])
    return Differences(tuple(changes), tuple(headings), tuple(names.of(key) for key in opened))


def stand_of(quote: Quote) -> Stand:
    """Return a quote as a stand, with its amounts as they were quoted; to see at a glance what a version changed."""
    items = tuple(Item(quote.party, line, line.amount.expected) for line in quote.lines)
    return Stand(items, quote.refused)


def since_versions(quotes: Iterable[Quote], superseded: Iterable[Quote], year: int) -> Iterator[Problem]:
    """Yield for each quote that replaced another how much that changed."""
    older = sorted(superseded, key=lambda one: one.version)
    for quote in quotes:
        last = next((one for one in reversed(older) if one.party == quote.party), None)
        if last is not None:
            found = differences(stand_of(last), stand_of(quote))
            yield problem(
                "changed-since-version",
                quote.origin.cell("version"),
                older=last.version,
                count=len(found.changes),
                difference=euros(found.effect),
                year=year,
                organisation=quote.organisation,
                role=str(quote.role),
            )


class _Names:
    """How lines are called: by Regel, with the party where more than one has a line of that name."""

    def __init__(self, items: Iterable[Item]) -> None:
        parties = {item.key for item in items}
        self._count = Counter(key[2] for key in parties)

    def of(self, key: Key) -> str:
        return key[2] if self._count[key[2]] < 2 else f"{key[0]} ({key[1]}) {key[2]}"


def _of_match(one: Match, before: Stand, after: Stand, names: _Names, gone: frozenset[str]) -> Iterator[Change]:
    if len(one.before) == 1 and len(one.after) == 1:
        name = names.of(one.after[0].key)
        yield from of_pair(Pair(one.before[0], one.after[0], before, after, name, gone))
    elif not one.before:
        for item in one.after:
            yield _alone(item, after, names, Class.NEW)
    elif not one.after:
        for item in one.before:
            yield _alone(item, before, names, Class.ENDED)
    else:
        yield from _joined(one, before, after, names)


def _alone(item: Item, stand: Stand, names: _Names, kind: Class) -> Change:
    text, cell, name = stand.text(item, "amount"), stand.cell(item, "amount"), names.of(item.key)
    heading = (item.line.heading,)
    if kind is Class.NEW:
        return Change(name, kind, "amount", None, text, None, cell, item.cents, heading)
    return Change(name, kind, "amount", text, None, cell, None, -item.cents, heading)


def _joined(one: Match, before: Stand, after: Stand, names: _Names) -> Iterator[Change]:
    """Yield what became of lines that were split or merged: one change, and one more where the heading differs."""
    name = " + ".join(names.of(item.key) for item in one.after)
    effect = total(one.after) - total(one.before)
    old, new = one.before[0], one.after[0]
    headings = tuple(dict.fromkeys(item.line.heading for item in (*one.before, *one.after)))
    if {item.line.heading for item in one.before} != {item.line.heading for item in one.after}:
        said = [" + ".join(dict.fromkeys(i.line.heading for i in side)) for side in (one.before, one.after)]
        cells = before.cell(old, "heading"), after.cell(new, "heading")
        yield Change(name, Class.HEADING, "heading", said[0], said[1], *cells, 0, headings)
    kind, field = _counted(one)
    said = [
        " + ".join(f"{names.of(item.key)}: {stand.text(item, field) or ''}" for item in side)
        for side, stand in ((one.before, before), (one.after, after))
    ]
    yield Change(name, kind, field, said[0], said[1], before.cell(old, field), after.cell(new, field), effect, headings)


def _counted(one: Match) -> tuple[Class, str]:
    """Tell whether only quantities differ: every line has one, of the same unit at the same rate."""
    lines = [item.line for item in (*one.before, *one.after)]
    same = len({(line.unit.casefold(), line.rate) for line in lines}) == 1
    counted = all(line.quantity is not None and line.rate is not None and line.share is None for line in lines)
    return (Class.QUANTITY, "quantity") if same and counted else (Class.AMOUNT, "amount")


def _structure(before: Stand, after: Stand) -> Iterator[Change]:
    """Yield the declared columns that are in one of the workbooks only."""
    for name, (heading, cell) in before.columns.items():
        if name not in after.columns and after.columns:
            yield Change("", Class.STRUCTURE, name, heading, None, cell, None)
    for name, (heading, cell) in after.columns.items():
        if name not in before.columns and before.columns:
            yield Change("", Class.STRUCTURE, name, None, heading, None, cell)


def _said(before: Stand, after: Stand) -> Iterator[Change]:
    """Yield what is said otherwise beside the lines: labels, subjects."""
    old, new = {one.name: one for one in before.said}, {one.name: one for one in after.said}
    for name in dict.fromkeys((*old, *new)):
        first, second = old.get(name), new.get(name)
        if (first.text if first else None) != (second.text if second else None):
            yield Change(
                "", Class.TEXT, name,
                first.text if first else None, second.text if second else None,
                first.cell if first else None, second.cell if second else None,
            )  # fmt: skip


def _by_heading(before: list[Item], after: list[Item]) -> Iterator[ByHeading]:
    for heading in dict.fromkeys(item.line.heading for item in (*before, *after)):
        old = [item for item in before if item.line.heading == heading]
        new = [item for item in after if item.line.heading == heading]
        compared = (sum(item.compared for item in side) for side in (old, new))
        yield ByHeading(heading, total(old), total(new), *compared)


__all__ = [
    "ByHeading",
    "Change",
    "Class",
    "Differences",
    "Item",
    "Place",
    "Room",
    "Said",
    "Stand",
    "Typed",
    "differences",
    "since_versions",
    "stand_of",
]
