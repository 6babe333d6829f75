"""Runs check over every file below a folder, each in a process with limits: python -m tests.gate_soak FOLDER.

Prints how often each problem code was told, the slowest files, the largest memory, and what must never be there: a
traceback, a hang, more memory than allowed, or a workbook that was read as nothing without a word. Reads only.
With --load every sheet of every workbook is taken in as well, also of workbooks that are none of ours, and its cells
are compared with what openpyxl makes of the whole file.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

SECONDS, MEMORY = 200, 1 << 30
ENDINGS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".csv", ".zip", ".html", ".xml", ".txt", ""}
ROOT = Path(__file__).resolve().parents[1]


def examine(path: Path, load: bool) -> dict[str, Any]:
    """Check one file in a process of its own and return what came of it."""
    command = [sys.executable, "-m", "tests.gate_soak", "--one", str(path), *(["--load"] if load else [])]
    start = time.perf_counter()
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=SECONDS)
        printed, said, hung = done.stdout, done.stderr.decode(errors="replace"), False
    except subprocess.TimeoutExpired:
        printed, said, hung = b"", "", True
    found = {"path": str(path), "seconds": time.perf_counter() - start, "hung": hung, "memory": 0, "codes": []}
    try:
        return found | json.loads(printed)
    except ValueError:
        return found | {"failed": "" if hung else said[-2_000:] or "no answer"}


def one(path: Path, load: bool) -> dict[str, Any]:
    """Check one file here, and say what was told and what it cost."""
    from planner.problems import REGISTRY
    from planner.reading import read_file

    found = read_file(path, path.name)
    answer: dict[str, Any] = {"codes": [each.code for each in found.problems]}
    empty = found.record is None and not found.problems
    answer["silent"] = empty or (found.kind is None and not any(REGISTRY[code].unreadable for code in answer["codes"]))
    if load:
        answer |= _loaded(path)
    return answer | {"memory": _memory()}


def _loaded(path: Path) -> dict[str, Any]:
    """Take in every sheet and compare its cells with those that openpyxl finds in the file as it is."""
    from planner.excel import cells, gate
    from planner.excel.condense import HERE, TooMuch

    data = gate.fetch(path, path.name)
    if not isinstance(data, bytes) or gate.examine(data, path.name):
        return {}
    try:
        with cells.opened(data, None, HERE) as book:
            ours = {name: _plain(book.sheet(name)) for name in book.names}
    except TooMuch:
        return {"loaded": "too much"}
    except cells.Unloadable as error:
        return {"loaded": f"unloadable: {str(error)[:80]}", "theirs": _theirs(data) is not None}
    theirs = _theirs(data)
    if theirs is None:
        return {"loaded": "only we can"}
    differ = [name for name in ours if name in theirs and ours[name] != theirs[name]]
    return {"loaded": "the same" if not differ else f"differs: {differ[:3]}"}


def _plain(sheet: Any) -> dict[tuple[int, int], str]:
    return {
        (row, column): str(cell.formula or cell.value)
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if cell.formula or (cell.value is not None and str(cell.value).strip())
    }


def _theirs(data: bytes) -> dict[str, dict[tuple[int, int], str]] | None:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data))
        except Exception:  # whatever openpyxl cannot load is no measure
            return None
    found = {}
    for sheet in book.worksheets:
        cells = ((key, getattr(cell.value, "text", cell.value)) for key, cell in sheet._cells.items())
        found[sheet.title] = {key: str(value) for key, value in cells if value is not None and str(value).strip()}
    return found


def _memory() -> int:
    """Return the peak of this process or the largest that it started, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def report(found: list[dict[str, Any]]) -> int:
    """Print what came of all files; return 1 where something happened that never may."""
    print(f"{len(found)} files")
    for code, count in Counter(code for each in found for code in dict.fromkeys(each["codes"])).most_common():
        print(f"{count:7} {code}")
    for outcome, count in Counter(each["loaded"].split(":")[0] for each in found if "loaded" in each).most_common():
        print(f"{count:7} loaded: {outcome}")
    for each in sorted(found, key=lambda each: -each["seconds"])[:5]:
        print(f"{each['seconds']:7.1f} s  {each['memory'] >> 20:5} MB  {each['path']}")
    largest = max(found, key=lambda each: each["memory"], default=None)
    if largest:
        print(f"largest memory: {largest['memory'] >> 20} MB  {largest['path']}")
    bad = 0
    for each in found:
        wrong = [name for name in ("hung", "silent", "failed") if each.get(name)]
        wrong += ["memory"] if each["memory"] > MEMORY else []
        wrong += [each["loaded"]] if each.get("loaded", "").startswith(("differs", "unloadable")) else []
        if wrong:
            bad += any(not name.startswith("unloadable") for name in wrong)
            print(f"{', '.join(wrong)}: {each['path']}\n{each.get('failed', '')}")
    print(f"{bad} files did what none may do")
    return int(bad > 0)


def main() -> int:
    """Check every file below a folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--one", action="store_true")
    options.add_argument("--load", action="store_true")
    asked = options.parse_args()
    if asked.one:
        print(json.dumps(one(asked.folder, asked.load)))
        return 0
    paths = [
        Path(folder, name)
        for folder, _, names in os.walk(asked.folder)
        for name in sorted(names)
        if Path(name).suffix.lower() in ENDINGS
    ]
    found = []
    for path in sorted(paths):
        found.append(examine(path, asked.load))
        print(f"\r{len(found)}/{len(paths)}", end="", file=sys.stderr)
    return report(found)


if __name__ == "__main__":
    sys.exit(main())
