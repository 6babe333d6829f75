"""Lays two workbooks beside each other, or the last two versions that a party sent; prints nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.acts.stands import Side, Terms, load, side_of
from planner.agreement import Role
from planner.amounts import Vat
from planner.places import Place
from planner.problems import Problem, problem
from planner.reading import mappings_of
from planner.records import Quote, Unread
from planner.records.digest import of_record
from planner.register import Kind, Register
from planner.stages.differences import Differences, Room, differences
from planner.workspace import Workspace
from planner.year import NoReference, Year

LAST = 10**9
"""A number above that of every version and entry."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two workbooks; `found` is None where they cannot be compared and `problems` says why."""

    names: tuple[str, str]
    found: Differences | None
    rooms: tuple[Room, ...] = ()
    problems: tuple[Problem, ...] = ()
    vat: Vat = Vat.INCLUDING
    own: bool = False
    """The ceilings are those of the workbooks themselves."""


@dataclass(frozen=True, slots=True)
class Version:
    """A quote as it was received: how it is called, its bytes, number of version and what its records say."""

    name: str
    data: bytes
    party: tuple[str, Role]
    number: int
    order: int
    records: str


def of_files(first: Path, second: Path, workspace: Workspace | None, year: int | None) -> Compared:
    """Return what differs between two files; `year` is what their names say of the room that is to be shown."""
    if workspace and year is None:
        year = max(workspace.years(), default=None)
    found = Year(workspace, year) if workspace and year else None
    terms = _terms(workspace, found)
    names = [workspace.name(path) if workspace else path.as_posix() for path in (first, second)]
    sides = [load(path, name, terms) for path, name in zip((first, second), names, strict=True)]
    return _compared((names[0], names[1]), sides, found, terms)


def of_versions(workspace: Workspace, year: int, versions: Sequence[Version]) -> Compared:
    """Return what differs between the last two of these versions, of which there are two at least."""
    found = Year(workspace, year)
    terms = _terms(workspace, found)
    last = versions[-2:]
    names = (last[0].name, last[1].name)
    if names[0] == names[1]:
        names = tuple(f"{one.name} (versie {one.number})" for one in last)  # type: ignore[assignment]
    sides = [side_of(one.data, name, terms) for one, name in zip(last, names, strict=True)]
    return _compared(names, sides, found, terms)


def received(workspace: Workspace, year: int, organisation: str, role: Role | None) -> list[Version]:
    """Return the quotes of a party that differ in what they say, oldest first: of the register and of the folder."""
    register = Register(workspace.folder)
    found: dict[str, Version] = {}
    for entry in register.entries(year):
        if entry.kind is Kind.RECEIVED and entry.what == "quote" and entry.fact("records"):
            party = (entry.fact("organisation"), Role(entry.fact("role")))
            data = register.archived(entry.digest) if _is(party, organisation, role) else None
            if data is not None:
                version = Version(
                    entry.path, data, party, int(entry.fact("version")), entry.number, entry.fact("records")
                )
                found[version.records] = version
    for version in _in_folder(workspace, year):
        if _is(version.party, organisation, role):
            found.setdefault(version.records, version)
    return sorted(found.values(), key=lambda one: (one.number, one.order, one.name))


def _in_folder(workspace: Workspace, year: int) -> Iterator[Version]:
    """Yield the quotes in the folder; one that cannot be read is a version as well, and of unknown number the last."""
    reading = Year(workspace, year).reading
    for path in reading.inputs.quotes:
        read = reading.reads.get(path)
        if read is not None and isinstance(read.record, Quote):
            quote = read.record
            yield Version(read.path, path.read_bytes(), quote.party, quote.version, LAST, of_record(quote))
        elif read is not None and isinstance(read.record, Unread) and read.record.organisation and read.record.role:
            party = (read.record.organisation, read.record.role)
            yield Version(read.path, path.read_bytes(), party, read.record.version or LAST, LAST, read.digest)


def _is(party: tuple[str, Role], organisation: str, role: Role | None) -> bool:
    """Tell whether a party is meant; `TBO` means the organisation in that role, as with `planner request`."""
    named = organisation.casefold() in {party[0].casefold(), str(party[1]).casefold()}
    return named and role in {None, party[1]}


def _terms(workspace: Workspace | None, year: Year | None) -> Terms:
    if workspace is None:
        return Terms()
    layouts = mappings_of(workspace)
    try:
        found = year or Year(workspace, max(workspace.years(), default=2000))
        return Terms(found.reference, layouts, found.limits[0].basis.vat)
    except NoReference:
        return Terms(None, layouts)


def _compared(names: tuple[str, str], sides: Sequence[Side | Problem], year: Year | None, terms: Terms) -> Compared:
    stopped = tuple(dict.fromkeys(one for one in sides if isinstance(one, Problem)))
    before, after = sides
    if isinstance(before, Problem) or isinstance(after, Problem):
        return Compared(names, None, (), stopped)
    if before.kind != after.kind:
        return Compared(names, None, (), (problem("diff-different-kinds", Place(after.name), other=before.name),))
    found = differences(before.stand, after.stand)
    mine = year is not None and all(side.quote is None or side.quote.year == year.year for side in (before, after))
    rooms: tuple[Room, ...] = ()
    own = bool(before.limits and after.limits) and before.vat is after.vat
    if own:
        rooms = tuple(_own_rooms(before, after, found))
    elif year and mine and terms.reference:
        rooms = tuple(_rooms(year, before, after, found))
    return Compared(names, found, rooms, (*before.problems, *after.problems), after.vat or terms.vat, own)


def _own_rooms(before: Side, after: Side, found: Differences) -> Iterator[Room]:
    """Yield the room in two budgets under the ceilings that each holds, which may have changed as well."""
    old = {limit.heading: limit for limit in before.limits}
    sums = {one.heading: one for one in found.headings}
    for limit in after.limits:
        was, one = old.get(limit.heading), sums.get(limit.heading)
        if was is not None:
            taken = (one.compared_before, one.compared_after) if one else (0, 0)
            left = was.ceiling - taken[0], limit.ceiling - taken[1]
            yield Room(limit.heading, limit.test, limit.ceiling, *left, was.ceiling)


def _rooms(year: Year, before: Side, after: Side, found: Differences) -> Iterator[Room]:
    """Yield the room under each ceiling: the other parties' lines as they are offered now, with either stand."""
    parties = {item.party for side in (before, after) for item in side.stand.items}
    compared = year.comparison
    others: dict[str, int] = {}
    for line in year.offer[0].lines:
        if line.quote.party not in parties:
            amount = line.including if compared.basis.vat is Vat.INCLUDING else line.excluding
            others[line.line.heading] = others.get(line.line.heading, 0) + amount.expected
    sums = {one.heading: one for one in found.headings}
    for row in compared.rows:
        if row.ceiling is None:
            continue
        one, other = sums.get(row.heading), others.get(row.heading, 0)
        left = row.ceiling.cents - other
        was, is_now = (one.compared_before, one.compared_after) if one else (0, 0)
        yield Room(row.heading, row.test, row.ceiling.cents, left - was, left - is_now, row.ceiling.cents)
