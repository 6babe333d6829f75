"""Does the offer fit: verdicts of headings, of the binding sum and of the whole (DESIGN 6); knows no lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.records import Test


class Verdict(StrEnum):
    """The verdict of a heading; the first that applies, in this order."""

    OVER = "over"
    OPEN = "open"
    SHIFT = "shift"
    ABOVE_ESTIMATE = "above-estimate"
    BELOW_FLOOR = "below-floor"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Tested:
    """One heading as it is tested: cents of the known part (`low` and the `expected` that tables show).

    `open` when an open item touches it; `may_fall` when such an item may be negative, so that being over is not
    certain. A ceiling of None was not decided (no row, or pm).
    """

    test: Test | None
    ceiling: int | None
    floor: int | None
    low: int
    expected: int
    open: bool = False
    may_fall: bool = False

    @property
    def over(self) -> bool:
        """Tell whether the known part is certainly above the ceiling; an open item counts as zero or more."""
        return self.ceiling is not None and self.low > self.ceiling and not self.may_fall

    @property
    def undecided(self) -> bool:
        """Tell whether something is open: an amount, or the ceiling itself."""
        return self.open or self.ceiling is None


def binding_sum(
    headings: Sequence[Tested], *, open_total: bool, total_may_fall: bool, ceilings_open: bool = False
) -> Tested:
    """Return the sum over the binding headings (art. 5.2: the budget is task-setting as one amount).

    `open_total` when an item whose heading is unknown stands on the total: it may belong here. `ceilings_open`
    when a ceiling could not be read: it may be a binding one, so that their sum is not known.
    """
    binding = [heading for heading in headings if heading.test is Test.BINDING]
    ceilings = [heading.ceiling for heading in binding if heading.ceiling is not None]
    return Tested(
        Test.BINDING,
        sum(ceilings) if ceilings and len(ceilings) == len(binding) and not ceilings_open else None,
        None,
        sum(heading.low for heading in binding),
        sum(heading.expected for heading in binding),
        open=open_total or any(heading.open for heading in binding),
        may_fall=total_may_fall or any(heading.may_fall for heading in binding),
    )


def sum_verdict(binding: Tested, *, exists: bool) -> Verdict:
    """Return the verdict of the binding sum; within where no heading is binding and nothing is open."""
    if binding.over:
        return Verdict.OVER
    undecided = binding.undecided if exists else binding.open
    return Verdict.OPEN if undecided else Verdict.WITHIN


def verdict(heading: Tested, binding: Verdict) -> Verdict:
    """Return the verdict of one heading, given that of the binding sum."""
    above = heading.ceiling is not None and heading.expected > heading.ceiling
    decides = heading.test is Test.CEILING or (heading.test is Test.BINDING and binding is Verdict.OVER)
    if heading.over and decides:
        return Verdict.OVER
    if heading.undecided:
        return Verdict.OPEN
    if above and heading.test is Test.BINDING:
        return Verdict.SHIFT
    if above and heading.test is Test.ESTIMATE:
        return Verdict.ABOVE_ESTIMATE
    if heading.floor is not None and heading.expected < heading.floor:
        return Verdict.BELOW_FLOOR
    return Verdict.WITHIN


def fits(headings: Sequence[Tested], binding: Verdict, *, open_total: bool, total_may_fall: bool) -> bool | None:
    """Tell whether the offer fits; False as soon as the known part is over, None while something is open."""
    over = binding is Verdict.OVER or (
        any(heading.test is Test.CEILING and heading.over for heading in headings) and not total_may_fall
    )
    if over:
        return False
    if open_total or binding is Verdict.OPEN or any(heading.undecided for heading in headings):
        return None
    return True
