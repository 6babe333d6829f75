"""The workbooks that people fill in, each declared once, and the one door by which they are read.

Knows no folders: a file comes as bytes and the path by which its problems are told.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.excel import gate
from planner.excel.matching import meant, normalised
from planner.excel.results import Read
from planner.excel.vocabulary import Workbook
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Ceiling, Frame, Quote, Reference, Strategy, Unread
from planner.sheets import frame, quote, reference, strategy

if TYPE_CHECKING:
    from planner.excel.cells import Opened

Record = Reference | Strategy | Frame | Quote | Unread
Builder = Callable[[Read], tuple[Any, list[Problem]]]

WORKBOOKS: tuple[tuple[Workbook, Builder], ...] = (
    (reference.WORKBOOK, reference.records),
    (strategy.WORKBOOK, strategy.records),
    (frame.WORKBOOK, frame.records),
    (quote.QUOTE, quote.records),
    (quote.ASSIGNMENT, quote.records),
)
"""Every workbook that is read, with what makes its record."""

DECLARED = tuple(declaration for declaration, _ in WORKBOOKS)
"""Every workbook that people fill in, in the order of the cycle."""


@dataclass(frozen=True, slots=True)
class WorkbookRead:
    """What reading one file gave: which workbook it is, its record, and all its problems.

    `kind` is the name of the declared workbook, None where no sheet is known. `record` is an Unread where the
    file gave no record, and None for a lock file, which stands for nothing.
    """

    path: str
    digest: str
    kind: str | None
    record: Record | None
    problems: tuple[Problem, ...]


def read(data: bytes, path: str) -> WorkbookRead:
    """Read one file; `path` names it in every place. Whatever it holds, the outcome is a value."""
    from planner.excel import cells

    digest = hashlib.sha256(data).hexdigest()
    stopped = gate.examine(data, path)
    if stopped is None:
        try:
            with cells.opened(data) as book:
                return _read(book, path, digest)
        except cells.Unloadable:
            stopped = cells.damaged(path)
    record = None if stopped.code == "file-lock" else Unread(Place(path))
    return WorkbookRead(path, digest, None, record, (stopped,))


def read_ceilings(data: bytes, path: str) -> tuple[Frame | tuple[Ceiling, ...], tuple[Problem, ...]]:
    """Return new ceilings: the frame of a frame workbook, or the rows of a lone sheet `Plafonds`; empty for none."""
    from planner.excel import cells

    found = read(data, path)
    if found.kind == frame.WORKBOOK.name and isinstance(found.record, Frame):
        return found.record, found.problems
    if found.kind is not None or any(one.code != "file-no-known-sheets" for one in found.problems):
        return (), found.problems
    with cells.opened(data) as book:
        ceilings, problems = frame.ceilings_alone(book, path, found.digest)
    return ceilings, tuple(problems)


def _read(book: "Opened", path: str, digest: str) -> WorkbookRead:
    """Read and make records while the workbook is open, so that all its cells are let go of at once."""
    from planner.excel import reader

    kind = identify(book.names)
    if kind is None:
        unknown = problem("file-no-known-sheets", Place(path), found=", ".join(book.names) or "-")
        return WorkbookRead(path, digest, None, Unread(Place(path)), (unknown,))
    declaration, build = next(each for each in WORKBOOKS if each[0].name == kind)
    as_read = reader.read(declaration, book, path, digest)
    record, problems = build(as_read)
    return WorkbookRead(path, digest, kind, record, (*as_read.problems, *problems))


def identify(names: Sequence[str]) -> str | None:
    """Return which of our workbooks has these sheets, None where it is none.

    The opening sheet says it; where that is misspelt or missing, two other sheets of ours do.
    """
    best, most = None, 1
    for declaration, _ in WORKBOOKS:
        score = _score(declaration, names)
        if score > most:
            best, most = declaration.name, score
    return best


def _score(declaration: Workbook, names: Sequence[str]) -> int:
    there = {normalised(name) for name in names}
    opening, *others = (sheet.name for sheet in declaration.sheets)
    known = sum(normalised(name) in there for name in others)
    if normalised(opening) in there:
        return 100 + known
    look_alike = meant(opening, names, cutoff=0.75)
    return known + (1 if look_alike else 0) if known else 0
