"""The change since last year by heading, as sums over the lines below it."""

from planner.books.parts.changes import Changes
from planner.books.parts.formulas import added, column, total, words
from planner.books.parts.verdicts import sign
from planner.calculations.bridge import Part
from planner.excel.areas import Area, Stack
from planner.records import PricedLine
from planner.tables import Kind, Live, Row, Value, View, Weight
from planner.views import words as said
from planner.views.results import Results


class Causes:
    """The table by heading in its place."""

    def __init__(self, results: Results, stack: Stack) -> None:
        self.results = results
        self._sums = dict(results.bridge.by_heading)
        self._headings = [heading for heading in results.reference.headings if heading.code in self._sums]
        year = results.year
        parts = (column(part, said.PARTS[part].nl.capitalize(), Kind.MONEY) for part in Part)
        columns = (  # as many before the parts as the lines below have, so that both stand in the same columns
            column("name", "Post", width=34),
            column("code", "Code"),
            column("sign", "Verschil is"),
            *(column(f"blank_{i}", "") for i in (1, 2)),
            column("before", f"Opdrachten {year - 1} incl. btw", Kind.MONEY),
            column("total", "Verschil", Kind.MONEY),
            *parts,
            column("after", f"Offerte {year} incl. btw, zoals geoffreerd", Kind.MONEY),
        )
        self.area: Area = stack.place(columns, len(self._headings), totals=1)

    def view(self, changes: Changes) -> View:
        """Return the table with its formulas."""
        rows = [self._row(i, heading.code, heading.name, changes) for i, heading in enumerate(self._headings)]
        width = len(self.area.columns)
        rows = rows or [Row((None,) * width)]
        year = self.results.year
        title = words(f"Waardoor de offerte {year} verschilt van de opdrachten {year - 1} (exclusief btw, btw apart)")
        return View(title, self.area.columns, (*rows, self._sum_row(rows)))

    def _row(self, i: int, code: str, name: str, changes: Changes) -> Row:
        at, sums = self.area.near(Part.INDEX, i), self._sums[code]
        found: dict[str, Value] = {"name": name, "code": code}
        found |= {part: Live(sums[part], self._part(part, self.area.near("code", i), changes)) for part in Part}
        whole = sum(sums.values())
        before = sum(_including(one) for one in self.results.assigned if one.line.heading == code)
        last = self.area.near(Part.VAT, i)
        difference = self.area.near("total", i)
        found["before"] = Live(before, self._before(self.area.near("code", i), changes)) if changes.lines else before
        found["total"] = Live(whole, f"=ROUND(SUM({at}:{last}),2)")
        found["sign"] = Live(said.favourable(whole), sign(difference))
        found["after"] = Live(before + whole, f"=ROUND({self.area.near('before', i)}+{difference},2)")
        return Row(tuple(found.get(one.name) for one in self.area.columns))

    @staticmethod
    def _part(part: Part, code: str, changes: Changes) -> str:
        """Return the sum of a part; what moved leaves the old heading, and so does its VAT."""
        new, old = changes.area.column("heading"), changes.area.column("heading_old")
        whole = added(changes.area.column(part), (new, code)) if part is not Part.MOVED else "0"
        name = {Part.MOVED: str(Part.MOVED), Part.VAT: "moved_vat"}.get(part)
        if name is None:
            return f"=ROUND({whole},2)"
        moved = changes.area.column(name)
        return f"=ROUND({whole}+{added(moved, (new, code))}-{added(moved, (old, code))},2)"

    @staticmethod
    def _before(code: str, changes: Changes) -> str:
        old = changes.area.column("heading_old"), code
        return (
            f"=ROUND({added(changes.area.column('quoted_ex'), old)}+{added(changes.area.column('quoted_vat'), old)},2)"
        )

    def _sum_row(self, rows: list[Row]) -> Row:
        values: list[Value] = [words("Samen")]
        for n, one in enumerate(self.area.columns[1:], 1):
            cents = [_cents(row.values[n]) for row in rows]
            values.append(Live(sum(cents), total(self.area.column(one.name))) if one.kind is Kind.MONEY else None)
        names = [one.name for one in self.area.columns]
        at, whole = names.index("sign"), _cents(values[names.index("total")])
        values[at] = Live(said.favourable(whole), sign(self.area.total("total")))
        return Row(tuple(values), Weight.TOTAL)


def _including(one: PricedLine) -> int:
    return one.quoted.expected + one.quoted_vat.expected


def _cents(value: Value) -> int:
    found = value.value if isinstance(value, Live) else value
    return found if isinstance(found, int) else 0
