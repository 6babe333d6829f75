"""Proposes a mapping for a workbook in a layout of its own, and shows what is read through it; prints nothing."""

from collections.abc import Mapping as Values
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.agreement import Role
from planner.amounts import Vat
from planner.books import mapping as mapping_book
from planner.excel import cells, gate
from planner.excel.condense import APART, TooMuch
from planner.excel.converting import CONVERTIBLE, Converter
from planner.places import Place
from planner.problems import Problem, problem
from planner.reading import mappings_of
from planner.records import Quote, Reference
from planner.records.mapping import Mapping
from planner.sheets import MAPPING, WorkbookRead, read, read_through, too_many
from planner.stages import lines
from planner.stages.mapping import Grid, Known, propose
from planner.workspace import MAPPINGS, Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody gave with the file: constants, where the mapping is to be written, and whether it must be new."""

    given: Values[str, Any]
    output: Path | None = None

    @property
    def anew(self) -> bool:
        """Tell whether a mapping that fits already will not do."""
        return bool(self.given) or self.output is not None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A mapping for a file: the one that fits already, or a new one with its bytes; and what is read through it.

    `mapping` is None where there is nothing to propose; `problems` then says why. `target` is where it belongs.
    """

    mapping: Mapping | None
    data: bytes | None
    target: Path | None
    read: WorkbookRead | None
    problems: tuple[Problem, ...] = ()


def mapping_for(file: Path, workspace: Workspace | None, asked: Asked, reference: Reference | None) -> Proposed:
    """Return the mapping for a file. One in the workspace that fits comes first, unless a new one is asked for."""
    name = workspace.name(file) if workspace else file.as_posix()
    data = _fetched(file, name)
    if isinstance(data, Problem):
        return Proposed(None, None, None, None, (data,))
    own = read(data, name)
    if isinstance(own.record, Quote):
        return Proposed(None, None, None, own, (problem("mapping-not-needed", Place(name)),))
    if workspace and not asked.anew:
        through = read_through(data, own, mappings_of(workspace))
        if through is not own:
            known = next((one for one in mappings_of(workspace) if _serves(one, through)), None)
            return Proposed(known, None, None, through, through.problems)
    folder = workspace.folder / MAPPINGS if workspace else file.parent
    target = asked.output or folder / f"koppeling-{file.stem}.xlsx"
    shown_as = workspace.name(target) if workspace else target.as_posix()
    return _new(data, own, asked.given, reference, (target, shown_as))


def _fetched(file: Path, name: str) -> bytes | Problem:
    """Return the bytes of a workbook that can be read safely, converted where another program saved it."""
    data = gate.fetch(file, name)
    if isinstance(data, Problem):
        return data
    stopped = gate.examine(data, name)
    if stopped and stopped.code in CONVERTIBLE:
        data = Converter()(data, stopped)
        stopped = data if isinstance(data, Problem) else gate.examine(data, name)
    return stopped or data


def _new(
    data: bytes, own: WorkbookRead, given: Values[str, Any], reference: Reference | None, target: tuple[Path, str]
) -> Proposed:
    file = Path(own.path)
    try:
        with cells.opened(data, limits=APART) as book:
            grids = [_grid(book.sheet(name)) for name in book.names]
    except cells.Unloadable:
        return Proposed(None, None, None, None, (cells.damaged(own.path),))
    except TooMuch as much:
        return Proposed(None, None, None, None, (too_many(own.path, much),))
    proposal = propose(grids, Known.of(reference), given, file.stem)
    if proposal is None:
        return Proposed(None, None, None, None, (problem("mapping-nothing-found", Place(own.path)),))
    bytes_, told = mapping_book.book(proposal, file.stem, file.name, _codes(reference))
    made = read(bytes_, target[1])
    if not isinstance(made.record, Mapping):
        return Proposed(None, bytes_, target[0], None, (*told, *made.problems))
    whole, missing = _completed(made.record)
    through = read_through(data, own, [whole])
    unknown = _unknown(through, reference)
    return Proposed(made.record, bytes_, target[0], through, (*told, *missing, *through.problems, *unknown))


def _unknown(through: WorkbookRead, reference: Reference | None) -> tuple[Problem, ...]:
    """Return the words of lines that are no codes of ours: they belong in the sheet Waarden."""
    if reference is None or not isinstance(through.record, Quote):
        return ()
    found = lines.check(through.record, lines.Lists(reference), delivered=False)[1]
    return tuple({one.fact("found"): one for one in reversed(found)}.values())[::-1]


def _completed(mapping: Mapping) -> tuple[Mapping, list[Problem]]:
    """Return a mapping that can be tried: with any value for a constant that is not known, which is told."""
    there = {name for name, _ in mapping.head} | {name for name, *_ in mapping.cells}
    missing = {name: value for name, value in _ANY.items() if name not in there}
    headings = {column.field: column.heading for column in MAPPING.sheets[0].columns}
    told = [problem("mapping-constant-missing", mapping.origin.cell(name), heading=headings[name]) for name in missing]
    return replace(mapping, head=(*mapping.head, *missing.items())), told


_ANY: dict[str, Any] = {
    "organisation": "?",
    "role": Role.OBO,
    "year": 2000,
    "version": 1,
    "price_level": 2000,
    "vat": Vat.EXCLUDING,
    "amounts_in": 1,
}
"""Values to try a mapping with; no amount of a line depends on them."""


def _serves(one: Mapping, through: WorkbookRead) -> bool:
    """Tell whether a mapping is the one that a file was read through."""
    named = [found.fact("mapping") for found in through.problems if found.code == "read-through-mapping"]
    return one.origin.table.workbook in named


def _grid(sheet: "cells.SheetCells") -> Grid:
    rows = {
        number: {column: cell.value for column, cell in row.items() if not cell.error}
        for number, row in sheet.rows.items()
    }
    return Grid(sheet.name, rows, sheet.merges)


def _codes(reference: Reference | None) -> dict[str, tuple[str, ...]]:
    if reference is None:
        return {}
    return {"Partijen": tuple(dict.fromkeys(party.code for party in reference.parties))}
