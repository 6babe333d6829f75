"""Reads the example's tables (one folder a workbook, one file a sheet) as a cycle; knows no workbooks."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

TABLES = Path(__file__).parents[1] / "example"
DATES = {"Vanaf", "Tot en met", "Datum", "Geldig tot en met", "Vastgesteld op", "Besluit OGB-beheer"}
WHOLE = {"Jaar", "Versie", "Prijspeil", "Prioriteit", "Sjabloonversie"}
NUMBERS = {
    "Aantal", "Tarief", "Bedrag", "Ondergrens", "Percentage", "Maximum", "Schijf vanaf", "Loonaandeel", "Prijsaandeel",
    "Kwartaal 1", "Kwartaal 2", "Kwartaal 3", "Kwartaal 4", "Uurtarief", "Kans", "Financieel gevolg",
    "Discontovoet", "Drempel toelichting (%)", "Drempel toelichting (euro)", "Productieve uren per fte", "Norm inhuur",
}  # fmt: skip


def example(year=2027):
    """Return the example as a cycle."""
    reference = _workbook(TABLES / "uitgangspunten")
    return {
        "year": year,
        "reference": {"Algemeen": reference["head"]} | reference["sheets"],
        "strategy": _workbook(TABLES / "strategie-2026-2029"),
        "frame": _workbook(TABLES / f"{year}/kader-{year}"),
        "assignments": [_workbook(folder) for folder in sorted((TABLES / f"{year - 1}").glob("opdracht-*"))],
        "quotes": [_workbook(folder) for folder in sorted((TABLES / f"{year}/offertes").iterdir())],
    }


def _workbook(folder):
    """Return a workbook: the labels of its first sheet as `head`, its tables as rows by heading."""
    found = {"file": f"{folder.name}.xlsx", "look": {}, "head": {}, "sheets": {}}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        if len(rows[0]) == 2:
            found["head"] |= {label: _value(label, text) for label, text in rows}
        else:
            found["sheets"][file.stem] = [_row(rows[0], row) for row in rows[1:]]
    return found


def _row(headings, texts):
    return {heading: _value(heading, text) for heading, text in zip(headings, texts, strict=True)}


def _value(heading, text):
    if text == "":
        return None
    if heading in DATES:
        return date.fromisoformat(text)
    if heading in WHOLE:
        return int(text)
    if heading in NUMBERS or heading.startswith("Raming ") or heading.isdigit():
        return Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    return text
