"""Reads a workbook in somebody else's layout through a mapping; knows no budgets, only the declaration it reads for."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.excel.cells import Opened
from planner.excel.foreign.opening import opening, year_of
from planner.excel.foreign.placing import Placement, like, place, places
from planner.excel.foreign.rows import What
from planner.excel.foreign.table import Identity, Reader, Told, table_of
from planner.excel.matching import listed, normalised
from planner.excel.results import Read, TableRead
from planner.excel.tables import read_table
from planner.excel.vocabulary import Workbook
from planner.places import Place, Table
from planner.problems import Problem, problem
from planner.records.mapping import Mapping


@dataclass(frozen=True, slots=True)
class Target:
    """What a foreign workbook is read as: our declaration, the sheet of the lines, how a line gets an identity."""

    declaration: Workbook
    lines: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class Through:
    """A mapping and the place in a workbook where it finds its table."""

    mapping: Mapping
    placement: Placement

    @property
    def by_name(self) -> bool:
        """Tell whether the sheet is called what the mapping says."""
        return like(self.placement.cells.name, self.mapping.sheet)


def is_for(mapping: Mapping, file: str) -> bool:
    """Tell whether a mapping serves files of this name."""
    return not mapping.file or like(file, mapping.file)


def find(declaration: Workbook, mapping: Mapping, opened: Opened) -> Through | None:
    """Return where a mapping finds its table in a workbook; None where it does not fit."""
    found = place(mapping, opened, year_of(declaration.sheets[0], mapping, opened))
    return Through(mapping, found) if found else None


def read(target: Target, through: Through, opened: Opened, path: str, digest: str) -> tuple[Read, tuple[Told, ...]]:
    """Read a foreign workbook as the declared one; the mapping gives the rows of the sheet with the lines.

    Other sheets of the declaration are read as they are where the workbook has them.
    """
    declaration, name = target.declaration, target.lines
    placement, mapping = through.placement, through.mapping
    table = table_of(placement, path, digest)
    first, problems = opening(declaration.sheets[0], mapping, opened, table)
    unit = first.whole("amounts_in") or 1
    lines, told, found = Reader(declaration.sheet(name), mapping, placement, table, unit).read(target.identity)
    problems += found
    tables = {name: lines}
    for sheet in declaration.sheets[1:]:
        if sheet.name != name:
            tables[sheet.name], found = _own(opened, sheet.name, declaration, path, digest)
            problems += found
    problems += _other_sheets(target, through, opened, path)
    labelled = {declaration.sheets[0].name: first}
    return Read(declaration, path, digest, labelled, tables, tuple(problems), opened.properties), told


def _other_sheets(target: Target, through: Through, opened: Opened, path: str) -> Iterator[Problem]:
    """Tell which sheets are not read: one with the same headings may well hold lines, so that is an error."""
    mapping, mine = through.mapping, through.placement.cells.name
    if not through.by_name:
        yield problem("mapping-sheet-other", Place(path, mine, "A1"), found=mine, expected=mapping.sheet)
    year = year_of(target.declaration.sheets[0], mapping, opened)
    twice = [one.cells.name for one in places(mapping, opened, year) if one.cells.name != mine]
    for name in twice:
        yield problem("mapping-second-sheet", Place(path, name, "A1"), found=name, read=mine)
    known = {normalised(sheet.name) for sheet in target.declaration.sheets}
    known |= {normalised(sheet) for _, sheet, _ in mapping.cells}
    others = [name for name in opened.names if name not in {mine, *twice} and normalised(name) not in known]
    if others:
        yield problem("extra-sheets", Place(path), found=listed(others))


def _own(opened: Opened, name: str, declaration: Workbook, path: str, digest: str) -> tuple[TableRead, list[Problem]]:
    there = next((one for one in opened.names if normalised(one) == normalised(name)), None)
    if there is None:
        return TableRead(declaration.sheet(name), Table(path, digest, name), found=False), []
    return read_table(declaration.sheet(name), opened.sheet(there), path, digest)


__all__ = ["Identity", "Target", "Through", "Told", "What", "find", "is_for", "read"]
