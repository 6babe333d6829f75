"""The tables of the note: the offer beside the frame, who pays, what changed, what is open, the risks."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from planner import dutch
from planner.amounts import Vat
from planner.calculations.rounding import Pair
from planner.figures import Figure
from planner.records import OpenItem, Risk, Test
from planner.stages.comparison import Row, Sum
from planner.stages.financing import Paid
from planner.views import words
from planner.views.note.amounts import NONE, THOUSAND, UNITS, ByHeading, by_heading, exact, known, scaled
from planner.views.note.model import FrameLine, FrameTable, OpenLine, PayerLine, PayerTable, RiskLine
from planner.views.note.names import Names, capital, effect
from planner.views.results import Results

MOST_OPEN, MOST_RISKS = 10, 5
_Shown = tuple[ByHeading, Pair]


def frame(results: Results) -> FrameTable:
    """Return the table against the frame, which owns the figures in thousands."""
    compared, figures = results.compared, by_heading(results.compared, THOUSAND)
    lines = tuple(_line(row, figures) for row in compared.rows)
    level, vat = compared.basis.price_level, words.VATS[compared.basis.vat].nl
    named = "naast het kader" if results.limits.frame else "per post"
    caption = f"Offerte {results.year} {named} ({UNITS[figures.unit]}, prijspeil {level}, {vat})"
    return FrameTable(caption, lines, tuple(_sums(results, figures)), tuple(_frame_notes(results)))


def _line(row: Row, figures: ByHeading) -> FrameLine:
    pair = figures.of[row.heading]
    return FrameLine(
        row.name,
        words.TESTS[row.test].nl if row.test else NONE,
        figures.show(pair.before) if row.ceiling else NONE,
        known(figures.show(pair.after), row.open_items),
        known(figures.show(pair.difference), row.open_items) if row.ceiling else NONE,
        effect(row.difference.cents, is_open=bool(row.open_items)) if row.difference else NONE,
        words.VERDICTS[row.verdict].nl,
    )


def _sums(results: Results, figures: ByHeading) -> Iterator[FrameLine]:
    compared = results.compared
    everything = compared.open_items
    loose = [item for item in everything if not item.headings]
    binding = [row for row in compared.rows if row.test is Test.BINDING]
    if binding:
        items = list(dict.fromkeys([*(item for row in binding for item in row.open_items), *loose]))
        verdict = compared.binding.verdict
        said = words.VERDICTS[verdict].nl if verdict else NONE
        yield _sum_line("Taakstellend samen", compared.binding, items, said, shown=(figures, figures.binding))
    complete = all(row.ceiling for row in compared.rows)
    said = {True: "past", False: "past niet", None: "open"}[compared.fits]
    found = compared.total if complete else Sum(compared.total.ceiling, compared.total.offer, None)
    yield _sum_line("Alle posten samen", found, everything, said, shown=(figures, figures.total))


def _sum_line(name: str, found: Sum, items: Sequence[OpenItem], verdict: str, *, shown: _Shown) -> FrameLine:
    figures, pair = shown
    return FrameLine(
        name,
        NONE,
        figures.show(pair.before) if found.ceiling else NONE,
        known(figures.show(pair.after), items),
        known(figures.show(pair.difference), items) if found.difference else NONE,
        effect(found.difference.cents, is_open=bool(items)) if found.difference else NONE,
        verdict,
    )


def _frame_notes(results: Results) -> Iterator[str]:
    compared, decided = results.compared, results.limits.frame
    if decided:
        yield (
            "Verschil = offerte min kader. Taakstellende posten worden als som getoetst, een plafond op zichzelf; een "
            "raming beslist niet. Getallen zijn zo afgerond dat de tabel optelt; bedragen in de tekst zijn hele euro's."
        )
    if any(item.reason not in {"range", "ceiling"} for item in compared.open_items):
        yield "pm = een bedrag dat nog niet bekend is; het telt niet als nul en kan het verschil vergroten."
    for row in compared.rows:
        span = row.offer.amount.span
        if span.low != span.high:
            yield f"{row.name}: bandbreedte van {exact(span.low)} tot {exact(span.high)}; de tabel toont het midden."
    if decided and decided.others:
        each = "; ".join(f"{one.description or one.heading} {_others(one.amount.pm, one.amount.expected)}"
                         for one in decided.others)  # fmt: skip
        basis = words.basis(decided.basis).nl
        yield f"Het kader bevat daarnaast, buiten de offerte ({basis}): {each}."
    yield from _indexed(results)


def _indexed(results: Results) -> Iterator[str]:
    """Say what nominal ceilings would be at the price level of the year; for information only."""
    rows = [
        (row.name, row.indexed.cents, row.ceiling.cents) for row in results.compared.rows if row.indexed and row.ceiling
    ]
    if any(indexed != ceiling for _, indexed, ceiling in rows):
        each = "; ".join(f"{name} {exact(indexed)}" for name, indexed, _ in rows)
        yield f"Ter informatie, de plafonds geïndexeerd naar {results.compared.basis.price_level}: {each}."


def _others(pm: int, cents: int) -> str:
    return "pm" if pm else exact(cents)


def payers(results: Results) -> PayerTable:
    """Return who pays, with the totals of the table by heading taken over where they are the same amounts."""
    offer, ceilings = results.paid
    basis = results.compared.basis
    alike = basis.vat is Vat.INCLUDING
    caption = f"Wie betaalt ({{unit}}, prijspeil {basis.price_level}, {{vat}})"
    vat = "inclusief btw" if alike else "kader exclusief btw, offerte inclusief btw"
    if offer.total is None:
        why = f"Wie betaalt is niet te zeggen: de verdeelsleutel voor {results.year} ontbreekt of bevat een fout."
        return PayerTable(caption.format(unit=UNITS[THOUSAND], vat=vat), (), (), (why,))
    with_frame = ceilings.total if ceilings else None
    rows = [
        Pair(with_frame.of(payer.code) if with_frame else 0, offer.total.of(payer.code))
        for payer in results.reference.payers
    ]
    figures = by_heading(results.compared, THOUSAND)
    found = scaled(rows, figures.unit, totals=_taken(results, rows, figures))
    compared = bool(with_frame) and alike
    items = results.compared.open_items

    def line(name: str, pair: Pair, row: Pair, uncertain: Sequence[OpenItem] = ()) -> PayerLine:
        return PayerLine(
            name,
            found.show(pair.before) if with_frame else NONE,
            known(found.show(pair.after), uncertain),
            found.show(pair.difference) if compared else NONE,
            effect(row.difference, is_open=bool(items)) if compared else NONE,
        )

    return PayerTable(
        caption.format(unit=UNITS[found.unit], vat=vat),
        tuple(map(line, (payer.name for payer in results.reference.payers), found.rows, rows)),
        (line("Samen", found.total, sum(rows, Pair(0, 0)), items),),
        tuple(_payer_notes(results, offer)),
    )


def _taken(results: Results, rows: Sequence[Pair], figures: ByHeading) -> Pair | None:
    """Return the totals of the table by heading where these rows add up to the same amounts, to the cent."""
    exact_ = sum(rows, Pair(0, 0))
    total = results.compared.total
    ceiling: Figure | None = total.ceiling
    same = exact_ == Pair(ceiling.cents if ceiling else 0, total.offer.cents)
    return figures.total if same else None


def _payer_notes(results: Results, offer: Paid) -> Iterator[str]:
    names = {payer.code: payer.name for payer in results.reference.payers}
    for rest in offer.total.rests if offer.total else ():
        payer, to = names.get(rest.payer, rest.payer), names.get(rest.to, rest.to)
        yield f"Van {to} komt {exact(rest.cents)} voort uit het maximum van {payer}."
    if any(item.reason not in {"range", "ceiling"} for item in results.compared.open_items):
        yield "Wat nog open staat is hierin niet verdeeld."


def open_items(results: Results) -> tuple[OpenLine, ...]:
    """Return the first open items, with the place to look."""
    names = Names(results.reference)
    return tuple(
        OpenLine(
            capital(words.REASONS[item.reason].nl),
            f"{names.party(item.organisation, item.role) if item.organisation else NONE}"
            f"{f', regel {item.line}' if item.line else ''}",
            names.headings(item.headings),
            str(item.where),
        )
        for item in results.compared.open_items[:MOST_OPEN]
    )


def risks(results: Results) -> tuple[RiskLine, ...]:
    """Return the largest risks that organisations named, by chance times consequence."""
    names = Names(results.reference)
    found = [(risk, quote) for quote in results.offer.quotes for risk in quote.risks]

    ranked = sorted(found, key=lambda one: (-_weight(one[0]), one[0].description))
    return tuple(
        RiskLine(
            risk.description,
            names.party(quote.organisation, quote.role),
            dutch.percentage(risk.chance, 0) if risk.chance is not None else NONE,
            _consequence(risk),
            risk.measure or NONE,
        )
        for risk, quote in ranked[:MOST_RISKS]
    )


def _weight(risk: Risk) -> Fraction:
    """Return chance times consequence in cents; zero where one of them is not known."""
    return Fraction(risk.chance or 0) * (risk.consequence.expected if risk.consequence else 0)


def _consequence(risk: Risk) -> str:
    if risk.consequence is None:
        return NONE
    return "pm" if risk.consequence.pm else exact(risk.consequence.expected)
