"""Faults planted at random places of correct workbooks: each is found at its cell with its effect, and nothing else.

PLANNER_SEEDS=200 plants so many of each class instead of a few; PLANNER_SEEDS_FROM starts at another seed.
"""

import os
import random
from decimal import Decimal

import pytest

from planner.excel import cells
from planner.excel.inspecting import inspect
from tests.inspecting.faults import CLASSES, plant
from tests.inspecting.workbooks import make, written

FIRST = int(os.environ.get("PLANNER_SEEDS_FROM", "0"))
SEEDS = int(os.environ.get("PLANNER_SEEDS", "4"))


def inspected(data):
    """Return what the inspector finds in a workbook."""
    with cells.opened(data) as book:
        return inspect(book)


def planted(kind):
    """Yield seeds with a workbook in which a fault of this kind was planted."""
    made, seed = 0, FIRST
    while made < SEEDS:
        rng = random.Random(f"{kind} {seed}")
        done = plant(kind, rng, make(seed))
        if done:
            made += 1
            yield seed, *done
        seed += 1


def is_found(found, fault):
    """Tell whether a planted fault is among the findings, at its cell and with its effect."""
    codes, name, row, column, effect = fault
    here = [one for one in found if one.sheet == name and one.what in codes and one.holds(row, column)]
    if effect is None or not here:
        return bool(here)
    return any(one.effect is not None and abs(one.effect - Decimal(str(round(effect, 2)))) < 1 for one in here)


@pytest.mark.parametrize("kind", CLASSES)
def test_every_planted_fault_is_found_at_its_cell_with_its_effect(kind):
    missed = [
        (seed, fault, inspected(data)) for seed, data, fault in planted(kind) if not is_found(inspected(data), fault)
    ]
    assert missed == []


def test_sound_workbooks_give_no_finding():
    found = {seed: inspected(written(make(seed))) for seed in range(FIRST, FIRST + 2 * SEEDS)}
    assert {seed: one for seed, one in found.items() if one} == {}


@pytest.mark.parametrize("seed", [7, 34])
def test_a_number_typed_over_a_formula_is_told_beside_the_hint_that_a_block_moved(seed):
    data, fault = plant("typed over", random.Random(f"typed over {seed}"), make(seed))
    found = inspected(data)
    assert is_found(found, fault)
    assert [one.sure for one in found if one.what == "block-shifted"] == [False]
