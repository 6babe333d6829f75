"""The placeholders of the decision note: what each is called in a template, which field it shows, what it means.

Declared once: this makes what a template is filled with, tells an unknown placeholder from a known one, and lists
them for whoever edits the template. The names are Dutch, as the template is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from planner.dutch import NBSP, plain
from planner.views.note import Note


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name in the template, the field of the record that it shows, and what it is.

    `many` for a list; `parts` are the names within a record, or within each record of a list.
    """

    name: str
    field: str
    meaning: str
    parts: tuple["Placeholder", ...] = ()
    many: bool = False

    @property
    def known(self) -> dict[str, "Placeholder"]:
        """Return the parts by name."""
        return {part.name: part for part in self.parts}


def _one(name: str, field: str, meaning: str) -> Placeholder:
    return Placeholder(name, field, meaning)


def _list(name: str, field: str, meaning: str, *parts: Placeholder) -> Placeholder:
    return Placeholder(name, field, meaning, parts, many=True)


def _table(name: str, field: str, meaning: str, rows: str, *parts: Placeholder) -> Placeholder:
    inner = (
        _one("titel", "caption", "het bijschrift, met eenheid, prijspeil en btw"),
        _list(rows, "lines", "de regels", *parts),
        _list("totalen", "sums", "de totaalregels", *parts),
        _list("toelichting", "notes", "de opmerkingen onder de tabel"),
    )
    return Placeholder(name, field, meaning, inner)


PLACEHOLDERS = (
    _one("titel", "title", "de titel van de notitie"),
    _one("jaar", "year", "het begrotingsjaar"),
    _one("opmerking", "remark", "de opmerking van uitgangspunten.xlsx; kan leeg zijn"),
    _one("aan", "to", "aan wie de notitie gericht is"),
    _one("van", "sender", "de SBO, uit Partijen"),
    _one("vergadering", "meeting", "de vergadering, met haar datum uit Kalender"),
    _one("onderwerp", "subject", "het onderwerp"),
    _one("status", "status", "ter besluitvorming"),
    _one("kader_kenmerk", "frame_reference", "kenmerk, versie en datum van het kader"),
    _one("kader_aanwezig", "has_frame", "of er een vastgesteld kader is, voor {%p if kader_aanwezig %}"),
    _list(
        "gevraagd_besluit", "decision", "de punten van het gevraagde besluit",
        _one("tekst", "text", "de tekst van het punt"),
        _list("keuzes", "choices", "de keuzes bij het punt; kan leeg zijn"),
    ),
    _one("aanleiding", "occasion", "de aanleiding"),
    _list("kernpunten", "key_points", "de kernpunten, het antwoord eerst"),
    _table(
        "tabel_kader", "frame", "de offerte naast het kader", "posten",
        _one("post", "heading", "de post"),
        _one("toets", "test", "taakstellend, plafond of raming"),
        _one("kader", "ceiling", "het plafond"),
        _one("offerte", "offer", "de offerte"),
        _one("verschil", "difference", "offerte min kader"),
        _one("effect", "effect", "voordelig of nadelig"),
        _one("oordeel", "verdict", "het oordeel"),
    ),
    _one("oorzaken_tekst", "change", "het verschil met vorig jaar in een zin"),
    _list("oorzaken", "causes", "de drie belangrijkste oorzaken"),
    _table(
        "tabel_oorzaken", "changes", "de offerte naast de opdrachten van vorig jaar", "posten",
        _one("post", "heading", "de post"),
        _one("vorig_jaar", "before", "de opdrachten van vorig jaar"),
        _one("offerte", "after", "de offerte"),
        _one("verschil", "difference", "het verschil"),
        _one("effect", "effect", "voordelig of nadelig"),
        _one("aandeel", "share", "het verschil in procenten van vorig jaar"),
        _one("toelichting", "explanation", "wat toelichting nodig heeft, anders een streepje"),
    ),
    _table(
        "tabel_financiering", "financing", "wie betaalt", "partijen",
        _one("partij", "payer", "de bijdragende partij"),
        _one("kader", "ceiling", "haar deel van het kader"),
        _one("offerte", "offer", "haar deel van de offerte"),
        _one("verschil", "difference", "het verschil"),
        _one("effect", "effect", "voordelig of nadelig"),
    ),
    _one("open_tekst", "open", "hoeveel er open staat en wat de controle vond"),
    _list("open_fouten", "open_faults", "de eerste fouten die geen open punt zijn; kan leeg zijn"),
    _list(
        "open_punten", "open_items", "wat open staat; kan leeg zijn",
        _one("wat", "what", "wat er is"),
        _one("partij", "party", "van wie, met de regel"),
        _one("post", "headings", "de posten die het raakt"),
        _one("plaats", "place", "werkmap, tabblad en cel"),
    ),
    _one("open_meer", "open_more", "hoeveel open punten de tabel niet noemt; meestal leeg"),
    _list("aannames", "assumptions", "de aannames"),
    _one("risico_tekst", "risk", "wie het risico draagt"),
    _list(
        "risicos", "risks", "de grootste risico's; kan leeg zijn",
        _one("risico", "risk", "het risico"),
        _one("partij", "party", "wie het noemt"),
        _one("kans", "chance", "de kans"),
        _one("gevolg", "consequence", "het financiële gevolg"),
        _one("maatregel", "measure", "de maatregel"),
    ),
    _list(
        "vervolg", "steps", "wat op het besluit volgt, uit Kalender",
        _one("datum", "date", "de datum"),
        _one("wat", "what", "de stap"),
        _one("wie", "who", "wie verantwoordelijk is"),
    ),
    _one("bronnen", "sources", "de offertes waarop de notitie steunt"),
)  # fmt: skip
NEEDED = ("gevraagd_besluit", "tabel_kader", "open_tekst", "aannames")
"""Without these it is no decision note: a template that leaves one out gives a warning."""


def context(note: Note) -> dict[str, Any]:
    """Return what a template is filled with."""
    return _record(PLACEHOLDERS, note)


def listed(placeholders: Iterable[Placeholder] = PLACEHOLDERS, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield every placeholder as it is written, with what it is; `[]` marks a list."""
    for one in placeholders:
        name = f"{before}{one.name}{'[]' if one.many else ''}"
        yield name, one.meaning
        yield from listed(one.parts, f"{name}.")


def _record(placeholders: Iterable[Placeholder], record: object) -> dict[str, Any]:
    return {one.name: _value(one, getattr(record, one.field)) for one in placeholders}


def _value(placeholder: Placeholder, value: Any) -> Any:
    if placeholder.many:
        return [_record(placeholder.parts, one) if placeholder.parts else _text(one) for one in value]
    return _record(placeholder.parts, value) if placeholder.parts else _text(value)


def _text(value: Any) -> Any:
    """Return a value as a paragraph can hold it: on one line, without characters that no Word file can hold."""
    if not isinstance(value, str):
        return value
    readable = "".join(char if char == NBSP or char.isprintable() else " " * char.isspace() for char in value)
    return NBSP.join(plain(part) for part in readable.split(NBSP)).replace("€ ", f"€{NBSP}")
