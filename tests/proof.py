"""Strips the stored value of every formula from a workbook, has it calculated again, and compares to the cent.

Two engines, independent of each other and of planner: LibreOffice (recalculating hard) and formualizer. What is
compared is what our writer stored beside each formula with what the engine makes of the formula alone.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import formualizer
import openpyxl

from planner import office

Cells = dict[tuple[str, str], object]
"""The value of each formula cell, by sheet and address."""
_CELL = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_VALUE = re.compile(rb"<v>.*?</v>|<v/>", re.DOTALL)


@dataclass(frozen=True)
class Difference:
    """A formula of which the stored value and the calculated one differ."""

    sheet: str
    cell: str
    stored: object
    found: object
    formula: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: stored {self.stored!r}, calculated {self.found!r}, {self.formula[:300]}"


def stripped(data: bytes) -> bytes:
    """Return the workbook without any stored value of a formula."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content = _CELL.sub(_without_value, content)
            target.writestr(part, content)
    return buffer.getvalue()


def _without_value(found: re.Match[bytes]) -> bytes:
    cell = found[0]
    if b"<f>" not in cell and b"<f " not in cell:
        return cell
    return re.sub(rb'\bt="\w+"', b"", _VALUE.sub(b"", cell), count=1)


def formulas(data: bytes) -> dict[tuple[str, str], str]:
    """Return every formula of a workbook, by sheet and address."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values(data: bytes, cells: Mapping[tuple[str, str], str]) -> Cells:
    """Return the stored values of these cells."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {(sheet, cell): book[sheet][cell].value for sheet, cell in cells}


def with_formualizer(data: bytes) -> bytes:
    """Return the workbook as formualizer calculates it."""
    return bytes(formualizer.recalculate_xlsx_bytes(stripped(data))["bytes"])


def with_libreoffice(books: Sequence[bytes], *, timeout: float = 300) -> list[bytes]:
    """Return the workbooks as LibreOffice calculates them, all in one call."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"boek-{i}.xlsx") for i in range(len(books))]
        for path, data in zip(paths, books, strict=True):
            path.write_bytes(stripped(data))
        made = office.convert(paths, "xlsx", Path(folder, "uit"), timeout=timeout)
        return [path.read_bytes() for path in made]


def differences(stored: bytes, calculated: bytes) -> list[Difference]:
    """Return every formula whose stored value is not what was calculated."""
    cells = formulas(stored)
    before, after = values(stored, cells), values(calculated, cells)
    return [Difference(*key, before[key], after[key], cells[key]) for key in cells if not same(before[key], after[key])]


def same(first: object, second: object) -> bool:
    """Tell whether two values are one to the cent, the text, or (below a hundredth) to eleven digits."""
    first, second = ("" if value is None else value for value in (first, second))
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) < 1e-11 * max(1.0, abs(first))
    return first == second
