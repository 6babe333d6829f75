"""Says by which names each column of a heading row goes, its own or with what stands above it; knows no mapping."""

from collections.abc import Callable, Collection, Sequence

from planner.excel.condense import Merge

Shown = Callable[[int, int], str]
"""Gives what a cell shows, by row and column; empty where it holds nothing."""
JOINED = " / "


def names(shown: Shown, merges: Sequence[Merge], row: int, columns: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the names of the columns that have any, the shortest first.

    A heading may be merged over more rows, or stand over more columns in the row above: `Totaal` under `Jaar 2027`
    answers to `Totaal` and to `Jaar 2027 / Totaal`, and an empty cell to what stands right above it.
    """
    found: dict[int, tuple[str, ...]] = {}
    reach = max([*columns, *(one.right for one in merges if one.top <= row <= one.bottom)], default=0)
    over, last = "", 0
    for column in range(1, reach + 1):
        covering = _covering(merges, row, column)
        own = shown(covering.top, covering.left) if covering else shown(row, column)
        above, here = _above(shown, merges, covering.top if covering else row, column)
        if here:
            over, last = above, column
        elif not own or column - last > _WIDEST or (covering and covering.top < row):
            over = ""
        wide = above if here else over
        if own:
            found[column] = (own, f"{wide}{JOINED}{own}") if wide and wide != own else (own,)
        elif here and above:
            found[column] = (above,)
    return found


_WIDEST = 16
"""A heading that is not merged stands over so many columns at most."""


def _above(shown: Shown, merges: Sequence[Merge], row: int, column: int) -> tuple[str, bool]:
    """Return what stands above a cell, and whether it is there itself and not further to the left."""
    covering = _covering(merges, row - 1, column)
    text = shown(covering.top, covering.left) if covering else shown(row - 1, column) if row > 1 else ""
    return text, bool(text)


def _covering(merges: Sequence[Merge], row: int, column: int) -> Merge | None:
    return next((one for one in merges if one.top <= row <= one.bottom and one.left <= column <= one.right), None)
