"""Checks one workbook by itself, beside the reference values of a workspace where there is one; prints nothing."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from planner.problems import Problem
from planner.reading import Problems, as_justified, issued_by, mappings_of, read_file, through
from planner.records import Quote, Reference, Strategy
from planner.register import Register
from planner.sheets import Record, WorkbookRead
from planner.sheets.quote import COSTS
from planner.stages import controls, lines, offer, reference, sentinels, strategy
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
    record = found.record
    year = Year(workspace, _year_of(record)) if workspace else None
    values = record if isinstance(record, Reference) else None
    if year and (found.findings or isinstance(record, Quote | Strategy)):
        with suppress(NoReference):
            values = year.reference
    beside = _beside(found, year, values) if year and values else ()
    every = (*found.problems, *inspected(found, entries, values), *beside)
    return tuple(controls.told_once(every, COSTS.name))


def _beside(found: WorkbookRead, year: Year, values: Reference) -> Iterator[Problem]:
    """Yield what is wrong with a record beside the reference values, and in a quote what looks like a slip."""
    record = found.record
    if isinstance(record, Reference):
        yield from reference.check(record)
    elif isinstance(record, Strategy):
        yield from strategy.check(record, values)
    elif isinstance(record, Quote):
        delivered = found.kind == "offerte"
        checked, problems = lines.check(record, lines.Lists(values), delivered=delivered)
        yield from problems
        if delivered:
            offered = offer.consolidate((checked,), (), (), values, record.year)[0]
            beside = sentinels.Beside(values, year.assigned[0], year.strategy[0], None, year.requests, found.problems)
            yield from sentinels.slipped(offered, beside)


def _year_of(record: Record | None) -> int:
    """Return the year that a record is about; any will do for what no year decides."""
    if isinstance(record, Quote):
        return record.year
    return record.first_year if isinstance(record, Strategy) else 0
