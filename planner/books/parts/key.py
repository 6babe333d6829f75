"""The financing key of a year as a table: every share, band and maximum that holds in any of its quarters, an input."""

from planner.agreement import quarter_starts
from planner.books.parts.formulas import column, words
from planner.excel.areas import Area, Stack
from planner.records import KeyShare
from planner.tables import Kind, Row, Typed, View
from planner.views.results import Results

COLUMNS = (
    column("category", "Kostencategorie", width=28),
    column("start", "Schijf vanaf", Kind.MONEY),
    column("payer", "Bijdragende partij"),
    column("share", "Percentage", Kind.SHARE),
    column("maximum", "Maximum", Kind.MONEY),
    column("rest_to", "Restant naar"),
    column("from", "Vanaf", Kind.DATE),
    column("till", "Tot en met", Kind.DATE),
    column("source", "Bron"),
)
WHOLE_YEAR = 0
Composition = tuple[int, ...]
"""Rows of the key that hold together, lowest band first."""


class Key:
    """The key of a year; formulas can refer to it once it has its place."""

    area: Area

    def __init__(self, results: Results) -> None:
        self._days = quarter_starts(results.year)
        held = [s for s in results.reference.key if any(s.period.holds(day) for day in self._days)]
        self.shares: tuple[KeyShare, ...] = tuple(held)

    def place(self, stack: Stack) -> None:
        """Give the table its place."""
        self.area = stack.place(COLUMNS, len(self.shares))

    def composition(self, category: str, quarter: int) -> Composition:
        """Return the rows of a category that hold on the first day of a quarter, in the order of bands and table."""
        day = self._days[quarter - 1]
        rows = [i for i, share in enumerate(self.shares) if share.category == category and share.period.holds(day)]
        return tuple(sorted(rows, key=lambda i: (self.shares[i].band_from, i)))

    def periods(self, category: str) -> tuple[int, ...]:
        """Return for what a category is split: the whole year (0), the quarters, or both.

        Both where rows change within the year and might come to say the same: then the year is split as one.
        """
        found = [self.composition(category, quarter) for quarter in (1, 2, 3, 4)]
        if all(one == found[0] for one in found):
            return (WHOLE_YEAR,)
        alike = all(len(one) == len(found[0]) for one in found)
        return (WHOLE_YEAR, 1, 2, 3, 4) if alike else (1, 2, 3, 4)

    def same(self, category: str) -> str:
        """Return a test that the key of a category says the same in every quarter."""
        first = self.composition(category, 1)
        tests = {}
        for quarter in (2, 3, 4):
            for i, j in zip(first, self.composition(category, quarter), strict=True):
                if i != j:
                    tests[i, j] = self._equal(i, j)
        return f"AND({','.join(tests.values())})"

    def is_same(self, category: str) -> bool:
        """Tell whether the key of a category says the same in every quarter."""
        found = [[_said(self.shares[i]) for i in self.composition(category, quarter)] for quarter in (1, 2, 3, 4)]
        return all(one == found[0] for one in found)

    def _equal(self, i: int, j: int) -> str:
        cell = self.area.cell
        numbers = (f"ROUND({cell(name, i)}-{cell(name, j)},12)=0" for name in ("start", "share"))
        texts = (f"{cell(name, i)}={cell(name, j)}" for name in ("payer", "maximum", "rest_to"))
        return ",".join((*numbers, *texts))

    def view(self) -> View:
        """Return the table."""
        rows = tuple(
            Row((s.category, Typed(s.band_from), s.payer, Typed(s.share), Typed(s.maximum), s.rest_to or None,
                 s.period.start, s.period.end, s.source))
            for s in self.shares
        )  # fmt: skip
        return View(words("Verdeelsleutel"), COLUMNS, rows)


def _said(share: KeyShare) -> tuple[object, ...]:
    return (share.band_from, share.payer, share.share, share.maximum, share.rest_to)
