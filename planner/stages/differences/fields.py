"""What changed between a line and itself in a later stand, with the effect of each change; pure.

Volume is round(change of quantity x new rate) and the rate is the rest, as in the bridge (DESIGN 6).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from planner.money import rounded
from planner.records import QUARTER_FIELDS
from planner.stages.differences.changes import Change, Class, Part
from planner.stages.differences.pairs import Pair
from planner.stages.differences.stands import Item, value

TEXTS = (
    "product", "product_name", "cost_type", "description", "recurring", "unit", "priority", "indivisible", "note",
    "category", "scale", "result",
)  # fmt: skip
FORMULAS = ("quantity", "rate", "amount", *QUARTER_FIELDS, "total_cost", "share")
"""Fields that a formula may work out."""
_COUNTED = ((Class.QUANTITY, "quantity"), (Class.RATE, "rate"))


@dataclass(frozen=True, slots=True)
class Rest:
    """What a line does by no change of its own, and by what: what amounts are stated in, or the reference values."""

    reason: str
    part: Part


def of_pair(pair: Pair) -> tuple[list[Change], Rest | None]:
    """Return what changed between a line and itself, and what is left; together they are the difference of the two."""
    found = [*_texts(pair), *_effects(pair, _drivers(pair)), *_later(pair), *_formulas(pair)]
    cents = pair.new.cents - pair.old.cents - sum(one.effect for one in found)
    compared = pair.new.compared - pair.old.compared - sum(one.compared for one in found)
    if not cents and not compared:
        return found, None
    left = pair.part(cents, compared)
    for at, one in enumerate(found):
        if _bears(one, pair):
            return [*found[:at], replace(one, parts=(left,)), *found[at + 1 :]], None
    if pair.same_party:
        return found, Rest(pair.reason, left)
    return [*found, pair.change(Class.AMOUNT, "amount", left)], None


def _bears(one: Change, pair: Pair) -> bool:
    """Tell whether a change without an effect of its own makes that the line comes to something else.

    Another cost type is indexed otherwise; VAT may change between two quarters; and a formula that was typed over
    gives what somebody typed.
    """
    if one.effect or one.compared or pair.reason == "vat":
        return False
    return one.field == "cost_type" or one.field in QUARTER_FIELDS or one.field in pair.after.worked_out


def _texts(pair: Pair) -> Iterator[Change]:
    known = pair.old.key == pair.new.key
    if not known:
        yield _another(pair)
    if pair.changed("heading"):
        yield pair.change(Class.HEADING, "heading", *pair.move())
    for name in TEXTS:
        if name not in pair.gone and pair.changed(name):
            yield pair.change(Class.TEXT, name)
    if known and "replaces" not in pair.gone and pair.changed("replaces"):
        yield pair.change(Class.TEXT, "replaces")


def _another(pair: Pair) -> Change:
    """Return that a line has another Regel, with whose it is where that is another as well."""
    made = pair.change(Class.TEXT, "id")
    if pair.same_party:
        return made
    sides = [f"{item.party[0]} ({item.party[1]}) {item.line.id}" for item in (pair.old, pair.new)]
    return replace(made, before=sides[0], after=sides[1])


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


def _is_product(item: Item) -> bool:
    line = item.line
    if line.quantity is None or line.rate is None or line.total_cost is None:
        return False
    return rounded(line.quantity * line.rate * 100) == line.total_cost


def _effects(pair: Pair, drivers: Sequence[tuple[Class, str]]) -> Iterator[Change]:
    """Yield a change for each driver; the last carries what the others leave."""
    if not drivers:
        return
    left, compared = pair.new.cents - pair.old.cents - _stated_otherwise(pair), pair.new.compared - pair.old.compared
    for kind, name in drivers[:-1]:
        effect = _SEPARATE[name](pair) if name in _SEPARATE else 0
        left, compared = left - effect, compared - pair.at_frame(effect)
        yield pair.change(kind, name, pair.part(effect, pair.at_frame(effect)))
    kind, name = drivers[-1]
    yield pair.change(kind, name, pair.part(left, compared if pair.steady else pair.at_frame(left)))


def _stated_otherwise(pair: Pair) -> int:
    """Return what it does to the old amount that prices which were typed the same exclude VAT now, or the reverse."""
    old, new = pair.old.line, pair.new.line
    alike = [value(old, name) for name in ("rate", "total_cost") if value(old, name) == value(new, name)]
    if pair.reason != "vat" or not pair.same_party or not any(alike):
        return 0
    return rounded(old.amount.expected * pair.new.net) - pair.old.cents


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


def _later(pair: Pair) -> Iterator[Change]:
    """Yield what has no effect in this year: money that moves between quarters, and later years."""
    if not _drivers(pair):
        yield from (pair.change(Class.AMOUNT, name) for name in QUARTER_FIELDS if pair.changed(name))
    years = dict.fromkeys([year for year, _ in (*pair.old.line.outlook, *pair.new.line.outlook)])
    for year in sorted(years):
        name = f"outlook:{year}"
        if name not in pair.gone and pair.changed(name):
            yield pair.change(Class.AMOUNT, name)


def _formulas(pair: Pair) -> Iterator[Change]:
    """Yield where a constant became a formula, or the reverse, or a formula another one, with the same value."""
    outlook = [f"outlook:{year}" for year, _ in pair.new.line.outlook]
    for name in (*FORMULAS, *outlook):
        if name in pair.gone or pair.changed(name):
            continue
        if pair.before.comparable(pair.old, name) == pair.after.comparable(pair.new, name):
            continue
        if None not in _both(pair, name):
            yield _formula(pair, name)
    for name in pair.after.worked_out:
        old, new = pair.before.formula(pair.old, name), pair.after.formula(pair.new, name)
        if (old is None) != (new is None) and all(_both(pair, name)):
            yield _formula(pair, name)


def _both(pair: Pair, name: str) -> tuple[str | None, str | None]:
    return pair.before.text(pair.old, name), pair.after.text(pair.new, name)


def _formula(pair: Pair, name: str) -> Change:
    """Return the change of a cell between a formula and what was typed, or between two formulas."""
    before, after = _both(pair, name)
    old, new = pair.before.formula(pair.old, name), pair.after.formula(pair.new, name)
    return replace(pair.change(Class.FORMULA, name), before=old or before, after=new or after)
