"""Slips where prices changed in earnest, and in what quotes are judged by: the example with one figure mistyped.

The figures are typed out by hand from the tables of the example.
"""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from planner.cli import main
from tests.inspecting.answers import columns
from tests.inspecting.slipping import put

EXAMPLE = Path(__file__).parents[1] / "budgets"
QUOTE = "2027/offertes/offerte-KADASTER-2027.xlsx"
FRAME = "2027/kader-2027.xlsx"
STRATEGY = "strategie-2026-2029.xlsx"
REFERENCE = "uitgangspunten.xlsx"


@pytest.fixture
def workspace(tmp_path):
    """Return the example as a workspace of its own."""
    folder = tmp_path / "budgets"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("uitvraag", "archief", "register"))
    return folder


def told(workspace, capsys, path, change):
    """Change a workbook and return what `check` warns of."""
    book = openpyxl.load_workbook(workspace / path)
    change(book)
    book.save(workspace / path)
    capsys.readouterr()
    main(["-C", str(workspace), "check", "2027", "--json", "--lang", "nl"])
    return [one for one in json.loads(capsys.readouterr().out) if one["severity"] != "note"]


def cell(book, sheet, key, heading):
    """Return the cell of a heading in the row whose first cell is this."""
    found = book[sheet]
    row = next(row[0].row for row in found.iter_rows() if row[0].value == key)
    return found.cell(row, columns(found)[heading])


def line(**changes):
    """Return a change of line KADASTER-004, an amount, or of another."""

    def change(book):
        costs = book["Kosten"]
        row = cell(book, "Kosten", changes.pop("regel", "KADASTER-004"), "Regel").row
        amount = changes.pop("amount")
        for name, value in changes.items():
            costs.cell(row, columns(costs)[name], value)
        put(costs, row, Decimal(str(amount)))

    return change


def test_an_amount_in_thousands_is_seen_beside_last_year_and_the_strategy(workspace, capsys):
    later = dict.fromkeys(("Raming 2028", "Raming 2029", "Raming 2030"), 859.5)
    (found,) = told(workspace, capsys, QUOTE, line(amount=859.5, **later))
    assert (found["code"], found["sheet"], found["cell"]) == ("slip-factor", "Kosten", "K5")
    # 840.000 in 2026, 2,3% dearer in 2027.
    assert found["facts"]["expected"] == "859320.00"
    assert found["facts"]["effect"] == "-858460.50"
    assert "2026/opdracht-KADASTER-2026.xlsx, Kosten, K4" in found["message"]
    assert "strategie-2026-2029.xlsx, Raming, J36" in found["message"]


def test_a_rate_with_vat_is_seen_beside_the_rates_of_other_lines(workspace, capsys):
    # 119,25 is the rate of other lines; last year this one had 116,57, which is no index away from it.
    (found,) = told(workspace, capsys, QUOTE, line(regel="KADASTER-026", Tarief=144.29, amount=382368.5))
    assert (found["code"], found["cell"]) == ("slip-vat", "J27")
    assert (found["facts"]["factor"], found["facts"]["expected"]) == ("1,21", "119.25")
    # 2650 hours at 25,04 more.
    assert found["facts"]["effect"] == "66356.00"


def test_an_amount_with_vat_is_seen_beside_the_round_amounts_of_other_lines(workspace, capsys):
    # 206.500 x 1,21; every other amount is rounded to 500.
    (found,) = told(workspace, capsys, QUOTE, line(regel="KADASTER-005", amount=249865))
    assert (found["code"], found["cell"], found["facts"]["expected"]) == ("slip-vat", "K6", "206500.00")


def test_a_new_line_is_seen_beside_the_strategy(workspace, capsys):
    (found,) = told(workspace, capsys, QUOTE, line(regel="KADASTER-015", amount=310500000))
    assert (found["code"], found["cell"], found["facts"]["factor"]) == ("slip-factor", "K16", "1.000")


def test_a_new_line_that_is_larger_than_its_whole_heading_is_told(workspace, capsys):
    # The strategy has no such cost type, so that nothing is expected of this line by itself.
    other = line(regel="KADASTER-015", Kostensoort="overige materiële kosten", amount=310500000)
    (found,) = told(workspace, capsys, QUOTE, other)
    assert (found["code"], found["cell"]) == ("slip-too-large", "K16")
    assert found["facts"]["heading"] == "doorontwikkeling"


def test_an_index_of_38_percent_is_told(workspace, capsys):
    found = told(workspace, capsys, REFERENCE, lambda book: setattr(book["Indexen"]["C2"], "value", 0.38))
    assert [(one["code"], one["cell"]) for one in found if one["code"].startswith("slip-")] == [
        ("slip-percentage", "C2")
    ]


def test_a_ceiling_in_another_unit_is_seen_beside_last_year_and_the_quotes(workspace, capsys):
    (found,) = told(
        workspace, capsys, FRAME, lambda book: setattr(cell(book, "Plafonds", "iplo", "Bedrag"), "value", 3300)
    )
    assert (found["code"], found["sheet"], found["facts"]["factor"]) == ("slip-factor", "Plafonds", "1/1.000")


def test_a_frame_in_another_unit_is_told_once(workspace, capsys):
    def change(book):
        label = next(row[0] for row in book["Kader"].iter_rows() if row[0].value == "Bedragen in")
        book["Kader"].cell(label.row, 2, "x 1.000")

    (found,) = told(workspace, capsys, FRAME, change)
    assert (found["code"], found["sheet"], found["facts"]["factor"]) == ("slip-of-all", "Kader", "1.000")


@pytest.mark.parametrize(("year", "factor", "shown"), [(2027, 1000, "1.000"), (2029, 0.001, "1/1.000")])
def test_one_year_of_an_estimate_in_another_unit_is_told(workspace, capsys, year, factor, shown):
    def change(book):
        at = cell(book, "Raming", "STR-001", year)
        at.value *= factor

    found = told(workspace, capsys, STRATEGY, change)
    assert [(one["code"], one["sheet"], one["facts"]["factor"]) for one in found] == [("slip-factor", "Raming", shown)]


def test_a_strategy_in_another_unit_is_told_once(workspace, capsys):
    def change(book):
        label = next(row[0] for row in book["Strategie"].iter_rows() if row[0].value == "Bedragen in")
        book["Strategie"].cell(label.row, 2, "x 1.000")

    (found,) = told(workspace, capsys, STRATEGY, change)
    assert (found["code"], found["sheet"]) == ("slip-of-all", "Strategie")
