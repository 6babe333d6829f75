"""Who pays: the total of each cost category split over the paying parties, for the offer and for the ceilings.

Pure. Per category the total including VAT; where the key changes within the year, per quarter with the key of its
first day (a ceiling is spread evenly over the quarters for that: assumption, a frame has no quarters).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planner import money
from planner.agreement import quarter_starts
from planner.calculations.financing import Band, Financing, Share, finance, together
from planner.places import Place
from planner.problems import Problem, problem
from planner.records import Offer, Quarters, Reference


@dataclass(frozen=True, slots=True)
class Paid:
    """The financing of one total: cents by payer for each cost category; None where the key does not allow it."""

    by_category: tuple[tuple[str, Financing | None], ...]

    @property
    def total(self) -> Financing | None:
        """Return the financing of all categories together; None where one of them has none."""
        parts = [financing for _, financing in self.by_category]
        return None if None in parts else together([part for part in parts if part])


class Key:
    """The financing key of one year, by category and quarter."""

    def __init__(self, reference: Reference, year: int, faulty: frozenset[str]) -> None:
        """`faulty` are the categories whose key has an error, for which nothing can be split."""
        self._reference = reference
        self._days = quarter_starts(year)
        self._faulty = faulty
        self.problems: dict[Problem, None] = {}

    def split(self, category: str, quarters: Quarters) -> Financing | None:
        """Split the four quarters of a category's total; None where the key has an error or does not hold."""
        if category in self._faulty:
            return None
        bands = [self._bands(category, day) for day in self._days]
        if all(one == bands[0] for one in bands):
            if bands[0]:
                return finance(sum(quarters), bands[0])
            self._missing(category, self._days[0])
            return None
        parts: list[Financing] = []
        for cents, one, day in zip(quarters, bands, self._days, strict=True):
            if not one and cents:
                self._missing(category, day)
                return None
            parts += [finance(cents, one)] if one else []
        return together(parts)

    def _bands(self, category: str, day: date) -> tuple[Band, ...]:
        """Return the bands of a category on a day, lowest first."""
        rows = [s for s in self._reference.key if s.category == category and s.period.holds(day)]
        return tuple(
            Band(
                start,
                tuple(
                    Share(row.payer, Fraction(row.share), row.maximum, row.rest_to)
                    for row in rows
                    if row.band_from == start
                ),
            )
            for start in sorted({row.band_from for row in rows})
        )

    def _missing(self, category: str, day: date) -> None:
        rows = self._reference.key
        workbook = self._reference.general.origin.table.workbook
        where = rows[0].origin.table.heading("category") if rows else Place(workbook, "Verdeelsleutel", "A1")
        self.problems[problem("key-missing", where, found=category, day=day)] = None


def of_offer(offer: Offer, key: Key) -> Paid:
    """Return who pays the known part of the offer, including VAT."""
    totals: dict[str, list[int]] = {}
    for line in offer.lines:
        quarters = totals.setdefault(line.category, [0, 0, 0, 0])
        for i, (cents, vat) in enumerate(zip(line.quarters, line.vat_quarters, strict=True)):
            quarters[i] += cents + vat
    return Paid(tuple((category, key.split(category, (q[0], q[1], q[2], q[3]))) for category, q in totals.items()))


def of_ceilings(ceilings: Mapping[str, int], reference: Reference, key: Key) -> Paid:
    """Return who pays the ceilings (cents by heading), as they are compared."""
    categories = {heading.code: heading.category for heading in reference.headings}
    totals: dict[str, int] = {}
    for heading, cents in ceilings.items():
        totals[categories[heading]] = totals.get(categories[heading], 0) + cents
    found = []
    for category, total in totals.items():
        first, second, third, fourth = money.split(total, (1, 1, 1, 1))
        found.append((category, key.split(category, (first, second, third, fourth))))
    return Paid(tuple(found))
