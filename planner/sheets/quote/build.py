"""Turns a quote or assignment as read into a record in whole cents; knows no reference values."""

from planner.excel.results import Read, Row
from planner.excel.units import Units
from planner.problems import Problem, problem
from planner.records import Quote, Risk, Unread
from planner.sheets import shared
from planner.sheets.quote.costs import COSTS
from planner.sheets.quote.declaration import ASSIGNMENT, REQUEST_PROPERTY, RISKS
from planner.sheets.quote.lines import read_lines


def records(read: Read) -> tuple[Quote | Unread, list[Problem]]:
    """Return the quote or assignment in cents, and the problems of rows and subjects.

    Without a whole opening sheet or with a heading of `Kosten` missing it is unread, and its rows are
    checked all the same, so that a sender hears everything at once.
    """
    first = read.first
    required = read.declaration.name == ASSIGNMENT.name
    subjects, problems = shared.subjects(read, "subject-required" if required else "subject-missing")
    found_lines = read_lines(read)
    problems += found_lines.problems
    risks, found = _risks(read)
    problems += found
    basis = shared.basis(first)
    if not shared.is_record(read, COSTS.name) or basis is None:
        return shared.unread(read), problems
    if first.get("unrecoverable_vat") is None and "unrecoverable_vat" not in first.bad:
        column = first.sheet.column("unrecoverable_vat")
        where = first.origin.cell(column.field)
        problems.append(problem("unrecoverable-vat-assumed", where, heading=column.heading))
    quote = Quote(
        organisation=first.text("organisation"),
        role=first.get("role"),
        year=first.get("year"),
        version=first.get("version"),
        dated=first.day("dated"),
        reference=first.text("reference"),
        basis=basis,
        unrecoverable_vat=bool(first.get("unrecoverable_vat")),
        valid_until=first.day("valid_until"),
        lines=found_lines.lines,
        subjects=subjects,
        risks=risks,
        remark=first.text("remark"),
        origin=first.origin,
        refused=found_lines.refused,
        request=first.text("request") or read.properties.get(REQUEST_PROPERTY, ""),
        doubtful=found_lines.doubtful,
    )
    return quote, problems


def _risks(read: Read) -> tuple[tuple[Risk, ...], list[Problem]]:
    units = shared.units(read, RISKS.name)
    if units is None:
        return (), []
    risks = tuple(_risk(row, units) for row in read.tables[RISKS.name].rows)
    return risks, units.notes(shared.heading_names(RISKS))


def _risk(row: Row, units: Units) -> Risk:
    consequence = row.money("consequence")
    return Risk(
        description=row.text("description"),
        chance=row.number("chance"),
        consequence=units.span(consequence, "consequence", row.origin.row) if consequence else None,
        measure=row.text("measure"),
        origin=row.origin,
    )
