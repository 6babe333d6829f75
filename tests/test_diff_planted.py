"""Edits planted in generated quotes under random row moves, inserts and column order: `planner diff` finds just those.

PLANNER_DIFFS=2000 plants edits in that many quotes instead of a few.
"""

import copy
import json
import os
import random
from decimal import Decimal

import openpyxl
import pytest

from planner.cli import main
from tests.cycles.make import make
from tests.cycles.rows import QUARTERS, rounded, style
from tests.cycles.write import _book, write

SEEDS = range(int(os.environ.get("PLANNER_DIFFS", "10")))


def quote_of(seed):
    """Return a generated cycle and one of its quotes: in euros without VAT, with plain numbers, and lines enough."""
    rng = random.Random(seed)
    cycle = make(seed, most=14, correct=True)
    document = rng.choice(cycle["quotes"])
    document["head"] |= {"Btw": "exclusief", "Bedragen in": "euro"}
    for row in document["sheets"]["Kosten"]:
        row["how"] = {}
        row["Kostensoort"] = "eigen personeel"
        row |= {key: abs(value) for key, value in row.items() if key.startswith("Raming") and value is not None}
        settle(row, abs(rounded(row["Bedrag"])))
    return cycle, document


def settle(row, amount=None):
    """Make a row consistent: its amount by quantity and rate where it has both, the quarters even."""
    if row["Totale kosten"] is not None:
        row["Totale kosten"] = rounded(abs(row["Totale kosten"]))
        amount = rounded(row["Totale kosten"] * row["Aandeel DSO-LV"])
    elif row["Aantal"] is not None:
        amount = rounded(row["Aantal"] * row["Tarief"])
    assert amount is not None
    part = rounded(amount / 4)
    row |= dict.fromkeys(QUARTERS, part) | {"Bedrag": amount, "Kwartaal 4": amount - 3 * part}


def plant(rng, rows, headings):
    """Edit rows, each line once, and return the class of each edit with its effect."""
    expected = {}
    chosen = rng.sample(range(len(rows)), min(len(rows), rng.randint(1, 6)))
    gone = []
    for at in chosen:
        row, before = rows[at], rows[at]["Bedrag"]
        kind = rng.choice(KINDS)
        name = row["Regel"]
        if kind == "ended":
            expected[name, kind] = -before
            gone.append(at)
        elif kind == "new":
            rows.append(row | {"Regel": f"{name}-N"})
            expected[f"{name}-N", kind] = before
        elif kind == "heading":
            row["Post"] = rng.choice([one for one in headings if one != row["Post"]])
            expected[name, kind] = Decimal(0)
        elif kind == "text":
            row[rng.choice(["Omschrijving", "Toelichting"])] = f"Anders {rng.random()}"
            expected[name, kind] = Decimal(0)
        elif kind == "formula":
            row["how"] = {"Bedrag": f"={{Kwartaal 1}}+{row['Bedrag'] - row['Kwartaal 1']}"}
            expected[name, kind] = Decimal(0)
        else:
            expected |= {(name, one): effect for one, effect in counted(rng, row, kind).items()}
    for at in sorted(gone, reverse=True):
        del rows[at]
    return expected


KINDS = ("quantity", "rate", "both", "amount", "new", "ended", "heading", "text", "formula")


def counted(rng, row, kind):
    """Change what an amount is made of, and return the effect by class."""
    before = row["Bedrag"]
    step = Decimal(rng.randint(1, 900)) / 100
    if row["Totale kosten"] is not None:
        row["Totale kosten"] += 1000 * step
        settle(row)
        return {"amount": row["Bedrag"] - before}
    if row["Aantal"] is None:
        settle(row, before + step)
        return {"amount": step}
    if kind in {"quantity", "both", "amount"}:
        row["Aantal"] += step
    if kind in {"rate", "both"}:
        row["Tarief"] += step
    settle(row)
    whole = row["Bedrag"] - before
    if kind == "both":
        volume = rounded(step * row["Tarief"])
        return {"quantity": volume, "rate": whole - volume}
    return {"rate" if kind == "rate" else "quantity": whole}


@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_the_planted_edits_come_back(seed, tmp_path, capsys):
    rng = random.Random(f"diff {seed}")
    cycle, document = quote_of(seed)
    write(cycle, tmp_path)
    first, second = tmp_path / "voor.xlsx", tmp_path / "na.xlsx"
    look = style(rng) | {"unit": "euro", "decimals": None, "writer": "xlsxwriter"}
    _book(first, "Offerte", document | {"look": look})
    later = copy.deepcopy(document)
    rows = later["sheets"]["Kosten"]
    headings = [row["Post"] for row in cycle["reference"]["Posten"]]
    expected = plant(rng, rows, headings)
    rng.shuffle(rows)
    look = style(rng) | {"unit": "euro", "decimals": None, "writer": "xlsxwriter", "shuffled": True}
    _book(second, "Offerte", later | {"look": look})
    main(["-C", str(tmp_path), "diff", str(first), str(second), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert {(one["line"], one["class"]): Decimal(one["effect"]) for one in found["changes"]} == expected
    assert len(found["changes"]) == len(expected)
    totals = [sum((row["Bedrag"] for row in one["sheets"]["Kosten"]), Decimal(0)) for one in (document, later)]
    assert Decimal(found["effect"]) == totals[1] - totals[0] == sum(Decimal(c["effect"]) for c in found["changes"])
    books = [openpyxl.load_workbook(path)["Kosten"] for path in (first, second)]
    for one in found["changes"]:
        for book, side in zip(books, ("before", "after"), strict=True):
            address = one[f"cell_{side}"]
            assert (address is None) == (one["class"] == ("new" if side == "before" else "ended"))
            if one[side] is not None:
                value = book[address].value
                assert one[side] == (value if isinstance(value, str) else dutch(value))


def dutch(value):
    return f"{Decimal(f'{value:.15g}').normalize():f}".replace(".", ",")
