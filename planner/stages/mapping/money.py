"""Guesses which columns of a foreign sheet hold the amount, later years and quarters; by headings and sums; pure."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.stages.mapping.grid import Grid
from planner.stages.mapping.words import ACTUALS, YEAR, alike, bare

MOST, ENOUGH = 0.8, 0.6
QUARTERS = tuple(f"quarter_{n}" for n in (1, 2, 3, 4))
_NO_MONEY = ("quantity", "rate", "unit", "share", "priority", "id")
_QUARTER = re.compile(r"\b(q|k|kw|kwartaal|quarter)\s*\.?[1-4]\b|\b[1-4]e? ?(kwartaal|kw|q)\b")
_NOT_MONEY = re.compile(r"\b(fte|uren|uur|aantal|tarief|%|perc\w*|verschil|mutatie|delta|groei|index)", re.IGNORECASE)


class Money:
    """The columns with numbers of one sheet, and which of them are amounts; `taken` holds years that are read."""

    def __init__(self, grid: Grid, rows: Sequence[int], names: Mapping[int, tuple[str, ...]], own: int | None) -> None:
        self._grid, self._rows, self._names, self._own = grid, rows, names, own
        self._numeric = [column for column in names if self._numbers(column)]
        self.years: dict[int, int] = {}
        for column in self._numeric:
            if (year := self._year(column)) is not None:
                self.years[column] = year
        self.taken: dict[int, int] = {}

    def settle(self, columns: dict[str, int], why: dict[str, str]) -> None:
        """Put the amount and the quarters among the columns, and keep the columns of later years."""
        own = self._own if self._own in self.years.values() else None
        if own is None and self.years and (self._own is None or self._own > max(self.years.values())):
            own = min(self.years.values()) if len(set(self.years.values())) > 2 else max(self.years.values())
        here = [column for column, year in self.years.items() if year == own] if own else []
        self._quarters(columns, why, own)
        free = [column for column in self._numeric if column not in columns.values()]
        amount, reason = self._amount([c for c in here if c in free], [c for c in free if c not in self.years], columns)
        if amount is None:
            return
        columns["amount"], why["amount"] = amount, reason
        year = self.years.get(amount) or self._own or (min(self.years.values(), default=0) - 1)
        self.taken = {c: y for c, y in self.years.items() if y > year and c in free}
        if amount in self.years:
            self.taken[amount] = year
        if not any(name in columns for name in QUARTERS):
            self._quarters_by_sum(columns, why)

    def _numbers(self, column: int) -> bool:
        filled = [row for row in self._rows if column in self._grid.rows[row]]
        return bool(filled) and sum(self._grid.is_amount(row, column) for row in filled) >= ENOUGH * len(filled)

    def _year(self, column: int) -> int | None:
        """Return the year of a column that holds the amounts of one."""
        for text in self._names[column]:
            match = YEAR.search(text)
            if match and not (ACTUALS.search(text) or _QUARTER.search(text.casefold()) or _NOT_MONEY.search(text)):
                return int(match[0])
        return None

    def _quarters(self, columns: dict[str, int], why: dict[str, str], own: int | None) -> None:
        """Of the quarters of more years take those of the own one."""
        for name in QUARTERS:
            found = [c for c in self._numeric if any(alike(text, name) for text in self._names[c])]
            mine = [c for c in found if own and any(str(own) in text for text in self._names[c])]
            if found and (name not in columns or mine):
                columns[name] = (mine or found)[0]
                why.setdefault(name, "kop")

    def _amount(self, here: Sequence[int], free: Sequence[int], columns: Mapping[str, int]) -> tuple[int | None, str]:
        """Return the column of the amount: what quarters or a product add up to goes before what it is called."""
        quarters = [columns[name] for name in QUARTERS if name in columns]
        product = [columns[name] for name in ("quantity", "rate") if name in columns]
        years = list(self.years)
        for parts, reason in ((quarters, "telling van kwartalen"), (product, "aantal x tarief")):
            made = [c for c in (*here, *free) if len(parts) > 1 and self._adds_up(c, parts, product=parts is product)]
            if made:
                return max(made, key=self._called), reason
        if here:
            return max(here, key=self._called), "jaar in de kop"
        named = [c for c in free if self._called(c) and not self._adds_up(c, years)]
        if named:
            return max(named, key=self._called), "kop"
        rest = [c for c in free if not any(alike(text, name) for text in self._names[c] for name in _NO_MONEY)]
        rest = [c for c in rest if not any(map(_NOT_MONEY.search, self._names[c]))]
        return (rest[0], "de enige kolom met bedragen") if len(rest) == 1 else (None, "")

    def _called(self, column: int) -> float:
        """Return how much a column is called an amount; a bare year is as good as any name."""
        return max(0.9 if not bare(text) else alike(text, "amount") for text in self._names[column])

    def _quarters_by_sum(self, columns: dict[str, int], why: dict[str, str]) -> None:
        """Find four columns beside each other that add up to the amount, where no heading names them."""
        every = {column for row in self._rows for column in self._grid.rows[row]}
        free = sorted(c for c in every - {*columns.values()} - {*self.taken} if self._numbers(c))
        for first in range(len(free) - 3):
            four = free[first : first + 4]
            if four[3] - four[0] == 3 and self._adds_up(columns["amount"], four):
                for name, column in zip(QUARTERS, four, strict=True):
                    columns[name], why[name] = column, "telt op tot het bedrag"
                return

    def _adds_up(self, column: int, parts: Sequence[int], *, product: bool = False) -> bool:
        """Tell whether a column is the sum or product of others in nearly every row that has them; empty is zero."""
        tried = right = 0
        for row in self._rows:
            whole, numbers = self._grid.number(row, column), [self._grid.number(row, part) for part in parts]
            known = [number for number in numbers if number is not None]
            if column in parts or not whole or not known or (product and len(known) < len(parts)):
                continue
            made = known[0] * known[1] if product else sum(known, Decimal(0))
            tried += 1
            right += abs(made - whole) < abs(whole) / 10_000
            right += product and abs(made / 1000 - whole) < abs(whole) / 1000
        return tried >= 2 and right >= MOST * tried
