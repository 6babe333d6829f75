"""What differs between two stands of cost lines as a workbook: the changes, the sums by heading, and the room."""

from collections.abc import Sequence

from planner.amounts import Vat
from planner.excel.book import Page, workbook
from planner.stages.differences import Differences, Room
from planner.views import differences as view


def book(found: Differences, rooms: Sequence[Room], names: tuple[str, str], vat: Vat, *, own: bool) -> bytes:
    """Return the workbook, in Dutch; the same differences give the same bytes."""
    sums = [view.headings(found), *([view.rooms(rooms, vat, own=own)] if rooms else [])]
    pages = (
        Page("Wijzigingen", tuple(view.sentences(found, names)), (view.changes(found, names, rooms),), 0, 1),
        Page("Per post", (), tuple(sums)),
    )
    return workbook(pages, "Wijzigingen", f"Gemaakt door planner uit {names[0]} en {names[1]}.")
