"""`planner run` where it cannot write: what was there stays whole, the reason is one sentence, the answer comes."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner import files as planner_files
from planner.problems import message
from planner.running import run as run_module
from planner.running.run import run
from planner.workspace import Workspace
from tests.folders import copy_example, files, next_version
from tests.year import Life

OUTPUT = "2027/vergelijking-2027.xlsx"
pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture
def ran(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "ran"))


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, reason: str) -> None:
    """Let the system refuse to write files of that name."""
    real = planner_files.write_atomic

    def write(path: Path, content: bytes) -> None:
        if path.name == name:
            raise planner_files.CannotWrite(path, reason, OSError(5, "Input/output error"))  # type: ignore[arg-type]
        real(path, content)

    monkeypatch.setattr("planner.register.issuing.write_atomic", write)


@pytest.mark.parametrize(
    ("reason", "nl", "en"),
    [
        ("disk-full", "de schijf is vol", "the disk is full"),
        ("read-only", "de map is alleen te lezen", "the folder can only be read"),
        ("no-access", "u mag hier niet schrijven", "you may not write here"),
        ("other", "het systeem meldt: Input/output error", "the system says: Input/output error"),
    ],
)
def test_what_keeps_a_file_from_being_written_is_one_sentence(reason: str, nl: str, en: str, tmp_path: Path) -> None:
    fault = planner_files.CannotWrite(tmp_path / OUTPUT, reason, OSError(5, "Input/output error"))  # type: ignore[arg-type]
    found = run_module.refusal(Workspace(tmp_path), fault)
    assert found.where.workbook == OUTPUT
    assert message(found, "nl") == f"Dit bestand is niet geschreven: {nl}."
    assert message(found, "en") == f"This file was not written: {en}."


def test_a_target_that_cannot_be_replaced_keeps_nothing_else_from_being_written(
    ran: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life(ran, capsys)
    next_version(ran)
    before = (ran / OUTPUT).read_bytes()
    refusing(monkeypatch, "vergelijking-2027.xlsx", "disk-full")
    assert life.type("run", "2027", code=2).count("niet geschreven") == 1
    (told,) = [one for one in life.data("run", "2027", code=2)["problems"] if one["code"] == "not-written"]
    assert told["workbook"] == OUTPUT
    assert (ran / OUTPUT).read_bytes() == before
    monkeypatch.undo()
    assert run(Workspace(ran), 2027).written == (OUTPUT,)


def test_a_folder_that_cannot_be_written_still_gives_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = copy_example(tmp_path / "budgets")
    (workspace / "archief").touch()  # a file where the folder must be: also root cannot write there
    said = Life(workspace, capsys).type("run", "2027", code=2)
    assert said.count("niet geschreven") == 1
    assert "De offerte 2027 past NIET binnen het kader." in said
    assert not (workspace / "register").exists()
    assert not (workspace / OUTPUT).exists()


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="the system has no limit on files")
def test_a_real_limit_tears_nothing(ran: Path) -> None:
    limit = next_version(ran).stat().st_size // 2  # the quote itself does not fit in the archive any more
    before = files(ran)

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    told = subprocess.run(
        [sys.executable, "-m", "planner", "-C", str(ran), "--lang", "nl", "run", "2027"],
        preexec_fn=small, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert "niet geschreven: de schijf is vol" in told.stdout
    assert files(ran) == before
    assert not run(Workspace(ran), 2027).refused


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(ran: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next_version(ran)
    before = files(ran)
    folders = [ran, *(path for path in ran.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        said = Life(ran, capsys).type("run", "2027", code=2)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert "niet geschreven: u mag hier niet schrijven" in said
    assert files(ran) == before
