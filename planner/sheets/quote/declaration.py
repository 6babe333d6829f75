"""The declaration of quote and assignment beside their cost lines; reads nothing."""

from dataclasses import replace

from planner.excel.keys import Keys
from planner.excel.vocabulary import (
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
from planner.sheets.quote import control
from planner.sheets.quote.costs import COSTS
from planner.sheets.shared import (
    AMOUNTS_IN,
    ORGANISATION,
    PRICE_LEVEL,
    REMARK,
    ROLE,
    SHARE,
    TEMPLATE,
    VAT,
    subjects_sheet,
)

_FIRST = (
    TEMPLATE,
    Column(
        "organisation", "Organisatie", ORGANISATION,
        "Code van de organisatie, zoals in Partijen.",
        "Code of the organisation, as in Partijen.",
        required=True,
    ),
    Column(
        "role", "Rol", ROLE,
        "De rol waarin de organisatie levert: TBO of OBO; voor elke rol een eigen werkmap.",
        "The role in which the organisation delivers: TBO or OBO; one workbook for each role.",
        required=True,
    ),
    Column(
        "year", "Jaar", Year(),
        "Het jaar waarvoor de {document} geldt.",
        "The year that the {document} is for.",
        required=True,
    ),
    Column(
        "version", "Versie", Whole(),
        "Volgnummer; het hoogste telt. Elke wijziging van de inhoud krijgt een nieuw nummer.",
        "Serial number; the highest counts. Every change of content gets a new number.",
        required=True,
    ),
    Column(
        "dated", "Datum", Day(),
        "Dagtekening van de {document}.",
        "Date of the {document}.",
    ),
    Column(
        "reference", "Kenmerk", Text(),
        "Kenmerk van de {document}.",
        "Reference of the {document}.",
        width=24,
    ),
    PRICE_LEVEL,
    VAT,
    Column(
        "unrecoverable_vat", "Niet-verrekenbare btw inbegrepen", YesNo(),
        "ja: de bedragen bevatten btw die de organisatie niet kan verrekenen; leeg geldt als nee.",
        "ja: the amounts hold VAT that the organisation itself cannot recover; empty is read as nee.",
    ),
    AMOUNTS_IN,
    Column(
        "valid_until", "Geldig tot en met", Day(),
        "Laatste dag waarop de {document} kan worden aanvaard; leeg is zonder einde.",
        "Last day on which the {document} can be accepted; empty is open-ended.",
    ),
    REMARK,
)  # fmt: skip


def _first_columns(nl: str, en: str) -> tuple[Column, ...]:
    """Return the labels of the opening sheet, which say by name what sort of document this is."""
    return tuple(
        replace(column, nl=column.nl.format(document=nl), en=column.en.format(document=en)) for column in _FIRST
    )


KEYS = Keys(COSTS.name, COSTS.column("id").heading, COSTS.column("amount").heading, control.SHEET, control.failing)
"""By what a quote is compared with the request."""

RISKS = Sheet(
    "Risico's",
    (
        Column(
            "description", "Risico", Text(),
            "Het risico in één zin.",
            "The risk in one sentence.",
            required=True, width=50,
        ),
        Column(
            "chance", "Kans", SHARE,
            "De kans dat het risico zich voordoet, als percentage.",
            "The chance that it happens, as a percentage.",
            width=10,
        ),
        Column(
            "consequence", "Financieel gevolg", Money(),
            "Wat het kost als het zich voordoet; pm of een bandbreedte mag. Niet begrepen in Bedrag.",
            "What it costs when it happens; pm or a range will do. Not part of Bedrag.",
            width=18,
        ),
        Column(
            "measure", "Maatregel", Text(),
            "Wat ertegen wordt gedaan.",
            "What is done about it.",
            width=50,
        ),
    ),
    "De risico's met kans, financieel gevolg en maatregel.",
    "The risks with chance, financial consequence and measure.",
)  # fmt: skip

REQUEST = Column(
    "request", "Uitvraag", Code(),
    "Kenmerk van de uitvraag waarop dit het antwoord is; door planner ingevuld, laat het staan.",
    "Reference of the request that this answers; filled in by planner, leave it as it is.",
    optional=True, unasked=True,
)  # fmt: skip
REQUEST_PROPERTY = "planner-uitvraag"
"""The custom property of the document that says the same as the label, for where the label was lost."""
ESTIMATES = "Raming strategie"
"""The sheet of a request that shows the strategy's estimate; for information, it is not read."""

QUOTE = Workbook(
    "offerte",
    (
        Sheet(
            "Offerte",
            (*_first_columns("offerte", "quote"), REQUEST),
            "Van wie de offerte is, voor welk jaar, en waarin de bedragen luiden.",
            "Whose quote it is, for which year, and what its amounts are stated in.",
            labelled=True,
        ),
        COSTS,
        subjects_sheet(
            "Wat de offerte zegt over de zeven onderwerpen van artikel 3.2; `n.v.t.` telt als ingevuld.",
            "What the quote says about the seven subjects of article 3.2; `n.v.t.` counts as filled in.",
        ),
        RISKS,
    ),
    "De offerte van een organisatie in één rol voor één jaar.",
    "The quote of one organisation in one role for one year.",
    aside=(control.SHEET, ESTIMATES),
)

ASSIGNMENT = Workbook(
    "opdracht",
    (
        Sheet(
            "Opdracht",
            _first_columns("opdracht", "assignment"),
            "Aan wie de opdracht is gegeven, voor welk jaar, en waarin de bedragen luiden.",
            "Who was given the assignment, for which year, and what its amounts are stated in.",
            labelled=True,
        ),
        COSTS,
        subjects_sheet(
            "Wat is afgesproken over de zeven onderwerpen van artikel 3.2; alle zeven verplicht (art. 3.3).",
            "What is agreed on the seven subjects of article 3.2; all seven are required (art. 3.3).",
        ),
        RISKS,
    ),
    "De opdracht aan een organisatie in één rol voor één jaar.",
    "The assignment to one organisation in one role for one year.",
)
