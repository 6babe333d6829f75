"""What other programs save: converted through LibreOffice to the same records, or refused by name where it is not."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from planner import office, sheets
from planner.excel import gate
from planner.excel.converting import Converter
from planner.places import Place
from planner.problems import message
from planner.reading import read_file
from planner.records import Quote
from planner.records.digest import of_record
from planner.sheets import WorkbookRead
from planner.workspace import Workspace
from planner.year import Year
from tests.tables import COSTS, QUOTE, REFERENCE, Formula, Sheets, cost, data, fixed, repacked

STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    ),
    (b"http://schemas.openxmlformats.org/drawingml/2006/main", b"http://purl.oclc.org/ooxml/drawingml/main"),
)
TYPED: Sheets = {
    **QUOTE,
    "Kosten": [
        COSTS,
        cost(2, Regel="02", Omschrijving="een tekst\nover twee regels, met é en €"),
        fixed(3, 1000.01, [250, 250, 250, 250.01], Toelichting="n.v.t."),
        fixed(4, "100.000..150.000", [None] * 4, Raming_2028="pm"),
        cost(5, Aantal=33.3, Tarief=99.99, Bedrag=3329.67, Kwartaal_1=832.42, Kwartaal_2=832.42, Kwartaal_3=832.42,
             Kwartaal_4=832.41, Prioriteit=None),
    ],
}  # fmt: skip


def as_formulas(book: Sheets) -> Sheets:
    """Return a quote whose products are formulas that nobody rounded: 33,3 x 99,99 is 3329,667."""
    rows = [list(row) for row in book["Kosten"]]
    at = COSTS.index("Bedrag")
    rows[1][at] = Formula("=I2*J2", 8050)
    rows[4][at] = Formula("=I5*J5", 33.3 * 99.99)
    return {**book, "Kosten": rows}


def written(book: Sheets, **options: Any) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as workbook:
        day = workbook.add_format({"num_format": "dd-mm-yyyy"})
        for name, rows in book.items():
            sheet = workbook.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(y, x, cell, day)
                    elif cell is not None:
                        sheet.write(y, x, cell)
    return made.getvalue()


def strict(book: bytes) -> bytes:
    def changed(_: str, part: bytes) -> bytes:
        for old, new in STRICT:
            part = part.replace(old, new)
        return part

    return repacked(book, changed)


def quote_of(found: WorkbookRead) -> Quote:
    assert isinstance(found.record, Quote), found.problems
    return found.record


def codes(found: WorkbookRead) -> list[str]:
    return [one.code for one in found.problems]


EXPECTED = of_record(quote_of(sheets.read(data(TYPED), "offerte.xlsx")))


@pytest.fixture(scope="module")
def saved(libreoffice: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the same quote as other programs save it."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "in").mkdir()
    (folder / "in" / "offerte.xlsx").write_bytes(data(as_formulas(TYPED)))
    for ending in ("xlsx", "ods", "xls"):
        office.convert([folder / "in" / "offerte.xlsx"], ending, folder)
    (folder / "strict.xlsx").write_bytes(strict(data(as_formulas(TYPED))))
    return folder


@pytest.fixture(scope="module")
def convert(saved: Path) -> Converter:
    """Return a converter that made all of them in one call of LibreOffice, as it does for the files of a year."""
    converter = Converter()
    files = [(path.read_bytes(), path.name) for path in sorted(saved.glob("*.*"))]
    refused = ((data, gate.examine(data, name)) for data, name in files)
    converter.prepare((data, why) for data, why in refused if why)
    return converter


@pytest.mark.parametrize("name", ["offerte.xlsx", "offerte.ods", "offerte.xls", "strict.xlsx"])
def test_the_same_quote_gives_the_same_records_whoever_saved_it(saved: Path, convert: Converter, name: str) -> None:
    found = read_file(saved / name, name, convert)
    assert of_record(quote_of(found)) == EXPECTED
    assert codes(found) == ["file-converted"] * (name != "offerte.xlsx") + ["cents-rounded"]
    plain = sheets.read(data(as_formulas(TYPED)), name)
    assert [line.origin.cell("amount") for line in quote_of(found).lines] == [
        line.origin.cell("amount") for line in quote_of(plain).lines
    ]


def test_the_note_says_what_the_file_was(saved: Path, convert: Converter) -> None:
    (note, *_) = read_file(saved / "offerte.ods", "2027/offertes/offerte.ods", convert).problems
    assert note.where == Place("2027/offertes/offerte.ods")
    assert "OpenDocument" in message(note, "nl")


def test_dates_that_count_from_1904_and_unrounded_formulas_give_the_same_records() -> None:
    assert of_record(quote_of(sheets.read(written(TYPED, date_1904=True), "mac.xlsx"))) == EXPECTED
    found = sheets.read(data(as_formulas(TYPED)), "formules.xlsx")
    assert (of_record(quote_of(found)), codes(found)) == (EXPECTED, ["cents-rounded"])


@pytest.mark.parametrize(
    ("name", "code"),
    [("offerte.ods", "file-opendocument"), ("offerte.xls", "file-old-excel"), ("strict.xlsx", "file-strict")],
)
def test_without_libreoffice_a_file_is_refused_by_name(
    saved: Path, name: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    assert codes(read_file(saved / name, name)) == [code]


def test_what_libreoffice_cannot_convert_is_told(libreoffice: None, tmp_path: Path) -> None:
    (tmp_path / "stuk.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 100)
    found = read_file(tmp_path / "stuk.xls", "stuk.xls")
    assert codes(found) == ["file-not-converted"]
    assert found.record is not None


def counted(monkeypatch: pytest.MonkeyPatch, *, failing: bool = False) -> list[int]:
    """Count the files of every call of LibreOffice, which makes a quote of whatever it gets."""
    calls: list[int] = []

    def convert(paths: Sequence[Path], to: str, out_dir: Path, **_: Any) -> tuple[Path, ...]:
        calls.append(len(paths))
        if failing and len(paths) > 1:
            raise office.OfficeError("failed", "one of them")
        out_dir.mkdir(exist_ok=True)
        made = [out_dir / f"{path.stem}.xlsx" for path in paths]
        for path in made:
            path.write_bytes(data(QUOTE))
        return tuple(made)

    monkeypatch.setattr(office, "find", lambda: Path("soffice"))
    monkeypatch.setattr(office, "convert", convert)
    return calls


@pytest.mark.parametrize(("failing", "expected"), [(False, [2]), (True, [2, 1, 1])])
def test_all_files_of_a_year_are_converted_in_one_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: bool, expected: list[int]
) -> None:
    calls = counted(monkeypatch, failing=failing)
    (tmp_path / "2027" / "offertes").mkdir(parents=True)
    (tmp_path / "uitgangspunten.xlsx").write_bytes(data(REFERENCE))
    files = {"een.xlsx": data(TYPED), "twee.xlsx": strict(data(TYPED)), "drie.xlsx": strict(data(QUOTE))}
    for name, content in files.items():
        (tmp_path / "2027" / "offertes" / name).write_bytes(content)
    reads = Year(Workspace(tmp_path), 2027).reads
    assert calls == expected
    told = {path.name: "file-converted" in codes(read) for path, read in reads.items() if path.name in files}
    assert told == {"een.xlsx": False, "twee.xlsx": True, "drie.xlsx": True}


def test_the_same_content_is_converted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls, convert, book = counted(monkeypatch), Converter(), strict(data(QUOTE))
    for name in ("a.xlsx", "b.xlsx"):
        refused = gate.examine(book, name)
        assert refused is not None
        assert convert(book, refused) == data(QUOTE)
    assert calls == [1]


def ods(content: str, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return made.getvalue()


def code_of(book: bytes) -> str:
    found = gate.examine(book, "x.ods")
    assert found is not None
    return found.code


def test_a_cell_that_stands_for_millions_is_refused_before_it_is_converted() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
    row = f'<table:table-row table:number-rows-repeated="1000">{cell}</table:table-row>'
    assert code_of(ods(f"<office:document-content>{row}</office:document-content>")) == "file-too-many"
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{empty}</table:table-row>'
    assert code_of(ods(f"<office:document-content>{row}</office:document-content>")) == "file-opendocument"


def test_an_encrypted_opendocument_file_is_refused_by_name() -> None:
    assert code_of(ods("x", **{"META-INF__manifest.xml": "<manifest:encryption-data/>"})) == "file-encrypted"
    assert code_of(ods("<!DOCTYPE x><x/>")) == "file-doctype"
