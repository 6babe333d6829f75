"""The change since last year line by line as a live table: old and new amounts, and the parts between them.

The rules are those of `calculations.bridge`. Last year's amounts are inputs here, at their own price level; the new
ones are those of the cost lines, as quoted and excluding VAT.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.agreement import Role
from planner.amounts import Vat
from planner.books.parts.chain import QUARTERS, Structure
from planner.books.parts.formulas import column
from planner.books.parts.lines import Lines
from planner.books.parts.parameters import quarter_relations
from planner.calculations.bridge import Part
from planner.excel.areas import Area, Stack
from planner.records import PricedLine
from planner.tables import Column, Kind
from planner.views import words as said
from planner.views.results import Results

Key = tuple[str, Role, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of last year and the one of this year, either of which may not be there.

    `number` is the place of the new one among the cost lines; `parts` those that the bridge gave it.
    """

    old: PricedLine | None
    new: PricedLine | None
    number: int | None
    parts: dict[Part, int]
    moved: bool

    @property
    def at(self) -> PricedLine:
        """Return the line that the change counts for."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a pair without lines")
        return found


class Changes:
    """The table of changes in its place."""

    def __init__(self, results: Results, stack: Stack, lines: Lines | None) -> None:
        self.results = results
        self.lines = lines
        self.pairs = tuple(_pairs(results))
        parties = {pair.old.quote.party for pair in self.pairs if pair.old}
        self._relations = {party: quarter_relations(results.reference, *party, results.year - 1) for party in parties}
        self.area: Area = stack.place(self._columns(), len(self.pairs))

    def structure(self, old: PricedLine) -> Structure:
        """Return what decides the formulas of an old line; it stays at its own price level."""
        relations = self._relations[old.quote.party]
        uniform = all(one is relations[0] for one in relations)
        return Structure(old.quote.basis.vat is Vat.INCLUDING, False, uniform)

    def _columns(self) -> list[Column]:
        names: list[tuple[str, str, Kind]] = [
            ("heading", "Telt mee op post", Kind.TEXT),
            ("heading_old", "Post vorig jaar", Kind.TEXT),
            ("organisation", "Organisatie", Kind.TEXT),
            ("role", "Rol", Kind.TEXT),
            ("id", "Regel", Kind.TEXT),
            ("description", "Omschrijving", Kind.TEXT),
        ]
        names += [("total", "Verschil", Kind.MONEY), *((part, _heading(part), Kind.MONEY) for part in Part)]
        names += [("moved_vat", "Btw van verschoven", Kind.MONEY)]
        if self.lines:
            names += self._detail()
        widths = {"description": 34.0, "organisation": 13.0, "role": 7.0, "heading": 34.0, "heading_old": 27.0}
        return [column(name, nl, kind, widths.get(name, 0.0)) for name, nl, kind in names]

    def _detail(self) -> Iterable[tuple[str, str, Kind]]:
        year = self.results.year
        before, now = f"{year - 1}", f"{year}"
        yield "new_quantity", f"Aantal {now}", Kind.QUANTITY
        yield "new_rate", f"Tarief {now}", Kind.RATE
        yield "new_ex", f"Exclusief btw {now}", Kind.MONEY
        yield "new_vat", f"Btw {now}", Kind.MONEY
        yield "change", "Mutatie index", Kind.FACTOR
        yield "old_quantity", f"Aantal {before}", Kind.QUANTITY
        yield "old_rate", f"Tarief {before}", Kind.RATE
        yield "amount", f"Bedrag {before}", Kind.MONEY
        yield "pm", f"pm {before}", Kind.COUNT
        structures = [self.structure(pair.old) for pair in self.pairs if pair.old]
        if not all(one.uniform for one in structures):
            yield from ((f"quarter_{k}", f"Kwartaal {k} {before}", Kind.MONEY) for k in QUARTERS)
            yield from ((f"rate_{k}", f"Btw-tarief kw {k} {before}", Kind.SHARE) for k in QUARTERS)
        else:
            yield "rate_1", f"Btw-tarief {before}", Kind.SHARE
        yield "quoted_ex", f"Exclusief btw {before}", Kind.MONEY
        yield "quoted_vat", f"Btw {before}", Kind.MONEY
        yield "source", f"Bron {before}", Kind.TEXT


def _pairs(results: Results) -> Iterable[Pair]:
    old = {line.key: line for line in results.assigned}
    new = {line.key: (i, line) for i, line in enumerate(results.offer.lines)}
    parts: dict[Key, dict[Part, int]] = {}
    moved: set[Key] = set()
    for change in results.bridge.changes:
        found = parts.setdefault(change.at.key, {})
        if change.part is Part.MOVED:
            moved.add(change.at.key)
        else:
            found[change.part] = found.get(change.part, 0) + change.cents
    for key in dict.fromkeys((*old, *new)):
        number, line = new.get(key, (None, None))
        before = old.get(key)
        has_moved = key in moved or bool(before and line and _place(before) != _place(line))
        yield Pair(before, line, number, parts.get(key, {}), has_moved)


def _heading(part: Part) -> str:
    """Return the heading of a part; a line that moved shows its old amount, which is no part of its difference."""
    return "Verschoven (oud bedrag)" if part is Part.MOVED else said.PARTS[part].nl.capitalize()


def _place(one: PricedLine) -> tuple[str, str, str]:
    return (one.line.heading, one.line.product, one.line.cost_type)
