"""The decided frame of a year: which version counts, and its ceilings as they are compared (DESIGN 6).

Pure. A ceiling is indexed only when its frame says `Indexeren: ja`; otherwise it is nominal and compared as it stands.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from planner.amounts import Amount, Basis, Span, Vat
from planner.calculations import indexing
from planner.calculations.codes import known
from planner.calculations.indexing import MissingIndex
from planner.calculations.limits import Limit, Limits
from planner.calculations.versions import newest
from planner.figures import Figure, Rule
from planner.places import Place
from planner.problems import Problem, Words, problem
from planner.records import Ceiling, Frame, Heading, OpenItem, Reference, Unread


def choose(
    frames: Sequence[Frame], unread: Sequence[Unread], year: int
) -> tuple[Frame | None, tuple[Frame, ...], tuple[Problem, ...]]:
    """Return the frame that counts, the older ones, and the problems of choosing."""
    problems: list[Problem] = []
    unusable = list(unread)
    for frame in frames:
        if frame.year != year:
            where = frame.origin.cell("year")
            problems.append(problem("wrong-year", where, found=frame.year, expected=year))
            unusable.append(Unread(where, year=frame.year, version=frame.version))
    stand = newest([frame for frame in frames if frame.year == year], unusable)
    name = f"kader-{year}"
    for other in stand.conflict[1:]:
        problems.append(
            problem(
                "same-version-other-content",
                other.origin.cell("version"),
                found=other.version,
                subject=name,
                other=stand.conflict[0].origin.table.workbook,
            )
        )
    if stand.blocked_by and stand.superseded:
        problems.append(problem("newest-version-unusable", stand.blocked_by.where, subject=name))
    if stand.counts:
        problems += [_superseded(old, stand.counts, name) for old in stand.superseded]
        problems += [_copy(other, stand.counts) for other in stand.copies]
    return stand.counts, stand.superseded, tuple(problems)


def _superseded(old: Frame, counts: Frame, name: str) -> Problem:
    return problem("superseded", old.origin.table.file, found=old.version, subject=name, newest=counts.version)


def _copy(copy: Frame, counts: Frame) -> Problem:
    return problem("same-content-twice", copy.origin.table.file, other=counts.origin.table.workbook)


def limits(
    frame: Frame | None, superseded: Sequence[Frame], reference: Reference, year: int, index_place: Place
) -> tuple[Limits, tuple[Problem, ...]]:
    """Return the ceilings as they are compared with an offer of a year, in prices of that year.

    The VAT basis is that of the frame (a ceiling is never converted); including VAT where there is no frame.
    """
    if frame is None:
        return Limits(Basis(year, Vat.INCLUDING), superseded=tuple(superseded)), ()
    problems: list[Problem] = []
    headings = {heading.code: heading for heading in reference.headings}
    rates = {(rate.series, rate.year): rate.rate for rate in reference.indices}
    found: list[Limit] = []
    open_items = list(frame.open)
    for ceiling in frame.ceilings:
        where = ceiling.origin.cell("heading")
        unknown = [*known(ceiling.heading, headings, where, "Posten", "Post")]
        if unknown:
            problems += unknown
            open_items.append(OpenItem("row", where))
            continue
        factor = _factor(rates, headings[ceiling.heading], frame, year)
        if isinstance(factor, MissingIndex) and frame.indexed:
            problems.append(_missing(factor, frame, year, index_place))
        limit = _limit(ceiling, frame, year, None if isinstance(factor, MissingIndex) else factor)
        found.append(limit)
        if limit.ceiling is None or not ceiling.amount.certain:
            open_items.append(OpenItem("ceiling", ceiling.origin.cell("amount"), (ceiling.heading,)))
    problems += _price_level(frame, year)
    basis = replace(frame.basis, price_level=year)
    return Limits(basis, tuple(found), tuple(open_items), frame, tuple(superseded)), tuple(dict.fromkeys(problems))


def _factor(rates: indexing.Rates, heading: Heading, frame: Frame, year: int) -> Fraction | MissingIndex:
    start = frame.basis.price_level
    return indexing.ceiling_factor(rates, heading.wage_share, heading.price_share, start, year)


def _price_level(frame: Frame, year: int) -> list[Problem]:
    if frame.basis.price_level == year:
        return []
    code = "frame-indexed" if frame.indexed else "frame-nominal"
    where = frame.origin.cell("price_level")
    return [problem(code, where, found=frame.basis.price_level, expected=year)]


def _missing(missing: MissingIndex, frame: Frame, year: int, index_place: Place) -> Problem:
    start = frame.basis.price_level
    subject = Words(f"plafonds van prijspeil {start} naar {year}", f"ceilings from price level {start} to {year}")
    return problem("index-missing", index_place, series=missing.series, year=missing.year, subject=subject)


def _limit(ceiling: Ceiling, frame: Frame, year: int, factor: Fraction | None) -> Limit:
    typed = _typed(ceiling, "amount", ceiling.amount, frame)
    floor = None if ceiling.floor is None else _typed(ceiling, "floor", Span.of(ceiling.floor), frame)
    indexed = None if factor is None or not ceiling.amount.certain else _at(typed, year, factor)
    if frame.indexed:
        compared, bottom = indexed, None if floor is None or factor is None else _at(floor, year, factor)
    else:
        compared = _nominal(typed, year) if ceiling.amount.certain else None
        bottom = None if floor is None else _nominal(floor, year)
    return Limit(ceiling.heading, ceiling.test, compared, bottom, indexed, ceiling.note)


def _typed(ceiling: Ceiling, field: str, span: Span, frame: Frame) -> Figure:
    code = f"{'ceiling' if field == 'amount' else field}.{ceiling.heading}"
    return Figure(code, Amount(span, frame.basis), Rule.AS_TYPED, source=ceiling.origin, field=field)


def _at(typed: Figure, year: int, factor: Fraction) -> Figure:
    basis = replace(typed.amount.basis, price_level=year)
    if factor == 1 and typed.amount.basis == basis:
        return typed
    return Figure(typed.code, Amount(typed.amount.span.times(factor), basis), Rule.INDEXED, (typed,))


def _nominal(typed: Figure, year: int) -> Figure:
    """Take an amount as it stands for the price level of the year: a decision, so it is written down as one."""
    basis = replace(typed.amount.basis, price_level=year)
    if typed.amount.basis == basis:
        return typed
    return Figure(typed.code, Amount(typed.amount.span, basis), Rule.NOMINAL, (typed,))
