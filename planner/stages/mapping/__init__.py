"""Proposes how a workbook in a layout of its own is to be read, from headings and values; pure, for people to edit.

Nothing is read by a guess: what is proposed is written down, shown, and read only once it is kept as a mapping.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.amounts import Vat
from planner.records.mapping import Covers, Piece, Skip, Stands
from planner.stages.mapping.columns import QUARTERS, Guessed, guess
from planner.stages.mapping.grid import Grid, Known, Value
from planner.stages.mapping.rows import Rows, sort_rows
from planner.stages.mapping.words import (
    EXCLUDING,
    IN_THOUSANDS,
    INCLUDING,
    PRICE_LEVEL,
    TRANSLATED,
    VERSION,
    YEAR,
    closest,
)


@dataclass(frozen=True)
class ColumnRow:
    """A proposed row of the sheet Kolommen."""

    field: str
    stands: Stands
    heading: str = ""
    synonyms: tuple[str, ...] = ()
    column: int = 0
    piece: Piece | None = None
    fixed: str = ""
    note: str = ""


@dataclass(frozen=True)
class SkipRow:
    """A proposed row of the sheet Overslaan; `column` is a number from 1."""

    skip: Skip
    column: int
    text: str
    covers: Covers | None = None


@dataclass(frozen=True)
class Proposal:
    """A proposed mapping, in the terms of its sheets."""

    sheet: str
    heading_row: int
    head: Mapping[str, Any]
    cells: tuple[tuple[str, str, int, int], ...]
    """Fields that the workbook says itself: field, sheet, row and column."""
    columns: tuple[ColumnRow, ...]
    terms: tuple[tuple[str, str, str], ...]
    skips: tuple[SkipRow, ...]


def propose(grids: Sequence[Grid], known: Known, given: Mapping[str, Any], file: str) -> Proposal | None:
    """Return a proposal for a workbook; `given` are constants that somebody gave, `file` is its name.

    None where no sheet has a row that looks like the headings of cost lines.
    """
    guessed = guess(grids, known)
    if guessed is None:
        return None
    rows = sort_rows(guessed, known)
    texts = [
        text
        for row in guessed.grid.rows
        if row <= guessed.row
        for column in guessed.grid.rows[row]
        if (text := guessed.grid.shown(row, column))
    ]
    head = _head(texts, known, guessed, file) | {name: value for name, value in given.items() if value is not None}
    head.setdefault("price_level", head.get("year"))
    roles = known.roles.get(head.get("organisation", ""), frozenset())
    if len(roles) == 1:
        head.setdefault("role", *roles)
    cells = tuple(_cells(grids, set(given)))
    if any(name == "version" for name, *_ in cells):
        head.pop("version", None)
    columns = (*_grouped(rows), *_columns(guessed, rows, head.get("year")))
    skips = tuple(SkipRow(one.skip, one.column, one.text, one.covers) for one in rows.rules)
    terms = (*_group_terms(rows), *_terms(guessed, rows, known))
    return Proposal(guessed.grid.name, guessed.row, head, cells, columns, tuple(dict.fromkeys(terms)), skips)


def _head(texts: Sequence[str], known: Known, guessed: Guessed, file: str) -> dict[str, Any]:
    """Return the constants that the texts above the lines and the name of the file tell."""
    everything = " | ".join([*texts, re.sub(r"[_-]", " ", file)])
    level, version = PRICE_LEVEL.search(everything), VERSION.search(everything)
    years = [int(year[0]) for text in texts if (year := YEAR.search(text))]
    own = max(years) if years else None
    if guessed.years:
        own = min(guessed.years.values()) - int(guessed.outlook)
    words = {word.casefold() for word in re.findall(r"[\w-]+", everything)}
    organisations = {
        code for name, code in known.organisations.items() if name in words or name in everything.casefold()
    }
    head: dict[str, Any] = {
        "year": own,
        "version": int(version[2]) if version else 1,
        "amounts_in": 1000 if IN_THOUSANDS.search(everything) else 1,
    }
    if level:
        head["price_level"] = int(level[2])
    if INCLUDING.search(everything) or EXCLUDING.search(everything):
        head["vat"] = Vat.INCLUDING if INCLUDING.search(everything) else Vat.EXCLUDING
    if len(organisations) == 1:
        head["organisation"] = organisations.pop()
    return {name: value for name, value in head.items() if value is not None}


def _cells(grids: Sequence[Grid], given: set[str]) -> list[tuple[str, str, int, int]]:
    """Return where the workbook has its number of version beside a label that says so."""
    for grid in grids:
        for row, cells in list(grid.rows.items())[:20]:
            for column in cells:
                label = grid.text(row, column).casefold().rstrip(": ")
                beside = grid.number(row, column + 1)
                if label in {"versie", "version", "versienummer"} and beside is not None and "version" not in given:
                    return [("version", grid.name, row, column + 1)]
    return []


def _grouped(rows: Rows) -> list[ColumnRow]:
    return [
        ColumnRow(one.field, Stands.GROUP, column=one.column, piece=one.piece, note="tekst boven de regels")
        for one in rows.groups
    ]


def _columns(guessed: Guessed, rows: Rows, year: int | None) -> list[ColumnRow]:
    """Return the columns from left to right, then what no column holds."""
    found = [(column, _column(guessed, name, column)) for name, column in guessed.columns.items()]
    if guessed.years:
        patterns = list(dict.fromkeys(YEAR.sub("{jaar}", guessed.heading(c)) for c in sorted(guessed.years)))
        note = "één kolom per later jaar" if guessed.outlook else f"één kolom per jaar; {year or 'het eigen'} is Bedrag"
        name = "outlook" if guessed.outlook else "years"
        by_year = ColumnRow(name, Stands.COLUMN, patterns[0], tuple(patterns[1:]), note=note)
        found.append((min(guessed.years), by_year))
    columns = [row for _, row in sorted(found, key=lambda one: one[0])]
    there = {row.field for row in columns} | {one.field for one in rows.groups}
    if "description" not in there and "product_name" in guessed.columns:
        heading = guessed.heading(guessed.columns["product_name"])
        columns.append(ColumnRow("description", Stands.COLUMN, heading, note="er is geen eigen omschrijving"))
    if "recurring" not in there:
        columns.append(ColumnRow("recurring", Stands.FIXED, fixed="structureel", note="AANNAME: ga dit na"))
    return columns


def _column(guessed: Guessed, name: str, column: int) -> ColumnRow:
    heading = guessed.heading(column)
    note = f"herkend aan {guessed.why[name]}"
    return ColumnRow(name, Stands.COLUMN, heading, column=0 if heading else column, note=note)


def _group_terms(rows: Rows) -> list[tuple[str, str, str]]:
    return [(one.field, theirs, ours) for one in rows.groups for theirs, ours in one.terms]


def _terms(guessed: Guessed, rows: Rows, known: Known) -> list[tuple[str, str, str]]:
    """Return the words of translated columns that are no codes of ours, with the code that each looks like."""
    found: dict[tuple[str, str], str] = {}
    for name in TRANSLATED:
        words = known.words.get(name, {})
        column = guessed.columns.get(name)
        if column is None or not words:
            continue
        for row in rows.lines:
            text = guessed.grid.shown(row, column)
            if text and text not in words.values():
                near = text.casefold() if text.casefold() in words else closest(text, words, 0.7)
                found[name, text] = words[near] if near else ""
    return [(name, theirs, ours) for (name, theirs), ours in found.items()]


__all__ = ["QUARTERS", "ColumnRow", "Grid", "Known", "Proposal", "SkipRow", "Value", "propose"]
