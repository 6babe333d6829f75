"""The values that the last program stored beside the formulas of a sheet, without loading all its cells again.

openpyxl gives formulas or values, and loading a workbook a second time costs as much as the first. What this module
does not take (a formula that points at a shared text, cells that do not say where they stand) it leaves to openpyxl.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from planner.excel.matching import number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA, _VALUE = (f"{_MAIN}{tag}" for tag in ("f", "v"))
MOST = 20_000_000
"""Bytes of a part that is taken apart as a whole."""
_KINDS = frozenset({"n", "b", "e", "str", "d"})

Stored = tuple[str, str]
"""The kind of a value (`n`, `b`, `e`, `str`, `d`) and its text, empty where nothing was stored."""
Beside = dict[tuple[int, int], Stored]
"""What is stored beside each formula of a sheet, by row and column."""
NOTHING: Stored = ("n", "")
Value = str | int | float | bool | datetime | date | time | timedelta | None


def stored_values(part: bytes) -> Beside | None:
    """Return what is stored beside each formula of a sheet's part, by row and column; None where openpyxl must say."""
    from lxml import etree

    if len(part) > MOST:
        return None
    found: Beside = {}
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return None
    for formula in root.iter(_FORMULA):
        cell = formula.getparent()
        if cell is None:
            return None
        at, kind = cell.get("r", ""), cell.get("t", "n")
        letters = at.rstrip("0123456789")
        if not letters.isalpha() or letters == at or kind not in _KINDS:
            return None
        found[int(at[len(letters) :]), number(letters.upper())] = kind, cell.findtext(_VALUE) or ""
    return found


def value_of(stored: Stored, number_format: str, epoch: datetime) -> tuple[Value, bool]:
    """Return a stored value, as openpyxl would give it, and whether it is an error. Raises ValueError for garbage."""
    kind, text = stored
    if kind == "e":
        return text or None, True
    if kind == "str":
        return text if text.strip() else "", False
    if not text:
        return None, False
    if kind == "b":
        return bool(int(text)), False
    if kind == "d":
        from openpyxl.utils.datetime import from_ISO8601

        day: Value = from_ISO8601(text)  # type: ignore[no-untyped-call]
        return day, False
    plain = float(text) if any(sign in text for sign in ".eE") else int(text)
    dated, lasts = _is_date(number_format)
    return _day(plain, epoch, lasts=lasts) if dated else (plain, False)


def _day(plain: float, epoch: datetime, *, lasts: bool) -> tuple[Value, bool]:
    from openpyxl.utils.datetime import from_excel

    try:
        day: Value = from_excel(plain, epoch, timedelta=lasts)
    except (OverflowError, ValueError):
        return "#VALUE!", True
    return day, False


@lru_cache(maxsize=256)
def _is_date(number_format: str) -> tuple[bool, bool]:
    """Tell whether a number format shows a date or time, and whether it shows how long something lasts."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    return bool(is_date_format(number_format)), bool(is_timedelta_format(number_format))
