"""Reads the lines of somebody else's table through a mapping, each with the cells that it comes from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.dutch import Ambiguous, read_number
from planner.excel.cells import Cell
from planner.excel.foreign import aside
from planner.excel.foreign.parts import Parts
from planner.excel.foreign.placing import BY_YEAR, Placement, Source
from planner.excel.foreign.rows import Seen, Walk, What, is_amount, is_note
from planner.excel.foreign.subtotals import Subtotals
from planner.excel.found import typed
from planner.excel.grid import TOTALS
from planner.excel.headings import Found, Headings
from planner.excel.kinds import door
from planner.excel.matching import letter, normalised, ranges
from planner.excel.results import Row, TableRead
from planner.excel.rows import RowReader
from planner.excel.vocabulary import CellKind, Choice, Code, Column, Money, Sheet, Text, YesNo
from planner.places import Place, Table
from planner.problems import Problem, problem
from planner.records.mapping import Mapping, Stands

OUTLOOK = "outlook"


@dataclass(frozen=True, slots=True)
class Identity:
    """How a row without an identity of its own gets one: the field, and those that it is made of."""

    field: str
    made_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one row of a foreign table: its first cell and what that shows, and the rule that skipped it."""

    row: int
    what: What
    cell: str
    shown: str
    rule: str = ""
    refused: bool = False

    @property
    def skipped(self) -> bool:
        """Tell whether the mapping says that no line is to be read from the row."""
        return not self.refused and self.what in {What.GROUP, What.HEADINGS, What.SKIPPED, What.BELOW, What.ABOVE}


class Reader:
    """One reading of one foreign table; `unit` is that of its amounts."""

    def __init__(self, sheet: Sheet, mapping: Mapping, placement: Placement, table: Table, unit: int) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._placement = placement
        self._unit = unit
        self._columns = {column.field: column for column in sheet.columns}
        self._sources: dict[str, Source] = {}
        self._headings = Headings(placement.row)
        self._table = table
        self._made: dict[str, int] = {}
        self._twins: list[int] = []
        self._parts = Parts(sheet)
        self._subtotals = Subtotals(placement.cells, table.workbook, unit, mapping.skips)

    def read(self, identity: Identity) -> tuple[TableRead, tuple[Told, ...], list[Problem]]:
        """Return every row: taken, refused, or skipped by a rule, and what is wrong with any of them."""
        self._find()
        reader = RowReader(self._sheet, self._headings, self._table)
        walk = Walk(self._placement, self._mapping.terms, self._mapping.skips)
        money = self._money()
        taken: list[Row] = []
        refused: list[Row] = []
        told: list[Seen] = []
        for one in walk.rows(money):
            told.append(one)
            if one.what is What.UNKNOWN:
                refused.append(self._unknown(one, reader))
            elif one.what is What.LINE and self._is_total(told, money):
                told[-1] = replace(one, what=What.TOTAL)
                refused.append(self._unknown(one, reader, "mapping-total-as-line"))
            elif one.what is What.LINE:
                row = self._line(one, walk, reader, identity)
                (refused if row.bad else taken).append(row)
            elif one.rule is not None and is_note(one.rule):
                self._no_amounts(one, money, reader, refused)
        reader.close()
        problems = reader.problems
        problems += self._subtotals.problems(told, sorted(money))
        problems += self._notes(identity, taken, refused)
        problems += aside.told(self._placement, self._table, told)
        read = TableRead(
            self._sheet, self._table, tuple(taken), tuple(refused), None, self._headings.missing,
            cells=self._placement.cells,
        )  # fmt: skip
        wrong = {row.origin.row for row in refused}
        return read, tuple(_told(one, one.number in wrong) for one in told), problems

    def _money(self) -> frozenset[int]:
        """Return the columns with money."""
        kinds = {key: self._columns[key.partition(":")[0]].kind for key in self._sources}
        sources = self._sources.items()
        return frozenset(s.index for key, s in sources if s.index and in_row(s) and isinstance(kinds[key], Money))

    def _find(self) -> None:
        """Make the columns that rows are read by, and tell which headings of the mapping are not there.

        The reader knows each by its number in the mapping: fields may share a column, or stand in none.
        """
        for source in self._placement.sources:
            column = self._columns.get(source.key.partition(":")[0])
            if column is None:
                continue
            if source.key in self._sources:
                self._tell_twice(source, self._sources[source.key], column)
                continue
            self._sources[source.key] = source
            number = len(self._sources)
            self._headings.columns.append(Found(number, column, source.key, source.year, door(column.kind)))
        wanted = {one.field for one in self._mapping.wanted} & {self._parts.whole, BY_YEAR}
        self._parts.settle({key: number for number, key in enumerate(self._sources, 1)}, wanted=bool(wanted))
        if self._parts.makes_whole:
            column = self._columns[self._parts.whole]
            self._headings.columns.append(Found(0, column, column.field, None, door(column.kind)))
        self._tell_missing()

    def _tell_missing(self) -> None:
        for wanted in self._placement.missing:
            where = Place(self._table.workbook, self._table.sheet, f"A{self._placement.row}")
            name = wanted.headings[0] if wanted.headings else wanted.letters
            self._headings.problems.append(problem("mapping-heading-missing", where, expected=name))
        there = {key.partition(":")[0] for key in self._sources}
        quarters = {*self._parts.fields}
        optional = quarters if not there & quarters else {self._parts.whole} if self._parts.makes_whole else set()
        needed = {c.field for c in self._sheet.columns if c.required and c.field not in optional}
        missing = needed - there - set(self._sheet.key)
        for name in (column.field for column in self._sheet.columns if column.field in missing):
            heading = self._columns[name].heading
            where = self._mapping.origin.table.file
            self._headings.problems.append(problem("mapping-field-missing", where, heading=heading))
        self._headings.missing = frozenset(missing)

    def _tell_twice(self, source: Source, first: Source, column: Column) -> None:
        row = self._placement.row
        where = Place(self._table.workbook, self._table.sheet, f"{letter(source.index or 1)}{row}")
        heading = column.heading.replace("{year}", str(source.year))
        known = f"{letter(first.index or 1)}{row}"
        self._headings.problems.append(problem("mapping-column-twice", where, heading=heading, first=known))

    def _line(self, told: Seen, walk: Walk, reader: RowReader, identity: Identity) -> Row:
        cells: dict[int, Cell] = {}
        other: list[tuple[str, str]] = []
        for number, (key, source) in enumerate(self._sources.items(), 1):
            if in_row(source):
                cell = told.cells.get(source.index or 0)
                if cell is not None:
                    cells[number] = walk.translated(source, cell)
            elif source.wanted.stands is Stands.FIXED:
                cells[number] = _fixed(source, self._columns[key], told)
                place = source.wanted.origin.cell("fixed")
                other.append((key, f"[{place.workbook}]{place.sheet}!{place.cell}"))
            elif key in walk.held:
                cells[number] = walk.held[key].cell
                other.append((key, walk.held[key].address))
            elif source.index:
                other.append((key, f"{letter(source.index)}{told.number}"))
        self._parts.fill(cells, told.number)
        if self._parts.makes_whole and (whole := self._parts.sum(cells)) is not None:
            cells[0] = whole
            first = self._sources[self._parts.fields[0]].index
            other.append((self._parts.whole, f"{letter(first or 1)}{told.number}"))
        row = reader.row(told.number, cells, tuple(other), walk.unknown & self._sources.keys())
        return row if identity.field in self._sources else self._named(row, identity)

    def _named(self, row: Row, identity: Identity) -> Row:
        """Give a row an identity made of what seldom changes; rows that say the same are numbered."""
        parts = [normalised(str(row.values.get(name, ""))) for name in identity.made_of]
        first = str(row.values.get(identity.made_of[0], "")) or "?"
        name = f"{first}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:8]}"
        self._made[name] = times = self._made.get(name, 0) + 1
        if times > 1:
            self._twins.append(row.origin.row)
            name = f"{name}-{times}"
        return replace(row, values={**row.values, identity.field: name})

    def _unknown(self, told: Seen, reader: RowReader, code: str = "mapping-row-unknown") -> Row:
        """Refuse a row that is neither a line nor anything that the mapping knows: it stays open."""
        where = Place(self._table.workbook, self._table.sheet, f"{letter(told.first)}{told.number}")
        code = "mapping-row-above" if told.number < self._placement.row else code
        reader.problems.append(problem(code, where, found=typed(told.cells[told.first])))
        return self._refused(told, where.cell or "")

    def _is_total(self, told: Sequence[Seen], money: frozenset[int]) -> bool:
        """Tell whether a row that no rule skips is a total all the same: it says so, and it comes out."""
        texts = (cell.value for cell in told[-1].cells.values() if isinstance(cell.value, str))
        return any(map(TOTALS.search, texts)) and self._subtotals.comes_out(told, len(told) - 1, sorted(money))

    def _refused(self, told: Seen, address: str) -> Row:
        first = self._table.columns[0][0] if self._table.columns else self._sheet.columns[0].field
        bare = RowReader(self._sheet, Headings(told.number), self._table).row(told.number, {}, ((first, address),))
        return replace(bare, bad=frozenset({first}))

    def _no_amounts(self, told: Seen, money: frozenset[int], reader: RowReader, refused: list[Row]) -> None:
        """A note that holds an amount is no note: its row stays open."""
        for index in sorted(money & told.cells.keys()):
            if told.rule is not None and is_amount(told.cells[index]):
                address = f"{letter(index)}{told.number}"
                where = Place(self._table.workbook, self._table.sheet, address)
                found = typed(told.cells[index])
                reader.problems.append(problem("mapping-note-with-amount", where, found=found, rule=told.rule.text))
                refused.append(self._refused(told, address))
                return

    def _notes(self, identity: Identity, taken: Sequence[Row], refused: Sequence[Row]) -> list[Problem]:
        """Tell what was made that the workbook does not say: identities and quarters."""
        notes = []
        where = Place(self._table.workbook, self._table.sheet, f"A{self._placement.row}")
        there = {key.partition(":")[0] for key in self._sources}
        if identity.field not in there and (taken or refused):
            names = ", ".join(self._columns[name].heading for name in identity.made_of)
            notes.append(problem("mapping-identity-made", where, heading=self._columns[identity.field].heading,
                                 found=names))  # fmt: skip
            if self._twins:
                cells = ranges("A", self._twins)
                first = Place(where.workbook, where.sheet, f"A{min(self._twins)}")
                notes.append(problem("mapping-identity-twins", first, cells=cells))
        notes += self._parts.notes(where, lines=bool(taken))
        return notes


def table_of(placement: Placement, path: str, digest: str) -> Table:
    """Return the sheet as origins know it: the letters of every field that stands in the row of its line."""
    columns: dict[str, str] = {}
    for source in placement.sources:
        if in_row(source) and source.index:
            columns.setdefault(source.key, letter(source.index))
    return Table(path, digest, placement.cells.name, tuple(columns.items()), placement.row)


def _told(one: Seen, refused: bool) -> Told:
    rule = one.rule.text if one.rule else ""
    return Told(one.number, one.what, f"{letter(one.first)}{one.number}", typed(one.cells[one.first]), rule, refused)


def in_row(source: Source) -> bool:
    """Tell whether a field stands in the row of its line."""
    return source.wanted.stands is Stands.COLUMN


def _fixed(source: Source, column: Column, told: Seen) -> Cell:
    any_cell = next(iter(told.cells.values()))
    return any_cell._replace(value=_as_cell(column.kind, source.wanted.fixed), formula=None, error=False)


def _as_cell(kind: CellKind, text: str) -> str | float | int:
    """Return a fixed value as a cell would hold it: a number where the column holds numbers."""
    if isinstance(kind, Text | Code | Choice | YesNo):
        return text
    read = read_number(text)
    if read is None or isinstance(read, Ambiguous) or (isinstance(kind, Money) and text.casefold() == "pm"):
        return text
    return int(read) if read == int(read) else float(read)
