"""Gives lines whose layout has no Regel the one of last year's line that says the same; pure.

Reading makes such an identity from what seldom changes, so that it stays from version to version. Last year's
assignment may know the line by its own Regel: then that is who it is, for the bridge and for what is compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.dutch import plain
from planner.records import Line, PricedLine, Quote

Said = tuple[str, str, str, str]


def adopted(quotes: Iterable[Quote], last: Sequence[PricedLine]) -> tuple[Quote, ...]:
    """Return the quotes with the identities of last year's lines where theirs were made; in every other as it is."""
    return tuple(
        _adopted(quote, [one.line for one in last if one.quote.party == quote.party])
        if any(map(_is_made, quote.lines))
        else quote
        for quote in quotes
    )


def _adopted(quote: Quote, last: Sequence[Line]) -> Quote:
    there = {line.id.casefold() for line in quote.lines}
    known, mine = _by_words(one for one in last if one.id.casefold() not in there), _by_words(quote.lines)
    ids: dict[str, str] = {}
    for said, lines in mine.items():
        same = known.get(said, [])
        # Of lines that say the same only the order tells them apart, and that only where there are as many.
        if len(same) == len(lines) and all(map(_is_made, lines)):
            ids |= {line.id: old.id for line, old in zip(lines, same, strict=True)}
    return replace(quote, lines=tuple(replace(line, id=ids.get(line.id, line.id)) for line in quote.lines))


def _by_words(lines: Iterable[Line]) -> dict[Said, list[Line]]:
    found: dict[Said, list[Line]] = {}
    for line in lines:
        words = (line.product, line.heading, line.cost_type, line.description)
        first, second, third, fourth = (plain(word).casefold() for word in words)
        found.setdefault((first, second, third, fourth), []).append(line)
    return found


def _is_made(line: Line) -> bool:
    """Tell whether no cell holds the identity of a line, so that reading made it."""
    return line.origin.table.column("id") is None and not any(name == "id" for name, _ in line.origin.other)
