"""The checks of a book on itself: what must be equal, by how much it may differ, and whether it holds, live."""

from collections.abc import Iterable
from typing import NamedTuple

from planner.books.parts.formulas import column, counted, words
from planner.excel.areas import Area, Stack
from planner.excel.book import Page
from planner.tables import Kind, Live, Row, Typed, View, Weight

SHEET = "Controles"
HOLDS, FAILS = "klopt", "klopt NIET"
COLUMNS = (
    column("what", "Controle", width=70),
    column("left", "Bedrag", Kind.MONEY),
    column("right", "Moet gelijk zijn aan", Kind.MONEY),
    column("gap", "Verschil", Kind.MONEY),
    column("tolerance", "Toegestaan", Kind.MONEY),
    column("result", "Uitkomst", width=14),
)


class Check(NamedTuple):
    """Two amounts (cents, with the formula of each) that must be equal within a tolerance in cents."""

    what: str
    left: Live
    right: Live
    tolerance: int = 0


class Checks:
    """The table of checks in its place."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self._checks = tuple(checks)
        self.area: Area = Stack(SHEET, 2).place(COLUMNS, len(self._checks))

    def outcome(self) -> Live:
        """Return in one sentence whether all checks hold."""
        failing = self._failing()
        count = len(self._checks)
        all_hold, some_fail = f"alle {count} controles kloppen", "controles kloppen NIET: zie het blad Controles"
        formula = f'=IF({self._fails()}=0,"{all_hold}",{self._fails()}&" {some_fail}")'
        return Live(f"{failing} {some_fail}" if failing else all_hold, formula)

    def page(self) -> Page:
        """Return the sheet."""
        sentence = Live(words(self._said()), f'=IF({self._fails()}=0,"Alle controles kloppen.","Er klopt iets NIET.")')
        rows = tuple(self._row(i, check) for i, check in enumerate(self._checks))
        title = "Tot op de cent, tenzij er een toegestaan verschil staat"
        return Page(SHEET, (sentence, words("")), (View(words(title), COLUMNS, rows),), 0, 1)

    def _said(self) -> str:
        return "Er klopt iets NIET." if self._failing() else "Alle controles kloppen."

    def _failing(self) -> int:
        return sum(abs(_cents(check.left) - _cents(check.right)) > check.tolerance for check in self._checks)

    def _fails(self) -> str:
        return counted(f'{self.area.column("result")}="{FAILS}"')

    def _row(self, i: int, check: Check) -> Row:
        at = self.area.near
        gap = _cents(check.left) - _cents(check.right)
        result = HOLDS if abs(gap) <= check.tolerance else FAILS
        return Row(
            (
                check.what,
                check.left,
                check.right,
                Live(gap, f"=ROUND({at('left', i)}-{at('right', i)},2)"),
                Typed(check.tolerance),
                Live(result, f'=IF(ABS({at("gap", i)})<={at("tolerance", i)},"{HOLDS}","{FAILS}")'),
            ),
            Weight.BODY,
        )


def _cents(value: Live) -> int:
    return value.value if isinstance(value.value, int) else 0
