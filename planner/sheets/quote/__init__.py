"""The quote (offerte) and the assignment (opdracht): one shape, declared once; knows no reference values."""

from planner.sheets.quote.build import records
from planner.sheets.quote.costs import COSTS
from planner.sheets.quote.declaration import ASSIGNMENT, ESTIMATES, KEYS, QUOTE, REQUEST_PROPERTY

__all__ = ["ASSIGNMENT", "COSTS", "ESTIMATES", "KEYS", "QUOTE", "REQUEST_PROPERTY", "records"]
