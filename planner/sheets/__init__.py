"""The workbooks that people fill in, each declared once, and the one door by which they are read.

Knows no folders: a file comes as bytes and the path by which its problems are told.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner import files
from planner.excel import apart, gate, outside
from planner.excel.condense import APART, HERE, Limits, TooMuch
from planner.excel.converting import CONVERTIBLE, Convert
from planner.excel.matching import listed, meant, normalised
from planner.excel.results import Read
from planner.excel.vocabulary import Workbook
from planner.places import Place
from planner.problems import REGISTRY, Problem, Words, problem
from planner.records import Ceiling, Frame, Quote, Reference, Strategy, Unread
from planner.records.mapping import Mapping
from planner.sheets import frame, mapping, quote, reference, strategy

if TYPE_CHECKING:
    from planner.excel.cells import Opened
    from planner.excel.findings import Finding
    from planner.excel.foreign import Through, Told
    from planner.sheets.inspected import Issued

Record = Reference | Strategy | Frame | Quote | Mapping | Unread
Builder = Callable[[Read], tuple[Any, list[Problem]]]

MAPPING = mapping.declare(quote.QUOTE.sheets[0], quote.COSTS)
WORKBOOKS: tuple[tuple[Workbook, Builder], ...] = (
    (reference.WORKBOOK, reference.records),
    (strategy.WORKBOOK, strategy.records),
    (frame.WORKBOOK, frame.records),
    (quote.QUOTE, quote.records),
    (quote.ASSIGNMENT, quote.records),
    (MAPPING, mapping.records),
)
"""Every workbook that is read, with what makes its record."""

DECLARED = tuple(declaration for declaration, _ in WORKBOOKS)
"""Every workbook that people fill in, in the order of the cycle."""
_TAKES: dict[apart.Reason, Words] = {
    "time": Words("meer dan een minuut tijd", "more than a minute of time"),
    "memory": Words("meer dan 1 GB geheugen", "more than 1 GB of memory"),
    "failed": Words("meer dan een veilig proces kan geven", "more than a safe process can give"),
}


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
    told: tuple["Told", ...] = ()
    """What each row below the headings was, where the file was read through a mapping."""
    findings: tuple["Finding", ...] = ()
    """What was done to it, by its formulas and beside the request that it answers."""


def read(data: bytes, path: str, convert: Convert | None = None, issued: "Issued | None" = None) -> WorkbookRead:
    """Read one file; `path` names it in every place. Whatever it holds, the outcome is a value.

    `convert` makes an .xlsx of what another program saved; without it such a file is refused by name. The digest
    is that of the file as it came. `issued` gives the request that a quote says it answers, to compare it with.
    """
    stopped = gate.examine(data, path)
    notes: tuple[Problem, ...] = ()
    digest, came = files.digest(data), data
    if stopped is not None and convert is not None and stopped.code in CONVERTIBLE:
        made = convert(data, stopped)
        if isinstance(made, Problem):
            return _stopped(made, digest)
        data, notes = made, (problem("file-converted", Place(path), found=CONVERTIBLE[stopped.code].name),)
        stopped = gate.examine(data, path)
    found = _read_safely(data, path, digest, issued) if stopped is None else _stopped(stopped, digest)
    notes += tuple(outside.kept_out(came, path)) if found.kind else ()
    return replace(found, problems=(*notes, *found.problems)) if notes else found


def _stopped(why: Problem, digest: str) -> WorkbookRead:
    path = why.where.workbook
    record = None if why.code == "file-lock" else Unread(Place(path))
    return WorkbookRead(path, digest, None, record, (why,))


def _read_safely(data: bytes, path: str, digest: str, issued: "Issued | None") -> WorkbookRead:
    """Read a small workbook here and a large one in a process of its own, which is stopped in time."""
    try:
        return read_here(data, path, digest, HERE, issued)
    except TooMuch:
        pass
    try:
        found: WorkbookRead = apart.call(__name__, "read_apart", data, path, digest)
    except apart.Stopped as stopped:
        return _stopped(problem("file-takes-too-much", Place(path), found=_TAKES[stopped.reason]), digest)
    return found


def read_apart(data: bytes, path: str, digest: str) -> WorkbookRead:
    """Read a workbook that is large; in a process that may be stopped."""
    try:
        return read_here(data, path, digest, APART)
    except TooMuch as much:
        return _stopped(too_many(path, much), digest)


def read_here(data: bytes, path: str, digest: str, limits: Limits, issued: "Issued | None" = None) -> WorkbookRead:
    """Read a workbook that passed the gate; raises TooMuch where that costs more than the limits."""
    from planner.excel import cells

    try:
        with cells.opened(data, _declared, limits) as book:
            return _read(book, path, digest, issued)
    except cells.Unloadable:
        return _stopped(cells.damaged(path), digest)


def _declared(names: Sequence[str]) -> Collection[str]:
    """Return the sheets that we declare, of the workbook that these sheets make: no other is looked into."""
    kind = identify(names)
    if kind is None:
        return ()
    ours = {normalised(sheet.name) for each, _ in WORKBOOKS if each.name == kind for sheet in each.sheets}
    return {name for name in names if normalised(name) in ours}


def _ceilings_only(names: Sequence[str]) -> Collection[str]:
    return {name for name in names if normalised(name) == normalised(frame.CEILINGS.name)}


def read_ceilings(data: bytes, path: str) -> tuple[Frame | tuple[Ceiling, ...], tuple[Problem, ...]]:
    """Return new ceilings: the frame of a frame workbook, or the rows of a lone sheet `Plafonds`; empty for none."""
    from planner.excel import cells

    found = read(data, path)
    if found.kind == frame.WORKBOOK.name and isinstance(found.record, Frame):
        return found.record, found.problems
    if found.kind is not None or any(one.code != "file-no-known-sheets" for one in found.problems):
        return (), found.problems
    try:
        with cells.opened(data, _ceilings_only) as book:
            ceilings, problems = frame.ceilings_alone(book, path, found.digest)
    except (cells.Unloadable, TooMuch):
        return (), (cells.damaged(path),)
    return ceilings, tuple(problems)


def _read(book: "Opened", path: str, digest: str, issued: "Issued | None") -> WorkbookRead:
    """Read and make records while the workbook is open, so that all its cells are let go of at once."""
    from planner.excel import reader
    from planner.sheets import inspected

    kind = identify(book.names)
    if kind is None:
        unknown = problem("file-no-known-sheets", Place(path), found=listed(book.names) or "-")
        return WorkbookRead(path, digest, None, Unread(Place(path)), (unknown,))
    declaration, build = next(each for each in WORKBOOKS if each[0].name == kind)
    as_read = reader.read(declaration, book, path, digest)
    record, problems = build(as_read)
    found = (*as_read.problems, *problems)
    keys = quote.KEYS if declaration is quote.QUOTE else None
    done = inspected.findings(book, as_read, found, keys, issued)
    return WorkbookRead(path, digest, kind, record, found, findings=done)


def read_through(data: bytes, found: WorkbookRead, mappings: Sequence[Mapping]) -> WorkbookRead:
    """Read a workbook that gave no quote through the mapping that fits it; as it was found where none does.

    A mapping for files of this name goes before one for any file.
    """
    codes = {one.code for one in found.problems if REGISTRY[one.code].unreadable}
    if isinstance(found.record, Quote) or codes - {"file-no-known-sheets"} or not mappings:
        return found
    try:
        return _read_through(data, found, mappings, HERE)
    except TooMuch:
        pass
    try:
        read_: WorkbookRead = apart.call(__name__, "read_through_apart", data, found, tuple(mappings))
    except apart.Stopped as stopped:
        return _stopped(problem("file-takes-too-much", Place(found.path), found=_TAKES[stopped.reason]), found.digest)
    return read_


def read_through_apart(data: bytes, found: WorkbookRead, mappings: Sequence[Mapping]) -> WorkbookRead:
    """Read a large workbook through a mapping; in a process that may be stopped."""
    try:
        return _read_through(data, found, mappings, APART)
    except TooMuch as much:
        return _stopped(too_many(found.path, much), found.digest)


def too_many(path: str, much: TooMuch) -> Problem:
    """Return the problem of a workbook that holds more than is read."""
    return problem("file-too-many", Place(path), what=much.what, found=much.found, limit=much.limit)


def _read_through(data: bytes, found: WorkbookRead, mappings: Sequence[Mapping], limits: Limits) -> WorkbookRead:
    from planner.excel import cells, foreign

    name = found.path.rpartition("/")[2]
    serving = [one for one in mappings if foreign.is_for(one, name)]
    try:
        with cells.opened(data, limits=limits) as book:
            these = [one for one in (foreign.find(quote.QUOTE, mapping_, book) for mapping_ in serving) if one]
            these = [one for one in these if one.by_name] or these
            these = [one for one in these if one.mapping.file] or these
            if len(these) > 1:
                names = ", ".join(one.mapping.origin.table.workbook for one in these)
                twice = problem("mapping-ambiguous", Place(found.path), found=names)
                return replace(found, record=Unread(Place(found.path)), problems=(twice,))
            return _through(these[0], book, found) if these else found
    except cells.Unloadable:
        return found


def _through(through: "Through", book: "Opened", found: WorkbookRead) -> WorkbookRead:
    from planner.excel import foreign
    from planner.sheets import inspected

    target = foreign.Target(quote.QUOTE, quote.COSTS.name, foreign.Identity("id", mapping.IDENTITY))
    as_read, told = foreign.read(target, through, book, found.path, found.digest)
    record, problems = quote.records(as_read)
    read_, wrong = (len(record.lines), len(record.refused)) if isinstance(record, Quote) else (0, 0)
    note = problem(
        "read-through-mapping",
        Place(found.path),
        mapping=through.mapping.origin.table.workbook,
        rows=len(told),
        read=read_,
        skipped=sum(one.skipped for one in told),
        wrong=wrong,
    )
    if not as_read.tables["Onderwerpen"].found:
        problems.append(problem("mapping-without-subjects", Place(found.path)))
    every = (note, *as_read.problems, *problems)
    done = inspected.mapped(book, through.placement.cells, as_read.first.whole("amounts_in") or 1, every)
    return WorkbookRead(found.path, found.digest, quote.QUOTE.name, record, every, told, done)


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
