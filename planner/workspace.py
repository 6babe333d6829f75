"""Which file is which: the only module that looks in folders; knows names and places, no contents.

Quotes may have any name, so everything in `offertes/` is theirs; the other inputs have the names of DESIGN 4.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.agreement import Role

REFERENCE = "uitgangspunten.xlsx"
QUOTES = "offertes"
TEMPLATES = "templates"
MAPPINGS = "koppelingen"
_IGNORED = frozenset({"thumbs.db", "desktop.ini"})
"""What the system itself puts in folders; files whose name starts with a full stop are left alone as well."""
_BOOK = r"\.xls[xmb]?|\.ods"
_RETURNED = re.compile(r".* \(bevindingen( [0-9]+)?\)( \(nieuw\))?\.(xlsx|xlsm|txt)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of one year's cycle, each list sorted by name so that no order of a disk shows."""

    reference: Path
    strategies: tuple[Path, ...]
    assignments: tuple[Path, ...]
    frames: tuple[Path, ...]
    quotes: tuple[Path, ...]
    folders: tuple[Path, ...]
    """Folders among the quotes, which are not looked into (and are said to be skipped)."""
    returned: tuple[Path, ...] = ()
    """Copies with findings for senders, which stand beside what they sent and are never read as input."""
    mappings: tuple[Path, ...] = ()
    """How workbooks in a layout of their own are read; for every year."""

    @property
    def all(self) -> tuple[Path, ...]:
        """Return every file, in the order in which a reader would look at them."""
        return (self.reference, *self.strategies, *self.assignments, *self.frames, *self.quotes, *self.mappings)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with the workbooks of the cycle."""

    folder: Path

    def name(self, path: Path) -> str:
        """Return a path in the workspace with `/`; a path outside it as it is."""
        try:
            return path.resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            return path.as_posix()

    def inputs(self, year: int) -> Inputs:
        """Return the input files of a year: its frame and quotes, last year's assignments, and what is shared."""
        quotes = _listed(self.folder / str(year) / QUOTES)
        return Inputs(
            self.folder / REFERENCE,
            _named(self.folder, rf"strategie.*({_BOOK})"),
            _named(self.folder / str(year - 1), rf"opdracht-(?!keten).*({_BOOK})"),
            _named(self.folder / str(year), rf"kader.*({_BOOK})"),
            tuple(path for path in quotes if not path.is_dir()),
            tuple(path for path in quotes if path.is_dir()),
            tuple(
                path
                for folder in (self.folder, *(self.folder / f"{each}" for each in (year - 1, year, f"{year}/{QUOTES}")))
                for path in _listed(folder, returned=True)
                if path.suffix != ".txt"
            ),
            self.mappings,
        )

    def years(self) -> tuple[int, ...]:
        """Return the years that have a frame or quotes, earliest first."""
        found = [path for path in _listed(self.folder) if re.fullmatch(r"[0-9]{4}", path.name) and path.is_dir()]
        return tuple(int(path.name) for path in found if (path / QUOTES).is_dir() or _named(path, rf"kader.*({_BOOK})"))

    @property
    def mappings(self) -> tuple[Path, ...]:
        """Return the files that say how workbooks in a layout of their own are read."""
        return tuple(path for path in _listed(self.folder / MAPPINGS) if not path.is_dir())

    @property
    def templates(self) -> tuple[Path, ...]:
        """Return the templates of its own, which come in the place of those that planner ships."""
        return _named(self.folder / TEMPLATES, r"oplegnotitie\.docx")

    def output(self, year: int, name: str) -> Path:
        """Return the path of something that we write for a year."""
        return self.folder / str(year) / name


def request_name(year: int, organisation: str, role: Role) -> str:
    """Return where the request to a party stands in the workspace."""
    return f"{year}/uitvraag/uitvraag-{_party(organisation, role)}-{year}.xlsx"


def assignment_name(year: int, organisation: str, role: Role, version: int) -> str:
    """Return where a version of the assignment to a party stands in the workspace."""
    return f"{year}/opdracht-{_party(organisation, role)}-{year}{_of(version)}.xlsx"


def chain_name(year: int, version: int) -> str:
    """Return where a version of the assignment of the whole chain stands in the workspace."""
    return f"{year}/opdracht-keten-{year}{_of(version)}.xlsx"


def frame_name(year: int, version: int) -> str:
    """Return where a version of the frame of a year stands in the workspace."""
    return f"{year}/kader-{year}{_of(version)}.xlsx"


def _party(organisation: str, role: Role) -> str:
    """Return how a party is called in the name of a file: an organisation that is TBO as well has a file for each."""
    return "TBO" if role is Role.TBO else re.sub(r"[^\w.-]+", "-", organisation)


def _of(version: int) -> str:
    return f"-v{version}" if version > 1 else ""


def is_return(name: str) -> bool:
    """Tell whether a file is called as a copy with findings for its sender is, or the text that goes with it."""
    return _RETURNED.fullmatch(name) is not None


def return_copy(path: Path, number: int, suffix: str) -> Path:
    """Return where the copy with findings of a workbook stands: beside it, with a number where there are more."""
    return path.with_name(f"{path.stem} (bevindingen{f' {number}' if number > 1 else ''}){suffix}")


def _named(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Return the files whose name matches, and the lock files beside them (somebody has that workbook open)."""
    lock = rf"(~\$|\.~lock\.)?{pattern}#?"
    return tuple(path for path in _listed(folder) if re.fullmatch(lock, path.name, re.IGNORECASE) and path.is_file())


def _listed(folder: Path, *, returned: bool = False) -> tuple[Path, ...]:
    """Return what stands in a folder: what came in, or else what goes back."""
    try:
        found: Iterable[Path] = list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(
        sorted(
            (path for path in found if _counts(path.name) and is_return(path.name) == returned),
            key=lambda path: (path.name.casefold(), path.name),
        )
    )


def _counts(name: str) -> bool:
    hidden = name.startswith(".") and not name.startswith(".~lock.")
    return not hidden and name.casefold() not in _IGNORED and not name.startswith(".planner-")
