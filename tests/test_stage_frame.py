"""The decided frame: which version counts, and its ceilings nominal or indexed."""

from dataclasses import replace

import pytest

from planner.amounts import PM, Basis, Vat
from planner.calculations.limits import Limits
from planner.figures import Rule
from planner.places import Place
from planner.problems import Problem
from planner.records import Frame, OpenItem, Reference
from planner.stages.frame import choose, limits
from tests.build import CEILING, ceiling, frame, heading, index, reference, unread

INDEX_PLACE = Place("uitgangspunten.xlsx", "Indexen", "B1")


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(one.code, str(one.where)) for one in problems]


def limited(given: Frame | None, values: Reference | None = None) -> tuple[Limits, list[tuple[str, str]]]:
    found, problems = limits(given, (), values or reference(), 2027, INDEX_PLACE)
    return found, codes(problems)


def cents(found: Limits, code: str = "beheer") -> tuple[int | None, int | None, int | None]:
    """Return ceiling, floor and the indexed ceiling of a heading."""
    limit = found.of(code)
    assert limit
    first, second, third = (figure.cents if figure else None for figure in (limit.ceiling, limit.floor, limit.indexed))
    return first, second, third


def test_the_highest_version_counts() -> None:
    one, two = frame(file="a.xlsx"), frame(version=2, file="b.xlsx")
    chosen, superseded, problems = choose([two, one], [], 2027)
    assert (chosen, superseded) == (two, (one,))
    assert codes(problems) == [("superseded", "a.xlsx")]


def test_two_frames_of_one_version_count_for_neither() -> None:
    one, other = frame(ceiling("beheer", 1), file="a.xlsx"), frame(ceiling("beheer", 2), file="b.xlsx")
    chosen, _, problems = choose([one, other], [], 2027)
    assert chosen is None
    assert codes(problems) == [("same-version-other-content", "b.xlsx, Kader, B3")]


def test_a_copy_counts_once() -> None:
    chosen, _, problems = choose([frame(file="a.xlsx"), frame(file="b.xlsx")], [], 2027)
    assert chosen is not None
    assert codes(problems) == [("same-content-twice", "b.xlsx")]


def test_a_frame_that_cannot_be_read_blocks_an_older_one() -> None:
    chosen, superseded, problems = choose([frame()], [unread("2027/kader-2.xlsx", version=2)], 2027)
    assert (chosen, len(superseded)) == (None, 1)
    assert codes(problems) == [("newest-version-unusable", "2027/kader-2.xlsx")]


def test_a_frame_of_another_year_is_not_used() -> None:
    chosen, _, problems = choose([frame(year=2026, file="2027/kader.xlsx")], [], 2027)
    assert chosen is None
    assert codes(problems) == [("wrong-year", "2027/kader.xlsx, Kader, B2")]


def test_no_frame_has_no_ceilings_and_runs_including_vat() -> None:
    found, problems = limited(None)
    assert (found.ceilings, found.basis, problems) == ((), Basis(2027, Vat.INCLUDING), [])


def test_a_frame_in_prices_of_the_year_stands_as_typed() -> None:
    found, problems = limited(frame(ceiling("beheer", 38_900_000_00, floor=31_100_000_00), including=False))
    assert cents(found) == (38_900_000_00, 31_100_000_00, 38_900_000_00)
    assert (found.basis, problems) == (Basis(2027, Vat.EXCLUDING), [])
    limit = found.of("beheer")
    assert limit
    assert [str(one.place) for one in (limit.ceiling, limit.floor)] == [
        "2027/kader-2027.xlsx, Plafonds, B2",
        "2027/kader-2027.xlsx, Plafonds, C2",
    ]


def test_a_nominal_frame_is_compared_as_it_stands_with_the_indexed_one_beside_it() -> None:
    # beheer: half wage (4%), a quarter price (2%): 1 + 0.02 + 0.005 = 1.025; 100.01 x 1.025 = 102.51025 -> 102.51.
    found, problems = limited(frame(ceiling("beheer", 10_001, floor=8000), price_level=2026))
    assert cents(found) == (10_001, 8000, 10_251)
    assert problems == [("frame-nominal", "2027/kader-2027.xlsx, Kader, B4")]
    limit = found.of("beheer")
    assert limit
    assert limit.ceiling
    assert (limit.ceiling.rule, limit.ceiling.amount.basis.price_level) == (Rule.NOMINAL, 2027)


def test_an_indexed_frame_indexes_ceiling_and_floor_by_the_same_factor() -> None:
    found, problems = limited(frame(ceiling("beheer", 10_001, floor=8000), price_level=2026, indexed=True))
    assert cents(found) == (10_251, 8200, 10_251)
    assert problems == [("frame-indexed", "2027/kader-2027.xlsx, Kader, B4")]


def test_over_several_years_it_is_rounded_once_at_the_end() -> None:
    # 2026: 1 + 0.025 + 0.0075 = 1.0325; 2027: 1.025; 100.10 x 1.0325 x 1.025 = 105.93708125 -> 105.94
    # (rounded in between: 103.35 x 1.025 = 105.93).
    assert cents(limited(frame(ceiling("beheer", 10_010), price_level=2025, indexed=True))[0])[0] == 10_594


def test_an_index_works_downwards_too() -> None:
    # 2028: 1 + 0.5 x 3% + 0.25 x 1% = 1.0175; 101.75 / 1.0175 = 100.00.
    assert cents(limited(frame(ceiling("beheer", 10_175), price_level=2028, indexed=True))[0])[0] == 10_000


def test_a_missing_year_leaves_an_indexed_ceiling_unknown() -> None:
    values = reference(indices=[index("loon", 2027, "0.04")])
    found, problems = limited(frame(ceiling("beheer", 100, floor=50), price_level=2026, indexed=True), values)
    assert cents(found) == (None, None, None)
    assert problems[0] == ("index-missing", "uitgangspunten.xlsx, Indexen, B1")
    assert [(item.reason, item.headings, item.where.cell) for item in found.open] == [("ceiling", ("beheer",), "B2")]


def test_a_missing_year_does_not_matter_to_a_nominal_ceiling_or_to_a_series_without_share() -> None:
    values = reference(indices=[index("loon", 2027, "0.04")])
    found, problems = limited(frame(ceiling("beheer", 100), price_level=2026), values)
    assert (cents(found), problems) == ((100, None, None), [("frame-nominal", "2027/kader-2027.xlsx, Kader, B4")])
    values = replace(values, headings=(replace(heading("beheer", wage="1", price="0")),))
    assert cents(limited(frame(ceiling("beheer", 100), price_level=2026, indexed=True), values)[0])[0] == 104


@pytest.mark.parametrize("indexed", [True, False])
def test_a_ceiling_that_is_not_decided_yet_is_open(indexed: bool) -> None:
    found, _ = limited(frame(ceiling("beheer", PM, CEILING), price_level=2026, indexed=indexed))
    assert cents(found) == (None, None, None)
    assert [(item.reason, item.headings, item.where.cell) for item in found.open] == [("ceiling", ("beheer",), "B2")]


def test_a_ceiling_on_an_unknown_heading_is_named_and_stays_open_on_the_total() -> None:
    found, problems = limited(frame(ceiling("beheer", 100), ceiling("beheeer", 100)))
    assert problems == [("unknown-code", "2027/kader-2027.xlsx, Plafonds, A3")]
    assert [(item.reason, item.headings) for item in found.open] == [("row", ())]
    assert found.of("beheeer") is None


def test_rows_that_could_not_be_read_stay_open() -> None:
    refused = OpenItem("row", Place("2027/kader-2027.xlsx", "Plafonds", "B3"), ("uitbouw",))
    assert limited(frame(ceiling("beheer", 1), open=(refused,)))[0].open == (refused,)
