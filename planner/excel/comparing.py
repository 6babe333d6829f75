"""Compares a table that came back with the one that was issued: its headings, and rows that were added or removed.

Rows are matched by the identity in one of their columns, so that rows that were inserted or sorted do no harm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from planner.excel.cells import SheetCells
from planner.excel.evaluating import number_in
from planner.excel.findings import Finding, What
from planner.excel.matching import normalised

LOOKED_AT = 20
"""The headings stand within so many rows."""


@dataclass(frozen=True)
class Table:
    """A sheet with headings in one row and an identity in one column; `other` says what the issued one had."""

    cells: SheetCells
    headings: tuple[str, ...]
    key: str
    amount: str

    @cached_property
    def heading_row(self) -> int:
        """Return the row with most of the headings."""
        wanted = {normalised(one) for one in self.headings}
        rows = [row for row in self.cells.rows if row <= LOOKED_AT]
        return max(rows, key=lambda row: len(wanted & set(self._texts(row).values())), default=1)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Return the column of each heading."""
        return {text: column for column, text in self._texts(self.heading_row).items()}

    @cached_property
    def rows(self) -> dict[str, int]:
        """Return the row of each identity."""
        column = self.columns.get(normalised(self.key))
        found: dict[str, int] = {}
        for row, cells in self.cells.rows.items():
            if column and row > self.heading_row and column in cells and cells[column].value is not None:
                found.setdefault(str(cells[column].value).strip(), row)
        return found

    def amount_of(self, row: int) -> Decimal | None:
        """Return the amount in a row, None where there is no number."""
        column = self.columns.get(normalised(self.amount))
        return number_in(self.cells.at(row, column)) if column else None

    def _texts(self, row: int) -> dict[int, str]:
        cells = self.cells.rows.get(row, {})
        return {column: normalised(str(cell.value)) for column, cell in sorted(cells.items()) if cell.value is not None}


def compare(came: Table, issued: Table) -> Iterator[Finding]:
    """Yield what was done to a table since it was issued."""
    yield from _headings(came, issued)
    yield from _added(came, issued)
    yield from _removed(came, issued)


def _headings(came: Table, issued: Table) -> Iterator[Finding]:
    """Yield the headings that are gone, where they stood: beside the heading that stood before them."""
    row = issued.heading_row
    before = 0
    for text, column in issued.columns.items():
        if text in came.columns:
            before = came.columns[text]
            continue
        before += 1
        there = came.cells.at(came.heading_row, before)
        shown = "" if there is None or normalised(str(there.value)) in issued.columns else str(there.value)
        cell = issued.cells.at(row, column)
        was = str(cell.value) if cell else text
        yield Finding(What.HEADING, came.cells.name, came.heading_row, before, shown, was)


def _added(came: Table, issued: Table) -> Iterator[Finding]:
    new = {row: name for name, row in came.rows.items() if name not in issued.rows}
    for run in _runs(sorted(new)):
        names, effect = ", ".join(new[row] for row in run), _sum(came, run)
        column = came.columns.get(normalised(came.key), 1)
        yield Finding(What.ADDED, came.cells.name, run[0], column, names, "", effect, _shown(run), bottom=run[-1])


def _removed(came: Table, issued: Table) -> Iterator[Finding]:
    gone = {row: name for name, row in issued.rows.items() if name not in came.rows}
    places = {row: came.rows[name] for name, row in issued.rows.items() if name in came.rows}
    for run in _runs(sorted(gone)):
        after = [place for row, place in places.items() if row > run[-1]]
        at = min(after) if after else max(came.rows.values(), default=came.heading_row) + 1
        names, effect = ", ".join(gone[row] for row in run), _sum(issued, run)
        column = came.columns.get(normalised(came.key), 1)
        less = None if effect is None else -effect
        yield Finding(What.REMOVED, came.cells.name, at, column, names, "", less, _shown(run))


def _sum(table: Table, run: Sequence[int]) -> Decimal | None:
    known = [one for row in run if (one := table.amount_of(row)) is not None]
    return sum(known, Decimal(0)) if known else None


def _shown(run: Sequence[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"


def _runs(rows: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
