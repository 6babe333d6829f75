"""A few kills of two runs at once; `python -m tests.kill 300` does as many as the promise asks."""

import os
from pathlib import Path

import pytest

from tests.kill import Arena

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")


def test_runs_that_are_killed_leave_every_file_whole_and_the_next_repairs_the_rest(tmp_path: Path) -> None:
    arena = Arena(tmp_path, seed=7)
    for number in range(10):
        arena.kill()
        if number % 3 == 0:
            arena.repair()
