"""What a call names: files that must be there, a workspace that may be there, a file that is written over nothing."""

from collections.abc import Iterable
from pathlib import Path

from planner.commands.options import Settings, WrongUsage, find_workspace
from planner.problems import Words
from planner.workspace import Workspace


def must_be_files(files: Iterable[Path], settings: Settings) -> None:
    """Raise WrongUsage where one of these files is not there."""
    for file in files:
        if file.is_dir():
            raise WrongUsage(Words(f"{file} is een map, geen bestand.", f"{file} is a folder.").say(settings.lang))
        if not file.is_file():
            said = Words(f"Het bestand {file} bestaat niet.", f"The file {file} does not exist.")
            raise WrongUsage(said.say(settings.lang))


def workspace(settings: Settings) -> Workspace:
    """Return the workspace of -C, or in one of the usual places; raises WrongUsage where there is none."""
    folder = None if settings.workspace == Path() else str(settings.workspace)
    return Workspace(find_workspace(folder, settings.lang))


def workspace_or_none(settings: Settings) -> Workspace | None:
    """Return the workspace; a workbook is looked at by itself where there is none."""
    try:
        return workspace(settings)
    except WrongUsage:
        return None


def write_new(target: Path, data: bytes, settings: Settings) -> None:
    """Write a file, never over another one; the same once more is no harm."""
    from planner.files import write_new as write

    if target.is_dir() or (not write(target, data) and target.read_bytes() != data):
        said = Words(
            f"{target} bestaat al en wordt niet overschreven: kies met --output een andere naam.",
            f"{target} exists and is not written over: choose another name with --output.",
        )
        raise WrongUsage(said.say(settings.lang))
