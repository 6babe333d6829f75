"""Leaves a cycle open: amounts not known, rows and files that cannot count; `!` marks them for the second opinion."""

from decimal import Decimal

from tests.cycles.references import STELPOSTEN
from tests.cycles.rows import QUARTERS, rounded


def leave_open(rng, cycle):
    """Put pm, ranges and mistakes in rows, and lose or spoil a file, each now and then."""
    for row in _rows(cycle["assignments"]):
        if rng.random() < 0.02:
            _unknown_amount(rng, row)
    for row in _rows(cycle["quotes"]):
        draw = rng.random()
        if draw < 0.06:
            _unknown_amount(rng, row)
        elif draw < 0.10:
            _refuse(rng, row)
        elif draw < 0.13:
            row["typed"] = {
                key: _typed(rng, row[key]) for key in ("Bedrag", *QUARTERS) if row[key] == rounded(row[key])
            }
    if rng.random() < 0.5:
        rng.choice([_no_frame, _no_quote, _no_assignment, _no_workbook, _faulty_version, _same_version])(rng, cycle)


def _rows(documents):
    """Return every cost row once; a copy of a file shares its rows."""
    return list({id(row): row for document in documents for row in document["sheets"]["Kosten"]}.values())


def _typed(rng, amount):
    """Return an amount as people type it in a cell that is text; it can be read in one way only."""
    digits = f"{abs(amount):,.2f}".translate(str.maketrans(",.", ".,"))
    digits = rng.choice([digits, digits.replace(".", ""), digits.replace(".", " ")])
    if amount < 0:
        return rng.choice(["-{}", "\u2212{}", "\u2013 {}", "{}-", "({})", "€ -{}", "-€ {}"]).format(digits)
    return rng.choice(["{}", "€ {}", "€\u00a0{}", " {} ", "EUR {}"]).format(digits)


def _unknown_amount(rng, row):
    """Make the amount pm, or a range (not where the amount may be negative)."""
    row |= dict.fromkeys([*QUARTERS, "Aantal", "Tarief", "Totale kosten", "Aandeel DSO-LV"]) | {"how": {}}
    low = Decimal(rng.randint(1, 400))
    row["Bedrag"] = "pm" if row["Kostensoort"] == STELPOSTEN or rng.random() < 0.5 else (low, low + rng.randint(1, 99))


def _refuse(rng, row):
    """Make one mistake in a row, so that it counts as an open item; `!` says what is wrong."""
    mistake = rng.choice(["quarter", "product", "heading", "cost type", "both", "nothing", "description"])
    row["how"] = {}
    if mistake == "quarter":
        row["Kwartaal 2"] += 7
    elif mistake == "product":
        row["PDC-code"] = "XX-99"
    elif mistake == "nothing":
        row["Bedrag"] = None
    elif mistake == "description":
        row["Omschrijving"] = None
    if mistake in ("heading", "both"):
        row["Post"] = "onbekende post"
    if mistake in ("cost type", "both"):
        row["Kostensoort"] = "snoepgoed"
    row["!"] = mistake


def _no_frame(_rng, cycle):
    cycle["frame"] = None


def _no_quote(rng, cycle):
    if len(cycle["quotes"]) > 1:
        cycle["quotes"].remove(rng.choice(cycle["quotes"]))


def _no_assignment(rng, cycle):
    if cycle["assignments"]:
        cycle["assignments"].remove(rng.choice(cycle["assignments"]))


def _no_workbook(_rng, cycle):
    """Put a file among the quotes that cannot be read."""
    cycle["quotes"].append({"file": "gescand.xlsx", "!": "unreadable"})


def _faulty_version(rng, cycle):
    """Put a newer version beside a quote that nobody can use: the older one does not count in its place."""
    quote = rng.choice(cycle["quotes"])
    head = quote["head"] | {"Versie": quote["head"]["Versie"] + 5, "Prijspeil": None}
    cycle["quotes"].append(quote | {"head": head, "file": f"nieuwste {quote['file']}", "!": "faulty"})


def _same_version(rng, cycle):
    """Put another content under the same version: neither counts."""
    chosen = rng.choice(cycle["quotes"])["head"]
    own = [one for one in cycle["quotes"] if all(one["head"][x] == chosen[x] for x in ("Organisatie", "Rol"))]
    newest = max(own, key=lambda one: one["head"]["Versie"])
    rows = [row | {"Omschrijving": f"{row['Omschrijving']} anders"} for row in newest["sheets"]["Kosten"]]
    newest["!"] = "conflict"
    other = newest | {"file": f"anders {newest['file']}", "sheets": newest["sheets"] | {"Kosten": rows}}
    cycle["quotes"].append(other)
