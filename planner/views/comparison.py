"""Lays out the comparison as tables: against the frame, causes, financing, what is open."""

from collections.abc import Sequence

from planner.calculations.bridge import Part
from planner.figures import Figure
from planner.problems import Words
from planner.records import OpenItem, Reference
from planner.stages.bridge import Bridge
from planner.stages.comparison import Comparison, Sum
from planner.stages.financing import Paid
from planner.tables import Column, Kind, Row, View, Weight, amount
from planner.views import words


def table(compared: Comparison, *, others: bool = True) -> View:
    """Return the table against the frame, in the order of `Posten`."""
    rows = [
        Row(
            (
                row.name,
                words.TESTS[row.test] if row.test else None,
                row.ceiling,
                row.offer,
                row.difference,
                _sign(row.difference),
                words.VERDICTS[row.verdict],
                len(row.open_items) or None,
            )
        )
        for row in compared.rows
    ]
    binding, everything = compared.binding, compared.total
    rows.append(_sum_row(Words("Taakstellend samen", "Binding together"), binding))
    if others:
        rows.append(_sum_row(Words("Alles samen", "Everything together"), everything))
    headings = (
        Column(Words("Post", "Heading"), name="heading"),
        Column(Words("Toets", "Test"), spare=True, name="test"),
        Column(Words("Plafond", "Ceiling"), Kind.MONEY, name="ceiling"),
        Column(Words("Offerte", "Offer"), Kind.MONEY, name="offer"),
        Column(Words("Verschil", "Difference"), Kind.MONEY, name="difference"),
        Column(Words("", ""), spare=True, name="sign"),
        Column(Words("Oordeel", "Verdict"), name="verdict"),
        Column(Words("Open", "Open"), Kind.COUNT, spare=not compared.open_items, name="open"),
    )
    basis = words.basis(compared.basis)
    title = Words(
        f"Offerte naast het kader {compared.year}, {basis.nl}", f"Offer beside the frame {compared.year}, {basis.en}"
    )
    return View(title, headings, tuple(rows))


def causes(bridge: Bridge, reference: Reference, year: int) -> View:
    """Return the change since last year by heading, in the parts of the bridge that occur."""
    names = {heading.code: heading.name for heading in reference.headings}
    order = [code for code in names if code in dict(bridge.by_heading)]
    sums = dict(bridge.by_heading)
    parts = [part for part in Part if any(sums[code][part] for code in order)]
    rows = [Row((names[code], *(sums[code][part] for part in parts), sum(sums[code].values()))) for code in order]
    totals = [sum(sums[code][part] for code in order) for part in parts]
    rows.append(Row((Words("Samen", "Together"), *totals, sum(totals)), Weight.TOTAL))
    columns = (
        Column(Words("Post", "Heading")),
        *(Column(words.PARTS[part], Kind.MONEY) for part in parts),
        Column(Words("verschil", "change"), Kind.MONEY),
    )
    title = Words(
        f"Waardoor de offerte verschilt van de opdrachten {year - 1} (zoals geoffreerd, exclusief btw, btw apart)",
        f"Why the offer differs from the assignments {year - 1} (as quoted, excluding VAT, VAT apart)",
    )
    return View(title, columns, tuple(rows))


def financing(offer: Paid, ceilings: Paid | None, reference: Reference) -> View:
    """Return who pays the offer and the ceilings, side by side, with what caps moved as lines of their own."""
    of_offer, of_ceilings = offer.total, ceilings.total if ceilings else None
    rows = [
        Row(
            (
                payer.name,
                of_ceilings.of(payer.code) if of_ceilings else None,
                of_offer.of(payer.code) if of_offer else None,
            )
        )
        for payer in reference.payers
    ]
    sums = [sum(cents for _, cents in split.shares) if split else None for split in (of_ceilings, of_offer)]
    rows.append(Row((Words("Samen", "Together"), *sums), Weight.TOTAL))
    notes = [
        Words(
            f"Waarvan boven het maximum van {rest.payer}, betaald door {rest.to}: € {amount(rest.cents, 'nl')}",
            f"Of which above the maximum of {rest.payer}, paid by {rest.to}: EUR {amount(rest.cents, 'en')}",
        )
        for rest in (of_offer.rests if of_offer else ())
    ]
    columns = (
        Column(Words("Bijdragende partij", "Payer"), name="payer"),
        Column(Words("Kader", "Frame"), Kind.MONEY, name="frame"),
        Column(Words("Offerte (incl. btw)", "Offer (incl. VAT)"), Kind.MONEY, name="offer"),
    )
    return View(Words("Wie betaalt", "Who pays"), columns, tuple(rows), tuple(notes))


def open_items(items: Sequence[OpenItem]) -> View:
    """Return what is open, with the place to look."""
    rows = tuple(
        Row(
            (
                words.REASONS[item.reason],
                words.party(item.organisation, item.role),
                ", ".join(item.headings) or Words("onbekende post", "unknown heading"),
                item.line or "",
                str(item.where),
            )
        )
        for item in items
    )
    columns = tuple(
        Column(heading)
        for heading in (
            Words("Wat", "What"),
            Words("Partij", "Party"),
            Words("Post", "Heading"),
            Words("Regel", "Line"),
            Words("Waar", "Where"),
        )
    )
    return View(Words("Wat open staat", "What is open"), columns, rows)


def _sum_row(name: Words, found: Sum) -> Row:
    verdict = words.VERDICTS[found.verdict] if found.verdict else None
    return Row(
        (name, None, found.ceiling, found.offer, found.difference, _sign(found.difference), verdict, None),
        Weight.TOTAL,
    )


def _sign(difference: Figure | None) -> Words | None:
    return words.favourable(difference.cents) if difference else None
