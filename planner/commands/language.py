"""Which language the terminal speaks, and the options that group and commands share; knows no command.

Stands on the path of `planner --help`: it imports nothing that click does not import anyway.
"""

import os
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

import click

Language = Literal["nl", "en"]


def default_language(environment: Mapping[str, str]) -> Language:
    """Return the language of the locale: Dutch where it starts with `nl`, else English.

    Of LC_ALL, LC_MESSAGES and LANG the first that is set decides, as POSIX has it.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "nl" if locale.lower().startswith("nl") else "en"


def language_in(arguments: Sequence[str]) -> Language:
    """Return the last language named on the command line, else the default.

    Needed before click has read the line: for `--help`, and to say what is wrong with the line itself.
    """
    joined = " ".join(arguments).replace("--lang=", "--lang ").split()
    named = [after for here, after in pairwise(joined) if here == "--lang"]
    if named[-1:] == ["nl"]:
        return "nl"
    return "en" if named[-1:] == ["en"] else default_language(os.environ)


def language_of(ctx: click.Context) -> Language:
    """Return the language of this run, also where a command is called without the group."""
    chosen = (ctx.find_object(dict) or {}).get("lang")
    return chosen or default_language(os.environ)


class Option(click.Option):
    """A click option whose help can be given in Dutch too: `help=` is English, `dutch=` is Dutch."""

    def __init__(self, *arguments: Any, dutch: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.dutch = dutch

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the names and the help of the option, in the language of this run."""
        record = super().get_help_record(ctx)
        in_dutch = record and self.dutch and language_of(ctx) == "nl"
        return (record[0], self.dutch) if record and in_dutch else record


folder_option = click.option("-C", "folder", cls=Option, metavar="DIR", help="The workspace.", dutch="De werkruimte.")
lang_option = click.option(
    "--lang", cls=Option, type=click.Choice(["nl", "en"]), help="The language.", dutch="De taal."
)
quiet_option = click.option(
    "--quiet", cls=Option, is_flag=True, help="Print only what is wrong.", dutch="Toon alleen wat fout is."
)
json_option = click.option("--json", "as_json", cls=Option, is_flag=True, help="Print JSON.", dutch="Toon JSON.")
