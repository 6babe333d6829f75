"""Which columns of a table make which other: by its formulas, or by its figures where they are typed; pure.

A total is the sum of its parts, an amount the product of the two columns before it, and two totals may come to the same
(the balance balances). What holds in nearly all rows is a witness in a row where it does not.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from planner.excel.formula_tree import Node, Reference
from planner.excel.formulas import Formula
from planner.excel.terms import terms_of

LOOKED_AT = 40
LONGEST = 13
LEAST = 4
LEAST_EQUAL = 6
_NEAR = Decimal("0.02")
_ROUNDED = Decimal(1)
CHANCE = 0.01
"""How often a relation that does not hold would hold by chance when cells are moved."""
Numbers = Mapping[int, Decimal]
Part = tuple[int | Decimal, int]
"""How many times a column counts, and the column."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A column that is the product or the sum of others; `often` is the share of rows in which it holds."""

    target: int
    parts: tuple[Part, ...]
    product: bool = False
    formula: bool = False
    often: float = 1.0

    def holds(self, numbers: Numbers, unknown: Collection[int] = ()) -> bool | None:
        """Tell whether it holds in a row; None where it says nothing, or rests on a cell that is not known."""
        if self.target in unknown or any(column in unknown for _, column in self.parts):
            return None
        target = numbers.get(self.target, Decimal(0))
        made = self.made(numbers)
        if made is None or not (target or made):
            return None
        off = abs(made - target)
        return off <= _NEAR or (off <= _ROUNDED and off * 1000 <= abs(target))

    def made(self, numbers: Numbers) -> Decimal | None:
        """Return what its parts come to; None for a product of which a part is missing."""
        if self.product:
            first, second = (numbers.get(column) for _, column in self.parts)
            return first * second if first is not None and second is not None else None
        return sum((times * numbers.get(column, Decimal(0)) for times, column in self.parts), Decimal(0))

    @property
    def columns(self) -> tuple[int, ...]:
        """Return all columns in it, from left to right."""
        return tuple(sorted({self.target, *(column for _, column in self.parts)}))

    @property
    def weight(self) -> float:
        """Return how much it counts that it holds in one arrangement of a row, and fails in the other."""
        return math.log(self.often / (1 - self.often) / CHANCE)


def relations(rows: Sequence[Numbers], columns: Sequence[int], usual: Mapping[int, Formula]) -> tuple[Relation, ...]:
    """Return the relations that hold in nearly all rows that say something of them."""
    looked_at = rows[:: max(1, len(rows) // LOOKED_AT)]
    inside = set(columns)
    found = [one for column, formula in usual.items() if (one := _from_formula(formula, column, inside))]
    typed = [column for column in columns if column not in usual]
    found += _from_figures(looked_at, typed, inside)
    found += _differences(looked_at, typed, [one.target for one in found])
    parts = [{column for _, column in one.parts} for one in found if not one.product]
    # Parts of one sum may well be equal (quarters are); what two totals come to is another matter.
    found += [one for one in _equal(looked_at) if not any(set(one.columns) <= every for every in parts)]
    counted = [known for one in found if (known := _counted(one, rows))]
    best: dict[tuple[int, bool], Relation] = {}
    for one in counted:
        # Of two sums of figures, one may only have a part more that is mostly nothing.
        kind = (one.target, len(one.parts) > 1)
        if not one.formula and (kind not in best or one.often > best[kind].often):
            best[kind] = one
    return tuple(one for one in counted if one.formula or one in best.values())


def _counted(relation: Relation, rows: Sequence[Numbers]) -> Relation | None:
    """Return a relation with how often it holds; None where that is too seldom, or too few rows tell."""
    said = [one for row in rows if (one := relation.holds(row)) is not None]
    if len(said) < LEAST or sum(said) * 10 < len(said) * 7:
        return None
    return replace(relation, often=(sum(said) + 1) / (len(said) + 2))


def _from_formula(formula: Formula, column: int, known: Collection[int]) -> Relation | None:
    """Return what a formula adds up or multiplies, where that is nothing but cells of its own row."""
    terms = terms_of(formula)
    if terms.constant or not all(_along(reference) for reference in formula.references):
        return None
    parts: list[Part] = []
    for sign, reference in terms.references:
        span = reference.at(1, column)
        parts += [(Decimal(sign), at) for at in range(span.left, span.right + 1)]
    product = False
    for (sign, node), count in terms.others.items():
        factors = [one.value.at(1, column).left for one in node.walk() if isinstance(one.value, Reference)]
        factor = _factor(node)
        product = node.what == "*" and len(factors) == 2 and len(terms.others) == 1 and not parts
        if not product and (factor is None or len(factors) != 1):
            return None
        parts += [(sign * count * (factor or Decimal(1)), at) for at in factors]
    inside = bool(parts) and all(at in known and at != column for _, at in parts)
    return Relation(column, tuple(parts), product=product, formula=True) if inside else None


def _along(reference: Reference) -> bool:
    """Tell whether a reference means cells of the row that it stands in."""
    span = reference.at(1, 1)
    return not span.sheet and not reference.top.fixed and span.top == span.bottom == 1 and span.right - span.left < 99


def _factor(node: Node) -> Decimal | None:
    """Return by how much a cell is multiplied or divided; None for any other calculation."""
    numbers = [one.value for one in node.parts if isinstance(one.value, Decimal)]
    if len(node.parts) != 2 or len(numbers) != 1 or not isinstance(node.parts[0].value, Reference | Decimal):
        return None
    if node.what == "*" and isinstance(node.parts[1].value, Reference | Decimal):
        return numbers[0]
    divides = node.what == "/" and isinstance(node.parts[1].value, Decimal) and numbers[0]
    return 1 / numbers[0] if divides else None


def _from_figures(rows: Sequence[Numbers], typed: Sequence[int], known: Collection[int]) -> Iterator[Relation]:
    """Yield typed columns that are the product of the two before them, or the sum of some right beside them."""
    for target in typed:
        tries = [Relation(target, ((1, target - 2), (1, target - 1)), product=True)]
        for count in range(2, LONGEST):
            after, before = range(target + 1, target + 1 + count), range(target - count, target)
            tries += [Relation(target, tuple((1, at) for at in side)) for side in (after, before)]
        for one in tries:
            if all(at in known for at in one.columns) and _holds(one, rows):
                yield one


def _holds(relation: Relation, rows: Sequence[Numbers]) -> bool:
    """Tell whether a relation holds in nearly all rows with two parts or more: with one it says too little."""
    said = failed = 0
    for row in rows:
        if row.get(relation.target) and sum(bool(row.get(at)) for _, at in relation.parts) > 1:
            said += 1
            failed += relation.holds(row) is False
            if failed * 10 > len(rows) * 3:
                return False
    return said >= LEAST and failed * 10 <= said * 3


def _differences(rows: Sequence[Numbers], typed: Sequence[int], totals: Sequence[int]) -> Iterator[Relation]:
    """Yield typed columns that are the difference or the sum of two totals."""
    for target in typed:
        for first, second in combinations(sorted(set(totals) - {target}), 2):
            for sign in (-1, 1):
                one = Relation(target, ((1, first), (sign, second)))
                if target not in totals and _holds(one, rows):
                    yield one


def _equal(rows: Sequence[Numbers]) -> Iterator[Relation]:
    """Yield columns that hold the same number in nearly all rows, as the two sides of a balance do."""
    together: Counter[tuple[int, int]] = Counter()
    filled: Counter[int] = Counter()
    for row in rows:
        by_number: dict[int, list[int]] = defaultdict(list)
        for column, number in row.items():
            if number:
                filled[column] += 1
                by_number[round(number)].append(column)
        for alike in by_number.values():
            together.update(combinations(sorted(alike), 2))
    for (first, second), count in together.items():
        least = max(LEAST_EQUAL, 0.8 * filled[first], 0.8 * filled[second])
        if count >= least:
            yield Relation(second, ((1, first),))


def completed(numbers: dict[int, Decimal], in_order: Sequence[Relation], calculated: Collection[int]) -> None:
    """Work the formulas of a row out again, each after those that it needs."""
    for relation in in_order:
        if relation.target in calculated and (value := relation.made(numbers)) is not None:
            numbers[relation.target] = value
