"""The shape of the code: which way imports point, how long things are, and that everything says what it is.

Each guard is also shown to bite, on code that is wrong in exactly the way it is meant to catch.
"""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted((ROOT / "planner").rglob("*.py"))
FILE_LINES = 300
FUNCTION_LINES = 40
NOTES = ("TO" + "DO", "FIX" + "ME")  # in two parts, so that this file does not hold what it looks for

Function = ast.FunctionDef | ast.AsyncFunctionDef
Guard = Callable[[str], list[str]]


def lint(folder: Path) -> tuple[bool, str]:
    """Run import-linter, with the contracts in a folder, on the package `planner` in that folder."""
    command = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def package(folder: Path, modules: Mapping[str, str]) -> Path:
    """Make a package `planner` of these modules, under this project's own contracts."""
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for name, text in modules.items():
        path = folder / "planner" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in [folder / "planner", *(folder / "planner").rglob("*")]:
        if path.is_dir():
            (path / "__init__.py").touch()
    return folder


ALLOWED = {
    "cli.py": "import click\nfrom planner.commands import check\n",
    "commands/check.py": "import click\nfrom planner import year\n",
    "year.py": "from planner.stages import offer\nfrom planner.excel import reading\n",
    "stages/offer.py": "from planner.stages import shared\nfrom planner.calculations import vat\n",
    "stages/frame.py": "from planner.stages.shared import x\n",
    "stages/shared.py": "x = 1\n",
    "sheets/quote/columns.py": "from planner.sheets.shared import y\n",
    "sheets/shared.py": "y = 1\n",
    "calculations/vat.py": "from planner import money\n",
    "excel/reading.py": "import lxml.etree\nfrom openpyxl import Workbook\n",
    "documents/pack.py": "import docxtpl\n",
    "money.py": "",
}

SINS = {
    "an import upwards": ("money.py", "from planner import amounts", "planner.money -> planner.amounts"),
    "upwards within a function": (
        "amounts.py",
        "def f():\n    from planner import year",
        "planner.amounts -> planner.year",
    ),
    "upwards for a type only": (
        "problems.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from planner import records",
        "planner.problems -> planner.records",
    ),
    "sideways at the bottom": ("files.py", "from planner import office", "planner.files -> planner.office"),
    "a module without a layer": ("surprise.py", "", "- planner.surprise"),
    "a stage that knows a stage": (
        "stages/a.py",
        "from planner.stages import frame",
        "planner.stages.a -> planner.stages.frame",
    ),
    "what stages share knowing one of them": (
        "stages/shared.py",
        "from planner.stages import b",
        "planner.stages.shared -> planner.stages.b",
    ),
    "a calculation that knows a calculation": (
        "calculations/a.py",
        "from planner.calculations import vat",
        "planner.calculations.a -> planner.calculations.vat",
    ),
    "a sheet that knows a sheet": (
        "sheets/a.py",
        "import planner.sheets.b",
        "planner.sheets.a -> planner.sheets.b",
    ),
    "openpyxl outside excel": ("records.py", "import openpyxl.cell", "planner.records -> openpyxl"),
    "xlsxwriter outside excel": ("books.py", "import xlsxwriter", "planner.books -> xlsxwriter"),
    "lxml outside excel": ("tables.py", "from lxml import etree", "planner.tables -> lxml"),
    "defusedxml outside excel": (
        "workspace.py",
        "def f():\n    import defusedxml.ElementTree",
        "planner.workspace -> defusedxml",
    ),
    "docxtpl outside documents": ("figures.py", "import docxtpl", "planner.figures -> docxtpl"),
    "docx outside documents": ("excel/word.py", "import docx", "planner.excel.word -> docx"),
    "pikepdf outside documents": ("office.py", "import pikepdf", "planner.office -> pikepdf"),
    "click below the commands": ("year.py", "import click", "planner.year -> click"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a package in which every sin is committed at once."""
    wrong = {"amounts.py": "", "records.py": "", "stages/b.py": "", "sheets/b.py": ""}
    sins = {name: f"{text}\n" for name, text, _ in SINS.values()}
    right, output = lint(package(tmp_path_factory.mktemp("wrong"), {**wrong, **ALLOWED, **sins}))
    assert not right
    return output


def test_imports_point_the_right_way() -> None:
    right, output = lint(ROOT)
    assert right, output


def test_what_is_allowed_is_allowed(tmp_path: Path) -> None:
    right, output = lint(package(tmp_path, ALLOWED))
    assert right, output


@pytest.mark.parametrize("sin", SINS)
def test_a_wrong_import_is_caught(sin: str, told: str) -> None:
    assert SINS[sin][2] in told


def test_every_contract_was_broken_by_some_sin(told: str) -> None:
    assert "0 kept, 7 broken" in told


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Function]:
    """Give the public functions of a module, and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if isinstance(node, ast.ClassDef):
                yield from public(node)
            else:
                yield node


def long_file(text: str) -> list[str]:
    lines = len(text.splitlines())
    return [f"{lines} lines"] if lines > FILE_LINES else []


def long_functions(text: str) -> list[str]:
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(ast.parse(text))}
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > FUNCTION_LINES]


def no_opening(text: str) -> list[str]:
    opening = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
    return [] if opening.endswith(".") else ["does not open with a sentence that says what it is for"]


def undocumented(text: str) -> list[str]:
    return [f"{node.name}: no docstring" for node in public(ast.parse(text)) if not ast.get_docstring(node)]


def notes_left(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if any(note in line for note in NOTES)]


GUARDS: tuple[Guard, ...] = (long_file, long_functions, no_opening, undocumented, notes_left)


@pytest.mark.parametrize("guard", GUARDS)
def test_the_code_keeps_to_its_norms(guard: Guard) -> None:
    assert CODE
    found = {str(path.relative_to(ROOT)): guard(path.read_text(encoding="utf-8")) for path in CODE}
    assert {name: what for name, what in found.items() if what} == {}


GOOD = '"""A module."""\n\n\ndef f() -> None:\n    """Do."""\n\n\ndef _g() -> None:\n    pass\n'
BODY = "    x = 1\n"


@pytest.mark.parametrize(
    ("guard", "good", "bad"),
    [
        (long_file, "\n" * FILE_LINES, "\n" * (FILE_LINES + 1)),
        (long_functions, "def f():\n" + BODY * 39, "def f():\n" + BODY * 40),
        (long_functions, GOOD, "class A:\n  def f(self):\n" + BODY * 40),
        (no_opening, GOOD, "import os\n"),
        (no_opening, GOOD, '"""files"""\n'),
        (undocumented, GOOD, "def f():\n    pass\n"),
        (undocumented, GOOD, "class A:\n    def f(self):\n        pass\n"),
        (undocumented, "class _A:\n    def f(self):\n        pass\n", "async def f():\n    pass\n"),
        (notes_left, GOOD, f"x = 1  # {NOTES[0]}: later\n"),
        (notes_left, GOOD, f"# {NOTES[1]}\n"),
    ],
)
def test_each_guard_bites(guard: Guard, good: str, bad: str) -> None:
    assert guard(good) == []
    assert len(guard(bad)) == 1
