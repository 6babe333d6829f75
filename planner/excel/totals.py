"""Judges a total by itself, from what stands in its column: cells that no total counts, and cells counted twice.

Knows no neighbours with the same formula; a lone total has none.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from planner.excel.findings import Finding, What
from planner.excel.formula_tree import address
from planner.excel.formulas import Formula
from planner.excel.grid import TOTALS, Grid
from planner.excel.sums import Sums, rows_of, written

MOST_SKIPPED = 3
"""A total that leaves out more cells than this does so on purpose."""
_MEMO = re.compile(
    r"waarvan|\bw\.?[vo]\.|\bmemo|\bfte|aantal|%|\bindex|informati|niet in (het )?totaal|buiten|excl|extracompt",
    re.IGNORECASE,
)
"""Words by which a row says that it does not count in the total under it."""
_WHOLE = re.compile(r"generaal|eindtotaal|\balle\b|geheel", re.IGNORECASE)
"""Words by which a total says that it counts everything above it."""


class Totals:
    """The totals of one sheet that add up cells of their own column, and what is wrong with each by itself."""

    def __init__(self, grid: Grid) -> None:
        self._grid, self.sums = grid, Sums(grid)

    def judged(self, row: int, column: int, formula: Formula, *, alone: bool) -> Finding | None:
        """Return what is wrong with a total as it stands; None where it is no total or nothing is.

        What a whole row of totals leaves out inside or before what it covers is left out on purpose (`alone`: no
        total of its row has this formula).
        """
        rows = self.sums.rows(row, column)
        if not rows:
            return self._other_column(row, column, formula)
        return (
            self._left_out(row, column, formula, rows, alone=alone)
            or self._forgotten(row, column, formula, rows)
            or self._twice(row, column, rows)
            or self._counted_above(row, column, rows)
            or self._other_table(row, column, rows)
        )

    def counted_out(self, row: int, column: int) -> bool:
        """Tell whether the row of a cell says that it does not count in the total under it."""
        return _MEMO.search(self._grid.label(row, column)) is not None

    def _other_column(self, row: int, column: int, formula: Formula) -> Finding | None:
        """Return the finding of a sum of another column, which has that sum itself, over figures that nobody counts."""
        spans = [one.at(row, column) for one in formula.references]
        lefts = {(one.sheet, one.left, one.right) for one in spans}
        if len(lefts) != 1 or not self._grid.terms(formula).additive:
            return None
        sheet, left, right = lefts.pop()
        rows = sorted(at for one in spans for at in rows_of(one))
        if sheet or left != right or left == column or row in rows or sorted(self.sums.rows(row, left) or ()) != rows:
            return None
        filled = [at for at in rows if self._grid.number(at, column) is not None]
        if len(filled) < max(2, len(rows) // 2) or not all(self.sums.unused(at, column) for at in filled):
            return None
        own = sum((self._grid.number(at, column) or Decimal(0) for at in filled), Decimal(0))
        stands = self._grid.number(row, column)
        if stands is None or self._grid.terms(formula).constant:
            return None
        shown = f"=SUM({written(rows, column)})"
        what = What.BESIDE if abs(left - column) == 1 else What.DIFFERS
        return replace(self._finding(what, row, column, shown, stands - own), near=address(row, left))

    def leaves_unused(self, row: int, column: int, usual: Formula) -> bool:
        """Tell whether a total leaves out cells that the usual formula would count and no formula counts."""
        mine = set(self.sums.rows(row, column) or ())
        spans = [one.at(row, column) for one in usual.references]
        theirs = {at for one in spans if one.left == column for at in rows_of(one)}
        left = theirs - mine
        return bool(mine) and bool(left) and all(self.sums.unused(at, column) for at in left)

    def _left_out(
        self, row: int, column: int, formula: Formula, rows: tuple[int, ...], *, alone: bool
    ) -> Finding | None:
        """Return the finding of a sum that leaves out rows inside, right after or right before what it covers."""
        if all(one.single for one in formula.references) or len(set(rows)) < 2:
            return None
        first, last = min(rows), max(rows)
        covered = set(rows)
        inside = [at for at in range(first, last) if at not in covered and self._counts(at, column, covered, row)]
        gap = self._after(row, column, covered)
        if alone:
            gap = inside or gap or self._before(row, column, covered)
        if not 0 < len(gap) <= min(MOST_SKIPPED, len(covered)):
            return None
        spans = written([*covered, *gap], column)
        left = sum((self._grid.number(at, column) or Decimal(0) for at in gap), Decimal(0))
        return self._finding(What.SHORT, row, column, f"=SUM({spans})", -left)

    def _counts(self, row: int, column: int, covered: Collection[int], total: int) -> bool:
        """Tell whether a cell should be counted like those covered: a number of their kind that no total uses."""
        grid = self._grid
        label = grid.label(row, column)
        if grid.number(row, column) is None or TOTALS.search(label) or _MEMO.search(label):
            return False
        keys = {grid.key(at, column) for at in covered if grid.number(at, column) is not None}
        if grid.key(row, column) not in keys or not self.sums.unused_under(row, column, total):
            return False
        return bool(label) or not any(grid.label(at, column) for at in covered)

    def _after(self, row: int, column: int, covered: Collection[int]) -> list[int]:
        """Return the rows between a range and its total, where all of them should be counted."""
        last = max(covered)
        gap = [at for at in range(last + 1, row) if self._grid.number(at, column) is not None]
        if len(gap) > MOST_SKIPPED or not gap or gap != list(range(last + 1, last + 1 + len(gap))):
            return []
        return gap if all(self._counts(at, column, covered, row) for at in gap) else []

    def _before(self, row: int, column: int, covered: Collection[int]) -> list[int]:
        """Return the row above a range where it is the first of its table: like the next, and directly under text."""
        grid, first = self._grid, min(covered)
        above = first - 1
        if above < 2 or grid.headings(above) or not self._counts(above, column, covered, row):
            return []
        top = grid.number(above - 1, column) is None or grid.headings(above - 1) or self.sums.rows(above - 1, column)
        alike = _filled(grid, above) == _filled(grid, first)
        return [above] if top and alike and grid.is_share(above, column) == grid.is_share(first, column) else []

    def _forgotten(self, row: int, column: int, formula: Formula, rows: tuple[int, ...]) -> Finding | None:
        """Return the finding of a sum of totals that leaves one out, or takes a cell beside it."""
        parts = [at for at in rows if self.sums.rows(at, column)]
        if any(not one.single for one in formula.references) or len(rows) < 2 or len(parts) * 2 < len(rows):
            return None
        missing = [at for at in self._totals_among(column, row, rows) if self.sums.unused(at, column)]
        if len(missing) != 1:
            return None
        total, text = missing[0], self._grid.says(formula, row, column)
        value = self._grid.number(total, column) or Decimal(0)
        for at in rows:
            if at not in parts and (abs(at - total) == 1 or at in (self.sums.rows(total, column) or ())):
                shown = re.sub(rf"\b{address(at, column)}\b", address(total, column), text)
                effect = (self._grid.number(at, column) or Decimal(0)) - value
                return self._finding(What.BESIDE, row, column, shown, effect)
        return self._finding(What.SHORT, row, column, f"{text}+{address(total, column)}", -value)

    def _totals_among(self, column: int, row: int, rows: tuple[int, ...]) -> Iterator[int]:
        """Yield the totals of a column that belong with the cells of a sum: up to it, or as far as it looks."""
        bottom = row if row > max(rows) else max(rows) + 1
        top = 0 if _WHOLE.search(self._grid.label(row, column)) else min(rows) - 1
        for item in self._grid.columns[column].items:
            other = top <= item.at < bottom and item.at not in (*rows, row) and item.key
            total = other and self.sums.rows(item.at, column)
            if total and not _MEMO.search(self._grid.label(item.at, column)):
                yield item.at

    def _twice(self, row: int, column: int, rows: tuple[int, ...]) -> Finding | None:
        """Return the finding of a sum in which cells count more than once: themselves, and in a subtotal."""
        counted = self.sums.counted(row, column)
        double = [at for at, count in counted.items() if count > 1 and self._grid.number(at, column)]
        if not double:
            return None
        if any(self._twice_inside(at, column) for at in set(rows)) or self._overlap(row, column):
            return None  # it is told at the subtotal where it begins
        tops = self.sums.tops(rows, column)
        once = sum((self._grid.number(at, column) or Decimal(0) for at in tops), Decimal(0))
        extra = (self._grid.number(row, column) or Decimal(0)) - once
        return self._finding(What.WIDE, row, column, _plus(tops, column), extra)

    def _overlap(self, row: int, column: int) -> set[int]:
        """Return the totals in a sum of single cells that another of its totals counts already."""
        formula, rows = self._grid.formulas[row, column], set(self.sums.rows(row, column) or ())
        if any(not one.single for one in formula.references):
            return set()
        return {
            at for one in rows for at in rows & set(self.sums.rows(one, column) or ()) if self.sums.rows(at, column)
        }

    @cached_property
    def _overlaps(self) -> dict[tuple[int, int], int]:
        """Return the totals that count another total beside which they are counted themselves."""
        found = {}
        for row, column in list(self._grid.formulas):
            for total in self._overlap(row, column) if self.sums.rows(row, column) else ():
                for at in self.sums.rows(row, column) or ():
                    if total in (self.sums.rows(at, column) or ()):
                        found[at, column] = total
        return found

    def _counted_above(self, row: int, column: int, rows: tuple[int, ...]) -> Finding | None:
        """Return the finding of a total that counts another total, beside which it is counted itself."""
        total = self._overlaps.get((row, column))
        if total is None:
            return None
        rest = [at for at in rows if at != total and self._grid.number(at, column) is not None]
        shown = f"=SUM({written(rest, column)})"
        return self._finding(What.WIDE, row, column, shown, self._grid.number(total, column) or Decimal(0))

    def _other_table(self, row: int, column: int, rows: tuple[int, ...]) -> Finding | None:
        """Return the finding of a sum that reaches over the headings of its table into the total of the one above."""
        numbers = [at for at in rows if self._grid.number(at, column) is not None]
        heads = [at for at in numbers if self._grid.headings(at)]
        if not heads or not any(self.sums.rows(at, column) for at in numbers if at < heads[-1]):
            return None
        own = [at for at in numbers if at > heads[-1]]
        extra = sum((self._grid.number(at, column) or Decimal(0) for at in numbers if at not in own), Decimal(0))
        return self._finding(What.WIDE, row, column, f"=SUM({written(own, column)})", extra) if own else None

    def _twice_inside(self, row: int, column: int) -> bool:
        return bool(self.sums.rows(row, column)) and any(count > 1 for count in self.sums.counted(row, column).values())

    def _finding(self, what: What, row: int, column: int, shown: str, effect: Decimal) -> Finding:
        cell = self._grid.sheet.at(row, column)
        found = cell.formula or "" if cell else ""
        return Finding(what, self._grid.sheet.name, row, column, found, shown, effect)


def _filled(grid: Grid, row: int) -> list[tuple[int, str | None]]:
    """Return what a row holds, by column: numbers, and which formulas."""
    return [(item.at, item.key) for item in grid.rows[row].items if item.key != ""] if row in grid.rows else []


def _plus(rows: list[int], column: int) -> str:
    if len(rows) <= 6:
        return "=" + "+".join(address(at, column) for at in rows)
    return f"=SUM({written(rows, column)})"
