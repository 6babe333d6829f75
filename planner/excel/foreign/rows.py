"""Tells of every row below the headings what it is: a line, a group heading, skipped by a rule, or unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from planner.dutch import Ambiguous, is_pm, read_number, read_range
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
    TOTAL = "total"
    BELOW = "below"
    ABOVE = "above"
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
    level: int = 0
    """Of a group heading: how deep it is, from 0."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value that holds for the rows below it: as a cell of the field, with its own address.

    One in a cell that is merged downwards holds until its last row.
    """

    cell: Cell
    address: str
    until: int | None = None


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
        self._mapped = {s.index for s in (*self._columns, *self._downs) if s.index}
        self._merged = {(m.top, m.left): m.bottom for m in placement.cells.merges if m.bottom > m.top}
        self._nearest = max((row for row in placement.cells.rows if row < placement.row), default=0)
        self._group = self._level = 0
        self.held: dict[str, Held] = {}
        self.unknown: set[str] = set()
        """The fields that a group heading should have given and did not, with what it said told as a problem."""

    def rows(self, amounts: frozenset[int]) -> Iterator[Seen]:
        """Yield every row that holds anything; `amounts` are the columns with money.

        Above the headings only what looks like a total or a line is a row; whatever else stands there is a title.
        """
        rows = self._placement.cells.rows
        last = max((row for row, cells in rows.items() if any(is_amount(cells.get(at)) for at in amounts)), default=0)
        for row, cells in rows.items():
            filled = {index for index, cell in cells.items() if cell.value != ""}
            if not filled:
                continue
            if row <= self._placement.row:
                if row < self._placement.row:
                    yield from self._above(row, cells, filled, amounts)
                continue
            what, rule = self._what(row, cells, filled, amounts)
            if row > last and what in {What.LINE, What.UNKNOWN} and self._is_text(cells, filled):
                what = What.BELOW
            if what in {What.LINE, What.UNKNOWN}:
                self._carry(row, cells)
            yield Seen(row, what, cells, min(filled), rule, self._group, self._level)

    def _above(self, row: int, cells: Mapping[int, Cell], filled: set[int], amounts: frozenset[int]) -> Iterator[Seen]:
        """Yield a row above the headings if it is a total by a rule, or fills its columns as a line does."""
        if row == self._nearest and not filled & amounts and self._may_be_group(filled, amounts):
            # The headings stand under the first group heading, and again under the next.
            if self._enter(row, cells):
                yield Seen(row, What.GROUP, cells, min(filled), None, self._group, self._level)
            return
        said = {index for index in filled if is_amount(cells[index]) and not _is_year(cells[index])}
        rule = next((one for one, index in self._rules if self._fits(one, index, cells, filled)), None)
        texts = len(filled & self._mapped - said)
        if rule is not None and rule.skip is not Skip.NOTE and said & amounts:
            yield Seen(row, What.SKIPPED, cells, min(filled), rule)
        elif said and 2 * len(filled & self._mapped) >= len(self._mapped):
            yield Seen(row, What.UNKNOWN, cells, min(filled))
        elif said := {at for at in said if (at in amounts or texts > 1) and not _is_small(cells[at])}:
            yield Seen(row, What.ABOVE, cells, min(said))

    def _is_text(self, cells: Mapping[int, Cell], filled: set[int]) -> bool:
        """Tell whether a row below all amounts says no amount anywhere, and too little for a line without one."""
        little = len(filled) == 1 or 2 * len(filled & self._mapped) < len(self._mapped)
        return little and not any(is_amount(cells[index]) for index in filled)

    def translated(self, source: Source, cell: Cell) -> Cell:
        """Return the cell of a field with our word for theirs."""
        return _piece(self._translate(source, cell), source.wanted.piece)

    def _column(self, name: str) -> int | None:
        """Return the column of a skip rule by heading or letters; None for any, -1 for one that is not there."""
        if not name:
            return None
        by_heading = [
            index for index, called in self._placement.names.items() if any(like(one, name) for one in called)
        ]
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
        if self._may_be_group(filled, amounts):
            if self._enter(row, cells):
                return What.GROUP, None
            if not filled & amounts:
                self._leave()
                return What.UNKNOWN, None
        return (What.LINE if filled & self._mapped else What.UNKNOWN), None

    def _may_be_group(self, filled: set[int], amounts: frozenset[int]) -> bool:
        """Tell whether a row can be a group heading, which may have its total beside it.

        One in a column of its own has a name beside it at most; one in a column of the lines has nothing.
        """
        own = {source.index for source in self._groups}
        if not filled & own:
            return False
        rest = self._mapped - own - amounts
        shared = filled & own & {source.index for source in (*self._columns, *self._downs)}
        return not filled & rest if shared else 2 * len(filled & rest) < len(rest) or not filled & (rest | amounts)

    @staticmethod
    def _fits(rule: SkipRule, index: int | None, cells: Mapping[int, Cell], filled: set[int]) -> bool:
        if index is None:
            return rule.text != EMPTY and any(like(shown(cells[one]), rule.text) for one in filled)
        if rule.text == EMPTY:
            return index not in filled
        return index in filled and like(shown(cells[index]), rule.text)

    def _repeats_headings(self, cells: Mapping[int, Cell], filled: set[int]) -> bool:
        top = self._placement.cells.rows
        for row in (self._placement.row, self._placement.row - 1):
            headings = top.get(row, {})
            same = [
                i for i in filled if i in headings and normalised(shown(cells[i])) == normalised(shown(headings[i]))
            ]
            if len(same) >= 2 and len(same) == len(filled):
                return True
        return False

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
            self._level = level
            return True
        return False

    def _leave(self) -> None:
        """Forget all group headings at a text that is none, so that the lines below it have no product."""
        for _, _, sources in self._levels():
            self._forget(sources)
            self.unknown |= {source.key for source in sources}
        self._group += 1

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
            index = source.index or 0
            cell, held = cells.get(index), self.held.get(source.key)
            if cell is not None and cell.value != "":
                until = self._merged.get((row, index))
                self.held[source.key] = Held(self.translated(source, cell), f"{letter(index)}{row}", until)
            elif held is not None and held.until is not None and held.until < row:
                del self.held[source.key]


def is_amount(cell: Cell | None) -> bool:
    """Tell whether a cell says an amount other than zero, as a number or as a text, or that it is not known yet."""
    value = cell.value if cell is not None else None
    if isinstance(value, str):
        read = read_number(value)
        return is_pm(value) or isinstance(read, Ambiguous) or bool(read) or read_range(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def _is_year(cell: Cell) -> bool:
    number = _number(cell)
    return number is not None and 1990 <= number <= 2199


def _is_small(cell: Cell) -> bool:
    """Tell whether a number is that of a version, a page or a quarter rather than an amount."""
    number = _number(cell)
    return number is not None and abs(number) < 100 and number == int(number)


def _number(cell: Cell) -> Decimal | None:
    value = read_number(cell.value) if isinstance(cell.value, str) else cell.value
    return Decimal(value) if isinstance(value, Decimal | int | float) else None


def is_note(rule: SkipRule) -> bool:
    """Tell whether a rule skips rows that should hold no amounts."""
    return rule.skip is Skip.NOTE


_MARKS = ":;,.–-"
"""What may stand between a code and its name."""


def _piece(cell: Cell, piece: Piece) -> Cell:
    if piece is Piece.WHOLE or not isinstance(cell.value, str):
        return cell
    first, _, rest = cell.value.strip().partition(" ")
    return cell._replace(value=first.rstrip(_MARKS) if piece is Piece.FIRST else rest.strip(" :–-"))
