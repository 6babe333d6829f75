"""Changes one input in the budget workbook and the same one at its source, for comparing what follows from both.

The workbook is changed in its XML and calculated by the second engine; the source workbook is changed with openpyxl
and read again by planner. Knows where inputs stand from the plan of the book, and nothing of how it calculates.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl

from planner.books.budget import Plan
from planner.money import split
from planner.places import Place
from planner.records import INCOME_COST_TYPE, Line, PricedLine
from planner.views.results import Results

CENT = Decimal("0.01")
Value = Decimal | tuple[Decimal, Decimal] | None
"""A number, the two ends of a range, or an empty cell."""


@dataclass(frozen=True)
class Edit:
    """A number for a cell of the budget workbook (`Blad!$A$1`)."""

    cell: str
    value: Decimal


@dataclass(frozen=True)
class Change:
    """One change: what it is, the cells of the budget workbook, and the cells of the source workbooks."""

    what: str
    edits: tuple[Edit, ...]
    source: tuple[tuple[Place, Value], ...]
    money: bool = False
    """Whether the source cells hold euros, to be written in the unit of their workbook."""


def in_book(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Return a workbook with other numbers in input cells. Raises ValueError for a cell that is no number."""
    names = openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {part.filename: source.read(part) for part in source.infolist()}
        for edit in edits:
            sheet, _, address = edit.cell.rpartition("!")
            part = f"xl/worksheets/sheet{names.index(sheet.strip(chr(39))) + 1}.xml"
            cell = re.escape(address.replace("$", "").encode())
            value = b"<v>" + str(edit.value).encode() + b"</v>"
            filled = rb'(<c r="' + cell + rb'"[^>/]*>)<v>[^<]*</v>'
            found, count = re.subn(filled, rb"\g<1>" + value, parts[part])
            if not count:
                found, count = re.subn(rb'(<c r="' + cell + rb'"[^>/]*)/>', rb"\g<1>>" + value + b"</c>", parts[part])
            if count != 1:
                raise ValueError(f"{edit.cell} holds no number")
            parts[part] = found
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def at_source(folder: Path, change: Change) -> None:
    """Make the change in the source workbooks, whose formulas become values."""
    for workbook in {place.workbook for place, _ in change.source}:
        path = folder / workbook
        book = openpyxl.load_workbook(path, data_only=True)
        unit = _unit(book) if change.money else Decimal(1)
        for place, value in change.source:
            if place.workbook == workbook:
                book[place.sheet][place.cell] = _in_unit(value, unit)
        book.save(path)


def _in_unit(value: Value, unit: Decimal) -> float | str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return "..".join(f"{end / unit:.5f}".replace(".", ",") for end in value)
    return float(value if isinstance(value, Plain) else value / unit)


class Plain(Decimal):
    """A number that is no amount: a quantity or a rate is never in thousands."""


def _unit(book: openpyxl.Workbook) -> Decimal:
    first = book.worksheets[0]
    labels = {row[0].value: row[1].value for row in first.iter_rows(max_col=2)}
    return Decimal(1000 if "1" in str(labels.get("Bedragen in")) else 1)


def drawn(rng: random.Random, results: Results) -> Change | None:
    """Return a change of a kind drawn at random; None where the cycle has nothing of that kind."""
    plan = Plan(results)
    kind = rng.choice(
        [_quantity, _quantity, _amount, _amount, _index, _vat, _share, _band, _cap, _ceiling, _old, _range, _known]
    )
    return kind(rng, results, plan)


Kind = Callable[[random.Random, Results, Plan], Change | None]


def _quantity(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    """A quantity or rate of a line whose amount follows from it."""
    rows = [(i, one) for i, one in enumerate(results.offer.lines) if _is_product(one.line)]
    if not rows:
        return None
    i, one = rng.choice(rows)
    field = rng.choice(["quantity", "rate"])
    line = one.line
    quantity, rate = line.quantity or Decimal(0), line.rate or Decimal(0)
    value = (quantity if field == "quantity" else rate) + _more(rng)
    product = (value * (rate if field == "quantity" else quantity)).quantize(CENT, ROUND_HALF_UP)
    total, amount = None, product
    if line.total_cost is not None:
        total, amount = product, (product * (line.share or Decimal(0))).quantize(CENT, ROUND_HALF_UP)
    cells = _line_cells(one, amount, total)
    edit = Edit(plan.lines.area.cell(field, i), value)
    return Change(f"{field} of {one.key}", (edit,), ((line.origin.cell(field), Plain(value)), *cells), money=True)


def _amount(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    """An amount that was typed."""
    rows = [(i, one) for i, one in enumerate(results.offer.lines) if _is_typed(one.line)]
    if not rows:
        return None
    i, one = rng.choice(rows)
    value = Decimal(one.line.amount.expected).scaleb(-2)
    value += _more(rng) if one.line.cost_type != INCOME_COST_TYPE else -_more(rng)
    return Change(
        f"amount of {one.key}",
        (Edit(plan.lines.area.cell("amount", i), value),),
        tuple(_line_cells(one, value, None)),
        money=True,
    )


def _old(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    """An amount or a quantity of last year's assignment."""
    rows = [(i, pair.old) for i, pair in enumerate(plan.changes.pairs) if pair.old]
    counted = [(i, one) for i, one in rows if one and _is_product(one.line) and one.line.total_cost is None]
    typed = [(i, one) for i, one in rows if one and _is_typed(one.line)]
    if counted and rng.random() < 0.5:
        i, one = rng.choice(counted)
        value = (one.line.quantity or Decimal(0)) + _more(rng)
        amount = (value * (one.line.rate or Decimal(0))).quantize(CENT, ROUND_HALF_UP)
        source = ((one.line.origin.cell("quantity"), Plain(value)), *_line_cells(one, amount, None))
        edit = Edit(plan.changes.area.cell("old_quantity", i), value)
        return Change(f"last year's quantity of {one.key}", (edit,), source, money=True)
    if not typed:
        return None
    i, one = rng.choice(typed)
    value = Decimal(one.line.amount.expected).scaleb(-2)
    value += _more(rng) if one.line.cost_type != INCOME_COST_TYPE else -_more(rng)
    edit = Edit(plan.changes.area.cell("amount", i), value)
    return Change(f"last year's amount of {one.key}", (edit,), tuple(_line_cells(one, value, None)), money=True)


def _index(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    years = range(results.year - 2, results.year + 1)
    rows = [(i, one) for i, one in enumerate(results.reference.indices) if one.year in years]
    if not rows:
        return None
    i, one = rng.choice(rows)
    value = Decimal(rng.randint(-99, 699)).scaleb(-4)
    edit = Edit(plan.parameters.indices.cell("rate", i), value)
    return Change(f"index {one.series} {one.year}", (edit,), ((one.origin.cell("rate"), value),))


def _vat(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    i, one = rng.choice(list(enumerate(results.reference.vat)))
    value = Decimal(rng.choice([0, 600, 900, 2100, 2050, 2500])).scaleb(-4)
    edit = Edit(plan.parameters.relations.cell("rate", i), value)
    return Change(f"VAT of {one.supplier} {one.role}", (edit,), ((one.origin.cell("rate"), value),))


def _share(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    """Two shares of one band at once, so that they still add up."""
    shares = plan.key.shares
    pairs = [
        (i, j)
        for i, one in enumerate(shares)
        for j, other in enumerate(shares)
        if i != j
        and (one.category, one.band_from, one.period) == (other.category, other.band_from, other.period)
        and one.share > Decimal("0.01")
    ]
    if not pairs:
        return None
    i, j = rng.choice(pairs)
    step = Decimal(rng.randint(1, 99)).scaleb(-4)
    values = {i: shares[i].share - step, j: shares[j].share + step}
    edits = tuple(Edit(plan.key.area.cell("share", n), value) for n, value in values.items())
    source = tuple((shares[n].origin.cell("share"), value) for n, value in values.items())
    return Change(f"shares {shares[i].payer} and {shares[j].payer} of {shares[i].category}", edits, source)


def _band(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    """Where a band begins, between the bands around it."""
    shares = plan.key.shares
    starts = sorted({(one.category, one.band_from) for one in shares if one.band_from})
    if not starts:
        return None
    category, start = rng.choice(starts)
    above = [s.band_from for s in shares if s.category == category and s.band_from > start]
    below = [s.band_from for s in shares if s.category == category and s.band_from < start]
    value = Decimal(rng.randint(max(below) + 1, min([*above, start * 2]) - 1)).scaleb(-2)
    rows = [n for n, one in enumerate(shares) if (one.category, one.band_from) == (category, start)]
    edits = tuple(Edit(plan.key.area.cell("start", n), value) for n in rows)
    return Change(f"band of {category}", edits, tuple((shares[n].origin.cell("band_from"), value) for n in rows))


def _cap(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    rows = [(n, one) for n, one in enumerate(plan.key.shares) if one.maximum]
    if not rows:
        return None
    n, one = rng.choice(rows)
    value = Decimal(rng.randint(0, 2 * (one.maximum or 0))).scaleb(-2)
    edit = Edit(plan.key.area.cell("maximum", n), value)
    return Change(f"maximum of {one.payer}", (edit,), ((one.origin.cell("maximum"), value),))


def _ceiling(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    frame = results.limits.frame
    rows = [one for one in frame.ceilings if one.amount.certain and one.heading in plan.posts.numbers] if frame else []
    if not rows:
        return None
    one = rng.choice(rows)
    whole = Decimal(max(0, one.amount.expected + rng.choice([-1, 1]) * rng.randint(1, 90_000_000))).scaleb(-2)
    edit = Edit(plan.posts.cell("decided", one.heading), whole)
    return Change(f"ceiling of {one.heading}", (edit,), ((one.origin.cell("amount"), whole),), money=True)


def _range(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    """The ends of a range whose quarters were left empty."""
    rows = [
        (i, one)
        for i, one in enumerate(results.offer.lines)
        if one.line.amount.low != one.line.amount.high
        and one.line.quarters == split(one.line.amount.expected, (1, 1, 1, 1))
    ]
    if not rows:
        return None
    i, one = rng.choice(rows)
    low = Decimal(one.line.amount.low).scaleb(-2) + _more(rng)
    high = low + _more(rng)
    edits = (Edit(plan.lines.area.cell("low", i), low), Edit(plan.lines.area.cell("high", i), high))
    return Change(f"range of {one.key}", edits, ((one.line.origin.cell("amount"), (low, high)),), money=True)


def _known(rng: random.Random, results: Results, plan: Plan) -> Change | None:
    """An amount that was not known yet: the number is typed, and the count of pm is taken away."""
    rows = [(i, one) for i, one in enumerate(results.offer.lines) if one.line.amount.pm]
    if not rows:
        return None
    i, one = rng.choice(rows)
    value = _more(rng)
    edits = (Edit(plan.lines.area.cell("amount", i), value), Edit(plan.lines.area.cell("pm", i), Decimal(0)))
    return Change(f"known amount of {one.key}", edits, tuple(_line_cells(one, value, None)), money=True)


def _is_product(line: Line) -> bool:
    if line.quantity is None or line.rate is None or not line.amount.certain:
        return False
    whole = (line.quantity * line.rate).quantize(CENT, ROUND_HALF_UP)
    if line.total_cost is None:
        return whole == Decimal(line.amount.expected).scaleb(-2)
    part = (whole * (line.share or Decimal(0))).quantize(CENT, ROUND_HALF_UP)
    return whole == Decimal(line.total_cost).scaleb(-2) and part == Decimal(line.amount.expected).scaleb(-2)


def _is_typed(line: Line) -> bool:
    return line.amount.certain and line.total_cost is None and (line.quantity is None or line.rate is None)


def _more(rng: random.Random) -> Decimal:
    return Decimal(rng.randint(1, 99_999)).scaleb(-2)


def _line_cells(one: PricedLine, amount: Decimal, total: Decimal | None) -> Iterator[tuple[Place, Decimal]]:
    """Yield the cells of a line that follow from its amount: the amount itself, its quarters, its whole cost."""
    line = one.line
    yield line.origin.cell("amount"), amount
    for k in (1, 2, 3):
        yield line.origin.cell(f"quarter_{k}"), Decimal(line.quarters[k - 1]).scaleb(-2)
    yield line.origin.cell("quarter_4"), amount - Decimal(sum(line.quarters[:3])).scaleb(-2)
    if total is not None:
        yield line.origin.cell("total_cost"), total
