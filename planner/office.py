"""Runs LibreOffice to convert and recalculate, with a time limit; knows nothing of what is in the files.

Its exit code says nothing (it is 0 for damaged, encrypted and missing input), so the outcome is judged by
what went in, what came out and what it printed. Every call has a profile of its own: two calls on one
profile hand their work to each other.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

Reason = Literal["missing", "unreadable", "timeout", "failed"]

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
_PACKED = frozenset({".xlsx", ".xlsm", ".docx", ".odt", ".ods"})

# Recalculating: 0 is "always" (without it a formula keeps the value that stands in the file, right or wrong), 1 is
# "never". Links: 1 is "never"; nothing that a file points at is fetched, and no macro runs.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">\
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{recalculating}</value></prop>\
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>{recalculating}</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class OfficeError(Exception):
    """LibreOffice is missing, was given something it cannot read, took too long, or made nothing."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"LibreOffice: {detail}")
        self.reason = reason
        self.detail = detail


def find() -> Path | None:
    """Return the program, from the search path or from where its installer puts it, or None."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((place for place in map(Path, _USUAL_PLACES) if place.is_file()), None)


def convert(
    paths: Sequence[Path],
    to: str,
    out_dir: Path,
    *,
    timeout: float = 120,
    recalculate: bool = True,
    memory: int | None = None,
) -> tuple[Path, ...]:
    """Convert all files in one call, recalculating every formula, and return the results in the same order.

    `to` is an extension (`xlsx`, `pdf`), or an extension and a filter as `pdf_filter` makes it. `timeout` is
    in seconds, for the whole call; `memory` in bytes, where the system can limit it. Without `recalculate`
    formulas keep the values that the file holds. Existing results in `out_dir` are replaced, and only when all
    went well. Raises OfficeError.
    """
    program = find()
    if program is None:
        raise OfficeError("missing", "not installed")
    _check_inputs(paths)
    with tempfile.TemporaryDirectory(prefix="planner-office-", ignore_cleanup_errors=True) as scratch:
        made_in = Path(scratch, "out")
        command = [str(program), *_options(Path(scratch, "profile"), recalculate), "--convert-to", to]
        command += ["--outdir", str(made_in), *(str(path.resolve()) for path in paths)]
        printed = _run(_limited(command, memory), timeout)
        made = [made_in / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
        _check_outputs(made, printed)
        return _hand_over(made, out_dir)


def pdf_filter(application: Literal["calc", "writer"], options: Mapping[str, bool | int | str]) -> str:
    """Return the `to` of `convert` that makes a PDF with options of its export (`PDFUACompliance` ...)."""
    kinds = {bool: "boolean", int: "long", str: "string"}
    values = {
        name: {"type": kinds[type(value)], "value": json.dumps(value) if type(value) is not str else value}
        for name, value in options.items()
    }
    return f"pdf:{application}_pdf_Export:{json.dumps(values, sort_keys=True)}"


def _check_inputs(paths: Sequence[Path]) -> None:
    """Refuse what LibreOffice turns into an empty or an overwritten document without a word."""
    stems = [path.stem for path in paths]
    if len(set(stems)) < len(stems):
        raise OfficeError("unreadable", "two files of the same name would overwrite each other")
    for path in paths:
        if not path.is_file() or path.stat().st_size == 0:
            raise OfficeError("unreadable", f"{path.name} is missing or empty")
        if path.suffix.lower() in _PACKED and not zipfile.is_zipfile(path):
            raise OfficeError("unreadable", f"{path.name} is damaged or encrypted")


def _options(profile: Path, recalculate: bool) -> list[str]:
    user = profile / "user"
    user.mkdir(parents=True)
    settings = _PROFILE.format(recalculating=0 if recalculate else 1)
    (user / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    flags = ["--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck"]
    return [f"-env:UserInstallation={profile.as_uri()}", *flags]


def _limited(command: list[str], memory: int | None) -> list[str]:
    """Return a command that first limits its own memory, where the system knows how."""
    if memory is None or os.name != "posix":
        return command
    return ["/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', str(memory // 1024), *command]


def _run(command: list[str], timeout: float) -> str:
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=timeout)[1].decode(errors="replace")
        except subprocess.TimeoutExpired:
            raise OfficeError("timeout", f"not ready within {timeout:g} seconds") from None
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program that the starter script started too: killing the script alone leaves it running."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _check_outputs(made: Sequence[Path], printed: str) -> None:
    missing = [path.stem for path in made if not path.is_file() or path.stat().st_size == 0]
    errors = [line for line in printed.splitlines() if "Error:" in line]
    if missing or errors:
        what = f"nothing made of {', '.join(missing)}" if missing else "it reported an error"
        raise OfficeError("failed", "; ".join([what, *errors]))


def _hand_over(made: Sequence[Path], out_dir: Path) -> tuple[Path, ...]:
    out_dir.mkdir(parents=True, exist_ok=True)
    return tuple(Path(shutil.move(path, out_dir / path.name)) for path in made)
