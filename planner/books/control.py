"""The sheet `Controle` of a request: live formulas over the cost lines that tell whoever fills it in what is wrong.

A column is found by its heading and the lines are taken with room to spare, so that lines and columns may come and
go. What is no number is left out by comparing (`<""`) and by COUNT, which passes over errors: pm and ranges are texts.
"""

from collections.abc import Sequence
from decimal import Decimal

from planner.agreement import SUBJECTS
from planner.books.parts.formulas import added, column, counted, text, words
from planner.excel.areas import Area, Stack
from planner.excel.book import Page
from planner.excel.layout import SheetContent, placed
from planner.money import cents
from planner.records import QUARTER_FIELDS
from planner.sheets.quote import COSTS, control
from planner.sheets.quote.control import FAILS, HOLDS, OF_PRODUCT, OF_QUARTERS, SHEET, TO_FILL, UNKNOWN
from planner.stages.request import Request
from planner.tables import Kind, Live, Row, Value, View, Weight

ROOM = 5_000
"""So many rows of the cost lines are looked at, or twice as many as there are."""
TOP, LAST, WIDTH = "Kosten!$A$1", "CZ", 104
"""Where the cost lines begin, and the last column that is looked at with its number: it is empty."""
_LOOKED_AT = ("id", "heading", "quantity", "rate", "amount", *QUARTER_FIELDS, "total_cost", "share")
_MAY_BE_ABSENT = frozenset({"quantity", "rate", "total_cost", "share"})
_ALLOWED = (("een product", OF_PRODUCT), ("de vier kwartalen samen", OF_QUARTERS))
_SAID = {
    FAILS: "Er klopt iets niet: zie hieronder bij Oordeel.",
    TO_FILL: "Nog niet alles is ingevuld.",
    HOLDS: "Alle controles kloppen.",
}
_SENTENCES = (
    "Dit blad rekent mee terwijl u invult. Vul hier niets in en laat het staan; het wordt niet als gegeven gelezen.",
    "Bedragen staan in de eenheid die op blad Offerte achter Bedragen in staat.",
)
_CHECKS = (
    column("what", "Controle", width=58),
    column("count", "Regels die afwijken", Kind.COUNT, width=13),
    column("gap", "Verschil", Kind.MONEY),
    column("result", "Oordeel", width=19),
    column("sheet", "Op blad"),
    column("how", "Zo herstelt u het", width=66),
)


def page(asked: Request, headings: Sequence[str], costs: SheetContent) -> Page:
    """Return the sheet of a request with these cost lines; `headings` are the codes of the posts."""
    return _Control(asked, headings, costs).page()


class _Control:
    """The sheet of one request, its tables in their places."""

    def __init__(self, asked: Request, headings: Sequence[str], costs: SheetContent) -> None:
        self._asked = asked
        self._headings = headings
        self._rows = control.cost_rows(enumerate(costs.rows, 2))
        self._places = {one.column.field: one.index + 1 for one in placed(COSTS, costs)}
        self._bottom = max(ROOM, 2 * len(costs.rows))
        stack = Stack(SHEET, 2 + len(_SENTENCES))
        self._checks = stack.place(_CHECKS, len(control.CHECKS))
        posts = (
            column("post", "Post"),
            column("count", "Regels", Kind.COUNT),
            column("before", f"Opdracht {asked.year - 1}", Kind.MONEY),
            column("now", f"Offerte {asked.year}", Kind.MONEY),
            column("gap", "Verschil", Kind.MONEY),
            column("aside", "Niet meegeteld"),
        )
        self._posts = stack.place(posts, len(headings), totals=1)
        facts = (column("what", "Waar dit blad naar kijkt"), column("value", "Gevonden", Kind.COUNT))
        self._facts = stack.place(facts, len(_LOOKED_AT) + 2)
        self._unit, self._lines = (self._facts.near("value", i) for i in (0, 1))
        allowed = (column("what", "Toegestane afronding per regel"), column("value", "Hoogstens", Kind.RATE))
        self._allowed = stack.place(allowed, len(_ALLOWED))
        self._of_product, self._of_quarters = (self._allowed.near("value", i) for i in (0, 1))

    def page(self) -> Page:
        """Return the sheet."""
        opening = (words("Controle van wat is ingevuld"), Live(words(self._said()), self._says()))
        views = (self._checks_view(), self._posts_view(), self._facts_view(), self._allowed_view())
        return Page(SHEET, (*opening, *map(words, _SENTENCES)), views, alarm=FAILS)

    def _says(self) -> str:
        results = self._checks.column("result")
        fails, open_ = counted(f'{results}="{FAILS}"'), counted(f'{results}="{TO_FILL}"')
        return f"=IF({fails}>0,{text(_SAID[FAILS])},IF({open_}>0,{text(_SAID[TO_FILL])},{text(_SAID[HOLDS])}))"

    def _said(self) -> str:
        results = [self._result(check.name) for check in control.CHECKS]
        return _SAID[FAILS if FAILS in results else TO_FILL]

    def _checks_view(self) -> View:
        rows = tuple(self._check(i, check) for i, check in enumerate(control.CHECKS))
        return View(words("Controles"), _CHECKS, rows)

    def _check(self, i: int, check: control.Check) -> Row:
        result = Live(self._result(check.name), self._judges(check.name, i))
        if check.name == "subjects":
            empty = counted('Onderwerpen!$A$1:$A$200<>""', 'Onderwerpen!$C$1:$C$200=""')
            return Row((check.what, Live(len(SUBJECTS), _or_empty(empty)), None, result, "Onderwerpen", check.how))
        found = control.outcome(check.name, self._rows, 1, self._headings)
        gap = self._gap(check.name)
        count = None if check.name == "total" else Live(found.lines, _or_empty(self._count(check.name)))
        by = Live(cents(found.gap), _or_empty(f"ROUND({gap},2)")) if gap else None
        return Row((check.what, count, by, result, "Kosten", check.how))

    def _judges(self, name: str, i: int) -> str:
        count, gap = (self._checks.near(one, i) for one in ("count", "gap"))
        if name == "subjects":
            return f'=IF(ISNUMBER({count}),IF({count}>0,"{TO_FILL}","{HOLDS}"),"{UNKNOWN}")'
        fails, known = f"{count}>0", count
        if name == "total":
            fails, known = f"ABS({gap})>{self._of_quarters}*{self._lines}", gap
        return f'=IF({self._lines}=0,"{TO_FILL}",IF(ISNUMBER({known}),IF({fails},"{FAILS}","{HOLDS}"),"{UNKNOWN}"))'

    def _result(self, name: str) -> str:
        if name == "subjects" or not self._rows:
            return TO_FILL
        return FAILS if control.outcome(name, self._rows, 1, self._headings).rows else HOLDS

    # what departs

    def _count(self, name: str) -> str:
        id_, heading, amount = (self._at(one) for one in ("id", "heading", "amount"))
        match name:
            case "amount":
                return counted(self._is_line(), f'{amount}=""')
            case "id":
                return counted(f'{heading}<>""', f'{id_}=""')
            case "double":
                ids = f'"#"&TRIM({id_})'  # a sign before it, so that 02 is no number
                plain = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({ids},"~","~~"),"*","~*"),"?","~?")'
                own = f"ROW({id_})-ROW(INDEX({self._table()},1,1))+1"
                return _of_lines(f'({id_}<>"")*(MATCH({plain},{ids},0)<{own})')
            case "heading":
                return f"{self._lines}-SUM({self._posts.column('count')})"
            case "quarters":
                together = f"({'+'.join(self._at(one) for one in QUARTER_FIELDS)})"
                known = _off(f'{amount}<""', f"{amount}-{together}", self._of_quarters)
                open_ = _off(f'{amount}="pm"', together, self._of_quarters)
                return f"{_of_lines(known)}+{_of_lines(open_)}"
        return _of_lines(self._product_off() if name == "product" else self._share_off())

    def _product_off(self) -> str:
        quantity, rate, whole, amount = (self._at(one) for one in ("quantity", "rate", "total_cost", "amount"))
        product = f"{quantity}*{rate}/{self._unit}"
        of_whole = _off(f'{whole}<""', f"{whole}-{product}", self._of_product)
        of_amount = _off(f'{amount}<""', f"{amount}-{product}", self._of_product)
        return f'({quantity}<"")*({rate}<"")*({of_whole}+({whole}="")*{of_amount})'

    def _share_off(self) -> str:
        whole, share, amount = (self._at(one) for one in ("total_cost", "share", "amount"))
        given = f'({whole}<"")*({share}<"")*({amount}<"")'
        return _off(given, f"{amount}-{whole}*{share}", self._of_product)

    def _gap(self, name: str) -> str:
        """Return by how much the lines depart together; nothing where that is no amount."""
        amount = self._at("amount")
        match name:
            case "product":
                quantity, rate, whole = (self._at(one) for one in ("quantity", "rate", "total_cost"))
                wrong = f"--ISNUMBER(1/({self._product_off()}))"
                product = f"SUMPRODUCT({wrong},{quantity},{rate})/{self._unit}"
                return f'SUMPRODUCT({wrong},{whole})+SUMPRODUCT({wrong},--({whole}=""),{amount})-{product}'
            case "total":
                known = f'--({self._is_line()}),--({amount}<"")'
                return "-".join(f"SUMPRODUCT({known},{self._at(one)})" for one in ("amount", *QUARTER_FIELDS))
            case "heading":
                return f"SUMPRODUCT(--({self._is_line()}),{amount})-SUM({self._posts.column('now')})"
        return ""

    def _at(self, name: str) -> str:
        """Return a column of the cost lines, with its heading."""
        return f"INDEX({self._table()},0,{self._facts.near('value', 2 + _LOOKED_AT.index(name))})"

    def _table(self) -> str:
        return f"{TOP}:${LAST}${self._bottom}"

    def _is_line(self) -> str:
        """Return what tells a line from a row of totals; the row of headings is told as one."""
        return f'({self._at("id")}<>"")+({self._at("heading")}<>"")>0'

    # the tables below

    def _posts_view(self) -> View:
        area, before = self._posts, dict(self._asked.before)
        rows = [self._post(i, code, before.get(code, 0)) for i, code in enumerate(self._headings)]
        together = [_total(area, name, rows, i) for i, name in enumerate(("count", "before", "now", "gap"), 1)]
        rows.append(Row(("Totaal", *together, None), Weight.TOTAL))
        last = self._asked.last
        of = (
            f": de opdracht exclusief btw in prijzen van {last.basis.price_level}, de offerte zoals ingevuld"
            if last
            else ""
        )
        return View(words(f"Totaal per post{of}"), area.columns, tuple(rows))

    def _post(self, i: int, code: str, before: int) -> Row:
        area, heading, amount = self._posts, self._at("heading"), self._at("amount")
        same = (heading, area.near("post", i))
        mine = [one for one in self._rows if one.values.get("heading") == code]
        now = cents(sum((one.amount or Decimal(0) for one in mine), Decimal(0)))
        open_ = sum(one.amount is None for one in mine)
        lines = "=".join(same)
        number = counted(lines, f'{amount}>""')
        aside = f'=IFERROR(IF({number}=0,"",{number}&{text(_NOT_COUNTED)}),"")'
        old = gap = None
        if self._asked.last:
            old = Live(before, f"=ROUND({Decimal(before) / 100}/{self._unit},2)")
            gap = Live(now - before, f"=ROUND({area.near('now', i)}-{area.near('before', i)},2)")
        return Row(
            (
                code,
                Live(len(mine), f"=IFERROR({counted(lines)},0)"),
                old,
                Live(now, f"=IFERROR(ROUND({added(amount, same)},2),0)"),
                gap,
                Live(f"{open_}{_NOT_COUNTED}" if open_ else "", aside),
            )
        )

    def _facts_view(self) -> View:
        unit = 'INDEX(Offerte!$B$1:$B$200,MATCH("Bedragen in",Offerte!$A$1:$A$200,0))'
        heads = f"{TOP}:${LAST}$1"
        rows = [
            Row(("Bedragen in: 1 is euro, 1000 is x 1.000", Live(1, f'=IF(ISNUMBER(SEARCH("000",{unit})),1000,1)'))),
            Row(("Regels op blad Kosten", Live(len(self._rows), f"=IFERROR({counted(self._is_line())}-1,0)"))),
        ]
        for name in _LOOKED_AT:
            heading = COSTS.column(name).heading
            absent = f"COLUMNS({heads})" if name in _MAY_BE_ABSENT else '"ontbreekt"'
            at = f"=IFERROR(MATCH({text(heading)},{heads},0),{absent})"
            found = self._places.get(name, WIDTH)
            rows.append(Row((f"Kolom van {heading}", Live(found, at))))
        title = words(f"Hulpcijfers; kolom {WIDTH} is leeg en staat voor een kop die er niet is")
        return View(title, self._facts.columns, tuple(rows))

    def _allowed_view(self) -> View:
        rows = tuple(
            Row((f"Bedrag en {what}", Live(by[1], f"=IF({self._unit}=1000,{by[1000]},{by[1]})")))
            for what, by in _ALLOWED
        )
        return View(words(""), self._allowed.columns, rows)


_NOT_COUNTED = " met pm, een bandbreedte of tekst"


def _or_empty(expression: str) -> str:
    """Return a formula that stays empty where a heading or a sheet is gone."""
    return f'=IFERROR({expression},"")'


def _off(when: str, gap: str, allowed: str) -> str:
    """Return what is 1 in each line where `when` holds and a gap is more than is allowed, else 0 or an error."""
    return f"({when})*(({gap})^2>{allowed}^2)"


def _of_lines(departs: str) -> str:
    """Return the number of lines in which something is above zero; a line that gives an error counts for none."""
    return f"SUMPRODUCT(COUNT(1/({departs})))"


def _total(area: Area, name: str, rows: Sequence[Row], i: int) -> Value:
    values = [value.value for row in rows if isinstance(value := row.values[i], Live)]
    whole = sum(value for value in values if isinstance(value, int))
    return Live(whole, f"=SUM({area.column(name)})") if values else None
