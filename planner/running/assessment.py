"""The assessment as it is kept: what the offer stood on, how it compared, and everything that was wrong.

It goes into the archive as JSON in both languages, so that what was said then can be read again for ever, and so that
a run in which nothing changed has its answer without opening a workbook. Holds no date.
"""

import json
from typing import Any

from planner import __version__
from planner.problems import Severity, Words, severity_of
from planner.records import digest
from planner.register import Entry, Kind, Register
from planner.views import answer, as_json, overrides
from planner.year import Year

WHAT = "offer"
Json = dict[str, Any]


def content(found: Year) -> Json:
    """Return the assessment of the offer of a year; raises NoReference."""
    done = overrides.sentence(found.overrides, found.year)
    open_items = found.offer[0].open
    return {
        "year": found.year,
        "planner": __version__,
        "parts": dict(digest.of_offer(found.offer[0], found.frame[0], found.reference)),
        "quotes": [f"{quote.organisation} {quote.role}" for quote in found.offer[0].quotes],
        "missing": [f"{item.organisation} {item.role}" for item in open_items if item.reason == "missing"],
        "unusable": [str(item.where) for item in open_items if item.reason in {"quote", "file"}],
        "comparison": as_json.comparison(found.results),
        "answer": [{"nl": line.nl, "en": line.en} for line in _answer(found)],
        "overrides": {"nl": done.nl, "en": done.en} if done else None,
        "problems": [{"nl": as_json.problem(one, "nl"), "en": as_json.problem(one, "en")} for one in found.problems],
    }


def _answer(found: Year) -> tuple[Words, ...]:
    return answer.answer(found.comparison, found.limits[0], found.bridge[0])


def facts(found: Year, assessed: Json, inputs: str, outputs: tuple[str, ...]) -> dict[str, str]:
    """Return what the entry of an assessment says of it."""
    fits = {True: "true", False: "false", None: "open"}[found.comparison.fits]
    errors = sum(severity_of(one) is Severity.ERROR for one in found.problems)
    return {
        "inputs": inputs,
        "offer": digest.whole(assessed["parts"]),
        "fits": fits,
        "open": str(len(found.comparison.open_items)),
        "errors": str(errors),
        "outputs": " ".join(outputs),
        "planner": __version__,
    }


def dumped(assessed: Json) -> bytes:
    """Return an assessment as it stands in the archive."""
    return (json.dumps(assessed, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(register: Register, entry: Entry | None) -> Json | None:
    """Return the assessment of an entry as it was; None where there is none, or the archive no longer has it."""
    data = register.archived(entry.digest) if entry else None
    return json.loads(data) if data else None


def of_offer(register: Register, year: int, offer: str) -> Json | None:
    """Return the latest assessment of the offer with this digest; None where it was never assessed."""
    for one in reversed(register.entries(year)):
        if one.kind is Kind.ASSESSED and one.fact("offer") == offer:
            return read(register, one)
    return None


def changed_since(register: Register, year: int, entry: Entry | None, parts: digest.Parts) -> tuple[str, ...]:
    """Return what says something else than in the offer that an entry is about; empty where nothing does."""
    if entry is None or entry.fact("offer") in {"", digest.whole(parts)}:
        return ()
    before = of_offer(register, year, entry.fact("offer"))
    return digest.changed(before["parts"], parts) if before else ("offer",)
