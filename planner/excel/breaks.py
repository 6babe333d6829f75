"""Where the pages of a sheet should end, so that no table begins at the foot of one; measures roughly.

A table that is cut all the same repeats its headings where its sheet says so; what must not happen is a title alone.
"""

from collections.abc import Mapping, Sequence

from planner.excel.style import PAGE_WIDTH

ROW = 15.0
"""Points of a row whose height is not set."""
PAPER_HEIGHT, PAPER_WIDTH = 490.0, 140.0
"""Points of the rows, and characters of the columns, that an A4 page across takes at full size."""
LEAST = 6
"""Rows of a table that must fit below its title for it to begin on a page."""


def breaks(tables: Sequence[tuple[int, int]], heights: Mapping[int, float], width: float) -> list[int]:
    """Return the rows (from 0) before which a page ends; `tables` are the first and last row of each, in order.

    `heights` are those of rows that have one of their own, in points; `width` is that of all columns in characters.
    """
    page = PAPER_HEIGHT * max(1.0, min(width, PAGE_WIDTH) / PAPER_WIDTH)

    def between(first: int, last: int) -> float:
        return sum(heights.get(row, ROW) for row in range(first, last))

    found, start, used = [], 0, 0.0
    for first, last in tables:
        used += between(start, first)
        whole = between(first, last + 1)
        needed = whole if whole <= page / 4 else between(first, min(last, first + LEAST) + 1)
        if used and used % page + needed > page:
            found.append(first)
            used = 0.0
        used, start = used + whole, last + 1
    return found
