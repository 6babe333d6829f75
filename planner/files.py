"""Writes files so that none is ever torn, and takes digests of them; knows nothing of what is in them."""

import errno
import hashlib
import io
import os
import secrets
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Reason = Literal["open-elsewhere", "no-access", "read-only", "disk-full", "no-folder", "other"]
"""Why a file cannot be written; `open-elsewhere` is the one that writing beside it can heal."""

_REASONS: dict[int, Reason] = {
    errno.EACCES: "no-access",
    errno.EPERM: "no-access",
    errno.EROFS: "read-only",
    errno.ENOSPC: "disk-full",
    errno.EFBIG: "disk-full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk-full",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EEXIST: "no-folder",
}
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What systems answer where they cannot make a hard link, though the folder takes files."""
_LOCK = ".planner-lock"
_ABANDONED = 600
"""Seconds after which a temporary file belongs to nobody any more: writing one takes far less."""


class CannotWrite(OSError):
    """A file could not be written; what stood there before still stands there, whole."""

    def __init__(self, path: Path, reason: Reason, cause: OSError) -> None:
        super().__init__(cause.errno, cause.strerror, str(path))
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Written:
    """Where the bytes stand now, and whether that is beside the file that was meant."""

    path: Path
    beside: bool


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path`, making its folder if needed: afterwards it holds the old bytes or the new.

    Raises CannotWrite. A target that cannot be replaced although its folder takes new files is held open by
    another program (Excel on Windows does so): `open-elsewhere`.
    """
    _replace(_written_for(path, data), path)


def write_new(path: Path, data: bytes) -> bool:
    """Write `data` to a file that is not there yet and return True; False, with nothing done, where it is.

    Of several processes that try at once exactly one succeeds, and nobody ever sees half a file. A hard link does
    both; where the file system has none, the system's own lock guards looking and renaming (it lets go when a
    process dies, so that a kill leaves nothing to clear up). Raises CannotWrite.
    """
    temporary = _written_for(path, data)
    try:
        made = _named(temporary, path)
    except OSError as cause:
        raise CannotWrite(path, _REASONS.get(cause.errno or 0, "other"), cause) from cause
    finally:
        _discard(temporary)
    _sync_folder(path.parent)
    return made


def clear_abandoned(folder: Path) -> None:
    """Remove the temporary files that a killed process left in a folder."""
    with suppress(OSError):
        for path in folder.glob(".planner-*.tmp"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink()


def write_beside(path: Path, data: bytes) -> Path:
    """Write `data` to `name (nieuw).xlsx` beside `name.xlsx` and return that path; raises CannotWrite."""
    beside = path.with_name(f"{path.stem} (nieuw){path.suffix}")
    write_atomic(beside, data)
    return beside


def put(path: Path, data: bytes) -> Written:
    """Write `data` to `path`, or beside it where `path` is open elsewhere; raises CannotWrite.

    A file that holds these bytes already is not touched, so that synchronised folders see no change.
    """
    if _holds(path, data):
        return Written(path, beside=False)
    try:
        write_atomic(path, data)
    except CannotWrite as problem:
        if problem.reason != "open-elsewhere":
            raise
        return Written(write_beside(path, data), beside=True)
    return Written(path, beside=False)


def digest(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal, without holding it in memory; raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_digest(data: bytes) -> str:
    """Return a digest over the names and unpacked bytes of a workbook's parts, equal on every machine.

    How hard a zip is packed differs per machine and its order and dates mean nothing. Bytes that are no whole
    zip have their ordinary digest.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _digest_of_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return digest(data)


def _digest_of_parts(archive: zipfile.ZipFile) -> str:
    total = hashlib.sha256()
    for part in sorted(archive.infolist(), key=lambda info: info.filename):
        with archive.open(part) as stream:
            inner = hashlib.file_digest(stream, "sha256")  # type: ignore[arg-type] # it reads like a file
        # Both digests have one length, so no two lists of parts can give the same bytes here.
        total.update(hashlib.sha256(part.filename.encode()).digest() + inner.digest())
    return total.hexdigest()


def _written_for(path: Path, data: bytes) -> Path:
    """Write `data` to a temporary file beside `path`, in a folder that is made if needed; raises CannotWrite."""
    temporary = path.with_name(f".planner-{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(temporary, data)
    except OSError as cause:
        _discard(temporary)
        raise CannotWrite(path, _REASONS.get(cause.errno or 0, "other"), cause) from cause
    except BaseException:
        _discard(temporary)
        raise
    return temporary


def _named(temporary: Path, path: Path) -> bool:
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError as cause:
        if cause.errno not in _NO_LINKS:
            raise
        return _renamed(temporary, path)
    return True


def _renamed(temporary: Path, path: Path) -> bool:
    with _locked(path.parent):
        if path.exists():
            return False
        try:
            temporary.rename(path)
        except FileExistsError:  # Windows, where a rename never replaces a file
            return False
    return True


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; Windows needs none, because its rename looks and names at once."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (folder / _LOCK).open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as cause:
        _discard(temporary)
        held = isinstance(cause, PermissionError)
        raise CannotWrite(path, "open-elsewhere" if held else "other", cause) from cause
    except BaseException:
        _discard(temporary)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut too, where the system knows how (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _discard(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()
