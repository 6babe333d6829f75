"""Makes problems of what the inspector found: how bad by its effect, and what was justified shown as such; pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from planner.excel.findings import Finding, What
from planner.excel.matching import number
from planner.files import digest
from planner.money import euros
from planner.places import Origin, Place
from planner.problems import REGISTRY, Fact, Problem, Severity, Words, problem, severity_of
from planner.records import QUARTER_FIELDS, Line, Quote

BY_EFFECT = frozenset(
    {
        What.TYPED_OVER,
        What.MISSING,
        What.CONSTANT,
        What.SHORT,
        What.WIDE,
        What.BESIDE,
        What.OTHER_FILE,
        What.DIFFERS,
        What.CHANGED,
        What.SHIFTED,
        What.TEXT,
    }
)
"""The acts whose effect says how bad they are; the others are as bad as the registry says."""
_UNKNOWN = Words("Het effect is niet te bepalen.", "The effect cannot be worked out.")
_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?")
LONGEST = 80
_PRODUCT = ("quantity", "rate")
_FREED = {
    "amount-not-product": _PRODUCT,
    "total-not-product": _PRODUCT,
    "amount-not-share": (*_PRODUCT, "total_cost", "share"),
}
"""What an amount departs from by these errors, and what no longer speaks where it is justified."""


def known_as(workbook: str) -> str:
    """Return the path by which the register knows a workbook: in the workspace, and of others the name alone."""
    outside = PurePath(workbook).is_absolute() or ".." in PurePath(workbook).parts
    return PurePath(workbook).name if outside else workbook


@dataclass(frozen=True, slots=True)
class Justified:
    """An override that somebody justified: what stood there then, why it is right, who says so, and its entry."""

    sheet: str
    cells: str
    code: str
    content: str
    effect: str
    reason: str
    name: str
    entry: int

    @classmethod
    def of(cls, facts: Mapping[str, str], entry: int) -> "Justified":
        """Return what an entry of the register says, with its number."""
        told = {name: facts.get(name, "") for name in ("sheet", "cells", "code", "content", "effect", "reason")}
        return cls(**told, name=facts.get("by", ""), entry=entry)

    def covers(self, one: Finding) -> bool:
        """Tell whether it is about this finding: other content, or another effect, has to be justified again."""
        facts = facts_of(one)
        return all(getattr(self, name) == facts[name] for name in ("sheet", "cells", "code", "content", "effect"))


def facts_of(one: Finding) -> dict[str, str]:
    """Return what an entry holds of a finding; `content` is a digest of all that stands in its cells."""
    return {
        "sheet": one.sheet, "cell": one.cell, "cells": one.cells, "code": str(one.what), "found": one.found,
        "content": digest((one.content or one.found).encode()), "effect": "" if one.euros is None else str(one.euros),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Override:
    """Something that was done to a workbook: how bad it is, and what justifies it (None where nothing does).

    `whose` is who sent the workbook with the role, and the kind of workbook where nobody in particular did.
    """

    workbook: str
    whose: str
    finding: Finding
    severity: Severity
    justified: Justified | None = None

    @property
    def where(self) -> Place:
        """Return its first cell."""
        return Place(self.workbook, self.finding.sheet, self.finding.cell)

    @property
    def counts(self) -> bool:
        """Tell whether a reader of the comparison must know it: it is open and not only noted, or it is justified."""
        return self.justified is not None or self.severity is not Severity.NOTE


def judged(
    workbook: tuple[str, str],
    findings: Iterable[Finding],
    threshold: Decimal | None,
    justified: Sequence[Justified] = (),
    inputs: Mapping[str, frozenset[int]] | None = None,
) -> tuple[Override, ...]:
    """Return how bad each finding in a workbook (its path, and whose it is) is, with what justifies it.

    From `threshold` euros on its effect makes it an error. `justified` is oldest first, and the latest tells. `inputs`
    are sheets in which people type what they like, with the rows that reading found wrong: in a row that is right a
    number in the place of a formula is only noted, as is what the finding itself is not sure of.
    """
    right = inputs or {}
    found = []
    for one in findings:
        known = next((each for each in reversed(justified) if each.covers(one)), None)
        typed = one.what is What.TYPED_OVER and one.sheet in right and one.top not in right[one.sheet]
        severity = Severity.NOTE if known or typed or not one.sure else _severity(one, threshold)
        found.append(Override(*workbook, one, severity, known))
    return tuple(found)


def restored(quote: Quote, told: Sequence[Problem], right: Sequence[Finding]) -> tuple[Quote, tuple[Problem, ...]]:
    """Return a quote with the lines that were refused for an amount that is right, and the problems that stand.

    `told` are the problems of reading it, `right` the findings that somebody justified. Such a line counts with its
    amount as it stands, so that what would make another amount of it (quantity and rate, or the share) says nothing.
    Its quarters must add up to it: they are the advances.
    """
    lines, left = [], list(told)
    for line in quote.doubtful:
        wrong = [one for one in left if severity_of(one) is Severity.ERROR and _in_row(one.where, line.origin)]
        if not wrong or not all(one.code in _FREED and _holds(right, one.where) for one in wrong):
            continue
        left = [one for one in left if one not in wrong]
        if sum(line.quarters) != line.amount.expected:
            left.append(_quarters(line))
            continue
        freed: dict[str, Any] = {name: None for one in wrong for name in _FREED[one.code]}
        lines.append(replace(line, **freed))
    rows, ids = [line.origin for line in lines], {line.id for line in lines}
    found = replace(
        quote,
        lines=tuple(sorted((*quote.lines, *lines), key=lambda line: line.origin.row)) if lines else quote.lines,
        refused=tuple(one for one in quote.refused if not any(_in_row(one.where, row) for row in rows)),
        doubtful=tuple(line for line in quote.doubtful if line.id not in ids),
    )
    return found, tuple(left)


def _quarters(line: Line) -> Problem:
    """Return what is wrong with a line of which only the amount was justified: its quarters add up to another."""
    cells = ", ".join(line.origin.cell(name).cell or "" for name in QUARTER_FIELDS)
    total, amount = sum(line.quarters), line.amount.expected
    facts = {"found": euros(total), "expected": euros(amount), "difference": euros(total - amount)}
    return problem("quarters-do-not-add-up", line.origin.cell("amount"), cells=cells, **facts)


def _in_row(where: Place, origin: Origin) -> bool:
    return where.sheet == origin.table.sheet and where.cell is not None and _position(where.cell)[0] == origin.row


def _holds(right: Iterable[Finding], where: Place) -> bool:
    """Tell whether one of these findings is about a cell, and not about a block that belongs elsewhere."""
    row, column = _position(where.cell or "A1")
    return any(one.what is not What.SHIFTED and one.sheet == where.sheet and one.holds(row, column) for one in right)


def _position(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), number(letters)


def problems(found: Sequence[Override], request: str = "") -> tuple[Problem, ...]:
    """Return the problem of each; `request` is the one that the workbook answers."""
    told = (
        _justified(one.finding, one.where, one.justified)
        if one.justified
        else replace(_problem(one.finding, one.where, request), severity=one.severity)
        for one in found
    )
    return tuple(_with_effect(each, one.finding) for each, one in zip(told, found, strict=True))


def _severity(one: Finding, threshold: Decimal | None) -> Severity:
    if one.what not in BY_EFFECT or one.euros is None:
        return REGISTRY[one.what].severity
    if not one.euros:
        return Severity.NOTE
    large = threshold is not None and abs(one.euros) >= threshold
    return Severity.ERROR if large else Severity.WARNING


def _with_effect(found: Problem, one: Finding) -> Problem:
    """Return a problem with the facts `effect` (euros) and `difference` (in the unit of the sheet), where known."""
    if one.euros is None or one.effect is None:
        return found
    effect: tuple[tuple[str, Decimal | int], ...] = (("effect", one.euros),)
    if one.unit != 1:
        effect = (*effect, ("difference", one.effect), ("unit", one.unit))
    return replace(found, facts=(*found.facts, *effect))


def _by(one: Finding) -> Words:
    if one.euros is None:
        return _UNKNOWN
    nl, en = _amount(one.euros)
    return Words(f"Effect: € {nl}.", f"Effect: € {en}.")


def _amount(euros: Decimal) -> tuple[str, str]:
    english = f"{euros:,.2f}"
    return english.translate(str.maketrans(",.", ".,")), english


def shown(found: str) -> Words:
    """Return what stands in a cell as a reader of each language sees it."""
    short = found if len(found) <= LONGEST else f"{found[:LONGEST]}…"
    return Words(short.replace(".", ",") if _NUMBER.fullmatch(found) else short, short)


def _justified(one: Finding, where: Place, known: Justified) -> Problem:
    expected = one.expected or Words("iets anders", "something else")
    return problem(
        "justified", where, name=known.name, reason=known.reason, cells=one.cells, found=shown(one.found),
        expected=expected, by=_by(one), about=known.code, entry=known.entry,
    )  # fmt: skip


def _problem(one: Finding, where: Place, request: str) -> Problem:
    if one.what in {What.ADDED, What.REMOVED}:
        return problem(one.what, where, request=request, found=shown(one.found), rows=one.near, by=_by(one))
    if one.what in {What.HEADING, What.LIST, What.PROTECTION, What.SHEET}:
        return problem(one.what, where, request=request, found=one.found, expected=one.expected)
    expected: str | Words = one.expected or Words("de formule zonder dat getal", "the formula without it")
    near: str | Words = one.near or Words("de rest", "the rest")
    if one.near == one.cell:  # it stands there in the request, to be copied from there
        expected = shown(one.expected)
        near = Words(f"{one.cell} van {request or 'de uitvraag'}", f"{one.cell} of {request or 'the request'}")
    if one.what is What.ERROR:
        near = Words(f", en begint in {one.near}", f", and begins in {one.near}") if one.near else Words("", "")
    meant = (
        Words(f"kolom {one.column}", f"column {one.column}")
        if one.shift[1]
        else Words(f"rij {one.top - one.shift[0]}", f"row {one.top - one.shift[0]}")
    )
    facts: dict[str, Fact] = {"cells": one.cells, "cell": one.cell, "found": shown(one.found)}
    facts |= {"expected": expected, "near": near}
    if one.what is What.SHIFTED:
        facts["meant"] = meant
    return problem(one.what, where, **facts, by=_by(one))
