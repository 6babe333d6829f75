"""`planner diff`: each kind of change with its class, cells and effect, worked out by hand; versions of a workspace."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.cli import main
from planner.register import Kind, Register
from tests.cycles.example import example
from tests.folders import change, copy_example, next_version
from tests.layouts import quote, years
from tests.oracle.numbers import half_away
from tests.tables import ASSIGNMENT, COSTS, QUOTE, Formula, Sheets, changed, cost, data, fixed


@pytest.fixture
def diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(before: Sheets, after: Sheets, *options: str, code: int = 0) -> Any:
        names = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
        for path, sheets in zip(names, (before, after), strict=True):
            path.write_bytes(data(sheets))
        found = main(["-C", str(tmp_path), "diff", *map(str, names), "--json", *options])
        said = capsys.readouterr().out
        assert found == code, said
        return json.loads(said)

    return call


def told(found: Any) -> list[tuple[str, str, str]]:
    return [(one["line"], one["class"], one["effect"]) for one in found["changes"]]


# Single kinds of change, worked out by hand


def test_equal_content_is_no_change_whatever_moved(diff: Any) -> None:
    moved = {**QUOTE, "Kosten": [[], ["los"], *([row[::-1] for row in [COSTS, cost(3), cost(1), cost(2)]])]}
    found = diff(QUOTE, moved, "--exit-code")
    assert found == {"changes": [], "effect": "0.00"}


def test_the_exit_code_tells_that_they_differ_where_asked(diff: Any) -> None:
    after = changed(QUOTE, {"Kosten!F2": "Anders"})
    assert told(diff(QUOTE, after)) == [("R-001", "text", "0.00")]
    diff(QUOTE, after, "--exit-code", code=1)


def test_quantity_and_rate_at_once_are_told_apart_as_in_the_bridge(diff: Any) -> None:
    # 110 x 81,25 = 8.937,50; volume 10 x 81,25 = 812,50; rate 8.937,50 - 8.050,00 - 812,50 = 75,00
    row = cost(1, Aantal=110, Tarief=81.25, Bedrag=8937.5, Kwartaal_1=2234.38, Kwartaal_2=2234.38, Kwartaal_3=2234.37,
               Kwartaal_4=2234.37)  # fmt: skip
    found = diff(QUOTE, {**QUOTE, "Kosten": [COSTS, row, cost(2), cost(3)]})
    assert told(found) == [("R-001", "quantity", "812.50"), ("R-001", "rate", "75.00")]
    assert found["effect"] == "887.50"
    assert found["changes"][1] == {
        "line": "R-001", "class": "rate", "before": "80,5", "after": "81,25", "cell_before": "J2", "cell_after": "J2",
        "effect": "75.00",
    }  # fmt: skip


def test_a_formula_in_the_place_of_a_number_is_told_with_both(diff: Any) -> None:
    after = changed(QUOTE, {"Kosten!K3": Formula("=I3*J3", 8050)})
    found = diff(QUOTE, after)
    assert [(one["class"], one["before"], one["after"]) for one in found["changes"]] == [("formula", "8050", "=I3*J3")]
    back = diff(after, QUOTE)
    assert [(one["class"], one["before"], one["after"]) for one in back["changes"]] == [("formula", "=I3*J3", "8050")]


def test_a_declared_column_that_goes_is_told_once_and_another_column_is_not(diff: Any) -> None:
    at = COSTS.index("Raming 2028")
    without = [[cell for i, cell in enumerate(row) if i != at] for row in QUOTE["Kosten"]]
    found = diff(QUOTE, {**QUOTE, "Kosten": without})
    assert told(found) == [("", "structure", "0.00")]
    assert (found["changes"][0]["before"], found["changes"][0]["after"]) == ("Raming 2028", None)
    extra = [[*row, "intern"] for row in QUOTE["Kosten"]]
    assert told(diff(QUOTE, {**QUOTE, "Kosten": extra, "Kladblad": [["iets"]]})) == []


def test_a_known_sheet_that_goes_is_told_once(diff: Any) -> None:
    after = {name: rows for name, rows in QUOTE.items() if name != "Risico's"}
    found = diff(QUOTE, after, code=1)
    assert told(found) == [("", "structure", "0.00")]
    assert (found["changes"][0]["before"], found["changes"][0]["after"]) == ("Risico's", None)


def with_replaces(rows: list[list[Any]], replaces: list[str | None]) -> list[list[Any]]:
    return [[*COSTS, "Vervangt regel"], *([*row, one] for row, one in zip(rows, replaces, strict=True))]


def test_a_line_that_was_split_is_one_change(diff: Any) -> None:
    # 8.050,00 becomes 5.000,00 and 3.100,00: together 50,00 more
    parts = [fixed(11, 5000, [1250] * 4), fixed(12, 3100, [775] * 4)]
    rows = with_replaces([*parts, cost(2), cost(3)], ["R-001", "R-001", None, None])
    found = diff({**QUOTE, "Kosten": with_replaces([cost(1), cost(2), cost(3)], [None] * 3)}, {**QUOTE, "Kosten": rows})
    assert told(found) == [("R-011 + R-012", "amount", "50.00")]
    assert found["changes"][0]["before"] == "R-001: 8050"
    assert found["changes"][0]["after"] == "R-011: 5000 + R-012: 3100"


def test_lines_that_were_merged_at_one_rate_differ_in_quantity(diff: Any) -> None:
    merged = cost(11, Aantal=210, Bedrag=16905, Kwartaal_1=4226.25, Kwartaal_2=4226.25, Kwartaal_3=4226.25,
                  Kwartaal_4=4226.25)  # fmt: skip
    before = {**QUOTE, "Kosten": with_replaces([cost(1), cost(2), cost(3)], [None] * 3)}
    found = diff(before, {**QUOTE, "Kosten": with_replaces([merged, cost(3)], ["R-001; R-002", None])})
    assert told(found) == [("R-011", "quantity", "805.00")]


def test_a_line_under_another_regel_is_the_same_line(diff: Any) -> None:
    before = {**QUOTE, "Kosten": with_replaces([cost(1), cost(2), cost(3)], [None] * 3)}
    after = {
        **QUOTE,
        "Kosten": with_replaces([cost(9, Omschrijving="Anders"), cost(2), cost(3)], ["R-001", None, None]),
    }
    found = diff(before, after)
    assert told(found) == [("R-009", "text", "0.00"), ("R-009", "text", "0.00")]
    assert [(one["before"], one["after"]) for one in found["changes"]] == [("R-001", "R-009"), ("Beheer", "Anders")]


def test_quarters_that_move_have_cells_and_no_effect(diff: Any) -> None:
    after = changed(QUOTE, {"Kosten!L2": 2000, "Kosten!M2": 2025})
    found = diff(QUOTE, after)
    assert [(one["class"], one["cell_after"], one["effect"]) for one in found["changes"]] == [
        ("amount", "L2", "0.00"),
        ("amount", "M2", "0.00"),
    ]


def test_pm_that_becomes_an_amount_and_an_outlook_that_changes(diff: Any) -> None:
    before = changed(QUOTE, {f"Kosten!{letter}2": None for letter in "HIJLMNO"} | {"Kosten!K2": "pm"})
    after = changed(before, {"Kosten!K2": 400, **{f"Kosten!{letter}2": 100 for letter in "LMNO"}, "Kosten!P3": 9000})
    found = diff(before, after)
    assert told(found) == [("R-001", "amount", "400.00"), ("R-002", "amount", "0.00")]
    assert found["changes"][0]["before"] == "pm"


def test_subjects_and_labels_are_compared_and_the_number_of_the_version_is_not(diff: Any) -> None:
    after = changed(QUOTE, {"Offerte!B5": 2, "Offerte!B10": "ja", "Onderwerpen!C4": "Anders geregeld"})
    found = diff(QUOTE, after)
    assert [(one["class"], one["before"], one["after"]) for one in found["changes"]] == [
        ("text", "nee", "ja"),
        ("text", "geregeld", "Anders geregeld"),
    ]


def test_a_line_that_cannot_be_read_has_not_ended(diff: Any) -> None:
    after = changed(QUOTE, {"Kosten!K2": "1.234"})
    assert diff(QUOTE, after, code=1) == {"changes": [], "effect": "0.00"}


def test_a_row_with_a_mistake_still_shows_what_was_done_to_it(diff: Any) -> None:
    # an amount that is no product, one in a row with a priority that cannot be, and quarters that do not add up
    after = changed(QUOTE, {"Kosten!K2": 9050, "Kosten!K3": 8060.25, "Kosten!Q3": 9, "Kosten!L4": 2000})
    found = diff(QUOTE, after, code=1)
    assert [(one["line"], one["class"], one["cell_after"], one["effect"]) for one in found["changes"]] == [
        ("R-001", "amount", "K2", "1000.00"),
        ("R-002", "text", "Q3", "0.00"),
        ("R-002", "amount", "K3", "10.25"),
        ("R-003", "amount", "L4", "0.00"),
    ]
    assert found["effect"] == "1010.25"


def test_a_blank_row_in_the_table_does_no_harm(diff: Any) -> None:
    rows = [COSTS, cost(1), [], cost(2), [], cost(3, Omschrijving="Anders"), [], ["Totaal", *[None] * 9, 24150]]
    assert told(diff(QUOTE, {**QUOTE, "Kosten": rows}, code=1)) == [("R-003", "text", "0.00")]


def test_amounts_including_vat_need_rates_and_are_told_excluding_them(tmp_path: Path, diff: Any) -> None:
    before = changed(QUOTE, {"Offerte!B9": "inclusief"})
    after = {**before, "Kosten": [COSTS, cost(1), cost(2), fixed(3, 9050, [2262.5] * 4)]}
    assert diff(before, after, code=2)["problems"][0]["code"] == "diff-needs-rates"
    copy_example(tmp_path)
    assert Fraction(diff(before, after)["effect"]) == 1000  # RWS is outside VAT in the example
    kadaster = {"Offerte!B2": "KADASTER"}
    found = diff(changed(before, kadaster), changed(after, kadaster))
    # 9.050,00 / 1,21 = 7.479,34 and 8.050,00 / 1,21 = 6.652,89
    assert found["effect"] == "826.45"


def test_a_label_that_says_what_amounts_are_stated_in_carries_what_that_does(tmp_path: Path, diff: Any) -> None:
    copy_example(tmp_path)
    before = changed(QUOTE, {"Offerte!B2": "KADASTER"})
    found = diff(before, changed(before, {"Offerte!B9": "inclusief", "Kosten!F3": "Anders"}))
    # 8.050,00 / 1,21 = 6.652,89 excluding VAT, three times, where it was 24.150,00
    assert told(found) == [("", "text", "-4191.33"), ("R-002", "text", "0.00")]
    assert (found["changes"][0]["cell_after"], found["effect"]) == ("Offerte!B9", "-4191.33")
    text = diff(before, changed(before, {"Offerte!B9": "inclusief", "Kosten!Q3": 2}))  # no price, however near it is
    assert told(text) == [("", "text", "-4191.33"), ("R-002", "text", "0.00")]
    level = diff(before, changed(before, {"Offerte!B8": 2026}))
    assert (told(level), level["effect"]) == ([("", "text", "0.00")], "0.00")


def test_money_that_moves_to_a_quarter_of_another_vat_rate_has_an_effect(tmp_path: Path, diff: Any) -> None:
    copy_example(tmp_path)
    path = tmp_path / "uitgangspunten.xlsx"
    relations = list(openpyxl.load_workbook(path)["Btw"].iter_rows())
    at, row = next((i, one) for i, one in enumerate(relations, 1) if [c.value for c in one[:2]] == ["KADASTER", "OBO"])
    change(path, "Btw", **{f"G{at}": date(2027, 6, 30)})
    later = {**dict(zip("ABCDHI", (row[i].value for i in (0, 1, 2, 3, 7, 8)), strict=True)), "E": 0.09}
    last = len(relations) + 1
    change(
        path, "Btw", **{f"{letter}{last}": value for letter, value in later.items()}, **{f"F{last}": date(2027, 7, 1)}
    )
    before = changed(QUOTE, {"Offerte!B2": "KADASTER", "Offerte!B9": "inclusief"})
    found = diff(before, changed(before, {"Kosten!L2": 3012.5, "Kosten!O2": 1012.5}))
    # 3.012,50 / 1,21 = 2.489,67 was 1.663,22; and 1.012,50 / 1,09 = 928,90 was 1.846,33
    assert found["effect"] == "-90.98"
    assert told(found) == [("R-001", "amount", "-90.98"), ("R-001", "amount", "0.00")]


def test_amounts_that_are_only_stated_in_thousands_have_not_changed(diff: Any) -> None:
    lines = [fixed(at, 8050, [2012.5] * 4) for at in (1, 2)]
    thousands = [fixed(at, 8.05, [2.0125] * 4, Raming_2028=8.05) for at in (1, 2)]
    before = {**QUOTE, "Kosten": [COSTS, *lines]}
    unit = {"Offerte!B11": "x 1.000"}
    restated = changed({**QUOTE, "Kosten": [COSTS, *thousands]}, unit | {"Risico's!C2": 100})
    assert told(diff(before, restated)) == [("", "text", "0.00")]
    slip = diff(before, changed(before, unit))
    assert told(slip) == [("", "text", "16083900.00")]  # 2 x 8.050 x 999


def test_a_formula_that_became_another_one_is_told_and_one_that_moved_is_not(diff: Any) -> None:
    def row(number: int, at: int, more: str = "") -> list[Any]:
        return cost(number, Bedrag=Formula(f"=ROUND(I{at}*J{at},2){more}", 8050))

    before = {**QUOTE, "Kosten": [COSTS, row(1, 2), row(2, 3)]}
    moved = {**QUOTE, "Kosten": [COSTS, row(2, 2), row(1, 3)]}
    assert told(diff(before, moved)) == []
    other = {**QUOTE, "Kosten": [COSTS, row(1, 2), row(2, 3, "+0")]}
    assert [(one["class"], one["before"], one["after"]) for one in diff(before, other)["changes"]] == [
        ("formula", "=ROUND(I3*J3,2)", "=ROUND(I3*J3,2)+0")
    ]
    astray = {**QUOTE, "Kosten": [COSTS, row(1, 2), row(2, 2)]}
    assert [(one["line"], one["after"]) for one in diff(before, astray)["changes"]] == [("R-002", "=ROUND(I2*J2,2)")]


def test_a_risk_is_compared_cell_by_cell_and_one_with_another_name_is_the_same_row(diff: Any) -> None:
    after = changed(QUOTE, {"Risico's!B2": 0.5, "Risico's!A2": "Storing"})
    found = diff(QUOTE, after)["changes"]
    assert [(one["before"], one["after"], one["cell_after"]) for one in found] == [
        ("Uitval", "Storing", "Risico's!A2"),
        ("25%", "50%", "Risico's!B2"),
    ]


def test_each_change_says_what_it_does_to_its_heading_and_to_the_room(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    path = tmp_path / "2027/offertes/offerte-KADASTER-2027.xlsx"
    later = tmp_path / "later.xlsx"
    later.write_bytes(path.read_bytes())
    change(later, "Kosten", D5="doorontwikkeling", K6=216500, **dict.fromkeys(("L6", "M6", "N6", "O6"), 54125))
    target = tmp_path / "w.xlsx"
    assert asked(tmp_path, capsys, "diff", str(path), str(later), "--lang", "nl", "--output", str(target))[0] == 0
    rows = [row[-4:] for row in openpyxl.load_workbook(target)["Wijzigingen"].iter_rows(values_only=True)]
    # 859.500,00 moves with 21% VAT = 1.039.995,00; 10.000,00 more is 12.100,00 less room
    assert ("beheer", -859500, 0, 1039995) in rows
    assert ("doorontwikkeling", 859500, None, -1039995) in rows
    assert ("beheer", 10000, 10000, -12100) in rows
    assert (None, 10000, 10000, -12100) in rows


def test_what_is_no_quote_cannot_be_compared(diff: Any) -> None:
    found = diff(QUOTE, {"Blad1": [["Van alles"]]}, code=2)
    assert [one["code"] for one in found["problems"]] == ["diff-not-comparable"]


def test_assignments_can_be_compared_as_well(diff: Any) -> None:
    assert told(diff(ASSIGNMENT, changed(ASSIGNMENT, {"Kosten!D2": "uitbouw"}))) == [("R-001", "heading", "0.00")]


# Versions of a workspace


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    code = main(["-C", str(folder), *words])
    return code, capsys.readouterr()


def test_the_last_two_versions_of_the_folder_are_laid_beside_each_other(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    next_version(tmp_path)
    code, said = asked(tmp_path, capsys, "diff", "2027", "RWS", "--json")
    found = json.loads(said.out)
    assert code == 0
    assert found["effect"] == "400.00"
    assert {one["line"] for one in found["changes"]} == {"RWS-001"}


def test_a_version_that_was_written_over_comes_from_the_archive(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    path = tmp_path / "2027/offertes/offerte-RWS-2027.xlsx"
    register = Register(tmp_path)
    asked(tmp_path, capsys, "run", "2027")
    assert any(one.kind is Kind.RECEIVED for one in register.entries(2027))
    newer = next_version(tmp_path)
    newer.replace(path)
    _, said = asked(tmp_path, capsys, "diff", "2027", "rws", "--json")
    assert json.loads(said.out)["effect"] == "400.00"


def test_one_version_or_two_roles_are_asked_about(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    code, said = asked(tmp_path, capsys, "diff", "2027", "RWS", "--lang", "nl")
    assert (code, "één versie ontvangen: 2027/offertes/offerte-RWS-2027.xlsx" in said.err) == (2, True)
    code, said = asked(tmp_path, capsys, "diff", "2027", "ICTU", "--lang", "nl")
    assert (code, "geen offerte ontvangen" in said.err) == (2, True)
    code, said = asked(tmp_path, capsys, "diff", "2027", "KADASTER", "--lang", "nl")
    assert (code, "--role" in said.err) == (2, True)
    assert asked(tmp_path, capsys, "diff", "weg.xlsx", "ook.xlsx")[0] == 2


def test_the_newest_of_three_versions_counts_also_where_it_is_faulty(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    next_version(tmp_path, "v2.xlsx")
    path = next_version(tmp_path, "v3.xlsx")
    change(path, "Offerte", B5=3)
    change(path, "Kosten", F2="Anders", F1="Omschrijving werk")
    code, said = asked(tmp_path, capsys, "diff", "2027", "RWS", "--json", "--lang", "nl")
    assert told(json.loads(said.out)) == [("", "structure", "0.00"), ("RWS-001", "text", "0.00")]
    assert (code, "“Omschrijving” ontbreekt" in said.err) == (1, True)
    change(path, "Kosten", F1="Iets anders", K1="Euro")
    code, said = asked(tmp_path, capsys, "diff", "2027", "RWS", "--json", "--lang", "nl")
    found = json.loads(said.out)
    assert found["effect"] is None
    assert {(one["workbook"], one["code"]) for one in found["problems"]} == {
        ("2027/offertes/v3.xlsx", "heading-missing")
    }


def test_check_says_what_a_new_version_changed(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    next_version(tmp_path)
    _, said = asked(tmp_path, capsys, "check", "2027", "--json", "--lang", "nl")
    notes = [one for one in json.loads(said.out) if one["code"] == "changed-since-version"]
    assert [(one["severity"], one["cell"]) for one in notes] == [("note", "B5")]
    assert "samen € 400,00" in notes[0]["message"]
    assert "planner diff 2027 RWS" in notes[0]["remedy"]


def test_the_screen_and_the_workbook_show_changes_sums_and_room(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    next_version(tmp_path)
    target = tmp_path / "wijzigingen.xlsx"
    code, said = asked(tmp_path, capsys, "diff", "2027", "RWS", "--lang", "nl", "--output", str(target))
    assert code == 0
    assert "samen +€ 400,00" in said.out
    assert "Ruimte onder het plafond" in said.out
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Wijzigingen", "Per post"]
    texts = {cell.value for row in book["Per post"].iter_rows() for cell in row}
    assert {"Taakstellend samen", "Ruimte is"} <= texts
    # beheer is 577.079,17 over its ceiling of 38.900.000 without the change, and RWS adds 400,00 outside VAT
    assert Decimal(str(_beside(book["Per post"], "beheer", "Ruimte was"))) == Decimal("-577079.17")
    assert Decimal(str(_beside(book["Per post"], "beheer", "Ruimte is"))) == Decimal("-577479.17")


def _beside(sheet: Any, label: str, heading: str) -> Any:
    rows = list(sheet.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(rows) if heading in row)
    return next(row for row in rows[top:] if row[0] == label)[rows[top].index(heading)]


# Offers and budgets, in which the lines of all parties stand together


def books_of(folder: Path) -> dict[str, bytes]:
    from planner.books import offer
    from planner.books.budget import workbook
    from planner.workspace import Workspace
    from planner.year import Year

    results = Year(Workspace(folder), 2027).results
    return {"begroting": workbook.book(results), "tbo-offerte": offer.book(results)}


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The books of the example, and those after RWS sent another version and KOOP ended a line and left one open."""
    folder = copy_example(tmp_path_factory.mktemp("books"))
    before = books_of(folder)
    next_version(folder)
    path = folder / "2027/offertes/offerte-KOOP-2027.xlsx"
    change(path, "Kosten", K3="pm", I3=None, J3=None, L3=None, M3=None, N3=None, O3=None)
    return before, books_of(folder)


@pytest.mark.parametrize("name", ["begroting", "tbo-offerte"])
def test_two_books_of_ours_differ_line_by_line(
    name: str, stands: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path, capsys: Any
) -> None:
    paths = [tmp_path / f"{name}-{side}.xlsx" for side in ("oud", "nieuw")]
    for path, side in zip(paths, stands, strict=True):
        path.write_bytes(side[name])
    code = main(["-C", str(tmp_path), "diff", *map(str, paths), "--json"])
    found = json.loads(capsys.readouterr().out)
    koop = next(one for one in found["changes"] if one["line"].startswith("KOOP"))
    assert code == 0
    assert {one["line"] for one in found["changes"]} == {"RWS-001", koop["line"]}
    effects = [Decimal(one["effect"]) for one in found["changes"]]
    assert sum(effects) == Decimal(found["effect"])
    own = [Decimal(one["effect"]) for one in found["changes"] if one["line"] == "RWS-001"]
    assert sum(own) == 400


def test_a_quote_and_a_budget_cannot_be_compared(
    stands: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / "a.xlsx").write_bytes(data(QUOTE))
    (tmp_path / "b.xlsx").write_bytes(stands[0]["begroting"])
    code = main(["-C", str(tmp_path), "diff", str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx"), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (code, [one["code"] for one in found["problems"]]) == (2, ["diff-different-kinds"])


def test_two_workbooks_in_a_layout_of_their_own_are_compared_through_their_mapping(tmp_path: Path, capsys: Any) -> None:
    copy_example(tmp_path)
    layout = years(quote("KOOP"))
    (tmp_path / "koppelingen").mkdir()
    (tmp_path / "koppelingen/koop.xlsx").write_bytes(data(layout.mapping))
    at = next(iter(layout.lines))
    row = layout.lines[at]
    after = changed({"x": layout.grid}, {f"x!D{at}": "uitbestede diensten"})["x"]
    for name, grid in (("oud", layout.grid), ("nieuw", after)):
        (tmp_path / f"{name}.xlsx").write_bytes(data({"Begroting 2027": grid}))
    code = main(["-C", str(tmp_path), "diff", str(tmp_path / "oud.xlsx"), str(tmp_path / "nieuw.xlsx"), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {one["class"] for one in found["changes"]} == {"new", "ended"}  # the identity is made of the cost type
    assert found["effect"] == "0.00"
    assert row.product in found["changes"][0]["line"]


def test_a_reference_value_that_changed_is_one_change_with_its_effect_on_the_room(tmp_path: Path, capsys: Any) -> None:
    folder = copy_example(tmp_path / "cyclus")
    budgets = [tmp_path / "oud.xlsx", tmp_path / "nieuw.xlsx"]
    budgets[0].write_bytes(books_of(folder)["begroting"])
    relations = openpyxl.load_workbook(folder / "uitgangspunten.xlsx")["Btw"]
    row = next(row for row in relations.iter_rows() if [cell.value for cell in row[:2]] == ["KADASTER", "OBO"])
    change(folder / "uitgangspunten.xlsx", "Btw", **{row[4].coordinate: 0.09})
    change(folder / "2027/kader-2027.xlsx", "Plafonds", B2=40_000_000)
    budgets[1].write_bytes(books_of(folder)["begroting"])
    target = tmp_path / "w.xlsx"
    code, said = asked(tmp_path, capsys, "diff", *map(str, budgets), "--json", "--output", str(target))
    found = json.loads(said.out)["changes"]
    assert [(one["class"], one["before"], one["after"], one["effect"]) for one in found] == [
        ("amount", "38900000", "40000000", "0.00"),
        ("text", "0,21", "0,09", "0.00"),
    ]
    assert (code, found[1]["cell_after"].partition("!")[0]) == (0, "Uitgangspunten")
    lines = next(one for one in example()["quotes"] if one["file"] == "offerte-KADASTER-2027.xlsx")["sheets"]["Kosten"]
    amounts = [line["Bedrag"] for line in lines if line["Post"] == "beheer"]
    less = sum(half_away(100 * one * Decimal("0.21")) - half_away(100 * one * Decimal("0.09")) for one in amounts)
    rows = [row[-4:] for row in openpyxl.load_workbook(target)["Wijzigingen"].iter_rows(values_only=True)]
    assert ("beheer", 0, 0, 1_100_000) in rows
    assert less > 0
    assert ("beheer", 0, 0, less / 100) in rows


BOOK_HEADINGS = ["Organisatie", "Rol", *COSTS, "Vervangt regel", "Btw in Bedrag", "Exclusief btw", "Inclusief btw"]
pytestmark = pytest.mark.usefixtures("read_once")


def in_book(organisation: str, row: list[Any], replaces: str | None = None) -> list[Any]:
    amount = row[COSTS.index("Bedrag")]
    return [organisation, "OBO", *row, replaces, "exclusief", amount, amount]


def test_a_line_that_moved_to_another_organisation_is_the_same_line(diff: Any) -> None:
    before = {"Kostenregels": [["Kostenregels 2027"], BOOK_HEADINGS, in_book("RWS", cost(1)), in_book("KOOP", cost(2))]}
    moved = in_book("KOOP", fixed(7, 8000, [2000] * 4), "R-001")
    after = {"Kostenregels": [["Kostenregels 2027"], BOOK_HEADINGS, in_book("KOOP", cost(2)), moved]}
    found = diff(before, after)
    assert found["effect"] == "-50.00"
    assert ("RWS (OBO) R-001", "KOOP (OBO) R-007") in [(one["before"], one["after"]) for one in found["changes"]]
    assert {one["line"] for one in found["changes"]} == {"R-007"}
    assert {one["class"] for one in found["changes"]} == {"text", "quantity", "rate", "amount"}


def test_a_formula_of_a_book_that_was_typed_over_is_told_at_its_cell(diff: Any) -> None:
    def book(*including: Any) -> Sheets:
        rows = [[*in_book("RWS", cost(at))[:-1], one] for at, one in enumerate(including, 1)]
        return {"Kostenregels": [["Kostenregels 2027"], BOOK_HEADINGS, *rows]}

    formulas = [Formula(f"=Z{row}", 8050) for row in (3, 4)]
    found = diff(book(*formulas), book(formulas[0], 1))["changes"]
    assert [(one["line"], one["class"], one["before"], one["after"], one["effect"]) for one in found] == [
        ("R-002", "formula", "=Z4", "1", "0.00")
    ]


def test_a_line_that_ended_elsewhere_is_meant_and_not_ones_own_that_is_still_there(diff: Any) -> None:
    before = {"Kostenregels": [BOOK_HEADINGS, in_book("RWS", cost(1)), in_book("KOOP", cost(1))]}
    after = {"Kostenregels": [BOOK_HEADINGS, in_book("KOOP", cost(1)), in_book("KOOP", cost(9), "R-001")]}
    assert told(diff(before, after)) == [("R-009", "text", "0.00")]


def test_lines_of_one_regel_at_two_organisations_are_told_apart(diff: Any) -> None:
    rows = [BOOK_HEADINGS, in_book("RWS", cost(1)), in_book("KOOP", cost(1))]
    after = [BOOK_HEADINGS, in_book("RWS", cost(1)), in_book("KOOP", cost(1, Omschrijving="Anders"))]
    assert told(diff({"Kostenregels": rows}, {"Kostenregels": after})) == [("KOOP (OBO) R-001", "text", "0.00")]


def test_the_workbook_with_differences_is_never_written_over_a_file(tmp_path: Path, diff: Any) -> None:
    target = tmp_path / "d.xlsx"
    after = changed(QUOTE, {"Kosten!F2": "Anders"})
    diff(QUOTE, after, "--output", str(target))
    diff(QUOTE, after, "--output", str(target))  # the same once more is no harm
    target.write_bytes(b"van iemand")
    for path, sheets in (("a.xlsx", QUOTE), ("b.xlsx", after)):
        (tmp_path / path).write_bytes(data(sheets))
    assert main(["diff", str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx"), "--output", str(target)]) == 2
    assert target.read_bytes() == b"van iemand"
