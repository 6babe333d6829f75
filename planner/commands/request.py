"""`planner request`: issues the workbooks in which organisations make their quotes."""

from collections.abc import Sequence

import click

from planner.acts import request as act
from planner.calculations import validity
from planner.commands import screen
from planner.commands.language import Option
from planner.commands.options import Settings, WrongUsage, common_options
from planner.problems import Words
from planner.records import Party
from planner.register import Register, Stand
from planner.workspace import Workspace
from planner.year import NoReference, Year

_STANDS = {
    Stand.SAME: Words("al uitgegeven", "issued before"),
    Stand.WRITTEN: Words("geschreven", "written"),
    Stand.BESIDE_CHANGED: Words(
        "ernaast geschreven: het bestand was gewijzigd", "written beside: the file was changed"
    ),
    Stand.BESIDE_OPEN: Words("ernaast geschreven: het bestand staat open", "written beside: the file is open"),
}


@click.command(
    epilog="""\b
Examples:
  planner request 2027                    to everybody who owes a quote
  planner request 2027 RWS TBO            to these only (TBO: the organisation in that role)
  planner request 2027 --indexed          last year's rates and amounts in prices of 2027
"""
)
@click.argument("year", type=click.IntRange(2000, 2199))
@click.argument("organisations", nargs=-1, metavar="[ORGANISATION]...")
@click.option(
    "--indexed",
    "--price-level",
    "indexed",
    is_flag=True,
    cls=Option,
    help="Bring last year's rates and amounts to the prices of YEAR.",
    dutch="Breng tarieven en bedragen van vorig jaar op het prijspeil van YEAR.",
)
@common_options
def command(settings: Settings, year: int, organisations: tuple[str, ...], indexed: bool) -> int:
    """Ask for the quotes of YEAR: one workbook for each organisation and role, prefilled from last year.

    The workbooks stand in YEAR/uitvraag. What comes back goes into YEAR/offertes under any name.
    """
    tell, done = screen.reading(settings)
    workspace = Workspace(settings.workspace)
    found = Year(workspace, year, tell)
    try:
        parties = _parties(found, organisations, settings)
        issued, problems = act.issue(found, Register(workspace.folder), parties, indexed=indexed)
    except NoReference as missing:
        issued, problems = (), missing.problems
    done()
    if settings.json:
        screen.as_data(
            {
                "year": year,
                "requests": [_as_data(one) for one in issued],
                "problems": screen.problems_as_data(problems, settings),
            }
        )
        return screen.exit_code(problems)
    screen.problems(problems, settings, notes=False)
    if not settings.quiet:
        _tell(issued, year, settings)
    return screen.exit_code(problems)


def _parties(year: Year, names: Sequence[str], settings: Settings) -> tuple[Party, ...]:
    """Return the parties that are named, all who owe a quote where none is; raises WrongUsage for a name too many."""
    owing = validity.suppliers(year.reference, year.year)
    chosen: dict[Party, None] = {}
    for name in names:
        meant = [p for p in owing if name.casefold() in (p.code.casefold(), str(p.role).casefold())]
        if not meant:
            known = ", ".join(dict.fromkeys([*(p.code for p in owing), *(str(p.role) for p in owing)]))
            raise WrongUsage(
                Words(
                    f"{name} is in {year.year} geen offerte verschuldigd. Keuze uit: {known}.",
                    f"{name} owes no quote for {year.year}. Choose from: {known}.",
                ).say(settings.lang)
            )
        chosen.update(dict.fromkeys(meant))
    return tuple(chosen) if names else owing


def _as_data(one: act.Asked) -> dict[str, object]:
    asked = one.request
    return {
        "organisation": asked.organisation,
        "role": str(asked.role),
        "request": one.identity,
        "path": one.path,
        "due": asked.due.isoformat() if asked.due else None,
        "lines": len(asked.lines),
        "dropped": list(asked.dropped),
        "issued": str(one.stand),
    }


def _tell(issued: Sequence[act.Asked], year: int, settings: Settings) -> None:
    for one in issued:
        lines = len(one.request.lines)
        count = Words(f"{lines} regels", f"{lines} lines").say(settings.lang)
        click.echo(f"{one.path}  {one.identity}  {count}, {_STANDS[one.stand].say(settings.lang)}")
    if issued:
        said = Words(
            f"Verstuur deze werkmappen; leg wat terugkomt in {year}/offertes en dan: planner run {year}",
            f"Send these workbooks; put what comes back in {year}/offertes, and then: planner run {year}",
        )
        click.echo(said.say(settings.lang))
