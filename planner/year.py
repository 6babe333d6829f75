"""One year's inputs and each result, computed once, with everything that is wrong with them; writes nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from planner.agreement import Role
from planner.calculations.limits import Limits
from planner.figures import Figure
from planner.money import euros
from planner.places import Place
from planner.problems import Problem, problem
from planner.reading import Problems, Reading, justified
from planner.records import Frame, Offer, PricedLine, Quote, Reference, Strategy
from planner.register import Entry, Kind, Register
from planner.sheets import WorkbookRead
from planner.sheets.inspected import wrong_rows
from planner.sheets.quote import COSTS
from planner.stages import (
    answers,
    bridge,
    comparison,
    controls,
    differences,
    financing,
    frame,
    identities,
    inspection,
    lines,
    offer,
    quotes,
    reference,
    sentinels,
    strategy,
)
from planner.stages.inspection import Override
from planner.views.results import Results, Source
from planner.workspace import Inputs, Workspace


class NoReference(Exception):
    """There are no reference values to calculate with; `problems` says what is wrong with them."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("no reference values")
        self.problems = problems


class Year:
    """One year of a workspace. Every result is made once, when it is first asked for.

    `tell` is called with the name of each file before it is read, for a progress line. Everything but `problems`
    and `reads` raises NoReference where uitgangspunten.xlsx cannot be used.
    """

    def __init__(self, workspace: Workspace, year: int, tell: Callable[[str], None] = lambda _: None) -> None:
        self.workspace = workspace
        self.year = year
        self.reading = Reading(workspace, year, tell)

    @property
    def inputs(self) -> Inputs:
        """Return the files of this year."""
        return self.reading.inputs

    @property
    def reads(self) -> dict[Path, WorkbookRead]:
        """Return what stands in each input file that can be a workbook of ours."""
        return self.reading.reads

    @cached_property
    def reference(self) -> Reference:
        """Return the reference values."""
        found = self.reading.alone(self.inputs.reference)
        if found is None or not isinstance(found.record, Reference):
            raise NoReference(self.reading.problems)
        return found.record

    @cached_property
    def strategy(self) -> tuple[Strategy | None, Problems]:
        """Return the strategy whose cycle holds this year."""
        found, problems = strategy.choose(
            self.reading.records(self.inputs.strategies, "strategie", Strategy)[0], self.year
        )
        return found, (*problems, *(strategy.check(found, self.reference) if found else ()))

    @cached_property
    def frame(self) -> tuple[Frame | None, tuple[Frame, ...], Problems]:
        """Return the frame that counts and the older ones."""
        return frame.choose(*self.reading.records(self.inputs.frames, "kader", Frame), self.year)

    @cached_property
    def limits(self) -> tuple[Limits, Problems]:
        """Return the ceilings as they are compared."""
        chosen, superseded, _ = self.frame
        return frame.limits(chosen, superseded, self.reference, self.year, offer.index_place(self.reference))

    @cached_property
    def assigned(self) -> tuple[tuple[PricedLine, ...], quotes.Received, Problems]:
        """Return the lines of last year's assignments in their latest stand, at their own price level."""
        received, problems = quotes.assignments(
            *self.reading.records(self.inputs.assignments, "opdracht", Quote), self.year - 1
        )
        checked, faults = self._checked(received.quotes, delivered=False)
        priced, unpriced, unknown = offer.as_assigned(checked, self.reference, self.year - 1)
        refused = [item for quote in checked for item in quote.refused]
        stand = replace(received, quotes=checked, open=(*received.open, *refused, *unpriced))
        return priced, stand, (*problems, *faults, *unknown)

    @cached_property
    def received(self) -> tuple[quotes.Received, Problems]:
        """Return the quotes that count, and what is open for want of one."""
        last: dict[tuple[str, Role], dict[str, None]] = {}
        for line in self.assigned[0]:
            last.setdefault(line.quote.party, {})[line.line.heading] = None
        found, problems = quotes.receive(
            *self.reading.records(self.inputs.quotes, "offerte", Quote),
            self.reference,
            self.year,
            {party: tuple(headings) for party, headings in last.items()},
        )
        count, older = (identities.adopted(each, self.assigned[0]) for each in (found.quotes, found.superseded))
        return replace(found, quotes=count, superseded=older), problems

    @cached_property
    def requests(self) -> dict[tuple[str, str], list[str]]:
        """Return the identities of the requests that were issued, by organisation and role, oldest first."""
        found: dict[tuple[str, str], list[str]] = {}
        for one in Register(self.workspace.folder).entries(self.year):
            if one.kind is Kind.ISSUED and one.what == "request":
                found.setdefault((one.fact("organisation"), one.fact("role")), []).append(one.fact("request"))
        return found

    @cached_property
    def offer(self) -> tuple[Offer, Problems]:
        """Return the consolidated offer."""
        received = self.received[0]
        checked, faults = self._checked(received.quotes, delivered=True)
        found, problems = offer.consolidate(checked, received.superseded, received.open, self.reference, self.year)
        return found, (*faults, *problems)

    @cached_property
    def estimates(self) -> dict[str, Figure | None]:
        """Return the strategy's estimate of this year by heading, on the basis of the comparison."""
        found = self.strategy[0]
        return strategy.estimates(found, self.reference, self.year, self.limits[0].basis) if found else {}

    @cached_property
    def comparison(self) -> comparison.Comparison:
        """Return the comparison of the offer with the frame."""
        return comparison.compare(self.offer[0], self.limits[0], self.reference, self.estimates)

    @cached_property
    def key(self) -> financing.Key:
        """Return the financing key of this year; a category whose key has an error is not split."""
        faulty = {
            str(found.fact("category"))
            for found in self._reference_problems
            if found.code in {"key-not-100", "key-starts-above-zero", "key-changes-within-year"}
        }
        return financing.Key(self.reference, self.year, reference.unpayable(self.reference) | faulty)

    @cached_property
    def paid(self) -> tuple[financing.Paid, financing.Paid | None]:
        """Return who pays the offer and, where there are any, the ceilings."""
        ceilings = {row.heading: row.ceiling.cents for row in self.comparison.rows if row.ceiling}
        paid = financing.of_ceilings(ceilings, self.reference, self.key) if ceilings else None
        return financing.of_offer(self.offer[0], self.key), paid

    @cached_property
    def bridge(self) -> tuple[bridge.Bridge, Problems]:
        """Return the change since last year's assignments."""
        found = self.offer[0]
        place = offer.index_place(self.reference)
        open_items = (self.assigned[1].open, found.open)
        return bridge.bridge(self.assigned[0], found.lines, open_items, self.reference, place)

    @cached_property
    def results(self) -> Results:
        """Return everything that was worked out, as one value for books and documents."""
        stages = self.offer[0], self.assigned[0], self.limits[0], self.comparison, self.paid, self.bridge[0]
        sources = tuple(Source(one.path, one.digest, one.kind or "") for one in self.reads.values())
        return Results(self.year, self.reference, *stages, sources, self.problems, self.overrides)

    @cached_property
    def problems(self) -> Problems:
        """Return everything that is wrong with this year's inputs, each once, in the order of the files."""
        try:
            found = (*self.reading.problems, *self._stage_problems())
        except NoReference as missing:
            return _sorted(missing.problems, self.inputs, self.workspace)
        kept = (
            one
            for one in found
            if (one.where.workbook not in self._superseded or one.code == "superseded")
            and not reference.follows(one, self.reference)
        )
        return _sorted(controls.told_once(kept, COSTS.name), self.inputs, self.workspace)

    @cached_property
    def _superseded(self) -> frozenset[str]:
        """Return the workbooks that a later version replaced."""
        quotes_ = (*self.received[0].superseded, *self.assigned[1].superseded)
        old = (*(one.origin for one in quotes_), *(one.origin for one in self.frame[1]))
        return frozenset(origin.table.workbook for origin in old)

    @cached_property
    def _reference_problems(self) -> Problems:
        return reference.check(self.reference)

    def _stage_problems(self) -> Iterator[Problem]:
        yield from self._reference_problems
        yield from self.strategy[1]
        yield from self.frame[2]
        yield from self.limits[1]
        yield from self.assigned[2]
        yield from self.received[1]
        yield from answers.answers(self.received[0].quotes, self.requests)
        yield from differences.since_versions(self.received[0].quotes, self.received[0].superseded, self.year)
        yield from quotes.unassigned(self.received[0], self.assigned[1], self.reference, self.year)
        yield from self.offer[1]
        yield from self.bridge[1]
        _ = self.paid
        yield from self.key.problems
        for found, done in self._done:
            yield from _told(found, done)
        beside = sentinels.Beside(
            self.reference, self.assigned[0], self.strategy[0], self.frame[0], self.requests, self.reading.problems
        )
        yield from sentinels.slipped(self.offer[0], beside)
        yield from sentinels.planned(self.offer[0], beside)
        yield from self._missing()

    @cached_property
    def _done(self) -> list[tuple[WorkbookRead, tuple[Override, ...]]]:
        """Return what was done to the workbooks that were read, and what of it was justified."""
        entries = Register(self.workspace.folder).entries()
        return [(found, overrides(found, entries, self.reference)) for found in self.reads.values()]

    @cached_property
    def overrides(self) -> tuple[Override, ...]:
        """Return what was done to the workbooks that count, open or justified; what is only noted left out."""
        told = {(one.code, one.where) for one in self.problems}
        return tuple(
            one
            for found, done in self._done
            if found.path not in self._superseded
            for one in done
            if one.counts and (one.justified or (one.finding.what, one.where) in told)
        )

    def _missing(self) -> Iterator[Problem]:
        if not self.strategy[0]:
            yield problem("strategy-missing", Place("strategie"), year=self.year)
        if not self.frame[0] and not self.inputs.frames:
            yield problem("frame-missing", Place(f"{self.year}/kader-{self.year}.xlsx"), year=self.year)

    def _checked(self, found: Iterable[Quote], *, delivered: bool) -> tuple[tuple[Quote, ...], list[Problem]]:
        lists = lines.Lists(self.reference)
        checked: list[Quote] = []
        problems: list[Problem] = []
        for quote in found:
            good, faults = lines.check(quote, lists, delivered=delivered)
            checked.append(good)
            problems += faults
        return tuple(checked), problems


def overrides(found: WorkbookRead, entries: Sequence[Entry], values: Reference | None) -> tuple[Override, ...]:
    """Return what was done to a workbook, with what the register justifies of it."""
    record = found.record if isinstance(found.record, Quote) else None
    cents = values.general.threshold_amount if values else None
    threshold = None if cents is None else euros(cents)
    mapped = {line.origin.table.sheet for line in record.lines} if record else set()
    inputs = wrong_rows(found.problems, {COSTS.name, *mapped}) if found.kind is not None else None
    whose = f"{record.organisation} ({record.role})" if record else found.kind or ""
    known = justified(found, entries)
    return inspection.judged((found.path, whose), found.findings, threshold, known, inputs)


def inspected(found: WorkbookRead, entries: Sequence[Entry], values: Reference | None) -> Problems:
    """Return the problems of what was done to a workbook, with what the register justifies of it."""
    return _told(found, overrides(found, entries, values))


def _told(found: WorkbookRead, done: Sequence[Override]) -> Problems:
    return inspection.problems(done, found.record.request if isinstance(found.record, Quote) else "")


def _sorted(found: Iterable[Problem], inputs: Inputs, workspace: Workspace) -> Problems:
    """Return each problem once, by file in the order of the inputs; within a file in the order of finding."""
    order = {workspace.name(path): i for i, path in enumerate(inputs.all)}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: order.get(one.where.workbook, len(order))))
