"""Blocks pasted one column or row beside where they belong, in the ways that people do it, and how they are told."""

import io

import openpyxl
from openpyxl.formula.translate import Translator

from tests.inspecting.faults import REFERENCE, is_formula, values_of
from tests.inspecting.workbooks import cell, written


class Table:
    """The bodies of the largest table of a sheet: their rows, and the columns of figures, typed or calculated."""

    def __init__(self, sheets, values):
        self.name = max(sheets, key=lambda name: sum(is_formula(one) for one in sheets[name].values()))
        self.cells, self.values = sheets[self.name], values
        rows = {}
        for (row, column), value in self.cells.items():
            rows.setdefault(row, {})[column] = value
        self.rows = sorted(row for row, held in rows.items() if _is_body(held))
        filled = {}
        for row in self.rows:
            for column, value in rows[row].items():
                if is_formula(value) or isinstance(value, int | float):
                    filled.setdefault(column, []).append(_calculates(value))
        self.columns = sorted(column for column, held in filled.items() if len(held) > 2)
        self.typed = [column for column in self.columns if sum(filled[column]) * 2 < len(filled[column])]

    def number(self, row, column):
        """Return the number in a cell before anything was done, None where there is none."""
        found = self.values.get((self.name, row, column))
        return found if isinstance(found, int | float) else None

    def block(self, rng, count, beside=0):
        """Return so many rows below each other, all bodies, with so many bodies above and below them."""
        known = set(self.rows)
        fits = [row for row in self.rows if all(at in known for at in range(row - beside, row + count + beside))]
        return list(range(start := rng.choice(fits), start + count)) if fits else []


def _is_body(held):
    texts = [value for value in held.values() if isinstance(value, str) and not is_formula(value)]
    numbers = [value for value in held.values() if isinstance(value, int | float) or is_formula(value)]
    return bool(texts) and len(numbers) > 4 and not any("otaal" in text for text in texts)


def _calculates(value):
    return is_formula(value) and any(one.isalpha() for one in value)


def _put(table, moved, row, column, value):
    if value is None:
        table.cells.pop((row, column), None)
    else:
        table.cells[row, column] = value
    moved.append((row, column))


def _window(rng, columns, *, whole):
    """Return the first and last index of the columns that are moved: all, or some that are next to each other."""
    if whole:
        return 0, len(columns) - 1
    first = rng.randrange(len(columns) - 1)
    return first, min(len(columns) - 1, first + rng.choice([1, 2, 3, 4, 6, 10, 20]))


def across(rng, table, rows, by, *, kind):
    """Move cells of some rows one column; return where they stand now."""
    columns = table.typed if kind == "typed" else table.columns
    first, last = _window(rng, columns, whole=rng.random() < 0.3)
    source = [columns[at] for at in range(first, last + 1)]
    target = [column + by for column in source]
    if kind == "typed":
        steps = [at + by for at in range(first, last + 1)]
        if not 0 <= min(steps) <= max(steps) < len(columns):
            return []
        target = [columns[at] for at in steps]
    if min(target) < table.columns[0] or (kind != "insert" and max(target) > max(table.columns) + 1):
        return []
    copied = rng.random() < 0.2
    placed = []
    for row in rows:
        held = {column: table.cells.get((row, column)) for column in source}
        for column in source:
            if not copied or column in target:
                table.cells.pop((row, column), None)
        for column, to in zip(source, target, strict=True):
            value = _pasted(table, held[column], row, column, to, kind)
            _put(table, placed, row, to, value)
    return placed


def _pasted(table, value, row, column, to, kind):
    if kind == "formulas" and is_formula(value):
        return Translator(value, cell(row, column)).translate_formula(cell(row, to))
    return table.number(row, column) if is_formula(value) and kind != "typed" else value


def inserted(rng, table, rows, by):
    """Insert or delete a cell in some rows: all that stands to the right moves along, and formulas follow."""
    start = rng.choice(table.columns[:-2])
    placed = []
    for row in rows:
        moved = [column for at, column in table.cells if at == row and column >= start]
        held = {column: table.cells.pop((row, column)) for column in moved}
        for column, value in held.items():
            if by < 0 and column == start:
                continue
            _put(table, placed, row, column + by, _followed(value, row, start, by))
    return placed


def _followed(value, row, start, by):
    """Return a formula whose references to cells that moved follow them; one to a cell that is gone is an error."""
    if not is_formula(value):
        return value

    def moved(match):
        letters, at = match[2], int(match[4])
        column = openpyxl.utils.column_index_from_string(letters)
        if at != row or column < start:
            return match[0]
        return "#REF!" if by < 0 and column == start else f"{match[1]}{cell(1, column + by)[:-1]}{match[3]}{at}"

    return REFERENCE.sub(moved, value)


def within(rng, table, rows, by):
    """Move typed cells of some rows one column, whatever stands there: also over a formula."""
    runs = [[table.typed[0]]]
    for column in table.typed[1:]:
        runs[-1].append(column) if column == runs[-1][-1] + 1 else runs.append([column])
    run = rng.choice([one for one in runs if len(one) > 1])
    first, last = _window(rng, run, whole=rng.random() < 0.5)
    target = range(run[first] + by, run[last] + by + 1)
    if min(target) < table.columns[0]:
        return []
    placed = []
    for row in rows:
        held = {column: table.cells.pop((row, column), None) for column in run[first : last + 1]}
        for column, value in held.items():
            _put(table, placed, row, column + by, value)
    return placed


def down(rng, table, rows, by, *, kind):
    """Move some columns of some rows one row; return where they stand now."""
    columns = table.typed if kind == "typed" else table.columns
    first, last = _window(rng, columns, whole=rng.random() < 0.3)
    chosen, placed, copied = columns[first : last + 1], [], rng.random() < 0.2
    held = {(row, column): table.cells.get((row, column)) for row in rows for column in chosen}
    for row, column in held:
        if not copied or row - by in rows:
            table.cells.pop((row, column), None)
    for (row, column), value in held.items():
        to = row + by
        pasted = value
        if is_formula(value):
            pasted = table.number(row, column)
            if kind == "formulas":
                pasted = Translator(value, cell(row, column)).translate_formula(cell(to, column))
        _put(table, placed, to, column, pasted)
    return placed


WAYS = {
    "formulas": lambda rng, table, rows, by: across(rng, table, rows, by, kind="formulas"),
    "values": lambda rng, table, rows, by: across(rng, table, rows, by, kind="values"),
    "inputs beside formulas": lambda rng, table, rows, by: across(rng, table, rows, by, kind="typed"),
    "inputs over formulas": within,
    "inserted": inserted,
    "down with formulas": lambda rng, table, rows, by: down(rng, table, rows, by, kind="formulas"),
    "down as values": lambda rng, table, rows, by: down(rng, table, rows, by, kind="values"),
    "down inputs": lambda rng, table, rows, by: down(rng, table, rows, by, kind="typed"),
}
"""The ways in which people put a block beside where it belongs."""


def plant(way, rng, sheets, count=0):
    """Move a block; return the workbook, its sheet, its cells with a number, and how far; None where nothing moved."""
    table = Table(sheets, values_of(written(sheets)))
    by, vertical = rng.choice([1, 1, -1]), way.startswith("down")
    rows = table.block(rng, count or rng.randint(1, 6), beside=int(vertical))
    placed = WAYS[way](rng, table, rows, by) if rows else []
    try:
        data = written(sheets)
    except OSError:  # the move made a circle, which no program saves
        return None
    now = values_of(data)
    found = {
        at
        for at in placed
        if isinstance(value := now.get((table.name, *at)), int | float)
        and value
        and now.get((table.name, *at)) != table.number(*at)
    }
    return (data, table.name, found, (by, 0) if vertical else (0, by)) if found else None


def told(findings, name, cells, shift):
    """Return how a moved block is told: `found`, `other way` (a block, moved otherwise), `otherwise` or `missed`."""
    here = [one for one in findings if one.sheet == name and any(one.holds(*at) for at in cells)]
    blocks = [one for one in here if one.what == "block-shifted"]
    if any(_alike(one.shift, shift) for one in blocks):
        return "found"
    return "other way" if blocks else "otherwise" if here else "missed"


def loaded(data):
    """Return a workbook as sheets of cells, as `written` takes it: its numbers, texts and formulas."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: {
            (at.row, at.column): at.value
            for row in sheet.iter_rows()
            for at in row
            if isinstance(at.value, int | float | str) and not isinstance(at.value, bool)
        }
        for sheet in book
    }


def _alike(one, other):
    """Tell whether two moves go the same way: past a total, a typed cell moves two columns."""
    return all((a > 0) - (a < 0) == (b > 0) - (b < 0) for a, b in zip(one, other, strict=True))
