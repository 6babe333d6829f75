"""Puts the sheets of the budget workbook together; the same results give the same bytes."""

from planner.books.budget import changes, financing, names, reference, summary, sums
from planner.books.budget.checks import checks
from planner.books.budget.plan import Plan
from planner.books.parts import front, line_rows
from planner.books.parts.checks import Checks
from planner.books.parts.formulas import stamped, words
from planner.excel.book import Page, workbook
from planner.views.results import Results

SHEETS = (
    (names.SUMMARY, "past de offerte, en waar niet"),
    (names.BUDGET, "de offerte per post en per organisatie, met kwartalen"),
    (names.PRODUCTS, "per product of dienst"),
    (names.COST_TYPES, "per kostensoort en post"),
    (names.CHANGES, "waardoor het bedrag verschilt van vorig jaar"),
    (names.FINANCING, "wie betaalt, van de offerte en van het kader"),
    (names.REFERENCE, "plafonds, indexen, btw en verdeelsleutel: invoer"),
    (names.LINES, "elke regel met haar bron: invoer"),
    (names.CHECKS, "wat deze werkmap over zichzelf nagaat"),
)


def book(results: Results, inputs_digest: str = "") -> bytes:
    """Return the budget workbook of a year, in Dutch; `inputs_digest` says what the results were made from."""
    plan = Plan(results)
    year = results.year
    own = Checks(checks(plan))
    told = front.Front(
        f"Begroting DSO-LV {year}",
        "De jaarbegroting: de offerte van de keten naast het kader, met alles waaruit zij is opgebouwd.",
        plan.verdicts.taken_over(plan.total),
        SHEETS,
        own.outcome(),
    )
    lines = Page(names.LINES, (words(f"Kostenregels {year}"),), (line_rows.view(plan.lines, plan.parameters),), 0, 3)
    pages = (
        front.page(results, told),
        summary.page(plan),
        sums.budget(plan),
        sums.products(plan),
        sums.cost_types(plan),
        changes.page(plan),
        financing.page(plan),
        reference.page(plan),
        lines,
        own.page(),
    )
    comments = "Gemaakt door planner uit de werkmappen van dit jaar; taal: nl-NL."
    return workbook(pages, f"Begroting DSO-LV {year}", comments, properties=stamped(inputs_digest))
