"""Folders for tests: a copy of the example's inputs, and changes to it as people make them."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from planner.resources import example

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
