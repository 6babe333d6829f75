"""What several of our workbooks have in common: roles, units, the seven subjects; imports no workbook."""

from decimal import Decimal

from planner.agreement import SUBJECTS, Role
from planner.amounts import Vat
from planner.excel.vocabulary import Choice, Code, Column, Day, Percentage, Sheet, Text, Whole, Year

ROLE = Choice({"TBO": Role.TBO, "OBO": Role.OBO})
ANY_ROLE = Choice({"SBO": Role.SBO, "TBO": Role.TBO, "OBO": Role.OBO})
SHARE = Percentage(points_above=Decimal(1))
RATE_OF_CHANGE = Percentage(points_above=Decimal("0.5"), negative=True)
VAT_RATE = Percentage(points_above=Decimal("0.5"))
ORGANISATION = Code("Partijen", "Code")
PRODUCT = Code("PDC", "PDC-code")
HEADING = Code("Posten", "Post")
COST_TYPE = Code("Kostensoorten", "Kostensoort")
CATEGORY = Choice(
    {"uitvoeringskosten": "uitvoeringskosten", "investeringskosten": "investeringskosten"}, open=True
)
RECURRING = Choice({"structureel": True, "incidenteel": False})


def suggestions(*words: str) -> Choice:
    """Return an open list: these words are offered, others are taken as well."""
    return Choice({word: word for word in words}, open=True)


TEMPLATE = Column(
    "template", "Sjabloonversie", Whole(),
    "Versie van dit sjabloon; door planner ingevuld.",
    "Version of this template; filled in by planner.",
    optional=True,
)  # fmt: skip
PRICE_LEVEL = Column(
    "price_level", "Prijspeil", Year(),
    "Het jaar in welks prijzen alle bedragen van deze werkmap luiden, bijvoorbeeld 2027.",
    "The year in whose prices all amounts of this workbook are stated, 2027 for one.",
    required=True,
)  # fmt: skip
VAT = Column(
    "vat", "Btw", Choice({"exclusief": Vat.EXCLUDING, "inclusief": Vat.INCLUDING}),
    "Of de bedragen van deze werkmap exclusief of inclusief btw zijn.",
    "Whether the amounts of this workbook exclude or include VAT.",
    required=True,
)  # fmt: skip
AMOUNTS_IN = Column(
    "amounts_in", "Bedragen in",
    Choice({"euro": 1, "x 1.000": 1000}, also={"x1.000": 1000, "x1000": 1000, "x 1000": 1000, "€": 1}),
    "De eenheid van alle bedragen: euro of x 1.000 (duizenden euro's). Een tarief is altijd in euro.",
    "The unit of all amounts: euro or x 1.000 (thousands of euros). A rate is always in euro.",
    required=True,
)  # fmt: skip
REMARK = Column(
    "remark", "Opmerking", Text(),
    "Vrije opmerking bij de werkmap als geheel.",
    "Free remark about the workbook as a whole.",
    optional=True, width=40,
)  # fmt: skip
SOURCE = Column(
    "source", "Bron", Text(),
    "Waar de waarde vandaan komt: besluit, publicatie of aanname.",
    "Where the value comes from: decision, publication or assumption.",
    width=30,
)  # fmt: skip
START = Column(
    "start", "Vanaf", Day(),
    "Eerste dag waarop de regel geldt; leeg is zonder begin. Getoetst op de eerste dag van elk kwartaal.",
    "First day on which the row holds; empty is without start. Tested on the first day of each quarter.",
)  # fmt: skip
END = Column(
    "end", "Tot en met", Day(),
    "Laatste dag waarop de regel geldt (inclusief); leeg is zonder einde.",
    "Last day on which the row holds (inclusive); empty is open-ended.",
)  # fmt: skip


def subjects_sheet(nl: str, en: str) -> Sheet:
    """Return the sheet with the seven subjects of art. 3.2, with what it is for in this workbook."""
    return Sheet(
        "Onderwerpen",
        (
            Column(
                "letter", "Letter", Choice({subject.letter: subject.letter for subject in SUBJECTS}),
                "De letter a tot en met g van artikel 3.2.",
                "The letter a to g of article 3.2.",
                required=True, width=8,
            ),
            Column(
                "subject", "Onderwerp", Text(),
                "Het onderwerp zoals artikel 3.2 het noemt; ter herkenning, wordt niet gelezen.",
                "The subject as article 3.2 words it; for recognition, it is not read.",
                width=60,
            ),
            Column(
                "text", "Tekst", Text(),
                "Wat over het onderwerp is afgesproken; `n.v.t.` als het niet van toepassing is.",
                "What is agreed on the subject; `n.v.t.` where it does not apply.",
                width=80,
            ),
        ),
        nl, en,
        key=("letter",),
    )  # fmt: skip
