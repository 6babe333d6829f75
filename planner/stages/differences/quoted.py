"""A quote as a stand of cost lines, as far as its records say: lines, what is open, what is said beside them; pure."""

from collections.abc import Iterator
from fractions import Fraction

from planner import dutch
from planner.amounts import Vat
from planner.records import Line, OpenItem, Quote, Risk
from planner.stages.differences.stands import Item, Said, Stand, Stated
from planner.tables import span


def stand_of(quote: Quote) -> Stand:
    """Return a quote as a stand, with its amounts as they were quoted; to see at a glance what a version changed."""
    stated = Stated(quote.basis)
    items = tuple(Item(quote.party, line, line.amount.expected, stated=stated) for line in lines(quote))
    return Stand(items, still_open(quote), said=tuple(said(quote, "")))


def lines(quote: Quote) -> list[Line]:
    """Return the lines from top to bottom, with those that are refused although it can be read what they say."""
    return sorted((*quote.lines, *quote.doubtful), key=lambda one: one.origin.row)


def still_open(quote: Quote) -> tuple[OpenItem, ...]:
    """Return what cannot be read; of a row that is only in doubt it is known what it says."""
    known = {line.id.casefold() for line in quote.doubtful}
    last = max((line.origin.row for line in quote.lines), default=0)
    lower = any(line.origin.row > last for line in quote.doubtful)
    return tuple(
        one
        for one in quote.refused
        if (one.line or "").casefold() not in known and not (lower and one.reason == "below-table")
    )


def has(quote: Quote, name: str) -> bool:
    """Tell whether a quote has a cell for one of its labels."""
    return any(known == name for known, _ in quote.origin.other)


def said(quote: Quote, unit: str) -> Iterator[Said]:
    """Yield what a quote says beside its lines; that a version has another number, day or reference says nothing."""
    labels = {
        "price_level": ("Prijspeil", str(quote.basis.price_level)),
        "vat": ("Btw", "inclusief" if quote.basis.vat is Vat.INCLUDING else "exclusief"),
        "amounts_in": ("Bedragen in", unit),
        "unrecoverable_vat": ("Niet-verrekenbare btw inbegrepen", "ja" if quote.unrecoverable_vat else "nee"),
        "valid_until": ("Geldig tot en met", dutch.short_date(quote.valid_until) if quote.valid_until else ""),
        "remark": ("Opmerking", quote.remark),
    }
    for name, (label, text) in labels.items():
        cell = quote.origin.cell(name) if has(quote, name) else None
        yield Said(label, text, cell, states=(quote.party, name))
    for subject in quote.subjects:
        yield Said(f"Onderwerp {subject.letter}", subject.text, subject.origin.cell("text"))
    for risk in quote.risks:
        yield _risk(risk, 1000 if "000" in unit else 1)


def _risk(risk: Risk, unit: int) -> Said:
    cell, cost = risk.origin.cell, risk.consequence
    as_typed = str(Fraction(cost.expected, unit)) if cost and not cost.pm else ""
    more = (
        Said("Kans", dutch.percentage(risk.chance) if risk.chance is not None else "", cell("chance")),
        Said("Financieel gevolg", span(cost, "nl") if cost else "", cell("consequence"), typed=as_typed),
        Said("Maatregel", risk.measure, cell("measure")),
    )
    return Said(f"Risico {risk.description}", risk.description, cell("description"), more, group="Risico")
