"""What was done to the workbooks that count, in words: what kind, how it stands, and how many with which effect."""

from collections.abc import Sequence

from planner.excel.findings import What
from planner.money import cents
from planner.problems import Lang, Words
from planner.stages.inspection import Override, shown
from planner.tables import amount

SHEET = "Ingrepen"
"""The sheet of the comparison that lists them."""
LONGEST = 60
"""So much of a formula is shown; the rest stands in its cell."""
OPEN, JUSTIFIED = Words("open", "open"), Words("verantwoord", "justified")
KINDS = {
    What.TYPED_OVER: Words("formule overtypt", "formula typed over"),
    What.MISSING: Words("formule ontbreekt", "formula missing"),
    What.CONSTANT: Words("los getal in formule", "constant in formula"),
    What.SHORT: Words("formule laat cellen weg", "formula stops short"),
    What.WIDE: Words("formule telt te veel cellen", "formula counts more cells"),
    What.BESIDE: Words("formule kijkt ernaast", "formula off by one"),
    What.OTHER_FILE: Words("verwijst naar ander bestand", "refers to another file"),
    What.DIFFERS: Words("formule wijkt af", "formula differs"),
    What.CHANGED: Words("formule van de uitvraag veranderd", "formula of the request changed"),
    What.SHIFTED: Words("blok verschoven", "block shifted"),
    What.TEXT: Words("getal als tekst", "number as text"),
    What.ERROR: Words("fout in formule", "error in formula"),
    What.CHECK: Words("controle klopt niet", "check does not hold"),
    What.ADDED: Words("rijen toegevoegd", "rows added"),
    What.REMOVED: Words("rijen weggelaten", "rows removed"),
    What.HEADING: Words("kop veranderd", "heading changed"),
    What.LIST: Words("keuzelijst veranderd", "list changed"),
    What.PROTECTION: Words("beveiliging opgeheven", "protection lifted"),
    What.SHEET: Words("blad ontbreekt", "sheet missing"),
}


def stands(one: Override) -> Words:
    """Say whether somebody justified it."""
    return JUSTIFIED if one.justified else OPEN


def effect(one: Override) -> int | None:
    """Return the effect in cents, None where it cannot be worked out."""
    return None if one.finding.euros is None else cents(one.finding.euros)


def found(one: Override) -> str:
    """Return what stands in its cells as a Dutch reader sees it, the first of many."""
    contents = (one.finding.content or one.finding.found).split("\n")
    return _short("; ".join(shown(content).nl for content in contents if content))


def expected(one: Override) -> str:
    """Return what should stand there; of a block that was shifted, where it belongs."""
    told = one.finding.expected
    return f"in {told}" if one.finding.what is What.SHIFTED else _short(told)


def cells(one: Override) -> str:
    """Return the cells; of cells that do not touch, the first ones."""
    first, _, others = one.finding.cells.partition(", ")
    return f"{first} e.a." if others else first


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def counted(these: Sequence[Override]) -> Words:
    """Say how many there are, open and justified; for a heading."""
    justified = sum(one.justified is not None for one in these)
    parts = [(len(these) - justified, OPEN), (justified, JUSTIFIED)]
    told = [(count, word) for count, word in parts if count]
    return Words(*(", ".join(f"{count} {word.say(lang)}" for count, word in told) for lang in ("nl", "en")))


def sentence(these: Sequence[Override], year: int) -> Words | None:
    """Say how many there are with their effects added up, and where to look; None where there are none."""
    if not these:
        return None
    by_stand = [[one for one in these if (one.justified is None) is is_open] for is_open in (True, False)]
    nl, en = (", ".join(_group(group, lang) for group in by_stand if group) for lang in ("nl", "en"))
    book = f"vergelijking-{year}.xlsx"
    return Words(
        f"Ingrepen in werkmappen: {nl}; zie planner check {year} en het blad {SHEET} van {book}.",
        f"Overrides in workbooks: {en}; see planner check {year} and the sheet {SHEET} of {book}.",
    )


def _group(these: Sequence[Override], lang: Lang) -> str:
    known = [one for one in map(effect, these) if one is not None]
    name, unknown = f"{len(these)} {stands(these[0]).say(lang)}", len(these) - len(known)
    if not known:
        return name
    euro = Words(f"effecten samen € {amount(sum(known), 'nl')}", f"effects together EUR {amount(sum(known), 'en')}")
    more = Words(f"; van {unknown} niet te bepalen", f"; of {unknown} not known") if unknown else Words("", "")
    return f"{name} ({euro.say(lang)}{more.say(lang)})"
