"""Fills figures into a workbook of somebody's own and writes it where that was asked; prints nothing.

A file that stands there already is replaced only when it is an earlier filling of the same template that nobody has
saved since.
"""

from dataclasses import dataclass
from pathlib import Path

from planner.books import house
from planner.excel import gate
from planner.files import Written, put
from planner.places import Place
from planner.problems import Problem, problem
from planner.views.results import Results


@dataclass(frozen=True, slots=True)
class Done:
    """What was filled in and where it was written (None where it was not), with what is wrong."""

    put: tuple[house.Put, ...]
    written: Written | None
    problems: tuple[Problem, ...]


def fill(template: Path, output: Path, results: Results, *, known: bool = False) -> Done:
    """Write a template filled with the figures of a year; raises CannotWrite. The template itself is never written."""
    data = gate.fetch(template, template.name)
    if not isinstance(data, bytes):
        return Done((), None, (data,))
    filled = house.fill(data, results, template.name, known=known)
    if filled.data is None:
        return Done(filled.put, None, filled.problems)
    if output.exists() and not _may_replace(output, data, filled):
        exists = problem("fill-exists", Place(output.as_posix()))
        return Done(filled.put, None, (*filled.problems, exists))
    return Done(filled.put, put(output, filled.data), filled.problems)


def _may_replace(output: Path, template: bytes, filled: house.Filled) -> bool:
    there = gate.fetch(output, output.name)
    if not isinstance(there, bytes):
        return False
    return there == filled.data or house.unchanged(template, there, filled.put)
