"""Consolidated workbooks as ministries publish them: bodies below each other, income, costs and balance beside them."""

from tests.inspecting.workbooks import cell

HABITS = {
    "income": [
        ("Omzet moederdepartement", 0.85),
        ("Omzet overige departementen", 0.3),
        ("Omzet tarieven", 0.55),
        ("Omzet premies", 0.1),
        ("Subsidies", 0.2),
    ],
    "other income": [("Diverse opbrengsten", 0.6), ("Rentebaten", 0.35), ("Bijzondere baten", 0.25)],
    "running": [("Personele kosten", 0.95), ("Materiële kosten", 0.85), ("Huisvesting", 0.4)],
    "other costs": [
        ("Afschrijvingen", 0.7),
        ("Overige lasten", 0.6),
        ("Programmakosten", 0.5),
        ("Rentelasten", 0.35),
        ("Dotaties voorzieningen", 0.25),
        ("Vrijval voorzieningen", 0.15),
        ("Bijzondere lasten", 0.2),
    ],
    "fixed": [("Immateriële activa", 0.5), ("Materiële activa", 0.9), ("Financiële activa", 0.35)],
    "current": [("Voorraden", 0.35), ("Vorderingen", 0.9), ("Liquide middelen", 0.9)],
    "equity": [("Egalisatiereserve", 0.6), ("Overige reserves", 0.55), ("Onverdeeld resultaat", 0.2)],
    "debts": [("Voorzieningen", 0.7), ("Langlopende schulden", 0.45), ("Kortlopende schulden", 1.0)],
}
"""The parts of each group of columns, with how often a body has one."""
WEIGHTS = {"Personele kosten": 8, "Materiële kosten": 4, "Programmakosten": 6, "Rentelasten": 0.05, "Rentebaten": 0.05}
NAMES = ["Raad", "College", "Stichting", "Autoriteit", "Fonds", "Bureau", "Instituut", "Commissie", "Dienst"]
SIGNS = {"Vrijval voorzieningen": -1}


class Sheet:
    """A sheet that is being made: its cells, and the column of each part and total."""

    def __init__(self, rng):
        self.rng, self.cells, self.at, self.headings = rng, {}, {}, []
        self.sums = {}
        self.plus = rng.random() < 0.5

    def column(self, name):
        """Add a column, and return it."""
        self.headings.append(name)
        self.at[name] = len(self.headings)
        return self.at[name]

    def group(self, name, total, *, minus=None, parts=None):
        """Add the columns of a group and their total, or only a total of totals."""
        chosen = parts or [part for at, (part, _) in enumerate(HABITS[name]) if at < 2 or self.rng.random() < 0.8]
        for part in chosen:
            if part not in self.at:
                self.column(part)
        self.column(total)
        self.sums[total] = (chosen, minus)
        return chosen

    def total(self, row, name):
        """Return the formula of a total in a row."""
        parts, minus = self.sums[name]
        columns = [self.at[part] for part in parts]
        if minus:
            return f"={cell(row, columns[0])}-{cell(row, self.at[minus])}"
        if not self.plus and len(columns) > 1 and columns[-1] - columns[0] == len(columns) - 1:
            return f"=SUM({cell(row, columns[0])}:{cell(row, columns[-1])})"
        return "=" + "+".join(cell(row, column) for column in columns)


def ministry(rng):
    """Return a sheet {(row, column): value} of 40 to 120 bodies, correct in every cell."""
    sheet = Sheet(rng)
    grouped = rng.random() < 0.5
    sheet.column("Bedragen x € 1.000")
    if not grouped:
        sheet.column("Departement")
    if rng.random() < 0.7:
        sheet.column("Fte")
    _columns(sheet)
    if rng.random() < 0.6:
        sheet.column("Opmerkingen")
    row = rng.choice([1, 3, 4])
    if row > 1:
        sheet.cells[1, 1] = "Overzicht zelfstandige bestuursorganen"
    for at, heading in enumerate(sheet.headings, start=1):
        sheet.cells[row, at] = heading
    _bodies(sheet, row + 1, grouped=grouped)
    return {"Overzicht": sheet.cells}


def _columns(sheet):
    rng = sheet.rng
    if rng.random() < 0.6:
        sheet.group("income", "Omzet (totaal)")
        others = sheet.group("other income", "Baten", parts=[name for name, _ in HABITS["other income"]])
        sheet.sums["Baten"] = (["Omzet (totaal)", *others], None)
    else:
        sheet.group("income", "Baten")
    if rng.random() < 0.6:
        sheet.group("running", "Apparaat")
        others = sheet.group("other costs", "Lasten", parts=[name for name, _ in HABITS["other costs"]])
        sheet.sums["Lasten"] = (["Apparaat", *others], None)
    else:
        sheet.group("running", "Lasten", parts=[name for key in ("running", "other costs") for name, _ in HABITS[key]])
    sheet.column("Resultaat")
    sheet.sums["Resultaat"] = (["Baten"], "Lasten")
    if rng.random() < 0.8:
        sheet.group("fixed", "Vaste activa")
        sheet.group("current", "Vlottende activa")
        sheet.group("", "Activa", parts=["Vaste activa", "Vlottende activa"])
        sheet.group("equity", "Eigen vermogen")
        debts = [name for name, _ in HABITS["debts"]]
        sheet.group("debts", "Passiva", parts=debts)
        sheet.sums["Passiva"] = (["Eigen vermogen", *debts], None)
        if rng.random() < 0.4:
            sheet.column("Controle balans")
            sheet.sums["Controle balans"] = (["Activa"], "Passiva")


def _bodies(sheet, row, *, grouped):
    rng, cells = sheet.rng, sheet.cells
    totals, left = [], rng.randint(40, 120)
    subtotals = grouped and rng.random() < 0.6
    while left > 0:
        count, style = rng.randint(3, 16), (rng.random() < 0.3, rng.choice([0, 0, 0, 3]))
        name = rng.choice(["OCW", "BZK", "VWS", "LNV", "EZK", "IenW", "JenV", "SZW", "FIN"])
        if grouped:
            cells[row, 1] = f"Ministerie van {name}"
            row += 1
        first = row
        for _ in range(count):
            _body(sheet, row, name, *style)
            row += 1
        left -= count
        if subtotals:
            _total(sheet, row, f"Totaal {name}", [f"{{0}}{first}:{{0}}{row - 1}"])
            totals.append(row)
            row += 1
    if subtotals:
        _total(sheet, row, "Totaal", None, totals)
    elif not grouped and rng.random() < 0.6:
        first = min(at for at, column in cells if column == 3 and not isinstance(cells[at, column], str))
        _total(sheet, row, "Totaal", [f"{{0}}{first}:{{0}}{row - 1}"])
    if rng.random() < 0.6:
        cells[row + 2, 1] = "* Voorlopige cijfers; het jaarverslag is nog niet vastgesteld."
        cells[row + 3, 1] = "Bron: opgave van de instellingen."


def _total(sheet, row, label, ranges, rows=()):
    sheet.cells[row, 1] = label
    for name, column in sheet.at.items():
        if column > 1 and name not in ("Departement", "Opmerkingen"):
            letters = cell(1, column)[:-1]
            parts = [one.format(letters) for one in ranges or ()]
            together = "SUM(" + ",".join(parts) + ")" if parts else "+".join(f"{letters}{at}" for at in rows)
            sheet.cells[row, column] = f"={together}"


def _body(sheet, row, department, zeros, places):
    """Write a body: its figures add up, and its balance balances."""
    rng, cells, at = sheet.rng, sheet.cells, sheet.at
    cells[row, 1] = f"{rng.choice(NAMES)} {rng.randint(100, 999)}{rng.choice(['', '', '', '*', ' 1)'])}"
    if "Departement" in at:
        cells[row, at["Departement"]] = department
    size = 10 ** rng.uniform(2.3, 6)
    if "Fte" in at and rng.random() < 0.9:
        cells[row, at["Fte"]] = round(size / rng.uniform(60, 200), rng.choice([0, 1])) or 1
    known = [name for name in at if name not in sheet.sums]
    figures = _split(rng, size, [*HABITS["income"], *HABITS["other income"]], known, places)
    costs = size * rng.uniform(0.93, 1.05)
    figures |= _split(rng, costs, [*HABITS["running"], *HABITS["other costs"]], known, places)
    if "Activa" in at and rng.random() < 0.75:
        figures |= _balance(rng, size * rng.uniform(0.1, 2), known, places)
    for name in known:
        if name in figures and rng.random() < 0.03 and figures[name] > 10:
            part = round(figures[name] * rng.random(), places)
            cells[row, at[name]] = f"={part:.12g}+{round(figures[name] - part, places):.12g}"
        elif name in figures:
            cells[row, at[name]] = figures[name]
        elif zeros and name not in ("Bedragen x € 1.000", "Departement", "Opmerkingen", "Fte"):
            cells[row, at[name]] = 0
    for name in sheet.sums:
        cells[row, at[name]] = sheet.total(row, name)
    if "Opmerkingen" in at and rng.random() < 0.3:
        cells[row, at["Opmerkingen"]] = rng.choice(["Voorlopig", "Deeltijd-zbo", "Jaarverslag volgt"])


def _split(rng, amount, habits, known, places):
    chosen = [name for name, often in habits if name in known and rng.random() < often]
    chosen = chosen or [next(name for name, _ in habits if name in known)]
    shares = [WEIGHTS.get(name, 1) * rng.uniform(0.1, 1) for name in chosen]
    together = sum(shares)
    parts = {name: SIGNS.get(name, 1) * amount * share / together for name, share in zip(chosen, shares, strict=True)}
    return {name: value for name, part in parts.items() if (value := round(part, places or None))}


def _balance(rng, amount, known, places):
    """Return assets, and debts and reserves that come to exactly the same."""
    assets = _split(rng, amount, [*HABITS["fixed"], *HABITS["current"]], known, places)
    debts = _split(rng, amount * 0.8, [*HABITS["equity"], *HABITS["debts"][:2]], known, places)
    rest = round(sum(assets.values()) - sum(debts.values()), places or None)
    return assets | debts | ({"Kortlopende schulden": rest} if rest else {})
