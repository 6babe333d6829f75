"""VAT of one line, on and off, with rates that may change by quarter; knows no relations and no sheets."""

from dataclasses import replace
from fractions import Fraction

from planner.amounts import Span
from planner.money import multiplied, rounded, spread
from planner.records import Quarters

Rates = tuple[Fraction, Fraction, Fraction, Fraction]
"""The rate of each quarter, at its first day."""


def added(excluding: Span, quarters: Quarters, rates: Rates) -> tuple[Span, Quarters]:
    """Return the VAT on an amount excluding VAT, and its part of each quarter, in cents.

    With one rate it is round(amount x rate); where the rate changes within the year it is computed per quarter
    at the rate of its first day, and the line is their sum (DESIGN 6). A pm stays with the amount: its VAT is
    not counted as a second open part.
    """
    if len(set(rates)) == 1:
        vat = excluding.times(rates[0])
        return replace(vat, pm=0), _four(spread([quarter * rates[0] for quarter in quarters]))
    by_quarter = _four([multiplied(quarter, rate) for quarter, rate in zip(quarters, rates, strict=True)])
    return replace(_like(excluding, sum(by_quarter)), pm=0), by_quarter


def taken_off(including: Span, quarters: Quarters, rates: Rates) -> tuple[Span, Quarters]:
    """Return an amount including VAT without it: round(including / (1 + rate)); VAT is the difference.

    The quoted amount including VAT stands to the cent (DESIGN 6).
    """
    if len(set(rates)) == 1:
        share = 1 / (1 + rates[0])
        return including.times(share), _four(spread([quarter * share for quarter in quarters]))
    by_quarter = _four([rounded(Fraction(quarter) / (1 + rate)) for quarter, rate in zip(quarters, rates, strict=True)])
    return _like(including, sum(by_quarter)), by_quarter


def _like(base: Span, expected: int) -> Span:
    """Return a span with this expected amount whose ends lie in proportion to those of another span."""
    if base.low == base.high or not base.expected:
        return Span(expected, expected, expected, base.pm)
    share = Fraction(expected, base.expected)
    return Span(multiplied(base.low, share), expected, multiplied(base.high, share), base.pm)


def _four(parts: list[int] | tuple[int, ...]) -> Quarters:
    first, second, third, fourth = parts
    return (first, second, third, fourth)
