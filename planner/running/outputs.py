"""The files that a run writes: where each stands, what makes it, and whether it stands there as it was issued."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planner import __version__
from planner.excel.stamp import stamp, stamped
from planner.files import digest_of
from planner.places import Place
from planner.problems import Problem, Words
from planner.register import Entry, Issued, Kind, Register, is_ours, issue
from planner.running.intake import Present
from planner.workspace import Workspace
from planner.year import Year

PROPERTY = "planner_inputs"
"""The document property that tells what a file was made from."""


class NotMade(Exception):
    """An output cannot be made because of something that a user can mend; `problems` says what."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("output not made")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Output:
    """Something that a run writes: what it is, its path in the workspace, and what makes its bytes.

    `make` gets the digest of the inputs too, for those that put it into their properties themselves.
    """

    what: str
    name: str
    make: Callable[[Year, str], bytes]

    def path(self, year: int) -> str:
        """Return the path in the workspace, with `/`."""
        return f"{year}/{self.name.format(year=year)}"


def _offer(found: Year, inputs: str) -> bytes:
    from planner.books import offer

    return offer.book(found.results, inputs)


def _comparison(found: Year, inputs: str) -> bytes:
    from planner.books import comparison

    return comparison.book(found.results, inputs)


def _budget(found: Year, inputs: str) -> bytes:
    from planner.books import budget

    return budget.book(found.results, inputs)


def _note(found: Year, _: str) -> bytes:
    from planner.documents import note

    data, problems = note.note(found.results, *template(found.workspace))
    if not data:
        raise NotMade(problems)
    return data


def template(workspace: Workspace) -> tuple[bytes, Place]:
    """Return the template of the decision note with its place: that of the workspace, else the one that is shipped."""
    from planner.documents import note

    own = next((path for path in workspace.templates if path.name.casefold() == note.NAME), None)
    return (own.read_bytes(), Place(workspace.name(own))) if own else (note.shipped(), note.SHIPPED)


NOTE = Output("note", "besluit/oplegnotitie-{year}.docx", _note)
OUTPUTS = (
    Output("offer", "tbo-offerte-{year}.xlsx", _offer),
    Output("comparison", "vergelijking-{year}.xlsx", _comparison),
    Output("budget", "begroting-{year}.xlsx", _budget),
    NOTE,
)
"""In the order of the cycle. All can be made as soon as there are reference values and a quote."""


def inputs_digest(files: Sequence[Present], entries: Sequence[Entry] = ()) -> str:
    """Return the digest over all inputs and the version of planner: outputs with the same one are the same.

    What was justified in the register (`entries`) changes what is said of the inputs, and counts as one of them.
    """
    lines = [f"planner {__version__}", *sorted(f"{file.digest} {file.path}" for file in files)]
    lines += sorted(f"{one.path} {one.facts}" for one in justified(files, entries))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def justified(files: Sequence[Present], entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries that justify something in these files: by path, and by party of the year for their versions."""
    paths, years = {file.path for file in files}, {file.year for file in files if file.year}
    yield from (one for one in entries if one.kind is Kind.JUSTIFIED and (one.path in paths or one.year in years))


def write(register: Register, found: Year, output: Output, inputs: str) -> Issued:
    """Make one output, stamped with what it was made from, and issue it; raises CannotWrite and NotMade."""
    data = output.make(found, inputs)
    if stamped(data, PROPERTY) != inputs:
        data = stamp(data, PROPERTY, inputs)
    return issue(register, found.year, output.what, output.path(found.year), data, facts={"inputs": inputs})


def stands(register: Register, entry: Entry) -> bool:
    """Tell whether an issued file stands where it was issued; beside its place only for as long as that is taken."""
    if _holds(register, entry.path, entry.digest):
        return True
    beside = entry.fact("beside")
    return bool(beside) and _holds(register, beside, entry.digest) and changed_by_somebody(register, entry.path)


def changed_by_somebody(register: Register, path: str) -> bool:
    """Tell whether a file is there that we did not make."""
    try:
        key = digest_of(register.workspace / path)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return not is_ours(register, key)


def latest_issued(register: Register, year: int, what: str) -> Entry | None:
    """Return the latest entry of an output."""
    return register.latest(Kind.ISSUED, year, what)


def lacking(register: Register, year: int, outputs: Sequence[Output], inputs: str) -> tuple[Output, ...]:
    """Return the outputs that do not stand there as the present inputs make them."""
    found = ((output, latest_issued(register, year, output.what)) for output in outputs)
    return tuple(
        output
        for output, entry in found
        if entry is None or entry.fact("inputs") != inputs or not stands(register, entry)
    )


def why(register: Register, year: int, outputs: Sequence[Output], inputs: str) -> Iterator[Words]:
    """Say of outputs that are made again although no input changed why that is."""
    for output in outputs:
        entry = latest_issued(register, year, output.what)
        name = output.path(year).rpartition("/")[2]
        if entry and entry.fact("inputs") == inputs and not (register.workspace / entry.path).exists():
            yield Words(f"{name} ontbrak", f"{name} was missing")


def beside(register: Register, year: int, outputs: Sequence[Output]) -> Iterator[Words]:
    """Say which outputs stand beside a file that somebody changed or has open."""
    for output in outputs:
        entry = latest_issued(register, year, output.what)
        new = entry.fact("beside").rpartition("/")[2] if entry else ""
        if not entry or not new or _holds(register, entry.path, entry.digest):
            continue
        name = entry.path.rpartition("/")[2]
        if changed_by_somebody(register, entry.path):
            yield Words(
                f"door iemand gewijzigd: {name}; de nieuwe staat ernaast als {new}",
                f"changed by somebody: {name}; the new one stands beside it as {new}",
            )
        else:
            yield Words(
                f"elders open: {name}; de nieuwe staat ernaast als {new}",
                f"open elsewhere: {name}; the new one stands beside it as {new}",
            )


def _holds(register: Register, path: str, key: str) -> bool:
    try:
        return digest_of(register.workspace / path) == key
    except OSError:
        return False
