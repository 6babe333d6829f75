"""Consolidating quotes: one price level, VAT by relation, everything open listed, Kadaster never twice."""

from fractions import Fraction

import pytest

from planner.amounts import PM, Span
from planner.problems import Problem
from planner.records import Offer, Quote, Reference
from planner.stages.offer import as_assigned, consolidate
from tests.build import SBO, TBO, index, line, party, quote, reference, vat


def offered(*quotes: Quote, values: Reference | None = None) -> tuple[Offer, tuple[Problem, ...]]:
    return consolidate(quotes, (), (), values or reference(), 2027)


def priced(offer: Offer) -> list[tuple[str, int, int]]:
    """Return Regel, amount excluding VAT and VAT of each line."""
    return [(one.line.id, one.excluding.expected, one.vat.expected) for one in offer.lines]


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(one.code, str(one.where)) for one in problems]


def test_each_line_has_the_vat_of_its_relation() -> None:
    rws, kadaster = quote("RWS", line("R-1", 1000)), quote("KADASTER", line("K-1", 1000, product="KAD-01"))
    offer, problems = offered(rws, kadaster)
    assert priced(offer) == [("R-1", 1000, 0), ("K-1", 1000, 210)]
    assert (problems, offer.open) == ((), ())


def test_kadaster_stands_in_two_roles_with_the_same_regel() -> None:
    as_obo = quote("KADASTER", line("001", 1000, product="KAD-01"))
    as_tbo = quote("KADASTER", line("001", 500, "leveranciersmanagement", "TBO-01"), role=TBO)
    offer, _ = offered(as_obo, as_tbo)
    assert len({one.key for one in offer.lines}) == 2
    assert sum(one.excluding.expected for one in offer.lines) == 1500


def test_a_quote_at_another_price_level_is_indexed_by_cost_type() -> None:
    # From 2026 to 2027: loon 4%, prijs 2%, geen 0%.
    lines = [
        line("R-1", 10_010),  # 104.104 -> 104.10
        line("R-2", 10_025, cost_type="inhuur externen"),  # 102.255 -> 102.26
        line("R-3", 10_000, cost_type="afschrijvingskosten"),
    ]
    offer, problems = offered(quote("RWS", *lines, price_level=2026))
    assert [one.excluding.expected for one in offer.lines] == [10_410, 10_226, 10_000]
    assert [one.quoted.expected for one in offer.lines] == [10_010, 10_025, 10_000]
    assert codes(problems) == [("quote-of-another-price-level", "2027/offertes/RWS-OBO-1.xlsx, Offerte, B8")]


def test_a_quote_at_a_later_price_level_is_indexed_downwards() -> None:
    # 103.00 in prices of 2028 is 103.00 / 1.03 = 100.00 in prices of 2027.
    offer, _ = offered(quote("RWS", line(cents=10_300), price_level=2028))
    assert offer.lines[0].excluding == Span.of(10_000)


def test_a_missing_index_year_is_one_problem_and_an_open_item_for_each_line() -> None:
    values = reference(indices=[index("loon", 2026, "0.05"), index("prijs", 2027, "0.02")])
    lines = [line("R-1"), line("R-2", cost_type="inhuur externen"), line("R-3", heading="uitbouw")]
    offer, problems = offered(quote("RWS", *lines, price_level=2026), values=values)
    assert [one.line.id for one in offer.lines] == ["R-2"]
    assert [(item.reason, item.line, item.headings) for item in offer.open] == [
        ("price", "R-1", ("beheer",)),
        ("price", "R-3", ("uitbouw",)),
    ]
    assert codes(problems)[0] == ("index-missing", "uitgangspunten.xlsx, Indexen, B1")
    assert [found.code for found in problems].count("index-missing") == 1


def test_a_missing_vat_relation_is_one_problem_and_opens_the_lines() -> None:
    values = reference(vat=[vat("KOOP", "0.21")])
    offer, problems = offered(quote("RWS", line("R-1"), line("R-2")), values=values)
    assert [(item.reason, item.line) for item in offer.open] == [("price", "R-1"), ("price", "R-2")]
    assert codes(problems) == [("vat-relation-missing", "uitgangspunten.xlsx, Btw, A1")]


def test_a_rate_that_changes_within_the_year_counts_by_quarter() -> None:
    values = reference(vat=[vat("RWS", "0.09", end="2027-06-30"), vat("RWS", "0.21", start="2027-07-01")])
    # 4 x 250.00: 22.50 + 22.50 + 52.50 + 52.50 = 150.00.
    offer, _ = offered(quote("RWS", line(cents=100_000)), values=values)
    assert priced(offer) == [("R-1", 100_000, 15_000)]
    assert offer.lines[0].vat_quarters == (2250, 2250, 5250, 5250)


def test_a_party_that_left_needs_no_relation_for_the_quarters_after_it() -> None:
    values = reference(
        parties=[party("BZK", SBO), party("RWS", end="2027-06-30")],
        vat=[vat("RWS", "0.21", end="2027-06-30")],
    )
    offer, problems = offered(quote("RWS", line(cents=1000, quarters=(500, 500, 0, 0))), values=values)
    assert (priced(offer), problems) == ([("R-1", 1000, 210)], ())


def test_a_relation_that_ends_while_the_party_takes_part_is_missing() -> None:
    values = reference(vat=[vat("RWS", "0.21", end="2027-06-30")])
    offer, problems = offered(quote("RWS", line(cents=1000, quarters=(500, 500, 0, 0))), values=values)
    assert (offer.lines, len(offer.open)) == ((), 1)
    assert problems[0].code == "vat-relation-missing"


def test_a_quote_including_vat_stands_to_the_cent() -> None:
    offer, _ = offered(quote("KADASTER", line(cents=10_000, product="KAD-01"), including=True))
    assert priced(offer) == [("R-1", 8264, 1736)]  # 100.00 / 1.21 = 82.6446
    assert (offer.lines[0].including, offer.lines[0].net) == (Span.of(10_000), Fraction(100, 121))


def test_open_amounts_and_ranges_are_counted_and_stay_open_on_their_heading() -> None:
    negative = line("R-3", PM, cost_type="opbrengsten en stelposten")
    offer, _ = offered(quote("RWS", line("R-1", PM), line("R-2", Span(100, 150, 200)), negative))
    assert [(item.reason, item.line, item.may_be_negative, item.where.cell) for item in offer.open] == [
        ("pm", "R-1", False, "K2"),
        ("range", "R-2", False, "K3"),
        ("pm", "R-3", True, "K4"),
    ]
    assert sum((one.excluding for one in offer.lines), Span()) == Span(100, 150, 200, 2)


@pytest.mark.parametrize(("given", "category"), [(None, "uitvoeringskosten"), ("investeringskosten",) * 2])
def test_a_line_may_name_its_own_cost_category(given: str | None, category: str) -> None:
    assert offered(quote("RWS", line(category=given)))[0].lines[0].category == category


def test_refused_rows_and_what_the_caller_found_open_are_all_kept() -> None:
    refused = offered(quote("RWS", line("R-1", PM)))[0].open
    offer, _ = consolidate([quote("RWS", line("R-1", PM), refused=refused)], (), refused, reference(), 2027)
    assert len(offer.open) == 3


def test_assignments_stay_at_their_own_price_level_with_the_vat_of_their_year() -> None:
    values = reference(vat=[vat("RWS", "0.09", end="2026-12-31"), vat("RWS", "0.21", start="2027-01-01")])
    lines, _, problems = as_assigned([quote("RWS", line(cents=1000), year=2026, price_level=2025)], values, 2026)
    assert [(one.quoted, one.quoted_vat) for one in lines] == [(Span.of(1000), Span.of(90))]
    assert problems == ()
