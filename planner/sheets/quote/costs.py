"""The declaration of the cost lines of a quote or assignment; reads nothing."""

from planner.excel.vocabulary import (
    Code,
    Column,
    Money,
    Quantity,
    Rate,
    Sheet,
    Text,
    Whole,
    YesNo,
)
from planner.sheets.shared import (
    CATEGORY,
    COST_TYPE,
    HEADING,
    PRODUCT,
    RECURRING,
    SHARE,
)


def _quarter(number: int) -> Column:
    return Column(
        f"quarter_{number}", f"Kwartaal {number}", Money(open=False),
        f"Behoefte aan voorschot in kwartaal {number}; samen gelijk aan Bedrag; 0 als niets nodig is.",
        f"Need for advances in quarter {number}; the quarters add up to Bedrag; 0 where nothing is needed.",
        required=True, unless_open="amount", width=16,
    )  # fmt: skip


_IDENTITY = (
    Column(
        "id", "Regel", Code(),
        "Vaste aanduiding van de regel binnen organisatie en rol; blijft over versies en jaren gelijk.",
        "Fixed identity of the line within organisation and role; the same over versions and years.",
        required=True, width=16,
    ),
    Column(
        "product", "PDC-code", PRODUCT,
        "Code van het product of de dienst uit de PDC; een product van de eigen organisatie.",
        "Code of the product or service in the catalogue; a product of the own organisation.",
        required=True, width=12,
    ),
    Column(
        "product_name", "Product of dienst", Text(),
        "Naam van het product of de dienst, ter herkenning.",
        "Name of the product or service, for recognition.",
        width=36,
    ),
    Column(
        "heading", "Post", HEADING,
        "De post, een code uit Posten. Een IPLO-product staat alleen op de post iplo (art. 4.3).",
        "The heading, a code from Posten. An IPLO product stands only on heading iplo (art. 4.3).",
        required=True, width=22,
    ),
    Column(
        "cost_type", "Kostensoort", COST_TYPE,
        "De kostensoort; bepaalt de index. Alleen `opbrengsten en stelposten` mag negatief zijn.",
        "The cost type; decides the index. Only `opbrengsten en stelposten` may be negative.",
        required=True, width=32,
    ),
    Column(
        "description", "Omschrijving", Text(),
        "Wat voor dit bedrag wordt gedaan.",
        "What is done for this amount.",
        required=True, width=40,
    ),
    Column(
        "recurring", "Structureel/incidenteel", RECURRING,
        "structureel: elk jaar opnieuw; incidenteel: houdt op.",
        "structureel: every year again; incidenteel: it ends.",
        required=True, width=14,
    ),
)  # fmt: skip

_AMOUNTS = (
    Column(
        "unit", "Eenheid", Text(),
        "Waarin Aantal wordt geteld: uur, stuk, licentie.",
        "What Aantal counts: hours, pieces, licences.",
        width=10,
    ),
    Column(
        "quantity", "Aantal", Quantity(),
        "Aantal eenheden in het jaar; met Tarief samen, of beide leeg.",
        "Number of units in the year; together with Tarief, or both empty.",
        width=12,
    ),
    Column(
        "rate", "Tarief", Rate(),
        "Prijs van één eenheid, altijd in euro, op het prijspeil en de btw-basis van de werkmap.",
        "Price of one unit, always in euro, at the price level and VAT basis of the workbook.",
        width=12,
    ),
    Column(
        "amount", "Bedrag", Money(),
        "Kosten in het jaar: Aantal x Tarief, afgerond op centen, als die zijn ingevuld. pm als niet bekend; "
        "een bandbreedte als 100.000..150.000.",
        "Cost in the year: Aantal x Tarief rounded to cents, where those are filled in. pm where not known; "
        "a range as 100.000..150.000.",
        required=True, width=18,
    ),
    *(_quarter(number) for number in (1, 2, 3, 4)),
    Column(
        "outlook", "Raming {year}", Money(),
        "Raming voor een later jaar, in constante prijzen van het prijspeil van deze werkmap.",
        "Outlook for a later year, in constant prices of this workbook's price level.",
        optional=True, width=16,
    ),
    Column(
        "priority", "Prioriteit", Whole(1, 4),
        "1 houdt de keten draaiend, 2 nodig voor afgesproken kwaliteit, 3 gewenst, 4 kan wachten.",
        "1 needed to keep the chain running, 2 needed for agreed quality, 3 wanted, 4 can wait.",
        width=10,
    ),
    Column(
        "indivisible", "Ondeelbaar", YesNo(),
        "ja: kan alleen geheel doorgaan of geheel vervallen; leeg is nee.",
        "ja: can only be done or dropped as a whole; empty is nee.",
        width=12,
    ),
    Column(
        "note", "Toelichting", Text(),
        "Toelichting bij de regel.",
        "Explanation of the line.",
        width=40,
    ),
)  # fmt: skip

_FURTHER = (
    Column(
        "category", "Kostencategorie",
        CATEGORY,
        "Alleen als de regel afwijkt van de kostencategorie van de post: bepaalt wie betaalt.",
        "Only where the line departs from the heading's cost category: decides who pays.",
        optional=True, width=20,
    ),
    Column(
        "scale", "Schaal", Code("Tarieven", "Schaal"),
        "Salarisschaal waarop het tarief rust, zoals in Tarieven.",
        "Salary scale that the rate rests on, as in Tarieven.",
        optional=True, width=10,
    ),
    Column(
        "total_cost", "Totale kosten", Money(open=False),
        "De hele kosten als DSO-LV een deel draagt; Bedrag is dan Totale kosten x Aandeel DSO-LV.",
        "The whole cost where DSO-LV bears a part; Bedrag is then Totale kosten x Aandeel DSO-LV.",
        optional=True, width=18,
    ),
    Column(
        "share", "Aandeel DSO-LV", SHARE,
        "Het deel van Totale kosten dat DSO-LV draagt, als percentage.",
        "The part of Totale kosten that DSO-LV bears, as a percentage.",
        optional=True, width=14,
    ),
    Column(
        "result", "Resultaat", Text(),
        "Wat een ontwikkelregel oplevert, en wanneer.",
        "What a development line delivers, and when.",
        optional=True, width=40,
    ),
    Column(
        "replaces", "Vervangt regel", Code(),
        "De Regel van vorig jaar die door deze wordt vervangen.",
        "The Regel of last year that this one replaces.",
        optional=True, width=16,
    ),
)  # fmt: skip

COSTS = Sheet(
    "Kosten",
    _IDENTITY + _AMOUNTS + _FURTHER,
    "De kostenregels: wat kost welk product, op welke post, en wanneer is het geld nodig.",
    "The cost lines: what each product costs, on which heading, and when the money is needed.",
    key=("id",),
)
