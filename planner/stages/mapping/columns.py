"""Guesses the heading row of a foreign sheet and what each column holds, from headings and from values; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from planner.records.mapping import Piece
from planner.stages.mapping.grid import LOOKED_AT, Grid, Known
from planner.stages.mapping.money import QUARTERS, Money
from planner.stages.mapping.words import NUMERIC, SUBTOTAL, SYNONYMS, TEXTUAL, TRANSLATED, YEAR, alike

ALL_BUT_FEW, MOST, ENOUGH, FEW = 0.9, 0.8, 0.6, 0.2
LIKELY = 8
"""So many rows are looked into as headings."""
SAMPLE = 300
"""So many rows say what the columns hold."""
MANY_WORDS = 8
"""A column with more different words than these, none of them known, holds no codes of ours."""
DOWN = frozenset({"product", "product_name", "heading", "cost_type", "recurring"})
"""The fields that people fill in once for the rows below."""


@dataclass
class Guessed:
    """A sheet with its heading row and the column of each field, with why; `years` holds the columns of years."""

    grid: Grid
    row: int
    names: Mapping[int, tuple[str, ...]]
    rows: Sequence[int]
    """The rows below the headings that hold an amount."""
    columns: dict[str, int] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, Piece] = field(default_factory=dict)
    """The piece of its cell that a field is, where it is not all of it."""
    years: dict[int, int] = field(default_factory=dict)
    """The year of each column that stands for one: the own year, and later ones."""
    named: frozenset[int] = frozenset()
    """Every year that a column of numbers is called by, read or not."""
    score: float = 0.0

    def heading(self, column: int, *, dated: bool = False) -> str:
        """Return the heading by which a column is known from all others, with a year in it where `dated`."""
        own = [text for text in self.names.get(column, ()) if not dated or YEAR.search(text)]
        others = {text for at, names in self.names.items() if at != column for text in names}
        return next((text for text in own if text not in others), "")

    @property
    def money(self) -> tuple[int, ...]:
        """Return the columns with amounts of a line: the amount, years and quarters."""
        named = [self.columns[name] for name in ("amount", *QUARTERS) if name in self.columns]
        return tuple(dict.fromkeys([*named, *self.years]))

    def is_down(self, name: str, lines: Sequence[int]) -> bool:
        """Tell whether a field is filled in once and holds for the rows below."""
        if name not in DOWN or name not in self.columns or not lines:
            return False
        column = self.columns[name]
        filled = [row for row in lines if self.grid.shown(row, column)]
        first = bool(filled) and filled[0] == lines[0]
        merged = any(self.grid.is_merged_down(row, column) for row in lines)
        return first and len(filled) < len(lines) and (merged or len(filled) < MOST * len(lines))


def guess(grids: Sequence[Grid], known: Known, year: int | None = None) -> Guessed | None:
    """Return the sheet and row that look most like the headings of cost lines; None where nothing does.

    `year` is that of the workbook, where it is known.
    """
    found = [one for grid in grids for row in _likely(grid) if (one := _guess_row(grid, row, known, year))]
    best = max(found, key=lambda one: one.score, default=None)
    if best is None:
        return None
    # Headings may be repeated above every block: the first of them is meant.
    return next(one for one in found if one.grid is best.grid and _same(one.names, best.names))


def _likely(grid: Grid) -> list[int]:
    """Return the rows at the top that say most words that headings say, so that only these are looked into."""
    said = {
        row: sum(any(alike(text, name) for text in texts for name in SYNONYMS) for texts in grid.headings(row).values())
        for row in list(grid.rows)[:LOOKED_AT]
    }
    return sorted(sorted(said, key=lambda row: (-said[row], row))[:LIKELY])


def _same(one: Mapping[int, tuple[str, ...]], other: Mapping[int, tuple[str, ...]]) -> bool:
    return {column: names[0] for column, names in one.items()} == {at: names[0] for at, names in other.items()}


def _guess_row(grid: Grid, row: int, known: Known, year: int | None) -> Guessed | None:
    names = grid.headings(row)
    own = grid.rows[row]
    if len(names) < 3 or len(own) < 2 or not any(grid.text(row, column) for column in own):
        return None
    below = (at for at in grid.below(row) if any(grid.is_amount(at, column) for column in names))
    rows = list(islice(below, SAMPLE))
    rows = [at for at in rows if not any(SUBTOTAL.match(grid.text(at, column)) for column in grid.rows[at])] or rows
    if not rows:
        return None
    guessed = Guessed(grid, row, names, rows)
    money = Money(grid, rows, names, year)
    facts = {column: _facts(grid, rows, column, known) for column in names}
    for score, at, name, why in sorted(_scores(names, facts), reverse=True):
        column = -at
        if name in guessed.columns or column in guessed.columns.values() or name == "amount" or column in money.years:
            continue
        guessed.columns[name], guessed.why[name] = column, why
        guessed.score += score
    money.settle(guessed.columns, guessed.why)
    guessed.years, guessed.named = money.taken, frozenset(money.years.values())
    guessed.score += 1.0 if guessed.money else -1.0
    _pieces(guessed, known)
    _description(guessed, facts)
    return guessed if guessed.score > 1.5 else None


@dataclass(frozen=True)
class _Facts:
    numeric: float
    known: Mapping[str, float]
    filled: int
    different: int
    identifies: bool

    @property
    def is_text(self) -> bool:
        """Tell whether a column says something else on nearly every row, as no column of codes does."""
        return self.different > min(MANY_WORDS, MOST * self.filled)


def _facts(grid: Grid, rows: Sequence[int], column: int, known: Known) -> _Facts:
    """Return which part of the filled cells of a column are numbers, and known words of each field."""
    filled = [one for one in rows if column in grid.rows[one]]
    numbers = sum(grid.is_amount(one, column) for one in filled)
    texts = [text for one in filled if (text := grid.shown(one, column))]
    shares = {
        name: sum(_known(known, name, text) for text in texts) / len(texts) if texts else 0.0 for name in TRANSLATED
    }
    return _Facts(
        numbers / len(filled) if filled else 0.0, shares, len(filled), len(set(texts)), _identifies(grid, rows, column)
    )


def _known(known: Known, name: str, text: str) -> bool:
    return known.code(name, text) is not None or (name == "product" and known.first_word(text) is not None)


def _scores(names: Mapping[int, tuple[str, ...]], facts: Mapping[int, _Facts]) -> list[tuple[float, int, str, str]]:
    found = []
    for column, texts in names.items():
        fact = facts[column]
        for name in SYNONYMS:
            by_name = max(alike(text, name) for text in texts)
            by_value = fact.known.get(name, 0.0)
            if name == "recurring" and by_value < MOST and not by_name:
                by_value = 0.0
            if name in NUMERIC and fact.filled and fact.numeric < ENOUGH:
                continue
            if name in TEXTUAL and fact.numeric > MOST:
                continue
            if name == "id" and not fact.identifies:
                continue
            if name in {"heading", "cost_type"} and by_value < FEW and fact.is_text:
                continue
            if by_value >= ENOUGH and fact.numeric < ENOUGH:
                found.append((1.0 + by_value + by_name / 2, -column, name, "waarden"))
            elif by_name:
                found.append((by_name, -column, name, "kop"))
    return found


def _identifies(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Tell whether a column can be an identity: nearly all different, and not only the numbers of the rows.

    A row put in between would give each of such numbers to another line.
    """
    shown = [text for row in rows if (text := grid.shown(row, column))]
    numbers = [number for row in rows if (number := grid.number(row, column)) is not None]
    running = len(numbers) == len(shown) and all(b - a == 1 for a, b in pairwise(numbers))
    return bool(shown) and len(set(shown)) >= ALL_BUT_FEW * len(shown) and not running


def _pieces(guessed: Guessed, known: Known) -> None:
    """See whether a column of products holds a code and a name together, or the name is our only code."""
    columns = guessed.columns
    column = columns.get("product", columns.get("product_name"))
    if column is None:
        return
    texts = [text for row in guessed.rows if (text := guessed.grid.shown(row, column))]
    coded = [text for text in texts if known.code("product", text) is None and known.first_word(text)]
    if texts and 2 * len(coded) >= len(texts):
        columns["product"] = column
        guessed.pieces["product"] = Piece.FIRST
        guessed.why.setdefault("product", "waarden")
        if columns.get("product_name", column) == column:
            columns["product_name"] = column
            guessed.pieces["product_name"] = Piece.REST
            guessed.why.setdefault("product_name", "waarden")


def _description(guessed: Guessed, facts: Mapping[int, _Facts]) -> None:
    """Take the column with the most different texts for the description, where no heading says which it is."""
    if "description" in guessed.columns:
        return
    used = {*guessed.columns.values(), *guessed.years}
    free = {
        column: fact.different
        for column, fact in facts.items()
        if column not in used and fact.numeric < FEW and fact.filled >= ENOUGH * len(guessed.rows)
    }
    if free and (best := max(free, key=lambda column: free[column])):
        guessed.columns["description"], guessed.why["description"] = best, "tekst die per regel verschilt"
