"""Measures planner as ratios against plain scripts that do the same reading, and the memory of 100.000 lines.

Run as `python -m tests.bench` (`make bench`). Every figure is the median of whole processes, taken in turns with
what it is compared with, so that a busy machine slows both alike. It prints; it never fails on a time.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench_lines import LINES, ORGANISATIONS, write_workspace
from tests.bench_request import answers_ratio
from tests.bench_run import run_ratio

EXAMPLE = Path(__file__).parent.parent / "budgets"
PLAIN = """
import glob, sys, openpyxl
for path in sys.argv[1:]:
    openpyxl.load_workbook(path)
    openpyxl.load_workbook(path, data_only=True)
"""
ROUNDS = 9
INPUTS = [
    "uitgangspunten.xlsx",
    "strategie-2026-2029.xlsx",
    *(f"2026/opdracht-{name}-2026.xlsx" for name in ("GEONOVUM", "KADASTER", "KOOP", "RWS", "TBO")),
    "2027/kader-2027.xlsx",
    *(f"2027/offertes/offerte-{name}-2027.xlsx" for name in ("GEONOVUM", "KADASTER", "KOOP", "RWS", "TBO")),
]


def seconds(command: list[str]) -> float:
    """Return how long a command takes as a whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def paired(name: str, ours: list[str], plain: list[str], allowed: float, rounds: int = ROUNDS) -> None:
    """Print the medians of two commands run in turns, and their ratio."""
    times = [(seconds(ours), seconds(plain)) for _ in range(rounds)]
    one, other = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{name:46} {one * 1000:8.0f} ms {other * 1000:8.0f} ms   ratio {one / other:4.2f} (allowed < {allowed})")


def memory(folder: Path) -> None:
    """Print what comparing 100.000 lines costs in memory and time."""
    write_workspace(folder)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "planner", "-C", str(folder), "compare", "2027", "--json"],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    name = f"compare {LINES} lines in 50 quotes"
    print(f"{name:46} {taken:8.1f} s  {peak:8.0f} MB   (allowed < 400 MB)")


def main() -> None:
    """Print all measurements."""
    python = sys.executable
    planner = str(Path(python).with_name("planner"))
    inputs = [str(EXAMPLE / name) for name in INPUTS]
    print(f"{'':46} {'planner':>11} {'plain':>11}")
    paired("planner --help / import click", [planner, "--help"], [python, "-c", "import click"], 2)
    ours = [planner, "-C", str(EXAMPLE), "compare", "2027"]
    paired("planner compare 2027 / openpyxl, twice", ours, [python, "-c", PLAIN, *inputs], 2)
    answers_ratio()
    run_ratio(planner, EXAMPLE, INPUTS, 3)
    with tempfile.TemporaryDirectory() as folder:
        run_ratio(planner, Path(folder), write_workspace(Path(folder), ORGANISATIONS[:5]), 2, rounds=1)
    with tempfile.TemporaryDirectory() as folder:
        memory(Path(folder))


if __name__ == "__main__":
    main()
