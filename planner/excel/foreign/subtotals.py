"""Holds every subtotal that is skipped against the lines that it covers, to the cent or the rounding of thousands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, takewhile

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


@dataclass(frozen=True, slots=True)
class _Span:
    """Lines that a subtotal may cover, and how far it is from their sum."""

    rows: tuple[Seen, ...]
    distance: Decimal


class Subtotals:
    """The subtotals of one table whose amounts stand in euros (unit 1) or thousands of euros."""

    def __init__(self, cells: SheetCells, path: str, unit: int, rules: Sequence[SkipRule]) -> None:
        self._cells = cells
        self._path = path
        self._unit = unit
        self._levels = {rule: level for level, rule in enumerate(rules)}
        self._door = door(Money())
        self._decimals: dict[int, int] = {}

    def problems(self, rows: Sequence[Seen], amounts: Sequence[int]) -> Iterator[Problem]:
        """Yield what is wrong with the subtotals of these rows, in each column with money."""
        for at, row in enumerate(rows):
            if not _is_total(row):
                continue
            filled = [index for index in amounts if index in row.cells and row.cells[index].value != ""]
            if not filled:
                continue
            covered = self._covered(rows, at, filled)
            for index in filled:
                where = Place(self._path, self._cells.name, f"{letter(index)}{row.number}")
                yield from self._compared(row.cells[index], where, index, covered)

    def comes_out(self, rows: Sequence[Seen], at: int, amounts: Sequence[int]) -> bool:
        """Tell whether a row is the total of two or more rows above it, in every column with money that it fills."""
        filled = [index for index in amounts if index in rows[at].cells and self._number(rows[at].cells[index])]
        spans = self._spans(rows, at, filled, upwards=True) if filled else ()
        return any(len(span.rows) > 1 and not span.distance for span in spans)

    def _covered(self, rows: Sequence[Seen], at: int, filled: Sequence[int]) -> Sequence[Seen]:
        """Return the lines that a subtotal covers; rules below each other in the mapping are levels, lowest first."""
        row, rule = rows[at], rows[at].rule
        if rule is None:
            after = rows[at + 1 :]
            end = next((n for n, one in enumerate(after) if one.what is What.GROUP and one.level <= row.level), None)
            return _lines(after[:end])
        if rule.covers is Covers.FITTING:
            return self._fitting(rows, at, filled)
        if rule.covers is Covers.BELOW or (rule.covers is Covers.EVERYTHING and not _lines(rows[:at])):
            return _lines(takewhile(lambda one: not self._ends(one, rule), rows[at + 1 :]))
        above = rows[:at][::-1]
        if rule.covers is Covers.GROUP:
            above = tuple(takewhile(lambda one: one.group == row.group, above))
        elif rule.covers is Covers.PREVIOUS:
            above = tuple(takewhile(lambda one: not self._ends(one, rule), above))
        return _lines(above)[::-1]

    def _ends(self, one: Seen, rule: SkipRule) -> bool:
        """Tell whether a row ends what a subtotal covers: one of its own kind or of a higher level."""
        ends = one.rule is not None and one.rule.skip is not Skip.NOTE
        return ends and one.rule is not None and self._rank(one.rule) >= self._rank(rule)

    def _rank(self, rule: SkipRule) -> tuple[bool, int]:
        return rule.skip is Skip.TOTAL, self._levels[rule]

    def _fitting(self, rows: Sequence[Seen], at: int, filled: Sequence[int]) -> Sequence[Seen]:
        """Return the lines up to a heading or total with which a subtotal comes out; where none does, the nearest."""
        best: _Span | None = None
        for upwards in (True, False):
            for span in self._spans(rows, at, filled, upwards=upwards):
                if best is None or span.distance < best.distance:
                    best = span
                if not span.distance:
                    return span.rows
        return best.rows if best else ()

    def _spans(self, rows: Sequence[Seen], at: int, filled: Sequence[int], *, upwards: bool) -> "Iterator[_Span]":
        """Yield the lines beside a row up to every heading or total, the nearest first."""
        sums, counts = dict.fromkeys(filled, Decimal(0)), dict.fromkeys(filled, 0)
        span: list[Seen] = []
        told = 0
        beside = range(at - 1, -1, -1) if upwards else range(at + 1, len(rows))
        for one in chain((rows[n] for n in beside), (None,)):
            if one is not None and one.what in _COUNTED:
                span.append(one)
                for index in filled:
                    if index in one.cells:
                        sums[index] += self._number(one.cells[index]) or Decimal(0)
                        counts[index] += 1
            elif (one is None or one.what is What.GROUP or _is_total(one)) and len(span) > told:
                told = len(span)
                yield _Span(tuple(span), self._distance(rows[at], sums, counts))

    def _distance(self, row: Seen, sums: Mapping[int, Decimal], counts: Mapping[int, int]) -> Decimal:
        """Return how far a total is from sums, zero where it comes out as shown."""
        far = Decimal(0)
        for index, total in sums.items():
            found = self._number(row.cells[index]) or Decimal(0)
            if abs(found - total) > self._slack(row.cells[index], index, found, counts[index]):
                far += abs(found - total)
        return far

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
        if difference <= self._slack(cell, index, found, len(parts)):
            yield problem("subtotal-rounded", where, **facts)
        else:
            yield problem("subtotal-differs", where, **facts)

    def _slack(self, cell: Cell, index: int, found: Decimal, count: int) -> Decimal:
        """Return how far a total may be from so many parts, each of them rounded where they are in thousands.

        A column with any finer amount in it was not rounded: only its look was.
        """
        step = self._step(cell, index)
        rounded = self._unit > 1 and step >= COARSE and self._most_decimals(index) <= -step.adjusted()
        return max(step * (count + 1) / 2 if rounded else Decimal(0), self._own_slack(cell, index, found))

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
        if index not in self._decimals:
            self._decimals[index] = self._decimals_of(index)
        return self._decimals[index]

    def _decimals_of(self, index: int) -> int:
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


_COUNTED = frozenset({What.LINE, What.UNKNOWN})


def _lines(rows: Iterable[Seen]) -> list[Seen]:
    return [one for one in rows if one.what in _COUNTED]


def _is_total(row: Seen) -> bool:
    """Tell whether a row is a total by a rule, or a group heading that may have its total beside it."""
    return row.what is What.GROUP or (row.rule is not None and row.rule.skip is not Skip.NOTE)
