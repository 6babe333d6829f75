"""Digests of what records say: notices another figure, and no opening, saving, renaming or moving of rows.

Independent of files, cells and paths (origins do not count), with exact decimals. Pure.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from planner.agreement import quarter_starts
from planner.records.common import OpenItem
from planner.records.mapping import Mapping as Layout
from planner.records.offer import Offer
from planner.records.plans import Frame, Strategy
from planner.records.quotes import Quote
from planner.records.reference import Reference

_UNORDERED = {"lines", "subjects", "risks", "ceilings", "others", "goals", "outlook", "amounts"}
"""Fields whose order says nothing; in the tables of the reference values it does (ties, order of Posten)."""

FRAME, REFERENCE, OPEN = "frame", "reference", "open"
Parts = Mapping[str, str]
"""The digests of what an offer stands on: `frame`, `reference`, `open`, and `quote RWS OBO` for every quote."""


def of_record(record: Quote | Frame | Strategy | Reference | Layout) -> str:
    """Return the digest of one record, in hexadecimal."""
    return _digest(_plain(record))


def of_offer(offer: Offer, frame: Frame | None, reference: Reference) -> Parts:
    """Return the digests of everything that the assessment of an offer stands on.

    Of the reference values only what counts in the year of the offer: another year's index, key, VAT relation or
    calendar changes nothing in this one.
    """
    quotes = {f"quote {quote.organisation} {quote.role}": of_record(quote) for quote in offer.quotes}
    return {
        **quotes,
        OPEN: _digest(sorted(map(_dumped, map(_open, offer.open)))),
        FRAME: of_record(frame) if frame else "",
        REFERENCE: _digest(_in_year(reference, offer.year)),
    }


def whole(parts: Parts) -> str:
    """Return one digest over the digests of an offer."""
    return _digest(dict(parts))


def changed(before: Parts, now: Parts) -> tuple[str, ...]:
    """Return the names of the parts that differ, came or went; those of the quotes first."""
    names = sorted({*before, *now}, key=lambda name: (not name.startswith("quote "), name))
    return tuple(name for name in names if before.get(name) != now.get(name))


def _open(item: OpenItem) -> list[Any]:
    return [
        item.reason,
        sorted(item.headings),
        item.organisation,
        item.role and str(item.role),
        item.line,
        item.may_be_negative,
    ]


def _in_year(reference: Reference, year: int) -> dict[str, Any]:
    """Return the reference values as the calculation of a year sees them, with its quarters in place of dates."""
    return {
        "headings": _plain(reference.headings),
        "payers": _plain(reference.payers),
        "cost_types": _plain(reference.cost_types),
        "indices": [_plain(rate) for rate in reference.indices if rate.year <= year],
        "parties": _held(reference.parties, year),
        "products": _held(reference.products, year),
        "vat": _held(reference.vat, year),
        "key": _held(reference.key, year),
    }


def _held(rows: Iterable[Any], year: int) -> list[Any]:
    """Return the rows that hold in a quarter of the year; parties, keys and products are tested on its first day."""
    days = quarter_starts(year)
    found = []
    for row in rows:
        quarters = [row.period.holds(day) for day in days]
        if any(quarters):
            found.append([quarters, {name: _plain(getattr(row, name)) for name in _names(row) if name != "period"}])
    return found


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it, one way only."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {name: _field(name, getattr(value, name)) for name in _names(value)}
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise TypeError(f"no record holds a {type(value).__name__}")
    return str(value)


def _field(name: str, value: Any) -> Any:
    plain = _plain(value)
    return sorted(plain, key=_dumped) if name in _UNORDERED and isinstance(plain, list) else plain


def _names(record: Any) -> list[str]:
    return [field.name for field in fields(record) if field.compare]


def _dumped(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _digest(value: Any) -> str:
    return hashlib.sha256(_dumped(value).encode()).hexdigest()
