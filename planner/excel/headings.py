"""Finds the heading row of a table and the column of every heading; reads no rows below it."""

import re
from dataclasses import dataclass, field

from planner.excel.cells import Cell, SheetCells
from planner.excel.found import typed
from planner.excel.kinds import YEARS, Door, door
from planner.excel.matching import letter, listed, meant, normalised, there_is
from planner.excel.vocabulary import CellKind, Column, Sheet
from planner.places import Place
from planner.problems import Problem, problem

HEADING_ROWS = 20
"""The heading row is looked for in this many rows from the top."""


@dataclass(frozen=True, slots=True)
class Found:
    """A declared column where it was found; `key` is its field, with the year where it stands for one year."""

    index: int
    column: Column
    key: str
    year: int | None
    door: Door


@dataclass(slots=True)
class Headings:
    """The heading row of a table, its columns from left to right, and what is wrong with it."""

    row: int
    columns: list[Found] = field(default_factory=list)
    missing: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)


class _Names:
    """The declared headings of a sheet, to be recognised in any spelling."""

    def __init__(self, sheet: Sheet) -> None:
        self._plain = {normalised(column.heading): column for column in sheet.columns if not column.by_year}
        self._by_year = [
            (re.compile(re.escape(normalised(column.heading)).replace(r"\{year\}", r"(\d{4})")), column)
            for column in sheet.columns
            if column.by_year
        ]

    def recognise(self, text: str) -> tuple[Column, int | None] | None:
        """Return the column that a heading means, and its year where it has one."""
        name = normalised(text)
        if column := self._plain.get(name):
            return column, None
        for pattern, column in self._by_year:
            match = pattern.fullmatch(name)
            if match and YEARS[0] <= int(match[1]) <= YEARS[1]:
                return column, int(match[1])
        return None


class _Doors:
    """One door for all columns of the same kind, so that what it remembers serves each of them."""

    def __init__(self) -> None:
        self._doors: list[tuple[CellKind, Door]] = []

    def of(self, kind: CellKind) -> Door:
        for known, opened in self._doors:
            if known == kind:
                return opened
        self._doors.append((kind, door(kind)))
        return self._doors[-1][1]


def find_headings(sheet: Sheet, cells: SheetCells, path: str) -> Headings | None:
    """Return the row among the first 20 with the most declared headings; None where no row has two of them.

    A sheet that declares one column only is content with that one.
    """
    names = _Names(sheet)
    best, most = 0, min(2, len(sheet.columns)) - 1
    for row, row_cells in cells.rows.items():
        if row > HEADING_ROWS:
            break
        recognised = [names.recognise(_text(cell)) for cell in row_cells.values()]
        known = {(each[0].field, each[1]) for each in recognised if each is not None}
        if len(known) > most:
            best, most = row, len(known)
    return _columns(sheet, names, cells, best, path) if best else None


def _text(cell: Cell) -> str:
    return "" if cell.value is None else typed(cell)


def _columns(sheet: Sheet, names: _Names, cells: SheetCells, row: int, path: str) -> Headings:
    found: dict[str, Found] = {}
    extra: dict[str, int] = {}
    headings = Headings(row)
    doors = _Doors()
    for index, cell in sorted(cells.rows[row].items()):
        text = _text(cell).strip()
        known = names.recognise(text)
        if known is None:
            if text:
                extra.setdefault(text, index)
            continue
        column, year = known
        key = column.field if year is None else f"{column.field}:{year}"
        if key in found:
            where, first = (Place(path, cells.name, f"{letter(i)}{row}") for i in (index, found[key].index))
            headings.problems.append(problem("heading-twice", where, found=text, first=first.cell or ""))
        else:
            found[key] = Found(index, column, key, year, doors.of(column.kind))
    headings.columns = list(found.values())
    _tell_missing(sheet, headings, extra, cells.name, path)
    if extra:
        where = Place(path, cells.name, f"{letter(min(extra.values()))}{row}")
        headings.problems.append(problem("extra-columns", where, found=listed(extra)))
    return headings


def _tell_missing(sheet: Sheet, headings: Headings, extra: dict[str, int], name: str, path: str) -> None:
    """Tell each heading that must be there and is not; columns of years are left to whoever knows the years."""
    there = {found.column.field for found in headings.columns}
    missing = [c for c in sheet.columns if c.field not in there and not c.optional and not c.by_year]
    for column in missing:
        look_alike = meant(column.heading, extra)
        index = extra[look_alike] if look_alike else headings.columns[0].index
        where = Place(path, name, f"{letter(index)}{headings.row}")
        headings.problems.append(problem("heading-missing", where, expected=column.heading, hint=there_is(look_alike)))
    headings.missing = frozenset(column.field for column in missing)
