"""`planner decide`: records what OGB-beheer decided on plan and budget."""

from datetime import datetime
from pathlib import Path

import click

from planner.acts import decide as act
from planner.commands import screen
from planner.commands.language import Option
from planner.commands.options import Settings, WrongUsage, common_options
from planner.problems import Words
from planner.records import Decision, Outcome
from planner.register import Register
from planner.running.steps import OUTCOMES
from planner.workspace import Workspace
from planner.year import NoReference, Year

DAYS = ["%Y-%m-%d", "%d-%m-%Y"]


@click.command(
    epilog="""\b
Examples:
  planner decide 2027 --adopted --reference OGB-2026-31 --date 2026-11-26
  planner decide 2027 --amended --ceilings plafonds.xlsx --reference OGB-2026-31 --date 2026-11-26
  planner decide 2027 --held --reference OGB-2026-31 --date 2026-11-26
"""
)
@click.argument("year", type=click.IntRange(2000, 2199))
@click.option(
    "--adopted", "outcome", flag_value="adopted", cls=Option,
    help="Plan and budget are adopted as offered.",
    dutch="Plan en begroting zijn vastgesteld zoals geoffreerd.",
)  # fmt: skip
@click.option(
    "--amended", "outcome", flag_value="amended", cls=Option,
    help="New ceilings, as a next version of the frame; the offer is tested again at once.",
    dutch="Nieuwe plafonds, als volgende versie van het kader; de offerte wordt meteen opnieuw getoetst.",
)  # fmt: skip
@click.option(
    "--held", "outcome", flag_value="held", cls=Option,
    help="Held over: nothing can be accepted until the next decision.",
    dutch="Aangehouden: tot het volgende besluit kan niets worden aanvaard.",
)  # fmt: skip
@click.option(
    "--reference", required=True, cls=Option,
    help="The reference of the decision.", dutch="Het kenmerk van het besluit.",
)  # fmt: skip
@click.option(
    "--date", "day", required=True, type=click.DateTime(DAYS), metavar="YYYY-MM-DD", cls=Option,
    help="The date of the decision.", dutch="De datum van het besluit.",
)  # fmt: skip
@click.option(
    "--ceilings", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", cls=Option,
    help="With --amended: a frame workbook, or one with a sheet Plafonds in euro; what it does not name stays.",
    dutch="Bij --amended: een kaderwerkmap, of een met een blad Plafonds in euro; wat zij niet noemt blijft.",
)  # fmt: skip
@common_options
def command(
    settings: Settings, year: int, *, outcome: str | None, reference: str, day: datetime, ceilings: Path | None
) -> int:
    """Record the decision of OGB-beheer on plan and budget of YEAR (art. 5.2).

    The order of a year is: assessment by the SBO (planner run), proposed budget, decision of OGB-beheer (this
    command), acceptance by the SBO (planner accept), assignments. That order is an assumption: the agreement fixes
    the steps and not their order.
    """
    if outcome is None or not reference.strip():
        raise WrongUsage(
            Words(
                "Noem het besluit: --adopted, --amended of --held, met het kenmerk.",
                "Name the decision: --adopted, --amended or --held, with its reference.",
            ).say(settings.lang)
        )
    workspace = Workspace(settings.workspace)
    tell, done = screen.reading(settings)
    wanted = Decision(Outcome(outcome), day.date(), reference.strip(), "")
    try:
        decided, problems = act.decide(
            Year(workspace, year, tell), Register(workspace.folder), wanted, ceilings, tell
        )  # fmt: skip
    except NoReference as missing:
        decided, problems = None, missing.problems
    done()
    if settings.json:
        data = {"year": year, "decided": _as_data(decided), "problems": screen.problems_as_data(problems, settings)}
        screen.as_data(data)
        return screen.exit_code(problems)
    screen.problems(problems, settings, notes=False)
    if decided and not settings.quiet:
        screen.sentences(_sentences(decided, year), settings)
    return screen.exit_code(problems)


def _as_data(decided: act.Decided | None) -> dict[str, object] | None:
    if decided is None:
        return None
    assessed = decided.run.assessed if decided.run else None
    return {
        "outcome": str(decided.decision.outcome),
        "date": decided.decision.decided_on.isoformat(),
        "reference": decided.decision.reference,
        "recorded": not decided.again,
        "frame": decided.frame or None,
        "kept": list(decided.kept),
        "fits": assessed["comparison"]["fits"] if assessed else None,
    }


def _sentences(decided: act.Decided, year: int) -> list[Words]:
    decision = decided.decision
    outcome, day, reference = OUTCOMES[str(decision.outcome)], decision.decided_on, decision.reference
    when = Words(
        f"{outcome.nl} op {day.day}-{day.month}-{day.year}, kenmerk {reference}",
        f"{outcome.en} on {day.isoformat()}, reference {reference}",
    )
    if decided.again:
        return [Words(f"Al vastgelegd: {when.nl}.", f"Recorded before: {when.en}.")]
    lines = [Words(f"Vastgelegd: {when.nl}.", f"Recorded: {when.en}.")]
    if decided.frame:
        lines.append(Words(f"Nieuw kader: {decided.frame}.", f"New frame: {decided.frame}."))
    if decided.kept:
        kept = ", ".join(decided.kept)
        lines.append(Words(f"Ongewijzigd overgenomen: {kept}.", f"Taken over unchanged: {kept}."))
    if decided.run and decided.run.assessed:
        lines += [Words(**line) for line in decided.run.assessed["answer"]]
    return [*lines, _next(decision, year)]


def _next(decision: Decision, year: int) -> Words:
    if decision.outcome is Outcome.HELD:
        return Words(
            "Tot het volgende besluit kan niets worden aanvaard.", "Nothing can be accepted until the next decision."
        )
    return Words(f"Hierna: planner accept {year} --by FUNCTIE", f"Next: planner accept {year} --by FUNCTION")
