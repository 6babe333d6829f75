"""Makes problems of what the inspector found: how bad by its effect, and what was justified shown as such; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath

from planner.excel.findings import Finding, What
from planner.places import Place
from planner.problems import Problem, Severity, Words, problem

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
LONGEST = 80


def known_as(workbook: str) -> str:
    """Return the path by which the register knows a workbook: in the workspace, and of others the name alone."""
    outside = PurePath(workbook).is_absolute() or ".." in PurePath(workbook).parts
    return PurePath(workbook).name if outside else workbook


@dataclass(frozen=True, slots=True)
class Justified:
    """An override that somebody justified: the cell as it then stood, why it is right, and who says so."""

    sheet: str
    cell: str
    code: str
    found: str
    reason: str
    name: str

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> "Justified":
        """Return what an entry of the register says."""
        return cls(*(facts.get(name, "") for name in ("sheet", "cell", "code", "found", "reason", "by")))

    def covers(self, one: Finding) -> bool:
        """Tell whether it is about this finding: other content of the cell has to be justified again."""
        return (self.sheet, self.cell, self.code, self.found) == (one.sheet, one.cell, one.what, one.found)


def problems(
    workbook: str,
    findings: Iterable[Finding],
    threshold: Decimal | None,
    justified: Sequence[Justified] = (),
    *,
    inputs: Mapping[str, frozenset[int]] | None = None,
    request: str = "",
) -> tuple[Problem, ...]:
    """Return the problem of each finding; from `threshold` euros on its effect makes it an error.

    `inputs` are sheets in which people type what they like, with the rows that reading found wrong: in a row that is
    right a number in the place of a formula is only noted.
    """
    right = inputs or {}
    found = []
    for one in findings:
        where = Place(workbook, one.sheet, one.cell)
        known = next((each for each in justified if each.covers(one)), None)
        if known:
            found.append(_with_effect(_justified(one, where, known), one))
            continue
        severity = _severity(one, threshold)
        if one.what is What.TYPED_OVER and one.sheet in right and one.top not in right[one.sheet]:
            severity = Severity.NOTE
        found.append(replace(_with_effect(_problem(one, where, request), one), severity=severity))
    return tuple(found)


def _severity(one: Finding, threshold: Decimal | None) -> Severity | None:
    if one.what not in BY_EFFECT or one.euros is None:
        return None
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


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _justified(one: Finding, where: Place, known: Justified) -> Problem:
    expected = one.expected or Words("iets anders", "something else")
    return problem(
        "justified", where, name=known.name, reason=known.reason, cells=one.cells, found=_short(one.found),
        expected=expected, by=_by(one), about=known.code,
    )  # fmt: skip


def _problem(one: Finding, where: Place, request: str) -> Problem:
    if one.what in {What.ADDED, What.REMOVED}:
        return problem(one.what, where, request=request, found=_short(one.found), rows=one.near, by=_by(one))
    if one.what in {What.HEADING, What.LIST, What.PROTECTION, What.SHEET}:
        return problem(one.what, where, request=request, found=one.found, expected=one.expected)
    expected: str | Words = one.expected or Words("de formule zonder dat getal", "the formula without it")
    near: str | Words = one.near or Words("de rest", "the rest")
    if one.what is What.ERROR:
        near = Words(f", en begint in {one.near}", f", and begins in {one.near}") if one.near else Words("", "")
    meant = (
        Words(f"kolom {one.column}", f"column {one.column}")
        if one.shift[1]
        else Words(f"rij {one.top - one.shift[0]}", f"row {one.top - one.shift[0]}")
    )
    facts = {"cells": one.cells, "cell": one.cell, "found": _short(one.found), "expected": expected, "near": near}
    if one.what is What.SHIFTED:
        facts["meant"] = meant
    return problem(one.what, where, **facts, by=_by(one))
