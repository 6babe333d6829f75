"""A workbook that came back beside the one that we issued: everything that was done to it; knows no budgets."""

from collections.abc import Iterator
from typing import Protocol

from planner.excel.altered import formulas_changed
from planner.excel.cells import SheetCells
from planner.excel.comparing import Table, compare
from planner.excel.findings import Finding, What
from planner.excel.keys import Keys
from planner.excel.matching import normalised
from planner.excel.moved import moved
from planner.excel.package import Package
from planner.excel.settings import Settings, settings_of
from planner.excel.vocabulary import LISTS_SHEET, Sheet, Workbook


class Book(Protocol):
    """A workbook of which sheets can be asked for."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the sheets."""

    @property
    def package(self) -> Package:
        """Return its package."""

    def sheet(self, name: str) -> SheetCells:
        """Return a sheet by its name. Raises KeyError."""


def answered(came: Book, issued: Book, declaration: Workbook, keys: Keys) -> tuple[Finding, ...]:
    """Return what differs from what was issued; of sheets that both hold, and that were loaded."""
    names = {normalised(name): name for name in came.names}
    found: list[Finding] = []
    for name in issued.names:
        if name == LISTS_SHEET:
            continue
        theirs = names.get(normalised(name))
        if theirs is None:
            found.append(Finding(What.SHEET, name, 1, 1, name))
            continue
        declared = next((sheet for sheet in declaration.sheets if normalised(sheet.name) == normalised(name)), None)
        found += _sheet(came, issued, (theirs, name), declared, keys)
    return tuple(found)


def _sheet(came: Book, issued: Book, names: tuple[str, str], declared: Sheet | None, keys: Keys) -> Iterator[Finding]:
    now, then = settings_of(came.package, names[0]), settings_of(issued.package, names[1])
    if then.protected and not now.protected:
        yield Finding(What.PROTECTION, names[0], 1, 1, names[0])
    here, there = _cells(came, names[0]), _cells(issued, names[1])
    if here is None or there is None:
        return
    if declared is None:
        beside = (lambda name: _cells(came, name), lambda name: _cells(issued, name))
        yield from formulas_changed(here, there, beside)
    elif declared.labelled:
        yield from _labels(here, there, (now, then))
    else:
        yield from _table(here, there, declared, keys, (now, then))


def _cells(book: Book, name: str) -> SheetCells | None:
    try:
        return book.sheet(name)
    except KeyError:
        return None


def _table(
    here: SheetCells, there: SheetCells, declared: Sheet, keys: Keys, rules: tuple[Settings, Settings]
) -> Iterator[Finding]:
    headings = tuple(column.heading for column in declared.columns)
    ours = declared.name == keys.sheet
    key, amount = (keys.key, keys.amount) if ours else (headings[0], "")
    came, issued = Table(here, headings, key, amount), Table(there, headings, key, amount)
    if ours:
        yield from compare(came, issued)
        yield from moved(came, issued)
    else:
        yield from (one for one in compare(came, issued) if one.what is What.HEADING)
    for text, column in issued.columns.items():
        if text in came.columns and rules[1].kinds(column) - rules[0].kinds(came.columns[text]):
            cell = here.at(came.heading_row, came.columns[text])
            shown = str(cell.value) if cell else text
            yield Finding(What.LIST, here.name, came.heading_row, came.columns[text], shown)


def _labels(here: SheetCells, there: SheetCells, rules: tuple[Settings, Settings]) -> Iterator[Finding]:
    """Yield the labels of a labelled sheet that are gone, and those whose input rule is."""
    now, then = _labelled(here), _labelled(there)
    for text, (row, shown) in then.items():
        if text not in now:
            if there.at(row, 2) is not None or rules[1].kinds_at(row, 2):
                yield Finding(What.HEADING, here.name, row, 1, _text(here, row), shown)
        elif rules[1].kinds_at(row, 2) - rules[0].kinds_at(now[text][0], 2):
            yield Finding(What.LIST, here.name, now[text][0], 2, shown)


def _labelled(sheet: SheetCells) -> dict[str, tuple[int, str]]:
    texts = {row: str(cells[1].value) for row, cells in sheet.rows.items() if 1 in cells}
    return {normalised(text): (row, text) for row, text in texts.items()}


def _text(sheet: SheetCells, row: int) -> str:
    cell = sheet.at(row, 1)
    return str(cell.value) if cell else ""
