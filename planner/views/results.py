"""Everything that one year came to, for those who lay it out: workbooks and documents; calculates nothing."""

from dataclasses import dataclass

from planner.calculations.limits import Limits
from planner.problems import Problem
from planner.records import Offer, PricedLine, Reference
from planner.stages.bridge import Bridge
from planner.stages.comparison import Comparison
from planner.stages.financing import Paid
from planner.stages.inspection import Override


@dataclass(frozen=True, slots=True)
class Source:
    """A file that the results stand on: its path in the workspace, its digest (sha256) and what it is."""

    path: str
    digest: str
    kind: str


@dataclass(frozen=True, slots=True)
class Results:
    """The results of one year, as the stages returned them."""

    year: int
    reference: Reference
    offer: Offer
    assigned: tuple[PricedLine, ...]
    limits: Limits
    compared: Comparison
    paid: tuple[Paid, Paid | None]
    bridge: Bridge
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    overrides: tuple[Override, ...] = ()
