"""`planner map`: what is proposed for a layout of its own reads it as our own workbook, once people filled the gaps."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.cli import main
from planner.records import Quote
from planner.records.mapping import Mapping
from planner.sheets import read, read_through
from planner.stages.mapping import Grid, Known, propose
from tests.folders import copy_example
from tests.layouts import NAMES, Layout, quote, thousands, years
from tests.tables import data

MAKERS = {"years": years, "thousands": thousands}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_example(tmp_path_factory.mktemp("map"))


@pytest.fixture
def asked(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> Any:
        code = main(["-C", str(workspace), "map", *words, "--json", "--lang", "nl"])
        return code, json.loads(capsys.readouterr().out)

    return call


def fill(path: Path, labels: dict[str, Any], sheet: str = "Koppeling", label: int = 1) -> None:
    """Fill in labels of a mapping, as somebody does in Excel."""
    book = openpyxl.load_workbook(path)
    for row in book[sheet].iter_rows(min_col=label, max_col=label + 1):
        if str(row[0].value) in labels:
            row[1].value = labels.pop(str(row[0].value))
    assert not labels
    book.save(path)


@pytest.mark.parametrize("layout", MAKERS)
@pytest.mark.parametrize("name", NAMES)
def test_the_proposal_reads_the_layout_as_our_own_workbook(layout: str, name: str, tmp_path: Path, asked: Any) -> None:
    own = quote(name)
    made: Layout = MAKERS[layout](own)
    file, target = tmp_path / "begroting.xlsx", tmp_path / "k.xlsx"
    file.write_bytes(data(made.workbook))
    options = ["--organisation", own.organisation, "--role", str(own.role), "--year", "2027"]
    code, told = asked(str(file), *options, "--output", str(target))
    errors = [one for one in told["problems"] if one["severity"] == "error"]
    assert [one["cell"] for one in errors if one["code"] != "unknown-code"] == ["B16"]
    assert {one["facts"]["found"] for one in errors if one["code"] == "unknown-code"} <= {"Informatiepunt"}
    assert (code, told["lines"], told["written"]) == (1, len(own.lines), str(target))
    fill(target, {"Btw": "exclusief", "Niet-verrekenbare btw inbegrepen": "ja" if own.unrecoverable_vat else "nee"})
    if any(one["code"] == "unknown-code" for one in errors):
        fill(target, {"Informatiepunt": "iplo"}, "Waarden", label=2)
    mapping = read(target.read_bytes(), "koppelingen/k.xlsx")
    assert isinstance(mapping.record, Mapping), mapping.problems
    found = read_through(file.read_bytes(), read(file.read_bytes(), file.name), [mapping.record]).record
    assert isinstance(found, Quote)
    assert sorted(map(said, found.lines)) == sorted(map(said, own.lines))
    assert (found.party, found.year, found.basis) == (own.party, own.year, own.basis)


def said(line: Any) -> tuple[Any, ...]:
    return (
        line.product, line.heading, line.cost_type, line.description, line.recurring, line.unit, str(line.quantity),
        str(line.rate), line.amount.expected, line.quarters, line.outlook[:1], str(line.priority), line.note,
    )  # fmt: skip


def test_the_preview_names_what_is_left_out_with_cells(tmp_path: Path, asked: Any) -> None:
    made = thousands(quote("KOOP"))
    file = tmp_path / "b.xlsx"
    file.write_bytes(data(made.workbook))
    _, told = asked(str(file), "--output", str(tmp_path / "k.xlsx"))
    assert told["rows"] == told["lines"] + len(told["left_out"])
    assert {one["what"] for one in told["left_out"]} == {"skipped", "below"}
    assert told["left_out"][-1]["found"] == "* Bedragen zijn afgerond weergegeven"


def test_a_mapping_that_fits_already_is_only_shown(workspace: Path, asked: Any) -> None:
    made = years(quote("KOOP"))
    (workspace / "koppelingen").mkdir(exist_ok=True)
    kept = workspace / "koppelingen/koop.xlsx"
    kept.write_bytes(data(made.mapping))
    file = workspace / "begroting koop.xlsx"
    file.write_bytes(data(made.workbook))
    code, told = asked(str(file))
    kept.unlink()
    assert (code, told["written"], told["mapping"]) == (0, None, "koppelingen/koop.xlsx")


def test_a_mapping_is_never_written_over_a_file(tmp_path: Path, asked: Any) -> None:
    made = years(quote("KOOP"))
    file = tmp_path / "b.xlsx"
    file.write_bytes(data(made.workbook))
    (tmp_path / "k.xlsx").write_bytes(b"van iemand")
    assert asked(str(file), "--output", str(tmp_path / "k.xlsx"))[0] == 2
    assert (tmp_path / "k.xlsx").read_bytes() == b"van iemand"


def test_our_own_workbook_needs_no_mapping(workspace: Path, asked: Any) -> None:
    code, told = asked(str(workspace / "2027/offertes/offerte-RWS-2027.xlsx"))
    assert (code, [one["code"] for one in told["problems"]]) == (0, ["mapping-not-needed"])


def test_nothing_is_proposed_for_a_workbook_without_cost_lines(tmp_path: Path, asked: Any) -> None:
    file = tmp_path / "b.xlsx"
    file.write_bytes(data({"Blad1": [["Naam", "Telefoon"], ["Jan", "06"]]}))
    code, told = asked(str(file))
    assert (code, [one["code"] for one in told["problems"]]) == (1, ["mapping-nothing-found"])


def test_a_file_that_is_not_there_is_wrong_usage(asked: Any) -> None:
    assert asked("bestaat-niet.xlsx")[0] == 2


def test_the_preview_is_printed_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = years(quote("KOOP"))
    file = tmp_path / "b.xlsx"
    file.write_bytes(data(made.workbook))
    for lang, sentence in (("nl", "Van 22 rijen zijn 19 een regel"), ("en", "Of 22 rows 19 are lines")):
        main(["-C", str(tmp_path), "map", str(file), "--lang", lang, "--output", str(tmp_path / f"{lang}.xlsx")])
        assert sentence in capsys.readouterr().out


ENGLISH: list[list[Any]] = [
    ["Budget 2027 (x € 1.000, excl. VAT)"],
    [],
    [
        "Service code",
        "Budget heading",
        "Type of cost",
        "Activity",
        "Recurring",
        "Hours",
        "Rate",
        "2027",
        "",
        "",
        "",
        "",
    ],
    ["RWS-01", "beheer", "staff", "Run", "recurring", 100, 80, 8, 2, 2, 2, 2],
    ["RWS-01", "beheer", "staff", "Build", "one-off", 50, 80, 4, 1, 1, 1, 1],
    ["", "", "", "Total", "", 150, "", 12, 3, 3, 3, 3],
]


def test_english_headings_and_columns_that_add_up_are_recognised() -> None:
    rows = {r: {c: v for c, v in enumerate(row, 1) if v != ""} for r, row in enumerate(ENGLISH, 1)}
    recurring = {"recurring": "structureel", "one-off": "incidenteel"}
    words = {"cost_type": {"staff": "eigen personeel"}, "product": {"rws-01": "RWS-01"}, "recurring": recurring}
    known = Known({**words, "heading": {"beheer": "beheer"}})
    found = propose([Grid("Sheet1", rows)], known, {}, "rws v2")
    assert found is not None
    columns = {one.field: one.heading or one.column for one in found.columns}
    assert columns == {
        "product": "Service code", "heading": "Budget heading", "cost_type": "Type of cost", "description": "Activity",
        "recurring": "Recurring", "quantity": "Hours", "rate": "Rate", "amount": "{jaar}", "quarter_1": 9,
        "quarter_2": 10, "quarter_3": 11, "quarter_4": 12,
    }  # fmt: skip
    assert (found.head["amounts_in"], found.head["vat"], found.head["version"]) == (1000, "excluding", 2)
    assert ("recurring", "one-off", "incidenteel") in found.terms
    assert [(one.skip, one.text) for one in found.skips] == [("total", "Total")]
