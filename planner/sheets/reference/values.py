"""Declares what changes by the year: indices, VAT, financing key, rates and calendar; reads nothing."""

from planner.excel.vocabulary import (
    Code,
    Column,
    Day,
    Money,
    Rate,
    Sheet,
    Text,
    Year,
)
from planner.sheets.shared import (
    CATEGORY,
    END,
    ORGANISATION,
    RATE_OF_CHANGE,
    ROLE,
    SHARE,
    SOURCE,
    START,
    VAT_RATE,
    suggestions,
)

PAYER = Code("Bijdragende partijen", "Code")

INDICES = Sheet(
    "Indexen",
    (
        Column(
            "series", "Reeks", suggestions("loon", "prijs"),
            "De reeks: loon of prijs.",
            "The series: loon (wages) or prijs (prices).",
            required=True, width=10,
        ),
        Column(
            "year", "Jaar", Year(),
            "Het jaar waarin de prijzen zo veel veranderen ten opzichte van het jaar ervoor.",
            "The year in which prices change this much from the year before.",
            required=True, width=8,
        ),
        Column(
            "rate", "Percentage", RATE_OF_CHANGE,
            "De verandering als percentage: 3,8% is 0,038.",
            "The change as a percentage: 3,8% is 0.038.",
            required=True, width=12,
        ),
        Column(
            "status", "Status", suggestions("definitief", "raming"),
            "Of het cijfer definitief is of geraamd.",
            "Whether the figure is final or an estimate.",
        ),
        SOURCE,
    ),
    "De verandering van elke indexreeks per jaar.",
    "The change of each index series by year.",
    key=("series", "year"),
)  # fmt: skip

VAT_RELATIONS = Sheet(
    "Btw",
    (
        Column(
            "supplier", "Leverancier", ORGANISATION,
            "Code van de organisatie die levert.",
            "Code of the organisation that delivers.",
            required=True,
        ),
        Column(
            "role", "Rol", ROLE,
            "De rol waarin zij levert.",
            "The role in which it delivers.",
            required=True, width=8,
        ),
        Column(
            "customer", "Afnemer", ORGANISATION,
            "Code van de organisatie die afneemt en betaalt.",
            "Code of the organisation that takes and pays.",
            required=True,
        ),
        Column(
            "status", "Status", suggestions("belast", "vrijgesteld", "buiten heffing"),
            "De btw-positie: belast, vrijgesteld of buiten heffing.",
            "The VAT position: taxed, exempt or out of scope.",
            width=18,
        ),
        Column(
            "rate", "Percentage", VAT_RATE,
            "Het btw-percentage: 21% is 0,21; nul als geen btw wordt gerekend.",
            "The VAT rate: 21% is 0.21; zero where no VAT is charged.",
            required=True, width=12,
        ),
        START,
        END,
        SOURCE,
        Column(
            "certainty", "Zekerheid", suggestions("vast", "aanname", "betwist"),
            "Hoe zeker de btw-positie is: vast, aanname of betwist.",
            "How certain the VAT position is: settled, assumed or disputed.",
        ),
    ),
    "Het btw-percentage per leverancier, rol en afnemer.",
    "The VAT rate by supplier, role and customer.",
)  # fmt: skip

KEY = Sheet(
    "Verdeelsleutel",
    (
        Column(
            "category", "Kostencategorie", CATEGORY,
            "De kostencategorie waarvoor het aandeel geldt.",
            "The cost category that the share holds for.",
            required=True, width=20,
        ),
        Column(
            "band_from", "Schijf vanaf", Money(open=False),
            "Het jaartotaal inclusief btw waarboven deze schijf begint; 0 of leeg is vanaf de eerste euro.",
            "The year's total including VAT above which this band starts; 0 or empty is from the first euro.",
            width=16,
        ),
        Column(
            "payer", "Bijdragende partij", PAYER,
            "Code van de overheid die betaalt.",
            "Code of the government that pays.",
            required=True, width=18,
        ),
        Column(
            "share", "Percentage", SHARE,
            "Het aandeel in de schijf; de aandelen van een schijf tellen op tot 100%.",
            "The share of the band; the shares of a band add up to 100%.",
            required=True, width=12,
        ),
        Column(
            "maximum", "Maximum", Money(open=False),
            "Hoogste bijdrage per jaar in euro; leeg is zonder maximum.",
            "Highest contribution a year in euro; empty is without maximum.",
            width=16,
        ),
        Column(
            "rest_to", "Restant naar", PAYER,
            "Wie betaalt wat boven het maximum uitkomt.",
            "Who pays what exceeds the maximum.",
            width=18,
        ),
        START,
        END,
        SOURCE,
    ),
    "Wie welk deel van welke kostencategorie betaalt, per schijf van het jaartotaal.",
    "Who pays which share of which cost category, by band of the year's total.",
)  # fmt: skip

RATES = Sheet(
    "Tarieven",
    (
        Column("scale", "Schaal", Code(), "De salarisschaal.", "The salary scale.", required=True, width=10),
        Column("year", "Jaar", Year(), "Het tariefjaar.", "The year of the rate.", required=True, width=8),
        Column(
            "rate", "Uurtarief", Rate(),
            "Het uurtarief in euro, exclusief btw.",
            "The hourly rate in euro, excluding VAT.",
            required=True, width=12,
        ),
        SOURCE,
    ),
    "Uurtarieven per schaal en jaar, ter vergelijking met offertes.",
    "Hourly rates by scale and year, to compare quotes with.",
)  # fmt: skip

CALENDAR = Sheet(
    "Kalender",
    (
        Column("year", "Jaar", Year(), "Het begrotingsjaar.", "The budget year.", required=True, width=8),
        Column("name", "Mijlpaal", Text(), "De mijlpaal.", "The milestone.", required=True, width=40),
        Column("date", "Datum", Day(), "De datum.", "The date.", required=True),
        Column("responsible", "Verantwoordelijk", Text(), "Wie ervoor zorgt.", "Who sees to it.", width=18),
        SOURCE,
    ),
    "De kalender van de jaarcyclus.",
    "The calendar of the year's cycle.",
)  # fmt: skip
