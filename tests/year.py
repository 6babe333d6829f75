"""A year of the example as its users live it, by commands alone: helpers for the tests of the whole cycle."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.books import filling
from planner.cli import main
from planner.excel.forms import Content, form
from planner.excel.layout import SheetContent
from planner.records import Line, Quote
from planner.resources import example
from planner.sheets import read
from planner.sheets.quote import QUOTE

PARTIES = ("GEONOVUM", "KADASTER", "KOOP", "RWS", "TBO")


class Life:
    """A workspace and somebody who types commands in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def type(self, *words: str, code: int = 0) -> str:
        """Run a command in Dutch, expect its exit code and return what it printed."""
        self._capsys.readouterr()
        found = main(["-C", str(self.folder), *words, "--lang", "nl"])
        printed = self._capsys.readouterr()
        assert found == code, printed.out + printed.err
        return printed.out

    def data(self, *words: str, code: int = 0) -> Any:
        """Run a command with --json and return what it printed."""
        return json.loads(self.type(*words, "--json", code=code))

    def refused(self, *words: str) -> list[str]:
        """Run a command that must refuse, and return the codes of its problems."""
        return [one["code"] for one in self.data(*words, code=1)["problems"]]

    def status(self, day: str = "2026-12-01", year: str = "2027") -> "Status":
        """Return where the year stands."""
        (found,) = self.data("status", year, "--date", day)["years"]
        return Status(found)


class Status:
    """What `planner status --json` says of one year."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found

    @property
    def done(self) -> set[str]:
        """Return the steps that are done."""
        return {one["step"] for one in self.found["steps"] if one["done"]}

    def said(self, step: str) -> str:
        """Return what is said of a step."""
        return str(next(one["said"] for one in self.found["steps"] if one["step"] == step))

    @property
    def next(self) -> list[str]:
        """Return the commands that can be typed next, by their first words; what is no command by nothing."""
        return [" ".join((one["command"] or "").split()[:2]) for one in self.found["next"]]


def quote_in(path: Path) -> Quote:
    """Return the quote or assignment in a workbook."""
    record = read(path.read_bytes(), path.name).record
    assert isinstance(record, Quote)
    return record


def example_quote(party: str) -> Quote:
    """Return what a party quotes in the example."""
    return quote_in(example() / f"2027/offertes/offerte-{party}-2027.xlsx")


def answer(to: Path, asked: Quote) -> bytes:
    """Return the bytes of a request, filled in with a quote."""
    return quote_book(asked, quote_in(to).request)


def quote_book(asked: Quote, request: str = "") -> bytes:
    """Return a quote as a workbook, with the identity of the request that it answers."""
    values = {
        "template": 1,
        "organisation": asked.organisation,
        "role": asked.role,
        "year": asked.year,
        "version": asked.version,
        "dated": asked.dated,
        "reference": asked.reference,
        "price_level": asked.basis.price_level,
        "vat": asked.basis.vat,
        "unrecoverable_vat": asked.unrecoverable_vat,
        "amounts_in": 1,
        "valid_until": asked.valid_until,
        "request": request,
    }
    years = sorted({year for line in asked.lines for year, _ in line.outlook})
    sheets = {
        "Offerte": SheetContent(values=values),
        "Kosten": filling.costs(asked.lines, years),
        "Onderwerpen": filling.subjects(asked.subjects),
        "Risico's": filling.risks(asked.risks),
    }
    return form(QUOTE, Content(sheets))[0]


def with_lines(quote: Quote, version: int, *changed: Line) -> Quote:
    """Return another version of a quote, in which these lines take the place of those of the same Regel."""
    new = {line.id: line for line in changed}
    return replace(quote, version=version, lines=tuple(new.get(line.id, line) for line in quote.lines))


def ceilings(path: Path, rows: Sequence[tuple[str, float, float | None, str]]) -> Path:
    """Write a workbook with a lone sheet Plafonds, as somebody types it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plafonds"
    sheet.append(["Post", "Bedrag", "Ondergrens", "Toets", "Toelichting"])
    for row in rows:
        sheet.append([*row, None])
    book.save(path)
    return path
