"""The next version of a frame as a workbook, through its declaration; decides nothing."""

from planner.books.filling import TEMPLATE_VERSION, money
from planner.excel.forms import Content, form
from planner.excel.layout import Cell, Row, SheetContent
from planner.money import euros
from planner.records import Frame, Reference
from planner.sheets import frame as declared


def book(frame: Frame, reference: Reference, path: str) -> bytes:
    """Return the workbook of a frame in euro; it reads back as the same frame."""
    values: dict[str, Cell] = {
        "template": TEMPLATE_VERSION,
        "year": frame.year,
        "version": frame.version,
        "price_level": frame.basis.price_level,
        "vat": frame.basis.vat,
        "amounts_in": 1,
        "indexed": frame.indexed,
        "decided_on": frame.decided_on,
        "reference": frame.reference,
        "remark": frame.remark,
    }
    ceilings: list[Row] = [
        {
            "heading": ceiling.heading,
            "amount": money(ceiling.amount),
            "floor": None if ceiling.floor is None else euros(ceiling.floor),
            "test": ceiling.test,
            "note": ceiling.note,
        }
        for ceiling in frame.ceilings
    ]
    sheets = {"Kader": SheetContent(values=values), "Plafonds": SheetContent(rows=ceilings)}
    if frame.others:
        rows: list[Row] = [
            {"heading": item.heading, "description": item.description, "amount": money(item.amount)}
            for item in frame.others
        ]
        sheets["Overige posten"] = SheetContent(rows=rows)
    lists = {("Posten", "Post"): [heading.code for heading in reference.headings]}
    return form(declared.WORKBOOK, Content(sheets, lists), path=path)[0]
