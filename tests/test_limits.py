"""What a workbook may cost: nasty files are read without cost, or refused in time, and never read as nothing."""

import io
import os
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from planner import sheets
from planner.excel import apart, cells, gate
from planner.excel.condense import HERE, Limits, TooMuch
from planner.problems import REGISTRY
from planner.records import Quote, Unread
from planner.records.digest import of_record
from planner.sheets import WorkbookRead
from tests.tables import QUOTE, data, repacked

BOOK = data(QUOTE)
RECORDS = of_record(sheets.read(BOOK, "x.xlsx").record)  # type: ignore[arg-type]
COSTS = "xl/worksheets/sheet2.xml"
END = b"</sheetData>"


def with_rows(rows: bytes, part: str = COSTS) -> bytes:
    """Return the quote with more rows at the end of a sheet."""
    return repacked(BOOK, lambda name, old: old.replace(END, rows + END) if name == part else old)


def changed(part: str, change: object) -> bytes:
    return repacked(BOOK, lambda name, old: change(old) if name == part else old)  # type: ignore[operator]


def read(book: bytes) -> WorkbookRead:
    return sheets.read(book, "offerte.xlsx")


def is_as_before(found: WorkbookRead) -> bool:
    return isinstance(found.record, Quote) and of_record(found.record) == RECORDS and found.problems == ()


def codes(found: WorkbookRead) -> list[str]:
    return [one.code for one in found.problems]


def spent() -> float:
    """Return the seconds that this process and those it started worked: on a busy machine the clock says nothing."""
    return sum(os.times()[:4])


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    start = spent()
    assert is_as_before(read(with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))
    assert spent() - start < 2


def test_empty_cells_with_a_format_cost_nothing() -> None:
    cell = b"".join(b'<c r="%c%%d" s="1"/>' % (65 + column) for column in range(12))
    rows = b"".join(
        b'<row r="%d" ht="15" customHeight="1">%s</row>' % (row, cell % ((row,) * 12)) for row in range(9, 20_009)
    )
    start = spent()
    assert is_as_before(read(with_rows(rows)))
    assert spent() - start < 2


def test_empty_cells_that_do_not_say_where_they_stand_still_count() -> None:
    def change(part: bytes) -> bytes:
        return re.sub(rb' r="[A-Z]*\d+"', b"", part.replace(b"<sheetData>", b"<sheetData><row><c/></row>"))

    found = read(changed(COSTS, change))
    assert isinstance(found.record, Quote)
    assert found.record.lines[0].origin.cell("amount").cell == "K3"
    assert found.record.lines[0].origin.row == 3


def test_too_many_cells_are_refused_before_they_are_made() -> None:
    row = b"".join(b"<c><v>%d</v></c>" % random.randrange(10**9) for _ in range(71_000))
    rows = b"".join(b"<row>%s</row>" % row for _ in range(10))
    start = spent()
    found = read(with_rows(rows))
    assert codes(found) == ["file-too-many"]
    assert isinstance(found.record, Unread)
    assert spent() - start < 20


def test_a_large_workbook_is_read_apart_and_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_as_before(read(BOOK))
    small = replace(HERE, cells=5_000)
    book = with_rows(b"".join(b'<row r="%d"><c r="ZZ%d"><v>1</v></c></row>' % (at, at) for at in range(10, 5_100)))
    with pytest.raises(TooMuch), cells.opened(book, None, small):
        pass
    monkeypatch.setattr(sheets, "HERE", small)
    assert is_as_before(read(book))


def test_what_takes_too_long_or_too_much_is_stopped() -> None:
    with pytest.raises(apart.Stopped, match="time"):
        apart.call("time", "sleep", 60, seconds=1)
    if os.name == "posix":
        with pytest.raises(apart.Stopped, match="memory"):
            apart.call("builtins", "bytearray", 1 << 31)
    with pytest.raises(apart.Stopped, match="failed"):
        apart.call("builtins", "int", "x")
    assert apart.call("builtins", "int", "7") == 7


@pytest.mark.parametrize("reason", ["time", "memory", "failed"])
def test_a_reading_that_was_stopped_is_one_sentence(reason: apart.Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(*_: object) -> None:
        raise apart.Stopped(reason)

    monkeypatch.setattr(apart, "call", call)
    monkeypatch.setattr(sheets, "HERE", Limits(1, 1, 1))
    found = read(BOOK)
    assert codes(found) == ["file-takes-too-much"]
    assert REGISTRY["file-takes-too-much"].unreadable


def test_shared_formulas_that_come_to_too_much_text_are_refused() -> None:
    first = b'<row r="9"><c r="ZA9"><f t="shared" si="0" ref="ZA9:ZA99999">%s</f><v>1</v></c></row>' % (
        b"A1+" * 2_600 + b"1"
    )
    rest = b"".join(
        b'<row r="%d"><c r="ZA%d"><f t="shared" si="0"/><v>1</v></c></row>' % (at, at) for at in range(10, 60_010)
    )
    start = spent()
    assert codes(read(with_rows(first + rest))) == ["file-too-many"]
    assert spent() - start < 10


def test_a_wrong_extent_is_not_believed() -> None:
    assert is_as_before(
        read(changed(COSTS, lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', part)))
    )


def test_letters_of_two_bytes_are_counted_and_read() -> None:
    def change(part: bytes) -> bytes:
        return part.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert is_as_before(read(changed(COSTS, change)))
    assert codes(read(changed(COSTS, lambda part: part.decode().encode("utf-16-le")))) == ["file-damaged"]


def test_a_look_that_openpyxl_cannot_take_does_not_keep_a_quote_out() -> None:
    assert is_as_before(
        read(changed("xl/styles.xml", lambda part: part.replace(b'<family val="2"/>', b'<family val="99"/>')))
    )
    strange = b'<si><r><rPr><family val="99"/><vertAlign val="x"/></rPr><t>'

    def rich(part: bytes) -> bytes:
        return re.sub(rb"<si><t[^>]*>([^<]*)</t></si>", strange + rb"\1</t></r></si>", part)

    assert is_as_before(read(changed("xl/sharedStrings.xml", rich)))


def test_parts_that_we_do_not_read_cannot_keep_a_quote_out() -> None:
    tail = (
        b'<conditionalFormatting sqref="???"/><dataValidations count="x"/><drawing r:id="no"/><legacyDrawing r:id="z"/>'
    )
    assert is_as_before(read(changed(COSTS, lambda part: part.replace(END, END + tail))))


def test_names_of_parts_are_found_as_excel_finds_them() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(
                name.replace("xl/worksheets/", "XL\\Worksheets\\") if "_rels" not in name else name, old.read(name)
            )
    assert is_as_before(read(made.getvalue()))


def test_a_doctype_behind_a_long_comment_is_seen() -> None:
    comment = b"<!--" + b"x" * 200_000 + b"-->"

    def change(part: bytes) -> bytes:
        return part.replace(b"<worksheet", comment + b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1)

    found = gate.examine(changed(COSTS, change), "x.xlsx")
    assert found is not None
    assert found.code == "file-doctype"
    assert is_as_before(read(changed(COSTS, lambda part: part.replace(b"<worksheet", comment + b"<worksheet", 1))))


def test_many_unfinished_tags_take_no_time() -> None:
    start = spent()
    tags = b"".join(b'<c r="A%d" ' % random.randrange(10**6) for _ in range(300_000))
    found = read(changed(COSTS, lambda part: part.replace(END, tags + END)))
    assert codes(found) == ["file-damaged"] or "file-too-many" in codes(found)
    assert spent() - start < 20


def test_too_many_sheets_and_parts_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for at in range(10_001):
            archive.writestr(f"xl/{at}.xml", "<a/>")
    assert codes(read(made.getvalue())) == ["file-too-many"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are pipes with a name")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.xlsx")
    found = gate.fetch(tmp_path / "x.xlsx", "x.xlsx")
    assert not isinstance(found, bytes)
    assert found.code == "file-not-readable"


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "x.xlsx").open("wb") as stream:
        stream.truncate(gate.MAX_FILE + 1)
    found = gate.fetch(tmp_path / "x.xlsx", "x.xlsx")
    assert not isinstance(found, bytes)
    assert found.code == "file-too-large"


def spoilt(rng: random.Random) -> bytes:
    """Return the quote with a part or the whole spoilt at random places."""
    if rng.random() < 0.2:
        made = bytearray(BOOK)
        for _ in range(rng.randint(1, 9)):
            made[rng.randrange(len(made))] = rng.randrange(256)
        return bytes(made[: rng.randint(1, len(made))] if rng.random() < 0.3 else made)
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        chosen = rng.choice(archive.namelist())
    words = [
        b"<",
        b">",
        b'"',
        b"/",
        b"\0",
        b"<c>",
        b"</row>",
        b'r="',
        b"9" * 400,
        b"&#0;",
        b"&x;",
        b"\xff",
        b"-1",
        b"<v>1e999</v>",
    ]

    def spoil(part: bytes) -> bytes:
        made = bytearray(part)
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(made) + 1)
            made[at : at + rng.choice([0, 0, 1, 5, 40])] = rng.choice(words)
        return bytes(made)

    return changed(chosen, spoil)


@pytest.mark.parametrize("seed", range(8))
def test_a_spoilt_workbook_never_ends_in_a_traceback_or_in_silence(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(30):
        found = read(spoilt(rng))
        assert found.record is not None
        assert found.problems or isinstance(found.record, Quote)
        if not isinstance(found.record, Quote):
            assert found.problems
