"""The annual budget workbook: everything that the offer of a year comes to, as live tables over its cost lines."""

from planner.books.budget.plan import Plan
from planner.books.budget.workbook import book

__all__ = ["Plan", "book"]
