"""Slips of the later years of a quote: one of them, all those of a line, or a whole column; pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from planner.calculations import slips
from planner.excel.matching import ranges
from planner.problems import Problem, Words, problem
from planner.records import PricedLine
from planner.stages.sentinels.others import LEAST, Others
from planner.stages.sentinels.pairs import Pair, figure
from planner.stages.sentinels.telling import both, last, shown, told

_FAR = 30
"""An amount less than so many times another is no slip of it."""
_YEARS = Words("de andere jaren van deze regel", "the other years of this line")
_AMOUNT = Words("het bedrag van deze regel", "the amount of this line")


def columns(others: Others, rates: Sequence[Fraction]) -> Iterator[tuple[int, Problem]]:
    """Yield each later year that is the same factor off the amount in most lines, with the warning of its column."""
    years = dict.fromkeys(year for one in others.lines for year, _ in one.line.outlook)
    for year in years:
        known = [(one, amount, later) for one in others.lines for amount, later in _both(one, year)]
        factors = [_exactly(later, amount, rates) for _, amount, later in known]
        usual, count = next(iter(Counter(filter(None, factors)).most_common(1)), (None, 0))
        if usual is None or count < LEAST or count * 5 < len(known) * 3:
            continue
        lines = [one for (one, _, _), factor in zip(known, factors, strict=True) if factor == usual]
        where = lines[0].line.origin.cell(f"outlook:{year}")
        column = str(where.cell).rstrip("0123456789")
        yield year, problem(
            "slip-of-column", where, heading=f"Raming {year}", factor=shown(usual), count=count, lines=len(known),
            cells=ranges(column, [one.line.origin.row for one in lines]),
        )  # fmt: skip


def _both(line: PricedLine, year: int) -> Iterator[tuple[Fraction, Fraction]]:
    amount, later = figure(line.line, "amount"), _later(line).get(year)
    if amount and later:
        yield amount, later


def _exactly(later: Fraction, amount: Fraction, rates: Sequence[Fraction]) -> Fraction | None:
    scale = slips.scale(later, (amount,))
    if scale:
        return scale.factor if scale.exact else None
    vat = slips.vat(later, (amount,), rates)
    return vat[0] if vat else None


def _later(line: PricedLine) -> dict[int, Fraction]:
    """Return the later years of a line that hold an amount, in euros."""
    return {year: Fraction(span.expected, 100) for year, span in line.line.outlook if span.certain and span.expected}


def of_line(line: PricedLine, pair: Pair | None) -> Problem | None:
    """Return the slip in the later years of a line: in one of them, or in all."""
    amount, known = figure(line.line, "amount"), _later(line)
    if not amount or not known:
        return None
    return _sign(line, amount, known) or _one(line, pair, amount, known) or _all(line, pair, amount, known)


def _sign(line: PricedLine, amount: Fraction, known: Mapping[int, Fraction]) -> Problem | None:
    """Return the slip of an amount whose sign no later year has, or of one later year whose sign no other has."""
    size = [abs(one / amount) for one in known.values()]
    if not all(Fraction(4, 5) <= one <= Fraction(5, 4) for one in size):
        return None
    other = [year for year, one in known.items() if (one < 0) != (amount < 0)]
    if len(other) > 1 and len(other) == len(known):
        return told("slip-sign", line, "amount", (amount, -amount), _YEARS)
    if len(other) == 1 and len(known) > 1:
        found = known[other[0]]
        return told("slip-sign", line, f"outlook:{other[0]}", (found, -found), _YEARS)
    return None


def _one(line: PricedLine, pair: Pair | None, amount: Fraction, known: Mapping[int, Fraction]) -> Problem | None:
    """Return the slip of a later year that is far off the amount and at least one more figure."""
    if not any(_is_far(one, amount) for one in known.values()):
        return None
    before = _later(pair.old) if pair else {}
    for year, found in known.items():
        there = [amount, *(one for other, one in known.items() if other != year)]
        there += [before[year]] if year in before else []
        for factor in slips.FACTORS:
            if len(there) > 1 and all(slips.roughly(found, one, factor) for one in there):
                return told("slip-factor", line, f"outlook:{year}", (found, there[0]), _YEARS, factor=factor)
    return None


def _all(line: PricedLine, pair: Pair | None, amount: Fraction, known: Mapping[int, Fraction]) -> Problem | None:
    """Return the slip of all later years: as far off the amount, which is about last year's."""
    if not all(_is_far(one, amount) for one in known.values()):
        return None
    for factor in slips.FACTORS:
        exact = all(one == amount * factor for one in known.values())
        if not exact and not all(slips.roughly(one, amount, factor) for one in known.values()):
            continue
        year, found = next(iter(known.items()))
        if pair and pair.steady:
            said = both(_AMOUNT, last(pair, "amount"))
            return told("slip-factor", line, f"outlook:{year}", (found, amount), said, factor=factor)
        if exact and len(known) > 1:
            # Two later years against one amount: the amount it is.
            return told("slip-factor", line, "amount", (amount, found), _YEARS, factor=1 / factor)
    return None


def _is_far(one: Fraction, amount: Fraction) -> bool:
    return not abs(one) < _FAR * abs(amount) < _FAR * _FAR * abs(one)
