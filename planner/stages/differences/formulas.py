"""Formulas of two stands beside each other, whatever rows and columns moved between them; pure."""

import re
from collections.abc import Mapping

_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.$!\]])(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)(?![A-Za-z0-9_(])")


def comparable(formula: str, sheet: str, row: int, columns: Mapping[str, str]) -> str:
    """Return a formula with fields in the place of cells of its own row, and no address of any other.

    Another row may stand anywhere in another version, so that only what is done with it is compared. `columns`
    gives the field of each column letter.
    """
    own = (f"{sheet}!", f"'{sheet}'!", f"${sheet}.")
    for name in own:
        formula = formula.replace(name, "")
    parts = formula.split('"')  # texts stand between quotes, at the odd places
    for at in range(0, len(parts), 2):
        parts[at] = _REFERENCE.sub(lambda found: _said(found, row, columns), parts[at].replace(" ", "")).casefold()
    return '"'.join(parts)


def _said(found: "re.Match[str]", row: int, columns: Mapping[str, str]) -> str:
    if int(found[4]) != row:
        return "{}"
    return f"{{{columns.get(found[2].upper(), '')}}}"
