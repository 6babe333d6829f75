"""Makes workbooks such as people have, full of what tools lose, and takes them apart, for the tests of the editor."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import openpyxl
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from planner.excel.editor import Change, edited


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(found: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a workbook of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_parts(data: bytes, added: Mapping[str, bytes], *replaced: tuple[str, str, str]) -> bytes:
    """Return a workbook with parts added and texts in parts (name, old, new) replaced."""
    found = parts(data) | dict(added)
    for name, old, new in replaced:
        assert old in found[name].decode()
        found[name] = found[name].decode().replace(old, new, 1).encode()
    return packed(found)


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Return the parts whose bytes differ; the same parts stand in both."""
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    return {name for name in old if old[name] != new[name]}


def done(data: bytes, *changes: Change, **options: bool) -> bytes:
    """Return a workbook after changes that are all made."""
    result = edited(data, changes, "boek.xlsx", **options)
    assert result.problems == ()
    return result.data


def codes(data: bytes, *changes: Change, **options: bool) -> list[tuple[str, str | None]]:
    """Return why no change is made, each with its cell."""
    result = edited(data, changes, "boek.xlsx", **options)
    assert result.data is data
    return [(one.code, one.where.cell) for one in result.problems]


def value(data: bytes, sheet: str, cell: str) -> Any:
    """Return what openpyxl reads in a cell."""
    return openpyxl.load_workbook(io.BytesIO(data))[sheet][cell].value


def picture() -> io.BytesIO:
    """Return a PNG of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


def everything(*, macros: bool = False, rows: int = 12) -> bytes:
    """Return a workbook with charts, pictures, notes, rules, tables, names, sparklines, text boxes, arrays, merges.

    Column A holds names, B amounts, C `=B*1.21`, B of the last row but one their sum; the sheet `Grafiek` uses it.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        if macros:
            book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0" + bytes(500)), True)
        amounts = book.add_worksheet("Bedragen")
        _amounts(book, amounts, rows)
        _furniture(book, amounts, rows)
        _second(book, rows)
        hidden = book.add_worksheet("Verborgen")
        hidden.write_formula("A1", "=Bedragen!B2*2", None, 200)
        hidden.hide()
        chartsheet = book.add_chartsheet("Grafiekblad")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": f"=Bedragen!$B$2:$B${rows}"})
        chartsheet.set_chart(chart)
        book.define_name("totaal", f"=Bedragen!$B${rows + 2}")
        book.define_name("Tweede!eigen", "=Tweede!$A$1")
        book.set_custom_property("Zaaknummer", "Z-1")
        book.set_properties({"title": "Begroting", "company": "Gemeente"})
    # XlsxWriter always asks for a calculation when the workbook is opened; what Excel saves does not
    return with_parts(buffer.getvalue(), {}, ("xl/workbook.xml", ' fullCalcOnLoad="1"', ""))


def _amounts(book: Workbook, sheet: Worksheet, rows: int) -> None:
    money = book.add_format({"num_format": "#,##0.00", "bg_color": "#EEF3F8", "locked": False})
    sheet.write_row("A1", ["Post", "Bedrag", "Met btw"], book.add_format({"bold": True, "bottom": 2}))
    for row in range(1, rows):
        sheet.write_string(row, 0, f"post {row}")
        sheet.write_number(row, 1, row * 100, money)
        sheet.write_formula(row, 2, f"=B{row + 1}*1.21", money, row * 121)
    sheet.write_string(rows + 1, 0, "Totaal")
    sheet.write_formula(rows + 1, 1, f"=SUM(B2:B{rows})", money, sum(row * 100 for row in range(1, rows)))
    sheet.write_formula(rows + 1, 2, "=totaal*2", None, 1)
    sheet.write_array_formula("H2:H4", "{=B2:B4*2}", None, 200)
    sheet.write_dynamic_array_formula("I2:I4", "=SORT(B2:B4)", None, 100)
    sheet.write_rich_string("D2", "gewoon ", book.add_format({"bold": True}), "vet")
    sheet.merge_range("D4:F6", "samen", book.add_format({"border": 1}))
    sheet.write_formula("G2", "=1/0", None, "#DIV/0!")
    sheet.write_boolean("G3", True)


def _furniture(book: Workbook, sheet: Worksheet, rows: int) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=Bedragen!$B$2:$B${rows}", "categories": f"=Bedragen!$A$2:$A${rows}"})
    sheet.insert_chart("K2", chart, {"description": "kolommen"})
    sheet.insert_image("K20", "punt.png", {"image_data": picture(), "description": "punt"})
    sheet.insert_textbox("K26", "Vertrouwelijk")
    sheet.insert_button("K30", {"caption": "Bereken"})
    sheet.insert_checkbox("J2", True)
    sheet.write_comment("B2", "Bron: raad 12 mei", {"author": "A. de Vries"})
    sheet.data_validation("A2:A9", {"validate": "list", "source": ["a", "b"]})
    sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "B2:B9", {"type": "cell", "criteria": ">", "value": 500, "format": book.add_format({"bold": True})}
    )
    sheet.add_sparkline("J3", {"range": f"Bedragen!B2:B{rows}"})
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})
    sheet.write_url("A20", "https://example.org/x?a=1&b=2", string="web")
    sheet.write_url("A21", "internal:Tweede!A1", string="tweede")
    sheet.set_header("&L&G", {"image_left": "punt.png", "image_data_left": picture()})
    sheet.freeze_panes(1, 0)
    sheet.set_column("E:E", 12, book.add_format({"num_format": "0.0%"}))
    sheet.set_row(15, 20, book.add_format({"italic": True}))
    sheet.print_area("A1:I40")
    sheet.repeat_rows(0)
    sheet.outline_settings()


def _second(book: Workbook, rows: int) -> None:
    sheet = book.add_worksheet("Tweede")
    data = [[f"rij {i}", i, None] for i in range(1, 6)]
    columns = [
        {"header": "Naam"},
        {"header": "Aantal"},
        {"header": "Dubbel", "formula": "=Tabel1[[#This Row],[Aantal]]*2"},
    ]
    sheet.add_table("A1:C7", {"name": "Tabel1", "data": data, "columns": columns, "total_row": True})
    sheet.write_formula("E1", "=SUM(Tabel1[Aantal])", None, 15)
    sheet.write_formula("E2", f"=Bedragen!B{rows + 2}/1000", None, 1)
    sheet.write_formula("E3", '=INDIRECT("A1")', None, "Naam")
    sheet.write_formula("E4", "=A20+1", None, 1)
    sheet.protect("", {"select_locked_cells": True})
    sheet.write_number("G1", 1, book.add_format({"locked": False}))


def plain(cells: Mapping[str, object], **sheets: Mapping[str, object]) -> bytes:
    """Return a workbook with these cells on `Blad1`, and more sheets by name."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": True}) as book:
        for name, values in {"Blad1": cells, **sheets}.items():
            sheet = book.add_worksheet(name)
            for cell, value in values.items():
                sheet.write(cell, value)
    return buffer.getvalue()
