"""Who pays: the offer and the ceilings over the paying parties, side by side and by heading, above their working."""

from planner.books.parts.formulas import column, total, words
from planner.books.parts.key import Key
from planner.books.parts.lines import Lines
from planner.books.parts.posts import Posts
from planner.books.parts.splits import Splits
from planner.books.parts.steps import FRAME, OFFER, Steps
from planner.books.parts.verdicts import sign
from planner.excel.areas import Stack
from planner.tables import Column, Kind, Live, Row, Value, View, Weight
from planner.views import comparison
from planner.views import words as said
from planner.views.results import Results

BESIDE = (column("code", "Code"), column("difference", "Verschil", Kind.MONEY), column("sign", ""))
CAPPED = (
    column("category", "Kostencategorie", width=22),
    column("payer", "Bijdragende partij"),
    column("rest_to", "Betaald door"),
    column("frame", "Kader", Kind.MONEY),
    column("offer", "Offerte", Kind.MONEY),
)


class Payers:
    """The tables of the financing of one book in their places."""

    def __init__(self, results: Results, stack: Stack, key: Key, posts: Posts, lines: Lines | None) -> None:
        self.results = results
        self.key = key
        self._posts = posts
        self._base = comparison.financing(*results.paid, results.reference)
        self.payers = results.reference.payers
        self.area = stack.place((*self._base.columns, *BESIDE), len(self.payers), totals=1, notes=1)
        self.capped = [i for i, share in enumerate(key.shares) if share.maximum is not None]
        self.rests = stack.place(CAPPED, len(self.capped)) if self.capped else None
        offered = {line.line.heading for line in results.offer.lines}
        self.headings = [heading for heading in results.reference.headings if heading.code in offered]
        self.grid = stack.place(self._grid_columns(), len(self.headings), totals=1)
        self.steps = Steps(results, stack, key, posts, lines)
        self.splits = Splits(stack, key, self.steps)

    def views(self) -> tuple[View, ...]:
        """Return the tables in the order in which they stand."""
        rests = (self._rests(),) if self.rests else ()
        return (self._who(), *rests, self._by_heading(), self.steps.view(), self.splits.view())

    def _grid_columns(self) -> tuple[Column, ...]:
        names = (column(f"payer:{i}", payer.name, Kind.MONEY) for i, payer in enumerate(self.payers))
        return (column("name", "Post", width=30), *names, column("sum", "Samen", Kind.MONEY), column("code", "Code"))

    def _guarded(self, found: Live, *, known: bool) -> Value:
        """Return what a payer pays; nothing where the key does not add up."""
        if not known:
            return None
        return Live(found.value, f'=IF({self.splits.faults()}=0,{found.formula[1:]},"")')

    def rows(self) -> tuple[Row, ...]:
        """Return what each payer pays of the ceilings and of the offer, and the sum."""
        offer, frame = self.results.paid
        rows: list[Row] = []
        for i, payer in enumerate(self.payers):
            code = self.area.near("code", i)
            first = self._guarded(self.splits.paid(FRAME, payer.code, code), known=bool(frame and frame.total))
            second = self._guarded(self.splits.paid(OFFER, payer.code, code), known=bool(offer.total))
            rows.append(Row((payer.name, first, second, payer.code, *self._difference(i, first, second))))
        sums = [self._sum(name, [row.values[n] for row in rows]) for n, name in ((1, "frame"), (2, "offer"))]
        rows.append(Row((words("Samen"), *sums, None, *self._difference(len(rows), *sums)), Weight.TOTAL))
        return tuple(rows)

    def _who(self) -> View:
        vat = said.VATS[self.results.compared.basis.vat].nl
        notes = (words(f"De offerte is inclusief btw; het kader staat zoals het is besloten ({vat})."),)
        return View(self._base.title, self.area.columns, self.rows(), notes)

    def _sum(self, name: str, values: list[Value]) -> Value:
        cents = [one.value for one in values if isinstance(one, Live)]
        found = sum(one for one in cents if isinstance(one, int))
        return Live(found, total(self.area.column(name))) if cents else None

    def _difference(self, i: int, first: Value, second: Value) -> tuple[Value, Value]:
        frame, offer = (one.value if isinstance(one, Live) else None for one in (first, second))
        if not isinstance(frame, int) or not isinstance(offer, int):
            return None, None
        cells = self.area.near("offer", i), self.area.near("frame", i)
        formula = f'=IF(ISNUMBER({cells[0]}),IF(ISNUMBER({cells[1]}),ROUND({cells[0]}-{cells[1]},2),""),"")'
        return Live(offer - frame, formula), Live(said.favourable(offer - frame), sign(self.area.near("difference", i)))

    def _rests(self) -> View:
        rows = []
        for i in self.capped:
            share = self.key.shares[i]
            cut = self.splits.beyond(FRAME, i), self.splits.beyond(OFFER, i)
            rows.append(Row((share.category, share.payer, share.rest_to, *cut)))
        return View(words("Wat boven een maximum uitkomt en een ander betaalt"), CAPPED, tuple(rows))

    def _by_heading(self) -> View:
        known = bool(self.results.paid[0].total)
        rows: list[Row] = []
        for i, heading in enumerate(self.headings):
            post = self.grid.near("code", i)
            cells = [
                self._guarded(self.splits.paid(OFFER, payer.code, f'"{payer.code}"', heading.code, post), known=known)
                for payer in self.payers
            ]
            whole = sum(one.value for one in cells if isinstance(one, Live) and isinstance(one.value, int))
            row = self.grid.first + i
            ends = self.grid.letter("payer:0"), self.grid.letter(f"payer:{len(self.payers) - 1}")
            summed = Live(whole, f"=ROUND(SUM({ends[0]}{row}:{ends[1]}{row}),2)")
            rows.append(Row((heading.name, *cells, summed, heading.code)))
        rows = rows or [Row((None,) * len(self.grid.columns))]
        names = [one.name for one in self.grid.columns[1:-1]]
        sums = [_column_sum(rows, n, total(self.grid.column(name))) for n, name in enumerate(names, 1)]
        rows.append(Row((words("Samen"), *sums, None), Weight.TOTAL))
        title = words(
            "De offerte per post: het verschil van twee opeenvolgende verdelingen, in de volgorde van de posten"
        )
        return View(title, self.grid.columns, tuple(rows))


def _column_sum(rows: list[Row], n: int, formula: str) -> Live:
    cents = (one.value for row in rows if isinstance(one := row.values[n], Live))
    return Live(sum(one for one in cents if isinstance(one, int)), formula)
