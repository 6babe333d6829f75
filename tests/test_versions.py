"""Which version counts: the highest; the same number with other records is a conflict; a faulty one blocks."""

from dataclasses import replace

import pytest

from planner.calculations.versions import newest
from planner.places import Place
from planner.records import OpenItem, Quote
from tests.build import ceiling, frame, line, quote, unread


def version(number: int, cents: int = 100, file: str | None = None) -> Quote:
    return quote("RWS", line("R-1", cents), version=number, file=file or f"v{number}-{cents}.xlsx")


def test_the_highest_version_counts_and_older_ones_stay_listed() -> None:
    one, two, three = version(1), version(2), version(3)
    stand = newest([two, three, one], [])
    assert (stand.counts, set(stand.superseded), stand.conflict) == (three, {one, two}, ())


def test_the_same_number_with_other_records_is_a_conflict_and_nothing_counts() -> None:
    stand = newest([version(2), version(1), version(2, 101)], [])
    assert stand.counts is None
    assert stand.conflict == (version(2), version(2, 101))
    assert stand.superseded == (version(1),)


def test_the_same_records_in_another_file_are_a_copy() -> None:
    first, copy = version(1, file="a.xlsx"), version(1, file="copy of a.xlsx")
    stand = newest([first, copy], [])
    assert stand.counts is first
    assert [one.origin.table.workbook for one in stand.copies] == ["copy of a.xlsx"]


def test_where_a_record_stands_is_no_part_of_its_content() -> None:
    moved = replace(version(1), lines=tuple(replace(one, origin=version(2).origin) for one in version(1).lines))
    assert newest([version(1), moved], []).copies == (moved,)


def test_a_refused_row_is_part_of_the_content() -> None:
    refused = OpenItem("row", Place("a.xlsx", "Kosten", "K3"), ("beheer",), line="R-2")
    with_row = quote("RWS", line("R-1", 100), file="b.xlsx", refused=(refused,))
    assert newest([version(1), with_row], []).conflict == (version(1), with_row)


@pytest.mark.parametrize("number", [None, 2, 3])
def test_an_unreadable_version_that_may_be_the_newest_blocks(number: int | None) -> None:
    broken = unread("broken.xlsx", version=number)
    stand = newest([version(1), version(2)], [broken])
    assert (stand.counts, stand.blocked_by, len(stand.superseded)) == (None, broken, 2)


def test_an_unreadable_older_version_does_not_block() -> None:
    stand = newest([version(1), version(3)], [unread("broken.xlsx", version=2)])
    assert (stand.counts, stand.blocked_by) == (version(3), None)


def test_frames_have_versions_as_well() -> None:
    one, two = frame(ceiling("beheer", 100)), frame(ceiling("beheer", 200), version=2)
    assert newest([one, two], []).counts is two
    assert newest([one, frame(ceiling("beheer", 101))], []).conflict
    assert newest([], []).counts is None
