"""Correct workbooks in four layouts: cost lines in sections, years across, many bodies, and a summary over sheets."""

import io
import random

import formualizer
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

HEADINGS = ["Organisatie", "Omschrijving", "Toelichting"]
WORDS = ["hosting", "licenties", "beheer", "inhuur", "opleiding", "advies", "huisvesting", "onderzoek", "koppelvlak"]


def cell(row, column):
    """Return an address for a row from 1 and a column from 1."""
    return f"{xl_col_to_name(column - 1)}{row}"


def make(seed):
    """Return a workbook as sheets of cells: {sheet: {(row, column): number, text or formula}}."""
    rng = random.Random(seed)
    layout = rng.choice([sections, years, bodies, over_sheets])
    return layout(rng)


def _amount(rng):
    return rng.choice([rng.randint(1_000, 900_000), rng.randint(100_000, 90_000_000) / 100])


def _top(rng, cells, headings, column):
    """Write a title, sometimes the unit, and the headings; return the first free row."""
    row = rng.choice([1, 1, 3, 6])
    if row > 1:
        cells[1, column] = rng.choice(["Begroting", "Overzicht kosten", "Staat van baten en lasten"])
    for at, heading in enumerate(headings):
        cells[row, column + at] = heading
    return row + 1


def _section(rng, cells, row, column, count):
    """Write lines with quantity, rate, amount and four quarters, and their subtotal; return its row."""
    for at in range(row, row + count):
        cells[at, column] = f"{rng.choice('ABCD')}-{rng.randint(10, 99)}"
        cells[at, column + 1] = f"{rng.choice(WORDS)} {rng.randint(1, 99)}"
        cells[at, column + 2] = rng.randint(1, 4_000)
        cells[at, column + 3] = rng.randint(4_000, 18_000) / 100
        cells[at, column + 4] = f"=ROUND({cell(at, column + 2)}*{cell(at, column + 3)},2)"
        for quarter in range(4):
            cells[at, column + 5 + quarter] = f"={cell(at, column + 4)}/4"
    total = row + count
    cells[total, column + 1] = rng.choice(["Subtotaal", "Totaal onderdeel"])
    for at in range(column + 4, column + 9):
        cells[total, at] = f"=SUM({cell(row, at)}:{cell(total - 1, at)})"
    return total


def sections(rng):
    """Sections of cost lines with subtotals, a grand total and a check of the quarters."""
    cells, column = {}, rng.choice([1, 1, 2])
    headings = ["Code", "Omschrijving", "Aantal", "Tarief", "Bedrag", *(f"Kwartaal {n}" for n in (1, 2, 3, 4))]
    row = _top(rng, cells, headings, column)
    totals = []
    for _ in range(rng.randint(1, 4)):
        total = _section(rng, cells, row, column, rng.randint(4, 14))
        totals.append(total)
        row = total + rng.choice([1, 2])
    cells[row, column + 1] = "Totaal"
    for at in range(column + 4, column + 9):
        cells[row, at] = "=" + "+".join(cell(total, at) for total in totals)
    cells[row + 2, column + 1] = "Controle kwartalen"
    quarters = f"SUM({cell(row, column + 5)}:{cell(row, column + 8)})"
    cells[row + 2, column + 4] = f"=ROUND({cell(row, column + 4)}-{quarters},2)"
    return {"Kosten": cells}


def years(rng):
    """Years across, with a base, an index, totals below and a total to the right."""
    cells, count = {}, rng.randint(4, 8)
    row = _top(rng, cells, ["Post", *range(2025, 2025 + count), "Totaal"], 1)
    cells[row, 1] = "Index"
    for at in range(3, count + 2):
        cells[row, at] = rng.randint(100, 600) / 10_000
    first = row + 1
    last = first + rng.randint(4, 16)
    for at in range(first, last + 1):
        cells[at, 1] = f"{rng.choice(WORDS)} {at}"
        cells[at, 2] = _amount(rng)
        for year in range(3, count + 2):
            cells[at, year] = f"=ROUND({cell(at, year - 1)}*(1+{xl_col_to_name(year - 1)}${row}),2)"
        cells[at, count + 2] = f"=SUM({cell(at, 2)}:{cell(at, count + 1)})"
    cells[last + 1, 1] = "Totaal"
    for year in range(2, count + 3):
        cells[last + 1, year] = f"=SUM({cell(first, year)}:{cell(last, year)})"
    return {"Meerjaren": cells}


def bodies(rng):
    """Many bodies below each other, their items beside each other with totals in between, in thousands."""
    cells = {}
    headings, totals, column = ["Bedragen in duizenden euro's", "Departement"], {}, 3
    for group in range(rng.randint(2, 4)):
        size = rng.randint(2, 6)
        headings += [f"Post {group}.{n}" for n in range(size)] + [f"Groep {group} (totaal)"]
        totals[column + size] = list(range(column, column + size))
        column += size + 1
    headings.append("Saldo")
    first = _top(rng, cells, headings, 1)
    ends = list(totals)
    for row in range(first, first + rng.randint(8, 60)):
        cells[row, 1] = f"Instelling {row}"
        cells[row, 2] = rng.choice(["BZK", "OCW", "FIN", "LNV"])
        for end, parts in totals.items():
            for part in parts:
                if rng.random() < 0.7:
                    cells[row, part] = rng.randint(0, 90_000)
            cells[row, end] = "=" + "+".join(cell(row, part) for part in parts)
        cells[row, column] = f"={cell(row, ends[0])}-{cell(row, ends[1])}"
    return {"Instellingen": cells}


def over_sheets(rng):
    """A sheet for each body and a summary that fetches their totals."""
    sheets, summary = {"Samenvatting": {}}, {}
    row = _top(rng, summary, ["Organisatie", "Bedrag", *(f"Kwartaal {n}" for n in (1, 2, 3, 4))], 1)
    first = row
    for name in rng.sample(["RWS", "Kadaster", "KOOP", "Geonovum", "RVO", "DUO"], rng.randint(4, 6)):
        cells = {}
        start = _top(rng, cells, ["Code", "Omschrijving", "Aantal", "Tarief", "Bedrag", "K1", "K2", "K3", "K4"], 1)
        total = _section(rng, cells, start, 1, rng.randint(4, 12))
        sheets[name] = cells
        summary[row, 1] = name
        for at in range(5):
            summary[row, 2 + at] = f"={name}!{cell(total, 5 + at)}"
        row += 1
    summary[row, 1] = "Totaal"
    for at in range(2, 7):
        summary[row, at] = f"=SUM({cell(first, at)}:{cell(row - 1, at)})"
    sheets["Samenvatting"] = summary
    return sheets


def written(sheets, stored=None):
    """Return a workbook as bytes, its formulas with the values that formualizer gives them.

    `stored` are values for formulas that no engine can work out without another file.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for (row, column), value in cells.items():
                if isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(row - 1, column - 1, value, None, (stored or {}).get((name, row, column), 0))
                elif isinstance(value, str):
                    sheet.write_string(row - 1, column - 1, value)
                else:
                    sheet.write_number(row - 1, column - 1, value)
    if stored:
        return stream.getvalue()
    return bytes(formualizer.recalculate_xlsx_bytes(stream.getvalue())["bytes"])
