"""A foreign sheet as plain values, and what is known to recognise them by; opens no workbook."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from planner.agreement import Role
from planner.dutch import is_pm, plain, read_number
from planner.money import exact
from planner.records import Reference
from planner.stages.mapping.words import COST_TYPES, RECURRING

Value = str | int | float | bool | date | time | timedelta | None
LOOKED_AT = 40
"""The heading row is proposed from so many rows."""


@dataclass(frozen=True)
class Grid:
    """One sheet: its name and its values by row and column, from 1."""

    name: str
    rows: Mapping[int, Mapping[int, Value]]

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
        )

    def code(self, name: str, text: str) -> str | None:
        """Return the code that a word stands for, None where it is not known as it is."""
        return self.words.get(name, {}).get(text.casefold())

    def first_word(self, text: str) -> str | None:
        """Return the code of the product that a text begins with."""
        return self.code("product", re.split(r"[\s:–]", text, maxsplit=1)[0])
