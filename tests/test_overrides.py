"""What was done to the workbooks, in the comparison: open or justified, by whom, with which effect, and when it counts.

The quote has eight lines of 100 hours at € 80,50. In row 5 its formula got + 150 (effect € 150, a warning); in row 7
it was typed over with € 200.000 (effect € 191.950, an error from the threshold of € 100.000).
"""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner import office
from planner.cli import main
from planner.excel.findings import What
from planner.register import Kind, Register
from planner.views.overrides import KINDS
from tests.folders import of_one_quote
from tests.proof import differences, formulas, with_formualizer, with_libreoffice
from tests.tables import (
    COSTS,
    QUOTE,
    Formula,
    Sheets,
    changed,
    cost,
    data,
)

NAME = "2027/offertes/offerte RWS.xlsx"
PRODUCT = "=ROUND(I{0}*J{0},2)"
WHY = ("--reason", "Toeslag volgens overleg", "--by", "J. Jansen")


def line(row: int, amount: Any = None, total: float = 8050) -> list[Any]:
    """Return the line in a row: its amount as a formula, or as it is given, with quarters that add up to `total`."""
    quarters = {f"Kwartaal_{number}": total / 4 for number in (1, 2, 3, 4)}
    return cost(row - 1, Bedrag=amount or Formula(PRODUCT.format(row), total), **quarters)


def quote(**rows: list[Any]) -> Sheets:
    """Return the quote, with other rows by name (`r5`)."""
    lines = [rows.get(f"r{row}", line(row)) for row in range(2, 10)]
    return {**QUOTE, "Kosten": [COSTS, *lines]}


ADDED = line(5, Formula(PRODUCT.format(5) + "+150", 8200), 8200)
TYPED = line(7, 200_000, 200_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return of_one_quote(tmp_path, NAME, data(quote(r5=ADDED, r7=TYPED)))


def said(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command in Dutch and return what it prints."""
    capsys.readouterr()
    main(["-C", str(folder), "--lang", "nl", *words])
    return capsys.readouterr().out


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(said(folder, capsys, *words, "--json"))


def justify(folder: Path, capsys: pytest.CaptureFixture[str], cell: str, *why: str, path: str = NAME) -> None:
    said(folder, capsys, "inspect", str(folder / path), "--justify", cell, *(why or WHY))


def listed(folder: Path) -> list[tuple[Any, ...]]:
    """Return the rows of the sheet of the comparison, and the first words of what stands above them."""
    sheet = openpyxl.load_workbook(folder / "2027/vergelijking-2027.xlsx")["Ingrepen"]
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def test_everything_that_the_inspector_finds_has_a_name_on_the_sheet():
    assert set(KINDS) == set(What)


def test_json_of_the_comparison_tells_each_with_its_effect(folder, capsys):
    justify(folder, capsys, "Kosten!K5")
    assert asked(folder, capsys, "compare", "2027")["overrides"] == [
        {
            "workbook": NAME,
            "sheet": "Kosten",
            "cell": "K5",
            "code": "formula-with-constant",
            "found": "=ROUND(I5*J5,2)+150",
            "expected": "=ROUND(I5*J5,2)",
            "effect": "150.00",
            "justified": True,
            "reason": "Toeslag volgens overleg",
            "by": "J. Jansen",
        },
        {
            "workbook": NAME,
            "sheet": "Kosten",
            "cell": "K7",
            "code": "formula-typed-over",
            "found": "200000",
            "expected": "=ROUND(I7*J7,2)",
            "effect": "191950.00",
            "justified": False,
            "reason": None,
            "by": None,
        },
    ]


def test_a_comparison_of_sound_workbooks_says_that_there_is_nothing(folder, capsys):
    (folder / NAME).write_bytes(data(quote()))
    told = said(folder, capsys, "run", "2027")
    assert "Ingrepen" not in told
    assert "overrides" not in asked(folder, capsys, "compare", "2027")
    assert listed(folder)[0][0] == "Geen ingrepen gevonden."


def test_the_sheet_lists_them_with_totals_and_the_screen_counts_them(folder, capsys):
    justify(folder, capsys, "K5")
    told = said(folder, capsys, "run", "2027")
    line = "Ingrepen in werkmappen: 1 open (effecten samen € 191.950,00), 1 verantwoord (effecten samen € 150,00); "
    assert line in told
    assert line in said(folder, capsys, "compare", "2027", "--quiet")
    rows = listed(folder)
    assert rows[0][0] == "Ingrepen in de werkmappen: 1 open, 1 verantwoord."
    number = Register(folder).latest(Kind.JUSTIFIED).number
    found = [tuple(row) for row in rows if row[0] == "RWS (OBO)"]
    assert found == [
        ("RWS (OBO)", NAME, "Kosten", "K5", "los getal in formule", "=ROUND(I5*J5,2)+150", "=ROUND(I5*J5,2)", 150,
         "verantwoord", "Toeslag volgens overleg", "J. Jansen", number),
        ("RWS (OBO)", NAME, "Kosten", "K7", "formule overtypt", "200000", "=ROUND(I7*J7,2)", 191950, "open", None, None,
         None),
    ]  # fmt: skip
    assert [row[0] for row in rows if str(row[7]).startswith("=")] == ["Samen open", "Samen verantwoord"]


def test_the_live_sums_agree_with_other_programs(folder, capsys):
    justify(folder, capsys, "K5")
    said(folder, capsys, "run", "2027")
    made = (folder / "2027/vergelijking-2027.xlsx").read_bytes()
    own = {key: found for key, found in formulas(made).items() if key[0] == "Ingrepen"}
    assert len(own) == 2
    assert differences(made, with_formualizer(made)) == []
    if office.find():
        assert differences(made, with_libreoffice([made])[0]) == []


def test_a_justification_makes_the_comparison_out_of_date_and_a_second_run_finds_nothing(folder, capsys):
    said(folder, capsys, "run", "2027")
    before = (folder / "2027/vergelijking-2027.xlsx").read_bytes()
    justify(folder, capsys, "K5")
    assert "niet meer bijgewerkt" in said(folder, capsys, "status", "2027", "--date", "2026-10-01")
    told = asked(folder, capsys, "run", "2027")
    assert told["reasons"] == ["er is vastgelegd waarom een ingreep klopt"]
    assert "2027/vergelijking-2027.xlsx" in told["written"]
    after = (folder / "2027/vergelijking-2027.xlsx").read_bytes()
    assert after != before
    assert asked(folder, capsys, "run", "2027")["changed"] is False
    assert (folder / "2027/vergelijking-2027.xlsx").read_bytes() == after


def test_an_amount_that_was_justified_counts_as_it_stands(folder, capsys):
    before = asked(folder, capsys, "compare", "2027")
    justify(folder, capsys, "K7")
    after = asked(folder, capsys, "compare", "2027")
    (row, was) = (next(one for one in told["rows"] if one["heading"] == "beheer") for told in (after, before))
    assert (was["offer"], was["open_items"]) == ("48300.00", 2)  # six lines of 8.050 exclusive, VAT 0%
    assert (row["offer"], row["open_items"]) == ("248300.00", 1)
    told = {one["code"]: one["severity"] for one in asked(folder, capsys, "check", "2027") if one["cell"] == "K7"}
    assert told["justified"] == "note"
    assert "error" not in told.values()  # that it is large beside last year is warned of all the same


def test_of_a_justified_amount_the_quarters_must_add_up_to_it(folder, capsys):
    (folder / NAME).write_bytes(data(quote(r7=line(7, 200_000))))
    justify(folder, capsys, "K7")
    told = [one for one in asked(folder, capsys, "check", "2027") if one["cell"] == "K7"]
    found = {one["code"]: one["facts"] for one in told if not one["code"].startswith("slip")}
    assert set(found) == {"quarters-do-not-add-up", "justified"}
    told = [found["quarters-do-not-add-up"][name] for name in ("cells", "found", "expected", "difference")]
    assert told == ["L7, M7, N7, O7", "8050.00", "200000.00", "-191950.00"]


@pytest.mark.parametrize("other", [data(quote(r7=line(7, 200_001, 200_001))), data(quote(r7=line(7, 8051, 8051)))])
def test_other_content_must_be_justified_again(other, folder, capsys):
    justify(folder, capsys, "K7")
    (folder / NAME).write_bytes(other)
    assert not any(one["justified"] for one in asked(folder, capsys, "compare", "2027")["overrides"])


def test_of_a_block_every_cell_must_be_as_it_was_justified(folder, capsys):
    def block(middle: float) -> bytes:  # of one effect together
        rows = {5: 9000.0, 6: middle, 7: 18000.0 - middle}
        return data(quote(**{f"r{row}": line(row, amount, amount) for row, amount in rows.items()}))

    (folder / NAME).write_bytes(block(9000.0))
    justify(folder, capsys, "K5")
    assert asked(folder, capsys, "compare", "2027")["overrides"][0]["justified"] is True
    (folder / NAME).write_bytes(block(9001.0))
    assert asked(folder, capsys, "compare", "2027")["overrides"][0]["justified"] is False


def test_the_latest_reason_tells(folder, capsys):
    justify(folder, capsys, "K5")
    justify(folder, capsys, "K5", "--reason", "Besluit van 3 november", "--by", "P. Pietersen")
    first = asked(folder, capsys, "compare", "2027")["overrides"][0]
    assert (first["reason"], first["by"]) == ("Besluit van 3 november", "P. Pietersen")


def test_what_was_justified_in_an_assignment_of_last_year_counts(folder, capsys):
    name = "2026/opdracht-RWS-2026.xlsx"
    last = {"Opdracht" if sheet == "Offerte" else sheet: rows for sheet, rows in quote(r5=ADDED).items()}
    (folder / name).write_bytes(data(changed(last, {"Opdracht!B4": 2026, "Opdracht!B8": 2026})))
    (folder / NAME).write_bytes(data(quote()))
    justify(folder, capsys, "K5", path=name)
    found = asked(folder, capsys, "compare", "2027")["overrides"]
    assert [(one["workbook"], one["cell"], one["justified"]) for one in found] == [(name, "K5", True)]


def test_the_return_copy_tells_what_was_justified_and_marks_it_without_colour(folder, capsys):
    justify(folder, capsys, "K5")
    said(folder, capsys, "check", "2027", "--annotate")
    book = openpyxl.load_workbook(folder / "2027/offertes/offerte RWS (bevindingen).xlsx")
    rows = {row[2]: row for row in book["Bevindingen"].iter_rows(min_row=7, values_only=True) if row[0]}
    assert rows["Kosten K5"][1] == "verantwoord"
    assert "Verantwoord door J. Jansen" in rows["Kosten K5"][3]
    assert rows["Kosten K5"][5] == 150
    assert {cell: book["Kosten"][cell].border.left.style for cell in ("K5", "K7")} == {"K5": "double", "K7": "medium"}
    told = [row for row in book["Bevindingen"].iter_rows(min_row=7, values_only=True) if row[5] == 191950]
    assert told[0][4].endswith("laat ons weten waarom het zo hoort.")


def test_the_decision_note_says_that_something_was_justified(folder, capsys):
    docx = pytest.importorskip("docx")

    def sentences() -> list[str]:
        said(folder, capsys, "run", "2027")
        note = docx.Document(io.BytesIO((folder / "2027/besluit/oplegnotitie-2027.docx").read_bytes()))
        return [one.text for one in note.paragraphs if "ingreep" in one.text]

    assert sentences() == []
    justify(folder, capsys, "K5")
    assert len(sentences()) == 1
