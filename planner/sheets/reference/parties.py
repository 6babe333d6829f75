"""Declares who takes part and in what terms: parties, catalogue, headings, cost types; reads nothing."""

from planner.agreement import Regime
from planner.excel.vocabulary import (
    Choice,
    Code,
    Column,
    Money,
    Quantity,
    Sheet,
    Text,
)
from planner.sheets.shared import (
    ANY_ROLE,
    CATEGORY,
    END,
    HEADING,
    ORGANISATION,
    RATE_OF_CHANGE,
    REMARK,
    ROLE,
    SHARE,
    SOURCE,
    START,
    suggestions,
)

GENERAL = Sheet(
    "Algemeen",
    (
        Column(
            "discount_rate", "Discontovoet", RATE_OF_CHANGE,
            "Reële discontovoet per jaar voor de meerjarenwaarde, als percentage.",
            "Real discount rate a year for the multi-year value, as a percentage.",
        ),
        Column(
            "threshold_share", "Drempel toelichting (%)", SHARE,
            "Vanaf welk verschil, als percentage, een toelichting nodig is; samen met de drempel in euro.",
            "From which difference, as a percentage, an explanation is due; together with the one in euro.",
        ),
        Column(
            "threshold_amount", "Drempel toelichting (euro)", Money(open=False),
            "Vanaf welk verschil in euro een toelichting nodig is; samen met de drempel als percentage.",
            "From which difference in euro an explanation is due; together with the percentage.",
        ),
        Column(
            "productive_hours", "Productieve uren per fte", Quantity(),
            "Productieve uren per voltijdse medewerker per jaar.",
            "Productive hours of a full-time employee a year.",
        ),
        Column(
            "hiring_norm", "Norm inhuur", SHARE,
            "Het deel van de personele kosten dat externe inhuur hoogstens hoort te zijn.",
            "The part of staff cost that external hiring should not exceed.",
        ),
        REMARK,
    ),
    "Waarden die voor alle jaren gelden; een lege waarde wordt niet gebruikt.",
    "Values that hold for all years; an empty value is not used.",
    labelled=True,
)  # fmt: skip

PARTIES = Sheet(
    "Partijen",
    (
        Column(
            "code", "Code", Code(),
            "Korte code van de organisatie, zoals in alle andere bladen.",
            "Short code of the organisation, as in all other sheets.",
            required=True,
        ),
        Column("name", "Naam", Text(), "Volledige naam.", "Full name.", width=40),
        Column(
            "role", "Rol", ANY_ROLE,
            "De rol: SBO, TBO of OBO; een organisatie met twee rollen heeft twee regels.",
            "The role: SBO, TBO or OBO; an organisation in two roles has two rows.",
            required=True, width=8,
        ),
        Column(
            "settlement", "Afrekenwijze", suggestions("nacalculatie", "vast"),
            "Hoe na afloop wordt afgerekend: nacalculatie of vast bedrag.",
            "How the year is settled: on actuals or at a fixed amount.",
            width=16,
        ),
        START,
        END,
        SOURCE,
    ),
    "De organisaties in hun rollen en de periode waarin zij meedoen.",
    "The organisations in their roles and the period in which they take part.",
)  # fmt: skip

PAYERS = Sheet(
    "Bijdragende partijen",
    (
        Column(
            "code", "Code", Code(),
            "Korte code van de overheid die meebetaalt.",
            "Short code of the government that pays a share.",
            required=True, width=18,
        ),
        Column("name", "Naam", Text(), "Volledige naam.", "Full name.", width=40),
        SOURCE,
    ),
    "De overheden die volgens de verdeelsleutel bijdragen.",
    "The governments that pay by the financing key.",
    key=("code",),
)  # fmt: skip

PRODUCTS = Sheet(
    "PDC",
    (
        Column(
            "code", "PDC-code", Code(),
            "Code van het product of de dienst.",
            "Code of the product or service.",
            required=True, width=12,
        ),
        Column(
            "name", "Product of dienst", Text(),
            "Naam van het product of de dienst.",
            "Name of the product or service.",
            width=40,
        ),
        Column(
            "organisation", "Organisatie", ORGANISATION,
            "Code van de organisatie die levert, zoals in Partijen.",
            "Code of the organisation that delivers, as in Partijen.",
            required=True,
        ),
        Column(
            "role", "Rol", ROLE,
            "De rol waarin de organisatie levert: TBO of OBO.",
            "The role in which the organisation delivers: TBO or OBO.",
            required=True, width=8,
        ),
        Column(
            "heading", "Post", HEADING,
            "De post waarop het product gewoonlijk staat, een code uit Posten.",
            "The heading on which the product usually stands, a code from Posten.",
            required=True, width=26,
        ),
        Column(
            "norm", "SLA-norm", Text(),
            "De afgesproken norm voor de dienstverlening.",
            "The agreed norm of service.",
            width=30,
        ),
        START,
        END,
    ),
    "De producten- en dienstencatalogus: wie levert wat, tegen welke norm.",
    "The catalogue of products and services: who delivers what, against which norm.",
)  # fmt: skip

HEADINGS = Sheet(
    "Posten",
    (
        Column(
            "code", "Post", Code(),
            "Code van de post; de volgorde van dit blad is de volgorde van alle overzichten.",
            "Code of the heading; the order of this sheet is the order of all tables.",
            required=True, width=26,
        ),
        Column("name", "Naam", Text(), "Volledige naam.", "Full name.", width=40),
        Column(
            "regime", "Regime", Choice({"SLA": Regime.SLA, "opdracht": Regime.ASSIGNMENT}),
            "Hoe wordt verantwoord (art. 2.6): tegen SLA-normen of tegen de opdracht.",
            "How accounts are given (art. 2.6): against SLA norms or against the assignment.",
            required=True, width=12,
        ),
        Column(
            "category", "Kostencategorie", CATEGORY,
            "De kostencategorie, die via de verdeelsleutel bepaalt wie betaalt.",
            "The cost category, which decides through the key who pays.",
            required=True, width=20,
        ),
        Column(
            "wage_share", "Loonaandeel", SHARE,
            "Deel van het plafond dat met de loonindex meegaat, als percentage.",
            "Part of the ceiling that follows the wage index, as a percentage.",
            required=True,
        ),
        Column(
            "price_share", "Prijsaandeel", SHARE,
            "Deel van het plafond dat met de prijsindex meegaat; wat overblijft wordt niet geïndexeerd.",
            "Part of the ceiling that follows the price index; what is left is not indexed.",
            required=True,
        ),
        SOURCE,
    ),
    "De posten van de begroting in hun volgorde.",
    "The headings of the budget in their order.",
    key=("code",),
)  # fmt: skip

COST_TYPES = Sheet(
    "Kostensoorten",
    (
        Column(
            "name", "Kostensoort", Code(),
            "Naam van de kostensoort.",
            "Name of the cost type.",
            required=True, width=34,
        ),
        Column(
            "series", "Index", Choice({"loon": "loon", "prijs": "prijs", "geen": ""}),
            "De indexreeks die de kostensoort volgt: loon, prijs of geen.",
            "The index series that the cost type follows: loon (wages), prijs (prices) or geen (none).",
            required=True, width=10,
        ),
        Column("note", "Toelichting", Text(), "Toelichting.", "Explanation.", width=50),
    ),
    "De kostensoorten en de index die zij volgen.",
    "The cost types and the index that they follow.",
    key=("name",),
)  # fmt: skip
