"""The bridge from last year's assignments to this year's offer, by heading and in every other grouping."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from planner.amounts import Vat
from planner.calculations.bridge import Part
from planner.places import Place
from planner.records import Line, OpenItem, Quote, Reference
from planner.stages.bridge import Bridge, bridge
from planner.stages.offer import as_assigned, consolidate, index_place
from tests.build import OBO, TBO, index, line, quote, reference, vat

SOMEWHERE = Place("2027/offertes/x.xlsx")


def bridged(
    old: list[Quote], new: list[Quote], values: Reference | None = None, open_items: tuple[OpenItem, ...] = ()
) -> tuple[Bridge, list[tuple[str, str]]]:
    values = values or reference()
    offer, _ = consolidate(new, (), open_items, values, 2027)
    before, _, _ = as_assigned(old, values, 2026)
    found, problems = bridge(before, offer.lines, ((), offer.open), values, index_place(values))
    return found, [(one.code, str(one.where)) for one in problems]


def parts(found: Bridge) -> dict[str, dict[str, int]]:
    """Return by heading the parts that are not zero."""
    return {heading: {str(part): cents for part, cents in sums.items() if cents} for heading, sums in found.by_heading}


def last(*lines: Line, organisation: str = "RWS", **how: object) -> Quote:
    return quote(organisation, *lines, year=2026, **how)


def test_hours_and_fixed_amounts_of_a_line_that_goes_on() -> None:
    # R-1, loon 4%: 100 h x 80 = 8000 -> 110 h x 85 = 9350: index 320, volume 850, rate 180.
    # R-2, prijs 2%: 1000 -> 1100: index 20, other 80.
    old = last(
        line("R-1", 800_000, quantity=Decimal(100), rate=Decimal(80), unit="uur"),
        line("R-2", 100_000, cost_type="inhuur externen"),
    )
    new = quote(
        "RWS",
        line("R-1", 935_000, quantity=Decimal(110), rate=Decimal(85), unit="uur"),
        line("R-2", 110_000, cost_type="inhuur externen"),
    )
    assert parts(bridged([old], [new])[0]) == {
        "beheer": {"index": 34_000, "volume": 85_000, "rate": 18_000, "other": 8000}
    }


def test_lines_are_matched_within_organisation_and_role() -> None:
    old = [last(line("001", 100)), last(line("001", 200), organisation="KADASTER")]
    new = [quote("KADASTER", line("001", 200), role=TBO), quote("RWS", line("001", 104))]
    # RWS goes on with 4% index; KADASTER as OBO ended, as TBO it is new (21% VAT of 2.00 is 0.42 on both).
    assert parts(bridged(old, new)[0]) == {"beheer": {"index": 4, "new": 200, "ended": -200}}


def test_the_series_of_the_new_line_counts_between_the_two_price_levels() -> None:
    # 100.00 at price level 2025 as personnel, now hired at 2027: 2026 3%, 2027 2% -> 5.06; moved is zero in all.
    old = last(line("R-1", 10_000), price_level=2025)
    new = quote("RWS", line("R-1", 12_000, cost_type="inhuur externen"))
    assert parts(bridged([old], [new])[0]) == {"beheer": {"index": 506, "other": 1494}}


def test_a_line_that_moved_to_another_heading_takes_its_old_amount_along() -> None:
    found, _ = bridged([last(line("R-1", 1000))], [quote("RWS", line("R-1", 1100, "doorontwikkeling"))])
    assert parts(found) == {"beheer": {"moved": -1000}, "doorontwikkeling": {"moved": 1000, "index": 40, "other": 60}}


def test_vat_is_its_own_part_at_the_rates_of_each_year() -> None:
    values = reference(vat=[vat("RWS", "0.09", end="2026-12-31"), vat("RWS", "0.21", start="2027-01-01")])
    found, _ = bridged([last(line("R-1", 10_000))], [quote("RWS", line("R-1", 10_400))], values)
    assert parts(found) == {"beheer": {"index": 400, "vat": 2184 - 900}}


def test_a_quote_including_vat_is_taken_without_it() -> None:
    # 12.58 / 1.21 = 10.3967 -> 10.40, VAT 2.18.
    old = last(line("K-1", 1000), organisation="KADASTER")
    new = quote("KADASTER", line("K-1", 1258), including=True)
    assert parts(bridged([old], [new])[0]) == {"beheer": {"index": 40, "vat": 218 - 210}}


def test_last_years_lines_of_a_missing_quote_are_open_and_not_ended() -> None:
    missing = OpenItem("missing", SOMEWHERE, ("beheer",), "RWS", OBO)
    found, _ = bridged([last(line("R-1", 1000))], [], open_items=(missing,))
    assert parts(found) == {"beheer": {"open": -1000}}


def test_last_years_line_of_a_refused_row_is_open_and_its_neighbour_ended() -> None:
    refused = OpenItem("row", SOMEWHERE, ("beheer",), "RWS", OBO, "R-1")
    found, _ = bridged([last(line("R-1", 1000), line("R-2", 300))], [quote("RWS", refused=(refused,))])
    assert parts(found) == {"beheer": {"open": -1000, "ended": -300}}


def test_a_refused_row_of_another_role_or_without_regel_touches_nobody_else() -> None:
    items = (
        OpenItem("row", SOMEWHERE, ("beheer",), "RWS", TBO, "R-1"),
        OpenItem("row", SOMEWHERE, ("beheer",), "RWS", OBO),
        OpenItem("file", SOMEWHERE),
    )
    assert parts(bridged([last(line("R-1", 1000))], [], open_items=items)[0]) == {"beheer": {"ended": -1000}}


def test_a_missing_index_year_is_one_problem_and_leaves_the_change_open() -> None:
    values = reference(indices=[index("loon", 2026, "0.05")])
    old = last(line("R-1", 1000), line("R-2", 500))
    found, problems = bridged([old], [quote("RWS", line("R-1", 1200), line("R-2", 500))], values)
    assert parts(found) == {"beheer": {"open": 200}}
    assert problems == [("index-missing", "uitgangspunten.xlsx, Indexen, B1")]


def test_headings_that_only_one_stand_has_are_there() -> None:
    found, _ = bridged([last(line("R-1", 100, "iplo"))], [quote("RWS", line("R-2", 70, "uitbouw"))])
    assert parts(found) == {"iplo": {"ended": -100}, "uitbouw": {"new": 70}}
    assert all(list(sums) == list(Part) for _, sums in found.by_heading)


LINES = st.lists(
    st.builds(
        lambda number, cents, heading, product, cost_type, quantity: line(
            f"R-{number}", cents, heading, product, cost_type, quantity=quantity, rate=Decimal(3), unit="uur"
        ),
        st.integers(1, 4),
        st.integers(-(10**8), 10**8),
        st.sampled_from(["beheer", "iplo", "uitbouw"]),
        st.sampled_from(["RWS-01", "RWS-05"]),
        st.sampled_from(["eigen personeel", "inhuur externen", "afschrijvingskosten"]),
        st.none() | st.decimals(0, 10**4, places=2),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)


@given(LINES, LINES, st.sampled_from([2025, 2026]), st.sampled_from(Vat), st.booleans())
def test_parts_add_up_to_the_difference_in_every_grouping(
    before: list[Line], after: list[Line], price_level: int, basis: Vat, missing: bool
) -> None:
    values = reference(vat=[vat("RWS", "0.09", end="2027-03-31"), vat("RWS", "0.21", start="2027-04-01")])
    old, _, _ = as_assigned([last(*before, price_level=price_level)], values, 2026)
    new = consolidate([quote("RWS", *after, including=basis is Vat.INCLUDING)], (), (), values, 2027)[0].lines
    items = [OpenItem("missing", SOMEWHERE, (), "RWS", OBO)] if missing else []
    found, _ = bridge(old, new, ((), items), values, index_place(values))
    for what in ("heading", "product", "cost_type"):
        sums: dict[str, int] = {}
        for change in found.changes:
            group = getattr(change.at.line, what)
            sums[group] = sums.get(group, 0) + change.cents
        for lines, sign in ((old, 1), (new, -1)):
            for one in lines:
                group = getattr(one.line, what)
                sums[group] = sums.get(group, 0) + sign * (one.quoted.expected + one.quoted_vat.expected)
        assert set(sums.values()) <= {0}
    by_heading = sum(cents for _, sums in found.by_heading for cents in sums.values())
    assert by_heading == sum(change.cents for change in found.changes)


def test_a_line_whose_assignment_could_not_be_read_is_open_and_not_new() -> None:
    values = reference()
    offer, _ = consolidate([quote("RWS", line("R-1", cents=500_00))], [], [], values, 2027)
    unusable = OpenItem("quote", Place("2026/opdracht-RWS-2026.xlsx"), organisation="RWS", role=OBO)
    found, _ = bridge([], offer.lines, ((unusable,), ()), values, index_place(values))
    assert (Part.OPEN, 500_00) in [(change.part, change.cents) for change in found.changes]
    assert Part.NEW not in [change.part for change in found.changes]
