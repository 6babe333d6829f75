"""Reads single rows of a table by the columns that were found; knows neither where a table begins nor where it ends."""

from collections.abc import Iterable, Mapping
from typing import Any

from planner.excel.cells import Cell
from planner.excel.found import ABSENT, NOT_APPLICABLE, REFUSED, TOLD_ONCE, Finding
from planner.excel.headings import Found, Headings
from planner.excel.kinds import absent_in
from planner.excel.results import Row
from planner.excel.units import listed
from planner.excel.vocabulary import MoneyCell, Sheet
from planner.places import Origin, Place, Table
from planner.problems import Problem, problem


class RowReader:
    """Reads single rows by the columns that were found; keeps what the rows of one table have in common."""

    def __init__(self, sheet: Sheet, headings: Headings, table: Table) -> None:
        self._sheet = sheet
        # Unpacked once, not for every cell: this loop is where reading spends its time.
        self._plan = [(f.index, f.column.field, f.year, f.door, f) for f in headings.columns]
        self._required = [found for found in headings.columns if found.column.required and found.year is None]
        self._needed = {found.key for found in self._required}
        self._keys: dict[tuple[Any, ...], int] = {}
        self._table = table
        self._told: dict[tuple[str, str], list[int]] = {}
        self.problems: list[Problem] = headings.problems

    def row(
        self,
        number: int,
        cells: Mapping[int, Cell],
        other: tuple[tuple[str, str], ...] = (),
        spoilt: Iterable[str] = (),
    ) -> Row:
        """Read one row; `other` holds the cells of fields elsewhere, `spoilt` fields whose problem was told already."""
        values: dict[str, Any] = {}
        bad: set[str] = set(spoilt)
        absent: dict[str, Finding] = {}
        refused: dict[str, Finding] = {}
        problems: list[Problem] = []
        origin = Origin(self._table, number, other)
        for index, name, year, opened, found in self._plan:
            cell = cells.get(index)
            if cell is None or cell.value == "":
                continue
            value = opened(cell)
            if type(value) is Finding:
                value = self._found(value, found, origin, problems)
                if type(value) is Finding:
                    (absent if value.value is ABSENT else refused)[found.key] = value
                    continue
            if year is None:
                values[name] = value
            else:
                values[name] = (*values.get(name, ()), (year, value))
        bad.update(refused)
        if not self._needed <= values.keys():
            problems = self._with_empty(origin, values, bad, absent, problems)
        if self._sheet.key:
            self._check_key(origin, values, bad, problems)
        for key in [key for key in absent if key not in bad]:
            self._told.setdefault((NOT_APPLICABLE, key), []).append(number)
        self.problems += problems
        return Row(origin, values, frozenset(bad))

    def close(self) -> None:
        """Add what is told once for all cells of a column; the rows have all been read."""
        headings = {found.key: self._heading(found) for *_, found in self._plan}
        for (code, key), rows in self._told.items():
            where, cells = listed(self._table, key, rows)
            self.problems.append(problem(code, where, heading=headings[key], cells=cells))

    def _found(self, finding: Finding, found: Found, origin: Origin, problems: list[Problem]) -> Any:
        """Return what a doubtful cell holds, or the finding itself where it holds nothing that can be read."""
        if finding.value is ABSENT:
            finding = absent_in(finding, found.column)
        if finding.value is ABSENT:
            return finding
        if finding.code in TOLD_ONCE:
            self._told.setdefault((finding.code, found.key), []).append(origin.row)
        else:
            where = origin.cell(found.key)
            problems.append(problem(finding.code, where, heading=self._heading(found), **dict(finding.facts)))
        return finding if finding.value is REFUSED else finding.value

    @staticmethod
    def _heading(found: Found) -> str:
        heading = found.column.heading
        return heading if found.year is None else heading.replace("{year}", str(found.year))

    def _with_empty(
        self,
        origin: Origin,
        values: dict[str, Any],
        bad: set[str],
        absent: dict[str, Finding],
        problems: list[Problem],
    ) -> list[Problem]:
        """Return the problems of a row with its empty cells; a largely empty row has one problem only."""
        empty = [found for found in self._required if found.key not in values and found.key not in bad]
        excused = {found.key for found in empty if _is_open(found.column.unless_open, values, bad)}
        empty = [found for found in empty if found.key not in excused]
        needed = len(self._required) - len(excused)
        bad.update(found.key for found in empty)
        if empty and 2 * (needed - len(empty)) < needed:
            first = empty[0]
            where = origin.cell(first.key)
            return [problem("row-incomplete", where, heading=first.column.heading, count=len(empty))]
        return problems + [self._empty(origin.cell(found.key), found, absent.get(found.key)) for found in empty]

    @staticmethod
    def _empty(where: Place, found: Found, said: Finding | None) -> Problem:
        heading = found.column.heading
        if said is None:
            return problem("cell-empty", where, heading=heading)
        return problem("wrong-kind", where, heading=heading, **dict(said.facts))

    def _check_key(self, origin: Origin, values: dict[str, Any], bad: set[str], problems: list[Problem]) -> None:
        """Refuse a second row with the same key; texts are compared without case, as Excel does."""
        parts = [values.get(name) for name in self._sheet.key]
        if None in parts:
            return
        key = tuple(part.casefold() if isinstance(part, str) else part for part in parts)
        first = self._keys.setdefault(key, origin.row)
        if first != origin.row:
            name = self._sheet.key[0]
            heading = ", ".join(self._sheet.column(field).heading for field in self._sheet.key)
            found = ", ".join(str(part) for part in parts)
            where, known = (Origin(self._table, row).cell(name) for row in (origin.row, first))
            problems.append(problem("duplicate-key", where, found=found, first=known.cell or "", heading=heading))
            bad.add(name)


def _is_open(name: str, values: dict[str, Any], bad: set[str]) -> bool:
    """Tell whether an amount is pm, a range or unreadable, so that what hangs on it may be empty."""
    amount = values.get(name)
    return name in bad or (isinstance(amount, MoneyCell) and not amount.certain)
