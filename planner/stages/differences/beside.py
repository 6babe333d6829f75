"""What differs beside the lines: columns, labels, subjects, risks, and what labels do to all lines; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.stages.differences.changes import Change, Class, Part, added
from planner.stages.differences.stands import Party, Said, Stand

States = tuple[Party | None, str]
REFERENCE: States = (None, "reference")


def structure(before: Stand, after: Stand) -> Iterator[Change]:
    """Yield the known columns and sheets that one of the workbooks has not, and columns that are called otherwise."""
    sheets = [{name: (place.sheet, place) for name, place in side.sheets.items()} for side in (before, after)]
    tables = (before.columns, after.columns) if before.columns and after.columns else ({}, {})
    for old, new in (tables, (sheets[0], sheets[1])):
        for name in dict.fromkeys((*old, *new)):
            was, is_now = old.get(name, (None, None)), new.get(name, (None, None))
            if was[0] != is_now[0]:
                yield Change("", Class.STRUCTURE, str(is_now[0] or was[0]), was[0], is_now[0], was[1], is_now[1])


def on_both(side: Stand, other: Stand) -> list[Said]:
    """Return what a stand says on sheets that both have; a sheet that one has not is told as such."""
    missing = {place.sheet for name, place in side.sheets.items() if name not in other.sheets}
    return [one for one in side.said if one.cell is None or one.cell.sheet not in missing]


def said(
    before: Sequence[Said], after: Sequence[Said], left: Mapping[States, list[Part]]
) -> tuple[list[Change], tuple[Part, ...]]:
    """Return what is said otherwise, and what is left that has no effect excluding VAT and is of no single label.

    The label that says it carries what it does to lines (`left`, by label).
    """
    pairs = list(_differing(before, after))
    states = [named.states for old, new in pairs if (named := new or old)]
    single = {one for one in states if one is not None and states.count(one) == 1}
    changes = [
        _change(old, new, added(left[one]) if one in single and one in left else ())
        for (old, new), one in zip(pairs, states, strict=True)
    ]
    others = {name: added(parts) for name, parts in left.items() if name not in single}
    for name, parts in others.items():
        if any(part.cents for part in parts):
            changes.append(Change("", Class.AMOUNT, name[1], None, None, None, None, parts))
    aside = [part for parts in others.values() if not any(one.cents for one in parts) for part in parts]
    return changes, added(aside)


def _change(old: Said | None, new: Said | None, parts: tuple[Part, ...]) -> Change:
    named = new or old
    assert named is not None
    return Change(
        "", named.kind, named.name,
        old.text if old else None, new.text if new else None,
        old.cell if old else None, new.cell if new else None,
        parts,
    )  # fmt: skip


Both = tuple[Said | None, Said | None]


def _differing(before: Iterable[Said], after: Iterable[Said]) -> Iterator[Both]:
    """Yield what is said otherwise, with what belongs to it; of a group what has no match goes with the next one."""
    for old, new in _pairs(_numbered(before), _numbered(after)):
        if old is None or new is None or not old.says(new):
            yield old, new
        if old is not None and new is not None:
            for one, other in _differing(old.more, new.more):
                yield one and one.under(old), other and other.under(new)


def _pairs(old: Mapping[tuple[str, int], Said], new: Mapping[tuple[str, int], Said]) -> Iterator[Both]:
    gone = {key: one for key, one in old.items() if key not in new}
    for key, one in new.items():
        known = old.get(key)
        if known is None and one.group:
            match = next((name for name, other in gone.items() if other.group == one.group), None)
            known = gone.pop(match) if match else None
        yield known, one
    for one in gone.values():
        yield one, None


def _numbered(found: Iterable[Said]) -> dict[tuple[str, int], Said]:
    """Return what is said by name; of one name the second is another one than the first."""
    counted: dict[tuple[str, int], Said] = {}
    for one in found:
        number = 0
        while (one.name, number) in counted:
            number += 1
        counted[one.name, number] = one
    return counted
