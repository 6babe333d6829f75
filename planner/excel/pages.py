"""The page of a declared workbook or sheet: its purpose, and each heading with kind, need and meaning.

Made from the declaration alone, in Dutch or English; knows no terminal and no workbook in particular.
"""

from dataclasses import dataclass
from typing import Literal

from planner import dutch
from planner.excel.vocabulary import (
    CellKind,
    Choice,
    Code,
    Column,
    Day,
    Money,
    Percentage,
    Quantity,
    Rate,
    Sheet,
    Text,
    Whole,
    Workbook,
    Year,
    YesNo,
)

Lang = Literal["nl", "en"]
Need = Literal["required", "empty", "absent"]
"""Whether a cell must be filled, may stay empty, or its whole column or label may be missing."""

_PLAIN: dict[type, tuple[str, str]] = {
    Text: ("tekst", "text"),
    Rate: ("tarief in euro per eenheid", "rate in euro a unit"),
    Quantity: ("aantal", "quantity"),
    Percentage: ("percentage, zoals 3,8%", "percentage, such as 3.8%"),
    Day: ("datum, zoals 31-12-2027", "date, such as 31-12-2027"),
    Year: ("jaartal, zoals 2027", "year, such as 2027"),
    YesNo: ("ja of nee", "ja (yes) or nee (no)"),
}
_NEEDS: dict[Need, tuple[str, str]] = {
    "required": ("verplicht", "required"),
    "empty": ("mag leeg blijven", "may stay empty"),
    "absent": ("mag ontbreken", "may be missing"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading or label: what may stand under it or beside it, and what it means."""

    heading: str
    kind: str
    need: Need
    choices: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one sheet."""

    workbook: str
    sheet: str
    purpose: str
    labelled: bool
    optional: bool
    entries: tuple[Entry, ...]


def pages(workbook: Workbook, lang: Lang) -> tuple[Page, ...]:
    """Return the page of every sheet of a workbook, in order."""
    return tuple(page(workbook, sheet, lang) for sheet in workbook.sheets)


def page(workbook: Workbook, sheet: Sheet, lang: Lang) -> Page:
    """Return the page of one sheet."""
    return Page(
        workbook=workbook.name,
        sheet=sheet.name,
        purpose=sheet.nl if lang == "nl" else sheet.en,
        labelled=sheet.labelled,
        optional=sheet.optional,
        entries=tuple(_entry(column, lang) for column in sheet.columns),
    )


def _entry(column: Column, lang: Lang) -> Entry:
    return Entry(
        heading=column.heading.replace("{year}", "<jaar>" if lang == "nl" else "<year>"),
        kind=kind_words(column.kind, lang),
        need=need_of(column),
        choices=tuple(column.kind.options) if isinstance(column.kind, Choice) else (),
        meaning=column.nl if lang == "nl" else column.en,
    )


def need_of(column: Column) -> Need:
    """Return whether the cells of a column must be filled."""
    if column.optional:
        return "absent"
    return "required" if column.required else "empty"


def need_words(need: Need, lang: Lang) -> str:
    """Say a need in one language."""
    return _NEEDS[need][lang == "en"]


def kind_words(kind: CellKind, lang: Lang) -> str:
    """Say in one language what a cell of a kind may hold."""
    match kind:
        case Money():
            return _money_words(kind, lang)
        case Code():
            return _code_words(kind, lang)
        case Whole():
            between = f"{dutch.number(kind.least)} t/m {dutch.number(kind.most)}"
            return f"geheel getal, {between}" if lang == "nl" else f"whole number, {kind.least} to {kind.most}"
        case Choice():
            words = ("keuze", "choice") if not kind.open else ("keuze of iets anders", "choice or something else")
            return words[lang == "en"]
        case _:
            return _PLAIN[type(kind)][lang == "en"]


def _money_words(kind: Money, lang: Lang) -> str:
    if lang == "nl":
        return "bedrag, pm, of van..tot zoals 100.000..150.000" if kind.open else "bedrag"
    return "amount, pm, or a range such as 100.000..150.000" if kind.open else "amount"


def _code_words(kind: Code, lang: Lang) -> str:
    if not kind.table:
        return "code"
    return f"code uit {kind.table}" if lang == "nl" else f"code from {kind.table}"


def as_data(shown: Page) -> dict[str, object]:
    """Return a page as plain data; `need` is `required`, `empty` (may stay so) or `absent` (may be missing)."""
    return {
        "sheet": shown.sheet,
        "purpose": shown.purpose,
        "layout": "labelled" if shown.labelled else "table",
        "optional": shown.optional,
        "fields": [
            {
                "heading": entry.heading,
                "kind": entry.kind,
                "need": entry.need,
                "choices": list(entry.choices),
                "meaning": entry.meaning,
            }
            for entry in shown.entries
        ],
    }


def note(column: Column) -> str:
    """Return the Dutch note to a heading: its meaning, what its cells may hold and whether they must."""
    lines = [column.nl, f"Soort: {kind_words(column.kind, 'nl')} ({need_words(need_of(column), 'nl')})."]
    if isinstance(column.kind, Choice):
        lines.append("Keuzes: " + "; ".join(column.kind.options) + ".")
    return "\n".join(line for line in lines if line)
