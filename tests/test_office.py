"""LibreOffice as a program: recalculating, converting, and being told the truth when it fails."""

import stat
import time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from planner import office
from planner.office import OfficeError


def workbook(path: Path, *, stored: float) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Kosten")
        sheet.write_column("A1", [1.25, 2.5])
        sheet.write_formula("A3", "=SUM(A1:A2)", None, stored)
    return path


def fake_program(path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a shell script where LibreOffice would be found."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "find", lambda: path)


def test_a_wrong_stored_value_is_recalculated(libreoffice: None, tmp_path: Path) -> None:
    books = [workbook(tmp_path / f"{name}.xlsx", stored=999) for name in ("een", "twee")]
    made = office.convert(books, "xlsx", tmp_path / "uit", timeout=120)
    assert made == (tmp_path / "uit" / "een.xlsx", tmp_path / "uit" / "twee.xlsx")
    for path in made:
        assert openpyxl.load_workbook(path, data_only=True)["Kosten"]["A3"].value == 3.75


def test_pdf_with_options_of_the_export(libreoffice: None, tmp_path: Path) -> None:
    book = workbook(tmp_path / "boek.xlsx", stored=3.75)
    to = office.pdf_filter("calc", {"SelectPdfVersion": 2, "UseTaggedPDF": True})
    (made,) = office.convert([book], to, tmp_path / "uit", timeout=120)
    data = made.read_bytes()
    assert made.name == "boek.pdf"
    assert b"pdfaid:part>2<" in data  # PDF/A-2, which only the option asks for


def test_a_damaged_workbook_inside_a_whole_zip_fails(libreoffice: None, tmp_path: Path) -> None:
    whole = workbook(tmp_path / "heel.xlsx", stored=3.75)
    (tmp_path / "stuk.docx").write_bytes(whole.read_bytes()[:-30] + b"PK\5\6" + bytes(18))
    with pytest.raises(OfficeError) as caught:
        office.convert([tmp_path / "stuk.docx"], "pdf", tmp_path / "uit", timeout=120)
    assert caught.value.reason in {"failed", "unreadable"}
    assert not (tmp_path / "uit").exists()


def test_pdf_filter_writes_what_libreoffice_reads() -> None:
    # The notation of the help page "Starting LibreOffice Software With Parameters".
    assert office.pdf_filter("writer", {"PDFUACompliance": True, "SelectPdfVersion": 2, "Watermark": "c"}) == (
        'pdf:writer_pdf_Export:{"PDFUACompliance": {"type": "boolean", "value": "true"}, '
        '"SelectPdfVersion": {"type": "long", "value": "2"}, "Watermark": {"type": "string", "value": "c"}}'
    )


def test_nothing_is_found_on_an_empty_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    assert office.find() is None


def test_the_usual_place_is_searched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / "soffice").touch()
    monkeypatch.setattr(office, "_USUAL_PLACES", (str(tmp_path / "none"), str(tmp_path / "soffice")))
    assert office.find() == tmp_path / "soffice"


def test_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    with pytest.raises(OfficeError) as caught:
        office.convert([workbook(tmp_path / "a.xlsx", stored=1)], "pdf", tmp_path)
    assert caught.value.reason == "missing"


@pytest.mark.parametrize("content", [None, b"", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted"])
def test_input_that_libreoffice_would_make_something_of_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    fake_program(tmp_path / "soffice", "exit 0", monkeypatch)
    if content is not None:
        (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(OfficeError, match=r"a\.xlsx") as caught:
        office.convert([tmp_path / "a.xlsx"], "pdf", tmp_path / "uit")
    assert caught.value.reason == "unreadable"


def test_two_files_of_one_name_would_overwrite_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_program(tmp_path / "soffice", "exit 0", monkeypatch)
    (tmp_path / "b").mkdir()
    books = [workbook(folder / "a.xlsx", stored=1) for folder in (tmp_path, tmp_path / "b")]
    with pytest.raises(OfficeError) as caught:
        office.convert(books, "pdf", tmp_path / "uit")
    assert caught.value.reason == "unreadable"


def test_exit_code_zero_without_a_result_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_program(tmp_path / "soffice", "echo 'Error: source file could not be loaded' >&2; exit 0", monkeypatch)
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "a.pdf").write_bytes(b"of yesterday")
    with pytest.raises(OfficeError, match="could not be loaded") as caught:
        office.convert([workbook(tmp_path / "a.xlsx", stored=1)], "pdf", tmp_path / "uit")
    assert caught.value.reason == "failed"
    assert (tmp_path / "uit" / "a.pdf").read_bytes() == b"of yesterday"


def test_an_error_beside_a_result_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_program(
        tmp_path / "soffice",
        'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; echo x > "$2/a.pdf"; echo "Error: y" >&2',
        monkeypatch,
    )
    with pytest.raises(OfficeError, match="Error: y"):
        office.convert([workbook(tmp_path / "a.xlsx", stored=1)], "pdf", tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


def test_harmless_talk_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_program(
        tmp_path / "soffice",
        'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; echo x > "$2/a.pdf"; '
        'echo "Warning: failed to launch javaldx" >&2',
        monkeypatch,
    )
    (made,) = office.convert([workbook(tmp_path / "a.xlsx", stored=1)], "pdf", tmp_path / "uit")
    assert made.read_text(encoding="utf-8") == "x\n"


def test_what_takes_too_long_is_stopped_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_program(tmp_path / "soffice", f"sleep 600 & echo $! > '{tmp_path}/child'; wait", monkeypatch)
    with pytest.raises(OfficeError) as caught:
        office.convert([workbook(tmp_path / "a.xlsx", stored=1)], "pdf", tmp_path / "uit", timeout=2)
    assert caught.value.reason == "timeout"
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    # A killed process needs a moment to be gone; one that was left alone would sleep on.
    assert any(not running(child) or time.sleep(0.1) for _ in range(100))


def running(process: int) -> bool:
    """Tell whether a process still does anything; one that is dead and not yet buried does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
