"""What in a workbook comes from outside its cells: links to other files, macros, embedded objects; follows none."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from urllib.parse import unquote

from planner.excel.cells import SheetCells
from planner.excel.matching import letter, listed
from planner.excel.package import PACKING_ERRORS, Broken, Package, plain_name
from planner.places import Place
from planner.problems import Problem, problem

_LINK = re.compile(r"\[(\d+)\](?:[^'\[\]!(),;]|'')*'?!")
"""A reference to another file: `[1]Blad!A1`, `'[2]Blad 1'!A1`; a column of a table (`Tabel[1]`) is none."""


def kept_out(data: bytes, path: str) -> list[Problem]:
    """Return a note where a file, as it came, holds macros, and one where it holds objects of other programs."""
    found = []
    names = _names(data)
    old = not names
    macros = [name for name in names if name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/"))]
    macros += [name for name in names if name.startswith("xl/macrosheets/")]
    if macros or (old and "_VBA_PROJECT".encode("utf-16-le") in data):
        found.append(problem("file-macros", Place(path)))
    objects = [name for name in names if name.startswith(("xl/embeddings/", "xl/activex/", "object "))]
    if objects:
        found.append(problem("file-objects", Place(path), count=len(objects)))
    return found


def links(package: Package, sheets: Iterable[SheetCells], path: str) -> list[Problem]:
    """Return a warning at the first cell that takes its value from another file, else a note of links that are unused.

    The value that was stored is read; the other file is never looked for.
    """
    found = [
        (sheet, row, column, cell.formula)
        for sheet in sheets
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if cell.formula and "[" in cell.formula and _LINK.search(cell.formula)
    ]
    names = listed(_targets(package)) or "?"
    if found:
        sheet, row, column, formula = min(found, key=lambda one: (one[0].name, one[1], one[2]))
        where = Place(path, sheet.name, f"{letter(column)}{row}")
        return [problem("external-link", where, found=formula or "", files=names, count=len(found))]
    return [problem("external-link-unused", Place(path), files=names)] if names != "?" else []


def _targets(package: Package) -> list[str]:
    """Return the names of the files that a workbook links to, without their folders."""
    found = []
    for part in package.linked:
        try:
            outside = [one.target for one in package.relations(part) if one.outside]
        except (Broken, *PACKING_ERRORS):
            outside = []
        found += [re.split(r"[/\\]", unquote(target))[-1] for target in outside] or [part.rpartition("/")[2]]
    return list(dict.fromkeys(found))


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return [plain_name(name) for name in archive.namelist()]
    except PACKING_ERRORS:
        return []
