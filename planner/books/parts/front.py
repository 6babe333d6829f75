"""The front sheet of a book: what it is, on what it rests, whether it holds, what is open and what is assumed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner import dutch
from planner.agreement import ENDS_ON
from planner.books.parts.formulas import column, words
from planner.excel.book import Page
from planner.problems import Severity, Words, severity_of
from planner.tables import Kind, Live, Row, Value, View
from planner.views import comparison, overrides
from planner.views import words as said
from planner.views.results import Results

SHEET = "Voorblad"
SHORT = 12
"""Characters of a digest that a person compares."""
PAIR = (column("label", "Wat"), column("value", "Waarde"))
AMOUNTS = (column("label", "Wat"), column("amount", "Bedrag in euro", Kind.MONEY))
FILES = (
    column("file", "Bestand"),
    column("digest", "Vingerafdruk (sha256)"),
    column("short", "Het begin ervan"),
    column("kind", "Soort werkmap"),
)
WIDTHS = {0: 42.0, 1: 68.0, 2: 30.0, 3: 18.0, 4: 44.0}
ASSUMPTIONS = (
    "De SBO betaalt elke organisatie rechtstreeks; de btw volgt daarom de relatie van de organisatie met de SBO.",
    "Partijen, producten, btw en verdeelsleutel zijn getoetst op de eerste dag van elk kwartaal.",
    "Een bedrag dat nog niet bekend is (pm) telt niet als nul maar staat open; van een bandbreedte telt het midden.",
    "Kwartalen zijn de behoefte aan voorschot; wijzigt de verdeelsleutel binnen het jaar, dan is een plafond gelijk "
    "over de kwartalen gespreid.",
)
LEGEND = (
    ("Omrande cel", "invoer: verander een cel en alle bladen volgen"),
    ("Gewone cel met een getal", "formule over de kostenregels en uitgangspunten"),
    ("Vet onder een lijn", "totaal"),
    ("Nadelig, voordelig", "verschil is offerte min plafond, of dit jaar min vorig jaar: boven nul is nadelig"),
)


@dataclass(frozen=True, slots=True)
class Front:
    """What a front sheet says of its book: title, what it is, the answer, and which sheets it has."""

    title: str
    purpose: str
    answer: Words | Live
    sheets: Sequence[tuple[str, str]]
    outcome: Live
    amounts: tuple[tuple[str, Live], ...] = ()


def page(results: Results, front: Front) -> Page:
    """Return the front sheet."""
    sentences = (words(front.title), front.answer)
    amounts = (View(words("Samen"), AMOUNTS, tuple(Row(pair) for pair in front.amounts)),) if front.amounts else ()
    views = [
        *amounts,
        View(words("Deze werkmap"), PAIR, tuple(Row(pair) for pair in _about(results, front))),
        *_open(results),
        View(
            words("Aannames"),
            (column("why", "Waarop"), column("text", "Wat is aangenomen")),
            tuple(_assumptions(results)),
        ),
        View(words("Bladen"), PAIR, tuple(Row(pair) for pair in front.sheets)),
        View(words("Hoe te lezen"), PAIR, tuple(Row(pair) for pair in LEGEND)),
        View(words("Gemaakt uit deze bestanden"), FILES, tuple(_files(results))),
    ]
    return Page(SHEET, sentences, tuple(views), widths=WIDTHS)


def _about(results: Results, front: Front) -> Iterable[tuple[Value, Value]]:
    compared, frame = results.compared, results.limits.frame
    yield "Wat dit is", front.purpose
    yield "Jaar en prijspeil", f"{results.year}, in prijzen van {results.offer.price_level}"
    yield (
        "Btw",
        f"vergeleken met het kader {said.VATS[compared.basis.vat].nl}; regels exclusief, btw apart en inclusief",
    )
    yield "Kader", _frame(results) if frame else "er is nog geen besloten kader"
    yield "Controles in deze werkmap", front.outcome
    yield "Gegevens", _state(results)
    if results.overrides:
        where = f"zie het blad {overrides.SHEET} van de vergelijking"
        yield "Ingrepen in werkmappen", f"{overrides.counted(results.overrides).nl}; {where}"
    if results.reference.general.remark:
        yield "Opmerking", results.reference.general.remark
    years = sorted({year for line in results.offer.lines for year, _ in line.line.outlook if year > ENDS_ON.year})
    if years:
        after = ", ".join(map(str, years))
        yield "Let op", f"Bedragen voor {after}: na {dutch.short_date(ENDS_ON)} ligt er geen afspraak onder."


def _frame(results: Results) -> str:
    frame = results.limits.frame
    if frame is None:
        return ""
    how = "geïndexeerd" if frame.indexed else "nominaal"
    decided = f", besluit {dutch.short_date(frame.decided_on)}" if frame.decided_on else ""
    return f"versie {frame.version}, {frame.reference}{decided}; prijspeil {frame.basis.price_level}, {how} vergeleken"


def _state(results: Results) -> str:
    found = [severity_of(one) for one in results.problems]
    errors, warnings, notes = (found.count(severity) for severity in Severity)
    return (
        f"{errors} {'fout' if errors == 1 else 'fouten'}, "
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}, "
        f"{notes} {'mededeling' if notes == 1 else 'mededelingen'} (planner check {results.year})"
    )


def _open(results: Results) -> Iterable[View]:
    items = results.compared.open_items
    if items:
        yield comparison.open_items(items)
    else:
        yield View(words("Wat open staat"), PAIR[:1], (Row(("Niets.",)),))


def _assumptions(results: Results) -> Iterable[Row]:
    for text in ASSUMPTIONS:
        yield Row(("aanname van planner", text))
    for one in results.reference.vat:
        if one.certainty and one.certainty != "vast":
            rate = dutch.percentage(one.rate)
            yield Row((f"{one.certainty}: {one.source}", f"Btw {one.supplier} ({one.role}) aan {one.customer}: {rate}"))


def _files(results: Results) -> Iterable[Row]:
    for one in results.sources:
        yield Row((one.path, one.digest, one.digest[:SHORT], one.kind))
