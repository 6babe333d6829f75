"""Settings for every test: hypothesis draws the same examples each time and no slow machine fails a test."""

from hypothesis import settings

settings.register_profile("planner", derandomize=True, deadline=None)
settings.load_profile("planner")
