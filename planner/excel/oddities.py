"""Finds errors in formulas with what caused them, numbers hidden in texts, and check cells that fail."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from planner import dutch
from planner.excel.cells import Cell
from planner.excel.evaluating import cells_in
from planner.excel.findings import Finding, What
from planner.excel.formula_tree import Node, Span, address
from planner.excel.formulas import Formula
from planner.excel.grid import Grid, Line
from planner.excel.sums import joined

Position = tuple[int, int]
MOST_TEXTS = 5
"""A column of numbers has at most one text in so many cells."""
LEAST_CHECKS = 4
"""So many cells with one formula tell whether it is a check."""
_NUMBER = re.compile(r"^\D{0,8}?([-–−]?\s?\d[\d.,]*)\D{0,14}$")
_CODES = re.compile(r"\b(nr|nummer|code|jaar|regel|artikel|schaal|kolom|id|datum|telefoon|versie)\b", re.IGNORECASE)
_CHECK = re.compile(r"(controle|controles|check|checks|aansluiting|controletelling|kruistelling)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"verschil\b", re.IGNORECASE)
_FAILS = frozenset({"fout", "onjuist", "niet ok", "nok", "onwaar", "false", "nee", "error", "niet akkoord"})
_NOISE = Decimal("0.005")


def errors(grid: Grid) -> Iterator[Finding]:
    """Yield one finding for each cause of errors: the first cell that shows one, and the cells that follow from it."""
    faulty = {
        (row, column): cell for row, cells in grid.sheet.rows.items() for column, cell in cells.items() if cell.error
    }
    groups: dict[Position, list[Position]] = {}
    for at in faulty:
        cause = _cause(grid, at, faulty)
        if not _from_elsewhere(grid, cause):
            groups.setdefault(cause, []).append(at)
    for cause, places in groups.items():
        first, *others = sorted(places)
        found = faulty[first]
        also = ", ".join(address(*at) for at in others)
        near = "" if cause == first else address(*cause)
        shown = f"{found.value} ({found.formula})" if found.formula else str(found.value)
        yield Finding(What.ERROR, grid.sheet.name, *first, shown, near=near, also=also)


def _cause(grid: Grid, at: Position, faulty: dict[Position, Cell]) -> Position:
    """Return the cell that an error comes from: the first faulty one, or the text that a calculation meets."""
    seen: set[Position] = set()
    while at not in seen:
        seen.add(at)
        nearer = _meets(grid, at, faulty)
        if nearer is None:
            break
        at = nearer
    return at


def _from_elsewhere(grid: Grid, at: Position) -> bool:
    """Tell whether an error comes from another sheet, where it is told."""
    formula = grid.formulas.get(at)
    for reference in formula.references if formula else ():
        span = reference.at(*at)
        if span.sheet and any(cell.error for sheet in grid.on(span) for cell in cells_in(span, sheet)):
            return True
    return False


def _meets(grid: Grid, at: Position, faulty: dict[Position, Cell]) -> Position | None:
    formula = grid.formulas.get(at)
    if formula is None:
        return None
    texts = []
    for reference in formula.references:
        span = reference.at(*at)
        if span.sheet:
            continue
        here = next((one for one in faulty if one != at and span.holds(*one)), None)
        if here:
            return here
        if reference.single and grid.text(span.top, span.left):
            texts.append((span.top, span.left))
    return texts[0] if texts and faulty[at].value == "#VALUE!" else None


def hidden_numbers(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for every number within a text in a column of numbers, and for texts that spoil a formula."""
    spoiling = {_single(one.near) for one in errors(grid) if one.near}
    used, added = _used_rows(grid)
    for column, line in grid.columns.items():
        between = _between(grid, line, column)
        for row in [item.at for item in line.items if item.key == ""]:
            text = grid.text(row, column)
            value = _value(text)
            counts = _is_amount(grid, row, value) and _within(row, added.get(column, []))
            if row in between or (row, column) in spoiling or counts:
                known = value is not None and _within(row, used.get(column, []))
                effect = -value if known and value is not None else None
                yield Finding(What.TEXT, grid.sheet.name, row, column, text.strip(), effect=effect)


def _is_amount(grid: Grid, row: int, value: Decimal | None) -> bool:
    """Tell a figure from a year or a number in a row of headings."""
    return value is not None and not (1900 <= value <= 2100 and grid.headings(row))


Rows = dict[int, list[tuple[int, int]]]


def _used_rows(grid: Grid) -> tuple[Rows, Rows]:
    """Return by column the rows, from and to, that formulas of this sheet use, and those of ranges that they add up."""
    used: set[Span] = set()
    added: set[Span] = set()
    for at, formula in grid.formulas.items():
        used.update(one.at(*at) for one in formula.references if not one.sheet)
        ranges = (one for _, one in grid.terms(formula).references if not one.sheet and not one.single)
        added.update(one.at(*at) for one in ranges)
    return _by_column(used, grid), _by_column(added, grid)


def _by_column(spans: set[Span], grid: Grid) -> Rows:
    found: Rows = {}
    for one in spans:
        for column in grid.columns if one.right - one.left > len(grid.columns) else range(one.left, one.right + 1):
            if one.left <= column <= one.right:
                found.setdefault(column, []).append((one.top, one.bottom))
    return {column: joined(rows) for column, rows in found.items()}


def _within(row: int, rows: list[tuple[int, int]]) -> bool:
    """Tell whether a row lies in one of some runs of rows, in order and apart."""
    at = bisect_right(rows, (row, 1 << 30)) - 1
    return at >= 0 and rows[at][1] >= row


def _single(cell: str) -> Position:
    from planner.excel.matching import number

    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), number(letters)


def _between(grid: Grid, line: Line, column: int) -> set[int]:
    """Return the rows of texts that hold a number, between the numbers of a column of amounts."""
    places = [item.at for item in line.items if item.key != ""]
    if len(places) < MOST_TEXTS - 1:
        return set()
    texts = [item.at for item in line.items if item.key == "" and places[0] < item.at < places[-1]]
    heading = next((grid.text(at.at, column) for at in reversed(line.items) if at.key == "" and at.at < places[0]), "")
    if len(texts) * MOST_TEXTS > len(places) or _CODES.search(heading) or not _are_amounts(grid, places, column):
        return set()
    return {row for row in texts if _NUMBER.match(grid.text(row, column)) and _has_numbers(grid, row)}


def _has_numbers(grid: Grid, row: int) -> bool:
    """Tell a row with figures from the headings of a next table."""
    return any(item.key != "" for item in grid.rows[row].items)


def _are_amounts(grid: Grid, rows: list[int], column: int) -> bool:
    """Tell numbers that are counted from codes: some have decimals, or are large."""
    found = [grid.number(row, column) for row in rows]
    return any(one is not None and (one != one.to_integral_value() or abs(one) >= 1000) for one in found)


def _value(text: str) -> Decimal | None:
    match = _NUMBER.match(dutch.plain(text))
    if match is None:
        return None
    whole = dutch.read_number(text)
    found = dutch.read_number(match[1].replace(" ", "")) if whole is None else whole
    return found if isinstance(found, Decimal) else None


def failing_checks(grid: Grid) -> Iterator[Finding]:
    """Yield a finding for every formula that checks something and says that it does not hold."""
    headings: dict[int, str] = {}
    told: dict[tuple[int, int, str], bool | None] = {}
    for (row, column), formula in grid.formulas.items():
        cell = grid.sheet.at(row, column)
        if cell is None or not _fails(cell) or not _checks(formula):
            continue
        if column not in headings:
            headings[column] = _heading(grid, column)
        said = (*_labels(grid, row, column), headings[column])
        usual = _mostly_holds(grid, row, column, told)
        named = any(_CHECK.match(text) for text in said) and usual is not False
        if named or (usual and any(_DIFFERENCE.match(text) for text in said)):
            effect = grid.number(row, column)
            yield Finding(What.CHECK, grid.sheet.name, row, column, str(cell.value), cell.formula or "", effect)


def _fails(cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return not cell.value
    if isinstance(cell.value, str):
        return not cell.error and dutch.plain(cell.value).casefold() in _FAILS
    return isinstance(cell.value, int | float) and abs(Decimal(f"{cell.value:.15g}")) >= _NOISE


def _checks(formula: Formula) -> bool:
    """Tell whether a formula compares: a difference, or a condition."""
    tree: Node | None = formula.tree
    while tree is not None and (tree.what == "group" or (tree.what == "call" and tree.value in {"ROUND", "ABS"})):
        tree = tree.parts[0] if tree.parts else None
    if tree is None:
        return False
    return tree.what in {"-", "=", "<>", "<", ">", "<=", ">="} or (tree.what == "call" and tree.value in {"IF", "AND"})


def _labels(grid: Grid, row: int, column: int) -> list[str]:
    """Return the texts to the left of a cell."""
    cells = grid.sheet.rows.get(row, {})
    return [dutch.plain(cell.value) for at, cell in cells.items() if at < column and isinstance(cell.value, str)]


def _heading(grid: Grid, column: int) -> str:
    return next((grid.text(item.at, column) for item in grid.columns[column].items if item.key == ""), "")


def _mostly_holds(grid: Grid, row: int, column: int, told: dict[tuple[int, int, str], bool | None]) -> bool | None:
    """Tell whether the same formula gives zero nearly everywhere else in its column or row: then it is a check.

    None where it stands too much alone to tell. `told` keeps the answer for each line.
    """
    key = grid.formulas[row, column].key
    answers = []
    for along, number in ((0, column), (1, row)):
        if (along, number, key) not in told:
            told[along, number, key] = _holds_in(grid, along, number, key)
        answers.append(told[along, number, key])
    known = [one for one in answers if one is not None]
    return any(known) if known else None


def _holds_in(grid: Grid, along: int, number: int, key: str) -> bool | None:
    line = grid.rows[number] if along else grid.columns[number]
    places = [(number, item.at) if along else (item.at, number) for item in line.items if item.key == key]
    if len(places) < LEAST_CHECKS:
        return None
    return sum(abs(grid.number(*at) or Decimal(0)) < _NOISE for at in places) * 10 >= len(places) * 7
