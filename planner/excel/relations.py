"""Which columns of a table make which other: a product of the two before it, or the sum of some beside it; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.excel.evaluating import number_in
from planner.excel.grid import Grid

LOOKED_AT = 40
LONGEST = 13
LEAST = 4
_NEAR = Decimal("0.02")
Numbers = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Relation:
    """A column that is the product or the sum of others."""

    target: int
    parts: tuple[int, ...]
    product: bool

    def holds(self, numbers: Numbers, moved: int = 0) -> bool | None:
        """Tell whether it holds in a row, its columns taken so many to the right; None where it says nothing."""
        target = numbers.get(self.target + moved)
        parts = [numbers[at + moved] for at in self.parts if at + moved in numbers]
        if target is None or not target or len(parts) < 2 or (self.product and len(parts) < len(self.parts)):
            return None
        if sum(part != 0 for part in parts) < (2 if self.product else 1):
            return None
        made = parts[0] * parts[1] if self.product else sum(parts, Decimal(0))
        return abs(made - target) <= _NEAR

    @property
    def columns(self) -> tuple[int, ...]:
        """Return all columns in it, from left to right."""
        return tuple(sorted((self.target, *self.parts)))


def numbers_of(grid: Grid, row: int) -> dict[int, Decimal]:
    """Return the numbers of a row by column."""
    cells = grid.sheet.rows.get(row, {})
    return {column: found for column, cell in cells.items() if (found := number_in(cell)) is not None}


def relations(rows: Sequence[Numbers], columns: Sequence[int]) -> tuple[Relation, ...]:
    """Return the relations that hold in nearly all rows that say something of them."""
    step = max(1, len(rows) // LOOKED_AT)
    looked_at = rows[::step]
    found = []
    for target in columns:
        tries = [Relation(target, (target - 2, target - 1), product=True)]
        for count in range(2, LONGEST):
            tries.append(Relation(target, tuple(range(target + 1, target + 1 + count)), product=False))
            tries.append(Relation(target, tuple(range(target - count, target)), product=False))
        found += [one for one in tries if _is_one(one, looked_at, columns)]
    return tuple(found)


def _is_one(relation: Relation, rows: Sequence[Numbers], columns: Sequence[int]) -> bool:
    if any(part not in columns for part in relation.parts):
        return False
    outcomes = [relation.holds(row) for row in rows]
    said = [one for one in outcomes if one is not None]
    return len(said) >= LEAST and sum(said) * 10 >= len(said) * 7
