"""The financing key, the frame and the strategy of a random cycle, placed just around what was quoted."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.cycles.documents import subjects
from tests.cycles.references import START, percent
from tests.cycles.rows import rounded, style
from tests.oracle import compare
from tests.oracle.tables import ceiling_index

SHARES = [[1900, 600, 7000, 500], [3333, 3333, 3334], [1234, 8766], [2500, 2500, 2500, 2500], [100, 9900]]


def key(rng, reference, year, totals):
    """Return the rows of Verdeelsleutel: plain, with bands and caps, changing on 1 January or within the year."""
    rows = []
    for category in ("uitvoeringskosten", "investeringskosten", "transitiekosten"):
        kind = rng.choice(["plain", "plain", "january", "within", "bands", "bands", "bands in january"])
        rows += _key_of(rng, reference, year, category, kind, totals.get(category, 0))
    return rows


def _key_of(rng, reference, year, category, kind, total):
    make = _bands if kind.startswith("bands") else _plain
    rows = make(rng, reference, category, total)
    change = {
        "january": date(year, 1, 1),
        "bands in january": date(year, 1, 1),
        "within": rng.choice([date(year, 7, 1), date(year, 4, 1), date(year, 8, 20), date(year, 9, 1)]),
    }.get(kind)
    if change is None:
        return rows
    later = make(rng, reference, category, total)
    return [row | {"Tot en met": date.fromordinal(change.toordinal() - 1)} for row in rows] + [
        row | {"Vanaf": change} for row in later
    ]


def _plain(rng, reference, category, _total, start=None):
    shares = rng.choice(SHARES) if category != "investeringskosten" or rng.random() < 0.3 else [10000]
    payers = rng.sample([row["Code"] for row in reference["Bijdragende partijen"]], len(shares))
    return [
        {
            "Kostencategorie": category,
            "Schijf vanaf": start,
            "Bijdragende partij": payer,
            "Percentage": percent(share),
            "Maximum": None,
            "Restant naar": payers[0],
            "Vanaf": START if category == "uitvoeringskosten" else None,
            "Tot en met": None,
            "Bron": "verzonnen",
        }
        for payer, share in zip(payers, shares, strict=True)
    ]


def _bands(rng, reference, category, total):
    """Return a key with one to three bands; in one of them a payer has a maximum."""
    steps = {rounded(Decimal(abs(total)) * rng.randint(10, 120) / 10000) + 1 for _ in range(2)}
    starts = [Decimal(0), *sorted(steps)]
    bands = [_plain(rng, reference, category, total, start) for start in starts[: rng.randint(1, 3)]]
    capped = rng.choice(bands)
    if len(capped) > 1:
        capped[-1]["Maximum"] = rounded(Decimal(abs(total)) * rng.randint(1, 40) / 10000)
    rows = [row for band in bands for row in band]
    rng.shuffle(rows)
    return rows


def frame(rng, cycle):
    """Return the decided frame, with ceilings and floors just below, at or just above what was quoted."""
    head = {
        "Sjabloonversie": 1,
        "Jaar": cycle["year"],
        "Versie": 3,
        "Prijspeil": cycle["year"] + rng.choice([0, 0, 0, -1, -2, 1]),
        "Btw": rng.choice(["inclusief", "inclusief", "exclusief"]),
        "Bedragen in": rng.choice(["euro", "euro", "x 1.000"]),
        "Indexeren": rng.choice(["ja", "nee"]),
        "Besluit OGB-beheer": date(cycle["year"] - 1, 6, 18),
        "Kenmerk": "OGB-1",
    }
    empty = cycle | {"frame": {"head": head, "sheets": {"Plafonds": []}}}
    offers = {row["heading"]: Decimal(row["offer"]) for row in compare(empty)["rows"]}
    targets = {heading: _target(rng, offer) for heading, offer in offers.items() if rng.random() < 0.95}
    _meet_the_sum(rng, targets, offers)
    rows = [_ceiling(cycle, head, heading, *target) for heading, target in targets.items()]
    for heading in [row["Post"] for row in cycle["reference"]["Posten"]]:
        if heading not in offers and rng.random() < 0.3:
            rows.append(_ceiling(cycle, head, heading, Decimal(50000), rng.choice([None, Decimal(1)]), "raming"))
    rng.shuffle(rows)
    sheets = {"Plafonds": rows}
    if rng.random() < 0.3:
        sheets["Overige posten"] = [{"Post": "onvoorzien", "Omschrijving": "te verdelen", "Bedrag": Decimal(250)}]
    return {"file": f"kader-{cycle['year']}.xlsx", "head": head, "look": style(rng), "sheets": sheets}


def older(frame):
    """Return the frame that a frame replaced: a lower version with other ceilings, which must not count."""
    rows = [row | {"Bedrag": row["Bedrag"] + 1} for row in frame["sheets"]["Plafonds"]]
    head = frame["head"] | {"Versie": frame["head"]["Versie"] - 1}
    return frame | {"file": f"kader oud {frame['head']['Jaar']}.xlsx", "head": head, "sheets": {"Plafonds": rows}}


def _target(rng, offer):
    test = rng.choice(["taakstellend", "taakstellend", "taakstellend", "plafond", "raming"])
    gap = Decimal(rng.choice([-5000000, -1, 0, 0, 1, 1, 5000000, 5000000])).scaleb(-2)
    if test == "plafond":
        gap = abs(gap) if rng.random() < 0.8 else gap
    floor = None if rng.random() < 0.5 else offer + Decimal(rng.choice([-1000000, -1, 0, 1])).scaleb(-2)
    return max(offer + gap, Decimal(0)), None if floor is None else max(floor, Decimal(0)), test


def _meet_the_sum(rng, targets, offers):
    """Move one binding ceiling so that the binding sum is over, exactly met, or below."""
    binding = [heading for heading, target in targets.items() if target[2] == "taakstellend"]
    if not binding:
        return
    room = sum(targets[heading][0] - offers[heading] for heading in binding)
    wanted = Decimal(rng.choice([-2500000, -1, 0, 1, 2500000])).scaleb(-2)
    largest = max(binding, key=lambda heading: targets[heading][0])
    ceiling, floor, test = targets[largest]
    targets[largest] = (max(ceiling + wanted - room, Decimal(0)), floor, test)


def _ceiling(cycle, head, heading, ceiling, floor, test):
    """Return a row of Plafonds that comes out at these euros, or within a cent of them, after indexing."""
    factor = Fraction(1)
    if head["Indexeren"] == "ja":
        factor = ceiling_index(cycle, heading, head["Prijspeil"], cycle["year"])
    unit = 1000 if head["Bedragen in"] == "x 1.000" else 1

    def nominal(euros):
        exact = Fraction(euros) / factor
        return rounded(Decimal(exact.numerator) / Decimal(exact.denominator)) / unit

    return {
        "Post": heading,
        "Bedrag": nominal(ceiling),
        "Ondergrens": None if floor is None else nominal(floor),
        "Toets": test,
        "Toelichting": None,
    }


def strategy(cycle):
    """Return a valid strategy of four years that holds the year."""
    first = 2026
    products = cycle["reference"]["PDC"][:5]
    years = {str(year): Decimal(100000) for year in range(first, first + 4)}
    head = {
        "Sjabloonversie": 1,
        "Cyclus": f"{first}-{first + 3}",
        "Prijspeil": first,
        "Btw": "exclusief",
        "Bedragen in": "euro",
        "Vastgesteld op": date(first - 1, 11, 20),
    }
    estimates = [
        {
            "Regel": f"STR-{number}",
            "PDC-code": row["PDC-code"],
            "Product of dienst": row["Product of dienst"],
            "Organisatie": row["Organisatie"],
            "Rol": row["Rol"],
            "Post": row["Post"],
            "Kostensoort": "eigen personeel",
            "Structureel/incidenteel": "structureel",
            **years,
            "Toelichting": None,
        }
        for number, row in enumerate(products)
    ]
    goals = [{"Jaar": year, "Doel": "Stabiel beheer", "Toelichting": None} for year in range(first, first + 4)]
    sheets = {"Raming": estimates, "Koersontwikkeling": goals, "Onderwerpen": subjects()}
    return {"file": f"strategie-{first}-{first + 3}.xlsx", "head": head, "look": {}, "sheets": sheets}
