"""A foreign sheet as plain values, and what is known to recognise them by; opens no workbook."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from planner.agreement import Role
from planner.dutch import is_pm, plain, read_number
from planner.excel.condense import Merge
from planner.excel.foreign.naming import names
from planner.money import exact
from planner.records import Reference
from planner.stages.mapping.words import COST_TYPES, NUMBERED, RECURRING, closest

Value = str | int | float | bool | date | time | timedelta | None
LOOKED_AT = 40
"""The heading row is proposed from so many rows."""


@dataclass(frozen=True)
class Grid:
    """One sheet: its name, its values by row and column, from 1, and its merged ranges."""

    name: str
    rows: Mapping[int, Mapping[int, Value]]
    merges: tuple[Merge, ...] = ()

    def headings(self, row: int) -> dict[int, tuple[str, ...]]:
        """Return the names of the columns by a row of headings and what stands above it."""
        return names(self.shown, self.merges, row, {*self.rows.get(row, {}), *self.rows.get(row - 1, {})})

    def is_merged_down(self, row: int, column: int) -> bool:
        """Tell whether a cell is part of a range that goes over more rows."""
        return any(m.top < m.bottom and m.left <= column <= m.right and m.top <= row <= m.bottom for m in self.merges)

    def text(self, row: int, column: int) -> str:
        """Return what a cell says as text, without spaces around it; empty for numbers and dates."""
        value = self.rows.get(row, {}).get(column)
        return plain(value) if isinstance(value, str) else ""

    def shown(self, row: int, column: int) -> str:
        """Return what a heading says, a bare year as well."""
        value = self.rows.get(row, {}).get(column)
        if isinstance(value, float) and value == int(value):
            value = int(value)
        return "" if value is None or isinstance(value, bool) else plain(str(value))

    def number(self, row: int, column: int) -> Decimal | None:
        """Return a number, also one typed as text; None for anything else."""
        value = self.rows.get(row, {}).get(column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return exact(value)
        read = read_number(value) if isinstance(value, str) else None
        return read if isinstance(read, Decimal) else None

    def is_amount(self, row: int, column: int) -> bool:
        """Tell whether a cell holds an amount, or says that it is not known yet."""
        value = self.rows.get(row, {}).get(column)
        return self.number(row, column) is not None or (isinstance(value, str) and (is_pm(value) or ".." in value))

    def below(self, row: int) -> Iterator[int]:
        """Yield the rows below a row that hold anything."""
        return (number for number in self.rows if number > row)


@dataclass(frozen=True)
class Known:
    """The codes of the reference values and the words for them: by field, the code of each word in small letters."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    owners: Mapping[str, tuple[str, Role]] = field(default_factory=dict)
    """Who delivers each product, by its code."""

    @classmethod
    def of(cls, reference: Reference | None) -> "Known":
        """Return what the reference values let us recognise; without them only what everybody calls recurring."""
        if reference is None:
            return cls({"recurring": RECURRING})
        products = {product.name.casefold(): product.code for product in reference.products}
        headings = {heading.name.casefold(): heading.code for heading in reference.headings}
        types = {kind.name.casefold(): kind.name for kind in reference.cost_types}
        also = {word: types[name] for name, words in COST_TYPES.items() if name in types for word in words}
        parties = {party.name.casefold(): party.code for party in reference.parties}
        return cls(
            {
                "product": products | {product.code.casefold(): product.code for product in reference.products},
                "heading": headings | {heading.code.casefold(): heading.code for heading in reference.headings},
                "cost_type": also | types,
                "recurring": RECURRING,
            },
            parties | {party.code.casefold(): party.code for party in reference.parties},
            {code: frozenset(p.role for p in reference.parties if p.code == code) for code in parties.values()},
            {product.code: (product.organisation, product.role) for product in reference.products},
        )

    def code(self, name: str, text: str) -> str | None:
        """Return the code that a word stands for, None where it is not known as it is."""
        return self.words.get(name, {}).get(text.casefold())

    def first_word(self, text: str) -> str | None:
        """Return the code of the product that a text begins with."""
        return self.code("product", re.split(r"[\s:–]", text, maxsplit=1)[0])

    def near(self, name: str, text: str, cutoff: float = 0.8) -> str | None:
        """Return the code of the word that a text says or looks like."""
        return self.match(name, text, cutoff)[1]

    def match(self, name: str, text: str, cutoff: float = 0.8) -> tuple[int, str | None]:
        """Return how well a text says a word of a field, from 0 to 3, and its code.

        Also behind a number as in `2.1 Beheer`, somewhere in it as in `Product: RWS-01 - Vergunningcheck`, or nearly.
        """
        words = self.words.get(name, {})
        said = NUMBERED.sub("", text).casefold()
        for one in (text.casefold(), said):
            if one in words:
                return 3, words[one]
        within = [word for word in words if len(word) > 3 and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)]
        if within:
            return 2, words[max(within, key=len)]
        found = closest(said, words, cutoff)
        return (1, words[found]) if found else (0, None)
