"""Proposes how a workbook in a layout of its own is to be read, from headings and values; pure, for people to edit.

Nothing is read by a guess: what is proposed is written down, shown, and read only once it is kept as a mapping.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.records.mapping import Covers, Piece, Skip, Stands
from planner.stages.mapping import titles
from planner.stages.mapping.columns import Guessed, guess
from planner.stages.mapping.grid import Grid, Known, Value
from planner.stages.mapping.money import QUARTERS
from planner.stages.mapping.rows import Rows, sort_rows
from planner.stages.mapping.totals import rules
from planner.stages.mapping.words import TRANSLATED, YEAR


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
    first = guess(grids, known, given.get("year"))
    if first is None:
        return None
    year = given.get("year") or titles.year(first, file)
    guessed = guess(grids, known, year) or first
    rows = sort_rows(guessed, known)
    head = titles.head(titles.above(guessed), known, file)
    if year or guessed.columns.get("amount") in guessed.years:
        head["year"] = year or guessed.years[guessed.columns["amount"]]
    head |= _owner(guessed, rows, known, head) | {name: value for name, value in given.items() if value is not None}
    head.setdefault("price_level", head.get("year"))
    cells = () if "version" in given else titles.version(grids, guessed)
    if cells:
        head.pop("version", None)
    columns = (*_grouped(rows), *_columns(guessed, rows, head.get("year")))
    skips = tuple(SkipRow(one.skip, one.column, one.text, one.covers) for one in (*rules(guessed, rows), *rows.rules))
    terms = (*_group_terms(rows), *_terms(guessed, rows, known))
    return Proposal(guessed.grid.name, guessed.row, head, cells, columns, tuple(dict.fromkeys(terms)), skips)


def _owner(guessed: Guessed, rows: Rows, known: Known, head: Mapping[str, Any]) -> dict[str, Any]:
    """Return the organisation and role that deliver the products, and where only the role is open the only one."""
    codes = {code for one in rows.groups if one.field == "product" for _, code in one.terms}
    for group in rows.groups:
        if group.field == "product" and not group.terms:
            codes |= {known.first_word(guessed.grid.text(row, group.column)) or "" for row in rows.group_rows}
    if (column := guessed.columns.get("product")) is not None:
        shown = [guessed.grid.shown(row, column) for row in rows.lines]
        codes |= {known.code("product", text) or known.first_word(text) or "" for text in shown if text}
    owners = {known.owners[code] for code in codes if code in known.owners}
    if len(owners) == 1:
        organisation, role = owners.pop()
        return {"organisation": organisation, "role": role}
    roles = known.roles.get(head.get("organisation", ""), frozenset())
    return {"role": next(iter(roles))} if len(roles) == 1 else {}


def _grouped(rows: Rows) -> list[ColumnRow]:
    return [
        ColumnRow(one.field, Stands.GROUP, column=one.column, piece=one.piece, note="tekst boven de regels")
        for one in rows.groups
    ]


def _columns(guessed: Guessed, rows: Rows, year: int | None) -> list[ColumnRow]:
    """Return the columns from left to right, then what no column holds."""
    named = {name: column for name, column in guessed.columns.items() if name != "amount" or not guessed.years}
    found = [(column, _column(guessed, rows, name, column, year)) for name, column in named.items()]
    if guessed.years:
        found += _years(guessed, year)
    columns = [row for _, row in sorted(found, key=lambda one: one[0])]
    there = {row.field for row in columns} | {one.field for one in rows.groups}
    if "description" not in there and "product_name" in guessed.columns:
        heading = guessed.heading(guessed.columns["product_name"])
        columns.append(ColumnRow("description", Stands.COLUMN, heading, note="er is geen eigen omschrijving"))
    if "recurring" not in there:
        columns.append(ColumnRow("recurring", Stands.FIXED, fixed="structureel", note="AANNAME: ga dit na"))
    return columns


def _years(guessed: Guessed, year: int | None) -> list[tuple[int, ColumnRow]]:
    """Return the amount and the columns of later years: together where each year has one, else as two fields."""
    amount = guessed.columns.get("amount", 0)
    patterns = {column: YEAR.sub("{jaar}", guessed.heading(column, dated=True)) for column in sorted(guessed.years)}
    later = list(dict.fromkeys(pattern for column, pattern in patterns.items() if column != amount))
    note = f"herkend aan {guessed.why.get('amount', 'jaar in de kop')}"
    if amount not in guessed.years or not later:
        found = [(amount, _amount(guessed, amount, year, note))] if amount else []
        if later:
            outlook = ColumnRow("outlook", Stands.COLUMN, later[0], tuple(later[1:]), note="één kolom per later jaar")
            found.append((min(column for column in patterns if column != amount), outlook))
        return found
    every = list(dict.fromkeys([patterns[amount], *later]))
    note = f"één kolom per jaar; {year or 'het eigen'} is Bedrag"
    return [(amount, ColumnRow("years", Stands.COLUMN, every[0], tuple(every[1:]), note=note))]


def _amount(guessed: Guessed, column: int, year: int | None, note: str) -> ColumnRow:
    heading = guessed.heading(column)
    if year:
        heading = re.sub(rf"\b{year}\b", "{jaar}", heading)
    return ColumnRow("amount", Stands.COLUMN, heading, column=0 if heading else column, note=note)


def _column(guessed: Guessed, rows: Rows, name: str, column: int, year: int | None) -> ColumnRow:
    note = f"herkend aan {guessed.why[name]}"
    stands = Stands.DOWN if guessed.is_down(name, rows.lines) else Stands.COLUMN
    made = _amount(guessed, column, year, note)
    return replace(made, field=name, stands=stands, piece=guessed.pieces.get(name))


def _group_terms(rows: Rows) -> list[tuple[str, str, str]]:
    return [(one.field, theirs, ours) for one in rows.groups for theirs, ours in one.terms]


def _terms(guessed: Guessed, rows: Rows, known: Known) -> list[tuple[str, str, str]]:
    """Return the words of translated columns that are no codes of ours, with the code that each looks like."""
    found: dict[tuple[str, str], str] = {}
    for name in TRANSLATED:
        words = known.words.get(name, {})
        column = guessed.columns.get(name)
        if column is None or not words or name in guessed.pieces:
            continue
        for row in rows.lines:
            text = guessed.grid.shown(row, column)
            if text and text not in words.values():
                found[name, text] = known.near(name, text, 0.7) or ""
    return [(name, theirs, ours) for (name, theirs), ours in found.items()]


__all__ = ["QUARTERS", "ColumnRow", "Grid", "Known", "Proposal", "SkipRow", "Value", "propose"]
