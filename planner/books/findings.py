"""The return copy for a sender: their workbook with its faulty cells marked and our findings in front; writes no file.

Their workbook changes in the marked sheets, the appended formats and what a new first sheet needs, in nothing else.
Where that cannot be (another format, a signature, a sheet of theirs by our name) the findings are a workbook of
their own.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.excel.book import Page, workbook
from planner.excel.editing.area import Area, Cell
from planner.excel.editing.styles import Look
from planner.excel.editor import Change, edited
from planner.excel.findings import What
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
_BLOCKS = frozenset({JUSTIFIED, *What})
"""The codes whose fact `cells` is what they are about."""
MOST_MARKED = 500
_NO_CELLS = frozenset({"edit-sheet-missing", "edit-sheet-without-cells"})
"""Why a sheet cannot be marked, while the rest of the workbook can."""
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
        marks = _marks(problems)
        marked = edited(data, marks, name)
        gone = {one.where.sheet for one in marked.problems if one.code in _NO_CELLS}
        if gone:
            marked = edited(data, [one for one in marks if one.sheet not in gone], name)
        if not marked.problems:
            ours = _sheet(name, problems, MARKS, lambda sheet: sheet not in gone)
            made = grafted(marked.data, ours, name, first=True, show=True)
            if not made.problems:
                return Copy(made.data, apart=False)
    how = "Dit is een los overzicht: de bevindingen staan niet in een kopie van de werkmap zelf."
    return Copy(_sheet(name, problems, how, lambda _: False), apart=True)


def _marks(problems: Iterable[Problem]) -> list[Change]:
    """Return each cell with a finding once, with the look of the worst one."""
    looks: dict[tuple[str, str], Look] = {}
    for one in ordered(problems):
        if look := _LOOKS.get(_kind(one)):
            for cell in _cells_of(one):
                looks.setdefault((one.where.sheet or "", cell), look)
    return [Change(sheet, cell, look=look) for (sheet, cell), look in looks.items()]


def _cells_of(one: Problem) -> list[str]:
    """Return the cells that a finding is about: of what was done to a block all of them, unless it is very large."""
    if not one.where.sheet or not one.where.cell:
        return []
    told = str(one.fact("cells") or "") if one.code in _BLOCKS else ""
    areas = [area for part in told.split(", ") if (area := Area.of(part))]
    if not areas or sum(area.rows * area.columns for area in areas) > MOST_MARKED:
        return [one.where.cell]
    return [
        str(Cell(row, column))
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]


def _sheet(name: str, problems: Sequence[Problem], how: str, leads: Callable[[str], bool]) -> bytes:
    """Return a workbook with the sheet of findings; `leads` tells of a sheet whether a link can lead to its cells."""
    rows = tuple(Row(_cells(at, one, leads)) for at, one in enumerate(ordered(problems), 1))
    sentences = (
        _same(f"{SHEET} bij {name}"),
        _same(f"Gevonden: {counted(problems)}. {how}"),
        _same("Verbeter de fouten in uw eigen werkmap, verhoog de versie en lever die opnieuw in."),
    )
    page = Page(SHEET, sentences, (View(_same("Wat er is gevonden"), _COLUMNS, rows),))
    return workbook((page,), f"{SHEET} bij {name}", "Gemaakt door planner; taal: nl-NL.")


def _cells(number: int, one: Problem, leads: Callable[[str], bool]) -> tuple[Value, ...]:
    sheet, cell = one.where.sheet, one.where.cell
    place: Value = " ".join(filter(None, (sheet, cell))) or "hele werkmap"
    if sheet and leads(sheet):
        quoted = sheet.replace("'", "''")
        place = Link(str(place), f"internal:'{quoted}'!{cell or 'A1'}")
    euros = one.fact("effect")
    effect = cents(euros) if isinstance(euros, Decimal) else None
    return str(number), _SEVERITIES[_kind(one)], place, message(one, "nl"), _remedy(one), effect


def _remedy(one: Problem) -> str:
    """Return what its sender can do, who has no planner and no register to record anything in."""
    told, can_justify, _ = remedy(one, "nl").partition(JUSTIFY)
    if can_justify:
        return f"{told}laat ons weten waarom het zo hoort."
    told, for_us, _ = told.partition("; `planner ")
    return f"{told}." if for_us else told


def _same(text: str) -> Words:
    """Return words for the workbook, which is in Dutch whatever the language of the screen."""
    return Words(text, text)
