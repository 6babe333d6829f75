"""`planner guide`: explains the workbooks that people fill in, and every problem.

Prints what the declarations and the registry of problems say; knows no workbook itself.
"""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from planner.commands.options import Settings, WrongUsage, options_without_workspace

if TYPE_CHECKING:
    from rich.console import Console

    from planner.commands.language import Language
    from planner.excel.pages import Page
    from planner.excel.vocabulary import Workbook

PROBLEMS = "problems"
_TEXTS: dict[str, tuple[str, str]] = {
    "heading": ("Kop", "Heading"),
    "label": ("Label", "Label"),
    "kind": ("Wat er mag staan", "What may stand there"),
    "meaning": ("Betekenis", "Meaning"),
    "workbook": ("Werkmap", "Workbook"),
    "purpose": ("Waarvoor", "What for"),
    "code": ("Code", "Code"),
    "text": ("Melding en remedie", "Message and remedy"),
    "sheets": ("Bladen", "Sheets"),
    "labelled": ("label in kolom A, waarde in kolom B", "label in column A, value in column B"),
    "table": ("tabel, koppen in één rij", "table, headings in one row"),
    "optional": ("dit blad mag ontbreken", "this sheet may be missing"),
    "error": ("fout", "error"),
    "warning": ("waarschuwing", "warning"),
    "note": ("opmerking", "note"),
    "more": (
        "Meer: planner guide WERKMAP [BLAD], of planner guide problems voor alle meldingen.",
        "More: planner guide WORKBOOK [SHEET], or planner guide problems for every message.",
    ),
    "unknown": (
        "{kind} {name} bestaat niet. {hint}Keuze uit: {names}.",
        "There is no {kind} {name}. {hint}Choose from: {names}.",
    ),
    "mean": ("Bedoelt u {name}? ", "Did you mean {name}? "),
    "a workbook": ("Werkmap", "workbook"),
    "a sheet": ("Blad", "sheet"),
}


@click.command("guide")
@click.argument("workbook", required=False)
@click.argument("sheet", required=False)
@options_without_workspace
def command(settings: Settings, workbook: str | None, sheet: str | None) -> int:
    """Explain the workbooks that people fill in.

    Without argument: which workbooks there are. With a WORKBOOK: its sheets, each heading with what may stand
    there and what it means. With a SHEET: only that one. `problems` lists every message with its remedy.

    \b
    planner guide
    planner guide offerte
    planner guide offerte Kosten
    planner guide problems --lang en
    """
    if workbook == PROBLEMS:
        return _problems(settings)
    from planner.sheets import DECLARED

    if workbook is None:
        return _list(settings, DECLARED)
    names = [declared.name for declared in DECLARED]
    declared = DECLARED[names.index(_meant(workbook, (*names, PROBLEMS), "a workbook", settings.lang))]
    return _workbook(settings, declared, sheet)


def _say(key: str, lang: "Language") -> str:
    return _TEXTS[key][lang == "en"]


def _meant(name: str, names: Sequence[str], what: str, lang: "Language") -> str:
    """Return the name as it is declared, whatever its capitals; raises WrongUsage where there is none."""
    import difflib

    folded = {known.casefold(): known for known in names}
    if name.casefold() in folded:
        return folded[name.casefold()]
    close = difflib.get_close_matches(name.casefold(), folded, n=1)
    hint = _say("mean", lang).format(name=folded[close[0]]) if close else ""
    kind = _say(what, lang)
    raise WrongUsage(_say("unknown", lang).format(kind=kind, name=name, hint=hint, names=", ".join(names)))


def _list(settings: Settings, declared: Iterable["Workbook"]) -> int:
    lang = settings.lang
    rows = [
        (book.name, book.nl if lang == "nl" else book.en, [sheet.name for sheet in book.sheets]) for book in declared
    ]
    if settings.json:
        return _as_json([{"workbook": name, "purpose": text, "sheets": sheets} for name, text, sheets in rows])
    console = _console(settings)
    headings = [_say(key, lang) for key in ("workbook", "purpose", "sheets")]
    console.print(_table(headings, [(name, text, ", ".join(sheets)) for name, text, sheets in rows]))
    console.print(_say("more", lang))
    return 0


def _workbook(settings: Settings, declared: "Workbook", sheet: str | None) -> int:
    from planner.excel import pages

    shown = pages.pages(declared, settings.lang)
    if sheet is not None:
        name = _meant(sheet, [page.sheet for page in shown], "a sheet", settings.lang)
        shown = tuple(page for page in shown if page.sheet == name)
    purpose = declared.nl if settings.lang == "nl" else declared.en
    if settings.json:
        sheets = [pages.as_data(page) for page in shown]
        return _as_json({"workbook": declared.name, "purpose": purpose, "sheets": sheets})
    console = _console(settings)
    console.print(f"{declared.name}: {purpose}", style="bold")
    for page in shown:
        _page(console, page, settings.lang)
    return 0


def _page(console: "Console", page: "Page", lang: "Language") -> None:
    from planner.excel.pages import need_words

    console.print()
    layout = _say("labelled" if page.labelled else "table", lang)
    console.print(page.sheet, style="bold", end="")
    console.print(f" ({layout}{'; ' + _say('optional', lang) if page.optional else ''})")
    console.print(page.purpose)
    rows = []
    for entry in page.entries:
        choices = f": {' / '.join(entry.choices)}" if entry.choices else ""
        rows.append((entry.heading, f"{entry.kind}{choices}; {need_words(entry.need, lang)}", entry.meaning))
    first = "label" if page.labelled else "heading"
    console.print(_table([_say(key, lang) for key in (first, "kind", "meaning")], rows))


def _problems(settings: Settings) -> int:
    from planner.problems import REGISTRY

    lang = settings.lang
    found = [
        (kind.code, kind.severity.value, _open(kind.nl if lang == "nl" else kind.en),
         _open(kind.nl_remedy if lang == "nl" else kind.en_remedy))
        for kind in REGISTRY.values()
    ]  # fmt: skip
    if settings.json:
        keys = ("code", "severity", "message", "remedy")
        return _as_json([dict(zip(keys, row, strict=True)) for row in found])
    rows = [(f"{code}\n{_say(severity, lang)}", f"{text}\n{remedy}") for code, severity, text, remedy in found]
    _console(settings).print(_table([_say(key, lang) for key in ("code", "text")], rows, lines=True))
    return 0


def _open(template: str) -> str:
    """Return a text of the registry with an ellipsis where a fact of the user's file will stand."""
    return template.format_map(_Anything())


class _Anything(dict[str, str]):
    """Every fact there is, as an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


def _as_json(data: Any) -> int:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    return 0


def _console(settings: Settings) -> "Console":
    """Return a console as wide as the terminal; what is piped has no colour."""
    from rich.console import Console

    return Console(no_color=not settings.color, highlight=False, markup=False, emoji=False)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, lines: bool = False) -> Any:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_lines=lines, pad_edge=False, padding=(0, 2, 0, 0))
    for index, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", ratio=None if index == 0 else index + 1)
    for row in rows:
        table.add_row(*(Text(cell, style="bold" if not index else "") for index, cell in enumerate(row)))
    return table
