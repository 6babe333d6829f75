"""What several declarations have in common: roles, units, the seven subjects; imports no workbook."""

from collections.abc import Container, Iterable
from decimal import Decimal

from planner.agreement import ENDS_ON, SUBJECTS, Role
from planner.amounts import Basis, Vat
from planner.excel.results import LabelledRead, Read, Row, TableRead
from planner.excel.units import Units
from planner.excel.vocabulary import Choice, Code, Column, Day, Percentage, Sheet, Text, Whole, Year
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Period, Subject, Unread

ROLE = Choice({"TBO": Role.TBO, "OBO": Role.OBO})
ANY_ROLE = Choice({"SBO": Role.SBO, "TBO": Role.TBO, "OBO": Role.OBO})
SHARE = Percentage(points_above=Decimal(1))
RATE_OF_CHANGE = Percentage(points_above=Decimal("0.5"), negative=True)
VAT_RATE = Percentage(points_above=Decimal("0.5"))
ORGANISATION = Code("Partijen", "Code")
PRODUCT = Code("PDC", "PDC-code")
HEADING = Code("Posten", "Post")
COST_TYPE = Code("Kostensoorten", "Kostensoort")
CATEGORY = Choice({"uitvoeringskosten": "uitvoeringskosten", "investeringskosten": "investeringskosten"}, open=True)
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


def heading_names(sheet: Sheet) -> dict[str, str]:
    """Return the heading of each field of a sheet, for texts."""
    return {column.field: column.heading for column in sheet.columns}


def period(row: Row) -> Period:
    """Return the period of a row with `Vanaf` and `Tot en met`."""
    return Period(row.day("start"), row.day("end"))


def basis(first: LabelledRead) -> Basis | None:
    """Return price level and VAT basis of a workbook, None where one of them could not be read."""
    level, vat = first.whole("price_level"), first.get("vat")
    return Basis(level, vat) if level is not None and vat is not None else None


def units(read: Read, sheet: str) -> Units | None:
    """Return the unit in which a table's amounts stand, None where it could not be read."""
    unit = read.first.whole("amounts_in")
    return Units(read.tables[sheet].table, unit) if unit is not None else None


def is_record(read: Read, *sheets: str) -> bool:
    """Tell whether the opening sheet and these tables were read whole, so that a record can stand on them."""
    first = read.first
    required = {column.field for column in first.sheet.columns if column.required}
    return first.found and not first.bad & required and all(read.tables[name].complete for name in sheets)


def unread(read: Read) -> Unread:
    """Return what is known of a workbook that gives no record."""
    first = read.first
    return Unread(
        Place(read.path),
        first.text("organisation") or None,
        first.get("role"),
        first.whole("year"),
        first.whole("version"),
    )


def subjects(read: Read, code: str) -> tuple[tuple[Subject, ...], list[Problem]]:
    """Return the subjects that are filled in, and a problem with this code for each that is not.

    A refused row may have been any of the subjects that seem to be missing, so each excuses one.
    """
    table = read.tables["Onderwerpen"]
    rows = {row.text("letter"): row for row in table.rows}
    filled = tuple(Subject(letter, row.text("text"), row.origin) for letter, row in rows.items() if row.text("text"))
    if not table.complete:
        return filled, []
    without_row = [subject.letter for subject in SUBJECTS if subject.letter not in rows]
    excused = without_row[: len(table.refused)]
    given = {subject.letter for subject in filled}
    problems = []
    for subject in SUBJECTS:
        if subject.letter in given or subject.letter in excused:
            continue
        row = rows.get(subject.letter)
        where = row.origin.cell("text") if row else table.table.heading("letter")
        problems.append(problem(code, where, letter=subject.letter, wording=subject.wording))
    return filled, problems


def beyond_agreement(table: TableRead, name: str, rows: Iterable[Row], years: Container[int]) -> list[Problem]:
    """Return one note where amounts stand in years after the end of the agreement, at the first such heading."""
    later = {year: place for year, place in table.wide(name) if year > ENDS_ON.year and year in years}
    if not later:
        return []
    used = {year for row in rows for year, cell in row.years(name) if cell.pm or cell.low or cell.high}
    beyond = [(year, place) for year, place in later.items() if year in used]
    if not beyond:
        return []
    found = ", ".join(str(year) for year, _ in beyond)
    return [problem("beyond-agreement", beyond[0][1], end=ENDS_ON, found=found)]


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
