"""Makes the example workbooks in `budgets/` from the tables in `tests/example/`; run as `make example`.

One folder there is a workbook, one file a sheet: a labelled sheet is a label and a value a row, a table has its
headings in the first row. Percentages are written `3.8%`, dates as ISO, decimals with a point.
"""

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from planner.excel.entering import Value
from planner.excel.forms import Content, form
from planner.excel.layout import Row, SheetContent
from planner.excel.vocabulary import (
    CellKind,
    Code,
    Column,
    Day,
    Money,
    MoneyCell,
    Percentage,
    Quantity,
    Rate,
    Sheet,
    Whole,
    Workbook,
    Year,
)
from planner.files import content_digest, put
from planner.sheets import DECLARED
from tests import make_house

TABLES = Path(__file__).parent / "example"
BUDGETS = Path(__file__).parents[1] / "budgets"
INVENTED = "Voorbeeld: alle bedragen zijn verzonnen."


def workbooks(tables: Path = TABLES) -> Iterator[tuple[str, bytes]]:
    """Return every example workbook as its path in the workspace and its bytes, in the order of their paths."""
    for folder in sorted({file.parent for file in tables.rglob("*.csv")}):
        declaration = declaration_of(folder.name)
        content = Content(sheets_of(declaration, folder), known_codes(declaration, tables / "uitgangspunten"))
        data, problems = form(declaration, content)
        if problems:
            raise ValueError(f"{folder}: {problems}")
        yield folder.relative_to(tables).with_suffix(".xlsx").as_posix(), data


def declaration_of(name: str) -> Workbook:
    """Return the declaration of a workbook by the first word of its name."""
    return next(declared for declared in DECLARED if declared.name == re.split("[-.]", name)[0])


def sheets_of(declaration: Workbook, folder: Path) -> dict[str, SheetContent]:
    """Return the content of every sheet that has a table in the folder."""
    sheets = {}
    for sheet in declaration.sheets:
        file = folder / f"{sheet.name}.csv"
        if file.exists():
            sheets[sheet.name] = content_of(sheet, rows_of(file), first=sheet is declaration.sheets[0])
    return sheets


def rows_of(file: Path) -> list[list[str]]:
    """Return the rows of a table as they are written."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def content_of(sheet: Sheet, rows: Sequence[Sequence[str]], *, first: bool = False) -> SheetContent:
    """Return the values of a table, read as the kinds that its declaration gives them."""
    if sheet.labelled:
        labels = {column.heading: column for column in sheet.columns}
        values: dict[str, Value] = {labels[label].field: value(labels[label].kind, text) for label, text in rows}
        return SheetContent(values=values | ({"remark": INVENTED} if first else {}))
    places = [place_of(sheet, heading) for heading in rows[0]]
    years = [year for _, year in places if year is not None]
    return SheetContent(rows=[_row(places, row) for row in rows[1:]], years=years)


def _row(places: Sequence[tuple[Column, int | None]], texts: Sequence[str]) -> Row:
    row: dict[str, Value | dict[int, Value]] = {}
    by_year: dict[str, dict[int, Value]] = {}
    for (column, year), text in zip(places, texts, strict=True):
        read = value(column.kind, text)
        if year is None:
            row[column.field] = read
        else:
            by_year.setdefault(column.field, {})[year] = read
    return {**row, **by_year}


def place_of(sheet: Sheet, heading: str) -> tuple[Column, int | None]:
    """Return the column of a heading, with its year where it is one of the columns by year."""
    for column in sheet.columns:
        pattern = re.escape(column.heading).replace(r"\{year\}", r"(\d{4})")
        if match := re.fullmatch(pattern, heading):
            return column, int(match[1]) if column.by_year else None
    raise ValueError(f"{sheet.name} has no column {heading}")


def value(kind: CellKind, text: str) -> Value:
    """Return the value that a text of the tables stands for."""
    if text == "":
        return None
    match kind:
        case Percentage() | Money() | Rate() | Quantity():
            return _number(text)
        case Day():
            return date.fromisoformat(text)
        case Year() | Whole():
            return int(text)
        case _:
            return text


def _number(text: str) -> Value:
    if text == "pm":
        return MoneyCell(pm=True)
    if ".." in text:
        low, high = text.split("..")
        return MoneyCell(Decimal(low), Decimal(high))
    return Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def known_codes(declaration: Workbook, reference_tables: Path) -> dict[tuple[str, str], list[str]]:
    """Return the codes for the drop-down lists of a workbook, from the tables of the reference values."""
    kinds = {column.kind for sheet in declaration.sheets for column in sheet.columns if isinstance(column.kind, Code)}
    known = {}
    for kind in kinds:
        file = reference_tables / f"{kind.table}.csv"
        if kind.table and file.exists():
            headings, *rows = rows_of(file)
            index = headings.index(kind.column)
            known[kind.table, kind.column] = list(dict.fromkeys(row[index] for row in rows))
    return known


def main() -> int:
    """Write the example workbooks that changed, and name them."""
    for name, data in (*workbooks(), (make_house.NAME, make_house.house())):
        file = BUDGETS / name
        # By content: how hard a zip is packed differs between machines, and that is no change.
        same = file.exists() and content_digest(file.read_bytes()) == content_digest(data)
        if not same:
            put(file, data)
        print(f"{'unchanged' if same else 'written  '} budgets/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
