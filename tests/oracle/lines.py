"""The lines of quotes and assignments in whole cents, excluding and including VAT; knows no ceilings.

A line is a dict. `low`, `expected`, `high` and `quarters` are pairs (excluding VAT, VAT), as quoted; `now_...`
are the same in prices of the year.
"""

from fractions import Fraction

from tests.oracle.numbers import half_away, in_cents, largest_remainder, rounded_quarters, running_quarters
from tests.oracle.tables import index, vat_rates

STELPOSTEN = "opbrengsten en stelposten"


def lines_of(cycle, document, price_level):
    """Return the lines of one quote or assignment; a refused row gives none."""
    head = document["head"]
    basis = {
        "rates": vat_rates(cycle, (head["Organisatie"], head["Rol"]), head["Jaar"]),
        "including": head["Btw"] == "inclusief",
        "unit": 1000 if head["Bedragen in"] == "x 1.000" else 1,
    }
    return [_line(cycle, head, row, basis, price_level) for row in document["sheets"]["Kosten"] if not row.get("!")]


def _line(cycle, head, row, basis, price_level):
    heading = next(post for post in cycle["reference"]["Posten"] if post["Post"] == row["Post"])
    factor = index(cycle, row["Kostensoort"], head["Prijspeil"], price_level)
    line = {
        "key": (head["Organisatie"], head["Rol"], row["Regel"]),
        "heading": row["Post"],
        "product": row["PDC-code"],
        "cost_type": row["Kostensoort"],
        "category": row.get("Kostencategorie") or heading["Kostencategorie"],
        "unit": row.get("Eenheid"),
        "quantity": row.get("Aantal"),
        "price_level": head["Prijspeil"],
        "pm": row["Bedrag"] == "pm",
        "range": isinstance(row["Bedrag"], tuple),
    }
    for name, cents, quarters in _ends(row, basis["unit"]):
        line[name], in_quarters = _as_quoted(cents, quarters, basis)
        line[f"now_{name}"], now_quarters = line[name], in_quarters
        if factor != 1:
            line[f"now_{name}"], now_quarters = _indexed(line[name][0], in_quarters, factor, basis["rates"])
        if name == "expected":
            line["now_quarters"] = now_quarters
            line["rate"] = _rate_without_vat(row.get("Tarief"), cents, line["expected"][0], basis)
    return line


def _rate_without_vat(rate, cents, excluding, basis):
    """Return a rate without VAT, unrounded; where VAT changes within the year, by what it comes to over the year."""
    if rate is None or not basis["including"]:
        return rate
    one = _one_rate(basis["rates"])
    return Fraction(rate) * (Fraction(excluding, cents) if one is None else 1 / (1 + one))


def _ends(row, unit):
    """Return the lowest, expected and highest cents of a row, each with its four quarters in cents."""
    amount = row["Bedrag"]
    if amount == "pm":
        return [(name, 0, [0, 0, 0, 0]) for name in ("low", "expected", "high")]
    if isinstance(amount, tuple):
        low, high = (in_cents(end * unit) for end in amount)
        ends = {"low": low, "expected": half_away(Fraction(low + high, 2)), "high": high}
        return [(name, cents, largest_remainder(cents, [1, 1, 1, 1])) for name, cents in ends.items()]
    cents = in_cents(amount * unit)
    exact = [Fraction(row[f"Kwartaal {number}"]) * unit * 100 for number in (1, 2, 3, 4)]
    return [(name, cents, rounded_quarters(exact, cents)) for name in ("low", "expected", "high")]


def _one_rate(rates):
    """Return the VAT rate of the year, None where it changes within the year."""
    known = {rate for rate in rates if rate is not None}
    return known.pop() if len(known) == 1 else None


def _of_quarter(rates, number):
    return rates[number] if rates[number] is not None else Fraction(0)


def _as_quoted(cents, quarters, basis):
    """Return (excluding, VAT) of a line and of its quarters as they were quoted."""
    if not basis["including"]:
        return _with_vat(cents, quarters, basis["rates"])
    rate = _one_rate(basis["rates"])
    if rate is None:
        without = [half_away(Fraction(q) / (1 + _of_quarter(basis["rates"], n))) for n, q in enumerate(quarters)]
        excluding = sum(without)
    else:
        excluding = half_away(Fraction(cents) / (1 + rate))
        without = running_quarters([Fraction(quarter) / (1 + rate) for quarter in quarters])
    parts = [(small, large - small) for small, large in zip(without, quarters, strict=True)]
    return (excluding, cents - excluding), parts


def _with_vat(cents, quarters, rates):
    """Return (excluding, VAT) of a line and of its quarters from amounts excluding VAT."""
    rate = _one_rate(rates)
    if rate is None:
        vat = [half_away(quarter * _of_quarter(rates, number)) for number, quarter in enumerate(quarters)]
        total = sum(vat)
    else:
        total = half_away(cents * rate)
        vat = running_quarters([quarter * rate for quarter in quarters])
    return (cents, total), list(zip(quarters, vat, strict=True))


def _indexed(excluding, in_quarters, factor, rates):
    """Index what stands without VAT, round once, and put VAT on again."""
    cents = half_away(excluding * factor)
    quarters = running_quarters([quarter * factor for quarter, _ in in_quarters])
    return _with_vat(cents, quarters, rates)
