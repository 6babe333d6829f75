"""The reference values beside each other: every mistake named in its own cell."""

from dataclasses import replace

import pytest

from planner.problems import message
from planner.records import KeyShare, Reference
from planner.stages import reference as stage
from tests.build import TBO, heading, product, reference, share, vat


def found(values: Reference) -> list[tuple[str, str, str]]:
    """Return code, cell and Dutch text of each problem."""
    return [(p.code, f"{p.where.sheet}!{p.where.cell}", message(p, "nl")) for p in stage.check(values)]


def codes(values: Reference) -> list[tuple[str, str]]:
    return [(code, where) for code, where, _ in found(values)]


def test_correct_reference_values_have_no_problem() -> None:
    assert found(reference()) == []


@pytest.mark.parametrize(
    ("table", "rows", "cell"),
    [
        ("products", [product("X-1", "RSW")], "PDC!C2"),
        ("products", [product("X-1", "RWS", "beheeer")], "PDC!E2"),
        ("vat", [vat("RWS", "0"), vat("KAD", "0.21")], "Btw!A3"),
        ("vat", [vat("RWS", "0", customer="BKZ")], "Btw!C2"),
        ("headings", [*reference().headings, heading("afbouw", "investering")], "Posten!D7"),
        ("key", [*reference().key, share("RIJKS", "1", "investeringskosten", start="2040-01-01")], "Verdeelsleutel!C5"),
    ],
)
def test_a_code_that_is_not_in_its_list_is_named_in_its_cell(table: str, rows: list[object], cell: str) -> None:
    assert codes(reference(**{table: rows})) == [("unknown-code", cell)]


def test_a_near_miss_gets_a_hint_in_the_spelling_of_the_list() -> None:
    (_, _, text) = found(reference(products=[product("X-1", "Kadster")]))[0]
    assert text == "'Kadster' staat niet in de kolom Code van Partijen. Bedoeld: 'KADASTER'?"


def test_the_rest_of_a_cap_needs_a_payer_that_exists() -> None:
    capped = [share("RIJK", "0.3"), share("GEMEENTEN", "0.7", maximum=12_345_600)]
    values = reference(key=[*capped, share("RIJK", "1", "investeringskosten")])
    assert found(values) == [
        ("rest-to-missing", "Verdeelsleutel!F3", "Er is een Maximum van € 123.456,00, maar 'Restant naar' is leeg."),
    ]
    wrong = [replace(one, rest_to="RIKJ" if one.maximum else "") for one in values.key]
    assert codes(reference(key=wrong)) == [("unknown-code", "Verdeelsleutel!F3")]


@pytest.mark.parametrize(
    "faulty",
    [
        share("RIKJ", "0.7"),
        share("GEMEENTEN", "0.7", maximum=1),
        share("GEMEENTEN", "0.7", maximum=1, rest_to="RIKJ"),
    ],
)
def test_a_category_with_a_share_that_nobody_pays_is_not_split(faulty: KeyShare) -> None:
    rows = [share("RIJK", "0.3"), faulty, share("RIJK", "1", "investeringskosten", maximum=5, rest_to="GEMEENTEN")]
    assert stage.unpayable(reference(key=rows)) == {"uitvoeringskosten"}
    assert stage.unpayable(reference()) == set()


def test_shares_of_wage_and_price_may_leave_a_part_but_not_exceed_the_whole() -> None:
    rows = [heading("a", wage="0.6", price="0.5"), heading("b", wage="0.6", price="0.4"), heading("c", wage="0")]
    values = reference(headings=rows, products=[])
    assert found(values) == [
        ("shares-above-100", "Posten!F2", "Loonaandeel en Prijsaandeel zijn samen 110%, meer dan 100%.")
    ]


def test_a_product_has_one_owner_on_a_day() -> None:
    rows = [product("X-1", "RWS"), product("X-2", "RWS"), product("X-1", "KADASTER", role=TBO, start="2027-07-01")]
    assert codes(reference(products=rows)) == [("two-owners", "PDC!A4")]
    assert found(reference(products=rows))[0][2].endswith("de andere regel is A2.")


def test_a_product_may_change_owner_within_the_year() -> None:
    rows = [product("X-1", "RWS", end="2027-06-30"), product("X-1", "KADASTER", start="2027-07-01")]
    assert codes(reference(products=rows)) == []
    one_day_both = [rows[0], replace(rows[1], period=replace(rows[0].period, start=rows[0].period.end, end=None))]
    assert codes(reference(products=one_day_both)) == [("two-owners", "PDC!A3")]


def with_key(*shares: object) -> Reference:
    return reference(key=[*shares, share("RIJK", "1", "investeringskosten")])


def test_a_key_that_does_not_add_up_is_named_once_at_its_first_share() -> None:
    assert found(with_key(share("RIJK", "0.3"), share("GEMEENTEN", "0.69"))) == [
        (
            "key-not-100",
            "Verdeelsleutel!D2",
            "De percentages van uitvoeringskosten vanaf € 0,00 tellen op 1-1-2023 op tot 99%, niet tot 100%.",
        )
    ]


@pytest.mark.parametrize("parts", [("0.3333", "0.3333", "0.3334"), ("0.333333333333333",) * 3])
def test_thirds_add_up(parts: tuple[str, ...]) -> None:
    payers = ("RIJK", "GEMEENTEN", "WATERSCHAPPEN")
    assert codes(with_key(*(share(payer, part) for payer, part in zip(payers, parts, strict=True)))) == []


def test_each_band_adds_up_by_itself() -> None:
    bands = [share("RIJK", "1"), share("RIJK", "0.5", band=1000_00), share("GEMEENTEN", "0.4", band=1000_00)]
    problems = found(with_key(*bands))
    assert [one[:2] for one in problems] == [("key-not-100", "Verdeelsleutel!D3")]
    assert "vanaf € 1.000,00 tellen" in problems[0][2]


def test_a_key_that_is_broken_only_from_a_later_day_says_from_when() -> None:
    problems = found(with_key(share("RIJK", "0.3"), share("GEMEENTEN", "0.7", end="2027-06-30")))
    assert [one[:2] for one in problems] == [("key-not-100", "Verdeelsleutel!D2")]
    assert "tellen op 1-7-2027 op tot 30%" in problems[0][2]


def test_the_lowest_band_starts_at_zero() -> None:
    assert found(with_key(share("RIJK", "1", band=50_000))) == [
        (
            "key-starts-above-zero",
            "Verdeelsleutel!B2",
            "De laagste schijf van uitvoeringskosten begint op 1-1-2023 bij € 500,00 in plaats van bij 0.",
        )
    ]


def test_a_plain_key_may_change_on_any_quarter() -> None:
    shares = [
        share("RIJK", "0.3", end="2027-06-30"), share("GEMEENTEN", "0.7", end="2027-06-30"),
        share("RIJK", "0.4", start="2027-07-01"), share("GEMEENTEN", "0.6", start="2027-07-01"),
    ]  # fmt: skip
    assert codes(with_key(*shares)) == []


@pytest.mark.parametrize(
    ("last_day", "first_day", "expected"),
    [
        ("2026-12-31", "2027-01-01", []),
        ("2027-06-30", "2027-07-01", [("key-changes-within-year", "Verdeelsleutel!G3")]),
    ],
)
def test_a_key_with_bands_or_caps_changes_on_new_years_day_only(
    last_day: str, first_day: str, expected: list[tuple[str, str]]
) -> None:
    old = share("RIJK", "1", maximum=100, rest_to="GEMEENTEN", end=last_day)
    assert codes(with_key(old, share("RIJK", "1", start=first_day))) == expected


def test_a_share_that_only_ends_within_the_year_is_named_by_its_end() -> None:
    shares = [share("RIJK", "1"), share("RIJK", "1", band=100_00, end="2027-06-30")]
    assert codes(with_key(*shares)) == [("key-changes-within-year", "Verdeelsleutel!H3")]
