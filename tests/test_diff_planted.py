"""Edits planted in generated quotes under random row moves, inserts and column order: `planner diff` finds just those.

PLANNER_DIFFS=2000 plants edits in that many quotes instead of a few, one in ten of them handed in as .ods.
"""

import json
import os
import subprocess
from decimal import Decimal

import openpyxl
import pytest

from planner.cli import main
from planner.office import find
from tests.cycles.write import _book, write
from tests.oracle.lines import lines_of
from tests.planter import LINE, OPEN, ZERO, Planted

SEEDS = range(int(os.environ.get("PLANNER_DIFFS", "10")))
SOAKED = len(SEEDS) > 100


class Spots:
    """The cells of a written quote, looked up by what a person sees."""

    def __init__(self, path):
        book = openpyxl.load_workbook(path)
        sheet = book["Kosten"]
        self._head = next(row for row in sheet.iter_rows() if any(cell.value == "Regel" for cell in row))
        self._columns = {str(cell.value): cell.column_letter for cell in self._head}
        ids = sheet[self._columns["Regel"]]
        self._rows = {str(cell.value): cell.row for cell in ids}
        self._labels = {row[0].value: f"Offerte!{row[1].coordinate}" for row in book["Offerte"].iter_rows(max_col=2)}

    def cell(self, line, spot):
        """Return where something stands, as the JSON says it."""
        match spot:
            case None:
                return None
            case ("label", name):
                return self._labels[name]
            case ("subject", letter):
                return f"Onderwerpen!C{'abcdefg'.index(letter) + 2}"
            case ("risk", address):
                return f"Risico's!{address}"
        return f"{self._columns[spot]}{self._rows[line] if line else self._head[0].row}"


def amounts(planted, document):
    """Return what each line comes to excluding VAT, worked out by the oracle."""
    lines = lines_of(planted.cycle, document, planted.cycle["year"])
    return {line["key"][2]: Decimal(line["expected"][0]) / 100 for line in lines}


def effect(kind, line, old, new, *, restated):
    """Return the effect of an edit, None where it is a part of the whole only."""
    if kind == OPEN or (kind == LINE and restated):
        return None
    return Decimal(0) if kind == ZERO else new.get(line, Decimal(0)) - old.get(line, Decimal(0))


def as_ods(path):
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    asked = [find(), profile, "--headless", "--convert-to", "ods", "--outdir", path.parent, path]
    subprocess.run(asked, capture_output=True, check=True, timeout=120)
    return path.with_suffix(".ods")


@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_the_planted_edits_come_back(seed, tmp_path, capsys):
    planted = Planted(seed)
    write(planted.cycle, tmp_path)
    first, second = tmp_path / "voor.xlsx", tmp_path / "na.xlsx"
    for path, document in ((first, planted.before), (second, planted.after)):
        _book(path, "Offerte", document)
    spots = Spots(first), Spots(second)
    files = (as_ods(first) if SOAKED and seed % 10 == 7 else first, second)
    code = main(["-C", str(tmp_path), "diff", *map(str, files), "--json"])
    said = capsys.readouterr()
    assert code == 0, said.err
    found = json.loads(said.out)
    old, new = amounts(planted, planted.before), amounts(planted, planted.after)
    restated = planted.before["head"]["Btw"] != planted.after["head"]["Btw"]
    left = [tuple(one[key] for key in ("line", "class", "cell_before", "cell_after")) for one in found["changes"]]
    effects = [Decimal(one["effect"]) for one in found["changes"]]
    wanted = [
        (line, kind, spots[0].cell(line, was), spots[1].cell(line, is_now))
        for line, kind, was, is_now, _ in planted.expected
    ]
    assert sorted(left, key=str) == sorted(wanted, key=str)
    for one, (line, *_, known) in zip(wanted, planted.expected, strict=True):
        expected = effect(known, line, old, new, restated=restated)
        assert expected is None or effects[left.index(one)] == expected, one
    assert sum(effects) == Decimal(found["effect"]) == sum(new.values()) - sum(old.values())
