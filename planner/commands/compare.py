"""`planner compare`: lays the offer beside the frame and says whether it fits; writes nothing."""

import click

from planner.commands import screen
from planner.commands.language import Option
from planner.commands.options import Settings, common_options
from planner.problems import Words
from planner.views import answer, as_json, comparison, overrides
from planner.workspace import Workspace
from planner.year import NoReference, Year


@click.command(
    epilog="""\b
Examples:
  planner compare 2027
  planner -C budgets compare 2027 --json
  planner compare 2027 --require-fit && echo "the offer fits"
"""
)
@click.argument("year", type=click.IntRange(2000, 2199))
@click.option(
    "--require-fit",
    is_flag=True,
    cls=Option,
    help="Exit code 1 unless the offer fits.",
    dutch="Exitcode 1 tenzij de offerte past.",
)
@common_options
def command(settings: Settings, year: int, require_fit: bool) -> int:
    """Compare the offer of YEAR with the task-setting budget: fits or not, by how much, where, why."""
    tell, done = screen.reading(settings)
    found = Year(Workspace(settings.workspace), year, tell)
    problems = found.problems
    done()
    try:
        compared = found.comparison
    except NoReference:
        screen.problems(problems, settings, err=True)
        if settings.json:
            screen.as_data(
                {"year": year, "rows": [], "fits": None, "problems": screen.problems_as_data(problems, settings)}
            )
        return screen.exit_code(problems)
    if settings.json:
        screen.as_data(as_json.comparison(found.results))
    else:
        show(found, settings)
    if settings.json or settings.quiet:
        screen.problems(problems, settings, notes=False, err=True)
    code = screen.exit_code(problems)
    return code or int(require_fit and compared.fits is not True)


def show(found: Year, settings: Settings) -> None:
    """Print the answer, the state of the data and, unless quiet, the tables under it."""
    compared, (offer, ceilings), bridge = found.comparison, found.paid, found.bridge[0]
    state, done = screen.counts(found.problems), overrides.sentence(found.overrides, found.year)
    lines = [
        *answer.answer(compared, found.limits[0], bridge),
        Words(f"Gegevens: {state.nl} (planner check {found.year}).", f"Data: {state.en} (planner check {found.year})."),
        *([done] if done else []),
    ]
    screen.sentences(lines, settings)
    if settings.quiet:
        return
    screen.table(comparison.table(compared), settings)
    screen.table(comparison.financing(offer, ceilings, found.reference), settings)
    if bridge.changes:
        screen.table(comparison.causes(bridge, found.reference, found.year), settings)
    if compared.open_items:
        screen.table(comparison.open_items(compared.open_items), settings)
