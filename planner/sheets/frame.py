"""The frame (kader): what OGB-beheer decided for a year, as a declaration and as a record; knows no offer."""

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
from planner.records import Test
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
