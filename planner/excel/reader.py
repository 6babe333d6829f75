"""Reads an opened workbook by its declaration and collects every problem; knows no budgets.

Sheets, headings and labels are found by name wherever they stand. Nothing is guessed: what looks like a name
is suggested in the problem and not read.
"""

from planner.excel.cells import Opened
from planner.excel.labelled import read_labelled
from planner.excel.matching import listed, meant, normalised, there_is
from planner.excel.outside import links
from planner.excel.results import LabelledRead, Read, TableRead
from planner.excel.tables import read_table
from planner.excel.vocabulary import LISTS_SHEET, Workbook
from planner.places import Origin, Place, Table
from planner.problems import Problem, problem


def read(declaration: Workbook, opened: Opened, path: str, digest: str) -> Read:
    """Read a workbook by its declaration; `path` and `digest` go into every place and origin."""
    names, problems = _match(declaration, opened, path)
    labelled: dict[str, LabelledRead] = {}
    sheets = {name: opened.sheet(name) for name in names.values()}
    tables: dict[str, TableRead] = {}
    for sheet in declaration.sheets:
        name = names.get(sheet.name)
        if name is None:
            missing = Table(path, digest, sheet.name)
            if sheet.labelled:
                labelled[sheet.name] = LabelledRead(sheet, Origin(missing, 1), {}, found=False)
            else:
                tables[sheet.name] = TableRead(sheet, missing, found=sheet.optional)
        elif sheet.labelled:
            labelled[sheet.name], found = read_labelled(sheet, sheets[name], path, digest)
            problems += found
        else:
            tables[sheet.name], found = read_table(sheet, sheets[name], path, digest)
            problems += found
    problems += links(opened.package, sheets.values(), path)
    return Read(declaration, path, digest, labelled, tables, tuple(problems), opened.properties)


def _match(declaration: Workbook, opened: Opened, path: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the name in the workbook of each declared sheet, and what is missing, doubled or extra."""
    where = Place(path)
    wanted = {normalised(sheet.name): sheet.name for sheet in declaration.sheets}
    aside = {normalised(name) for name in (LISTS_SHEET, *declaration.aside)}
    names: dict[str, str] = {}
    extra: list[str] = []
    problems: list[Problem] = []
    for name in opened.names:
        sheet_name = wanted.get(normalised(name))
        if sheet_name is None:
            if normalised(name) not in aside:
                extra.append(name)
        elif sheet_name in names:
            problems.append(problem("sheet-twice", where, expected=sheet_name, first=names[sheet_name], found=name))
        else:
            names[sheet_name] = name
    for sheet in declaration.sheets:
        if sheet.name not in names and not sheet.optional:
            look_alike = there_is(meant(sheet.name, extra))
            problems.append(problem("sheet-missing", where, expected=sheet.name, hint=look_alike))
    if extra:
        problems.append(problem("extra-sheets", where, found=listed(extra)))
    return names, problems
