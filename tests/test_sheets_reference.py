"""The reference values as records: every table in the order of its sheet, percentages as shares of 1."""

from datetime import date
from decimal import Decimal

import pytest

from planner import sheets
from planner.agreement import Regime, Role
from planner.places import Place
from planner.records import Period, Reference
from tests.tables import DAY, REFERENCE, Sheets, changed, data


def read(book: Sheets) -> sheets.WorkbookRead:
    return sheets.read(data(book), "uitgangspunten.xlsx")


def reference_of(found: sheets.WorkbookRead) -> Reference:
    assert isinstance(found.record, Reference)
    return found.record


def test_all_tables_are_read() -> None:
    found = read(REFERENCE)
    made = reference_of(found)
    assert (found.kind, found.problems) == ("uitgangspunten", ())
    assert made.general.discount_rate == Decimal("0.0225")
    assert made.general.threshold_amount == 10_000_000
    assert made.general.productive_hours == 1363
    assert [(party.code, party.role, party.settlement) for party in made.parties] == [
        ("BZK", Role.SBO, ""),
        ("RWS", Role.OBO, "nacalculatie"),
    ]
    assert made.parties[0].period == Period(DAY, date(2029, 12, 31))
    assert [payer.code for payer in made.payers] == ["RIJK", "GEMEENTEN"]
    assert (made.products[0].heading, made.products[0].norm) == ("beheer", "99,5%")
    assert (made.headings[0].regime, made.headings[0].wage_share) == (Regime.SLA, Decimal("0.5"))
    assert [(kind.name, kind.series) for kind in made.cost_types] == [
        ("eigen personeel", "loon"),
        ("afschrijvingskosten", None),
    ]
    assert [(index.series, index.year, index.rate) for index in made.indices] == [
        ("loon", 2026, Decimal("0.038")),
        ("prijs", 2026, Decimal("-0.01")),
    ]
    assert (made.vat[0].rate, made.vat[0].certainty) == (0, "vast")
    assert [(share.band_from, share.maximum) for share in made.key] == [(0, None), (0, 4_000_000_050)]
    assert (made.rates[0].scale, made.rates[0].rate) == ("7", 63)
    assert made.calendar[0].date == date(2026, 7, 1)
    assert made.indices[1].origin.cell("rate") == Place("uitgangspunten.xlsx", "Indexen", "C3")


@pytest.mark.parametrize(
    ("cells", "code", "sheet", "cell"),
    [
        ({"Indexen!C2": 3.8}, "percentage-as-points", "Indexen", "C2"),
        ({"Btw!E2": 21}, "percentage-as-points", "Btw", "E2"),
        ({"Algemeen!B1": 2.25}, "percentage-as-points", "Algemeen", "B1"),
        ({"Verdeelsleutel!D2": 30}, "percentage-as-points", "Verdeelsleutel", "D2"),
        ({"Btw!E2": -0.21}, "percentage-negative", "Btw", "E2"),
        ({"Indexen!A3": "Loon"}, "duplicate-key", "Indexen", "A3"),
        ({"Posten!C2": "norm"}, "not-in-list", "Posten", "C2"),
        ({"PDC!G2": 45000}, "wrong-kind", "PDC", "G2"),
        ({"Algemeen!A5": "Norm inhuren"}, "label-missing", "Algemeen", "A5"),
    ],
)
def test_mistakes_are_told_at_their_cell(cells: dict[str, object], code: str, sheet: str, cell: str) -> None:
    found = read(changed(REFERENCE, cells)).problems[0]
    assert (found.code, found.where.sheet, found.where.cell) == (code, sheet, cell)


def test_a_value_that_is_missing_is_none() -> None:
    general = reference_of(read(changed(REFERENCE, {"Algemeen!B1": None, "Algemeen!B3": None}))).general
    assert (general.discount_rate, general.threshold_amount) == (None, None)


def test_rows_may_repeat_in_other_periods() -> None:
    again = ["RWS", "OBO", "BZK", "belast", 0.21, date(2028, 1, 1), None, None, "aanname"]
    found = read({**REFERENCE, "Btw": [*REFERENCE["Btw"], again]})
    assert found.problems == ()
    assert [relation.rate for relation in reference_of(found).vat] == [0, Decimal("0.21")]


def test_open_lists_take_other_words() -> None:
    cells = {"Btw!D2": "vrijgesteld art. 11", "Btw!I2": "in overleg", "Partijen!D3": "voorschot"}
    made = reference_of(read(changed(REFERENCE, cells)))
    assert (made.vat[0].status, made.vat[0].certainty) == ("vrijgesteld art. 11", "in overleg")


def test_a_table_without_its_heading_gives_no_records() -> None:
    found = read(changed(REFERENCE, {"Indexen!C1": "Procent"}))
    assert found.problems[0].code == "heading-missing"
    assert reference_of(found).indices == ()
