"""`planner diff`: what differs between two workbooks, or the last two versions of a quote; changes nothing."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.agreement import Role
from planner.commands import named, screen
from planner.commands.language import Option
from planner.commands.options import Settings, WrongUsage, options_without_workspace
from planner.problems import Severity, Words, severity_of
from planner.workspace import Workspace

if TYPE_CHECKING:
    from planner.acts.difference import Compared, Version


@click.command(
    epilog="""\b
Examples:
  planner diff offerte-v1.xlsx offerte-v2.xlsx      two quotes, offers or budget workbooks
  planner diff 2027 RWS                             the last two versions that RWS sent
  planner diff 2027 KADASTER --role TBO --output wijzigingen.xlsx
"""
)
@click.argument("first", metavar="A | YEAR")
@click.argument("second", metavar="B | ORGANISATION")
@click.option("--role", cls=Option, type=click.Choice(["TBO", "OBO"]), help="The role.", dutch="De rol.")
@click.option(
    "--output",
    cls=Option,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the differences to a workbook.",
    dutch="Schrijf de verschillen in een werkmap.",
)
@click.option(
    "--exit-code", "strict", cls=Option, is_flag=True,
    help="Exit code 1 where they differ.", dutch="Exitcode 1 als zij verschillen.",
)  # fmt: skip
@options_without_workspace
def command(settings: Settings, first: str, second: str, *, strict: bool, **options: Any) -> int:
    """Show what differs between A and B, or between the last two versions of a quote, with cells and effects.

    Lines are matched on Regel, so rows and columns may have moved. Effects exclude VAT.
    """
    if re.fullmatch(r"20[0-9]{2}|21[0-9]{2}", first) and not Path(first).is_file():
        found = _versions(settings, int(first), second, options["role"])
    else:
        found = _files(settings, Path(first), Path(second))
    _tell(found, options["output"], settings)
    if found.found is None:
        return 2
    return screen.exit_code(found.problems) or int(strict and bool(found.found.changes))


def _files(settings: Settings, first: Path, second: Path) -> "Compared":
    from planner.acts import difference as act

    named.must_be_files((first, second), settings)
    workspace = named.workspace_or_none(settings)
    years = [int(year) for path in (second, first) for year in re.findall(r"(?<!\d)(20\d\d|21\d\d)(?!\d)", path.name)]
    year = next((year for year in years if workspace and year in workspace.years()), None)
    return act.of_files(first, second, workspace, year)


def _versions(settings: Settings, year: int, organisation: str, role: str | None) -> "Compared":
    from planner.acts import difference as act

    workspace = named.workspace(settings)
    found = act.received(workspace, year, organisation, Role(role) if role else None)
    if len({one.party for one in found}) > 1:
        raise WrongUsage(_ROLES.say(settings.lang).format(organisation=organisation))
    if len(found) < 2:
        raise WrongUsage(_too_few(workspace, year, organisation, found).say(settings.lang))
    return act.of_versions(workspace, year, found)


_ROLES = Words(
    "{organisation} levert in meer dan één rol: kies met --role TBO of --role OBO.",
    "{organisation} delivers in more than one role: choose with --role TBO or --role OBO.",
)


def _too_few(workspace: Workspace, year: int, organisation: str, found: Sequence["Version"]) -> Words:
    """Say why no two versions can be laid beside each other."""
    if found:
        one = found[0]
        return Words(
            f"Van {organisation} is voor {year} één versie ontvangen: {one.name} (versie {one.number}).",
            f"One version was received from {organisation} for {year}: {one.name} (version {one.number}).",
        )
    if year not in workspace.years():
        return Words(f"De werkruimte heeft geen jaar {year}.", f"The workspace has no year {year}.")
    return Words(
        f"Van {organisation} is voor {year} geen offerte ontvangen.",
        f"No quote was received from {organisation} for {year}.",
    )


def _tell(found: "Compared", output: Path | None, settings: Settings) -> None:
    from planner.views import differences as view

    quiet = settings.json or settings.quiet
    told = [one for one in found.problems if found.found is None or severity_of(one) is Severity.ERROR]
    screen.problems(told, settings, err=quiet)  # `check` tells the rest
    if found.found is None:
        if settings.json:
            problems = screen.problems_as_data(told, settings)
            screen.as_data({"changes": [], "effect": None, "problems": problems})
        return
    if output is not None:
        _write(found, output, settings)
    if settings.json:
        screen.as_data(view.as_data(found.found))
        return
    screen.sentences(view.sentences(found.found, found.names), settings)
    if settings.quiet:
        return
    if found.found.changes:
        screen.table(view.changes(found.found, found.names, found.rooms), settings)
        screen.table(view.headings(found.found), settings)
        if found.rooms:
            screen.table(view.rooms(found.rooms, found.vat, own=found.own), settings)
    if output is not None:
        said = Words(f"Geschreven: {output}", f"Written: {output}")
        click.secho(said.say(settings.lang), bold=True, color=settings.color)


def _write(found: "Compared", output: Path, settings: Settings) -> None:
    """Write the workbook, never over another file."""
    from planner.books import differences as book

    if found.found is not None:
        data = book.book(found.found, found.rooms, found.names, found.vat, own=found.own)
        named.write_new(output, data, settings)
