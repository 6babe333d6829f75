"""`planner run`: everything that the present inputs allow, ending on one screen."""

import click

from planner.books import comparison as comparison_book
from planner.commands import screen
from planner.commands.compare import show
from planner.commands.options import Settings, common_options
from planner.files import put
from planner.problems import Words
from planner.views import as_json
from planner.workspace import Workspace
from planner.year import NoReference, Year


@click.command(
    epilog="""\b
Examples:
  planner run 2027
  planner -C budgets run 2027 --json
"""
)
@click.argument("year", type=click.IntRange(2000, 2199))
@common_options
def command(settings: Settings, year: int) -> int:
    """Do everything for YEAR that the present inputs allow: read, check, compare, and write the workbooks."""
    tell, done = screen.reading(settings)
    found = Year(Workspace(settings.workspace), year, tell)
    problems = found.problems
    done()
    try:
        written = _write(found)
    except NoReference:
        written = []
    if settings.json:
        screen.as_data(_as_data(found, written, settings))
        return screen.exit_code(problems)
    screen.problems(problems, settings, notes=False)
    if written:
        show(found, settings)
        click.echo()
        for path in written:
            said = Words(f"Geschreven: {path}", f"Written: {path}").say(settings.lang)
            click.echo(said)
    return screen.exit_code(problems)


def _write(found: Year) -> list[str]:
    path = found.workspace.output(found.year, f"vergelijking-{found.year}.xlsx")
    data = comparison_book.book(found.comparison, found.limits[0], found.paid, found.bridge[0], found.reference)
    return [found.workspace.name(put(path, data).path)]


def _as_data(found: Year, written: list[str], settings: Settings) -> as_json.Json:
    compared = as_json.comparison(found.comparison, *found.paid, found.bridge[0], found.reference) if written else None
    return {
        "year": found.year,
        "received": [found.workspace.name(path) for path in found.reads],
        "problems": screen.problems_as_data(found.problems, settings),
        "comparison": compared,
        "written": written,
    }
