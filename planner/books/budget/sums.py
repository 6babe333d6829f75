"""Begroting, Producten and Kostensoorten: the offer added up in groups, each a live sum over the cost lines."""

from planner.books.budget.names import BUDGET, COST_TYPES, PRODUCTS
from planner.books.budget.plan import Plan
from planner.books.parts.formulas import column, words
from planner.excel.book import Page
from planner.tables import Kind, Row, View
from planner.views import words as said

OTHERS = (column("heading", "Post"), column("text", "Omschrijving"), column("amount", "Bedrag", Kind.MONEY))


def budget(plan: Plan) -> Page:
    """Return the sheet with the budget by heading and by organisation."""
    year = plan.results.year
    sentences = (
        words(f"Begroting {year}"),
        words(f"De offerte in euro's, in prijzen van {year}; exclusief btw, btw apart en inclusief."),
    )
    views = (plan.by_heading.view(), plan.by_party.view(), *_others(plan))
    return Page(BUDGET, sentences, views, columns=1)


def products(plan: Plan) -> Page:
    """Return the sheet by product."""
    sentences = (words(f"Producten en diensten {plan.results.year}"), words("In de volgorde van de PDC."))
    return Page(PRODUCTS, sentences, (plan.by_product.view(),), 0, 1)


def cost_types(plan: Plan) -> Page:
    """Return the sheet by cost type."""
    sentences = (words(f"Kostensoorten {plan.results.year}"), words("De kostensoort bepaalt de index van een regel."))
    return Page(COST_TYPES, sentences, (plan.by_cost_type.view(),), 0, 1)


def _others(plan: Plan) -> tuple[View, ...]:
    frame = plan.results.limits.frame
    if frame is None or not frame.others:
        return ()
    rows = tuple(
        Row((one.heading, one.description, "pm" if one.amount.pm else one.amount.expected)) for one in frame.others
    )
    title = f"Overige posten van het kader, buiten de offerte ({said.VATS[frame.basis.vat].nl})"
    return (View(words(title), OTHERS, rows),)
