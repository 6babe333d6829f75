"""`planner check`: everything that is wrong, with its cell and what to do; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from planner.acts import annotate as act
from planner.acts.check import check_file
from planner.commands import named, screen
from planner.commands.language import Option
from planner.commands.options import Settings, options_without_workspace
from planner.problems import Problem, Words
from planner.workspace import Workspace, is_return
from planner.year import Year


@click.command(
    epilog="""\b
Examples:
  planner check 2027                       every input of 2027
  planner check offerte-RWS-2027.xlsx      one workbook, wherever it is
  planner check 2027 --json
  planner check 2027 --annotate            and a marked copy of each faulty quote, to send back
"""
)
@click.argument("what", nargs=-1, metavar="[FILE... | YEAR]")
@click.option(
    "--annotate",
    is_flag=True,
    cls=Option,
    help="Write beside each faulty quote a marked copy for its sender, with a text to mail.",
    dutch="Schrijf naast elke offerte met fouten een gemarkeerde kopie voor de afzender, met een tekst om te mailen.",
)
@options_without_workspace
def command(settings: Settings, what: tuple[str, ...], annotate: bool) -> int:
    """Check workbooks: all inputs of YEAR (without it, of every year), or the FILEs named."""
    checked = _check(settings, what)
    returned = [act.annotate(*one) for one in checked.senders] if annotate else []
    found = tuple(dict.fromkeys(checked.problems))
    code = screen.report(found, settings)
    if not settings.json and not settings.quiet:
        _tell(returned, settings)
    return code


@dataclass(slots=True)
class _Checked:
    """What was found, and the workbooks that somebody sent with what `annotate` takes for each."""

    problems: list[Problem] = field(default_factory=list)
    senders: list[tuple[Path, str, Sequence[Problem], Workspace | None]] = field(default_factory=list)


def _check(settings: Settings, what: tuple[str, ...]) -> _Checked:
    years = [int(word) for word in what if _is_year(word)]
    files = [Path(word) for word in what if not _is_year(word)]
    tell, done = screen.reading(settings)
    checked = _Checked()
    named.must_be_files(files, settings)
    for file in files:
        workspace = named.workspace_or_none(settings)
        found = check_file(file, workspace, tell)
        checked.problems += found
        if not is_return(file.name):
            checked.senders.append((file, workspace.name(file) if workspace else file.as_posix(), found, workspace))
    if years or not files:
        workspace = named.workspace(settings)
        for number in years or workspace.years():
            year = Year(workspace, number, tell)
            checked.problems += year.problems
            senders = [path for path in year.inputs.quotes if path in year.reads]
            checked.senders += [(path, workspace.name(path), year.problems, workspace) for path in senders]
    done()
    return checked


def _tell(returned: Sequence[act.Returned], settings: Settings) -> None:
    """Say what was written for each sender, and for whom nothing was."""
    for one in returned:
        if one.copy is None or one.text is None:
            said = Words(
                f"{one.workbook}: geen fout en geen waarschuwing, dus geen kopie voor de afzender",
                f"{one.workbook}: no error and no warning, so no copy for its sender",
            )
        else:
            kind = Words("overzicht van bevindingen", "list of findings") if one.apart else Words("kopie", "copy")
            said = Words(
                f"{one.workbook}: {kind.nl} voor de afzender in {one.copy}, tekst om te mailen in {one.text.name}",
                f"{one.workbook}: {kind.en} for its sender in {one.copy}, text to mail in {one.text.name}",
            )
        click.echo(said.say(settings.lang))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and not Path(word).is_file()
