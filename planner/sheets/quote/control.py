"""What the sheet `Controle` of a request checks about the cost lines, worked out without a workbook; writes nothing.

The formulas of that sheet ask the same of the cells. What comes of it here is stored beside them when the request is
written, and says of a workbook that came back whether a check that fails does so with right: a program that stores
no new values leaves old ones behind.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from planner.excel.cells import Cell, SheetCells
from planner.excel.findings import Finding, What
from planner.excel.matching import ranges
from planner.excel.results import Read
from planner.excel.vocabulary import MoneyCell
from planner.records import QUARTER_FIELDS
from planner.sheets.quote.costs import COSTS as DECLARED

SHEET = "Controle"
COSTS = DECLARED.name
RESULT = 4
"""The column in which a check says what comes of it, from 1."""
HOLDS, FAILS, TO_FILL, UNKNOWN = "klopt", "klopt niet", "nog in te vullen", "niet te bepalen"

OF_PRODUCT = {1: Decimal("0.0099"), 1000: Decimal("0.5")}
"""How far an amount may be from a product of a line, by unit and in it: less than a cent, or half a thousand."""
OF_QUARTERS = {1: Decimal("0.0051"), 1000: Decimal("2.5")}
"""How far an amount may be from its four quarters together: no cent; or, in thousands, as five rounded amounts may."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what must be so, and how to mend it."""

    name: str
    what: str
    how: str


CHECKS = (
    Check(
        "amount",
        "Elke regel heeft een Bedrag",
        "Vul Bedrag in; is het nog niet bekend, zet dan pm of een bandbreedte zoals 100.000..150.000.",
    ),
    Check(
        "product",
        "Bedrag is Aantal x Tarief",
        "Pas Aantal, Tarief of Bedrag aan, of maak Aantal en Tarief allebei leeg. Staat er iets in Totale kosten, "
        "dan is dat het product.",
    ),
    Check(
        "share",
        "Bedrag is Totale kosten x Aandeel DSO-LV",
        "Alleen van belang als u deze kolommen gebruikt: pas Totale kosten, Aandeel DSO-LV of Bedrag aan.",
    ),
    Check(
        "quarters",
        "De vier kwartalen zijn samen Bedrag",
        "Verdeel Bedrag over de vier kwartalen, met 0 waar niets nodig is; bij pm blijven de kwartalen leeg.",
    ),
    Check(
        "id",
        "Elke regel heeft een Regel",
        "Geef elke regel een eigen aanduiding in de kolom Regel.",
    ),
    Check(
        "double",
        "Elke Regel komt één keer voor",
        "Geef de regel die u hebt toegevoegd of gekopieerd een nieuwe aanduiding.",
    ),
    Check(
        "total",
        "De kwartalen van alle regels zijn samen het totaal van Bedrag",
        "Herstel de regels die hierboven afwijken.",
    ),
    Check(
        "heading",
        "De posten zijn samen het totaal van Bedrag",
        "Kies in de kolom Post een post uit de lijst; welke dat zijn staat hieronder.",
    ),
    Check(
        "subjects",
        "Elk onderwerp a tot en met g heeft een tekst",
        "Vul op blad Onderwerpen de kolom Tekst in, of zet er n.v.t.",
    ),
)
"""Every check of the sheet, in its order."""


class Outcome(NamedTuple):
    """How many lines depart, by how much together (in the unit of the sheet), and in which rows they stand."""

    lines: int
    gap: Decimal
    rows: tuple[int, ...]


class CostRow(NamedTuple):
    """A line as far as the checks look at it; numbers in the unit of the sheet, None where there is none."""

    row: int
    values: Mapping[str, Any]
    amount: Decimal | None
    quarters: tuple[Decimal, ...]

    def number(self, name: str) -> Decimal | None:
        """Return the number in a field, None for an empty one and for pm and ranges."""
        return _number(self.values.get(name))

    @property
    def has_amount(self) -> bool:
        """Tell whether anything stands in Bedrag."""
        return self.values.get("amount") is not None


def cost_rows(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> list[CostRow]:
    """Return the lines of rows with their number and their values by field."""
    return [
        CostRow(
            row,
            values,
            _number(values.get("amount")),
            tuple(_number(values.get(name)) or Decimal(0) for name in QUARTER_FIELDS),
        )
        for row, values in rows
    ]


def _number(value: Any) -> Decimal | None:
    if isinstance(value, MoneyCell):
        return value.low if value.certain else None
    return value if isinstance(value, Decimal) else None


def outcome(name: str, rows: Sequence[CostRow], unit: int, headings: Collection[str]) -> Outcome:
    """Return what a check comes to; `headings` are the codes of the posts that the sheet lists."""
    if name == "heading":
        known = {code.casefold() for code in headings}
        outside = [one for one in rows if str(one.values.get("heading", "")).casefold() not in known]
        gap = sum((one.amount or Decimal(0) for one in outside), Decimal(0))
        return Outcome(len(outside), gap, tuple(one.row for one in outside))
    return _CHECKED[name](rows, unit)


def _of(rows: Iterable[CostRow], gap: Callable[[CostRow], Decimal | None], tolerance: Decimal) -> Outcome:
    """Return the lines whose gap is known and above the tolerance."""
    found = [(one.row, by) for one in rows if (by := gap(one)) is not None and abs(by) > tolerance]
    return Outcome(len(found), sum((by for _, by in found), Decimal(0)), tuple(row for row, _ in found))


def _products(rows: Sequence[CostRow], unit: int) -> Outcome:
    def gap(one: CostRow) -> Decimal | None:
        quantity, rate, whole = one.number("quantity"), one.number("rate"), one.number("total_cost")
        base = one.amount if whole is None else whole
        return None if quantity is None or rate is None or base is None else base - quantity * rate / unit

    return _of(rows, gap, OF_PRODUCT[unit])


def _shares(rows: Sequence[CostRow], unit: int) -> Outcome:
    def gap(one: CostRow) -> Decimal | None:
        whole, share = one.number("total_cost"), one.number("share")
        return None if whole is None or share is None or one.amount is None else one.amount - whole * share

    return _of(rows, gap, OF_PRODUCT[unit])


def _quarters(rows: Sequence[CostRow], unit: int) -> Outcome:
    def gap(one: CostRow) -> Decimal | None:
        together = sum(one.quarters, Decimal(0))
        if one.amount is not None:
            return one.amount - together
        open_ = one.values.get("amount")
        return -together if isinstance(open_, MoneyCell) and open_.pm and any(one.quarters) else None

    return _of(rows, gap, OF_QUARTERS[unit])


def _total(rows: Sequence[CostRow], unit: int) -> Outcome:
    gaps = [one.amount - sum(one.quarters, Decimal(0)) for one in rows if one.amount is not None]
    gap = sum(gaps, Decimal(0))
    if abs(gap) <= OF_QUARTERS[unit] * len(rows):
        return Outcome(0, gap, ())
    return Outcome(0, gap, _quarters(rows, unit).rows)


def _doubles(rows: Sequence[CostRow], _unit: int) -> Outcome:
    seen: set[str] = set()
    found = []
    for one in rows:
        id_ = str(one.values.get("id", "")).casefold()
        if id_ in seen:
            found.append(one.row)
        if id_:
            seen.add(id_)
    return Outcome(len(found), Decimal(0), tuple(found))


def _without(rows: Iterable[CostRow], lacking: Callable[[CostRow], bool]) -> Outcome:
    found = tuple(one.row for one in rows if lacking(one))
    return Outcome(len(found), Decimal(0), found)


_CHECKED: Mapping[str, Callable[[Sequence[CostRow], int], Outcome]] = {
    "amount": lambda rows, _: _without(rows, lambda one: not one.has_amount),
    "product": _products,
    "share": _shares,
    "quarters": _quarters,
    "id": lambda rows, _: _without(rows, lambda one: not one.values.get("id")),
    "double": _doubles,
    "total": _total,
}


def failing(sheet: SheetCells, read: Read) -> Iterator[Finding]:
    """Yield the checks that say they fail, and do so by what was read of the lines.

    The finding names the rows (`near`) that the check fails by. Where reading sees nothing wrong, the value is an old
    one that no program worked out again.
    """
    said = {str(cells[1].value): row for row, cells in sheet.rows.items() if 1 in cells and _fails(cells.get(RESULT))}
    if not said or COSTS not in read.tables:
        return
    table = read.tables[COSTS]
    every = sorted((*table.rows, *table.refused), key=lambda row: row.origin.row)
    rows = cost_rows((row.origin.row, row.values) for row in every)
    unit = read.first.whole("amounts_in") or 1
    headings = [str(cells[1].value) for cells in sheet.rows.values() if 1 in cells]
    for check in CHECKS:
        if check.what in said and check.name in _COLUMNS:
            found = outcome(check.name, rows, unit, headings)
            column = table.table.column(_COLUMNS[check.name])
            if found.rows and column:
                where, row = ranges(column, found.rows), said[check.what]
                gap = found.gap or None
                yield Finding(What.CHECK, sheet.name, row, RESULT, check.what, f"{COSTS} {where}", gap, where)


def _fails(cell: Cell | None) -> bool:
    return cell is not None and isinstance(cell.value, str) and cell.value.strip().casefold() == FAILS


_COLUMNS = {
    **dict.fromkeys(("amount", "product", "share", "quarters", "total"), "amount"),
    **dict.fromkeys(("id", "double"), "id"),
    "heading": "heading",
}
"""The column of a line in which what a check finds is told."""
