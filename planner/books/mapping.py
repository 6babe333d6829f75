"""Writes a proposed mapping as the workbook that finance staff edit; proposes nothing itself."""

from collections.abc import Mapping
from typing import Any

from planner.excel.forms import Content, form
from planner.excel.layout import Row, SheetContent
from planner.excel.matching import letter
from planner.excel.style import Look
from planner.problems import Problem
from planner.sheets import MAPPING
from planner.stages.mapping import ColumnRow, Proposal, SkipRow

_LEAD = (
    "Voorgesteld door planner uit de koppen en waarden van {file}. Kijk elk blad na en verbeter wat niet klopt: dit is "
    "wat planner leest, en niets anders.",
    "Bewaar deze werkmap in de map koppelingen; elk bestand in offertes met deze koppen wordt er dan mee gelezen.",
)


def book(proposal: Proposal, name: str, file: str, known: Mapping[str, tuple[str, ...]]) -> tuple[bytes, list[Problem]]:
    """Return the workbook of a mapping; `known` are the codes by the name of their table, for its lists."""
    headings = proposal_headings(proposal)
    opening = {**proposal.head, "name": name, "sheet": proposal.sheet, "heading_row": proposal.heading_row}
    lead = ((Look.TITLE, f"Koppeling {name}"), *((Look.NOTE, line.format(file=file)) for line in _LEAD))
    lists = {
        (column.kind.table, column.kind.column): known[column.kind.table]  # type: ignore[union-attr]
        for column in MAPPING.sheets[0].columns
        if getattr(column.kind, "table", "") in known
    }
    content = Content(
        {
            "Koppeling": SheetContent(values=opening, lead=lead),
            "Kolommen": SheetContent(rows=[_column(one) for one in proposal.columns], extra=("note",)),
            "Waarden": SheetContent(rows=[_term(*one) for one in proposal.terms]),
            "Overslaan": SheetContent(rows=[_skip(one, headings) for one in proposal.skips]),
            "Cellen": SheetContent(rows=[_cell(*one) for one in proposal.cells]),
        },
        lists,
    )
    data, problems = form(MAPPING, content)
    return data, list(problems)


def proposal_headings(proposal: Proposal) -> dict[int, str]:
    """Return the headings by column, of the columns that the proposal names by heading."""
    return {one.column: one.heading for one in proposal.columns if one.column and one.heading}


def _column(one: ColumnRow) -> Row:
    values: dict[str, Any] = {
        "field": one.field,
        "stands": one.stands,
        "heading": one.heading,
        "synonyms": "; ".join(one.synonyms),
        "letters": letter(one.column) if one.column else "",
        "piece": one.piece,
        "fixed": one.fixed,
        "note": one.note,
    }
    return values


def _term(field: str, theirs: str, ours: str) -> Row:
    return {"field": field, "theirs": theirs, "ours": ours}


def _skip(one: SkipRow, headings: Mapping[int, str]) -> Row:
    return {
        "skip": one.skip,
        "column": headings.get(one.column, letter(one.column)),
        "text": one.text,
        "covers": one.covers,
    }


def _cell(field: str, sheet: str, row: int, column: int) -> Row:
    return {"field": field, "sheet": sheet, "cell": f"{letter(column)}{row}"}
