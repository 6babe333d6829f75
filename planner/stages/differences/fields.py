"""What changed between a line and itself in a later stand, with the effect of each change; pure.

Volume is round(change of quantity x new rate) and the rate is the rest, as in the bridge (DESIGN 6).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from planner.money import rounded
from planner.places import Place
from planner.records import QUARTER_FIELDS
from planner.stages.differences.stands import Item, Stand, value

TEXTS = (
    "product", "product_name", "cost_type", "description", "recurring", "unit", "priority", "indivisible", "note",
    "category", "scale", "result",
)  # fmt: skip
FORMULAS = ("quantity", "rate", "amount", *QUARTER_FIELDS, "total_cost", "share")
"""Fields that a formula may work out."""


class Class(StrEnum):
    """What kind of change it is."""

    QUANTITY = "quantity"
    RATE = "rate"
    AMOUNT = "amount"
    NEW = "new"
    ENDED = "ended"
    HEADING = "heading"
    TEXT = "text"
    FORMULA = "formula"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the line (empty: the workbook), what was and is typed, in which cells, and its effect in cents.

    `field` names the field that changed; `headings` those that the effect counts for.
    """

    line: str
    kind: Class
    field: str
    before: str | None
    after: str | None
    cell_before: Place | None
    cell_after: Place | None
    effect: int = 0
    headings: tuple[str, ...] = ()


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

    def changed(self, name: str) -> bool:
        """Tell whether a field holds another value."""
        return value(self.old.line, name) != value(self.new.line, name)

    def change(self, kind: Class, name: str, effect: int = 0) -> Change:
        """Return the change of a field."""
        return Change(
            self.name, kind, name,
            self.before.text(self.old, name), self.after.text(self.new, name),
            self.before.cell(self.old, name), self.after.cell(self.new, name),
            effect, tuple(dict.fromkeys((self.old.line.heading, self.new.line.heading))),
        )  # fmt: skip


def of_pair(pair: Pair) -> Iterator[Change]:
    """Yield what changed between a line and itself; the effects add up to the difference of the two."""
    if pair.old.key != pair.new.key:
        yield pair.change(Class.TEXT, "id")
    if pair.changed("heading"):
        yield pair.change(Class.HEADING, "heading")
    for name in TEXTS:
        if name not in pair.gone and pair.changed(name):
            yield pair.change(Class.TEXT, name)
    if pair.old.key == pair.new.key and "replaces" not in pair.gone and pair.changed("replaces"):
        yield pair.change(Class.TEXT, "replaces")
    drivers = _drivers(pair)
    yield from _effects(pair, drivers)
    if not drivers and not pair.changed("amount"):
        yield from (pair.change(Class.AMOUNT, name) for name in QUARTER_FIELDS if pair.changed(name))
    yield from _outlook(pair)
    yield from _formulas(pair)


def _drivers(pair: Pair) -> list[tuple[Class, str]]:
    """Return the fields that made the amount what it is and that changed, in the order in which effects are told."""
    old, new = pair.old.line, pair.new.line
    found = [(kind, name) for kind, name in _COUNTED if pair.changed(name)]
    if pair.changed("total_cost") and not (found and _is_product(pair.new)):
        found.append((Class.AMOUNT, "total_cost"))
    if pair.changed("share"):
        found.append((Class.AMOUNT, "share"))
    one_sided = any(value(old, name) is None or value(new, name) is None for _, name in found)
    if pair.changed("amount") and (not found or one_sided):
        found.append((Class.AMOUNT, "amount"))
    return found


_COUNTED = ((Class.QUANTITY, "quantity"), (Class.RATE, "rate"))


def _is_product(item: Item) -> bool:
    line = item.line
    if line.quantity is None or line.rate is None or line.total_cost is None:
        return False
    return rounded(line.quantity * line.rate * 100) == line.total_cost


def _effects(pair: Pair, drivers: Sequence[tuple[Class, str]]) -> Iterator[Change]:
    """Yield a change for each driver; the last carries what the others leave."""
    left = pair.new.cents - pair.old.cents
    if not drivers:
        if left:  # the basis of the workbook changed: what was typed is the same
            yield pair.change(Class.AMOUNT, "amount", left)
        return
    for kind, name in drivers[:-1]:
        effect = _SEPARATE[name](pair) if name in _SEPARATE else 0
        left -= effect
        yield pair.change(kind, name, effect)
    kind, name = drivers[-1]
    yield pair.change(kind, name, left)


def _volume(pair: Pair) -> int:
    """Return round(change of quantity x new rate), zero where the two cannot be told apart."""
    old, new = pair.old.line, pair.new.line
    if old.quantity is None or new.quantity is None or new.rate is None or old.unit.casefold() != new.unit.casefold():
        return 0
    return _borne(pair, Fraction(new.quantity - old.quantity) * Fraction(new.rate))


def _price(pair: Pair) -> int:
    old, new = pair.old.line, pair.new.line
    if old.quantity is None or old.rate is None or new.rate is None:
        return 0
    return _borne(pair, Fraction(old.quantity) * Fraction(new.rate - old.rate))


def _whole(pair: Pair) -> int:
    old, new = pair.old.line.total_cost, pair.new.line.total_cost
    return 0 if old is None or new is None else _borne(pair, Fraction(new - old, 100))


def _borne(pair: Pair, euros: Fraction) -> int:
    """Return euros as quoted as the cents excluding VAT that the line bears of them."""
    new = pair.new.line
    share = Fraction(new.share) if new.share is not None and new.total_cost is not None else Fraction(1)
    return rounded(euros * 100 * share * pair.new.net)


_SEPARATE: dict[str, Callable[[Pair], int]] = {"quantity": _volume, "rate": _price, "total_cost": _whole}


def _outlook(pair: Pair) -> Iterator[Change]:
    """Yield the changes of later years; they have no effect in this one."""
    years = dict.fromkeys([year for year, _ in (*pair.old.line.outlook, *pair.new.line.outlook)])
    for year in sorted(years):
        name = f"outlook:{year}"
        if name not in pair.gone and pair.changed(name):
            yield pair.change(Class.AMOUNT, name)


def _formulas(pair: Pair) -> Iterator[Change]:
    """Yield where a constant became a formula or the reverse, with the same value."""
    outlook = [f"outlook:{year}" for year, _ in pair.new.line.outlook]
    for name in (*FORMULAS, *outlook):
        old, new = pair.before.formula(pair.old, name), pair.after.formula(pair.new, name)
        if (old is None) == (new is None) or name in pair.gone or pair.changed(name):
            continue
        before, after = pair.before.text(pair.old, name), pair.after.text(pair.new, name)
        if before is None or after is None:
            continue
        made = pair.change(Class.FORMULA, name)
        yield Change(
            made.line, made.kind, made.field, old or before, new or after, made.cell_before, made.cell_after, 0,
            made.headings,
        )  # fmt: skip
