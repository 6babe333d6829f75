"""How the formulas of our workbooks are put together; knows texts only, no sheets and no figures.

Only what Excel, LibreOffice 7.4 and the second engine of the tests share. Codes are compared with `=`, never with
SUMIFS, COUNTIFS or MATCH: to those the text "02" is the number 2. Sums are rounded to cents before anything is
compared, since binary numbers carry noise.
"""

from collections.abc import Iterable, Sequence

from planner.problems import Words
from planner.tables import Column, Kind

ROW = "#"
"""Stands for the row in a template."""


def column(name: str, nl: str, kind: Kind = Kind.TEXT, width: float = 0.0) -> Column:
    """Return a column of a workbook; workbooks are Dutch in both languages."""
    return Column(Words(nl, nl), kind, name=name, width=width)


def words(nl: str) -> Words:
    """Return a text of a workbook, which is Dutch in both languages."""
    return Words(nl, nl)


def stamped(inputs_digest: str) -> dict[str, str]:
    """Return the document property with the digest of what a book was made from; none where it is not known."""
    return {"planner_inputs": inputs_digest} if inputs_digest else {}


def cents(expression: str) -> str:
    """Return an expression rounded to cents."""
    return f"ROUND({expression},2)"


def added(amounts: str, *where: tuple[str, str]) -> str:
    """Return the sum of a range over the rows where each other range equals its cell or text."""
    tests = "".join(f"--({cells}={wanted})," for cells, wanted in where)
    return f"SUMPRODUCT({tests}{amounts})"


def counted(*tests: str) -> str:
    """Return the number of rows in which every test (`range="past"`) holds."""
    return f"SUMPRODUCT({','.join(f'--({test})' for test in tests)})"


def total(amounts: str) -> str:
    """Return a formula that adds a range up to whole cents."""
    return f"=ROUND(SUM({amounts}),2)"


def evenly(whole: str, quarter: int) -> str:
    """Return the part of an amount in a quarter: even, and what is left over in cents goes to the first quarters."""
    cents_ = f"ROUND(ABS({whole})*100,0)"
    return f"SIGN({whole})*(INT({cents_}/4)+IF(MOD({cents_},4)>={quarter},1,0))/100"


def text(value: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + value.replace('"', '""') + '"'


def all_true(tests: Iterable[str]) -> str:
    """Return whether all tests hold; TRUE without any."""
    found = list(tests)
    return f"AND({','.join(found)})" if found else "TRUE"


def running(parts: Sequence[str], factor: str) -> list[str]:
    """Return the rounded running sums of parts times a factor: of one part, of two, and so on."""
    return [f"ROUND(({'+'.join(parts[: i + 1])}){factor},2)" for i in range(len(parts))]


class Template:
    """A formula of a row, in which `#` stands for the row number."""

    __slots__ = ("_parts",)

    def __init__(self, formula: str) -> None:
        self._parts = formula.split(ROW)

    def at(self, row: str) -> str:
        """Return the formula in a row."""
        return row.join(self._parts)
