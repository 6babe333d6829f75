"""Slips of a quote as a whole: its unit, VAT basis or price level is not what most of its lines say; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from planner.amounts import Basis, Vat
from planner.calculations import slips
from planner.money import cents, euros
from planner.problems import Problem, Words, problem
from planner.records import PricedLine, Quote
from planner.stages.sentinels.estimates import Estimates
from planner.stages.sentinels.others import LEAST, Others
from planner.stages.sentinels.pairs import NOTICED, Index, Pair, figure, rounded_to_cents
from planner.stages.sentinels.telling import last, of_strategy, shown

_PRODUCTS = {"amount-not-product", "amount-not-share", "total-not-product"}
_VAT = {Vat.EXCLUDING: Words("exclusief", "excluding"), Vat.INCLUDING: Words("inclusief", "including")}
_ABOUT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class _Says:
    """What the price of a line says beside last year's: at which price level it is, and by what factor of VAT."""

    level: int | None
    """None is indexed twice to the level of the quote."""
    vat: Fraction


def of_products(quote: Quote, problems: Sequence[Problem], rates: Sequence[Fraction]) -> Problem | None:
    """Return the slip that most refused rows share: their amounts are all so many times quantity x rate."""
    about = [one for one in problems if one.code in _PRODUCTS and one.where.workbook == quote.origin.table.workbook]
    factors = (*slips.FACTORS, *(one for rate in rates for one in (1 + rate, 1 / (1 + rate))))
    found = [_nearest(one, factors) for one in about]
    usual, count = _usual(found)
    if usual is None or count < LEAST or count * 5 < len(about) * 3:
        return None
    field, label = ("amounts_in", "Bedragen in") if usual in slips.FACTORS else ("vat", "Btw")
    first = about[found.index(usual)]
    return problem(
        "slip-of-products", quote.origin.cell(field), label=label, factor=shown(usual), count=count, lines=len(about),
        first=first.where, found=first.fact("found") or "", expected=first.fact("expected") or "",
    )  # fmt: skip


def _nearest(one: Problem, factors: Sequence[Fraction]) -> Fraction | None:
    found, expected = one.fact("found"), one.fact("expected")
    if not isinstance(found, Decimal) or not isinstance(expected, Decimal) or not expected:
        return None
    ratio = Fraction(found) / Fraction(expected)
    return next((factor for factor in factors if abs(ratio / factor - 1) <= _ABOUT), None)


def _usual(found: Sequence[Fraction | None]) -> tuple[Fraction | None, int]:
    told = Counter(one for one in found if one)
    return next(iter(told.most_common(1)), (None, 0))


@dataclass(frozen=True)
class Whole:
    """Looks at all lines of a quote together. `asked` is the basis that its request asked, where it answers one.

    `own` are the VAT rates of the party in this year, `rates` those that a slip may be of.
    """

    others: Others
    index: Index
    asked: Basis | None
    own: Sequence[Fraction]
    rates: Sequence[Fraction]

    @cached_property
    def quote(self) -> Quote:
        """Return the quote of the lines."""
        return self.others.lines[0].quote

    def unit(self) -> Problem | None:
        """Return the slip that most amounts share beside last year's: the unit of the workbook."""
        known = ((pair, figure(pair.new.line, "amount")) for pair in self.others.pairs.values())
        found = [(pair, slips.scale(amount, pair.expected("amount"))) for pair, amount in known if amount]
        usual, count = _usual([scale.factor if scale else None for _, scale in found])
        if usual is None or count < LEAST or count * 5 < len(found) * 3:
            return None
        pair, expected = next((one, scale.expected) for one, scale in found if scale and scale.factor == usual)
        amount = figure(pair.new.line, "amount") or Fraction(0)
        return self._of_all(usual, (count, len(found)), (amount, expected), last(pair, "amount"))

    def unit_by_strategy(self, estimates: Estimates) -> Problem | None:
        """Return the slip that a quote without last year has beside the strategy: the unit of the workbook."""
        first = {(one.line.product, one.line.heading, one.line.cost_type): one for one in self.others.lines}
        known = [(self.others.totals[key], known) for key, one in first.items() if (known := estimates.of_line(one))]
        factors = slips.FACTORS[0], slips.FACTORS[2]
        told = [
            next((factor for factor in factors if slips.roughly(total, about, factor)), None)
            for total, (_, _, about) in known
        ]
        usual, count = _usual(told)
        if usual is None or count < LEAST or count * 5 < len(known) * 3:
            return None
        total, (estimate, _, about) = known[told.index(usual)]
        return self._of_all(usual, (count, len(known)), (total, about), of_strategy(estimate, self.quote.year))

    def _of_all(
        self, factor: Fraction, counts: tuple[int, int], figures: tuple[Fraction, Fraction], source: Words
    ) -> Problem:
        found, expected = (euros(cents(one)) for one in figures)
        effect = sum((one * (1 - 1 / factor) for _, one in self._lines()), Fraction(0))
        return problem(
            "slip-of-all", self.quote.origin.cell("amounts_in"), factor=shown(factor), count=counts[0],
            lines=counts[1], found=found, expected=expected, compared=source, effect=euros(cents(effect)),
        )  # fmt: skip

    def basis(self) -> Problem | None:
        """Return the slip of the VAT basis or price level that the header names and most prices do not have."""
        pairs = [pair for pair in self.others.pairs.values() if all(_prices(pair))]
        said = {id(pair): set(self._says(pair)) for pair in pairs}
        told = Counter(one for every in said.values() for one in every)
        usual, count = next(iter(told.most_common(1)), (None, 0))
        same = [pair for pair in pairs if _prices(pair)[0] == _prices(pair)[1]]
        if usual and count >= LEAST and count * 3 >= len(pairs) and count > len(same):
            example = next(pair for pair in pairs if usual in said[id(pair)])
            return self._against(usual, (count, len(pairs)), example)
        if len(same) < LEAST or len(same) * 2 < len(pairs):
            return None
        return self._unchanged(same, len(pairs))

    def _says(self, pair: Pair) -> Iterator[_Says]:
        """Yield what the price of a line can be, to the cent, other than last year's as it was."""
        found, was = _prices(pair)
        cost_type, start = pair.new.line.cost_type, pair.old.quote.basis.price_level
        level = self.quote.basis.price_level
        factors: dict[int | None, Fraction] = {start: Fraction(1)}
        for year in range(min(start, level) - 1, max(start, level) + 2):
            known = self.index.between(cost_type, start, year)
            if known and abs(known - 1) > NOTICED:
                factors[year] = known
        if pair.factor and level in factors and level != start:
            factors[None] = pair.factor * pair.factor
        vat = [Fraction(1), *(one for rate in self.rates for one in (1 + rate, 1 / (1 + rate)))]
        for one, factor in factors.items():
            for times in vat:
                right = was * factor * times
                if abs(factor * times - 1) <= NOTICED or abs(float(found) / float(right) - 1) > 0.01:
                    continue
                if slips.same(found, right) or slips.same(found, rounded_to_cents(was * factor) * times):
                    yield _Says(one, times)

    def _against(self, said: _Says, counts: tuple[int, int], pair: Pair) -> Problem | None:
        """Return the slip of a header that does not say what the prices do."""
        old, new = pair.old.quote.basis, self.quote.basis
        due = {Fraction(1)} if old.vat is new.vat else {_times(rate, new.vat) for rate in (*self.own, *self.rates)}
        if said.vat not in due and not (said.vat == 1 and not any(self.own)):
            return self._vat("slip-vat-of-all", said.vat, counts, pair)
        if said.level is None or said.level not in (old.price_level, new.price_level):
            return self._level("slip-level-of-all", said.level, counts, pair)
        return None

    def _unchanged(self, same: Sequence[Pair], count: int) -> Problem | None:
        """Return what a header slips that names another basis, while prices are last year's to the cent.

        Without a request that asked otherwise it is only noted: somebody may ask the same price on another basis.
        """
        old, new = same[0].old.quote.basis, self.quote.basis
        counts = (len(same), count)
        if old.vat is not new.vat:
            sure = self.asked is not None and self.asked.vat is not new.vat and any(self.own)
            return self._vat("slip-vat-of-all" if sure else "vat-of-last-year", Fraction(1), counts, same[0])
        if any(pair.factor and abs(pair.factor - 1) > NOTICED for pair in same):
            sure = self.asked is not None and self.asked.price_level != new.price_level
            code = "slip-level-of-all" if sure else "prices-of-last-year"
            return self._level(code, old.price_level, counts, same[0])
        return None

    def _vat(self, code: str, factor: Fraction, counts: tuple[int, int], pair: Pair) -> Problem:
        """Tell that prices are `factor` times last year's for VAT, which the header does not say."""
        old, header = pair.old.quote.basis.vat, self.quote.basis.vat
        rate = next((one for one in (*self.own, *self.rates) if one), Fraction(0))
        off = factor / (Fraction(1) if old is header else _times(rate, header))
        times = shown(factor)
        implied = (
            Words(f"nog {_VAT[old].nl} btw", f"still {_VAT[old].en} VAT")
            if factor == 1
            else Words(
                f"tot op de cent {times.nl} keer die van vorig jaar", f"to the cent {times.en} times last year's"
            )
        )
        effect = sum((one * (1 - 1 / off) for _, one in self._lines()), Fraction(0))
        return self._told(code, "vat", (_VAT[header], implied), counts, (pair, effect))

    def _level(self, code: str, level: int | None, counts: tuple[int, int], pair: Pair) -> Problem:
        """Tell that prices are at a level that is not the header's; None is indexed twice."""
        header, old = self.quote.basis.price_level, pair.old.quote.basis.price_level
        effect = Fraction(0)
        for line, amount in self._lines():
            start, end = (old, header) if level is None else (header, level)
            effect += amount * (1 - 1 / (self.index.between(line.line.cost_type, start, end) or Fraction(1)))
        found = str(header)
        implied = (
            Words("die van vorig jaar, twee keer geïndexeerd", "last year's, indexed twice")
            if level is None
            else Words(f"die van prijspeil {level}", f"that of price level {level}")
        )
        return self._told(code, "price_level", (Words(found, found), implied), counts, (pair, effect))

    def _told(
        self, code: str, field: str, said: tuple[Words, Words], counts: tuple[int, int], example: tuple[Pair, Fraction]
    ) -> Problem:
        pair, effect = example
        found, was = (euros(cents(one)) for one in _prices(pair))
        return problem(
            code, self.quote.origin.cell(field), header=said[0], implied=said[1], count=counts[0], lines=counts[1],
            first=pair.new.line.origin.cell(pair.field), found=found, expected=was, compared=last(pair, pair.field),
            effect=euros(cents(effect)),
        )  # fmt: skip

    def _lines(self) -> Iterator[tuple[PricedLine, Fraction]]:
        """Yield the lines of the quote with their amounts in euros."""
        for one in self.others.lines:
            amount = figure(one.line, "amount")
            if amount:
                yield one, amount


def _prices(pair: Pair) -> tuple[Fraction, Fraction]:
    """Return the price of a line and last year's; zero where it is missing."""
    found, was = figure(pair.new.line, pair.field), figure(pair.old.line, pair.field)
    return found or Fraction(0), was or Fraction(0)


def _times(rate: Fraction, to: Vat) -> Fraction:
    return 1 + rate if to is Vat.INCLUDING else 1 / (1 + rate)
