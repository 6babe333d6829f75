"""The answer of the comparison in about ten lines: fits or not, by how much, where, what is open, what drives it."""

from collections.abc import Callable, Collection

from planner.calculations.bridge import Part
from planner.calculations.fitting import Verdict
from planner.calculations.limits import Limits
from planner.figures import Figure
from planner.problems import Lang, Words
from planner.records import OpenItem
from planner.stages.bridge import Bridge
from planner.stages.comparison import Comparison, Row, Sum
from planner.tables import amount, span
from planner.views import words

LONGEST = 3
"""So many open items are named in the answer; the table under it names them all."""


def answer(compared: Comparison, limits: Limits, bridge: Bridge) -> tuple[Words, ...]:
    """Return the answer, the most important line first."""
    lines = (
        headline(compared.year, compared.fits),
        _against(compared.binding, Words("Taakstellend", "Binding")),
        _where(compared, {Verdict.OVER}, Words("Te hoog", "Over")),
        _where(compared, {Verdict.SHIFT}, Words("Past alleen met verschuiving", "Fits only with a shift")),
        _where(compared, {Verdict.ABOVE_ESTIMATE}, Words("Boven de raming", "Above the estimate")),
        _where(compared, {Verdict.BELOW_FLOOR}, Words("Onder de ondergrens", "Below the floor")),
        _open(compared),
        _drivers(bridge, compared.year),
        _against(compared.total, Words("Alle posten samen", "All headings together")),
        _basis(compared, limits),
    )
    return tuple(line for line in lines if line)


def _both(make: Callable[[Lang], str]) -> Words:
    return Words(make("nl"), make("en"))


def _euro(cents: int, lang: Lang) -> str:
    return f"€ {amount(cents, lang)}" if lang == "nl" else f"EUR {amount(cents, lang)}"


def _figure(figure: Figure, lang: Lang) -> str:
    sign = "€" if lang == "nl" else "EUR"
    return f"{sign} {span(figure.amount.span, lang)}"


def headline(year: int, fits: bool | None) -> Words:
    """Return the answer in one sentence: it fits, it does not, or that cannot be said yet."""
    if fits:
        return Words(f"De offerte {year} past binnen het kader.", f"The offer {year} fits the frame.")
    if fits is None:
        return Words(
            f"Of de offerte {year} past is nog niet te zeggen: er staat iets open.",
            f"Whether the offer {year} fits cannot be said yet: something is open.",
        )
    return Words(f"De offerte {year} past NIET binnen het kader.", f"The offer {year} does NOT fit the frame.")


def _against(found: Sum, name: Words) -> Words | None:
    ceiling, gap = found.ceiling, found.difference
    if ceiling is None or gap is None:
        return None
    side = words.favourable(gap.cents)
    return Words(
        f"{name.nl}: offerte {_figure(found.offer, 'nl')}, kader {_figure(ceiling, 'nl')}, "
        f"verschil {_figure(gap, 'nl')} ({side.nl}).",
        f"{name.en}: offer {_figure(found.offer, 'en')}, frame {_figure(ceiling, 'en')}, "
        f"difference {_figure(gap, 'en')} ({side.en}).",
    )


def _where(compared: Comparison, verdicts: Collection[Verdict], name: Words) -> Words | None:
    rows = [row for row in compared.rows if row.verdict in verdicts]
    if not rows:
        return None
    return _both(lambda lang: f"{name.say(lang)}: {', '.join(_by_how_much(row, lang) for row in rows)}.")


def _by_how_much(row: Row, lang: Lang) -> str:
    against = row.floor if row.verdict is Verdict.BELOW_FLOOR else row.ceiling
    gap = abs(row.offer.cents - against.cents) if against else 0
    return f"{row.name} {_euro(gap, lang)}"


def _open(compared: Comparison) -> Words:
    without = [row.name for row in compared.rows if row.offer.cents and row.ceiling is None]
    items = compared.open_items
    if not items and not without:
        return Words("Open: niets.", "Open: nothing.")

    def said(lang: Lang) -> str:
        named = [_item(item, lang) for item in items[:LONGEST]]
        more = [f"+ {len(items) - LONGEST}"] if len(items) > LONGEST else []
        no_ceiling = Words("geen plafond voor", "no ceiling for").say(lang)
        bare = [f"{no_ceiling} {', '.join(without)}"] if without else []
        return f"Open: {len(items)} ({'; '.join([*named, *more, *bare])})."

    return _both(said)


def _item(item: OpenItem, lang: Lang) -> str:
    who = " ".join(part for part in (item.organisation, item.line) if part)
    return f"{who or item.where}: {words.REASONS[item.reason].say(lang)}"


def _drivers(bridge: Bridge, year: int) -> Words | None:
    """Name the three largest parts of the change since last year, over all headings together."""
    sums = dict.fromkeys(Part, 0)
    for _, parts in bridge.by_heading:
        for part, cents in parts.items():
            sums[part] += cents
    largest = sorted((part for part in Part if sums[part]), key=lambda part: -abs(sums[part]))[:3]
    if not largest:
        return None
    named = _both(
        lambda lang: ", ".join(f"{words.PARTS[part].say(lang)} {_signed(sums[part], lang)}" for part in largest)
    )
    return Words(f"Grootste oorzaken sinds {year - 1}: {named.nl}.", f"Main causes since {year - 1}: {named.en}.")


def _signed(cents: int, lang: Lang) -> str:
    return f"{'+' if cents > 0 else '-'}{_euro(abs(cents), lang)}"


def _basis(compared: Comparison, limits: Limits) -> Words:
    basis, frame = words.basis(compared.basis), limits.frame
    if frame is None:
        return Words(f"Bedragen {basis.nl}; er is geen kader.", f"Amounts {basis.en}; there is no frame.")
    version = f"kader versie {frame.version}, {frame.reference}", f"frame version {frame.version}, {frame.reference}"
    return Words(f"Bedragen {basis.nl}; {version[0]}.", f"Amounts {basis.en}; {version[1]}.")
