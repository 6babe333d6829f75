"""Guesses the heading row of a foreign sheet and what each column holds, from headings and from values; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.stages.mapping.grid import LOOKED_AT, Grid, Known
from planner.stages.mapping.words import ACTUALS, NUMERIC, SYNONYMS, TEXTUAL, TRANSLATED, YEAR, alike

MOST, ENOUGH = 0.8, 0.6
QUARTERS = tuple(f"quarter_{n}" for n in (1, 2, 3, 4))


@dataclass
class Guessed:
    """A sheet with its heading row and the column of each field, with why; `years` holds the columns of years."""

    grid: Grid
    row: int
    columns: dict[str, int]
    why: dict[str, str]
    years: dict[int, int] = field(default_factory=dict)
    """The year of each column that stands for one."""
    outlook: bool = False
    """Whether the columns of years are outlook only, because another column is the amount."""
    score: float = 0.0

    def heading(self, column: int) -> str:
        """Return the heading of a column."""
        return self.grid.shown(self.row, column)

    @property
    def money(self) -> tuple[int, ...]:
        """Return the columns with amounts of a line: the amount, years and quarters."""
        named = [self.columns[name] for name in ("amount", *QUARTERS) if name in self.columns]
        return tuple(dict.fromkeys([*named, *self.years]))

    def settle(self) -> None:
        """Choose between a column with the amount and the columns of years; a total over the years is neither."""
        rows = list(self.grid.below(self.row))
        amount = self.columns.get("amount")
        over_years = len(self.years) > 1 and amount and _adds_up(self.grid, rows, amount, tuple(self.years))
        if amount and self.years and not over_years:
            self.outlook = True
        elif len(self.years) > 1:
            self.columns.pop("amount", None)
            self.score += 1
        else:
            self.years = {}
        if not amount and not self.years:
            self.score -= 1


def guess(grids: Sequence[Grid], known: Known) -> Guessed | None:
    """Return the sheet and row that look most like the headings of cost lines; None where nothing does."""
    found = [one for grid in grids for row in list(grid.rows)[:LOOKED_AT] if (one := _guess_row(grid, row, known))]
    best = max(found, key=lambda one: one.score, default=None)
    if best is not None:
        _by_sums(best)
    return best


def _guess_row(grid: Grid, row: int, known: Known) -> Guessed | None:
    headings = {column: text for column in grid.rows[row] if (text := grid.shown(row, column))}
    if len(headings) < 3 or len(list(grid.below(row))) < 1:
        return None
    facts = {column: _facts(grid, row, column, known) for column in headings}
    scores = sorted(_scores(headings, facts), reverse=True)
    if not scores:
        return None
    guessed = Guessed(grid, row, {}, {})
    guessed.years = _years(headings, facts)
    for score, at, name, why in scores:
        column = -at
        if name in guessed.columns or column in guessed.columns.values() or column in guessed.years:
            continue
        guessed.columns[name], guessed.why[name] = column, why
        guessed.score += score
    guessed.settle()
    return guessed if guessed.score > 1.5 else None


@dataclass(frozen=True)
class _Facts:
    numeric: float
    known: Mapping[str, float]
    filled: int


def _facts(grid: Grid, row: int, column: int, known: Known) -> _Facts:
    """Return which part of the filled cells below a heading are numbers, and known words of each field."""
    rows = [one for one in grid.below(row) if column in grid.rows[one]]
    numbers = sum(grid.is_amount(one, column) for one in rows)
    texts = [text for one in rows if (text := grid.shown(one, column))]
    shares = {
        name: sum(known.code(name, text) is not None for text in texts) / len(texts) if texts else 0.0
        for name in TRANSLATED
    }
    return _Facts(numbers / len(rows) if rows else 0.0, shares, len(rows))


def _scores(headings: Mapping[int, str], facts: Mapping[int, _Facts]) -> list[tuple[float, int, str, str]]:
    found = []
    for column, text in headings.items():
        fact = facts[column]
        for name in SYNONYMS:
            by_name = alike(text, name)
            by_value = fact.known.get(name, 0.0) if name != "recurring" or by_name else 0.0
            if name in NUMERIC and fact.filled and fact.numeric < ENOUGH:
                continue
            if name in TEXTUAL and fact.numeric > MOST:
                continue
            if by_value >= ENOUGH and fact.numeric < ENOUGH:
                found.append((1.0 + by_value + by_name / 2, -column, name, "waarden"))
            elif by_name:
                found.append((by_name, -column, name, "kop"))
    return found


def _years(headings: Mapping[int, str], facts: Mapping[int, _Facts]) -> dict[int, int]:
    """Return the columns that stand for a year and hold numbers."""
    found = {}
    for column, text in headings.items():
        match = YEAR.search(text)
        plain = not ACTUALS.search(text) and not re.search(r"\b(q|k|kw|kwartaal|quarter)\s*[1-4]\b", text.casefold())
        if match and plain and facts[column].numeric >= ENOUGH:
            found[column] = int(match[0])
    return found


def _by_sums(guessed: Guessed) -> None:
    """Find the amount and the quarters by what adds up, where no heading names them."""
    grid = guessed.grid
    rows = list(grid.below(guessed.row))
    used = {*guessed.columns.values(), *guessed.years}
    numeric = [c for c in sorted({c for row in rows for c in grid.rows[row]} - used) if _numbers(grid, rows, c)]
    if "amount" not in guessed.columns and not guessed.years:
        quantity, rate = guessed.columns.get("quantity"), guessed.columns.get("rate")
        for column in numeric if quantity and rate else ():
            if _adds_up(grid, rows, column, (quantity or 0, rate or 0), product=True):
                guessed.columns["amount"], guessed.why["amount"] = column, "aantal x tarief"
                numeric.remove(column)
                break
    amounts = [guessed.columns["amount"]] if "amount" in guessed.columns else list(guessed.years)
    if any(name in guessed.columns for name in QUARTERS):
        return
    for first in range(len(numeric) - 3):
        four = tuple(numeric[first : first + 4])
        if four[3] - four[0] == 3 and any(_adds_up(grid, rows, amount, four) for amount in amounts):
            for name, column in zip(QUARTERS, four, strict=True):
                guessed.columns[name], guessed.why[name] = column, "telt op tot het bedrag"
            return


def _numbers(grid: Grid, rows: Sequence[int], column: int) -> bool:
    filled = [row for row in rows if column in grid.rows[row]]
    return bool(filled) and sum(grid.number(row, column) is not None for row in filled) >= ENOUGH * len(filled)


def _adds_up(grid: Grid, rows: Sequence[int], column: int, parts: tuple[int, ...], *, product: bool = False) -> bool:
    tried = right = 0
    for row in rows:
        whole, numbers = grid.number(row, column), [grid.number(row, part) for part in parts]
        known = [number for number in numbers if number is not None]
        if whole is None or len(known) < len(parts) or not whole:
            continue
        made = known[0] * known[1] if product else sum(known, Decimal(0))
        tried += 1
        right += abs(made - whole) < abs(whole) / 10_000 or (product and abs(made / 1000 - whole) < abs(whole) / 1000)
    return tried >= 2 and right >= MOST * tried
