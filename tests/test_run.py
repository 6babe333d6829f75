"""`planner run`: does what is lacking, nothing twice, and says why."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.excel.stamp import stamp, stamped
from planner.files import digest
from planner.register import Kind, Register
from planner.running import intake, outputs
from planner.running import run as run_module
from planner.running.run import run
from planner.workspace import Workspace
from tests.folders import FRAME, RWS, change, copy_example, files, next_version
from tests.kill import forked

OUTPUT = "2027/vergelijking-2027.xlsx"
BESIDE = "2027/vergelijking-2027 (nieuw).xlsx"
pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "budgets")


@pytest.fixture
def ran(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "ran"))


def say(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str]:
    """Run on a folder and return the exit code and what was said."""
    code = main(["-C", str(folder), "--lang", "nl", "run", "2027", *words])
    return code, capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(say(capsys, folder, "--json")[1])
    return found


def records(folder: Path) -> list[tuple[str, str]]:
    return [(str(one.kind), one.path or one.what) for one in Register(folder).entries()]


def test_the_first_run_archives_enters_assesses_and_writes(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(workspace)
    code, said = say(capsys, workspace)
    assert code == 0
    assert said.splitlines()[0].endswith("en nog 9 zijn nieuw.")
    assert "De offerte 2027 past NIET binnen het kader." in said
    assert f"Geschreven: {', '.join(o.path(2027) for o in outputs.OUTPUTS)}." in said
    assert "planner decide 2027 --adopted" in said
    register = Register(workspace)
    assert all(register.archived(digest(content)) == content for content in before.values())
    assert all(files(workspace)[name] == content for name, content in before.items())
    kinds = [kind for kind, _ in records(workspace)]
    assert kinds == ["received"] * 13 + ["assessed"] + ["issued"] * len(outputs.OUTPUTS)
    assert register.faults() == ()


def test_an_entry_says_whose_a_quote_is(ran: Path) -> None:
    (rws,) = [one for one in Register(ran).entries() if one.path == RWS]
    assert (rws.kind, rws.year, rws.what) == (Kind.RECEIVED, 2027, "quote")
    assert (rws.fact("organisation"), rws.fact("role"), rws.fact("version")) == ("RWS", "OBO", "1")
    years = {one.what: one.year for one in Register(ran).entries()}
    assert years["reference"] is None
    assert years["strategy"] is None
    assert (years["assignment"], years["frame"]) == (2026, 2027)


def test_a_second_run_does_nothing_and_says_the_same(
    ran: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(ran)
    times = {name: (ran / name).stat().st_mtime_ns for name in before}
    monkeypatch.setattr(run_module, "Year", None)  # no workbook is opened
    code, said = say(capsys, ran)
    assert code == 0
    assert said.startswith("Er is niets veranderd sinds de vorige keer.")
    assert "De offerte 2027 past NIET binnen het kader." in said
    assert files(ran) == before
    assert {name: (ran / name).stat().st_mtime_ns for name in before} == times
    told = data(capsys, ran)
    assert (told["changed"], told["received"], told["written"], told["fits"]) == (False, [], [], False)
    assert told["comparison"]["binding"]["offer"] == "48750973.00"


def test_two_folders_give_the_same_bytes(done: Path, workspace: Path) -> None:
    run(Workspace(workspace), 2027)
    assert files(workspace) == files(done)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes")
def test_two_processes_at_once_both_succeed(workspace: Path, done: Path) -> None:
    both = [forked(workspace) for _ in range(2)]
    assert [os.waitpid(process, 0)[1] for process in both] == [0, 0]
    assert Register(workspace).faults() == ()
    assert sorted(records(workspace)) == sorted(records(done))
    assert run(Workspace(workspace), 2027).nothing


def test_every_output_carries_what_it_was_made_from(ran: Path) -> None:
    expected = outputs.inputs_digest(intake.present(Workspace(ran), 2027))
    for output in outputs.OUTPUTS:
        assert stamped((ran / output.path(2027)).read_bytes(), "planner_inputs") == expected
    assert stamped(b"no package", "planner_inputs") is None


def test_a_stamp_does_not_hide_another(ran: Path) -> None:
    twice = stamp((ran / OUTPUT).read_bytes(), "a<b", "1 & 2")
    assert stamped(twice, "a<b") == "1 & 2"
    assert stamped(twice, "planner_inputs")
    assert stamped(twice, "c") is None


def test_a_new_version_is_named_and_everything_follows(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next_version(ran)
    before = (ran / OUTPUT).read_bytes()
    _, said = say(capsys, ran)
    assert said.startswith("offerte-RWS-2027-v2.xlsx is nieuw.")
    # Between RWS and BZK, both of the State, no VAT is due: € 400,00 more on the binding offer of € 48.750.973,00.
    assert "offerte € 48.751.373,00" in said
    assert (ran / OUTPUT).read_bytes() != before
    assert data(capsys, ran)["changed"] is False


@pytest.mark.usefixtures("only_the_comparison")
def test_a_changed_frame_is_named(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(ran / FRAME, "Kader", B9="gewijzigd")
    assert say(capsys, ran)[1].startswith("kader-2027.xlsx is gewijzigd.")


@pytest.mark.usefixtures("only_the_comparison")
def test_a_quote_that_goes_is_named_and_one_that_comes_back_too(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = (ran / RWS).read_bytes()
    (ran / RWS).unlink()
    assert "offerte-RWS-2027.xlsx is weg." in say(capsys, ran)[1]
    (ran / RWS).write_bytes(content)
    assert "offerte-RWS-2027.xlsx is nieuw." in say(capsys, ran)[1]
    kinds = [str(one.kind) for one in Register(ran).entries() if one.path == RWS]
    assert kinds == ["received", "withdrawn", "received"]


@pytest.mark.usefixtures("only_the_comparison")
def test_saving_again_is_told_as_such(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(ran / RWS, "Kosten")  # another program's bytes, the same content
    said = say(capsys, ran)[1]
    assert said.startswith("offerte-RWS-2027.xlsx is opnieuw opgeslagen, met dezelfde inhoud.")
    first, second = [one for one in Register(ran).entries() if one.path == RWS]
    assert first.digest != second.digest
    assert first.fact("records") == second.fact("records")


def test_an_output_that_is_missing_is_written_again(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(ran)
    (ran / OUTPUT).unlink()
    said = say(capsys, ran)[1]
    assert said.startswith("vergelijking-2027.xlsx ontbrak.")
    assert f"Geschreven: {OUTPUT}." in said
    assert files(ran) == before


@pytest.mark.usefixtures("only_the_comparison")
def test_what_a_person_changed_stays_and_the_new_one_stands_beside_it(
    ran: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ran / OUTPUT).write_bytes(b"with my notes")
    said = say(capsys, ran)[1]
    reason = (
        "Door iemand gewijzigd: vergelijking-2027.xlsx; de nieuwe staat ernaast als vergelijking-2027 (nieuw).xlsx."
    )
    assert reason in said
    assert (ran / OUTPUT).read_bytes() == b"with my notes"
    again = say(capsys, ran)[1]
    assert again.startswith("Er is niets veranderd")
    assert reason in again
    next_version(ran)
    say(capsys, ran)
    assert (ran / OUTPUT).read_bytes() == b"with my notes"
    (ran / OUTPUT).rename(ran / "2027/mijn-vergelijking.xlsx")
    say(capsys, ran)
    assert (ran / OUTPUT).exists()
    assert not (ran / BESIDE).exists()


@pytest.mark.usefixtures("only_the_comparison")
def test_an_error_in_a_quote_is_told_with_its_cell_both_times(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(ran / RWS, "Kosten", K2="1.234")
    for _ in range(2):
        code, said = say(capsys, ran)
        assert code == 1
        assert f"FOUT {RWS} Kosten K2: " in said
        assert "planner check 2027" in said


def test_without_quotes_there_is_nothing_to_write_and_the_request_comes_first(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(workspace / "2027/offertes")
    code, said = say(capsys, workspace)
    assert code == 0
    assert "Er is nog niets te schrijven." in said
    assert "planner request 2027" in said
    assert not (workspace / OUTPUT).exists()
    assert [kind for kind, _ in records(workspace)] == ["received"] * 8


def test_reference_values_that_cannot_be_read_end_it_with_2(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (ran / OUTPUT).read_bytes()
    (ran / "uitgangspunten.xlsx").write_bytes(b"rubbish")
    code, said = say(capsys, ran)
    assert code == 2
    assert "uitgangspunten.xlsx" in said
    assert (ran / OUTPUT).read_bytes() == before


def test_another_version_of_planner_makes_everything_again(
    ran: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (outputs, run_module, run_module.assessment):
        monkeypatch.setattr(module, "__version__", "9.9")
    assert say(capsys, ran)[1].startswith("Planner is vernieuwd.")


def test_a_run_that_was_cut_short_is_finished(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = sorted((ran / "register").iterdir())
    entries[-1].unlink()  # the entry of the last output: its commit
    before = files(ran)
    assert say(capsys, ran)[1].startswith("De vorige keer is niet afgemaakt.")
    after = files(ran)
    assert {name for name in after if after.get(name) != before.get(name)} == {f"register/{entries[-1].name}"}


def test_a_file_that_changes_while_it_is_read_is_no_input(ran: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_version(ran)
    real = intake.digest_of

    def other(path: Path) -> str:
        return "0" * 64 if path.name.endswith("v2.xlsx") else real(path)

    monkeypatch.setattr(intake, "digest_of", other)
    before = files(ran)
    (refused,) = run(Workspace(ran), 2027).refused
    assert refused.code == "file-changing"
    assert files(ran) == before
