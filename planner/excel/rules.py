"""What Excel offers and refuses while somebody types, by kind of cell; knows no sheet in particular."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.excel.layout import Placed
from planner.excel.style import Look, Style, Styles
from planner.excel.vocabulary import (
    LISTS_SHEET,
    CellKind,
    Choice,
    Code,
    Day,
    Money,
    Percentage,
    Quantity,
    Rate,
    Whole,
    Year,
    YesNo,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

ROOM = 2_000
"""Rows for which a table has drop-down lists, checks and a filter."""
LITERAL = 255
"""Characters that a list written out in a check may have in Excel."""

Tables = Mapping[str, Sequence[Placed]]
"""The tables of the workbook that is written, by sheet name."""


@dataclass(slots=True)
class Lists:
    """The drop-down lists of one workbook, kept where Excel can find them.

    A list is written out in the check itself where that is allowed, else it is a range: of the workbook's own
    table where that holds the codes, else of the hidden sheet `Lijsten`.
    """

    tables: Tables
    given: Mapping[tuple[str, str], Sequence[str]]
    _kept: dict[tuple[str, ...], int] = field(default_factory=dict)

    def source(self, kind: CellKind) -> str | list[str] | None:
        """Return the list of a kind as Excel takes it, None where there is no list."""
        match kind:
            case YesNo():
                return ["ja", "nee"]
            case Choice():
                return self._of(tuple(kind.options))
            case Code() if kind.table:
                return self._own(kind) or self._of(tuple(dict.fromkeys(self.given.get(_key(kind), ()))))
            case _:
                return None

    def _of(self, items: tuple[str, ...]) -> str | list[str] | None:
        plain = not any(mark in item for item in items for mark in ',"')
        if plain and len(",".join(items)) <= LITERAL:
            return list(items) or None
        index = self._kept.setdefault(items, len(self._kept))
        letter = _letter(index)
        return f"={LISTS_SHEET}!${letter}$1:${letter}${len(items)}"

    def _own(self, kind: Code) -> str | None:
        for place in self.tables.get(kind.table, ()):
            if kind.column in (place.column.heading, place.column.field):
                sheet = "'" + kind.table.replace("'", "''") + "'"
                cells = f"{sheet}!${place.letter}$2:${place.letter}${ROOM + 1}"
                # As long as the table is filled, so that the list does not end in 2.000 empty lines.
                return f"={sheet}!${place.letter}$2:INDEX({cells},MAX(1,COUNTA({cells})))"
        return None

    def write(self, book: "Workbook", styles: Styles) -> None:
        """Add the hidden sheet with the lists that were asked for, where there are any."""
        if not self._kept:
            return
        sheet = book.add_worksheet(LISTS_SHEET)
        for items, index in self._kept.items():
            for row, item in enumerate(items):
                sheet.write_string(row, index, item, styles[Style(Look.BODY)])
        sheet.protect()
        sheet.hide()


def _key(kind: Code) -> tuple[str, str]:
    return (kind.table, kind.column)


def _letter(index: int) -> str:
    first, second = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def check(kind: CellKind, cell: str, lists: Lists) -> dict[str, Any] | None:
    """Return the check of a kind for a range that begins in `cell`, as XlsxWriter takes it; None for none.

    What can only be wrong is refused; what is merely odd (an unknown code, 60% inflation) may stay after a
    warning.
    """
    source = lists.source(kind)
    if source is not None:
        return _from_list(kind, source)
    if isinstance(kind, Money) and kind.open:
        return _amount(cell)
    return _number(kind) or _calendar(kind)


def _number(kind: CellKind) -> dict[str, Any] | None:
    match kind:
        case Money() | Rate() | Quantity():
            return _between("decimal", -1e12, 1e12, "Geen getal", _NUMBER)
        case Percentage():
            least, most = -1.0 if kind.negative else 0.0, float(kind.points_above)
            text = _PERCENTAGE.format(most=f"{most:.0%}")
            return _between("decimal", least, most, "Percentage", text) | {"error_type": "warning"}
        case Whole():
            text = f"Vul een geheel getal in van {kind.least} tot en met {kind.most}."
            return _between("integer", kind.least, kind.most, "Geen geheel getal", text)
        case _:
            return None


def _calendar(kind: CellKind) -> dict[str, Any] | None:
    if isinstance(kind, Day):
        return _between("date", date(1990, 1, 1), date(9999, 12, 31), "Geen datum", _DATE)
    if isinstance(kind, Year):
        return _between("integer", 1900, 9999, "Geen jaartal", "Vul een jaartal van vier cijfers in.")
    return None


_NUMBER = "Vul een getal in, met een komma voor de decimalen."
_DATE = "Vul een datum in, zoals 31-12-2027."
_PERCENTAGE = "Verwacht is een percentage tot {most}. 3,8 procent vult u in als 3,8%. Toch laten staan?"
_AMOUNT = "Verwacht is een bedrag, pm (nog niet bekend) of van..tot, zoals 100.000..150.000. Toch laten staan?"


def _from_list(kind: CellKind, source: str | list[str]) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "list", "source": source}
    if isinstance(kind, Choice) and kind.open:
        return rule | {"show_error": False}
    if isinstance(kind, Code):
        text = f"Deze code staat niet in de lijst {kind.table}. Toch laten staan?"
        return rule | {"error_type": "warning", "error_title": "Onbekende code", "error_message": text}
    return rule | {
        "error_title": "Niet in de lijst",
        "error_message": "Kies een van de woorden uit de lijst.",
    }


def _amount(cell: str) -> dict[str, Any]:
    test = f'=OR(ISNUMBER({cell}),LOWER(TRIM({cell}))="pm",ISNUMBER(FIND("..",{cell})))'
    texts = {"error_type": "warning", "error_title": "Geen bedrag", "error_message": _AMOUNT}
    return {"validate": "custom", "value": test, **texts}


def _between(validate: str, least: float | date, most: float | date, title: str, text: str) -> dict[str, Any]:
    limits = {"validate": validate, "criteria": "between", "minimum": least, "maximum": most}
    return {**limits, "error_title": title, "error_message": text}
