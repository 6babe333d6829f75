"""Two layouts of organisations that do not use our workbook, made of the example's own quotes, and their mappings.

`years` has years across and the product in a group heading above its lines; `thousands` has amounts in thousands, a
column of its own names, and subtotals. Neither is made by the code that reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from planner.records import Line, Quote
from planner.resources import example
from planner.sheets import read
from tests.tables import Formula, Sheets, Shown

Grid = list[list[Any]]
POSTS = {
    "beheer": "Beheer en onderhoud",
    "doorontwikkeling": "Doorontwikkeling",
    "uitbouw": "Uitbouw",
    "iplo": "Informatiepunt",
    "implementatieondersteuning": "Implementatie",
    "leveranciersmanagement": "Leveranciers",
}
NAMES = ("RWS", "KADASTER", "KOOP", "GEONOVUM", "TBO")


def quote(name: str) -> Quote:
    """Return the example's quote as our own workbook says it."""
    path = example() / f"2027/offertes/offerte-{name}-2027.xlsx"
    record = read(path.read_bytes(), path.name).record
    assert isinstance(record, Quote)
    return record


def head(of: Quote, **changed: Any) -> Grid:
    """Return the labelled sheet of a mapping for a quote in euro."""
    values = {
        "Naam": "proef",
        "Blad": "Begroting*",
        "Organisatie": of.organisation,
        "Rol": str(of.role),
        "Jaar": of.year,
        "Versie": of.version,
        "Datum": of.dated,
        "Kenmerk": of.reference,
        "Prijspeil": of.basis.price_level,
        "Btw": "exclusief",
        "Niet-verrekenbare btw inbegrepen": "ja" if of.unrecoverable_vat else "nee",
        "Bedragen in": "euro",
        "Geldig tot en met": of.valid_until,
    }
    return [[label, value] for label, value in (values | changed).items()]


COLUMN_HEADINGS = ["Veld", "Waar", "Kop", "Synoniemen", "Kolom", "Deel", "Vaste waarde"]
TERM_HEADINGS = ["Veld", "Hun woord", "Onze code"]
SKIP_HEADINGS = ["Soort", "Kolom", "Tekst", "Dekt"]


def column(field: str, heading: str | None = None, stands: str = "kolom", **more: Any) -> list[Any]:
    row = [field, stands, heading, None, None, None, None]
    for name, value in more.items():
        row[COLUMN_HEADINGS.index({"letter": "Kolom", "piece": "Deel", "fixed": "Vaste waarde",
                                   "synonyms": "Synoniemen"}[name])] = value  # fmt: skip
    return row


@dataclass(frozen=True)
class Layout:
    """A foreign workbook and its mapping; `lines` are the rows (from 1) of the sheet that hold a line."""

    grid: Grid
    mapping: Sheets
    lines: dict[int, Line]
    top: int

    @property
    def workbook(self) -> Sheets:
        return {"Voorblad": [["Begroting"]], "Begroting 2027": self.grid}


def euros(cents: int, unit: int = 1) -> float:
    return float(Decimal(cents) / 100 / unit)


def years(of: Quote) -> Layout:
    """Return a layout with years across and a group heading for each product; without Regel."""
    later = sorted({year for line in of.lines for year, _ in line.outlook})
    headings = ["Omschrijving werk", "Categorie", "S/I", "Kostensoort", "Een", "#", "Prijs",
                *[f"Jaar {year}" for year in (2027, *later)], "K1", "K2", "K3", "K4", "Prio", "Alles of niets",
                "Noot"]  # fmt: skip
    grid: Grid = [["Begroting werkzaamheden keten", None], [], headings]
    lines = {}
    for (product, name), group in groupby(of.lines, lambda line: (line.product, line.product_name)):
        grid += [[], [f"{product} {name}"]]
        for line in group:
            amounts = dict(line.outlook)
            grid.append([
                line.description, POSTS[line.heading], "S" if line.recurring else "I", line.cost_type,
                line.unit or None, _number(line.quantity), _number(line.rate), euros(line.amount.expected),
                *[euros(amounts[year].expected) if year in amounts else None for year in later],
                *map(euros, line.quarters), line.priority, "ja" if line.indivisible else None, line.note or None,
            ])  # fmt: skip
            lines[len(grid)] = line
    mapping: Sheets = {
        "Koppeling": head(of),
        "Kolommen": [
            COLUMN_HEADINGS,
            column("PDC-code", stands="groepskop", letter="A", piece="eerste woord"),
            column("Product of dienst", stands="groepskop", letter="A", piece="rest"),
            column("Omschrijving", "Omschrijving werk"),
            column("Post", "Categorie"),
            column("Structureel/incidenteel", "S/I"),
            column("Kostensoort", "Soort kosten", synonyms="Kosten; Kostensoort"),
            column("Eenheid", "Een"),
            column("Aantal", "#"),
            column("Tarief", "Prijs"),
            column("Jaarkolommen", "Jaar {jaar}"),
            *[column(f"Kwartaal {number}", f"K{number}") for number in range(1, 5)],
            column("Prioriteit", "Prio"),
            column("Ondeelbaar", "Alles of niets"),
            column("Toelichting", "Noot"),
        ],
        "Waarden": [
            TERM_HEADINGS,
            *[["Post", theirs, ours] for ours, theirs in POSTS.items()],
            ["Structureel/incidenteel", "S", "structureel"],
            ["Structureel/incidenteel", "I", "incidenteel"],
        ],
    }
    return Layout(grid, mapping, lines, 3)


def thousands(of: Quote, decimals: int | None = None) -> Layout:
    """Return a layout in thousands, a block for each heading with its subtotal, and a total; with Regel."""
    headings = ["Nr", "Code", "Naam", "Post", "Soort", "Werk", "Str/inc", "Raming 2028", "Bedrag k€", "Q1", "Q2", "Q3",
                "Q4", "Eenheid", "Aantal", "Tarief", "Prioriteit", "Ondeelbaar", "Toelichting"]  # fmt: skip
    grid: Grid = [["Bedragen x € 1.000"], headings]
    lines, blocks = {}, []
    ordered = sorted(of.lines, key=lambda line: line.heading)
    for heading, group in groupby(ordered, lambda line: line.heading):
        first = len(grid) + 1
        for line in group:
            outlook = dict(line.outlook).get(2028)
            grid.append([
                line.id, line.product, line.product_name, line.heading, line.cost_type, line.description,
                "structureel" if line.recurring else "incidenteel", outlook and euros(outlook.expected, 1000),
                euros(line.amount.expected, 1000), *[euros(quarter, 1000) for quarter in line.quarters],
                line.unit or None, _number(line.quantity), _number(line.rate), line.priority,
                "ja" if line.indivisible else None, line.note or None,
            ])  # fmt: skip
            lines[len(grid)] = line
        grid.append(_subtotal(f"Subtotaal {heading}", grid[first - 1 :], first, decimals))
        blocks.append(grid[-1])
    total: list[Any] = [None] * 19
    whole = round(sum(_plain(block[8]) for block in blocks), 6)
    total[0], total[8] = "Totaal generaal", whole if decimals is None else Shown(whole, "#,##0")
    grid += [[], total, ["* Bedragen zijn afgerond weergegeven"]]
    mapping: Sheets = {
        "Koppeling": head(of, **{"Bedragen in": "x 1.000", "Rij met koppen": 2}),
        "Kolommen": [
            COLUMN_HEADINGS,
            column("Regel", "Nr"),
            column("PDC-code", "Code"),
            column("Product of dienst", "Naam"),
            column("Post", "Post"),
            column("Kostensoort", "Soort"),
            column("Omschrijving", "Werk"),
            column("Structureel/incidenteel", "Str/inc"),
            column("Raming {jaar}", "Raming {jaar}"),
            column("Bedrag", "Bedrag k€"),
            *[column(f"Kwartaal {number}", f"Q{number}") for number in range(1, 5)],
            *[column(name, name) for name in headings[13:]],
        ],
        "Overslaan": [
            SKIP_HEADINGS,
            ["subtotaal", "Nr", "Subtotaal*", "vorige"],
            ["totaal", "Nr", "Totaal*", None],
            ["toelichting", None, "* Bedragen*", None],
        ],
    }
    return Layout(grid, mapping, lines, 2)


def _subtotal(text: str, rows: Sequence[Sequence[Any]], first: int, decimals: int | None) -> list[Any]:
    row: list[Any] = [text, *[None] * 18]
    for index in range(8, 13):
        exact = sum((Decimal(str(line[index])) for line in rows), Decimal(0))
        letter = chr(65 + index)
        value = float(exact if decimals is None else round(exact, decimals))
        formula = Formula(f"=SUM({letter}{first}:{letter}{first + len(rows) - 1})", value)
        row[index] = formula if decimals is None else Shown(value, "#,##0" + ("." + "0" * decimals if decimals else ""))
    return row


def _plain(cell: Any) -> float:
    return float(cell.value)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
