"""How one formula differs from another: in a constant, in the cells that it covers, by one row or column; pure."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from planner.excel.findings import What
from planner.excel.formula_tree import Node, Reference, Span
from planner.excel.formulas import Formula

MOST_COVERED = 20_000
Covered = tuple[str, int, int, int]
"""A cell that a formula adds up: sheet, row, column, and its sign."""


@dataclass(slots=True)
class Terms:
    """What a formula adds up: constants, references with their sign, and other parts by their sign."""

    constant: Decimal = Decimal(0)
    references: list[tuple[int, Reference]] = field(default_factory=list)
    others: Counter[tuple[int, Node]] = field(default_factory=Counter)
    sums: bool = False
    """Whether it adds up at all: a sum, or two terms or more."""

    @property
    def additive(self) -> bool:
        """Tell whether it is a total: a sum of cells and nothing else."""
        return self.sums and bool(self.references) and not self.others


def terms_of(formula: Formula) -> Terms:
    """Return what a formula adds up; rounding is looked through."""
    found = Terms()
    if formula.tree is not None:
        _gather(formula.tree, 1, found)
    found.sums = found.sums or len(found.references) + sum(found.others.values()) > 1
    return found


def _gather(node: Node, sign: int, found: Terms) -> None:
    if isinstance(node.value, Reference):
        found.references.append((sign, node.value))
    elif node.what == "num":
        found.constant += sign * Decimal(str(node.value))
    elif node.what in {"group", "+"}:
        for part in node.parts:
            _gather(part, sign, found)
    elif node.what == "neg":
        _gather(node.parts[0], -sign, found)
    elif node.what == "-":
        _gather(node.parts[0], sign, found)
        _gather(node.parts[1], -sign, found)
    elif node.what == "call" and node.value == "ROUND" and len(node.parts) == 2:
        _gather(node.parts[0], sign, found)
    elif node.what == "call" and (node.value == "SUM" or (node.value == "SUBTOTAL" and len(node.parts) > 1)):
        found.sums = True
        for part in node.parts[node.value == "SUBTOTAL" :]:
            _gather(part, sign, found)
    else:
        found.others[sign, node] += 1


def covered(terms: Terms, row: int, column: int) -> Counter[Covered] | None:
    """Return the cells that a formula in this cell adds up; None where there are too many."""
    cells: Counter[Covered] = Counter()
    for sign, reference in terms.references:
        span = reference.at(row, column)
        if (span.bottom - span.top + 1) * (span.right - span.left + 1) > MOST_COVERED:
            return None
        for down in range(span.top, span.bottom + 1):
            for right in range(span.left, span.right + 1):
                cells[span.sheet, down, right, sign] += 1
    return cells


def compared(own: Formula, usual: Formula, row: int, column: int) -> What | None:
    """Return how a formula differs from what is usual around it; None where the difference means nothing.

    Other factors (`*1/4` beside `*2/4`) are values that somebody chose, and no fault of the formula.
    """
    if own.external and not usual.external:
        return What.OTHER_FILE
    if own.tree is None or usual.tree is None:
        return What.DIFFERS
    same = own.tree.is_like(usual.tree)
    if _alike(own.tree, usual.tree) or (same and _spans(own, row, column) == _spans(usual, row, column)):
        return _constants(own, usual)
    mine, theirs = terms_of(own), terms_of(usual)
    if mine.others == theirs.others:
        if sorted(map(str, mine.references)) == sorted(map(str, theirs.references)):
            return What.CONSTANT if mine.constant != theirs.constant else None
        kind = _by_cells(mine, theirs, row, column)
        if kind:
            return kind
    return What.BESIDE if _moved(own, usual, row, column) else What.DIFFERS


def _constants(own: Formula, usual: Formula) -> What | None:
    """Tell whether two formulas that are the same but for their numbers add up another constant."""
    mine, theirs = terms_of(own), terms_of(usual)
    return What.CONSTANT if mine.others == theirs.others and mine.constant != theirs.constant else None


def _spans(formula: Formula, row: int, column: int) -> list[Span]:
    return [one.at(row, column) for one in formula.references]


def _by_cells(mine: Terms, theirs: Terms, row: int, column: int) -> What | None:
    """Tell from the cells that two sums cover whether one covers less or more than the other."""
    here, there = covered(mine, row, column), covered(theirs, row, column)
    if here is None or there is None or here == there:
        return None
    if here <= there:
        return What.SHORT
    if here >= there:
        return What.WIDE
    return None


def _alike(own: Node, usual: Node) -> bool:
    """Tell whether two formulas are the same but for their numbers."""
    if own.what == usual.what == "num":
        return True
    return (
        own.what == usual.what
        and own.value == usual.value
        and len(own.parts) == len(usual.parts)
        and all(_alike(one, other) for one, other in zip(own.parts, usual.parts, strict=True))
    )


def _moved(own: Formula, usual: Formula, row: int, column: int) -> bool:
    """Tell whether a formula refers one row or column beside what is usual, and is the same otherwise."""
    if own.tree is None or usual.tree is None or not own.tree.is_like(usual.tree):
        return False
    pairs = [
        (one.at(row, column), other.at(row, column))
        for one, other in zip(own.references, usual.references, strict=True)
    ]
    return all(_beside(one, other) for one, other in pairs)


def _beside(one: Span, other: Span) -> bool:
    moves = (
        abs(one.top - other.top),
        abs(one.bottom - other.bottom),
        abs(one.left - other.left),
        abs(one.right - other.right),
    )
    return one.sheet == other.sheet and max(moves) <= 1
