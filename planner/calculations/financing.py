"""Splits a total over paying parties through the bands and caps of the financing key; pure arithmetic in cents.

Source of the kind of key: Hoofdlijnenakkoord financiële afspraken stelselherziening omgevingsrecht (2016);
the shares, bands and caps themselves are data of the sheet `Verdeelsleutel`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.money import split


@dataclass(frozen=True, slots=True)
class Share:
    """One payer in a band: its share, its cap in cents a year (None without) and who pays what the cap cuts off."""

    payer: str
    share: Fraction
    maximum: int | None = None
    rest_to: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the key: the part of the yearly total from `start` cents up to the next band."""

    start: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """What a cap took from one payer and gave to another, in cents; shown as its own line."""

    payer: str
    to: str
    cents: int


@dataclass(frozen=True, slots=True)
class Financing:
    """Cents by payer (rests included), in the order of the key, and the rests among them."""

    shares: tuple[tuple[str, int], ...]
    rests: tuple[Rest, ...] = ()

    def of(self, payer: str) -> int:
        """Return the cents of a payer, zero for one that pays nothing."""
        return dict(self.shares).get(payer, 0)


def finance(total: int, bands: Sequence[Band]) -> Financing:
    """Split a yearly total over the bands (lowest first), each by largest remainder, then cap.

    A negative total falls in the first band. Raises ValueError where the shares of a band add up to nothing.
    """
    cents: dict[str, int] = {}
    rests: list[Rest] = []
    for band, part in zip(bands, _stacked(total, bands), strict=True):
        parts = split(part, [share.share for share in band.shares])
        for share, piece in zip(band.shares, parts, strict=True):
            kept = piece if share.maximum is None else min(piece, share.maximum)
            cents[share.payer] = cents.get(share.payer, 0) + kept
            if piece > kept:
                cents[share.rest_to] = cents.get(share.rest_to, 0) + piece - kept
                rests.append(Rest(share.payer, share.rest_to, piece - kept))
    return Financing(tuple(cents.items()), tuple(rests))


def together(parts: Sequence[Financing]) -> Financing:
    """Return the sum of several financings (cost categories, quarters)."""
    cents: dict[str, int] = {}
    for part in parts:
        for payer, amount in part.shares:
            cents[payer] = cents.get(payer, 0) + amount
    return Financing(tuple(cents.items()), tuple(rest for part in parts for rest in part.rests))


def steps(totals: Sequence[int], bands: Sequence[Band]) -> tuple[Financing, ...]:
    """Split successive totals (by heading in the order of `Posten`, or by quarter) so that they add up.

    The running total goes through bands and caps; each step is the difference of two successive splits.
    """
    before, running, found = Financing(()), 0, []
    for total in totals:
        running += total
        now = finance(running, bands)
        payers = dict.fromkeys([payer for payer, _ in (*before.shares, *now.shares)])
        found.append(Financing(tuple((payer, now.of(payer) - before.of(payer)) for payer in payers)))
        before = now
    return tuple(found)


def _stacked(total: int, bands: Sequence[Band]) -> list[int]:
    """Return the part of a total that falls in each band."""
    if total < 0:
        return [total, *[0] * (len(bands) - 1)]
    ends = [band.start for band in bands[1:]]
    return [
        max(0, (total if end is None else min(total, end)) - band.start)
        for band, end in zip(bands, [*ends, None], strict=True)
    ]
