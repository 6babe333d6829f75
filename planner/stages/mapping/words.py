"""What columns of cost lines are called by people, in Dutch and English, and what other words say; opens nothing."""

import difflib
import functools
import re
from collections.abc import Collection
from functools import cache

from planner.dutch import plain

LONGEST = 80
"""Longer texts are no headings, and are not kept in memory."""
ALIKE = 0.86
SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": ("regel", "regelnr", "regelnummer", "nr", "nummer", "volgnr", "id", "regel id", "line", "line no", "ref", "#",
           "kenmerk"),
    "product": (
        "pdc-code", "pdc code", "pdc", "productcode", "code product", "code", "dienstcode", "product code",
        "service code", "pdc nr",
    ),
    "product_name": (
        "product of dienst", "product/dienst", "product", "dienst", "productnaam", "naam product", "naam", "service",
        "product name", "voorziening",
    ),
    "heading": (
        "post", "begrotingspost", "budgetpost", "rubriek", "budget heading", "heading", "onderdeel", "categorie",
        "budget item", "hoofdpost",
    ),
    "cost_type": ("kostensoort", "soort kosten", "kosten soort", "soort", "type kosten", "cost type", "type of cost"),
    "description": (
        "omschrijving", "werkzaamheden", "activiteit", "beschrijving", "werk", "omschrijving werk", "taak", "activity",
        "description", "work", "specificatie", "dienstverlening", "wat", "activiteiten", "kostenregel",
        "begrotingsregel",
    ),
    "recurring": (
        "structureel/incidenteel", "s/i", "str/inc", "struct./incid.", "structureel of incidenteel", "recurring",
        "recurring/one-off", "aard",
    ),
    "unit": ("eenheid", "ehd", "een", "unit", "per"),
    "quantity": ("aantal", "hoeveelheid", "aantal eenheden", "uren", "aantal uren", "#", "quantity", "qty", "hours"),
    "rate": ("tarief", "prijs", "prijs per eenheid", "uurtarief", "stuksprijs", "rate", "price", "unit price"),
    "amount": (
        "bedrag", "kosten", "totaal", "totaal bedrag", "begroting", "begroot", "begroot bedrag", "raming kosten",
        "amount", "total", "cost", "costs", "budget", "jaarbedrag", "totale kosten", "lasten", "raming", "aanvraag",
        "gevraagd", "gevraagd bedrag", "offerte", "jaartotaal",
    ),
    "priority": ("prioriteit", "prio", "priority"),
    "indivisible": ("ondeelbaar", "alles of niets", "indivisible"),
    "note": ("toelichting", "opmerking", "opmerkingen", "noot", "bijzonderheden", "note", "notes", "remarks"),
    "category": ("kostencategorie", "cost category"),
    "scale": ("schaal", "salarisschaal", "scale"),
    "total_cost": ("totale kosten", "kosten totaal", "total cost", "bruto kosten"),
    "share": ("aandeel dso-lv", "aandeel dso", "aandeel", "share"),
    "result": ("resultaat", "oplevering", "result", "deliverable"),
    "replaces": ("vervangt regel", "vervangt", "replaces"),
    **{
        f"quarter_{n}": (f"kwartaal {n}", f"q{n}", f"k{n}", f"kw{n}", f"kw {n}", f"{n}e kwartaal", f"quarter {n}",
                         f"kwartaal{n}", f"{('1st', '2nd', '3rd', '4th')[n - 1]} quarter")
        for n in (1, 2, 3, 4)
    },
}  # fmt: skip
NUMERIC = frozenset({"quantity", "rate", "amount", "total_cost", "share", *(f"quarter_{n}" for n in (1, 2, 3, 4))})
MONEY = frozenset({"amount", "total_cost", *(f"quarter_{n}" for n in (1, 2, 3, 4))})
TEXTUAL = frozenset({"product_name", "heading", "cost_type", "description", "recurring", "note"})
TRANSLATED = ("heading", "cost_type", "recurring", "product")
RECURRING = {
    **dict.fromkeys(("structureel", "s", "str", "struct", "recurring", "structural", "r"), "structureel"),
    **dict.fromkeys(("incidenteel", "i", "inc", "incid", "one-off", "eenmalig", "incidental", "o"), "incidenteel"),
}
COST_TYPES = {
    "eigen personeel": ("personeel", "personeelskosten", "staff", "own staff", "eigen inzet", "loonkosten"),
    "inhuur externen": ("inhuur", "externe inhuur", "externen", "extern personeel", "external staff", "contractors"),
    "uitbestede diensten": ("uitbesteding", "outsourcing", "diensten derden", "uitbesteed werk"),
    "hosting, licenties en infrastructuur": ("hosting", "licenties", "infrastructuur", "hosting en licenties"),
}
"""What cost types are also called; used only for those that the reference values have."""
SUBTOTAL = re.compile(
    r"(sub-?\s?tota+l|totaal|totalen?|total|sum|som|eindtotaal|grand total|generaal totaal)\b", re.IGNORECASE
)
TOTAL_WORD = re.compile(
    r"tota+l\b|\btotalen?\b|\bsom\b|\bsamen\b|\btotal\b|\bsum\b|\btelling\b|\bgenera+l\b", re.IGNORECASE
)
"""A word of a total anywhere in a text: `Beheer totaal`, `Kosten samen`, `Optelling`."""
NUMBERED = re.compile(r"^\s*(?:[0-9]+(?:\.[0-9]+)*[.)]?|[a-zA-Z][.)]|[IVX]+[.)])\s+")
"""The number before a heading: `2.1 Omgevingsloket`, `a) Beheer`."""
NOTE = re.compile(
    r"(\*|\(|\d+\)|noot|toelichting|let op|bron|opgesteld|disclaimer|note|source|versie|datum|akkoord)", re.IGNORECASE
)
_UNIT = re.compile(r"\(.*?\)|\[.*?\]|\bin\s+(€|euro'?s?|eur|k€)|k€|€|\beuro'?s?\b|x\s*1[.,]?000|\beur\b")
YEAR = re.compile(r"\b(19|20|21)\d{2}\b")
IN_THOUSANDS = re.compile(
    r"k€|t€|x\s*€?\s*1[.,]?000|[×]\s*€?\s*1[.,]?000|duizend|€\s*1[.,]000\b|thousand", re.IGNORECASE
)
EXCLUDING = re.compile(r"(excl|exclusief|zonder|ex)\.?\s*(btw|vat)|(excluding|without) vat", re.IGNORECASE)
INCLUDING = re.compile(r"(incl|inclusief|met)\.?\s*(btw|vat)|including vat", re.IGNORECASE)
PRICE_LEVEL = re.compile(r"(prijspeil|price level)\D{0,12}((19|20|21)\d{2})", re.IGNORECASE)
VERSION = re.compile(r"\b(versie|version|v)\.?\s*(\d{1,3})\b", re.IGNORECASE)
A_DATE = re.compile(
    r"\b\d{1,2}[-/. ]+(\d{1,2}|[a-z]{3,9}\.?)[-/. ]+(19|20|21)\d{2}\b|\b(19|20|21)\d{2}-\d{1,2}-\d{1,2}\b",
    re.IGNORECASE,
)
ACTUALS = re.compile(r"realisatie|gerealiseerd|prognose|actual|forecast|vorig", re.IGNORECASE)


def bare(heading: str) -> str:
    """Return a heading without unit, year, case and double spaces: `Bedrag 2027 (x € 1.000)` is `bedrag`."""
    return plain(YEAR.sub(" ", _UNIT.sub(" ", heading.casefold()))).strip(" :.-_/")


@cache
def alike(heading: str, field: str) -> float:
    """Return how much a heading looks like the name of a field, from 0 to 1."""
    return (_alike if len(heading) <= LONGEST else _alike.__wrapped__)(heading, field)


@functools.lru_cache(maxsize=20_000)  # the same row is looked at as headings and as what stands above them
def _alike(heading: str, field: str) -> float:
    text = bare(heading)
    names = SYNONYMS.get(field, ())
    if not text:
        return 0.0
    if text in names:
        return 1.0 - names.index(text) / 100
    if any(text.startswith(f"{name} ") for name in names if len(name) > 3):
        return 0.8
    near = difflib.get_close_matches(text, names, n=1, cutoff=ALIKE) if len(text) > 3 else []
    if near:
        return 0.75
    # `Geraamde kosten`, `Projectomschrijving`: what it is called by stands at the end.
    return 0.6 if any(text.endswith(name) for name in names if len(name) > 4) else 0.0


def closest(text: str, known: Collection[str], cutoff: float = 0.8) -> str | None:
    """Return the known word, in small letters, that a text looks most like or shares its beginning with."""
    text = text.casefold()
    begun = [
        word for word in known if len(min(word, text, key=len)) > 3 and (text.startswith(word) or word.startswith(text))
    ]
    if begun:
        return max(begun, key=len)
    found = difflib.get_close_matches(text, list(known), n=1, cutoff=cutoff)
    return found[0] if found else None
