"""Keeps every file that was received or issued, as it was, under its own digest; changes and deletes nothing."""

import re
from pathlib import Path, PurePosixPath

from planner.files import digest, write_atomic

FOLDER = "archief"
_NAME = re.compile(r"([0-9a-f]{64})\.[a-z0-9]{1,8}")


class Archive:
    """The folder `archief` of a workspace."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / FOLDER

    def keep(self, data: bytes, name: str) -> str:
        """Keep the bytes of a file of that name and return their digest; raises CannotWrite.

        A file is written once. Two processes that keep the same bytes write the same file, so neither harms the
        other; one whose bytes no longer have the digest of its name (a damaged disk) gets the true ones back.
        """
        key = digest(data)
        if self.get(key) is None:
            write_atomic(self.folder / f"{key}.{_ending(name)}", data)
        return key

    def get(self, key: str) -> bytes | None:
        """Return the bytes of this digest; None where they are not there, or are no longer those bytes."""
        for path in self.files(key):
            try:
                data = path.read_bytes()
            except OSError:
                continue
            if digest(data) == key:
                return data
        return None

    def holds(self, key: str) -> bool:
        """Tell whether there is a file of this digest, without reading it."""
        return bool(self.files(key))

    def files(self, key: str) -> tuple[Path, ...]:
        """Return the files of a digest: one, unless the same bytes came under two kinds of name."""
        return tuple(sorted(self.folder.glob(f"{key}.*"))) if _NAME.fullmatch(f"{key}.x") else ()

    def all(self) -> tuple[tuple[Path, str], ...]:
        """Return every file in the archive with the digest that its name promises (empty: not a name of ours)."""
        if not self.folder.is_dir():
            return ()
        names = sorted(path for path in self.folder.iterdir() if not path.name.startswith("."))
        return tuple((path, found[1] if (found := _NAME.fullmatch(path.name)) else "") for path in names)


def _ending(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    return ending if re.fullmatch(r"[a-z0-9]{1,8}", ending) else "bin"
