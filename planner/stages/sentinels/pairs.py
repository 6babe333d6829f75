"""A line beside the same line of last year, what that lets one expect, and how a slip is told; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from planner.agreement import Role
from planner.calculations import indexing, slips
from planner.calculations.indexing import MissingIndex
from planner.money import cents, euros
from planner.problems import Problem, Words, problem
from planner.records import Line, PricedLine

NOTICED = Fraction(1, 1000)
"""An index below this cannot be told from rounding."""
LEAST = 3
"""So many others make a witness."""
LABELS = {"rate": "Tarief", "quantity": "Aantal", "amount": "Bedrag", "total_cost": "Totale kosten"}


Key = tuple[str, Role, str]


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

    @property
    def same_quantity(self) -> bool:
        """Tell whether a rate stands beside the same quantity; what has no rate has none."""
        return self.field != "rate" or self.new.line.quantity == self.old.line.quantity

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


@dataclass(frozen=True)
class Others:
    """The other lines of a quote, as witnesses; everything is counted once."""

    lines: Sequence[PricedLine]
    pairs: Mapping[Key, Pair]

    def stable(self, pair: Pair) -> bool:
        """Tell whether nearly all other prices are last year's, as they were or indexed.

        Then one that is exactly 1,21 times last year's is no coincidence, also where its quantity changed.
        """
        kept, count = self._kept - pair.kept, len(self.pairs) - 1
        return kept >= LEAST and kept * 5 >= count * 4

    @cached_property
    def _kept(self) -> int:
        return sum(pair.kept for pair in self.pairs.values())

    @cached_property
    def indexed(self) -> Counter[tuple[str, bool]]:
        """Return how many lines of each cost type are indexed, and how many are last year's as they were."""
        told = ((pair.new.line.cost_type, pair.indexed) for pair in self.pairs.values())
        return Counter((cost_type, one) for cost_type, one in told if one is not None)

    @cached_property
    def rates(self) -> dict[tuple[str, str], list[Decimal]]:
        """Return the rates of each unit and cost type, lowest first."""
        found: dict[tuple[str, str], list[Decimal]] = {}
        for one in self.lines:
            if one.line.rate and one.line.unit:
                found.setdefault((one.line.unit.casefold(), one.line.cost_type), []).append(one.line.rate)
        return {key: sorted(rates) for key, rates in found.items()}

    @cached_property
    def subjects(self) -> Counter[tuple[str, str, str]]:
        """Return how many lines there are of each product, heading and cost type."""
        return Counter((one.line.product, one.line.heading, one.line.cost_type) for one in self.lines)


@dataclass(frozen=True, slots=True)
class Index:
    """The index between two price levels, by cost type."""

    rates: Mapping[tuple[str, int], Decimal]
    series: Mapping[str, str | None]
    _known: dict[tuple[str, int, int], Fraction | None] = field(default_factory=dict)

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


def told(
    code: str,
    line: PricedLine,
    field: str,
    figures: tuple[Fraction, Fraction],
    said: Words,
    *,
    factor: Fraction = Fraction(1),
) -> Problem:
    """Return the warning of a slip at the cell of a field: what stands there and what was expected, and by what."""
    heading = LABELS.get(field) or f"Raming {field.partition(':')[2]}"
    return problem(
        code,
        line.line.origin.cell(field),
        heading=heading,
        found=_decimal(figures[0]),
        expected=_decimal(figures[1]),
        factor=shown(factor),
        compared=said,
    )


def last(pair: Pair) -> Words:
    """Return what a line was compared with: the same line of last year."""
    quote = pair.old.quote
    return Words(
        f"regel {pair.old.line.id} van de opdracht {quote.year}", f"line {pair.old.line.id} of assignment {quote.year}"
    )


def _decimal(found: Fraction) -> Decimal:
    return euros(cents(found))


def shown(factor: Fraction) -> Words:
    """Return a factor for people: 1.000, 1/1.000, 1,21."""
    if factor.denominator == 1:
        return Words(f"{int(factor):,}".replace(",", "."), f"{int(factor):,}")
    if factor.numerator == 1:
        return Words(f"1/{factor.denominator:,}".replace(",", "."), f"1/{factor.denominator:,}")
    shown = f"{float(max(factor, 1 / factor)):.4f}".rstrip("0")
    sign = "" if factor > 1 else "1/"
    return Words(sign + shown.replace(".", ","), sign + shown)
