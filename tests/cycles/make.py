"""Makes whole random cycles, the same for the same seed; the ways in which one may be open are asked for."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tests.cycles.documents import documents, subjects
from tests.cycles.frames import frame, key, older, strategy
from tests.cycles.mistakes import leave_open
from tests.cycles.references import reference
from tests.cycles.rows import QUARTERS, rounded, style
from tests.oracle.lines import lines_of

YEARS = (2027, 2027, 2028, 2029, 2026)


def make(seed, most=12, correct=False):
    """Return the cycle of a seed; a correct one has nothing open and no problem above a note."""
    rng = random.Random(seed)
    year = rng.choice(YEARS)
    cycle = {"year": year, "reference": reference(rng, year), "seed": seed}
    cycle["assignments"], cycle["quotes"] = documents(rng, cycle["reference"], year, most)
    cycle["frame"] = None
    _other_names(rng, cycle)
    _other_customers(rng, cycle)
    cycle["strategy"] = strategy(cycle)
    _rename(rng, cycle)
    cycle["reference"]["Verdeelsleutel"] = key(rng, cycle["reference"], year, _totals(cycle))
    _second_versions(rng, cycle)
    cycle["frame"], cycle["look"] = frame(rng, cycle), style(rng)
    if rng.random() < 0.2:
        cycle["older frames"] = [older(cycle["frame"])]
    if not correct and rng.random() < 0.5:
        leave_open(rng, cycle)
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


def _other_names(rng, cycle):
    """Let a party go by another name from some day on: it has two rows then, and is still one party."""
    parties = cycle["reference"]["Partijen"]
    for row in list(parties):
        day = rng.choice([date(cycle["year"], 7, 1), date(cycle["year"] - 1, 2, 20)])
        if rng.random() < 0.1 and row["Vanaf"] < day <= row["Tot en met"]:
            parties.append(row | {"Naam": f"{row['Naam']} (nieuw)", "Vanaf": day})
            row["Tot en met"] = day - timedelta(days=1)


def _other_customers(rng, cycle):
    """Let some suppliers deliver to the TBO, beside the SBO (that relation counts) or in its place."""
    reference = cycle["reference"]
    tactical = next(row["Code"] for row in reference["Partijen"] if row["Rol"] == "TBO")
    for supplier in dict.fromkeys(row["Leverancier"] for row in reference["Btw"]):
        rows = [row for row in reference["Btw"] if row["Leverancier"] == supplier and row["Rol"] == "OBO"]
        draw = rng.random()
        if draw < 0.1:
            reference["Btw"] += [row | {"Afnemer": tactical, "Percentage": Decimal("0.05")} for row in rows]
        elif draw < 0.2:
            for row in rows:
                row["Afnemer"] = tactical


def _second_versions(rng, cycle):
    """Put an older version with other amounts beside some quotes and assignments; it must not count."""
    for documents_of_year in (cycle["quotes"], cycle["assignments"]):
        for document in list(documents_of_year):
            if rng.random() < 0.12:
                document["head"]["Versie"] += 1
                older = _older(document)
                documents_of_year.append(older)
            elif rng.random() < 0.05:
                documents_of_year.append(document | {"file": document["file"].replace(".xlsx", " nogmaals.xlsx")})


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
