"""A figure: an amount with the rule that made it and what it was made of, down to lines and their cells.

Trace, verification and the decision pack stand on this; it knows no stage and no way of showing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.amounts import Amount, Basis, Span
from planner.places import Origin, Place


class Rule(StrEnum):
    """How a figure was made (DESIGN 6); the texts for readers stand with the writers."""

    AS_TYPED = "as typed"
    SUM = "sum"
    DIFFERENCE = "first less second"
    INDEXED = "amount x index, rounded"
    NOMINAL = "compared as it stands, not indexed"
    CONVERTED = "VAT off, index and round, VAT on and round"
    SHARE = "share of the financing key"
    BRIDGE = "part of the change since last year"


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount that can say where it comes from.

    `source` and `field` name the cell for a figure that was typed; `parts` are the figures that it was made of.
    """

    code: str
    amount: Amount
    rule: Rule
    parts: tuple["Figure", ...] = ()
    source: Origin | None = None
    field: str = ""

    @property
    def cents(self) -> int:
        """Return the expected cents, which tables show."""
        return self.amount.cents

    @property
    def place(self) -> Place | None:
        """Return the cell that the figure was typed in, None for a calculated one."""
        return self.source.cell(self.field) if self.source else None

    def leaves(self) -> Iterator["Figure"]:
        """Yield the typed figures that this one was made of."""
        if self.source:
            yield self
        for part in self.parts:
            yield from part.leaves()


def total(code: str, parts: Iterable[Figure], basis: Basis) -> Figure:
    """Return the sum of figures on one basis. Raises MixedBasis where a part stands on another."""
    figures = tuple(parts)
    low = expected = high = pm = 0
    for figure in figures:  # in plain integers: a heading may hold tens of thousands of lines
        span = figure.amount.on(basis)
        low, expected, high, pm = low + span.low, expected + span.expected, high + span.high, pm + span.pm
    return Figure(code, Amount(Span(low, expected, high, pm), basis), Rule.SUM, figures)


def difference(code: str, first: Figure, second: Figure) -> Figure:
    """Return first less second. Raises MixedBasis where they stand on different bases."""
    return Figure(code, first.amount - second.amount, Rule.DIFFERENCE, (first, second))
