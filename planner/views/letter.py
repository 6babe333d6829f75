"""The covering text to mail with a return copy: what was found, what to do, and by when; in Dutch, writes no file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner import dutch
from planner.files import digest
from planner.problems import Problem, message

NAMED = 5
"""So many findings are in the text itself; the workbook holds them all."""
MARKS = (
    "Cellen met een fout zijn rood met een doorgetrokken rand, die met een waarschuwing geel met een streepjesrand en "
    "die zijn verantwoord blauw met een dubbele rand; verder is niets veranderd."
)
"""How cells are marked, so that it can also be told without colour."""

_MARK = "Kenmerk:"
_MARKED = re.compile(rf"\n{_MARK} ([0-9a-f]{{16}})-([0-9a-f]{{16}})\s*$")


@dataclass(frozen=True, slots=True)
class Covering:
    """What the text is about: the workbook as it came, its copy, and what is known of the quote in it."""

    workbook: str
    copy: str
    apart: bool
    found: str
    whose: str = ""
    version: int | None = None
    due: date | None = None


def letter(about: Covering, problems: Sequence[Problem], copy: bytes) -> str:
    """Return the text; `problems` in the order in which the copy numbers them. Its last line knows copy and text."""
    paragraphs = [
        f"Onderwerp: bevindingen bij {about.workbook}{f' ({about.whose})' if about.whose else ''}",
        "Beste collega,",
        f"Dank voor de toegezonden werkmap {about.workbook}. Bij het nakijken vonden wij {about.found}.",
        _copy(about),
        "\n".join(["De eerste op een rij:", *_named(problems)]),
        _asked(about),
        "Wat niet te lezen is telt tot die tijd mee als open post, en niet als nul. Bij vragen helpen wij graag.",
        "Met vriendelijke groet,",
    ]
    text = "\n\n".join(paragraphs) + "\n"
    return f"{text}\n{_MARK} {digest(copy)[:16]}-{digest(text.encode())[:16]}\n"


def goes_with(text: str, copy: bytes) -> bool:
    """Tell whether a copy is still as it was when this text was made."""
    found = _MARKED.search(text)
    return found is not None and found[1] == digest(copy)[:16]


def is_untouched(text: str) -> bool:
    """Tell whether nobody changed this text since it was made."""
    found = _MARKED.search(text)
    return found is not None and found[2] == digest(text[: found.start()].encode())[:16]


def _copy(about: Covering) -> str:
    if about.apart:
        return f"Alle bevindingen staan in de bijlage {about.copy}, met per bevinding de cel en wat er te doen is."
    return (
        f"De bijlage {about.copy} is een kopie van uw werkmap met vooraan het blad Bevindingen: per bevinding de cel, "
        f"wat er is gevonden en wat er te doen is. Een klik op de cel brengt u erheen. {MARKS}"
    )


def _named(problems: Sequence[Problem]) -> list[str]:
    told = []
    for at, one in enumerate(problems[:NAMED], 1):
        place = " ".join(part for part in (one.where.sheet, one.where.cell) if part)
        told.append(f"{at:>3}. {place + ': ' if place else ''}{message(one, 'nl')}")
    more = len(problems) - NAMED
    return [*told, f"     ... en nog {more} in de bijlage."] if more > 0 else told


def _asked(about: Covering) -> str:
    higher = f" Zet de versie daarbij op {about.version + 1}." if about.version is not None else ""
    until = f" Volgens de kalender is dat uiterlijk {dutch.long_date(about.due)}." if about.due else ""
    return (
        f"Wilt u de fouten in uw eigen werkmap verbeteren en haar opnieuw inzenden?{higher}{until} "
        "Klopt iets waarbij een waarschuwing staat zoals het is, dan hoeft u daar niets aan te doen."
    )
