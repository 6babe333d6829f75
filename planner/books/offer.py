"""The offer of the TBO as a workbook: every accepted line, added up by heading, organisation and product."""

from collections.abc import Iterator

from planner.agreement import SUBJECTS
from planner.books.parts import front, groups, line_rows
from planner.books.parts.checks import Check, Checks
from planner.books.parts.formulas import column, stamped, total, words
from planner.books.parts.lines import Lines
from planner.books.parts.parameters import Parameters, line_levels
from planner.excel.areas import Stack
from planner.excel.book import Page, workbook
from planner.records import Quote, Risk
from planner.tables import Kind, Live, Row, Value, View, Weight, span
from planner.views.results import Results

OFFER, PRODUCTS, SUBJECT_SHEET, RISK_SHEET = "Offerte", "Producten", "Onderwerpen", "Risico's"
SHEETS = (
    (OFFER, "de offerte per post en per organisatie, met kwartalen; daaronder index en btw"),
    (PRODUCTS, "per product of dienst"),
    (SUBJECT_SHEET, "de zeven onderwerpen van art. 3.2, per organisatie"),
    (RISK_SHEET, "risico's met kans en gevolg, per organisatie"),
    ("Kostenregels", "elke regel met haar bron: invoer"),
    ("Controles", "wat deze werkmap over zichzelf nagaat"),
)
RISKS = (
    column("organisation", "Organisatie", width=16),
    column("role", "Rol"),
    column("risk", "Risico", width=48),
    column("chance", "Kans", Kind.SHARE),
    column("consequence", "Financieel gevolg", Kind.MONEY),
    column("expected", "Kans x gevolg", Kind.MONEY),
    column("measure", "Maatregel", width=48),
)
SAID = (
    column("letter", "Letter"),
    column("subject", "Onderwerp", width=48),
    column("organisation", "Organisatie"),
    column("role", "Rol"),
    column("text", "Tekst", width=60),
)


class Plan:
    """The tables of one offer in their places."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.lines = Lines(results, 1)
        stack = Stack(OFFER, 2)
        self.by_heading = groups.by_heading(results, self.lines, stack)
        self.by_party = groups.by_party(results, self.lines, stack)
        levels = line_levels(self.lines.lines, results.reference, results.year)
        self.parameters = Parameters(results.reference, stack, levels)
        self.by_product = groups.by_product(results, self.lines, Stack(PRODUCTS, 2))


def book(results: Results, inputs_digest: str = "") -> bytes:
    """Return the offer of a year, in Dutch; `inputs_digest` says what the results were made from."""
    plan, year = Plan(results), results.year
    own = Checks(_checks(plan))
    told = front.Front(
        f"Offerte TBO DSO-LV {year}",
        "De offerte van de tactisch beheerder: de offertes van de organisaties en zijn eigen taken, tot een geheel.",
        words("Wat de keten vraagt; of het past staat in de vergelijking."),
        SHEETS,
        own.outcome(),
        tuple((name, plan.by_heading.whole(key)) for key, name in AMOUNTS.items()),
    )
    lines = Page("Kostenregels", (words(f"Kostenregels {year}"),), (line_rows.view(plan.lines, plan.parameters),), 0, 3)
    pages = (
        front.page(results, told),
        _offer(plan),
        _products(plan),
        _subjects(results),
        _risks(results),
        lines,
        own.page(),
    )
    comments = "Gemaakt door planner uit de werkmappen van dit jaar; taal: nl-NL."
    return workbook(pages, f"Offerte TBO DSO-LV {year}", comments, properties=stamped(inputs_digest))


AMOUNTS = {"excluding": "Offerte exclusief btw", "vat": "Btw", "including": "Offerte inclusief btw"}


def _offer(plan: Plan) -> Page:
    year = plan.results.year
    sentences = (
        words(f"Offerte {year}"),
        words(f"In euro's, in prijzen van {year}; exclusief btw, btw apart en inclusief."),
    )
    return Page(OFFER, sentences, (plan.by_heading.view(), plan.by_party.view(), *plan.parameters.views()), columns=1)


def _products(plan: Plan) -> Page:
    sentences = (words(f"Producten en diensten {plan.results.year}"), words("In de volgorde van de PDC."))
    return Page(PRODUCTS, sentences, (plan.by_product.view(),), 0, 1)


def _subjects(results: Results) -> Page:
    rows = [
        Row((subject.letter, subject.wording, quote.organisation, str(quote.role), one.text))
        for subject in SUBJECTS
        for quote in results.offer.quotes
        for one in quote.subjects
        if one.letter == subject.letter
    ]
    sentences = (
        words("Onderwerpen"),
        words("De zeven onderwerpen van art. 3.2, zoals de organisaties ze beschrijven."),
    )
    return Page(SUBJECT_SHEET, sentences, (View(words("Per onderwerp"), SAID, tuple(rows)),), 0, 1)


def _risks(results: Results) -> Page:
    found = [(quote, risk) for quote in results.offer.quotes for risk in quote.risks]
    area = Stack(RISK_SHEET, 2).place(RISKS, len(found), totals=1)
    rows: list[Row] = []
    worth = 0
    for i, (quote, risk) in enumerate(found):
        expected = _expected(risk)
        worth += expected or 0
        cells = area.near("chance", i), area.near("consequence", i)
        live = None if expected is None else Live(expected, f"=ROUND({cells[0]}*{cells[1]},2)")
        rows.append(_risk(quote, risk, live))
    rows = rows or [Row((None,) * len(RISKS))]
    last: dict[str, Value] = {"organisation": words("Samen"), "expected": Live(worth, total(area.column("expected")))}
    rows.append(Row(tuple(last.get(one.name) for one in RISKS), Weight.TOTAL))
    sentences = (words("Risico's"), words("Kans x gevolg is geen kostenregel: het telt niet mee in de offerte."))
    return Page(RISK_SHEET, sentences, (View(words("Per organisatie"), RISKS, tuple(rows)),), 0, 1)


def _risk(quote: Quote, risk: Risk, expected: Live | None) -> Row:
    amount = risk.consequence
    shown: Value = None if amount is None else amount.expected if amount.certain else span(amount, "nl")
    text = risk.description, risk.chance, shown, expected, risk.measure
    return Row((quote.organisation, str(quote.role), *text))


def _expected(risk: Risk) -> int | None:
    if risk.chance is None or risk.consequence is None or not risk.consequence.certain:
        return None
    return risk.consequence.times(risk.chance).expected


def _checks(plan: Plan) -> Iterator[Check]:
    area = plan.lines.area
    whole = plan.by_heading.whole("including")
    lines = Live(whole.value, f"=ROUND(SUM({area.column('including')}),2)")
    for name, sums in (("post", plan.by_heading), ("organisatie", plan.by_party), ("product", plan.by_product)):
        yield Check(f"Kostenregels inclusief btw = som per {name}", lines, sums.whole("including"))
    amounts = sum(line.line.amount.expected for line in plan.lines.lines)
    quarters = "+".join(f"SUM({area.column(f'quarter_{k}')})" for k in (1, 2, 3, 4))
    left = Live(amounts, f"=ROUND(SUM({area.column('amount')}),2)")
    yield Check("Bedrag zoals geoffreerd = de vier kwartalen", left, Live(amounts, f"=ROUND({quarters},2)"))
    parts = f"=ROUND(SUM({area.column('excluding')})+SUM({area.column('vat')}),2)"
    yield Check("Inclusief btw = exclusief btw + btw", lines, Live(whole.value, parts))
