"""What the answer, the tables and the JSON say, on the example (figures of the issue, typed by hand)."""

from pathlib import Path

import pytest

from planner.amounts import Span
from planner.tables import Kind, Weight, span, text
from planner.views import answer, as_json, comparison
from planner.workspace import Workspace
from planner.year import Year

EXAMPLE = Path(__file__).parent.parent / "budgets"


@pytest.fixture(scope="module")
def year():
    return Year(Workspace(EXAMPLE), 2027)


def test_the_answer_comes_first_and_names_amounts_and_headings(year):
    lines = answer.answer(year.comparison, year.limits[0], year.bridge[0])
    dutch = [line.nl for line in lines]
    assert dutch[0] == "De offerte 2027 past NIET binnen het kader."
    assert dutch[1].endswith("verschil € 1.250.973,00 (nadelig).")
    assert "Beheer en exploitatie € 577.079,17, Doorontwikkeling € 673.893,83" in dutch[2]
    assert "Leveranciersmanagement € 31.045,77" in dutch[3]
    assert "Open: niets." in dutch
    assert len(lines) <= 10


def test_the_answer_in_english(year):
    lines = answer.answer(year.comparison, year.limits[0], year.bridge[0])
    assert lines[0].en == "The offer 2027 does NOT fit the frame."
    assert "EUR 1,250,973.00 (unfavourable)" in lines[1].en


def test_the_table_ends_with_the_two_sums(year):
    view = comparison.table(year.comparison)
    sums = [row for row in view.rows if row.weight is Weight.TOTAL]
    assert [text(row.values[3], Kind.MONEY, "nl") for row in sums] == ["48.750.973,00", "59.761.066,96"]


def test_financing_adds_up_to_the_offer(year):
    view = comparison.financing(*year.paid, year.reference)
    shown = {text(row.values[0], Kind.TEXT, "nl"): text(row.values[2], Kind.MONEY, "nl") for row in view.rows}
    assert shown == {
        "Rijk": "15.306.463,35",
        "Provincies (IPO)": "3.292.933,60",
        "Gemeenten (VNG)": "38.417.558,68",
        "Waterschappen (UvW)": "2.744.111,33",
        "Samen": "59.761.066,96",
    }


def test_causes_leave_out_parts_that_do_not_occur(year):
    view = comparison.causes(year.bridge[0], year.reference, 2027)
    headings = [column.heading.nl for column in view.columns]
    assert "verschoven" not in headings
    assert headings[-1] == "verschil"


def test_json_of_the_bridge(year):
    data = as_json.comparison(year.results)
    assert data["bridge"]["beheer"] == {
        "index": "903783.01",
        "rate": "69178.99",
        "volume": "-52394.00",
        "other": "54144.00",
        "new": "1631734.50",
        "ended": "0.00",
        "moved": "0.00",
        "open": "0.00",
        "vat": "323611.26",
    }
    assert list(data) == [
        "year", "price_level", "vat", "rows", "binding", "total", "financing", "bridge", "fits", "open_items",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Span.of(123456), "1.234,56"),
        (Span(100, 100, 100, 2), "1,00 + 2 pm"),
        (Span(100_00, 125_00, 150_00), "100,00 .. 150,00"),
        (Span.of(-5), "-0,05"),
    ],
)
def test_an_open_amount_never_prints_as_certain(value, shown):
    assert span(value, "nl") == shown
