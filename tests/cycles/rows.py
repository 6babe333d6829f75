"""One cost row from a plan: amount, quarters, and how its sheet writes them; knows no parties and no dates."""

from decimal import ROUND_HALF_UP, Decimal

QUARTERS = [f"Kwartaal {number}" for number in (1, 2, 3, 4)]


def style(rng):
    """Return how a quote is written: unit, formulas, where the heading row stands, what else is in it."""
    return {
        "unit": rng.choice(["euro", "euro", "x 1.000"]),
        "formulas": rng.random() < 0.3,
        "decimals": rng.choice([None, None, 0, 2]),
        "shuffled": rng.random() < 0.5,
        "heading_row": rng.choice([1, 1, 4, 12, 20]),
        "first_column": rng.choice([0, 0, 0, 2]),
        "extra_columns": rng.choice([0, 0, 1, 3]),
        "extra_sheets": rng.choice([0, 0, 1]),
        "writer": rng.choice(["xlsxwriter", "openpyxl"]),
        "seed": rng.randrange(10**9),
    }


def rounded(value, decimals=2):
    """Round a Decimal half away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def stored(value):
    """Return the value as a workbook holds it: 15 significant digits."""
    return Decimal(f"{float(value):.15g}")


def cost_row(rng, look, plan, active):
    """Return the row of a plan whose money falls in the active quarters (0 to 3)."""
    row = {key: plan[key] for key in plan if key not in ("mode", "euros", "share", "pattern", "Aantal", "Tarief")}
    row |= dict.fromkeys(["Eenheid", "Aantal", "Tarief", "Totale kosten", "Aandeel DSO-LV", "Toelichting"])
    row |= {"Prioriteit": rng.randint(1, 4), "Ondeelbaar": rng.choice(["ja", "nee", None]), "how": {}}
    thousand = 1000 if look["unit"] == "x 1.000" else 1
    amount, how = _amount(look, plan, row, thousand)
    row["Bedrag"] = amount
    if how and look["formulas"]:
        row["how"]["Bedrag"] = how
    weights = [plan["pattern"][number] if number in active else 0 for number in range(4)]
    if not sum(weights):
        weights = [1 if number == active[0] else 0 for number in range(4)]
    _put_quarters(look, row, weights, thousand)
    return row


def _amount(look, plan, row, thousand):
    """Return the amount in the unit of the sheet, and the formula that makes it where there is one."""
    if plan["mode"] == "plain":
        return _kept(look, rounded(plan["euros"]), thousand), None
    if plan["mode"] == "share":
        whole = rounded(plan["euros"]) / thousand
        row |= {"Totale kosten": whole, "Aandeel DSO-LV": plan["share"]}
        exact, how = whole * plan["share"], "={Totale kosten}*{Aandeel DSO-LV}"
        return (exact if look["formulas"] else _kept(look, rounded(exact * thousand), thousand)), how
    row |= {"Eenheid": plan["Eenheid"], "Aantal": plan["Aantal"], "Tarief": plan["Tarief"]}
    exact = plan["Aantal"] * plan["Tarief"]
    how = "={Aantal}*{Tarief}" + ("/1000" if thousand > 1 else "")
    return (exact / thousand if look["formulas"] else _kept(look, rounded(exact), thousand)), how


def _kept(look, euros, thousand):
    """Return what a sheet shows of an amount: whole cents, or in thousands the decimals that it is kept in."""
    if thousand == 1:
        return euros
    return euros / thousand if look["decimals"] is None else rounded(euros / thousand, look["decimals"])


def _put_quarters(look, row, weights, thousand):
    """Spread the amount over the quarters by weight: as formulas, or rounded with the rest in the last one."""
    amount, whole = row["Bedrag"], sum(weights)
    last = max(number for number in range(4) if weights[number])
    left = amount
    for number, (name, weight) in enumerate(zip(QUARTERS, weights, strict=True)):
        if look["formulas"] and weight:
            row[name] = stored(amount * weight / whole)
            row["how"][name] = f"={{Bedrag}}*{weight}/{whole}"
            continue
        part = rounded(amount * weight / whole * thousand) / thousand
        row[name] = left if number == last else part
        left -= row[name]
