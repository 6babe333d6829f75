"""Codes that must stand in a list of the reference values, with a hint for what was probably meant."""

import difflib
from collections.abc import Collection, Iterator

from planner.places import Place
from planner.problems import Problem, Words, problem


def unknown_code(found: str, codes: Collection[str], where: Place, sheet: str, column: str) -> Problem:
    """Return the problem of a code that is not in a list, naming the sheet and column that holds the list."""
    near = difflib.get_close_matches(found.casefold(), [code.casefold() for code in codes], n=1)
    meant = next((code for code in codes if near and code.casefold() == near[0]), None)
    hint = Words(f" Bedoeld: '{meant}'?", f" Did you mean '{meant}'?") if meant else Words("", "")
    return problem("unknown-code", where, found=found, sheet=sheet, column=column, hint=hint)


def known(found: str, codes: Collection[str], where: Place, sheet: str, column: str) -> Iterator[Problem]:
    """Yield the problem of a code that is not in a list; nothing where it is."""
    if found not in codes:
        yield unknown_code(found, codes, where, sheet, column)
