"""Prints tables, sentences and problems on a terminal; knows no stage and reads no file.

Colour only where `Settings.color` says so; piped output has none and is as wide as its content.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from planner.commands.options import Settings
from planner.problems import Lang, Problem, Severity, Words, kind_of, message, remedy, severity_of
from planner.tables import Kind, View, Weight, text
from planner.views import as_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

PIPED_WIDTH = 240
LONGEST_TEXT = 24
"""A text column wider than this wraps rather than pushing amounts to a next block."""
PADDING = 3
SEVERITIES = {
    Severity.ERROR: Words("FOUT", "ERROR"),
    Severity.WARNING: Words("WAARSCHUWING", "WARNING"),
    Severity.NOTE: Words("mededeling", "note"),
}
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "bright_black"}


def console(settings: Settings, *, err: bool = False) -> "Console":
    """Return the terminal to print on."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(stderr=err, width=width, no_color=not settings.color, highlight=False, emoji=False)


def as_data(data: Any) -> None:
    """Print JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def sentences(lines: Sequence[Words], settings: Settings) -> None:
    """Print sentences, the first one set apart from the rest."""
    for i, line in enumerate(lines):
        said = line.say(settings.lang)
        click.secho(said if not i else f"  {said}", bold=not i, color=settings.color)


def table(view: View, settings: Settings) -> None:
    """Print a table, with its title above and its notes below; one too wide for the screen in several blocks."""
    from rich.text import Text

    out = console(settings)
    out.print()
    out.print(Text(view.title.say(settings.lang), style="bold"))
    for columns in _blocks(view, settings.lang, out.width):
        out.print(_block(view, columns, settings.lang))
    for note in view.notes:
        out.print(Text(note.say(settings.lang)))


def _blocks(view: View, lang: Lang, width: int) -> list[list[int]]:
    """Return which columns stand beside each other: no amount is ever cut off, so what does not fit goes below.

    The first column is repeated in each block; spare columns go first.
    """
    every = list(range(len(view.columns)))
    needed = [_width(view, i, lang) for i in every]
    if sum(needed) > width:
        every = [i for i in every if not view.columns[i].spare]
    blocks, used = [[every[0]]], needed[every[0]]
    for i in every[1:]:
        if used + needed[i] > width and len(blocks[-1]) > 1:
            blocks.append([every[0]])
            used = needed[every[0]]
        blocks[-1].append(i)
        used += needed[i]
    return blocks


def _width(view: View, i: int, lang: Lang) -> int:
    column = view.columns[i]
    heading = len(column.heading.say(lang))
    widest = max((len(text(row.values[i], column.kind, lang)) for row in view.rows), default=0)
    if column.kind is Kind.TEXT:
        widest = min(widest, LONGEST_TEXT)
    return max(heading, widest) + PADDING


def _block(view: View, columns: Sequence[int], lang: Lang) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD)
    for i in columns:
        column = view.columns[i]
        right = column.kind in {Kind.MONEY, Kind.COUNT, Kind.SHARE}
        heading = Text(column.heading.say(lang))
        shown.add_column(heading, justify="right" if right else "left", no_wrap=right, overflow="fold")
    for row in view.rows:
        cells = [Text(text(row.values[i], view.columns[i].kind, lang)) for i in columns]
        shown.add_row(*cells, style="bold" if row.weight is Weight.TOTAL else None)
    return shown


def problems(found: Sequence[Problem], settings: Settings, *, notes: bool = True, err: bool = False) -> None:
    """Print problems by workbook, worst first: the cell, what is wrong, and what to do."""
    order = list(Severity)
    shown = [one for one in found if notes or severity_of(one) is not Severity.NOTE]
    for workbook in dict.fromkeys(one.where.workbook for one in shown):
        click.secho(workbook, bold=True, color=settings.color, err=err)
        here = [one for one in shown if one.where.workbook == workbook]
        for one in sorted(here, key=lambda one: order.index(severity_of(one))):
            severity = severity_of(one)
            label = click.style(SEVERITIES[severity].say(settings.lang), fg=COLOURS[severity])
            cell = " ".join(part for part in (one.where.sheet, one.where.cell) if part)
            place = f"{cell}: " if cell else ""
            click.echo(f"  {label} {place}{message(one, settings.lang)}", color=settings.color, err=err)
            if severity is not Severity.NOTE:
                click.echo(f"    {remedy(one, settings.lang)}", color=settings.color, err=err)


def counts(found: Iterable[Problem]) -> Words:
    """Say how many errors, warnings and notes there are."""
    severities = [severity_of(one) for one in found]
    errors, warnings, notes = (severities.count(severity) for severity in Severity)
    return Words(
        f"{_counted(errors, 'fout', 'fouten')}, {_counted(warnings, 'waarschuwing', 'waarschuwingen')}, "
        f"{_counted(notes, 'mededeling', 'mededelingen')}",
        f"{_counted(errors, 'error', 'errors')}, {_counted(warnings, 'warning', 'warnings')}, "
        f"{_counted(notes, 'note', 'notes')}",
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def problems_as_data(found: Iterable[Problem], settings: Settings) -> list[as_json.Json]:
    """Return problems for JSON."""
    return [as_json.problem(one, settings.lang) for one in found]


def report(found: Sequence[Problem], settings: Settings) -> int:
    """Print problems as the command was asked to, JSON or text with their count, and return the exit code."""
    if settings.json:
        as_data(problems_as_data(found, settings))
        return exit_code(found)
    problems(found, settings, notes=not settings.quiet)
    if not settings.quiet:
        click.secho(f"{counts(found).say(settings.lang)}.", bold=True, color=settings.color)
    return exit_code(found)


def exit_code(found: Iterable[Problem]) -> int:
    """Return 2 where a file could not be read, 1 where the data has errors, else 0."""
    told = list(found)
    if any(kind_of(one).unreadable for one in told):
        return 2
    return 1 if any(severity_of(one) is Severity.ERROR for one in told) else 0


class Progress:
    """A line on the terminal that names the file being read; nothing where nobody looks (piped, quiet, JSON)."""

    def __init__(self, settings: Settings) -> None:
        self._on = sys.stderr.isatty() and not settings.quiet and not settings.json
        self._words = Words("lezen", "reading")
        self._lang = settings.lang

    def tell(self, name: str) -> None:
        """Name the file that is being read."""
        if self._on:
            click.echo(f"\r\x1b[K{self._words.say(self._lang)} {name}", nl=False, err=True)

    def done(self) -> None:
        """Wipe the line."""
        if self._on:
            click.echo("\r\x1b[K", nl=False, err=True)


def reading(settings: Settings) -> tuple[Callable[[str], None], Callable[[], None]]:
    """Return what to call before each file and when all are read."""
    progress = Progress(settings)
    return progress.tell, progress.done
