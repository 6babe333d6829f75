"""`planner check`: everything that is wrong, with its cell and what to do; writes nothing."""

from pathlib import Path

import click

from planner.commands import screen
from planner.commands.options import Settings, WrongUsage, find_workspace, options_without_workspace
from planner.problems import Problem
from planner.workspace import Workspace
from planner.year import Year, check_file


@click.command(
    epilog="""\b
Examples:
  planner check 2027                       every input of 2027
  planner check offerte-RWS-2027.xlsx      one workbook, wherever it is
  planner check 2027 --json
"""
)
@click.argument("what", nargs=-1, metavar="[FILE... | YEAR]")
@options_without_workspace
def command(settings: Settings, what: tuple[str, ...]) -> int:
    """Check workbooks: all inputs of YEAR (without it, of every year), or the FILEs named."""
    found = tuple(dict.fromkeys(_found(settings, what)))
    if settings.json:
        screen.as_data(screen.problems_as_data(found, settings))
        return screen.exit_code(found)
    screen.problems(found, settings, notes=not settings.quiet)
    if not settings.quiet:
        click.secho(f"{screen.counts(found).say(settings.lang)}.", bold=True, color=settings.color)
    return screen.exit_code(found)


def _found(settings: Settings, what: tuple[str, ...]) -> list[Problem]:
    years = [int(word) for word in what if _is_year(word)]
    files = [Path(word) for word in what if not _is_year(word)]
    tell, done = screen.reading(settings)
    found: list[Problem] = []
    for file in files:
        _must_be_file(file, settings)
        found += check_file(file, _workspace_or_none(settings), tell)
    if years or not files:
        workspace = Workspace(find_workspace(_folder(settings), settings.lang))
        for year in years or workspace.years():
            found += Year(workspace, year, tell).problems
    done()
    return found


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and not Path(word).is_file()


def _folder(settings: Settings) -> str | None:
    """Return the folder that was named; None lets the usual places be looked at."""
    return None if settings.workspace == Path() else str(settings.workspace)


def _workspace_or_none(settings: Settings) -> Workspace | None:
    """A single workbook is checked beside the reference values where there are any, and by itself where not."""
    try:
        return Workspace(find_workspace(_folder(settings), settings.lang))
    except WrongUsage:
        return None


def _must_be_file(file: Path, settings: Settings) -> None:
    if not file.is_file():
        raise WrongUsage(
            f"Het bestand {file} bestaat niet." if settings.lang == "nl" else f"The file {file} does not exist."
        )
