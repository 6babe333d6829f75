"""Problems of laying quotes together into one offer."""

from planner.problems.registry import Kind

KINDS: tuple[Kind, ...] = ()
