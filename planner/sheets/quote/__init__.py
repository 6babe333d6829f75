"""The quote (offerte) and the assignment (opdracht): one shape, declared once; knows no reference values."""

from planner.sheets.quote.build import records
from planner.sheets.quote.declaration import ASSIGNMENT, QUOTE

__all__ = ["ASSIGNMENT", "QUOTE", "records"]
