"""Reference tables of a random cycle: parties with dates, catalogue, headings, VAT, indices; knows no lines."""

from datetime import date, timedelta
from decimal import Decimal

START = date(2023, 11, 9)
END = date(2029, 12, 31)
SBO = "BZK"
STELPOSTEN = "opbrengsten en stelposten"
COST_TYPES = [
    ("eigen personeel", "loon"),
    ("inhuur externen", "prijs"),
    ("hosting, licenties en infrastructuur", "prijs"),
    ("uitbesteed werk", "prijs"),
    ("afschrijvingskosten", "geen"),
    ("overige materiële kosten", "prijs"),
    (STELPOSTEN, "geen"),
]
HEADINGS = ["beheer", "doorontwikkeling", "afbouw", "uitbouw", "iplo", "implementatieondersteuning"]
EXTRA_HEADINGS = ["leveranciersmanagement", "informatiebeveiliging", "archief en terugval"]
INVESTMENTS = ("afbouw", "uitbouw")
PAYERS = ["RIJK", "PROVINCIES", "GEMEENTEN", "WATERSCHAPPEN", "OMGEVINGSDIENSTEN"]


def percent(hundredths):
    """Return hundredths of a percent as a share: 2100 is 0.21."""
    return Decimal(hundredths).scaleb(-4)


def reference(rng, year):
    """Return the tables of a year, except the financing key: its bands need the lines."""
    headings = _headings(rng)
    parties = _parties(rng, year)
    return {
        "Algemeen": {
            "Discontovoet": percent(225),
            "Drempel toelichting (%)": percent(500),
            "Drempel toelichting (euro)": Decimal(100000),
            "Productieve uren per fte": Decimal(1363),
            "Norm inhuur": percent(1000),
        },
        "Partijen": parties,
        "Bijdragende partijen": [
            {"Code": code, "Naam": code.capitalize(), "Bron": "verzonnen"}
            for code in rng.sample(PAYERS, rng.randint(4, 5))
        ],
        "PDC": _catalogue(rng, parties, [row["Post"] for row in headings], year),
        "Posten": headings,
        "Kostensoorten": [
            {"Kostensoort": name, "Index": series, "Toelichting": None}
            for name, series in rng.sample(COST_TYPES, len(COST_TYPES))
        ],
        "Indexen": _indices(rng, year),
        "Btw": _relations(rng, parties, year),
        "Verdeelsleutel": [],
        "Tarieven": [{"Schaal": "9", "Jaar": year, "Uurtarief": Decimal(72), "Bron": "HOT 2024"}],
        "Kalender": [
            {
                "Jaar": year,
                "Mijlpaal": "Uitvraag",
                "Datum": date(year - 1, 7, 1),
                "Verantwoordelijk": "TBO",
                "Bron": "aanname",
            }
        ],
    }


def _headings(rng):
    names = HEADINGS + rng.sample(EXTRA_HEADINGS, rng.randint(0, 2))
    rng.shuffle(names)
    rows = []
    for name in names:
        wage = rng.randint(0, 100)
        category = "investeringskosten" if name in INVESTMENTS else "uitvoeringskosten"
        rows.append(
            {
                "Post": name,
                "Naam": name.capitalize(),
                "Regime": rng.choice(["SLA", "opdracht"]),
                "Kostencategorie": "transitiekosten" if name == "archief en terugval" else category,
                "Loonaandeel": percent(wage * 100),
                "Prijsaandeel": percent(rng.randint(0, 100 - wage) * 100),
                "Bron": "aanname",
            }
        )
    return rows


def _party(code, role, start=START, end=END):
    return {
        "Code": code,
        "Naam": f"Organisatie {code}",
        "Rol": role,
        "Afrekenwijze": "nacalculatie",
        "Vanaf": start,
        "Tot en met": end,
        "Bron": "verzonnen",
    }


def _parties(rng, year):
    """Return the SBO, one TBO and some OBOs; one may leave (and have a successor) before or within the year."""
    tbo = rng.choice(["KADASTER", "KADASTER", "LOGIUS"])
    obos = rng.sample(["RWS", "KADASTER", "GEONOVUM", "RIVM"], rng.randint(1, 3))
    rows = [_party(SBO, "SBO"), _party(tbo, "TBO"), *(_party(code, "OBO") for code in obos)]
    match rng.randint(0, 5):
        case 0:
            last = rng.choice([date(year, 6, 30), date(year, 3, 31), date(year, 5, 15), date(year - 1, 12, 31)])
            rows += [_party("KOOP", "OBO", end=last)]
            if rng.random() < 0.7:
                rows += [_party("OPVOLGER", "OBO", start=last + timedelta(days=1))]
        case 1:
            rows += [_party("NIEUW", "OBO", start=rng.choice([date(year, 1, 1), date(year, 4, 1), date(year, 9, 1)]))]
        case 2 | 3:
            rows += [_party("KOOP", "OBO")]
    return rows


def _catalogue(rng, parties, headings, year):
    """Return the products; those of a party that leaves pass to its successor, some start or end in the year."""
    rows = []
    for party in parties:
        if party["Rol"] == "SBO":
            continue
        code = party["Code"][:4] + ("-T" if party["Rol"] == "TBO" else "")
        for number in range(1, rng.randint(2, 5)):
            rows.append(_product(f"{code}-{number:02}", party, rng.choice(headings)))
        if rng.random() < 0.4:
            rows[-1] |= rng.choice([{"Vanaf": date(year, 7, 1)}, {"Tot en met": date(year, 9, 30)}, {"Vanaf": None}])
        rows[-1]["Vanaf"] = max(filter(None, [rows[-1]["Vanaf"], party["Vanaf"]]))
    successor = next((party for party in parties if party["Code"] == "OPVOLGER"), None)
    return rows + [_passed_on(row, successor) for row in rows if successor and row["Organisatie"] == "KOOP"]


def _passed_on(row, successor):
    """End a product where its party leaves, and return it as its successor's."""
    row |= {"Vanaf": START, "Tot en met": successor["Vanaf"] - timedelta(days=1)}
    return row | {"Organisatie": "OPVOLGER", "Vanaf": successor["Vanaf"], "Tot en met": None}


def _product(code, party, heading):
    return {
        "PDC-code": code,
        "Product of dienst": f"Product {code}",
        "Organisatie": party["Code"],
        "Rol": party["Rol"],
        "Post": heading,
        "SLA-norm": "99,5% beschikbaar",
        "Vanaf": party["Vanaf"],
        "Tot en met": None,
    }


def _indices(rng, year):
    return [
        {
            "Reeks": series,
            "Jaar": number,
            "Percentage": percent(rng.randint(-50, 699)),
            "Status": "raming",
            "Bron": "voorbeeld",
        }
        for series in ("loon", "prijs")
        for number in range(year - 4, year + 3)
    ]


def _relations(rng, parties, year):
    """Return the VAT relations; a rate may change this year or last year, on the first day of a quarter or not."""
    rows = []
    for party in parties:
        if party["Rol"] == "SBO":
            continue
        rate = rng.choice([0, 2100, 2100, 900])
        row = {
            "Leverancier": party["Code"],
            "Rol": party["Rol"],
            "Afnemer": SBO,
            "Status": "belast" if rate else "buiten heffing",
            "Percentage": percent(rate),
            "Vanaf": party["Vanaf"],
            "Tot en met": None,
            "Bron": "verzonnen",
            "Zekerheid": "aanname",
        }
        rows.append(row)
        days = [date(year, 7, 1), date(year, 7, 1), date(year - 1, 7, 1), date(year, 2, 15), date(year, 10, 1)]
        day = rng.choice(days)
        if party["Vanaf"] < day and rng.random() < 0.3:
            row["Tot en met"] = day - timedelta(days=1)
            other = rng.choice([900, 2100, 0, 2050])
            rows.append(row | {"Percentage": percent(other), "Vanaf": day, "Tot en met": None})
    return rows
