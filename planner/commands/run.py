"""`planner run`: everything that the present inputs allow, ending on one screen."""

from collections.abc import Sequence
from typing import Any

import click

from planner.commands import screen
from planner.commands.options import Settings, common_options
from planner.problems import REGISTRY, Problem, Severity, Words
from planner.register import Register
from planner.running import steps
from planner.running.following import Next, following
from planner.running.run import Run, run
from planner.workspace import Workspace

SHOWN = 8
"""So many problems stand on the one screen; `planner check` shows them all."""
_MAPPED = "read-through-mapping"
"""The note that says what was made of a workbook in a layout of its own."""


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
    """Do everything for YEAR that the present inputs allow.

    Archives what came in, checks, compares and writes the workbooks that are not up to date. Nothing that a person
    changed is overwritten, and a second run finds nothing to do.
    """
    tell, done = screen.reading(settings)
    workspace = Workspace(settings.workspace)
    found = run(workspace, year, tell)
    done()
    wrong = _problems(found, settings)
    further = tuple(following(_state(workspace, found)))
    if settings.json:
        screen.as_data(_as_data(found, wrong, further, settings))
    else:
        _show(found, wrong, further, settings)
    return _exit_code(found, wrong)


def _state(workspace: Workspace, found: Run) -> steps.State:
    frame = any(file.what == "frame" for file in found.files)
    behind = bool(found.refused) or found.assessed is None
    return steps.state_of(found.year, Register(workspace.folder), found.assessed, behind=behind, frame=frame)


def _problems(found: Run, settings: Settings) -> list[dict[str, Any]]:
    """Return what is wrong as `check --json` prints it, worst first; kept in the assessment where nothing was read."""
    if found.assessed is not None:
        told = [one[settings.lang] for one in found.assessed["problems"]]
    else:
        told = screen.problems_as_data(found.faults, settings)
    order = [str(severity) for severity in Severity]
    return sorted(told, key=lambda one: order.index(one["severity"]))


def _exit_code(found: Run, wrong: Sequence[dict[str, Any]]) -> int:
    kinds = [REGISTRY[one["code"]] for one in wrong]
    if found.refused or any(kind.unreadable for kind in kinds):
        return 2
    return int(any(one["severity"] == Severity.ERROR for one in wrong))


def _show(found: Run, wrong: Sequence[dict[str, Any]], further: Sequence[Next], settings: Settings) -> None:
    _show_problems(found, wrong, settings)
    screen.problems(found.refused, settings)
    if settings.quiet:
        return
    for line in _came(found):
        click.echo(sentence(line, settings))
    for one in wrong:
        if one["code"] == _MAPPED:
            click.echo(f"{one['workbook']}: {one['message']}")
    if found.assessed is not None:
        click.echo()
        done = found.assessed.get("overrides")
        screen.sentences([Words(**line) for line in (*found.assessed["answer"], *([done] if done else ()))], settings)
        click.echo()
    for line in (*_written(found), *found.beside):
        click.echo(sentence(line, settings))
    show_next(further, settings)


def sentence(words: Words, settings: Settings) -> str:
    """Return words as a sentence; one that begins with the name of a file keeps its small letter."""
    said = words.say(settings.lang)
    named = "." in said.partition(" ")[0]
    return f"{said if named else said[:1].upper() + said[1:]}."


def show_next(further: Sequence[Next], settings: Settings) -> None:
    """Print what can be done next, each with its command."""
    if further:
        click.secho(Words("Wat nu kan:", "What can be done now:").say(settings.lang), bold=True, color=settings.color)
    for one in further:
        why = one.why.say(settings.lang)
        click.echo(f"  {one.command.say(settings.lang)}   {why}" if one.command else f"  {why}")


def _came(found: Run) -> tuple[Words, ...]:
    if found.nothing:
        return (Words("Er is niets veranderd sinds de vorige keer", "Nothing has changed since the last run"),)
    return found.reasons


def _written(found: Run) -> list[Words]:
    if found.written:
        names = ", ".join(found.written)
        return [Words(f"Geschreven: {names}", f"Written: {names}")]
    if found.assessed is None and not found.refused:
        return [Words("Er is nog niets te schrijven", "There is nothing to write yet")]
    return [] if found.refused else [Words("Alle werkmappen waren bijgewerkt", "All workbooks were up to date")]


def _show_problems(found: Run, wrong: Sequence[dict[str, Any]], settings: Settings) -> None:
    loud = [one for one in wrong if one["severity"] != str(Severity.NOTE)]
    for one in loud[:SHOWN]:
        severity = Severity(one["severity"])
        label = click.style(screen.SEVERITIES[severity].say(settings.lang), fg=screen.COLOURS[severity])
        place = " ".join(part for part in (one["workbook"], one["sheet"], one["cell"]) if part)
        click.echo(f"{label} {place}: {one['message']}", color=settings.color)
    if loud:
        more = max(0, len(loud) - SHOWN)
        nl = f"Nog {more} meer, en wat eraan te doen is: planner check {found.year}"
        en = f"{more} more, and what to do about them: planner check {found.year}"
        rest = (
            Words(nl, en)
            if more
            else Words(
                f"Wat eraan te doen is: planner check {found.year}", f"What to do about it: planner check {found.year}"
            )
        )
        click.echo(rest.say(settings.lang))


def _as_data(
    found: Run, wrong: Sequence[dict[str, Any]], further: Sequence[Next], settings: Settings
) -> dict[str, Any]:
    lang = settings.lang
    refused: Sequence[Problem] = found.refused
    return {
        "year": found.year,
        "changed": not found.nothing,
        "received": [one.path for one in found.came if one.how != "gone"],
        "changes": [{"workbook": one.path, "what": str(one.how)} for one in found.came],
        "reasons": [one.say(lang) for one in (*found.reasons, *found.beside)],
        "problems": [*wrong, *screen.problems_as_data(refused, settings)],
        "comparison": found.assessed["comparison"] if found.assessed else None,
        "fits": found.assessed["comparison"]["fits"] if found.assessed else None,
        "written": list(found.written),
        "next": [{"command": one.command and one.command.say(lang), "why": one.why.say(lang)} for one in further],
    }
