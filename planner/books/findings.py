"""The return copy for a sender: their workbook with its faulty cells marked and our findings in front; writes no file.

Their workbook changes in the marked sheets, the appended formats and what a new first sheet needs, in nothing else.
Where that cannot be (another format, a signature, a sheet of theirs by our name) the findings are a workbook of
their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.excel.book import Page, workbook
from planner.excel.editing.styles import Look
from planner.excel.editor import Change, edited
from planner.excel.grafting import grafted
from planner.money import cents
from planner.problems import Problem, Severity, Words, message, remedy, severity_of
from planner.problems.inspection import JUSTIFY
from planner.tables import Column, Kind, Link, Row, Value, View
from planner.views.letter import MARKS

SHEET = "Bevindingen"
JUSTIFIED = "justified"
"""The code of what was justified: to its sender no bare note, for it is about a cell of theirs."""
_SEVERITIES: dict[Severity | str, str] = {
    Severity.ERROR: "fout",
    Severity.WARNING: "waarschuwing",
    JUSTIFIED: "verantwoord",
    Severity.NOTE: "mededeling",
}
"""What findings are called, the worst first."""
_ORDER = list(_SEVERITIES)
_LOOKS: dict[Severity | str, Look] = {
    Severity.ERROR: Look("FFC7CE", "C00000"),
    Severity.WARNING: Look("FFEB9C", "BF8F00", "mediumDashed"),
    JUSTIFIED: Look("DDEBF7", "2F5597", "double"),
}
_COLUMNS = (
    Column(Words("Nr.", "No."), width=6),
    Column(Words("Ernst", "Severity"), width=14),
    Column(Words("Cel", "Cell"), width=18),
    Column(Words("Gevonden", "Found"), width=60),
    Column(Words("Wat te doen", "What to do"), width=60),
    Column(Words("Effect in euro", "Effect in euro"), Kind.MONEY, width=16),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes back to a sender; `apart` where it is no copy of their workbook but a workbook of findings only."""

    data: bytes
    apart: bool


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems as they are numbered: the worst first, else in the order of finding."""
    return tuple(sorted(problems, key=lambda one: _ORDER.index(_kind(one))))


def _kind(one: Problem) -> Severity | str:
    return JUSTIFIED if one.code == JUSTIFIED else severity_of(one)


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
        look = _LOOKS.get(_kind(one))
        if look and one.where.sheet and one.where.cell:
            looks.setdefault((one.where.sheet, one.where.cell), look)
    return [Change(sheet, cell, look=look) for (sheet, cell), look in looks.items()]


def _sheet(name: str, problems: Sequence[Problem], *, apart: bool) -> bytes:
    """Return a workbook with the sheet of findings, whose links lead to the cells where those stand beside it."""
    rows = tuple(Row(_cells(at, one, apart=apart)) for at, one in enumerate(ordered(problems), 1))
    how = "Dit is een los overzicht: de bevindingen staan niet in een kopie van de werkmap zelf." if apart else MARKS
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
    euros = one.fact("effect")
    effect = cents(euros) if isinstance(euros, Decimal) else None
    return str(number), _SEVERITIES[_kind(one)], place, message(one, "nl"), _remedy(one), effect


def _remedy(one: Problem) -> str:
    """Return what its sender can do, who has no register to record anything in."""
    told, can_justify, _ = remedy(one, "nl").partition(JUSTIFY)
    return f"{told}laat ons weten waarom het zo hoort." if can_justify else told


def _same(text: str) -> Words:
    """Return words for the workbook, which is in Dutch whatever the language of the screen."""
    return Words(text, text)
