"""Finds errors in formulas with what caused them, numbers hidden in texts, and check cells that fail."""

import re
from collections.abc import Iterator
from decimal import Decimal

from planner import dutch
from planner.excel.cells import Cell
from planner.excel.evaluating import cells_in
from planner.excel.findings import Finding, What
from planner.excel.formula_tree import Node, Span, address
from planner.excel.formulas import Formula
from planner.excel.grid import Grid, Line

Position = tuple[int, int]
MOST_TEXTS = 5
"""A column of numbers has at most one text in so many cells."""
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
    used, added = _used_spans(grid)
    for column, line in grid.columns.items():
        between = _between(grid, line, column)
        for row in [item.at for item in line.items if item.key == ""]:
            text = grid.text(row, column)
            value = _value(text)
            counts = _is_amount(grid, row, value) and any(one.holds(row, column) for one in added)
            if row in between or (row, column) in spoiling or counts:
                known = value is not None and any(one.holds(row, column) for one in used)
                effect = -value if known and value is not None else None
                yield Finding(What.TEXT, grid.sheet.name, row, column, text.strip(), effect=effect)


def _is_amount(grid: Grid, row: int, value: Decimal | None) -> bool:
    """Tell a figure from a year or a number in a row of headings."""
    return value is not None and not (1900 <= value <= 2100 and grid.headings(row))


def _used_spans(grid: Grid) -> tuple[list[Span], list[Span]]:
    """Return the cells of this sheet that its formulas use, and of these the ranges that they add up."""
    used: list[Span] = []
    added: list[Span] = []
    for at, formula in grid.formulas.items():
        used += [one.at(*at) for one in formula.references if not one.sheet]
        added += [one.at(*at) for _, one in grid.terms(formula).references if not one.sheet and not one.single]
    return used, added


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
    for (row, column), formula in grid.formulas.items():
        cell = grid.sheet.at(row, column)
        if cell is None or not _fails(cell) or not _checks(formula):
            continue
        if column not in headings:
            headings[column] = _heading(grid, column)
        said = (*_labels(grid, row, column), headings[column])
        usual = _mostly_holds(grid, row, column)
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


def _mostly_holds(grid: Grid, row: int, column: int) -> bool | None:
    """Tell whether the same formula gives zero nearly everywhere else in its column or row: then it is a check.

    None where it stands too much alone to tell.
    """
    key = grid.formulas[row, column].key
    down = [(item.at, column) for item in grid.columns[column].items if item.key == key]
    along = [(row, item.at) for item in grid.rows[row].items if item.key == key]
    told = [
        sum(abs(grid.number(*at) or Decimal(0)) < _NOISE for at in places) * 10 >= len(places) * 7
        for places in (down, along)
        if len(places) >= 4
    ]
    return any(told) if told else None
