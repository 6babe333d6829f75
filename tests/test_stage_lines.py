"""Lines of a quote beside the reference values: one problem a mistake, in its cell, and an open item in its place."""

import pytest

from planner.problems import message
from planner.records import Line, OpenItem, Quote, Reference
from planner.stages.lines import Lists, check
from tests.build import OBO, TBO, line, party, product, quote, reference


def checked(values: Reference, *lines: Line, organisation: str = "RWS", delivered: bool = True):  # type: ignore[no-untyped-def]
    """Return the quote that is left, and code, cell and Dutch text of each problem."""
    left, problems = check(quote(organisation, *lines), Lists(values), delivered=delivered)
    return left, [(one.code, str(one.where.cell), message(one, "nl")) for one in problems]


def codes(values: Reference, *lines: Line, **how: object) -> list[tuple[str, str]]:
    return [(code, cell) for code, cell, _ in checked(values, *lines, **how)[1]]


def only_open(left: Quote) -> OpenItem:
    assert left.lines == ()
    return left.refused[0]


def test_a_correct_quote_comes_back_as_it_was() -> None:
    given = quote("RWS", line("R-1"), line("R-2", product="RWS-05", heading="iplo"))
    assert check(given, Lists(reference())) == (given, ())


@pytest.mark.parametrize(
    ("faulty", "cell"),
    [
        (line(product="RWS-99"), "B2"),
        (line(heading="beheeer"), "D2"),
        (line(cost_type="personeel"), "E2"),
        (line(category="exploitatie"), "T2"),
    ],
)
def test_an_unknown_code_is_named_in_its_cell(faulty: Line, cell: str) -> None:
    assert codes(reference(), faulty) == [("unknown-code", cell)]


def test_two_mistakes_in_one_line_give_two_problems_and_none_that_follow() -> None:
    # An unknown product has no owner to test, so that only its code is wrong.
    assert codes(reference(), line(product="X", cost_type="Y")) == [("unknown-code", "B2"), ("unknown-code", "E2")]


def test_only_the_faulty_line_leaves_and_stays_open_on_its_heading() -> None:
    good, bad = line("R-1"), line("R-2", product="X", heading="uitbouw")
    left, _ = checked(reference(), good, bad)
    assert [one.id for one in left.lines] == ["R-1"]
    assert left.refused == (OpenItem("row", left.refused[0].where, ("uitbouw",), "RWS", OBO, "R-2"),)
    assert str(left.refused[0].where) == "2027/offertes/RWS-OBO-1.xlsx, Kosten, B3"


def test_an_unknown_heading_stays_open_on_the_total() -> None:
    assert only_open(checked(reference(), line(heading="x"))[0]).headings == ()


@pytest.mark.parametrize(
    ("faulty", "may_be_negative"),
    [
        (line(product="X"), False),
        (line(product="X", cost_type="opbrengsten en stelposten"), True),
        (line(cost_type="x"), True),  # it may have been that cost type
    ],
)
def test_an_open_item_says_whether_it_may_be_negative(faulty: Line, may_be_negative: bool) -> None:
    assert only_open(checked(reference(), faulty)[0]).may_be_negative is may_be_negative


def test_a_product_of_another_organisation() -> None:
    assert checked(reference(), line(product="KOOP-01"))[1] == [
        (
            "product-of-another",
            "B2",
            "Product KOOP-01 wordt volgens de PDC geleverd door KOOP (OBO), niet door RWS (OBO).",
        )
    ]


def test_kadaster_as_obo_does_not_deliver_what_it_does_as_tbo() -> None:
    chain = line(product="TBO-01", heading="leveranciersmanagement")
    assert codes(reference(), chain, organisation="KADASTER") == [("product-of-another", "B2")]
    assert check(quote("KADASTER", chain, role=TBO), Lists(reference()))[1] == ()


def test_a_product_of_iplo_carries_only_the_heading_iplo() -> None:
    assert codes(reference(), line(product="RWS-05", heading="beheer")) == [("iplo-on-other-heading", "D2")]
    assert codes(reference(), line(product="RWS-01", heading="doorontwikkeling")) == []


def test_a_party_that_leaves_within_the_year_has_no_amounts_after_it() -> None:
    values = reference(parties=[party("RWS", end="2027-06-30")])
    assert codes(values, line(quarters=(50_00, 50_00, 0, 0))) == []
    assert checked(values, line(quarters=(25_00, 25_00, 25_00, 25_00)))[1] == [
        ("party-outside-dates", "N2", "RWS (OBO) neemt op 1-7-2027 niet deel, maar er staat hier € 25,00.")
    ]


def test_the_first_quarter_that_is_wrong_is_the_one_that_is_named() -> None:
    values = reference(parties=[party("RWS", start="2027-04-01", end="2027-06-30")])
    assert codes(values, line("R-1", 300, quarters=(0, 100, 100, 100))) == [("party-outside-dates", "N2")]
    assert codes(values, line("R-1", 400, quarters=(100, 100, 100, 100))) == [("party-outside-dates", "L2")]


def test_a_product_that_ends_within_the_year() -> None:
    values = reference(products=[product("RWS-01", "RWS", end="2027-09-30")])
    assert checked(values, line(cents=1, quarters=(0, 0, 0, 1)))[1] == [
        ("product-outside-dates", "O2", "Product RWS-01 is op 1-10-2027 niet in de PDC, maar er staat hier € 0,01.")
    ]


def test_a_product_that_changes_owner_within_the_year_is_quoted_by_each_for_its_own_quarters() -> None:
    values = reference(products=[product("X", "RWS", end="2027-06-30"), product("X", "KOOP", start="2027-07-01")])
    first, second = (50, 50, 0, 0), (0, 0, 50, 50)
    assert codes(values, line(product="X", quarters=first)) == []
    assert codes(values, line(product="X", quarters=second), organisation="KOOP") == []
    assert codes(values, line(product="X", quarters=second)) == [("product-outside-dates", "N2")]
    assert codes(values, line(product="X", quarters=first), organisation="KOOP") == [("product-outside-dates", "L2")]


def test_last_years_assignment_stands_as_it_was_given() -> None:
    stands = line(product="KOOP-01")
    assert codes(reference(), stands, delivered=False) == []
    assert codes(reference(), line(product="X"), delivered=False) == [("unknown-code", "B2")]


def test_forty_mistakes_give_forty_problems() -> None:
    faulty = [line(f"R-{n}", product="X" if n % 2 else "KOOP-01") for n in range(40)]
    left, problems = checked(reference(), *faulty, line("R-40"))
    assert (len(problems), len(left.refused), len(left.lines)) == (40, 40, 1)
