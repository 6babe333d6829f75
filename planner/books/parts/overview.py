"""Small tables that take their figures over from other sheets of the same book, so that one page holds the answer."""

from planner.books.parts.causes import Causes
from planner.books.parts.formulas import column, words
from planner.books.parts.payers import Payers
from planner.books.parts.verdicts import sign
from planner.calculations.bridge import Part
from planner.excel.areas import Area, Stack
from planner.problems import Words
from planner.tables import Kind, Live, Row, Value, View, Weight
from planner.views import words as said

PAYERS = (
    column("name", "Bijdragende partij", width=34),
    column("test", ""),
    column("frame", "Kader", Kind.MONEY),
    column("offer", "Offerte (incl. btw)", Kind.MONEY),
    column("difference", "Verschil", Kind.MONEY),
    column("sign", ""),
)
CAUSES = (
    column("name", "Oorzaak", width=34),
    column("test", ""),
    column("amount", "Bedrag", Kind.MONEY),
    column("sign", ""),
)
_TAKEN = ("frame", "offer", "difference", "sign")


class Overview:
    """Who pays, and what drives the difference with last year, in their places."""

    def __init__(self, stack: Stack, payers: Payers, causes: Causes) -> None:
        self._payers = payers
        self._causes = causes
        self.payers: Area = stack.place(PAYERS, len(payers.payers), totals=1)
        self.causes: Area = stack.place(CAUSES, len(Part), totals=1)

    def views(self) -> tuple[View, View]:
        """Return both tables; every figure is taken over."""
        return self._who(), self._why()

    def _who(self) -> View:
        there, rows = self._payers.area, self._payers.rows()
        found: list[Row] = []
        for i, row in enumerate(rows):
            last = row.weight is Weight.TOTAL
            values = dict(zip((one.name for one in there.columns), row.values, strict=True))
            taken: list[Value] = []
            for name in _TAKEN:
                value = values[name]
                cell = there.total(name) if last else there.cell(name, i)
                taken.append(Live(value.value, f"={cell}") if isinstance(value, Live) else None)
            title = values["payer"]
            found.append(Row((title if isinstance(title, str | Words) else None, None, *taken), row.weight))
        return View(words("Wie betaalt"), PAYERS, tuple(found))

    def _why(self) -> View:
        there, rows = self._causes.area, []
        sums = dict.fromkeys(Part, 0)
        for _, parts in self._causes.results.bridge.by_heading:
            for part, cents in parts.items():
                sums[part] += cents
        for i, part in enumerate(Part):
            amount = Live(sums[part], f"={there.total(part)}")
            known = part is not Part.OPEN  # what is open is neither
            ending = self._sign(sums[part], self.causes.near("amount", i)) if known else None
            rows.append(Row((said.PARTS[part].nl, None, amount, ending)))
        whole = sum(sums.values())
        last = Live(whole, f"={there.total('total')}")
        ending = self._sign(whole, f"{self.causes.letter('amount')}{self.causes.last + 1}")
        rows.append(Row((words("Verschil met vorig jaar"), None, last, ending), Weight.TOTAL))
        year = self._causes.results.year
        title = words(f"Waardoor de offerte {year} verschilt van de opdrachten {year - 1} (exclusief btw, btw apart)")
        return View(title, CAUSES, tuple(rows))

    @staticmethod
    def _sign(cents: int, cell: str) -> Live:
        return Live(said.favourable(cents), sign(cell))
