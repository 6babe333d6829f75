"""The comparison with the frame as a live table: differences, verdicts and the answer follow from the amounts.

The rules are those of `calculations.fitting` (DESIGN 6, Fits); this module writes them as formulas.
"""

from dataclasses import dataclass, replace

from planner.amounts import Vat
from planner.books.parts.formulas import added, column, counted, text
from planner.books.parts.lines import Lines
from planner.books.parts.posts import Posts
from planner.calculations.fitting import Verdict
from planner.excel.areas import Area, Stack, quoted
from planner.records import Test
from planner.stages.comparison import Row as ComparedRow
from planner.tables import Column, Kind, Live, Row, Value, View, Weight, lively
from planner.views import answer, comparison, words
from planner.views.results import Results

BINDING, CEILING, ESTIMATE = (text(words.TESTS[test].nl) for test in (Test.BINDING, Test.CEILING, Test.ESTIMATE))
SAID = {verdict: text(words.VERDICTS[verdict].nl) for verdict in Verdict}
FURTHER = (column("floor", "Ondergrens", Kind.MONEY), column("low", "Laagste offerte", Kind.MONEY))
TOTALS = 2


@dataclass(frozen=True, slots=True)
class OnTotal:
    """The cells with what is open on the total: how many, how many may be negative, and an unread ceiling (0 or 1).

    `everything` counts what is open anywhere, each thing once.
    """

    open: str
    may_fall: str
    unread: str
    everything: str


class Verdicts:
    """The comparison in its place."""

    def __init__(self, results: Results, stack: Stack, lines: Lines | None) -> None:
        self.results = results
        self._lines = lines
        self._rows = results.compared.rows
        base = comparison.table(results.compared).columns
        ranges = any(row.offer.amount.span.low != row.offer.cents for row in self._rows)
        self._further: tuple[Column, ...] = FURTHER if ranges else FURTHER[:1]
        self.area: Area = stack.place((*base, *self._further), len(self._rows), totals=TOTALS)

    @property
    def includes_vat(self) -> bool:
        """Tell whether the comparison runs including VAT."""
        return self.results.compared.basis.vat is Vat.INCLUDING

    @property
    def low(self) -> str:
        """Return the column with the lowest an offer can be: that of the offer where there are no ranges."""
        return "low" if self.area.has("low") else "offer"

    def headline(self, total: OnTotal) -> Live:
        """Return the answer as a formula over the verdicts."""
        of = self.area.column
        alone = counted(f"{of('test')}={CEILING}", f"{of('verdict')}={SAID[Verdict.OVER]}")
        bare = counted(f'{of("heading")}<>""', f'{of("ceiling")}=""')
        bound = self.area.total("verdict")
        is_open = (
            f"{total.open}>0",
            f"{bound}={SAID[Verdict.OPEN]}",
            f"SUM({of('open')})>0",
            f"{bare}>0",
        )
        year, fits = self.results.year, self.results.compared.fits
        yes, no, unknown = (text(answer.headline(year, one).nl) for one in (True, False, None))
        over = f"OR({bound}={SAID[Verdict.OVER]},AND({alone}>0,{total.may_fall}=0))"
        formula = f"=IF({over},{no},IF(OR({','.join(is_open)}),{unknown},{yes}))"
        return Live(answer.headline(year, fits), formula)

    def taken_over(self, total: OnTotal) -> Live:
        """Return the answer as another sheet shows it: from the first cell of this one."""
        return Live(self.headline(total).value, f"={quoted(self.area.sheet)}!$A$1")

    def view(self, posts: Posts, total: OnTotal) -> View:
        """Return the table with its formulas."""
        base = comparison.table(self.results.compared)
        blank = [] if self._rows else [Row((None,) * len(self.area.columns))]
        body = [self._with(row, one) for row, one in zip(base.rows, self._rows, strict=False)]
        sums = [Row((*row.values, *[None] * len(self._further)), Weight.TOTAL) for row in base.rows[len(self._rows) :]]
        sums[-1] = replace(
            sums[-1],
            values=(
                *base.rows[-1].values[:-1],
                len(self.results.compared.open_items),
                *sums[-1].values[len(base.columns) :],
            ),
        )
        table = View(base.title, self.area.columns, (*body, *blank, *sums), base.notes)
        formulas: dict[tuple[int, str], str] = {}
        for i, one in enumerate(self._rows):
            found = self._formulas(i, one.heading, posts)
            formulas |= {(i, name): formula for name, formula in found.items()}
        first = max(len(self._rows), 1)
        for i, found in enumerate((self._binding(total, posts), self._everything(total))):
            formulas |= {(first + i, name): formula for name, formula in found.items()}
        return _empty_texts(lively(table, formulas))

    def _with(self, row: Row, one: ComparedRow) -> Row:
        values = list(row.values)
        values[-1] = len(one.open_items)
        further: list[Value] = [one.floor, one.offer.amount.span.low]
        return Row((*values, *further[: len(self._further)]))

    def _offer(self, heading: str) -> str | None:
        """Return the sum of the lines on a heading; None where the book holds no lines."""
        if self._lines is None:
            return None
        area = self._lines.area
        return f"=ROUND({added(self._lines.compared, (area.column('heading'), heading))},2)"

    def _formulas(self, i: int, heading: str, posts: Posts) -> dict[str, str]:
        near = {name: self.area.near(name, i) for name in ("test", "ceiling", "offer", "difference", "open", "floor")}
        cell = {name: posts.cell(name, heading) for name in ("heading", "test", "ceiling", "floor", "open")}
        found = {
            "test": f'=IF({cell["test"]}="","",{cell["test"]})',
            "ceiling": f'=IF(ISNUMBER({cell["ceiling"]}),{cell["ceiling"]},"")',
            "floor": f'=IF(ISNUMBER({cell["floor"]}),{cell["floor"]},"")',
            "difference": f'=IF(ISNUMBER({near["ceiling"]}),ROUND({near["offer"]}-{near["ceiling"]},2),"")',
            "sign": sign(near["difference"]),
            "verdict": self._verdict(i, posts.cell("may_fall", heading)),
            "open": f"={cell['open']}{self._open_lines(cell['heading'])}",
        }
        offer = self._offer(cell["heading"])
        if offer and self._lines:
            found["offer"] = offer
            found |= {"low": self._lowest(i, cell["heading"])} if self.area.has("low") else {}
        return found

    def _open_lines(self, heading: str) -> str:
        if self._lines is None:
            return ""
        area = self._lines.area
        return "".join(
            f"+{added(area.column(name), (area.column('heading'), heading))}" for name in self._lines.uncertain
        )

    def _lowest(self, i: int, heading: str) -> str:
        """The offer with every range at its lowest."""
        if self._lines is None:
            return ""
        area, lines = self._lines.area, self._lines
        where = ((area.column("heading"), heading), (area.column("range"), "1"))
        low, expected = added(area.column("low_compared"), *where), added(lines.compared, *where)
        return f"=ROUND({self.area.near('offer', i)}+{low}-{expected},2)"

    def _verdict(self, i: int, may_fall: str) -> str:
        at = {name: self.area.near(name, i) for name in ("test", "ceiling", "offer", "open", "floor", self.low)}
        bound, ceiling, test = self.area.total("verdict"), at["ceiling"], at["test"]
        above = f"ROUND({at['offer']}-N({ceiling}),2)>0"
        over = (
            f"ISNUMBER({ceiling})", f"ROUND({at[self.low]}-N({ceiling}),2)>0", f"{may_fall}=0",
            f"OR({test}={CEILING},AND({test}={BINDING},{bound}={SAID[Verdict.OVER]}))",
        )  # fmt: skip
        below = f"AND(ISNUMBER({at['floor']}),ROUND({at['offer']}-N({at['floor']}),2)<0)"
        steps = (
            (f"AND({','.join(over)})", Verdict.OVER),
            (f"OR({at['open']}>0,NOT(ISNUMBER({ceiling})))", Verdict.OPEN),
            (f"AND({test}={BINDING},{above})", Verdict.SHIFT),
            (f"AND({test}={ESTIMATE},{above})", Verdict.ABOVE_ESTIMATE),
            (below, Verdict.BELOW_FLOOR),
        )
        formula = SAID[Verdict.WITHIN]
        for condition, verdict in reversed(steps):
            formula = f"IF({condition},{SAID[verdict]},{formula})"
        return f"={formula}"

    def _binding(self, total: OnTotal, posts: Posts) -> dict[str, str]:
        """The sum of the binding headings, which is judged as one amount (art. 5.2)."""
        of = self.area.column
        binding = (of("test"), BINDING)
        rows, known = counted(f"{of('test')}={BINDING}"), counted(f"{of('test')}={BINDING}", f'{of("ceiling")}<>""')
        ceiling, offer, gap = (self.area.total(name) for name in ("ceiling", "offer", "difference"))
        low = f"ROUND({added(of(self.low), binding)},2)"
        falls = "+".join([total.may_fall, *(self._falls(i, row, posts) for i, row in enumerate(self._rows))])
        exists = "TRUE" if self.results.limits.frame is None else f"OR({rows}>0,{total.unread}>0)"
        over = f"AND(ISNUMBER({ceiling}),ROUND({low}-N({ceiling}),2)>0,{falls}=0)"
        is_open = f"OR({total.open}+{added(of('open'), binding)}>0,AND({exists},NOT(ISNUMBER({ceiling}))))"
        return {
            "ceiling": f'=IF(OR({total.unread}>0,{rows}=0,{known}<{rows}),"",ROUND({added(of("ceiling"), binding)},2))',
            "offer": f"=ROUND({added(of('offer'), binding)},2)",
            "difference": f'=IF(ISNUMBER({ceiling}),ROUND({offer}-{ceiling},2),"")',
            "sign": sign(gap),
            "verdict": f"=IF({over},{SAID[Verdict.OVER]},IF({is_open},{SAID[Verdict.OPEN]},{SAID[Verdict.WITHIN]}))",
        }

    def _falls(self, i: int, row: ComparedRow, posts: Posts) -> str:
        return f"({self.area.near('test', i)}={BINDING})*{posts.cell('may_fall', row.heading)}"

    def _everything(self, total: OnTotal) -> dict[str, str]:
        of = self.area.column
        ceiling, offer, gap = (self.area.total(name, 1) for name in ("ceiling", "offer", "difference"))
        return {
            "ceiling": f'=IF(COUNT({of("ceiling")})=0,"",ROUND(SUM({of("ceiling")}),2))',
            "offer": f"=ROUND(SUM({of('offer')}),2)",
            "difference": f'=IF(ISNUMBER({ceiling}),ROUND({offer}-{ceiling},2),"")',
            "sign": sign(gap),
            "open": f"={total.everything}",
        }


def sign(difference: str) -> str:
    """Return a formula that says whether a difference (offer less ceiling) is favourable."""
    more, less, equal = (text(words.favourable(cents).nl) for cents in (1, -1, 0))
    return f'=IF(ISNUMBER({difference}),IF({difference}>0,{more},IF({difference}<0,{less},{equal})),"")'


def _empty_texts(view: View) -> View:
    """Return the table with an empty text where a formula comes to nothing."""
    rows = [
        Row(
            tuple(Live("", v.formula) if isinstance(v, Live) and v.value is None else v for v in row.values), row.weight
        )
        for row in view.rows
    ]
    return View(view.title, view.columns, tuple(rows), view.notes)
