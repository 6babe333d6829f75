"""`planner status`: where each year stands in its cycle and against its calendar; writes nothing."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import click

from planner.commands import screen
from planner.commands.language import Option
from planner.commands.options import Settings, common_options
from planner.commands.run import sentence, show_next
from planner.problems import Words
from planner.register import Register
from planner.running import intake, steps
from planner.running.calendar import Dated, Stand
from planner.running.standing import Standing, standing, years
from planner.tables import Column, Kind, Row, View
from planner.workspace import Workspace

DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
_NOTHING = Words("Er is nog geen jaar begonnen: planner init --help", "No year has begun: planner init --help")


@click.command(
    epilog="""\b
Examples:
  planner status                          every year, as it stands today
  planner status 2027
  planner status 2027 --date 2026-09-21   as it stands on that day
  planner status --json
"""
)
@click.argument("year", type=click.IntRange(2000, 2199), required=False)
@click.option(
    "--date",
    "day",
    type=click.DateTime(DAYS),
    metavar="YYYY-MM-DD",
    cls=Option,
    help="The day to judge the calendar by; today if left out.",
    dutch="De dag waarop de kalender wordt beoordeeld; vandaag als zij ontbreekt.",
)
@common_options
def command(settings: Settings, year: int | None, day: datetime | None) -> int:
    """Show where YEAR stands (without it, every year): steps, calendar, quotes, what changed, what can be done."""
    workspace = Workspace(settings.workspace)
    register = Register(workspace.folder)
    today = day.date() if day else date.today()  # a calendar day, where the user is
    tell, done = screen.reading(settings)
    asked = (year,) if year else years(workspace, register)
    found = [standing(workspace, register, one, today, tell) for one in asked]
    done()
    faults = (*register.faults(), *(fault for one in found for fault in one.faults))
    if settings.json:
        data = [_as_data(one, settings) for one in found]
        screen.as_data(
            {"date": today.isoformat(), "years": data, "problems": screen.problems_as_data(faults, settings)}
        )
        return screen.exit_code(faults)
    screen.problems(faults, settings, notes=False)
    if not found:
        click.echo(_NOTHING.say(settings.lang))
    for one in found:
        _show(one, today, settings)
    return screen.exit_code(faults)


def _show(found: Standing, today: date, settings: Settings) -> None:
    if settings.quiet:
        for line in (*_overdue(found), *_late(found)):
            click.echo(f"{found.year}: {line.say(settings.lang)}.")
        return
    screen.table(_steps(found, today), settings)
    if found.milestones:
        screen.table(_calendar(found), settings)
    if found.versions:
        screen.table(_quotes(found), settings)
    for line in _late(found):
        click.secho(f"{line.say(settings.lang)}.", bold=True, color=settings.color)
    for line in _changes(found):
        click.echo(sentence(line, settings))
    show_next(found.next, settings)


def _steps(found: Standing, today: date) -> View:
    rows = [
        Row((steps.NAMES[one.step], Words("gereed", "done") if one.done else Words("open", "open"), one.said))
        for one in found.reached
    ]
    title = Words(f"Jaarcyclus {found.year} op {today:%d-%m-%Y}", f"Cycle of {found.year} on {today.isoformat()}")
    heads = (Column(Words("Stap", "Step")), Column(Words("", "")), Column(Words("Stand", "How far")))
    return View(title, heads, tuple(rows))


def _calendar(found: Standing) -> View:
    rows = [
        Row((one.milestone.name, one.milestone.date, one.milestone.responsible, _when(one))) for one in found.milestones
    ]
    heads = (
        Column(Words("Mijlpaal", "Milestone")),
        Column(Words("Datum", "Date"), Kind.DATE),
        Column(Words("Verantwoordelijk", "Responsible")),
        Column(Words("Stand", "How it stands")),
    )
    return View(Words(f"Kalender {found.year}", f"Calendar of {found.year}"), heads, tuple(rows))


def _when(one: Dated) -> Words:
    if one.stand is Stand.DONE:
        return Words("gereed", "done")
    if one.stand is Stand.LATE:
        return _days(-one.days, "te laat", "late")
    if one.stand is Stand.PASSED:
        return _days(-one.days, "geleden", "ago")
    if not one.days:
        return Words("vandaag", "today")
    left = _days(one.days, "", "")
    return Words(f"nog {left.nl}".strip(), f"in {left.en}".strip())


def _days(days: int, nl: str, en: str) -> Words:
    return Words(
        f"{days} {'dag' if days == 1 else 'dagen'} {nl}".strip(),
        f"{days} {'day' if days == 1 else 'days'} {en}".strip(),
    )


def _quotes(found: Standing) -> View:
    rows = []
    for one in found.versions:
        stand = Words("telt mee", "counts") if one.counts else Words("vervangen", "superseded")
        if one.expired:
            stand = Words(f"{stand.nl}, verlopen", f"{stand.en}, expired")
        quote = one.quote
        file = quote.origin.table.workbook
        rows.append(Row((quote.organisation, str(quote.role), quote.version, file, quote.valid_until, stand)))
    heads = (
        Column(Words("Organisatie", "Organisation")),
        Column(Words("Rol", "Role")),
        Column(Words("Versie", "Version"), Kind.COUNT),
        Column(Words("Bestand", "File")),
        Column(Words("Geldig tot", "Valid until"), Kind.DATE),
        Column(Words("Stand", "How it stands")),
    )
    return View(Words("Offertes", "Quotes"), heads, tuple(rows))


def _late(found: Standing) -> Iterator[Words]:
    for one in found.owing:
        nl, en = f"Nog geen bruikbare offerte: {one.party}", f"No usable quote yet: {one.party}"
        if one.late:
            days = _days(one.late, "te laat", "late")
            nl, en = f"{nl} ({days.nl})", f"{en} ({days.en})"
        yield Words(nl, en)


def _overdue(found: Standing) -> Iterator[Words]:
    for one in found.milestones:
        if one.stand is Stand.LATE:
            days = _days(-one.days, "te laat", "late")
            yield Words(f"{one.milestone.name}: {days.nl}", f"{one.milestone.name}: {days.en}")


def _changes(found: Standing) -> Iterator[Words]:
    """Say what changed since the last run, since the assessment and since the acceptance."""
    yield from intake.told(found.came)
    for path in found.changed_outputs:
        yield Words(f"door iemand gewijzigd: {path}", f"changed by somebody: {path}")
    for parts, nl, en in (
        (found.since_assessed, "anders dan bij de toets", "different since the assessment"),
        (found.since_accepted, "anders dan bij de aanvaarding", "different since the acceptance"),
    ):
        if parts:
            names = [part_name(part) for part in parts]
            yield Words(f"{nl}: {', '.join(n.nl for n in names)}", f"{en}: {', '.join(n.en for n in names)}")


_PARTS = {
    "frame": Words("het kader", "the frame"),
    "reference": Words("de uitgangspunten", "the reference values"),
    "open": Words("wat openstaat", "what is open"),
    "offer": Words("de offerte", "the offer"),
}


def part_name(part: str) -> Words:
    """Return a part of an offer in words (see `planner.records.digest`)."""
    who = part.removeprefix("quote ")
    return _PARTS.get(part) or Words(f"de offerte van {who}", f"the quote of {who}")


def _as_data(found: Standing, settings: Settings) -> dict[str, Any]:
    lang = settings.lang
    return {
        "year": found.year,
        "steps": [{"step": str(one.step), "done": one.done, "said": one.said.say(lang)} for one in found.reached],
        "calendar": [
            {
                "milestone": one.milestone.name,
                "date": one.milestone.date.isoformat(),
                "responsible": one.milestone.responsible,
                "state": str(one.stand),
                "days": one.days,
            }
            for one in found.milestones
        ],
        "owing": [
            {"party": one.party, "reason": one.reason, "due": one.due and one.due.isoformat(), "days_late": one.late}
            for one in found.owing
        ],
        "quotes": [
            {
                "organisation": one.quote.organisation,
                "role": str(one.quote.role),
                "version": one.quote.version,
                "workbook": one.quote.origin.table.workbook,
                "counts": one.counts,
                "expired": one.expired,
            }
            for one in found.versions
        ],
        "changed": {
            "since_run": [{"workbook": one.path, "what": str(one.how)} for one in found.came],
            "outputs": list(found.changed_outputs),
            "since_assessed": list(found.since_assessed),
            "since_accepted": list(found.since_accepted),
        },
        "next": [{"command": one.command and one.command.say(lang), "why": one.why.say(lang)} for one in found.next],
    }
