"""The comparison as a workbook: the answer, the offer beside the frame, who pays, the causes, what is open or done.

It holds no cost lines: what an offer asks for a heading is an input here, and everything that follows is a formula.
"""

from collections.abc import Iterator

from planner.books.parts import change_rows, front, overrides
from planner.books.parts.causes import Causes
from planner.books.parts.changes import Changes
from planner.books.parts.checks import Check, Checks
from planner.books.parts.formulas import column, stamped, words
from planner.books.parts.key import Key
from planner.books.parts.on_total import Counts
from planner.books.parts.payers import Payers
from planner.books.parts.posts import Posts
from planner.books.parts.verdicts import Verdicts
from planner.calculations.bridge import Part
from planner.excel.areas import Stack
from planner.excel.book import Page, workbook
from planner.records import Frame, Quote
from planner.tables import Live, Row, View
from planner.views import answer, comparison
from planner.views.overrides import SHEET
from planner.views.results import Results

COMPARED, CAUSES, FINANCING, OPEN = "Vergelijking", "Oorzaken", "Financiering", "Openstaand"
SHEETS = (
    (COMPARED, "past de offerte, en waar niet; daaronder het kader"),
    (CAUSES, "waardoor het bedrag verschilt van vorig jaar"),
    (FINANCING, "wie betaalt, van de offerte en van het kader"),
    (OPEN, "wat nog niet bekend is, en waar het moet worden opgelost"),
    (SHEET, "wat in de werkmappen is overtypt of verschoven, met effect, en wat daarvan is verantwoord"),
    ("Controles", "wat deze werkmap over zichzelf nagaat"),
)


class Plan:
    """The tables of one comparison in their places."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.sentences = (*answer.answer(results.compared, results.limits, results.bridge)[1:],)
        stack = Stack(COMPARED, 1 + len(self.sentences))
        self.verdicts = Verdicts(results, stack, None)
        self.posts = Posts(results, stack, None)
        self.on_total = Counts(self.posts, None, stack)
        causes = Stack(CAUSES, 2)
        self.causes = Causes(results, causes)
        self.changes = Changes(results, causes, None)
        self.key = Key(results)
        financing = Stack(FINANCING, 2)
        self.payers = Payers(results, financing, self.key, self.posts, None)
        self.key.place(financing)


def book(results: Results, inputs_digest: str = "") -> bytes:
    """Return the comparison of a year, in Dutch; `inputs_digest` says what the results were made from."""
    plan, year = Plan(results), results.year
    own = Checks(_checks(plan))
    told = front.Front(
        f"Vergelijking DSO-LV {year}",
        "De offerte van de keten naast het besloten kader: past zij, waar niet, en waardoor.",
        plan.verdicts.taken_over(plan.on_total.cells),
        SHEETS,
        own.outcome(),
    )
    done = overrides.page(results.overrides, year)
    pages = (front.page(results, told), _compared(plan), _causes(plan), _financing(plan), _open(plan), done, own.page())
    comments = "Gemaakt door planner uit de werkmappen van dit jaar; taal: nl-NL."
    return workbook(pages, f"Vergelijking DSO-LV {year}", comments, properties=stamped(inputs_digest))


def _compared(plan: Plan) -> Page:
    total = plan.on_total.cells
    views = (plan.verdicts.view(plan.posts, total), plan.posts.view(None), plan.on_total.view())
    return Page(COMPARED, (plan.verdicts.headline(total), *plan.sentences), views)


def _causes(plan: Plan) -> Page:
    year = plan.results.year
    sentences = (
        words(f"Oorzaken: van {year - 1} naar {year}"),
        words("Een verschil boven nul is hoger dan vorig jaar (nadelig)."),
    )
    views = (plan.causes.view(plan.changes), change_rows.view(plan.changes, None))
    return Page(CAUSES, sentences, views, columns=1, again=1)


def _financing(plan: Plan) -> Page:
    sentences = (
        words(f"Financiering {plan.results.year}"),
        words("Per kostencategorie door de schijven en maxima van de verdeelsleutel; elke cent is verdeeld."),
    )
    views = plan.payers.views()
    return Page(FINANCING, sentences, (*views, plan.key.view()), columns=1, again=len(views) - 1)


def _open(plan: Plan) -> Page:
    compared = plan.results.compared
    views = [comparison.open_items(compared.open_items)]
    old: list[Quote | Frame] = [*plan.results.offer.superseded, *plan.results.limits.superseded]
    if old:
        rows = tuple(Row((one.origin.table.workbook, one.version)) for one in old)
        columns = (column("file", "Bestand"), column("version", "Versie"))
        views.append(View(words("Vervangen versies, die niet meetellen"), columns, rows))
    count = len(compared.open_items)
    said = "Er staat niets open." if not count else f"Open: {count}. Een open post telt niet als nul."
    return Page(OPEN, (words(said),), tuple(views), again=0)


def _checks(plan: Plan) -> Iterator[Check]:
    results, area = plan.results, plan.verdicts.area
    offer = results.compared.total.offer.cents
    total = Live(offer, f"={area.total('offer', 1)}")
    yield Check("Offerte alles samen = som van de posten", total, Live(offer, f"=ROUND(SUM({area.column('offer')}),2)"))
    paid, frame = results.paid
    payers = plan.payers
    if paid.total:
        whole = sum(line.excluding.expected + line.vat.expected for line in results.offer.lines)
        by_payer = Live(whole, f"={payers.area.total('offer')}")
        yield Check(
            "Financiering per partij = financiering per post", by_payer, Live(whole, f"={payers.grid.total('sum')}")
        )
        if plan.verdicts.includes_vat:
            yield Check("Offerte inclusief btw = som over de bijdragende partijen", total, by_payer)
    if frame and frame.total:
        cents = sum(row.ceiling.cents for row in results.compared.rows if row.ceiling)
        left = Live(cents, f"=ROUND(SUM({plan.posts.area.column('ceiling')}),2)")
        yield Check("Plafonds = som over de bijdragende partijen", left, Live(cents, f"={payers.area.total('frame')}"))
    yield Check("Schijven die niet optellen tot 100% (aantal)", Live(0, f"={payers.splits.faults()}"), Live(0, "=0"))
    changed = sum(sum(parts.values()) for _, parts in results.bridge.by_heading)
    by_line = Live(changed, f"=ROUND(SUM({plan.changes.area.column('total')}),2)")
    yield Check("Oorzaken per post = oorzaken per regel", Live(changed, f"={plan.causes.area.total('total')}"), by_line)
    yield Check(
        "Verschoven tussen posten is samen nul", Live(0, f"={plan.causes.area.total(Part.MOVED)}"), Live(0, "=0")
    )
