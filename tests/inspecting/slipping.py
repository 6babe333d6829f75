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


def rate_ten_times(costs, rng):
    """A rate with a digit too many."""
    return times(costs, rng.choice(counted(costs)), "Tarief", Decimal(10), "0.0001")


def typed_in_thousands(costs, rng):
    """A line typed in thousands where the sheet says euro, its later years with it."""
    rows = plain(costs)
    if not rows:
        return None
    row, at = rng.choice(rows), columns(costs)
    put(costs, row, cents(number(costs, row, at["Bedrag"]) / 1000))
    for name in later(costs, row):
        costs.cell(row, at[name], float(cents(number(costs, row, at[name]) / 1000)))
    return "Kosten", row, at["Bedrag"]


def later_years_factor(costs, rng):
    """All later years of a line typed in thousands."""
    at = columns(costs)
    rows = [row for row in lines(costs) if len(later(costs, row)) > 1 and costs.cell(row, at["Bedrag"]).value]
    row = rng.choice(rows)
    for name in later(costs, row):
        costs.cell(row, at[name], round(costs.cell(row, at[name]).value / 1000, 5))
    return "Kosten", row, at[later(costs, row)[0]]


def price_of_the_year_before(costs, rng):
    """A price with a year of indexing taken off."""
    at = columns(costs)
    rows = [
        row
        for row in counted(costs)
        if costs.cell(row, at["Kostensoort"]).value not in ("afschrijvingskosten", STELPOSTEN)
    ]
    row = rng.choice(rows)
    series = "loon" if costs.cell(row, at["Kostensoort"]).value == "eigen personeel" else "prijs"
    return times(costs, row, "Tarief", 1 / INDEX[series])


def later(costs, row):
    """Return the headings of the later years in which a line has an amount."""
    at = columns(costs)
    return [name for name in at if str(name).startswith("Raming") and costs.cell(row, at[name]).value]


def header(costs, label):
    """Return the cell beside a label of the first sheet."""
    sheet = costs.parent["Offerte"]
    return next(sheet.cell(row[0].row, row[0].column + 1) for row in sheet.iter_rows() if row[0].value == label)


def _place(cell):
    return "Offerte", cell.row, cell.column


def unit_of_all(costs, rng):
    """The unit changed to thousands, the amounts still in euro."""
    cell = header(costs, "Bedragen in")
    cell.value = "x 1.000"
    return _place(cell)


def amounts_in_thousands(costs, rng):
    """Every amount typed in thousands, without quantities and rates, the unit still euro."""
    at = columns(costs)
    for row in lines(costs):
        for name in ("Aantal", "Tarief", "Eenheid"):
            costs.cell(row, at[name]).value = None
        put(costs, row, cents(number(costs, row, at["Bedrag"]) / 1000))
        for name in later(costs, row):
            costs.cell(row, at[name], float(cents(number(costs, row, at[name]) / 1000)))
    return _place(header(costs, "Bedragen in"))


def vat_of_all(costs, rng):
    """The header changed to including VAT, the prices still without; where the party charges VAT."""
    cell = header(costs, "Btw")
    if header(costs, "Organisatie").value != "KADASTER":
        return None
    cell.value = "inclusief"
    return _place(cell)


def amounts_with_vat(costs, rng):
    """Every price typed with VAT, the header still without."""
    at = columns(costs)
    for row in counted(costs):
        times(costs, row, "Tarief", Decimal("1.21"))
    for row in plain(costs):
        put(costs, row, cents(number(costs, row, at["Bedrag"]) * Decimal("1.21")))
    return _place(header(costs, "Btw"))


def level_of_all(costs, rng):
    """The header changed to another price level than was asked and than last year's."""
    cell = header(costs, "Prijspeil")
    cell.value = rng.choice([2025, 2028])
    return _place(cell)


SLIPS = {
    "rate off by a factor": rate_factor,
    "quantity off by a factor": quantity_factor,
    "amount off by a factor": amount_factor,
    "sign": sign,
    "VAT basis": vat_basis,
    "later year off by a factor": outlook_factor,
    "price year": price_year,
    "rate ten times": rate_ten_times,
    "line in thousands": typed_in_thousands,
    "later years in thousands": later_years_factor,
    "price of the year before": price_of_the_year_before,
    "unit of the whole": unit_of_all,
    "whole in thousands": amounts_in_thousands,
    "VAT basis of the whole": vat_of_all,
    "whole with VAT": amounts_with_vat,
    "price level of the whole": level_of_all,
}
