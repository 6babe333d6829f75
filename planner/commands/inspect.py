"""`planner inspect`: what was done to a workbook, each act at its cell with its effect; records a justification."""

from pathlib import Path

import click

from planner.commands import named, screen
from planner.commands.language import Option
from planner.commands.options import Settings, WrongUsage, options_without_workspace
from planner.files import CannotWrite
from planner.problems import Problem, Words
from planner.workspace import Workspace


@click.command(
    epilog="""\b
Examples:
  planner inspect zbo-2019.ods                   any workbook, by its own patterns
  planner inspect 2027/offertes/rws.xlsx --json  beside the request that it answers
  planner inspect rws.xlsx --justify Kosten!K12 --reason "Afgesproken in overleg" --by "J. Jansen"
"""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--justify",
    cls=Option,
    metavar="CELL",
    help="The cell whose content is right as it is; with its sheet where needed: Kosten!K12.",
    dutch="De cel waarvan de inhoud klopt zoals zij is; zo nodig met haar blad: Kosten!K12.",
)
@click.option("--reason", cls=Option, metavar="TEXT", help="Why it is right.", dutch="Waarom het zo hoort.")
@click.option("--by", cls=Option, metavar="NAME", help="Who says so.", dutch="Wie dat zegt.")
@options_without_workspace
def command(
    settings: Settings, files: tuple[Path, ...], justify: str | None, reason: str | None, by: str | None
) -> int:
    """Say what was done to each FILE: formulas typed over, constants in totals, blocks one column off, and more.

    A justified override is recorded in the register of the workspace and shown with its effect from then on.
    """
    from planner.acts import inspect as act

    named.must_be_files(files, settings)
    workspace = named.workspace_or_none(settings)
    if justify is not None:
        return _justify(settings, workspace, files, justify, (reason or "", by or ""))
    if reason or by:
        raise _usage(settings, "--reason en --by horen bij --justify.", "--reason and --by go with --justify.")
    tell, done = screen.reading(settings)
    found: list[Problem] = []
    for file in files:
        tell(str(file))
        found += act.inspect_file(file, workspace).problems
    done()
    return screen.report(found, settings)


def _justify(
    settings: Settings, workspace: Workspace | None, files: tuple[Path, ...], cell: str, said: tuple[str, str]
) -> int:
    from planner.acts import inspect as act

    reason, name = said
    if workspace is None or len(files) != 1 or not reason.strip() or not name.strip():
        raise _usage(
            settings,
            "Een verantwoording vraagt één bestand, een werkruimte (-C MAP), --reason en --by.",
            "A justification needs one file, a workspace (-C FOLDER), --reason and --by.",
        )
    sheet, _, address = cell.rpartition("!")
    place = (sheet.strip("'") or None, address.replace("$", "").upper())
    try:
        found, entry = act.justify(files[0], workspace, place, reason.strip(), name.strip())
    except act.NothingThere as nothing:
        where = ", ".join(nothing.cells) or "-"
        raise _usage(
            settings, f"Bij {cell} is niets te verantwoorden; wel bij: {where}.",
            f"There is nothing to justify at {cell}; there is at: {where}.",
        ) from nothing  # fmt: skip
    except CannotWrite as refused:
        raise _usage(settings, f"Niet vastgelegd: {refused}.", f"Not recorded: {refused}.") from refused
    if not settings.json and not settings.quiet:
        screen.sentences([Words(f"Vastgelegd in {entry}.", f"Recorded in {entry}.")], settings)
    return screen.report(list(found.problems), settings)


def _usage(settings: Settings, nl: str, en: str) -> WrongUsage:
    return WrongUsage(nl if settings.lang == "nl" else en)
