"""Requests: which lines come over at what amount, what the workbook says, and that its answer is known again."""

import io
import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from planner.amounts import PM, Span
from planner.books import request as request_book
from planner.cli import main
from planner.problems import message
from planner.records import CostType, Line, Milestone, Quote
from planner.sheets import read
from planner.stages.answers import answers
from planner.stages.request import Asking, Request, carried, in_proportion
from tests.build import NOWHERE, OBO, TBO, estimate, index, line, party, priced, product, quote, reference, strategy

LOON = Fraction(104, 100)  # the wage index of 2027 in tests.build
pytestmark = pytest.mark.usefixtures("read_once")


def worked(rate: str, hours: str, **other: object) -> Line:
    euros = Decimal(rate) * Decimal(hours)
    return line(cents=int(euros * 100), quantity=Decimal(hours), rate=Decimal(rate), unit="uur", **other)


def test_a_line_stays_as_it_is_where_prices_stay() -> None:
    assigned = worked("108.39", "100", replaces="R-0")
    assert carried(assigned, 2027, Fraction(1)) == worked("108.39", "100")


def test_a_rate_is_indexed_to_the_cent_and_the_amount_is_its_product() -> None:
    # 108.39 x 1.04 = 112.7256; 100 x 112.73 = 11,273.00 and not 10,839.00 x 1.04 = 11,272.56
    asked = carried(worked("108.39", "100"), 2027, LOON)
    assert (asked.quantity, asked.rate, asked.amount) == (Decimal(100), Decimal("112.73"), Span.of(11_273_00))
    assert asked.quarters == (2_818_25, 2_818_25, 2_818_25, 2_818_25)


def test_an_amount_without_a_rate_is_indexed_and_keeps_the_proportion_of_its_quarters() -> None:
    assigned = line(cents=1000_00, quarters=(0, 250_00, 500_00, 250_00), outlook=((2027, Span.of(1)), (2028, PM)))
    asked = carried(assigned, 2027, LOON)
    assert asked.amount == Span.of(1040_00)
    assert asked.quarters == (0, 260_00, 520_00, 260_00)
    assert asked.outlook == ((2028, PM),)


def test_a_one_off_line_is_asked_for_its_outlook_and_loses_factors_that_no_longer_make_it() -> None:
    assigned = worked("100", "50", recurring=False, outlook=((2027, Span.of(2000_00)), (2028, Span.of(500_00))))
    asked = carried(assigned, 2027, Fraction(1))
    assert (asked.amount, asked.quantity, asked.rate) == (Span.of(2000_00), None, None)
    assert asked.quarters == (500_00, 500_00, 500_00, 500_00)
    assert asked.outlook == ((2028, Span.of(500_00)),)


def test_a_share_of_a_whole_cost_stays_a_share() -> None:
    # the whole 1,000.00 becomes 1,040.00, of which a quarter is 260.00
    asked = carried(line(cents=250_00, total_cost=1000_00, share=Decimal("0.25")), 2027, LOON)
    assert (asked.total_cost, asked.share, asked.amount) == (1040_00, Decimal("0.25"), Span.of(260_00))


def test_a_range_keeps_the_middle_of_its_ends_and_pm_stays_pm() -> None:
    # 1.01 x 1.04 = 1.0504 and 2.00 x 1.04 = 2.08: the middle of 1.05 and 2.08 is 1.565
    asked = carried(line(cents=Span(1_01, 1_51, 2_00)), 2027, LOON)
    assert asked.amount == Span(1_05, 1_57, 2_08)
    assert sum(asked.quarters) == 1_57
    assert carried(line(cents=PM, quarters=(0, 0, 0, 0)), 2027, LOON).amount == PM


@pytest.mark.parametrize(
    ("total", "quarters", "expected"),
    [
        (100, (10, 20, 30, 40), (10, 20, 30, 40)),
        (200, (10, 20, 30, 40), (20, 40, 60, 80)),
        (-200, (-10, -20, -30, -40), (-20, -40, -60, -80)),
        (100, (0, 0, 0, 0), (25, 25, 25, 25)),
        (200, (51, 30, 20, -1), (101, 59, 40, 0)),  # 200 x 51/101, 30/101, 20/101: 100.99, 59.41, 39.60
    ],
)
def test_quarters_in_proportion(
    total: int, quarters: tuple[int, int, int, int], expected: tuple[int, int, int, int]
) -> None:
    assert in_proportion(total, quarters) == expected


def asking(*lines: Line, indexed: bool = False, **changed: object) -> Asking:
    last = quote("RWS", *lines, year=2026, file="2026/opdracht-RWS-2026.xlsx")
    reference_ = reference(**changed)
    assigned = [priced(one, year=2026) for one in last.lines]
    plan = strategy(estimate("STR-1", "RWS", "beheer", Span.of(100_00), Span.of(110_00)))
    return Asking(reference_, plan, 2027, (last,), assigned, NOWHERE.cell("year"), indexed)


def test_recurring_lines_come_over_and_one_off_lines_with_an_outlook() -> None:
    asked = asking(
        line("R-1"),
        line("R-2", recurring=False),
        line("R-3", recurring=False, outlook=((2027, Span.of(50_00)),)),
        line("R-4", recurring=False, outlook=((2027, Span()), (2028, Span.of(1)))),
        line("R-5", product="OUD-01"),
    ).of(party("RWS"))
    assert [one.id for one in asked.lines] == ["R-1", "R-3"]
    assert (asked.ended, asked.dropped) == (("R-2", "R-4"), ("R-5",))
    assert [one.id for one in asked.estimates] == ["STR-1"]
    assert list(asked.outlook_years) == [2028, 2029]


def test_lines_of_a_refused_row_are_named_and_not_asked() -> None:
    one = asking(line("R-1"), line("R-2"))
    two = Asking(one.reference, None, 2027, one.last, one.priced[:1], one.place)
    assert two.of(party("RWS")).dropped == ("R-2",)


def test_a_missing_index_is_a_problem_and_its_line_is_not_asked() -> None:
    one = asking(line("R-1"), line("R-2", cost_type="afschrijvingskosten"), indexed=True, indices=[])
    asked = one.of(party("RWS"))
    assert ([line.id for line in asked.lines], asked.dropped) == (["R-2"], ("R-1",))
    assert [found.code for found in one.problems] == ["index-missing", "request-without-date"]


def test_the_date_due_back_is_that_of_the_role() -> None:
    calendar = [
        Milestone(2027, "uiterste inleverdatum offertes obo", date(2026, 9, 18), "OBO", "", NOWHERE),
        Milestone(2027, "Offerte TBO", date(2026, 10, 9), "TBO", "", NOWHERE),
    ]
    one = replace(asking(), reference=replace(reference(), calendar=tuple(calendar)))
    assert one.of(party("RWS")).due == date(2026, 9, 18)
    assert one.of(party("KADASTER", TBO)).due == date(2026, 10, 9)
    assert not one.problems


def as_read(data: bytes) -> Quote:
    record = read(data, "uitvraag.xlsx").record
    assert isinstance(record, Quote)
    return record


def written(asked: Request, number: int = 1, **changed: object) -> bytes:
    return request_book.book(asked, number, reference(**changed), "uitvraag.xlsx")


def test_what_is_asked_reads_back_as_a_quote_of_the_same_lines() -> None:
    one = asking(
        worked("108.39", "100", id="R-1", description="Uren", outlook=((2028, Span.of(1)), (2029, PM))),
        line(
            "R-2",
            cents=PM,
            quarters=(0, 0, 0, 0),
            description="Nog te ramen",
            category="investeringskosten",
            result="klaar in mei",
        ),
        line("R-3", cents=Span(100_00, 150_00, 200_00), description="Ongeveer", indivisible=True, priority=None),
        indexed=True,
    )
    asked = one.of(party("RWS"))
    answer = as_read(written(asked))
    assert answer.lines == asked.lines
    assert (answer.organisation, answer.role, answer.year, answer.version) == ("RWS", OBO, 2027, 1)
    assert (answer.basis.price_level, answer.unrecoverable_vat) == (2027, True)
    assert answer.request == "UITVRAAG-RWS-OBO-2027-1"


def test_a_request_may_have_no_lines_at_all() -> None:
    asked = Asking(reference(), None, 2027, (), (), NOWHERE.cell("year")).of(party("NIEUW"))
    assert as_read(written(asked)).lines == ()
    assert "Er is geen opdracht van vorig jaar" in text_of(written(asked), "Offerte")


def test_the_identity_is_known_also_without_its_label() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(asking(line("R-1")).of(party("RWS")))))
    sheet = book["Offerte"]
    (row,) = [cell.row for cell in sheet["A"] if cell.value == "Uitvraag"]
    sheet[f"A{row}"] = sheet[f"B{row}"] = None
    stream = io.BytesIO()
    book.save(stream)
    assert as_read(stream.getvalue()).request == "UITVRAAG-RWS-OBO-2027-1"


def text_of(data: bytes, sheet: str) -> str:
    rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def test_the_first_sheet_says_what_to_do_about_vat() -> None:
    one = asking(line("R-1"))
    untaxed, taxed = written(one.of(party("RWS"))), written(one.of(party("KADASTER", TBO)))
    assert "U brengt geen btw in rekening" in text_of(untaxed, "Offerte")
    assert "U bent belast met 21% btw" in text_of(taxed, "Offerte")
    assert "exclusief" in text_of(taxed, "Offerte")


def test_the_strategy_stands_beside_and_confuses_nobody() -> None:
    data = written(asking(line("R-1", description="Uren")).of(party("RWS")))
    assert "Raming van de strategie voor 2027, in prijzen van 2026" in text_of(data, "Raming strategie")
    assert {found.code for found in read(data, "x.xlsx").problems} == {"subject-missing"}


def test_only_own_products_are_offered() -> None:
    products = [product("RWS-01", "RWS"), product("RWS-02", "RWS", end="2026-12-31"), product("KAD-01", "KADASTER")]
    data = written(asking(line("R-1"), products=products).of(party("RWS")), products=products)
    rules = openpyxl.load_workbook(io.BytesIO(data))["Kosten"].data_validations.dataValidation
    assert '"RWS-01"' in [rule.formula1 for rule in rules]


def test_answers_are_known_by_their_identity() -> None:
    asked = {("RWS", "OBO"): ["A-1", "A-2"]}

    def codes(request: str) -> list[str]:
        return [found.code for found in answers([replace(quote("RWS"), request=request)], asked)]

    assert codes("A-2") == ["answers-request"]
    assert codes("A-1") == ["answers-older-request"]
    assert codes("") == codes("B-1") == ["answers-no-request"]
    assert not [*answers([quote("KOOP")], asked)]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    assert main(["init", str(tmp_path), "--example", "--quiet"]) == 0
    return tmp_path


def requested(folder: Path, capsys: pytest.CaptureFixture[str], *more: str, year: str = "2027") -> dict[str, dict]:
    capsys.readouterr()
    assert main(["-C", str(folder), "request", year, "--json", *more]) == 0
    said = json.loads(capsys.readouterr().out)
    return {one["path"]: one for one in said["requests"]}


def test_everybody_who_owes_a_quote_is_asked(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issued = requested(example, capsys)
    names = ["TBO", "RWS", "KADASTER", "KOOP", "GEONOVUM"]
    assert list(issued) == [f"2027/uitvraag/uitvraag-{name}-2027.xlsx" for name in names]
    assert all((example / path).exists() for path in issued)
    assert issued["2027/uitvraag/uitvraag-RWS-2027.xlsx"]["due"] == "2026-09-18"
    assert issued["2027/uitvraag/uitvraag-TBO-2027.xlsx"]["due"] == "2026-10-09"


def test_named_parties_only(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(requested(example, capsys, "koop", "TBO")) == [
        "2027/uitvraag/uitvraag-KOOP-2027.xlsx",
        "2027/uitvraag/uitvraag-TBO-2027.xlsx",
    ]
    assert main(["-C", str(example), "request", "2027", "ROWS", "--lang", "en"]) == 2
    assert "ROWS owes no quote for 2027" in capsys.readouterr().err


def test_the_same_request_is_issued_once_and_another_gets_the_next_number(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "2027/uitvraag/uitvraag-RWS-2027.xlsx"
    first = requested(example, capsys, "RWS")[path]
    again = requested(example, capsys, "RWS")[path]
    indexed = requested(example, capsys, "RWS", "--indexed")[path]
    assert (first["request"], first["issued"]) == ("UITVRAAG-RWS-OBO-2027-1", "written")
    assert (again["request"], again["issued"]) == ("UITVRAAG-RWS-OBO-2027-1", "same")
    assert (indexed["request"], indexed["issued"]) == ("UITVRAAG-RWS-OBO-2027-2", "written")
    assert as_read((example / path).read_bytes()).request == "UITVRAAG-RWS-OBO-2027-2"


def test_what_a_person_filled_in_is_not_overwritten(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = example / "2027/uitvraag/uitvraag-RWS-2027.xlsx"
    requested(example, capsys, "RWS")
    book = openpyxl.load_workbook(path)
    book["Kosten"]["F2"] = "van ons"
    book.save(path)
    mine = path.read_bytes()
    beside = requested(example, capsys, "RWS", "--indexed")
    assert list(beside) == ["2027/uitvraag/uitvraag-RWS-2027 (nieuw).xlsx"]
    assert path.read_bytes() == mine


def test_indexed_amounts_of_the_example(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = requested(example, capsys, "RWS", "--indexed")
    lines = {one.id: one for one in as_read((example / path).read_bytes()).lines}
    # RWS-001: 8.700 hours at 108,39 with the wages of 2027 at 3,4%: 108.39 x 1.034 = 112.07526
    assert (lines["RWS-001"].rate, lines["RWS-001"].amount) == (Decimal("112.08"), Span.of(975_096_00))
    # RWS-004: 422.500,00 with the prices of 2027 at 2,3%
    assert (lines["RWS-004"].rate, lines["RWS-004"].amount) == (None, Span.of(432_217_50))
    assert "RWS-008" not in lines  # one-off, with an outlook of 0,00


def test_a_returned_request_is_recognised(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = requested(example, capsys, "RWS")
    shutil.copy(example / path, example / "2027/offertes/offerte-RWS-2027.xlsx")
    main(["-C", str(example), "check", "2027", "--json"])
    found = [one for one in json.loads(capsys.readouterr().out) if one["code"].startswith("answers-")]
    assert [(one["code"], one["workbook"]) for one in found] == [
        ("answers-request", "2027/offertes/offerte-RWS-2027.xlsx")
    ]


def test_without_last_years_assignment_nothing_is_asked(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example / "2026/opdracht-RWS-2026.xlsx").write_bytes(b"")
    assert main(["-C", str(example), "request", "2027", "RWS", "--lang", "en"]) == 1
    assert "no request was made" in capsys.readouterr().out
    assert not (example / "2027/uitvraag").exists()


def test_every_text_of_the_notes_is_whole() -> None:
    (found,) = answers([quote("RWS")], {("RWS", "OBO"): ["A-1"]})
    assert message(found, "nl") == "Voor RWS (OBO) is A-1 uitgegeven, maar deze offerte noemt geen uitvraag."


def test_rates_that_are_not_indexed_have_no_series() -> None:
    one = asking(
        line("R-1", cost_type="vast"), indexed=True, cost_types=[CostType("vast", None, "", NOWHERE)],
        indices=[index("loon", 2027, "0.04")],
    )  # fmt: skip
    assert one.of(party("RWS")).lines == (line("R-1", cost_type="vast"),)
