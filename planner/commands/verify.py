"""`planner verify`: whether archive, register and files agree; changes nothing."""

import click

from planner.commands import screen
from planner.commands.options import Settings, common_options
from planner.problems import Words, message
from planner.register import Register
from planner.running.audit import Audit, audit


@click.command(
    epilog="""\b
Examples:
  planner verify
  planner -C budgets verify --json
"""
)
@common_options
def command(settings: Settings) -> int:
    """Say whether archive, register and issued files agree, naming the first that does not (exit code 1)."""
    found = audit(Register(settings.workspace))
    if settings.json:
        problems = screen.problems_as_data(found.problems, settings)
        first = screen.problems_as_data([found.first] if found.first else [], settings)
        screen.as_data(
            {
                "agrees": found.first is None,
                "entries": found.entries,
                "archived": found.archived,
                "issued": found.issued,
                "first": first[0] if first else None,
                "problems": problems,
            }
        )
        return int(found.first is not None)
    if found.first or not settings.quiet:
        screen.sentences([_headline(found, settings)], settings)
    screen.problems(found.problems, settings, notes=not settings.quiet)
    return int(found.first is not None)


def _headline(found: Audit, settings: Settings) -> Words:
    if found.first:
        what = message(found.first, settings.lang)
        return Words(
            f"Klopt niet. Het eerste: {found.first.where}: {what}", f"Not so. First: {found.first.where}: {what}"
        )
    return Words(
        f"Archief, register en bestanden kloppen: {found.entries} inschrijvingen, {found.archived} bestanden in het "
        f"archief, {found.issued} uitgegeven.",
        f"Archive, register and files agree: {found.entries} entries, {found.archived} files in the archive, "
        f"{found.issued} issued.",
    )
