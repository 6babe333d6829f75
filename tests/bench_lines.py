"""A workspace of 50 quotes of 2.000 lines for the bench, made from the example's reference tables."""

import csv
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

TABLES = Path(__file__).parent / "example"
ORGANISATIONS = [f"ORG{number:02}" for number in range(1, 51)]
LINES_EACH = 2_000
LINES = LINES_EACH * len(ORGANISATIONS)


def write_workspace(folder: Path, organisations: Sequence[str] = ORGANISATIONS) -> list[str]:
    """Write reference values, frame and quotes of these organisations; return their paths in the workspace."""
    (folder / "2027" / "offertes").mkdir(parents=True)
    _book(folder / "uitgangspunten.xlsx", _reference(organisations))
    kader = {name: _rows(f"2027/kader-2027/{name}.csv") for name in ("Kader", "Plafonds")}
    _book(folder / "2027" / "kader-2027.xlsx", kader)
    for organisation in organisations:
        _book(folder / "2027" / "offertes" / f"offerte-{organisation}.xlsx", _quote(organisation))
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xlsx"))


def _reference(organisations: Sequence[str]) -> dict[str, list[list[Any]]]:
    sheets = {path.stem: _rows(f"uitgangspunten/{path.name}") for path in sorted((TABLES / "uitgangspunten").iterdir())}
    for organisation in organisations:
        sheets["Partijen"].append([organisation, organisation, "OBO", "nacalculatie", "", "", ""])
        sheets["PDC"].append([f"{organisation}-P", "Product", organisation, "OBO", "beheer", "", "", ""])
        sheets["Btw"].append([organisation, "OBO", "BZK", "belast", 0.21, "", "", "", ""])
    return sheets


def _quote(organisation: str) -> dict[str, list[list[Any]]]:
    source = "2027/offertes/offerte-GEONOVUM-2027"
    first = [
        [label, organisation if label == "Organisatie" else value] for label, value in _rows(f"{source}/Offerte.csv")
    ]
    heading, *lines = _rows(f"{source}/Kosten.csv")
    model = lines[0]
    costs = [[f"R-{number:04}", f"{organisation}-P", *model[2:]] for number in range(LINES_EACH)]
    risks = _rows(f"{source}/Risico's.csv")
    return {
        "Offerte": first,
        "Kosten": [heading, *costs],
        "Onderwerpen": _rows(f"{source}/Onderwerpen.csv"),
        "Risico's": risks,
    }


def _rows(name: str) -> list[list[Any]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as stream:
        return [[_typed(text) for text in row] for row in csv.reader(stream)]


def _typed(text: str) -> Any:
    """A number as a number, a percentage as a share, a date as a date."""
    if text[4:5] == "-" and text[7:8] == "-":
        return datetime.date.fromisoformat(text)
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return text


def _book(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "d-m-yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(at, column, value)
