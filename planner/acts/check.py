"""Checks one workbook by itself, beside the reference values of a workspace where there is one; prints nothing."""

from collections.abc import Callable
from pathlib import Path

from planner.reading import Problems, as_justified, issued_by, mappings_of, read_file, through
from planner.records import Quote, Reference, Strategy
from planner.register import Register
from planner.sheets import Record, WorkbookRead
from planner.sheets.quote import COSTS
from planner.stages import controls, lines, reference, strategy
from planner.workspace import Workspace
from planner.year import NoReference, Year, inspected


def check_file(path: Path, workspace: Workspace | None, tell: Callable[[str], None]) -> Problems:
    """Return what is wrong with one workbook, beside the reference values of a workspace where there is one."""
    name = workspace.name(path) if workspace else path.as_posix()
    tell(name)
    issued = issued_by(Register(workspace.folder)) if workspace else None
    found = read_file(path, name, issued=issued)
    if workspace is not None and not isinstance(found.record, Quote | Strategy | Reference):
        found = through(path, found, mappings_of(workspace))
    entries = Register(workspace.folder).entries() if workspace else ()
    found = as_justified(found, entries)
    record, values = found.record, None
    if workspace is not None and (found.findings or isinstance(record, Quote | Strategy | Reference)):
        try:
            values = record if isinstance(record, Reference) else Year(workspace, _year_of(record)).reference
        except NoReference:
            values = None
    every = (*found.problems, *inspected(found, entries, values), *_checked(found, values))
    return tuple(controls.told_once(every, COSTS.name))


def _checked(found: WorkbookRead, values: Reference | None) -> Problems:
    """Return what is wrong with a record beside the reference values."""
    record = found.record
    if values is None:
        return ()
    if isinstance(record, Reference):
        return reference.check(record)
    if isinstance(record, Strategy):
        return tuple(strategy.check(record, values))
    if isinstance(record, Quote):
        return tuple(lines.check(record, lines.Lists(values), delivered=found.kind == "offerte")[1])
    return ()


def _year_of(record: Record | None) -> int:
    """Return the year that a record is about; any will do for what no year decides."""
    if isinstance(record, Quote):
        return record.year
    return record.first_year if isinstance(record, Strategy) else 0
