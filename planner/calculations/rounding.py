"""Rounds a table to whole units so that it still adds up: in columns, in groups and across (DESIGN 6, Presentation).

Knows no headings. Rounding each figure by itself leaves totals that a reader cannot add up; here every figure goes to
one of its two neighbours, the ones that together lie closest to what was there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.money import rounded


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two amounts beside each other (a ceiling and an offer, last year and this year), and their difference."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        """Return the second less the first."""
        return self.after - self.before

    def __add__(self, other: "Pair") -> "Pair":
        return Pair(self.before + other.before, self.after + other.after)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A way to round some rows: their sum in units, how far it is from the amounts, and each row with its number."""

    sum: Pair
    cost: int
    rows: tuple[tuple[int, Pair], ...] = ()


def rounded_table(
    rows: Sequence[Pair],
    unit: int,
    *,
    groups: Sequence[int] = (),
    totals: Pair | None = None,
    taken: Mapping[int, int] | None = None,
) -> tuple[Pair, ...] | None:
    """Return rows of cents in units of so many cents, so that columns, groups of rows and differences add up.

    Every figure, subtotal and difference stays within one unit of the exact one; the totals are rounded ordinarily,
    or are `totals` (in units, from another table). `groups` numbers the group of each row, one group without it.
    `taken` holds the second amount of rows that another table rounded already. None where no table does all this.
    """
    numbers = groups or [0] * len(rows)
    fixed = taken or {}
    parts = [
        _added(_options(i, row, unit, fixed.get(i)) for i, row in enumerate(rows) if numbers[i] == group)
        for group in dict.fromkeys(numbers)
    ]
    exact = [_sum(row for row, number in zip(rows, numbers, strict=True) if number == group)
             for group in dict.fromkeys(numbers)]  # fmt: skip
    near = [[one for one in part if _near(one.sum, whole, unit)] for part, whole in zip(parts, exact, strict=True)]
    whole = _sum(rows)
    target = totals or Pair(_ordinary(whole.before, unit), _ordinary(whole.after, unit))
    found = next((one for one in _added(near) if one.sum == target), None)
    return tuple(pair for _, pair in sorted(found.rows)) if found and _near(target, whole, unit) else None


def rounded_column(amounts: Sequence[int], unit: int, total: int | None = None) -> tuple[int, ...] | None:
    """Return one column of cents in units, so that it adds up to its total; see `rounded_table`."""
    found = rounded_table(
        [Pair(0, amount) for amount in amounts], unit, totals=None if total is None else Pair(0, total)
    )
    return tuple(pair.after for pair in found) if found is not None else None


def _ordinary(cents: int, unit: int) -> int:
    return rounded(Fraction(cents, unit))


def _sum(rows: Iterable[Pair]) -> Pair:
    return sum(rows, Pair(0, 0))


def _neighbours(cents: int, unit: int) -> tuple[int, ...]:
    below = cents // unit
    return (below,) if cents == below * unit else (below, below + 1)


def _options(number: int, row: Pair, unit: int, taken: int | None) -> list[_Choice]:
    """Return the ways to round one row, each of its three figures within one unit."""
    seconds = _neighbours(row.after, unit) if taken is None else (taken,)
    pairs = [Pair(before, after) for before in _neighbours(row.before, unit) for after in seconds]
    return [_Choice(pair, _cost(pair, row, unit), ((number, pair),)) for pair in pairs if _near(pair, row, unit)]


def _cost(pair: Pair, exact: Pair, unit: int) -> int:
    return sum(error * error for error in _errors(pair, exact, unit))


def _near(pair: Pair, exact: Pair, unit: int) -> bool:
    return all(abs(error) <= unit for error in _errors(pair, exact, unit))


def _errors(pair: Pair, exact: Pair, unit: int) -> tuple[int, int, int]:
    return (
        pair.before * unit - exact.before,
        pair.after * unit - exact.after,
        pair.difference * unit - exact.difference,
    )


def _added(sets: Iterable[Sequence[_Choice]]) -> list[_Choice]:
    """Take one choice of each set and return, for every sum that can be reached, the way that costs least."""
    best = {Pair(0, 0): _Choice(Pair(0, 0), 0)}
    for options in sets:
        step: dict[Pair, _Choice] = {}
        for one in best.values():
            for option in options:
                total, cost = one.sum + option.sum, one.cost + option.cost
                if total not in step or cost < step[total].cost:
                    step[total] = _Choice(total, cost, (*one.rows, *option.rows))
        best = step
    return list(best.values())
