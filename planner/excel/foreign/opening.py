"""Says whose a foreign workbook is and what its amounts are stated in: by constants of the mapping and by cells."""

import re
from typing import Any

from planner.excel.cells import Cell, Opened
from planner.excel.foreign.placing import like, shown
from planner.excel.found import ABSENT, REFUSED, Finding
from planner.excel.kinds import door, judged
from planner.excel.matching import number
from planner.excel.results import LabelledRead
from planner.excel.vocabulary import Column, Sheet, Whole, Year
from planner.places import Origin, Place, Table
from planner.problems import Problem, problem
from planner.records.mapping import Mapping


def opening(sheet: Sheet, mapping: Mapping, opened: Opened, table: Table) -> tuple[LabelledRead, list[Problem]]:
    """Return the values of the opening sheet of a quote, each with the cell that it comes from."""
    values: dict[str, Any] = {name: value for name, value in mapping.head if value is not None}
    other = {name: _in_mapping(mapping, name) for name in values}
    # The mapping serves the next version too, whose name may say its number where the workbook does not.
    values |= {column.field: said for column in sheet.columns if (said := _in_name(column, table.workbook))}
    bad: set[str] = set()
    problems: list[Problem] = []
    columns = {column.field: column for column in sheet.columns}
    for name, sheet_name, address in mapping.cells:
        where, cell = _cell(opened, sheet_name or table.sheet, address)
        other[name] = where
        if cell is None or cell.value is None or cell.value == "":
            continue
        value = _value(columns[name], cell)
        if isinstance(value, Finding):
            place = Origin(table, 1, ((name, where),)).cell(name)
            told, value = judged(value, columns[name], place)
            problems.append(told)
        if value is REFUSED:
            bad.add(name)
            values.pop(name, None)
        elif value is not ABSENT:
            values[name] = value
    for column in sheet.columns:
        if column.required and column.field not in values and column.field not in bad:
            bad.add(column.field)
            place = _place(mapping, column.field)
            problems.append(problem("mapping-constant-missing", place, heading=column.heading))
    origin = Origin(table, table.heading_row, tuple(other.items()))
    return LabelledRead(sheet, origin, values, frozenset(bad)), problems


def year_of(sheet: Sheet, mapping: Mapping, opened: Opened) -> int | None:
    """Return the year of a workbook, which decides what its columns of years mean."""
    for name, sheet_name, address in mapping.cells:
        if name == "year":
            _, cell = _cell(opened, sheet_name or mapping.sheet, address)
            value = _value(sheet.column(name), cell) if cell else None
            if isinstance(value, int):
                return value
    found: int | None = dict(mapping.head).get("year")
    return found


def _place(mapping: Mapping, name: str) -> Place:
    return mapping.origin.cell(name)


def _in_mapping(mapping: Mapping, name: str) -> str:
    """Return the address of a constant, in the way in which Excel names a cell of another file."""
    place = _place(mapping, name)
    return f"[{place.workbook}]{place.sheet}!{place.cell}"


def _cell(opened: Opened, sheet: str, address: str) -> tuple[str, Cell | None]:
    name = next((one for one in opened.names if like(one, sheet)), sheet)
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]+)", address.strip().upper())
    where = f"{name}!{match[1]}{match[2]}" if match else f"{name}!A1"
    if match is None or name not in opened.names:
        return where, None
    return where, opened.sheet(name).at(int(match[2]), number(match[1]))


def _value(column: Column, cell: Cell) -> Any:
    """Take a cell by its kind; of a text such as `Versie 2` or `Begroting 2027` the number that is meant."""
    if isinstance(column.kind, Whole | Year) and isinstance(cell.value, str):
        text = shown(cell)
        digits = re.findall(r"\b(?:19|20|21)\d{2}\b" if isinstance(column.kind, Year) else r"\d+", text)
        said = _said(column, text)
        if said is not None or len(digits) == 1:
            cell = cell._replace(value=int(digits[0]) if said is None else said)
    return door(column.kind)(cell)


def _said(column: Column, text: str) -> int | None:
    """Return the number behind the name of a column or its first letter: 2 of `versie 2` and of `v2`."""
    found = re.search(
        rf"\b(?:{re.escape(column.heading)}|{column.heading[0]})\W{{0,3}}(\d{{1,3}})\b", text, re.IGNORECASE
    )
    return int(found[1]) if found else None


def _in_name(column: Column, path: str) -> int | None:
    """Return a number that only the name of the file says: `begroting_v2.xlsx`."""
    if not column.required or not isinstance(column.kind, Whole):
        return None
    return _said(column, re.sub(r"[_-]", " ", path.rpartition("/")[2]))
