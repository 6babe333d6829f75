"""The request as a workbook: the form of a quote with what is known already; knows no folder and asks nobody."""

from collections.abc import Iterator

from planner import dutch
from planner.agreement import Role
from planner.amounts import Amount, Vat
from planner.books import control, filling
from planner.excel.book import Page
from planner.excel.forms import Content, form
from planner.excel.layout import Cell, SheetContent
from planner.excel.style import Look
from planner.figures import Figure, Rule, total
from planner.problems import Words
from planner.records import Estimate, Reference, Strategy
from planner.sheets.quote import ESTIMATES, QUOTE, REQUEST_PROPERTY
from planner.sheets.quote.control import FAILS, SHEET
from planner.stages.request import Request, identity, products_of
from planner.tables import Column, Kind, Row, View, Weight
from planner.views import words

Lines = Iterator[tuple[Look, str]]


def book(asked: Request, number: int, reference: Reference, path: str) -> bytes:
    """Return the workbook of a request with its serial number; the same request gives the same bytes."""
    name = identity(asked.organisation, asked.role, asked.year, number)
    first = SheetContent(values=_values(asked, name), lead=tuple(_lead(asked, reference)))
    products = products_of(reference, asked.organisation, asked.role, asked.year)
    costs = filling.costs(asked.lines, asked.outlook_years)
    checks = control.page(asked, [heading.code for heading in reference.headings], costs)
    content = Content(
        {
            "Offerte": first,
            "Kosten": costs,
            "Onderwerpen": filling.subjects(),
        },
        filling.codes(reference, (asked.organisation, asked.role), products),
        (checks, *((_estimates(asked, asked.strategy),) if asked.strategy else ())),
        {REQUEST_PROPERTY: name},
    )
    return form(QUOTE, content, path=path)[0]


def _values(asked: Request, name: str) -> dict[str, Cell]:
    return {
        "template": filling.TEMPLATE_VERSION,
        "organisation": asked.organisation,
        "role": asked.role,
        "year": asked.year,
        "version": 1,
        "price_level": asked.year,
        "vat": Vat.EXCLUDING,
        "unrecoverable_vat": asked.unrecoverable_vat,
        "amounts_in": 1,
        "request": name,
    }


def _lead(asked: Request, reference: Reference) -> Lines:
    yield Look.TITLE, f"Uitvraag: offerte {asked.year} van {asked.name} ({asked.role})"
    yield Look.STRONG, _when(asked, reference)
    yield Look.BODY, f"1. Blad Kosten. {_lines(asked)} {_change(asked)}"
    yield Look.BODY, f"2. Prijspeil. {_price_level(asked)}"
    yield Look.BODY, f"3. Btw. {_vat(asked)}"
    yield (
        Look.BODY,
        "4. Bladen Onderwerpen en Risico's. Zet bij elk onderwerp a tot en met g wat u biedt, of n.v.t.; noem de "
        "risico's met hun financieel gevolg.",
    )
    yield (
        Look.BODY,
        "5. Dit blad. Vul Datum, Kenmerk en Geldig tot en met in. Stuurt u later een gewijzigde offerte, verhoog dan "
        "Versie. Laat Uitvraag staan: daaraan wordt uw antwoord herkend.",
    )
    yield (
        Look.BODY,
        f"6. Blad {SHEET}. Dat blad rekent mee. Kijk voor u inlevert of er nergens {FAILS} staat; ernaast staat hoe u "
        "het herstelt.",
    )
    if asked.strategy:
        yield Look.NOTE, f"Ter informatie staat op blad {ESTIMATES} wat de strategie voor {asked.year} raamt."
    if asked.dropped:
        yield Look.NOTE, _dropped(asked)
    if reference.general.remark:
        yield Look.NOTE, reference.general.remark


def _when(asked: Request, reference: Reference) -> str:
    role = Role.SBO if asked.role is Role.TBO else Role.TBO
    name = next((party.name for party in reference.parties if party.role is role), "")
    whom = f"de {role} ({name})" if name else f"de {role}"
    if asked.due is None:
        return f"Lever deze werkmap ingevuld in bij {whom}; de uiterste datum volgt."
    return f"Lever deze werkmap ingevuld in bij {whom}, uiterlijk op {dutch.long_date(asked.due)}."


def _lines(asked: Request) -> str:
    if asked.last is None:
        return "Er is geen opdracht van vorig jaar; het blad is leeg."
    count = dutch.counted(len(asked.lines), "regel", "regels")
    return (
        f"Ingevuld: {count} uit de opdracht {asked.last.year} (versie {asked.last.version}), namelijk wat structureel "
        f"is en wat incidenteel is met een raming voor {asked.year}."
    )


def _change(asked: Request) -> str:
    if asked.last is None:
        return "Geef elke regel een eigen Regel, die over de jaren gelijk blijft."
    return (
        "Pas aan wat verandert, verwijder wat vervalt en voeg toe wat nieuw is, met een nieuwe Regel. Laat de Regel "
        "van wat blijft staan: daarop wordt met de opdracht vergeleken."
    )


def _price_level(asked: Request) -> str:
    if asked.last is None:
        return f"Geef alle bedragen in prijzen van {asked.year}."
    level = asked.last.basis.price_level
    if asked.indexed:
        return f"De bedragen van {level} zijn geïndexeerd naar {asked.year}; u mag ervan afwijken."
    if level == asked.year:
        return f"De bedragen staan in prijzen van {asked.year}."
    return (
        f"De ingevulde bedragen staan nog in prijzen van {level}. Breng ze op prijzen van {asked.year}, of zet "
        f"Prijspeil hieronder op {level}; dan wordt per regel geïndexeerd."
    )


def _vat(asked: Request) -> str:
    if asked.vat is None:
        return "Uw btw-relatie is nog niet bekend. Geef de bedragen exclusief btw en overleg over de btw."
    doubt = "" if asked.vat.certainty in ("", "vast") else f" (zekerheid: {asked.vat.certainty})"
    if asked.vat.rate:
        rate = dutch.percentage(asked.vat.rate)
        return (
            f"U bent belast met {rate} btw{doubt}. Geef alle bedragen exclusief btw, ook zonder de btw die u zelf "
            f"verrekent; de {rate} wordt bij de vergelijking opgeteld."
        )
    return (
        f"U brengt geen btw in rekening ({asked.vat.status or 'tarief 0%'}){doubt}. Geef de bedragen met de btw die "
        "u zelf betaalt en niet kunt verrekenen; Niet-verrekenbare btw inbegrepen staat daarom op ja."
    )


def _dropped(asked: Request) -> str:
    names = ", ".join(asked.dropped)
    return (
        f"Niet overgenomen uit de opdracht, omdat het product niet meer van u is of de regel een fout heeft: {names}."
    )


def _estimates(asked: Request, strategy: Strategy) -> Page:
    basis = words.basis(strategy.basis)
    title = Words(f"Raming van de strategie voor {asked.year}, {basis.nl}", f"Estimate for {asked.year}, {basis.en}")
    note = Words("Ter informatie: dit blad wordt niet teruggelezen.", "For information: this sheet is not read.")
    columns = (
        Column(Words("Regel", "Line")),
        Column(Words("PDC-code", "Product")),
        Column(Words("Product of dienst", "Product or service")),
        Column(Words("Post", "Heading")),
        Column(Words("Kostensoort", "Cost type")),
        Column(Words("Structureel/incidenteel", "Recurring or one-off")),
        Column(Words(f"Raming {asked.year}", f"Estimate {asked.year}"), Kind.MONEY),
    )
    figures = [_figure(line, asked.year, strategy) for line in asked.estimates]
    rows = [
        Row((line.id, line.product, line.product_name, line.heading, line.cost_type, _recurring(line), figure))
        for line, figure in zip(asked.estimates, figures, strict=True)
    ]
    whole = total("strategy", figures, strategy.basis)
    rows.append(Row((Words("Samen", "Together"), None, None, None, None, None, whole), Weight.TOTAL))
    return Page(ESTIMATES, (title,), (View(Words("", ""), columns, tuple(rows), (note,)),))


def _recurring(line: Estimate) -> Words:
    return Words("structureel", "recurring") if line.recurring else Words("incidenteel", "one-off")


def _figure(line: Estimate, year: int, strategy: Strategy) -> Figure:
    amount = Amount(dict(line.amounts)[year], strategy.basis)
    return Figure(f"strategy.{line.id}", amount, Rule.AS_TYPED, source=line.origin, field=f"amounts:{year}")
