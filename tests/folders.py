"""Folders for tests: a copy of the example's inputs, and changes to it as people make them."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from planner.cli import main
from planner.resources import example
from tests.tables import ASSIGNMENT, REFERENCE, STRATEGY, changed, data
from tests.tables import FRAME as FRAME_OF_TABLES

INPUTS = ("uitgangspunten.xlsx", "strategie-2026-2029.xlsx", "2026", "2027/kader-2027.xlsx", "2027/offertes")
RWS = "2027/offertes/offerte-RWS-2027.xlsx"
FRAME = "2027/kader-2027.xlsx"


def copy_example(folder: Path) -> Path:
    """Copy the example's inputs, and nothing that an earlier run left beside them."""
    for name in INPUTS:
        source, target = example() / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return folder


def requested(folder: Path) -> Path:
    """Make a workspace that has issued its requests and received nothing yet."""
    made = ("offertes", "uitvraag", "archief", "register")
    shutil.copytree(example(), folder, ignore=shutil.ignore_patterns(*made))
    (folder / "2027" / "offertes").mkdir()
    main(["-C", str(folder), "request", "2027"])
    return folder


def of_one_quote(folder: Path, path: str, quote: bytes) -> Path:
    """Write a cycle of RWS alone: its quote, and last year's assignment with the lines of the tables of the tests."""
    for name, book in {
        "uitgangspunten.xlsx": REFERENCE,
        "strategie-2026-2029.xlsx": STRATEGY,
        "2027/kader-2027.xlsx": FRAME_OF_TABLES,
        "2026/opdracht-RWS-2026.xlsx": changed(ASSIGNMENT, {"Opdracht!B4": 2026, "Opdracht!B8": 2026}),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data(book))
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(quote)
    return folder


def change(path: Path, sheet: str, **cells: Any) -> None:
    """Set cells of a workbook, as somebody does in Excel."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)


def next_version(folder: Path, name: str = "offerte-RWS-2027-v2.xlsx") -> Path:
    """Hand in a second version of the quote of RWS: its first line costs € 100 more a quarter."""
    path = folder / "2027/offertes" / name
    shutil.copy(folder / RWS, path)
    change(path, "Offerte", B5=2, B6=date(2026, 9, 30))
    change(path, "Kosten", I2=None, J2=None, K2=1005598, L2=251399.5, M2=251399.5, N2=251399.5, O2=251399.5)
    return path


def files(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
