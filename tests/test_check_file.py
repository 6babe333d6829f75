"""`planner check FILE`: one workbook by itself tells what the whole year tells of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from tests.folders import of_one_quote
from tests.tables import COSTS, FRAME, QUOTE, Formula, changed, cost, data

QUOTED = "2027/offertes/offerte RWS.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return of_one_quote(tmp_path, QUOTED, data(QUOTE))


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    main([*words, "--json"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_a_slip_beside_last_years_assignment_shows_in_one_file_as_in_the_year(folder, capsys):
    row = {"J3": 80_500, "K3": 8_050_000, **{f"{letter}3": 2_012_500 for letter in "LMNO"}}
    (folder / QUOTED).write_bytes(data(changed(QUOTE, {f"Kosten!{cell}": value for cell, value in row.items()})))
    of_file = [
        one for one in told(capsys, "-C", str(folder), "check", str(folder / QUOTED)) if one["severity"] != "note"
    ]
    of_year = [one for one in told(capsys, "-C", str(folder), "check", "2027") if one["severity"] != "note"]
    assert [(one["code"], one["cell"]) for one in of_file] == [("slip-factor", "J3")]
    assert [one for one in of_year if one["workbook"] == QUOTED] == of_file


def test_what_was_done_to_a_frame_shows_in_the_file_and_in_the_year(folder, capsys):
    rows = [[f"post {number}", 1000, None, "plafond", None] for number in range(1, 7)]
    rows += [["beheer", Formula("=SUM(B2:B7)+250", 6250), None, "taakstellend", None]]
    (folder / "2027/kader-2027.xlsx").write_bytes(data({**FRAME, "Plafonds": [FRAME["Plafonds"][0], *rows]}))
    for words in ([str(folder / "2027/kader-2027.xlsx")], ["2027"]):
        found = [one for one in told(capsys, "-C", str(folder), "check", *words) if one["code"].startswith("formula")]
        assert [(one["code"], one["cell"], one["facts"]["effect"]) for one in found] == [
            ("formula-with-constant", "B8", "250.00")
        ]


def test_without_a_workspace_what_was_done_is_told_as_well(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [cost(row - 1, Bedrag=Formula(f"=ROUND(I{row}*J{row},2)", 8050)) for row in range(2, 10)]
    quarters = {f"Kwartaal_{number}": 2050 for number in (1, 2, 3, 4)}
    lines[3] = cost(4, Bedrag=Formula("=ROUND(I5*J5,2)+150", 8200), **quarters)
    (tmp_path / "offerte.xlsx").write_bytes(data({**QUOTE, "Kosten": [COSTS, *lines]}))
    found = told(capsys, "check", "offerte.xlsx")
    assert ("formula-with-constant", "K5", "150.00") in [
        (one["code"], one["cell"], one["facts"].get("effect")) for one in found
    ]
