"""The decision note as a Word document: a template filled with what the note says; knows no folder and no register."""

from datetime import UTC, datetime, time
from typing import Any

from planner.agreement import SIGNED_ON
from planner.documents import placeholders, template
from planner.places import Place
from planner.problems import Problem
from planner.resources import templates
from planner.views.note import Note
from planner.views.note import note as said
from planner.views.results import Results

NAME = "oplegnotitie.docx"
"""The name of the template, in what planner ships and in a workspace."""
SHIPPED = Place(f"templates/{NAME}")
FIXED = datetime.combine(SIGNED_ON, time(), UTC)
"""When every document was made, as far as the document knows: a clock would make each one different."""


def shipped() -> bytes:
    """Return the template that planner ships; raises ResourceMissing."""
    return (templates() / NAME).read_bytes()


def note(results: Results, source: bytes, where: Place = SHIPPED) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the decision note of a year as a Word document, and what is wrong with its template.

    `source` is the template and `where` its place, for problems. No bytes where the template cannot be filled in.
    The same results and template give the same bytes.
    """
    content = said(results)
    document, problems = template.filled(source, placeholders.context(content), where)
    if document is None:
        return b"", problems
    _identify(document, content)
    return template.saved(document), problems


def _identify(document: Any, content: Note) -> None:
    """Fill in who made it and when, without anything of the machine or of whoever edited the template."""
    core = document.docx.core_properties
    core.title, core.subject, core.author = content.title, content.subject, content.sender
    core.last_modified_by, core.comments, core.keywords, core.category = "", "", "", ""
    core.created = core.modified = FIXED
    core.language, core.revision = "nl-NL", 1
