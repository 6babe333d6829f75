"""Calls a function in a process of its own, with limits of time and memory; knows nothing of what it does.

The time limit holds on every system, and so do the counts that are taken before. Where the system can limit the
memory of a process, that is a second fence.
"""

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

MEMORY = 1 << 30
SECONDS = 60.0

Reason = Literal["time", "memory", "failed"]


class Stopped(Exception):
    """The function took too long, too much memory, or came to nothing; `reason` says which."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def call(module: str, function: str, *values: Any, seconds: float = SECONDS, memory: int = MEMORY) -> Any:
    """Return what a function returns for these values, all of which can be pickled; raises Stopped."""
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "planner.excel.apart", str(memory)],
            input=pickle.dumps((module, function, values)),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired:
        raise Stopped("time") from None
    except OSError:
        raise Stopped("failed") from None
    if done.returncode or not done.stdout:
        raise Stopped("failed" if done.returncode > 0 else "memory")
    outcome, value = pickle.loads(done.stdout)
    if outcome != "done":
        raise Stopped(outcome)
    return value


def _limit(memory: int) -> None:
    """Limit the memory of this process where the system can; macOS says that it can and then refuses."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _outcome() -> tuple[str, Any]:
    try:
        module, function, values = pickle.load(sys.stdin.buffer)
        return "done", getattr(importlib.import_module(module), function)(*values)
    except MemoryError:
        return "memory", None


def main() -> None:
    """Do one call: it comes in on standard input, and what it gives goes out on standard output."""
    _limit(int(sys.argv[1]))
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    out.write(pickle.dumps(_outcome()))
    out.flush()


if __name__ == "__main__":
    main()
