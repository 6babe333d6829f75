"""Makes the copies with findings that go back to senders, and the texts to mail with them; prints nothing.

A copy stands beside what was sent. What a person changed in one is never overwritten: the next gets a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.books import findings
from planner.excel import gate
from planner.files import put
from planner.problems import Problem, Severity, severity_of
from planner.reading import read_file
from planner.records import Quote
from planner.stages.request import DUE
from planner.views.letter import Covering, goes_with, is_untouched, letter
from planner.workspace import Workspace, return_copy
from planner.year import NoReference, Year

_WRITTEN = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Returned:
    """What goes back for one workbook; without a copy where nothing was found that its sender must look at."""

    workbook: str
    copy: Path | None = None
    text: Path | None = None
    apart: bool = False


def annotate(path: Path, name: str, problems: Sequence[Problem], workspace: Workspace | None) -> Returned:
    """Write the copy of a workbook and its covering text; raises CannotWrite and OSError.

    `problems` may be those of more workbooks; the ones at `name` count.
    """
    own = findings.ordered(one for one in problems if one.where.workbook == name)
    if not any(severity_of(one) in {Severity.ERROR, Severity.WARNING} for one in own):
        return Returned(name)
    data = gate.fetch(path, name)
    plain = isinstance(data, bytes) and gate.examine(data, name) is None and path.suffix.lower() in _WRITTEN
    copy = findings.book(data if plain and isinstance(data, bytes) else None, path.name, own)
    suffix = ".xlsx" if copy.apart else path.suffix
    about = _about(path, name, own, workspace, apart=copy.apart)
    for number in range(1, 1_000):
        at = return_copy(path, number, suffix)
        text = letter(replace(about, copy=at.name), own, copy.data)
        if _is_free(at, copy.data):
            return _write(name, at, copy, text)
    raise FileExistsError(str(at))


def _is_free(copy: Path, data: bytes) -> bool:
    """Tell whether a copy may be written: nothing stands there, the same does, or what we made and nobody changed."""
    text = copy.with_suffix(".txt")
    if not copy.exists():
        return not text.exists()
    there, told = copy.read_bytes(), text.read_text(encoding="utf-8") if text.exists() else ""
    return there == data or (goes_with(told, there) and is_untouched(told))


def _write(name: str, at: Path, copy: findings.Copy, text: str) -> Returned:
    """Write the copy before its text: a text without its copy is never mailed by mistake."""
    told = at.with_suffix(".txt")
    same = at.exists() and at.read_bytes() == copy.data and told.exists()
    if not same:
        at = put(at, copy.data).path
        told = put(told, text.encode()).path
    return Returned(name, at, told, copy.apart)


def _about(path: Path, name: str, own: Sequence[Problem], workspace: Workspace | None, *, apart: bool) -> Covering:
    told = findings.counted(own)
    record = read_file(path, name).record
    if not isinstance(record, Quote):
        return Covering(path.name, "", apart, told)
    whose = f"offerte {record.organisation} als {record.role} voor {record.year}, versie {record.version}"
    return Covering(path.name, "", apart, told, whose, record.version, _due(record, workspace))


def _due(quote: Quote, workspace: Workspace | None) -> date | None:
    """Return the day by which the calendar wants quotes of this role, None where it does not say."""
    if workspace is None:
        return None
    try:
        calendar = Year(workspace, quote.year).reference.calendar
    except NoReference:
        return None
    name = DUE.get(quote.role, "").casefold()
    return next((one.date for one in calendar if one.year == quote.year and one.name.casefold() == name), None)
