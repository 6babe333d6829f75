"""Makes the example of a workbook that a member laid out in its own way, with places for figures of the chain."""

import datetime
import io

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

NAME = "2027/huisbegroting-voorbeeld.xlsx"
MADE = datetime.datetime(2026, 9, 1)
POSTS = ("Beheer en exploitatie", "Doorontwikkeling", "Uitbouw", "Informatiepunt Leefomgeving (DSO-LV)")
OWN_SHEET, QUARTERS = "Digitalisering", "Liquiditeit"
LIST = (
    ("Blad", "Cel of kolom", "Wat", "Namen in", "Eenheid", "Toelichting"),
    (OWN_SHEET, "C", "plafond", "A", "euro", "elke post die de keten kent"),
    (OWN_SHEET, "D", "offerte", "A", "euro", ""),
    (QUARTERS, "B4:E7", "offerte", "", "x 1.000", "namen links, kwartalen erboven"),
    (QUARTERS, "B10", "open", "", "", "aantal pm-posten"),
)


def house() -> bytes:
    """Return the workbook; the same bytes each time."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": "Programmabegroting gemeente Voorbeeld",
                "comments": "Alle bedragen zijn verzonnen.",
                "created": MADE,
            }
        )
        _own(book, book.add_worksheet(OWN_SHEET))
        _quarters(book, book.add_worksheet(QUARTERS))
        _list(book, book.add_worksheet("planner"))
        book.define_name("planner_bijdrage_GEMEENTEN", f"='{OWN_SHEET}'!$D$14")
        book.define_name("planner_bijdrage_plafond_GEMEENTEN", f"='{OWN_SHEET}'!$C$14")
    return buffer.getvalue()


def _own(book: Workbook, sheet: Worksheet) -> None:
    money = book.add_format({"num_format": "€ #,##0;[Red]-€ #,##0", "bg_color": "#FFF7E0"})
    total = book.add_format({"num_format": "€ #,##0;[Red]-€ #,##0", "bold": True, "top": 1})
    sheet.write_string("A1", "Programma Digitalisering", book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string("A2", "Voorbeeld: alle bedragen zijn verzonnen.", book.add_format({"italic": True}))
    head = book.add_format({"bold": True, "bg_color": "#2F4858", "font_color": "#FFFFFF"})
    sheet.write_row("A4", ["Taakveld", "Grootboek", "Begroot 2027", "Gevraagd 2027", "Verschil"], head)
    rows = [*POSTS, "Eigen applicatiebeheer"]
    for row, name in enumerate(rows, 4):
        own = name not in POSTS
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, f"4{row}100")
        for column in (2, 3):
            sheet.write_number(row, column, 125_000 if own else 0, money)
        sheet.write_formula(row, 4, f"=D{row + 1}-C{row + 1}", money, 0)
    last = 4 + len(rows)
    sheet.write_string(last, 0, "Totaal", total)
    for column, name in enumerate("CDE", 2):
        sheet.write_formula(last, column, f"=SUM({name}5:{name}{last})", total, 125_000 if name < "E" else 0)
    sheet.write_string("A14", "Bijdrage gemeenten samen")
    sheet.write_blank("C14", None, money)
    sheet.write_blank("D14", None, money)
    sheet.write_comment("C5", "Overnemen uit het kader dat OGB-beheer vaststelde.", {"author": "Concerncontrol"})
    over = {"type": "cell", "criteria": ">", "value": 0, "format": book.add_format({"font_color": "#9C0006"})}
    sheet.conditional_format(f"E5:E{last + 1}", over)
    chart = book.add_chart({"type": "bar"})
    for column in "CD":
        values = f"={OWN_SHEET}!${column}$5:${column}$8"
        chart.add_series(
            {"name": f"={OWN_SHEET}!${column}$4", "categories": f"={OWN_SHEET}!$A$5:$A$8", "values": values}
        )
    sheet.insert_chart("G4", chart, {"description": "Begroot en gevraagd per taakveld"})
    sheet.set_column(0, 0, 38)
    sheet.set_column(2, 4, 16)


def _quarters(book: Workbook, sheet: Worksheet) -> None:
    thousands = book.add_format({"num_format": "#,##0.0", "border": 1})
    sheet.write_string("A1", "Liquiditeit (x € 1.000)", book.add_format({"bold": True, "font_size": 14}))
    sheet.write_row("A3", ["Taakveld", "K1", "K2", "K3", "K4", "Jaar"], book.add_format({"bold": True, "bottom": 2}))
    for row, name in enumerate(POSTS, 3):
        sheet.write_string(row, 0, name)
        for column in range(1, 5):
            sheet.write_blank(row, column, None, thousands)
        sheet.write_formula(row, 5, f"=SUM(B{row + 1}:E{row + 1})", thousands, 0)
    sheet.write_string("A10", "Nog niet bekend (pm)")
    sheet.write_blank("B10", None, book.add_format({"num_format": "0"}))
    sheet.set_column(0, 0, 38)


def _list(book: Workbook, sheet: Worksheet) -> None:
    for row, values in enumerate(LIST):
        sheet.write_row(row, 0, values, book.add_format({"bold": not row}))
    sheet.set_column(0, 5, 18)
