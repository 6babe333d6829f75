"""Strips the stored value of every formula from a workbook, has it calculated again, and compares to the cent.

Two engines, independent of each other and of planner: LibreOffice (recalculating hard) and formualizer. What is
compared is what our writer stored beside each formula with what the engine makes of the formula alone.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import formualizer
from lxml import etree

from planner import office

Key = tuple[str, str]
"""A sheet and the address of a cell."""
Cells = dict[Key, object]
MOST = 100
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
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


def formulas(data: bytes) -> dict[Key, str]:
    """Return every formula of a workbook, by sheet and address."""
    return {key: formula for key, (formula, _) in _read(data).items() if formula}


def values(data: bytes, cells: Iterable[Key]) -> Cells:
    """Return the stored values of these cells."""
    found = _read(data)
    return {key: found[key][1] if key in found else None for key in cells}


@lru_cache(maxsize=256)
def _read(data: bytes) -> dict[Key, tuple[str, object]]:
    """Return formula and value of every cell that holds a formula or a number, straight from the XML."""
    found: dict[Key, tuple[str, object]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
        names = [sheet.get("name") for sheet in book.iter(f"{_NS}sheet")]
        for number, name in enumerate(names, 1):
            root = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in root.iter(f"{_NS}c"):
                formula, value = cell.find(f"{_NS}f"), cell.find(f"{_NS}v")
                if formula is not None or cell.get("t", "n") == "n":
                    text = None if value is None else value.text
                    found[str(name), str(cell.get("r"))] = (
                        "" if formula is None else f"={formula.text}",
                        _typed(cell.get("t", "n"), text),
                    )
    return found


def _typed(kind: str, text: str | None) -> object:
    if text is None or kind in {"str", "e"}:
        return text
    return text == "1" if kind == "b" else float(text)


def with_formualizer(data: bytes) -> bytes:
    """Return the workbook as formualizer calculates it."""
    return bytes(formualizer.recalculate_xlsx_bytes(stripped(data))["bytes"])


def with_libreoffice(books: Sequence[bytes], *, timeout: float = 300) -> list[bytes]:
    """Return the workbooks as LibreOffice calculates them, a hundred in one call (at 244 it gives up in silence)."""
    if len(books) > MOST:
        return [*with_libreoffice(books[:MOST], timeout=timeout), *with_libreoffice(books[MOST:], timeout=timeout)]
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
