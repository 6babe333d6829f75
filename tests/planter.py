"""Plants edits of every kind in a generated quote, each with its class, its cells and its effect; uses no planner.

A line gets one edit at most. An expected edit is (line, class, spot before, spot after, how its effect is known); a
spot is the heading of a column, `("label", ...)`, `("subject", ...)` or `("risk", ...)`, None where there is none.
"""

import copy
import random
from datetime import date
from decimal import Decimal

from tests.cycles.make import make
from tests.cycles.rows import QUARTERS, _kept, _put_quarters, rounded

ZERO, LINE, OPEN = "zero", "line", "open"
"""An effect that is zero, that is all that the line differs, or that is a part of what lines differ."""
INCOME = "opbrengsten en stelposten"
FREE_TEXTS = ("Omschrijving", "Toelichting", "PDC-code", "Product of dienst")
CODED = {
    "Prioriteit": lambda value: value % 4 + 1,
    "Ondeelbaar": lambda value: "nee" if value == "ja" else "ja",
    "Structureel/incidenteel": lambda value: "incidenteel" if value == "structureel" else "structureel",
    "Kostencategorie": lambda value: "investeringskosten" if value != "investeringskosten" else "uitvoeringskosten",
}


class Planted:
    """A quote of a random cycle, the same after edits in another layout, and what must come back."""

    def __init__(self, seed):
        self.rng = random.Random(f"planted {seed}")
        self.cycle = make(seed, most=self.rng.choice([6, 14, 25]), correct=True)
        self.before = copy.deepcopy(max(self.cycle["quotes"], key=lambda one: len(one["sheets"]["Kosten"])))
        self.before["look"] |= {"writer": "xlsxwriter"}
        self.after = copy.deepcopy(self.before)
        self.after["look"] |= {
            "shuffled": self.rng.random() < 0.6,
            "heading_row": self.rng.choice([1, 3, 7, 15]),
            "first_column": self.rng.choice([0, 0, 1, 3]),
            "extra_columns": self.rng.choice([0, 1, 4]),
            "extra_sheets": self.rng.choice([0, 1, 2]),
            "seed": self.rng.randrange(10**9),
        }
        self.rows = self.after["sheets"]["Kosten"]
        self.thousand = 1000 if self.before["look"]["unit"] == "x 1.000" else 1
        self.free = [row["Regel"] for row in self.rows]
        self.rng.shuffle(self.free)
        self.expected = []
        self.done = set()
        for _ in range(self.rng.choice([1, 2, 4, 8, 12])):
            self._plant()
        self.rng.shuffle(self.rows)

    def _plant(self):
        kinds = list(KINDS)
        self.rng.shuffle(kinds)
        for kind in kinds:
            if kind in self.done:
                continue
            found = KINDS[kind](self)
            if found:
                self.expected += found
                self.done |= {kind} & ONCE
                return

    def pick(self, fits=lambda _: True):
        """Take a line that has no edit yet and fits; None where there is none."""
        for name in self.free:
            row = next(row for row in self.rows if row["Regel"] == name)
            if fits(row):
                self.free.remove(name)
                return row
        return None

    def settle(self, row):
        """Make a row consistent again: its amount by what it is made of, its quarters alike."""
        how = row["how"] = {key: formula for key, formula in row["how"].items() if key not in QUARTERS}
        look, product = self.after["look"], None
        if row["Totale kosten"] is not None:
            exact = row["Totale kosten"] * row["Aandeel DSO-LV"]
            row["Bedrag"] = exact if "Bedrag" in how else _kept(look, rounded(exact * self.thousand), self.thousand)
        elif row["Aantal"] is not None:
            product = row["Aantal"] * row["Tarief"]
            row["Bedrag"] = product / self.thousand if "Bedrag" in how else _kept(look, rounded(product), self.thousand)
        weights = [1 if row[name] else 0 for name in QUARTERS]
        _put_quarters(look, row, weights if sum(weights) else [0, 0, 0, 1], self.thousand)


def is_counted(row):
    return row["Aantal"] is not None and row["Totale kosten"] is None


def is_plain(row):
    return row["Aantal"] is None and row["Totale kosten"] is None and isinstance(row["Bedrag"], Decimal)


def is_shared(row):
    """Tell whether a line is a share of a whole of which either can change, and is seen in cents."""
    whole, share = row["Totale kosten"], row["Aandeel DSO-LV"]
    return whole is not None and whole > 100 and Decimal("0.2") < share < Decimal("0.8")


def in_column(row, kind, *headings, effect=ZERO):
    return [(row["Regel"], kind, heading, heading, effect) for heading in headings]


def changed(heading, kind, fits, value):
    """Return the edit of a cell that makes the amount what it is."""

    def plant(self):
        row = self.pick(fits)
        if row is None:
            return None
        row[heading] = value(self, row)
        self.settle(row)
        return in_column(row, kind, heading, effect=LINE)

    return plant


def quantity_and_rate(self):
    row = self.pick(is_counted)
    if row is None:
        return None
    row |= {"Aantal": row["Aantal"] + 7, "Tarief": row["Tarief"] + Decimal("1.25")}
    self.settle(row)
    return in_column(row, "quantity", "Aantal", effect=OPEN) + in_column(row, "rate", "Tarief", effect=OPEN)


def text(self):
    row, heading = self.pick(), self.rng.choice([*FREE_TEXTS, *CODED])
    if row is None or heading not in row:
        return None
    row[heading] = CODED[heading](row[heading]) if heading in CODED else f"{row[heading] or ''}x"
    return in_column(row, "text", heading)


def unit(self):
    row = self.pick(lambda row: row["Eenheid"])
    if row is None:
        return None
    row["Eenheid"] = "dagdeel"
    return in_column(row, "text", "Eenheid")


def cost_type(self):
    row = self.pick(lambda row: row["Kostensoort"] != INCOME)
    names = [one["Kostensoort"] for one in self.cycle["reference"]["Kostensoorten"]]
    if row is None:
        return None
    row["Kostensoort"] = self.rng.choice([one for one in names if one not in (INCOME, row["Kostensoort"])])
    return in_column(row, "text", "Kostensoort")


def heading(self):
    row = self.pick(lambda row: row["Post"] != "iplo")
    names = [one["Post"] for one in self.cycle["reference"]["Posten"]]
    if row is None:
        return None
    row["Post"] = self.rng.choice([one for one in names if one not in ("iplo", row["Post"])])
    return in_column(row, "heading", "Post")


def new(self):
    row = copy.deepcopy(self.rng.choice(self.rows)) | {"Regel": f"N{len(self.expected)}"}
    self.rows.append(row)
    return [(row["Regel"], "new", None, "Bedrag", LINE)]


def ended(self):
    row = self.pick() if len(self.rows) > 3 else None
    if row is None:
        return None
    self.rows.remove(row)
    return [(row["Regel"], "ended", "Bedrag", None, LINE)]


def quarters(self):
    row = self.pick(lambda row: row["Bedrag"] != "pm" and row["Bedrag"] > 10 and not set(QUARTERS) & row["how"].keys())
    if row is None:
        return None
    most = max(QUARTERS, key=row.get)
    other = self.rng.choice([name for name in QUARTERS if name != most])
    row |= {most: row[most] - 1, other: row[other] + 1}
    return in_column(row, "amount", most, other, effect=OPEN)  # VAT may change between two quarters


def pm(self):
    row = self.pick(lambda row: is_plain(row) and not row["how"])
    if row is None:
        return None
    row |= {"Bedrag": "pm"} | dict.fromkeys(QUARTERS)
    return in_column(row, "amount", "Bedrag", effect=LINE)


def outlook(self):
    row, later = self.pick(), f"Raming {self.after['head']['Jaar'] + 1}"
    if row is None or later not in row:
        return None
    row[later] += 777
    return in_column(row, "amount", later)


def formula(self):
    row = self.pick(lambda row: "Bedrag" in row["how"] or not set(QUARTERS) & row["how"].keys())
    if row is None or row["Bedrag"] == "pm":
        return None
    if row["how"].pop("Bedrag", None):
        row["Bedrag"] = Decimal(f"{float(row['Bedrag']):.15g}")
    else:
        row["how"]["Bedrag"] = "={Kwartaal 1}+{Kwartaal 2}+{Kwartaal 3}+{Kwartaal 4}"
    return in_column(row, "formula", "Bedrag")


def column(self):
    last = f"Raming {self.after['head']['Jaar'] + 3}"
    if self.rng.random() < 0.5 and last in self.rows[0]:
        for row in self.rows:
            row.pop(last)
        return [("", "structure", last, None, ZERO)]
    for row in self.rows:
        row["Resultaat"] = "Opgeleverd in mei"
    return [("", "structure", None, "Resultaat", ZERO)]


def subject(self):
    row = self.rng.choice(self.after["sheets"]["Onderwerpen"])
    row["Tekst"] = "Nieuw afgesproken."
    spot = "subject", row["Letter"]
    return [("", "text", spot, spot, ZERO)]


def risk(self):
    rows = self.after["sheets"]["Risico's"]
    if not rows:
        rows.append(
            {"Risico": "Brand", "Kans": Decimal("0.5"), "Financieel gevolg": Decimal(1000), "Maatregel": "Geen"}
        )
        return [("", "text", None, ("risk", "A2"), ZERO)]
    rows[0]["Maatregel"] = "Iets anders"
    return [("", "text", ("risk", "D2"), ("risk", "D2"), ZERO)]


def label(self):
    self.after["head"]["Geldig tot en met"] = date(2031, 3, 1)
    return [("", "text", *[("label", "Geldig tot en met")] * 2, ZERO)]


def price_level(self):
    self.after["head"]["Prijspeil"] += -1 if self.after["head"]["Prijspeil"] >= self.cycle["year"] else 1
    return [("", "text", *[("label", "Prijspeil")] * 2, ZERO)]


def vat(self):
    other = {"inclusief": "exclusief", "exclusief": "inclusief"}
    self.after["head"]["Btw"] = other[self.after["head"]["Btw"]]
    return [("", "text", *[("label", "Btw")] * 2, OPEN)]


KINDS = {
    "quantity": changed("Aantal", "quantity", is_counted, lambda _, row: row["Aantal"] + Decimal("12.5")),
    "rate": changed("Tarief", "rate", is_counted, lambda _, row: row["Tarief"] + Decimal("0.37")),
    "amount": changed("Bedrag", "amount", is_plain, lambda self, row: row["Bedrag"] + Decimal(1000) / self.thousand),
    "total": changed("Totale kosten", "amount", is_shared, lambda _, row: row["Totale kosten"] + 1000),
    "share": changed("Aandeel DSO-LV", "amount", is_shared, lambda _, row: row["Aandeel DSO-LV"] + Decimal("0.1")),
    "both": quantity_and_rate, "text": text, "unit": unit, "cost_type": cost_type, "heading": heading, "new": new,
    "ended": ended, "quarters": quarters, "pm": pm, "outlook": outlook, "formula": formula, "column": column,
    "subject": subject, "risk": risk, "label": label, "price_level": price_level, "vat": vat,
}  # fmt: skip
ONCE = {"column", "subject", "risk", "label", "price_level", "vat"}
