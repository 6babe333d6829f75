"""Puts the sheets of the budget workbook together; the same results give the same bytes."""

from planner.books.budget import financing, reference, summary
from planner.books.budget.plan import Plan
from planner.books.parts import line_rows
from planner.books.parts.formulas import words
from planner.excel.book import Page, workbook
from planner.views.results import Results

STAMP = "planner_inputs"
"""The document property with the digest of what a book was made from."""


def book(results: Results, inputs_digest: str) -> bytes:
    """Return the budget workbook of a year, in Dutch."""
    plan = Plan(results)
    year = results.year
    lines = Page("Kostenregels", (words(f"Kostenregels {year}"),), (line_rows.view(plan.lines, plan.parameters),), 0, 3)
    pages = (summary.page(plan), financing.page(plan), reference.page(plan), lines)
    return workbook(
        pages,
        f"Begroting {year}",
        "Gemaakt door planner uit de werkmappen van dit jaar.",
        properties={STAMP: inputs_digest},
    )
