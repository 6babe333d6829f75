"""Every step through the key, row by row: bands, largest remainder and caps as formulas (DESIGN 6, Financing).

Cents are whole numbers here; a remainder is rounded to five decimals before it is ranked, since binary numbers carry
noise. The working stands under the tables that people read.
"""

from planner.books.parts.formulas import added, column, text, words
from planner.books.parts.key import WHOLE_YEAR, Key
from planner.books.parts.splitting import Worked, worked
from planner.books.parts.steps import Step, Steps
from planner.excel.areas import Area, Stack
from planner.tables import Kind, Live, Row, Value, View

COLUMNS = (
    column("kind", "Van", width=22),
    column("heading", "Post"),
    column("payer", "Bijdragende partij"),
    column("rest_to", "Restant naar"),
    column("key", "Rij in sleutel", Kind.COUNT),
    column("total", "Oplopend", Kind.MONEY),
    column("start", "Schijf vanaf", Kind.MONEY),
    column("end", "Schijf tot", Kind.MONEY),
    column("share", "Percentage", Kind.SHARE),
    column("shares", "Som van de schijf", Kind.SHARE),
    column("part", "In schijf (centen)", Kind.COUNT),
    column("whole", "Hele centen", Kind.COUNT),
    column("remainder", "Rest", Kind.FACTOR),
    column("rank", "Rang", Kind.COUNT),
    column("piece", "Aandeel", Kind.MONEY),
    column("maximum", "Maximum", Kind.MONEY),
    column("kept", "Betaalt zelf", Kind.MONEY),
    column("beyond", "Boven maximum", Kind.MONEY),
    column("kept_step", "Betaalt zelf, deze post", Kind.MONEY),
    column("beyond_step", "Boven maximum, deze post", Kind.MONEY),
    column("use", "Telt mee", Kind.COUNT),
)
BOTH = 5
"""The whole year and its four quarters."""


class Splits:
    """The working in its place."""

    def __init__(self, stack: Stack, key: Key, steps: Steps) -> None:
        self._key = key
        self._steps = steps
        self._groups: list[tuple[int, Step, tuple[int, ...], list[Worked]]] = []
        self._first: dict[int, int] = {}
        count = 0
        for i, step in enumerate(steps.all):
            rows = key.composition(step.category, step.quarter or 1)
            self._first[i] = count
            self._groups.append((i, step, rows, worked(step.running, [key.shares[n] for n in rows])))
            count += len(rows)
        self.area: Area = stack.place(COLUMNS, count)

    def paid(self, kind: str, payer: str, cell: str, heading: str = "", post: str = "") -> Live:
        """Return what a payer (its code in `cell`) pays, of one heading (its code in `post`) where asked."""
        column_of = self.area.column
        where = [(column_of("kind"), text(kind)), *([(column_of("heading"), post)] if heading else [])]
        kept = added(_counted(self.area, "kept_step"), *where, (column_of("payer"), cell))
        beyond = added(_counted(self.area, "beyond_step"), *where, (column_of("rest_to"), cell))
        return Live(self._cents(kind, payer, heading), f"=ROUND({kept}+{beyond},2)")

    def beyond(self, kind: str, number: int) -> Live:
        """Return what the maximum in a row of the key cuts off."""
        column_of = self.area.column
        where = (column_of("kind"), text(kind)), (column_of("key"), str(number + 1))
        cents = sum(
            here.beyond - (before.beyond if before else 0)
            for step, n, here, before in self._counting()
            if step.kind == kind and n == number
        )
        return Live(cents, f"=ROUND({added(_counted(self.area, 'beyond_step'), *where)},2)")

    def faults(self) -> str:
        """Return the number of rows whose band does not add up to 100%, or that do not begin at zero."""
        shares = self.area.column("shares")
        return f'SUMPRODUCT(--({self.area.column("kind")}<>""),({shares}>1.000000001)+({shares}<0.999999999))'

    def _counting(self) -> list[tuple[Step, int, Worked, Worked | None]]:
        found: list[tuple[Step, int, Worked, Worked | None]] = []
        for _, step, rows, now in self._groups:
            if self._uses(step):
                nothing: list[Worked | None] = [None] * len(rows)
                before = nothing if step.before is None else [*self._groups[step.before][3]]
                found += [(step, n, here, then) for n, here, then in zip(rows, now, before, strict=True)]
        return found

    def _cents(self, kind: str, payer: str, heading: str) -> int:
        found = 0
        for step, n, here, before in self._counting():
            if step.kind == kind and (not heading or step.heading == heading):
                share = self._key.shares[n]
                kept, beyond = here.kept, here.beyond
                if before:
                    kept, beyond = kept - before.kept, beyond - before.beyond
                found += kept * (share.payer == payer) + beyond * (share.rest_to == payer)
        return found

    def _uses(self, step: Step) -> bool:
        periods = self._key.periods(step.category)
        if len(periods) != BOTH:
            return True
        return self._key.is_same(step.category) == (step.quarter == WHOLE_YEAR)

    def view(self) -> View:
        """Return the table."""
        rows = [
            self._row(i, step, number, one, j)
            for i, step, numbers, all_worked in self._groups
            for j, (number, one) in enumerate(zip(numbers, all_worked, strict=True))
        ]
        return View(words("Berekening: elke stap door schijven, grootste resten en maxima"), COLUMNS, tuple(rows))

    def _row(self, i: int, step: Step, number: int, one: Worked, j: int) -> Row:
        share, first = self._key.shares[number], self._first[i]
        before = self._groups[step.before][3][j] if step.before is not None else None
        values: dict[str, Value] = {
            "kind": step.kind,
            "heading": step.heading or None,
            "payer": share.payer,
            "rest_to": share.rest_to or None,
            "key": number + 1,
        }
        size = len(self._groups[i][2])
        found = self._formulas(first + j, (first, first + size - 1), i, number)
        worth: dict[str, object] = {
            "total": step.running, "start": share.band_from, "end": "" if one.end is None else one.end,
            "share": share.share, "shares": one.shares, "part": one.part, "whole": one.whole,
            "remainder": one.remainder, "rank": one.rank, "piece": one.piece,
            "maximum": "" if share.maximum is None else share.maximum, "kept": one.kept, "beyond": one.beyond,
            "kept_step": one.kept - (before.kept if before else 0),
            "beyond_step": one.beyond - (before.beyond if before else 0),
            "use": int(self._uses(step)),
        }  # fmt: skip
        found |= self._steps_of(first + j, step, j)
        values |= {name: Live(worth[name], formula) for name, formula in found.items()}  # type: ignore[arg-type]
        return Row(tuple(values[one.name] for one in COLUMNS))

    def _formulas(self, row: int, group: tuple[int, int], i: int, number: int) -> dict[str, str]:
        def at(name: str) -> str:
            return self.area.near(name, row)

        def of(name: str) -> str:
            return self.area.rows(name, *group)

        key, start, part = self._key.area, f"{of('start')}={at('start')}", at("part")
        above = f"SUMPRODUCT(--({of('start')}>{at('start')}))"
        stacked = f'MAX(0,IF({at("end")}="",{at("total")},MIN({at("total")},{at("end")}))-{at("start")})'
        ideal = f"ABS({part})*{at('share')}/{at('shares')}"
        rest = of("remainder"), at("remainder")
        ahead = f"({rest[0]}>{rest[1]})+({rest[0]}={rest[1]})*({of('key')}<{at('key')})"
        missing = f"ABS({part})-SUMPRODUCT(--({start}),{of('whole')})"
        maximum = key.cell("maximum", number)
        return {
            "total": f"={self._steps.area.cell('running', i)}",
            "start": f"={key.cell('start', number)}",
            "end": f'=IF({above}=0,"",SMALL({of("start")},SUMPRODUCT(--({of("start")}<={at("start")}))+1))',
            "share": f"={key.cell('share', number)}",
            "shares": f"=IF(MIN({of('start')})>0,0,SUMPRODUCT(--({start}),{of('share')}))",
            "part": f"=ROUND(100*IF({at('total')}<0,IF({at('start')}=MIN({of('start')}),{at('total')},0),{stacked}),0)",
            "whole": f"=IF({at('shares')}=0,0,INT(ROUND({ideal},5)))",
            "remainder": f"=IF({at('shares')}=0,0,ROUND({ideal}-{at('whole')},5))",
            "rank": f"=1+SUMPRODUCT(({start})*({ahead}))",
            "piece": f"=SIGN({part})*({at('whole')}+IF({at('rank')}<={missing},1,0))/100",
            "maximum": f'=IF({maximum}="","",{maximum})',
            "kept": f'=IF({at("maximum")}="",{at("piece")},MIN({at("piece")},{at("maximum")}))',
            "beyond": f"=ROUND({at('piece')}-{at('kept')},2)",
        }

    def _steps_of(self, row: int, step: Step, j: int) -> dict[str, str]:
        """Return what a step adds to the one before it, and whether its period counts."""
        found = {}
        for name in ("kept", "beyond"):
            here = self.area.near(name, row)
            there = None if step.before is None else self.area.near(name, self._first[step.before] + j)
            found[f"{name}_step"] = f"=ROUND({here}-{there},2)" if there else f"={here}"
        found["use"] = "=1"
        if len(self._key.periods(step.category)) == BOTH:
            same = self._key.same(step.category)
            found["use"] = f"=IF({same},1,0)" if step.quarter == WHOLE_YEAR else f"=IF({same},0,1)"
        return found


def _counted(area: Area, name: str) -> str:
    """Return a column of amounts with the one that says which rows count."""
    return f"{area.column(name)},{area.column('use')}"
