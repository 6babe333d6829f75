"""Where a workbook of somebody else's asks for figures: named ranges and its sheet `planner`; knows no figures.

The sheet `planner` is a list that its owner keeps: `Blad`, `Cel of kolom` and `Wat`, and if wanted `Namen in` (the
column that holds the names of the rows) and `Eenheid`. A name of a range that begins with `planner_` says the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from planner.excel.cells import Cell, Opened, SheetCells
from planner.excel.editing.area import COLUMNS, ROWS, Area
from planner.excel.editing.area import Cell as Position
from planner.excel.editing.book import Book, Sheet, Table
from planner.excel.editing.package import Package
from planner.excel.matching import hint, letter, meant, normalised, number
from planner.places import Place
from planner.problems import Problem, problem

LIST = "planner"
PREFIXES = ("planner_", "planner.")
WHERE, SHEET, WHAT, NAMES, UNIT = "Cel of kolom", "Blad", "Wat", "Namen in", "Eenheid"
HEAD_ROWS = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell or range that asks for figures: what it asks for as typed, and where that is said.

    `names_in` is the number of the column that holds the names of the rows, None to look for it. `whole` marks a
    column without first and last row.
    """

    sheet: str
    area: Area
    asked: str
    told: Place
    names_in: int | None = None
    whole: bool = False


class Spots:
    """The places of one workbook, and what is wrong with how they are told."""

    def __init__(self, data: bytes, opened: Opened, workbook: str) -> None:
        """Raises Unclear or Unusual where the package is too odd to be written into."""
        self._book = Book(Package(data))
        self._opened = opened
        self._workbook = workbook
        self.problems: list[Problem] = []
        self.found: tuple[Spot, ...] = (*self._named(), *self._listed())
        if not self.found and not self.problems:
            self.problems.append(problem("fill-no-places", Place(workbook)))

    def _named(self) -> Iterator[Spot]:
        """Yield the named ranges; a name that is no range is a problem at its name."""
        for name in self._book.names:
            if not name.name.lower().startswith(PREFIXES):
                continue
            sheet_name, _, reference = name.formula.rpartition("!")
            sheet = self._book.sheet(sheet_name.strip("'").replace("''", "'"))
            area = Area.of(reference)
            if sheet is None or area is None or not area.on_sheet:
                where = Place(self._workbook, None, None)
                self.problems.append(problem("fill-where", where, found=f"{name.name} = {name.formula}"))
                continue
            told = Place(self._workbook, sheet.name, str(area.first))
            yield Spot(sheet.name, area, name.name[len(PREFIXES[0]) :], told, whole=area.rows == ROWS)

    def _listed(self) -> Iterator[Spot]:
        sheet = self._book.sheet(LIST)
        if sheet is None or not sheet.has_cells:
            return
        cells = self._opened.sheet(sheet.name)
        heads = self._headings(cells)
        if heads is None:
            return
        row_of_heads, columns = heads
        for row in sorted(row for row in cells.rows if row > row_of_heads):
            texts = {head: _text(cells.at(row, column)) for head, column in columns.items()}
            if texts.get(WHERE) or texts.get(WHAT):
                yield from self._row(texts, partial(self._told, cells, row, columns))

    def _told(self, cells: SheetCells, row: int, columns: dict[str, int], head: str) -> Place:
        return Place(self._workbook, cells.name, f"{letter(columns.get(head, columns[WHAT]))}{row}")

    def _headings(self, cells: SheetCells) -> tuple[int, dict[str, int]] | None:
        wanted = {normalised(head): head for head in (SHEET, WHERE, WHAT, NAMES, UNIT)}
        best: tuple[int, dict[str, int]] = (1, {})
        for row in takewhile(lambda row: row <= HEAD_ROWS, sorted(cells.rows)):
            found = {
                wanted[text]: column
                for column, cell in cells.rows[row].items()
                if (text := normalised(_text(cell))) in wanted
            }
            if len(found) > len(best[1]):
                best = row, found
        lacking = [head for head in (WHERE, WHAT) if head not in best[1]]
        where = Place(self._workbook, cells.name, f"A{best[0]}")
        self.problems += [problem("fill-columns", where, found=head) for head in lacking]
        return None if lacking else best

    def _row(self, texts: dict[str, str], told: Callable[[str], Place]) -> Iterator[Spot]:
        """Yield the place of a row of the list."""
        asked = " ".join(part for part in (texts.get(WHAT, ""), texts.get(UNIT, "")) if part)
        sheet_name, _, reference = texts.get(WHERE, "").rpartition("!")
        sheet_name = sheet_name.strip("'") or texts.get(SHEET, "")
        sheet = self._book.sheet(sheet_name) if sheet_name else self._only
        if sheet_name and (sheet is None or not sheet.has_cells):
            names = [one.name for one in self._book.sheets if one.has_cells]
            near = hint(meant(sheet_name, names))
            self.problems.append(problem("fill-sheet", told(SHEET), found=sheet_name, hint=near))
            return
        found = self._place(reference.strip(), sheet)
        if found is None:
            self.problems.append(problem("fill-where", told(WHERE), found=texts.get(WHERE, "")))
            return
        on, area, table = found
        names_in = _column_of(texts.get(NAMES, ""), table)
        if texts.get(NAMES) and names_in is None:
            self.problems.append(problem("fill-where", told(NAMES), found=texts[NAMES]))
            return
        yield Spot(on, area, asked, told(WHAT), names_in, whole=area.rows == ROWS)

    @property
    def _only(self) -> Sheet | None:
        """Return the sheet that is meant where none is named: the only one beside the list."""
        others = [one for one in self._book.sheets if one.has_cells and one.name.casefold() != LIST]
        return others[0] if len(others) == 1 else None

    def _place(self, reference: str, sheet: Sheet | None) -> tuple[str, Area, Table | None] | None:
        """Return the sheet and range of a cell, range, column, table column or name."""
        area = Area.of(reference) or (Area.of(f"{reference}:{reference}") if reference.isalpha() else None)
        if sheet and area and area.on_sheet and area.columns < COLUMNS:
            return sheet.name, area, None
        table_name, _, column = reference.removesuffix("]").partition("[")
        for table in self._book.tables:
            if table.name.casefold() == table_name.casefold() and (found := _body(table, column)):
                return table.sheet, found, table
        for name in self._book.names:
            if name.name.casefold() == reference.casefold():
                on, _, of_name = name.formula.rpartition("!")
                there, area = self._book.sheet(on.strip("'").replace("''", "'")), Area.of(of_name)
                if there and area and area.on_sheet:
                    return there.name, area, None
        return None


def _body(table: Table, column: str) -> Area | None:
    """Return the cells of a column of a table, between its headings and totals."""
    area = Area.of(table.area)
    names = [normalised(one) for one in table.columns]
    if area is None or normalised(column) not in names:
        return None
    at = area.left + names.index(normalised(column))
    return Area(area.top + table.headings, at, area.bottom - table.totals, at)


def _column_of(text: str, table: Table | None) -> int | None:
    """Return the number of the column that is named by its letters, or by its heading in the table."""
    if not text:
        return None
    area = Area.of(table.area) if table else None
    if table and area and normalised(text) in (names := [normalised(one) for one in table.columns]):
        return area.left + names.index(normalised(text))
    if text.isascii() and text.isalpha() and len(text) <= 3 and number(text.upper()) <= COLUMNS:
        return number(text.upper())
    return None


def label(cells: SheetCells, position: Position) -> str:
    """Return what a cell shows as a name, empty where it holds nothing."""
    return _text(cells.at(position.row, position.column))


def rows_of(cells: SheetCells, spot: Spot) -> Sequence[int]:
    """Return the rows of a place: those of its range, of a whole column those that hold anything."""
    if spot.whole:
        return sorted(cells.rows)
    return range(spot.area.top, spot.area.bottom + 1)


def _text(cell: Cell | None) -> str:
    """Return what a cell shows as a name: a text, or the digits of a whole number."""
    value = None if cell is None else cell.value
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value).strip()
