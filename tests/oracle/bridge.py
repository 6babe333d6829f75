"""From last year's assignments to this year's quotes, per heading, in parts that add up; excluding VAT."""

from fractions import Fraction

from tests.oracle.numbers import half_away
from tests.oracle.tables import index, order_of_headings

PARTS = ("index", "rate", "volume", "other", "new", "ended", "moved", "open", "vat")


def bridge(cycle, old_lines, new_lines, waiting):
    """Return the parts in cents per heading; `waiting` tells of an old line whether its new amount is not known."""
    old = {line["key"]: line for line in old_lines}
    new = {line["key"]: line for line in new_lines}
    seen = {line["heading"] for line in [*old_lines, *new_lines]}
    table = {heading: dict.fromkeys(PARTS, 0) for heading in order_of_headings(cycle) if heading in seen}
    for line in new_lines:
        parts = table[line["heading"]]
        parts["vat"] += line["expected"][1]
        before = old.get(line["key"])
        if before is None:
            parts["new"] += line["expected"][0]
            continue
        if _moved(before, line):
            table[before["heading"]]["moved"] -= before["expected"][0]
            parts["moved"] += before["expected"][0]
        for part, cents in _matched(cycle, before, line).items():
            parts[part] += cents
    for line in old_lines:
        parts = table[line["heading"]]
        parts["vat"] -= line["expected"][1]
        if line["key"] not in new:
            parts["open" if waiting(line) else "ended"] -= line["expected"][0]
    return table


def _moved(before, line):
    return any(before[what] != line[what] for what in ("heading", "product", "cost_type"))


def _matched(cycle, before, line):
    """Return the parts of a line that both years have."""
    was, now = before["expected"][0], line["expected"][0]
    if line["pm"] or before["pm"]:
        return {"open": now - was}
    factor = index(cycle, line["cost_type"], before["price_level"], line["price_level"])
    indexed = half_away(was * (factor - 1))
    counted = all(side["quantity"] is not None and side["rate"] is not None for side in (before, line))
    if not counted or before["unit"] != line["unit"]:
        return {"index": indexed, "other": now - was - indexed}
    more = Fraction(line["quantity"]) - Fraction(before["quantity"])
    volume = half_away(more * Fraction(line["rate"]) * 100)
    return {"index": indexed, "volume": volume, "rate": now - was - indexed - volume}
