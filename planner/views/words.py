"""The words for what the stages return, in Dutch and English; knows no layout."""

from planner.agreement import Role
from planner.amounts import Basis, Vat
from planner.calculations.bridge import Part
from planner.calculations.fitting import Verdict
from planner.problems import Words
from planner.records import Test

TESTS = {
    Test.BINDING: Words("taakstellend", "binding"),
    Test.CEILING: Words("plafond", "ceiling"),
    Test.ESTIMATE: Words("raming", "estimate"),
}
VERDICTS = {
    Verdict.OVER: Words("te hoog", "over"),
    Verdict.OPEN: Words("open", "open"),
    Verdict.SHIFT: Words("past met verschuiving", "fits with a shift"),
    Verdict.ABOVE_ESTIMATE: Words("boven raming", "above estimate"),
    Verdict.BELOW_FLOOR: Words("onder ondergrens", "below floor"),
    Verdict.WITHIN: Words("past", "within"),
}
PARTS = {
    Part.INDEX: Words("index", "index"),
    Part.RATE: Words("tarief", "rate"),
    Part.VOLUME: Words("volume", "volume"),
    Part.OTHER: Words("overig", "other"),
    Part.NEW: Words("nieuw", "new"),
    Part.ENDED: Words("vervallen", "ended"),
    Part.MOVED: Words("verschoven", "moved"),
    Part.OPEN: Words("open", "open"),
    Part.VAT: Words("btw", "VAT"),
}
REASONS = {
    "pm": Words("bedrag nog niet bekend (pm)", "amount not known yet (pm)"),
    "range": Words("bedrag is een bandbreedte", "amount is a range"),
    "row": Words("regel met een fout", "row with an error"),
    "price": Words("regel zonder index of btw-relatie", "row without index or VAT relation"),
    "missing": Words("offerte ontbreekt", "quote is missing"),
    "quote": Words("offerte is niet bruikbaar", "quote cannot be used"),
    "file": Words("bestand is niet bruikbaar", "file cannot be used"),
    "ceiling": Words("plafond nog niet bepaald (pm)", "ceiling not decided yet (pm)"),
    "below-table": Words("invoer onder de tabel", "entries below the table"),
}
VATS = {
    Vat.INCLUDING: Words("inclusief btw", "including VAT"),
    Vat.EXCLUDING: Words("exclusief btw", "excluding VAT"),
}


def basis(value: Basis) -> Words:
    """Return a price level and VAT basis in words."""
    vat = (
        Words("inclusief btw", "including VAT")
        if value.vat is Vat.INCLUDING
        else Words("exclusief btw", "excluding VAT")
    )
    return Words(f"in prijzen van {value.price_level}, {vat.nl}", f"in prices of {value.price_level}, {vat.en}")


def favourable(difference: int) -> Words:
    """Say whether a difference (offer less ceiling) is favourable, since signs are not read alike."""
    if not difference:
        return Words("gelijk", "equal")
    return Words("nadelig", "unfavourable") if difference > 0 else Words("voordelig", "favourable")


def party(organisation: str | None, role: Role | None) -> str:
    """Return an organisation with its role."""
    return f"{organisation} ({role})" if organisation else "?"
