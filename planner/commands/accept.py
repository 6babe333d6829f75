"""`planner accept`: the SBO accepts the offer, after which the assignments are written, or sends it back."""

from datetime import date, datetime

import click

from planner.acts import accept as act
from planner.commands import screen
from planner.commands.language import Option
from planner.commands.options import Settings, WrongUsage, common_options
from planner.problems import Problem, Words
from planner.records import Acceptance
from planner.register import Register
from planner.workspace import Workspace
from planner.year import NoReference, Year

DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
_HOW = Words(
    "Noem met --by wie aanvaardt of terugstuurt; --send-back gaat niet met --condition of --reference.",
    "Name with --by who accepts or sends back; --send-back does not go with --condition or --reference.",
)


@click.command(
    epilog="""\b
Examples:
  planner accept 2027 --by "directeur DSO"
  planner accept 2027 --by "directeur DSO" --condition "RWS-012: pas na de ketentest" --date 2026-12-11
  planner accept 2027 --by "directeur DSO" --reference OGB-2026-31      where it does not fit the frame
  planner accept 2027 --by "directeur DSO" --send-back "RWS-012: tarief te hoog" --send-back "beheer: te ruim"
"""
)
@click.argument("year", type=click.IntRange(2000, 2199))
@click.option(
    "--by", required=True, metavar="FUNCTION", cls=Option,
    help="The function that accepts or sends back.", dutch="De functie die aanvaardt of terugstuurt.",
)  # fmt: skip
@click.option(
    "--condition", "conditions", multiple=True, metavar="TEXT", cls=Option,
    help="A condition; may be repeated. What is open must be named in one.",
    dutch="Een voorwaarde; mag vaker. Wat openstaat moet in een voorwaarde zijn genoemd.",
)  # fmt: skip
@click.option(
    "--reference", default="", cls=Option,
    help="The reference of the decision of OGB; needed where the offer does not fit.",
    dutch="Het kenmerk van het besluit van OGB; nodig als de offerte niet past.",
)  # fmt: skip
@click.option(
    "--send-back", "reasons", multiple=True, metavar="REASON", cls=Option,
    help="Do not accept but send back: a line or heading, a colon and the reason; may be repeated.",
    dutch="Niet aanvaarden maar terugsturen: een regel of post, een dubbele punt en de reden; mag vaker.",
)  # fmt: skip
@click.option(
    "--date", "day", type=click.DateTime(DAYS), metavar="YYYY-MM-DD", cls=Option,
    help="The date of acceptance, against which quotes may have expired; today if left out.",
    dutch="De datum van aanvaarding, waarop offertes verlopen kunnen zijn; vandaag als zij ontbreekt.",
)  # fmt: skip
@common_options
def command(
    settings: Settings,
    year: int,
    *,
    by: str,
    conditions: tuple[str, ...],
    reference: str,
    reasons: tuple[str, ...],
    day: datetime | None,
) -> int:
    """Accept the offer of YEAR for the SBO (art. 5.3) and write the assignments, or send it back.

    Comes after the decision of OGB-beheer (planner decide); that order is an assumption: the agreement fixes the
    steps and not their order. An offer that does not fit needs the --reference of that decision. Everything open
    must be named in a --condition, by its line, organisation or heading. Errors, an expired quote, and an offer that
    changed since it was assessed or decided on cannot be accepted. A quote that changes during the year is assessed
    again (planner run) and accepted again; it gives the next version of its assignment only.

    Assignments are dated by --date, else by the decision.
    """
    if not by.strip() or (reasons and (conditions or reference)):
        raise WrongUsage(_HOW.say(settings.lang))
    wanted = Acceptance(by.strip(), "", conditions, reference.strip(), day.date() if day else None)
    accepted, problems = _done(settings, year, wanted, reasons)
    code = screen.exit_code(problems)
    if settings.json:
        sent = bool(reasons) and not code
        screen.as_data(_as_data(year, accepted, sent=sent, problems=problems, settings=settings))
        return code
    screen.problems(problems, settings, notes=True)
    if not code and not settings.quiet:
        screen.sentences(_sentences(year, accepted, len(reasons)), settings)
    return code


def _done(
    settings: Settings, year: int, wanted: Acceptance, reasons: tuple[str, ...]
) -> tuple[act.Accepted | None, tuple[Problem, ...]]:
    """Accept, or send back where there are reasons."""
    workspace = Workspace(settings.workspace)
    tell, done = screen.reading(settings)
    found, register = Year(workspace, year, tell), Register(workspace.folder)
    try:
        if reasons:
            return None, act.send_back(found, register, wanted.by, reasons)
        return act.accept(found, register, wanted, wanted.dated or date.today())
    except NoReference as missing:
        return None, missing.problems
    finally:
        done()


def _as_data(
    year: int, accepted: act.Accepted | None, *, sent: bool, problems: tuple[Problem, ...], settings: Settings
) -> dict[str, object]:
    return {
        "year": year,
        "accepted": accepted is not None,
        "recorded": accepted is not None and not accepted.again,
        "sent_back": sent,
        "conditions": list(accepted.acceptance.conditions) if accepted else [],
        "written": list(accepted.written) if accepted else [],
        "problems": screen.problems_as_data(problems, settings),
    }


def _sentences(year: int, accepted: act.Accepted | None, reasons: int) -> list[Words]:
    if accepted is None:
        return [
            Words(
                f"Teruggestuurd, met {reasons} {'reden' if reasons == 1 else 'redenen'}.",
                f"Sent back, with {reasons} {'reason' if reasons == 1 else 'reasons'}.",
            ),
            Words(
                f"Leg de volgende versies in {year}/offertes en dan: planner run {year}",
                f"Put the next versions in {year}/offertes, and then: planner run {year}",
            ),
        ]
    if accepted.again:
        return []
    lines = [Words(f"De offerte {year} is aanvaard.", f"The offer {year} is accepted.")]
    lines += [Words(f"Geschreven: {path}", f"Written: {path}") for path in accepted.written]
    if not accepted.written:
        lines.append(
            Words("Geen offerte is gewijzigd; de opdrachten blijven.", "No quote changed; the assignments stay.")
        )
    return [*lines, Words(f"Hierna: planner request {year + 1}", f"Next: planner request {year + 1}")]
