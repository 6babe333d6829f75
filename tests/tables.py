"""Workbooks for tests, written as tables in the test: a sheet is its rows, a cell a value, formula or error.

`data` makes the bytes; `QUOTE` is a quote without anything wrong, to be changed cell by cell with `changed`.
"""

import copy
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from planner.excel.matching import number as column_number

Sheets = dict[str, list[list[Any]]]
NOT_STORED = 918273645
EMPTY_TEXT = "LEEG!"
"""XlsxWriter stores an empty text as no value at all; Excel stores it as a text without characters."""
MADE = datetime(2026, 9, 15)
"""When every workbook was made: no clock stands in the bytes, so that the same tables always give the same."""


@dataclass(frozen=True)
class Formula:
    """A formula with the value that is stored beside it; None where a program stored none."""

    text: str
    value: Any = None


@dataclass(frozen=True)
class Shown:
    """A value under a number format."""

    value: Any
    number_format: str


NA = Formula("=NA()", "#N/A")


def data(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook with these sheets as bytes."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": MADE})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    _write(book, sheet, y, x, cell)
    return without_stored_values(made.getvalue())


def _write(book: Any, sheet: Any, y: int, x: int, cell: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, Formula):
        stored = {None: NOT_STORED, "": EMPTY_TEXT}.get(cell.value, cell.value)
        sheet.write_formula(y, x, cell.text, None, stored)
    elif isinstance(cell, Shown):
        sheet.write(y, x, cell.value, book.add_format({"num_format": cell.number_format}))
    elif isinstance(cell, bool):
        sheet.write_boolean(y, x, cell)
    elif isinstance(cell, datetime | date):
        sheet.write_datetime(y, x, cell, book.add_format({"num_format": "d-m-yyyy"}))
    elif isinstance(cell, str):
        sheet.write_string(y, x, cell)
    else:
        sheet.write_number(y, x, cell)


def without_stored_values(book: bytes) -> bytes:
    """Take out the values that stand for none: a program that does not calculate writes the formula alone."""
    empty = f"<v>{EMPTY_TEXT}</v>".encode()
    return repacked(book, lambda _, part: part.replace(b"<v>%d</v>" % NOT_STORED, b"").replace(empty, b"<v></v>"))


def repacked(book: bytes, change: Any) -> bytes:
    """Return a package with every part changed by a function of its name and bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, change(part.filename, old.read(part)))
    return made.getvalue()


def changed(sheets: Sheets, cells: Mapping[str, Any]) -> Sheets:
    """Return sheets with other cells, `Kosten!K3` by name; the tables grow where needed."""
    made = copy.deepcopy(sheets)
    for address, value in cells.items():
        name, _, cell = address.rpartition("!")
        match = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
        assert match, address
        x, y = column_number(match[1]) - 1, int(match[2]) - 1
        rows = made[name]
        rows.extend([] for _ in range(y + 1 - len(rows)))
        rows[y].extend([None] * (x + 1 - len(rows[y])))
        rows[y][x] = value
    return made


def labelled(*pairs: tuple[str, Any]) -> list[list[Any]]:
    """Return a labelled sheet."""
    return [list(pair) for pair in pairs]


_COSTS = (
    "Regel,PDC-code,Product of dienst,Post,Kostensoort,Omschrijving,Structureel/incidenteel,Eenheid,Aantal,Tarief,"
    "Bedrag,Kwartaal 1,Kwartaal 2,Kwartaal 3,Kwartaal 4,Raming 2028,Prioriteit,Ondeelbaar,Toelichting"
)
COSTS = _COSTS.split(",")
LETTERS = dict(zip(COSTS, "ABCDEFGHIJKLMNOPQRS", strict=True))
FURTHER = ["Kostencategorie", "Schaal", "Totale kosten", "Aandeel DSO-LV", "Resultaat", "Vervangt regel"]
ESTIMATES = [*COSTS[:3], "Organisatie", "Rol", *COSTS[3:5], COSTS[6], "2026", "2027", "2028", "2029", "Toelichting"]
KEY = ["Kostencategorie", "Schijf vanaf", "Bijdragende partij", "Percentage", "Maximum", "Restant naar"]
KEY += ["Vanaf", "Tot en met", "Bron"]
SUBJECTS = [["Letter", "Onderwerp", "Tekst"], *([letter, "onderwerp", "geregeld"] for letter in "abcdefg")]


def cost(number: int, **cells: Any) -> list[Any]:
    """Return a line of 100 hours at € 80,50, with other cells by heading (spaces as `_`)."""
    row: list[Any] = [f"R-{number:03}", "RWS-01", "Vergunningcheck", "beheer", "eigen personeel", "Beheer"]
    row += ["structureel", "uur", 100, 80.5, 8050, 2012.5, 2012.5, 2012.5, 2012.5, 8050, 1, "nee", None]
    for name, value in cells.items():
        row[COSTS.index(name.replace("_", " "))] = value
    return row


def fixed(number: int, amount: Any, quarters: Sequence[Any], **cells: Any) -> list[Any]:
    """Return a line with an amount that is no product."""
    named = {f"Kwartaal_{at}": quarter for at, quarter in enumerate(quarters, 1)}
    return cost(number, Eenheid=None, Aantal=None, Tarief=None, Bedrag=amount, **named, **cells)


OPENING = labelled(
    ("Sjabloonversie", 1),
    ("Organisatie", "RWS"),
    ("Rol", "OBO"),
    ("Jaar", 2027),
    ("Versie", 1),
    ("Datum", date(2026, 9, 15)),
    ("Kenmerk", "OFF-1"),
    ("Prijspeil", 2027),
    ("Btw", "exclusief"),
    ("Niet-verrekenbare btw inbegrepen", "nee"),
    ("Bedragen in", "euro"),
    ("Geldig tot en met", date(2026, 12, 31)),
)
QUOTE: Sheets = {
    "Offerte": OPENING,
    "Kosten": [COSTS, cost(1), cost(2), cost(3)],
    "Onderwerpen": SUBJECTS,
    "Risico's": [["Risico", "Kans", "Financieel gevolg", "Maatregel"], ["Uitval", 0.25, 100_000, "Reserve"]],
}
ASSIGNMENT: Sheets = {"Opdracht" if name == "Offerte" else name: rows for name, rows in QUOTE.items()}
IN_THOUSANDS = changed(QUOTE, {"Offerte!B11": "x 1.000"})
FRAME: Sheets = {
    "Kader": labelled(
        ("Jaar", 2027),
        ("Versie", 1),
        ("Prijspeil", 2027),
        ("Btw", "inclusief"),
        ("Bedragen in", "euro"),
        ("Indexeren", "nee"),
        ("Besluit OGB-beheer", date(2026, 6, 18)),
        ("Kenmerk", "OGB-14"),
    ),
    "Plafonds": [
        ["Post", "Bedrag", "Ondergrens", "Toets", "Toelichting"],
        ["beheer", 38_900_000, 31_100_000, "taakstellend", None],
        ["iplo", "pm", None, "plafond", None],
    ],
}
STRATEGY: Sheets = {
    "Strategie": labelled(
        ("Cyclus", "2026-2029"),
        ("Prijspeil", 2026),
        ("Btw", "exclusief"),
        ("Bedragen in", "euro"),
        ("Vastgesteld op", date(2025, 11, 20)),
    ),
    "Raming": [
        ESTIMATES,
        [
            "S-1",
            "RWS-01",
            "Check",
            "RWS",
            "OBO",
            "beheer",
            "eigen personeel",
            "structureel",
            100,
            200,
            "pm",
            None,
            None,
        ],
    ],
    "Koersontwikkeling": [["Jaar", "Doel", "Toelichting"], [2026, "Stabiel beheer", None]],
    "Onderwerpen": SUBJECTS,
}
DAY = date(2023, 11, 9)
REFERENCE: Sheets = {
    "Algemeen": labelled(
        ("Discontovoet", 0.0225),
        ("Drempel toelichting (%)", 0.05),
        ("Drempel toelichting (euro)", 100_000),
        ("Productieve uren per fte", 1363),
        ("Norm inhuur", 0.1),
    ),
    "Partijen": [
        ["Code", "Naam", "Rol", "Afrekenwijze", "Vanaf", "Tot en met", "Bron"],
        ["BZK", "Ministerie", "SBO", None, DAY, date(2029, 12, 31), "art. 1.1"],
        ["RWS", "Rijkswaterstaat", "OBO", "nacalculatie", DAY, None, "art. 1.3"],
    ],
    "Bijdragende partijen": [["Code", "Naam", "Bron"], ["RIJK", "Rijk", "akkoord"], ["GEMEENTEN", "Gemeenten", None]],
    "PDC": [
        ["PDC-code", "Product of dienst", "Organisatie", "Rol", "Post", "SLA-norm", "Vanaf", "Tot en met"],
        ["RWS-01", "Vergunningcheck", "RWS", "OBO", "beheer", "99,5%", DAY, None],
    ],
    "Posten": [
        ["Post", "Naam", "Regime", "Kostencategorie", "Loonaandeel", "Prijsaandeel", "Bron"],
        ["beheer", "Beheer", "SLA", "uitvoeringskosten", 0.5, 0.38, "art. 5.2"],
    ],
    "Kostensoorten": [
        ["Kostensoort", "Index", "Toelichting"],
        ["eigen personeel", "loon", None],
        ["afschrijvingskosten", "geen", None],
    ],
    "Indexen": [
        ["Reeks", "Jaar", "Percentage", "Status", "Bron"],
        ["loon", 2026, 0.038, "definitief", "CPB"],
        ["prijs", 2026, -0.01, "voorlopig", "CPB"],
    ],
    "Btw": [
        ["Leverancier", "Rol", "Afnemer", "Status", "Percentage", "Vanaf", "Tot en met", "Bron", "Zekerheid"],
        ["RWS", "OBO", "BZK", "buiten heffing", 0, DAY, None, "Staat", "vast"],
    ],
    "Verdeelsleutel": [
        KEY,
        ["uitvoeringskosten", 0, "RIJK", 0.3, None, "RIJK", DAY, None, "akkoord"],
        ["uitvoeringskosten", None, "GEMEENTEN", 0.7, 40_000_000.5, "RIJK", DAY, None, "akkoord"],
    ],
    "Tarieven": [["Schaal", "Jaar", "Uurtarief", "Bron"], [7, 2024, 63, "HOT 2024"]],
    "Kalender": [
        ["Jaar", "Mijlpaal", "Datum", "Verantwoordelijk", "Bron"],
        [2027, "Uitvraag", date(2026, 7, 1), "TBO", "aanname"],
    ],
}
