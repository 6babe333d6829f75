"""The reader: names found wherever they stand, every problem with its cell, and nothing told twice."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import sheets
from planner.places import Place
from planner.problems import Problem, message, remedy
from planner.records import Quote, Unread
from planner.sheets import WorkbookRead
from tests.tables import COSTS, NA, QUOTE, Formula, Sheets, Shown, changed, cost, data, fixed

FILE = "offerte.xlsx"
Told = tuple[str, str | None, str | None]


def read(book: Sheets) -> WorkbookRead:
    return sheets.read(data(book), FILE)


def told(problems: Sequence[Problem]) -> list[Told]:
    return [(found.code, found.where.sheet, found.where.cell) for found in problems]


def renamed(book: Sheets, old: str, new: str) -> Sheets:
    return {new if name == old else name: rows for name, rows in book.items()}


def quote_of(found: WorkbookRead) -> Quote:
    assert isinstance(found.record, Quote)
    return found.record


def extended(*rows: list[Any]) -> Sheets:
    return {**QUOTE, "Kosten": [*QUOTE["Kosten"], *rows]}


CASES: dict[str, tuple[Sheets, list[Told]]] = {
    "sheet missing": (renamed(QUOTE, "Kosten", "Blad"), [("sheet-missing", None, None), ("extra-sheets", None, None)]),
    "sheet twice": ({**QUOTE, "Kosten ": [["Regel", "Bedrag"]]}, [("sheet-twice", None, None)]),
    "no heading row": ({**QUOTE, "Kosten": [["a"]]}, [("heading-row-missing", "Kosten", "A1")]),
    "empty sheet": ({**QUOTE, "Kosten": []}, [("heading-row-missing", "Kosten", "A1")]),
    "heading missing": (
        changed(QUOTE, {"Kosten!K1": "Bedrg"}),
        [("heading-missing", "Kosten", "K1"), ("extra-columns", "Kosten", "K1")],
    ),
    "heading gone": (changed(QUOTE, {"Kosten!S1": None}), [("heading-missing", "Kosten", "A1")]),
    "heading twice": (changed(QUOTE, {"Kosten!T1": "bedrag:"}), [("heading-twice", "Kosten", "T1")]),
    "label missing": (changed(QUOTE, {"Offerte!A7": "Kenmrk"}), [
        ("label-missing", "Offerte", "A7"), ("extra-labels", "Offerte", "A7")]),
    "label gone": (changed(QUOTE, {"Offerte!A8": None}), [("label-missing", "Offerte", "A1")]),
    "label twice": (changed(QUOTE, {"Offerte!A14": "JAAR :"}), [("label-twice", "Offerte", "A14")]),
    "below the table": (extended([], [], cost(4)), [("below-table", "Kosten", "A7")]),
    "price level missing": (changed(QUOTE, {"Offerte!B8": None}), [("cell-empty", "Offerte", "B8")]),
    "vat missing": (changed(QUOTE, {"Offerte!B9": "  "}), [("cell-empty", "Offerte", "B9")]),
    "extra labels": (changed(QUOTE, {"Offerte!A20": "Zaak", "Offerte!B20": 1}), [("extra-labels", "Offerte", "A20")]),
    "a title": (changed(QUOTE, {"Offerte!A20": "Met dank"}), []),
    "extra columns": (changed(QUOTE, {"Kosten!U1": "Memo", "Kosten!V1": "Wie"}), [("extra-columns", "Kosten", "U1")]),
    "extra sheets": ({**QUOTE, "Memo": [["x"]], "Lijsten": [["x"]]}, [("extra-sheets", None, None)]),
    "cell empty": (changed(QUOTE, {"Kosten!F3": None}), [("cell-empty", "Kosten", "F3")]),
    "empty text": (changed(QUOTE, {"Kosten!F3": Formula('=""', "")}), [("cell-empty", "Kosten", "F3")]),
    "row incomplete": (extended(["R-009", None, "een rest", "beheer"]), [("row-incomplete", "Kosten", "B5")]),
    "wrong kind": (changed(QUOTE, {"Kosten!J3": "duur"}), [("wrong-kind", "Kosten", "J3")]),
    "out of range": (changed(QUOTE, {"Kosten!Q3": 9}), [("out-of-range", "Kosten", "Q3")]),
    "not in list": (changed(QUOTE, {"Kosten!G3": "structureeel"}), [("not-in-list", "Kosten", "G3")]),
    "number as text": (changed(QUOTE, {"Kosten!K3": "€ 8.050,-"}), [("number-as-text", "Kosten", "K3")]),
    "ambiguous": (changed(QUOTE, {"Kosten!K3": "8.050"}), [("number-ambiguous", "Kosten", "K3")]),
    "date as text": (changed(QUOTE, {"Offerte!B6": "15-9-2026"}), [("date-as-text", "Offerte", "B6")]),
    "points": (changed(QUOTE, {"Risico's!B2": 25}), [("percentage-as-points", "Risico's", "B2")]),
    "negative share": (changed(QUOTE, {"Risico's!B2": -0.2}), [("percentage-negative", "Risico's", "B2")]),
    "error cell": (changed(QUOTE, {"Kosten!K3": NA}), [("error-cell", "Kosten", "K3")]),
    "no stored value": (changed(QUOTE, {"Kosten!K3": Formula("=I3*J3")}), [("formula-without-value", "Kosten", "K3")]),
    "duplicate": (changed(QUOTE, {"Kosten!A4": "r-001"}), [("duplicate-key", "Kosten", "A4")]),
    "look-alike": (changed(QUOTE, {"Kosten!K3": "8O50"}), [("number-look-alike", "Kosten", "K3")]),
    "footnote": (changed(QUOTE, {"Kosten!K3": "8050*"}), [("number-with-mark", "Kosten", "K3")]),
    "partly known": (changed(QUOTE, {"Kosten!K3": "-173-PM"}), [("amount-partly-known", "Kosten", "K3")]),
    "range in words": (extended(fixed(4, "5 t/m 7", [None] * 4)), [("range-as-text", "Kosten", "K5")]),
    "dash where an amount must be": (extended(fixed(4, "-", [0, 0, 0, 0])), [("zero-as-text", "Kosten", "K5")]),
    "word for zero": (extended(fixed(4, 0, ["nihil", 0, 0, 0])), [("zero-as-text", "Kosten", "L5")]),
    "not applicable": (changed(QUOTE, {"Kosten!P2": "n.v.t.", "Kosten!P4": "-"}), [("not-applicable", "Kosten", "P2")]),
    "not applicable and required": (changed(QUOTE, {"Kosten!K3": "n.v.t."}), [("wrong-kind", "Kosten", "K3")]),
    "not applicable in a quarter of pm": (
        extended(fixed(4, "pm", ["n.v.t."] * 4)),
        [("not-applicable", "Kosten", f"{letter}5") for letter in "LMNO"]),
    "no date": (changed(QUOTE, {"Offerte!B12": "n.v.t."}), [("not-applicable", "Offerte", "B12")]),
    "no year": (changed(QUOTE, {"Offerte!B4": "n.v.t."}), [("wrong-kind", "Offerte", "B4")]),
    "a code shown with zeros": (changed(QUOTE, {"Kosten!A3": Shown(2, "000")}), [("code-as-shown", "Kosten", "A3")]),
    "a line of formulas": (
        extended([Formula("=A2&1", value) for value in cost(9)[:17]], cost(5)), [("formula-row", "Kosten", "A5")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_is_told_once_at_its_cell(name: str) -> None:
    book, expected = CASES[name]
    assert told(read(book).problems) == expected


@pytest.mark.parametrize("name", CASES)
def test_every_text_can_be_said_in_both_languages(name: str) -> None:
    for found in read(CASES[name][0]).problems:
        assert message(found, "nl") != message(found, "en")
        assert remedy(found, "nl") != remedy(found, "en")


def test_a_quote_without_mistakes_has_no_problems() -> None:
    assert read(QUOTE).problems == ()


def test_a_look_alike_is_suggested_and_not_read() -> None:
    found = read(renamed(QUOTE, "Kosten", "Kostne"))
    assert "“Kostne”" in message(found.problems[0], "nl")
    assert isinstance(found.record, Unread)


@pytest.mark.parametrize("heading", ["BEDRAG", " Bedrag : ", "bedrag\n"])
def test_a_heading_is_known_in_any_spelling(heading: str) -> None:
    assert read(changed(QUOTE, {"Kosten!K1": heading})).problems == ()


def test_names_are_known_over_line_breaks_and_hard_spaces() -> None:
    cells = {"Kosten!L1": "Kwartaal\n1", "Kosten!D1": "post", "Offerte!A12": "Geldig\u00a0tot  en met:"}
    assert read(renamed(changed(QUOTE, cells), "Risico's", "RISICO’S")).problems == ()


def test_the_duplicate_names_the_first_address_and_only_the_second_is_refused() -> None:
    found = read(changed(QUOTE, {"Kosten!A4": "R-001"}))
    assert found.problems[0].fact("first") == "A2"
    assert [line.id for line in quote_of(found).lines] == ["R-001", "R-002"]


def test_a_total_of_formulas_ends_the_table_and_is_no_line() -> None:
    total: list[Any] = [Formula('="Totaal"', "Totaal")] + [None] * 9 + [Formula("=SUM(K2:K4)", 24150)]
    found = read(extended(total))
    assert found.problems == ()
    assert len(quote_of(found).lines) == 3


def test_what_stands_below_the_end_is_counted_once_and_stays_open() -> None:
    found = read(extended([], cost(4), cost(5)))
    assert told(found.problems) == [("below-table", "Kosten", "A6")]
    assert found.problems[0].fact("count") == 36
    (item,) = quote_of(found).refused
    assert (item.headings, item.may_be_negative, item.where) == ((), True, Place(FILE, "Kosten", "A6"))


def test_an_incomplete_row_tells_nothing_else() -> None:
    row = cost(4, Bedrag="veel", Tarief="duur")
    row[1:7] = [None] * 6
    row[11:15] = [None] * 4
    assert told(read(extended(row)).problems) == [("row-incomplete", "Kosten", "B5")]


def test_all_mistakes_of_a_row_are_told() -> None:
    cells = {"Kosten!G3": "soms", "Kosten!J3": "duur", "Kosten!N3": None}
    expected = [("not-in-list", "Kosten", "G3"), ("wrong-kind", "Kosten", "J3"), ("cell-empty", "Kosten", "N3")]
    assert told(read(changed(QUOTE, cells)).problems) == expected


def test_a_stray_cell_outside_the_declared_columns_changes_nothing() -> None:
    found = read(changed(QUOTE, {"Kosten!ZZ900": "x"}))
    assert told(found.problems) == []
    assert len(quote_of(found).lines) == 3


def test_identify_knows_a_quote_by_its_other_sheets() -> None:
    assert sheets.identify(["Ofertes", "Kosten", "Onderwerpen"]) == "offerte"
    assert sheets.identify(["Kosten", "Risico's"]) == "offerte"
    assert sheets.identify(["OPDRACHT", "Kosten", "Onderwerpen", "Risico's"]) == "opdracht"
    assert sheets.identify(["Strategie", "Raming"]) == "strategie"
    assert sheets.identify(["Kader", "Plafonds"]) == "kader"
    assert sheets.identify(["Algemeen", "Partijen", "PDC"]) == "uitgangspunten"
    assert sheets.identify(["Blad1"]) is None
    assert sheets.identify(["Onderwerpen"]) is None


def moved(rows: list[list[Any]], order: Sequence[int], above: int, extra: Sequence[int]) -> list[list[Any]]:
    """Return a table with its columns in another order, columns of others between them, and rows above."""
    width = len(rows[0])
    wide = [[*row, *[None] * (width - len(row))] for row in rows]
    made = [[row[at] for at in order] for row in wide]
    for at, position in enumerate(extra):
        for number, row in enumerate(made):
            row.insert(position, f"Eigen kolom {at}" if number == 0 else at)
    return [*[["Een titel boven de tabel"]] * above, *made]


@settings(max_examples=25)
@given(st.permutations(range(len(COSTS))), st.integers(0, 12), st.lists(st.integers(0, len(COSTS)), max_size=3))
def test_order_of_columns_extra_columns_and_rows_above_do_not_matter(
    order: list[int], above: int, extra: list[int]
) -> None:
    book = {**QUOTE, "Kosten": moved(QUOTE["Kosten"], order, above, extra)}
    found = read(book)
    assert found.record == read(QUOTE).record
    assert [problem.code for problem in found.problems] == ["extra-columns"] * bool(extra)


def test_every_field_knows_its_cell_also_when_columns_moved() -> None:
    order = list(reversed(range(len(COSTS))))
    line = quote_of(read({**QUOTE, "Kosten": moved(QUOTE["Kosten"], order, 3, [])})).lines[1]
    assert line.origin.cell("id") == Place(FILE, "Kosten", "S6")
    assert line.origin.cell("amount") == Place(FILE, "Kosten", "I6")
    assert line.origin.cell("outlook:2028") == Place(FILE, "Kosten", "D6")


LINE, HALF, WRONG, TOTAL, FORMULAS, NONE = "line", "half", "wrong", "total", "formulas", "none"


def row_of(sort: str, number: int) -> list[Any]:
    if sort == HALF:
        return [f"R-{number:03}", None, "een rest"]
    if sort == WRONG:
        return cost(number, Bedrag="veel")
    if sort == TOTAL:
        return [None] * 10 + [Formula("=SUM(K2:K3)", 7)]
    if sort == FORMULAS:
        return [Formula("=A1", value) for value in cost(number)[:17]]
    return cost(number) if sort == LINE else []


@settings(max_examples=25)
@given(st.lists(st.sampled_from([LINE, LINE, LINE, HALF, WRONG, TOTAL, FORMULAS, NONE]), max_size=9))
def test_every_used_row_is_read_refused_or_a_problem(sorts: list[str]) -> None:
    rows = [row_of(sort, number) for number, sort in enumerate(sorts, 1)]
    found = read({**QUOTE, "Kosten": [COSTS, *rows]})
    inside = next((at for at, sort in enumerate(sorts) if sort in {TOTAL, NONE}), len(sorts))
    below = [sort for sort in sorts[inside:] if sort not in {TOTAL, NONE}]
    quote = quote_of(found)
    assert len(quote.lines) == sorts[:inside].count(LINE)
    assert len(quote.refused) == inside - len(quote.lines) + bool(below)
    assert [one.code for one in found.problems].count("below-table") == bool(below)
