"""A request of planner's own, filled in as an organisation would, with one act of each kind done to it at random."""

import io

import formualizer
import openpyxl
from openpyxl.utils import get_column_letter

TOTALS = "Eigen totalen"


def columns(sheet):
    """Return the column of each heading."""
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


def filled_in(request, rng, *, formulas):
    """Return a request as an open workbook, correctly filled in: subjects, other amounts, formulas of its own."""
    book = openpyxl.load_workbook(io.BytesIO(request))
    for row in range(2, 9):
        book["Onderwerpen"].cell(row, 3, "Volgens het jaarplan.")
    costs = book["Kosten"]
    at = columns(costs)
    for row in range(2, costs.max_row + 1):
        if costs.cell(row, at["Regel"]).value is None:
            continue
        if formulas and _counted(costs, at, row):
            _with_formulas(costs, at, row)
        elif rng.random() < 0.3 and _counted(costs, at, row):
            _changed(costs, at, row, rng)
    if formulas:
        _totals(book, at)
    return book


def _counted(costs, at, row):
    whole = "Totale kosten" in at and costs.cell(row, at["Totale kosten"]).value is not None
    return not whole and None not in [costs.cell(row, at[name]).value for name in ("Aantal", "Tarief")]


def _changed(costs, at, row, rng):
    """Ask another quantity, with the amount and the quarters that belong to it."""
    quantity = max(1, round(costs.cell(row, at["Aantal"]).value * rng.uniform(0.8, 1.25)))
    cents = round(quantity * costs.cell(row, at["Tarief"]).value * 100)
    costs.cell(row, at["Aantal"], quantity)
    costs.cell(row, at["Bedrag"], cents / 100)
    for number in (1, 2, 3, 4):
        part = cents // 4 if number < 4 else cents - 3 * (cents // 4)
        costs.cell(row, at[f"Kwartaal {number}"], part / 100)


def _with_formulas(costs, at, row):
    letters = {name: get_column_letter(column) for name, column in at.items()}
    costs.cell(row, at["Bedrag"], f"=ROUND({letters['Aantal']}{row}*{letters['Tarief']}{row},2)")
    for number in (1, 2, 3):
        costs.cell(row, at[f"Kwartaal {number}"], f"=ROUND({letters['Bedrag']}{row}/4,2)")
    quarters = f"{letters['Kwartaal 1']}{row}:{letters['Kwartaal 3']}{row}"
    costs.cell(row, at["Kwartaal 4"], f"={letters['Bedrag']}{row}-SUM({quarters})")


def _totals(book, at):
    """Add a sheet with totals over the lines, as people do for themselves."""
    sheet = book.create_sheet(TOTALS)
    names = ["Bedrag", *(f"Kwartaal {number}" for number in (1, 2, 3, 4))]
    last = book["Kosten"].max_row
    for column, name in enumerate(names, start=2):
        letter = get_column_letter(at[name])
        sheet.cell(1, column, name)
        sheet.cell(2, column, f"=SUM(Kosten!{letter}2:{letter}{last})")
    sheet.cell(2, 1, "Totaal")


def bytes_of(book, *, formulas):
    """Return a workbook as bytes, its formulas with their values."""
    stream = io.BytesIO()
    book.save(stream)
    if not formulas:
        return stream.getvalue()
    return bytes(formualizer.recalculate_xlsx_bytes(stream.getvalue())["bytes"])


def lines(costs):
    """Return the rows with a line."""
    at = columns(costs)
    return [row for row in range(2, costs.max_row + 1) if costs.cell(row, at["Regel"]).value is not None]


def formula_rows(costs, name="Bedrag"):
    """Return the rows where a column has a formula."""
    column = columns(costs)[name]
    return [row for row in lines(costs) if str(costs.cell(row, column).value).startswith("=")]


def typed_over(book, rng):
    """Type a number over a formula of a column of formulas."""
    costs = book["Kosten"]
    name = rng.choice(["Bedrag", "Kwartaal 1", "Kwartaal 2", "Kwartaal 3"])
    row = rng.choice(formula_rows(costs, name))
    costs.cell(row, columns(costs)[name], rng.randint(1_000, 9_000_000) / 100)
    return {"formula-typed-over"}, "Kosten", row, columns(costs)[name]


def total_with_constant(book, rng):
    """Hide a number in a total."""
    sheet = book[TOTALS]
    column = rng.randint(2, 6)
    sheet.cell(2, column, f"{sheet.cell(2, column).value}{rng.choice(['-1', '+1550857', '+250'])}")
    return {"formula-with-constant"}, TOTALS, 2, column


def total_stops_short(book, rng):
    """Let a total stop before the last lines."""
    sheet = book[TOTALS]
    column = rng.randint(2, 6)
    first, last = sheet.cell(2, column).value[:-1].rsplit(":", 1)
    letters = last.rstrip("0123456789")
    sheet.cell(2, column, f"{first}:{letters}{int(last[len(letters) :]) - rng.randint(1, 3)})")
    return {"formula-stops-short"}, TOTALS, 2, column


def other_file(book, rng):
    """Fetch an amount from another file."""
    costs = book["Kosten"]
    row, column = rng.choice(formula_rows(costs)), columns(costs)["Bedrag"]
    costs.cell(row, column, f"=ROUND('[begroting.xlsx]Blad1'!K{row},2)")
    return {"formula-other-file"}, "Kosten", row, column


def one_column_off(book, rng):
    """Paste a block of lines one column to the right."""
    costs = book["Kosten"]
    at, rows = columns(costs), lines(costs)
    start = rng.randrange(len(rows) - 3)
    chosen = rows[start : start + rng.randint(1, 3)]
    left = rng.choice([at["Regel"], at["PDC-code"], at["Post"], at["Kostensoort"], at["Aantal"]])
    right = at["Kwartaal 4"]
    for row in chosen:
        old = [costs.cell(row, column).value for column in range(left, right + 1)]
        costs.cell(row, left).value = None
        for offset, value in enumerate(old):
            costs.cell(row, left + 1 + offset).value = value
    first = next(column for column in range(left + 1, right + 2) if costs.cell(chosen[0], column).value is not None)
    return {"block-shifted"}, "Kosten", chosen[0], first


def one_row_off(book, rng):
    """Paste some columns of a few lines one row lower."""
    costs = book["Kosten"]
    at, rows = columns(costs), lines(costs)
    start = rng.randrange(len(rows) - 6)
    chosen = rows[start : start + rng.randint(3, 5)]
    left, right = rng.choice([(at["PDC-code"], at["Omschrijving"]), (at["Eenheid"], at["Kwartaal 4"])])
    old = {(row, column): costs.cell(row, column).value for row in chosen for column in range(left, right + 1)}
    for (row, column), value in old.items():
        costs.cell(row + 1, column).value = value
    for column in range(left, right + 1):
        costs.cell(chosen[0], column).value = None
    first = next(column for column in range(left, right + 1) if old[chosen[0], column] is not None)
    return {"block-shifted"}, "Kosten", chosen[0] + 1, first


def row_added(book, rng):
    """Insert a line inside the table."""
    costs = book["Kosten"]
    row = rng.choice(lines(costs)[1:])
    source = [costs.cell(row, column).value for column in range(1, costs.max_column + 1)]
    costs.insert_rows(row)
    for column, value in enumerate(source, start=1):
        costs.cell(row, column, value)
    costs.cell(row, columns(costs)["Regel"], f"NIEUW-{row}")
    return {"request-rows-added"}, "Kosten", row, columns(costs)["Regel"]


def row_removed(book, rng):
    """Delete a line."""
    costs = book["Kosten"]
    row = rng.choice(lines(costs)[:-1])
    costs.delete_rows(row)
    return {"request-rows-removed"}, "Kosten", row, columns(costs)["Regel"]


def heading_changed(book, rng):
    """Rename a heading."""
    costs = book["Kosten"]
    name = rng.choice([name for name in columns(costs) if not name.startswith("Raming")])
    column = columns(costs)[name]
    costs.cell(1, column, rng.choice([f"{name} (x 1.000)", "Totaal 2027", "Kolom"]))
    return {"request-heading-changed"}, "Kosten", 1, column


def list_removed(book, rng):
    """Take the drop-down list or input rule of a column away."""
    costs = book["Kosten"]
    rules = costs.data_validations.dataValidation
    gone = rng.choice(rules)
    rules.remove(gone)
    column = min(area.min_col for area in gone.sqref.ranges)
    return {"request-list-changed"}, "Kosten", 1, column


def unprotected(book, rng):
    """Lift the protection of a sheet."""
    name = rng.choice(["Offerte", "Kosten", "Onderwerpen"])
    book[name].protection.sheet = False
    return {"request-protection-changed"}, name, 1, 1


def check_fails(book, rng):
    """Ask another advance in the last quarter, so that a check of the request itself no longer holds."""
    costs, control = book["Kosten"], book["Controle"]
    costs.cell(rng.choice(lines(costs)), columns(costs)["Kwartaal 4"], rng.randint(1_000_000, 9_000_000) / 100)
    (row,) = [cell.row for cell in control["A"] if cell.value == "De vier kwartalen zijn samen Bedrag"]
    return {"check-fails"}, "Controle", row, 4


def check_typed_over(book, rng):
    """Type over a formula of the checks, or change a word or a number in it."""
    cells = [cell for row in book["Controle"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    cell = rng.choice(cells)
    now = rng.choice(["klopt", 0, cell.value.replace("klopt niet", "klopt").replace("0,B", "0,A").replace("$A", "$B")])
    cell.value = 1 if now == cell.value else now
    return {"formula-typed-over", "formula-changed"}, "Controle", cell.row, cell.column


PLAIN = (one_column_off, one_row_off, row_added, row_removed, heading_changed, list_removed, unprotected)
WITH_FORMULAS = (
    typed_over, total_with_constant, total_stops_short, other_file, check_fails, check_typed_over,
)  # fmt: skip
ACTS = {act.__name__: (act, False) for act in PLAIN} | {act.__name__: (act, True) for act in WITH_FORMULAS}
