"""Problems of reference: code, severity, text and remedy in two languages."""

from planner.problems.registry import Kind

KINDS: tuple[Kind, ...] = ()
