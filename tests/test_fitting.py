"""Does it fit: verdicts of headings, of the binding sum and of the whole, with what is open in between."""

import pytest

from planner.calculations.fitting import Tested as Stand
from planner.calculations.fitting import Verdict, binding_sum, fits, sum_verdict, verdict
from planner.records import Test as Judged
from tests.build import BINDING, CEILING, ESTIMATE

OVER, OPEN, SHIFT, ABOVE, BELOW, WITHIN = Verdict


def stand(
    kind: Judged | None, ceiling: int | None, known: int, *, expected: int | None = None, floor: int | None = None,
    open: bool = False, falls: bool = False,
) -> Stand:  # fmt: skip
    return Stand(kind, ceiling, floor, known, known if expected is None else expected, open or falls, falls)


def judged(*headings: Stand, on_total: bool = False, falls: bool = False) -> tuple[str, list[str], bool | None]:
    """Return the verdict of the binding sum, those of the headings, and whether it fits."""
    binding = binding_sum(headings, open_total=on_total or falls, total_may_fall=falls)
    of_sum = sum_verdict(binding, exists=any(one.test is BINDING for one in headings))
    fit = fits(headings, of_sum, open_total=on_total or falls, total_may_fall=falls)
    return of_sum, [verdict(one, of_sum) for one in headings], fit


@pytest.mark.parametrize(
    ("headings", "of_sum", "verdicts", "fit"),
    [
        # A binding heading at its ceiling fits; a cent above it while the sum fits is a shift, and still fits.
        ([stand(BINDING, 100, 100)], WITHIN, [WITHIN], True),
        ([stand(BINDING, 100, 101), stand(BINDING, 50, 49)], WITHIN, [SHIFT, WITHIN], True),
        # The sum is what binds: 101 + 50 = 151 against 150.
        ([stand(BINDING, 100, 101), stand(BINDING, 50, 50)], OVER, [OVER, WITHIN], False),
        # A ceiling counts by itself, and takes no part in the sum.
        ([stand(BINDING, 100, 90), stand(CEILING, 50, 51)], WITHIN, [WITHIN, OVER], False),
        ([stand(CEILING, 50, 50)], WITHIN, [WITHIN], True),
        # An estimate never decides.
        ([stand(BINDING, 100, 90), stand(ESTIMATE, 50, 9999)], WITHIN, [WITHIN, ABOVE], True),
        # Below the floor is a signal.
        ([stand(BINDING, 100, 69, floor=70)], WITHIN, [BELOW], True),
        ([stand(CEILING, 100, 70, floor=70)], WITHIN, [WITHIN], True),
        # Lines without a ceiling row, and a ceiling that is pm.
        ([stand(BINDING, 100, 90), stand(None, None, 1)], WITHIN, [WITHIN, OPEN], None),
        ([stand(CEILING, None, 1)], WITHIN, [OPEN], None),
        ([stand(BINDING, None, 1), stand(BINDING, 50, 60)], OPEN, [OPEN, SHIFT], None),
        # Nothing to test at all.
        ([], WITHIN, [], True),
    ],
)
def test_verdicts(headings: list[Stand], of_sum: Verdict, verdicts: list[Verdict], fit: bool | None) -> None:
    assert judged(*headings) == (of_sum, verdicts, fit)


@pytest.mark.parametrize(
    ("headings", "of_sum", "verdicts", "fit"),
    [
        # An open item counts as zero or more: known above the ceiling is over, at or below it is open.
        ([stand(CEILING, 50, 51, open=True)], WITHIN, [OVER], False),
        ([stand(CEILING, 50, 50, open=True)], WITHIN, [OPEN], None),
        ([stand(BINDING, 100, 101, open=True)], OVER, [OVER], False),
        ([stand(BINDING, 100, 99, open=True), stand(BINDING, 50, 50)], OPEN, [OPEN, WITHIN], None),
        # An item that may be negative can bring the sum down again: null, not false.
        ([stand(CEILING, 50, 51, falls=True)], WITHIN, [OPEN], None),
        ([stand(BINDING, 100, 101, falls=True)], OPEN, [OPEN], None),
        ([stand(BINDING, 100, 101), stand(BINDING, 50, 50, falls=True)], OPEN, [SHIFT, OPEN], None),
        # On an estimate it decides nothing about the binding sum, which is over without it.
        ([stand(BINDING, 100, 101), stand(ESTIMATE, 50, 50, falls=True)], OVER, [OVER, OPEN], False),
        # Open on an estimate: nothing is over, but something is open.
        ([stand(BINDING, 100, 90), stand(ESTIMATE, 50, 10, open=True)], WITHIN, [WITHIN, OPEN], None),
        # A range from 90 to 120: the expected 105 is above, its lowest end is not.
        ([stand(BINDING, 100, 90, expected=105, open=True)], OPEN, [OPEN], None),
    ],
)
def test_open_items_of_a_heading(
    headings: list[Stand], of_sum: Verdict, verdicts: list[Verdict], fit: bool | None
) -> None:
    assert judged(*headings) == (of_sum, verdicts, fit)


def test_an_item_on_the_total_keeps_it_open() -> None:
    assert judged(stand(BINDING, 100, 90), on_total=True) == (OPEN, [WITHIN], None)
    assert judged(stand(BINDING, 100, 101), on_total=True) == (OVER, [OVER], False)
    assert judged(stand(CEILING, 50, 51), on_total=True)[2] is False


def test_an_item_on_the_total_that_may_be_negative_leaves_everything_undecided() -> None:
    assert judged(stand(BINDING, 100, 101), falls=True) == (OPEN, [SHIFT], None)
    assert judged(stand(CEILING, 50, 51), falls=True)[2] is None


def test_without_a_binding_sum_that_can_be_known_nothing_fits() -> None:
    # No heading at all, and no decided frame: there is nothing that it could fit.
    assert fits([], Verdict.OPEN, open_total=False, total_may_fall=False) is None


def test_the_binding_sum_holds_only_binding_headings() -> None:
    found = binding_sum(
        [stand(BINDING, 100, 90), stand(CEILING, 7, 7), stand(BINDING, 50, 40), stand(None, None, 3)],
        open_total=False,
        total_may_fall=False,
    )
    assert (found.ceiling, found.low, found.open) == (150, 130, False)
