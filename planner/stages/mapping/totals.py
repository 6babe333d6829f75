"""Proposes rules for the rows of totals of a foreign sheet: how they are known and which lines they cover; pure."""

from collections.abc import Mapping
from decimal import Decimal

from planner.records.mapping import Covers, Skip
from planner.stages.mapping.columns import Guessed
from planner.stages.mapping.rows import Rows, Rule
from planner.stages.mapping.words import SUBTOTAL, TOTAL_WORD

EMPTY = "(leeg)"
Labels = Mapping[int, tuple[int, str]]


def rules(guessed: Guessed, found: Rows) -> list[Rule]:
    """Return the rules, lowest level first; what fits all lines above is a total."""
    totals = found.totals
    fits = {row: _fits(guessed, row, found) for row in totals}
    first, last = min(found.lines, default=0), max(found.lines, default=0)
    named = {row: label for row, label in totals.items() if label[1]}
    whole = [
        row
        for row in named
        if Covers.EVERYTHING in fits[row] and not first < row < last and (len(fits[row]) == 1 or len(totals) == 1)
    ]
    made = [Rule(Skip.TOTAL, *named[row], Covers.EVERYTHING) for row in whole]
    patterns: dict[tuple[int, str], list[int]] = {}
    for row in totals:
        if row not in whole:
            patterns.setdefault(_pattern(guessed, row, named, found), []).append(row)
    for (column, pattern), rows in sorted(patterns.items(), key=lambda one: (one[0][1] == EMPTY, -len(one[1]))):
        always = [kind for kind in (Covers.PREVIOUS, Covers.GROUP) if all(kind in fits[row] for row in rows)]
        # With one pattern for more levels the nearest total does not end what a higher one covers.
        made.append(Rule(Skip.SUBTOTAL, column, pattern, always[0] if always else Covers.FITTING))
    return list(dict.fromkeys(made))


def _pattern(guessed: Guessed, row: int, named: Labels, found: Rows) -> tuple[int, str]:
    """Return the column and the pattern by which a total is known, which must not fit any line."""
    if row not in named:
        said = [guessed.columns[name] for name in ("description", "cost_type", "heading") if name in guessed.columns]
        empty = [column for column in said if all(guessed.grid.shown(line, column) for line in found.lines)]
        return next(iter(empty or said), 1), EMPTY
    column, text = named[row]
    beginnings = {guessed.grid.text(line, column).casefold() for line in found.lines}
    first, last = text.split()[0], text.split()[-1]
    if SUBTOTAL.match(first) and not any(line.startswith(first.casefold()) for line in beginnings):
        return column, f"{first}*"
    if TOTAL_WORD.search(last) and not any(line.endswith(last.casefold()) for line in beginnings):
        return column, f"*{last}"
    return column, text


def _fits(guessed: Guessed, row: int, found: Rows) -> list[Covers]:
    """Return the ways of covering lines in which a subtotal comes out."""
    column = next((c for c in guessed.money if guessed.grid.number(row, c) is not None), None)
    if column is None:
        return list(Covers)
    whole = guessed.grid.number(row, column) or Decimal(0)
    starts = {
        Covers.PREVIOUS: max((one for one in found.totals if one < row), default=0),
        Covers.EVERYTHING: 0,
    }
    if found.group_rows:
        starts[Covers.GROUP] = max((one for one in found.group_rows if one < row), default=0)
    fitting = []
    for kind, start in starts.items():
        lines = [one for one in found.lines if start < one < row]
        if kind is Covers.EVERYTHING and not lines:
            lines = found.lines
        made = sum((guessed.grid.number(one, column) or Decimal(0) for one in lines), Decimal(0))
        if abs(made - whole) <= max(abs(whole) / 1000, Decimal(1)):
            fitting.append(kind)
    return fitting
