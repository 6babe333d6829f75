"""The paragraphs of the note: occasion, key points, what is open, risks, follow-up and sources."""

from collections.abc import Iterator

from planner import dutch
from planner.agreement import SIGNED_ON, Role
from planner.calculations.fitting import Verdict
from planner.calculations.rounding import rounded_column
from planner.problems import Severity, message, severity_of
from planner.records import Frame, Quote
from planner.stages.comparison import Row
from planner.views.note import calendar
from planner.views.note.amounts import EURO, ByHeading, by_heading, euro, gap, known
from planner.views.note.model import Step
from planner.views.note.names import Names, effect, joined
from planner.views.note.tables import MOST_OPEN
from planner.views.results import Results

MOST_FAULTS = 3


def frame_reference(frame: Frame | None) -> str:
    """Return how the frame is known: reference, version and date."""
    if frame is None:
        return "geen vastgesteld kader"
    decided = f", vastgesteld op {dutch.long_date(frame.decided_on)}" if frame.decided_on else ""
    return f"{frame.reference or 'zonder kenmerk'}, versie {frame.version}{decided}"


def occasion(results: Results) -> Iterator[str]:
    """Yield why this lies on the table: the agreement, the offer, the assessment."""
    names, year = Names(results.reference), results.year
    yield (
        f"De samenwerkingsovereenkomst DSO-LV van {dutch.long_date(SIGNED_ON)} vraagt ieder jaar een plan met een "
        "begroting, waarover OGB-beheer besluit (art.\u00a05.2)."
    )
    own = [quote for quote in results.offer.quotes if quote.role is Role.TBO]
    others = joined([names.party(*quote.party) for quote in results.offer.quotes if quote.role is not Role.TBO])
    made = [f"de offertes van {others}"] if others else []
    made += ["de eigen ketentaken van de TBO"] if own else []
    if made:
        yield f"De offerte {year} voegt {joined(made)} samen; geen regel telt dubbel."
    frame = results.limits.frame
    if frame:
        yield f"De SBO heeft haar getoetst aan het kader {year} ({frame_reference(frame)})."
    else:
        yield f"Voor {year} is nog geen kader vastgesteld; de offerte is daarom niet getoetst."


def key_points(results: Results) -> Iterator[str]:
    """Yield what a member of the board must remember, the answer first."""
    compared, figures = results.compared, by_heading(results.compared, EURO)
    yield _answer(results, figures)
    if compared.total.ceiling and all(row.ceiling for row in compared.rows):
        total = figures.total
        side = effect(total.difference, is_open=bool(compared.open_items))
        yield (
            f"Alle posten samen: offerte {known(euro(total.after), compared.open_items)}, kader {euro(total.before)}, "
            f"verschil {known(euro(total.difference), compared.open_items)} ({side})."
        )
    within = [row for row in compared.rows if row.verdict is Verdict.WITHIN]
    if within and compared.fits is not True:
        yield f"Binnen het kader {'blijft' if len(within) == 1 else 'blijven'} {joined([row.name for row in within])}."
    yield from _recurring(results, figures)


def _answer(results: Results, figures: ByHeading) -> str:
    compared = results.compared
    if results.limits.frame is None:
        total = known(euro(figures.total.after), compared.open_items)
        return f"De offerte {results.year} is {total}; of zij past is niet te zeggen, want er is geen kader."
    if compared.fits:
        shifted = any(row.verdict is Verdict.SHIFT for row in compared.rows)
        with_shift = ", met een verschuiving tussen taakstellende posten" if shifted else ""
        return f"De offerte {results.year} past binnen het kader{with_shift}."
    if compared.fits is None:
        return f"Of de offerte {results.year} past is nog niet te zeggen, omdat er iets open staat."
    over = [row for row in compared.rows if row.verdict is Verdict.OVER]
    each = joined([f"{row.name} {gap(_gap(row, figures))}" for row in over])
    return f"De offerte {results.year} past niet binnen het kader. Te hoog: {each}."


def _gap(row: Row, figures: ByHeading) -> int:
    return figures.of[row.heading].difference


def _recurring(results: Results, figures: ByHeading) -> Iterator[str]:
    """Say how much of the offer comes back every year, where that is known on the basis of the comparison."""
    including = results.compared.basis.vat == "including"
    sums = {True: 0, False: 0}
    for line in results.offer.lines:
        sums[line.line.recurring] += (line.including if including else line.excluding).expected
    parts = rounded_column([sums[True], sums[False]], EURO, total=figures.total.after)
    if parts and sum(sums.values()):
        whole = "het bekende deel van de offerte" if results.compared.open_items else "de offerte"
        yield f"Van {whole} is {euro(parts[0])} structureel en {euro(parts[1])} incidenteel."


def open_text(results: Results) -> str:
    """Say how much is open and what the checks found."""
    severities = [severity_of(one) for one in results.problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    found = [
        dutch.counted(errors, "fout", "fouten") if errors else "",
        dutch.counted(warnings, "waarschuwing", "waarschuwingen") if warnings else "",
    ]
    checked = joined([one for one in found if one]) or "geen fouten"
    items = len(results.compared.open_items)
    bare = [row.name for row in results.compared.rows if row.ceiling is None] if results.limits.frame else []
    missing = f" Geen plafond is vastgesteld voor {joined(bare)}." if bare else ""
    said = f"Er {'staat' if items == 1 else 'staan'} {dutch.counted(items, 'punt', 'punten')} open." if items else (
        "Er staat niets open."
    )  # fmt: skip
    return f"{said}{missing} De controle van de aangeleverde werkmappen geeft {checked}."


def faults(results: Results) -> Iterator[str]:
    """Yield the first errors that are no open item: they may leave the note without a figure."""
    items = {item.where for item in results.compared.open_items}
    errors = [one for one in results.problems if severity_of(one) is Severity.ERROR and one.where not in items]
    for one in errors[:MOST_FAULTS]:
        yield f"{one.where}: {message(one, 'nl')}"
    if len(errors) > MOST_FAULTS:
        yield f"En nog {dutch.counted(len(errors) - MOST_FAULTS, 'fout', 'fouten')}."


def open_more(results: Results) -> str:
    """Say where the open items stand that the table leaves out."""
    more = len(results.compared.open_items) - MOST_OPEN
    if more <= 0:
        return ""
    return f"En nog {more} andere: zie vergelijking-{results.year}.xlsx, tabblad Openstaand."


def risk_text(results: Results) -> str:
    """Say who bears the risks, and in what order they stand."""
    said = (
        "De TBO en de OBO's dragen in dit traject geen financieel risico; de SBO blijft verantwoordelijk voor de "
        "financiering (art.\u00a05.3)."
    )
    count = sum(len(quote.risks) for quote in results.offer.quotes)
    return f"{said} De offertes noemen als grootste risico's (naar kans maal gevolg):" if count else said


def steps(results: Results) -> Iterator[Step]:
    """Yield what follows, with dates: the milestones from the meeting on, and the day until which quotes hold."""
    names = Names(results.reference)
    found = [(one.date, one.name, one.responsible) for one in calendar.after(results.reference, results.year)]
    expiries: dict[object, list[Quote]] = {}
    for quote in results.offer.quotes:
        if quote.valid_until:
            expiries.setdefault(quote.valid_until, []).append(quote)
    for quotes in expiries.values():
        if day := quotes[0].valid_until:
            everybody = len(quotes) == len(results.offer.quotes) > 1
            whose = joined([names.party(*one.party) for one in quotes])
            what = "Laatste dag dat alle offertes gelden" if everybody else f"Einde geldigheid offerte: {whose}"
            found.append((day, what, "SBO"))
    for day, what, who in sorted(found, key=lambda one: one[0]):
        yield Step(dutch.long_date(day), what, who)


def sources(results: Results) -> str:
    """Name the quotes that the offer stands on, so that every figure can be traced."""
    names = Names(results.reference)
    each = []
    for quote in results.offer.quotes:
        dated = f" van {dutch.long_date(quote.dated)}" if quote.dated else ""
        known = quote.reference or "offerte zonder kenmerk"
        each.append(f"{names.party(*quote.party)}: {known}, versie {quote.version}{dated}")
    where = f"Ieder bedrag is te herleiden in vergelijking-{results.year}.xlsx."
    return f"De offerte steunt op: {'; '.join(each)}. {where}" if each else "Er zijn nog geen offertes ontvangen."
