"""The rows of the change since last year, and its sums by heading, in formulas that come to what the bridge says."""

from collections.abc import Mapping

from planner.books.parts.chain import QUARTERS, Chain, Structure
from planner.books.parts.changes import Changes, Pair
from planner.books.parts.formulas import Template, words
from planner.books.parts.line_rows import is_product, source
from planner.books.parts.lines import Lines
from planner.books.parts.parameters import Parameters
from planner.calculations.bridge import Part
from planner.records import PricedLine
from planner.tables import Live, Row, Typed, Value, View


def view(table: Changes, parameters: Parameters | None) -> View:
    """Return the lines with their parts; without parameters (no cost lines in the book) as values."""
    year = table.results.year
    rows = _Rows(table, parameters)
    title = words(
        f"Van de opdrachten {year - 1} naar de offerte {year}, regel voor regel (zoals geoffreerd, exclusief btw)"
    )
    return View(title, table.area.columns, tuple(rows.row(i, pair) for i, pair in enumerate(table.pairs)))


class _Rows:
    def __init__(self, table: Changes, parameters: Parameters | None) -> None:
        self._table = table
        self._area = table.area
        self._parameters = parameters
        self._names = [one.name for one in table.area.columns]
        self._chains: dict[Structure, dict[str, Template]] = {}

    def row(self, i: int, pair: Pair) -> Row:
        found: dict[str, Value] = {
            "organisation": pair.at.quote.organisation,
            "role": str(pair.at.quote.role),
            "id": pair.at.line.id,
            "description": pair.at.line.description or None,
            "heading": pair.at.line.heading,
            "heading_old": pair.old.line.heading if pair.old else None,
        }
        total = sum(pair.parts.values())
        first, last, moved = (self._area.near(part, i) for part in (Part.INDEX, Part.VAT, Part.MOVED))
        found["total"] = Live(total, f"=ROUND(SUM({first}:{last})-N({moved}),2)")
        if self._table.lines is None or self._parameters is None:
            found |= {part: Typed(cents) for part, cents in pair.parts.items()}
            if pair.moved and pair.old:
                found[Part.MOVED] = Typed(pair.old.quoted.expected)
                found["moved_vat"] = Typed(pair.old.quoted_vat.expected)
        else:
            found |= self._details(i, pair, self._parameters)
            found |= self._parts(i, pair)
        return Row(tuple([found.get(name) for name in self._names]))

    def _details(self, i: int, pair: Pair, parameters: Parameters) -> dict[str, Value]:
        found: dict[str, Value] = {}
        if pair.new and pair.number is not None:
            found |= self._now(pair.new, pair.number)
        if pair.old:
            found |= self._before(str(self._area.first + i), pair.old, parameters)
            found["source"] = source(pair.old.line.origin.cell("amount"), self._table.results.year)
        if pair.old and pair.new:
            series = parameters.series(pair.new.line.cost_type)
            levels = pair.old.quote.basis.price_level, pair.new.quote.basis.price_level
            found["change"] = parameters.changed((series, *levels)) if series else 0
        return found

    def _now(self, new: PricedLine, number: int) -> dict[str, Value]:
        """Take the new line over from the cost lines."""
        lines = self._lines()
        ex, vat = ("quoted_ex", "quoted_vat") if lines.area.has("quoted_ex") else ("excluding", "vat")
        found: dict[str, Value] = {
            "new_ex": Live(new.quoted.expected, f"={lines.area.cell(ex, number)}"),
            "new_vat": Live(new.quoted_vat.expected, f"={lines.area.cell(vat, number)}"),
        }
        if new.line.quantity is not None:
            found["new_quantity"] = Live(new.line.quantity, f"={lines.area.cell('quantity', number)}")
        if new.line.rate is not None:
            found["new_rate"] = Live(new.line.rate, f"={lines.area.cell('rate', number)}")
        return found

    def _before(self, row: str, old: PricedLine, parameters: Parameters) -> dict[str, Value]:
        """Return last year's line: inputs, and what they come to excluding VAT."""
        line = old.line
        found: dict[str, Value] = {"amount": None if line.amount.pm else Typed(line.amount.expected)}
        found |= {"pm": Typed(line.amount.pm) if line.amount.pm else None}
        for name, value in (("old_quantity", line.quantity), ("old_rate", line.rate)):
            found[name] = None if value is None else Typed(value)
        counted = line.quantity is not None and line.rate is not None
        if counted and line.total_cost is None and line.amount.certain and is_product(line, line.amount.expected):
            cells = f"{self._area.letter('old_quantity')}{row}", f"{self._area.letter('old_rate')}{row}"
            found["amount"] = Live(line.amount.expected, f"=ROUND({cells[0]}*{cells[1]},2)")
        rates = parameters.rates(*old.quote.party, self._table.results.year - 1)
        found |= {f"rate_{k}": rate for k, rate in zip(QUARTERS, rates, strict=False)}
        found |= {f"quarter_{k}": Typed(line.quarters[k - 1]) for k in QUARTERS[:3]}
        worth = {"quarter_4": line.quarters[3], "quoted_ex": old.quoted.expected, "quoted_vat": old.quoted_vat.expected}
        formulas = self._formulas(self._table.structure(old))
        return found | {name: Live(worth[name], formulas[name].at(row)) for name in worth if name in formulas}

    def _formulas(self, structure: Structure) -> Mapping[str, Template]:
        if structure not in self._chains:
            made = Chain(structure, self._letter, self._area.has).quoted()
            self._chains[structure] = {name: Template(formula) for name, formula in made.items()}
        return self._chains[structure]

    def _letter(self, name: str) -> str:
        return self._area.letter(name)

    def _parts(self, i: int, pair: Pair) -> dict[str, Value]:
        formulas = self._part_formulas(i, pair)
        found: dict[str, Value] = {
            part: Live(pair.parts.get(part, 0), f"={formula}") for part, formula in formulas.items()
        }
        if pair.moved and pair.old:
            found[Part.MOVED] = Live(pair.old.quoted.expected, f"={self._area.near('quoted_ex', i)}")
            found["moved_vat"] = Live(pair.old.quoted_vat.expected, f"={self._area.near('quoted_vat', i)}")
        return found

    def _part_formulas(self, i: int, pair: Pair) -> dict[Part, str]:
        def at(name: str) -> str:
            return self._area.near(name, i)

        old, new = at("quoted_ex"), at("new_ex")
        if pair.old and pair.new:
            vat = {Part.VAT: f"ROUND({at('new_vat')}-{at('quoted_vat')},2)"}
            return self._matched(i, pair.old, pair.new, pair.number or 0) | vat
        if pair.new:
            part = Part.OPEN if Part.OPEN in pair.parts else Part.NEW
            return {part: new, Part.VAT: at("new_vat")}
        part = Part.OPEN if Part.OPEN in pair.parts else Part.ENDED
        return {part: f"-{old}", Part.VAT: f"-{at('quoted_vat')}"}

    def _matched(self, i: int, old: PricedLine, new: PricedLine, number: int) -> dict[Part, str]:
        """Return the parts of a line that is there in both years; all of it is open while an amount is not known."""
        lines, parameters = self._lines(), self._parameters
        before, after, index = (self._area.near(name, i) for name in ("quoted_ex", "new_ex", Part.INDEX))
        series = parameters.series(new.line.cost_type) if parameters else None
        levels = old.quote.basis.price_level, new.quote.basis.price_level
        if series and parameters and parameters.changed((series, *levels)) is None:
            return {Part.OPEN: f"ROUND({after}-{before},2)"}
        found = {Part.INDEX: f"ROUND({before}*{self._area.near('change', i)},2)"}
        if _comparable(old, new):
            found[Part.VOLUME] = self._volume(i, new, number)
            found[Part.RATE] = f"ROUND({after}-{before}-{index}-{self._area.near(Part.VOLUME, i)},2)"
        else:
            found[Part.OTHER] = f"ROUND({after}-{before}-{index},2)"
        if not old.line.amount.pm and not new.line.amount.pm:
            return found
        unknown = f"{self._area.near('pm', i)}+{lines.area.cell('pm', number)}>0"
        guarded = {part: f"IF({unknown},0,{formula})" for part, formula in found.items()}
        return guarded | {Part.OPEN: f"IF({unknown},ROUND({after}-{before},2),0)"}

    def _volume(self, i: int, new: PricedLine, number: int) -> str:
        """Return the change of quantity at the new rate, without VAT where that is in the rate."""
        at, lines = self._area.near, self._lines()
        change = f"ROUND({at('new_quantity', i)}-{at('old_quantity', i)},9)*{at('new_rate', i)}"
        structure = lines.structure(new)
        if not structure.including:
            return f"ROUND({change},2)"
        rates = [lines.area.cell(f"rate_{k}" if lines.area.has(f"rate_{k}") else "rate_1", number) for k in QUARTERS]
        whole = f"ROUND({change}/(1+{rates[0]}),2)"
        if structure.uniform:
            return whole
        same = ",".join(f"ROUND({rates[0]}-{rate},12)=0" for rate in rates[1:])
        amount = lines.area.cell("amount", number)
        share = f"IF({amount}=0,ROUND({change},2),ROUND({change}*{at('new_ex', i)}/{amount},2))"
        return f"IF(AND({same}),{whole},{share})"

    def _lines(self) -> Lines:
        if self._table.lines is None:
            raise ValueError("no cost lines in this book")
        return self._table.lines


def _comparable(old: PricedLine, new: PricedLine) -> bool:
    """Tell whether the change of two lines can be taken apart in volume and rate (`calculations.bridge`)."""
    before, after = old.line, new.line
    counted = before.quantity is not None and after.quantity is not None and after.rate is not None
    same_unit = before.unit.casefold() == after.unit.casefold()
    return counted and same_unit and before.share is None and after.share is None
