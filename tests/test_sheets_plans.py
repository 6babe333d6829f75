"""Frame and strategy as records, and what keeps them from being read."""

from collections.abc import Sequence
from datetime import date

import pytest

from planner import sheets
from planner.amounts import PM, Basis, Span, Vat
from planner.places import Place
from planner.problems import Problem
from planner.records import Frame, OpenItem, OtherItem, Strategy, Unread
from planner.records import Test as Judged
from planner.sheets import WorkbookRead
from tests.tables import FRAME, STRATEGY, Sheets, changed, data

FILE = "plan.xlsx"


def read(book: Sheets) -> WorkbookRead:
    return sheets.read(data(book), FILE)


def frame_of(found: WorkbookRead) -> Frame:
    assert isinstance(found.record, Frame)
    return found.record


def strategy_of(found: WorkbookRead) -> Strategy:
    assert isinstance(found.record, Strategy)
    return found.record


def told(problems: Sequence[Problem]) -> list[tuple[str, str | None]]:
    return [(found.code, found.where.cell) for found in problems]


def test_a_frame_is_read_in_cents() -> None:
    found = read(FRAME)
    frame = frame_of(found)
    assert found.problems == ()
    assert (found.kind, frame.year, frame.version, frame.indexed) == ("kader", 2027, 1, False)
    assert frame.basis == Basis(2027, Vat.INCLUDING)
    assert (frame.decided_on, frame.reference) == (date(2026, 6, 18), "OGB-14")
    beheer, iplo = frame.ceilings
    assert (beheer.amount, beheer.floor, beheer.test) == (Span.of(3_890_000_000), 3_110_000_000, Judged.BINDING)
    assert (iplo.amount, iplo.floor, iplo.test) == (PM, None, Judged.CEILING)
    assert beheer.origin.cell("floor") == Place(FILE, "Plafonds", "C2")


def test_a_frame_in_thousands() -> None:
    frame = frame_of(read(changed(FRAME, {"Kader!B5": "X 1000", "Plafonds!B2": 38900.5, "Plafonds!C2": 31100})))
    assert (frame.ceilings[0].amount, frame.ceilings[0].floor) == (Span.of(3_890_050_000), 3_110_000_000)


def test_other_items_are_read_where_the_sheet_is_there() -> None:
    rows = [["Post", "Omschrijving", "Bedrag"], ["onvoorzien", "risico's", 100], ["SBO", None, "pm"]]
    first, second = frame_of(read({**FRAME, "Overige posten": rows})).others
    assert first == OtherItem("onvoorzien", "risico's", Span.of(10_000), first.origin)
    assert second.amount == PM


def test_a_refused_ceiling_stays_open_on_its_heading() -> None:
    frame = frame_of(read(changed(FRAME, {"Plafonds!D2": "streng"})))
    assert [ceiling.heading for ceiling in frame.ceilings] == ["iplo"]
    assert frame.open == (OpenItem("row", Place(FILE, "Plafonds", "D2"), ("beheer",)),)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Kader!B1": None}, ("cell-empty", "B1")),
        ({"Kader!B6": "soms"}, ("not-in-list", "B6")),
        ({"Kader!B3": 27}, ("out-of-range", "B3")),
        ({"Plafonds!D1": "Tets"}, ("heading-missing", "D1")),
    ],
)
def test_a_spoilt_frame_is_unread(cells: dict[str, object], expected: tuple[str, str]) -> None:
    found = read(changed(FRAME, cells))
    assert isinstance(found.record, Unread)
    assert told(found.problems)[0] == expected


def test_two_ceilings_for_one_heading() -> None:
    assert told(read(changed(FRAME, {"Plafonds!A3": "Beheer"})).problems) == [("duplicate-key", "A3")]


def test_a_strategy_is_read_by_year() -> None:
    found = read(STRATEGY)
    strategy = strategy_of(found)
    assert found.problems == ()
    assert (strategy.first_year, strategy.last_year, strategy.basis) == (2026, 2029, Basis(2026, Vat.EXCLUDING))
    (line,) = strategy.lines
    assert line.amounts == ((2026, Span.of(10_000)), (2027, Span.of(20_000)), (2028, PM), (2029, Span()))
    assert line.origin.cell("amounts:2027") == Place(FILE, "Raming", "J2")
    assert (strategy.goals[0].year, strategy.goals[0].goal) == (2026, "Stabiel beheer")


def test_year_headings_may_be_numbers() -> None:
    assert read(changed(STRATEGY, {"Raming!I1": 2026, "Raming!J1": 2027.0})).problems == ()


@pytest.mark.parametrize("cycle", ["2026 - 2029", "2026–2029", "2026 t/m 2029", "2026/2029"])
def test_a_cycle_in_other_spellings(cycle: str) -> None:
    assert strategy_of(read(changed(STRATEGY, {"Strategie!B1": cycle}))).last_year == 2029


@pytest.mark.parametrize("cycle", ["2026-2028", "2026-2030", "2029-2026", "vier jaar", 2026])
def test_a_strategy_that_is_not_four_years(cycle: object) -> None:
    found = read(changed(STRATEGY, {"Strategie!B1": cycle}))
    assert told(found.problems) == [("cycle-not-four-years", "B1")]
    assert isinstance(found.record, Unread)


def test_a_year_of_the_cycle_without_column() -> None:
    found = read(changed(STRATEGY, {"Raming!K1": "2025"}))
    assert told(found.problems) == [("cycle-year-missing", "A1")]
    assert isinstance(found.record, Unread)


def test_years_outside_the_cycle_are_noted() -> None:
    found = read(changed(STRATEGY, {"Raming!N1": "2030", "Raming!N2": 5}))
    assert told(found.problems) == [("cycle-year-extra", "N1")]
    assert len(strategy_of(found).lines[0].amounts) == 4


def test_a_cycle_beyond_the_agreement_is_noted() -> None:
    cells = {"Strategie!B1": "2027-2030", "Raming!I1": "2030"}
    assert told(read(changed(STRATEGY, cells)).problems) == [("beyond-agreement", "I1")]


def test_a_strategy_must_say_something_on_all_subjects() -> None:
    found = read(changed(STRATEGY, {"Onderwerpen!C8": None}))
    assert told(found.problems) == [("subject-required", "C8")]
    assert isinstance(found.record, Strategy)
