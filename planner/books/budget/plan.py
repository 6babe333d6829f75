"""Where every table of the budget workbook stands, settled before anything is written, so that formulas can refer."""

from collections.abc import Iterable

from planner.books.budget.names import BUDGET, CHANGES, COST_TYPES, FINANCING, PRODUCTS, REFERENCE, SUMMARY
from planner.books.parts import groups
from planner.books.parts.causes import Causes
from planner.books.parts.changes import Changes
from planner.books.parts.key import Key
from planner.books.parts.lines import Lines
from planner.books.parts.on_total import Counts
from planner.books.parts.overview import Overview
from planner.books.parts.parameters import Levels, Parameters, line_levels
from planner.books.parts.payers import Payers
from planner.books.parts.posts import Posts
from planner.books.parts.verdicts import OnTotal, Verdicts
from planner.excel.areas import Stack
from planner.views.results import Results


class Plan:
    """The tables of one budget workbook in their places."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.lines = Lines(results, 1)
        stack = Stack(REFERENCE, 2)
        self.posts = Posts(results, stack, self.lines)
        self.on_total = Counts(self.posts, self.lines, stack)
        self.parameters = Parameters(results.reference, stack, self._levels())
        self.key = Key(results)
        self.key.place(stack)
        self.payers = Payers(results, Stack(FINANCING, 2), self.key, self.posts, self.lines)
        budget = Stack(BUDGET, 2)
        self.by_heading = groups.by_heading(results, self.lines, budget)
        self.by_party = groups.by_party(results, self.lines, budget)
        self.by_product = groups.by_product(results, self.lines, Stack(PRODUCTS, 2))
        self.by_cost_type = groups.by_cost_type(results, self.lines, Stack(COST_TYPES, 2))
        changes = Stack(CHANGES, 2)
        self.causes = Causes(results, changes)
        self.changes = Changes(results, changes, self.lines)
        self.summary = Stack(SUMMARY, 3)
        self.verdicts = Verdicts(results, self.summary, self.lines)
        self.overview = Overview(self.summary, self.payers, self.causes)

    @property
    def total(self) -> OnTotal:
        """Return the cells with what is open on the total."""
        return self.on_total.cells

    def _levels(self) -> Iterable[Levels]:
        yield from line_levels(self.lines.lines, self.results.reference, self.results.year)
        series = {cost_type.name: cost_type.series for cost_type in self.results.reference.cost_types}
        old = {line.key: line for line in self.results.assigned}
        for line in self.lines.lines:
            before, found = old.get(line.key), series[line.line.cost_type]
            if before and found:
                yield found, before.quote.basis.price_level, line.quote.basis.price_level
