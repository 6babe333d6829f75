"""What a change is: its class, what was and is typed, its cells, and its effect on every heading; pure."""

from dataclasses import dataclass
from enum import StrEnum

from planner.places import Place


class Class(StrEnum):
    """What kind of change it is."""

    QUANTITY = "quantity"
    RATE = "rate"
    AMOUNT = "amount"
    NEW = "new"
    ENDED = "ended"
    HEADING = "heading"
    TEXT = "text"
    FORMULA = "formula"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Part:
    """What a change does to a heading: in cents excluding VAT as quoted, and on the basis of the frame."""

    heading: str
    cents: int
    compared: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the line (empty: the workbook), what was and is typed, in which cells, and what it does.

    `field` names the field that changed. A line that moves to another heading has two parts, zero together.
    """

    line: str
    kind: Class
    field: str
    before: str | None
    after: str | None
    cell_before: Place | None
    cell_after: Place | None
    parts: tuple[Part, ...] = ()

    @property
    def effect(self) -> int:
        """Return the effect on the line and on the total, in cents excluding VAT as quoted."""
        return sum(part.cents for part in self.parts)

    @property
    def compared(self) -> int:
        """Return the effect in cents on the basis of the frame; what room there is falls by it."""
        return sum(part.compared for part in self.parts)


def added(parts: list[Part]) -> tuple[Part, ...]:
    """Return parts with one for each heading, in their order, without those that do nothing."""
    sums: dict[str, list[int]] = {}
    for part in parts:
        found = sums.setdefault(part.heading, [0, 0])
        found[0] += part.cents
        found[1] += part.compared
    return tuple(Part(heading, *found) for heading, found in sums.items() if any(found))
