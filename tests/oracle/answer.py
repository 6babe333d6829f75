"""The whole answer of `planner compare YEAR --json`: rows, binding sum, total, financing, bridge, does it fit."""

from fractions import Fraction

from tests.oracle.bridge import bridge
from tests.oracle.financing import financing
from tests.oracle.lines import STELPOSTEN, lines_of
from tests.oracle.numbers import half_away, largest_remainder, shown
from tests.oracle.tables import ceiling_index, in_year, order_of_headings, suppliers

TESTS = {"taakstellend": "binding", "plafond": "ceiling", "raming": "estimate"}


def compare(cycle):
    """Return the JSON of the comparison as dicts, lists and strings."""
    year = cycle["year"]
    quotes, lost = newest(cycle["quotes"])
    assignments, _ = newest(cycle["assignments"])
    lines = [line for quote in quotes for line in lines_of(cycle, quote, year)]
    old = [line for document in assignments for line in lines_of(cycle, document, year - 1)]
    missing = _missing(cycle, quotes)
    items = _open_items(cycle, quotes, lines, old, missing, lost)
    including = (cycle["frame"]["head"]["Btw"] == "inclusief") if cycle["frame"] else True
    state = {"cycle": cycle, "lines": lines, "items": items, "including": including, "ceilings": _ceilings(cycle)}
    rows = [row for row in (_row(state, heading) for heading in order_of_headings(cycle)) if row]
    binding, fits = _judge(state, rows)
    refused = {
        (quote["head"]["Organisatie"], quote["head"]["Rol"], row["Regel"])
        for quote in quotes
        for row in quote["sheets"]["Kosten"]
        if row.get("!")
    }
    waits = bridge(cycle, old, lines, lambda line: line["key"] in refused or line["key"][:2] in missing)
    return {
        "year": year,
        "price_level": year,
        "vat": "including" if including else "excluding",
        "rows": [_printed(row) for row in rows],
        "binding": binding,
        "total": _total(rows),
        "financing": _who_pays(state),
        "bridge": {heading: {part: shown(cents) for part, cents in parts.items()} for heading, parts in waits.items()},
        "fits": fits,
        "open_items": len(items),
    }


def newest(documents):
    """Return the highest version of each party, and how many files could not be read at all."""
    readable = [document for document in documents if document.get("!") != "unreadable"]
    best = {}
    for document in readable:
        party = (document["head"]["Organisatie"], document["head"]["Rol"])
        if party not in best or document["head"]["Versie"] > best[party]["head"]["Versie"]:
            best[party] = document
    usable = [document for document in best.values() if not document.get("!")]
    return usable, len(documents) - len(readable)


def _missing(cycle, quotes):
    here = {(quote["head"]["Organisatie"], quote["head"]["Rol"]) for quote in quotes}
    return [party for party in suppliers(cycle, cycle["year"]) if party not in here]


def _open_items(cycle, quotes, lines, old, missing, lost):
    """Return every open item: the headings that it touches (none known: empty) and whether it may be negative."""
    items = [
        {"headings": {line["heading"]}, "negative": line["cost_type"] == STELPOSTEN}
        for line in lines
        if line["pm"] or line["range"]
    ]
    posts = set(order_of_headings(cycle))
    for quote in quotes:
        for row in quote["sheets"]["Kosten"]:
            if row.get("!"):
                negative = row.get("Kostensoort") == STELPOSTEN or row["!"] in ("cost type", "both")
                items.append({"headings": {row.get("Post")} & posts, "negative": negative})
    for party in missing:
        products = [r for r in cycle["reference"]["PDC"] if (r["Organisatie"], r["Rol"]) == party]
        headings = {row["Post"] for row in products if in_year(row, cycle["year"])}
        headings |= {line["heading"] for line in old if line["key"][:2] == party}
        headings |= _seen_before(cycle, party) & posts
        items.append({"headings": headings, "negative": False})
    return items + [{"headings": set(), "negative": False}] * lost


def _seen_before(cycle, party):
    """Return the headings of versions that can be read and still do not count."""
    versions = [quote for quote in cycle["quotes"] if quote.get("!") in (None, "conflict")]
    own = [quote for quote in versions if (quote["head"]["Organisatie"], quote["head"]["Rol"]) == party]
    return {row["Post"] for quote in own for row in quote["sheets"]["Kosten"]}


def _ceilings(cycle):
    """Return (ceiling, floor, test) per heading in cents, indexed where the frame says so."""
    if not cycle["frame"]:
        return {}
    head, found = cycle["frame"]["head"], {}
    unit = 1000 if head["Bedragen in"] == "x 1.000" else 1
    for row in cycle["frame"]["sheets"]["Plafonds"]:
        factor = Fraction(1)
        if head["Indexeren"] == "ja":
            factor = ceiling_index(cycle, row["Post"], head["Prijspeil"], cycle["year"])
        ceiling, floor = (
            None if amount is None else half_away(half_away(Fraction(amount) * unit * 100) * factor)
            for amount in (row["Bedrag"], row.get("Ondergrens"))
        )
        found[row["Post"]] = (ceiling, floor, TESTS[row["Toets"]])
    return found


def _row(state, heading):
    lines = [line for line in state["lines"] if line["heading"] == heading]
    touching = [item for item in state["items"] if heading in item["headings"]]
    ceiling, floor, test = state["ceilings"].get(heading, (None, None, None))
    if not lines and not touching and test is None:
        return None
    return {
        "heading": heading,
        "test": test,
        "ceiling": ceiling,
        "floor": floor,
        "offer": sum(_counted(state, line, "now_expected") for line in lines),
        "known": sum(_counted(state, line, "now_low") for line in lines),
        "open_items": len(touching),
        "perhaps_less": any(item["negative"] for item in touching),
    }


def _counted(state, line, name):
    without, vat = line[name]
    return without + vat if state["including"] else without


def _judge(state, rows):
    """Give every row its verdict; return the binding sum and whether the offer fits."""
    binding = [row for row in rows if row["test"] == "binding"]
    nowhere = any(item["negative"] and not item["headings"] for item in state["items"])
    ceiling = sum(row["ceiling"] for row in binding) if binding else None
    undecided = state["cycle"]["frame"] is None or any(not item["headings"] for item in state["items"])
    known = sum(row["known"] for row in binding)
    certain = not nowhere and not any(row["perhaps_less"] for row in binding)
    sum_over = bool(binding) and known > ceiling and certain
    for row in rows:
        row["verdict"] = _verdict(row, sum_over)
    over = sum_over or (not nowhere and any(row["verdict"] == "over" for row in rows))
    unsure = bool(state["items"]) or any(row["ceiling"] is None for row in rows)
    unsure_sum = undecided or any(row["verdict"] == "open" for row in binding)
    verdict = "over" if sum_over else "open" if unsure_sum else "within"
    offer = sum(row["offer"] for row in binding)
    return {
        "ceiling": shown(ceiling),
        "offer": shown(offer),
        "difference": shown(None if ceiling is None else offer - ceiling),
        "verdict": verdict,
    }, (False if over else None if unsure else True)


def _verdict(row, sum_over):
    """Return the first verdict that applies."""
    above = row["ceiling"] is not None and row["known"] > row["ceiling"]
    if above and not row["perhaps_less"] and (row["test"] == "ceiling" or (row["test"] == "binding" and sum_over)):
        return "over"
    if row["open_items"] or row["ceiling"] is None:
        return "open"
    if above and row["test"] == "binding":
        return "shift"
    if above and row["test"] == "estimate":
        return "above-estimate"
    if row["floor"] is not None and row["offer"] < row["floor"]:
        return "below-floor"
    return "within"


def _printed(row):
    difference = None if row["ceiling"] is None else row["offer"] - row["ceiling"]
    return {
        "heading": row["heading"],
        "test": row["test"],
        "ceiling": shown(row["ceiling"]),
        "floor": shown(row["floor"]),
        "offer": shown(row["offer"]),
        "difference": shown(difference),
        "verdict": row["verdict"],
        "open_items": row["open_items"],
    }


def _total(rows):
    known = [row["ceiling"] for row in rows if row["ceiling"] is not None]
    offer, ceiling = sum(row["offer"] for row in rows), sum(known) if known else None
    return {
        "ceiling": shown(ceiling),
        "offer": shown(offer),
        "difference": shown(None if ceiling is None else offer - ceiling),
    }


def _who_pays(state):
    """Return the financing of the offer (always including VAT) and of the ceilings (as they are compared)."""
    cycle = state["cycle"]
    offer = [(line["category"], [sum(pair) for pair in line["now_quarters"]]) for line in state["lines"]]
    categories = {row["Post"]: row["Kostencategorie"] for row in cycle["reference"]["Posten"]}
    totals = {}
    for heading, (cents, _, _) in state["ceilings"].items():
        totals[categories[heading]] = totals.get(categories[heading], 0) + cents
    ceilings = [(category, largest_remainder(cents, [1, 1, 1, 1])) for category, cents in totals.items()]
    return {
        name: {payer: shown(cents) for payer, cents in financing(cycle, amounts).items()}
        for name, amounts in (("offer", offer), ("ceiling", ceilings))
    } | ({} if ceilings else {"ceiling": {}})
