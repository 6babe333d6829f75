"""`planner init`: a workspace to fill in or with the example, and nothing written over."""

import json
from pathlib import Path

import openpyxl
import pytest

from planner.books.blank import blank, cycle_of
from planner.cli import main
from tests import make_house
from tests.make_example import TABLES


def inputs() -> set[str]:
    tables = {f"{file.parent.relative_to(TABLES).as_posix()}.xlsx" for file in TABLES.rglob("*.csv")}
    return tables | {make_house.NAME}


def files(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_blank_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "nieuw"), "--year", "2027", "--lang", "nl"]) == 0
    assert files(tmp_path / "nieuw") == {"uitgangspunten.xlsx", "strategie-2026-2029.xlsx", "2027/kader-2027.xlsx"}
    assert (tmp_path / "nieuw/2027/offertes").is_dir()
    said = capsys.readouterr().out
    assert "2027/kader-2027.xlsx" in said
    assert f"planner -C {tmp_path / 'nieuw'} run 2027" in said


def test_the_example_is_its_inputs_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(tmp_path), "init", "--example", "--json"]) == 0
    assert files(tmp_path) == inputs()
    said = json.loads(capsys.readouterr().out)
    assert (said["workspace"], said["year"], set(said["written"])) == (str(tmp_path), 2027, inputs())


def test_the_example_says_that_it_is_invented(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", str(tmp_path), "--example", "--lang", "nl"])
    assert "verzonnen" in capsys.readouterr().out


@pytest.mark.parametrize("there", ["uitgangspunten.xlsx", "2027/kader-2027.xlsx"])
def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_bytes(b"mine")
    assert main(["init", str(tmp_path), "--year", "2027", "--lang", "nl"]) == 2
    assert there in capsys.readouterr().err
    assert files(tmp_path) == {there}
    assert (tmp_path / there).read_bytes() == b"mine"


def test_a_folder_with_other_things_is_fine(tmp_path: Path) -> None:
    (tmp_path / "notulen.txt").write_text("x")
    assert main(["init", str(tmp_path), "--year", "2027", "--quiet"]) == 0


@pytest.mark.parametrize("wrong", [[], ["--example", "--year", "2027"], ["--year", "27"]])
def test_wrong_usage_writes_nothing(tmp_path: Path, wrong: list[str]) -> None:
    assert main(["init", str(tmp_path), *wrong]) == 2
    assert not files(tmp_path)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bestand").write_text("x")
    assert main(["init", str(tmp_path / "bestand" / "map"), "--example", "--lang", "en"]) == 2
    assert "is not a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("year", "cycle"), [(2025, (2022, 2025)), (2026, (2026, 2029)), (2029, (2026, 2029)), (2030, (2030, 2033))]
)
def test_cycles_of_four_years_end_with_the_agreement(year: int, cycle: tuple[int, int]) -> None:
    assert cycle_of(year) == cycle


def test_blank_workbooks_hold_only_what_is_fixed(tmp_path: Path) -> None:
    for name, data in blank(2027):
        (tmp_path / Path(name).name).write_bytes(data)
    strategy = openpyxl.load_workbook(tmp_path / "strategie-2026-2029.xlsx")
    assert [cell.value for cell in strategy["Onderwerpen"]["A"]] == ["Letter", *"abcdefg"]
    assert [cell.value for cell in strategy["Raming"][1]][8:12] == [2026, 2027, 2028, 2029]
    frame = openpyxl.load_workbook(tmp_path / "kader-2027.xlsx")
    assert {row[0].value: row[1].value for row in frame["Kader"].iter_rows() if row[1].value is not None} == {
        "Sjabloonversie": 1, "Jaar": 2027, "Versie": 1, "Bedragen in": "euro",
    }  # fmt: skip
    assert frame["Plafonds"].max_row == 1
