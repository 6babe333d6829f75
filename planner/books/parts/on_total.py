"""What stands open on the total, as a table of counts: it may belong to any heading, or to all."""

from planner.books.parts.formulas import column, words
from planner.books.parts.lines import Lines
from planner.books.parts.posts import Posts
from planner.books.parts.verdicts import OnTotal
from planner.excel.areas import Area, Stack
from planner.tables import Kind, Live, Row, Typed, Value, View

COLUMNS = (column("label", "Wat", width=28), column("count", "Aantal", Kind.COUNT))


class Counts:
    """The table in its place."""

    def __init__(self, posts: Posts, lines: Lines | None, stack: Stack) -> None:
        self._posts = posts
        self._lines = lines
        self.area: Area = stack.place(COLUMNS, 4)

    @property
    def cells(self) -> OnTotal:
        """Return the cells that verdicts refer to."""
        return OnTotal(*(self.area.cell("count", i) for i in range(4)))

    def view(self) -> View:
        """Return the table."""
        items = self._posts.touching(None)
        unread = any(item.reason != "ceiling" for item in self._posts.results.limits.open)
        rows = (
            Row(("Zonder bekende post", Typed(len(items)))),
            Row(("Waarvan mogelijk negatief", Typed(sum(item.may_be_negative for item in items)))),
            Row(("Plafonds onleesbaar (0 of 1)", Typed(int(unread)))),
            Row(("Open posten in totaal", self._everything())),
        )
        return View(words("Wat open staat op het totaal"), COLUMNS, rows)

    def _everything(self) -> Value:
        count = len(self._posts.results.compared.open_items)
        if self._lines is None:
            return Typed(count)
        area = self._lines.area
        known = "".join(f"+SUM({area.column(name)})" for name in self._lines.uncertain)
        return Live(count, f"={self._posts.everything}{known}")
