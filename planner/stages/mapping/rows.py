"""Guesses the group headings, subtotals and notes of a foreign sheet whose columns are known; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.records.mapping import Covers, Piece, Skip
from planner.stages.mapping.columns import Guessed
from planner.stages.mapping.grid import Known
from planner.stages.mapping.words import NOTE, SUBTOTAL, closest

LONGEST = 40
"""So many characters of a note are put in its pattern."""


@dataclass(frozen=True)
class Group:
    """A field that stands in group headings: its column, and which piece of the text it is."""

    field: str
    column: int
    piece: Piece
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rule:
    """A kind of row to skip."""

    skip: Skip
    column: int
    text: str
    covers: Covers | None = None


@dataclass
class Rows:
    """What the rows below the headings are guessed to be."""

    lines: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    group_rows: set[int] = field(default_factory=set)


def sort_rows(guessed: Guessed, known: Known) -> Rows:
    """Return the lines, group headings and rules for what is to be skipped."""
    found = Rows()
    totals: dict[int, tuple[int, str]] = {}
    bare: list[tuple[int, int, str]] = []
    for row in guessed.grid.below(guessed.row):
        texts = [(column, text) for column in guessed.grid.rows[row] if (text := guessed.grid.text(row, column))]
        total = next(((column, text) for column, text in texts if SUBTOTAL.match(text)), None)
        amounts = [column for column in guessed.money if guessed.grid.is_amount(row, column)]
        if total and amounts:
            totals[row] = total
        elif amounts:
            found.lines.append(row)
        elif len(texts) == 1 and len(guessed.grid.rows[row]) == 1:
            bare.append((row, *texts[0]))
    _groups(guessed, known, bare, found)
    _totals(guessed, totals, found)
    last = max(found.lines, default=0)
    for row, column, text in bare:
        if row not in found.group_rows and (NOTE.match(text) or row > last):
            pattern = text if len(text) <= LONGEST else f"{text[:LONGEST]}*"
            found.rules.append(Rule(Skip.NOTE, column, pattern))
    return found


def _groups(guessed: Guessed, known: Known, bare: Sequence[tuple[int, int, str]], found: Rows) -> None:
    """Find the texts above lines that are a heading of ours, or a product by its code or name."""
    last = max(found.lines, default=0)
    above = [(row, column, text) for row, column, text in bare if row < last]
    if "heading" not in guessed.columns:
        _listed(above, known, "heading", found)
    if "product" in guessed.columns:
        return
    rest = [one for one in above if one[0] not in found.group_rows]
    coded = [one for one in rest if known.first_word(one[2])]
    if not coded and not known.words.get("product"):
        coded = [one for one in rest if any(map(str.isdigit, one[2].split()[0]))]
    if coded:
        column = coded[0][1]
        found.groups.append(Group("product", column, Piece.FIRST))
        if "product_name" not in guessed.columns:
            found.groups.append(Group("product_name", column, Piece.REST))
        found.group_rows |= {row for row, at, _ in coded if at == column}
        return
    before = len(found.groups)
    _listed(rest, known, "product", found)
    if len(found.groups) > before and "product_name" not in guessed.columns:
        found.groups.append(Group("product_name", found.groups[-1].column, Piece.WHOLE))


def _listed(above: Sequence[tuple[int, int, str]], known: Known, name: str, found: Rows) -> None:
    """Take the texts that are known words of a field, and those that look like one."""
    words = known.words.get(name, {})
    terms: dict[str, str] = {}
    column = 0
    for row, at, text in above:
        near = text.casefold() if text.casefold() in words else closest(text, words)
        if near and column in {0, at}:
            column, terms[text] = at, words[near]
            found.group_rows.add(row)
    if terms:
        found.groups.append(Group(name, column, Piece.WHOLE, tuple(terms.items())))


def _totals(guessed: Guessed, totals: dict[int, tuple[int, str]], found: Rows) -> None:
    """Make the rules of subtotals, lowest level first; what fits all lines above is a total."""
    fits = {row: _fits(guessed, row, totals, found) for row in totals}
    last = max(found.lines, default=0)
    alone = len(totals) == 1
    whole = [r for r in totals if Covers.EVERYTHING in fits[r] and (len(fits[r]) == 1 or (alone and r > last))]
    for row in whole:
        column, text = totals[row]
        found.rules.append(Rule(Skip.TOTAL, column, text, Covers.EVERYTHING))
    patterns: dict[tuple[int, str], list[int]] = {}
    for row, (column, text) in totals.items():
        if row not in whole:
            patterns.setdefault((column, f"{text.split()[0]}*"), []).append(row)
    for (column, pattern), rows in sorted(patterns.items(), key=lambda one: -len(one[1])):
        counted = {kind: sum(kind in fits[row] for row in rows) for kind in Covers}
        best = max(Covers, key=lambda kind: counted[kind])
        found.rules.append(Rule(Skip.SUBTOTAL, column, pattern, best))


def _fits(guessed: Guessed, row: int, totals: dict[int, tuple[int, str]], found: Rows) -> list[Covers]:
    """Return the ways of covering lines in which a subtotal comes out."""
    column = next((c for c in guessed.money if guessed.grid.number(row, c) is not None), None)
    if column is None:
        return list(Covers)
    whole = guessed.grid.number(row, column) or Decimal(0)
    starts = {
        Covers.PREVIOUS: max((one for one in totals if one < row), default=0),
        Covers.EVERYTHING: 0,
    }
    if found.group_rows:
        starts[Covers.GROUP] = max((one for one in found.group_rows if one < row), default=0)
    fitting = []
    for kind, start in starts.items():
        lines = [one for one in found.lines if start < one < row]
        made = sum((guessed.grid.number(one, column) or Decimal(0) for one in lines), Decimal(0))
        if abs(made - whole) <= max(abs(whole) / 1000, Decimal(1)):
            fitting.append(kind)
    return fitting
