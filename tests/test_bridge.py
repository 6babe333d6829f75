"""The change of one line in parts that add up: index, volume, rate, other, new, ended, moved, open, VAT."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import PM
from planner.calculations.bridge import Change, Part, added_up, changes
from planner.records import PricedLine
from tests import build

INDEX = Fraction("1.034")
CENTS = st.integers(-(10**9), 10**9)
PROPERTIES = {
    "heading": st.sampled_from(["beheer", "doorontwikkeling"]),
    "product": st.sampled_from(["RWS-01", "RWS-02"]),
    "cost_type": st.sampled_from(["eigen personeel", "inhuur externen"]),
    "unit": st.sampled_from(["uur", "stuk"]),
    "quantity": st.none() | st.decimals(0, 10**5, places=2),
    "rate": st.none() | st.decimals(0, 1000, places=2),
}


def stand(cents: int, vat: int = 0, net: Fraction = Fraction(1), **values: Any) -> PricedLine:
    return build.priced(build.line("R-1", cents, **values), vat=vat, net=net)


def hours(cents: int, quantity: str, rate: str, **values: Any) -> PricedLine:
    return stand(cents, unit="uur", quantity=Decimal(quantity), rate=Decimal(rate), **values)


def parts(
    old: PricedLine | None, new: PricedLine | None, *, index: Fraction | None = INDEX, is_open: bool = False
) -> dict[str, int]:
    sums = added_up(changes(old, new, index, other_open=is_open))
    return {str(part): cents for part, cents in sums.items() if cents}


def test_a_line_in_hours_falls_apart_in_index_volume_and_rate() -> None:
    # 100 h x 80.00 = 8000.00 becomes 110 h x 85.00 = 9350.00. Index: 8000 x 3.4% = 272.00.
    # Volume: 10 x 85.00 = 850.00. Rate is the rest: 1350 - 272 - 850 = 228.00.
    found = parts(hours(800_000, "100", "80"), hours(935_000, "110", "85"))
    assert found == {"index": 27_200, "volume": 85_000, "rate": 22_800}


def test_index_and_volume_round_half_away_from_zero() -> None:
    # 0.50 x 1% = 0.005 -> 0.01; -2.5 h x 0.01 = -0.025 -> -0.03.
    found = parts(hours(50, "50", "0.01"), hours(48, "47.5", "0.01"), index=Fraction("1.01"))
    assert found == {"index": 1, "volume": -3}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (stand(1000), stand(1100)),
        (hours(1000, "1", "10"), stand(1100)),
        (stand(1000), hours(1100, "1", "11")),
        (hours(1000, "1", "10"), stand(1100, unit="stuk", quantity=Decimal(1), rate=Decimal(11))),
    ],
)
def test_without_quantities_of_one_unit_the_rest_cannot_be_separated(old: PricedLine, new: PricedLine) -> None:
    assert parts(old, new) == {"index": 34, "other": 66}  # 10.00 x 3.4% = 0.34


def test_units_are_compared_without_minding_capitals() -> None:
    found = parts(hours(1000, "1", "10"), stand(2068, unit="Uur", quantity=Decimal(2), rate=Decimal("10.34")))
    assert found == {"index": 34, "volume": 1034}


def test_a_new_rate_including_vat_is_taken_without_it() -> None:
    # 2 h x 12.10 including 21% = 20.00 excluding; was 1 h x 10.00. Volume: 1 x 12.10 / 1.21 = 10.00.
    new = hours(2000, "2", "12.10", vat=420, net=Fraction(100, 121))
    assert parts(hours(1000, "1", "10", vat=210), new, index=Fraction(1)) == {"volume": 1000, "vat": 210}


def test_lines_on_one_side_are_new_ended_or_open() -> None:
    assert parts(None, stand(500, vat=105)) == {"new": 500, "vat": 105}
    assert parts(stand(500, vat=105), None) == {"ended": -500, "vat": -105}
    assert parts(stand(500, vat=105), None, is_open=True) == {"open": -500, "vat": -105}
    assert parts(None, None) == {}


def test_an_amount_that_is_not_known_or_an_index_that_is_missing_leaves_the_change_open() -> None:
    assert parts(stand(500), build.priced(build.line("R-1", PM))) == {"open": -500}
    assert parts(stand(500), stand(700), index=None) == {"open": 200}


@pytest.mark.parametrize("changed", [{"heading": "iplo"}, {"product": "RWS-09"}, {"cost_type": "inhuur externen"}])
def test_a_line_that_moved_takes_its_old_amount_along(changed: dict[str, str]) -> None:
    old, new = stand(1000, vat=210), stand(1100, vat=231, **changed)
    found = changes(old, new, INDEX, other_open=False)
    assert [(c.part, c.cents, c.at is old) for c in found if c.part is Part.MOVED] == [
        (Part.MOVED, -1000, True),
        (Part.MOVED, 1000, False),
    ]
    assert sum(c.cents for c in found if c.at is old) == -1210
    assert sum(c.cents for c in found if c.at is new) == 1331


def test_vat_is_the_last_part_and_parts_of_zero_are_left_out() -> None:
    found = changes(stand(1000, vat=210), stand(1000, vat=90), Fraction(1), other_open=False)
    assert [(c.part, c.cents) for c in found] == [(Part.VAT, -120)]
    assert list(added_up(found))[-1] is Part.VAT
    assert added_up(found)[Part.VAT] == -120


def sums_by(found: list[Change], what: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for change in found:
        group = getattr(change.at.line, what)
        sums[group] = sums.get(group, 0) + change.cents
    return sums


@st.composite
def stands(draw: st.DrawFn) -> PricedLine:
    values = {name: draw(of) for name, of in PROPERTIES.items()}
    return stand(draw(CENTS), draw(CENTS), draw(st.sampled_from([Fraction(1), Fraction(100, 121)])), **values)


@given(
    st.none() | stands(),
    st.none() | stands(),
    st.none() | st.fractions(Fraction(1, 2), 2),
    st.booleans(),
    st.sampled_from(["heading", "product", "cost_type"]),
)
def test_parts_add_up_to_the_difference_in_every_grouping(
    old: PricedLine | None, new: PricedLine | None, index: Fraction | None, is_open: bool, what: str
) -> None:
    found = sums_by(changes(old, new, index, other_open=is_open), what)
    expected: dict[str, int] = {}
    for line, sign in ((old, -1), (new, 1)):
        if line:
            group = getattr(line.line, what)
            expected[group] = expected.get(group, 0) + sign * (line.quoted.expected + line.quoted_vat.expected)
    assert {group: cents for group, cents in found.items() if cents} == {g: c for g, c in expected.items() if c}
