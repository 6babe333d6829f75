"""What holds on which quarter day: parties, products, VAT relations, and who owes a quote."""

from datetime import date

import pytest

from planner.calculations import validity
from tests.build import OBO, SBO, TBO, party, period, product, reference, vat

DAY = date(2027, 4, 1)


@pytest.mark.parametrize(
    ("start", "end", "quarters"),
    [
        (None, None, (True, True, True, True)),
        (None, "2027-06-30", (True, True, False, False)),
        (None, "2027-07-01", (True, True, True, False)),  # the last day counts
        ("2027-04-01", None, (False, True, True, True)),  # and so does the first
        ("2027-04-02", None, (False, False, True, True)),
        ("2027-04-02", "2027-06-30", (False, False, False, False)),  # within one quarter: on no quarter day
        ("2028-01-01", None, (False, False, False, False)),
    ],
)
def test_quarters_are_tested_on_their_first_day(start: str | None, end: str | None, quarters: tuple[bool, ...]) -> None:
    assert validity.quarters_held([party("RWS", start=start, end=end)], 2027) == quarters


def test_a_party_that_changed_its_name_holds_through_both_rows() -> None:
    rows = [party("KOOP", end="2027-06-30"), party("KOOP", start="2027-07-01")]
    values = reference(parties=rows)
    assert len(validity.parties(values, "KOOP", OBO)) == 2
    assert all(validity.quarters_held(rows, 2027))
    assert [(p.code, p.role) for p in validity.suppliers(values, 2027)] == [("KOOP", OBO)]


def test_everybody_but_the_sbo_owes_a_quote_once_in_each_role() -> None:
    assert [(p.code, p.role) for p in validity.suppliers(reference(), 2027)] == [
        ("RWS", OBO),
        ("KADASTER", OBO),
        ("KADASTER", TBO),
        ("KOOP", OBO),
    ]


def test_who_left_before_the_year_owes_nothing_and_who_leaves_within_it_does() -> None:
    rows = [party("KOOP", end="2026-12-31"), party("RWS", end="2027-02-01")]
    assert [p.code for p in validity.suppliers(reference(parties=rows), 2027)] == ["RWS"]


def test_headings_of_a_party_are_those_of_its_products_in_the_year() -> None:
    rows = [
        product("A", "RWS"),
        product("B", "RWS", "iplo"),
        product("C", "RWS"),
        product("D", "RWS", "uitbouw", end="2026-12-31"),
        product("E", "RWS", "doorontwikkeling", TBO),
        product("F", "KOOP", "uitbouw"),
    ]
    assert validity.headings_of(reference(products=rows), "RWS", OBO, 2027) == ("beheer", "iplo")


def rate_on(day: date, *rows) -> str | None:  # type: ignore[no-untyped-def]
    found = validity.relation(reference(vat=rows), "KADASTER", OBO, day)
    return str(found.rate) if found else None


def test_the_relation_to_the_sbo_counts_also_beside_others() -> None:
    assert rate_on(DAY, vat("KADASTER", "0.09", customer="RWS"), vat("KADASTER", "0.21")) == "0.21"


def test_another_customer_counts_where_there_is_none_to_the_sbo() -> None:
    assert rate_on(DAY, vat("KADASTER", "0.09", customer="RWS")) == "0.09"


def test_two_relations_on_one_day_or_none_at_all_are_no_relation() -> None:
    assert rate_on(DAY, vat("KADASTER", "0.21"), vat("KADASTER", "0.09")) is None
    assert rate_on(DAY, vat("KADASTER", "0.09", customer="RWS"), vat("KADASTER", "0.09", customer="KOOP")) is None
    assert rate_on(DAY) is None


def test_a_relation_of_another_role_or_day_does_not_count() -> None:
    assert rate_on(DAY, vat("KADASTER", "0.21", TBO)) is None
    assert rate_on(DAY, vat("KADASTER", "0.21", end="2027-03-31")) is None


def test_a_new_sbo_takes_over_with_its_own_relations() -> None:
    values = reference(
        parties=[party("BZK", SBO, end="2027-06-30"), party("VRO", SBO, start="2027-07-01"), party("KADASTER")],
        vat=[vat("KADASTER", "0.21"), vat("KADASTER", "0.09", customer="VRO")],
    )
    rates = [str(row.rate) for row in validity.relations(values, "KADASTER", OBO, 2027) if row]
    assert rates == ["0.21", "0.21", "0.09", "0.09"]


def test_a_period_holds_its_first_and_its_last_day() -> None:
    held = period("2027-01-01", "2027-12-31")
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1)]
    assert [held.holds(day) for day in days] == [False, True, True, False]
