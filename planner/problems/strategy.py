"""Problems of the four-year strategy."""

from planner.problems.registry import Kind, Severity

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

KINDS: tuple[Kind, ...] = (
    Kind(
        "strategy-missing",
        N,
        "Er is geen strategie waarvan de cyclus {year} bevat.",
        "Leg haar als strategie-<eerste jaar>-<laatste jaar>.xlsx in de werkruimte.",
        "There is no strategy whose cycle holds {year}.",
        "Put it as strategie-<first year>-<last year>.xlsx in the workspace.",
    ),
    Kind(
        "two-strategies",
        E,
        "De cyclus van deze strategie overlapt met die in {other}.",
        "Laat één strategie per jaar gelden.",
        "The cycle of this strategy overlaps that in {other}.",
        "Let one strategy hold for each year.",
    ),
)
