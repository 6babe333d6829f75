"""What stands in the cells of cost lines as somebody typed it, under which headings, and what else there is."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from planner.excel import cells
from planner.excel.editor import Change, edited
from planner.excel.found import typed as as_typed
from planner.excel.matching import letter, normalised
from planner.excel.typed import typed_at
from planner.places import Place, Table
from planner.problems import Problem, Words
from planner.records import Line
from planner.sheets.quote import COSTS
from planner.stages.differences import Typed

NOTHING: Mapping[str, str] = {}
FIELDS = tuple(column.field for column in COSTS.columns if not column.by_year)


Renamed = Mapping[str, str]
"""How columns are called otherwise, by the heading that they must have."""


def with_headings(data: bytes, problems: Iterable[Problem]) -> tuple[bytes, Renamed]:
    """Return a workbook with the headings that are missing put above the columns that look like them, and which.

    What somebody did to the lines can then be seen, although as it is the workbook cannot be used.
    """
    missing = [one for one in problems if one.code == "heading-missing" and one.where.sheet == COSTS.name]
    alike = [one for one in missing if isinstance(found := one.fact("hint"), Words) and found.nl]
    wanted = {one.where: str(one.fact("expected")) for one in alike}
    if not missing or len(wanted) < len(missing):
        return data, {}
    with cells.opened(data) as book:
        was = typed_at(book, wanted)
    changes = [Change(place.sheet or "", place.cell or "", heading) for place, heading in wanted.items()]
    made = edited(data, changes, locked=True)
    return (data, {}) if made.problems else (made.data, {heading: was[at][0] for at, heading in wanted.items()})


def columns(table: Table, renamed: Renamed = NOTHING) -> dict[str, tuple[str, Place]]:
    """Return the declared columns of a table of cost lines with their headings, as they are called."""
    headings = {column.field: column.heading for column in COSTS.columns}
    found = {}
    for key, _ in table.columns:
        name, _, year = key.partition(":")
        if name in headings:
            heading = headings[name].replace("{year}", year)
            found[key] = (renamed.get(heading, heading), table.heading(key))
    return found


def places(line: Line, more: Iterable[str] = ()) -> Iterator[Place]:
    """Yield the cells of a line; `more` are columns beside those of a quote."""
    for name in (*FIELDS, *(f"outlook:{year}" for year, _ in line.outlook), *more):
        yield line.origin.cell(name)


def typed(book: cells.Opened, wanted: Iterable[Place], name: str) -> Mapping[Place, Typed]:
    """Return what stands in cells of this workbook; a mapping may have given a value from its own."""
    here = dict.fromkeys(place for place in wanted if place.workbook == name)
    return {place: Typed(*found) for place, found in typed_at(book, here).items()}


def unread(book: cells.Opened, table: Table, known: Collection[str]) -> tuple[str, ...]:
    """Return the sheets that are not known, and the headings in a table of lines that are not declared."""
    declared = {column for _, column in table.columns}
    row = book.sheet(table.sheet).rows.get(table.heading_row, {})
    headings = [as_typed(cell).strip() for index, cell in sorted(row.items()) if letter(index) not in declared]
    return (
        *(name for name in book.names if normalised(name) not in known),
        *(f"{table.sheet}: {heading}" for heading in headings),
    )
