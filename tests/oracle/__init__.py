"""A second opinion on `planner compare`: the specification worked out slowly and plainly, without planner.

Give it a cycle as dicts of sheets (the Dutch headings, values as Decimal, date, int or text) and it returns
what `planner compare YEAR --json` must print. It imports nothing from planner and shares no code with it.
"""

from tests.oracle.answer import compare

__all__ = ["compare"]
