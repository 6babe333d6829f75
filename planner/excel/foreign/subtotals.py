"""Holds every subtotal that is skipped against the lines that it covers, to the cent or the rounding of thousands."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.excel.cells import Cell, SheetCells
from planner.excel.foreign.rows import Seen, What
from planner.excel.formats import shown_decimals
from planner.excel.found import Finding
from planner.excel.kinds import door
from planner.excel.matching import letter, ranges
from planner.excel.vocabulary import Money, MoneyCell
from planner.money import cents, euros, exact
from planner.places import Place
from planner.problems import Fact, Problem, problem
from planner.records.mapping import Covers, Skip, SkipRule

HALF_CENT = Decimal("0.005")
COARSE = Decimal("0.01")
"""Amounts in thousands that are kept finer than this were not rounded for show: no rounding explains a difference."""


class Subtotals:
    """The subtotals of one table whose amounts stand in euros (unit 1) or thousands of euros."""

    def __init__(self, cells: SheetCells, path: str, unit: int, rules: Sequence[SkipRule]) -> None:
        self._cells = cells
        self._path = path
        self._unit = unit
        self._levels = {rule: level for level, rule in enumerate(rules)}
        self._door = door(Money())

    def problems(self, rows: Sequence[Seen], amounts: Sequence[int]) -> Iterator[Problem]:
        """Yield what is wrong with the subtotals of these rows, in each column with money."""
        for at, row in enumerate(rows):
            if row.rule is None or row.rule.skip not in {Skip.SUBTOTAL, Skip.TOTAL}:
                continue
            covered = self._covered(rows[:at], row, row.rule)
            for index in amounts:
                cell = row.cells.get(index)
                if cell is not None and cell.value != "":
                    yield from self._compared(cell, Place(self._path, self._cells.name, f"{letter(index)}{row.number}"),
                                              index, covered)  # fmt: skip

    def _covered(self, above: Sequence[Seen], row: Seen, rule: SkipRule) -> list[Seen]:
        """Return the lines that a subtotal covers; rules below each other in the mapping are levels, lowest first."""
        covered: list[Seen] = []
        for one in reversed(above):
            if rule.covers is Covers.GROUP and one.group != row.group:
                break
            ends = one.rule is not None and one.rule.skip is not Skip.NOTE
            if rule.covers is Covers.PREVIOUS and ends and one.rule is not None:
                if self._levels[one.rule] >= self._levels[rule]:
                    break
            elif one.what in {What.LINE, What.UNKNOWN}:
                covered.append(one)
        return covered[::-1]

    def _compared(self, cell: Cell, where: Place, index: int, covered: Sequence[Seen]) -> Iterator[Problem]:
        found = self._number(cell)
        numbers = [self._number(one.cells[index]) for one in covered if index in one.cells]
        parts = [number for number in numbers if number is not None]
        if found is None or len(parts) < len(numbers):
            if found is None:
                yield problem("subtotal-unreadable", where)
            return
        total = sum(parts, Decimal(0))
        difference = abs(found - total)
        if difference <= self._own_slack(cell, index, found):
            return
        rows = [one.number for one in covered]
        facts: dict[str, Fact] = {
            "found": euros(cents(found * self._unit)),
            "expected": euros(cents(total * self._unit)),
            "difference": euros(cents((found - total) * self._unit)),
            "cells": ranges(letter(index), rows) if rows else "-",
        }
        step = self._step(cell, index)
        if self._unit > 1 and step >= COARSE and difference <= step * (len(parts) + 1) / 2:
            yield problem("subtotal-rounded", where, **facts)
        else:
            yield problem("subtotal-differs", where, **facts)

    def _own_slack(self, cell: Cell, index: int, found: Decimal) -> Decimal:
        """Return half a cent (and the noise of 15 digits), or half of what the last decimal in thousands is worth."""
        noise = Decimal(1).scaleb(found.adjusted() - 13) if found else Decimal(0)
        slack = HALF_CENT - Decimal("1e-9") if self._unit == 1 else self._step(cell, index) / 2
        return max(noise, slack)

    def _step(self, cell: Cell, index: int) -> Decimal:
        decimals = shown_decimals(cell.number_format)
        if decimals is None:
            decimals = self._most_decimals(index)
        return Decimal(1).scaleb(-decimals)

    def _most_decimals(self, index: int) -> int:
        found = [0]
        for cells in self._cells.rows.values():
            value = cells[index].value if index in cells else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.append(-int(exact(value).normalize().as_tuple().exponent))
        return max(found)

    def _number(self, cell: Cell) -> Decimal | None:
        """Return the number of a cell; pm is none (zero), a range its middle, None where it cannot be read."""
        if cell.value == "":
            return Decimal(0)
        value = self._door(cell)
        if isinstance(value, Finding):
            value = value.value
        if not isinstance(value, MoneyCell):
            return None
        return (value.low + value.high) / 2
