"""Random whole cycles: what `planner compare` answers against the second opinion, and no problem where none is.

PLANNER_CYCLES=400 runs that many instead of a few; PLANNER_CYCLES_FROM=1000 starts at another seed.
"""

import json
import os

import pytest

from planner.cli import main
from tests.cycles.example import example
from tests.cycles.make import make
from tests.cycles.write import write
from tests.oracle import compare

FIRST = int(os.environ.get("PLANNER_CYCLES_FROM", "0"))
CYCLES = int(os.environ.get("PLANNER_CYCLES", "12"))
CORRECT = range(10_000, 10_000 + CYCLES)
LARGE = range(20_000, 20_000 + CYCLES // 16)
PARTS = ("index", "rate", "volume", "other", "new")
FIELDS = ("offer", "ceiling", "verdict")


def asked(capsys, folder, *words):
    """Run a command in a workspace and return its JSON."""
    main(["-C", str(folder), *words, "--json"])
    return json.loads(capsys.readouterr().out)


def differences(found, expected, place=""):
    """Return every place where two answers differ, with what planner found and what is expected."""
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = list(dict.fromkeys([*expected, *found]))
        return [d for key in keys for d in differences(found.get(key), expected.get(key), f"{place}.{key}")]
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        pairs = enumerate(zip(found, expected, strict=True))
        return [d for number, (one, other) in pairs for d in differences(one, other, f"{place}[{number}]")]
    return [] if found == expected else [f"{place}: planner {found!r}, expected {expected!r}"]


@pytest.mark.parametrize("seed", range(FIRST, FIRST + CYCLES))
def test_compare_answers_what_the_second_opinion_answers(seed, tmp_path, capsys):
    cycle = make(seed)
    write(cycle, tmp_path)
    answer, expected = asked(capsys, tmp_path, "compare", str(cycle["year"])), compare(cycle)
    assert differences(answer, expected) == []
    assert list(answer["bridge"]) == list(expected["bridge"])


@pytest.mark.parametrize("seed", LARGE)
def test_compare_answers_the_same_for_quotes_of_many_lines(seed, tmp_path, capsys):
    cycle = make(seed, most=120)
    write(cycle, tmp_path)
    assert differences(asked(capsys, tmp_path, "compare", str(cycle["year"])), compare(cycle)) == []


@pytest.mark.parametrize("seed", CORRECT)
def test_a_correct_cycle_has_no_error_and_no_warning(seed, tmp_path, capsys):
    cycle = make(seed, most=4, correct=True)
    write(cycle, tmp_path)
    found = asked(capsys, tmp_path, "check", str(cycle["year"]))
    assert [problem for problem in found if problem["severity"] != "note"] == []


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """Return a workspace with the example, written from its tables by another writer than planner's own."""
    folder = tmp_path_factory.mktemp("example")
    write(example(), folder)
    return folder


def test_the_example_gives_the_figures_that_are_known_of_it(examples, capsys):
    answer = asked(capsys, examples, "compare", "2027")
    assert (answer["year"], answer["price_level"], answer["vat"], answer["fits"]) == (2027, 2027, "including", False)
    assert {row["heading"]: tuple(row[field] for field in FIELDS) for row in answer["rows"]} == {
        "beheer": ("39477079.17", "38900000.00", "over"),
        "doorontwikkeling": ("9273893.83", "8600000.00", "over"),
        "uitbouw": ("4878840.28", "5050000.00", "within"),
        "iplo": ("3254278.00", "3300000.00", "within"),
        "implementatieondersteuning": ("1795929.91", "1850000.00", "within"),
        "leveranciersmanagement": ("1081045.77", "1050000.00", "above-estimate"),
    }
    assert answer["binding"]["difference"] == "1250973.00"
    assert answer["total"]["offer"] == "59761066.96"
    assert answer["financing"]["offer"] == {
        "RIJK": "15306463.35",
        "PROVINCIES": "3292933.60",
        "GEMEENTEN": "38417558.68",
        "WATERSCHAPPEN": "2744111.33",
    }
    beheer = answer["bridge"]["beheer"]
    assert [beheer[part] for part in PARTS] == ["903783.01", "69178.99", "-52394.00", "54144.00", "1631734.50"]
    assert differences(answer, compare(example())) == []


def test_the_example_has_no_error_and_no_warning(examples, capsys):
    assert {problem["severity"] for problem in asked(capsys, examples, "check", "2027")} <= {"note"}


def test_the_example_without_vat_has_the_total_that_is_known_of_it(tmp_path, capsys):
    cycle = example()
    cycle["frame"]["head"]["Btw"] = "exclusief"
    write(cycle, tmp_path)
    answer = asked(capsys, tmp_path, "compare", "2027")
    assert (answer["vat"], answer["total"]["offer"]) == ("excluding", "54324897.00")
    assert differences(answer, compare(cycle)) == []
