"""Which cells of its own column a total adds up, which no total counts, and how often each counts; judges nothing."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from planner.excel.formula_tree import Span
from planner.excel.grid import Grid

LONGEST = 10_000
"""So many rows a total has at most."""


class Sums:
    """The totals of one sheet that add up cells of their own column, by row and column."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._known: dict[tuple[int, int], tuple[tuple[int, int], ...] | None] = {}

    def rows(self, row: int, column: int) -> tuple[int, ...] | None:
        """Return the rows that a cell adds up of its own column; None where it does anything else."""
        parts = self._parts(row, column)
        return tuple(at for _, at in parts) if parts and all(sign > 0 for sign, _ in parts) else None

    def _parts(self, row: int, column: int) -> tuple[tuple[int, int], ...] | None:
        """Return the rows that a cell adds up of its own column, with their sign; None where it does anything else."""
        if (row, column) not in self._known:
            self._known[row, column] = self._added(row, column)
        return self._known[row, column]

    def _added(self, row: int, column: int) -> tuple[tuple[int, int], ...] | None:
        formula = self._grid.formulas.get((row, column))
        if formula is None or formula.external:
            return None
        terms = self._grid.terms(formula)
        found: list[tuple[int, int]] = []
        for sign, reference in terms.references if terms.additive else ():
            span = reference.at(row, column)
            own = not span.sheet and span.left == column == span.right and not span.holds(row, column)
            if not own or span.bottom - span.top > LONGEST:
                return None
            found += [(sign, at) for at in range(span.top, span.bottom + 1)]
        return tuple(found)

    @cached_property
    def _spans(self) -> dict[int, list[tuple[int, int]]]:
        """Return by column the rows, from and to, that formulas of the same column refer to."""
        spans: dict[int, list[tuple[int, int]]] = {}
        for (row, column), formula in self._grid.formulas.items():
            for reference in formula.references:
                span = reference.at(row, column)
                if not span.sheet and span.left <= column <= span.right:
                    spans.setdefault(column, []).append((span.top, span.bottom))
        return spans

    @cached_property
    def _used(self) -> dict[int, list[tuple[int, int]]]:
        return {column: joined(found) for column, found in self._spans.items()}

    def unused(self, row: int, column: int) -> bool:
        """Tell whether no formula of its column counts a cell."""
        runs = self._used.get(column, [])
        at = bisect_right(runs, (row, 1 << 30)) - 1
        return at < 0 or runs[at][1] < row

    def unused_under(self, row: int, column: int, total: int) -> bool:
        """Tell whether no formula counts a cell but those that count this total beside it (a subtotal of subtotals)."""
        if self.unused(row, column):
            return True
        spans = self._spans[column]
        return all(top <= total <= bottom for top, bottom in spans if top <= row <= bottom)

    def counted(self, row: int, column: int) -> Counter[int]:
        """Return how often the figures of a column count in a cell, through the totals under it."""
        found: Counter[int] = Counter()
        for sign, at in self._leaves(row, column, frozenset()):
            found[at] += sign
        return found

    def _leaves(self, row: int, column: int, above: frozenset[int]) -> Iterator[tuple[int, int]]:
        """Yield the rows of the figures that a cell adds up through the totals under it, with their sign."""
        parts = self._parts(row, column) if row not in above else None
        if not parts:
            yield 1, row
            return
        subtotal = self._is_subtotal(row, column)
        for sign, at in parts:
            if not (subtotal and self._is_subtotal(at, column)):
                for under, leaf in self._leaves(at, column, above | {row}):
                    yield sign * under, leaf

    def _is_subtotal(self, row: int, column: int) -> bool:
        formula = self._grid.formulas.get((row, column))
        return formula is not None and "SUBTOTAL(" in formula.key.upper()

    def tops(self, rows: Iterable[int], column: int) -> list[int]:
        """Return the cells of a sum without those that another of them counts already."""
        every = sorted(set(rows))
        under = {leaf for at in every for leaf in self._under(at, column)}
        return [at for at in every if at not in under and self._grid.number(at, column) is not None]

    def _under(self, row: int, column: int) -> Iterator[int]:
        for at in {at for _, at in self._parts(row, column) or ()}:
            yield at
            yield from self._under(at, column)


def rows_of(span: Span) -> range:
    """Return the rows of a range, as many as a total has at most."""
    return range(span.top, min(span.bottom, span.top + LONGEST) + 1)


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs of rows in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for top, bottom in sorted(spans):
        if found and top <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found


def written(rows: Iterable[int], column: int) -> str:
    """Return rows of a column as the ranges that a formula names."""
    spans = joined([(at, at) for at in rows])
    return ",".join(str(Span("", top, column, bottom, column)) for top, bottom in spans)
