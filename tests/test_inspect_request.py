"""A request of ours that comes back: whatever was done to it is found at its cell, and one filled in as asked is not.

PLANNER_SEEDS=200 does so many of each act; every act is looked for by `planner inspect`, beside the archived request.
"""

import json
import os
import random

import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from planner.cli import main
from tests.folders import requested
from tests.inspecting.answers import ACTS, bytes_of, filled_in

SEEDS = int(os.environ.get("PLANNER_SEEDS", "2"))
FIRST = int(os.environ.get("PLANNER_SEEDS_FROM", "0"))
pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Return a workspace that has issued its requests and received nothing yet."""
    return requested(tmp_path_factory.mktemp("asked") / "budgets")


def asked(capsys, workspace, *words):
    """Run a command in a workspace and return its JSON."""
    capsys.readouterr()
    main(["-C", str(workspace), *words, "--json"])
    return json.loads(capsys.readouterr().out)


def request(workspace, rng):
    """Return the bytes of a request that was issued."""
    return (workspace / f"2027/uitvraag/uitvraag-{rng.choice(['RWS', 'KADASTER'])}-2027.xlsx").read_bytes()


def begins_at(found, row, column):
    """Tell whether a problem begins in this row, at this column or with empty cells before it."""
    first, _, last = found["facts"].get("cells", found["cell"]).partition(":")
    ends = [coordinate_to_tuple(one) for one in (first, last or first)]
    return ends[0][0] == row and ends[0][1] <= column <= ends[1][1]


@pytest.mark.parametrize("act", ACTS)
def test_what_was_done_to_a_request_is_found_at_its_cell(act, workspace, capsys):
    do, formulas = ACTS[act]
    missed = []
    for seed in range(FIRST, FIRST + SEEDS):
        rng = random.Random(f"{act} {seed}")
        book = filled_in(request(workspace, rng), rng, formulas=formulas)
        codes, sheet, row, column = do(book, rng)
        path = workspace / "2027/offertes/offerte.xlsx"
        path.write_bytes(bytes_of(book, formulas=formulas and act != "other_file"))
        found = asked(capsys, workspace, "inspect", str(path))
        if not any(one["code"] in codes and one["sheet"] == sheet and begins_at(one, row, column) for one in found):
            missed.append((seed, sheet, row, column, [(one["code"], one["sheet"], one["cell"]) for one in found][:6]))
    (workspace / "2027/offertes/offerte.xlsx").unlink()
    assert missed == []


@pytest.mark.parametrize("formulas", [False, True])
def test_a_request_that_is_filled_in_gives_no_warning(formulas, workspace, capsys):
    found = {}
    for seed in range(FIRST, FIRST + SEEDS):
        rng = random.Random(f"sound {seed}")
        path = workspace / "2027/offertes/offerte.xlsx"
        path.write_bytes(bytes_of(filled_in(request(workspace, rng), rng, formulas=formulas), formulas=formulas))
        told = [*asked(capsys, workspace, "inspect", str(path)), *asked(capsys, workspace, "check", str(path))]
        found[seed] = [(one["code"], one["cell"]) for one in told if one["severity"] != "note"]
    path.unlink()
    assert {seed: one for seed, one in found.items() if one} == {}
