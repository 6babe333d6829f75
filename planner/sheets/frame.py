"""The frame (kader): what OGB-beheer decided for a year, as a declaration and as a record; knows no offer."""

from planner.excel.cells import Opened
from planner.excel.matching import normalised
from planner.excel.results import Read, Row
from planner.excel.tables import read_table
from planner.excel.units import Units
from planner.excel.vocabulary import (
    Choice,
    Code,
    Column,
    Day,
    Money,
    Sheet,
    Text,
    Whole,
    Workbook,
    Year,
    YesNo,
)
from planner.problems import Problem
from planner.records import Ceiling, Frame, OpenItem, OtherItem, Test, Unread
from planner.sheets import shared
from planner.sheets.shared import AMOUNTS_IN, HEADING, PRICE_LEVEL, REMARK, TEMPLATE, VAT

FRAME = Sheet(
    "Kader",
    (
        TEMPLATE,
        Column(
            "year", "Jaar", Year(),
            "Het jaar waarvoor het kader geldt.",
            "The year that the frame is for.",
            required=True,
        ),
        Column(
            "version", "Versie", Whole(),
            "Volgnummer; het hoogste telt. Een gewijzigd besluit krijgt een nieuw nummer.",
            "Serial number; the highest counts. An amended decision gets a new number.",
            required=True,
        ),
        PRICE_LEVEL,
        VAT,
        AMOUNTS_IN,
        Column(
            "indexed", "Indexeren", YesNo(),
            "ja: plafonds worden naar het prijspeil van de offerte geïndexeerd; nee: zij gelden nominaal.",
            "ja: ceilings are indexed to the price level of the offer; nee: they stand as they are.",
            required=True,
        ),
        Column(
            "decided_on", "Besluit OGB-beheer", Day(),
            "Datum van het besluit van OGB-beheer.",
            "Date of the decision of OGB-beheer.",
        ),
        Column(
            "reference", "Kenmerk", Text(),
            "Kenmerk van het besluit.",
            "Reference of the decision.",
            width=24,
        ),
        REMARK,
    ),
    "Het besluit waarop het kader rust en waarin de bedragen luiden.",
    "The decision that the frame rests on and what its amounts are stated in.",
    labelled=True,
)  # fmt: skip

CEILINGS = Sheet(
    "Plafonds",
    (
        Column(
            "heading", "Post", HEADING,
            "De post van de begroting, een code uit Posten.",
            "The heading of the budget, a code from Posten.",
            required=True, width=26,
        ),
        Column(
            "amount", "Bedrag", Money(),
            "Het plafond of de raming voor het hele jaar; pm als nog niets is besloten.",
            "The ceiling or estimate for the whole year; pm where nothing is decided yet.",
            required=True, width=18,
        ),
        Column(
            "floor", "Ondergrens", Money(open=False),
            "Het bedrag waaronder beheer en levenscyclus niet meer mogelijk zijn; leeg als er geen is.",
            "The amount below which management and lifecycle cannot go on; empty where there is none.",
            width=18,
        ),
        Column(
            "test", "Toets", Choice(
                {"taakstellend": Test.BINDING, "plafond": Test.CEILING, "raming": Test.ESTIMATE}
            ),
            "taakstellend: samen met de andere taakstellende posten getoetst; plafond: op zichzelf; "
            "raming: alleen ter informatie.",
            "taakstellend: tested together with the other binding headings; plafond: by itself; "
            "raming: for information only.",
            required=True, width=16,
        ),
        Column(
            "note", "Toelichting", Text(),
            "Toelichting bij het plafond.",
            "Explanation of the ceiling.",
            width=40,
        ),
    ),
    "Plafond, ondergrens en toets per post.",
    "Ceiling, floor and test of each heading.",
    key=("heading",),
)  # fmt: skip

OTHERS = Sheet(
    "Overige posten",
    (
        Column(
            "heading", "Post", Code(),
            "Naam van de post: eigen kosten SBO, nog te verdelen, onvoorzien, restant vorig jaar.",
            "Name of the item: SBO's own cost, not yet allotted, unforeseen, rest of last year.",
            required=True, width=26,
        ),
        Column(
            "description", "Omschrijving", Text(),
            "Waarvoor het bedrag is bestemd.",
            "What the amount is meant for.",
            width=40,
        ),
        Column(
            "amount", "Bedrag", Money(),
            "Het bedrag voor het hele jaar, of pm.",
            "The amount for the whole year, or pm.",
            required=True, width=18,
        ),
    ),
    "Wat het kader bevat naast de offerte; dit blad mag ontbreken.",
    "What the frame holds beside the offer; this sheet may be missing.",
    optional=True,
)  # fmt: skip

WORKBOOK = Workbook(
    "kader",
    (FRAME, CEILINGS, OTHERS),
    "Het kader dat OGB-beheer voor een jaar heeft vastgesteld.",
    "The frame that OGB-beheer decided for a year.",
)


def ceilings_alone(opened: Opened, path: str, digest: str) -> tuple[tuple[Ceiling, ...], list[Problem]]:
    """Return the ceilings, in euro, of a workbook that has the sheet `Plafonds` without a sheet `Kader`."""
    name = next((one for one in opened.names if normalised(one) == normalised(CEILINGS.name)), None)
    if name is None:
        return (), []
    table, problems = read_table(CEILINGS, opened.sheet(name), path, digest)
    units = Units(table.table, 1)
    found = tuple(_ceiling(row, units) for row in table.rows)
    return found, problems + units.notes(shared.heading_names(CEILINGS))


def records(read: Read) -> tuple[Frame | Unread, list[Problem]]:
    """Return the frame in cents; a refused row stays open on its heading, a spoilt opening leaves it unread."""
    problems: list[Problem] = []
    units, other_units = shared.units(read, CEILINGS.name), shared.units(read, OTHERS.name)
    basis = shared.basis(read.first)
    if not shared.is_record(read, *read.tables) or basis is None or units is None or other_units is None:
        return shared.unread(read), problems
    first = read.first
    ceilings = tuple(_ceiling(row, units) for row in read.tables[CEILINGS.name].rows)
    others = tuple(_other(row, other_units) for row in read.tables[OTHERS.name].rows)
    problems += units.notes(shared.heading_names(CEILINGS))
    problems += other_units.notes(shared.heading_names(OTHERS))
    frame = Frame(
        year=first.whole("year") or 0,
        version=first.whole("version") or 0,
        basis=basis,
        indexed=first.get("indexed"),
        decided_on=first.day("decided_on"),
        reference=first.text("reference"),
        ceilings=ceilings,
        others=others,
        remark=first.text("remark"),
        origin=first.origin,
        open=_open_items(read),
    )
    return frame, problems


def _ceiling(row: Row, units: Units) -> Ceiling:
    floor = row.money("floor")
    return Ceiling(
        heading=row.text("heading"),
        amount=units.span(row.get("amount"), "amount", row.origin.row),
        floor=units.cents(floor.low, "floor", row.origin.row) if floor else None,
        test=row.get("test"),
        note=row.text("note"),
        origin=row.origin,
    )


def _other(row: Row, units: Units) -> OtherItem:
    amount = units.span(row.get("amount"), "amount", row.origin.row)
    return OtherItem(row.text("heading"), row.text("description"), amount, row.origin)


def _open_items(read: Read) -> tuple[OpenItem, ...]:
    """Return an open item for each refused ceiling, and one for what stands below the table."""
    table = read.tables[CEILINGS.name]
    items = [
        OpenItem("row", row.first_bad, (row.text("heading"),) if row.text("heading") else ()) for row in table.refused
    ]
    if table.below:
        items.append(OpenItem("below-table", table.below))
    return tuple(items)
