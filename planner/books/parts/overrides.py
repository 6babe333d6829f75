"""The sheet with what was done to the workbooks that count: open or justified, by whom, with which effect."""

from collections.abc import Sequence

from planner.books.parts.formulas import added, column, text, words
from planner.books.parts.line_rows import source
from planner.excel.areas import Stack
from planner.excel.book import Page
from planner.problems import Words
from planner.stages.inspection import Override
from planner.tables import Kind, Link, Live, Row, Value, View, Weight
from planner.views import overrides
from planner.views.overrides import JUSTIFIED, OPEN, SHEET

COLUMNS = (
    column("whose", "Van wie", width=20),
    column("file", "Werkmap", width=28),
    column("sheet", "Blad", width=12),
    column("cell", "Cel", width=14),
    column("kind", "Wat er is gedaan", width=18),
    column("found", "Er staat", width=30),
    column("expected", "Er had moeten staan", width=26),
    column("effect", "Effect in euro", Kind.MONEY, width=16),
    column("stands", "Oordeel", width=13),
    column("reason", "Reden", width=26),
    column("by", "Vastgelegd door", width=16),
    column("entry", "Register nr.", Kind.COUNT, width=9),
)
NOTES = (
    words("Een leeg effect is niet te bepalen."),
    words("Effecten van cellen die in elkaar doortellen overlappen: hun som is geen correctie op de offerte."),
    words("Klopt een cel zoals zij is: planner inspect BESTAND --justify CEL --reason TEKST --by NAAM."),
)


def page(found: Sequence[Override], year: int) -> Page:
    """Return the sheet; where nothing was done it says so."""
    area = Stack(SHEET, 2).place(COLUMNS, len(found))
    rows = [_row(one, year) for one in found]
    for stand in (OPEN, JUSTIFIED):
        cents = [overrides.effect(one) or 0 for one in found if overrides.stands(one) is stand]
        if cents:
            wanted = (area.column("stands"), text(stand.nl))
            rows.append(_total(stand, Live(sum(cents), f"=ROUND({added(area.column('effect'), wanted)},2)")))
    sentences = (
        _headline(found),
        words(
            "Formules die zijn overtypt, losse getallen in totalen, verschoven blokken en wat aan de uitvraag is "
            "veranderd. Het effect is wat er staat min wat er had moeten staan; van een verschoven blok het bedrag."
        ),
    )
    title = words("Ingrepen in de werkmappen waarop deze vergelijking steunt")
    return Page(SHEET, sentences, (View(title, COLUMNS, tuple(rows), NOTES if found else ()),), 0, 1)


def _headline(found: Sequence[Override]) -> Words:
    return words(f"Ingrepen in de werkmappen: {overrides.counted(found).nl}." if found else "Geen ingrepen gevonden.")


def _row(one: Override, year: int) -> Row:
    finding, known = one.finding, one.justified
    return Row(
        (
            one.whose,
            one.workbook,
            finding.sheet,
            Link(overrides.cells(one), source(one.where, year).target),
            overrides.KINDS[finding.what],
            overrides.found(one),
            overrides.expected(one) or None,
            overrides.effect(one),
            overrides.stands(one),
            known.reason if known else None,
            known.name if known else None,
            known.entry if known else None,
        )
    )


def _total(stand: Words, total: Live) -> Row:
    values: dict[str, Value] = {"whose": words(f"Samen {stand.nl}"), "effect": total}
    return Row(tuple(values.get(one.name) for one in COLUMNS), Weight.TOTAL)
