"""What the decision note for OGB-beheer says, as finished Dutch text in the order of the note; knows no Word.

Pure: the same results give the same note, and it holds no date of today.
"""

from planner.agreement import Role, quarter_starts
from planner.records import Reference
from planner.views.note import assumptions, calendar, causes, decision, tables, texts
from planner.views.note.model import Note
from planner.views.results import Results

BOARD = "OGB-beheer"


def note(results: Results) -> Note:
    """Return the decision note of a year."""
    reference, year = results.reference, results.year
    meeting = calendar.meeting(reference, year)
    changed = causes.changes(results)
    return Note(
        title=f"Oplegnotitie plan en begroting {year}",
        year=year,
        to=BOARD,
        sender=_sender(reference, year),
        meeting=f"{BOARD}, {calendar.in_words(meeting)}" if meeting else f"{BOARD}, datum nog te bepalen",
        status="ter besluitvorming",
        subject=f"Plan en begroting DSO-LV {year}",
        frame_reference=texts.frame_reference(results.limits.frame),
        remark=reference.general.remark,
        has_frame=results.limits.frame is not None,
        decision=decision.requested(results),
        occasion=" ".join(texts.occasion(results)),
        key_points=tuple(texts.key_points(results)),
        frame=tables.frame(results),
        change=changed.sentence,
        causes=changed.causes,
        changes=changed.table,
        financing=tables.payers(results),
        open=texts.open_text(results),
        open_faults=tuple(texts.faults(results)),
        open_items=tables.open_items(results),
        open_more=texts.open_more(results),
        assumptions=assumptions.assumptions(results),
        risk=texts.risk_text(results),
        risks=tables.risks(results),
        steps=tuple(texts.steps(results)),
        sources=texts.sources(results),
    )


def _sender(reference: Reference, year: int) -> str:
    """Return the name of the strategic manager in the year."""
    rows = [party for party in reference.parties if party.role is Role.SBO]
    held = [party for party in rows if party.period.holds(quarter_starts(year)[0])] or rows
    return f"{held[0].name} (SBO)" if held else "SBO"


__all__ = ["BOARD", "Note", "note"]
