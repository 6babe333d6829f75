"""Who pays the offer and the ceilings, with keys that change, are capped, or are wrong."""

from hypothesis import given
from hypothesis import strategies as st

from planner.records import Line, Offer, Quote, Reference
from planner.stages.financing import Key, Paid, of_ceilings, of_offer
from planner.stages.offer import consolidate
from tests.build import index, line, quote, reference, share, vat

CAPPED = [
    share("RIJK", "0.5"), share("GEMEENTEN", "0.5", maximum=400, rest_to="RIJK"),
    share("RIJK", "0.25", band=1000), share("GEMEENTEN", "0.75", band=1000),
    share("RIJK", "1", "investeringskosten"),
]  # fmt: skip
HALF_YEAR = [
    share("RIJK", "0.3", end="2027-06-30"), share("GEMEENTEN", "0.7", end="2027-06-30"),
    share("RIJK", "0.4", start="2027-07-01"), share("GEMEENTEN", "0.6", start="2027-07-01"),
]  # fmt: skip
RATES = [vat("RWS", "0.09", end="2027-03-31"), vat("RWS", "0.21", start="2027-04-01"), vat("KADASTER", "0.21")]


def offer(*quotes: Quote, values: Reference) -> Offer:
    return consolidate(quotes, (), (), values, 2027)[0]


def paid(values: Reference, *lines: Line, faulty: frozenset[str] = frozenset()) -> tuple[Paid, Key]:
    key = Key(values, 2027, faulty)
    return of_offer(offer(quote("RWS", *lines), values=values), key), key


def shares(found: Paid) -> dict[str, int] | None:
    return dict(found.total.shares) if found.total else None


def test_each_category_has_its_own_key_on_its_total_including_vat() -> None:
    values = reference(vat=[vat("RWS", "0.21")])
    found, key = paid(values, line("R-1", 1000), line("R-2", 500), line("R-3", 100, "uitbouw"))
    # 1500 + 315 VAT = 1815: 30% = 544.5, 70% = 1270.5, a tie in remainders: the cent goes to RIJK. 121 to RIJK.
    assert [(category, dict(one.shares) if one else None) for category, one in found.by_category] == [
        ("uitvoeringskosten", {"RIJK": 545, "GEMEENTEN": 1270}),
        ("investeringskosten", {"RIJK": 121}),
    ]
    assert shares(found) == {"RIJK": 666, "GEMEENTEN": 1270}
    assert not key.problems


def test_bands_and_caps_run_over_the_total_of_the_category_not_over_its_lines() -> None:
    # 1200 + 800 = 2000: 850 and 1150 with 100 capped (as test_financing works out).
    found, _ = paid(reference(key=CAPPED), line("R-1", 1200), line("R-2", 800, "doorontwikkeling"))
    assert shares(found) == {"RIJK": 850, "GEMEENTEN": 1150}
    assert found.total is not None
    assert [(rest.payer, rest.to, rest.cents) for rest in found.total.rests] == [("GEMEENTEN", "RIJK", 100)]


def test_a_key_that_changes_within_the_year_is_applied_by_quarter() -> None:
    # 4 x 1000: two quarters at 30/70 and two at 40/60.
    found, key = paid(reference(key=HALF_YEAR), line(cents=4000))
    assert shares(found) == {"RIJK": 1400, "GEMEENTEN": 2600}
    assert not key.problems


def test_amounts_in_one_half_of_the_year_follow_the_key_of_that_half() -> None:
    found, _ = paid(reference(key=HALF_YEAR), line(cents=1000, quarters=(0, 0, 0, 1000)))
    assert shares(found) == {"RIJK": 400, "GEMEENTEN": 600}


def test_a_category_without_key_is_a_problem_at_the_key() -> None:
    found, key = paid(reference(key=HALF_YEAR), line(), line("R-2", heading="uitbouw"))
    assert found.total is None
    assert [(one.code, str(one.where), str(one.fact("found"))) for one in key.problems] == [
        ("key-missing", "uitgangspunten.xlsx, Verdeelsleutel, A1", "investeringskosten")
    ]


def test_a_key_that_ends_within_the_year_is_missing_only_where_there_is_something_to_pay() -> None:
    values = reference(key=HALF_YEAR[:2])
    found, key = paid(values, line(cents=1000, quarters=(500, 500, 0, 0)))
    assert (shares(found), len(key.problems)) == ({"RIJK": 300, "GEMEENTEN": 700}, 0)
    found, key = paid(values, line(cents=1000, quarters=(500, 400, 100, 0)))
    assert found.total is None
    assert [(one.code, str(one.fact("day"))) for one in key.problems] == [("key-missing", "2027-07-01")]


def test_a_key_with_an_error_splits_nothing() -> None:
    found, key = paid(reference(), line(), faulty=frozenset({"uitvoeringskosten"}))
    assert found.by_category == (("uitvoeringskosten", None),)
    assert (found.total, len(key.problems)) == (None, 0)


def test_an_offer_of_nothing_is_paid_by_nobody() -> None:
    assert shares(paid(reference())[0]) == {}


def test_ceilings_are_paid_by_the_category_of_their_heading() -> None:
    key = Key(reference(), 2027, frozenset())
    found = of_ceilings({"beheer": 1000, "iplo": 500, "uitbouw": 200}, reference(), key)
    assert shares(found) == {"RIJK": 650, "GEMEENTEN": 1050}  # 450 + 200 and 1050


def test_ceilings_are_spread_evenly_where_the_key_changes_within_the_year() -> None:
    key = Key(reference(key=HALF_YEAR), 2027, frozenset())
    assert shares(of_ceilings({"beheer": 4000}, reference(), key)) == {"RIJK": 1400, "GEMEENTEN": 2600}


def test_the_order_of_the_rows_of_bands_makes_no_difference() -> None:
    one, other = (Key(reference(key=rows), 2027, frozenset()) for rows in (CAPPED, CAPPED[::-1]))
    ceilings = {"beheer": 2500}
    assert shares(of_ceilings(ceilings, reference(), one)) == shares(of_ceilings(ceilings, reference(), other))


@given(
    st.lists(st.tuples(*[st.integers(-(10**8), 10**8)] * 4), min_size=1, max_size=5),
    st.sampled_from([CAPPED, [*HALF_YEAR, CAPPED[-1]], reference().key]),
    st.sampled_from([2026, 2027]),
)
def test_payers_together_pay_the_offer_including_vat(
    rows: list[tuple[int, int, int, int]], key: list[object], price_level: int
) -> None:
    values = reference(key=key, vat=RATES, indices=[index("loon", 2027, "0.037")])
    headings = ("beheer", "uitbouw", "iplo")
    lines = [line(f"R-{n}", sum(row), headings[n % 3], quarters=row) for n, row in enumerate(rows)]
    both = (quote("RWS", *lines, price_level=price_level), quote("KADASTER", *lines, including=True))
    made = offer(*both, values=values)
    found = of_offer(made, Key(values, 2027, frozenset())).total
    assert found is not None
    assert sum(cents for _, cents in found.shares) == sum(one.including.expected for one in made.lines)
