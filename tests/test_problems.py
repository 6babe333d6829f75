"""The registry of problems beside the code that makes them: every code has its texts, every text its facts."""

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.places import Place
from planner.problems import REGISTRY, Kind, Severity, Words, message, plain_fact, problem, remedy, severity_of, shown
from planner.problems.registry import collect

PLANNER = Path(__file__).resolve().parents[1] / "planner"
SOURCES = [path for path in sorted(PLANNER.rglob("*.py")) if path.parent.name != "problems"]
MAKERS = {"problem", "finding", "Problem", "Finding"}
ADDED_LATER = {"finding": {"heading"}}
"""What the reader adds to a finding of a cell, which does not know its own heading."""
WHERE = Place("offerte.xlsx", "Kosten", "K3")


@dataclass(frozen=True)
class Call:
    """A place in the source that makes a problem: where, by which maker, its codes, and the facts it gives.

    `complete` is False where facts are passed on from elsewhere (`**facts`).
    """

    where: str
    maker: str
    codes: frozenset[str]
    facts: frozenset[str]
    complete: bool


def texts(kind: Kind) -> tuple[str, ...]:
    return (kind.nl, kind.nl_remedy, kind.en, kind.en_remedy)


def facts_in(*templates: str) -> set[str]:
    return {name for text in templates for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def words_in(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def calls_in(source: str, name: str = "source.py") -> Iterator[Call]:
    """Yield the calls that make problems; a code held in a variable is looked for in the function around it."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS):
            continue
        code = node.args[0] if node.args else None
        if isinstance(code, ast.Constant):
            codes = frozenset({str(code.value)})
        else:
            around = [f for f in functions if f.lineno <= node.lineno <= (f.end_lineno or 0)]
            codes = (
                frozenset(words_in(around[-1]) & set(REGISTRY))
                if around and isinstance(code, ast.Name)
                else frozenset()
            )
        facts = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
        complete = all(keyword.arg for keyword in node.keywords)
        yield Call(f"{name}:{node.lineno}", node.func.id, codes, facts, complete)


def faults_of(call: Call) -> list[str]:
    unknown = [f"{call.where}: unknown code {code}" for code in call.codes - set(REGISTRY)]
    if not call.complete:
        return unknown
    given = call.facts | ADDED_LATER.get(call.maker, set())
    missing = [
        f"{call.where}: {code} needs {sorted(needed - given)}"
        for code in sorted(call.codes & set(REGISTRY))
        if (needed := facts_in(*texts(REGISTRY[code]))) - given
    ]
    return unknown + missing


@pytest.mark.parametrize("code", sorted(REGISTRY))
def test_every_code_has_texts_and_remedies_in_two_languages(code: str) -> None:
    kind = REGISTRY[code]
    assert kind.code == code
    assert code == code.lower().replace(" ", "-")
    for text in texts(kind):
        assert text == text.strip()
        assert text.endswith((".", "?", "}"))
    assert kind.nl != kind.en
    assert kind.nl_remedy != kind.en_remedy


@pytest.mark.parametrize("code", sorted(REGISTRY))
def test_both_languages_tell_the_same_facts(code: str) -> None:
    kind = REGISTRY[code]
    assert facts_in(kind.nl) == facts_in(kind.en)
    assert facts_in(kind.nl_remedy) == facts_in(kind.en_remedy)


def test_every_problem_made_in_the_source_is_known_and_gives_its_facts() -> None:
    calls = [call for path in SOURCES for call in calls_in(path.read_text(encoding="utf-8"), path.name)]
    assert len(calls) > 40
    assert [fault for call in calls for fault in faults_of(call)] == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('problem("no-such-code", x)', "source.py:1: unknown code no-such-code"),
        ('problem("wrong-year", x, found=1)', "source.py:1: wrong-year needs ['expected']"),
        ('finding("wrong-kind", found=1)', "source.py:1: wrong-kind needs ['expected']"),
        (
            'def f():\n    code = "wrong-year"\n    problem(code, x, found=1)',
            "source.py:3: wrong-year needs ['expected']",
        ),
    ],
)
def test_the_guard_bites(source: str, fault: str) -> None:
    assert [found for call in calls_in(source) for found in faults_of(call)] == [fault]


def test_every_code_is_used_somewhere() -> None:
    used = set().union(*(words_in(ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES))
    assert sorted(set(REGISTRY) - used) == []


def test_a_code_is_declared_once() -> None:
    kind = Kind("twice", Severity.NOTE, "a.", "b.", "c.", "d.")
    with pytest.raises(ValueError, match="twice"):
        collect([kind], [kind])


def test_a_problem_tells_what_was_found_in_the_language_that_was_asked() -> None:
    found = problem("wrong-year", WHERE, found=2026, expected=2027)
    assert message(found, "nl") == REGISTRY["wrong-year"].nl.format(found="2026", expected="2027")
    assert message(found, "en") == "This workbook is for 2026, not for 2027."
    assert remedy(found, "nl").startswith("Zet het jaar goed")
    assert severity_of(found) is Severity.ERROR
    assert (found.fact("found"), found.fact("nothing")) == (2026, None)


@pytest.mark.parametrize(
    ("fact", "nl", "en", "plain"),
    [
        (Decimal("1234.50"), "1.234,50", "1,234.50", "1234.50"),
        (Decimal("99.5"), "99,5", "99.5", "99.5"),
        (Decimal("1E+2"), "100", "100", "100"),
        (date(2027, 4, 1), "1-4-2027", "2027-04-01", "2027-04-01"),
        (2027, "2027", "2027", 2027),
        (Words("een bedrag", "an amount"), "een bedrag", "an amount", "een bedrag"),
        (WHERE, "offerte.xlsx, Kosten, K3", "offerte.xlsx, Kosten, K3", "offerte.xlsx, Kosten, K3"),
    ],
)
def test_facts_are_shown_as_a_reader_writes_them(fact: Decimal, nl: str, en: str, plain: str | int) -> None:
    assert (shown(fact, "nl"), shown(fact, "en"), plain_fact(fact, "nl")) == (nl, en, plain)
