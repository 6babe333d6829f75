"""Makes whole random cycles, the same for the same seed; the ways in which one may be open are asked for."""

import random
from decimal import Decimal
from fractions import Fraction

from tests.cycles.documents import documents, subjects
from tests.cycles.frames import frame, key, strategy
from tests.cycles.references import STELPOSTEN, reference
from tests.cycles.rows import QUARTERS, rounded
from tests.oracle.lines import lines_of

YEARS = (2027, 2027, 2028, 2029, 2026)


def make(seed, most=12, correct=False):
    """Return the cycle of a seed; a correct one has nothing open and no problem above a note."""
    rng = random.Random(seed)
    year = rng.choice(YEARS)
    cycle = {"year": year, "reference": reference(rng, year), "seed": seed}
    cycle["assignments"], cycle["quotes"] = documents(rng, cycle["reference"], year, most)
    cycle["frame"] = None
    cycle["strategy"] = strategy(cycle)
    _rename(rng, cycle)
    cycle["reference"]["Verdeelsleutel"] = key(rng, cycle["reference"], year, _totals(cycle))
    _second_versions(rng, cycle)
    cycle["frame"] = frame(rng, cycle)
    if not correct and rng.random() < 0.5:
        _open(rng, cycle)
    return cycle


def _totals(cycle):
    """Return about how many euros each cost category has, to place bands and maxima."""
    totals = {}
    for quote in cycle["quotes"]:
        for line in lines_of(cycle, quote, cycle["year"]):
            totals[line["category"]] = totals.get(line["category"], 0) + Fraction(sum(line["now_expected"]), 100)
    return {category: Decimal(int(total)) for category, total in totals.items()}


def _rename(rng, cycle):
    """Give returned quotes the names that people give them; an assignment keeps its own."""
    for document in cycle["assignments"]:
        document["file"] = f"opdracht-{document['file']}"
    for number, quote in enumerate(cycle["quotes"]):
        name = rng.choice(["Offerte definitief {}", "offerte-{}", "{} (kopie) v2", "Begroting {} – concept é"])
        quote["file"] = f"{name.format(quote['file'].removesuffix('.xlsx'))}{rng.choice(['', f' {number}'])}.xlsx"
        if rng.random() < 0.5:
            quote["sheets"]["Onderwerpen"] = subjects(not_applicable="adg")


def _second_versions(rng, cycle):
    """Put an older version with other amounts beside some quotes and assignments; it must not count."""
    for documents_of_year in (cycle["quotes"], cycle["assignments"]):
        for document in list(documents_of_year):
            if rng.random() < 0.12:
                document["head"]["Versie"] += 1
                older = _older(document)
                documents_of_year.append(older)


def _older(document):
    head = document["head"] | {"Versie": document["head"]["Versie"] - 1}
    file = document["file"].replace(".xlsx", " vorige.xlsx")
    rows = [_at_once(row) for row in document["sheets"]["Kosten"][:3]]
    return document | {"head": head, "file": file, "sheets": document["sheets"] | {"Kosten": rows}}


def _at_once(row):
    """Return the row with its whole amount, as a plain number, in the first quarter that it has money in."""
    plain = row | dict.fromkeys(["Aantal", "Tarief", "Totale kosten", "Aandeel DSO-LV"]) | {"how": {}}
    amount = rounded(row["Bedrag"])
    first = next((name for name in QUARTERS if row[name]), QUARTERS[3])
    return plain | {"Bedrag": amount} | {name: amount if name == first else Decimal(0) for name in QUARTERS}


def _open(rng, cycle):
    """Leave something open: pm, ranges, refused rows, a quote that is missing, a file that is no workbook."""
    quotes = cycle["quotes"]
    for quote in quotes:
        for row in quote["sheets"]["Kosten"]:
            draw = rng.random()
            if draw < 0.06:
                _unknown_amount(rng, row)
            elif draw < 0.10:
                _refuse(rng, row)
    if rng.random() < 0.3 and len(quotes) > 1:
        quotes.remove(rng.choice(quotes))


def _unknown_amount(rng, row):
    """Make the amount pm, or a range (not where the amount may be negative)."""
    row |= dict.fromkeys([*QUARTERS, "Aantal", "Tarief", "Totale kosten", "Aandeel DSO-LV"]) | {"how": {}}
    low = Decimal(rng.randint(1, 400))
    row["Bedrag"] = "pm" if row["Kostensoort"] == STELPOSTEN or rng.random() < 0.5 else (low, low + rng.randint(1, 99))


def _refuse(rng, row):
    """Make one mistake in a row, so that it counts as an open item; `!` says what cannot be read."""
    mistake = rng.choice(["quarter", "product", "heading", "cost type", "nothing", "description"])
    row["how"] = {}
    if mistake == "quarter":
        row["Kwartaal 2"] += 7
    elif mistake == "product":
        row["PDC-code"] = "XX-99"
    elif mistake == "heading":
        row["Post"] = "onbekende post"
    elif mistake == "cost type":
        row["Kostensoort"] = "snoepgoed"
    elif mistake == "nothing":
        row["Bedrag"] = None
    else:
        row["Omschrijving"] = None
    row["!"] = mistake
