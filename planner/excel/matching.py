"""Names as people type them: the same name in another spelling, the name that was probably meant, cell addresses.

Knows no declarations and no workbooks.
"""

import difflib
import functools
import re
from collections.abc import Iterable, Sequence

from planner.dutch import plain
from planner.problems import Words

MOST_NAMES, LONGEST_NAME = 25, 80
"""More names than these, or longer ones, make no sentence any more (a workbook may hold thousands)."""
MOST_CANDIDATES = 500
_APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")


def normalised(name: str) -> str:
    """Return a name as it is compared: without case, double spaces, line breaks and a colon at the end."""
    return _remembered(name) if len(name) <= LONGEST_NAME else _normalised(name)


def _normalised(name: str) -> str:
    return plain(re.sub(r"\s+", " ", name)).rstrip(": ").translate(_APOSTROPHES).casefold()


_remembered = functools.lru_cache(maxsize=10_000)(_normalised)
"""The same few names are compared with every cell; long texts are not kept, so that no workbook fills the memory."""


def meant(name: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the candidate that looks most like a name, None where none does."""
    likely = [candidate for candidate in candidates if len(candidate) <= LONGEST_NAME]
    by_normal = {normalised(candidate): candidate for candidate in likely[:MOST_CANDIDATES]}
    found = difflib.get_close_matches(normalised(name), by_normal, n=1, cutoff=cutoff)
    return by_normal[found[0]] if found else None


def hint(look_alike: str | None) -> Words:
    """Return the end of a sentence that asks whether a look-alike was meant; nothing where there is none."""
    if look_alike is None:
        return Words("", "")
    return Words(f" Bedoelde u “{look_alike}”?", f" Did you mean “{look_alike}”?")


def there_is(look_alike: str | None) -> Words:
    """Return the end of a sentence that shows what stands there instead; nothing where there is nothing."""
    if look_alike is None:
        return Words("", "")
    return Words(f" Er staat wel “{look_alike}”; is dat bedoeld?", f" There is “{look_alike}”; is it meant?")


def letter(column: int) -> str:
    """Return the letters of a column: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def number(letters: str) -> int:
    """Return the number of a column by its letters: A is 1, AB is 28."""
    column = 0
    for character in letters:
        column = column * 26 + ord(character) - 64
    return column


def listed(names: Iterable[str]) -> str:
    """Return names for a sentence; of many the first, and how many more there are."""
    every = [name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…" for name in names]
    more = len(every) - MOST_NAMES
    return ", ".join(every) if more < 2 else f"{', '.join(every[:MOST_NAMES])}, … (+{more})"


def ranges(column: str, rows: Sequence[int]) -> str:
    """Return cells of one column with runs of rows as ranges: `J2:J14, J17`."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(f"{column}{first}" if first == last else f"{column}{first}:{column}{last}" for first, last in runs)
