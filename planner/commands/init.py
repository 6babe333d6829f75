"""`planner init`: makes a workspace, with blank workbooks or with the example; writes over nothing."""

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.language import Option
from planner.commands.options import Settings, WrongUsage, options_without_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.commands.language import Language

_TEXTS: dict[str, tuple[str, str]] = {
    "which": (
        "Geef met --year het jaar van de lege werkmappen, of neem met --example het voorbeeld.",
        "Give the year of the blank workbooks with --year, or take the example with --example.",
    ),
    "not both": (
        "Het voorbeeld heeft zijn eigen jaar: laat --year weg, of laat --example weg.",
        "The example has a year of its own: leave out --year, or leave out --example.",
    ),
    "exists": (
        "{path} bestaat al en wordt niet overschreven: kies een andere map, of verplaats wat er staat.",
        "{path} exists and is not written over: choose another folder, or move what is there.",
    ),
    "no folder": ("{path} is geen map.", "{path} is not a folder."),
    "made": ("Gemaakt in {folder}:", "Made in {folder}:"),
    "invented": ("Alle bedragen van het voorbeeld zijn verzonnen.", "All amounts of the example are invented."),
    "next example": ("Nu verder met: {run}", "Go on with: {run}"),
    "next blank": (
        "Vul de werkmappen in (`planner guide` legt elke kop uit), zet de offertes in {quotes}, en dan: {run}",
        "Fill in the workbooks (`planner guide` explains every heading), put the quotes in {quotes}, then: {run}",
    ),
}


@click.command("init")
@click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--example",
    cls=Option,
    is_flag=True,
    help="With the example: one year, invented amounts.",
    dutch="Met het voorbeeld: één jaar, verzonnen bedragen.",
)
@click.option(
    "--year",
    cls=Option,
    type=click.IntRange(2000, 2999),
    help="The year of blank workbooks.",
    dutch="Het jaar van de lege werkmappen.",
)
@options_without_workspace
def command(settings: Settings, directory: Path | None, example: bool, year: int | None) -> int:
    """Make a workspace: a folder with workbooks to fill in, or with the example.

    DIR is made if need be; without it the workspace is the folder of -C, or this one. Nothing is written over.

    \b
    planner init voorbeeld --example
    planner init dso --year 2027
    """
    home = settings.workspace / directory if directory else settings.workspace
    if example == (year is not None):
        raise WrongUsage(_say("not both" if example else "which", settings.lang))
    if example:
        year, files = _example()
    else:
        from planner.books.blank import blank

        files = dict(blank(year or 0))
    _refuse_existing(home, files, settings.lang)
    _write(home, files, year or 0)
    _tell(settings, home, files, year or 0, example=example)
    return 0


def _say(key: str, lang: "Language") -> str:
    return _TEXTS[key][lang == "en"]


def _example() -> tuple[int, dict[str, bytes]]:
    """Return the last year of the example and its inputs; what an earlier run wrote there is left out."""
    from planner import resources
    from planner.workspace import Workspace

    workspace = Workspace(resources.example())
    year = max(workspace.years())
    files = [file for file in workspace.inputs(year).all if not file.name.startswith(("~", "."))]
    files += sorted((workspace.folder / str(year)).glob("huisbegroting*.xlsx"))  # to try `planner fill` on
    return year, {workspace.name(file): file.read_bytes() for file in files}


def _refuse_existing(home: Path, files: "Mapping[str, bytes]", lang: "Language") -> None:
    for place in (home, *home.parents):
        if place.exists() and not place.is_dir():
            raise WrongUsage(_say("no folder", lang).format(path=place))
    for name in files:
        if (home / name).exists():
            raise WrongUsage(_say("exists", lang).format(path=home / name))


def _write(home: Path, files: "Mapping[str, bytes]", year: int) -> None:
    from planner.files import write_atomic
    from planner.workspace import QUOTES, REFERENCE

    # The reference values last: they make the folder a workspace, so half a one is not taken for whole.
    for name in sorted(files, key=lambda name: (name == REFERENCE, name)):
        write_atomic(home / name, files[name])
    (home / str(year) / QUOTES).mkdir(parents=True, exist_ok=True)


def _tell(settings: Settings, home: Path, files: "Mapping[str, bytes]", year: int, *, example: bool) -> None:
    if settings.json:
        data = {"workspace": str(home), "year": year, "written": list(files)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if settings.quiet:
        return
    where = "" if home == Path() else f"-C {shlex.quote(str(home))} "
    click.echo(_say("made", settings.lang).format(folder=home.resolve()))
    for name in files:
        click.echo(f"  {name}")
    if example:
        click.echo(_say("invented", settings.lang))
    following = _say("next example" if example else "next blank", settings.lang)
    click.echo(following.format(run=f"planner {where}run {year}", quotes=home / str(year) / "offertes"))
