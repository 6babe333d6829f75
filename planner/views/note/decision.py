"""The requested decision: a numbered list in which every point can be decided; asks for a choice where one is needed.

The outcomes are those of DESIGN 6: adopt, amend with new ceilings, or hold over.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from planner.calculations.fitting import Verdict
from planner.money import rounded
from planner.records import Milestone, Test
from planner.stages.comparison import Row
from planner.views import words
from planner.views.note.amounts import EURO, MINUS, ByHeading, by_heading, euro, exact, gap
from planner.views.note.calendar import acceptance, in_words
from planner.views.note.model import Point
from planner.views.note.names import Names, joined
from planner.views.results import Results

NAMED = 5
"""So many open items are named in a point; the table of what is open names them all."""
PLAN = "het exploitatie-, beheer- en ontwikkelplan {year} met de begroting"


def requested(results: Results) -> tuple[Point, ...]:
    """Return the points of the requested decision, the decision itself first."""
    return tuple(_Decision(results).points())


class _Decision:
    def __init__(self, results: Results) -> None:
        self.results = results
        self.compared = results.compared
        self.names = Names(results.reference)
        self.euros: ByHeading = by_heading(results.compared, EURO)
        self.plan = PLAN.format(year=results.year)
        self.basis = words.basis(self.compared.basis).nl

    def points(self) -> Iterator[Point]:
        """Yield what is asked, by whether the offer fits."""
        if self.results.limits.frame is None:
            yield from self._without_frame()
        elif self.compared.fits is None:
            yield from self._hold_over()
        elif self.compared.fits:
            yield from self._adopt()
        else:
            yield from self._choose()
        yield from self._take_note()

    def _rows(self, *verdicts: Verdict) -> list[Row]:
        return [row for row in self.compared.rows if row.verdict in verdicts]

    def _gap(self, row: Row) -> int:
        return self.euros.of[row.heading].difference

    def _named(self, rows: Iterable[Row]) -> str:
        return joined([f"{row.name} ({gap(abs(self._gap(row)))})" for row in rows])

    def _without_frame(self) -> Iterator[Point]:
        year = self.results.year
        yield Point(
            f"Het kader {year} vast te stellen: een taakstellend bedrag per post. Zonder kader kan de offerte niet "
            "worden getoetst en kunnen plan en begroting niet worden vastgesteld (art.\u00a05.2)."
        )
        yield Point(
            f"Kennis te nemen van de offerte {year} van {euro(self.euros.total.after)} ({self.basis})"
            f"{', waarin nog posten open staan' if self.compared.open_items else ''}."
        )

    def _hold_over(self) -> Iterator[Point]:
        items = self.compared.open_items
        open_ = [f"{self.names.phrase(item)};" for item in items if item.reason != "ceiling"]
        bare = [f"het ontbrekende plafond voor {row.name};" for row in self.compared.rows if row.ceiling is None]
        choices = _cut([*bare, *open_])
        yield Point(f"Het besluit over {self.plan} aan te houden totdat het volgende is opgelost:", choices)
        binding, ceiling = self.euros.binding, self.compared.binding.ceiling
        room = (
            f" Van het taakstellend budget van {euro(binding.before)} is daarmee {euro(-binding.difference)} "
            "nog niet belegd."
            if ceiling and binding.difference <= 0
            else ""
        )
        yield Point(
            f"Kennis te nemen van de tussenstand: het bekende deel van de offerte is {euro(self.euros.total.after)} "
            f"({self.basis}).{room}"
        )

    def _adopt(self) -> Iterator[Point]:
        binding = self.euros.binding
        within = (
            f" De offerte blijft {euro(-binding.difference)} binnen het taakstellend budget van {euro(binding.before)}."
            if any(row.test is Test.BINDING for row in self.compared.rows)
            else ""
        )
        yield Point(f"In te stemmen met {self.plan} van {euro(self.euros.total.after)} ({self.basis}).{within}")
        shifted = self._rows(Verdict.SHIFT)
        if shifted:
            room = [row for row in self.compared.rows if row.test is Test.BINDING and self._gap(row) < 0]
            total = sum(map(self._gap, shifted))
            yield Point(
                f"In te stemmen met een verschuiving van {euro(total)} binnen het taakstellend budget: naar "
                f"{self._named(shifted)}, ten laste van de ruimte bij {self._named(room)}."
            )

    def _choose(self) -> Iterator[Point]:
        yield Point(
            f"Te kiezen hoe de overschrijding wordt opgelost: {joined(list(self._overruns()))}. De keuze is:",
            (self._amend(), self._send_back()),
        )
        items = [item for item in self.compared.open_items if item.reason != "ceiling"]
        if items:
            yield Point(
                "Als voorwaarde voor aanvaarding te stellen dat eerst wordt opgelost wat nog open staat en de "
                "overschrijding kan vergroten:",
                _cut([f"{self.names.phrase(item)};" for item in items]),
            )

    def _alone(self) -> list[Row]:
        """Return the headings that are over a ceiling of their own."""
        return [row for row in self._rows(Verdict.OVER) if row.test is Test.CEILING]

    def _over_in_sum(self) -> bool:
        return self.compared.binding.verdict is Verdict.OVER

    def _overruns(self) -> Iterator[str]:
        binding = self.euros.binding
        least = "ten minste " if self.compared.open_items else ""
        if self._over_in_sum():
            yield (
                f"de offerte komt {least}{gap(binding.difference)} boven het taakstellend budget van "
                f"{euro(binding.before)} uit"
            )
        for row in self._alone():
            ceiling = self.euros.of[row.heading].before
            yield f"{row.name} komt {least}{gap(self._gap(row))} boven het plafond van {euro(ceiling)} uit"

    def _amend(self) -> str:
        changes = []
        if self._over_in_sum():
            binding = [row for row in self.compared.rows if row.test is Test.BINDING and self._gap(row)]
            each = [f"{row.name} {_signed(self._gap(row))}" for row in binding]
            changes.append(
                f"het taakstellend budget te verhogen met {gap(self.euros.binding.difference)} tot "
                f"{euro(self.euros.binding.after)} ({joined(each)})"
            )
        for row in self._alone():
            after = self.euros.of[row.heading].after
            changes.append(f"het plafond voor {row.name} te verhogen met {gap(self._gap(row))} tot {euro(after)}")
        return f"{joined(changes)}, en met die gewijzigde plafonds in te stemmen met plan en begroting; of"

    def _send_back(self) -> str:
        gaps = [self.euros.binding.difference] if self._over_in_sum() else []
        gaps += [self._gap(row) for row in self._alone()]
        cut = [row for row in self.compared.rows if row.test is Test.BINDING and self._over_in_sum()] + self._alone()
        floors = [f"{row.name} {exact(row.floor.cents)}" for row in cut if row.floor]
        kept = f", zonder onder de ondergrens te komen ({joined(floors)})" if floors else ""
        return (
            "het besluit aan te houden en de SBO te vragen de offerte terug te geven aan de TBO, met de opdracht haar "
            f"ten minste {euro(sum(gaps) or 1)} te verlagen{kept}."
        )

    def _take_note(self) -> Iterator[Point]:
        above = self._rows(Verdict.ABOVE_ESTIMATE)
        if above:
            yield Point(f"Kennis te nemen van de overschrijding van ramingen die niet beslissen: {self._named(above)}.")
        below = [row for row in self._rows(Verdict.BELOW_FLOOR) if row.floor]
        if below:
            named = joined([_short(row) for row in below])
            yield Point(
                f"Kennis te nemen van posten die onder hun ondergrens blijven: {named}. De ondergrens is gesteld om "
                "beheer en lifecyclemanagement mogelijk te houden (art.\u00a05.2)."
            )
        if self.results.limits.frame is None or self.compared.fits is None:
            return
        when = acceptance(self.results.reference, self.results.year)
        after = "na dit besluit" if self.compared.fits else "na een besluit volgens 1a"
        yield Point(
            f"Kennis te nemen van het voornemen van de SBO om {after}{_on(when)} de offerte te aanvaarden en de "
            "opdrachten te verstrekken (art.\u00a05.3)."
        )


def _signed(units: int) -> str:
    return f"{'+' if units > 0 else MINUS}\u00a0{euro(abs(units))}"


def _short(row: Row) -> str:
    missing = row.floor.cents - row.offer.cents if row.floor else 0
    return f"{row.name} ({gap(rounded(Fraction(missing, EURO)))})"


def _on(milestone: Milestone | None) -> str:
    return f", op {in_words(milestone)}," if milestone else ""


def _cut(texts: list[str]) -> tuple[str, ...]:
    """Name the first few and count the rest, with a full stop at the end."""
    shown = texts[:NAMED]
    if len(texts) > NAMED:
        rest = len(texts) - NAMED
        shown.append(f"en {rest} {'ander punt' if rest == 1 else 'andere punten'} (zie Wat open staat).")
    elif shown:
        shown[-1] = f"{shown[-1].removesuffix(';')}."
    return tuple(shown)
