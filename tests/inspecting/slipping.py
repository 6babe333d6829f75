"""A request of planner's own, filled in, with one slip of each kind in it: the row still adds up, so it reads well."""

from decimal import ROUND_HALF_UP, Decimal

from tests.inspecting.answers import columns, lines

INDEX = {"loon": Decimal("1.034"), "prijs": Decimal("1.023")}
STELPOSTEN = "opbrengsten en stelposten"


def cents(value):
    """Round to cents, half away from zero."""
    return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def number(costs, row, column):
    """Return a number in a cell, exactly."""
    return Decimal(str(costs.cell(row, column).value))


def put(costs, row, amount):
    """Write an amount with four quarters that add up to it."""
    at = columns(costs)
    costs.cell(row, at["Bedrag"], float(amount))
    part = cents(amount / 4)
    for quarter in (1, 2, 3):
        costs.cell(row, at[f"Kwartaal {quarter}"], float(part))
    costs.cell(row, at["Kwartaal 4"], float(amount - 3 * part))


def counted(costs):
    """Return the rows with quantity and rate."""
    at = columns(costs)
    share = at.get("Totale kosten")
    return [
        row
        for row in lines(costs)
        if costs.cell(row, at["Aantal"]).value
        and costs.cell(row, at["Tarief"]).value
        and not (share and costs.cell(row, share).value)
    ]


def plain(costs):
    """Return the rows with an amount only."""
    at = columns(costs)
    share = at.get("Totale kosten")
    return [
        row
        for row in lines(costs)
        if isinstance(costs.cell(row, at["Bedrag"]).value, int | float)
        and costs.cell(row, at["Aantal"]).value is None
        and not (share and costs.cell(row, share).value)
        and costs.cell(row, at["Kostensoort"]).value != STELPOSTEN
    ]


def times(costs, row, name, factor, places="0.01"):
    """Multiply a rate or quantity and write the amount that follows."""
    at = columns(costs)
    value = (number(costs, row, at[name]) * factor).quantize(Decimal(places), ROUND_HALF_UP)
    if not value:
        return None
    costs.cell(row, at[name], float(value))
    put(costs, row, cents(number(costs, row, at["Aantal"]) * number(costs, row, at["Tarief"])))
    return "Kosten", row, at[name]


def rate_factor(costs, rng):
    """A rate off by 1.000 or 100."""
    factor = rng.choice([Decimal(1000), Decimal(100), Decimal("0.01")])
    return times(costs, rng.choice(counted(costs)), "Tarief", factor, "0.0001")


def quantity_factor(costs, rng):
    """A quantity off by 1.000 or 100."""
    factor = rng.choice([Decimal(1000), Decimal(100), Decimal("0.01"), Decimal("0.001")])
    return times(costs, rng.choice(counted(costs)), "Aantal", factor, "0.000001")


def amount_factor(costs, rng):
    """An amount off by 1.000 or 100."""
    rows = plain(costs)
    if not rows:
        return None
    row, at = rng.choice(rows), columns(costs)
    factor = rng.choice([Decimal(1000), Decimal(100), Decimal("0.001"), Decimal("0.01")])
    put(costs, row, cents(number(costs, row, at["Bedrag"]) * factor))
    return "Kosten", row, at["Bedrag"]


def sign(costs, rng):
    """Income that became a cost."""
    at = columns(costs)
    rows = [
        row
        for row in lines(costs)
        if costs.cell(row, at["Kostensoort"]).value == STELPOSTEN and (costs.cell(row, at["Bedrag"]).value or 0) < 0
    ]
    if not rows:
        return None
    row = rng.choice(rows)
    put(costs, row, -number(costs, row, at["Bedrag"]))
    for name in ("Aantal", "Tarief"):
        costs.cell(row, at[name]).value = None
    return "Kosten", row, at["Bedrag"]


def vat_basis(costs, rng):
    """A price with VAT in a quote without."""
    factor = rng.choice([Decimal("1.21"), 1 / Decimal("1.21")])
    if rng.random() < 0.5 and plain(costs):
        row, at = rng.choice(plain(costs)), columns(costs)
        put(costs, row, cents(number(costs, row, at["Bedrag"]) * factor))
        return "Kosten", row, at["Bedrag"]
    return times(costs, rng.choice(counted(costs)), "Tarief", factor)


def outlook_factor(costs, rng):
    """A later year off by 1.000."""
    at = columns(costs)
    years = [name for name in at if str(name).startswith("Raming")]
    rows = [row for row in lines(costs) if sum(bool(costs.cell(row, at[name]).value) for name in years) > 1]
    if not rows:
        return None
    row, name = rng.choice(rows), rng.choice(years)
    value = costs.cell(row, at[name]).value
    if not value or not costs.cell(row, at["Bedrag"]).value:
        return None
    costs.cell(row, at[name], round(value * rng.choice([1000, 0.001]), 2))
    return "Kosten", row, at[name]


def price_year(costs, rng):
    """A price that was indexed twice, or once where no other was."""
    at = columns(costs)
    rows = [
        row
        for row in counted(costs)
        if costs.cell(row, at["Kostensoort"]).value not in ("afschrijvingskosten", STELPOSTEN)
    ]
    row, kind = rng.choice(rows), at["Kostensoort"]
    alike = sum(costs.cell(one, kind).value == costs.cell(row, kind).value for one in counted(costs))
    series = "loon" if costs.cell(row, at["Kostensoort"]).value == "eigen personeel" else "prijs"
    return times(costs, row, "Tarief", INDEX[series] ** (rng.choice([1, 2]) if alike > 4 else 2))


SLIPS = {
    "rate off by a factor": rate_factor,
    "quantity off by a factor": quantity_factor,
    "amount off by a factor": amount_factor,
    "sign": sign,
    "VAT basis": vat_basis,
    "later year off by a factor": outlook_factor,
    "price year": price_year,
}
