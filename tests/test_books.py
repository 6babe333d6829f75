"""What the books say beside their figures: text stays text, links lead home, checks bite, pages are set up."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from planner.books import budget, comparison, offer
from planner.workspace import Workspace
from planner.year import Year
from tests import whatif
from tests.proof import formulas, values, with_formualizer

EXAMPLE = Path(__file__).parent.parent / "budgets"
SHEETS = {
    "offerte": "Voorblad Offerte Producten Onderwerpen Risico's Kostenregels Controles",
    "vergelijking": "Voorblad Vergelijking Oorzaken Financiering Openstaand Ingrepen Controles",
    "begroting": "Voorblad Samenvatting Begroting Producten Kostensoorten Mutaties Financiering Uitgangspunten "
    "Kostenregels Controles",
}
FUNCTIONS = frozenset(
    re.findall(r"\w+", "ABS AND COUNT IF INT ISNUMBER MAX MIN MOD N NOT OR ROUND SIGN SMALL SUM SUMPRODUCT")
)
"""What Excel, LibreOffice 7.4 and the second engine share and our formulas use; nothing that reads codes as numbers."""


@pytest.fixture(scope="module")
def results():
    return Year(Workspace(EXAMPLE), 2027).results


@pytest.fixture(scope="module")
def books(results):
    makers = {"offerte": offer.book, "vergelijking": comparison.book, "begroting": budget.book}
    return {name: make(results, "abc123") for name, make in makers.items()}


def opened(data, **options):
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def column(sheet, heading):
    """Return the letter of a heading and the row that it stands in."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == heading:
                return cell.column_letter, cell.row
    raise AssertionError(heading)


@pytest.mark.parametrize("name", SHEETS)
def test_each_book_has_its_sheets_in_order(books, name):
    assert opened(books[name]).sheetnames == SHEETS[name].split(" ")


@pytest.mark.parametrize("name", SHEETS)
def test_the_same_results_give_the_same_bytes_and_say_what_they_were_made_from(results, books, name):
    make = {"offerte": offer.book, "vergelijking": comparison.book, "begroting": budget.book}[name]
    assert make(results, "abc123") == books[name]
    properties = {one.name: one.value for one in opened(books[name]).custom_doc_props.props}
    assert properties == {"planner_inputs": "abc123"}


@pytest.mark.parametrize("name", SHEETS)
def test_formulas_use_only_functions_that_all_programs_share(books, name):
    used = {word for text in formulas(books[name]).values() for word in re.findall(r"([A-Z][A-Z0-9.]*)\(", text)}
    assert used <= FUNCTIONS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_set_up_for_paper_and_without_protection(books, name):
    for sheet in opened(books[name]):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
        assert not sheet.protection.sheet


def test_the_cost_lines_have_the_headings_of_the_quote_and_keep_them_in_sight(books):
    sheet = opened(books["begroting"])["Kostenregels"]
    headings = {cell.value for cell in sheet[4]}
    quote = opened((EXAMPLE / "2027/offertes/offerte-RWS-2027.xlsx").read_bytes())["Kosten"]
    assert {cell.value for cell in quote[1]} <= headings
    assert {"Organisatie", "Rol", "Bron"} <= headings
    assert sheet.freeze_panes == "D5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref.startswith("A4:")


def test_a_source_leads_to_the_cell_of_the_quote(books):
    sheet = opened(books["begroting"])["Kostenregels"]
    letter, row = column(sheet, "Bron")
    cell = sheet[f"{letter}{row + 1}"]
    assert cell.value == "offertes/offerte-GEONOVUM-2027.xlsx, Kosten, K2"
    assert cell.hyperlink.target == "offertes/offerte-GEONOVUM-2027.xlsx"
    assert cell.hyperlink.location == "'Kosten'!K2"


def test_the_summary_has_the_table_of_the_comparison(results, books):
    sheet = opened(books["begroting"], data_only=True)["Samenvatting"]
    assert sheet["A1"].value == "De offerte 2027 past NIET binnen het kader."
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=7, max_row=14)}
    assert [rows["Beheer en exploitatie"][i].value for i in (2, 3, 4, 5, 6)] == [
        38_900_000, 39_477_079.17, 577_079.17, "nadelig", "te hoog",
    ]  # fmt: skip
    assert rows["Alles samen"][3].value == 59_761_066.96


def test_the_front_says_what_the_book_stands_on(results, books):
    for data in books.values():
        sheet = opened(data, data_only=True)["Voorblad"]
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        assert "controles kloppen" in text
        assert "NIET: zie" not in text
        assert "alle bedragen zijn verzonnen" in text
        assert "in prijzen van 2027" in text
        assert "na 31-12-2029 ligt er geen afspraak onder" in text
        for one in results.sources:
            assert one.digest in text
            assert one.path in text


def test_text_that_looks_like_a_formula_stays_text(results):
    one = results.offer.lines[0]
    texts = {"description": "=1+1", "product_name": "@x", "note": "-3", "unit": "+uur"}
    lines = (replace(one, line=replace(one.line, **texts)), *results.offer.lines[1:])
    data = budget.book(replace(results, offer=replace(results.offer, lines=lines)), "")
    cells = opened(data)["Kostenregels"][5]
    found = {cell.value: cell.data_type for cell in cells if cell.value in texts.values()}
    assert found == dict.fromkeys(texts.values(), "s")


def test_a_key_that_does_not_add_up_is_told_and_splits_nothing(results, books):
    plan = budget.Plan(results)
    edit = whatif.Edit(plan.key.area.cell("share", 0), Decimal("0.5"))
    changed = with_formualizer(whatif.in_book(books["begroting"], [edit]))
    cells = formulas(books["begroting"])
    found = values(changed, cells)
    failing = [key for key, value in found.items() if key[0] == "Controles" and value == "klopt NIET"]
    assert failing
    assert found["Controles", "A1"] == "Er klopt iets NIET."
    payers = [plan.payers.area.cell("offer", i).split("!")[1].replace("$", "") for i in range(4)]
    assert [found["Financiering", cell] for cell in payers] == [None] * 4


def test_stored_values_are_there_for_a_reader_that_does_not_calculate(books):
    for data in books.values():
        cells = formulas(data)
        empty = [key for key, value in values(data, cells).items() if value is None and '""' not in cells[key]]
        assert empty == []


def test_no_clock_and_no_name_of_a_machine_is_in_a_book(books):
    for data in books.values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            core = package.read("docProps/core.xml").decode()
            assert all(part.date_time == (1980, 1, 1, 0, 0, 0) for part in package.infolist())
        assert "2023-11-09T00:00:00Z" in core
        assert not re.search(rb"/(work|home|tmp)/", b"".join(_parts(data)))


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist()]
