"""`planner fill`: puts the figures of a year into a workbook that somebody laid out in their own way."""

from collections.abc import Iterable
from pathlib import Path

import click

from planner.acts import fill as act
from planner.commands import screen
from planner.commands.language import Option
from planner.commands.options import Settings, WrongUsage, common_options
from planner.problems import Words
from planner.tables import Column, Row, View
from planner.views.asking import Vocabulary
from planner.workspace import Workspace
from planner.year import NoReference, Year

_USAGE = Words(
    "Noem het sjabloon, het jaar en het bestand: planner fill SJABLOON.xlsx 2027 --output BESTAND.xlsx "
    "(of planner fill --places).",
    "Name the template, the year and the file: planner fill TEMPLATE.xlsx 2027 --output FILE.xlsx "
    "(or planner fill --places).",
)
_SAME = Words("De uitvoer mag niet het sjabloon zelf zijn.", "The output must not be the template itself.")


@click.command(
    epilog="""\b
Examples:
  planner fill --places                                       what can be asked for
  planner fill begroting-gemeente.xlsx 2027 --output ingevuld.xlsx
\b
A place is the name of a range that begins with planner_ (planner_plafond_beheer), or a
row of a sheet `planner` in the template with the columns Blad, Cel of kolom and Wat
(and if wanted Namen in and Eenheid): Begroting | C7 | offerte.beheer.RWS.K1.
"""
)
@click.argument("template", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("year", required=False, type=click.IntRange(2000, 2199))
@click.option(
    "--output",
    cls=Option,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the filled workbook.",
    dutch="Waar de ingevulde werkmap komt te staan.",
)
@click.option(
    "--places",
    is_flag=True,
    cls=Option,
    help="List everything that a place can ask for.",
    dutch="Toon alles waar een plaats om kan vragen.",
)
@click.option(
    "--known",
    is_flag=True,
    cls=Option,
    help="Write of an open figure the known part, as a number.",
    dutch="Schrijf van een open bedrag het bekende deel, als getal.",
)
@common_options
def command(
    settings: Settings, *, template: Path | None, year: int | None, output: Path | None, places: bool, known: bool
) -> int:
    """Fill the figures of YEAR into a workbook of your own: only the places that it names change.

    Without --known an open figure is written as text (`1.234,56 + 1 pm`), so that nothing counts on with it as if it
    were certain. An output that somebody has saved since is never overwritten.
    """
    if places:
        return _places(settings, year)
    if template is None or year is None or output is None:
        raise WrongUsage(_USAGE.say(settings.lang))
    if output.exists() and output.samefile(template):
        raise WrongUsage(_SAME.say(settings.lang))
    tell, done = screen.reading(settings)
    found = Year(Workspace(settings.workspace), year, tell)
    try:
        results = found.results
    except NoReference as missing:
        done()
        screen.problems(missing.problems, settings, err=True)
        return screen.exit_code(missing.problems)
    done()
    return _told(act.fill(template, output, results, known=known), settings)


def _told(filled: act.Done, settings: Settings) -> int:
    path = str(filled.written.path) if filled.written else None
    if settings.json:
        screen.as_data(
            {
                "written": path,
                "places": [
                    {"sheet": one.place.sheet, "cell": one.place.cell, "code": one.code, "value": str(one.value)}
                    for one in filled.put
                ],
                "problems": screen.problems_as_data(filled.problems, settings),
            }
        )
        return screen.exit_code(filled.problems)
    screen.problems(filled.problems, settings, notes=not settings.quiet)
    if path and not settings.quiet:
        count = len(filled.put)
        said = Words(f"{path}: {count} cellen ingevuld.", f"{path}: {count} cells filled in.")
        click.secho(said.say(settings.lang), bold=True, color=settings.color)
    return screen.exit_code(filled.problems)


def _places(settings: Settings, year: int | None) -> int:
    """List what can be asked for, from the reference values of the workspace."""
    workspace = Workspace(settings.workspace)
    years = workspace.years()
    try:
        words = Vocabulary(Year(workspace, year or (years[-1] if years else 2000)).reference)
    except NoReference as missing:
        screen.problems(missing.problems, settings, err=True)
        return screen.exit_code(missing.problems)
    if settings.json:
        lang = settings.lang
        screen.as_data(
            {
                "words": [
                    {"word": str(one.code), "kind": one.kind.say(lang), "meaning": one.meaning.say(lang)}
                    for one in words.words
                ],
                "places": [{"code": code, "meaning": meaning.say(lang)} for code, meaning in words.catalogue()],
            }
        )
        return 0
    _show(words, settings)
    return 0


def _show(words: Vocabulary, settings: Settings) -> None:
    rows = ((one.kind, str(one.code), one.meaning) for one in words.words)
    heads = (Words("Soort", "Kind"), Words("Woord", "Word"), Words("Betekenis", "Meaning"))
    screen.table(_view(Words("De woorden", "The words"), heads, rows), settings)
    note = Words(
        "Woorden mogen in elke volgorde, met punten, spaties of _ ertussen: offerte.beheer.RWS.K1.exclusief, "
        "planner_plafond_beheer_duizend. Zonder post is het de som van alle posten; zonder btw-woord geldt de basis "
        "van de vergelijking.",
        "Words may stand in any order, with dots, spaces or _ between: offerte.beheer.RWS.K1.exclusief, "
        "planner_plafond_beheer_duizend. Without a heading it is the sum of all; without a word for VAT it is on the "
        "basis of the comparison.",
    )
    screen.table(
        _view(Words("Veelgevraagd", "Asked for most"), (Words("Plaats", "Place"), heads[2]), words.catalogue(), note),
        settings,
    )


def _view(
    title: Words, heads: Iterable[Words], rows: Iterable[tuple[Words | str, ...]], note: Words | None = None
) -> View:
    return View(title, tuple(map(Column, heads)), tuple(Row(row) for row in rows), (note,) if note else ())
