"""Quotes and assignments of a random cycle with their lines, each correct as it stands; knows no frame."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.cycles.references import STELPOSTEN
from tests.cycles.rows import cost_row, style
from tests.oracle.tables import holds, in_year, quarter_days

SUBJECTS = [
    "de onderlinge samenwerking",
    "het operationele beheer door de OBO's inclusief de levering van de implementatieondersteuning en de uitvoering "
    "van het leveranciersmanagement",
    "de kwaliteit van dienstverlening",
    "de kwaliteit van de content op de website van het IPLO ten behoeve van de DSO-LV (validatie en monitoring)",
    "de kosten- en capaciteitsefficiëntie",
    "de monitoring en informatievoorziening",
    "de marktontwikkelingen (prijs en kosten)",
]
UNITS = ["uur", "uur", "uur", "stuk", "licentie"]


def subjects(not_applicable=()):
    """Return the seven subjects of art. 3.2, filled in."""
    return [
        {
            "Letter": letter,
            "Onderwerp": wording,
            "Tekst": "n.v.t." if letter in not_applicable else "Volgens het jaarplan.",
        }
        for letter, wording in zip("abcdefg", SUBJECTS, strict=True)
    ]


def documents(rng, reference, year, most):
    """Return (assignments of the year before, quotes of the year); `most` is the largest number of lines."""
    assignments, quotes = [], []
    before = rng.random() < 0.9
    for party in reference["Partijen"]:
        if party["Rol"] == "SBO":
            continue
        plans = _plans(rng, reference, party, year - 1, rng.randint(1, most))
        if before and plans and in_year(party, year - 1):
            assignments.append(_document(rng, reference, party, year - 1, plans))
        if in_year(party, year):
            quotes.append(_document(rng, reference, party, year, _next_year(rng, reference, party, plans, year)))
    return assignments, quotes


def _document(rng, reference, party, year, plans):
    """Return a quote, or an assignment for the year before."""
    name = f"{'TBO' if party['Rol'] == 'TBO' else party['Code']}-{year}"
    look = style(rng)
    head = {
        "Sjabloonversie": 1,
        "Organisatie": party["Code"],
        "Rol": party["Rol"],
        "Jaar": year,
        "Versie": rng.choice([1, 1, 1, 2, 7]),
        "Datum": date(year - 1, 9, 15),
        "Kenmerk": f"KM-{name}",
        "Prijspeil": year + rng.choice([0, 0, 0, 0, -1, -1, -2, 1]),
        "Btw": rng.choice(["exclusief", "exclusief", "inclusief"]),
        "Niet-verrekenbare btw inbegrepen": rng.choice(["ja", "nee"]),
        "Bedragen in": look["unit"],
        "Geldig tot en met": date(year, 12, 31),
    }
    rows = [cost_row(rng, look, plan, _quarters(reference, party, plan, year)) for plan in plans]
    return {
        "file": f"{name}.xlsx",
        "head": head,
        "look": look,
        "plans": plans,
        "sheets": {
            "Kosten": [row | _outlook(rng, row, year) for row in rows],
            "Onderwerpen": subjects(),
            "Risico's": [
                {
                    "Risico": "Vertrek van inhuur",
                    "Kans": Decimal("0.25"),
                    "Financieel gevolg": Decimal(310000),
                    "Maatregel": "Kennisoverdracht",
                }
            ][: rng.randint(0, 1)],
        },
    }


def _outlook(rng, row, year):
    amount = row["Bedrag"] if isinstance(row["Bedrag"], Decimal) else Decimal(0)
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {f"Raming {later}": rounded * rng.randint(0, 1) for later in (year + 1, year + 2, year + 3)}


def _quarters(reference, party, plan, year):
    """Return the numbers of the quarters on whose first day party and product are both there."""
    return [
        number
        for number, day in enumerate(quarter_days(year))
        if holds(party, day) and any(holds(row, day) for row in _products(reference, party, plan["PDC-code"]))
    ]


def _products(reference, party, code=None):
    return [
        row
        for row in reference["PDC"]
        if (row["Organisatie"], row["Rol"]) == (party["Code"], party["Rol"]) and code in (None, row["PDC-code"])
    ]


def _available(reference, party, year):
    return [row for row in _products(reference, party) if _quarters(reference, party, row, year)]


def _plans(rng, reference, party, year, count, first=1):
    """Return what a party plans in a year, as rows without amounts."""
    products = _available(reference, party, year)
    if not products:
        return []
    digits = party["Code"] in ("RWS", "GEONOVUM")
    ids = [f"{n:03}" if digits else f"{party['Code']}-{party['Rol'][0]}{n}" for n in range(first, first + count)]
    return [_plan(rng, reference, rng.choice(products), name) for name in ids]


def _plan(rng, reference, product, name):
    headings = [row["Post"] for row in reference["Posten"] if row["Post"] != "iplo"]
    cost_type = rng.choice([row["Kostensoort"] for row in reference["Kostensoorten"]])
    plan = {
        "Regel": name,
        "PDC-code": product["PDC-code"],
        "Product of dienst": product["Product of dienst"],
        "Post": product["Post"] if product["Post"] == "iplo" or rng.random() < 0.7 else rng.choice(headings),
        "Kostensoort": cost_type,
        "Omschrijving": f"Werk {name}",
        "Structureel/incidenteel": rng.choice(["structureel", "incidenteel"]),
        "mode": rng.choice(["count", "count", "count", "plain", "share"]),
        "Eenheid": rng.choice(UNITS),
        "Aantal": Decimal(rng.choice([rng.randint(1, 9000), rng.randint(100, 900000) / Decimal(100)])),
        "Tarief": Decimal(rng.randint(5000, 24999)).scaleb(-2),
        "euros": Decimal(rng.choice([rng.randint(0, 900000), rng.randint(1, 90000000) / Decimal(100)])),
        "share": Decimal(rng.randint(1, 10000)).scaleb(-4),
        "Kostencategorie": rng.choice([None] * 9 + ["investeringskosten", "uitvoeringskosten"]),
        "pattern": rng.choice([(1, 1, 1, 1), (1, 1, 1, 1), (0, 1, 2, 1), (1, 1, 2, 2), (2, 1, 1, 0), (1, 2, 2, 1)]),
    }
    if cost_type == STELPOSTEN:
        plan |= {"mode": "plain", "euros": plan["euros"] * rng.choice([-1, -1, 1]) / 10}
    return plan


def _next_year(rng, reference, party, plans, year):
    """Return the plans of the next year: lines stay, change, move or end, and new ones come."""
    there = {row["PDC-code"] for row in _available(reference, party, year)}
    kept = [_changed(rng, reference, party, plan, year) for plan in plans if rng.random() < 0.85]
    kept = [plan for plan in kept if plan["PDC-code"] in there]
    new = _plans(rng, reference, party, year, rng.randint(1, 1 + len(plans) // 3), first=len(plans) + 1)
    rows = kept + new
    rng.shuffle(rows)
    return rows


def _changed(rng, reference, party, plan, year):
    """Return a plan as it may come back next year: the same, or with something else in it."""
    fresh = (_plans(rng, reference, party, year, 1) or [plan])[0]
    stelposten = STELPOSTEN in (plan["Kostensoort"], fresh["Kostensoort"])
    fields = rng.choice(
        [
            ("PDC-code", "Product of dienst", "Post"),
            () if stelposten else ("Kostensoort",),
            () if stelposten else ("mode", "Eenheid"),
            () if stelposten else ("euros", "share"),
            ("Tarief", "pattern"),
            ("Aantal",),
            ("Aantal", "Tarief"),
            (),
            (),
        ]
    )
    return plan | {field: fresh[field] for field in fields}
