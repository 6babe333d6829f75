"""The assignment to one organisation as a workbook: its accepted quote, with what it rests on; accepts nothing.

It has the form that next year's cycle reads as "last year": the lines are those of the quote, on the basis of the
quote.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner import dutch
from planner.agreement import SUBJECTS, Role
from planner.amounts import Span, Vat
from planner.books import filling
from planner.calculations import validity
from planner.excel.forms import Content, form
from planner.excel.layout import Cell, SheetContent
from planner.excel.style import Look
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Acceptance, Decision, Outcome, Quote, Reference
from planner.sheets.quote import ASSIGNMENT
from planner.stages.request import products_of
from planner.tables import span

TO_BE_AGREED = "Nog af te spreken: de offerte zegt hierover niets."
OUTCOMES = {Outcome.ADOPTED: "vastgesteld", Outcome.AMENDED: "gewijzigd vastgesteld", Outcome.HELD: "aangehouden"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What an assignment rests on: decision and acceptance. It is dated by the acceptance, else by the decision."""

    decision: Decision
    acceptance: Acceptance

    @property
    def dated(self) -> date:
        """Return the date of the assignment: no clock is in it."""
        return self.acceptance.dated or self.decision.decided_on

    @property
    def decided(self) -> str:
        """Say what OGB-beheer decided."""
        decision = self.decision
        day = dutch.long_date(decision.decided_on)
        return f"Besluit OGB-beheer van {day}, kenmerk {decision.reference} ({OUTCOMES[decision.outcome]})."

    @property
    def accepted(self) -> str:
        """Say who accepted, and on the strength of what."""
        reference = f", kenmerk {self.acceptance.reference}" if self.acceptance.reference else ""
        return f"Aanvaard namens de SBO door {self.acceptance.by}{reference} (art. 5.3)."

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return the conditions, numbered."""
        texts = self.acceptance.conditions
        return tuple(f"Voorwaarde {i}: {text}" for i, text in enumerate(texts, 1)) or ("Zonder voorwaarden.",)


def book(
    quote: Quote, version: int, terms: Terms, reference: Reference, path: str
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the workbook of an assignment, and a warning for each subject of art. 3.2 that the quote leaves open."""
    years = sorted({year for line in quote.lines for year, _ in line.outlook})
    products = products_of(reference, quote.organisation, quote.role, quote.year)
    lead = tuple(_lead(quote, version, terms, reference))
    sheets = {
        "Opdracht": SheetContent(values=_values(quote, version, terms, reference), lead=lead),
        "Kosten": filling.costs(quote.lines, years),
        "Onderwerpen": filling.subjects(quote.subjects, missing=TO_BE_AGREED),
        "Risico's": filling.risks(quote.risks),
    }
    content = Content(sheets, filling.codes(reference, quote.party, products))
    data, problems = form(ASSIGNMENT, content, path=path)
    return data, (*problems, *_not_offered(quote))


def identity(quote: Quote, version: int) -> str:
    """Return the reference of an assignment."""
    return f"OPDRACHT-{quote.organisation}-{quote.role}-{quote.year}-{version}"


def _values(quote: Quote, version: int, terms: Terms, reference: Reference) -> dict[str, Cell]:
    told = (reference.general.remark, terms.accepted, terms.decided, *terms.conditions)
    return {
        "template": filling.TEMPLATE_VERSION,
        "organisation": quote.organisation,
        "role": quote.role,
        "year": quote.year,
        "version": version,
        "dated": terms.dated,
        "reference": identity(quote, version),
        "price_level": quote.basis.price_level,
        "vat": quote.basis.vat,
        "unrecoverable_vat": quote.unrecoverable_vat,
        "amounts_in": 1,
        "remark": " ".join(text for text in told if text),
    }


def _lead(quote: Quote, version: int, terms: Terms, reference: Reference) -> Iterator[tuple[Look, str]]:
    parties = validity.parties(reference, quote.organisation, quote.role)
    name = parties[0].name if parties else quote.organisation
    yield Look.TITLE, f"Opdracht {quote.year} aan {name} ({quote.role})"
    yield Look.STRONG, _amount(quote)
    yield Look.BODY, f"Opdrachtgever: {_giver(quote.role, reference)}. {terms.decided} {terms.accepted}"
    for condition in terms.conditions:
        yield Look.STRONG if terms.acceptance.conditions else Look.BODY, condition
    yield Look.BODY, f"Grondslag: {_ground(quote)}; de regels zijn zoals geoffreerd.{_replaces(version)}"
    yield Look.BODY, _advances(quote)
    if parties and parties[0].settlement:
        yield Look.BODY, f"Afrekening: {parties[0].settlement}."
    if reference.general.remark:
        yield Look.NOTE, reference.general.remark


def _amount(quote: Quote) -> str:
    total = Span()
    for line in quote.lines:
        total = total + line.amount
    vat = "inclusief btw" if quote.basis.vat is Vat.INCLUDING else "exclusief btw"
    return f"Bedrag: € {span(total, 'nl')} {vat}, in prijzen van {quote.basis.price_level}."


def _giver(role: Role, reference: Reference) -> str:
    by = Role.SBO if role is Role.TBO else Role.TBO
    name = next((party.name for party in reference.parties if party.role is by), "")
    said = f"de {by}" + (f" ({name})" if name else "")
    return said if by is Role.SBO else f"{said}, namens de SBO"


def _ground(quote: Quote) -> str:
    dated = f" van {dutch.long_date(quote.dated)}" if quote.dated else ""
    reference = f", kenmerk {quote.reference}" if quote.reference else ""
    return f"offerte versie {quote.version}{dated}{reference}"


def _replaces(version: int) -> str:
    return f" Deze versie vervangt versie {version - 1}." if version > 1 else ""


def _advances(quote: Quote) -> str:
    sums = [sum(line.quarters[quarter] for line in quote.lines) for quarter in range(4)]
    told = ", ".join(f"kwartaal {i}: {dutch.money(cents)}" for i, cents in enumerate(sums, 1))
    return f"Behoefte aan voorschot: {told}."


def _not_offered(quote: Quote) -> Iterator[Problem]:
    given = {subject.letter for subject in quote.subjects}
    for subject in SUBJECTS:
        if subject.letter not in given:
            where = Place(quote.origin.table.workbook, "Onderwerpen")
            yield problem("subject-not-offered", where, letter=subject.letter)
