"""The sheet Controle of a request: its formulas, what each check fails on and on nothing else, and what comes back.

PLANNER_SEEDS=20 plants each fault so many times, in any line.
"""

import io
import json
import os
import random
import re
from pathlib import Path

import formualizer
import openpyxl
import pytest

from planner.books import request as request_book
from planner.cli import main
from planner.records import Quote, digest
from planner.sheets import read
from planner.sheets.quote.control import CHECKS
from planner.stages.request import Asking
from tests.build import NOWHERE, party, reference
from tests.folders import requested
from tests.inspecting.controls import FAULTS, SOUND, a_cent, other_heading, other_quantity
from tests.proof import differences, with_formualizer, with_libreoffice
from tests.workbooks import parts, with_parts

EXAMPLE = Path(__file__).parents[1] / "budgets"
SEEDS = int(os.environ.get("PLANNER_SEEDS", "1"))
LABELS = [check.what for check in CHECKS]
pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Return a workspace that has issued its requests and received nothing yet."""
    return requested(tmp_path_factory.mktemp("asked") / "budgets")


@pytest.fixture(scope="module")
def requests(workspace):
    """Return what was issued, and a request without a line."""
    issued = [path.read_bytes() for path in sorted((workspace / "2027/uitvraag").glob("*.xlsx"))]
    nothing = Asking(reference(), None, 2027, (), (), NOWHERE.cell("year")).of(party("NIEUW"))
    return [*issued, request_book.book(nothing, 1, reference(), "uitvraag.xlsx")]


def opened(workspace, name="RWS"):
    """Return a request with its subjects filled in, as an open workbook."""
    book = openpyxl.load_workbook(workspace / f"2027/uitvraag/uitvraag-{name}-2027.xlsx")
    for row in range(2, 9):
        book["Onderwerpen"].cell(row, 3, "Volgens het jaarplan.")
    return book


def saved(book):
    """Return a workbook as openpyxl saves it: its formulas without values."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def calculated(book):
    """Return a workbook with the values that formualizer gives its formulas."""
    return bytes(formualizer.recalculate_xlsx_bytes(saved(book))["bytes"])


def said(data):
    """Return what each check says, with its number of lines and its difference, and the sentence above them."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Controle"]
    rows = {row[0].value: tuple(cell.value for cell in row[1:4]) for row in sheet.iter_rows() if row[0].value in LABELS}
    return rows, sheet["A2"].value


def at(book, label):
    """Return the cell with what a check says."""
    (row,) = [cell.row for cell in book["Controle"]["A"] if cell.value == label]
    return f"D{row}"


def found(capsys, workspace, command, data):
    """Return the problems that a command tells of a workbook, but for the notes."""
    path = workspace / "2027/offertes/offerte.xlsx"
    path.write_bytes(data)
    capsys.readouterr()
    main(["-C", str(workspace), command, str(path), "--json"])
    told = json.loads(capsys.readouterr().out)
    path.unlink()
    return [(one["code"], one["sheet"], one["cell"]) for one in told if one["severity"] != "note"]


def test_every_formula_comes_to_its_stored_value(requests, libreoffice):
    for data, again in zip(requests, with_libreoffice(requests), strict=True):
        assert differences(data, again) == []
        assert differences(data, with_formualizer(data)) == []


def test_a_request_that_nobody_filled_in_does_not_shout(requests):
    for data in requests:
        rows, sentence = said(data)
        assert sentence == "Nog niet alles is ingevuld."
        assert rows["Elk onderwerp a tot en met g heeft een tekst"] == (7, None, "nog in te vullen")
        assert "klopt niet" not in [result for *_, result in rows.values()]
    assert {result for *_, result in said(requests[-1])[0].values()} == {"nog in te vullen"}


def test_the_totals_of_last_year_stand_beside_those_of_now(workspace):
    """Summed from budgets/2026/opdracht-RWS-2026.xlsx: the one-off lines of doorontwikkeling are not asked again."""
    assigned = openpyxl.load_workbook(EXAMPLE / "2026/opdracht-RWS-2026.xlsx", data_only=True)["Kosten"]
    head = {cell.value: cell.column - 1 for cell in assigned[1]}
    lines = [row for row in assigned.iter_rows(min_row=2, values_only=True) if row[head["Regel"]]]
    before = sum(row[head["Bedrag"]] for row in lines if row[head["Post"]] == "doorontwikkeling")
    book = openpyxl.load_workbook(workspace / "2027/uitvraag/uitvraag-RWS-2027.xlsx", data_only=True)
    (row,) = [row for row in book["Controle"].iter_rows(values_only=True) if row[0] == "doorontwikkeling"]
    assert before > 0
    assert row[:5] == ("doorontwikkeling", 0, pytest.approx(before), 0, pytest.approx(-before))


def test_each_check_fails_on_its_fault_and_on_nothing_that_is_right(workspace, libreoffice):
    planted = []
    for seed in range(SEEDS):
        for act in (*FAULTS, *SOUND):
            rng = random.Random(f"{act.__name__} {seed}")
            book = opened(workspace, rng.choice(["RWS", "KADASTER"]))
            planted.append((act.__name__, act(book, rng), saved(book)))
    again = with_libreoffice([data for *_, data in planted])
    for (name, fault, _), data in zip(planted, again, strict=True):
        rows, sentence = said(data)
        failing = {label: row for label, row in rows.items() if row[2] != "klopt"}
        if fault is None:
            assert failing == {}, name
            assert sentence == "Alle controles kloppen."
            continue
        label, gap = fault
        assert list(failing) == [label], name
        assert failing[label][0] == 1
        assert gap is None or failing[label][1] == pytest.approx(gap)
        assert sentence.startswith("Er klopt iets niet")


@pytest.mark.parametrize("act", [other_quantity, other_heading])
def test_a_check_that_fails_is_told_at_its_cell_unless_the_lines_tell_it(act, workspace, capsys):
    book = opened(workspace)
    label, _ = act(book, random.Random(1))
    data = calculated(book)
    assert found(capsys, workspace, "inspect", data) == [("check-fails", "Controle", at(book, label))]
    told = found(capsys, workspace, "check", data)
    assert [sheet for _, sheet, _ in told] == ["Kosten"]


@pytest.mark.parametrize("act", SOUND if SEEDS > 1 else SOUND[1:5:3])
def test_what_is_right_gives_no_warning(act, workspace, capsys):
    book = opened(workspace)
    act(book, random.Random(1))
    assert [one for one in found(capsys, workspace, "inspect", calculated(book)) if one[1] == "Controle"] == []


def test_a_value_that_was_not_worked_out_again_gives_no_alarm(workspace, capsys):
    data = calculated(opened(workspace))
    (sheet,) = [name for name, part in parts(data).items() if name.startswith("xl/worksheets/") and b"MATCH(" in part]
    old = with_parts(data, {}, (sheet, "<v>klopt</v>", "<v>klopt niet</v>"))
    assert "klopt niet" in [result for *_, result in said(old)[0].values()]
    assert found(capsys, workspace, "inspect", old) == []


def test_formulas_without_values_give_no_alarm(workspace, capsys):
    book = opened(workspace)
    a_cent(book, random.Random(1))
    assert found(capsys, workspace, "inspect", saved(book)) == []


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("formula-typed-over", "klopt"),
        ("formula-typed-over", None),
        ("formula-changed", '=IF(B32=0,"nog in te vullen","klopt")'),
    ],
)
def test_a_check_that_was_changed_is_found_at_its_cell(code, now, workspace, capsys):
    book = opened(workspace)
    cell = at(book, LABELS[3])
    book["Controle"][cell] = now
    assert found(capsys, workspace, "check", calculated(book)) == [(code, "Controle", cell)]


def moved(formula, rows):
    """Return a formula as Excel leaves it when a column is put before the lines and rows between them."""
    return re.sub(r"\$A\$1:\$CZ\$1\b", "$B$1:$DA$1", formula.replace("$A$1:$CZ$5000", f"$B$1:$DA${rows}"))


@pytest.mark.parametrize(("cell", "rows", "code"), [(None, 0, None), ("B8", 20, "formula-changed")])
def test_references_that_moved_along_are_no_change_and_one_that_stops_short_is(cell, rows, code, workspace, capsys):
    book = opened(workspace)
    book["Kosten"].insert_cols(1)
    sheet = book["Controle"]
    for row in sheet.iter_rows():
        for one in row:
            if isinstance(one.value, str) and one.value.startswith("="):
                one.value = moved(one.value, rows if one.coordinate == cell else 5003)
    told = [one for one in found(capsys, workspace, "inspect", saved(book)) if one[1] == "Controle"]
    assert told == ([(code, "Controle", cell)] if code else [])


def test_a_reference_that_looks_beside_where_it_looked_is_a_change(workspace, capsys):
    book = opened(workspace)
    cell = at(book, LABELS[-1]).replace("D", "B")
    book["Controle"][cell] = book["Controle"][cell].value.replace("$A", "$B")
    assert found(capsys, workspace, "inspect", saved(book)) == [("formula-changed", "Controle", cell)]


def test_the_sheet_is_no_source_of_data(workspace):
    book = opened(workspace)
    whole = read(saved(book), "offerte.xlsx")
    del book["Controle"]
    without = read(saved(book), "offerte.xlsx")
    assert isinstance(whole.record, Quote)
    assert digest.of_record(whole.record) == digest.of_record(without.record)
    assert "extra-sheets" not in [one.code for one in whole.problems]
