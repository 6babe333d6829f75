"""Guesses what the rows of a foreign sheet are whose columns are known: lines, group headings, totals, notes; pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from planner.records.mapping import Covers, Piece, Skip
from planner.stages.mapping.columns import ENOUGH, Guessed
from planner.stages.mapping.grid import Known
from planner.stages.mapping.words import NOTE, SUBTOTAL, TOTAL_WORD

LONGEST = 40
"""So many characters of a note are put in its pattern."""
_SAID = ("product", "heading", "cost_type", "description", "recurring")
"""The texts that a line says and a total does not."""


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


@dataclass(frozen=True)
class Bare:
    """A row that says little: its first text and where, and whether amounts stand beside it."""

    row: int
    column: int
    text: str
    amounts: bool


@dataclass
class Rows:
    """What the rows below the headings are guessed to be."""

    lines: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    group_rows: set[int] = field(default_factory=set)
    totals: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The column and text by which each row of totals is known; the text is empty where nothing says so."""


def sort_rows(guessed: Guessed, known: Known) -> Rows:
    """Return the lines, group headings, totals and what else is to be skipped, without rules for totals."""
    found = Rows()
    grid = guessed.grid
    said = _said(guessed)
    bares = list(_above(guessed, known))
    for row in grid.below(guessed.row):
        texts = [(column, text) for column in sorted(grid.rows[row]) if (text := grid.text(row, column))]
        amounts = any(grid.is_amount(row, column) for column in guessed.money)
        little = 2 * sum(bool(grid.shown(row, column)) for column in said) <= len(said)
        label = next(((column, text) for column, text in texts if TOTAL_WORD.search(text)), None)
        if amounts and label and (little or SUBTOTAL.match(label[1])):
            found.totals[row] = label
        elif amounts and not little:
            found.lines.append(row)
        elif texts and little:
            bares.append(Bare(row, *texts[0], amounts))
        elif amounts:
            found.totals[row] = (0, "")
    _groups(guessed, known, bares, found)
    for one in bares:
        if one.row not in found.group_rows and one.amounts:
            found.lines.append(one.row)
    found.lines.sort()
    last = max([*found.lines, *found.totals], default=0)
    for one in bares:
        if one.row not in found.group_rows and not one.amounts and one.row < last:
            pattern = one.text if len(one.text) <= LONGEST else f"{one.text[:LONGEST]}*"
            found.rules.append(Rule(Skip.NOTE, one.column, pattern))
    return found


def _above(guessed: Guessed, known: Known) -> Iterator[Bare]:
    """Yield the text right above the headings where it is a heading or product of ours."""
    grid = guessed.grid
    row = max((one for one in grid.rows if one < guessed.row), default=0)
    texts = [(column, text) for column in grid.rows.get(row, ()) if (text := grid.text(row, column))]
    if len(texts) == 1 and any(known.near(name, texts[0][1]) for name in ("heading", "product")):
        yield Bare(row, *texts[0], amounts=False)


def _said(guessed: Guessed) -> list[int]:
    """Return the columns of texts that most rows with an amount fill in."""
    grid, rows = guessed.grid, [r for r in guessed.rows if any(guessed.grid.is_amount(r, c) for c in guessed.money)]
    columns = [guessed.columns[name] for name in _SAID if name in guessed.columns]
    often = [c for c in columns if sum(bool(grid.shown(row, c)) for row in rows) >= ENOUGH * len(rows)]
    return list(dict.fromkeys(often))


def _groups(guessed: Guessed, known: Known, bares: Sequence[Bare], found: Rows) -> None:
    """Find the texts above lines that are a heading of ours, or a product by its code or name."""
    for name in ("product", "product_name", "heading"):
        column = guessed.columns.get(name)
        if column is not None and found.lines and not any(guessed.grid.shown(row, column) for row in found.lines):
            del guessed.columns[name]
    last = max(found.lines, default=0)
    above = [one for one in bares if one.row < last and not (NOTE.match(one.text) and not one.amounts)]
    products = "product" not in guessed.columns
    if "heading" not in guessed.columns:
        # A product may be called after a heading: `Helpdesk IPLO`.
        rather = [one for one in above if products and _is_product(known, one.text)]
        _take([one for one in above if one not in rather], "heading", lambda text: known.near("heading", text), found)
    if not products:
        return
    rest = [one for one in above if one.row not in found.group_rows]
    coded = [one for one in rest if known.first_word(one.text)]
    if not coded and not known.words.get("product"):
        coded = [one for one in rest if any(map(str.isdigit, one.text.split()[0]))]
    if coded:
        column = coded[0].column
        found.groups.append(Group("product", column, Piece.FIRST))
        if "product_name" not in guessed.columns and any(" " in one.text for one in coded):
            found.groups.append(Group("product_name", column, Piece.REST))
        found.group_rows |= {one.row for one in coded if one.column == column}
    else:
        taken = _take(rest, "product", lambda text: known.near("product", text), found, others=True)
        if taken and "product_name" not in guessed.columns:
            found.groups.append(Group("product_name", found.groups[-1].column, Piece.WHOLE))
    _in_order(found, guessed)


def _is_product(known: Known, text: str) -> bool:
    return known.match("product", text)[0] > known.match("heading", text)[0]


def _take(
    bares: Sequence[Bare], name: str, near: Callable[[str], str | None], found: Rows, *, others: bool = False
) -> bool:
    """Take the texts that are or look like words of a field; with others of that column too, for people to fill in."""
    named = {one.row: code for one in bares if (code := near(one.text))}
    first = next((one for one in bares if one.row in named), None)
    if first is None:
        return False
    taken = [one for one in bares if one.column == first.column and (one.row in named or others)]
    terms = tuple(dict.fromkeys((one.text, named.get(one.row, "")) for one in taken))
    found.groups.append(Group(name, first.column, Piece.WHOLE, terms))
    found.group_rows |= {one.row for one in taken}
    return True


def _in_order(found: Rows, guessed: Guessed) -> None:
    """Put the highest level of group headings first: the one that the sheet begins with."""
    first = min(found.group_rows, default=None)
    if first is None or len({group.field for group in found.groups} & {"heading", "product"}) < 2:
        return
    text = next(iter(guessed.grid.text(first, c) for c in sorted(guessed.grid.rows[first])), "")
    if text not in {theirs for group in found.groups if group.field == "heading" for theirs, _ in group.terms}:
        found.groups.sort(key=lambda group: group.field == "heading")
