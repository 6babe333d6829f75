"""Where tables stand and how formulas name their cells: the place that is settled is the place that is written."""

import io

import openpyxl
import pytest

from planner.excel.areas import Stack, letter, quoted
from planner.excel.book import Page, workbook
from planner.excel.breaks import LEAST, PAPER_HEIGHT, ROW, breaks
from planner.problems import Words
from planner.tables import Column, Kind, Live, Row, Typed, View, Weight

COLUMNS = (Column(Words("Post", "Heading"), name="post"), Column(Words("Bedrag", "Amount"), Kind.MONEY, name="amount"))


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_of_columns(index, name):
    assert letter(index) == name


@pytest.mark.parametrize(("sheet", "name"), [("Begroting", "Begroting"), ("Risico's", "'Risico''s'"), ("A b", "'A b'")])
def test_names_of_sheets(sheet, name):
    assert quoted(sheet) == name


def test_cells_of_a_table_in_its_place():
    area = Stack("Risico's", 2).place(COLUMNS, 3, totals=1)
    assert area.near("amount", 0) == "B6"
    assert area.cell("amount", 2) == "'Risico''s'!$B$8"
    assert area.column("post") == "'Risico''s'!$A$6:$A$8"
    assert area.total("amount") == "'Risico''s'!$B$9"


def test_a_table_without_rows_keeps_one():
    area = Stack("Blad", 0).place(COLUMNS, 0, totals=1)
    assert area.column("amount") == "Blad!$B$4:$B$4"
    assert area.total("amount") == "Blad!$B$5"


@pytest.mark.parametrize("counts", [(1, 1), (3, 2), (0, 4)])
def test_tables_are_written_where_they_were_placed(counts):
    stack = Stack("Blad", 2)
    areas = [stack.place(COLUMNS, count, totals=1, notes=1) for count in counts]
    views = []
    for area, count in zip(areas, counts, strict=True):
        body = [Row((f"{area.top}-{i}", Typed(100 * i))) for i in range(count)] or [Row((None, None))]
        total = Row((Words("Samen", "Sum"), Live(0, f"=SUM({area.column('amount')})")), Weight.TOTAL)
        views.append(View(Words(f"Tabel {area.top}", ""), COLUMNS, (*body, total), (Words("Noot", ""),)))
    said = (Words("Een", ""), Words("Twee", ""))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([Page("Blad", said, tuple(views))], "t", "c")))["Blad"]
    for area, count in zip(areas, counts, strict=True):
        assert sheet[f"A{area.top}"].value == f"Tabel {area.top}"
        if count:
            assert sheet[area.near("post", 0)].value == f"{area.top}-0"
        assert sheet[area.total("amount").split("!")[1].replace("$", "")].value == f"=SUM({area.column('amount')})"
        assert sheet[f"A{area.end}"].value == "Noot"


def test_a_table_that_does_not_fit_begins_on_the_next_page():
    rows = int(PAPER_HEIGHT / ROW)
    tables = [(0, rows - 4), (rows - 2, rows + 20)]
    assert breaks(tables, {}, 100) == [rows - 2]
    assert breaks(tables, {}, 200) == []


def test_a_long_table_may_be_cut_where_enough_of_it_fits():
    rows = int(PAPER_HEIGHT / ROW)
    first = rows - LEAST - 6
    assert breaks([(0, first - 2), (first, first + 300)], {}, 100) == []
    assert breaks([(0, first - 2), (first, first + 300)], {1: 200.0}, 100) == [first]
