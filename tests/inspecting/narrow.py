"""Small consolidated workbooks, of one or two columns, with their values worked out by another program."""

import io
from collections.abc import Mapping

import formualizer
import openpyxl
from openpyxl.workbook.defined_name import DefinedName

Sheets = Mapping[str, Mapping[str, object]]
"""What stands in the cells of each sheet."""

TWO_YEARS: Sheets = {
    "Balans": {
        "A1": "Balans (x € 1.000)", "B2": "2026", "C2": "2025",
        "A3": "Gebouwen", "B3": 1200, "C3": 1100,
        "A4": "Software", "B4": 300, "C4": 250,
        "A5": "Vaste activa", "B5": "=SUM(B3:B4)", "C5": "=SUM(C3:C4)",
        "A6": "Debiteuren", "B6": 80, "C6": 95,
        "A7": "Overlopend", "B7": 15, "C7": 20,
        "A8": "Bank", "B8": 500, "C8": 410,
        "A9": "Vlottende activa", "B9": "=SUM(B6:B8)", "C9": "=SUM(C6:C8)",
        "A10": "Totaal activa", "B10": "=B5+B9", "C10": "=C5+C9",
    }
}  # fmt: skip
"""Two columns with the same two subtotals and a total."""

ONE_COLUMN: Sheets = {
    "Bijlage": {
        "A1": "Post", "B1": "Bedrag",
        "A2": "Beheer", "B2": 100, "A3": "Hosting", "B3": 200, "A4": "Licenties", "B4": 300,
        "A5": "Totaal beheer", "B5": "=SUM(B2:B4)",
        "A7": "Advies", "B7": 40, "A8": "Onderzoek", "B8": 60, "A9": "Opleiding", "B9": 10,
        "A10": "Totaal kennis", "B10": "=SUM(B7:B9)",
        "A12": "Inkoop", "B12": 7, "A13": "Facilitair", "B13": 5,
        "A14": "Totaal overig", "B14": "=SUM(B12:B13)",
        "A15": "Totaal generaal", "B15": "=B5+B10+B14",
    }
}  # fmt: skip
"""One column with three totals and their total."""

BODIES: Sheets = {
    **{
        name: {
            "A1": "Post", "B1": "2027", "A2": "Beheer", "B2": at * 10, "A3": "Bouw", "B3": at * 3,
            "A4": "Totaal", "B4": "=SUM(B2:B3)",
        }
        for at, name in enumerate(("RWS", "KOOP", "UBR", "RDW"), start=1)
    },
    "Consolidatie": {
        "A1": "Post", "B1": "2027", "A2": "Beheer", "B2": "=RWS!B2+KOOP!B2+UBR!B2+RDW!B2",
        "A3": "Bouw", "B3": "=RWS!B3+KOOP!B3+UBR!B3+RDW!B3", "A4": "Totaal", "B4": "=RWS!B4+KOOP!B4+UBR!B4+RDW!B4",
        "A5": "Controle", "B5": "=B4-(RWS!B4+KOOP!B4+UBR!B4+RDW!B4)",
        "A6": "Ook zo", "B6": "=RWS!B6+KOOP!B6+UBR!B6+RDW!B6",
    },
}  # fmt: skip
"""A sheet for each body, and one that adds them up: every formula means the cell of its own address elsewhere."""

LOOK_UPS: Sheets = {
    "Tarieven": {"A1": "Schaal", "B1": "Tarief", "A2": 9, "B2": 80, "A3": 10, "B3": 90, "A4": 11, "B4": 100},
    "Inzet": {
        "A1": "Wie", "B1": "Schaal", "C1": "Uren", "D1": "Tarief", "E1": "Kosten", "F1": "Inclusief",
        **{
            cell: value
            for row, (scale, hours) in enumerate(((9, 10), (10, 20), (11, 30), (9, 40), (10, 50)), start=2)
            for cell, value in {
                f"A{row}": f"Medewerker {row}", f"B{row}": scale, f"C{row}": hours,
                f"D{row}": f"=VLOOKUP(B{row},Tarieven!$A$2:$B$4,2,FALSE)", f"E{row}": f"=C{row}*D{row}",
                f"F{row}": f"=E{row}*(1+btw_hoog)",
            }.items()
        },
        "A7": "Totaal", "C7": "=SUM(C2:C6)", "E7": "=SUM(uitgaven)", "F7": "=SUM(F2:F6)",
        "A9": "Schaal 9", "E9": "=SUMIF($B$2:$B$6,9,E$2:E$6)", "F9": "=SUMIF($B$2:$B$6,9,F$2:F$6)",
        "H1": "Btw", "H2": 0.21,
    },
}  # fmt: skip
NAMES = {"btw_hoog": "Inzet!$H$2", "uitgaven": "Inzet!$E$2:$E$6"}


def book(sheets: Sheets, changes: Mapping[str, object] | None = None, *, values: bool = True) -> bytes:
    """Return a workbook, some of its cells (`Blad!B2`) changed, with the values of its formulas unless told."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, cells in sheets.items():
        sheet = made.create_sheet(name)
        for cell, value in cells.items():
            sheet[cell] = value
    for cell, value in (changes or {}).items():
        name, _, at = cell.partition("!")
        made[name][at] = value
    if "Tarieven" in sheets:
        for name, meant in NAMES.items():
            made.defined_names[name] = DefinedName(name, attr_text=meant)
    stream = io.BytesIO()
    made.save(stream)
    data = stream.getvalue()
    return bytes(formualizer.recalculate_xlsx_bytes(data)["bytes"]) if values else data
