"""The example workbooks: what is committed follows from the tables, and holds every value of them."""

import functools
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner import sheets
from planner.excel.vocabulary import Choice, Code, Column, MoneyCell, Text, YesNo
from planner.files import content_digest
from planner.records import Unread
from tests.make_example import BUDGETS, INVENTED, TABLES, declaration_of, place_of, rows_of, value, workbooks

NAMES = sorted({f"{file.parent.relative_to(TABLES).as_posix()}.xlsx" for file in TABLES.rglob("*.csv")})


@functools.cache
def made() -> dict[str, bytes]:
    return dict(workbooks())


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_folder_of_tables_is_a_workbook() -> None:
    assert list(made()) == NAMES


def test_what_is_committed_is_what_the_tables_give(name: str) -> None:
    # Parts and unpacked bytes: how hard a zip is packed differs between machines.
    assert content_digest((BUDGETS / name).read_bytes()) == content_digest(made()[name]), "run: make example"


def test_making_it_again_gives_the_same_bytes() -> None:
    assert dict(workbooks()) == made()


def test_every_value_of_the_tables_stands_in_the_workbook(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made()[name]))
    declaration = declaration_of(Path(name).name)
    for file in sorted((TABLES / name.removesuffix(".xlsx")).glob("*.csv")):
        sheet, rows = declaration.sheet(file.stem), rows_of(file)
        page = book[file.stem]
        if sheet.labelled:
            columns = {column.heading: column for column in sheet.columns}
            cells = {cell.value: page.cell(cell.row, 2).value for cell in page["A"]}
            assert {label: cells[label] for label, _ in rows} == {
                label: expected(columns[label], text) for label, text in rows
            }
            assert cells.get("Opmerking", INVENTED) == INVENTED
        else:
            assert [[cell.value for cell in row] for row in page.iter_rows()] == [
                [int(heading) if heading.isdecimal() else heading for heading in rows[0]],
                *([expected(place_of(sheet, head)[0], text) for head, text in zip(rows[0], row, strict=True)]
                  for row in rows[1:]),
            ]  # fmt: skip


def expected(column: Column, text: str) -> Any:
    if text == "" or isinstance(column.kind, Text | Code | Choice | YesNo):
        return text or None
    read = value(column.kind, text)
    if isinstance(read, MoneyCell):
        return text
    return datetime.fromisoformat(text) if hasattr(read, "isoformat") else pytest.approx(float(str(read)), abs=1e-9)


def test_the_example_says_that_its_amounts_are_invented(name: str) -> None:
    first = openpyxl.load_workbook(io.BytesIO(made()[name])).worksheets[0]
    assert INVENTED in {cell.value for cell in first["B"]}


def test_our_own_reader_has_nothing_to_say_about_it(name: str) -> None:
    read = sheets.read(made()[name], name)
    # 2030 stands in the outlook of the quotes, and no agreement stands under it.
    assert [found.code for found in read.problems if found.code != "beyond-agreement"] == []
    assert not isinstance(read.record, Unread)
