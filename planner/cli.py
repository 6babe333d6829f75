"""The command line: finds the command that is called and turns every outcome into one exit code.

Loads a command's module only when it is called, and knows nothing of what commands do. Exit codes: 0 no
errors, 1 errors in the data, 2 wrong usage or a file that cannot be read, 130 interrupted, 141 the reader of
the output went away.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

import click

from planner import __version__
from planner.commands.language import (
    Language,
    folder_option,
    lang_option,
    language_in,
    language_of,
    quiet_option,
)


class Entry(NamedTuple):
    """Where a command is, and its line in the help in both languages."""

    module: str
    attribute: str
    english: str
    dutch: str


COMMANDS = {
    "init": Entry(
        "planner.commands.init",
        "command",
        "make a workspace, empty or with the example",
        "maak een werkruimte, leeg of met het voorbeeld",
    ),
    "request": Entry(
        "planner.commands.request",
        "command",
        "ask for quotes: a workbook for each organisation",
        "vraag offertes uit: een werkmap per organisatie",
    ),
    "check": Entry(
        "planner.commands.check",
        "command",
        "check workbooks and name the cell of every mistake",
        "controleer werkmappen en noem van elke fout de cel",
    ),
    "map": Entry(
        "planner.commands.map",
        "command",
        "say how a workbook in a layout of its own is read",
        "leg vast hoe een werkmap in eigen indeling wordt gelezen",
    ),
    "inspect": Entry(
        "planner.commands.inspect",
        "command",
        "see what was done to a workbook, with its effect in euros",
        "zie wat er met een werkmap is gedaan, met het effect in euro's",
    ),
    "diff": Entry(
        "planner.commands.diff",
        "command",
        "show what changed between two versions, line by line",
        "toon per regel wat er tussen twee versies is veranderd",
    ),
    "compare": Entry(
        "planner.commands.compare",
        "command",
        "lay the offer beside the task-setting budget",
        "leg de offerte naast het taakstellend budget",
    ),
    "run": Entry(
        "planner.commands.run",
        "command",
        "do everything that the present inputs allow",
        "doe alles wat de aanwezige invoer toelaat",
    ),
    "status": Entry(
        "planner.commands.status",
        "command",
        "show where each year stands and what can be done",
        "toon waar elk jaar staat en wat er nu kan",
    ),
    "pack": Entry(
        "planner.commands.pack",
        "command",
        "make the decision note for OGB-beheer",
        "maak de oplegnotitie voor OGB-beheer",
    ),
    "decide": Entry(
        "planner.commands.decide",
        "command",
        "record the decision of OGB-beheer",
        "leg het besluit van OGB-beheer vast",
    ),
    "accept": Entry(
        "planner.commands.accept",
        "command",
        "accept the offer and write the assignments, or send it back",
        "aanvaard de offerte en schrijf de opdrachten, of stuur haar terug",
    ),
    "verify": Entry(
        "planner.commands.verify",
        "command",
        "see whether archive, register and files agree",
        "ga na of archief, register en bestanden kloppen",
    ),
    "fill": Entry(
        "planner.commands.fill",
        "command",
        "put figures into a workbook with a layout of your own",
        "zet bedragen in een werkmap met een eigen indeling",
    ),
    "guide": Entry(
        "planner.commands.guide",
        "command",
        "explain the workbooks that people fill in",
        "leg de werkmappen uit die mensen invullen",
    ),
}

HELP: dict[Language, str] = {
    "en": "Run the yearly offer and budget cycle on the workbooks in a folder. Start with: planner run 2027",
    "nl": "Doorloop de jaarlijkse offertecyclus op de werkmappen in een map. Begin met: planner run 2027",
}
FAULT: dict[Language, str] = {
    "en": "planner stopped because of a fault in planner itself, not in your files ({what}); "
    "set PLANNER_DEBUG=1 and try again to see the details.",
    "nl": "planner is gestopt door een fout in planner zelf, niet in uw bestanden ({what}); "
    "zet PLANNER_DEBUG=1 en probeer het opnieuw om de bijzonderheden te zien.",
}
SYSTEM: dict[Language, str] = {
    "en": "{path} cannot be read or written; the system says: {why}.",
    "nl": "{path} kan niet worden gelezen of geschreven; het systeem meldt: {why}.",
}
READER_GONE = 141


class Commands(click.Group):
    """A group that knows its commands by name only, until one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 # click gives it
        """Return the names, in the order in which a year needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load and return the command of that name, or None."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(importlib.import_module(entry.module), entry.attribute)
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what planner is for, in the language of this run."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(HELP[language_of(ctx)])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, so that none has to be loaded for it."""
        dutch = language_of(ctx) == "nl"
        with formatter.section("Commando's" if dutch else "Commands"):
            formatter.write_dl([(name, row.dutch if dutch else row.english) for name, row in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that went away (`| head`) ends it without a word."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise click.exceptions.Exit(READER_GONE) from gone


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@folder_option
@lang_option
@quiet_option
@click.version_option(__version__, message="planner %(version)s")
@click.pass_context
def planner(ctx: click.Context, folder: str | None, lang: Language | None, quiet: bool) -> None:
    """Keep what was said before the name of the command, for the command to merge with its own."""
    given = ctx.ensure_object(dict)
    given.update(folder=folder, quiet=quiet, lang=lang or language_of(ctx))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line, by default the one of this process, and return its exit code; never raises."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _print_anything()
    code = _run(given, language_in(given))
    return code if _flushed() else READER_GONE


def _run(arguments: list[str], lang: Language) -> int:
    try:
        outcome = planner.main(arguments, "planner", standalone_mode=False, obj={"lang": lang})
        return outcome if isinstance(outcome, int) else 0
    except click.ClickException as wrong:
        wrong.show()
        return _failed(arguments, wrong.format_message())
    except (click.Abort, KeyboardInterrupt):
        return 130
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else 2
    except Exception as fault:
        text = _sentence(fault, lang)
        click.echo(text, err=True)
        return _failed(arguments, text)


def _sentence(fault: Exception, lang: Language) -> str:
    if os.environ.get("PLANNER_DEBUG"):
        import traceback

        traceback.print_exception(fault)
    if isinstance(fault, OSError) and fault.filename is not None:
        return SYSTEM[lang].format(path=fault.filename, why=fault.strerror)
    what = " ".join(f"{type(fault).__name__}: {fault}".split())
    return FAULT[lang].format(what=what)


def _failed(arguments: list[str], text: str) -> int:
    """Give whoever asked for JSON an object to read, and return the exit code of wrong usage."""
    if "--json" in arguments:
        import json

        with suppress(BrokenPipeError):
            click.echo(json.dumps({"error": text}))
    return 2


def _print_anything() -> None:
    """Let a terminal that has no euro sign show a question mark, instead of stopping the work."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _flushed() -> bool:
    """Empty the output; where nobody reads it any more, send the rest nowhere so that Python stays silent."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True
