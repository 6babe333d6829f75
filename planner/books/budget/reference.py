"""Uitgangspunten: the values that parties decide and on which the figures of the budget rest, each an input."""

from planner.books.budget.names import REFERENCE
from planner.books.budget.plan import COUNTS, Plan
from planner.books.parts.formulas import words
from planner.excel.book import Page
from planner.tables import Live, Row, Typed, View


def page(plan: Plan) -> Page:
    """Return the sheet."""
    sentences = (
        words(f"Uitgangspunten {plan.results.year}"),
        words(
            "Omrande cellen zijn invoer: verander er een en alle bladen volgen. De rest is berekend of ter herkenning."
        ),
    )
    views = (plan.posts.view(plan.parameters), _on_total(plan), *plan.parameters.views(), plan.key.view())
    return Page(REFERENCE, sentences, views)


def _on_total(plan: Plan) -> View:
    items = plan.posts.touching(None)
    unread = any(item.reason != "ceiling" for item in plan.results.limits.open)
    area = plan.lines.area
    known = "".join(f"+SUM({area.column(name)})" for name in plan.lines.uncertain)
    rows = (
        Row(("Zonder bekende post", Typed(len(items)))),
        Row(("Waarvan mogelijk negatief", Typed(sum(item.may_be_negative for item in items)))),
        Row(("Plafonds onleesbaar (0 of 1)", Typed(int(unread)))),
        Row(("Open posten in totaal", Live(len(plan.results.compared.open_items), f"={plan.posts.everything}{known}"))),
    )
    return View(words("Wat open staat op het totaal"), COUNTS, rows)
