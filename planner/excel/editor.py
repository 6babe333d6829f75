"""Changes cells in somebody else's workbook: apart from those, and what must follow from them, every byte stays.

What follows: stored values of formulas that may depend on a change go, so that they are worked out again; the
workbook asks for that when it is opened; a format that is new is appended to the styles; the calculation chain goes
where a formula was replaced. All other parts are copied as they stand in the file. The result is read again and
compared before it is given back; on any doubt, and on any problem, the workbook comes back as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.excel import gate
from planner.excel.editing import verifying
from planner.excel.editing.area import Area, Cell
from planner.excel.editing.blocked import Blocks
from planner.excel.editing.book import CONTENT_TYPES, Book, Sheet, opened, relations_of
from planner.excel.editing.cells import SheetText
from planner.excel.editing.markup import Unclear
from planner.excel.editing.package import Draft, Package, Unusual, collector_at_rest
from planner.excel.editing.packing import calculated_on_load, remove_part
from planner.excel.editing.setting import Setter, Setting
from planner.excel.editing.stale import stale
from planner.excel.editing.stylepart import StylePart
from planner.excel.editing.styles import Look
from planner.excel.editing.uses import Follower
from planner.excel.editing.values import KEEP, LONGEST, Keep, Value, content
from planner.excel.editing.verifying import Doubt
from planner.excel.matching import hint, meant
from planner.places import Place
from planner.problems import Problem, problem

NOT_UNDERSTOOD = (Unclear, Unusual, KeyError, ValueError, IndexError, OverflowError)
"""What reading ends in where a workbook says something that cannot be: a word for a number, a format too many."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of a sheet and what becomes of it: a value (KEEP leaves it), and a look beside the format it has."""

    sheet: str
    cell: str
    value: Value = KEEP
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """The workbook with the changes; with problems it is the workbook as it was."""

    data: bytes
    problems: tuple[Problem, ...] = ()


def edited(
    data: bytes, changes: Sequence[Change], workbook: str = "", *, formulas: bool = False, locked: bool = False
) -> Edited:
    """Return a workbook (.xlsx or .xlsm) with these cells changed, or what stands in the way.

    `workbook` is its name for the problems. `formulas` lets values replace formulas, but never part of an array;
    `locked` changes locked cells of a protected sheet too, which is only for a copy that nobody gets.
    All changes are made or none. Raises ValueError for a value that no cell can hold: our own error.
    """
    for change in changes:
        content(change.value, "", from_1904=False)
    refused = gate.examine(data, workbook)
    if refused:
        return Edited(data, (refused,))
    try:
        with collector_at_rest():
            editing = _Editing(Book(Package(data)), workbook, formulas=formulas, locked=locked)
            editing.take(changes)
            return Edited(data, tuple(editing.problems)) if editing.problems else Edited(editing.made())
    except NOT_UNDERSTOOD as unclear:
        return Edited(data, (problem("edit-not-understood", Place(workbook), found=str(unclear)),))
    except Doubt as doubt:
        return Edited(data, (problem("edit-in-doubt", Place(workbook), found=str(doubt)),))


class _Editing:
    """The changes of one workbook, from what is asked to the bytes that prove to be right."""

    def __init__(self, book: Book, workbook: str, *, formulas: bool, locked: bool) -> None:
        self._book = book
        self._workbook = workbook
        self._formulas = formulas
        self._locked = locked
        self._texts: dict[str, SheetText] = {}
        self._asked: dict[str, dict[Cell, Change]] = {}
        self._sheets: dict[str, Sheet] = {}
        self._blocks: dict[str, Blocks] = {}
        self._styles = StylePart(book)
        self._replaces_formula = False
        self.problems: list[Problem] = []
        if book.is_signed:
            self.problems.append(problem("edit-signed", Place(workbook)))

    def take(self, changes: Sequence[Change]) -> None:
        """Take every change in, or tell what stands in its way."""
        for change in changes:
            found = self._taken(change)
            if found:
                self.problems.append(found)

    def _taken(self, change: Change) -> Problem | None:
        where = Place(self._workbook, change.sheet, change.cell)
        sheet, cell = self._book.sheet(change.sheet), Cell.at(change.cell)
        if sheet is None:
            names = (one.name for one in self._book.sheets)
            return problem("edit-sheet-missing", where, found=change.sheet, hint=hint(meant(change.sheet, names)))
        if not sheet.has_cells or not sheet.part:
            return problem("edit-sheet-without-cells", where, found=sheet.name)
        if cell is None:
            return problem("edit-no-cell", where, found=change.cell)
        return self._kept(change, sheet, cell, where)

    def _kept(self, change: Change, sheet: Sheet, cell: Cell, where: Place) -> Problem | None:
        known = self._asked.setdefault(sheet.part, {}).setdefault(cell, change)
        if known is not change:
            return problem("edit-twice", where, found=_told(known.value), other=_told(change.value))
        self._sheets[sheet.part] = sheet
        if isinstance(change.value, Keep):
            return None
        if isinstance(change.value, str) and len(change.value) > LONGEST:
            return problem("edit-text-too-long", where, found=len(change.value), limit=LONGEST)
        return self._blocked(sheet, cell, where)

    def _blocked(self, sheet: Sheet, cell: Cell, where: Place) -> Problem | None:
        text = self._text(sheet.part)
        if sheet.part not in self._blocks:
            self._blocks[sheet.part] = Blocks(self._book, sheet, text, self._styles.styles)
        blocks = self._blocks[sheet.part]
        style = Setter(text, {}, ()).style_at(cell)
        why = blocks.why(cell, style, formulas=self._formulas)
        if why and not (self._locked and why[0] == "edit-locked"):
            code, found = why
            return problem(code, where, found=found)
        self._replaces_formula |= blocks.holds_formula(cell)
        return None

    def made(self) -> bytes:
        """Return the workbook with the changes. Raises Doubt where it differs in anything else."""
        gone, draft = self._stale(), Draft(self._book.package)
        for part in {**self._asked, **dict.fromkeys(gone)}:
            draft.put(part, Setter(self._text(part), self._settings(part), gone.get(part, ())).data())
        self._follow(draft)
        data = draft.data()
        if data is not self._book.package.data:
            self._verify(Package(data), draft, gone)
        return data

    def _settings(self, part: str) -> dict[Cell, Setting]:
        text, found = self._text(part), {}
        setter = Setter(text, {}, ())
        for cell, change in self._asked.get(part, {}).items():
            look = change.look or (Look(date=True) if isinstance(change.value, date) else None)
            style = self._styles.styles.with_look(setter.style_at(cell), look) if look else None
            kept = isinstance(change.value, Keep)
            prefix, from_1904 = text.markup.prefix, self._book.counts_from_1904
            found[cell] = Setting(None if kept else content(change.value, prefix, from_1904=from_1904), style)
        return found

    def _values(self, part: str) -> dict[Cell, Value]:
        return {
            cell: change.value
            for cell, change in self._asked.get(part, {}).items()
            if not isinstance(change.value, Keep)
        }

    def _stale(self) -> dict[str, list[Area]]:
        """Return the ranges by part whose stored values may depend on the cells that get a value."""
        by_name = {sheet.name.casefold(): sheet for sheet in self._book.sheets if sheet.has_cells and sheet.part}
        changed = {self._sheets[part].name.casefold(): list(self._values(part)) for part in self._asked}
        if not any(changed.values()):
            return {}
        formulas = {name: self._text(sheet.part).formulas for name, sheet in by_name.items()}
        names = {sheet.index: sheet.name for sheet in self._book.sheets}
        found = stale(formulas, changed, Follower(names, self._book.names, self._book.tables))
        return {by_name[name].part: sorted(areas) for name, areas in found.items()}

    def _follow(self, draft: Draft) -> None:
        """Put the parts into the draft that must follow from the changes."""
        book = self._book
        self._styles.put(draft)
        chain = book.part_of("calcChain")
        if self._replaces_formula and chain:
            remove_part(draft, book, chain)
        sheets = (one.part for one in book.sheets if one.has_cells and one.part)
        if any(map(self._values, self._asked)) and any(self._text(part).formulas for part in sheets):
            draft.put(book.part, calculated_on_load(opened(draft, book.part)))

    def _verify(self, after: Package, draft: Draft, gone: Mapping[str, list[Area]]) -> None:
        before, from_1904 = self._book.package, self._book.counts_from_1904
        verifying.same_parts(before, after, draft)
        for part in draft.parts.keys() - {*draft.added}:
            old, new = before.read(part), after.read(part)
            if part in self._asked or part in gone:
                values = {cell: change.value for cell, change in self._asked.get(part, {}).items()}
                verifying.same_sheet(old, new, values, gone.get(part, ()), from_1904=from_1904)
            elif part == self._styles.part:
                verifying.only_appended(old, new, {"numFmts", "fills", "borders", "cellXfs"})
            elif part == self._book.part:
                verifying.same_without(old, new, {"calcPr"})
            elif part.lower() in {CONTENT_TYPES.lower(), relations_of(self._book.part).lower()}:
                verifying.same_without(old, new, {"Override", "Relationship"})
            else:
                raise Doubt(part)

    def _text(self, part: str) -> SheetText:
        if part not in self._texts:
            self._texts[part] = SheetText(opened(self._book.package, part))
        return self._texts[part]


def _told(value: Value) -> str:
    return "" if value is None or isinstance(value, Keep) else str(value)


__all__ = ["KEEP", "Change", "Edited", "Look", "edited"]
