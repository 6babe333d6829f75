"""Nothing is calculated twice: screen, JSON and workbook show one and the same figure object."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from planner.amounts import Amount
from planner.excel.book import Page, workbook
from planner.money import cents
from planner.tables import Kind, text
from planner.views import as_json, comparison
from planner.workspace import Workspace
from planner.year import Year

EXAMPLE = Path(__file__).parent.parent / "budgets"
MARKED = cents(12_345_678)
"""An amount that no calculation on the example gives: whoever shows it took it from the figure."""


@pytest.fixture(scope="module")
def year():
    return Year(Workspace(EXAMPLE), 2027)


@pytest.fixture(scope="module")
def marked(year):
    """The comparison in which the offer of one heading has been replaced by a figure of another amount."""
    first, *rest = year.comparison.rows
    figure = replace(first.offer, amount=Amount.of(MARKED, first.offer.amount.basis))
    return replace(year.comparison, rows=(replace(first, offer=figure), *rest))


def test_the_table_holds_the_figure_of_the_stage_itself(year):
    view = comparison.table(year.comparison)
    for shown, row in zip(view.rows, year.comparison.rows, strict=False):
        assert shown.values[2] is row.ceiling
        assert shown.values[3] is row.offer
        assert shown.values[4] is row.difference


def test_screen_json_and_workbook_show_what_stands_in_the_figure(year, marked):
    view = comparison.table(marked)
    assert text(view.rows[0].values[3], Kind.MONEY, "nl") == "12.345.678,00"
    data = as_json.comparison(replace(year.results, compared=marked))
    assert data["rows"][0]["offer"] == "12345678.00"
    book = openpyxl.load_workbook(io.BytesIO(workbook([Page("Blad", (), (view,))], "t", "c")))
    assert 12_345_678 in [cell.value for row in book["Blad"].iter_rows() for cell in row]


def test_a_figure_traces_to_the_cells_it_was_typed_in(year):
    beheer = year.comparison.rows[0].offer
    places = {str(leaf.place) for leaf in beheer.leaves()}
    assert "2027/offertes/offerte-RWS-2027.xlsx, Kosten, K2" in places
    typed = sum(leaf.cents for leaf in beheer.leaves())
    # excluding VAT as typed: 39.477.079,17 less the 21% on Kadaster (OBO and TBO) and Geonovum
    assert typed < beheer.cents
    assert len(places) == sum(1 for line in year.offer[0].lines if line.line.heading == "beheer")
