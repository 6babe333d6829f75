"""Fills figures into a workbook that somebody laid out in their own way; nothing else in it changes.

A single cell gets the figure that its place asks for. Of a range every cell gets its own: what the place asks for
together with the name of its row, of its column, or of both. An open figure is never written as a number by itself: the
cell says `38.471.881,17 + 1 pm`, and a warning names it, unless the known part is what was asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner import dutch
from planner.amounts import Span
from planner.excel import gate
from planner.excel.cells import SheetCells, Unloadable, damaged, opened
from planner.excel.editing.area import Area, Cell
from planner.excel.editing.markup import Unclear
from planner.excel.editing.package import Unusual
from planner.excel.editor import Change, edited
from planner.excel.matching import hint
from planner.excel.spots import Spot, Spots, label, rows_of
from planner.places import Place
from planner.problems import Problem, Severity, problem, severity_of
from planner.views.asked import answered
from planner.views.asking import Asked, Measure, Unit, Unknown, Vocabulary
from planner.views.results import Results

NAMES_WITHIN = 40
"""So many columns to the left, or rows above, a place is looked for names."""
SHOWN_NAMES = 6


@dataclass(frozen=True, slots=True)
class Put:
    """A figure that was put into a cell: where, what it is, and what stands there now."""

    place: Place
    code: str
    value: Decimal | int | str


@dataclass(frozen=True, slots=True)
class Filled:
    """The workbook with its figures; None where an error kept it from being made."""

    data: bytes | None
    put: tuple[Put, ...]
    problems: tuple[Problem, ...]


def fill(template: bytes, results: Results, workbook: str, *, known: bool = False) -> Filled:
    """Return a template with the figures of a year in the places that it names.

    `known` writes of an open figure the known part, as a number; each such cell is told all the same.
    """
    refused = gate.examine(template, workbook)
    if refused:
        return Filled(None, (), (refused,))
    filling = _Filling(results, workbook, known=known)
    try:
        with opened(template) as book:
            spots = Spots(template, book, workbook)
            filling.problems += spots.problems
            sheets = {name: book.sheet(name) for name in dict.fromkeys(spot.sheet for spot in spots.found)}
        for spot in spots.found:
            filling.take(spot, sheets[spot.sheet])
    except Unloadable:
        return Filled(None, (), (damaged(workbook),))
    except (Unclear, Unusual) as unclear:
        return Filled(None, (), (problem("edit-not-understood", Place(workbook), found=str(unclear)),))
    return filling.made(template)


def unchanged(template: bytes, there: bytes, put: Sequence[Put]) -> bool:
    """Tell whether a file is an earlier filling of this template that nobody has saved since.

    The values that stand in it now are put into the template once more: only our own filling gives those bytes.
    """
    if gate.examine(there, ""):
        return False
    try:
        with opened(there) as book:
            sheets = {one.place.sheet or "": book.sheet(one.place.sheet or "") for one in put}
            values = [_stored(sheets[one.place.sheet or ""], one.place.cell or "") for one in put]
    except (Unloadable, KeyError):
        return False
    changes = [
        Change(one.place.sheet or "", one.place.cell or "", value) for one, value in zip(put, values, strict=True)
    ]
    return edited(template, changes).data == there


class _Filling:
    """What goes into one workbook."""

    def __init__(self, results: Results, workbook: str, *, known: bool) -> None:
        self._results = results
        self._workbook = workbook
        self._known = known
        self._words = Vocabulary(results.reference)
        self._put: list[Put] = []
        self.problems: list[Problem] = []

    def take(self, spot: Spot, cells: SheetCells) -> None:
        """Take in one place: its figure, or those of its range."""
        asked = self._words.understood(spot.asked)
        if isinstance(asked, Unknown):
            near = hint(asked.meant)
            self.problems.append(problem("fill-unknown", spot.told, found=spot.asked, word=asked.words, hint=near))
        elif spot.area.rows == spot.area.columns == 1:
            self._one(spot.sheet, spot.area.first, spot.asked, asked, spot.told)
        else:
            self._range(spot, asked, cells)

    def made(self, template: bytes) -> Filled:
        """Return the workbook, unless something stands in the way."""
        if any(severity_of(one) is Severity.ERROR for one in self.problems):
            return Filled(None, (), tuple(self.problems))
        changes = [Change(one.place.sheet or "", one.place.cell or "", one.value) for one in self._put]
        result = edited(template, changes, self._workbook)
        found = (*self.problems, *result.problems)
        return Filled(None if result.problems else result.data, tuple(self._put), found)

    def _one(self, sheet: str, cell: Cell, code: str, asked: Asked, told: Place) -> None:
        """Put in the figure of one cell; `told` is where it was asked for."""
        place = Place(self._workbook, sheet, str(cell))
        if not asked.makes_sense:
            self.problems.append(problem("fill-nonsense", told, found=code))
            return
        span = answered(asked, self._results)
        if span is None:
            self.problems.append(problem("fill-no-figure", told, found=code))
            return
        value = self._value(span, asked)
        if not span.certain:
            self.problems.append(problem("fill-open", place, found=code, shown=_shown(value)))
        self._put.append(Put(place, code, value))

    def _value(self, span: Span, asked: Asked) -> Decimal | int | str:
        if asked.measure is Measure.OPEN:
            return span.expected
        if span.certain or self._known:
            return _euros(span.expected, asked.unit)
        low, high = (_shown(_euros(cents, asked.unit)) for cents in (span.low, span.high))
        body = low if low == high else f"{low} .. {high}"
        return f"{body} + {span.pm} pm" if span.pm else body

    def _range(self, spot: Spot, asked: Asked, cells: SheetCells) -> None:
        rows, columns = rows_of(cells, spot), range(spot.area.left, spot.area.right + 1)
        by_row, skipped = self._names_of_rows(spot, rows, asked, cells) if spot.area.rows > 1 else ({}, [])
        by_column = self._names_of_columns(spot, columns, asked, cells) if len(columns) > 1 else {}
        if not by_row and not by_column:
            found = f"{spot.sheet}!{_area_shown(spot.area)}"
            self.problems.append(problem("fill-no-labels", spot.told, found=found))
            return
        for row, (row_name, of_row) in (by_row or {spot.area.top: ("", asked)}).items():
            for column, (column_name, of_column) in (by_column or {spot.area.left: ("", asked)}).items():
                both = of_row.joined(of_column)
                code = " ".join(part for part in (spot.asked, row_name, column_name) if part)
                if both:
                    self._one(spot.sheet, Cell(row, column), code, both, spot.told)
                else:
                    self.problems.append(problem("fill-nonsense", spot.told, found=code))
        if skipped:
            names = ", ".join(skipped[:SHOWN_NAMES]) + (" …" if len(skipped) > SHOWN_NAMES else "")
            found = f"{spot.sheet}!{_area_shown(spot.area)}"
            self.problems.append(problem("fill-skipped", spot.told, found=found, names=names))

    def _names_of_rows(
        self, spot: Spot, rows: Sequence[int], asked: Asked, cells: SheetCells
    ) -> tuple[dict[int, tuple[str, Asked]], list[str]]:
        """Return what each row asks for by its name, and the names that are not known."""
        left = range(spot.area.left - 1, max(0, spot.area.left - 1 - NAMES_WITHIN), -1)
        for column in [spot.names_in] if spot.names_in else left:
            names = [(row, label(cells, Cell(row, column))) for row in rows]
            found = {row: (name, both) for row, name in names if name and (both := self._with(asked, name))}
            if found:
                first, last = (min(found), _last(dict(names), max(found))) if spot.whole else (rows[0], rows[-1])
                skipped = [name for row, name in names if name and row not in found and first <= row <= last]
                return found, skipped
        return {}, []

    def _names_of_columns(
        self, spot: Spot, columns: Sequence[int], asked: Asked, cells: SheetCells
    ) -> dict[int, tuple[str, Asked]]:
        for row in range(spot.area.top - 1, max(0, spot.area.top - 1 - NAMES_WITHIN), -1):
            names = [(column, label(cells, Cell(row, column))) for column in columns]
            found = {column: (name, both) for column, name in names if name and (both := self._with(asked, name))}
            if found:
                return found
        return {}

    def _with(self, asked: Asked, name: str) -> Asked | None:
        """Return what is asked for together with a name; None where that name is not known or says something else.

        A row called Totaal is the total of their own rows, and not of all that we know.
        """
        found = self._words.understood(name)
        return None if isinstance(found, Unknown) or found == Asked() or found.whole else asked.joined(found)


def _last(names: Mapping[int, str], row: int) -> int:
    """Return the last row of a list that has a name in every row."""
    while names.get(row + 1):
        row += 1
    return row


def _euros(cents: int, unit: Unit | None) -> Decimal:
    return Decimal(cents).scaleb(-5 if unit is Unit.THOUSANDS else -2)


def _shown(value: Decimal | int | str) -> str:
    return (
        value
        if isinstance(value, str)
        else dutch.number(Decimal(value), max(2, -int(Decimal(value).as_tuple().exponent)))
    )


def _area_shown(area: Area) -> str:
    return str(area)


def _stored(cells: SheetCells, address: str) -> Decimal | str | bool | None:
    cell = Cell.at(address)
    found = cells.at(*cell) if cell else None
    if found is None or found.value is None:
        return None
    if isinstance(found.value, str | bool):
        return found.value
    return Decimal(repr(found.value)) if isinstance(found.value, int | float) else None
