"""Finds the templates and the example, in the checkout or in the installed package; reads neither."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_HOMES = (_PACKAGE / "_resources", _PACKAGE.parent)
"""The wheel carries both folders inside the package; in a checkout they stand in the open beside it."""


class ResourceMissing(Exception):
    """A folder that planner ships is not there: the installation is damaged."""


def example() -> Path:
    """Return the example workspace `budgets/`, to be copied and never written in; raises ResourceMissing.

    In a checkout it can also hold what an earlier run wrote there.
    """
    return _folder("budgets")


def templates() -> Path:
    """Return the folder with the texts and Word templates of the decision pack; raises ResourceMissing."""
    return _folder("templates")


def _folder(name: str) -> Path:
    for home in _HOMES:
        if (home / name).is_dir():
            return home / name
    raise ResourceMissing(f"planner was installed without its folder {name}; install it again")
