"""VAT of one line, on and off, and its way to the offer's basis: VAT off, index and round, VAT on and round.

Knows amounts, rates and factors; which relation and which series apply is said by the stages (DESIGN 6).
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from planner.amounts import Span, Vat
from planner.money import multiplied, rounded, spread
from planner.records import Quarters

Rates = tuple[Fraction, Fraction, Fraction, Fraction]
"""The rate of each quarter, at its first day."""
NOTHING, NO_QUARTERS = Span(), (0, 0, 0, 0)
ONE = Fraction(1)


def added(excluding: Span, quarters: Quarters, rates: Rates) -> tuple[Span, Quarters]:
    """Return the VAT on an amount excluding VAT, and its part of each quarter, in cents.

    With one rate it is round(amount x rate); where the rate changes within the year it is computed per quarter
    at the rate of its first day, and the line is their sum (DESIGN 6). A pm stays with the amount: its VAT is
    not counted as a second open part.
    """
    if not any(rates):
        return NOTHING, NO_QUARTERS
    if len(set(rates)) == 1:
        vat = excluding.times(rates[0])
        return replace(vat, pm=0) if vat.pm else vat, _four(spread(quarters, rates[0]))
    by_quarter = _four([multiplied(quarter, rate) for quarter, rate in zip(quarters, rates, strict=True)])
    return replace(_like(excluding, sum(by_quarter)), pm=0), by_quarter


def taken_off(including: Span, quarters: Quarters, rates: Rates) -> tuple[Span, Quarters]:
    """Return an amount including VAT without it: round(including / (1 + rate)); VAT is the difference.

    The quoted amount including VAT stands to the cent (DESIGN 6).
    """
    if len(set(rates)) == 1:
        share = 1 / (1 + rates[0])
        return including.times(share), _four(spread(quarters, share))
    by_quarter = _four([rounded(Fraction(quarter) / (1 + rate)) for quarter, rate in zip(quarters, rates, strict=True)])
    return _like(including, sum(by_quarter)), by_quarter


@dataclass(frozen=True, slots=True)
class Priced:
    """A line's amounts: as quoted and at the price level of the offer, excluding VAT and VAT apart, in cents."""

    quoted: Span
    quoted_vat: Span
    excluding: Span
    quarters: Quarters
    vat: Span
    vat_quarters: Quarters
    net: Fraction


def price(amount: Span, quarters: Quarters, basis: Vat, rates: Rates, factor: Fraction) -> Priced:
    """Return a line's amounts at another price level, `factor` being the index from its own to that one."""
    quoted, quoted_quarters, net = amount, quarters, ONE
    if basis is Vat.INCLUDING:
        quoted, quoted_quarters = taken_off(amount, quarters, rates)
        quoted_vat, vat_quarters = amount.less(quoted), _less(quarters, quoted_quarters)
        net = _net(amount, quoted, rates)
    else:
        quoted_vat, vat_quarters = added(quoted, quoted_quarters, rates)
    if factor == 1:
        return Priced(quoted, quoted_vat, quoted, quoted_quarters, quoted_vat, vat_quarters, net)
    indexed = quoted.times(factor)
    indexed_quarters = _four(spread(quoted_quarters, factor))
    indexed_vat, vat_quarters = added(indexed, indexed_quarters, rates)
    return Priced(quoted, quoted_vat, indexed, indexed_quarters, indexed_vat, vat_quarters, net)


def _net(amount: Span, quoted: Span, rates: Rates) -> Fraction:
    if len(set(rates)) == 1:
        return 1 / (1 + rates[0])
    return Fraction(quoted.expected, amount.expected) if amount.expected else ONE


def _less(first: Quarters, second: Quarters) -> Quarters:
    return (first[0] - second[0], first[1] - second[1], first[2] - second[2], first[3] - second[3])


def _like(base: Span, expected: int) -> Span:
    """Return a span with this expected amount whose ends lie in proportion to those of another span."""
    if base.low == base.high or not base.expected:
        return Span(expected, expected, expected, base.pm)
    share = Fraction(expected, base.expected)
    return Span(multiplied(base.low, share), expected, multiplied(base.high, share), base.pm)


def _four(parts: list[int] | tuple[int, ...]) -> Quarters:
    first, second, third, fourth = parts
    return (first, second, third, fourth)
