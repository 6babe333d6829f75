"""`planner guide`: everything that is declared is explained, in two languages and at every width."""

import json
import re
from typing import Any

import pytest

from planner.cli import main
from planner.excel.pages import kind_words, pages
from planner.excel.vocabulary import Workbook
from planner.problems import REGISTRY
from planner.sheets import DECLARED, frame


@pytest.fixture
def guide(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str, lang: str = "nl", code: int = 0) -> str:
        assert main(["guide", *arguments, "--lang", lang]) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return call


def test_without_argument_every_workbook_is_named(guide: Any) -> None:
    said = guide()
    assert all(declared.name in said for declared in DECLARED)


def test_one_sheet(guide: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = guide("kader", "Plafonds")
    assert "keuze: taakstellend / plafond / raming; verplicht" in said
    assert "Indexeren" not in said


def test_names_are_found_whatever_their_capitals(guide: Any) -> None:
    assert guide("KADER", "plafonds") == guide("kader", "Plafonds")


@pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: declared.name)
def test_every_heading_is_in_the_data_with_its_meaning(guide: Any, declared: Workbook) -> None:
    for lang in ("nl", "en"):
        said = json.loads(guide(declared.name, "--json", lang=lang))
        for sheet, page in zip(declared.sheets, said["sheets"], strict=True):
            fields = [(field["heading"], field["meaning"]) for field in page["fields"]]
            assert (page["sheet"], page["layout"]) == (sheet.name, "labelled" if sheet.labelled else "table")
            assert [meaning for _, meaning in fields] == [getattr(column, lang) for column in sheet.columns]
            assert all(heading and meaning and "{" not in heading for heading, meaning in fields)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_kind_has_words(lang: Any) -> None:
    for declared in DECLARED:
        for sheet in declared.sheets:
            assert all(kind_words(column.kind, lang) for column in sheet.columns)


def test_a_narrow_terminal_gets_narrow_lines(guide: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(len(line) for line in guide("offerte").splitlines()) <= 60


def test_piped_output_has_no_colour(guide: Any) -> None:
    assert "\x1b" not in guide("kader")


@pytest.mark.parametrize(
    ("arguments", "meant"), [(("ofrte",), "offerte"), (("offerte", "Kostn"), "Kosten"), (("problem",), "problems")]
)
def test_an_unknown_name_is_answered_with_the_nearest(guide: Any, arguments: tuple[str, ...], meant: str) -> None:
    assert f"Bedoelt u {meant}?" in guide(*arguments, code=2)
    assert f"Did you mean {meant}?" in guide(*arguments, lang="en", code=2)


def test_a_name_like_nothing_gets_the_choices_only(guide: Any) -> None:
    said = guide("xyzzy", code=2)
    assert "Bedoelt" not in said
    assert "uitgangspunten" in said


def test_every_problem_is_listed_with_its_remedy(guide: Any) -> None:
    assert [row["code"] for row in json.loads(guide("problems", "--json"))] == list(REGISTRY)
    for lang in ("nl", "en"):
        rows = json.loads(guide("problems", "--json", lang=lang))
        assert all(row["message"] and row["remedy"] for row in rows)
        # a remedy about Word templates shows {{ ... }}; a fact by its name would be one that was not filled in
        assert not [row for row in rows if re.search(r"\{\w+\}", row["message"] + row["remedy"])]
    assert "text-cut" in guide("problems")


def test_a_page_keeps_the_order_of_the_declaration() -> None:
    assert [page.sheet for page in pages(frame.WORKBOOK, "nl")] == ["Kader", "Plafonds", "Overige posten"]
