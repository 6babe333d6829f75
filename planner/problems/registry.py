"""What a problem is and how its texts are made; knows no particular problem (those stand one file per stage)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from planner import dutch
from planner.places import Place

Lang = Literal["nl", "en"]


class Severity(StrEnum):
    """How bad a problem is: an error keeps a figure out, a warning asks a look, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Words:
    """A fact that must itself be said in two languages ("een bedrag", "an amount")."""

    nl: str
    en: str

    def say(self, lang: Lang) -> str:
        """Return the words in one language."""
        return self.nl if lang == "nl" else self.en


Fact = str | int | Decimal | date | Place | Words
"""Decimals are shown with the decimals that they carry; an amount is given as Decimal euros, with two of them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One code of the registry: severity, text and remedy in Dutch and English, with `{fact}` in the texts.

    `unreadable` marks the kinds where a file could not be read at all, which end a command with exit code 2.
    """

    code: str
    severity: Severity
    nl: str
    nl_remedy: str
    en: str
    en_remedy: str
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a user's file has wrong, as a value: a code, where it stands, and what was found.

    `severity` is None where it is that of its kind; it is given where it depends on the effect.
    """

    code: str
    where: Place
    facts: tuple[tuple[str, Fact], ...] = ()
    severity: Severity | None = None

    def fact(self, name: str) -> Fact | None:
        """Return one fact, None where the problem has none of that name."""
        return next((value for key, value in self.facts if key == name), None)


def problem(code: str, where: Place, **facts: Fact) -> Problem:
    """Make a problem."""
    return Problem(code, where, tuple(facts.items()))


def shown(fact: Fact, lang: Lang) -> str:
    """Return a fact as a reader of the language writes it."""
    if isinstance(fact, Words):
        return fact.say(lang)
    if isinstance(fact, Decimal):
        decimals = max(0, -int(fact.as_tuple().exponent))
        return dutch.number(fact, decimals) if lang == "nl" else f"{fact:,.{decimals}f}"
    if isinstance(fact, date):
        return dutch.short_date(fact) if lang == "nl" else fact.isoformat()
    return str(fact)


def plain_fact(fact: Fact, lang: Lang) -> str | int:
    """Return a fact for JSON: numbers exact, dates as ISO, words in the language."""
    if isinstance(fact, Words):
        return fact.say(lang)
    if isinstance(fact, int):
        return fact
    if isinstance(fact, Decimal):
        return f"{fact:f}"
    return fact.isoformat() if isinstance(fact, date) else str(fact)


def collect(*groups: Iterable[Kind]) -> dict[str, Kind]:
    """Return the kinds by code. Raises ValueError for a code that is declared twice."""
    kinds: dict[str, Kind] = {}
    for group in groups:
        for kind in group:
            if kind.code in kinds:
                raise ValueError(f"problem code declared twice: {kind.code}")
            kinds[kind.code] = kind
    return kinds
