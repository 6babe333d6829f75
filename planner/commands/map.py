"""`planner map`: proposes how a workbook in a layout of its own is read, shows what comes of it, and writes it."""

from pathlib import Path
from typing import Any

import click

from planner.agreement import Role
from planner.commands import named, screen
from planner.commands.language import Option
from planner.commands.options import Settings, options_without_workspace
from planner.problems import Words


@click.command(
    epilog="""\b
Examples:
  planner map begroting-RWS.xlsx                         propose, show and write
  planner map begroting-RWS.xlsx --organisation RWS --role OBO --year 2027
  planner map begroting-RWS.xlsx --output koppelingen/rws.xlsx
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", cls=Option, metavar="CODE", help="Whose it is.", dutch="Van wie zij is.")
@click.option("--role", cls=Option, type=click.Choice(["TBO", "OBO"]), help="In which role.", dutch="In welke rol.")
@click.option("--year", cls=Option, type=click.IntRange(2000, 2199), help="The year.", dutch="Het jaar.")
@click.option(
    "--output",
    cls=Option,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write the mapping (not over a file).",
    dutch="Waar de koppeling komt (nooit over een bestand heen).",
)
@options_without_workspace
def command(settings: Settings, file: Path, output: Path | None, **given: Any) -> int:
    """Propose a mapping for FILE, a workbook in a layout of its own, and show what is read through it.

    The mapping is a workbook to edit in Excel. In the folder koppelingen of the workspace it serves every quote
    with these headings. Where one there fits already, it is only shown what is read.
    """
    from planner.acts import mapping as act

    named.must_be_files([file], settings)
    workspace, reference = _workspace(settings)
    constants = {name: Role(value) if name == "role" else value for name, value in given.items() if value is not None}
    found = act.mapping_for(file, workspace, act.Asked(constants, output), reference)
    written = found.target if found.data else None
    if found.data and written:
        named.write_new(written, found.data, settings)
    if settings.json:
        screen.as_data(_as_data(found, written, settings))
    else:
        _show(found, written, settings)
    return screen.exit_code(found.problems)


def _workspace(settings: Settings) -> Any:
    """Return the workspace, where there is one, and its reference values, where they can be read."""
    from planner.reading import read_file
    from planner.records import Reference

    workspace = named.workspace_or_none(settings)
    if workspace is None:
        return None, None
    path = workspace.folder / "uitgangspunten.xlsx"
    record = read_file(path, path.name).record
    return workspace, record if isinstance(record, Reference) else None


def _show(found: Any, written: Path | None, settings: Settings) -> None:
    from planner.views import mapping as view

    if found.read is not None and found.mapping is not None:
        screen.sentences(view.sentences(found.mapping, found.read, found.problems), settings)
        if not settings.quiet:
            screen.table(view.fields(found.mapping, found.read), settings)
            screen.table(view.taken(found.read), settings)
            screen.table(view.left_out(found.read), settings)
    screen.problems(found.problems, settings, notes=not settings.quiet)
    if written and not settings.quiet:
        said = Words(f"Geschreven: {written}", f"Written: {written}")
        click.secho(said.say(settings.lang), bold=True, color=settings.color)
        after = Words(
            "Kijk haar in Excel na; in de map koppelingen leest zij elke offerte met deze koppen.",
            "Look it over in Excel; in the folder koppelingen it reads every quote with these headings.",
        )
        click.echo(after.say(settings.lang))


def _as_data(found: Any, written: Path | None, settings: Settings) -> dict[str, Any]:
    from planner.views.mapping import told_as_data

    record = found.read.record if found.read else None
    return {
        "written": str(written) if written else None,
        "mapping": found.mapping.origin.table.workbook if found.mapping else None,
        "lines": len(getattr(record, "lines", ())),
        "rows": len(found.read.told) if found.read else 0,
        "left_out": told_as_data(found.read.told) if found.read else [],
        "problems": screen.problems_as_data(found.problems, settings),
    }
