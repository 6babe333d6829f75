"""`planner fill`: figures in a workbook with a layout of its own, and nothing else in it touched."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from planner import office
from planner.books import house
from planner.cli import main
from planner.files import content_digest
from planner.problems import message
from planner.records import OpenItem
from planner.resources import example
from planner.views.results import Results
from planner.workspace import Workspace
from planner.year import Year
from tests import make_house
from tests.test_asking import with_open
from tests.workbooks import changed_parts, everything, parts, with_parts

HOUSE = make_house.house()
RWS = "2027/offertes/offerte-RWS-2027.xlsx"
pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def results() -> Results:
    return Year(Workspace(example()), 2027).results


def book(rows: list[list[Any]], cells: dict[str, Any] | None = None, names: dict[str, str] | None = None) -> bytes:
    """Return a workbook with a sheet `Cijfers` of these cells and a list of places."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as target:
        sheet = target.add_worksheet("Cijfers")
        for cell, value in (cells or {}).items():
            sheet.write(cell, value)
        if rows:
            places = target.add_worksheet("planner")
            for number, row in enumerate([["Blad", "Cel of kolom", "Wat", "Namen in", "Eenheid"], *rows]):
                places.write_row(number, 0, row)
        for name, text in (names or {}).items():
            target.define_name(name, text)
    return buffer.getvalue()


def values(data: bytes | None, sheet: str = "Cijfers") -> dict[str, Any]:
    assert data
    page = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.value is not None}


def told(filled: house.Filled) -> list[tuple[str, str | None, str | None]]:
    return [(one.code, one.where.sheet, one.where.cell) for one in filled.problems]


def test_the_example_is_what_the_code_makes() -> None:
    committed = example() / make_house.NAME
    assert content_digest(committed.read_bytes()) == content_digest(HOUSE), "run: make example"
    assert make_house.house() == HOUSE


def test_the_example_is_filled_and_keeps_everything_of_its_own(results: Results) -> None:
    filled = house.fill(HOUSE, results, "huis.xlsx")
    assert {code for code, *_ in told(filled)} == {"fill-skipped"}
    own, quarters = values(filled.data, make_house.OWN_SHEET), values(filled.data, make_house.QUARTERS)
    assert (own["C5"], own["D5"], own["C8"]) == (38900000, 39477079.17, 3300000)
    assert (own["C9"], own["C10"], own["E5"]) == (125000, "=SUM(C5:C9)", "=D5-C5")
    assert (own["D14"], own["C14"]) == (38417558.68, 37590000)
    assert sum(quarters[f"{column}4"] for column in "BCDE") == pytest.approx(39477.07917, abs=1e-9)
    assert quarters["B10"] == 0
    assert filled.data
    changed = changed_parts(HOUSE, filled.data)
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"}


def test_cells_columns_tables_names_and_ranges(results: Results) -> None:
    data = book(
        [
            ["Cijfers", "B2", "plafond.beheer"],
            ["cijfers", "$C$2", "offerte.beheer.RWS.K1", "", "x 1.000"],
            ["", "Cijfers!D2", "open"],
            ["Cijfers", "mijnplek", "verschil.beheer"],
            ["Cijfers", "B10:D12", "offerte"],
            ["Cijfers", "H", "plafond", "G"],
        ],
        {
            "A10": "Beheer en exploitatie", "A11": "eigen post", "A12": "iplo",
            "B9": "RWS", "C9": "Kadaster", "D9": "iets anders",
            "G20": "beheer", "G21": "doorontwikkeling", "G22": "Totaal",
        },
        {
            "mijnplek": "=Cijfers!$E$2",
            "planner_offerte_iplo": "=Cijfers!$F$2",
            "planner.bijdrage.RIJK": "=Cijfers!$F$3",
        },
    )  # fmt: skip
    filled = house.fill(data, results, "b.xlsx")
    assert told(filled) == [("fill-skipped", "planner", "C6"), ("fill-skipped", "planner", "C7")]
    found = values(filled.data)
    rws = [one for one in results.offer.lines if one.quote.organisation == "RWS" and one.line.heading == "beheer"]
    assert found["C2"] == pytest.approx(sum(one.quarters[0] + one.vat_quarters[0] for one in rws) / 100_000)
    assert found["B10"] == sum(one.including.expected for one in rws) / 100
    assert (found["B2"], found["D2"], found["E2"], found["F2"], found["F3"]) == (
        38900000, 0, 577079.17, 3254278, 15306463.35,
    )  # fmt: skip
    assert (found["H20"], found["H21"]) == (38900000, 8600000)
    assert {"B11", "D10", "H22"} & found.keys() == set()


def test_a_column_of_a_table_goes_by_the_names_in_another(results: Results) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as target:
        sheet = target.add_worksheet("Blad1")
        rows = [["beheer", None], ["uitbouw", None]]
        columns = [{"header": "Post"}, {"header": "Plafond"}]
        sheet.add_table("B2:C4", {"name": "Kosten", "columns": columns, "data": rows})
        target.add_worksheet("planner").write_row(0, 0, ["Cel of kolom", "Wat", "Namen in"])
        target.worksheets()[1].write_row(1, 0, ["Kosten[Plafond]", "plafond", "Post"])
    filled = house.fill(buffer.getvalue(), results, "b.xlsx")
    assert told(filled) == []
    assert (values(filled.data, "Blad1")["C3"], values(filled.data, "Blad1")["C4"]) == (38900000, 5050000)


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["Cijfers", "B2", "plafond.behear"], "fill-unknown", "C2"),
        (["Cijfers", "B2", "plafond.RWS"], "fill-nonsense", "C2"),
        (["Cijfers", "B2", "plafond.afbouw"], "fill-no-figure", "C2"),
        (["Cijfers", "B2:B9", "plafond"], "fill-no-labels", "C2"),
        (["Cijfers", "B2B", "plafond.beheer"], "fill-where", "B2"),
        (["Cijfers", "", "plafond.beheer"], "fill-where", "B2"),
        (["Cijfers", "B2", "plafond.beheer", "A2"], "fill-where", "D2"),
        (["Cijfer", "B2", "plafond.beheer"], "fill-sheet", "A2"),
    ],
)
def test_a_place_that_is_wrong_is_told_at_its_cell_and_nothing_is_filled(
    results: Results, row: list[str], code: str, cell: str
) -> None:
    filled = house.fill(book([row, ["Cijfers", "E2", "plafond.iplo"]]), results, "b.xlsx")
    assert told(filled) == [(code, "planner", cell)]
    assert filled.data is None


def test_an_unknown_place_asks_what_was_meant(results: Results) -> None:
    filled = house.fill(book([["Cijfers", "B2", "plafond.behear"]]), results, "b.xlsx")
    assert "“plafond.beheer”" in message(filled.problems[0], "nl")


def test_a_workbook_without_places_or_columns_is_told(results: Results) -> None:
    assert told(house.fill(book([]), results, "b.xlsx")) == [("fill-no-places", None, None)]
    without = with_parts(book([["Cijfers", "B2", "open"]]), {}, ("xl/sharedStrings.xml", ">Wat<", ">Iets<"))
    assert told(house.fill(without, results, "b.xlsx")) == [("fill-columns", "planner", "A1")]
    unclear = book([], None, {"planner_beheer": "=Cijfers!$A$1*2"})
    assert told(house.fill(unclear, results, "b.xlsx")) == [("fill-where", None, None)]
    assert told(house.fill(b"", results, "b.xlsx")) == [("file-empty", None, None)]


def test_a_formula_is_not_written_over(results: Results) -> None:
    data = book([["Cijfers", "B2", "plafond.beheer"]], {"B2": "=1+1"})
    assert told(house.fill(data, results, "b.xlsx")) == [("edit-formula", "Cijfers", "B2")]


def test_an_open_figure_is_never_a_bare_number_unless_that_was_asked(results: Results) -> None:
    line = next(one for one in results.offer.lines if one.line.heading == "beheer")
    pending = with_open(results, OpenItem("row", line.line.origin.cell("amount"), ("beheer",)))
    data = book(
        [["Cijfers", "B2", "offerte.beheer"], ["Cijfers", "B3", "offerte.beheer.duizend"], ["Cijfers", "B4", "open"]]
    )
    filled = house.fill(data, pending, "b.xlsx")
    assert told(filled) == [("fill-open", "Cijfers", "B2"), ("fill-open", "Cijfers", "B3")]
    assert values(filled.data) == {"B2": "39.477.079,17 + 1 pm", "B3": "39.477,07917 + 1 pm", "B4": 1}
    known = house.fill(data, pending, "b.xlsx", known=True)
    assert told(known) == told(filled)
    assert values(known.data)["B2"] == 39477079.17


def test_a_workbook_full_of_everything_keeps_all_of_it(results: Results) -> None:
    data = with_parts(
        everything(),
        {},
        ("xl/workbook.xml", "<definedNames>", "<definedNames><definedName name=\"planner_plafond_beheer\">Bedragen!$B$5"
         "</definedName>"),
    )  # fmt: skip
    filled = house.fill(data, results, "b.xlsx")
    assert told(filled) == []
    assert filled.data
    assert changed_parts(data, filled.data) == {
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml",
    }  # fmt: skip
    assert values(filled.data, "Bedragen")["B5"] == 38900000


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the example."""
    folder = tmp_path / "ws"
    main(["init", str(folder), "--example", "--quiet"])
    return folder


def call(capsys: pytest.CaptureFixture[str], *words: Any) -> tuple[int, Any]:
    capsys.readouterr()
    code = main([str(word) for word in words])
    out = capsys.readouterr().out
    return code, json.loads(out) if "--json" in words else out


def test_the_command_writes_the_file_and_tells_what_it_filled(workspace: Path, capsys: Any, tmp_path: Path) -> None:
    template, output = workspace / make_house.NAME, tmp_path / "uit" / "ingevuld.xlsx"
    before = template.read_bytes()
    code, said = call(capsys, "-C", workspace, "fill", template, 2027, "--output", output, "--json")
    assert (code, said["written"]) == (0, str(output))
    assert {"sheet": "Digitalisering", "cell": "D14", "code": "bijdrage_GEMEENTEN", "value": "38417558.68"} in said[
        "places"
    ]
    assert len(said["places"]) == 4 + 4 + 16 + 1 + 2
    assert template.read_bytes() == before
    assert "27 cellen" in call(capsys, "-C", workspace, "fill", template, 2027, "--output", output, "--lang", "nl")[1]


def test_an_earlier_filling_is_replaced_and_what_somebody_saved_is_not(
    workspace: Path, capsys: Any, tmp_path: Path
) -> None:
    template, output = workspace / make_house.NAME, tmp_path / "ingevuld.xlsx"
    fill = ("-C", workspace, "fill", template, 2027, "--output", output, "--json")
    assert call(capsys, *fill)[0] == 0
    first = output.read_bytes()
    change(workspace / "2027/kader-2027.xlsx", "Plafonds", B2=39_000_000)
    assert call(capsys, *fill)[0] == 0
    assert output.read_bytes() != first
    assert parts(output.read_bytes()).keys() == parts(first).keys()
    change(output, "Liquiditeit", A20="eigen aantekening")
    kept = output.read_bytes()
    code, said = call(capsys, *fill)
    assert (code, said["written"]) == (1, None)
    assert "fill-exists" in [one["code"] for one in said["problems"]]
    assert output.read_bytes() == kept
    (tmp_path / "notitie.xlsx").write_bytes(b"mijn eigen bestand")
    assert call(capsys, *fill[:6], tmp_path / "notitie.xlsx", "--json")[0] == 1
    assert (tmp_path / "notitie.xlsx").read_bytes() == b"mijn eigen bestand"


def change(path: Path, sheet: str, **cells: Any) -> None:
    target = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        target[sheet][cell] = value
    target.save(path)


def test_a_value_that_somebody_changed_in_a_copy_is_seen(results: Results) -> None:
    filled = house.fill(HOUSE, results, "b.xlsx")
    assert filled.data
    assert house.unchanged(HOUSE, filled.data, filled.put)
    other = with_parts(filled.data, {}, ("xl/sharedStrings.xml", "Nog niet", "Al"))
    assert not house.unchanged(HOUSE, other, filled.put)
    assert not house.unchanged(other, filled.data, filled.put)
    assert not house.unchanged(HOUSE, b"x", filled.put)


def test_places_are_listed_in_both_languages_and_as_data(workspace: Path, capsys: Any) -> None:
    code, said = call(capsys, "-C", workspace, "fill", "--places", "--json")
    assert code == 0
    assert "plafond.beheer" in [one["code"] for one in said["places"]]
    assert {one["kind"] for one in said["words"]} >= {"heading", "organisation", "quarter", "payer", "unit"}
    dutch = call(capsys, "-C", workspace, "fill", "--places", "--lang", "nl")[1]
    assert "bijdrage.GEMEENTEN" in dutch
    assert "kwartaal 1" in dutch


@pytest.mark.parametrize("words", [[], ["2027"], ["huis.xlsx", "2027"], ["huis.xlsx", "2027", "--output", "huis.xlsx"]])
def test_wrong_usage(workspace: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(workspace)
    shutil.copy(make_house.NAME, "huis.xlsx")
    assert main(["fill", *words]) == 2


def test_libreoffice_works_out_what_depends_on_the_figures(libreoffice: None, results: Results, tmp_path: Path) -> None:
    filled = house.fill(HOUSE, results, "b.xlsx")
    assert filled.data
    (tmp_path / "huis.xlsx").write_bytes(filled.data)
    (made,) = office.convert([tmp_path / "huis.xlsx"], "xlsx", tmp_path / "uit", timeout=120)
    sheet = openpyxl.load_workbook(made, data_only=True)[make_house.OWN_SHEET]
    # 38.900.000 + 8.600.000 + 5.050.000 + 3.300.000 + 125.000
    assert sheet["C10"].value == 55975000
    assert sheet["E5"].value == pytest.approx(577079.17, abs=1e-6)
