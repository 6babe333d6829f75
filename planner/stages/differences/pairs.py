"""A line in the old and the new stand beside each other: what holds another value, and what it is worth; pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from planner.amounts import Span
from planner.money import rounded
from planner.stages.differences.changes import Change, Class, Part
from planner.stages.differences.stands import MONEY, Item, Stand, value

PRICES = MONEY | {"rate"}
"""What is stated in prices, on a VAT basis and in a unit; the quantity and all else are not."""
STEADY = 2
"""Cents that rounding an index and VAT may leave between two amounts at one rate."""


@dataclass(frozen=True)
class Pair:
    """A line in the old and the new stand, and how both are called."""

    old: Item
    new: Item
    before: Stand
    after: Stand
    name: str
    gone: frozenset[str]
    """Columns that are in one of the stands only: what is in them is told once, with the column."""

    @property
    def same_party(self) -> bool:
        """Tell whether the line is still with whom it was."""
        return self.old.party == self.new.party

    def changed(self, name: str) -> bool:
        """Tell whether a field holds another value.

        Where amounts are stated in something else since, one that was typed the same or that is worth the same has
        not changed: the label says it.
        """
        old, new = value(self.old.line, name), value(self.new.line, name)
        if old == new or not self._restated or not (name in PRICES or name.startswith("outlook:")):
            return old != new
        return not self._typed_alike(name, old, new) and not self._worth_alike(old, new)

    @property
    def _restated(self) -> bool:
        one, other = self.old.stated, self.new.stated
        return one.unit != other.unit or self.reason == "vat"

    @property
    def reason(self) -> str:
        """Return what amounts are stated in that is not what it was; the reference values where all is the same."""
        one, other = self.old.stated, self.new.stated
        if one.unit != other.unit:
            return "amounts_in"
        if one.basis and other.basis and one.basis.vat is not other.basis.vat:
            return "vat"
        return "price_level" if one.basis != other.basis else "reference"

    def _typed_alike(self, name: str, old: object, new: object) -> bool:
        if self.before.typed and self.after.typed:
            return self.before.text(self.old, name) == self.after.text(self.new, name)
        one, other = _cents(old), _cents(new)
        if one is None or other is None:
            return False
        units = Fraction(1, self.old.stated.unit), Fraction(1, self.new.stated.unit)
        return 2 * abs(one * units[0] - other * units[1]) <= sum(units)

    def _worth_alike(self, old: object, new: object) -> bool:
        if isinstance(old, Decimal) and isinstance(new, Decimal):
            return abs(Fraction(new) * self.new.net - Fraction(old) * self.old.net) * 200 <= 1
        one, other = _cents(old), _cents(new)
        return one is not None and other is not None and abs(other * self.new.net - one * self.old.net) <= 1

    def change(self, kind: Class, name: str, *parts: Part) -> Change:
        """Return the change of a field."""
        return Change(
            self.name, kind, name,
            self.before.text(self.old, name), self.after.text(self.new, name),
            self.before.cell(self.old, name), self.after.cell(self.new, name),
            tuple(part for part in parts if part.cents or part.compared),
        )  # fmt: skip

    def part(self, cents: int, compared: int) -> Part:
        """Return an effect on the heading that the line has now."""
        return Part(self.new.line.heading, cents, compared)

    def move(self) -> tuple[Part, Part]:
        """Return what it does that the line is on another heading: its old amount goes from one to the other."""
        cents, compared = self.old.cents, self.old.compared
        return Part(self.old.line.heading, -cents, -compared), self.part(cents, compared)

    def at_frame(self, cents: int) -> int:
        """Return cents excluding VAT on the basis of the frame, as the line comes to it now."""
        item = self.new if self.new.cents else self.old
        return rounded(Fraction(item.compared, item.cents) * cents) if item.cents else 0

    @property
    def steady(self) -> bool:
        """Tell whether the line comes to the basis of the frame as it did."""
        return abs(self.at_frame(self.old.cents) - self.old.compared) <= STEADY


def _cents(found: object) -> int | None:
    if isinstance(found, Span):
        return None if found.pm else found.expected
    return found if isinstance(found, int) and not isinstance(found, bool) else None
