"""A total over paying parties: bands, caps, largest remainder, and steps that add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculations.financing import Band, Financing, Rest, Share, finance, steps, together

PAYERS = ["RIJK", "PROVINCIES", "GEMEENTEN", "WATERSCHAPPEN"]
KEY_2016 = [  # the shares of the Hoofdlijnenakkoord 2016
    Band(0, tuple(Share(payer, Fraction(n, 100)) for payer, n in zip(PAYERS, (19, 6, 70, 5), strict=True)))
]
LAYERED = [
    Band(0, (Share("RIJK", Fraction(1, 2)), Share("GEMEENTEN", Fraction(1, 2), 400, "RIJK"))),
    Band(1000, (Share("RIJK", Fraction(1, 4)), Share("GEMEENTEN", Fraction(3, 4)))),
]
TOTALS = st.lists(st.integers(-(10**9), 10**9), max_size=8)


@st.composite
def keys(draw: st.DrawFn) -> list[Band]:
    """Any key: one to three bands, of one to four payers with shares of any sum, some capped."""
    starts = [0, *sorted(draw(st.sets(st.integers(1, 10**8), max_size=2)))]
    bands = []
    for start in starts:
        shares = draw(st.lists(st.fractions(Fraction(1, 1000), 1), min_size=1, max_size=4))
        caps = [draw(st.none() | st.integers(0, 10**7)) for _ in shares]
        bands.append(
            Band(start, tuple(Share(p, s, cap, "REST") for p, s, cap in zip(PAYERS, shares, caps, strict=False)))
        )
    return bands


def test_a_single_band_splits_by_largest_remainder() -> None:
    # 100.01: 19.0019, 6.0006, 70.007, 5.0005 -> floors 19.00 + 6.00 + 70.00 + 5.00; the cent to .7 of GEMEENTEN.
    assert finance(10_001, KEY_2016).shares == (
        ("RIJK", 1900),
        ("PROVINCIES", 600),
        ("GEMEENTEN", 7001),
        ("WATERSCHAPPEN", 500),
    )


def test_ties_go_to_the_first_of_the_table() -> None:
    halves = [Band(0, (Share("A", Fraction(1, 2)), Share("B", Fraction(1, 2))))]
    assert finance(1, halves).shares == (("A", 1), ("B", 0))


@pytest.mark.parametrize(
    ("total", "rijk", "gemeenten", "rest"),
    [
        (500, 250, 250, 0),
        (800, 400, 400, 0),
        # First 1000: 500 and 500, capped at 400 with 100 to RIJK.
        (1000, 600, 400, 100),
        # 600 and 400 of the first band; the 1000 above it 250 and 750, where no cap is.
        (2000, 850, 1150, 100),
        # A negative total falls in the first band.
        (-300, -150, -150, 0),
        (0, 0, 0, 0),
    ],
)
def test_bands_stack_and_a_cap_gives_its_rest_away(total: int, rijk: int, gemeenten: int, rest: int) -> None:
    found = finance(total, LAYERED)
    assert (found.of("RIJK"), found.of("GEMEENTEN")) == (rijk, gemeenten)
    assert found.rests == ((Rest("GEMEENTEN", "RIJK", rest),) if rest else ())


def test_a_rest_may_go_to_a_payer_that_the_band_does_not_name() -> None:
    found = finance(100, [Band(0, (Share("A", Fraction(1), 60, "B"),))])
    assert (found.shares, found.of("nobody")) == ((("A", 60), ("B", 40)), 0)


def test_shares_in_percentages_that_cannot_be_exact_still_add_up() -> None:
    thirds = [Band(0, tuple(Share(p, Fraction(n, 10_000)) for p, n in (("A", 3333), ("B", 3333), ("C", 3334))))]
    # 100.00 -> 33.33, 33.33, 33.34.
    assert finance(10_000, thirds).shares == (("A", 3333), ("B", 3333), ("C", 3334))


def test_steps_are_differences_of_running_totals() -> None:
    # 700 -> 350/350. 1400 -> 600 + 100 = 700 / 400 + 300 = 700, so the step of 700 is 350/350 as well;
    # 1300 -> 675/625, so the step of -100 is -25/-75.
    found = steps([700, 700, -100], LAYERED)
    assert [dict(step.shares) for step in found] == [
        {"RIJK": 350, "GEMEENTEN": 350},
        {"RIJK": 350, "GEMEENTEN": 350},
        {"RIJK": -25, "GEMEENTEN": -75},
    ]


def test_categories_are_laid_together() -> None:
    first = Financing((("A", 1), ("B", 2)), (Rest("A", "B", 1),))
    second = Financing((("B", 3), ("C", 4)))
    assert together([first, second]) == Financing((("A", 1), ("B", 5), ("C", 4)), (Rest("A", "B", 1),))
    assert together([]) == Financing(())


@given(st.integers(-(10**9), 10**9), keys())
def test_financing_adds_up_for_any_key(total: int, key: list[Band]) -> None:
    assert sum(cents for _, cents in finance(total, key).shares) == total


@given(st.integers(0, 10**9), keys())
def test_nobody_pays_above_its_caps(total: int, key: list[Band]) -> None:
    found = finance(total, key)
    for payer in PAYERS:
        caps = [share.maximum for band in key for share in band.shares if share.payer == payer]
        if caps and None not in caps:
            assert found.of(payer) <= sum(cap for cap in caps if cap is not None)


@given(TOTALS, keys())
def test_steps_add_up_to_the_financing_of_the_whole(totals: list[int], key: list[Band]) -> None:
    found = steps(totals, key)
    whole = finance(sum(totals), key)
    for payer in [*PAYERS, "REST"]:
        assert sum(step.of(payer) for step in found) == (whole.of(payer) if totals else 0)
    for step, total in zip(found, totals, strict=True):
        assert sum(cents for _, cents in step.shares) == total
