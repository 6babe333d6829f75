"""Slips planted in a request of ours that came back: each is warned of at its cell, once, and sound ones are silent.

PLANNER_SEEDS=200 plants so many of each kind; PLANNER_SEEDS_FROM starts at another seed.
"""

import json
import os
import random
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from planner.cli import main
from tests.inspecting.answers import bytes_of, columns, filled_in
from tests.inspecting.slipping import SLIPS, STELPOSTEN

EXAMPLE = Path(__file__).parents[1] / "budgets"
SEEDS = int(os.environ.get("PLANNER_SEEDS", "1"))
FIRST = int(os.environ.get("PLANNER_SEEDS_FROM", "0"))
pytestmark = pytest.mark.usefixtures("read_once")
PARTIES = ["RWS", "KADASTER", "KOOP"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Return a workspace with an income line in an assignment, that has issued its requests."""
    folder = tmp_path_factory.mktemp("slips") / "budgets"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("offertes", "uitvraag", "archief", "register"))
    (folder / "2027" / "offertes").mkdir()
    for party in PARTIES:
        _with_income(folder / f"2026/opdracht-{party}-2026.xlsx")
    main(["-C", str(folder), "request", "2027"])
    return folder


def _with_income(path):
    book = openpyxl.load_workbook(path)
    costs = book["Kosten"]
    at, row = columns(costs), costs.max_row + 1
    while costs.cell(row - 1, at["Regel"]).value is None:
        row -= 1
    for column in range(1, costs.max_column + 1):
        costs.cell(row, column).value = costs.cell(row - 1, column).value
    amounts = {"Bedrag": -80000, **{f"Kwartaal {quarter}": -20000 for quarter in (1, 2, 3, 4)}}
    other = {"Regel": "INKOMSTEN-1", "Kostensoort": STELPOSTEN, "Omschrijving": "Bijdrage van derden"}
    fixed = {"Structureel/incidenteel": "structureel", "Aantal": None, "Tarief": None, "Totale kosten": None}
    for name, value in {**amounts, **other, **fixed, "Aandeel DSO-LV": None}.items():
        if name in at:
            costs.cell(row, at[name]).value = value
    for name in at:
        if str(name).startswith("Raming"):
            costs.cell(row, at[name]).value = None
    book.save(path)


def answer(workspace, rng):
    """Return a request that was filled in, as an open workbook."""
    party = rng.choice(PARTIES)
    data = (workspace / f"2027/uitvraag/uitvraag-{party}-2027.xlsx").read_bytes()
    return filled_in(data, rng, formulas=False)


def checked(book, workspace, capsys):
    """Return what `check` says of the year with this quote in it."""
    path = workspace / "2027/offertes/offerte.xlsx"
    path.write_bytes(bytes_of(book, formulas=False))
    capsys.readouterr()
    main(["-C", str(workspace), "check", "2027", "--json"])
    path.unlink()
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", SLIPS)
def test_every_slip_is_warned_of_once_at_its_cell(kind, workspace, capsys):
    missed, seed, done = [], FIRST, 0
    while done < SEEDS:
        seed += 1
        rng = random.Random(f"{kind} {seed}")
        book = answer(workspace, rng)
        planted = SLIPS[kind](book["Kosten"], rng)
        if planted is None:
            continue
        done += 1
        sheet, row, column = planted
        found = [one for one in checked(book, workspace, capsys) if one["code"].startswith("slip-")]
        cells = [(one["sheet"], one["cell"]) for one in found]
        if cells != [(sheet, f"{get_column_letter(column)}{row}")]:
            missed.append((seed, planted, [(one["code"], one["cell"], one["facts"]) for one in found]))
    assert missed == []


def test_a_request_that_is_filled_in_has_no_slip(workspace, capsys):
    found = {}
    for seed in range(FIRST, FIRST + SEEDS):
        rng = random.Random(f"sound {seed}")
        told = checked(answer(workspace, rng), workspace, capsys)
        found[seed] = [(one["code"], one["cell"]) for one in told if one["severity"] != "note"]
    assert {seed: [one for one in told if one[0] != "quote-missing"] for seed, told in found.items()} == {
        seed: [] for seed in found
    }
