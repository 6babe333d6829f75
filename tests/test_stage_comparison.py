"""The comparison with the frame: rows, sums, verdicts and what is open, on the basis of the frame."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import PM, Amount, Basis, Span, Vat
from planner.figures import Figure, Rule
from planner.places import Place
from planner.records import Frame, Line, OpenItem, Quote, Reference
from planner.stages.comparison import Comparison, compare
from planner.stages.frame import limits
from planner.stages.offer import consolidate, index_place
from tests.build import BINDING, CEILING, ESTIMATE, OBO, TBO, ceiling, frame, line, quote, reference

SOMEWHERE = Place("2027/offertes/x.xlsx")
MINUS = "opbrengsten en stelposten"
PLAIN = frame(ceiling("beheer", 1000), ceiling("doorontwikkeling", 500))


def compared(given: Frame | None, *quotes: Quote, open_items: tuple[OpenItem, ...] = ()) -> Comparison:
    values = reference()
    offer, _ = consolidate(quotes, (), open_items, values, 2027)
    found, _ = limits(given, (), values, 2027, index_place(values))
    return compare(offer, found, values, {})


def asked(*lines: Line) -> Quote:
    """Return a quote of RWS, which has no VAT."""
    return quote("RWS", *lines)


def rows(found: Comparison) -> dict[str, tuple[int, int | None, str]]:
    """Return offer, difference and verdict by heading."""
    return {
        row.heading: (row.offer.cents, row.difference.cents if row.difference else None, str(row.verdict))
        for row in found.rows
    }


def verdicts(found: Comparison) -> list[str]:
    return [str(row.verdict) for row in found.rows]


def test_rows_stand_in_the_order_of_posten_and_headings_without_anything_are_left_out() -> None:
    found = compared(
        frame(ceiling("iplo", 500, CEILING), ceiling("beheer", 1000)),
        asked(line("R-1", 400), line("R-2", 200, "doorontwikkeling"), line("R-3", 300)),
    )
    assert rows(found) == {
        "beheer": (700, -300, "within"),
        "doorontwikkeling": (200, None, "open"),
        "iplo": (0, -500, "within"),
    }
    assert list(rows(found)) == ["beheer", "doorontwikkeling", "iplo"]
    assert found.fits is None


def test_the_binding_sum_and_the_total() -> None:
    found = compared(
        frame(ceiling("beheer", 1000), ceiling("doorontwikkeling", 500), ceiling("uitbouw", 100, ESTIMATE)),
        asked(line("R-1", 1100), line("R-2", 390, "doorontwikkeling"), line("R-3", 150, "uitbouw")),
    )
    assert verdicts(found) == ["shift", "within", "above-estimate"]
    assert found.binding.ceiling
    assert found.binding.difference
    assert (found.binding.ceiling.cents, found.binding.offer.cents, found.binding.difference.cents) == (1500, 1490, -10)
    assert (str(found.binding.verdict), found.fits) == ("within", True)
    assert found.total.ceiling
    assert (found.total.ceiling.cents, found.total.offer.cents, found.total.verdict) == (1600, 1640, None)


@pytest.mark.parametrize(("cents", "fits"), [(1000, True), (1001, False)])
def test_one_cent_decides(cents: int, fits: bool) -> None:
    assert compared(PLAIN, asked(line("R-1", cents), line("R-2", 500, "doorontwikkeling"))).fits is fits


def test_a_frame_including_vat_counts_vat_and_one_excluding_does_not() -> None:
    kadaster = quote("KADASTER", line(cents=1000, product="KAD-01"))
    assert rows(compared(frame(ceiling("beheer", 1100)), kadaster)) == {"beheer": (1210, 110, "over")}
    excluding = compared(frame(ceiling("beheer", 1100), including=False), kadaster)
    assert rows(excluding) == {"beheer": (1000, -100, "within")}
    assert excluding.basis == Basis(2027, Vat.EXCLUDING)


def test_a_frame_at_another_price_level_is_compared_nominally_unless_it_says_otherwise() -> None:
    # beheer is indexed by 1 + 0.5 x 4% + 0.25 x 2% = 1.025: 1000 becomes 1025.
    old = frame(ceiling("beheer", 1000), price_level=2026)
    assert rows(compared(old, asked(line(cents=1020)))) == {"beheer": (1020, 20, "over")}
    assert rows(compared(replace(old, indexed=True), asked(line(cents=1020)))) == {"beheer": (1020, -5, "within")}


def test_an_offer_below_the_floor_is_a_signal() -> None:
    found = compared(frame(ceiling("beheer", 1000, floor=800)), asked(line(cents=799)))
    assert (verdicts(found), found.fits) == (["below-floor"], True)


def test_without_a_frame_every_heading_is_open() -> None:
    found = compared(None, asked(line()))
    assert (verdicts(found), str(found.binding.verdict), found.fits) == (["open"], "open", None)
    assert (found.binding.ceiling, found.total.ceiling, found.total.difference) == (None, None, None)
    assert compared(None).fits is None


@pytest.mark.parametrize(
    ("item", "cents", "verdict", "fits"),
    [
        (OpenItem("missing", SOMEWHERE, ("beheer",)), 900, "open", None),
        (OpenItem("missing", SOMEWHERE, ("beheer",)), 1501, "over", False),
        (OpenItem("row", SOMEWHERE, ("beheer",), may_be_negative=True), 1501, "open", None),
        (OpenItem("row", SOMEWHERE), 900, "within", None),
        (OpenItem("row", SOMEWHERE), 1501, "over", False),
        (OpenItem("row", SOMEWHERE, may_be_negative=True), 1501, "shift", None),
        (OpenItem("row", SOMEWHERE, ("no such heading",)), 900, "within", None),
    ],
)
def test_open_items_keep_the_offer_from_fitting(item: OpenItem, cents: int, verdict: str, fits: bool | None) -> None:
    found = compared(PLAIN, asked(line(cents=cents)), open_items=(item,))
    assert (verdicts(found)[0], found.fits, len(found.open_items)) == (verdict, fits, 1)


def test_an_item_on_an_unknown_heading_stands_on_the_total() -> None:
    found = compared(PLAIN, asked(line()), open_items=(OpenItem("row", SOMEWHERE, ("no such heading",)),))
    assert [item.headings for item in found.open_items] == [()]
    assert [row.open_items for row in found.rows] == [(), ()]


def test_an_item_on_two_headings_counts_in_each_row_and_once_in_all() -> None:
    missing = OpenItem("missing", SOMEWHERE, ("beheer", "iplo"))
    found = compared(PLAIN, asked(line()), open_items=(missing,))
    assert [(row.heading, len(row.open_items)) for row in found.rows] == [
        ("beheer", 1),
        ("doorontwikkeling", 0),
        ("iplo", 1),
    ]
    assert len(found.open_items) == 1


def test_a_pm_line_is_open_and_a_negative_pm_leaves_it_undecided() -> None:
    over = line("R-1", 2000)
    assert compared(PLAIN, asked(over, line("R-2", PM))).fits is False
    assert compared(PLAIN, asked(over, line("R-2", PM, cost_type=MINUS))).fits is None


def test_a_range_is_judged_by_its_lowest_end() -> None:
    assert compared(PLAIN, asked(line(cents=Span(1400, 1700, 2000)))).fits is None
    assert compared(PLAIN, asked(line(cents=Span(1501, 1700, 2000)))).fits is False


def test_a_ceiling_that_is_pm_is_open_and_the_others_still_decide() -> None:
    undecided = frame(ceiling("beheer", PM), ceiling("iplo", 100, CEILING))
    found = compared(undecided, asked(line("R-1", 9999), line("R-2", 100, "iplo", "RWS-05")))
    assert (verdicts(found), found.fits, found.binding.ceiling) == (["open", "within"], None, None)
    over = compared(undecided, asked(line("R-1", 1), line("R-2", 101, "iplo", "RWS-05")))
    assert (verdicts(over), over.fits) == (["open", "over"], False)


@pytest.mark.parametrize("headings", [("beheer",), ()])
def test_a_ceiling_row_that_could_not_be_read_leaves_the_binding_sum_unknown(headings: tuple[str, ...]) -> None:
    # Its ceiling may well be a binding one with room for what doorontwikkeling has too much.
    refused = OpenItem("row", Place("2027/kader-2027.xlsx", "Plafonds", "B2"), headings)
    found = compared(
        frame(ceiling("doorontwikkeling", 500), open=(refused,)),
        asked(line("R-1", 100), line("R-2", 600, "doorontwikkeling")),
    )
    assert (str(found.binding.verdict), found.binding.ceiling, found.fits) == ("open", None, None)


def test_a_figure_leads_to_the_cells_of_its_lines() -> None:
    found = compared(PLAIN, quote("KADASTER", line("K-1", 1000, product="KAD-01"), line("K-2", 1, product="KAD-01")))
    leaves = list(found.total.offer.leaves())
    assert [(str(leaf.place), leaf.cents) for leaf in leaves] == [
        ("2027/offertes/KADASTER-OBO-1.xlsx, Kosten, K2", 1000),
        ("2027/offertes/KADASTER-OBO-1.xlsx, Kosten, K3", 1),
    ]
    converted = found.rows[0].offer.parts[0]
    assert (converted.rule, converted.cents, converted.code) == (Rule.CONVERTED, 1210, "line.KADASTER.OBO.K-1")


def test_a_line_already_on_the_basis_of_the_frame_is_its_own_figure() -> None:
    found = compared(replace(PLAIN, basis=Basis(2027, Vat.EXCLUDING)), asked(line(cents=7)))
    assert found.rows[0].offer.parts[0].rule is Rule.AS_TYPED


def test_the_estimate_of_the_strategy_stands_beside_its_row() -> None:
    values: Reference = reference()
    offer, _ = consolidate([asked(line())], (), (), values, 2027)
    found, _ = limits(PLAIN, (), values, 2027, index_place(values))
    figure = Figure("strategy.beheer", Amount.of(5, found.basis), Rule.SUM)
    result = compare(offer, found, values, {"beheer": figure})
    assert [row.strategy for row in result.rows] == [figure, None]


SHAPES = st.lists(
    st.tuples(
        st.sampled_from(["beheer", "doorontwikkeling", "uitbouw", "iplo"]),
        st.one_of(st.integers(-2000, 2000).map(Span.of), st.just(PM)),
    ),
    max_size=4,
)


@given(st.tuples(SHAPES, SHAPES, SHAPES), st.booleans())
def test_the_order_of_quotes_does_not_matter(shapes: tuple[list[tuple[str, Span]], ...], including: bool) -> None:
    parties = (("RWS", OBO), ("KADASTER", OBO), ("KADASTER", TBO))
    quotes = [
        quote(code, *(line(f"{n}", span, heading) for n, (heading, span) in enumerate(shape)), role=role)
        for (code, role), shape in zip(parties, shapes, strict=True)
    ]
    given = frame(ceiling("beheer", 1000), ceiling("iplo", 500, CEILING), ceiling("uitbouw", 9, BINDING))
    seen = set()
    for order in permutations(quotes):
        found = compared(replace(given, basis=Basis(2027, Vat.INCLUDING if including else Vat.EXCLUDING)), *order)
        total = found.total.offer.amount
        assert total.span == sum((row.offer.amount.span for row in found.rows), Span())
        seen.add((tuple(rows(found).items()), found.fits, found.binding.offer.cents, frozenset(found.open_items)))
    assert len(seen) == 1
