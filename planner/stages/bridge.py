"""The change of the offer since last year's assignments, line by line, in parts that add up (DESIGN 6, bridge).

Pure. Lines are matched on organisation, role and Regel.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from planner.agreement import Role
from planner.calculations import indexing
from planner.calculations.bridge import Change, Part, added_up, changes
from planner.calculations.indexing import MissingIndex
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.records import OpenItem, PricedLine, Reference

LineKey = tuple[str, Role, str]


@dataclass(frozen=True, slots=True)
class Bridge:
    """All changes of lines, and their sums by heading in cents, for the headings that have any line."""

    changes: tuple[Change, ...]
    by_heading: tuple[tuple[str, dict[Part, int]], ...]


def bridge(
    old: Sequence[PricedLine],
    new: Sequence[PricedLine],
    open_items: tuple[Iterable[OpenItem], Iterable[OpenItem]],
    reference: Reference,
    place: Place,
) -> tuple[Bridge, tuple[Problem, ...]]:
    """Return the bridge from last year's lines to this year's.

    `open_items` are what is open in the old and the new stand: a line without its counterpart there is open, not
    ended or new. `place` is where a missing index should stand.
    """
    problems: dict[Problem, None] = {}
    before = {line.key: line for line in old}
    after = {line.key: line for line in new}
    open_before, open_after = (_open_keys(items) for items in open_items)
    index = _indices(reference)
    found: list[Change] = []
    for key in dict.fromkeys((*before, *after)):
        first, second = before.get(key), after.get(key)
        factor = None
        if first and second:
            levels = (first.quote.basis.price_level, second.quote.basis.price_level)
            change = index(second.line.cost_type, *levels)
            if isinstance(change, MissingIndex):
                problems[_missing(change, levels, place)] = None
            else:
                factor = change
        lines, parties = open_after if first else open_before
        found += changes(first, second, factor, other_open=key in lines or key[:2] in parties)
    headings = dict.fromkeys(line.line.heading for line in (*old, *new))
    return Bridge(tuple(found), tuple(_by_heading(found, headings))), tuple(problems)


def _indices(reference: Reference) -> Callable[[str, int, int], Fraction | MissingIndex]:
    """Return the change of a cost type between two price levels, worked out once for each."""
    rates = {(rate.series, rate.year): rate.rate for rate in reference.indices}
    series = {cost_type.name: cost_type.series for cost_type in reference.cost_types}
    return cache(lambda cost_type, start, end: indexing.factor(rates, series[cost_type], start, end))


def _open_keys(open_items: Iterable[OpenItem]) -> tuple[set[LineKey], set[tuple[str, Role]]]:
    """Return the lines, and the parties as a whole, of which a stand is not there to be read."""
    lines: set[LineKey] = set()
    parties: set[tuple[str, Role]] = set()
    for item in open_items:
        if item.organisation is None or item.role is None:
            continue
        if item.line is not None:
            lines.add((item.organisation, item.role, item.line))
        elif item.reason != "row":
            parties.add((item.organisation, item.role))
    return lines, parties


def _by_heading(found: Sequence[Change], headings: Iterable[str]) -> Iterable[tuple[str, dict[Part, int]]]:
    groups: dict[str, list[Change]] = {heading: [] for heading in headings}
    for change in found:
        groups[change.heading].append(change)
    return ((heading, added_up(group)) for heading, group in groups.items())


def _missing(index: MissingIndex, levels: tuple[int, int], place: Place) -> Problem:
    subject = Words(
        f"de mutatie van prijspeil {levels[0]} naar {levels[1]}",
        f"the change from price level {levels[0]} to {levels[1]}",
    )
    return problem("index-missing", place, series=index.series, year=index.year, subject=subject)
