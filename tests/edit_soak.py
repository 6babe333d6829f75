"""Tries the editor on every workbook of a folder and prints what was lost or refused: `python -m tests.edit_soak DIR`.

Of each workbook one value is written into a cell that holds a number (else into an empty one), `planner fill` fills
that cell from a list of places, and a sheet of ours is put in front. Losses are counted by comparing the parts, and the
elements of the sheets, by another reader than the editor's own. With `--office` LibreOffice opens each result.
"""

import io
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from lxml import etree

from planner import office
from planner.books import house
from planner.excel import gate
from planner.excel.editing.book import Book, opened
from planner.excel.editing.cells import SheetText
from planner.excel.editing.package import Package
from planner.excel.editor import Change, edited
from planner.excel.grafting import grafted
from planner.resources import example
from planner.views.results import Results
from planner.workspace import Workspace
from planner.year import Year

ENDINGS = {".xlsx", ".xlsm", ".xltx", ".xltm"}
AT_MOST = 5_000
"""Cells of a sheet that are looked at for one that holds a number."""
FOLLOWS = {"[content_types].xml", "xl/calcchain.xml"}


class Outcome(NamedTuple):
    """What became of one workbook: what was done, the code of a refusal, what was lost, and the seconds."""

    file: Path
    act: str
    refused: str
    lost: tuple[str, ...]
    seconds: float
    data: bytes


def outcomes(file: Path) -> Iterator[Outcome]:
    """Yield what becomes of a workbook when a value is written into it, and when a sheet is put in front."""
    data = file.read_bytes()
    if found := gate.examine(data, file.name):
        yield Outcome(file, "gate", found.code, (), 0.0, b"")
        return
    target = _target(data)
    start = time.perf_counter()
    if target:
        result = edited(data, [Change(*target, 12345.5)], file.name)
        refused = result.problems[0].code if result.problems else ""
        lost = () if refused else tuple(_lost(data, result.data, {target[0]}))
        yield Outcome(file, "value", refused, lost, time.perf_counter() - start, result.data)
        yield from _filled(file, data, target)
    start = time.perf_counter()
    result = grafted(data, _ours(), file.name, show=True)
    refused = result.problems[0].code if result.problems else ""
    lost = () if refused else tuple(_lost(data, result.data, set()))
    yield Outcome(file, "sheet", refused, lost, time.perf_counter() - start, result.data)


def _filled(file: Path, data: bytes, target: tuple[str, str]) -> Iterator[Outcome]:
    """Yield what becomes of a workbook that was given a list of places, once it is filled."""
    template = grafted(data, _places(*target), file.name, first=False).data
    if template is data:
        return
    start = time.perf_counter()
    filled = house.fill(template, _results(), file.name)
    refused = "" if filled.data else filled.problems[0].code
    lost = tuple(_lost(template, filled.data, {target[0]})) if filled.data else ()
    yield Outcome(file, "fill", refused, lost, time.perf_counter() - start, filled.data or b"")


@cache
def _results() -> Results:
    return Year(Workspace(example()), 2027).results


def _places(sheet: str, cell: str) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        page = book.add_worksheet("planner")
        page.write_row(0, 0, ["Blad", "Cel of kolom", "Wat"])
        page.write_row(1, 0, [sheet, cell, "plafond.beheer"])
    return buffer.getvalue()


def _target(data: bytes) -> tuple[str, str] | None:
    """Return a sheet and a cell to write: the first with a number that can be set, else a free one."""
    try:
        book = Book(Package(data))
        for sheet in book.sheets:
            if not sheet.has_cells or not sheet.part:
                continue
            text = SheetText(opened(book.package, sheet.part))
            formulas = {one.stored.cell for one in text.formulas}
            seen = 0
            for row in text.rows:
                for stored in text.cells(row):
                    seen += 1
                    plain = (
                        stored.element.tag.attributes.get("t", "n") == "n"
                        and stored.element.inner > stored.element.tag.end
                    )
                    change = Change(sheet.name, str(stored.cell), 1)
                    if plain and stored.cell not in formulas and not edited(data, [change]).problems:
                        return sheet.name, str(stored.cell)
                    if seen > AT_MOST:
                        break
                if seen > AT_MOST:
                    break
        first = next((one.name for one in book.sheets if one.has_cells), None)
        return (first, "XFA1") if first else None
    except Exception:  # whatever it is, the editor is the one to tell
        return "?", "A1"


def _lost(before: bytes, after: bytes, sheets: set[str]) -> Iterator[str]:
    """Yield the parts that are gone or differ without reason, and the elements that are fewer."""
    book = Book(Package(before))
    touched = {one.part for one in book.sheets}
    free = {book.part, *touched, *(one.target for one in book.related if one.kind in {"styles", "calcChain"})}
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        names = set(new.namelist())
        for name in old.namelist():
            if name not in names:
                yield f"part {name}"
                continue
            was, now = old.read(name), new.read(name)
            if was == now or name.lower() in FOLLOWS or name.endswith("workbook.xml.rels"):
                continue
            if name not in free:
                yield f"changed {name}"
            elif name in touched:
                yield from _fewer(name, was, now)
    if sheets and Book(Package(after)).sheets != book.sheets:
        yield "sheets"


def _fewer(name: str, was: bytes, now: bytes) -> Iterator[str]:
    old, new = (Counter(one.tag for one in etree.fromstring(part).iter()) for part in (was, now))
    for tag in old:
        local = str(tag).rpartition("}")[2]
        if new[tag] < old[tag] and local not in {"v", "is", "t", "r", "rPr"}:
            yield f"{name}: {local} {old[tag]} to {new[tag]}"


def _ours() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Bevindingen planner")
        sheet.write("A1", "Nr", book.add_format({"bold": True, "bg_color": "#D5DFE9"}))
        sheet.write_url("A2", "https://example.org", book.add_format({"underline": 1}), "uitleg")
        sheet.repeat_rows(0)
    return buffer.getvalue()


def _opens(pairs: list[tuple[Path, bytes]]) -> Iterator[str]:
    """Yield the results that LibreOffice does not open while it opened what they were made of."""
    for file, data in pairs:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, f"na{file.suffix}")
            made.write_bytes(data)
            try:
                office.convert([made], "ods", Path(folder, "uit"), timeout=60)
            except office.OfficeError as error:
                try:
                    office.convert([file], "ods", Path(folder, "uit2"), timeout=60)
                except office.OfficeError:
                    continue
                yield f"{file}: {error}"


def main(arguments: list[str]) -> int:
    """Print what was lost or refused, and the counts; return 1 where anything was lost."""
    folder = Path(next(one for one in arguments if not one.startswith("-")))
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    refusals: Counter[str] = Counter()
    lost, slowest, done, pairs = 0, Outcome(folder, "", "", (), 0.0, b""), 0, []
    for file in files:
        try:
            found = list(outcomes(file))
        except Exception as error:
            lost += 1
            print(f"FAULT {file}: {type(error).__name__}: {error}")
            continue
        for one in found:
            done += not one.refused
            slowest = max(slowest, one, key=lambda outcome: outcome.seconds)
            if one.refused:
                refusals[f"{one.act} {one.refused}"] += 1
                if one.refused.startswith("edit"):
                    print(f"refused {one.act} {file}: {one.refused}")
            if one.lost:
                lost += 1
                print(f"LOST {one.act} {file}: {'; '.join(one.lost)}")
            if not one.refused and "--office" in arguments:
                pairs.append((file, one.data))
    for trouble in _opens(pairs):
        lost += 1
        print(f"OFFICE {trouble}")
    print(
        f"{len(files)} workbooks, {done} times written, {lost} losses; slowest {slowest.seconds:.2f} s {slowest.file}"
    )
    for what, count in refusals.most_common():
        print(f"  refused {count} x {what}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
