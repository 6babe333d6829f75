"""Amounts that know what they are: lowest, expected and highest cents at one price level and VAT basis.

Knows no workbooks and no lines. Lines hold a `Span` (the basis stands on their quote); an `Amount` appears
where lines of one basis are added, and refuses to be added to another basis.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from planner.money import Number, multiplied


class Vat(StrEnum):
    """Whether an amount holds VAT (btw: exclusief, inclusief)."""

    EXCLUDING = "excluding"
    INCLUDING = "including"


@dataclass(frozen=True, slots=True)
class Basis:
    """The price level (the year in whose prices) and VAT basis of an amount."""

    price_level: int
    vat: Vat


class MixedBasis(TypeError):
    """Two amounts at another price level or VAT basis were added: an error in our code, never in a file."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole cents from lowest to highest, and how many parts are not known (pm).

    A plain number has lowest = expected = highest; a range has its middle as expected; a pm-post counts
    nothing in any of the three but leaves `pm` above zero, and never prints as a certain total.
    """

    low: int = 0
    expected: int = 0
    high: int = 0
    pm: int = 0

    @classmethod
    def of(cls, cents: int) -> Self:
        """Return a certain amount in cents."""
        return cls(cents, cents, cents)

    @property
    def certain(self) -> bool:
        """Tell whether the amount is one number, without range or pm."""
        return not self.pm and self.low == self.high

    def __add__(self, other: "Span") -> "Span":
        return Span(
            self.low + other.low,
            self.expected + other.expected,
            self.high + other.high,
            self.pm + other.pm,
        )

    def __neg__(self) -> "Span":
        return Span(-self.high, -self.expected, -self.low, self.pm)

    def __sub__(self, other: "Span") -> "Span":
        return self + -other

    def less(self, part: "Span") -> "Span":
        """Return what is left of a span when a part that moves with it is taken out; pm stays with the part.

        Unlike subtraction, which takes the two ends as independent: VAT is the amount including it less the
        amount without it, at the lowest as at the highest.
        """
        return Span(self.low - part.low, self.expected - part.expected, self.high - part.high)

    def times(self, factor: Number) -> "Span":
        """Return the span times an exact factor of zero or more, each end rounded once."""
        expected = multiplied(self.expected, factor)
        if self.low == self.high:
            return Span(expected, expected, expected, self.pm)
        return Span(multiplied(self.low, factor), expected, multiplied(self.high, factor), self.pm)


PM = Span(pm=1)
"""An amount that is not known yet (pm-post)."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A span with its basis; adding or subtracting another basis raises MixedBasis."""

    span: Span
    basis: Basis

    @classmethod
    def of(cls, cents: int, basis: Basis) -> Self:
        """Return a certain amount in cents on a basis."""
        return cls(Span.of(cents), basis)

    @property
    def cents(self) -> int:
        """Return the expected cents, the figure that tables show."""
        return self.span.expected

    def __add__(self, other: "Amount") -> "Amount":
        return replace(self, span=self.span + other.on(self.basis))

    def __sub__(self, other: "Amount") -> "Amount":
        return replace(self, span=self.span - other.on(self.basis))

    def on(self, basis: Basis) -> Span:
        """Return the span, which must stand on this basis. Raises MixedBasis where it does not."""
        if self.basis is not basis and self.basis != basis:
            raise MixedBasis(f"{basis} and {self.basis}: convert one of them first")
        return self.span
