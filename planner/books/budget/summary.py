"""Samenvatting: the answer first, then the offer beside the frame."""

from planner.books.budget.names import SUMMARY
from planner.books.budget.plan import Plan
from planner.books.parts.formulas import words
from planner.excel.book import Page
from planner.views import words as said


def page(plan: Plan) -> Page:
    """Return the sheet."""
    compared = plan.results.compared
    sentences = (
        plan.verdicts.headline(plan.total),
        words(f"Bedragen in euro's, {said.basis(compared.basis).nl}."),
        words("Verschil is offerte min plafond; nadelig is boven het plafond."),
    )
    return Page(SUMMARY, sentences, (plan.verdicts.view(plan.posts, plan.total), *plan.overview.views()))
