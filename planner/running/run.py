"""One run over a year: archives and enters what came in, assesses, writes what is lacking, and says why.

Every step leaves the workspace whole and can be done again: a run that was cut short anywhere is repaired by the
next. It talks to nobody; what there is to say is in what it returns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from planner import __version__
from planner.files import CannotWrite, clear_abandoned
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.register import Entry, Issued, Kind, Register
from planner.running import assessment, intake, outputs
from planner.running.assessment import Json
from planner.running.intake import Came, Present
from planner.workspace import Workspace
from planner.year import NoReference, Year

T = TypeVar("T")
_TRIES = 3
"""So often the inputs may change while they are read before a run gives up."""

_WHY = {
    "open-elsewhere": Words("het staat open in een ander programma", "it is open in another program"),
    "no-access": Words("u mag hier niet schrijven", "you may not write here"),
    "read-only": Words("de map is alleen te lezen", "the folder can only be read"),
    "disk-full": Words("de schijf is vol", "the disk is full"),
    "no-folder": Words("de map ervan kan niet worden gemaakt", "its folder cannot be made"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found and did.

    `causes` is why files were written again beside what came in. `assessed` is the assessment, None where there is no
    offer to assess; `faults` is then what is wrong. `refused` is what could not be written. `nothing` when there was
    nothing to do.
    """

    year: int
    files: tuple[Present, ...]
    came: tuple[Came, ...] = ()
    causes: tuple[Words, ...] = ()
    assessed: Json | None = None
    faults: tuple[Problem, ...] = ()
    written: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()
    beside: tuple[Words, ...] = ()
    nothing: bool = False

    @property
    def reasons(self) -> tuple[Words, ...]:
        """Say why there was anything to do."""
        return (*intake.told(self.came), *self.causes)


def run(workspace: Workspace, year: int, tell: Callable[[str], None] = lambda _: None) -> Run:
    """Do everything for a year that its inputs allow; `tell` is called with the name of each file before it is read."""
    register = Register(workspace.folder)
    for folder in _written_folders(workspace.folder, year):
        clear_abandoned(folder)
    found = Run(year, ())
    for _ in range(_TRIES):
        found, settled = _once(workspace, register, year, tell)
        if settled:
            break
    return found


def refusal(workspace: Workspace, fault: CannotWrite) -> Problem:
    """Return the problem of a file that could not be written, in one sentence."""
    system = fault.strerror or type(fault).__name__
    other = Words(f"het systeem meldt: {system}", f"the system says: {system}")
    return problem("not-written", Place(workspace.name(fault.path)), why=_WHY.get(fault.reason, other))


def _once(workspace: Workspace, register: Register, year: int, tell: Callable[[str], None]) -> tuple[Run, bool]:
    """Run once; False where an input changed meanwhile, so that it has to be done again."""
    files = intake.present(workspace, year)
    inputs = outputs.inputs_digest(files, register.entries())
    changes = intake.came(register.entries(), files, year)
    planned = outputs.OUTPUTS if any(file.what == "quote" for file in files) else ()
    entry = register.latest(Kind.ASSESSED, year)
    lacking = outputs.lacking(register, year, planned, inputs)
    begun = Run(year, files, changes, tuple(outputs.why(register, year, lacking, inputs)))
    known = assessment.read(register, entry) if entry and entry.fact("inputs") == inputs else None
    if planned and known and not changes and not lacking:
        said = tuple(outputs.beside(register, year, planned))
        return replace(begun, assessed=known, beside=said, nothing=True), True
    writer = _Writer(workspace, register)
    moved = writer.attempt(lambda: intake.keep(workspace, register, files))
    if moved:
        return replace(begun, refused=(moved,)), False
    if not begun.reasons:
        news = [one for one in outputs.justified(files, register.entries()) if entry and one.number > entry.number]
        begun = replace(begun, causes=_without_a_cause(entry, planned, justified=bool(news)))
    return _with_answer(begun, writer, planned, inputs, Year(workspace, year, tell))


def _with_answer(
    begun: Run, writer: "_Writer", planned: Sequence[outputs.Output], inputs: str, found: Year
) -> tuple[Run, bool]:
    """Read, assess and write; nothing is written of files that could not be archived."""
    register, name = writer.register, found.workspace.name
    reads = {name(path): read for path, read in found.reads.items()}
    late = next((file for file in begun.files if file.path in reads and reads[file.path].digest != file.digest), None)
    if late:
        return replace(begun, refused=(intake.changing(late.path),)), False
    records = {path: read.record for path, read in reads.items()}
    begun = replace(begun, came=intake.judged(begun.came, register.entries(), records))
    writer.attempt(lambda: intake.enter(register, begun.files, reads, begun.year))
    try:
        problems, _ = found.problems, found.reference
    except NoReference as missing:
        return replace(begun, faults=missing.problems, refused=tuple(writer.refused)), True
    if not planned:
        return replace(begun, faults=problems, refused=tuple(writer.refused)), True
    assessed = assessment.content(found)
    facts = assessment.facts(found, assessed, inputs, tuple(output.what for output in planned))
    data = assessment.dumped(assessed)
    writer.attempt(lambda: register.add(Kind.ASSESSED, begun.year, assessment.WHAT, "", data, facts=facts))
    written = [writer.output(found, output, inputs) for output in planned]
    return replace(
        begun,
        assessed=assessed,
        written=tuple(path for path in written if path),
        refused=tuple(writer.refused),
        beside=tuple(outputs.beside(register, begun.year, planned)),
    ), True


class _Writer:
    """Writes what can be written and keeps the refusals; after one in the archive or register nothing is issued."""

    def __init__(self, workspace: Workspace, register: Register) -> None:
        self.workspace = workspace
        self.register = register
        self.refused: list[Problem] = []
        self._stopped = False

    def attempt(self, do: Callable[[], T]) -> T | None:
        """Do something to archive or register; None where it is refused, or something before it was."""
        if self._stopped:
            return None
        try:
            return do()
        except CannotWrite as fault:
            self._stopped = True
            self.refused.append(refusal(self.workspace, fault))
            return None

    def output(self, found: Year, output: outputs.Output, inputs: str) -> str | None:
        """Issue one output; its path where that changed anything in the workspace."""
        if self._stopped:
            return None
        try:
            issued: Issued = outputs.write(self.register, found, output, inputs)
        except CannotWrite as fault:
            self.refused.append(refusal(self.workspace, fault))
            return None
        except outputs.NotMade as fault:
            self.refused += fault.problems
            return None
        return issued.path if issued.changed else None


def _without_a_cause(entry: Entry | None, planned: Sequence[outputs.Output], *, justified: bool) -> tuple[Words, ...]:
    """Say why there is work although no file changed: a justification, a new planner, or a run that was cut short."""
    if not planned:
        return ()
    if justified:
        return (Words("er is vastgelegd waarom een ingreep klopt", "it was recorded why an override is right"),)
    if entry and entry.fact("planner") not in {"", __version__}:
        return (Words("planner is vernieuwd", "planner was renewed"),)
    return (Words("de vorige keer is niet afgemaakt", "the last run was not finished"),)


def _written_folders(folder: Path, year: int) -> tuple[Path, ...]:
    return tuple(folder / name for name in ("archief", "register", str(year), f"{year}/besluit", f"{year}/uitvraag"))
