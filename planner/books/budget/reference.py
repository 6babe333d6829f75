"""Uitgangspunten: the values that parties decide and on which the figures of the budget rest, each an input."""

from planner.books.budget.names import REFERENCE
from planner.books.budget.plan import Plan
from planner.books.parts.formulas import words
from planner.excel.book import Page


def page(plan: Plan) -> Page:
    """Return the sheet."""
    sentences = (
        words(f"Uitgangspunten {plan.results.year}"),
        words(
            "Omrande cellen zijn invoer: verander er een en alle bladen volgen. De rest is berekend of ter herkenning."
        ),
    )
    views = (plan.posts.view(plan.parameters), plan.on_total.view(), *plan.parameters.views(), plan.key.view())
    return Page(REFERENCE, sentences, views)
