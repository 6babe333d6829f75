"""Tells of every row below the headings what it is: a line, a group heading, skipped by a rule, or unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.excel.cells import Cell
from planner.excel.foreign.placing import Placement, Source, like, shown
from planner.excel.matching import letter, normalised, number
from planner.records.mapping import Piece, Skip, SkipRule, Stands, Term

EMPTY = "(leeg)"
"""The text of a skip rule that means an empty cell."""


class What(StrEnum):
    """What a row of a foreign table is."""

    LINE = "line"
    GROUP = "group"
    HEADINGS = "headings"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Seen:
    """A row and what it is: by which rule it is skipped, and of which group it is."""

    number: int
    what: What
    cells: Mapping[int, Cell]
    first: int
    rule: SkipRule | None = None
    group: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A value that holds for the rows below it: as a cell of the field, with its own address."""

    cell: Cell
    address: str


class Walk:
    """Goes through the rows of a table once, and keeps what group headings and cells above say."""

    def __init__(self, placement: Placement, terms: tuple[Term, ...], rules: tuple[SkipRule, ...]) -> None:
        self._placement = placement
        self._terms = {(term.field, normalised(term.theirs)): term.ours for term in terms}
        self._named = {term.field for term in terms}
        self._rules = [(rule, self._column(rule.column)) for rule in rules]
        self._groups = [s for s in placement.sources if s.wanted.stands is Stands.GROUP]
        self._downs = [s for s in placement.sources if s.wanted.stands is Stands.DOWN]
        self._columns = [s for s in placement.sources if s.wanted.stands is Stands.COLUMN]
        self._group = 0
        self.held: dict[str, Held] = {}
        self.unknown: set[str] = set()
        """The fields that a group heading should have given and did not, with what it said told as a problem."""

    def rows(self, amounts: frozenset[int]) -> Iterator[Seen]:
        """Yield every row that holds anything; `amounts` are the columns with money."""
        for row, cells in self._placement.cells.rows.items():
            filled = {index for index, cell in cells.items() if cell.value != ""}
            if row <= self._placement.row or not filled:
                continue
            what, rule = self._what(row, cells, filled, amounts)
            if what in {What.LINE, What.UNKNOWN}:
                self._carry(row, cells)
            yield Seen(row, what, cells, min(filled), rule, self._group)

    def translated(self, source: Source, cell: Cell) -> Cell:
        """Return the cell of a field with our word for theirs."""
        return _piece(self._translate(source, cell), source.wanted.piece)

    def _column(self, name: str) -> int | None:
        """Return the column of a skip rule by heading or letters; None for any, -1 for one that is not there."""
        if not name:
            return None
        cells = self._placement.cells.rows.get(self._placement.row, {})
        by_heading = [index for index, cell in cells.items() if like(shown(cell), name)]
        if by_heading:
            return min(by_heading)
        return number(name.upper()) if name.isalpha() and len(name) <= 3 else -1

    def _what(
        self, row: int, cells: Mapping[int, Cell], filled: set[int], amounts: frozenset[int]
    ) -> tuple[What, SkipRule | None]:
        for rule, index in self._rules:
            if self._fits(rule, index, cells, filled):
                return What.SKIPPED, rule
        if self._repeats_headings(cells, filled):
            return What.HEADINGS, None
        mapped = {source.index for source in (*self._columns, *self._downs)}
        if not filled & amounts and self._groups:
            own = {source.index for source in self._groups}
            if filled & own and not (filled & mapped) - own:
                return (What.GROUP if self._enter(row, cells) else What.UNKNOWN), None
        return (What.LINE if filled & mapped else What.UNKNOWN), None

    @staticmethod
    def _fits(rule: SkipRule, index: int | None, cells: Mapping[int, Cell], filled: set[int]) -> bool:
        if index is None:
            return rule.text != EMPTY and any(like(shown(cells[one]), rule.text) for one in filled)
        if rule.text == EMPTY:
            return index not in filled
        return index in filled and like(shown(cells[index]), rule.text)

    def _repeats_headings(self, cells: Mapping[int, Cell], filled: set[int]) -> bool:
        headings = self._placement.cells.rows.get(self._placement.row, {})
        same = [index for index in filled if normalised(shown(cells[index])) == normalised(shown(headings.get(index)))]
        return len(same) >= 2 and len(same) == len(filled)

    def _enter(self, row: int, cells: Mapping[int, Cell]) -> bool:
        """Take a group heading: the first level that knows its text, and the levels below it begin anew."""
        for level, index, sources in self._levels():
            cell = cells.get(index)
            if cell is None or cell.value in {None, ""} or not self._knows(sources, cell):
                continue
            for later, _, below in self._levels():
                if later > level:
                    self._forget(below)
            for source in sources:
                self.held[source.key] = Held(self.translated(source, cell), f"{letter(index)}{row}")
                self.unknown.discard(source.key)
            self._group += 1
            return True
        for _, _, sources in self._levels():
            self._forget(sources)
            self.unknown |= {source.key for source in sources}
        self._group += 1
        return False

    def _levels(self) -> Iterator[tuple[int, int, list[Source]]]:
        """Yield the levels of group headings: fields of one column that take their pieces of one text together."""
        levels: list[list[Source]] = []
        for source in self._groups:
            if levels and self._together(levels[-1][-1], source):
                levels[-1].append(source)
            else:
                levels.append([source])
        yield from ((at, sources[0].index or 0, sources) for at, sources in enumerate(levels))

    def _together(self, first: Source, second: Source) -> bool:
        """Tell whether two fields come from one text: two pieces of it, or a code for it and the text itself."""
        pieces = first.wanted.piece is not Piece.WHOLE and second.wanted.piece is not Piece.WHOLE
        code = first.wanted.field in self._named and second.wanted.field not in self._named
        return first.index == second.index and (pieces or (code and first.wanted.piece is second.wanted.piece))

    def _knows(self, sources: list[Source], cell: Cell) -> bool:
        """Tell whether a text is a group heading of this level: any, unless the mapping lists its words.

        A code before a name that is not listed must look like one, so that a note below the lines is none.
        """
        listed = [source for source in sources if source.wanted.field in self._named]
        if not listed:
            first = next((source for source in sources if source.wanted.piece is Piece.FIRST), None)
            return first is None or any(map(str.isdigit, shown(_piece(cell, Piece.FIRST))))
        return any(self._term(source, cell) is not None for source in listed)

    def _forget(self, sources: list[Source]) -> None:
        for source in sources:
            self.held.pop(source.key, None)

    def _term(self, source: Source, cell: Cell) -> str | None:
        whole = self._terms.get((source.wanted.field, normalised(shown(cell))))
        if whole is not None or source.wanted.piece is Piece.WHOLE:
            return whole
        piece = _piece(cell, source.wanted.piece)
        return self._terms.get((source.wanted.field, normalised(shown(piece))))

    def _translate(self, source: Source, cell: Cell) -> Cell:
        ours = self._term(source, cell)
        return cell._replace(value=ours) if ours and not cell.error else cell

    def _carry(self, row: int, cells: Mapping[int, Cell]) -> None:
        for source in self._downs:
            cell = cells.get(source.index or 0)
            if cell is not None and cell.value != "":
                self.held[source.key] = Held(self.translated(source, cell), f"{letter(source.index or 0)}{row}")


def is_note(rule: SkipRule) -> bool:
    """Tell whether a rule skips rows that should hold no amounts."""
    return rule.skip is Skip.NOTE


def _piece(cell: Cell, piece: Piece) -> Cell:
    if piece is Piece.WHOLE or not isinstance(cell.value, str):
        return cell
    first, _, rest = cell.value.strip().partition(" ")
    return cell._replace(value=first if piece is Piece.FIRST else rest.strip(" :–-"))
