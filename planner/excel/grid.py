"""One sheet as the inspector sees it: its numbers, texts and formulas, in columns and rows; finds nothing."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from planner.dutch import plain
from planner.excel.cells import Cell, SheetCells
from planner.excel.evaluating import Sheets, evaluate, number_in, sheets_of
from planner.excel.formula_tree import Span, written
from planner.excel.formulas import Formula, Patterns
from planner.excel.terms import Terms, terms_of

WINDOW = 12
"""So many cells on either side are the neighbours of a cell."""
TOTALS = re.compile(r"\b(sub)?totaal|\btotal|\bsaldo\b|\bsom\b|\bsamen\b|\btotale\b|\bsum\b", re.IGNORECASE)
_UNITS = (
    (1_000_000, re.compile(r"[x×*]\s*€?\s*1\s*(mln|miljoen)|in miljoenen|[x×]\s*€?\s*1[. ]000[. ]000", re.IGNORECASE)),
    (1_000, re.compile(r"[x×*]\s*€?\s*1[. ]?000|in duizenden|€\s*1[. ]000\b|duizend(en)? euro", re.IGNORECASE)),
)


class Item(NamedTuple):
    """A cell in a line: its place along it, and the key of its formula; None for a number, empty for a text."""

    at: int
    key: str | None


@dataclass(slots=True)
class Line:
    """A column or a row: the cells in it that hold numbers, formulas or texts, in order."""

    items: list[Item] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)

    def add(self, at: int, key: str | None) -> None:
        """Add the next cell."""
        self.items.append(Item(at, key))
        if key:
            self.keys[key] = self.keys.get(key, 0) + 1

    @property
    def top(self) -> int:
        """Return how often the most frequent formula occurs."""
        return max(self.keys.values(), default=0)


@dataclass(frozen=True, slots=True)
class Vote:
    """What the neighbours of a cell along a line have: the most frequent formula, and how firmly they say so."""

    key: str
    count: int
    numbers: int
    formulas: int
    inside: bool
    """Whether it stands on both sides of the cell."""
    beside: bool
    """Whether the nearest neighbour with a formula has it, on one side at least (on the other may be a total)."""
    nearest: int


def vote(line: Line, at: int) -> Vote | None:
    """Return what the neighbours of a place say; None where no formula occurs three times around it."""
    index = bisect_left(line.items, at, key=lambda item: item.at)
    before, after = line.items[max(0, index - WINDOW) : index], line.items[index + 1 : index + 1 + WINDOW]
    keys = Counter(item.key for item in (*before, *after) if item.key)
    if not keys:
        return None
    key, count = keys.most_common(1)[0]
    if count < 3:
        return None
    with_key = [item.at for item in (*before, *after) if item.key == key]
    up, down = [item for item in before if item.key], [item for item in after if item.key]
    return Vote(
        key,
        count,
        sum(item.key is None for item in (*before, *after)),
        sum(keys.values()),
        with_key[0] < at < with_key[-1],
        bool(up and up[-1].key == key) or bool(down and down[0].key == key),
        min(with_key, key=lambda one: abs(one - at)),
    )


class Grid:
    """The formulas, numbers and texts of one sheet, and its columns and rows as lines."""

    def __init__(self, sheet: SheetCells, patterns: Patterns, sheets: Sheets) -> None:
        self.sheet, self.sheets, self.patterns = sheet, sheets, patterns
        # A sheet that names itself in its formulas means the same as one that does not.
        self._own = (f"'{sheet.name.replace(chr(39), chr(39) * 2)}'!", f"{sheet.name}!")
        self.formulas: dict[tuple[int, int], Formula] = {}
        self.known: dict[str, Formula] = {}
        self.columns: dict[int, Line] = {}
        self.rows: dict[int, Line] = {}
        self._terms: dict[str, Terms] = {}
        self._holding: dict[tuple[int, str], list[int]] = {}
        for row, cells in sheet.rows.items():
            for column in sorted(cells):
                self._add(row, column, cells[column], patterns)

    def _add(self, row: int, column: int, cell: Cell, patterns: Patterns) -> None:
        sheet = self.sheet.name
        key: str | None = None
        if cell.formula is not None:
            text = cell.formula
            for own in self._own:
                text = text.replace(own, "") if own in text else text
            formula = patterns.of(text, row, column, sheet)
            if not formula.typed:
                self.formulas[row, column] = formula
                self.known[formula.key] = formula
                key = formula.key
        elif isinstance(cell.value, str):
            key = ""
        elif cell.error or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
            return
        down, along = self.columns.get(column), self.rows.get(row)
        if down is None:
            down = self.columns[column] = Line()
        if along is None:
            along = self.rows[row] = Line()
        down.add(row, key)
        along.add(column, key)

    def group(self, row: int, column: int) -> tuple[int, str] | None:
        """Return the nearest formula beside a cell, by its column and key; rows that have it calculate alike."""
        beside = [item for item in self.rows[row].items if item.key and item.at != column]
        if not beside:
            return None
        nearest = min(beside, key=lambda item: abs(item.at - column))
        return nearest.at, str(nearest.key)

    def holding(self, column: int, key: str) -> list[int]:
        """Return the rows of a column with a formula, in order."""
        if (column, key) not in self._holding:
            self._holding[column, key] = [item.at for item in self.columns[column].items if item.key == key]
        return self._holding[column, key]

    def is_column_sum(self, formula: Formula) -> bool:
        """Tell whether a formula adds up a range of its own column."""
        return self.terms(formula).additive and any(
            not one.single and not one.sheet and one.left == one.right and not one.left.number and not one.left.fixed
            for one in formula.references
        )

    def like(self, row: int, column: int, other: int) -> bool:
        """Tell whether a row has figures where another has them, beside a column: else it is of another kind."""
        items = self.rows[other].items if other in self.rows else []
        places = [item.at for item in items if item.key != "" and item.at != column]
        return all(self.number(row, at) is not None for at in places if self.number(other, at) is not None)

    def terms(self, formula: Formula) -> Terms:
        """Return what a pattern adds up, worked out once."""
        found = self._terms.get(formula.key)
        if found is None:
            found = self._terms[formula.key] = terms_of(formula)
        return found

    def key(self, row: int, column: int) -> str | None:
        """Return the key of the formula in a cell, None where there is none."""
        formula = self.formulas.get((row, column))
        return formula.key if formula else None

    def number(self, row: int, column: int) -> Decimal | None:
        """Return the number in a cell, also where a formula made it."""
        return number_in(self.sheet.at(row, column))

    def typed(self, row: int, column: int) -> Decimal | None:
        """Return the number that somebody typed in a cell (a sum of bare numbers counts as typed)."""
        return None if (row, column) in self.formulas else self.number(row, column)

    def text(self, row: int, column: int) -> str:
        """Return the text in a cell, empty for anything else."""
        cell = self.sheet.at(row, column)
        return cell.value if cell and isinstance(cell.value, str) and not cell.error else ""

    def on(self, span: Span) -> list[SheetCells]:
        """Return the sheets that a reference means: one, or those from one to another."""
        return sheets_of(span, self.sheet, self.sheets)

    def gives(self, formula: Formula, row: int, column: int) -> Decimal | None:
        """Return what a pattern gives in a cell, from the values that stand there."""
        return evaluate(formula, self.sheet, row, column, self.sheets)

    def says(self, formula: Formula, row: int, column: int) -> str:
        """Return a pattern as the formula that it is in a cell."""
        return written(formula.tree, row, column) if formula.tree else ""

    def is_share(self, row: int, column: int) -> bool:
        """Tell whether a cell shows a percentage."""
        cell = self.sheet.at(row, column)
        return cell is not None and "%" in cell.number_format

    def label(self, row: int, column: int) -> str:
        """Return the texts to the left of a cell, as one."""
        cells = self.sheet.rows.get(row, {})
        texts = [str(cell.value) for at, cell in sorted(cells.items()) if at < column and isinstance(cell.value, str)]
        return plain(" ".join(texts)).strip()

    def headings(self, row: int) -> bool:
        """Tell whether a row holds headings: only texts, years, or numbers that count 1, 2, 3."""
        found = [self.number(row, item.at) for item in self.rows[row].items] if row in self.rows else []
        numbers = [one for one in found if one is not None]
        if any(one != int(one) for one in numbers):
            return False
        years = all(1900 <= one <= 2100 for one in numbers)
        counting = len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))
        return years or counting

    def unit(self) -> int:
        """Return how many euros one is in this sheet, by what it says of itself; 1 where it says nothing."""
        for text in self._said():
            for unit, pattern in _UNITS:
                if pattern.search(text):
                    return unit
        return 1

    def _said(self) -> Iterator[str]:
        """Yield the texts of the first rows, where a sheet says what its amounts stand in."""
        for row, cells in self.sheet.rows.items():
            if row > 20:
                return
            yield from (plain(cell.value) for cell in cells.values() if isinstance(cell.value, str))
