"""Brings a line from the sheet's basis to the offer's: VAT off, index and round, VAT on and round (DESIGN 6).

Knows amounts, rates and factors; which relation and which series apply is said by the stages.
"""

from dataclasses import dataclass
from fractions import Fraction

from planner.amounts import Span, Vat
from planner.calculations import vat
from planner.money import spread
from planner.records import Quarters


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


def price(amount: Span, quarters: Quarters, basis: Vat, rates: vat.Rates, factor: Fraction) -> Priced:
    """Return a line's amounts at another price level, `factor` being the index from its own to that one."""
    quoted, quoted_quarters, net = amount, quarters, Fraction(1)
    if basis is Vat.INCLUDING:
        quoted, quoted_quarters = vat.taken_off(amount, quarters, rates)
        quoted_vat, vat_quarters = amount.less(quoted), _less(quarters, quoted_quarters)
        net = _net(amount, quoted, rates)
    else:
        quoted_vat, vat_quarters = vat.added(quoted, quoted_quarters, rates)
    if factor == 1:
        return Priced(quoted, quoted_vat, quoted, quoted_quarters, quoted_vat, vat_quarters, net)
    indexed = quoted.times(factor)
    first, second, third, fourth = spread([quarter * factor for quarter in quoted_quarters])
    indexed_quarters = (first, second, third, fourth)
    indexed_vat, vat_quarters = vat.added(indexed, indexed_quarters, rates)
    return Priced(quoted, quoted_vat, indexed, indexed_quarters, indexed_vat, vat_quarters, net)


def _net(amount: Span, quoted: Span, rates: vat.Rates) -> Fraction:
    if len(set(rates)) == 1:
        return 1 / (1 + rates[0])
    return Fraction(quoted.expected, amount.expected) if amount.expected else Fraction(1)


def _less(first: Quarters, second: Quarters) -> Quarters:
    return (first[0] - second[0], first[1] - second[1], first[2] - second[2], first[3] - second[3])
