"""What every test has: the same examples each time, no deadline, LibreOffice, and the example as one run left it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from planner import office, reading
from planner.acts import stands
from planner.running import outputs
from planner.running.run import run
from planner.workspace import Workspace
from tests import once
from tests.folders import copy_example

# PLANNER_EXAMPLES=1000 looks further than the two minutes of the suite allow.
EXAMPLES = int(os.environ.get("PLANNER_EXAMPLES", "40"))
settings.register_profile("planner", derandomize=True, deadline=None, max_examples=EXAMPLES)
settings.load_profile("planner")


@pytest.fixture(scope="session")
def libreoffice() -> None:
    """Skip where LibreOffice is not installed, but fail where it is promised to be."""
    if office.find() is not None:
        return
    if os.environ.get("PLANNER_REQUIRE_OFFICE"):
        pytest.fail("PLANNER_REQUIRE_OFFICE is set and LibreOffice is not installed")
    pytest.skip("LibreOffice is not installed")


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in which everything was done once, for every module; to be copied, never changed."""
    folder = copy_example(tmp_path_factory.mktemp("done"))
    run(Workspace(folder), 2027)
    return folder


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """Read no workbook a second time, in tests of what is done with workbooks."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (reading, stands):
            patch.setattr(module, "read", once.read)
        yield


@pytest.fixture
def only_the_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run write one of its four files, in tests of what it enters."""
    monkeypatch.setattr(outputs, "OUTPUTS", tuple(one for one in outputs.OUTPUTS if one.what == "comparison"))
