"""The blank workbooks with which a workspace begins; knows no folder and fills in nothing that parties decide."""

from collections.abc import Iterator

from planner.agreement import ENDS_ON, SUBJECTS, YEARS_IN_CYCLE
from planner.excel.forms import Content, form
from planner.excel.layout import SheetContent
from planner.sheets import frame, reference, strategy

TEMPLATE_VERSION = 1


def blank(year: int) -> Iterator[tuple[str, bytes]]:
    """Return the blank workbooks of a year: the path of each in the workspace, and its bytes."""
    first, last = cycle_of(year)
    yield "uitgangspunten.xlsx", form(reference.WORKBOOK)[0]
    yield f"strategie-{first}-{last}.xlsx", form(strategy.WORKBOOK, _strategy(first, last))[0]
    yield f"{year}/kader-{year}.xlsx", form(frame.WORKBOOK, _frame(year))[0]


def cycle_of(year: int) -> tuple[int, int]:
    """Return the first and last year of the multi-year cycle that a year is in.

    The agreement fixes four years (art. 3.1 a) and its own end, not where a cycle begins: assumption, the last
    cycle ends with the agreement.
    """
    last = ENDS_ON.year - (ENDS_ON.year - year) // YEARS_IN_CYCLE * YEARS_IN_CYCLE
    return last - YEARS_IN_CYCLE + 1, last


def _strategy(first: int, last: int) -> Content:
    years = range(first, last + 1)
    return Content(
        {
            "Strategie": SheetContent(
                values={"template": TEMPLATE_VERSION, "cycle": f"{first}-{last}", "amounts_in": 1}
            ),
            "Raming": SheetContent(years=years),
            "Onderwerpen": SheetContent(
                rows=[{"letter": subject.letter, "subject": subject.wording} for subject in SUBJECTS]
            ),
        }
    )


def _frame(year: int) -> Content:
    values = {"template": TEMPLATE_VERSION, "year": year, "version": 1, "amounts_in": 1}
    return Content({"Kader": SheetContent(values=values), "Overige posten": SheetContent()})
