"""The return copy for a sender: their workbook with its faulty cells marked and our findings in front; writes no file.

Their workbook changes in the marked sheets, the appended formats and what a new first sheet needs, in nothing else.
Where that cannot be (another format, a signature, a sheet of theirs by our name) the findings are a workbook of
their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.excel.book import Page, workbook
from planner.excel.editing.styles import Look
from planner.excel.editor import Change, edited
from planner.excel.grafting import grafted
from planner.problems import Problem, Severity, Words, message, remedy, severity_of
from planner.tables import Column, Link, Row, Value, View

SHEET = "Bevindingen"
SEVERITIES = {Severity.ERROR: "fout", Severity.WARNING: "waarschuwing", Severity.NOTE: "mededeling"}
_ERROR, _WARNING = Look("FFC7CE", "C00000"), Look("FFEB9C", "BF8F00")
_LOOKS = {Severity.ERROR: _ERROR, Severity.WARNING: _WARNING}
_COLUMNS = (
    Column(Words("Nr.", "No."), width=6),
    Column(Words("Ernst", "Severity"), width=14),
    Column(Words("Cel", "Cell"), width=18),
    Column(Words("Gevonden", "Found"), width=60),
    Column(Words("Wat te doen", "What to do"), width=60),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes back to a sender; `apart` where it is no copy of their workbook but a workbook of findings only."""

    data: bytes
    apart: bool


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems as they are numbered: the worst first, else in the order of finding."""
    order = list(Severity)
    return tuple(sorted(problems, key=lambda one: order.index(severity_of(one))))


def counted(problems: Iterable[Problem]) -> str:
    """Say how many errors and warnings there are, in Dutch."""
    severities = [severity_of(one) for one in problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    told = [f"{errors} {'fout' if errors == 1 else 'fouten'}"] if errors else []
    if warnings:
        told.append(f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}")
    return " en ".join(told)


def book(data: bytes | None, name: str, problems: Sequence[Problem]) -> Copy:
    """Return the return copy of a workbook with this name; `data` is None for one of a format that we do not write."""
    if data is not None:
        marked = edited(data, _marks(problems), name)
        if not marked.problems:
            made = grafted(marked.data, _sheet(name, problems, apart=False), name, first=True, show=True)
            if not made.problems:
                return Copy(made.data, apart=False)
    return Copy(_sheet(name, problems, apart=True), apart=True)


def _marks(problems: Iterable[Problem]) -> list[Change]:
    """Return each cell with a finding once, with the look of the worst one."""
    looks: dict[tuple[str, str], Look] = {}
    for one in ordered(problems):
        look = _LOOKS.get(severity_of(one))
        if look and one.where.sheet and one.where.cell:
            looks.setdefault((one.where.sheet, one.where.cell), look)
    return [Change(sheet, cell, look=look) for (sheet, cell), look in looks.items()]


def _sheet(name: str, problems: Sequence[Problem], *, apart: bool) -> bytes:
    """Return a workbook with the sheet of findings, whose links lead to the cells where those stand beside it."""
    rows = tuple(Row(_cells(at, one, apart=apart)) for at, one in enumerate(ordered(problems), 1))
    if apart:
        how = "Dit is een los overzicht: de bevindingen staan niet in een kopie van de werkmap zelf."
    else:
        how = "Cellen met een fout zijn rood gemarkeerd, die met een waarschuwing geel; verder is niets veranderd."
    sentences = (
        _same(f"{SHEET} bij {name}"),
        _same(f"Gevonden: {counted(problems)}. {how}"),
        _same("Verbeter de fouten in uw eigen werkmap, verhoog de versie en lever die opnieuw in."),
    )
    page = Page(SHEET, sentences, (View(_same("Wat er is gevonden"), _COLUMNS, rows),))
    return workbook((page,), f"{SHEET} bij {name}", "Gemaakt door planner; taal: nl-NL.")


def _cells(number: int, one: Problem, *, apart: bool) -> tuple[Value, ...]:
    sheet, cell = one.where.sheet, one.where.cell
    place: Value = " ".join(filter(None, (sheet, cell))) or "hele werkmap"
    if sheet and not apart:
        quoted = sheet.replace("'", "''")
        place = Link(str(place), f"internal:'{quoted}'!{cell or 'A1'}")
    return str(number), SEVERITIES[severity_of(one)], place, message(one, "nl"), remedy(one, "nl")


def _same(text: str) -> Words:
    """Return words for the workbook, which is in Dutch whatever the language of the screen."""
    return Words(text, text)
