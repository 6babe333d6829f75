"""What the reference tables of a cycle say on a day: parties, products, VAT, indices; knows no quotes."""

from datetime import date
from fractions import Fraction


def quarter_days(year):
    """Return the first days of the quarters."""
    return [date(year, month, 1) for month in (1, 4, 7, 10)]


def holds(row, day):
    """Tell whether a row with `Vanaf` and `Tot en met` (inclusive, empty is open) holds on a day."""
    start, end = row.get("Vanaf"), row.get("Tot en met")
    return (start is None or start <= day) and (end is None or day <= end)


def in_year(row, year):
    """Tell whether a row holds on the first day of some quarter."""
    return any(holds(row, day) for day in quarter_days(year))


def order_of_headings(cycle):
    """Return the headings in the order of Posten."""
    return [row["Post"] for row in cycle["reference"]["Posten"]]


def suppliers(cycle, year):
    """Return who must quote: every TBO and OBO that takes part on the first day of some quarter."""
    parties = [row for row in cycle["reference"]["Partijen"] if row["Rol"] in ("TBO", "OBO") and in_year(row, year)]
    return list(dict.fromkeys((row["Code"], row["Rol"]) for row in parties))


def vat_rates(cycle, party, year):
    """Return the VAT rate of each quarter, at its first day; None where no relation holds.

    The relation to the SBO counts (assumption number one); another customer only where there is none to the SBO.
    """
    strategic = {row["Code"] for row in cycle["reference"]["Partijen"] if row["Rol"] == "SBO"}
    rates = []
    for day in quarter_days(year):
        rows = [r for r in cycle["reference"]["Btw"] if (r["Leverancier"], r["Rol"]) == party and holds(r, day)]
        rows = [row for row in rows if row["Afnemer"] in strategic] or rows
        rates.append(Fraction(rows[0]["Percentage"]) if rows else None)
    return rates


def change(cycle, series, year):
    """Return one plus the change of a series in a year; a series `geen` never changes."""
    if series == "geen":
        return Fraction(1)
    rows = [row for row in cycle["reference"]["Indexen"] if (row["Reeks"], row["Jaar"]) == (series, year)]
    return 1 + Fraction(rows[0]["Percentage"])


def chained(yearly, old, new):
    """Return the change from one price level to another: a product upwards, its inverse downwards."""
    factor = Fraction(1)
    for year in range(min(old, new) + 1, max(old, new) + 1):
        factor *= yearly(year)
    return factor if new >= old else 1 / factor


def index(cycle, cost_type, old, new):
    """Return the unrounded index of a cost type between two price levels."""
    series = next(r["Index"] for r in cycle["reference"]["Kostensoorten"] if r["Kostensoort"] == cost_type)
    return chained(lambda year: change(cycle, series, year), old, new)


def ceiling_index(cycle, heading, old, new):
    """Return the unrounded index of a ceiling: wage share and price share per year, the rest stands still."""
    post = next(row for row in cycle["reference"]["Posten"] if row["Post"] == heading)
    wage, price = Fraction(post["Loonaandeel"]), Fraction(post["Prijsaandeel"])

    def yearly(year):
        return 1 + wage * (change(cycle, "loon", year) - 1) + price * (change(cycle, "prijs", year) - 1)

    return chained(yearly, old, new)
