"""`planner pack`: the note as every run writes it, the PDF beside it, and nothing of a person overwritten."""

import io
import json
import os
from pathlib import Path
from typing import Any

import docx
import pytest

from planner import office
from planner.cli import main
from planner.documents import note, pdf
from planner.excel.stamp import stamped
from planner.register import Kind, Register
from planner.running import outputs
from planner.running.outputs import PROPERTY
from tests.folders import FRAME, change, copy_example, files
from tests.note import text

WORD, PDF = "2027/besluit/oplegnotitie-2027.docx", "2027/besluit/oplegnotitie-2027.pdf"
BESIDE = "2027/besluit/oplegnotitie-2027 (nieuw).docx"
TEMPLATE = "templates/oplegnotitie.docx"
pytestmark = pytest.mark.usefixtures("read_once", "only_the_note")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "budgets")


@pytest.fixture
def only_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run write the note and not the three workbooks beside it."""
    monkeypatch.setattr(outputs, "OUTPUTS", (outputs.NOTE,))


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Stand in for LibreOffice: remember what was to be printed, and make a PDF of its text."""
    seen: list[bytes] = []

    def made(document: bytes, _: Any) -> tuple[bytes, tuple[()]]:
        seen.append(document)
        return b"%PDF-1.7\n" + text(document).encode(), ()

    monkeypatch.setattr(pdf, "pdf", made)
    return seen


def pack(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str]:
    code = main(["-C", str(folder), "--lang", "nl", "pack", "2027", *words])
    return code, capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pack(capsys, folder, "--json", *words)[1])
    return found


def edit(path: Path, old: str, new: str) -> None:
    """Change a text of a Word document, as somebody does in Word."""
    word = docx.Document(str(path))
    for paragraph in word.paragraphs:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new)
    word.save(str(path))


def test_the_note_and_its_pdf_are_written(
    workspace: Path, printer: list[bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = pack(capsys, workspace)
    assert code == 0
    assert f"Geschreven: {WORD}\nGeschreven: {PDF}" in said
    assert "De offerte 2027 past NIET binnen het kader." in said
    assert "59.761" in text((workspace / WORD).read_bytes())
    assert [one.what for one in Register(workspace).entries(2027) if one.kind is Kind.ISSUED][-2:] == [
        "note", "note-pdf",
    ]  # fmt: skip
    assert printer == [(workspace / WORD).read_bytes()]
    assert main(["-C", str(workspace), "verify"]) == 0


def test_a_second_time_there_is_nothing_to_do(
    workspace: Path, printer: list[bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    pack(capsys, workspace)
    before = files(workspace)
    assert f"Ongewijzigd: {WORD}\nOngewijzigd: {PDF}" in pack(capsys, workspace)[1]
    assert files(workspace) == before
    assert len(printer) == 1


def test_the_note_is_the_one_that_run_writes(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = copy_example(tmp_path / "elders")
    assert main(["-C", str(other), "run", "2027"]) == 0
    pack(capsys, workspace, "--no-pdf")
    assert (workspace / WORD).read_bytes() == (other / WORD).read_bytes()
    assert stamped((workspace / WORD).read_bytes(), PROPERTY)
    assert not (workspace / PDF).exists()


def test_another_ceiling_gives_another_note_and_another_pdf(
    workspace: Path, printer: list[bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    pack(capsys, workspace)
    change(workspace / FRAME, "Plafonds", B2=40_900_000)
    found = data(capsys, workspace)
    assert found["fits"] is True
    assert found["written"] == [WORD, PDF]
    assert "In te stemmen met" in text((workspace / WORD).read_bytes())
    assert b"In te stemmen met" in (workspace / PDF).read_bytes()


def test_a_note_that_somebody_edited_stays_and_the_new_one_stands_beside_it_with_its_own_pdf(
    workspace: Path, printer: list[bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    pack(capsys, workspace)
    edit(workspace / WORD, "Te kiezen", "Weloverwogen te kiezen")
    edited = (workspace / WORD).read_bytes()
    change(workspace / FRAME, "Plafonds", B2=40_900_000)
    found = data(capsys, workspace)
    assert (workspace / WORD).read_bytes() == edited
    assert found["files"] == [BESIDE, BESIDE.replace("docx", "pdf")]
    assert "In te stemmen met" in text((workspace / BESIDE).read_bytes())
    assert "Te kiezen" in (workspace / PDF).read_bytes().decode()  # of the note that was issued; left alone
    assert "door iemand gewijzigd: oplegnotitie-2027.docx" in pack(capsys, workspace)[1]


def test_without_libreoffice_the_note_is_written_and_it_says_what_to_install(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(office, "find", lambda: None)
    code, said = pack(capsys, workspace)
    assert code == 0
    assert "Installeer LibreOffice" in said
    assert (workspace / WORD).exists()
    assert not (workspace / PDF).exists()
    assert pack(capsys, workspace, "--pdf")[0] == 2
    assert "LibreOffice" not in pack(capsys, workspace, "--no-pdf")[1]


def test_without_a_quote_there_is_nothing_to_submit(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (workspace / "2027/offertes").iterdir():
        path.unlink()
    code, said = pack(capsys, workspace)
    assert code == 1
    assert "Er is nog geen offerte voor 2027" in said
    assert not (workspace / WORD).exists()


def test_without_reference_values_it_says_what_is_wrong(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "uitgangspunten.xlsx").write_bytes(b"geen werkmap")
    code, said = pack(capsys, workspace)
    assert code == 2
    assert "uitgangspunten.xlsx" in said
    assert pack(capsys, workspace, "--check-template")[0] == 2


def test_errors_in_the_inputs_show_in_the_exit_code_and_in_the_note(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(workspace / "uitgangspunten.xlsx", "Verdeelsleutel", D2=0.18)
    assert pack(capsys, workspace, "--no-pdf")[0] == 1
    assert "de verdeelsleutel voor 2027 ontbreekt of bevat een fout" in text((workspace / WORD).read_bytes())


def test_a_template_of_the_workspace_is_used_archived_and_entered(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"Geschreven: {TEMPLATE}" in pack(capsys, workspace, "--copy-template")[1]
    assert (workspace / TEMPLATE).read_bytes() == note.shipped()
    edit(workspace / TEMPLATE, "Gevraagd besluit", "Voorgesteld besluit")
    edited = (workspace / TEMPLATE).read_bytes()
    assert "blijft zoals het is" in pack(capsys, workspace, "--copy-template")[1]
    assert (workspace / TEMPLATE).read_bytes() == edited
    pack(capsys, workspace, "--no-pdf")
    assert "Voorgesteld besluit" in text((workspace / WORD).read_bytes())
    entry = Register(workspace).latest(Kind.RECEIVED, None, "template")
    assert entry
    assert Register(workspace).archived(entry.digest) == edited
    edit(workspace / TEMPLATE, "Voorgesteld besluit", "Gevraagd besluit")
    assert data(capsys, workspace, "--no-pdf")["written"] == [WORD]
    assert main(["-C", str(workspace), "verify"]) == 0


def test_a_mistake_in_a_template_is_named_and_leaves_the_last_note(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(capsys, workspace, "--no-pdf")
    before = (workspace / WORD).read_bytes()
    pack(capsys, workspace, "--copy-template")
    edit(workspace / TEMPLATE, "{{ aanleiding }}", "{{ aanleidng }}")
    code, said = pack(capsys, workspace)
    assert code == 1
    assert "Het sjabloon gebruikt 'aanleidng', en dat bestaat niet. Bedoelt u aanleiding?" in said
    assert (workspace / WORD).read_bytes() == before
    code, said = pack(capsys, workspace, "--check-template")
    assert code == 1
    assert "aanleidng" in said
    assert "tabel_kader.posten[].verschil" in said


def test_the_check_of_a_template_writes_nothing(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(workspace)
    code, said = pack(capsys, workspace, "--check-template")
    assert code == 0
    assert f"{TEMPLATE}: alle namen kloppen." in said
    assert data(capsys, workspace, "--check-template")["problems"] == []
    assert files(workspace) == before


def test_a_folder_that_cannot_be_written_gives_one_sentence(
    workspace: Path, printer: list[bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    pack(capsys, workspace, "--no-pdf")
    (workspace / PDF).mkdir()
    code, said = pack(capsys, workspace)
    assert code in {0, 2}
    assert "Traceback" not in said


@pytest.mark.skipif(os.name != "posix", reason="the note is compared with another working directory")
def test_the_note_is_the_same_from_another_folder(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(capsys, workspace, "--no-pdf")
    first = (workspace / WORD).read_bytes()
    (workspace / WORD).unlink()
    monkeypatch.chdir(workspace)
    pack(capsys, Path(), "--no-pdf")
    assert (workspace / WORD).read_bytes() == first
    assert docx.Document(io.BytesIO(first)).paragraphs
