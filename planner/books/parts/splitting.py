"""The split of one total over a key, worked out step by step as its formulas do; knows no sheets.

Largest remainder in cents, bands and caps as in `calculations.financing`; that module owns the outcome, this one
shows the way there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.money import rounded
from planner.records import KeyShare

FINE = 10**5
"""Parts of a cent to which a remainder is rounded before it is ranked: what binary numbers leave is far less."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One row of the key in the split of one total; all amounts in cents."""

    end: int | None
    shares: Fraction
    part: int
    whole: int
    remainder: Fraction
    rank: int
    piece: int
    kept: int

    @property
    def beyond(self) -> int:
        """Return what the maximum cuts off."""
        return self.piece - self.kept


def worked(total: int, rows: Sequence[KeyShare]) -> list[Worked]:
    """Return the split of a total over the rows of a key, in their order."""
    starts = sorted({row.band_from for row in rows})
    found = []
    for i, row in enumerate(rows):
        band = [j for j, other in enumerate(rows) if other.band_from == row.band_from]
        shares = sum((Fraction(rows[j].share) for j in band), Fraction(0))
        part, end = _part(total, row.band_from, starts)
        fine = {j: rounded(abs(part) * Fraction(rows[j].share) / shares * FINE) for j in band}
        rest = {j: amount % FINE for j, amount in fine.items()}
        rank = 1 + sum(rest[j] > rest[i] or (rest[j] == rest[i] and j < i) for j in band)
        missing = abs(part) - sum(amount // FINE for amount in fine.values())
        whole = fine[i] // FINE
        piece = (whole + (rank <= missing)) * (-1 if part < 0 else 1)
        kept = piece if row.maximum is None else min(piece, row.maximum)
        found.append(Worked(end, shares, part, whole, Fraction(rest[i], FINE), rank, piece, kept))
    return found


def _part(total: int, start: int, starts: Sequence[int]) -> tuple[int, int | None]:
    """Return the part of a total in a band, and where the band ends."""
    end = next((other for other in starts if other > start), None)
    if total < 0:
        return (total if start == starts[0] else 0), end
    return max(0, (total if end is None else min(total, end)) - start), end
