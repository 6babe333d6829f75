"""Checks of one cost line that need its cells before rounding: product, share, quarters, sign; rounds nothing.

A check runs only where all cells that it needs are good, and one mistake gives one problem: what only
follows from another problem of the same row is not told.
"""

from decimal import Decimal

from planner import dutch
from planner.excel.results import Row, TableRead
from planner.excel.vocabulary import MoneyCell
from planner.money import cents, euros, rounded
from planner.problems import Problem, problem
from planner.records import INCOME_COST_TYPE, QUARTER_FIELDS

HALF_CENT = Decimal("0.005")
REMAINDER = Decimal("0.03")
"""Three quarters rounded up by a cent leave the last one at most this much below zero, in euro."""
_PAIRS = (("quantity", "rate"), ("total_cost", "share"))


class Checks:
    """The checks of one table of cost lines, in which amounts stand in euros or thousands of euros."""

    def __init__(self, table: TableRead, unit: int) -> None:
        self._table = table
        self._unit = unit
        self._columns: dict[str, int] = {}

    def errors(self, row: Row) -> list[Problem]:
        """Return what is wrong with a row, so that it must be refused."""
        amount = row.money("amount")
        if amount is None:
            return []
        quarters = [row.money(name) for name in QUARTER_FIELDS]
        if negative := self._negative(row, amount, quarters):
            return negative
        products = self._products(row, amount) if amount.certain else []
        return products + self._quarters(row, amount, quarters, follows=bool(products))

    def warnings(self, row: Row) -> list[Problem]:
        """Return a warning at the empty cell where only one of two factors is given."""
        found = []
        for pair in _PAIRS:
            if (row.get(pair[0]) is None) == (row.get(pair[1]) is None):
                continue
            for given, other in (pair, pair[::-1]):
                if row.get(other) is None and other not in self._table.missing:
                    heading, given_heading = (self._table.sheet.column(name).heading for name in (other, given))
                    where = row.origin.cell(other)
                    found.append(problem("other-half-missing", where, heading=heading, given=given_heading))
        return found

    def _negative(self, row: Row, amount: MoneyCell, quarters: list[MoneyCell | None]) -> list[Problem]:
        """Return the amounts below zero on a cost type that may have none (DESIGN 6)."""
        if row.text("cost_type").casefold() == INCOME_COST_TYPE:
            return []
        if amount.low < 0:
            return [self._is_negative(row, "amount", "Bedrag", amount)]
        found = []
        for number, (name, quarter) in enumerate(zip(QUARTER_FIELDS, quarters, strict=True), 1):
            if quarter and quarter.low < 0 and quarter.low * self._unit < -self._slack(name, row):
                found.append(self._is_negative(row, name, f"Kwartaal {number}", quarter))
        for year, outlook in row.years("outlook"):
            if outlook.low < 0:
                found.append(self._is_negative(row, f"outlook:{year}", f"Raming {year}", outlook))
        return found

    def _slack(self, name: str, row: Row) -> Decimal:
        return max(REMAINDER, 4 * self._tolerance(name, row))

    @staticmethod
    def _is_negative(row: Row, key: str, heading: str, cell: MoneyCell) -> Problem:
        where, found = row.origin.cell(key), dutch.number(cell.low)
        return problem("negative-amount", where, heading=heading, found=found, allowed=INCOME_COST_TYPE)

    def _products(self, row: Row, amount: MoneyCell) -> list[Problem]:
        """Compare Bedrag with Aantal x Tarief, or by way of Totale kosten x Aandeel DSO-LV (DESIGN 5 and 6)."""
        quantity, rate = row.number("quantity"), row.number("rate")
        total, share = row.money("total_cost"), row.number("share")
        product = quantity * rate if quantity is not None and rate is not None else None
        if total is None:
            if product is None or self._equals(row, "amount", amount, product):
                return []
            return [self._differs("amount-not-product", row, "amount", amount, product)]
        found = []
        if product is not None and not self._equals(row, "total_cost", total, product):
            found.append(self._differs("total-not-product", row, "total_cost", total, product))
        if share is None:
            return found
        right = total.low * self._unit * share
        if self._equals(row, "amount", amount, right):
            return found
        if found and product is not None and self._equals(row, "amount", amount, product * share):
            return found  # only the total was mistyped
        return [*found, self._differs("amount-not-share", row, "amount", amount, right)]

    def _equals(self, row: Row, name: str, cell: MoneyCell, right: Decimal) -> bool:
        """Tell whether a cell is a product rounded to cents, within the noise of 15 digits or of its format."""
        euro = cell.low * self._unit
        difference = abs(euro - right)
        if not difference or rounded(euro * 100) == rounded(right * 100):
            return True
        noise = Decimal(1).scaleb(euro.adjusted() - 14) if euro else Decimal(0)
        return difference <= max(noise, self._tolerance(name, row))

    def _differs(self, code: str, row: Row, key: str, cell: MoneyCell, right: Decimal) -> Problem:
        facts = {"quantity": row.number("quantity"), "rate": row.number("rate")}
        return problem(
            code,
            row.origin.cell(key),
            **_compared(cell.low * self._unit, right),
            **{name: value for name, value in facts.items() if value is not None},
        )

    def _quarters(
        self, row: Row, amount: MoneyCell, quarters: list[MoneyCell | None], *, follows: bool
    ) -> list[Problem]:
        """Compare the sum of the quarters with Bedrag (the middle of a range) before rounding."""
        given = [quarter.low for quarter in quarters if quarter]
        if not given or (amount.certain and len(given) < len(QUARTER_FIELDS)):
            return []
        total = sum(given, Decimal(0))
        if amount.pm:
            return [self._of_open_amount(row, total)] if any(given) else []
        middle = amount.low if amount.certain else (amount.low + amount.high) / 2
        difference = abs(total - middle) * self._unit
        if difference <= HALF_CENT or difference <= self._slack_of_sum(row):
            return []
        if follows and self._is_right(row, total):
            return []
        facts = _compared(total * self._unit, middle * self._unit)
        where, cells = row.origin.cell("amount"), self._quarter_cells(row)
        return [problem("quarters-do-not-add-up", where, cells=cells, **facts)]

    def _of_open_amount(self, row: Row, total: Decimal) -> Problem:
        found, cells = euros(cents(total * self._unit)), self._quarter_cells(row)
        return problem("quarters-of-open-amount", row.origin.cell("amount"), cells=cells, found=found)

    @staticmethod
    def _quarter_cells(row: Row) -> str:
        return ", ".join(row.origin.cell(name).cell or "" for name in QUARTER_FIELDS)

    def _slack_of_sum(self, row: Row) -> Decimal:
        return HALF_CENT + sum((self._tolerance(name, row) for name in ("amount", *QUARTER_FIELDS)), Decimal(0))

    def _is_right(self, row: Row, total: Decimal) -> bool:
        """Tell whether the quarters add up to what Bedrag should have been, so that only Bedrag is wrong."""
        return not self._products(row, MoneyCell(total, total))

    def _tolerance(self, name: str, row: Row) -> Decimal:
        """Return half a unit of the decimals that a cell shows, in euro; zero in a sheet in euro.

        Under the format General it is half a unit of the most decimals in the column.
        """
        if self._unit == 1:
            return Decimal(0)
        decimals = self._table.decimals(name, row.origin.row)
        if decimals is None:
            decimals = self._most_decimals(name)
        return Decimal(5).scaleb(-decimals - 1) * self._unit

    def _most_decimals(self, name: str) -> int:
        if name not in self._columns:
            cells = [row.money(name) for row in (*self._table.rows, *self._table.refused)]
            found = [-int(cell.low.normalize().as_tuple().exponent) for cell in cells if cell]
            self._columns[name] = max([0, *found])
        return self._columns[name]


def _compared(found: Decimal, expected: Decimal) -> dict[str, Decimal]:
    """Return both amounts and their difference in euros, to the cent unless only finer digits differ."""
    if cents(found) == cents(expected):
        return {"found": found, "expected": expected, "difference": found - expected}
    shown, right = euros(cents(found)), euros(cents(expected))
    return {"found": shown, "expected": right, "difference": shown - right}
