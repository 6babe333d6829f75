"""What an offer is compared with: the ceilings and floors of a frame as figures; knows no offer."""

from dataclasses import dataclass

from planner.amounts import Basis
from planner.figures import Figure
from planner.records import Frame, OpenItem, Test


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling as it is compared: in prices of the year (or taken as such), with its floor.

    `indexed` is the ceiling at the price level of the year for information; None where it is not known.
    """

    heading: str
    test: Test
    ceiling: Figure | None
    floor: Figure | None
    indexed: Figure | None
    note: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the offer of a year is compared with; without a decided frame it holds no ceiling."""

    basis: Basis
    ceilings: tuple[Limit, ...] = ()
    open: tuple[OpenItem, ...] = ()
    frame: Frame | None = None
    superseded: tuple[Frame, ...] = ()

    def of(self, heading: str) -> Limit | None:
        """Return the ceiling of a heading, None where the frame has no row for it."""
        return next((limit for limit in self.ceilings if limit.heading == heading), None)
