"""The four-year strategy with its estimates, as a declaration and as a record; knows no quote, no frame."""

from planner.excel.vocabulary import Code, Column, Day, Money, Sheet, Text, Workbook, Year
from planner.sheets.shared import (
    AMOUNTS_IN,
    ANY_ROLE,
    COST_TYPE,
    HEADING,
    ORGANISATION,
    PRICE_LEVEL,
    PRODUCT,
    RECURRING,
    REMARK,
    TEMPLATE,
    VAT,
    subjects_sheet,
)

STRATEGY = Sheet(
    "Strategie",
    (
        TEMPLATE,
        Column(
            "cycle", "Cyclus", Text(),
            "De vier jaren van de meerjarencyclus, als 2026-2029 (art. 3.1 a).",
            "The four years of the multi-year cycle, as 2026-2029 (art. 3.1 a).",
            required=True,
        ),
        PRICE_LEVEL,
        VAT,
        AMOUNTS_IN,
        Column(
            "decided_on", "Vastgesteld op", Day(),
            "Datum waarop de strategie is vastgesteld.",
            "Date on which the strategy was decided.",
        ),
        REMARK,
    ),
    "Welke cyclus de strategie omvat en waarin haar bedragen luiden.",
    "Which cycle the strategy covers and what its amounts are stated in.",
    labelled=True,
)  # fmt: skip

ESTIMATES = Sheet(
    "Raming",
    (
        Column(
            "id", "Regel", Code(),
            "Vaste aanduiding van de ramingsregel; komt één keer voor.",
            "Fixed identity of the estimate; occurs once.",
            required=True,
        ),
        Column(
            "product", "PDC-code", PRODUCT,
            "Code van het product of de dienst uit de PDC.",
            "Code of the product or service in the catalogue.",
            required=True, width=12,
        ),
        Column(
            "product_name", "Product of dienst", Text(),
            "Naam van het product of de dienst, ter herkenning.",
            "Name of the product or service, for recognition.",
            width=40,
        ),
        Column(
            "organisation", "Organisatie", ORGANISATION,
            "Code van de organisatie die levert.",
            "Code of the organisation that delivers.",
            required=True,
        ),
        Column(
            "role", "Rol", ANY_ROLE,
            "De rol waarin de organisatie levert.",
            "The role in which the organisation delivers.",
            required=True, width=8,
        ),
        Column(
            "heading", "Post", HEADING,
            "De post van de begroting, een code uit Posten.",
            "The heading of the budget, a code from Posten.",
            required=True, width=26,
        ),
        Column(
            "cost_type", "Kostensoort", COST_TYPE,
            "De kostensoort, die bepaalt welke index geldt.",
            "The cost type, which decides which index holds.",
            required=True, width=34,
        ),
        Column(
            "recurring", "Structureel/incidenteel", RECURRING,
            "structureel: elk jaar opnieuw; incidenteel: houdt op.",
            "structureel: every year again; incidenteel: it ends.",
            required=True, width=14,
        ),
        Column(
            "amounts", "{year}", Money(),
            "Geraamde kosten van dit jaar in constante prijzen; pm als nog niet bekend; leeg is nul.",
            "Estimated cost of this year in constant prices; pm where not known yet; empty is zero.",
            width=16,
        ),
        Column(
            "note", "Toelichting", Text(),
            "Toelichting bij de raming.",
            "Explanation of the estimate.",
            width=40,
        ),
    ),
    "De geraamde kosten per product en organisatie, een kolom per jaar van de cyclus.",
    "The estimated cost by product and organisation, one column for each year of the cycle.",
    key=("id",),
)  # fmt: skip

GOALS = Sheet(
    "Koersontwikkeling",
    (
        Column(
            "year", "Jaar", Year(),
            "Het jaar van de cyclus.",
            "The year of the cycle.",
            required=True, width=8,
        ),
        Column(
            "goal", "Doel", Text(),
            "Wat in dit jaar bereikt moet zijn.",
            "What must be reached in this year.",
            required=True, width=60,
        ),
        Column(
            "note", "Toelichting", Text(),
            "Toelichting bij het doel.",
            "Explanation of the goal.",
            width=40,
        ),
    ),
    "De koersontwikkeling: doelen per jaar.",
    "The course of development: goals by year.",
)  # fmt: skip

SUBJECTS = subjects_sheet(
    "Wat de strategie zegt over de zeven onderwerpen van artikel 3.2; alle zeven zijn verplicht.",
    "What the strategy says about the seven subjects of article 3.2; all seven are required.",
)

WORKBOOK = Workbook(
    "strategie",
    (STRATEGY, ESTIMATES, GOALS, SUBJECTS),
    "De meerjarenstrategie van de SBO met kostenraming voor vier jaar (art. 3.1 a).",
    "The multi-year strategy of the SBO with cost estimates for four years (art. 3.1 a).",
)
