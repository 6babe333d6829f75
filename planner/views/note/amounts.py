"""The amounts of the note, rounded once: thousands for its tables, whole euros for its sentences; knows no words.

The table by heading owns its figures; other tables take them over (DESIGN 6, Presentation).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner import dutch
from planner.calculations.rounding import Pair, rounded_table
from planner.money import euros
from planner.records import OpenItem, Test
from planner.stages.comparison import Comparison

THOUSAND, EURO, CENT = 1000_00, 100, 1
UNITS = {THOUSAND: "bedragen x €\u00a01.000", EURO: "bedragen in euro's", CENT: "bedragen in euro's"}
"""What a caption says of the amounts in its table, by the cents in their unit."""
MINUS = "\u2212"
NONE = "\u2013"
"""A cell without a figure: an empty one looks like something forgotten, and is read aloud as nothing at all."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """Rows of a table in units of so many cents."""

    unit: int
    rows: tuple[Pair, ...]

    def show(self, units: int) -> str:
        """Return a figure of this table as text."""
        return shown(units, self.unit)

    @property
    def total(self) -> Pair:
        """Return the sum of all rows."""
        return sum(self.rows, Pair(0, 0))


@dataclass(frozen=True, slots=True)
class ByHeading:
    """The table by heading in one unit: each heading, the binding ones together, and everything together."""

    unit: int
    of: Mapping[str, Pair]
    binding: Pair
    total: Pair

    def show(self, units: int) -> str:
        """Return a figure of this table as text."""
        return shown(units, self.unit)


def scaled(
    rows: Sequence[Pair],
    unit: int,
    *,
    groups: Sequence[int] = (),
    totals: Pair | None = None,
    taken: Mapping[int, int] | None = None,
) -> Scaled:
    """Return rows of cents in a unit, or in euros where no table in that unit stays within one of it.

    `totals` and `taken` are in the unit and come from another table; see `rounded_table`.
    """
    found = rounded_table(rows, unit, groups=groups, totals=totals, taken=taken)
    if found is not None:
        return Scaled(unit, found)
    finer = (one for one in (EURO, CENT) if one < unit)
    tried = ((one, rounded_table(rows, one, groups=groups)) for one in finer)
    return next((Scaled(one, table) for one, table in tried if table is not None), Scaled(CENT, tuple(rows)))


def by_heading(compared: Comparison, unit: int) -> ByHeading:
    """Return ceiling and offer of each heading in a unit; a heading without a ceiling has none of it."""
    rows = [Pair(row.ceiling.cents if row.ceiling else 0, row.offer.cents) for row in compared.rows]
    groups = [int(row.test is Test.BINDING) for row in compared.rows]
    found = scaled(rows, unit, groups=groups)
    of = {row.heading: pair for row, pair in zip(compared.rows, found.rows, strict=True)}
    binding = [of[row.heading] for row in compared.rows if row.test is Test.BINDING]
    return ByHeading(found.unit, of, sum(binding, Pair(0, 0)), found.total)


def shown(units: int, unit: int) -> str:
    """Return a number of units as text, with a real minus sign."""
    text = dutch.number(euros(units), 2) if unit == CENT else dutch.number(units)
    return text.replace("-", MINUS)


def euro(amount: int) -> str:
    """Return whole euros as `€ 1.234`."""
    return f"{MINUS if amount < 0 else ''}€\u00a0{dutch.number(abs(amount))}"


def gap(amount: int) -> str:
    """Return by how many whole euros something is over or under; a few cents are not nothing."""
    return euro(amount) if amount else f"minder dan {euro(1)}"


def exact(cents: int) -> str:
    """Return cents as `€ 1.234`, rounded ordinarily: for an amount that stands by itself."""
    return dutch.money(cents, decimals=0).replace("-", MINUS)


def known(text: str, items: Sequence[OpenItem]) -> str:
    """Return a figure with what is uncertain about it: `+ 2 pm` for what is not known, else `ca.` for a range."""
    unknown = sum(item.reason not in {"range", "ceiling"} for item in items)
    if unknown:
        return f"{text}\u00a0+\u00a0{unknown}\u00a0pm"
    return f"ca.\u00a0{text}" if any(item.reason == "range" for item in items) else text
