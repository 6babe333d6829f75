"""What is split over the payers: running totals by cost category, heading and, where the key changes, quarter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner import money
from planner.books.parts.formulas import added, column, evenly, words
from planner.books.parts.key import WHOLE_YEAR, Key
from planner.books.parts.lines import Lines
from planner.books.parts.posts import Posts
from planner.excel.areas import Area, Stack
from planner.tables import Kind, Live, Row, Typed, Value, View
from planner.views.results import Results

OFFER, FRAME = "offerte", "kader"
COLUMNS = (
    column("kind", "Van", width=22),
    column("category", "Kostencategorie"),
    column("heading", "Post"),
    column("quarter", "Periode"),
    column("amount", "Bedrag", Kind.MONEY),
    column("running", "Oplopend", Kind.MONEY),
)
Amounts = dict[tuple[str, str], list[int]]
"""Cents of the four quarters by category and heading."""


@dataclass(frozen=True, slots=True)
class Step:
    """One total on its way through the key: what is added to the running total; `before` is the step it adds to."""

    kind: str
    category: str
    heading: str
    quarter: int
    amount: int
    running: int
    before: int | None

    @property
    def period(self) -> str:
        """Return the period in words."""
        return f"kwartaal {self.quarter}" if self.quarter else "jaar"


class Steps:
    """The steps in their place."""

    def __init__(self, results: Results, stack: Stack, key: Key, posts: Posts, lines: Lines | None) -> None:
        self._posts = posts
        self._lines = lines
        self.all = tuple(_numbered([*_of_offer(results, key), *_of_frame(results, key)]))
        self.area: Area = stack.place(COLUMNS, len(self.all))

    def view(self) -> View:
        """Return the table."""
        rows = tuple(
            Row((step.kind, step.category, step.heading or None, step.period, self._amount(i, step),
                 Live(step.running, self._running(i, step))))
            for i, step in enumerate(self.all)
        )  # fmt: skip
        return View(
            words("Wat verdeeld wordt: oplopend totaal per kostencategorie, in de volgorde van de posten"),
            COLUMNS,
            rows,
        )

    def _running(self, i: int, step: Step) -> str:
        amount = self.area.near("amount", i)
        return f"={amount}" if step.before is None else f"=ROUND({self.area.near('running', step.before)}+{amount},2)"

    def _amount(self, i: int, step: Step) -> Value:
        category, posts = self.area.near("category", i), self._posts.area
        if step.kind == FRAME:
            whole = f"ROUND({added(posts.column('ceiling'), (posts.column('category'), category))},2)"
            return Live(step.amount, f"={evenly(whole, step.quarter) if step.quarter else whole}")
        if self._lines is None:
            return Typed(step.amount)
        area = self._lines.area
        amounts = area.column(f"including_{step.quarter}" if step.quarter else "including")
        where = ((area.column("heading"), self.area.near("heading", i)), (area.column("category"), category))
        return Live(step.amount, f"=ROUND({added(amounts, *where)},2)")


def _of_offer(results: Results, key: Key) -> Iterator[tuple[str, str, str, int, int]]:
    found: Amounts = {}
    for line in results.offer.lines:
        quarters = found.setdefault((line.category, line.line.heading), [0, 0, 0, 0])
        for i in range(4):
            quarters[i] += line.quarters[i] + line.vat_quarters[i]
    order = [heading.code for heading in results.reference.headings]
    for category, split in results.paid[0].by_category:
        for period in key.periods(category) if split else ():
            for heading in order:
                if (category, heading) in found:
                    yield OFFER, category, heading, period, _of(found[category, heading], period)


def _of_frame(results: Results, key: Key) -> Iterator[tuple[str, str, str, int, int]]:
    if results.paid[1] is None:
        return
    categories = {heading.code: heading.category for heading in results.reference.headings}
    totals: dict[str, int] = {}
    for row in results.compared.rows:
        if row.ceiling:
            category = categories[row.heading]
            totals[category] = totals.get(category, 0) + row.ceiling.cents
    for category, split in results.paid[1].by_category:
        for period in key.periods(category) if split else ():
            quarters = list(money.split(totals[category], (1, 1, 1, 1)))
            yield FRAME, category, "", period, _of(quarters, period)


def _of(quarters: list[int], period: int) -> int:
    return quarters[period - 1] if period != WHOLE_YEAR else sum(quarters)


def _numbered(found: Iterable[tuple[str, str, str, int, int]]) -> Iterator[Step]:
    last: dict[tuple[str, str, int], tuple[int | None, int]] = {}
    for i, (kind, category, heading, period, amount) in enumerate(found):
        before, running = last.get((kind, category, period), (None, 0))
        running += amount
        last[kind, category, period] = (i, running)
        yield Step(kind, category, heading, period, amount, running, before)
