"""Receiving quotes: versions, strangers, what is missing, and what stays open for it."""

from planner.agreement import Role
from planner.places import Place
from planner.problems import Problem
from planner.records import Quote, Unread
from planner.stages.quotes import Received, assignments, receive, unassigned
from tests.build import OBO, TBO, line, party, product, quote, reference, unread

RWS, KADASTER, KETEN, KOOP = quote("RWS"), quote("KADASTER"), quote("KADASTER", role=TBO), quote("KOOP")
ALL = (RWS, KADASTER, KETEN, KOOP)


def received(
    *records: Quote,
    unreads: tuple[Unread, ...] = (),
    last: dict[tuple[str, Role], tuple[str, ...]] | None = None,
    **tables: list[object],
) -> tuple[Received, list[tuple[str, str]]]:
    stand, problems = receive(records, unreads, reference(**tables), 2027, last or {})
    return stand, [shown(found) for found in problems]


def shown(found: Problem) -> tuple[str, str]:
    return found.code, str(found.where)


def open_of(stand: Received) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(item.reason, item.organisation, item.headings) for item in stand.open]


def test_everybodys_quote_counts_and_nothing_is_open() -> None:
    stand, problems = received(*ALL)
    assert set(stand.quotes) == set(ALL)
    assert (stand.superseded, stand.open, problems) == ((), (), [])


def test_a_missing_quote_is_open_on_every_heading_of_its_products_and_of_last_year() -> None:
    stand, problems = received(KADASTER, KETEN, KOOP, last={("RWS", OBO): ("uitbouw", "beheer")})
    assert open_of(stand) == [("missing", "RWS", ("beheer", "iplo", "uitbouw"))]
    assert problems == [("quote-missing", "uitgangspunten.xlsx, Partijen, A3")]


def test_kadaster_owes_two_quotes() -> None:
    stand, problems = received(RWS, KADASTER, KOOP)
    assert [(item.organisation, item.role, item.headings) for item in stand.open] == [
        ("KADASTER", TBO, ("leveranciersmanagement",))
    ]
    assert problems == [("quote-missing", "uitgangspunten.xlsx, Partijen, A5")]


def test_who_left_owes_no_quote() -> None:
    stand, problems = received(RWS, parties=[party("RWS"), party("KOOP", end="2026-12-31")])
    assert (stand.open, problems) == ((), [])


def test_an_older_version_is_superseded_and_listed() -> None:
    newer = quote("RWS", line(), version=2)
    stand, problems = received(*ALL, newer)
    assert newer in stand.quotes
    assert stand.superseded == (RWS,)
    assert problems == [("superseded", "2027/offertes/RWS-OBO-1.xlsx")]


def test_a_copy_counts_once() -> None:
    stand, problems = received(*ALL, quote("RWS", file="2027/offertes/kopie.xlsx"))
    assert len(stand.quotes) == 4
    assert problems == [("same-content-twice", "2027/offertes/kopie.xlsx")]


def test_the_same_version_with_other_records_counts_for_neither() -> None:
    other = quote("RWS", line(heading="uitbouw"), file="2027/offertes/ander.xlsx")
    stand, problems = received(*ALL, other)
    assert [one.organisation for one in stand.quotes] == ["KADASTER", "KADASTER", "KOOP"]
    assert open_of(stand) == [("quote", "RWS", ("beheer", "iplo", "uitbouw"))]
    assert problems == [("same-version-other-content", "2027/offertes/ander.xlsx, Offerte, B5")]


def test_a_newest_version_that_cannot_be_read_never_falls_back() -> None:
    broken = unread("2027/offertes/v2.xlsx", "RWS", OBO, version=2)
    stand, problems = received(*ALL, unreads=(broken,))
    assert RWS not in stand.quotes
    assert stand.superseded == (RWS,)
    assert open_of(stand) == [("quote", "RWS", ("beheer", "iplo"))]
    assert problems == [("newest-version-unusable", "2027/offertes/v2.xlsx")]


def test_a_file_that_does_not_say_whose_it_is_stands_open_on_the_total() -> None:
    stand, problems = received(*ALL, unreads=(unread("2027/offertes/x.xlsx"),))
    assert open_of(stand) == [("file", None, ())]
    assert (len(stand.quotes), problems) == (4, [])


def test_an_unreadable_first_quote_is_open_and_not_missing_as_well() -> None:
    stand, problems = received(KADASTER, KETEN, KOOP, unreads=(unread("x.xlsx", "RWS", OBO),))
    assert open_of(stand) == [("quote", "RWS", ("beheer", "iplo"))]
    assert problems == []


def test_a_quote_of_another_year_blocks_its_party() -> None:
    stray = quote("RWS", year=2026, file="2027/offertes/oud.xlsx")
    stand, problems = received(KADASTER, KETEN, KOOP, stray)
    assert open_of(stand) == [("quote", "RWS", ("beheer", "iplo"))]
    assert problems == [("wrong-year", "2027/offertes/oud.xlsx, Offerte, B4")]


def test_an_organisation_that_is_no_party_is_named_and_its_headings_stay_open() -> None:
    stand, problems = received(*ALL, quote("RSW", line(heading="uitbouw")))
    assert open_of(stand) == [("quote", "RSW", ("uitbouw",))]
    assert problems == [("unknown-code", "2027/offertes/RSW-OBO-1.xlsx, Offerte, B2")]


def test_an_organisation_without_that_role_is_refused() -> None:
    stand, problems = received(*ALL, quote("RWS", line(), role=TBO))
    assert open_of(stand) == [("quote", "RWS", ("beheer",))]
    assert problems == [("party-has-no-such-role", "2027/offertes/RWS-TBO-1.xlsx, Offerte, B2")]


def test_a_party_that_takes_part_on_no_quarter_day_is_refused() -> None:
    parties = [party("RWS"), party("KOOP", end="2026-12-31")]
    stand, problems = received(RWS, quote("KOOP", line(product="KOOP-01")), parties=parties)
    assert stand.quotes == (RWS,)
    assert open_of(stand) == [("quote", "KOOP", ("beheer",))]
    assert problems == [("party-not-in-year", "2027/offertes/KOOP-OBO-1.xlsx, Offerte, B2")]


def test_a_party_without_products_and_without_lines_last_year_is_open_on_the_total() -> None:
    stand, _ = received(parties=[party("RWS")], products=[product("K-1", "KOOP")])
    assert open_of(stand) == [("missing", "RWS", ())]


def test_the_latest_assignment_is_last_year() -> None:
    first, second = quote("RWS", line(), year=2026), quote("RWS", line(cents=5), year=2026, version=2)
    stand, problems = assignments([first, second, quote("KOOP", year=2025)], [], 2026)
    assert stand.quotes == (second,)
    assert [found.code for found in problems] == ["wrong-year", "superseded"]


def test_a_party_that_took_part_last_year_without_an_assignment_is_noted() -> None:
    values = reference(parties=[party("RWS"), party("KOOP"), party("NEW", start="2027-01-01"), party("KADASTER")])
    quotes = receive([RWS, KOOP, quote("NEW"), KADASTER], [], values, 2027, {})[0]
    broken = unread("2026/opdracht-KOOP-2026.xlsx", "KOOP", OBO)
    last_year = assignments([quote("KADASTER", year=2026)], [broken], 2026)[0]
    assert [shown(one) for one in unassigned(quotes, last_year, values, 2027)] == [
        ("assignment-missing", "uitgangspunten.xlsx, Partijen, A2")
    ]


def test_order_of_files_does_not_matter() -> None:
    records = [*ALL, quote("RWS", line(), version=2), quote("RSW")]
    broken = (unread("a.xlsx", "KOOP", OBO, version=2), unread("b.xlsx"))
    there, back = receive(records, broken, reference(), 2027, {}), receive(records[::-1], broken, reference(), 2027, {})
    assert there[0].quotes == back[0].quotes
    assert set(there[0].open) == set(back[0].open)
    assert set(there[1]) == set(back[1])


def test_places_lead_to_the_file_that_is_meant() -> None:
    stand, _ = received(*ALL, unreads=(unread("2027/offertes/v2.xlsx", "RWS", OBO),))
    assert stand.open[0].where == Place("2027/offertes/v2.xlsx")
