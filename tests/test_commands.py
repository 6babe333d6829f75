"""`planner check` and `planner compare` as a user calls them: exit codes, JSON, languages, files out of place."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from planner import reading
from planner.cli import main
from planner.resources import example

INPUTS = ("uitgangspunten.xlsx", "strategie-2026-2029.xlsx", "2026", "2027/kader-2027.xlsx", "2027/offertes")
RWS = "2027/offertes/offerte-RWS-2027.xlsx"
pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture
def workspace(tmp_path):
    """A copy of the example's inputs."""
    for name in INPUTS:
        source, target = example() / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return tmp_path


def change(path: Path, sheet: str, **cells):
    """Set cells of a workbook, as somebody does in Excel."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)


def call(capsys, *words):
    """Run a command and return its exit code, standard output and standard error."""
    try:
        code = main([str(word) for word in words])
    except SystemExit as ended:
        code = ended.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def checked(capsys, folder, *more):
    code, out, _ = call(capsys, "-C", folder, "check", "2027", "--json", *more)
    return code, [one for one in json.loads(out) if one["severity"] != "note"]


def compared(capsys, folder):
    return json.loads(call(capsys, "-C", folder, "compare", "2027", "--json")[1])


def test_a_clean_year_ends_with_exit_code_0(workspace, capsys):
    assert checked(capsys, workspace) == (0, [])


def test_an_error_names_its_cell_and_ends_with_1(workspace, capsys):
    change(workspace / RWS, "Kosten", K2="1.234")
    code, found = checked(capsys, workspace)
    assert code == 1
    assert [(one["workbook"], one["sheet"], one["cell"], one["severity"]) for one in found] == [
        (RWS, "Kosten", "K2", "error")
    ]
    assert set(found[0]) == {"code", "severity", "workbook", "sheet", "cell", "message", "remedy", "facts"}
    assert "1.234" in found[0]["message"]


def test_a_refused_row_leaves_its_heading_open_and_still_over(workspace, capsys):
    change(workspace / RWS, "Kosten", K2="1.234")
    answer = compared(capsys, workspace)
    beheer = answer["rows"][0]
    # 39.477.079,17 less the line of 1.005.198,00 (RWS charges no VAT) is below the ceiling of 38.900.000
    assert (beheer["offer"], beheer["verdict"], beheer["open_items"]) == ("38471881.17", "open", 1)
    # 48.750.973,00 - 1.005.198,00 = 47.745.775,00, still above 47.500.000
    assert (answer["binding"]["offer"], answer["fits"]) == ("47745775.00", False)


def test_a_file_that_cannot_be_read_ends_with_2(workspace, capsys):
    (workspace / "2027/offertes/RWS v2.xlsx").write_bytes(b"")
    code, found = checked(capsys, workspace)
    assert code == 2
    assert [(one["workbook"], one["sheet"], one["cell"]) for one in found] == [
        ("2027/offertes/RWS v2.xlsx", None, None)
    ]


def test_a_missing_quote_is_a_warning_and_leaves_its_headings_open(workspace, capsys):
    (workspace / RWS).unlink()
    code, found = checked(capsys, workspace)
    assert (code, [(one["code"], one["sheet"], one["cell"]) for one in found]) == (
        0,
        [("quote-missing", "Partijen", "A4")],
    )
    answer = compared(capsys, workspace)
    assert (answer["fits"], answer["open_items"]) == (None, 1)
    touched = {row["heading"]: row["open_items"] for row in answer["rows"]}
    # products on beheer and iplo; lines last year also on doorontwikkeling, uitbouw and the two supports
    assert touched == dict.fromkeys(touched, 1)


def test_a_second_version_counts_and_the_first_is_listed_without_its_mistakes(workspace, capsys):
    change(workspace / RWS, "Kosten", K2="1.234")
    shutil.copy(example() / RWS, workspace / "2027/offertes/RWS nieuw.xlsx")
    change(workspace / "2027/offertes/RWS nieuw.xlsx", "Offerte", B5=2)
    code, found = checked(capsys, workspace)
    assert (code, found) == (0, [])
    out = call(capsys, "-C", workspace, "check", "2027", "--json")[1]
    assert [one["workbook"] for one in json.loads(out) if one["code"] == "superseded"] == [RWS]
    assert compared(capsys, workspace)["total"]["offer"] == "59761066.96"


def test_the_same_version_with_another_amount_counts_for_neither(workspace, capsys):
    other = workspace / "2027/offertes/RWS kopie.xlsx"
    shutil.copy(workspace / RWS, other)
    change(other, "Kosten", F2="Andere omschrijving")
    code, found = checked(capsys, workspace)
    assert code == 1
    assert [(one["code"], one["workbook"], one["sheet"], one["cell"]) for one in found] == [
        ("same-version-other-content", "2027/offertes/RWS kopie.xlsx", "Offerte", "B5")
    ]
    assert compared(capsys, workspace)["fits"] is None


def test_a_saved_copy_counts_once(workspace, capsys):
    change(workspace / RWS, "Kosten", A1="Regel")  # opened and saved, nothing changed
    shutil.copy(example() / RWS, workspace / "2027/offertes/RWS kopie.xlsx")
    assert checked(capsys, workspace) == (0, [])
    assert compared(capsys, workspace)["total"]["offer"] == "59761066.96"


def test_a_frame_among_the_quotes_is_out_of_place(workspace, capsys):
    shutil.copy(workspace / "2027/kader-2027.xlsx", workspace / "2027/offertes/kader.xlsx")
    code, found = checked(capsys, workspace)
    assert (code, [(one["code"], one["workbook"]) for one in found]) == (
        1,
        [("wrong-place", "2027/offertes/kader.xlsx")],
    )


def test_without_a_frame_every_heading_is_open(workspace, capsys):
    (workspace / "2027/kader-2027.xlsx").unlink()
    answer = compared(capsys, workspace)
    assert answer["fits"] is None
    assert {row["verdict"] for row in answer["rows"]} == {"open"}
    assert answer["total"] == {"ceiling": None, "offer": "59761066.96", "difference": None}


def test_damaged_reference_values_end_with_2_and_json(workspace, capsys):
    (workspace / "uitgangspunten.xlsx").write_bytes(b"PK\x03\x04")
    code, out, err = call(capsys, "-C", workspace, "compare", "2027", "--json")
    assert code == 2
    assert json.loads(out)["fits"] is None
    assert "uitgangspunten.xlsx" in err
    assert "Traceback" not in err


def test_one_file_by_itself_is_checked_beside_the_reference_values(workspace, capsys):
    change(workspace / RWS, "Kosten", B2="RWS-99", D3="beheeer")
    code, out, _ = call(capsys, "-C", workspace, "check", workspace / RWS, "--json")
    found = [(one["code"], one["cell"]) for one in json.loads(out) if one["severity"] == "error"]
    assert (code, found) == (1, [("unknown-code", "B2"), ("unknown-code", "D3")])


def test_a_file_that_does_not_exist_is_wrong_usage(workspace, capsys):
    code, _, err = call(capsys, "-C", workspace, "check", "weg.xlsx", "--lang", "nl")
    assert code == 2
    assert "weg.xlsx bestaat niet" in err


def test_a_folder_that_is_no_workspace_is_wrong_usage(tmp_path, capsys):
    code, _, err = call(capsys, "-C", tmp_path, "compare", "2027")
    assert code == 2
    assert "planner init" in err


def test_require_fit_turns_over_budget_into_exit_code_1(workspace, capsys):
    assert call(capsys, "-C", workspace, "compare", "2027")[0] == 0
    assert call(capsys, "-C", workspace, "compare", "2027", "--require-fit")[0] == 1


def test_quiet_shows_the_answer_without_tables(workspace, capsys):
    _, out, _ = call(capsys, "-C", workspace, "compare", "2027", "--quiet", "--lang", "nl")
    assert out.startswith("De offerte 2027 past NIET")
    assert "Wie betaalt" not in out
    _, out, _ = call(capsys, "-C", workspace, "compare", "2027", "--lang", "nl")
    assert "Wie betaalt" in out


def test_piped_output_has_no_colour(workspace, capsys):
    for command in ("compare", "check"):
        assert "\x1b" not in call(capsys, "-C", workspace, command, "2027")[1]


def test_amounts_are_never_cut_off_on_a_narrow_screen(workspace, capsys, monkeypatch):
    from planner.commands import screen

    monkeypatch.setattr(screen, "PIPED_WIDTH", 60)
    out = call(capsys, "-C", workspace, "compare", "2027", "--lang", "nl")[1]
    assert "…" not in out
    assert "39.477.079,17" in out
    assert "1.180.269,74" in out


def test_a_faulty_row_of_the_reference_values_is_told_once_and_not_at_every_line(workspace, capsys):
    change(workspace / "uitgangspunten.xlsx", "Posten", E2="veel")  # the wage share of beheer
    code, found = checked(capsys, workspace)
    assert (code, [(one["sheet"], one["cell"]) for one in found]) == (1, [("Posten", "E2")])
    answer = compared(capsys, workspace)
    assert answer["fits"] is None
    assert "beheer" not in [row["heading"] for row in answer["rows"]]


def test_to_inspect_one_file_only_the_reference_values_are_read_beside_it(workspace, capsys, monkeypatch):
    read, real = [], reading.read_file

    def remembering(path, *words):
        read.append(path.name)
        return real(path, *words)

    monkeypatch.setattr(reading, "read_file", remembering)
    call(capsys, "-C", workspace, "inspect", workspace / RWS)
    assert read == ["uitgangspunten.xlsx"]
