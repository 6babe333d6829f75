"""Makes the options that every command takes into one `Settings`; looks for a workspace, never into it."""

import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from planner.commands.language import (
    Language,
    folder_option,
    json_option,
    lang_option,
    language_of,
    quiet_option,
)

MARK = "uitgangspunten.xlsx"
"""The workbook that makes a folder a workspace."""

Function = Callable[..., int | None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How one command was asked to run."""

    workspace: Path
    lang: Language
    quiet: bool
    json: bool
    color: bool


class WrongUsage(click.ClickException):
    """Something about the call itself is wrong; the message is one sentence that says what to do."""

    exit_code = 2


def common_options(function: Function) -> Callable[..., None]:
    """Give a command the common options; the function gets a `Settings` first and returns the exit code.

    The workspace is there and holds reference values; a folder that is no workspace is wrong usage.
    """
    return _with_options(function, find_workspace)


def options_without_workspace(function: Function) -> Callable[..., None]:
    """Give a command the common options where it needs no workspace: `workspace` is -C or this folder."""
    return _with_options(function, lambda folder, _: Path(folder or "."))


def find_workspace(folder: str | None, lang: Language) -> Path:
    """Return the workspace: the folder of -C, else this folder, else `budgets` in it; raises WrongUsage."""
    candidates = [Path(folder)] if folder is not None else [Path(), Path("budgets")]
    for candidate in candidates:
        if (candidate / MARK).is_file():
            return candidate
    place = candidates[0].resolve()
    raise WrongUsage(
        f"De map {place} is geen werkruimte, want {MARK} ontbreekt: maak er een met `planner init MAP`, "
        "of wijs er een aan met -C MAP."
        if lang == "nl"
        else f"The folder {place} is no workspace, because {MARK} is missing: make one with "
        "`planner init FOLDER`, or name one with -C FOLDER."
    )


def use_color() -> bool:
    """Tell whether to print in colour: only on a terminal, and not where NO_COLOR is set to anything."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _with_options(function: Function, place: Callable[[str | None, Language], Path]) -> Callable[..., None]:
    @folder_option
    @lang_option
    @quiet_option
    @json_option
    @click.pass_context
    @functools.wraps(function)
    def wrapper(ctx: click.Context, /, **values: Any) -> None:
        given = ctx.ensure_object(dict)
        folder, quiet, as_json = (values.pop(name) for name in ("folder", "quiet", "as_json"))
        language = values.pop("lang") or language_of(ctx)
        settings = Settings(
            workspace=place(folder if folder is not None else given.get("folder"), language),
            lang=language,
            quiet=quiet or given.get("quiet", False),
            json=as_json,
            color=use_color(),
        )
        ctx.exit(function(settings, **values) or 0)

    return wrapper
