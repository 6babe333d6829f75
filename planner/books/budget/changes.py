"""Mutaties: why the offer differs from last year's assignments, by heading and then line by line."""

from planner.books.budget.names import CHANGES
from planner.books.budget.plan import Plan
from planner.books.parts import change_rows
from planner.books.parts.formulas import words
from planner.excel.book import Page


def page(plan: Plan) -> Page:
    """Return the sheet."""
    year = plan.results.year
    sentences = (
        words(f"Mutaties van {year - 1} naar {year}"),
        words("Een verschil boven nul is hoger dan vorig jaar (nadelig). De cijfers van vorig jaar zijn invoer."),
    )
    views = (plan.causes.view(plan.changes), change_rows.view(plan.changes, plan.parameters))
    return Page(CHANGES, sentences, views, columns=1, again=1)
