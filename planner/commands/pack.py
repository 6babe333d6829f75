"""`planner pack`: the decision note for OGB-beheer, in Word and as PDF."""

from collections.abc import Sequence

import click

from planner.acts import pack as act
from planner.commands import screen
from planner.commands.language import Option
from planner.commands.options import Settings, common_options
from planner.documents.placeholders import listed
from planner.problems import REGISTRY, Problem, Words
from planner.running import outputs
from planner.workspace import Workspace
from planner.year import NoReference, Year


@click.command(
    epilog="""\b
Examples:
  planner pack 2027                     the note in Word, and as PDF where LibreOffice is installed
  planner pack 2027 --no-pdf
  planner pack 2027 --copy-template     a template of your own, to edit in Word
  planner pack 2027 --check-template    what is wrong with it, and all names that it can use
"""
)
@click.argument("year", type=click.IntRange(2000, 2199))
@click.option(
    "--pdf/--no-pdf", "pdf", default=None, cls=Option,
    help="Make the PDF as well, or leave it; without either: where LibreOffice is installed.",
    dutch="Maak ook de PDF, of laat die weg; zonder een van beide: waar LibreOffice is geïnstalleerd.",
)  # fmt: skip
@click.option(
    "--check-template", is_flag=True, cls=Option,
    help="Check the template, list all names that it can use, and write nothing.",
    dutch="Controleer het sjabloon, noem alle namen die het kan gebruiken, en schrijf niets.",
)  # fmt: skip
@click.option(
    "--copy-template", is_flag=True, cls=Option,
    help="Put a copy of the template into the workspace, to be edited in Word, and do nothing else.",
    dutch="Zet een kopie van het sjabloon in de werkruimte, om in Word te bewerken, en doe verder niets.",
)  # fmt: skip
@common_options
def command(settings: Settings, year: int, *, pdf: bool | None, check_template: bool, copy_template: bool) -> int:
    """Make the decision note of YEAR for OGB-beheer, in YEAR/besluit.

    It says what the board is asked to decide, with the table against the frame, the main causes, who pays, what is
    open and what is assumed. A note that somebody edited is never overwritten: the new one stands beside it.
    """
    workspace = Workspace(settings.workspace)
    if copy_template:
        return _copy(workspace, settings)
    tell, done = screen.reading(settings)
    if check_template:
        problems = _checked(Year(workspace, year, tell))
        done()
        return _show_check(problems, workspace, settings)
    packed = act.pack(workspace, year, with_pdf=pdf is not False, tell=tell)
    done()
    _show(packed, settings)
    if pdf and any(one.code == "office-missing" for one in packed.problems):
        return 2
    return max(screen.exit_code(packed.problems), _exit_code(packed))


def _exit_code(packed: act.Packed) -> int:
    """Return the exit code of the inputs: the note names their errors, and so does the exit code."""
    assessed = packed.run.assessed
    told = [one["nl"] for one in assessed["problems"]] if assessed else []
    if any(REGISTRY[one["code"]].unreadable for one in told):
        return 2
    return int(any(one["severity"] == "error" for one in told))


def _show(packed: act.Packed, settings: Settings) -> None:
    if settings.json:
        screen.as_data(
            {
                "year": packed.run.year,
                "files": list(packed.files),
                "written": list(packed.written),
                "fits": packed.run.assessed["comparison"]["fits"] if packed.run.assessed else None,
                "problems": screen.problems_as_data(packed.problems, settings),
            }
        )
        return
    screen.problems(packed.problems, settings, notes=False)
    if settings.quiet:
        return
    if packed.run.assessed:
        screen.sentences([Words(**packed.run.assessed["answer"][0])], settings)
    for path in packed.files:
        new = Words("Geschreven", "Written") if path in packed.written else Words("Ongewijzigd", "Unchanged")
        click.echo(f"{new.say(settings.lang)}: {path}")
    for line in packed.run.beside:
        click.echo(f"{line.say(settings.lang)}.")


def _copy(workspace: Workspace, settings: Settings) -> int:
    path, copied = act.copy_template(workspace)
    if settings.json:
        screen.as_data({"template": path, "copied": copied})
    elif not settings.quiet:
        new = Words(f"Geschreven: {path}; bewerk het in Word.", f"Written: {path}; edit it in Word.")
        old = Words(f"{path} is er al en blijft zoals het is.", f"{path} is there already and stays as it is.")
        click.echo((new if copied else old).say(settings.lang))
    return 0


def _checked(found: Year) -> tuple[Problem, ...]:
    try:
        return act.check_template(found)
    except NoReference as missing:
        return missing.problems


def _show_check(problems: Sequence[Problem], workspace: Workspace, settings: Settings) -> int:
    where = outputs.template(workspace)[1].workbook
    if settings.json:
        names = [{"name": name, "meaning": meaning} for name, meaning in listed()]
        found = screen.problems_as_data(problems, settings)
        screen.as_data({"template": where, "problems": found, "placeholders": names})
        return screen.exit_code(problems)
    screen.problems(problems, settings)
    if not settings.quiet:
        if not problems:
            good = Words(f"{where}: alle namen kloppen.", f"{where}: all names are right.")
            click.secho(good.say(settings.lang), bold=True, color=settings.color)
        said = Words("Namen die een sjabloon kan gebruiken ([] is een lijst):", "Names for a template ([] is a list):")
        click.echo(said.say(settings.lang))
        for name, meaning in listed():
            click.echo(f"  {name:<38} {meaning}")
    return screen.exit_code(problems)
