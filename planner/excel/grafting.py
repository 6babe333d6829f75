"""Puts whole sheets of ours into somebody else's workbook, and puts them there again without leaving a trace.

Theirs stays as it is but for what a new sheet needs: its place in the order (and the numbers that count sheets from
the first), its content type and relation, and formats appended to their styles. A hidden name on the sheet says that it
is ours, so that the next time it is replaced; formats that are there by then are used again.
"""

from collections.abc import Sequence

from planner.excel import gate
from planner.excel.editing import verifying
from planner.excel.editing.book import CONTENT_TYPES, Book, Name, Sheet, relations_of
from planner.excel.editing.package import Draft, Package, collector_at_rest
from planner.excel.editing.packing import add_part
from planner.excel.editing.stylepart import StylePart
from planner.excel.editing.tabs import Tabs, free_number, free_part
from planner.excel.editing.taking import Ours, unselected
from planner.excel.editing.verifying import Doubt
from planner.excel.editor import NOT_UNDERSTOOD, Edited
from planner.places import Place
from planner.problems import Problem, problem

MARK = "_planner"
"""The hidden name that stands on a sheet of ours."""
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def grafted(data: bytes, ours: bytes, workbook: str = "", *, first: bool = True, show: bool = False) -> Edited:
    """Return a workbook with the sheets of ours (a workbook by XlsxWriter) as its first or last, or why not.

    A sheet of ours that stands there already is replaced in its place. `show` opens the workbook at our first sheet.
    Raises NotPortable for a sheet of ours with a picture or a chart.
    """
    refused = gate.examine(data, workbook)
    if refused:
        return Edited(data, (refused,))
    try:
        with collector_at_rest():
            grafting = _Grafting(Book(Package(data)), ours)
            problems = tuple(grafting.refused(Place(workbook)))
            return Edited(data, problems) if problems else Edited(grafting.made(first=first, show=show))
    except NOT_UNDERSTOOD as unclear:
        return Edited(data, (problem("edit-not-understood", Place(workbook), found=str(unclear)),))
    except Doubt as doubt:
        return Edited(data, (problem("edit-in-doubt", Place(workbook), found=str(doubt)),))


def is_ours(book: Book, sheet: Sheet) -> bool:
    """Tell whether a sheet was put there by us."""
    return any(name.name == MARK and name.sheet == sheet.index for name in book.names)


class _Grafting:
    """The sheets of ours on their way into one workbook."""

    def __init__(self, book: Book, ours: bytes) -> None:
        self._book = book
        self._draft = Draft(book.package)
        self._styles = StylePart(book)
        self._ours = Ours(ours, self._styles.styles)
        self._names = {sheet.name.casefold() for sheet in self._ours.book.sheets}

    def refused(self, where: Place) -> list[Problem]:
        """Return what stands in the way."""
        book, found = self._book, []
        if book.is_signed:
            found.append(problem("edit-signed", where))
        if book.structure_is_locked:
            found.append(problem("graft-structure-locked", where))
        if any(one.kind in {"revisionHeaders", "usernames"} for one in book.related):
            found.append(problem("graft-shared-workbook", where))
        taken = [one for one in book.sheets if one.name.casefold() in self._names and not is_ours(book, one)]
        found += [problem("graft-name-taken", Place(where.workbook, one.name), found=one.name) for one in taken]
        return found

    def made(self, *, first: bool, show: bool) -> bytes:
        """Return the workbook with our sheets. Raises Doubt where anything else would differ."""
        sheets = self._ours.book.sheets
        for sheet in reversed(sheets) if first else sheets:
            self._put(sheet, first=first, shown=show and sheet is sheets[0])
        if show:
            now = Book(_package(self._draft))
            Tabs(self._draft, now).show(next(one.index for one in now.sheets if one.name == sheets[0].name))
            for one in self._book.sheets:
                if one.has_cells and one.name.casefold() not in self._names:
                    self._draft.put(one.part, unselected(self._book.package, one))
        self._styles.put(self._draft)
        data = self._draft.data()
        if data is not self._book.package.data:
            self._verify(Package(data))
        return data

    def _put(self, sheet: Sheet, *, first: bool, shown: bool) -> None:
        now = Book(_package(self._draft))
        tabs, there = Tabs(self._draft, now), now.sheet(sheet.name)
        part = there.part if there else free_part(self._draft, now)
        index = there.index if there else 0 if first else len(now.sheets)
        if not there:
            relation = add_part(self._draft, now, part, TYPE, "worksheet")
            tabs.add(sheet.name, free_number(now.sheets), relation, first=first)
        self._draft.put(part, self._ours.part(sheet, shown=shown))
        quoted = sheet.name.replace("'", "''")
        own = [Name(MARK, index, f"'{quoted}'!$A$1", hidden=True)]
        tabs.names(index, [*(one for one in self._ours.book.names if one.sheet == sheet.index), *own])
        relations, where = self._ours.relations(sheet), relations_of(part)
        if relations:
            self._draft.put(self._draft.find(where) or where, relations)
        elif self._draft.find(where):
            self._draft.remove(self._draft.find(where) or where)

    def _verify(self, after: Package) -> None:
        before, draft = self._book.package, self._draft
        verifying.same_parts(before, after, draft)
        own = [one for one in Book(after).sheets if one.name.casefold() in self._names]
        mine = {name for one in own for name in (one.part, relations_of(one.part))}
        known = {CONTENT_TYPES.lower(), relations_of(self._book.part).lower()}
        for part in draft.parts.keys() - {*draft.added} - mine:
            old, new = before.read(part), after.read(part)
            if part == self._book.part:
                verifying.same_without(old, new, {"sheets", "definedNames", "bookViews"})
            elif part == self._styles.part:
                verifying.only_appended(old, new, {"numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"})
            elif part.lower() in known:
                verifying.same_without(old, new, {"Override", "Relationship"})
            else:
                verifying.same_but_attributes(old, new, {"tabSelected"})
        if self._listed(self._book) != self._listed(Book(after)):
            raise Doubt("the other sheets or their names")

    def _listed(self, book: Book) -> tuple[Sequence[object], ...]:
        """Return their sheets, names and relations, names by the sheet that they belong to."""
        sheets = [one for one in book.sheets if one.name.casefold() not in self._names]
        by_place = {one.index: one.name for one in sheets}
        names = [
            (one.name, None if one.sheet is None else by_place[one.sheet], one.formula, one.hidden)
            for one in book.names
            if one.sheet is None or one.sheet in by_place
        ]
        own = {one.relation for one in book.sheets if one.name.casefold() in self._names}
        related = [one for one in book.related if one.id not in own and one.kind != "styles"]
        return [(one.name, one.number, one.relation, one.part) for one in sheets], names, related


def _package(draft: Draft) -> Package:
    return Package(draft.data())
