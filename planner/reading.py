"""Reads every input file of a year, and says what was skipped or lies in the wrong place; judges no contents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.excel import gate
from planner.excel.converting import CONVERTIBLE, Convert, Converter
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Frame, Quote, Strategy, Unread
from planner.records.mapping import Mapping
from planner.register import Entry, Kind, Register
from planner.sheets import WorkbookRead, read, read_through
from planner.stages import inspection
from planner.views.letter import goes_with
from planner.workspace import Inputs, Workspace

if TYPE_CHECKING:
    from planner.sheets.inspected import Issued

Record = TypeVar("Record", Strategy, Frame, Quote)
Problems = tuple[Problem, ...]
WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".xltm", ".ods", ".csv"})


class Reading:
    """The input files of one year of a workspace, each read once."""

    def __init__(self, workspace: Workspace, year: int, tell: Callable[[str], None]) -> None:
        self._workspace = workspace
        self._year = year
        self._tell = tell
        self._register = Register(workspace.folder)
        self._convert = Converter()
        self._alone: dict[Path, WorkbookRead] = {}

    @cached_property
    def inputs(self) -> Inputs:
        """Return the files of this year."""
        return self._workspace.inputs(self._year)

    @cached_property
    def reads(self) -> dict[Path, WorkbookRead]:
        """Return what stands in each input file that can be a workbook of ours."""
        there = [path for path in self.inputs.all if _may_be_ours(path) and path.exists()]
        refused = (_refused(path, self._workspace.name(path)) for path in there if _is_foreign(path))
        self._convert.prepare(one for one in refused if one)
        found = {path: self._alone.get(path) or self._read(path) for path in there}
        mappings = [read_.record for read_ in found.values() if isinstance(read_.record, Mapping)]
        for path in self.inputs.quotes:
            if path in found:
                found[path] = through(path, found[path], mappings, self._convert)
        entries = self._register.entries()
        return {path: as_justified(read_, entries) for path, read_ in found.items()}

    def alone(self, path: Path) -> WorkbookRead | None:
        """Return what stands in one input file, without reading the others where it need not be converted."""
        if "reads" in vars(self) or not (_may_be_ours(path) and path.exists()) or _is_foreign(path):
            return self.reads.get(path)
        if path not in self._alone:
            self._alone[path] = self._read(path)
        return self._alone[path]

    @cached_property
    def problems(self) -> Problems:
        """Return what is wrong with the files, inside and as such."""
        found = [one for read_ in self.reads.values() for one in read_.problems]
        if self.inputs.reference not in self.reads:
            found.append(problem("reference-missing", Place(self._workspace.name(self.inputs.reference))))
        for path in (*self.inputs.all, *self.inputs.folders):
            if path not in self.reads and path != self.inputs.reference:
                code = "folder-skipped" if path.is_dir() else "file-skipped"
                found.append(problem(code, Place(self._workspace.name(path)), found=path.name))
        return (*found, *self._misplaced(), *self._returned())

    def records(
        self, paths: Iterable[Path], expected: str, kind: type[Record]
    ) -> tuple[tuple[Record, ...], tuple[Unread, ...]]:
        """Return the records of files in their place, and what could not be used; a misplaced file is unusable."""
        records: list[Record] = []
        unread: list[Unread] = []
        for path in paths:
            found = self.reads.get(path)
            if found is None or found.record is None:
                continue
            if isinstance(found.record, kind) and found.kind == expected:
                records.append(found.record)
            else:
                whole = Unread(Place(self._workspace.name(path)))
                unread.append(found.record if isinstance(found.record, Unread) else whole)
        return tuple(records), tuple(unread)

    def _misplaced(self) -> Iterator[Problem]:
        places = (
            ((self.inputs.reference,), "uitgangspunten"),
            (self.inputs.strategies, "strategie"),
            (self.inputs.assignments, "opdracht"),
            (self.inputs.frames, "kader"),
            (self.inputs.quotes, "offerte"),
            (self.inputs.mappings, "koppeling"),
        )
        for paths, expected in places:
            for path in paths:
                kind = self.reads[path].kind if path in self.reads else None
                if kind is not None and kind != expected:
                    where = Place(self._workspace.name(path))
                    yield problem("wrong-place", where, found=kind, expected=expected)

    def _returned(self) -> Iterator[Problem]:
        """Tell each copy with findings, and whether somebody changed it since it was made."""
        for path in self.inputs.returned:
            text = path.with_suffix(".txt")
            try:
                ours = text.is_file() and goes_with(text.read_text(encoding="utf-8"), path.read_bytes())
            except (OSError, ValueError):
                ours = False
            code = "file-return-copy" if ours else "file-return-copy-changed"
            yield problem(code, Place(self._workspace.name(path)))

    def _read(self, path: Path) -> WorkbookRead:
        name = self._workspace.name(path)
        self._tell(name)
        return read_file(path, name, self._convert, issued_by(self._register))


def read_file(path: Path, name: str, convert: Convert | None = None, issued: "Issued | None" = None) -> WorkbookRead:
    """Return what stands in a file; one that the system does not let us open is a problem, as one that is damaged.

    What another program saved is converted, with `convert` where many files share one. `issued` gives the request
    that a quote answers.
    """
    data = gate.fetch(path, name)
    if isinstance(data, bytes):
        return read(data, name, convert or Converter(), issued)
    unread = None if data.code == "file-lock" else Unread(data.where)
    return WorkbookRead(name, "", None, unread, (data,))


def issued_by(register: Register) -> "Issued":
    """Return what gives a request that was issued, from the archive, by its identity."""

    def issued(identity: str) -> bytes | None:
        for one in reversed(register.entries()):
            if one.kind is Kind.ISSUED and one.what == "request" and one.fact("request") == identity:
                return register.archived(one.digest)
        return None

    return issued


def through(
    path: Path, found: WorkbookRead, mappings: Sequence[Mapping], convert: Convert | None = None
) -> WorkbookRead:
    """Return what stands in a file that gave no quote, read through the mapping that fits it."""
    if isinstance(found.record, Quote) or not mappings:
        return found
    data = gate.fetch(path, found.path)
    stopped = gate.examine(data, found.path) if isinstance(data, bytes) else None
    if isinstance(data, bytes) and stopped and stopped.code in CONVERTIBLE:
        data = (convert or Converter())(data, stopped)
    return read_through(data, found, mappings) if isinstance(data, bytes) else found


def justified(found: WorkbookRead, entries: Sequence[Entry]) -> list[inspection.Justified]:
    """Return what the register justifies in a workbook, oldest first: by path, and by party for its other versions."""
    record = found.record if isinstance(found.record, Quote) else None
    party = (record.year, record.organisation, str(record.role)) if record else None
    return [
        inspection.Justified.of(dict(one.facts), one.number)
        for one in entries
        if one.kind is Kind.JUSTIFIED
        and (
            one.path == inspection.known_as(found.path)
            or party == (one.year, one.fact("organisation"), one.fact("role"))
        )
    ]


def as_justified(found: WorkbookRead, entries: Sequence[Entry]) -> WorkbookRead:
    """Return a workbook in which an amount that somebody justified counts as it stands."""
    if not isinstance(found.record, Quote) or not found.record.doubtful:
        return found
    known = justified(found, entries)
    right = [one for one in found.findings if any(each.covers(one) for each in known)]
    record, problems = inspection.restored(found.record, found.problems, right)
    return replace(found, record=record, problems=problems)


def mappings_of(workspace: Workspace) -> list[Mapping]:
    """Return the mappings of a workspace, for a file that is read by itself."""
    found = (read_file(path, workspace.name(path)).record for path in workspace.mappings if _may_be_ours(path))
    return [record for record in found if isinstance(record, Mapping)]


def _may_be_ours(path: Path) -> bool:
    """Tell by its ending whether a file can be a workbook (a lock file ends in the name of its workbook)."""
    return path.suffix.lower().rstrip("#") in WORKBOOK_ENDINGS


def _is_foreign(path: Path) -> bool:
    """Tell by its name or its first bytes whether a file may have to be converted, so that no other is read twice."""
    return path.suffix.lower() not in {".xlsx", ".xlsm", ".xltx", ".xltm"} or gate.looks_foreign(path)


def _refused(path: Path, name: str) -> tuple[bytes, Problem] | None:
    data = gate.fetch(path, name)
    found = gate.examine(data, name) if isinstance(data, bytes) else None
    return (data, found) if isinstance(data, bytes) and found and found.code in CONVERTIBLE else None
