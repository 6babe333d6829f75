"""Results of a year for the decision note: from the example's workbooks, and made by hand."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from planner.places import Place
from planner.records import Frame, Milestone, OpenItem, Quote, Reference
from planner.stages import bridge, comparison, financing, frame, offer
from planner.views.results import Results
from planner.workspace import Workspace
from planner.year import Year
from tests.build import NOWHERE, line, quote, reference

YEAR = 2027


def of_folder(folder: Path, year: int = YEAR) -> Results:
    """Return the results of a workspace."""
    return Year(Workspace(folder), year).results


def results(
    *quotes: Quote,
    decided: Frame | None = None,
    last: tuple[Quote, ...] = (),
    values: Reference | None = None,
    open_items: tuple[OpenItem, ...] = (),
    **other: Any,
) -> Results:
    """Return the results of quotes beside a frame, worked out by the stages as a year does it."""
    known = values or reference()
    place = Place("uitgangspunten.xlsx", "Indexen", "A1")
    offered, _ = offer.consolidate(quotes, (), open_items, known, YEAR)
    assigned, unpriced, _ = offer.as_assigned(last, known, YEAR - 1)
    limits, _ = frame.limits(decided, (), known, YEAR, place)
    compared = comparison.compare(offered, limits, known, {})
    ceilings = {row.heading: row.ceiling.cents for row in compared.rows if row.ceiling}
    key = financing.Key(known, YEAR, frozenset())
    paid = financing.of_offer(offered, key), financing.of_ceilings(ceilings, known, key) if ceilings else None
    change, _ = bridge.bridge(assigned, offered.lines, (unpriced, offered.open), known, place)
    return Results(YEAR, known, offered, assigned, limits, compared, paid, change, **other)


def rws(*amounts: tuple[str, int], year: int = YEAR, **other: Any) -> Quote:
    """Return a quote of RWS (no VAT) with a line of so many cents on each heading named."""
    lines = [line(f"R-{i}", cents, heading) for i, (heading, cents) in enumerate(amounts, 1)]
    return quote("RWS", *lines, year=year, **other)


def milestone(name: str, day: Any) -> Milestone:
    return Milestone(YEAR, name, day, "OGB-beheer", "aanname", NOWHERE)


def part(document: bytes, name: str) -> str:
    """Return a part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return package.read(name).decode()


def text(document: bytes, name: str = "word/document.xml") -> str:
    """Return the text of a part of a document, a line for each paragraph."""
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", part(document, name), re.DOTALL)
    return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", one)) for one in paragraphs)
