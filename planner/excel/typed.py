"""What stands in single cells as somebody typed it, with the formula where there is one; knows no declarations."""

import re
from collections.abc import Iterable

from planner.excel.cells import Opened, SheetCells
from planner.excel.found import typed
from planner.excel.matching import number
from planner.places import Place

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def typed_at(opened: Opened, places: Iterable[Place]) -> dict[Place, tuple[str, str | None]]:
    """Return the text and formula of each of these cells that holds anything."""
    sheets: dict[str, SheetCells] = {}
    found: dict[Place, tuple[str, str | None]] = {}
    for place in places:
        match = _CELL.fullmatch(place.cell or "")
        if match is None or place.sheet not in opened.names or place.sheet is None:
            continue
        if place.sheet not in sheets:
            sheets[place.sheet] = opened.sheet(place.sheet)
        cell = sheets[place.sheet].at(int(match[2]), number(match[1]))
        if cell is not None and cell.value not in {None, ""}:
            found[place] = (typed(cell), cell.formula)
    return found
