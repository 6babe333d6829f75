"""The rows of the cost lines: inputs as they were typed, and the formulas of each line with what they come to."""

import posixpath
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from urllib.parse import quote as escaped

from planner.agreement import Role
from planner.amounts import Span, Vat
from planner.books.parts.chain import QUARTERS, Chain, Structure
from planner.books.parts.formulas import Template, evenly, words
from planner.books.parts.lines import Lines
from planner.books.parts.parameters import Parameters
from planner.calculations.vat import taken_off
from planner.money import rounded, split
from planner.places import Place
from planner.records import Line, PricedLine
from planner.tables import Link, Live, Row, Typed, Value, View, span


def view(table: Lines, parameters: Parameters) -> View:
    """Return the cost lines with their formulas."""
    year = table.results.year
    title = f"Kostenregels {year}: zoals geoffreerd, en daarnaast wat zij kosten in prijzen van {year}"
    return View(words(title), table.area.columns, tuple(_Rows(table, parameters).rows()))


def source(place: Place, year: int) -> Link:
    """Return a place as a link to its cell, from a workbook in the folder of a year."""
    path = posixpath.relpath(place.workbook, str(year))
    sheet = (place.sheet or "").replace("'", "''")
    return Link(f"{path}, {place.sheet}, {place.cell}", f"external:{escaped(path)}#'{sheet}'!{place.cell}")


def is_product(line: Line, cents: int) -> bool:
    """Tell whether an amount is quantity times rate, rounded to cents."""
    return rounded((line.quantity or Decimal(0)) * (line.rate or Decimal(0)) * 100) == cents


class _Rows:
    """The rows of the table, with the formulas of each structure made once."""

    def __init__(self, table: Lines, parameters: Parameters) -> None:
        self._table = table
        self._area = table.area
        self._parameters = parameters
        self._templates: dict[Structure, dict[str, Template]] = {}
        self._rates: dict[tuple[str, Role], tuple[Live, ...]] = {}
        self._exact: dict[tuple[str, Role], tuple[Fraction, ...]] = {}
        self._names = [one.name for one in table.area.columns]
        quantity, rate = table.area.letter("quantity"), table.area.letter("rate")
        self._product = Template(f"=ROUND({quantity}#*{rate}#,2)")

    def rows(self) -> Iterable[Row]:
        names = self._names
        for i, line in enumerate(self._table.lines):
            found = self._row(line, str(self._area.first + i))
            yield Row(tuple([found.get(name) for name in names]))

    def _row(self, one: PricedLine, row: str) -> dict[str, Value]:
        found = _texts(one)
        found |= self._typed(one.line, row)
        found |= self._taken(one)
        found["pm"] = Typed(one.line.amount.pm) if one.line.amount.pm else None
        structure = self._table.structure(one)
        values = self._values(one, structure)
        certain = one.line.amount.low == one.line.amount.high
        for name, template in self._formulas(structure).items():
            if certain and name.startswith(("low_", "high_")):
                continue
            found[name] = Live(values[name], template.at(row))
        if not certain:
            found |= self._range(one.line, row)
        found["source"] = source(one.line.origin.cell("amount"), self._table.results.year)
        return found

    def _typed(self, line: Line, row: str) -> dict[str, Value]:
        """Return what was typed, with a formula where the sheet says that one cell follows from others."""
        found: dict[str, Value] = {"quantity": _given(line.quantity), "rate": _given(line.rate)}
        amount = line.amount
        found["amount"] = Typed(None if amount.pm else amount.expected)
        if line.quantity is not None and line.rate is not None:
            product = Live(amount.expected, self._product.at(row))
            if line.total_cost is None and is_product(line, amount.expected) and amount.certain:
                found["amount"] = product
        found |= self._shared(line, row)
        for k in QUARTERS[:3]:
            found[f"quarter_{k}"] = Typed(line.quarters[k - 1])
        for year, amount_of in line.outlook:
            found[f"outlook:{year}"] = _outlook(amount_of)
        return found

    def _shared(self, line: Line, row: str) -> dict[str, Value]:
        """Return the cells of a line of which DSO-LV bears a share."""
        if line.total_cost is None:
            return {"share": _given(line.share)}
        found: dict[str, Value] = {"total_cost": Typed(line.total_cost), "share": _given(line.share)}
        if line.quantity is not None and line.rate is not None and is_product(line, line.total_cost):
            found["total_cost"] = Live(line.total_cost, self._product.at(row))
        amount, share = line.amount, line.share
        if share is not None and amount.certain and rounded(line.total_cost * share) == amount.expected:
            total, part = self._area.letter("total_cost"), self._area.letter("share")
            found["amount"] = Live(amount.expected, f"=ROUND({total}{row}*{part}{row},2)")
        return found

    def _range(self, line: Line, row: str) -> dict[str, Value]:
        low, high = f"{self._area.letter('low')}{row}", f"{self._area.letter('high')}{row}"
        span = line.amount
        found: dict[str, Value] = {
            "low": Typed(span.low),
            "high": Typed(span.high),
            "range": Live(1, f"=IF(ROUND({high}-{low},2)=0,0,1)"),
            "amount": Live(span.expected, f"=ROUND(({low}+{high})/2,2)"),
        }
        if line.quarters == split(span.expected, (1, 1, 1, 1)):  # as quarters that were left empty
            whole = f"{self._area.letter('amount')}{row}"
            found |= {f"quarter_{k}": Live(line.quarters[k - 1], f"={evenly(whole, k)}") for k in QUARTERS[:3]}
        return found

    def _taken(self, one: PricedLine) -> dict[str, Value]:
        """Return what is taken over from the reference values: VAT rates and index factor."""
        party, level = one.quote.party, one.quote.basis.price_level
        if party not in self._rates:
            rates = self._rates[party] = self._parameters.rates(*party, self._table.results.year)
            self._exact[party] = tuple(Fraction(rate.value) for rate in rates if isinstance(rate.value, Decimal))
        rates = self._rates[party]
        found: dict[str, Value] = {f"rate_{k}": rate for k, rate in zip(QUARTERS, rates, strict=False)}
        if self._area.has("factor"):
            found["factor"] = self._factor(one.line.cost_type, level)
        return found

    def _factor(self, cost_type: str, level: int) -> Value:
        series, year = self._parameters.series(cost_type), self._table.results.year
        if series is None or level == year:
            return 1
        return self._parameters.factor((series, level, year))

    def _formulas(self, structure: Structure) -> dict[str, Template]:
        if structure not in self._templates:
            chain = Chain(structure, self._area.letter, self._area.has)
            made = chain.formulas(self._table.basis)
            self._templates[structure] = {name: Template(formula) for name, formula in made.items()}
        return self._templates[structure]

    def _values(self, one: PricedLine, structure: Structure) -> dict[str, int]:
        """Return what the formulas come to."""
        found = {
            "quarter_4": one.line.quarters[3],
            "quoted_ex": one.quoted.expected,
            "quoted_vat": one.quoted_vat.expected,
            "excluding": one.excluding.expected,
            "vat": one.vat.expected,
            "including": one.excluding.expected + one.vat.expected,
        }
        for k in QUARTERS:
            found[f"including_{k}"] = one.quarters[k - 1] + one.vat_quarters[k - 1]
            found[f"indexed_{k}"] = one.quarters[k - 1]
        if structure.including:
            found |= self._without_vat(one)
        if one.line.amount.low != one.line.amount.high:
            including, excluding = one.including, one.excluding
            compared = including if self._table.basis == "including" else excluding
            found |= {"low_excluding": excluding.low, "low_compared": compared.low}
            found |= {"high_excluding": excluding.high, "high_compared": compared.high}
        return found

    def _without_vat(self, one: PricedLine) -> dict[str, int]:
        first, second, third, fourth = self._exact[one.quote.party]
        _, quarters = taken_off(one.line.amount, one.line.quarters, (first, second, third, fourth))
        return {f"quoted_ex_{k}": quarters[k - 1] for k in QUARTERS}


def _texts(one: PricedLine) -> dict[str, Value]:
    line = one.line
    return {
        "organisation": one.quote.organisation,
        "role": str(one.quote.role),
        "id": line.id,
        "product": line.product,
        "product_name": line.product_name or None,
        "heading": line.heading,
        "cost_type": line.cost_type,
        "description": line.description or None,
        "recurring": "structureel" if line.recurring else "incidenteel",
        "unit": line.unit or None,
        "priority": line.priority,
        "indivisible": "ja" if line.indivisible else "nee",
        "note": line.note or None,
        "category": one.category,
        "scale": line.scale or None,
        "result": line.result or None,
        "replaces": line.replaces or None,
        "level": one.quote.basis.price_level,
        "basis": "inclusief" if one.quote.basis.vat is Vat.INCLUDING else "exclusief",
    }


def _given(value: Decimal | None) -> Value:
    return None if value is None else Typed(value)


def _outlook(amount: Span) -> Value:
    return Typed(amount.expected) if amount.certain else span(amount, "nl")
