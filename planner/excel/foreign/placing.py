"""Finds the sheet, the heading row and the column of every field that a mapping wants; reads no rows below it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from planner.excel.cells import Cell, Opened, SheetCells
from planner.excel.foreign.naming import names
from planner.excel.found import typed
from planner.excel.kinds import YEARS
from planner.excel.matching import normalised, number
from planner.records.mapping import Mapping as Read
from planner.records.mapping import Stands, Wanted

LOOKED_AT = 60
"""The heading row of somebody else's sheet is looked for in this many rows from the top."""
AMOUNT, OUTLOOK, BY_YEAR = "amount", "outlook", "years"


Names = Mapping[int, tuple[str, ...]]
"""The names by which each column goes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A wanted field in its place: its key (a field, with the year of an outlook) and column, if it has one."""

    wanted: Wanted
    key: str
    year: int | None
    index: int | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a mapping finds its table: the sheet, the row of the headings, the fields, and those it did not find."""

    cells: SheetCells
    row: int
    sources: tuple[Source, ...]
    missing: tuple[Wanted, ...]
    names: Names


def like(text: str, pattern: str) -> bool:
    """Tell whether a text is what a pattern with `*` says, whatever its case and spaces."""
    escaped = normalised(pattern).replace("[", "[[]")
    return fnmatchcase(normalised(text), escaped)


def shown(cell: Cell | None) -> str:
    """Return what a cell shows, empty where it holds nothing."""
    return typed(cell).strip() if cell is not None and cell.value is not None else ""


def place(mapping: Read, opened: Opened, year: int | None) -> Placement | None:
    """Return where a mapping finds its table; None where more than half of the headings are not there.

    Where no sheet is called what it says, a sheet of another name does if it is the only one with all the headings.
    """
    found = next(places(mapping, opened, year), None)
    if found or any(like(name, mapping.sheet) for name in opened.names):
        return found
    elsewhere = [_in_sheet(mapping, opened.sheet(name), year) for name in opened.names]
    whole = [one for one in elsewhere if one and not one.missing]
    return whole[0] if len(whole) == 1 else None


def places(mapping: Read, opened: Opened, year: int | None) -> Iterator[Placement]:
    """Yield every sheet in which a mapping finds a table; only the first is read."""
    for name in opened.names:
        if like(name, mapping.sheet):
            found = _in_sheet(mapping, opened.sheet(name), year)
            if found:
                yield found


def headings(cells: SheetCells, row: int) -> Names:
    """Return the names of the columns by a row of headings and what stands above it."""
    columns = {*cells.rows.get(row, {}), *cells.rows.get(row - 1, {})}
    return names(lambda at, column: shown(cells.at(at, column)), cells.merges, row, columns)


def _in_sheet(mapping: Read, cells: SheetCells, year: int | None) -> Placement | None:
    named = [one for one in mapping.wanted if one.headings and one.stands is not Stands.FIXED]
    best, most = mapping.heading_row or 0, 0
    for row in cells.rows:
        if row > max(LOOKED_AT, best):
            break
        named_here = headings(cells, row)
        score = sum(any(True for _ in _columns(one, named_here, year)) for one in named)
        if score > most or (score == most and row == mapping.heading_row):
            best, most = row, score
    if not best or 2 * most < len(named) or (named and not most):
        return None
    return _placed(mapping, cells, best, year)


def _placed(mapping: Read, cells: SheetCells, row: int, year: int | None) -> Placement:
    sources: list[Source] = []
    missing: list[Wanted] = []
    called = headings(cells, row)
    for one in mapping.wanted:
        if one.stands is Stands.FIXED:
            sources.append(Source(one, one.field, None, None))
            continue
        found = list(_columns(one, called, year))
        if not found and one.letters:
            found = [(number(one.letters.upper()), None)]
        if not found:
            missing.append(one)
        sources += _sources(one, found, year)
        if one.field == BY_YEAR and year and found:
            missing += _years_missing(one, {column_year for _, column_year in found}, year)
    return Placement(cells, row, tuple(sources), tuple(missing), called)


def _years_missing(one: Wanted, there: set[int | None], year: int) -> Iterator[Wanted]:
    """Yield the heading of every year from the own one up to the last that has no column."""
    for missing in range(year, max(at for at in there if at)):
        if missing not in there:
            yield replace(one, headings=(one.headings[0].replace("{jaar}", str(missing)),))


def _sources(one: Wanted, found: Sequence[tuple[int, int | None]], year: int | None) -> Iterator[Source]:
    for index, column_year in found:
        if one.field == BY_YEAR:
            if column_year == year:
                yield Source(one, AMOUNT, None, index)
            elif column_year and year and column_year > year:
                yield Source(one, f"{OUTLOOK}:{column_year}", column_year, index)
        elif one.field == OUTLOOK:
            if column_year and column_year != year:
                yield Source(one, f"{OUTLOOK}:{column_year}", column_year, index)
        else:
            yield Source(one, one.field, None, index)
            return


def _columns(one: Wanted, called: Names, year: int | None) -> Iterator[tuple[int, int | None]]:
    """Yield the columns whose heading is one of those wanted, from left to right, with the year in the heading."""
    wide = one.field in (BY_YEAR, OUTLOOK)
    patterns = [re.compile(_pattern(heading, None if wide else year)) for heading in one.headings]
    for index, own in sorted(called.items()):
        texts = [normalised(text) for text in own]
        match = next((found for pattern in patterns for text in texts if (found := pattern.fullmatch(text))), None)
        if match is None:
            continue
        found_year = int(match["year"]) if "year" in match.re.groupindex else None
        if found_year is None or YEARS[0] <= found_year <= YEARS[1]:
            yield index, found_year


def _pattern(heading: str, year: int | None) -> str:
    """Return a heading as a pattern; `{jaar}` is any year, or the own one where a year is given."""
    parts = normalised(heading).split("{jaar}")
    return (str(year) if year else r"(?P<year>\d{4})").join(re.escape(part) for part in parts[:2])
