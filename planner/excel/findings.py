"""What an inspection of a workbook finds, as plain values: where, what stands there, what was expected, by how much.

Knows no budgets and makes no problems: how bad a finding is, is for who knows the threshold.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from planner.excel.formula_tree import address
from planner.excel.matching import letter


class What(StrEnum):
    """The acts that leave a trace in a workbook."""

    TYPED_OVER = "formula-typed-over"
    MISSING = "formula-missing"
    CONSTANT = "formula-with-constant"
    SHORT = "formula-stops-short"
    WIDE = "formula-counts-more"
    BESIDE = "formula-off-by-one"
    OTHER_FILE = "formula-other-file"
    DIFFERS = "formula-differs"
    CHANGED = "formula-changed"
    SHIFTED = "block-shifted"
    TEXT = "number-in-text"
    ERROR = "error-in-formula"
    CHECK = "check-fails"
    ADDED = "request-rows-added"
    REMOVED = "request-rows-removed"
    HEADING = "request-heading-changed"
    LIST = "request-list-changed"
    PROTECTION = "request-protection-changed"
    SHEET = "request-sheet-missing"


def without_noise(effect: Decimal) -> Decimal:
    """Return an effect, zero where it is no more than the noise of numbers that a computer keeps in two's powers."""
    return effect if abs(effect) >= _NOISE else Decimal(0)


_NOISE = Decimal("0.0000001")


@dataclass(frozen=True, slots=True)
class Finding:
    """One act, in one rectangle of one sheet.

    `effect` is what stands there less what was expected, in the unit of the sheet; None where that cannot be worked
    out. `unit` is how many euros one is. `near` names the cells that the expectation rests on.
    """

    what: What
    sheet: str
    top: int
    left: int
    found: str
    expected: str = ""
    effect: Decimal | None = None
    near: str = ""
    bottom: int = 0
    right: int = 0
    unit: int = 1
    also: str = ""
    """More cells of the same act that do not touch it."""
    shift: tuple[int, int] = (0, 0)
    """How many rows down and columns to the right a block was pasted of where it belongs."""
    content: str = ""
    """What stands in all cells, where there are more than the one of `found`."""
    sure: bool = True
    """Whether it is more than a hint: chance would hardly do it, and not merely the habits of who types there."""

    @property
    def cell(self) -> str:
        """Return the first cell."""
        return address(self.top, self.left)

    @property
    def cells(self) -> str:
        """Return all cells: a range, where there is more than one."""
        last = address(max(self.bottom, self.top), max(self.right, self.left))
        whole = self.cell if last == self.cell else f"{self.cell}:{last}"
        return f"{whole}, {self.also}" if self.also else whole

    @property
    def column(self) -> str:
        """Return the letters of the column that a shifted block belongs in."""
        return letter(self.left - self.shift[1])

    @property
    def euros(self) -> Decimal | None:
        """Return the effect in euros and cents; None where it is not known."""
        return None if self.effect is None else (self.effect * self.unit).quantize(Decimal("0.01"))

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in the rectangle."""
        return self.top <= row <= max(self.bottom, self.top) and self.left <= column <= max(self.right, self.left)


RUN = 3
"""So many cells of one kind beside each other are one act: a block pasted as values."""
MERGED = frozenset({What.TYPED_OVER, What.MISSING, What.OTHER_FILE, What.TEXT, What.ERROR, What.SHORT})


def merged(found: list[Finding]) -> list[Finding]:
    """Return the findings with runs of one kind, down a column or along a row, as one with their effects together."""
    return _merged(_merged(found, down=True), down=False)


def _merged(found: list[Finding], *, down: bool) -> list[Finding]:
    kept: list[Finding] = []
    run: list[Finding] = []
    order = sorted(found, key=lambda one: (one.what, one.sheet, *_order(one, down=down)))
    for one in [*order, None]:
        if run and one and _follows(run[-1], one, down=down):
            run.append(one)
            continue
        kept += [_together(run)] if len(run) >= RUN else run
        run = [one] if one else []
    return kept


def _order(one: Finding, *, down: bool) -> tuple[int, int]:
    return (one.left, one.top) if down else (one.top, one.left)


def _follows(one: Finding, other: Finding, *, down: bool) -> bool:
    if one.what is not other.what or one.sheet != other.sheet or one.what not in MERGED:
        return False
    if down:
        beside = one.left == other.left and max(one.right, one.left) == max(other.right, other.left)
        return beside and other.top == max(one.bottom, one.top) + 1
    beside = one.top == other.top and max(one.bottom, one.top) == max(other.bottom, other.top)
    return beside and other.left == max(one.right, one.left) + 1


def _together(run: list[Finding]) -> Finding:
    first, last = run[0], run[-1]
    effects = [one.effect for one in run]
    known = [effect for effect in effects if effect is not None]
    together = sum(known, Decimal(0)) if len(known) == len(effects) else None
    content = together_as_text(one.content or one.found for one in run)
    bottom, right = max(last.bottom, last.top), max(last.right, last.left)
    return replace(first, bottom=bottom, right=right, effect=together, content=content)


def together_as_text(cells: Iterable[str]) -> str:
    """Return the contents of cells as one text that no other contents give."""
    return "\n".join(one.replace("\\", "\\\\").replace("\n", "\\n") for one in cells)
