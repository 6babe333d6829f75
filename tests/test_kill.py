"""A few kills of runs; `python -m tests.kill 300` and `python -m tests.kill steps` do as many as the promise asks."""

import os
from pathlib import Path

import pytest

from tests.kill import Arena

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes"),
    pytest.mark.usefixtures("read_once"),
]


def test_two_runs_at_once_that_are_killed_leave_every_file_whole_and_the_next_repairs_the_rest(tmp_path: Path) -> None:
    arena = Arena(tmp_path, seed=7)
    for number in range(6):
        arena.kill()
        if number == 2:
            arena.repair()
    arena.repair()


def test_a_run_that_is_killed_between_two_writes_is_repaired_by_the_next(tmp_path: Path) -> None:
    arena = Arena(tmp_path, seed=7)
    assert arena.kill_after("000001.json")
    assert arena.kill_after("vergelijking-2027.xlsx")
    assert arena.kill_before(9)
    arena.repair()
