"""The change of lines between two stands, in parts that add up to the cent (DESIGN 6); knows no reference values.

As quoted, excluding VAT, with VAT as its own last part. Cents throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from planner.money import rounded
from planner.records import PricedLine


class Part(StrEnum):
    """The parts of the bridge, in the order in which they are shown."""

    INDEX = "index"
    RATE = "rate"
    VOLUME = "volume"
    OTHER = "other"
    NEW = "new"
    ENDED = "ended"
    MOVED = "moved"
    OPEN = "open"
    VAT = "vat"


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the change of one line, at the stand whose heading, product and cost type it counts for."""

    part: Part
    cents: int
    at: PricedLine

    @property
    def heading(self) -> str:
        """Return the heading that the change counts for."""
        return self.at.line.heading


def changes(
    old: PricedLine | None, new: PricedLine | None, factor: Fraction | None, *, other_open: bool
) -> list[Change]:
    """Return the parts of one line's change; they add up to new less old, with VAT.

    `factor` is the index of the new line's series between the two price levels, None where a year is missing.
    `other_open` for a line whose other stand is not there to be read (missing quote, refused row).
    """
    found: list[Change] = []
    if old and new:
        found = [*_moved(old, new), *_matched(old, new, factor)]
    elif new:
        found = [Change(Part.OPEN if other_open else Part.NEW, new.quoted.expected, new)]
    elif old:
        found = [Change(Part.OPEN if other_open else Part.ENDED, -old.quoted.expected, old)]
    found += _vat(old, new)
    return [change for change in found if change.cents]


def added_up(found: Sequence[Change]) -> dict[Part, int]:
    """Return the sum of each part, zero for those that do not occur."""
    sums = dict.fromkeys(Part, 0)
    for change in found:
        sums[change.part] += change.cents
    return sums


def _stayed(old: PricedLine, new: PricedLine) -> bool:
    before, after = old.line, new.line
    return (before.heading, before.product, before.cost_type) == (after.heading, after.product, after.cost_type)


def _vat(old: PricedLine | None, new: PricedLine | None) -> list[Change]:
    if old and new and _stayed(old, new):
        return [Change(Part.VAT, new.quoted_vat.expected - old.quoted_vat.expected, new)]
    return [Change(Part.VAT, sign * line.quoted_vat.expected, line) for line, sign in ((old, -1), (new, 1)) if line]


def _moved(old: PricedLine, new: PricedLine) -> list[Change]:
    """A line that changed heading, product or cost type takes its old amount along; zero in total."""
    amount = old.quoted.expected
    return [] if _stayed(old, new) else [Change(Part.MOVED, -amount, old), Change(Part.MOVED, amount, new)]


def _matched(old: PricedLine, new: PricedLine, factor: Fraction | None) -> list[Change]:
    before, after = old.quoted.expected, new.quoted.expected
    if factor is None or new.quoted.pm or old.quoted.pm:
        return [Change(Part.OPEN, after - before, new)]
    index = rounded(before * (factor - 1))
    rest = after - before - index
    volume = _volume(old, new)
    if volume is None:
        return [Change(Part.INDEX, index, new), Change(Part.OTHER, rest, new)]
    return [
        Change(Part.INDEX, index, new),
        Change(Part.VOLUME, volume, new),
        Change(Part.RATE, rest - volume, new),
    ]


def _volume(old: PricedLine, new: PricedLine) -> int | None:
    """Return round(change of quantity x new rate); None where the two cannot be compared."""
    before, after = old.line, new.line
    if before.quantity is None or after.quantity is None or after.rate is None:
        return None
    if before.unit.casefold() != after.unit.casefold() or before.share is not None or after.share is not None:
        return None
    return rounded(Fraction(after.quantity - before.quantity) * Fraction(after.rate) * 100 * new.net)
