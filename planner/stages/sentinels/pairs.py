"""A line beside the same line of last year, and what that lets one expect; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from planner.calculations import indexing, slips
from planner.calculations.indexing import MissingIndex
from planner.money import cents
from planner.records import Line, PricedLine, Reference

NOTICED = Fraction(1, 1000)
"""An index below this cannot be told from rounding."""


@dataclass(frozen=True)
class Pair:
    """A line of the quote with the same line of last year's assignment."""

    new: PricedLine
    old: PricedLine
    factor: Fraction | None
    """The index between their price levels, None where it is not known."""

    @property
    def same_basis(self) -> bool:
        """Tell whether both exclude or both include VAT."""
        return self.new.quote.basis.vat is self.old.quote.basis.vat

    @cached_property
    def unchanged(self) -> bool:
        """Tell whether price, quantity and amount are last year's as they were: most lines are."""
        new, old = self.new.line, self.old.line
        mine, theirs = (
            (line.rate, line.quantity, line.amount, line.total_cost, line.unit, line.share) for line in (new, old)
        )
        return mine == theirs

    @cached_property
    def kept(self) -> bool:
        """Tell whether the price is last year's, as it was or indexed."""
        found = figure(self.new.line, self.field)
        return self.unchanged or any(slips.same(found or 0, one) for one in self.expected(self.field))

    @cached_property
    def indexed(self) -> bool | None:
        """Tell whether the price is last year's indexed; None where it is neither that nor last year's as it was."""
        if self.factor is None or abs(self.factor - 1) < NOTICED or not self.same_basis:
            return None
        if self.unchanged:
            return False
        found, was = figure(self.new.line, self.field), figure(self.old.line, self.field)
        if not found or not was:
            return None
        if slips.same(found, was * self.factor):
            return True
        return False if slips.same(found, was) else None

    @cached_property
    def field(self) -> str:
        """Return the field that says most of the price: the rate, else the whole cost, else the amount."""
        new, old = self.new.line, self.old.line
        if new.rate and old.rate and new.unit.casefold() == old.unit.casefold():
            return "rate"
        return "total_cost" if new.total_cost and old.total_cost and new.share == old.share else "amount"

    @cached_property
    def steady(self) -> bool:
        """Tell whether the amount is about last year's."""
        found, was = figure(self.new.line, "amount"), figure(self.old.line, "amount")
        return bool(found and was) and Fraction(2, 3) <= (found or 1) / (was or 1) <= Fraction(3, 2)

    def expected(self, field: str) -> tuple[Fraction, ...]:
        """Return what last year says of a field: as it was and, for money, indexed."""
        was = figure(self.old.line, field)
        if was is None:
            return ()
        if not self.factor or self.factor == 1 or field == "quantity":
            return (was,)
        return (rounded_to_cents(was * self.factor), was * self.factor, was)


def rounded_to_cents(amount: Fraction) -> Fraction:
    """Return an amount in euros as a workbook shows it."""
    return Fraction(cents(amount), 100)


def figure(line: Line, field: str) -> Fraction | None:
    """Return a figure of a line in euros (a quantity as it is); None where it has none that is certain."""
    if field == "amount":
        return Fraction(line.amount.expected, 100) if line.amount.certain else None
    if field == "total_cost":
        return None if line.total_cost is None else Fraction(line.total_cost, 100)
    found = line.rate if field == "rate" else line.quantity
    return None if found is None else Fraction(found)


@dataclass(frozen=True, slots=True)
class Index:
    """The index between two price levels, by cost type."""

    rates: Mapping[tuple[str, int], Decimal]
    series: Mapping[str, str | None]
    _known: dict[tuple[str, int, int], Fraction | None] = field(default_factory=dict)

    @classmethod
    def of(cls, reference: Reference) -> "Index":
        """Return the index of the reference values."""
        rates = {(rate.series, rate.year): rate.rate for rate in reference.indices}
        return cls(rates, {cost_type.name: cost_type.series for cost_type in reference.cost_types})

    def between(self, cost_type: str, start: int, end: int) -> Fraction | None:
        """Return the factor from one price level to another; None where it is not known."""
        key = (cost_type, start, end)
        if key not in self._known:
            found = (
                indexing.factor(self.rates, self.series[cost_type], start, end) if cost_type in self.series else None
            )
            self._known[key] = None if isinstance(found, MissingIndex) else found
        return self._known[key]

    def factor(self, new: PricedLine, old: PricedLine) -> Fraction | None:
        """Return the factor from the price level of last year's line to that of the new one."""
        levels = old.quote.basis.price_level, new.quote.basis.price_level
        return self.between(new.line.cost_type, *levels)

    def slips(self, cost_type: str, level: int) -> tuple[Fraction, ...]:
        """Return by what a price in a level is off that was indexed once or twice too much or too little."""
        ahead, own = self.between(cost_type, level, level + 1), self.between(cost_type, level - 1, level)
        before = self.between(cost_type, level - 2, level - 1)
        found = [own, ahead, own and ahead and own * ahead, own and 1 / own, own and before and 1 / (own * before)]
        return tuple(one for one in dict.fromkeys(found) if one and abs(one - 1) > NOTICED)
