"""`planner verify`: names the first that does not agree, whatever was done to archive, register or files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import main
from planner.files import digest
from planner.register import Register
from planner.running.run import run
from planner.workspace import Workspace
from tests.folders import RWS, copy_example, files

OUTPUT = "2027/vergelijking-2027.xlsx"


@pytest.fixture
def ran(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "ran"))


def kept(folder: Path) -> Path:
    """Return where the quote of RWS stands in the archive."""
    return folder / f"archief/{digest((folder / RWS).read_bytes())}.xlsx"


def test_what_was_just_written_agrees(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(ran)
    assert main(["-C", str(ran), "--lang", "nl", "verify"]) == 0
    entries = len(Register(ran).entries())
    assert capsys.readouterr().out.startswith(
        f"Archief, register en bestanden kloppen: {entries} inschrijvingen, {entries} bestanden in het archief, "
    )
    assert files(ran) == before


def test_an_empty_workspace_agrees(tmp_path: Path) -> None:
    assert main(["-C", str(copy_example(tmp_path / "new")), "verify"]) == 0


def edit(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"2027", b"2028"))


def tear(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


HARM: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "an edited entry": (lambda folder: edit(folder / "register/000009.json"), "entry-faulty", "register/000009.json"),
    "a torn entry": (lambda folder: tear(folder / "register/000014.json"), "entry-faulty", "register/000014.json"),
    "a lost entry": (
        lambda folder: (folder / "register/000005.json").unlink(),
        "entry-missing",
        "register/000006.json",
    ),
    "a swapped entry": (
        lambda folder: shutil.copy(folder / "register/000005.json", folder / "register/000006.json"),
        "entry-faulty",
        "register/000006.json",
    ),
    "a conflict copy": (
        lambda folder: shutil.copy(folder / "register/000005.json", folder / "register/000005 (PC van Jan).json"),
        "entry-extra",
        "register/000005 (PC van Jan).json",
    ),
    "a lost file": (lambda folder: kept(folder).unlink(), "archive-missing", "register/000012.json"),
    "a torn file": (lambda folder: tear(kept(folder)), "archive-changed", ""),
    "a foreign file": (
        lambda folder: (folder / "archief/kopie van offerte.xlsx").touch(),
        "archive-extra",
        "archief/kopie van offerte.xlsx",
    ),
    "a changed output": (lambda folder: (folder / OUTPUT).write_bytes(b"mine"), "issued-changed", OUTPUT),
    "a lost output": (lambda folder: (folder / OUTPUT).unlink(), "issued-missing", OUTPUT),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_named(harm: str, ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    do, code, where = HARM[harm]
    do(ran)
    assert main(["-C", str(ran), "verify", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert not found["agrees"]
    assert found["first"]["code"] == code
    assert found["first"]["workbook"] == (where or f"archief/{kept(ran).name}")
    assert main(["-C", str(ran), "--lang", "nl", "verify", "--quiet"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("Klopt niet. Het eerste: ")
    assert found["first"]["workbook"] in said.splitlines()[0]


def test_the_first_of_several_is_in_the_register(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ran / OUTPUT).unlink()
    kept(ran).unlink()
    tear(ran / "register/000003.json")
    main(["-C", str(ran), "verify", "--json"])
    codes = [one["code"] for one in json.loads(capsys.readouterr().out)["problems"]]
    assert [code for code in codes if code != "archive-unentered"] == [
        "entry-faulty", "chain-broken", "archive-missing", "issued-missing",
    ]  # fmt: skip


def test_an_input_that_is_replaced_or_removed_is_no_disagreement(ran: Path) -> None:
    (ran / RWS).unlink()
    assert main(["-C", str(ran), "verify"]) == 0


def test_a_file_without_an_entry_is_a_note(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Register(ran).archive.keep(b"cut short", "x.xlsx")
    assert main(["-C", str(ran), "verify", "--json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["problems"]] == ["archive-unentered"]


def test_an_output_that_stands_beside_a_changed_one_agrees(ran: Path) -> None:
    (ran / OUTPUT).write_bytes(b"mine")
    run(Workspace(ran), 2027)
    assert main(["-C", str(ran), "verify"]) == 0
