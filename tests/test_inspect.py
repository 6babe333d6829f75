"""`planner inspect`: what it says of a workbook made in the test, by effect, in thousands, and what was justified."""

import io
import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import formualizer
import openpyxl
import pytest

from planner import office
from planner.cli import main
from planner.excel import cells
from planner.excel.findings import Finding, What
from planner.excel.formulas import Patterns, key_of
from planner.excel.inspecting import inspect
from planner.problems import Severity
from planner.register import Kind, Register
from planner.stages import inspection

EXAMPLE = Path(__file__).parents[1] / "budgets"


def book(changes=None, *, unit="Bedragen in euro", rows=8):
    """Return a table of two columns and their sum, totals under it, with some cells changed."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Begroting"
    sheet.append([unit])
    sheet.append(["Post", "Intern", "Extern", "Totaal"])
    for row in range(3, 3 + rows):
        sheet.append([f"Post {row}", row * 1000, row * 500 + 0.5, f"=B{row}+C{row}"])
    last = 2 + rows
    sheet.append(["Totaal", *(f"=SUM({letter}3:{letter}{last})" for letter in "BCD")])
    for cell, value in (changes or {}).items():
        sheet[cell] = value
    stream = io.BytesIO()
    made.save(stream)
    return bytes(formualizer.recalculate_xlsx_bytes(stream.getvalue())["bytes"])


def found(data):
    """Return what is found in a workbook: kind, cells and effect in euros."""
    with cells.opened(data) as opened:
        return [(str(one.what), one.cells, one.euros) for one in inspect(opened)]


@pytest.fixture
def asked(capsys, tmp_path):
    """Return a function that inspects a workbook by command and returns exit code and JSON."""

    def ask(data, *words, folder=None):
        path = tmp_path / "werkmap.xlsx"
        path.write_bytes(data)
        capsys.readouterr()
        place = ["-C", str(folder)] if folder else ["-C", str(tmp_path)]
        code = main([*place, "inspect", str(path), "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return ask


def test_a_sound_workbook_has_nothing():
    assert found(book()) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"D5": 9000}, ("formula-typed-over", "D5", Decimal("1499.50"))),
        ({"D5": "nvt"}, ("formula-typed-over", "D5", Decimal("-7500.50"))),
        ({"C11": 20000}, ("formula-typed-over", "C11", Decimal("-6004.00"))),
        ({"D6": "=B6+C6-1"}, ("formula-with-constant", "D6", Decimal("-1.00"))),
        ({"B11": "=SUM(B3:B10)+1550857"}, ("formula-with-constant", "B11", Decimal("1550857.00"))),
        ({"B11": "=SUM(B3:B9)"}, ("formula-stops-short", "B11", Decimal("-10000.00"))),
        ({"D7": "=B7"}, ("formula-stops-short", "D7", Decimal("-3500.50"))),
        ({"D7": "=B8+C8"}, ("formula-off-by-one", "D7", Decimal("1500.00"))),
        ({"D7": "=B7*2"}, ("formula-differs", "D7", Decimal("3499.50"))),
    ],
)
def test_each_act_is_found_once_at_its_cell_with_its_effect(changes, expected):
    assert found(book(changes)) == [expected]


def test_cells_that_were_pasted_as_values_together_are_one_finding():
    values = {f"D{row}": row * 1500 for row in (4, 5, 6)}
    assert found(book(values, rows=14)) == [("formula-typed-over", "D4:D6", Decimal("-1.50"))]


def test_an_effect_is_told_in_euros_where_the_sheet_is_in_thousands():
    assert found(book({"D5": 9000}, unit="Bedragen x € 1.000")) == [("formula-typed-over", "D5", Decimal("1499500.00"))]


def test_a_number_with_a_mark_behind_it_does_not_count():
    assert found(book({"B5": "5000**"}))[0][:2] == ("number-in-text", "B5")


def test_how_bad_it_is_depends_on_the_effect(asked):
    folder = EXAMPLE  # its threshold is 100.000 euros
    said = {
        value: [(one["severity"], one["facts"]["effect"]) for one in asked(book({"D5": value}), folder=folder)[1]]
        for value in (7500.5, 9000, 900000)
    }
    assert said == {
        7500.5: [("note", "0.00")],
        9000: [("warning", "1499.50")],
        900000: [("error", "892499.50")],
    }


def test_without_a_workspace_nothing_is_an_error_by_its_effect(asked):
    code, told = asked(book({"D5": 900000}))
    assert (code, [one["severity"] for one in told]) == (0, ["warning"])


def test_what_was_justified_is_shown_as_such_until_the_cell_changes(asked, tmp_path):
    folder = tmp_path / "budgets"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("archief", "register"))
    why = ("--justify", "Begroting!D5", "--reason", "Afgesproken met BZK", "--by", "J. Jansen")
    code, told = asked(book({"D5": 900000}), *why, folder=folder)
    assert (code, [(one["code"], one["severity"], one["facts"]["effect"]) for one in told]) == (
        0,
        [("justified", "note", "892499.50")],
    )
    assert told[0]["facts"]["name"] == "J. Jansen"
    entry = Register(folder).latest(Kind.JUSTIFIED)
    assert (entry.fact("cell"), entry.fact("reason"), entry.fact("found")) == ("D5", "Afgesproken met BZK", "900000")
    assert [one["code"] for one in asked(book({"D5": 900000}), folder=folder)[1]] == ["justified"]
    assert [one["code"] for one in asked(book({"D5": 900001}), folder=folder)[1]] == ["formula-typed-over"]
    assert Register(folder).faults() == ()


def test_a_cell_without_a_finding_cannot_be_justified(tmp_path, capsys):
    path = tmp_path / "werkmap.xlsx"
    path.write_bytes(book({"D5": 1}))
    words = ["--justify", "D6", "--reason", "zo hoort het", "--by", "ik"]
    folder = tmp_path / "budgets"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("archief", "register"))
    assert main(["-C", str(folder), "--lang", "nl", "inspect", str(path), *words]) == 2
    assert "Begroting!D5" in capsys.readouterr().err


@pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed")
def test_an_opendocument_workbook_is_inspected_as_well(tmp_path, capsys):
    path = tmp_path / "begroting.xlsx"
    path.write_bytes(book({"D5": 9000}))
    made = office.convert([path], "ods", tmp_path / "uit")[0]
    main(["-C", str(tmp_path), "inspect", str(made), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["cell"], one["facts"]["effect"]) for one in told] == [
        ("formula-typed-over", "D5", "1499.50")
    ]


def test_a_file_that_is_no_workbook_is_said_to_be_none(tmp_path, capsys):
    path = tmp_path / "brief.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert main(["-C", str(tmp_path), "inspect", str(path), "--json"]) == 2
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == ["file-not-a-workbook"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("=SUM(B3:B9)", "=SUM(R[-7]C[-2]:R[-1]C[-2])"),
        ("=$B$3*C10", "=R3C2*R[0]C[-1]"),
        ("=SUM($D$3:$D$9)", "=SUM(R3C[0]:R9C[0])"),
        ('="B3 "&Blad!$D$10', '="B3 "&Blad!R10C4'),
        ("=LOG10( B3 )+'Blad A1'!B3", "=LOG10(R[-7]C[-2])+'Blad A1'!R[-7]C[-2]"),
    ],
)
def test_a_pattern_is_the_formula_as_seen_from_its_cell(text, key):
    assert key_of(text, 10, 4) == key


def test_a_formula_is_written_for_another_cell():
    from planner.excel.formula_tree import written

    formula = Patterns().of("=ROUND(SUM(B3:B9)*(1+$A$1)-C9%,2)", 10, 4)
    assert written(formula.tree, 11, 5) == "=ROUND(SUM(C4:C10)*(1+A1)-D10%,2)"


def test_what_only_the_habits_of_typed_columns_tell_is_no_more_than_noted():
    block = Finding(What.SHIFTED, "Kosten", 13, 16, "1", "O13:Q15", Decimal(900_000), bottom=15, right=18, shift=(0, 1))
    told = inspection.judged(("q.xlsx", "RWS"), [block, replace(block, sure=False)], Decimal(100_000))
    assert [one.severity for one in told] == [Severity.ERROR, Severity.NOTE]
