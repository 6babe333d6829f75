"""The differences between two stands of cost lines, each with its class, its cells and its effect; pure.

Lines are matched on organisation, role and Regel, so that rows and columns may move. Effects are in cents excluding
VAT as quoted and add up to the difference of the two stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.money import euros
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Quote, Test
from planner.stages.differences import beside
from planner.stages.differences.beside import REFERENCE, States
from planner.stages.differences.changes import Change, Class, Part, added
from planner.stages.differences.fields import of_pair
from planner.stages.differences.matching import Match, match
from planner.stages.differences.pairs import Pair
from planner.stages.differences.quoted import stand_of
from planner.stages.differences.stands import Item, Key, Said, Stand, Stated, Typed, total


@dataclass(frozen=True, slots=True)
class ByHeading:
    """What a heading was and is, in cents excluding VAT as quoted and on the basis of the frame, and what is pm."""

    heading: str
    before: int
    after: int
    compared_before: int
    compared_after: int
    pm_before: int = 0
    pm_after: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """The room under a ceiling in cents, on the basis of the frame, with the old stand and with the new one."""

    heading: str
    test: Test | None
    ceiling: int
    before: int
    after: int
    ceiling_before: int


@dataclass(frozen=True, slots=True)
class Differences:
    """All changes, in the order of the new stand; the sums by heading; and the lines that one stand cannot give.

    `aside` is what no change by itself does to the amounts as they are compared: several reference values at once.
    `unread` are the columns and sheets that one of the workbooks has besides, gone and new.
    """

    changes: tuple[Change, ...]
    headings: tuple[ByHeading, ...]
    open: tuple[str, ...]
    aside: tuple[Part, ...] = ()
    unread: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    ranges: bool = False

    @property
    def effect(self) -> int:
        """Return the difference of the two stands in cents excluding VAT."""
        return sum(change.effect for change in self.changes)


def differences(before: Stand, after: Stand) -> Differences:
    """Return everything that differs between two stands."""
    matches, opened = match(before, after)
    names = _Names((*before.items, *after.items))
    gone = frozenset(before.columns.keys() ^ after.columns.keys())
    left: dict[States, list[Part]] = {(None, f"ceiling {one.heading}"): [one] for one in _ceilings(before, after)}
    of_lines: list[Change] = []
    for one in matches:
        of_lines += _of_match(one, _Sides(before, after, names, gone, left))
    told, aside = beside.said(beside.on_both(before, after), beside.on_both(after, before), left)
    old, new = [item for one in matches for item in one.before], [item for one in matches for item in one.after]
    return Differences(
        (*beside.structure(before, after), *told, *of_lines),
        tuple(_by_heading(old, new)),
        tuple(names.of(key) for key in opened),
        aside,
        _unread(before, after),
        any(item.line.amount.low != item.line.amount.high for item in (*old, *new)),
    )


def _ceilings(before: Stand, after: Stand) -> Iterator[Part]:
    """Yield what other ceilings do: room grows where an amount would take it."""
    for heading, ceiling in after.ceilings.items():
        was = before.ceilings.get(heading, ceiling)
        if ceiling != was:
            yield Part(heading, 0, was - ceiling)


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
        self._ids = {item.key: item.line.id for item in items}
        self._count = Counter(key[2] for key in self._ids)

    def of(self, key: Key) -> str:
        name = self._ids[key]
        return name if self._count[key[2]] < 2 else f"{key[0]} ({key[1]}) {name}"


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both stands, how lines are called, the columns of one only, and what lines do by no change of their own."""

    before: Stand
    after: Stand
    names: _Names
    gone: frozenset[str]
    left: dict[States, list[Part]]


def _of_match(one: Match, sides: _Sides) -> Iterator[Change]:
    if len(one.before) == 1 and len(one.after) == 1:
        yield from _of_pair(one.before[0], one.after[0], sides)
    elif not one.before:
        for item in one.after:
            yield _alone(item, sides.after, sides.names, Class.NEW)
    elif not one.after:
        for item in one.before:
            yield _alone(item, sides.before, sides.names, Class.ENDED)
    else:
        yield from _joined(one, sides.before, sides.after, sides.names)


def _of_pair(old: Item, new: Item, sides: _Sides) -> list[Change]:
    pair = Pair(old, new, sides.before, sides.after, sides.names.of(new.key), sides.gone)
    found, rest = of_pair(pair)
    if rest is not None:
        states = REFERENCE if rest.reason == REFERENCE[1] else (new.party, rest.reason)
        sides.left.setdefault(states, []).append(rest.part)
    return found


def _alone(item: Item, stand: Stand, names: _Names, kind: Class) -> Change:
    text, cell, name = stand.text(item, "amount"), stand.cell(item, "amount"), names.of(item.key)
    if kind is Class.NEW:
        part = Part(item.line.heading, item.cents, item.compared)
        return Change(name, kind, "amount", None, text, None, cell, (part,))
    part = Part(item.line.heading, -item.cents, -item.compared)
    return Change(name, kind, "amount", text, None, cell, None, (part,))


def _joined(one: Match, before: Stand, after: Stand, names: _Names) -> Iterator[Change]:
    """Yield what became of lines that were split or merged: one change, and one more where the heading differs."""
    name = " + ".join(names.of(item.key) for item in one.after)
    old, new = one.before[0], one.after[0]
    parts = [Part(item.line.heading, item.cents, item.compared) for item in one.after]
    parts += [Part(item.line.heading, -item.cents, -item.compared) for item in one.before]
    if {item.line.heading for item in one.before} != {item.line.heading for item in one.after}:
        said = [" + ".join(dict.fromkeys(i.line.heading for i in side)) for side in (one.before, one.after)]
        cells = before.cell(old, "heading"), after.cell(new, "heading")
        yield Change(name, Class.HEADING, "heading", said[0], said[1], *cells)
    kind, field = _counted(one)
    said = [
        " + ".join(f"{names.of(item.key)}: {stand.text(item, field) or ''}" for item in side)
        for side, stand in ((one.before, before), (one.after, after))
    ]
    cells = before.cell(old, field), after.cell(new, field)
    yield Change(name, kind, field, said[0], said[1], *cells, added(parts))


def _counted(one: Match) -> tuple[Class, str]:
    """Tell whether only quantities differ: every line has one, of the same unit at the same rate."""
    lines = [item.line for item in (*one.before, *one.after)]
    same = len({(line.unit.casefold(), line.rate) for line in lines}) == 1
    counted = all(line.quantity is not None and line.rate is not None and line.share is None for line in lines)
    return (Class.QUANTITY, "quantity") if same and counted else (Class.AMOUNT, "amount")


def _by_heading(before: Sequence[Item], after: Sequence[Item]) -> Iterator[ByHeading]:
    for heading in dict.fromkeys(item.line.heading for item in (*before, *after)):
        sides = [[item for item in side if item.line.heading == heading] for side in (before, after)]
        compared = (sum(item.compared for item in side) for side in sides)
        pm = (sum(item.line.amount.pm for item in side) for side in sides)
        yield ByHeading(heading, total(sides[0]), total(sides[1]), *compared, *pm)


def _unread(before: Stand, after: Stand) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what else is in the old workbook only, and in the new one only."""
    return (
        tuple(one for one in before.unread if one not in after.unread),
        tuple(one for one in after.unread if one not in before.unread),
    )


__all__ = [
    "ByHeading",
    "Change",
    "Class",
    "Differences",
    "Item",
    "Part",
    "Place",
    "Room",
    "Said",
    "Stand",
    "Stated",
    "Typed",
    "differences",
    "since_versions",
    "stand_of",
]
