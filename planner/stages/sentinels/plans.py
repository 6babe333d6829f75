"""Slips in what quotes are judged by: the frame, the strategy and the reference values, beside each other; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from planner.calculations import slips
from planner.money import cents, euros
from planner.places import Origin, Place
from planner.problems import Problem, Words, problem
from planner.records import Estimate, Frame, IndexRate, Offer, PricedLine, Reference, Strategy, VatRelation
from planner.stages.sentinels.alone import Known
from planner.stages.sentinels.others import LEAST
from planner.stages.sentinels.telling import at, both, shown

Totals = Mapping[str, Fraction]
_BAND = Fraction(5, 2)
"""A plan may be so many times off what was asked and assigned, and still be right."""
_RIGHT = 5
"""Less than so many times off, a witness says that an amount may be right."""
_HUNDREDS = (Fraction(100), Fraction(1, 100))
_STEEP = Decimal("0.15")
"""An index below this is no slip of a comma."""
_STEEPER = 4
_STRATEGY = Words("de strategie", "the strategy")


@dataclass(frozen=True, slots=True)
class _Witness:
    """What something else says, in euros by heading or subject, and what that is."""

    totals: Mapping[object, Fraction]
    name: Words


@dataclass(frozen=True, slots=True)
class _Row:
    """An amount of a plan in euros with its cell, and what it is of."""

    key: object
    amount: Fraction
    where: Place
    label: str


def planned(
    offer: Offer, frame: Frame | None, strategy: Strategy | None, before: Sequence[PricedLine], reference: Reference
) -> Iterator[Problem]:
    """Yield a warning for each slip in the frame, the strategy and the reference values of a year."""
    last = Words(f"de opdrachten {offer.year - 1}", f"the assignments of {offer.year - 1}")
    asked = Words(f"de offertes {offer.year}", f"the quotes of {offer.year}")
    if frame:
        rows = [
            _Row(one.heading, Fraction(one.amount.expected, 100), one.origin.cell("amount"), "Bedrag")
            for one in frame.ceilings
            if one.amount.certain and one.amount.expected > 0
        ]
        witnesses = [_Witness(_total(before, _heading), last), _Witness(_total(offer.lines, _heading), asked)]
        witnesses += (
            [_Witness(_estimated(strategy, offer.year, lambda one: one.heading), _STRATEGY)] if strategy else []
        )
        yield from _of_plan(rows, witnesses, frame.origin, slips.FACTORS)
        yield from _floors(frame)
    if strategy:
        rows = [
            _Row(key, Fraction(span.expected, 100), one.origin.cell(f"amounts:{offer.year}"), str(offer.year))
            for one in strategy.lines
            for key in [(one.organisation, one.role, one.product, one.heading, one.cost_type)]
            if (span := dict(one.amounts).get(offer.year)) and span.certain and span.expected > 0
        ]
        witnesses = [_Witness(_total(before, _subject), last), _Witness(_total(offer.lines, _subject), asked)]
        # By subject there are many and small ones: a factor 100 would be found where nothing slipped.
        years = list(_years(strategy))
        yield from years
        there = {one.where for one in years}
        thousands = (slips.FACTORS[0], slips.FACTORS[2])
        yield from (one for one in _of_plan(rows, witnesses, strategy.origin, thousands) if one.where not in there)
    yield from _indices(reference.indices)
    yield from _rates(reference.vat)


def known_of_headings(before: Sequence[PricedLine], strategy: Strategy | None, year: int) -> Known:
    """Return what is known of each heading of a party as a whole: last year's total and its estimate."""
    found: dict[object, list[tuple[Fraction, Words]]] = {}
    last = Words(f"de opdracht {year - 1}", f"the assignment of {year - 1}")
    estimated = _estimated(strategy, year, lambda one: (one.organisation, one.role, one.heading))
    for totals, said in (
        (_total(before, lambda one: (*one.quote.party, one.line.heading)), last),
        (estimated, _STRATEGY),
    ):
        for heading, total in totals.items():
            found.setdefault(heading, []).append((total, said))
    return found


def _heading(line: PricedLine) -> object:
    return line.line.heading


def _subject(line: PricedLine) -> object:
    own = line.line
    return (*line.quote.party, own.product, own.heading, own.cost_type)


def _total(lines: Iterable[PricedLine], key: Callable[[PricedLine], object]) -> dict[object, Fraction]:
    found: dict[object, Fraction] = {}
    for one in lines:
        found[key(one)] = found.get(key(one), Fraction(0)) + Fraction(one.excluding.expected, 100)
    return found


def _estimated(strategy: Strategy | None, year: int, key: Callable[[Estimate], object]) -> dict[object, Fraction]:
    found: dict[object, Fraction] = {}
    for one in strategy.lines if strategy else ():
        span = dict(one.amounts).get(year)
        if span:
            found[key(one)] = found.get(key(one), Fraction(0)) + Fraction(span.expected, 100)
    return found


def _of_plan(
    rows: Sequence[_Row], witnesses: Sequence[_Witness], origin: Origin, factors: Sequence[Fraction]
) -> Iterator[Problem]:
    """Yield the slip that most rows share, or else those of single rows: two witnesses must say so, and none not."""
    whole = min((sum(one.totals.values(), Fraction(0)) for one in witnesses if one.totals), default=Fraction(0))
    told: list[tuple[_Row, Fraction | None, list[tuple[Fraction, Words]]]] = []
    for row in rows:
        known = [(one.totals[row.key], one.name) for one in witnesses if one.totals.get(row.key, 0) > 0]
        if len(known) > 1:
            told.append((row, _shared(row.amount, [total for total, _ in known], whole, factors), known))
    off = [(row, factor, known) for row, factor, known in told if factor]
    usual, count = next(iter(Counter(factor for _, factor, _ in off).most_common(1)), (None, 0))
    if usual and count > 1 and count * 5 >= len(told) * 3:
        row, _, known = next(one for one in off if one[1] == usual)
        effect = sum((one.amount * (1 - 1 / usual) for one in rows), Fraction(0))
        yield problem(
            "slip-of-all", origin.cell("amounts_in"), factor=shown(usual), count=count, lines=len(told),
            found=_euros(row.amount), expected=_euros(known[0][0]),
            compared=_in(both(known[0][1], known[1][1]), row.where), effect=_euros(effect),
        )  # fmt: skip
        return
    right = sum(any(1 / _RIGHT <= row.amount / total <= _RIGHT for total, _ in known) for row, _, known in told)
    for row, factor, known in off if right > 1 and right * 5 >= (len(told) - len(off)) * 3 else ():
        yield _told(row, row.amount / (factor or 1), both(known[0][1], known[1][1]), factor or Fraction(1))


def _shared(
    amount: Fraction, known: Sequence[Fraction], whole: Fraction, factors: Sequence[Fraction]
) -> Fraction | None:
    """Return the factor that an amount is off by two witnesses (by three for 100), while none says that it is right.

    A small heading may well get many times what was asked of it; more than all headings together it does not.
    """
    if any(1 / _RIGHT <= amount / total <= _RIGHT for total in known):
        return None
    for factor in factors:
        says = sum(1 / _BAND <= amount / (total * factor) <= _BAND for total in known)
        if says >= (3 if factor in _HUNDREDS else 2) and (factor < 1 or amount > whole):
            return factor
    return None


def _told(row: _Row, expected: Fraction, said: Words, factor: Fraction) -> Problem:
    return problem(
        "slip-factor", row.where, heading=row.label, found=_euros(row.amount), expected=_euros(expected),
        factor=shown(factor), compared=said, effect=_euros(row.amount - expected),
    )  # fmt: skip


def _in(words: Words, where: Place) -> Words:
    return Words(f"{words.nl}, in {where}", f"{words.en}, in {where}")


def _floors(frame: Frame) -> Iterator[Problem]:
    """Yield the slip of a floor that is about 1.000 or 100 times its ceiling, and more than all ceilings together."""
    whole = sum((Fraction(one.amount.expected, 100) for one in frame.ceilings), Fraction(0))
    for one in frame.ceilings:
        floor, ceiling = Fraction(one.floor or 0, 100), Fraction(one.amount.expected, 100)
        for factor in slips.FACTORS[:2]:
            if one.amount.certain and floor > whole and slips.roughly(floor, ceiling, factor):
                row = _Row(one.heading, floor, one.origin.cell("floor"), "Ondergrens")
                said = at(Words("het plafond", "the ceiling"), one.origin.cell("amount"))
                yield _told(row, floor / factor, said, factor)


def _years(strategy: Strategy) -> Iterator[Problem]:
    """Yield the slip of one year of an estimate that is far off all its other years, which lie together."""
    said = Words("de andere jaren van deze regel", "the other years of this line")
    for one in strategy.lines:
        known = [(year, Fraction(span.expected, 100)) for year, span in one.amounts if span.certain and span.expected]
        for year, found in known:
            rest = [amount for other, amount in known if other != year]
            for factor in slips.FACTORS:
                if len(rest) >= LEAST - 1 and all(slips.roughly(found, amount, factor) for amount in rest):
                    row = _Row(one.id, found, one.origin.cell(f"amounts:{year}"), str(year))
                    yield _told(row, found / factor, said, factor)


def _indices(indices: Sequence[IndexRate]) -> Iterator[Problem]:
    """Yield the slip of an index that is far above all others of its series: 38% where 3,8% was meant."""
    for one in indices:
        rest = [abs(other.rate) for other in indices if other.series == one.series and other is not one]
        if len(rest) < LEAST - 1 or abs(one.rate) < max(_STEEP, _STEEPER * max(rest)):
            continue
        yield _percentage(
            one.origin.cell("rate"),
            Words(f"van de reeks {one.series} voor {one.year}", f"of the series {one.series} for {one.year}"),
            one.rate,
            max(rest),
        )


def _rates(relations: Sequence[VatRelation]) -> Iterator[Problem]:
    """Yield the slip of a VAT rate that is exactly a hundredth of another: 0,21% where 21% was meant."""
    every = {one.rate for one in relations}
    for one in relations:
        if one.rate and one.rate * 100 in every:
            said = Words(f"van {one.supplier} ({one.role})", f"of {one.supplier} ({one.role})")
            yield _percentage(one.origin.cell("rate"), said, one.rate, one.rate * 100)


def _percentage(where: Place, subject: Words, found: Decimal, highest: Decimal) -> Problem:
    return problem(
        "slip-percentage", where, subject=subject, found=_percent(found), highest=_percent(highest)
    )  # fmt: skip


def _percent(share: Decimal) -> Words:
    number = f"{(share * 100).normalize():f}"
    return Words(f"{number.replace('.', ',')}%", f"{number}%")


def _euros(amount: Fraction) -> Decimal:
    return euros(cents(amount))
