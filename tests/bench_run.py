"""`planner run` beside a plain script that reads the same inputs and writes as many cells and formulas."""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

PLAIN = """
import sys, openpyxl, xlsxwriter
paths, counts, target = sys.argv[1].split("|"), sys.argv[2].split("|"), sys.argv[3]
for path in paths:
    openpyxl.load_workbook(path)
    openpyxl.load_workbook(path, data_only=True)
for number, (texts, numbers, formulas) in enumerate(tuple(map(int, one.split(","))) for one in counts):
    with xlsxwriter.Workbook(f"{target}/plain-{number}.xlsx") as book:
        style = book.add_format({"num_format": "#,##0.00", "border": 1})
        sheet = book.add_worksheet()
        for at in range(texts):
            sheet.write_string(at // 20, at % 20, "uitvoeringskosten", style)
        for at in range(numbers):
            sheet.write_number(at // 20, 20 + at % 20, 1234.56, style)
        for at in range(formulas):
            sheet.write_formula(at // 20, 40 + at % 20, "=ROUND(A1*B1,2)", style, 1234.56)
"""


def cells(book: Path) -> tuple[int, int, int]:
    """Count the texts, numbers and formulas of a workbook."""
    texts = numbers = formulas = 0
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                xml = archive.read(name)
                formulas += xml.count(b"<f>") + xml.count(b"<f ")
                texts += len(re.findall(rb't="(?:s|str|inlineStr)"', xml))
                numbers += xml.count(b"<v>")
    return texts, max(numbers - texts - formulas, 0), formulas


def run_ratio(planner: str, inputs: Path, names: list[str], allowed: float, rounds: int = 5) -> None:
    """Print the median time of a first run on a copy of a workspace, and of the plain script, and their ratio."""
    times = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "werkruimte"
            for name in names:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(inputs / name, copy / name)
            ours = _seconds([planner, "-C", str(copy), "run", "2027", "--quiet"])
            counts = "|".join(",".join(map(str, cells(book))) for book in _written(copy, names))
            paths = "|".join(str(copy / name) for name in names)
            times.append((ours, _seconds([sys.executable, "-c", PLAIN, paths, counts, folder])))
    one, other = (statistics.median(column) for column in zip(*times, strict=True))
    name = f"planner run, {len(names)} inputs / read twice, write"
    print(f"{name:46} {one * 1000:8.0f} ms {other * 1000:8.0f} ms   ratio {one / other:4.2f} (allowed < {allowed})")


def _written(folder: Path, inputs: list[str]) -> list[Path]:
    found = (path for path in folder.rglob("*.xlsx") if "archief" not in path.parts)
    return sorted(path for path in found if path.relative_to(folder).as_posix() not in inputs)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start
