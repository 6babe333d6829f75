"""The assignment of the whole chain, from SBO to TBO, as a workbook to read: all lines with whose they are.

Nothing is ever read from it: each organisation's own assignment is the source of its lines.
"""

from collections.abc import Callable, Iterable, Sequence

from planner.agreement import SUBJECTS, Role
from planner.amounts import Span, Vat
from planner.books.assignments import TO_BE_AGREED, Terms
from planner.excel.book import Page, workbook
from planner.problems import Words
from planner.records import Line, Offer, PricedLine, Quote, Reference
from planner.sheets.quote.costs import COSTS
from planner.tables import Column, Kind, Row, Value, View, Weight, span

_KINDS = {"quantity": Kind.QUANTITY, "rate": Kind.RATE, "share": Kind.SHARE, "priority": Kind.COUNT}
_MONEY = ("amount", "quarter_1", "quarter_2", "quarter_3", "quarter_4", "total_cost")


def book(offer: Offer, version: int, terms: Terms, reference: Reference) -> bytes:
    """Return the workbook of the chain's assignment; the same acceptance gives the same bytes."""
    headings = {heading.code: heading.name for heading in reference.headings}
    by_party = _sums(
        "Per organisatie", ("Organisatie", "Rol"), offer, lambda one: (one.quote.organisation, str(one.quote.role))
    )
    by_heading = _sums(
        "Per post", ("Post", ""), offer, lambda one: (headings.get(one.line.heading, one.line.heading), "")
    )
    pages = (
        Page("Opdracht keten", tuple(_sentences(offer, version, terms, reference)), (by_party, by_heading)),
        Page("Kostenregels", (_title("Alle kostenregels, zoals geoffreerd"),), (_lines(offer),), hold=0, columns=3),
        Page(
            "Onderwerpen per partij", (_title("De zeven onderwerpen (art. 3.3)"),), (_subjects(offer.quotes),), hold=0
        ),
        Page("Risico's per partij", (_title("De risico's uit de offertes"),), (_risks(offer.quotes),), hold=0),
    )
    comments = "Gemaakt door planner na aanvaarding door de SBO; wordt nergens uit gelezen."
    return workbook(pages, f"Opdracht keten {offer.year}", comments)


def _title(nl: str) -> Words:
    return Words(nl, nl)


def _sentences(offer: Offer, version: int, terms: Terms, reference: Reference) -> Iterable[Words]:
    names = {party.role: party.name for party in reference.parties}
    total = Span()
    for line in offer.lines:
        total = total + line.including
    yield _title(f"Opdracht keten {offer.year}: van de SBO aan de TBO")
    yield _title(f"Van {names.get(Role.SBO, 'SBO')} aan {names.get(Role.TBO, 'TBO')}; versie {version}.")
    yield _title(f"Bedrag: € {span(total, 'nl')} inclusief btw, in prijzen van {offer.price_level}.")
    yield _title(f"{terms.decided} {terms.accepted}")
    yield from (_title(condition) for condition in terms.conditions)
    yield _title(
        "Elke organisatie krijgt haar eigen regels in haar eigen opdracht; de volgende jaarcyclus leest alleen die."
    )
    if reference.general.remark:
        yield _title(reference.general.remark)


def _sums(title: str, names: tuple[str, str], offer: Offer, key: Callable[[PricedLine], tuple[str, str]]) -> View:
    """Return the amounts of groups of lines, excluding VAT, VAT and including it, with their sum."""
    groups: dict[tuple[str, str], list[PricedLine]] = {}
    for line in offer.lines:
        groups.setdefault(key(line), []).append(line)
    rows = [Row((*names_, *_three(lines))) for names_, lines in groups.items()]
    rows.append(Row(("Samen", None, *_three(offer.lines)), Weight.TOTAL))
    heads = (Column(_title(names[0]), width=38.0), Column(_title(names[1])))
    money = tuple(Column(_title(text), Kind.MONEY) for text in ("Exclusief btw", "Btw", "Inclusief btw"))
    return View(_title(f"{title}, in prijzen van {offer.price_level}"), (*heads, *money), tuple(rows))


def _three(lines: Sequence[PricedLine]) -> tuple[Value, ...]:
    sums = (Span(), Span(), Span())
    for line in lines:
        sums = (sums[0] + line.excluding, sums[1] + line.vat, sums[2] + line.including)
    return tuple(_money(total) for total in sums)


def _money(amount: Span | None) -> Value:
    """Return an amount as cents, and as text where it is not one number."""
    if amount is None:
        return None
    if amount.certain:
        return amount.expected
    return "pm" if amount == Span(pm=amount.pm) else span(amount, "nl")


def _lines(offer: Offer) -> View:
    used = {c.field for c in COSTS.columns if c.optional and any(getattr(x.line, c.field, None) for x in offer.lines)}
    columns = [
        column for column in COSTS.columns if not column.by_year and (not column.optional or column.field in used)
    ]
    years = sorted({year for one in offer.lines for year, _ in one.line.outlook})
    heads = [
        Column(_title("Organisatie")),
        Column(_title("Rol")),
        *(Column(_title(one.heading), _kind(one.field)) for one in columns),
        *(Column(_title(f"Raming {year}"), Kind.MONEY) for year in years),
        Column(_title("Prijspeil"), Kind.YEAR),
        Column(_title("Btw in Bedrag")),
    ]
    rows = [_row(one, [column.field for column in columns], years) for one in offer.lines]
    return View(_title(""), tuple(heads), tuple(rows))


def _kind(field: str) -> Kind:
    return Kind.MONEY if field in _MONEY else _KINDS.get(field, Kind.TEXT)


def _row(one: PricedLine, fields: Sequence[str], years: Sequence[int]) -> Row:
    quote, line = one.quote, one.line
    outlook = dict(line.outlook)
    vat = "inclusief" if quote.basis.vat is Vat.INCLUDING else "exclusief"
    values = (_value(line, field) for field in fields)
    later = (_money(outlook.get(year)) for year in years)
    return Row((quote.organisation, str(quote.role), *values, *later, quote.basis.price_level, vat))


def _value(line: Line, field: str) -> Value:
    match field:
        case "amount":
            return _money(line.amount)
        case "quarter_1" | "quarter_2" | "quarter_3" | "quarter_4":
            return None if line.amount.pm else line.quarters[int(field[-1]) - 1]
        case "recurring":
            return "structureel" if line.recurring else "incidenteel"
        case "indivisible":
            return "ja" if line.indivisible else "nee"
        case _:
            value: Value = getattr(line, field)
            return value


def _subjects(quotes: Sequence[Quote]) -> View:
    rows = []
    for subject in SUBJECTS:
        for quote in quotes:
            texts = {one.letter: one.text for one in quote.subjects}
            text = texts.get(subject.letter, TO_BE_AGREED)
            rows.append(Row((subject.letter, subject.wording, quote.organisation, str(quote.role), text)))
    heads = tuple(Column(_title(text)) for text in ("Letter", "Onderwerp", "Organisatie", "Rol", "Tekst"))
    return View(_title(""), heads, tuple(rows))


def _risks(quotes: Sequence[Quote]) -> View:
    rows = [
        Row(
            (quote.organisation, str(quote.role), risk.description, risk.chance, _money(risk.consequence), risk.measure)
        )
        for quote in quotes
        for risk in quote.risks
    ]
    kinds = (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.SHARE, Kind.MONEY, Kind.TEXT)
    names = ("Organisatie", "Rol", "Risico", "Kans", "Financieel gevolg", "Maatregel")
    heads = tuple(Column(_title(text), kind) for text, kind in zip(names, kinds, strict=True))
    return View(_title(""), heads, tuple(rows))
