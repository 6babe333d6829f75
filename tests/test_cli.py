"""The command line: what is loaded when, the common options, exit codes, and that nobody sees a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from planner import __version__, cli
from planner.cli import COMMANDS, Entry, main
from planner.commands.language import default_language, language_in
from planner.commands.options import Settings, common_options, options_without_workspace

Install = Callable[[click.Command], None]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "PLANNER_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put a command in the place of `compare`, in a module of its own."""

    def put(command: click.Command) -> None:
        module = ModuleType("planner_stand_in")
        module.command = command  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "planner_stand_in", module)
        monkeypatch.setitem(COMMANDS, "compare", Entry("planner_stand_in", "command", "english", "dutch"))

    return put


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder without a workspace, beside one named `here`."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "uitgangspunten.xlsx").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "here"


@pytest.fixture
def seen(install: Install) -> list[Settings]:
    """Install a command that notes its settings, and give the notes."""
    notes: list[Settings] = []

    @click.command()
    @click.argument("year", type=int)
    @common_options
    def command(settings: Settings, year: int) -> int:
        notes.append(settings)
        return 0 if year == 2027 else 1

    install(command)
    return notes


def raising(install: Install, problem: BaseException) -> None:
    @click.command()
    @options_without_workspace
    def command(settings: Settings) -> int:
        raise problem

    install(command)


def modules_after(*arguments: str) -> set[str]:
    """Return what a fresh process has loaded after one command line."""
    script = "import sys; from planner.__main__ import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_loads_no_command_and_nothing_heavy() -> None:
    loaded = modules_after("--help")
    ours = {"planner", "planner.__main__", "planner.cli", "planner.commands", "planner.commands.language"}
    assert {name for name in loaded if name.partition(".")[0] == "planner"} == ours
    heavy = {
        "dataclasses",
        "pathlib",
        "json",
        "decimal",
        "subprocess",
        "rich",
        "openpyxl",
        "xlsxwriter",
        "lxml",
    }
    assert loaded & heavy == set()
    assert "click" in loaded  # so the list above is one of names that could be there


def test_every_command_of_the_table_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown and row.english in shown for name, row in COMMANDS.items())


@pytest.mark.parametrize("arguments", [["--lang", "nl", "--help"], ["--help", "--lang=nl"]])
def test_the_help_is_dutch_wherever_the_language_is_named(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert "De werkruimte." in shown
    assert all(row.dutch in shown for row in COMMANDS.values())


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"planner {__version__}\n"


def test_what_the_command_returns_is_the_exit_code(workspace: Path, seen: list[Settings]) -> None:
    assert main(["-C", "here", "compare", "2027"]) == 0
    assert main(["-C", "here", "compare", "2028"]) == 1


def test_options_count_before_and_after_the_name(workspace: Path, seen: list[Settings]) -> None:
    assert main(["-C", "here", "--lang", "nl", "--quiet", "compare", "2027"]) == 0
    assert main(["compare", "2027", "-C", "here", "--lang", "nl", "--quiet"]) == 0
    assert seen[0] == seen[1] == Settings(Path("here"), "nl", quiet=True, json=False, color=False)


def test_the_nearest_option_wins(workspace: Path, seen: list[Settings]) -> None:
    assert main(["-C", "nowhere", "--lang", "nl", "compare", "2027", "-C", "here", "--lang", "en"]) == 0
    assert seen == [Settings(Path("here"), "en", quiet=False, json=False, color=False)]


def test_json_is_an_option_of_the_command(workspace: Path, seen: list[Settings]) -> None:
    assert main(["compare", "2027", "--json", "-C", "here"]) == 0
    assert seen[0].json


def test_this_folder_is_the_workspace_when_it_is_one(
    workspace: Path, seen: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "budgets").mkdir()
    (workspace / "budgets" / "uitgangspunten.xlsx").touch()
    monkeypatch.chdir(workspace)
    assert main(["compare", "2027"]) == 0
    assert seen[0].workspace.resolve() == workspace.resolve()


def test_else_budgets_in_it_is(workspace: Path, seen: list[Settings]) -> None:
    workspace.rename(workspace.with_name("budgets"))
    assert main(["compare", "2027"]) == 0
    assert seen[0].workspace == Path("budgets")


@pytest.mark.parametrize(("lang", "word"), [("nl", "werkruimte"), ("en", "workspace")])
@pytest.mark.parametrize("arguments", [[], ["-C", "nowhere"], ["-C", "."]])
def test_a_folder_that_is_no_workspace_is_wrong_usage(
    workspace: Path,
    seen: list[Settings],
    arguments: list[str],
    lang: str,
    word: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--lang", lang, "compare", "2027", *arguments]) == 2
    told = capsys.readouterr()
    assert word in told.err
    assert "planner init" in told.err
    assert told.out == ""
    assert seen == []


def test_a_named_folder_is_not_searched_for_budgets(workspace: Path, seen: list[Settings]) -> None:
    workspace.rename(workspace.with_name("budgets"))
    assert main(["-C", ".", "compare", "2027"]) == 2


def test_a_command_may_do_without_a_workspace(workspace: Path, install: Install) -> None:
    places: list[Path] = []

    @click.command()
    @options_without_workspace
    def command(settings: Settings) -> None:
        places.append(settings.workspace)

    install(command)
    assert main(["compare"]) == 0
    assert main(["compare", "-C", "nowhere"]) == 0
    assert places == [Path(), Path("nowhere")]


def test_wrong_usage_is_two(capsys: pytest.CaptureFixture[str], seen: list[Settings]) -> None:
    assert main([]) == 2
    assert main(["nonsense"]) == 2
    assert main(["--nonsense"]) == 2
    assert main(["compare", "next year"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("lang", "words"), [("nl", "een fout in planner zelf"), ("en", "a fault in planner itself")])
def test_a_fault_is_one_sentence_and_no_traceback(
    install: Install, lang: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(install, ZeroDivisionError("division\nby zero"))
    assert main(["--lang", lang, "compare"]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert "PLANNER_DEBUG=1" in told.err
    assert "ZeroDivisionError: division by zero" in told.err
    assert len(told.err.splitlines()) == 1
    assert told.out == ""


def test_a_fault_shows_its_details_when_asked(
    install: Install, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(install, ZeroDivisionError("division by zero"))
    monkeypatch.setenv("PLANNER_DEBUG", "1")
    assert main(["compare"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_whoever_asks_for_json_gets_json_when_it_fails_too(
    workspace: Path, install: Install, seen: list[Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "2027", "--json"]) == 2
    assert "planner init" in json.loads(capsys.readouterr().out)["error"]
    raising(install, ValueError("oops"))
    assert main(["compare", "--json"]) == 2
    assert "oops" in json.loads(capsys.readouterr().out)["error"]


def test_a_file_that_the_system_refuses_is_no_fault_of_planner(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(install, PermissionError(13, "Permission denied", "geheim.xlsx"))
    assert main(["compare"]) == 2
    told = capsys.readouterr().err
    assert told == "geheim.xlsx cannot be read or written; the system says: Permission denied.\n"


def test_an_interrupt_is_130(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    raising(install, KeyboardInterrupt())
    assert main(["compare"]) == 130
    assert capsys.readouterr().err.strip() == ""


def test_a_reader_that_goes_away_ends_it_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "talker.py").write_text(
        "import click\n@click.command()\ndef command():\n    for _ in range(100000): print('regel')\n",
        encoding="utf-8",
    )
    script = (
        "import sys; from planner.cli import COMMANDS, Entry, main; "
        "COMMANDS['compare'] = Entry('talker', 'command', '', ''); sys.exit(main(['compare']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.READER_GONE


def test_a_terminal_without_the_euro_sign_is_no_reason_to_stop(tmp_path: Path) -> None:
    script = "from planner.cli import _print_anything; _print_anything(); print('\\u20ac 1')"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert done.stdout.split() == [b"?", b"1"]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "nl_BE"}, "nl"),
        ({"LANG": "nl_NL", "LC_MESSAGES": "nl_NL", "LC_ALL": "en_GB"}, "en"),
        ({"LC_ALL": "", "LANG": "nl"}, "nl"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert default_language(environment) == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "en"),
        (["compare", "--lang"], "en"),
        (["--lang", "de"], "en"),
        (["--lang", "en", "compare", "--lang", "nl"], "nl"),
        (["--lang=nl", "compare", "--lang=en"], "en"),
    ],
)
def test_the_command_line_chooses_it_before_click_has_read_it(arguments: list[str], language: str) -> None:
    assert language_in(arguments) == language


def test_colour_only_on_a_terminal_and_not_when_refused(
    workspace: Path, seen: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["compare", "2027", "-C", "here"])
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    main(["compare", "2027", "-C", "here"])
    monkeypatch.setenv("NO_COLOR", "1")
    main(["compare", "2027", "-C", "here"])
    assert [settings.color for settings in seen] == [False, True, False]
