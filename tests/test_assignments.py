"""Assignments and amended frames as workbooks: what is written reads back as the same, and says what it rests on."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl

from planner.amounts import PM, Span
from planner.books import assignments, chain
from planner.books import frame as frame_book
from planner.books.assignments import Terms
from planner.records import Acceptance, Decision, Frame, OtherItem, Outcome, Quote, Risk, Subject
from planner.sheets import identify, read
from planner.stages.offer import consolidate
from tests.build import CEILING, NOWHERE, TBO, ceiling, frame, line, quote, reference

TERMS = Terms(
    Decision(Outcome.AMENDED, date(2026, 11, 26), "OGB-31", "x"),
    Acceptance("directeur DSO", "x", ("R-2: pas na de ketentest",), "OGB-31", date(2026, 12, 11)),
)
LINES = (
    line("R-1", cents=10_839_00, description="Uren", unit="uur", quantity=Decimal(100), rate=Decimal("108.39"),
         outlook=((2028, Span.of(1_00)), (2029, PM)), priority=1, indivisible=True),
    line("R-2", cents=PM, quarters=(0, 0, 0, 0), description="Nog onbekend", recurring=False),
    line("R-3", cents=Span(100_00, 150_00, 200_00), description="Ongeveer", quarters=(0, 0, 0, 150_00), priority=None),
    line("R-4", cents=25_00, description="Deel", total_cost=100_00, share=Decimal("0.25"), category="uitvoeringskosten",
         scale="11", result="klaar in mei", replaces="R-0", note="zie bijlage"),
    line("R-5", cents=-5_00, cost_type="opbrengsten en stelposten", description="Korting",
         quarters=(-2_00, -3_00, 0, 0)),
    line("R-6", cents=10_00, description="Rest in het laatste kwartaal", quarters=(3_34, 3_34, 3_34, -2)),
)  # fmt: skip
SUBJECTS = tuple(Subject(letter, f"tekst {letter}", NOWHERE) for letter in "abcdefg")


def quoted(*lines: Any, **changed: Any) -> Quote:
    risks = (
        Risk("Piek", Decimal("0.3"), Span.of(240_000_00), "Schil", NOWHERE),
        Risk("Vertrek", None, None, "", NOWHERE),
    )
    found = replace(
        quote("RWS", *(lines or LINES)), subjects=SUBJECTS, risks=risks, dated=date(2026, 9, 15), reference="OFF-1"
    )
    return replace(found, **changed)


def written(one: Quote, version: int = 1) -> tuple[Quote, list[str], str]:
    """Return the assignment as it reads back, the codes of its problems, and the text of its first sheet."""
    data, problems = assignments.book(one, version, TERMS, reference(), "2027/opdracht-RWS-2027.xlsx")
    found = read(data, "2027/opdracht-RWS-2027.xlsx")
    assert found.kind == "opdracht"
    assert isinstance(found.record, Quote)
    rows = openpyxl.load_workbook(io.BytesIO(data))["Opdracht"].iter_rows(values_only=True)
    text = "\n".join(str(value) for row in rows for value in row if value is not None)
    return found.record, [one.code for one in (*problems, *found.problems)], text


def test_an_assignment_reads_back_as_the_quote_that_was_accepted() -> None:
    one = quoted()
    back, problems, _ = written(one, 2)
    assert back.lines == one.lines
    assert (back.subjects, back.risks) == (one.subjects, one.risks)
    assert (back.party, back.year, back.version, back.basis) == (one.party, 2027, 2, one.basis)
    assert (back.dated, back.reference) == (date(2026, 12, 11), "OPDRACHT-RWS-OBO-2027-2")
    assert not {*problems} - {"quarter-remainder"}


def test_a_quote_including_vat_stays_so() -> None:
    one = replace(quoted(line(description="Uren")), basis=quote("RWS", including=True, price_level=2026).basis)
    assert written(one)[0].basis == one.basis


def test_the_first_sheet_says_what_the_assignment_rests_on() -> None:
    _, _, text = written(quoted(), 2)
    for said in (
        "Opdracht 2027 aan Rws (OBO)",
        "Besluit OGB-beheer van 26 november 2026, kenmerk OGB-31 (gewijzigd vastgesteld).",
        "Aanvaard namens de SBO door directeur DSO, kenmerk OGB-31 (art. 5.3).",
        "Voorwaarde 1: R-2: pas na de ketentest",
        "Grondslag: offerte versie 1 van 15 september 2026, kenmerk OFF-1",
        "Deze versie vervangt versie 1.",
        # 10.839,00 + (100,00 to 200,00) + 25,00 - 5,00 + 10,00, and one amount not known
        "Bedrag: € 10.969,00 .. 11.069,00 + 1 pm exclusief btw, in prijzen van 2027.",
        "kwartaal 1: €\u00a02.717,34",  # 2.709,75 + 6,25 - 2,00 + 3,34
    ):
        assert said in text


def test_without_a_date_of_its_own_an_assignment_has_that_of_the_decision() -> None:
    terms = replace(TERMS, acceptance=replace(TERMS.acceptance, dated=None))
    assert (TERMS.dated, terms.dated) == (date(2026, 12, 11), date(2026, 11, 26))


def test_a_subject_that_the_quote_leaves_open_is_still_to_be_agreed() -> None:
    back, problems, _ = written(quoted(line(description="Uren"), subjects=SUBJECTS[:6]))
    assert back.subjects[6].text == assignments.TO_BE_AGREED
    assert problems == ["subject-not-offered"]


def test_an_amount_in_thousands_counts_and_its_factors_become_an_explanation() -> None:
    # In thousands 11 was offered for 100 x 108,39; in euro that would be a mistake of the sum.
    one = quoted(replace(LINES[0], amount=Span.of(11_000_00), quarters=(2_750_00,) * 4))
    back, problems, _ = written(one)
    assert (back.lines[0].amount, back.lines[0].quantity, back.lines[0].rate) == (Span.of(11_000_00), None, None)
    assert "100 uur x 108.39" in back.lines[0].note
    assert problems == []


def test_the_chain_holds_all_lines_with_whose_they_are_and_is_no_source() -> None:
    own = replace(quote("KADASTER", line("T-1", cents=100_00, product="TBO-01"), role=TBO), subjects=SUBJECTS)
    offer, _ = consolidate((quoted(), own), (), (), reference(), 2027)
    data = chain.book(offer, 1, TERMS, reference())
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [row for row in book["Kostenregels"].iter_rows(values_only=True) if row[2] in {"R-1", "R-2", "T-1"}]
    assert [row[:3] for row in rows] == [("RWS", "OBO", "R-1"), ("RWS", "OBO", "R-2"), ("KADASTER", "TBO", "T-1")]
    sums = {row[0]: row[2:5] for row in book["Opdracht keten"].iter_rows(values_only=True) if row[1] in {"OBO", "TBO"}}
    assert sums["KADASTER"] == (100, 21, 121)
    assert identify(book.sheetnames) is None


def test_a_frame_reads_back_as_it_was_decided() -> None:
    decided = replace(
        frame(ceiling("beheer", 100_00, floor=80_00), ceiling("iplo", PM, CEILING), version=2),
        decided_on=date(2026, 11, 26), reference="OGB-31", remark="verzonnen",
        others=(OtherItem("onvoorzien", "reserve", Span.of(10_00), NOWHERE),),
    )  # fmt: skip
    found = read(frame_book.book(decided, reference(), "2027/kader-2027-v2.xlsx"), "2027/kader-2027-v2.xlsx")
    assert isinstance(found.record, Frame)
    assert found.record == decided
    assert found.problems == ()
