"""The headings with what was decided about them, as a table: ceilings, floors, how they are tested, what is open.

A ceiling is an input as it was decided; the one that is compared follows from it by the rule of the frame (DESIGN 6).
"""

from collections.abc import Callable

from planner.books.parts.formulas import added, all_true, column, words
from planner.books.parts.lines import Lines
from planner.books.parts.parameters import Parameters
from planner.calculations import indexing
from planner.calculations.indexing import MissingIndex
from planner.excel.areas import Stack
from planner.figures import Figure
from planner.records import INCOME_COST_TYPE, Ceiling, Heading, OpenItem
from planner.tables import Kind, Live, Row, Typed, Value, View
from planner.views import words as said
from planner.views.results import Results

COLUMNS = (
    column("heading", "Post", width=28),
    column("name", "Naam", width=38),
    column("category", "Kostencategorie"),
    column("wage", "Loonaandeel", Kind.SHARE),
    column("price", "Prijsaandeel", Kind.SHARE),
    column("test", "Toets"),
    column("decided", "Plafond zoals besloten", Kind.MONEY),
    column("decided_floor", "Ondergrens zoals besloten", Kind.MONEY),
    column("factor", "Indexfactor", Kind.FACTOR),
    column("indexed", "Plafond geïndexeerd", Kind.MONEY),
    column("ceiling", "Plafond in de toets", Kind.MONEY),
    column("floor", "Ondergrens in de toets", Kind.MONEY),
    column("open", "Open naast de regels (aantal)", Kind.COUNT),
    column("fall", "Waarvan mogelijk negatief", Kind.COUNT),
    column("may_fall", "Mogelijk negatief, met regels", Kind.COUNT),
)
WITHOUT_LINES = (
    *(one for one in COLUMNS if one.name in {"heading", "name", "category", "test", "ceiling", "floor"}),
    column("indexed", "Plafond geïndexeerd", Kind.MONEY),
    column("strategy", "Raming in de strategie", Kind.MONEY),
    *(one for one in COLUMNS if one.name in {"open", "fall", "may_fall"}),
)
"""Where a book holds no cost lines and no indices, ceilings stand as they are compared."""
LINE_REASONS = frozenset({"pm", "range"})
"""What is open about a line that is there: the lines themselves count it."""


class Posts:
    """The table of headings in its place; `lines` count what is open about them."""

    def __init__(self, results: Results, stack: Stack, lines: Lines | None) -> None:
        self.results = results
        self._lines = lines
        self.headings = results.reference.headings
        self.area = stack.place(COLUMNS if lines else WITHOUT_LINES, len(self.headings))
        self.numbers = {heading.code: i for i, heading in enumerate(self.headings)}
        self._limits = {limit.heading: limit for limit in results.limits.ceilings}
        frame = results.limits.frame
        self._decided = {ceiling.heading: ceiling for ceiling in frame.ceilings} if frame else {}
        counted = LINE_REASONS if lines else frozenset()
        self._items = [item for item in results.compared.open_items if item.reason not in counted]

    def cell(self, name: str, heading: str) -> str:
        """Return the cell of a heading."""
        return self.area.cell(name, self.numbers[heading])

    def view(self, parameters: Parameters | None) -> View:
        """Return the table; without parameters (no indices in the book) ceilings stand as they are compared."""
        rows = tuple(Row(tuple(self._row(i, heading, parameters))) for i, heading in enumerate(self.headings))
        return View(words("Posten en kader"), self.area.columns, rows)

    def touching(self, heading: str | None) -> list[OpenItem]:
        """Return what is open beside the lines on a heading; with None what stands on the total only."""
        return [item for item in self._items if (heading in item.headings if heading else not item.headings)]

    @property
    def everything(self) -> int:
        """Return how many things are open beside the lines, each once."""
        return len(self._items)

    def _row(self, i: int, heading: Heading, parameters: Parameters | None) -> list[Value]:
        items = self.touching(heading.code)
        limit = self._limits.get(heading.code)
        here: Callable[[str], str] = lambda name: self.area.near(name, i)  # noqa: E731
        fall = sum(item.may_be_negative for item in items)
        found: dict[str, Value] = {
            "heading": heading.code,
            "name": heading.name,
            "category": heading.category,
            "test": Typed(said.TESTS[limit.test]) if limit else None,
            "open": Typed(len(items)),
            "fall": Typed(fall),
            "may_fall": Live(fall + self._falling(heading.code), f"={here('fall')}{self._of_lines(here('heading'))}"),
        }
        found |= self._decided_amounts(heading, parameters, here) if parameters else self._compared(heading.code)
        return [found.get(one.name) for one in self.area.columns]

    def _compared(self, heading: str) -> dict[str, Value]:
        """Return the amounts as they are compared, as inputs."""
        limit = self._limits.get(heading)
        row = next((one for one in self.results.compared.rows if one.heading == heading), None)
        return {
            "ceiling": Typed(limit.ceiling.cents) if limit and limit.ceiling else None,
            "floor": Typed(limit.floor.cents) if limit and limit.floor else None,
            "indexed": limit.indexed.cents if limit and limit.indexed else None,
            "strategy": row.strategy.cents if row and row.strategy else None,
        }

    def _decided_amounts(
        self, heading: Heading, parameters: Parameters, here: Callable[[str], str]
    ) -> dict[str, Value]:
        """Return the amounts as they were decided, as inputs, and what is compared by the rule of the frame."""
        limit, decided = self._limits.get(heading.code), self._decided.get(heading.code)
        frame = self.results.limits.frame
        source = "indexed" if frame and frame.indexed else "decided"
        return {
            "wage": Typed(heading.wage_share),
            "price": Typed(heading.price_share),
            "decided": _typed(_cents(decided)),
            "decided_floor": _typed(decided.floor if decided else None),
            "factor": self._factor(heading, parameters, here),
            "indexed": Live(_worth(limit.indexed if limit else None), _if_number("decided", here, times=True)),
            "ceiling": Live(_worth(limit.ceiling if limit else None), _if_number(source, here, times=False)),
            "floor": Live(
                _worth(limit.floor if limit else None), _if_number("decided_floor", here, times=source == "indexed")
            ),
        }

    def _factor(self, heading: Heading, parameters: Parameters, here: Callable[[str], str]) -> Value:
        frame = self.results.limits.frame
        if frame is None:
            return None
        start, end = frame.basis.price_level, self.results.year
        rates = {(rate.series, rate.year): rate.rate for rate in self.results.reference.indices}
        value = indexing.ceiling_factor(rates, heading.wage_share, heading.price_share, start, end)
        if isinstance(value, MissingIndex):
            return None
        product = []
        for year in range(min(start, end) + 1, max(start, end) + 1):
            parts = [
                f"+{here(share)}*{cell}"
                for share, series in (("wage", indexing.WAGE), ("price", indexing.PRICE))
                if (cell := parameters.index(series, year))
            ]
            product.append(f"(1{''.join(parts)})")
        found = "*".join(product) or "1"
        return Live(value, f"=1/({found})" if end < start else f"={found}")

    def _falling(self, heading: str) -> int:
        if self._lines is None:
            return 0
        return sum(
            line.line.heading == heading and line.line.cost_type == INCOME_COST_TYPE and not line.line.amount.certain
            for line in self._lines.lines
        )

    def _of_lines(self, heading: str) -> str:
        """Return what uncertain lines of the cost type that may be negative add."""
        if self._lines is None:
            return ""
        area = self._lines.area
        where = ((area.column("heading"), heading), (area.column("cost_type"), f'"{INCOME_COST_TYPE}"'))
        return "".join(f"+{added(area.column(name), *where)}" for name in self._lines.uncertain)


def _worth(figure: Figure | None) -> int | str:
    return figure.cents if figure else ""


def _typed(cents: int | None) -> Value:
    return None if cents is None else Typed(cents)


def _cents(ceiling: Ceiling | None) -> int | None:
    return ceiling.amount.expected if ceiling and ceiling.amount.certain else None


def _if_number(name: str, here: Callable[[str], str], *, times: bool) -> str:
    """Return a formula that takes an amount over, with the index where asked; empty where there is no amount."""
    amount, factor = here(name), here("factor")
    tests = [f"ISNUMBER({amount})", *([f"ISNUMBER({factor})"] if times else [])]
    return f'=IF({all_true(tests)},{f"ROUND({amount}*{factor},2)" if times else amount},"")'
