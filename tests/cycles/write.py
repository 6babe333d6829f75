"""Writes a cycle as a workspace folder with XlsxWriter or openpyxl, never with planner's own writers."""

import random
from datetime import date
from decimal import Decimal

import openpyxl
import xlsxwriter
from openpyxl.cell import WriteOnlyCell
from xlsxwriter.utility import xl_col_to_name

PERCENT = {
    "Percentage", "Loonaandeel", "Prijsaandeel", "Kans", "Aandeel DSO-LV", "Discontovoet", "Drempel toelichting (%)",
    "Norm inhuur",
}  # fmt: skip
HEADINGS = {
    "Kosten": [
        "Regel", "PDC-code", "Product of dienst", "Post", "Kostensoort", "Omschrijving", "Structureel/incidenteel",
        "Eenheid", "Aantal", "Tarief", "Bedrag", "Kwartaal 1", "Kwartaal 2", "Kwartaal 3", "Kwartaal 4", "Prioriteit",
        "Ondeelbaar", "Toelichting",
    ],
    "Risico's": ["Risico", "Kans", "Financieel gevolg", "Maatregel"],
    "Plafonds": ["Post", "Bedrag", "Ondergrens", "Toets", "Toelichting"],
    "Verdeelsleutel": [
        "Kostencategorie", "Schijf vanaf", "Bijdragende partij", "Percentage", "Maximum", "Restant naar", "Vanaf",
        "Tot en met", "Bron",
    ],
}  # fmt: skip
ASIDE = {"how", "typed", "!"}
PLAIN = {"Risico's", "Onderwerpen"}


def write(cycle, folder):
    """Write every workbook of a cycle where the workspace wants it."""
    year = cycle["year"]
    for sub in ("", f"{year - 1}", f"{year}", f"{year}/offertes"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    tables = dict(cycle["reference"])
    reference = {"head": tables.pop("Algemeen"), "sheets": tables, "look": cycle.get("look", {})}
    _book(folder / "uitgangspunten.xlsx", "Algemeen", reference)
    _book(folder / cycle["strategy"]["file"], "Strategie", cycle["strategy"])
    if cycle["frame"]:
        for frame in (cycle["frame"], *cycle.get("older frames", ())):
            _book(folder / f"{year}" / frame["file"], "Kader", frame)
    for document in cycle["assignments"]:
        _book(folder / f"{year - 1}" / document["file"], "Opdracht", document)
    for quote in cycle["quotes"]:
        if quote.get("!") == "unreadable":
            (folder / f"{year}/offertes" / quote["file"]).write_bytes(b"%PDF-1.7 gescand")
            continue
        _book(folder / f"{year}/offertes" / quote["file"], "Offerte", quote)


def _book(path, first, document):
    """Write one workbook: sheets as grids of cells (value, number format, formula)."""
    look = document["look"]
    grids = {first: [[(label, None, None), _cell(label, value, look)] for label, value in document["head"].items()]}
    for name, rows in document["sheets"].items():
        grids[name] = _table(name, rows, look)
    for number in range(look.get("extra_sheets", 0)):
        grids[f"Kladblad {number}"] = [[("los", None, None), (Decimal("3.14"), None, None)]]
    (_with_openpyxl if look.get("writer") == "openpyxl" else _with_xlsxwriter)(path, grids)


def _table(name, rows, look):
    """Return a table as a grid; it may start lower and to the right, in another order, with more columns."""
    headings = [key for key in dict.fromkeys(key for row in rows for key in row) if key not in ASIDE]
    headings = headings or HEADINGS[name]
    if not look or name in PLAIN:
        return [
            [(_heading(key), None, None) for key in headings],
            *([_cell(key, row[key], {}) for key in headings] for row in rows),
        ]
    rng = random.Random(f"{look['seed']} {name}")
    extra = [f"Intern {number}" for number in range(look["extra_columns"])]
    order = headings + extra
    if look["shuffled"]:
        rng.shuffle(order)
    grid = [[("Door ons ingevuld", None, None)]] * (look["heading_row"] > 2)
    grid += [[]] * (look["heading_row"] - 1 - len(grid))
    margin = [(None, None, None)] * look["first_column"]
    letters = {key: xl_col_to_name(index + len(margin)) for index, key in enumerate(order)}
    grid.append(margin + [(_heading(key), None, None) for key in order])
    for number, row in enumerate(rows, start=len(grid) + 1):
        values = {key: _cell(key, row.get(key), look) for key in headings}
        values |= dict.fromkeys(extra, ("intern", None, None))
        for key, how in row.get("how", {}).items():
            formula = how.format_map({name: f"{letter}{number}" for name, letter in letters.items()})
            values[key] = (*values[key][:2], formula)
        values |= {key: (text, None, None) for key, text in row.get("typed", {}).items()}
        grid.append(margin + [values[key] for key in order])
    return grid


def _heading(key):
    """Return a heading as it is typed: a year is a number."""
    return int(key) if key.isdigit() else key


def _cell(label, value, look):
    if isinstance(value, tuple):
        return "..".join(f"{end:,}".replace(",", ".") for end in value), None, None
    if isinstance(value, date):
        return value, "dd-mm-yyyy", None
    if label in PERCENT:
        return value, "0.00%", None
    if label == "Bedrag":
        return value, {None: None, 0: "#,##0", 2: "#,##0.00"}[look.get("decimals")], None
    return value, None, None


def _plain(value):
    return float(value) if isinstance(value, Decimal) else value


def _with_xlsxwriter(path, grids):
    with xlsxwriter.Workbook(path, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        formats = {}
        for name, grid in grids.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(grid):
                for c, (value, shape, formula) in enumerate(row):
                    if value is None:
                        continue
                    style = formats.setdefault(shape, book.add_format({"num_format": shape})) if shape else None
                    if formula:
                        sheet.write_formula(r, c, formula, style, _plain(value))
                    elif isinstance(value, str):
                        sheet.write_string(r, c, value, style)
                    elif isinstance(value, date):
                        sheet.write_datetime(r, c, value, style)
                    else:
                        sheet.write_number(r, c, _plain(value), style)


def _with_openpyxl(path, grids):
    """openpyxl writes no stored values, so that formulas become their values here."""
    book = openpyxl.Workbook(write_only=True)
    for name, grid in grids.items():
        sheet = book.create_sheet(name)
        for row in grid:
            cells = []
            for value, shape, _ in row:
                cell = WriteOnlyCell(sheet, _plain(value))
                if shape:
                    cell.number_format = shape
                cells.append(cell)
            sheet.append(cells)
    book.save(path)
