"""The other lines of a quote as witnesses: how they stand to last year, their rates, and how round they are; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from planner.agreement import Role
from planner.records import INCOME_COST_TYPE, PricedLine
from planner.stages.sentinels.pairs import Pair, figure

LEAST = 3
"""So many others make a witness."""
MANY = 7
"""So many others make one of what is only about right."""
GRAINS = (1000, 500, 100, 50)
"""To what people round what they estimate."""
_SMALL = 10
"""So many times smaller than every other is out of range."""

Key = tuple[str, Role, str]


@dataclass(frozen=True, slots=True)
class Card:
    """The rates of a unit and cost type that more than one line has, each with its lines; of how many, of all."""

    shared: Mapping[Decimal, Sequence[PricedLine]]
    count: int
    every: int


@dataclass(frozen=True)
class Others:
    """The other lines of a quote, as witnesses, all counted once. `cards` are the rate cards of all quotes."""

    lines: Sequence[PricedLine]
    pairs: Mapping[Key, Pair]
    cards: Mapping[tuple[str, str], Card]

    def stable(self, pair: Pair) -> bool:
        """Tell whether nearly all other prices are last year's, as they were or indexed.

        Then a rate that is exactly 1,21 times last year's is no coincidence: there are only so many rates.
        """
        kept, count = self._kept - pair.kept, len(self.pairs) - 1
        return kept >= LEAST and kept * 10 >= count * 9

    @cached_property
    def _kept(self) -> int:
        return sum(pair.kept for pair in self.pairs.values())

    def steady(self, pair: Pair) -> bool:
        """Tell whether nearly all other amounts are about last year's: then one that is not stands out."""
        steady, count = self._steady - pair.steady, len(self.pairs) - 1
        return steady >= MANY and steady * 10 >= count * 9

    @cached_property
    def _steady(self) -> int:
        return sum(pair.steady for pair in self.pairs.values())

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

    def carded(self, line: PricedLine) -> Mapping[Decimal, Sequence[PricedLine]]:
        """Return the rates that lines share, each with those lines, where this line is not on the card."""
        own = line.line
        card = self.cards.get((own.unit.casefold(), own.cost_type)) if own.rate and own.unit else None
        if card is None or own.rate in card.shared or card.count <= LEAST or card.count * 5 < (card.every - 1) * 4:
            return {}
        return card.shared

    def grain(self, line: PricedLine, field: str) -> int | None:
        """Return to what the others are rounded, where this line is not: amounts without rate, quantities by unit."""
        grain, found = self._grain(line, field), figure(line.line, field)
        return grain if grain and found and found % grain else None

    def rounder(self, line: PricedLine, field: str, factor: Fraction) -> bool:
        """Tell whether a figure is as round as the others only when a factor is taken off.

        A smaller one is not round itself, a larger one is so many times rounder than nearly all others.
        """
        grain, found = self._grain(line, field), figure(line.line, field)
        if not grain or not found or (found / factor) % grain:
            return False
        if factor < 1:
            return bool(found % grain)
        rest = self._typed(line, field)
        return (_fitting(rest, int(grain * factor)) - 1) * 5 <= len(rest) - 1

    def _grain(self, line: PricedLine, field: str) -> int | None:
        rest, found = self._typed(line, field), figure(line.line, field)
        if found not in rest:
            return None
        for grain in GRAINS:
            fits = self._fits[id(rest), grain] - (not found % grain)
            if fits > LEAST and fits * 10 >= (len(rest) - 1) * 9:
                return grain
        return None

    def _typed(self, line: PricedLine, field: str) -> list[Fraction]:
        """Return the figures that are typed as this one is, its own with them."""
        if field == "quantity":
            return self._quantities.get(line.line.unit.casefold(), [])
        return self._amounts.get("", [])

    @cached_property
    def _fits(self) -> dict[tuple[int, int], int]:
        """Return how many of each list of figures are rounded to each grain."""
        lists = (*self._quantities.values(), *self._amounts.values())
        return {(id(one), grain): _fitting(one, grain) for one in lists for grain in GRAINS}

    def below(self, line: PricedLine, field: str) -> bool:
        """Tell whether a figure lies far below all others of its kind."""
        peers = self._quantities if field == "quantity" else self._all
        rest = sorted(peers.get(line.line.unit.casefold() if field == "quantity" else "", ()))
        found = figure(line.line, field)
        return bool(found) and len(rest) > LEAST and rest[0] == found and rest[1] >= rest[0] * _SMALL

    def most(self, line: PricedLine) -> bool:
        """Tell whether the quantity of a line lies far above all others of its unit."""
        found = figure(line.line, "quantity")
        rest = sorted(self._quantities.get(line.line.unit.casefold(), ()))
        return found is not None and len(rest) > LEAST and rest[-1] == found >= rest[-2] * _SMALL

    @cached_property
    def _quantities(self) -> dict[str, list[Fraction]]:
        with_one = [one.line for one in self.lines if one.line.quantity]
        return _by((one.unit.casefold(), Fraction(one.quantity or 0)) for one in with_one)

    @cached_property
    def _amounts(self) -> dict[str, list[Fraction]]:
        return _by(("", figure(one.line, "amount") or Fraction(0)) for one in self.lines if _plain(one))

    @cached_property
    def _all(self) -> dict[str, list[Fraction]]:
        found = (figure(one.line, "amount") for one in self.lines if one.line.cost_type != INCOME_COST_TYPE)
        return _by(("", one) for one in found if one)

    @cached_property
    def largest(self) -> list[PricedLine]:
        """Return the two lines with the largest amounts, the largest first."""
        certain = [one for one in self.lines if one.line.amount.certain]
        return sorted(certain, key=lambda one: one.line.amount.expected, reverse=True)[:2]

    @cached_property
    def subjects(self) -> Counter[tuple[str, str, str]]:
        """Return how many lines there are of each product, heading and cost type."""
        return Counter(subject(one) for one in self.lines)

    @cached_property
    def totals(self) -> dict[tuple[str, str, str], Fraction]:
        """Return what the lines of each product, heading and cost type ask together, in euros."""
        found: dict[tuple[str, str, str], Fraction] = {}
        for one in self.lines:
            found[subject(one)] = found.get(subject(one), Fraction(0)) + Fraction(one.line.amount.expected, 100)
        return found


def _fitting(figures: Iterable[Fraction], grain: int) -> int:
    return sum(not one % grain for one in figures)


def subject(line: PricedLine) -> tuple[str, str, str]:
    """Return what a line is about: product, heading and cost type."""
    return (line.line.product, line.line.heading, line.line.cost_type)


def rate_cards(lines: Iterable[PricedLine]) -> dict[tuple[str, str], Card]:
    """Return the rate card of each unit and cost type in the quotes."""
    found: dict[tuple[str, str], dict[Decimal, list[PricedLine]]] = {}
    for one in lines:
        if one.line.rate and one.line.unit:
            key = (one.line.unit.casefold(), one.line.cost_type)
            found.setdefault(key, {}).setdefault(one.line.rate, []).append(one)
    return {key: _card(rates) for key, rates in found.items()}


def _card(rates: Mapping[Decimal, Sequence[PricedLine]]) -> Card:
    shared = {rate: lines for rate, lines in rates.items() if len(lines) > 1}
    count = sum(map(len, shared.values()))
    return Card(shared, count, sum(map(len, rates.values())))


def _plain(line: PricedLine) -> bool:
    own = line.line
    typed = not own.rate and own.total_cost is None and own.amount.certain
    return typed and bool(own.amount.expected) and own.cost_type != INCOME_COST_TYPE


def _by(pairs: Iterable[tuple[str, Fraction]]) -> dict[str, list[Fraction]]:
    found: dict[str, list[Fraction]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
