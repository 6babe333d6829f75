"""What is assumed where neither the agreement nor a workbook gives a rule, and what in the inputs is uncertain."""

from collections.abc import Iterator

from planner import dutch
from planner.agreement import quarter_starts
from planner.calculations import validity
from planner.calculations.rounding import rounded_column
from planner.records import Frame, Reference, VatRelation
from planner.views import overrides
from planner.views.note.amounts import EURO, MINUS, euro
from planner.views.note.names import Names, joined
from planner.views.results import Results

CERTAIN = frozenset({"", "vast"})
FINAL = frozenset({"", "definitief"})
MARK = "aanname"
"""What a source holds where the parties have not decided yet."""


def assumptions(results: Results) -> tuple[str, ...]:
    """Return the assumptions, number one first."""
    frame = results.limits.frame
    return (
        *_customers(results),
        *_uncertain_vat(results),
        *_unrecoverable(results),
        *_indices(results),
        *(_price_level(frame, results.year) if frame else ()),
        "De volgorde toets SBO, besluit OGB-beheer, aanvaarding en opdracht is een aanname: de overeenkomst legt de "
        "stappen vast (art.\u00a05.2 en 5.3), niet hun volgorde.",
        *_key(results),
        *_marked(results.reference, results.year),
        *_justified(results),
    )


def _relations(results: Results) -> Iterator[VatRelation]:
    """Yield the VAT relations that the offer was priced with, each once."""
    parties = dict.fromkeys(line.quote.party for line in results.offer.lines)
    found = (row for party in parties for row in validity.relations(results.reference, *party, results.year))
    yield from dict.fromkeys(row for row in found if row)


def _customers(results: Results) -> Iterator[str]:
    names = Names(results.reference)
    strategic = {party.code for party in results.reference.parties if party.role == "SBO"}
    others = [row for row in _relations(results) if row.customer not in strategic]
    yield (
        "De SBO betaalt iedere organisatie rechtstreeks en de TBO handelt namens de SBO; de btw volgt daarom de "
        "relatie tussen organisatie en SBO."
    )
    for row in others:
        customer = names.party(row.customer, None)
        yield f"Voor {names.party(row.supplier, row.role)} is in het tabblad Btw {customer} de afnemer."


def _uncertain_vat(results: Results) -> Iterator[str]:
    """Name the VAT relations that are not certain, with the VAT that hangs on each."""
    names = Names(results.reference)
    rows = [row for row in _relations(results) if row.certainty.strip().casefold() not in CERTAIN]
    amounts = [
        sum(line.vat.expected for line in results.offer.lines if line.quote.party == (row.supplier, row.role))
        for row in rows
    ]
    shares = rounded_column(amounts, EURO)
    if not rows or shares is None:
        return
    each = [
        f"{names.party(row.supplier, row.role)} {dutch.percentage(row.rate)}, {row.certainty}"
        f"{f' ({row.source})' if row.source else ''}: {euro(share)}"
        for row, share in zip(rows, shares, strict=True)
    ]
    yield (f"Van de btw in de offerte is {euro(sum(shares))} niet zeker: {'; '.join(each)}.")


def _unrecoverable(results: Results) -> Iterator[str]:
    names = Names(results.reference)
    found = [names.party(*quote.party) for quote in results.offer.quotes if quote.unrecoverable_vat]
    if found:
        yield (
            f"{joined(found)} offreren inclusief btw die zij niet kunnen verrekenen."
            if len(found) > 1
            else (f"{found[0]} offreert inclusief btw die deze organisatie niet kan verrekenen.")
        )


def _indices(results: Results) -> Iterator[str]:
    """Name the index rates that were used and are estimates."""
    reference = results.reference
    used = [line.quote.basis.price_level for line in (*results.assigned, *results.offer.lines)]
    indexed = results.limits.frame.basis.price_level if results.limits.frame else results.year
    first = min([*used, indexed], default=results.year)
    rows = [
        rate
        for rate in reference.indices
        if first < rate.year <= results.year and rate.status.strip().casefold() not in FINAL
    ]
    if rows:
        each = [f"{row.series} {row.year} {dutch.percentage(row.rate).replace('-', MINUS)}" for row in rows]
        yield f"De gebruikte indexen zijn nog niet definitief: {joined(each)}."


def _price_level(frame: Frame, year: int) -> Iterator[str]:
    level = frame.basis.price_level
    if level == year:
        return
    if frame.indexed:
        yield f"Het kader luidt in prijzen van {level} en is geïndexeerd naar {year}, zoals het kader zelf bepaalt."
    else:
        yield f"Het kader luidt in prijzen van {level} en is nominaal: het is vergeleken zoals het staat."


def _key(results: Results) -> Iterator[str]:
    days = quarter_starts(results.year)[1:]
    if any(row.period.start in days for row in results.reference.key):
        yield "De verdeelsleutel wijzigt in de loop van het jaar; een plafond is gelijk over de kwartalen verdeeld."


def _marked(reference: Reference, year: int) -> Iterator[str]:
    """Name the sheets of the reference values whose sources say that they are assumed."""
    sheets = {
        "Partijen": [party.source for party in reference.parties],
        "Posten": [heading.source for heading in reference.headings],
        "Verdeelsleutel": [share.source for share in reference.key],
        "Kalender": [one.source for one in reference.calendar if one.year == year],
    }
    found = [sheet for sheet, sources in sheets.items() if any(MARK in source.casefold() for source in sources)]
    if found:
        yield f"In de uitgangspunten staat bij gegevens in {joined(found)} als bron dat zij een aanname zijn."


def _justified(results: Results) -> Iterator[str]:
    """Say that cells were overridden and that somebody recorded why that is right."""
    count = sum(one.justified is not None for one in results.overrides)
    if count:
        what = "is één ingreep" if count == 1 else f"zijn {count} ingrepen"
        yield (
            f"In de werkmappen waarop de cijfers steunen {what} (een overtypte of afwijkende cel) vastgelegd als "
            f"verantwoord; reden, naam en effect staan op het blad {overrides.SHEET} van de vergelijking."
        )
