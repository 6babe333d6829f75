"""The comparison as a workbook: the answer, the table against the frame, who pays, the causes, what is open."""

from planner.calculations.limits import Limits
from planner.excel.book import Page, workbook
from planner.problems import Words
from planner.records import Reference
from planner.stages.bridge import Bridge
from planner.stages.comparison import Comparison
from planner.stages.financing import Paid
from planner.views import answer, comparison


def book(
    compared: Comparison, limits: Limits, paid: tuple[Paid, Paid | None], bridge: Bridge, reference: Reference
) -> bytes:
    """Return the comparison workbook of a year, in Dutch; the same results give the same bytes."""
    remark = reference.general.remark
    lines = (*answer.answer(compared, limits, bridge), *([Words(remark, remark)] if remark else []))
    pages = (
        Page("Vergelijking", lines, (comparison.table(compared), comparison.financing(*paid, reference))),
        Page("Oorzaken", (), (comparison.causes(bridge, reference, compared.year),)),
        Page("Openstaand", (), (comparison.open_items(compared.open_items),)),
    )
    return workbook(pages, f"Vergelijking {compared.year}", "Gemaakt door planner uit de werkmappen van dit jaar.")
