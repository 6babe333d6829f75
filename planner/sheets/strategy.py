"""The four-year strategy with its estimates, as a declaration and as a record; knows no quote, no frame."""

import re

from planner.agreement import YEARS_IN_CYCLE
from planner.amounts import Span
from planner.dutch import DASHES
from planner.excel.results import Read, Row
from planner.excel.units import Units
from planner.excel.vocabulary import Code, Column, Day, Money, Sheet, Text, Workbook, Year
from planner.problems import Problem, problem
from planner.records import Estimate, Goal, Strategy, Unread
from planner.sheets import shared
from planner.sheets.shared import (
    AMOUNTS_IN,
    ANY_ROLE,
    COST_TYPE,
    HEADING,
    ORGANISATION,
    PRICE_LEVEL,
    PRODUCT,
    RECURRING,
    REMARK,
    TEMPLATE,
    VAT,
    subjects_sheet,
)

STRATEGY = Sheet(
    "Strategie",
    (
        TEMPLATE,
        Column(
            "cycle", "Cyclus", Text(),
            "De vier jaren van de meerjarencyclus, als 2026-2029 (art. 3.1 a).",
            "The four years of the multi-year cycle, as 2026-2029 (art. 3.1 a).",
            required=True,
        ),
        PRICE_LEVEL,
        VAT,
        AMOUNTS_IN,
        Column(
            "decided_on", "Vastgesteld op", Day(),
            "Datum waarop de strategie is vastgesteld.",
            "Date on which the strategy was decided.",
        ),
        REMARK,
    ),
    "Welke cyclus de strategie omvat en waarin haar bedragen luiden.",
    "Which cycle the strategy covers and what its amounts are stated in.",
    labelled=True,
)  # fmt: skip

ESTIMATES = Sheet(
    "Raming",
    (
        Column(
            "id", "Regel", Code(),
            "Vaste aanduiding van de ramingsregel; komt één keer voor.",
            "Fixed identity of the estimate; occurs once.",
            required=True,
        ),
        Column(
            "product", "PDC-code", PRODUCT,
            "Code van het product of de dienst uit de PDC.",
            "Code of the product or service in the catalogue.",
            required=True, width=12,
        ),
        Column(
            "product_name", "Product of dienst", Text(),
            "Naam van het product of de dienst, ter herkenning.",
            "Name of the product or service, for recognition.",
            width=40,
        ),
        Column(
            "organisation", "Organisatie", ORGANISATION,
            "Code van de organisatie die levert.",
            "Code of the organisation that delivers.",
            required=True,
        ),
        Column(
            "role", "Rol", ANY_ROLE,
            "De rol waarin de organisatie levert.",
            "The role in which the organisation delivers.",
            required=True, width=8,
        ),
        Column(
            "heading", "Post", HEADING,
            "De post van de begroting, een code uit Posten.",
            "The heading of the budget, a code from Posten.",
            required=True, width=26,
        ),
        Column(
            "cost_type", "Kostensoort", COST_TYPE,
            "De kostensoort, die bepaalt welke index geldt.",
            "The cost type, which decides which index holds.",
            required=True, width=34,
        ),
        Column(
            "recurring", "Structureel/incidenteel", RECURRING,
            "structureel: elk jaar opnieuw; incidenteel: houdt op.",
            "structureel: every year again; incidenteel: it ends.",
            required=True, width=14,
        ),
        Column(
            "amounts", "{year}", Money(),
            "Geraamde kosten van dit jaar in constante prijzen; pm als nog niet bekend; leeg is nul.",
            "Estimated cost of this year in constant prices; pm where not known yet; empty is zero.",
            width=16,
        ),
        Column(
            "note", "Toelichting", Text(),
            "Toelichting bij de raming.",
            "Explanation of the estimate.",
            width=40,
        ),
    ),
    "De geraamde kosten per product en organisatie, een kolom per jaar van de cyclus.",
    "The estimated cost by product and organisation, one column for each year of the cycle.",
    key=("id",),
)  # fmt: skip

GOALS = Sheet(
    "Koersontwikkeling",
    (
        Column(
            "year", "Jaar", Year(),
            "Het jaar van de cyclus.",
            "The year of the cycle.",
            required=True, width=8,
        ),
        Column(
            "goal", "Doel", Text(),
            "Wat in dit jaar bereikt moet zijn.",
            "What must be reached in this year.",
            required=True, width=60,
        ),
        Column(
            "note", "Toelichting", Text(),
            "Toelichting bij het doel.",
            "Explanation of the goal.",
            width=40,
        ),
    ),
    "De koersontwikkeling: doelen per jaar.",
    "The course of development: goals by year.",
)  # fmt: skip

SUBJECTS = subjects_sheet(
    "Wat de strategie zegt over de zeven onderwerpen van artikel 3.2; alle zeven zijn verplicht.",
    "What the strategy says about the seven subjects of article 3.2; all seven are required.",
)

WORKBOOK = Workbook(
    "strategie",
    (STRATEGY, ESTIMATES, GOALS, SUBJECTS),
    "De meerjarenstrategie van de SBO met kostenraming voor vier jaar (art. 3.1 a).",
    "The multi-year strategy of the SBO with cost estimates for four years (art. 3.1 a).",
)


def records(read: Read) -> tuple[Strategy | Unread, list[Problem]]:
    """Return the strategy in cents; without four years (art. 3.1 a) or a whole opening sheet it is unread."""
    first, table = read.first, read.tables[ESTIMATES.name]
    subjects, problems = shared.subjects(read, "subject-required")
    years, found = _cycle(read)
    problems += found
    units, basis = shared.units(read, ESTIMATES.name), shared.basis(first)
    whole = shared.is_record(read, ESTIMATES.name) and not found
    if not whole or years is None or basis is None or units is None:
        return shared.unread(read), problems
    problems += _years_aside(read, years)
    lines = tuple(_estimate(row, years, units) for row in table.rows)
    problems += units.notes(shared.heading_names(ESTIMATES))
    strategy = Strategy(
        first_year=years[0],
        last_year=years[-1],
        basis=basis,
        decided_on=first.day("decided_on"),
        lines=lines,
        goals=tuple(
            Goal(row.whole("year") or 0, row.text("goal"), row.text("note"), row.origin)
            for row in read.tables[GOALS.name].rows
        ),
        subjects=subjects,
        remark=first.text("remark"),
        origin=first.origin,
    )
    return strategy, problems


def _cycle(read: Read) -> tuple[range | None, list[Problem]]:
    """Return the years of the cycle, and a problem where they are not four or have no column."""
    text, table = read.first.text("cycle"), read.tables[ESTIMATES.name]
    if not text:
        return None, []
    match = re.fullmatch(rf"\s*(\d{{4}})\s*(?:[{re.escape(DASHES)}/]|t/m|tot en met)\s*(\d{{4}})\s*", text)
    years = range(int(match[1]), int(match[2]) + 1) if match else range(0)
    if len(years) != YEARS_IN_CYCLE:
        where = read.first.origin.cell("cycle")
        return None, [problem("cycle-not-four-years", where, found=text, years=YEARS_IN_CYCLE)]
    if not table.found or not table.table.columns:
        return years, []
    there = {year for year, _ in table.wide("amounts")}
    return years, [
        problem("cycle-year-missing", table.table.heading(), expected=str(year), cycle=text)
        for year in years
        if year not in there
    ]


def _years_aside(read: Read, years: range) -> list[Problem]:
    """Note the columns of years outside the cycle, and amounts in years after the agreement."""
    table, problems = read.tables[ESTIMATES.name], []
    aside = [(year, place) for year, place in table.wide("amounts") if year not in years]
    if aside:
        found = ", ".join(str(year) for year, _ in aside)
        cycle = read.first.text("cycle")
        problems.append(problem("cycle-year-extra", aside[0][1], cycle=cycle, found=found))
    return problems + shared.beyond_agreement(table, "amounts", table.rows, years)


def _estimate(row: Row, years: range, units: Units) -> Estimate:
    cells = dict(row.years("amounts"))
    amounts = tuple(
        (year, units.span(cells[year], f"amounts:{year}", row.origin.row) if year in cells else Span())
        for year in years
    )
    return Estimate(
        id=row.text("id"),
        product=row.text("product"),
        product_name=row.text("product_name"),
        organisation=row.text("organisation"),
        role=row.get("role"),
        heading=row.text("heading"),
        cost_type=row.text("cost_type"),
        recurring=row.get("recurring"),
        amounts=amounts,
        note=row.text("note"),
        origin=row.origin,
    )
