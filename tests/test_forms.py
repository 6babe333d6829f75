"""Forms: what is written is what openpyxl and our own reader find, and what Excel is told to allow."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.amounts import Vat
from planner.excel import cells, reader
from planner.excel.entering import LONGEST, clean, entered
from planner.excel.forms import CREATED, Content, form
from planner.excel.layout import SheetContent
from planner.excel.rules import ROOM
from planner.excel.vocabulary import (
    LISTS_SHEET,
    CellKind,
    Choice,
    Code,
    Column,
    Day,
    Money,
    MoneyCell,
    Percentage,
    Quantity,
    Rate,
    Sheet,
    Text,
    Whole,
    Workbook,
    Year,
    YesNo,
)
from planner.places import Place
from planner.problems import problem
from planner.sheets import DECLARED, frame, quote, reference


def column(field: str, kind: CellKind, heading: str = "", **settings: Any) -> Column:
    heading = heading or field.capitalize()
    return Column(field, heading, kind, f"Betekenis van {heading}.", f"Meaning of {heading}.", **settings)


COLOURS = Choice({"rood": "red", "blauw": "blue"})
TABLE = Sheet(
    "Lijst",
    (
        column("id", Code(), required=True),
        column("name", Text()),
        column("amount", Money()),
        column("cost", Money(open=False)),
        column("rate", Rate()),
        column("quantity", Quantity()),
        column("share", Percentage()),
        column("day", Day()),
        column("year", Year()),
        column("rank", Whole(1, 4)),
        column("colour", COLOURS),
        column("sure", YesNo()),
        column("outlook", Money(), "Raming {year}", optional=True),
        column("extra", Text(), optional=True),
    ),
    "Een tabel.",
    "A table.",
)
FIRST = Sheet(
    "Eerste", (column("owner", Code("Partijen", "Code")), column("due", Day())), "Labels.", "Labels.", labelled=True
)
BOOK = Workbook("proef", (FIRST, TABLE), "Een proef.", "A test.")


def written(content: Content | None = None, declaration: Workbook = BOOK) -> Any:
    data, problems = form(declaration, content)
    assert not problems
    return openpyxl.load_workbook(io.BytesIO(data))


def filled(**values: Any) -> Content:
    return Content({"Lijst": SheetContent(rows=[{"id": "1", **values}], years=(2028, 2029))})


def second_row(book: Any) -> dict[str, Any]:
    headings, row = book["Lijst"][1], book["Lijst"][2]
    return {str(heading.value): cell.value for heading, cell in zip(headings, row, strict=True)}


def test_every_kind_of_value_is_written_as_what_it_is() -> None:
    content = filled(
        name="Vergunningcheck", amount=Decimal("1005198.10"), cost=Decimal("-0.01"), rate=Decimal("115.54"),
        quantity=8700, share=Decimal("0.3333"), day=date(2027, 3, 12), year=2027, rank=2, colour="blue", sure=True,
        outlook={2028: MoneyCell(pm=True), 2029: MoneyCell(Decimal(100_000), Decimal("150000.5"))},
    )  # fmt: skip
    row = second_row(written(content))
    assert row.pop("Day").date() == date(2027, 3, 12)
    assert row == {
        "Id": "1", "Name": "Vergunningcheck", "Amount": 1005198.1, "Cost": -0.01, "Rate": 115.54, "Quantity": 8700,
        "Share": 0.3333, "Year": 2027, "Rank": 2, "Colour": "blauw", "Sure": "ja",
        "Raming 2028": "pm", "Raming 2029": "100.000..150.000,5",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "{=1}", "+31", "-x", "@SUM(A1)", "http://x.nl", "mailto:a@b.nl", "<r>a</r>"])
def test_text_stays_text(text: str) -> None:
    cell = written(filled(name=text))["Lijst"]["B2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.strip() == text


def test_a_code_of_digits_stays_text() -> None:
    cell = written(Content({"Lijst": SheetContent(rows=[{"id": "02"}])}))["Lijst"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("02", "s", "@")


def test_control_characters_and_too_much_text_are_reported_with_their_cell() -> None:
    data, problems = form(BOOK, filled(name="a\x00b\x0bc\r\nd", extra="x" * (LONGEST + 3)), path="map/proef.xlsx")
    assert problems == (
        problem("text-cleaned", Place("map/proef.xlsx", "Lijst", "B2"), count=2),
        problem("text-cut", Place("map/proef.xlsx", "Lijst", "O2"), count=3, longest=LONGEST),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Lijst"]
    assert (sheet["B2"].value, len(sheet["O2"].value)) == ("abc\nd", LONGEST)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Money(), Decimal("12345678901234.56")),
        (Money(), Decimal("NaN")),
        (Quantity(), 10**16 + 1),
        (COLOURS, "groen"),
        (Money(), Vat.EXCLUDING),
    ],
)
def test_a_value_that_a_cell_cannot_hold_is_our_own_error(kind: CellKind, value: Any) -> None:
    with pytest.raises(ValueError, match=r"digits|none of|no value"):
        entered(kind, value)


@pytest.mark.parametrize("sheets", [{"Weg": SheetContent()}, {"Lijst": SheetContent(rows=[{"weg": 1}])}])
def test_content_that_the_declaration_does_not_know_is_our_own_error(sheets: Mapping[str, SheetContent]) -> None:
    with pytest.raises(ValueError, match="has no"):
        form(BOOK, Content(sheets))


def test_the_same_content_gives_the_same_bytes() -> None:
    content = filled(name="a", amount=Decimal(1))
    assert form(BOOK, content) == form(BOOK, content)


def test_no_clock_and_no_name_of_a_machine_is_in_the_file() -> None:
    book = written()
    assert (book.properties.created, book.properties.title, book.properties.subject) == (CREATED, "Proef", "Een proef.")
    with zipfile.ZipFile(io.BytesIO(form(BOOK)[0])) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_optional_columns_are_written_when_they_are_used_or_asked_for() -> None:
    assert [cell.value for cell in written()["Lijst"][1]][-1] == "Sure"
    asked = Content({"Lijst": SheetContent(extra=("extra",), years=(2028,))})
    assert [cell.value for cell in written(asked)["Lijst"][1]][-2:] == ["Raming 2028", "Extra"]


def test_an_optional_sheet_is_written_when_it_is_asked_for() -> None:
    assert "Overige posten" not in written(declaration=frame.WORKBOOK).sheetnames
    asked = Content({"Overige posten": SheetContent()})
    assert "Overige posten" in written(asked, frame.WORKBOOK).sheetnames


@pytest.mark.parametrize("declaration", DECLARED, ids=lambda declared: declared.name)
def test_every_declared_workbook_can_be_written_blank(declaration: Workbook) -> None:
    book = written(Content({sheet.name: SheetContent() for sheet in declaration.sheets}), declaration)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [s.name for s in declaration.sheets]
    for sheet in declaration.sheets:
        page = book[sheet.name]
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert "Pagina" in page.oddFooter.right.text
        assert page.dimensions.split(":")[-1] < "XFD"


class TestProtection:
    def test_input_cells_are_open_and_headings_are_not(self) -> None:
        sheet = written(filled(name="a"))["Lijst"]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet["A1"].protection.locked
        assert not sheet["B2"].protection.locked

    def test_cells_without_value_take_the_style_of_their_open_column_to_the_very_last(self) -> None:
        with zipfile.ZipFile(io.BytesIO(form(BOOK)[0])) as archive:
            xml = archive.read("xl/worksheets/sheet2.xml").decode()
        assert 'max="16384"' in xml  # a row of a protected sheet can be deleted only if all its cells are open
        sheet = written()["Lijst"]
        assert all(not dimension.protection.locked for dimension in sheet.column_dimensions.values())

    def test_what_people_do_with_a_list_stays_allowed(self) -> None:
        protection = written()["Lijst"].protection
        names = "sort autoFilter insertRows insertColumns deleteRows formatCells formatColumns formatRows objects"
        assert not any(getattr(protection, name) for name in names.split())

    def test_labels_are_closed_and_values_open(self) -> None:
        sheet = written()["Eerste"]
        assert [sheet[cell].protection.locked for cell in ("A1", "B1", "C1")] == [True, False, True]


class TestHeadings:
    def test_headings_stay_in_sight_and_can_be_filtered(self) -> None:
        sheet = written()["Lijst"]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:L{ROOM + 1}"
        assert sheet.print_title_rows == "$1:$1"

    def test_a_heading_has_a_note_with_its_meaning(self) -> None:
        note = written()["Lijst"]["K1"].comment
        assert note.text == "Betekenis van Colour.\nSoort: keuze (mag leeg blijven).\nKeuzes: rood; blauw."
        assert note.height > 60

    def test_no_word_of_a_heading_and_no_number_is_cut_off(self) -> None:
        sheet = written(filled(amount=Decimal("123456789012.12")))["Lijst"]
        assert sheet.column_dimensions["C"].width >= len("123.456.789.012,12")


class TestChecks:
    @staticmethod
    def check(heading: str, content: Content | None = None, declaration: Workbook = BOOK, sheet: str = "Lijst") -> Any:
        page = written(content, declaration)[sheet]
        letter = next(cell.column_letter for cell in page[1] if cell.value == heading)
        return next(rule for rule in page.data_validations.dataValidation if f"{letter}2" in rule.sqref)

    def test_a_closed_choice_refuses_other_words_in_the_whole_table(self) -> None:
        rule = self.check("Colour")
        assert (rule.formula1, rule.errorStyle, rule.showErrorMessage) == ('"rood,blauw"', None, True)
        assert str(rule.sqref) == f"K2:K{ROOM + 1}"

    def test_yes_and_no_are_a_list(self) -> None:
        assert self.check("Sure").formula1 == '"ja,nee"'

    def test_an_open_choice_suggests_and_refuses_nothing(self) -> None:
        rule = self.check("Kostencategorie", declaration=reference.WORKBOOK, sheet="Posten")
        assert (rule.formula1, rule.showErrorMessage) == ('"uitvoeringskosten,investeringskosten"', False)

    def test_a_code_that_the_workbook_holds_itself_is_chosen_from_its_own_sheet(self) -> None:
        rule = self.check("Organisatie", declaration=reference.WORKBOOK, sheet="PDC")
        assert rule.formula1.startswith("'Partijen'!$A$2:INDEX(")
        assert rule.errorStyle == "warning"

    def test_a_list_with_a_comma_or_too_long_for_a_check_stands_on_a_hidden_sheet(self) -> None:
        names = ["eigen personeel", "hosting, licenties"]
        book = written(Content(lists={("Kostensoorten", "Kostensoort"): names}), quote.QUOTE)
        rules = {rule.formula1 for rule in book["Kosten"].data_validations.dataValidation}
        assert f"{LISTS_SHEET}!$A$1:$A$2" in rules
        assert [cell.value for cell in book[LISTS_SHEET]["A"]] == names
        assert book[LISTS_SHEET].sheet_state == "hidden"
        long = written(Content(lists={("PDC", "PDC-code"): [f"P-{n:03}" for n in range(60)]}), quote.QUOTE)
        assert long[LISTS_SHEET].max_row == 60

    def test_no_check_writes_out_more_than_excel_allows(self) -> None:
        for declaration in DECLARED:
            for sheet in written(declaration=declaration):
                for rule in sheet.data_validations.dataValidation:
                    assert len(rule.formula1 or "") <= 257
                    assert len(rule.error or "") <= 225
                    assert len(rule.errorTitle or "") <= 32

    def test_an_amount_may_be_pm_or_a_range(self) -> None:
        rule = self.check("Amount")
        assert (rule.type, rule.errorStyle) == ("custom", "warning")
        assert rule.formula1 == 'OR(ISNUMBER(C2),LOWER(TRIM(C2))="pm",ISNUMBER(FIND("..",C2)))'


# --- read(write(x)) == x -----------------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=40)
CENTS = st.integers(-(10**13), 10**13).map(lambda cents: Decimal(cents).scaleb(-2))
SPANS = st.tuples(CENTS, CENTS).map(sorted).map(lambda ends: MoneyCell(*ends))
AMOUNTS = st.one_of(CENTS.map(lambda one: MoneyCell(one, one)), st.just(MoneyCell(pm=True)), SPANS)
ROWS = st.fixed_dictionaries(
    {"id": TEXTS.map(lambda text: f"R{text}".strip())},
    optional={
        "name": TEXTS,
        "amount": AMOUNTS,
        "cost": CENTS.map(lambda one: MoneyCell(one, one)),
        "rate": st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-4)),
        "quantity": st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-3)),
        "share": st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-6)),
        "day": st.dates(date(1990, 1, 1), date(2200, 12, 31)),
        "year": st.integers(1900, 2200),
        "rank": st.integers(1, 4),
        "colour": st.sampled_from(["red", "blue"]),
        "sure": st.booleans(),
        "outlook": st.dictionaries(st.sampled_from([2028, 2029]), AMOUNTS, min_size=1),
    },
)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a reader can give back: no empty texts, one kind of space, amounts without their format."""
    found = {name: bare(value) for name, value in row.items()}
    return {name: value for name, value in found.items() if value not in ("", None)}


def bare(value: Any) -> Any:
    if isinstance(value, dict | tuple):
        return {year: bare(cell) for year, cell in dict(value).items()}
    if isinstance(value, MoneyCell):
        return MoneyCell(value.low, value.high, value.pm)
    return " ".join(value.split()) if isinstance(value, str) else value


@settings(max_examples=15)  # each example is a whole workbook
@given(st.lists(ROWS, max_size=5))
def test_what_is_written_is_what_is_read(rows: list[dict[str, Any]]) -> None:
    data, _ = form(BOOK, Content({"Lijst": SheetContent(rows=rows, years=(2028, 2029))}))
    with cells.opened(data) as opened:
        read = reader.read(BOOK, opened, "proef.xlsx", "0")
    table = read.tables["Lijst"]
    assert not table.refused
    assert [plain(row.values) for row in table.rows] == [plain(row) for row in rows]


@given(st.text(max_size=50))
def test_a_cleaned_text_needs_no_cleaning(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text.strip() == once.text.strip()
    assert not clean(once.text).removed
