"""Who pays: bands, caps, rests and largest remainder, per cost category; knows only totals per quarter."""

from tests.oracle.numbers import in_cents, largest_remainder
from tests.oracle.tables import holds, quarter_days


def financing(cycle, amounts):
    """Return the cents of each payer; `amounts` are (cost category, [four quarters in cents])."""
    paid = {row["Code"]: 0 for row in cycle["reference"]["Bijdragende partijen"]}
    for category in dict.fromkeys(category for category, _ in amounts):
        quarters = [sum(four[n] for name, four in amounts if name == category) for n in range(4)]
        for key, total in _periods(cycle, category, quarters):
            for payer, cents in _shares(key, total):
                paid[payer] += cents
    return paid


def _periods(cycle, category, quarters):
    """Return the key with the total of the year, or each quarter's key with its total where the key changes."""
    rows = [row for row in cycle["reference"]["Verdeelsleutel"] if row["Kostencategorie"] == category]
    keys = [[row for row in rows if holds(row, day)] for day in quarter_days(cycle["year"])]
    if all(key == keys[0] for key in keys):
        return [(keys[0], sum(quarters))]
    return list(zip(keys, quarters, strict=True))


def _shares(key, total):
    """Return (payer, cents) of a total: every band by its shares, what exceeds a maximum to who takes the rest."""
    bands = sorted({_start(row) for row in key})
    shares = []
    for number, start in enumerate(bands):
        rows = [row for row in key if _start(row) == start]
        end = bands[number + 1] if number + 1 < len(bands) else None
        inside = total if end is None else min(total, end)
        inside = inside - start if number else inside
        if number and inside <= 0:
            continue
        parts = largest_remainder(inside, [row["Percentage"] for row in rows])
        for row, cents in zip(rows, parts, strict=True):
            cap = row.get("Maximum")
            rest = max(0, cents - in_cents(cap)) if cap is not None else 0
            shares.append((row["Bijdragende partij"], cents - rest))
            if rest:
                shares.append((row["Restant naar"], rest))
    return shares


def _start(row):
    return in_cents(row.get("Schijf vanaf") or 0)
