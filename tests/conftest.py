"""Settings for every test: the same examples each time, no slow machine fails a test, and where LibreOffice is."""

import os

import pytest
from hypothesis import settings

from planner import office

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
