"""Slips of lines that last year did not have: beside their peers, the strategy and last year; pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median

from planner.calculations import slips
from planner.money import cents, euros
from planner.problems import Problem, Words, problem
from planner.records import PricedLine
from planner.stages.sentinels.estimates import Estimates
from planner.stages.sentinels.others import LEAST, Others, subject
from planner.stages.sentinels.pairs import figure
from planner.stages.sentinels.telling import at, of_strategy, told

_FAR = 30
"""An amount less than so many times another is no slip of it."""
_LARGE = 8
_LINES = 6
"""In a quote of fewer lines one may well be far larger than the others."""
_ABOVE = Fraction(3, 2)

Known = Mapping[object, Sequence[tuple[Fraction, Words]]]
"""What is known of a heading of a party as a whole: last year's total and its estimate; in euros, and what says so."""


def rate_of_peers(line: PricedLine, others: Others) -> Problem | None:
    """Return the slip of a rate that is far off all others of its unit and cost type, which lie together."""
    own = line.line
    rates = others.rates.get((own.unit.casefold(), own.cost_type), []) if own.rate and own.unit else []
    if own.rate is None or len(rates) <= LEAST or abs(rates[-1]) < _FAR * abs(rates[0]):
        return None
    if own.rate not in (rates[0], rates[-1]):
        return None
    rest = rates[1:] if own.rate == rates[0] else rates[:-1]
    middle = Fraction(median(rest))
    if not (rest[0] * 4 >= middle and rest[-1] <= middle * 4):
        return None
    said = Words(f"{len(rest)} andere tarieven per {own.unit}", f"{len(rest)} other rates by {own.unit}")
    for factor in slips.FACTORS:
        if slips.roughly(own.rate, middle, factor):
            return told("slip-factor", line, "rate", (Fraction(own.rate), middle), said, factor=factor)
    return None


def estimated(line: PricedLine, others: Others, estimates: Estimates, rates: Sequence[Fraction]) -> Problem | None:
    """Return the slip of the only line that an estimate of the strategy is for."""
    known, found = estimates.of_line(line), figure(line.line, "amount")
    if known is None or not found or others.subjects[subject(line)] != 1:
        return None
    estimate, was, indexed = known
    said = of_strategy(estimate, line.quote.year)
    scale = slips.scale(found, (was, indexed))
    if scale and (scale.exact or estimates.reliable(line, others)):
        return told("slip-factor", line, "amount", (found, scale.expected), said, factor=scale.factor)
    vat = slips.vat(found, (was, indexed), rates)
    return told("slip-vat", line, "amount", (found, vat[1]), said, factor=vat[0]) if vat else None


def rounded(line: PricedLine, others: Others) -> Problem | None:
    """Return the slip of a figure far below all others that only times 1.000 or 100 is as round as they are.

    A whole number may well be a small line; with decimals, or below a thousand euros, it is not what it should be.
    """
    for field in ("quantity", "amount"):
        found, grain = figure(line.line, field), others.grain(line, field)
        if not found or not grain or not others.below(line, field):
            continue
        for factor in slips.FACTORS[2:]:
            small = field == "amount" and factor == slips.FACTORS[2] and found < 1000
            if (found.denominator > 1 or small) and not (found / factor) % grain:
                said = Words(
                    f"de andere regels, die ruim groter en op {grain} afgerond zijn",
                    f"the other lines, which are far larger and rounded to {grain}",
                )
                return told("slip-factor", line, field, (found, found / factor), said, factor=factor)
    return None


def too_large(line: PricedLine, others: Others, headings: Known) -> Problem | None:
    """Return the warning of a line that is far larger than any other and than its whole heading was."""
    known, amount = headings.get((*line.quote.party, line.line.heading), ()), figure(line.line, "amount")
    if len(known) < 2 or not amount or _times(line, others) < _LARGE or any(amount < _ABOVE * one for one, _ in known):
        return None
    other = others.largest[1].line
    whole = max(known, key=lambda one: one[0])
    place = at(Words(f"regel {other.id}", f"line {other.id}"), other.origin.cell("amount"))
    where = line.line.origin.cell("quantity" if others.most(line) else "amount")
    return problem(
        "slip-too-large", where, found=euros(cents(amount)),
        times=int(_times(line, others)), other=place, heading=line.line.heading,
        compared=whole[1], expected=euros(cents(whole[0])),
    )  # fmt: skip


def _times(line: PricedLine, others: Others) -> Fraction:
    """Return how many times larger a line is than any other; zero where there are few, or where it is not."""
    largest = others.largest
    if len(others.lines) < _LINES or largest[0] is not line or largest[1].line.amount.expected <= 0:
        return Fraction(0)
    return Fraction(line.line.amount.expected, largest[1].line.amount.expected)
