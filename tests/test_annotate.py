"""The return copy: marked cells, findings with links in front, all else as it was, and no copy of a person lost."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from planner import office
from planner.books import findings
from planner.cli import main
from planner.places import Place
from planner.problems import problem
from planner.views.letter import goes_with, is_untouched
from planner.workspace import is_return
from tests.folders import of_one_quote
from tests.tables import QUOTE, REFERENCE, Sheets, changed, data

FAULTY = changed(QUOTE, {"Kosten!K2": "8.050", "Kosten!L3": "2.012,50", "Kosten!J4": "duur"})
pytestmark = pytest.mark.usefixtures("read_once")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)


def rich(book: Sheets) -> bytes:
    """Return a quote with a picture, notes, checks, colours by rule, a chart and a text box."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "d-m-yyyy"}) as workbook:
        for name, rows in book.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        sheet = workbook.get_worksheet_by_name("Kosten")
        sheet.insert_image("V2", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
        sheet.write_comment("K2", "Zie de bijlage")
        sheet.data_validation("G2:G99", {"validate": "list", "source": ["structureel", "incidenteel"]})
        sheet.conditional_format("K2:K99", {"type": "data_bar", "data_bar_2010": True})
        sheet.insert_textbox("V9", "Let op")
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Kosten!$K$2:$K$4"})
        workbook.get_worksheet_by_name("Risico's").insert_chart("G2", chart)
    return made.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return of_one_quote(tmp_path, "2027/offertes/offerte RWS.xlsx", rich(FAULTY))


def annotate(folder: Path, *words: str) -> Path:
    main(["-C", str(folder), "--lang", "nl", "check", *(words or ("2027",)), "--annotate"])
    return folder / "2027/offertes/offerte RWS (bevindingen).xlsx"


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    main(["-C", str(folder), "check", "2027", "--json"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_findings_stand_in_front_and_lead_to_their_cells(folder: Path) -> None:
    book = openpyxl.load_workbook(annotate(folder))
    assert book.sheetnames == ["Bevindingen", *QUOTE]
    assert book.active is not None
    assert book.active.title == "Bevindingen"
    sheet = book["Bevindingen"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7) if row[0].value]
    assert [row[:3] for row in rows] == [
        ["1", "fout", "Kosten K2"],
        ["2", "fout", "Kosten J4"],
        ["3", "waarschuwing", "Kosten L3"],
    ]
    assert all(row[3] and row[4] for row in rows)
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links["Kosten K2"] == "'Kosten'!K2"
    assert set(links) == {row[2] for row in rows if row[2] != "hele werkmap"}


def test_faulty_cells_are_marked_and_errors_look_unlike_warnings(folder: Path) -> None:
    sheet = openpyxl.load_workbook(annotate(folder))["Kosten"]
    fills = {cell: sheet[cell].fill.fgColor.rgb for cell in ("K2", "J4", "L3", "K3")}
    assert fills["K2"] == fills["J4"] != fills["L3"]
    assert fills["K3"] not in {fills["K2"], fills["L3"]}
    assert sheet["K2"].border.left.style == "medium"
    assert sheet["K2"].value == "8.050"


def test_a_cell_that_is_not_there_is_marked_as_well(folder: Path) -> None:
    (folder / "2027/offertes/offerte RWS.xlsx").write_bytes(data(changed(QUOTE, {"Kosten!K2": None, "Kosten!S9": 1})))
    sheet = openpyxl.load_workbook(annotate(folder))["Kosten"]
    assert (sheet["K2"].value, sheet["K2"].border.left.style) == (None, "medium")


def test_a_finding_about_a_sheet_that_is_gone_leaves_the_other_marks(folder: Path) -> None:
    where, name = Place("a.xlsx", "Weg", "A1"), "a.xlsx"
    gone = problem("request-sheet-missing", where, request="U-1", found="Weg", expected="")
    empty = problem("cell-empty", Place(name, "Kosten", "K2"), heading="Bedrag")
    copy = findings.book(data(QUOTE), name, [empty, gone])
    book = openpyxl.load_workbook(io.BytesIO(copy.data))
    assert (copy.apart, book["Kosten"]["K2"].border.left.style) == (False, "medium")
    assert [cell.value for row in book["Bevindingen"].iter_rows() for cell in row if cell.hyperlink] == ["Kosten K2"]


def test_a_sender_is_not_told_to_run_planner(folder: Path) -> None:
    where = Place("a.xlsx")
    told = [problem("extra-sheets", where, found="Eigen totalen"), problem("cell-empty", where, heading="Bedrag")]
    sheet = openpyxl.load_workbook(io.BytesIO(findings.book(data(QUOTE), "a.xlsx", told).data))["Bevindingen"]
    remedies = [row[4] for row in sheet.iter_rows(min_row=7, values_only=True) if row[4]]
    assert remedies == ["Vul “Bedrag” in.", "Niets nodig, als deze bladen voor eigen gebruik zijn."]


def test_of_a_block_all_cells_are_marked(folder: Path) -> None:
    block = problem("formula-typed-over", Place("a.xlsx", "Kosten", "K2"), cells="K2:K3, L4", cell="K2", found="1",
                    expected="=A1", near="K5", by="")  # fmt: skip
    copy = findings.book(data(QUOTE), "a.xlsx", [block])
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data))["Kosten"]
    marked = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.border.left.style]
    assert marked == ["K2", "K3", "L4"]


def test_everything_else_stays_byte_for_byte(folder: Path) -> None:
    before, after = parts(folder / "2027/offertes/offerte RWS.xlsx"), parts(annotate(folder))
    differing = {name for name in before if after[name] != before[name]}
    assert differing == {
        "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
    }  # fmt: skip
    assert after["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"].replace(b' tabSelected="1"', b"")
    assert len(after) == len(before) + 1


def test_the_copy_opens_in_libreoffice(libreoffice: None, folder: Path, tmp_path: Path) -> None:
    (made,) = office.convert([annotate(folder)], "xlsx", tmp_path / "uit")
    assert openpyxl.load_workbook(made)["Bevindingen"]["A1"].value == "Bevindingen bij offerte RWS.xlsx"


def test_the_text_says_what_to_do_and_by_when(folder: Path) -> None:
    rows = [
        *REFERENCE["Kalender"],
        [2027, "Uiterste inleverdatum offertes OBO", REFERENCE["Kalender"][1][2], "OBO", None],
    ]
    (folder / "uitgangspunten.xlsx").write_bytes(data({**REFERENCE, "Kalender": rows}))
    copy = annotate(folder)
    text = copy.with_suffix(".txt").read_text(encoding="utf-8")
    assert "offerte RWS als OBO voor 2027, versie 1" in text
    assert "2 fouten en 1 waarschuwing" in text
    assert "Zet de versie daarbij op 2. Volgens de kalender is dat uiterlijk 1 juli 2026." in text
    assert copy.name in text
    assert goes_with(text, copy.read_bytes())
    assert is_untouched(text)
    assert not is_untouched(text.replace("Beste collega", "Beste Anna"))


def test_a_copy_is_no_input_and_is_noted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = checked(folder, capsys)
    copy = annotate(folder)
    after = checked(folder, capsys)
    added = [one for one in after if one not in before]
    assert [(one["code"], one["severity"]) for one in added] == [("file-return-copy", "note")]
    copy.write_bytes(copy.read_bytes() + b" ")
    added = [one["code"] for one in checked(folder, capsys) if one not in before]
    assert added == ["file-return-copy-changed"]


def test_the_same_again_changes_nothing_and_a_new_finding_replaces_our_copy(folder: Path) -> None:
    copy = annotate(folder)
    first = copy.read_bytes()
    assert annotate(folder).read_bytes() == first
    (folder / "2027/offertes/offerte RWS.xlsx").write_bytes(rich(changed(FAULTY, {"Kosten!K3": "veel"})))
    assert annotate(folder).read_bytes() != first
    assert [path.name for path in sorted(copy.parent.iterdir()) if is_return(path.name)] == [
        "offerte RWS (bevindingen).txt",
        "offerte RWS (bevindingen).xlsx",
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".txt"])
def test_what_a_person_changed_stays(folder: Path, suffix: str) -> None:
    changed_one = annotate(folder).with_suffix(suffix)
    changed_one.write_bytes(changed_one.read_bytes() + b"van mij")
    mine = changed_one.read_bytes()
    (folder / "2027/offertes/offerte RWS.xlsx").write_bytes(rich(changed(FAULTY, {"Kosten!K3": "veel"})))
    annotate(folder)
    assert changed_one.read_bytes() == mine
    assert (changed_one.parent / "offerte RWS (bevindingen 2).xlsx").exists()


def test_a_correct_workbook_gets_no_copy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quote = folder / "2027/offertes/offerte RWS.xlsx"
    quote.write_bytes(data(QUOTE))
    main(["--lang", "nl", "check", str(quote), "--annotate"])
    assert "geen fout en geen waarschuwing" in capsys.readouterr().out
    assert not [path for path in quote.parent.iterdir() if is_return(path.name)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("scan.xlsx", b"%PDF-1.7 gescand"),
        ("leeg.ods", b""),
    ],
)
def test_what_cannot_be_marked_gets_a_workbook_of_findings(folder: Path, name: str, content: bytes) -> None:
    path = folder / "2027/offertes" / name
    path.write_bytes(content)
    annotate(folder, str(path))
    made = path.with_name(f"{path.stem} (bevindingen).xlsx")
    assert openpyxl.load_workbook(made).sheetnames == ["Bevindingen"]
    assert path.read_bytes() == content
    assert "bijlage" in made.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_sheet_of_theirs_called_bevindingen_is_left_alone(folder: Path) -> None:
    (folder / "2027/offertes/offerte RWS.xlsx").write_bytes(rich({**FAULTY, "Bevindingen": [["van ons"]]}))
    assert openpyxl.load_workbook(annotate(folder)).sheetnames == ["Bevindingen"]


def test_json_stays_a_list_of_problems(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    main(["-C", str(folder), "check", "2027", "--annotate", "--json"])
    assert isinstance(json.loads(capsys.readouterr().out), list)
    assert (folder / "2027/offertes/offerte RWS (bevindingen).xlsx").exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("offerte (bevindingen).xlsx", True),
        ("offerte (bevindingen 12).txt", True),
        ("offerte (Bevindingen) (nieuw).xlsm", True),
        ("offerte bevindingen.xlsx", False),
        ("(bevindingen).xlsx", False),
        ("offerte (bevindingen) verbeterd.xlsx", False),
    ],
)
def test_a_return_copy_is_known_by_its_name(name: str, expected: bool) -> None:
    assert is_return(name) is expected


def test_no_paths_of_a_machine_stand_in_a_copy(folder: Path) -> None:
    assert not re.search(rb"/tmp/|[A-Z]:\\\\", b"".join(parts(annotate(folder)).values()))
