"""Where every table of the budget workbook stands, settled before anything is written, so that formulas can refer."""

from collections.abc import Iterable

from planner.books.budget.names import FINANCING, REFERENCE, SUMMARY
from planner.books.parts.formulas import column
from planner.books.parts.key import Key
from planner.books.parts.lines import Lines
from planner.books.parts.parameters import Levels, Parameters, line_levels
from planner.books.parts.payers import Payers
from planner.books.parts.posts import Posts
from planner.books.parts.verdicts import OnTotal, Verdicts
from planner.excel.areas import Stack
from planner.tables import Kind
from planner.views.results import Results

GENERAL = (column("label", "Wat", width=22), column("value", "Waarde", Kind.TEXT, 30))
COUNTS = (column("label", "Wat", width=22), column("count", "Aantal", Kind.COUNT))
ON_TOTAL = 4


class Plan:
    """The tables of one budget workbook in their places."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.lines = Lines(results, 1)
        stack = Stack(REFERENCE, 2)
        self.posts = Posts(results, stack, self.lines)
        self.on_total = stack.place(COUNTS, ON_TOTAL)
        self.parameters = Parameters(results.reference, stack, self._levels())
        self.key = Key(results, stack)
        self.payers = Payers(results, Stack(FINANCING, 2), self.key, self.posts, self.lines)
        self.summary = Stack(SUMMARY, 3)
        self.verdicts = Verdicts(results, self.summary, self.lines)

    @property
    def total(self) -> OnTotal:
        """Return the cells with what is open on the total."""
        return OnTotal(*(self.on_total.cell("count", i) for i in range(3)))

    def _levels(self) -> Iterable[Levels]:
        yield from line_levels(self.lines.lines, self.results.reference, self.results.year)
        series = {cost_type.name: cost_type.series for cost_type in self.results.reference.cost_types}
        old = {line.key: line for line in self.results.assigned}
        for line in self.lines.lines:
            before, found = old.get(line.key), series[line.line.cost_type]
            if before and found:
                yield found, before.quote.basis.price_level, line.quote.basis.price_level
