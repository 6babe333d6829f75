"""Financiering: who pays the offer and the ceilings, and by heading, with the whole working below."""

from planner.books.budget.names import FINANCING
from planner.books.budget.plan import Plan
from planner.books.parts.formulas import words
from planner.excel.book import Page


def page(plan: Plan) -> Page:
    """Return the sheet."""
    sentences = (
        words(f"Financiering {plan.results.year}"),
        words("Per kostencategorie door de schijven en maxima van de verdeelsleutel; elke cent is verdeeld."),
    )
    views = plan.payers.views()
    return Page(FINANCING, sentences, views, columns=1, again=len(views) - 1)
