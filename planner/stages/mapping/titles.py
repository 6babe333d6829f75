"""Reads from the texts above the lines, and from the name of the file, whose a workbook is and what it states; pure."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from planner.agreement import Role
from planner.amounts import Vat
from planner.stages.mapping.columns import Guessed
from planner.stages.mapping.grid import Grid, Known
from planner.stages.mapping.words import (
    A_DATE,
    EXCLUDING,
    IN_THOUSANDS,
    INCLUDING,
    PRICE_LEVEL,
    VERSION,
    YEAR,
)

LABELS = frozenset({"versie", "version", "versienummer", "versienr"})


def above(guessed: Guessed) -> list[str]:
    """Return the name of the sheet and the texts down to the headings."""
    grid = guessed.grid
    rows = [row for row in grid.rows if row <= guessed.row]
    return [grid.name, *(text for row in rows for column in grid.rows[row] if (text := grid.shown(row, column)))]


def spaced(file: str) -> str:
    """Return the name of a file with spaces between its words."""
    return re.sub(r"[_-]", " ", file)


def year(guessed: Guessed, file: str) -> int | None:
    """Return the year that the title names most, those of dates and price levels aside; one of the columns first.

    Of a period (`2027-2030`) the first year is meant. A price level says it where nothing else does.
    """
    named: Counter[int] = Counter()
    headings = {text for texts in guessed.names.values() for text in texts}
    texts = [*(text for text in above(guessed) if text not in headings), spaced(file)]
    for text in texts:
        said = PRICE_LEVEL.sub(" ", A_DATE.sub(" ", text))
        if (found := YEAR.search(said)) and not YEAR.fullmatch(said):
            named[int(found[0])] += 1
    best = sorted(named, key=lambda one: (one in guessed.named, named[one], -one if one in guessed.named else one))
    levels = [int(level[2]) for text in texts if (level := PRICE_LEVEL.search(text))]
    return best[-1] if best else next((level for level in levels if level in guessed.named), None)


def head(texts: Sequence[str], known: Known, file: str) -> dict[str, Any]:
    """Return the constants that the texts above the lines and the name of the file tell, the year aside."""
    everything = " | ".join([*texts, spaced(file)])
    level, version_ = PRICE_LEVEL.search(everything), VERSION.search(everything)
    found: dict[str, Any] = {
        "version": int(version_[2]) if version_ else 1,
        "amounts_in": 1000 if IN_THOUSANDS.search(everything) else 1,
    }
    if level:
        found["price_level"] = int(level[2])
    if INCLUDING.search(everything) or EXCLUDING.search(everything):
        found["vat"] = Vat.INCLUDING if INCLUDING.search(everything) else Vat.EXCLUDING
    words = set(re.findall(r"[\w-]+", everything.casefold()))
    named = {code for name, code in known.organisations.items() if name in words or name in everything.casefold()}
    roles = {role for role in Role if str(role).casefold() in words}
    if len(named) == 1:
        found["organisation"] = named.pop()
        if len(roles) == 1 and roles <= known.roles.get(found["organisation"], frozenset()):
            found["role"] = roles.pop()
    return found


def version(grids: Sequence[Grid], guessed: Guessed) -> tuple[tuple[str, str, int, int], ...]:
    """Return where the workbook says its version: field, sheet, row and column; beside a label, or in a text."""
    for grid in grids:
        for row, cells in list(grid.rows.items())[:20]:
            if grid is guessed.grid and row >= guessed.row:
                break
            for column in sorted(cells):
                text = grid.shown(row, column)
                beside = [at for at in sorted(cells) if at > column][:1]
                if text.casefold().rstrip(": ") in LABELS and beside and re.search(r"\d", grid.shown(row, beside[0])):
                    return (("version", grid.name, row, beside[0]),)
                if VERSION.search(text):
                    return (("version", grid.name, row, column),)
    return ()
