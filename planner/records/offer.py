"""The consolidated offer: every accepted line at one price level, with its VAT."""

from dataclasses import dataclass
from fractions import Fraction

from planner.agreement import Role
from planner.amounts import Span
from planner.records.common import OpenItem
from planner.records.quotes import Line, Quote

Quarters = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its amounts in cents, excluding VAT and VAT apart.

    `quoted` and `quoted_vat` stand at the price level of the quote (the bridge compares those), `excluding` and
    `vat` at that of the offer. `net` turns a price as quoted into one excluding VAT (1 for a quote excluding VAT).
    """

    quote: Quote
    line: Line
    category: str
    quoted: Span
    quoted_vat: Span
    excluding: Span
    quarters: Quarters
    vat: Span
    vat_quarters: Quarters
    net: Fraction = Fraction(1)

    @property
    def including(self) -> Span:
        """Return the amount including VAT at the price level of the offer."""
        return self.excluding + self.vat

    @property
    def key(self) -> tuple[str, Role, str]:
        """Return organisation, role and Regel: the identity of a line from year to year."""
        return (self.quote.organisation, self.quote.role, self.line.id)


@dataclass(frozen=True, slots=True)
class Offer:
    """All accepted lines of one year at one price level, and what is open beside them.

    `quotes` are those counted, `superseded` the older versions; `parties` is everybody who owes a quote.
    """

    year: int
    price_level: int
    lines: tuple[PricedLine, ...]
    open: tuple[OpenItem, ...]
    quotes: tuple[Quote, ...] = ()
    superseded: tuple[Quote, ...] = ()
