"""One fault of each class, planted at a random place of a correct workbook, with where it is and what it does."""

import io
import re
from collections import Counter

import openpyxl

from tests.inspecting.workbooks import cell, written

REFERENCE = re.compile(r"(\$?)([A-Z]{1,2})(\$?)([0-9]+)")


def is_formula(value):
    """Tell whether a cell holds a formula."""
    return isinstance(value, str) and value.startswith("=")


def values_of(data):
    """Return the stored values of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {(sheet.title, at.row, at.column): at.value for sheet in book for row in sheet.iter_rows() for at in row}


def relative(formula, row, column):
    """Return a formula with its references relative to its cell."""

    def moved(match):
        fixed_column, letters, fixed_row, digits = match.groups()
        at = openpyxl.utils.column_index_from_string(letters)
        return f"{'R' + digits if fixed_row else int(digits) - row},{'C' + letters if fixed_column else at - column}"

    return REFERENCE.sub(moved, formula)


def among_alike(sheets, least=4):
    """Return the formulas that stand among at least so many of their own kind, in their column or their row."""
    places = []
    for name, cells in sheets.items():
        keys = {at: relative(value, *at) for at, value in cells.items() if is_formula(value)}
        down, along = Counter((c, k) for (_, c), k in keys.items()), Counter((r, k) for (r, _), k in keys.items())
        places += [(name, *at) for at, key in keys.items() if max(down[at[1], key], along[at[0], key]) >= least]
    return places


def typed_over(rng, sheets, values):
    """Type a number over a formula."""
    name, row, column = rng.choice(among_alike(sheets))
    off = rng.choice([-1, 1]) * rng.choice([1, rng.randint(2, 900), rng.randint(1_000, 5_000_000)])
    was = values[name, row, column]
    sheets[name][row, column] = round(was + off, 2)
    return {"formula-typed-over"}, name, row, column, round(was + off, 2) - was


def constant(rng, sheets, values):
    """Hide a number in a total."""
    totals = [at for at in among_alike(sheets) if _adds(sheets[at[0]][at[1:]])]
    name, row, column = rng.choice(totals)
    off = rng.choice([-1, 1]) * rng.choice([1, 1, rng.randint(2, 999), 1550857])
    sheets[name][row, column] += f"{off:+d}"
    return {"formula-with-constant"}, name, row, column, off


def _adds(formula):
    return "SUM(" in formula or (formula.count("+") and "ROUND" not in formula and "*" not in formula)


def short(rng, sheets, values):
    """Let a sum stop before its last row, or begin after its first; or leave a term out."""
    places = [at for at in among_alike(sheets) if _adds(sheets[at[0]][at[1:]]) and _size(sheets[at[0]][at[1:]]) > 3]
    if not places:
        return None
    name, row, column = rng.choice(places)
    formula = sheets[name][row, column]
    ends = re.fullmatch(r"=SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)", formula)
    if ends is None:
        terms = formula[1:].split("+")
        gone = terms.pop(rng.randrange(len(terms)))
        left = [gone]
        sheets[name][row, column] = "=" + "+".join(terms)
    else:
        left = [_shorten(rng, sheets, name, row, column, ends)]
    lost = sum(values[name, *_at(one)] or 0 for one in left)
    return {"formula-stops-short"}, name, row, column, -lost


def _shorten(rng, sheets, name, row, column, ends):
    """Leave the first or the last cell out of a range, down or along; return its address."""
    first, top, last, bottom = ends[1], int(ends[2]), ends[3], int(ends[4])
    across = first != last
    columns = [openpyxl.utils.column_index_from_string(one) for one in (first, last)]
    if rng.random() < 0.5:
        gone = f"{last}{bottom}"
        new = f"{first}{top}:" + (cell(bottom, columns[1] - 1) if across else f"{last}{bottom - 1}")
    else:
        gone = f"{first}{top}"
        new = (cell(top, columns[0] + 1) if across else f"{first}{top + 1}") + f":{last}{bottom}"
    sheets[name][row, column] = f"=SUM({new})"
    return gone


def _size(formula):
    ends = re.fullmatch(r"=SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)", formula)
    if ends is None:
        return formula.count("+") + 1
    first, last = (openpyxl.utils.column_index_from_string(ends[n]) for n in (1, 3))
    return max(int(ends[4]) - int(ends[2]), last - first) + 1


def _at(address):
    address = address.replace("$", "")
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), openpyxl.utils.column_index_from_string(letters)


def beside(rng, sheets, values):
    """Let a formula look one row too far down."""
    places = [at for at in among_alike(sheets) if at[1] > 4]
    name, row, column = rng.choice(places)
    formula = sheets[name][row, column]
    by = rng.choice([-1, 1])
    wrong = REFERENCE.sub(lambda m: m[0] if m[3] else f"{m[2]}{int(m[4]) + by}", formula)
    if _loops(wrong, name, row, column):
        return None
    sheets[name][row, column] = wrong
    return {"formula-off-by-one", "formula-stops-short", "formula-counts-more"}, name, row, column, "was"


def _loops(formula, name, row, column):
    if "!" in formula:
        return False
    for ends in re.finditer(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", formula):
        first, last = (openpyxl.utils.column_index_from_string(ends[n]) for n in (1, 3))
        if first <= column <= last and int(ends[2]) <= row <= int(ends[4]):
            return True
    return f"{cell(row, column)}" in REFERENCE.findall(formula)


def other_file(rng, sheets, values):
    """Fetch a value from another file."""
    name, row, column = rng.choice(among_alike(sheets))
    sheets[name][row, column] = f"='[Begroting 2026.xlsx]Blad1'!{cell(row, column)}"
    return {"formula-other-file"}, name, row, column, None


def in_text(rng, sheets, values):
    """Type a mark behind a number that a total uses, so that it becomes a text."""
    places = [
        (name, *at)
        for name, cells in sheets.items()
        for at, value in cells.items()
        if isinstance(value, float) and value >= 1_000 and _between(cells, *at)
    ]
    if not places:
        return None
    name, row, column = rng.choice(places)
    mark = rng.choice(["**", "*", " (schatting)", " 1)"[:2]])
    sheets[name][row, column] = f"{sheets[name][row, column]:.2f}".replace(".", ",") + mark
    return {"number-in-text"}, name, row, column, None


def _between(cells, row, column):
    alike = [r for (r, c), value in cells.items() if c == column and isinstance(value, int | float)]
    return len(alike) > 6 and min(alike) < row < max(alike)


def spoilt(rng, sheets, values):
    """Type a word where a calculation expects a number."""
    name, cells = rng.choice(list(sheets.items()))
    used = {
        _at(match[0])
        for value in cells.values()
        if is_formula(value) and "SUM" not in value and "!" not in value
        for match in REFERENCE.finditer(value)
    }
    places = [at for at in used if isinstance(cells.get(at), int | float)]
    if not places:
        return None
    row, column = rng.choice(sorted(places))
    cells[row, column] = rng.choice([" n.v.t. ", "onbekend", "volgt"])
    return {"number-in-text"}, name, row, column, None


def shifted(rng, sheets, values):
    """Paste some rows one column to the right of where they belong."""
    wide = [one for one, cells in sheets.items() if max(c for _, c in cells) > 6]
    if not wide:
        return None
    name = rng.choice(wide)
    cells = sheets[name]
    rows = sorted({row for row, column in cells if sum(r == row for r, _ in cells) > 4 and _is_line(cells, row)})
    if len(rows) < 8:
        return None
    count = rng.randint(1, min(4, len(rows) // 4))
    at = rng.randrange(len(rows) - count)
    chosen = rows[at : at + count]
    left = min(column for row, column in cells if row in chosen)
    right = max(column for row, column in cells if row in chosen)
    for row in chosen:
        old = {column: values.get((name, row, column)) for column in range(left, right + 1)}
        for column in range(left, right + 2):
            cells.pop((row, column), None)
        for column, value in old.items():
            if value is not None:
                cells[row, column + 1] = value
    return {"block-shifted"}, name, chosen[0], left + 1, None


def _is_line(cells, row):
    texts = [value for (r, _), value in cells.items() if r == row and isinstance(value, str) and not is_formula(value)]
    numbers = [value for (r, _), value in cells.items() if r == row and isinstance(value, int | float)]
    return len(numbers) >= 2 and any(texts) and not any("otaal" in text or "Index" in text for text in texts)


def check_fails(rng, sheets, values):
    """Change a quarter, so that a check of the sheet itself no longer holds."""
    places = [
        (name, *at)
        for name, cells in sheets.items()
        for at, value in cells.items()
        if is_formula(value) and str(cells.get((at[0], at[1] - 3))).startswith("Controle")
    ]
    if not places:
        return None
    name, row, column = rng.choice(places)
    quarters = [at for at, value in sheets[name].items() if is_formula(value) and value.endswith("/4")]
    sheets[name][rng.choice(sorted(quarters))] = 12_345.67
    return {"check-fails"}, name, row, column, None


CLASSES = {
    "typed over": typed_over,
    "constant in a total": constant,
    "sum that stops short": short,
    "one row off": beside,
    "another file": other_file,
    "number in text": in_text,
    "word in a calculation": spoilt,
    "block one column off": shifted,
    "check that fails": check_fails,
}


def plant(kind, rng, sheets):
    """Plant one fault; return the workbook as bytes and what was planted, or None where this workbook has no place."""
    values = values_of(written(sheets))
    planted = CLASSES[kind](rng, sheets, values)
    if planted is None:
        return None
    try:
        data = written(sheets, values if kind == "another file" else None)
    except OSError:  # the fault made a circle, which no program saves
        return None
    codes, name, row, column, effect = planted
    if effect == "was":
        now = values_of(data)[name, row, column]
        effect = (now or 0) - (values[name, row, column] or 0) if isinstance(now, int | float) else None
    return data, (codes, name, row, column, effect)
