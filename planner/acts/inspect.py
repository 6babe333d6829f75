"""Inspects one workbook, any workbook, and records why an override is right; prints nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.excel import apart, cells, gate
from planner.excel.condense import APART, HERE, TooMuch
from planner.excel.converting import CONVERTIBLE, Converter
from planner.excel.findings import Finding, What
from planner.excel.inspecting import Inputs, inspect
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.reading import issued_by, mappings_of, through
from planner.records import Quote
from planner.register import Kind, Register
from planner.sheets import WorkbookRead, read
from planner.sheets.inspected import combined, explains, wrong_rows
from planner.sheets.quote import COSTS
from planner.stages.inspection import BY_EFFECT, facts_of, known_as
from planner.workspace import Workspace
from planner.year import NoReference, Year, inspected

OVERRIDE = "override"
_FROM_READING = frozenset(
    {What.ADDED, What.REMOVED, What.HEADING, What.LIST, What.PROTECTION, What.SHEET, What.CHANGED, What.SHIFTED}
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """A workbook that was looked at: what was found, how that reads as problems, and what it was read as."""

    read: WorkbookRead
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    in_check: tuple[Finding, ...] = ()
    """What `check` tells, which looks at less and may see the same act in fewer cells."""


class NothingThere(Exception):
    """There is no finding at the cell that is to be justified; `cells` are those where there is one."""

    def __init__(self, found: Sequence[str]) -> None:
        super().__init__("nothing there")
        self.cells = found


def inspect_file(path: Path, workspace: Workspace | None) -> Inspected:
    """Return everything that was done to a workbook: by its own patterns, and beside the request that it answers."""
    name = workspace.name(path) if workspace else path.as_posix()
    register = Register(workspace.folder) if workspace else None
    data = _data(path, name)
    if isinstance(data, Problem):
        return Inspected(WorkbookRead(name, "", None, None, (data,)), (), (data,))
    found = read(data, name, issued=issued_by(register) if register else None)
    if workspace:
        found = through(path, found, mappings_of(workspace))
    inputs = wrong_rows(found.problems, (COSTS.name,)) if found.kind else {}
    whole = _whole(data, name, inputs)
    if isinstance(whole, Problem):
        return Inspected(found, (), (whole,))
    beside = [one for one in found.findings if one.what in _FROM_READING or _from_request(one, whole)]
    findings, in_check = _ordered(combined(_plain(whole, found, inputs), beside)), found.findings
    found = replace(found, findings=findings)
    year = found.record.year if isinstance(found.record, Quote) else None
    values = None
    if workspace:
        try:
            values = Year(workspace, year or 0).reference
        except NoReference:
            values = None
    told = inspected(found, register.entries() if register else (), values)
    return Inspected(found, findings, told, in_check)


def justify(
    path: Path, workspace: Workspace, place: tuple[str | None, str], reason: str, name: str
) -> tuple[Inspected, str]:
    """Record why what stands in a cell is right, and return the workbook as it then is, with the file of the entry.

    `place` is a sheet (None where one sheet has a finding there) and a cell. Raises NothingThere and CannotWrite.
    """
    found = inspect_file(path, workspace)
    sheet, cell = place
    every = dict.fromkeys((*found.findings, *found.in_check))
    there = [one for one in every if one.cell == cell and (sheet is None or one.sheet == sheet)]
    there = [one for one in there if one.what in BY_EFFECT or one.what is What.CHECK]
    if not there or len({one.sheet for one in there}) > 1:
        told = [f"{one.sheet}!{one.cell}" for one in found.findings if one.what in BY_EFFECT]
        raise NothingThere(told)
    register = Register(workspace.folder)
    record = found.read.record
    year = record.year if isinstance(record, Quote) else None
    entry = None
    for one in there:
        facts = facts_of(one) | {"reason": reason, "by": name}
        if isinstance(record, Quote):
            facts |= {"organisation": record.organisation, "role": str(record.role)}
        entry = register.add(Kind.JUSTIFIED, year, OVERRIDE, known_as(found.read.path), path.read_bytes(), facts=facts)
    return inspect_file(path, workspace), entry.place.workbook if entry else ""


def _data(path: Path, name: str) -> bytes | Problem:
    """Return the workbook as .xlsx, converted where another program saved it, or why it cannot be read."""
    data = gate.fetch(path, name)
    stopped = gate.examine(data, name) if isinstance(data, bytes) else data
    if isinstance(data, bytes) and stopped is not None and stopped.code in CONVERTIBLE:
        made = Converter()(data, stopped)
        if isinstance(made, Problem):
            return made
        data, stopped = made, gate.examine(made, name)
    return stopped if stopped is not None else data


def _whole(data: bytes, name: str, inputs: Inputs) -> tuple[Finding, ...] | Problem:
    """Return what all sheets show by themselves; a large workbook is inspected in a process of its own."""
    try:
        with cells.opened(data, None, HERE) as book:
            return inspect(book, inputs)
    except cells.Unloadable:
        return cells.damaged(name)
    except TooMuch:
        pass
    try:
        found: tuple[Finding, ...] = apart.call(__name__, "inspect_apart", data, inputs)
    except apart.Stopped:
        much = Words("meer dan een veilig proces kan geven", "more than a safe process can give")
        return problem("file-takes-too-much", Place(name), found=much)
    return found


def inspect_apart(data: bytes, inputs: Inputs) -> tuple[Finding, ...]:
    """Inspect a large workbook; in a process that may be stopped."""
    with cells.opened(data, None, APART) as book:
        return inspect(book, inputs)


def _plain(whole: Sequence[Finding], found: WorkbookRead, inputs: Inputs) -> list[Finding]:
    """Return the findings of a workbook; the tables that we declare say in which unit they are and hold `pm`.

    Where people type what they like, a block that is merely unusual while its rows read well is no more than a hint.
    """
    known = {one.sheet: one.unit for one in found.findings}
    kept = whole if found.kind is None else [one for one in whole if one.what is not What.TEXT]
    made = []
    for one in kept:
        told = one.sheet not in inputs or explains(one, inputs[one.sheet])
        made.append(replace(one, unit=known.get(one.sheet, one.unit), sure=one.sure and told))
    return made


def _from_request(one: Finding, whole: Sequence[Finding]) -> bool:
    """Tell whether only the comparison with the request saw it: the patterns of the sheet do not tell it too."""
    return not any((one.what, one.sheet, one.cell) == (other.what, other.sheet, other.cell) for other in whole)


def _ordered(found: Sequence[Finding]) -> tuple[Finding, ...]:
    sheets = list(dict.fromkeys(one.sheet for one in found))
    return tuple(sorted(found, key=lambda one: (sheets.index(one.sheet), one.top, one.left)))
