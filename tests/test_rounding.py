"""Rounding a table so that it adds up: worked out by hand on the example, and for any table by its properties."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calculations.rounding import Pair, rounded_column, rounded_table
from planner.money import rounded

THOUSAND = 1000_00
BINDING, OTHER = 0, 1

# The headings of the example: ceiling and offer in cents. Grand total 59.761.066,96: 59.761. The two binding ones add
# up to 48.750.973,00: 48.751. Rounded one by one the offer would add up to 39.477 + 9.274 + 4.879 + 3.254 + 1.796 +
# 1.081 = 59.761 as well, and the differences to 577 + 674 - 171 - 46 - 54 + 31 = 1.011.
EXAMPLE = [
    Pair(38_900_000_00, 39_477_079_17),
    Pair(8_600_000_00, 9_273_893_83),
    Pair(5_050_000_00, 4_878_840_28),
    Pair(3_300_000_00, 3_254_278_00),
    Pair(1_850_000_00, 1_795_929_91),
    Pair(1_050_000_00, 1_081_045_77),
]
GROUPS = [BINDING, BINDING, OTHER, OTHER, OTHER, OTHER]


def test_the_example() -> None:
    found = rounded_table(EXAMPLE, THOUSAND, groups=GROUPS)
    assert found is not None
    assert [pair.after for pair in found] == [39_477, 9_274, 4_879, 3_254, 1_796, 1_081]
    assert [pair.before for pair in found] == [38_900, 8_600, 5_050, 3_300, 1_850, 1_050]
    assert [pair.difference for pair in found] == [577, 674, -171, -46, -54, 31]


def test_what_would_not_add_up_goes_to_the_figure_that_is_nearest_to_its_other_neighbour() -> None:
    # Three times 1.400 is 4.200: 4. One of them must be 2; all are as near, so the first of the ways found.
    assert sorted(rounded_column([1400_00, 1400_00, 1400_00], THOUSAND) or ()) == [1, 1, 2]
    # 1.450 is nearer to 2 than 1.400 is.
    assert rounded_column([1400_00, 1450_00, 1400_00], THOUSAND) == (1, 2, 1)


def test_a_difference_is_never_further_off_than_a_unit() -> None:
    # Ordinarily 0.6 and 0.4 go to 1 and 0: a difference of -1 for -0.2, and the columns are 1 and 0 at 0.6 and 0.4.
    assert rounded_table([Pair(600_00, 400_00)], THOUSAND) == (Pair(1, 0),)


def test_the_total_of_another_table_is_taken_over() -> None:
    assert rounded_column([333_33, 333_33, 333_34], 100, total=1000) == (333, 333, 334)
    assert sum(rounded_column([400_00, 400_00], THOUSAND, total=0) or ()) == 0
    assert rounded_column([400_00, 400_00], THOUSAND, total=1) in {(0, 1), (1, 0)}


def test_a_total_that_no_figures_within_a_unit_add_up_to_is_refused() -> None:
    assert rounded_column([400_00, 400_00], THOUSAND, total=2) is None


def test_figures_that_another_table_rounded_stay_as_they_are() -> None:
    assert rounded_table([Pair(400_00, 400_00), Pair(0, 400_00)], THOUSAND, taken={0: 1, 1: 0}) == (
        Pair(0, 1),
        Pair(0, 0),
    )


def test_figures_of_another_table_that_leave_no_difference_within_a_unit_are_refused() -> None:
    # 1.000 is 1 and nothing else; 900 taken over as 0 would make a difference of -100 one of -1.000: just allowed.
    assert rounded_table([Pair(1000_00, 900_00)], THOUSAND, totals=Pair(1, 0), taken={0: 0}) == (Pair(1, 0),)
    assert rounded_table([Pair(1000_00, 1100_00)], THOUSAND, totals=Pair(1, 3), taken={0: 3}) is None


def test_nothing_rounds_to_nothing() -> None:
    assert rounded_table([], THOUSAND) == ()
    assert rounded_column([], THOUSAND) == ()


amounts = st.integers(0, 90_000_000_00)
pairs = st.builds(Pair, amounts, amounts)
grouped = st.lists(st.tuples(pairs, st.integers(0, 2)), max_size=9)


def near(units: int, cents: int, unit: int) -> bool:
    return abs(units * unit - cents) <= unit


@given(grouped, st.sampled_from([100, 1000_00]))
def test_any_table_adds_up_with_everything_within_a_unit(table: list[tuple[Pair, int]], unit: int) -> None:
    rows, groups = [row for row, _ in table], [group for _, group in table]
    found = rounded_table(rows, unit, groups=groups)
    assert found is not None
    for group in (None, *set(groups)):
        chosen = [i for i, one in enumerate(groups) if group in {None, one}]
        for side in ("before", "after", "difference"):
            units = sum(getattr(found[i], side) for i in chosen)
            assert near(units, sum(getattr(rows[i], side) for i in chosen), unit)
    for side in ("before", "after"):
        total = sum(getattr(row, side) for row in rows)
        assert sum(getattr(pair, side) for pair in found) == rounded(Fraction(total, unit))
    assert all(near(pair.difference, row.difference, unit) for pair, row in zip(found, rows, strict=True))


@given(st.lists(st.integers(-(10**9), 10**9), max_size=9))
def test_a_column_with_negative_amounts_adds_up_too(column: list[int]) -> None:
    found = rounded_column(column, THOUSAND)
    assert found is not None
    assert sum(found) == rounded(Fraction(sum(column), THOUSAND))
    assert all(near(units, cents, THOUSAND) for units, cents in zip(found, column, strict=True))


@given(st.lists(st.integers(-10_000, 10_000), max_size=9))
def test_whole_units_stay_what_they_are(units: list[int]) -> None:
    assert rounded_column([one * THOUSAND for one in units], THOUSAND) == tuple(units)


@given(grouped)
def test_the_same_table_gives_the_same_figures(table: list[tuple[Pair, int]]) -> None:
    rows, groups = [row for row, _ in table], [group for _, group in table]
    assert rounded_table(rows, THOUSAND, groups=groups) == rounded_table(rows, THOUSAND, groups=groups)


@pytest.mark.parametrize("count", [30])
def test_a_long_table_takes_no_time(count: int) -> None:
    rows = [Pair(i * 1_234_567 + 499_99, i * 1_345_678 + 501_00) for i in range(count)]
    assert rounded_table(rows, THOUSAND, groups=[i % 2 for i in range(count)]) is not None
