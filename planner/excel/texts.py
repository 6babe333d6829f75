"""What people type where a number belongs that is none: nothing, pm with an amount, a footnote, an o for a 0.

Nothing is guessed here: what is likely meant is shown in a question and never read. Knows no cells.
"""

import re
from decimal import Decimal

from planner import dutch

_NOT_APPLICABLE = frozenset({"n.v.t.", "n.v.t", "nvt", "nvt.", "niet van toepassing", "n/a", "n.a."})
_DASHES = re.compile(r"(€\s*)?-{1,3}(,-{1,2})?")
_LETTERS = str.maketrans("oOоОΟοlI|ı", "000000" + "1111")
"""Latin, Cyrillic and Greek o; l, I, a bar and the i without a dot."""
_PM = re.compile(r"(?i)(?<![a-z])p\.?\s?m\.?(?![a-z])")
_MARK = re.compile(r"(.*[0-9)\-])\s*(?:[*†‡§#¹²³⁰⁴-⁹]+\)?|\s\(?[a-z0-9]{1,2}\))", re.IGNORECASE)
_MARK_BEFORE = re.compile(r"[*†‡§#]+\s*(.*[0-9].*)")


def is_not_applicable(text: str) -> bool:
    """Tell whether a text says that there is nothing to fill in here."""
    return dutch.plain(text).casefold() in _NOT_APPLICABLE


def is_dash(text: str) -> bool:
    """Tell whether a text is a dash by itself: how people and Excel's accounting format show nothing."""
    return _DASHES.fullmatch(dutch.narrow(text)) is not None


def is_nil(text: str) -> bool:
    """Tell whether a text is a word for zero."""
    return dutch.plain(text).casefold().rstrip(".") in {"nihil", "nul"}


def is_partly_known(text: str) -> bool:
    """Tell whether a text holds an amount as well as pm (`-173-PM`), which no single amount can say."""
    rest, times = _PM.subn(" ", dutch.narrow(text))
    return bool(times) and re.fullmatch(r"[-+&€\s.,0-9()]*[0-9][-+&€\s.,0-9()]*", rest) is not None


def without_mark(text: str) -> str | None:
    """Return the number before a footnote mark (`249**`, `249 1)`), None where that is not what a text is."""
    body = dutch.narrow(text)
    match = _MARK.fullmatch(body) or _MARK_BEFORE.fullmatch(body)
    return match[1].strip() if match and _is_number(match[1]) else None


def with_digits(text: str) -> str | None:
    """Return a number with digits for the letters that look like them, None where that gives none."""
    body = dutch.narrow(text)
    changed = body.translate(_LETTERS)
    return changed if changed != body and _is_number(changed) else None


def _is_number(text: str) -> bool:
    return isinstance(dutch.read_number(text), Decimal | dutch.Ambiguous)
