"""Why the offer differs from last year: the main causes, and the table that says which headings need an explanation.

As quoted, each stand in its own prices, including VAT: the amounts that the bridge explains to the cent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from planner import dutch
from planner.calculations.bridge import Part
from planner.calculations.rounding import Pair
from planner.records import General, PricedLine
from planner.views import words
from planner.views.note.amounts import EURO, MINUS, NONE, THOUSAND, UNITS, by_heading, euro, exact, known, scaled
from planner.views.note.model import ChangeLine, ChangeTable
from planner.views.note.names import Names, effect, joined
from planner.views.results import Results

MAIN, PLACES = 3, 2
"""So many causes, and so many headings with each, are named."""

CAUSES = {
    Part.INDEX: "Loon- en prijsontwikkeling (index)",
    Part.RATE: "Andere tarieven",
    Part.VOLUME: "Andere aantallen (volume)",
    Part.OTHER: "Overig, niet te splitsen in tarief en volume",
    Part.NEW: "Nieuwe regels",
    Part.ENDED: "Vervallen regels",
    Part.MOVED: "Verschoven tussen posten",
    Part.OPEN: "Nog niet te vergelijken (open)",
    Part.VAT: "Btw",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What the note says of the change since last year."""

    sentence: str
    causes: tuple[str, ...]
    table: ChangeTable


def changes(results: Results) -> Changes:
    """Return the change since last year; without assignments of last year only the sentence that says so."""
    last = results.year - 1
    if not results.assigned:
        said = f"Er zijn geen bruikbare opdrachten over {last}: een vergelijking met vorig jaar is niet mogelijk."
        return Changes(said, (), ChangeTable("", (), (), ()))
    before, after = _by_heading(results.assigned), _by_heading(results.offer.lines)
    pair = Pair(sum(before.values()), sum(after.values()))
    whole = scaled([pair], EURO).rows[0]
    part = " (het bekende deel)" if results.compared.open_items else ""
    share = f"; {_share(pair)}" if pair.before > 0 else ""
    said = (
        f"Zoals geoffreerd, inclusief btw, gaat het van {euro(whole.before)} (opdrachten {last}) naar "
        f"{euro(whole.after)}{part}: {euro(abs(whole.difference))} {'hoger' if whole.difference > 0 else 'lager'}"
        f"{share}. De belangrijkste oorzaken:"
    )
    return Changes(said, tuple(_main(results)), _table(results, before, after))


def _by_heading(lines: tuple[PricedLine, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        amount = line.quoted.expected + line.quoted_vat.expected
        found[line.line.heading] = found.get(line.line.heading, 0) + amount
    return found


def _main(results: Results) -> Iterator[str]:
    names, parts = Names(results.reference), dict(results.bridge.by_heading)
    sums = {part: sum(each[part] for each in parts.values()) for part in Part if part is not Part.MOVED}
    largest = sorted((part for part in sums if sums[part]), key=lambda part: -abs(sums[part]))[:MAIN]
    for part in largest:
        where = {heading: each[part] for heading, each in parts.items()}
        side = "nog open" if part is Part.OPEN else words.favourable(sums[part]).nl
        yield f"{CAUSES[part]}: {exact(abs(sums[part]))} {side}{_places(names, where, sums[part])}."


def _places(names: Names, where: Mapping[str, int], total: int) -> str:
    """Name the headings that a cause stands on most, in the direction of the whole."""
    same = [heading for heading, cents in where.items() if cents * total > 0]
    largest = sorted(same, key=lambda heading: -abs(where[heading]))[:PLACES]
    named = joined([f"{names.heading(heading)} ({exact(abs(where[heading]))})" for heading in largest])
    return f", vooral {named}" if len(same) > 1 else f", geheel bij {names.heading(same[0])}"


def _table(results: Results, before: Mapping[str, int], after: Mapping[str, int]) -> ChangeTable:
    parts = dict(results.bridge.by_heading)
    headings = [heading for heading in results.reference.headings if heading.code in parts]
    rows = [Pair(before.get(heading.code, 0), after.get(heading.code, 0)) for heading in headings]
    figures = by_heading(results.compared, THOUSAND)
    offered = {row.heading: row.offer.cents for row in results.compared.rows}
    taken = {
        i: figures.of[heading.code].after
        for i, (heading, row) in enumerate(zip(headings, rows, strict=True))
        if offered.get(heading.code) == row.after
    }
    found = scaled(rows, figures.unit, taken=taken)
    items = results.compared.open_items
    touched = {code for item in items for code in item.headings or parts}
    lines = tuple(
        ChangeLine(
            heading.name,
            found.show(pair.before),
            known(found.show(pair.after), [item for item in items if heading.code in item.headings]),
            found.show(pair.difference),
            effect(row.difference, is_open=heading.code in touched),
            _share(row),
            _explanation(parts[heading.code]) if explained(row, results.reference.general) else NONE,
        )
        for heading, row, pair in zip(headings, rows, found.rows, strict=True)
    )
    exact_total, total = sum(rows, Pair(0, 0)), found.total
    whole = ChangeLine(
        "Samen",
        found.show(total.before),
        known(found.show(total.after), items),
        found.show(total.difference),
        effect(exact_total.difference, is_open=bool(items)),
        _share(exact_total),
        NONE,
    )
    caption = f"Offerte {results.year} naast de opdrachten {results.year - 1} ({UNITS[found.unit]}, inclusief btw)"
    return ChangeTable(caption, lines, (whole,), tuple(_notes(results)))


def explained(row: Pair, general: General) -> bool:
    """Tell whether a change in cents has to be explained: it reaches both thresholds of `Algemeen` (DESIGN 6).

    A threshold that is not given asks for nothing by itself; where neither is given nothing has to be explained.
    """
    share, amount = general.threshold_share, general.threshold_amount
    if share is None and amount is None:
        return False
    change = abs(row.difference)
    return change > 0 and change >= (amount or 0) and change >= abs(row.before) * Fraction(share or 0)


def _explanation(parts: Mapping[Part, int]) -> str:
    """Name the largest parts of a change, the largest first."""
    largest = sorted((part for part in parts if parts[part]), key=lambda part: -abs(parts[part]))[:MAIN]
    return ", ".join(words.PARTS[part].nl for part in largest)


def _share(row: Pair) -> str:
    if row.before <= 0:
        return "nieuw" if row.after else NONE
    text = dutch.percentage(Fraction(row.difference, row.before), 1)
    return text.replace("-", MINUS) if row.difference <= 0 else f"+{text}"


def _notes(results: Results) -> Iterator[str]:
    general, names = results.reference.general, Names(results.reference)
    norms = [
        dutch.percentage(general.threshold_share) if general.threshold_share is not None else "",
        exact(general.threshold_amount) if general.threshold_amount is not None else "",
    ]
    if any(norms):
        yield (
            f"Toelichting is nodig waar het verschil de drempel van {joined([one for one in norms if one])} bereikt; "
            "de kolom noemt dan de grootste oorzaken."
        )
    there = {line.quote.party for line in results.assigned}
    counted = (change.at.quote.party for change in results.bridge.changes if change.part is Part.NEW)
    new = [party for party in dict.fromkeys(counted) if party not in there]
    if new:
        yield (
            f"Van {joined([names.party(*party) for party in new])} is geen opdracht {results.year - 1} aangetroffen; "
            "de regels daarvan tellen als nieuw."
        )
    if any(each[Part.OPEN] for _, each in results.bridge.by_heading):
        yield "Wat open staat is geen besparing: daar valt nog niets te vergelijken."
