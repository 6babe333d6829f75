"""What a number format shows of a number; knows no cells.

A format is read as Excel writes it (`#,##0.00`, `General`), its first part only.
"""

import re
from functools import cache

_ZEROS = re.compile(r"""((?:"[^"]*"|\\.)*)(0+)((?:"[^"]*"|\\.)*)""")


def as_shown(value: float, number_format: str) -> str | None:
    """Return a whole number as a format of only zeros and fixed texts shows it: 2 under `00` is 02; else None."""
    match = _ZEROS.fullmatch(number_format)
    if match is None or value != int(value) or value < 0:
        return None
    before, after = (re.sub(r'"([^"]*)"|\\(.)', r"\1\2", match[part]) for part in (1, 3))
    shown = f"{before}{int(value):0{len(match[2])}}{after}"
    return shown if shown != str(int(value)) else None


@cache
def shown_decimals(number_format: str) -> int | None:
    """Return the decimals that a number format shows; None for General and for formats that show no digits."""
    first = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format).split(";")[0]
    digits = re.search(r"[0#?][0#?,. ]*", first)
    if digits is None or "E" in first.upper():
        return None
    return sum(character in "0#?" for character in digits[0].partition(".")[2])
