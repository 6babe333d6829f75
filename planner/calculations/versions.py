"""Which version counts (DESIGN 6): the highest; the same number with other records is a conflict.

Knows versions, no files: a faulty newest version never falls back on an older one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from planner.records import Frame, Quote, Unread

Versioned = TypeVar("Versioned", Quote, Frame)


@dataclass(frozen=True, slots=True)
class Newest(Generic[Versioned]):
    """The version that counts (None where none can), older ones, copies of it, and what stands in its way."""

    counts: Versioned | None
    superseded: tuple[Versioned, ...] = ()
    copies: tuple[Versioned, ...] = ()
    conflict: tuple[Versioned, ...] = ()
    blocked_by: Unread | None = None


def newest(records: Sequence[Versioned], unread: Sequence[Unread]) -> Newest[Versioned]:
    """Choose among the versions of one quote, assignment or frame.

    A workbook that could not be read and whose version is unknown may be the newest, so it blocks.
    """
    top = max((record.version for record in records), default=0)
    tops = tuple(record for record in records if record.version == top)
    older = tuple(record for record in records if record.version < top)
    blocking = [one for one in unread if one.version is None or one.version >= top]
    if blocking:
        return Newest(None, tuple(records), blocked_by=blocking[0])
    if any(_content(record) != _content(tops[0]) for record in tops[1:]):
        return Newest(None, older, conflict=tops)
    return Newest(tops[0] if tops else None, older, copies=tops[1:])


def _content(record: Quote | Frame) -> tuple[object, ...]:
    """Return what makes two files the same version: their records in any order of rows, and what was refused."""
    if isinstance(record, Quote):
        lines = tuple(sorted(record.lines, key=lambda line: line.id))
        ordered: Quote | Frame = replace(record, lines=lines)
    else:
        ordered = replace(record, ceilings=tuple(sorted(record.ceilings, key=lambda ceiling: ceiling.heading)))
    refused = record.refused if isinstance(record, Quote) else record.open
    return (ordered, sorted(f"{item.line} {item.headings}" for item in refused))
