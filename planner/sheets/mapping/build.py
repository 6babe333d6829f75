"""Turns a mapping as read into a record; one with a fault serves no file."""

from planner.excel.results import Read, Row
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Unread
from planner.records.mapping import Covers, Mapping, Piece, Skip, SkipRule, Stands, Term, Wanted
from planner.sheets.mapping.declaration import CELLS, COLUMNS, SKIPS, TERMS


def records(read: Read) -> tuple[Mapping | Unread, list[Problem]]:
    """Return the mapping; one with a faulty row serves no file, since nobody knows what it would leave out."""
    problems: list[Problem] = []
    first = read.first
    tables = list(read.tables.values())
    for table in tables:
        if table.below:
            problems.append(problem("mapping-not-used", table.below))
    wanted = [_wanted(row) for row in read.tables[COLUMNS].rows]
    for one, row in zip(wanted, read.tables[COLUMNS].rows, strict=True):
        if one.stands is Stands.FIXED and not one.fixed:
            problems.append(problem("mapping-without-place", row.origin.cell("fixed"), heading="Vaste waarde"))
        elif one.stands is not Stands.FIXED and not one.headings and not one.letters:
            problems.append(problem("mapping-without-place", row.origin.cell("heading"), heading="Kop of Kolom"))
    spoilt = problems or first.bad or not first.found or any(t.refused or not t.complete for t in tables)
    if spoilt:
        return Unread(Place(read.path)), problems
    given = {name: value for name, value in first.values.items() if name not in _OWN}
    mapping = Mapping(
        name=first.text("name") or read.path,
        sheet=first.text("sheet"),
        heading_row=first.whole("heading_row"),
        file=first.text("file"),
        head=tuple(given.items()),
        cells=tuple((row.get("field"), row.text("sheet"), row.text("cell")) for row in read.tables[CELLS].rows),
        wanted=tuple(wanted),
        terms=tuple(Term(row.get("field"), row.text("theirs"), row.text("ours")) for row in read.tables[TERMS].rows),
        skips=tuple(_skip(row) for row in read.tables[SKIPS].rows),
        origin=first.origin,
    )
    return mapping, problems


_OWN = frozenset({"name", "sheet", "heading_row", "file"})


def _wanted(row: Row) -> Wanted:
    headings = [row.text("heading"), *row.text("synonyms").split(";")]
    return Wanted(
        field=row.get("field"),
        stands=row.get("stands"),
        headings=tuple(heading.strip() for heading in headings if heading.strip()),
        letters=row.text("letters").upper(),
        piece=row.get("piece") or Piece.WHOLE,
        fixed=row.text("fixed"),
        origin=row.origin,
    )


def _skip(row: Row) -> SkipRule:
    default = Covers.EVERYTHING if row.get("skip") is Skip.TOTAL else Covers.PREVIOUS
    return SkipRule(row.get("skip"), row.text("column"), row.text("text"), row.get("covers") or default, row.origin)
