"""Which cells a formula may use, from its text: never too few, sometimes too many; calculates nothing.

A formula that cannot be followed for certain (INDIRECT, an unknown function, a name that is not there, a reference
through several sheets) uses everything.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from typing import NamedTuple

from planner.excel.editing.area import Area
from planner.excel.editing.book import Name, Table
from planner.excel.matching import number

FUNCTIONS = frozenset(
    """ABS ACCRINT ACOS AGGREGATE AND ANCHORARRAY AREAS ASIN ATAN ATAN2 AVEDEV AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS
    BASE CEILING CEILING.MATH CHAR CHOOSE CHOOSECOLS CHOOSEROWS CLEAN CODE COLUMN COLUMNS COMBIN CONCAT CONCATENATE
    CONVERT CORREL COS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS CUMIPMT CUMPRINC DATE DATEDIF DATEVALUE DAVERAGE DAY
    DAYS DAYS360 DB DCOUNT DCOUNTA DDB DEGREES DELTA DEVSQ DGET DISC DMAX DMIN DOLLAR DOLLARDE DOLLARFR DROP DSTDEV
    DSUM DURATION EDATE EFFECT EOMONTH ERROR.TYPE EVEN EXACT EXP EXPAND FACT FALSE FILTER FIND FIXED FLOOR FLOOR.MATH
    FORECAST FORECAST.LINEAR FORMULATEXT FREQUENCY FV FVSCHEDULE GCD GEOMEAN GROWTH HARMEAN HLOOKUP HOUR HSTACK
    HYPERLINK IF IFERROR IFNA IFS INDEX INT INTERCEPT IPMT IRR ISBLANK ISERR ISERROR ISEVEN ISFORMULA ISLOGICAL ISNA
    ISNONTEXT ISNUMBER ISO.CEILING ISODD ISOWEEKNUM ISPMT ISREF ISTEXT LARGE LCM LEFT LEN LINEST LN LOG LOG10 LOGEST
    LOOKUP LOWER MATCH MAX MAXA MAXIFS MDETERM MEDIAN MID MIN MINA MINIFS MINUTE MINVERSE MIRR MMULT MOD MODE MODE.SNGL
    MONTH MROUND MULTINOMIAL N NA NETWORKDAYS NETWORKDAYS.INTL NOMINAL NORMDIST NORM.DIST NOT NOW NPER NPV NUMBERVALUE
    ODD OR PERCENTILE PERCENTILE.EXC PERCENTILE.INC PERCENTRANK PERCENTRANK.INC PERMUT PI PMT POWER PPMT PRICE PRODUCT
    PROPER PV QUARTILE QUARTILE.INC QUOTIENT RADIANS RAND RANDARRAY RANDBETWEEN RANK RANK.AVG RANK.EQ RATE REPLACE REPT
    RIGHT ROMAN ROUND ROUNDDOWN ROUNDUP ROW ROWS RRI RSQ SEARCH SECOND SEQUENCE SIGN SIN SINGLE SLN SLOPE SMALL SORT
    SORTBY SQRT STDEV STDEV.P STDEV.S STDEVA STDEVP SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ SUMX2MY2
    SUMX2PY2 SUMXMY2 SWITCH SYD T TAKE TAN TEXT TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TIME TIMEVALUE TOCOL TODAY TOROW
    TRANSPOSE TREND TRIM TRIMMEAN TRUE TRUNC TYPE UNICHAR UNICODE UNIQUE UPPER VALUE VALUETOTEXT VAR VAR.P VAR.S VARP
    VDB VLOOKUP VSTACK WEEKDAY WEEKNUM WORKDAY WORKDAY.INTL WRAPCOLS WRAPROWS XIRR XLOOKUP XMATCH XNPV XOR YEAR YEARFRAC
    YIELD""".split()  # noqa: SIM905 # a list of 270 names in quotes would be harder to read
)
"""Functions whose result follows from the cells that their formula names, and from nothing else in a workbook."""

_SPREADING = re.compile(r"\b(?:SUM|AVERAGE)IF\(", re.IGNORECASE)
_SHEET = r"((?:'(?:[^']|'')*'|[\w.\[\]:]+)!)?"
_CORNER = r"(\$?)([A-Z]{1,3})(\$?)([0-9]+)"
_REFERENCE = re.compile(
    rf"""(?<![\w.\\$])(?:"(?:[^"]|"")*"|{_SHEET}{_CORNER}(?::{_CORNER})?(?![\w.(!\[]))""", re.IGNORECASE
)
"""A text between quotes, or a cell or range on this sheet or another."""
_TOKEN = re.compile(
    rf"""{_SHEET}(?:
        (?P<columns>\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}})(?![\w.(!\[])
        |(?P<rows>\$?[0-9]+:\$?[0-9]+)(?![\w.])
        |(?P<error>\#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!))
        |(?P<number>[0-9]*\.?[0-9]+(?:E[+-]?[0-9]+)?%?)(?![\w.])
        |(?P<name>[^\W\d][\w.?\\]*|\\[\w.?\\]*)(?P<call>\()?
    )
    |(?P<plain>[\0\s+\-*/^&=<>(),;{{}}%@]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_GAP = "\0"
"""What stands in a formula where a reference or a text was taken out."""
_GROUPS = _REFERENCE.groups


Moving = tuple[bool, bool, bool, bool]
"""Whether the first row, first column, last row and last column move along where a formula is copied."""
STILL: Moving = (False, False, False, False)


class Used(NamedTuple):
    """A range that a formula uses, on a sheet by its name without regard to case."""

    sheet: str
    area: Area
    moving: Moving = STILL


class Uses(NamedTuple):
    """The ranges that a formula may use; `everything` where it cannot be told."""

    areas: tuple[Used, ...] = ()
    everything: bool = False

    def copied(self, down: int, along: int) -> "Uses":
        """Return what a copy of the formula uses, so many rows down and columns along."""
        moved = [Used(one.sheet, _moved(one, down, along)) for one in self.areas]
        if not all(one.area.on_sheet for one in moved):
            return EVERYTHING  # it goes on at the other side of the sheet
        return Uses(tuple(moved), self.everything)


EVERYTHING = Uses(everything=True)


class Unfollowed(Exception):
    """A formula cannot be followed."""


class Follower:
    """Follows formulas of one workbook through its names and tables."""

    def __init__(self, sheets: Mapping[int, str], names: tuple[Name, ...], tables: tuple[Table, ...]) -> None:
        """`sheets` are the names of the sheets by their place in the order."""
        self._sheets = {name.casefold() for name in sheets.values()}
        self._names = {
            (None if one.sheet is None else sheets.get(one.sheet, "").casefold(), one.name.casefold()): one
            for one in names
        }
        self._tables = {one.name.casefold(): one for one in tables}
        self._known: dict[tuple[str, str, tuple[str, ...]], set[Used] | Unfollowed] = {}

    def uses(self, formula: str, sheet: str) -> Uses:
        """Return what a formula on a sheet uses, as it stands in the part."""
        text = unescape(formula) if "&" in formula else formula
        try:
            found = self._areas(text, sheet.casefold(), ())
            return Uses(tuple(_as_wide(found) if len(found) > 1 and _SPREADING.search(text) else found))
        except Unfollowed:
            return EVERYTHING

    def _areas(self, text: str, sheet: str, within: tuple[str, ...]) -> set[Used]:
        """Take the references out, and what is left on its own: in a column of formulas that is one and the same."""
        pieces = _REFERENCE.split(text)
        found: set[Used] = set()
        for at in range(1, len(pieces), _GROUPS + 1):
            told, corners = pieces[at], pieces[at + 1 : at + _GROUPS]
            if corners[1]:
                where = self._sheet(told, sheet) if told else sheet
                if where is not None:
                    found.add(Used(where, *_reference(corners, in_name=bool(within))))
        rest = self._rest(_GAP.join(pieces[:: _GROUPS + 1]), sheet, within)
        return found | rest if rest else found

    def _rest(self, text: str, sheet: str, within: tuple[str, ...]) -> set[Used]:
        known = self._known.get((text, sheet, within))
        if known is None:
            known = self._known[text, sheet, within] = self._of_tokens(text, sheet, within)
        if isinstance(known, Unfollowed):
            raise known
        return known

    def _of_tokens(self, text: str, sheet: str, within: tuple[str, ...]) -> set[Used] | Unfollowed:
        found: set[Used] = set()
        position, end = 0, len(text)
        try:
            while position < end:
                token = _TOKEN.match(text, position)
                if token is None:
                    return Unfollowed(text)  # also for a range that ends in what a function or a name gives
                position = token.end()
                if token.lastgroup in {"columns", "rows"}:
                    where = self._sheet(token[1], sheet) if token[1] else sheet
                    if where is not None:
                        found.add(Used(where, *_lines(token[token.lastgroup or 0], in_name=bool(within))))
                elif token.lastgroup in {"name", "call"}:
                    position = self._named(token, text, sheet, within, found)
        except Unfollowed as unfollowed:
            return unfollowed
        return found

    def _sheet(self, told: str, own: str) -> str | None:
        """Return the sheet that a reference names; None for one in another workbook, which is no part of this one."""
        if not told:
            return own
        name = told[:-1]
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        if "]" in name:
            if re.match(r"\[0\]", name):
                raise Unfollowed(told)
            return None
        if name.casefold() not in self._sheets:
            raise Unfollowed(told)  # more sheets at once, or one that is not there
        return name.casefold()

    def _named(self, token: "re.Match[str]", text: str, sheet: str, within: tuple[str, ...], found: set[Used]) -> int:
        """Add what a function, table or name uses, and return where the text goes on."""
        name, position = token["name"], token.end()
        if token["call"]:
            if name.upper().removeprefix("_XLFN.").removeprefix("_XLWS.") not in FUNCTIONS:
                raise Unfollowed(text)
            return position
        if text[position : position + 1] == "[":
            table = self._tables.get(name.casefold())
            area = Area.of(table.area) if table else None
            if table is None or area is None:
                raise Unfollowed(text)
            found.add(Used(table.sheet.casefold(), area))
            return _after_brackets(text, position)
        if name.upper() in {"TRUE", "FALSE"} and not token[1]:
            return position
        where = self._sheet(token[1] or "", sheet)
        if where is not None:
            found |= self._of_name(name.casefold(), where, within)
        return position

    def _of_name(self, name: str, sheet: str, within: tuple[str, ...]) -> set[Used]:
        table = self._tables.get(name)
        if table and (area := Area.of(table.area)):
            return {Used(table.sheet.casefold(), area)}
        defined = self._names.get((sheet, name)) or self._names.get((None, name))
        if defined is None or name in within or len(within) > 20:
            raise Unfollowed(name)
        return self._areas(defined.formula, sheet, (*within, name))


def _reference(corners: Sequence[str], *, in_name: bool) -> tuple[Area, Moving]:
    """Return the range of two corners, and which of its sides move where the formula is copied."""
    fixed_left, left, fixed_top, top, fixed_right, right, fixed_bottom, bottom = corners
    if not bottom:  # one cell
        if not in_name:
            row, column = int(top), _column(left)
            moves = (not fixed_top, not fixed_left, not fixed_top, not fixed_left)
            return Area(row, column, row, column), moves
        fixed_right, right, fixed_bottom, bottom = fixed_left, left, fixed_top, top
    moving = (not fixed_top, not fixed_left, not fixed_bottom, not fixed_right)
    if in_name and any(moving):
        raise Unfollowed(left + top)  # a name that moves with the cell that uses it
    area = Area(int(top), _column(left), int(bottom), _column(right))
    return area if area.top <= area.bottom and area.left <= area.right else area.turned(), moving


def _lines(reference: str, *, in_name: bool) -> tuple[Area, Moving]:
    """Return the range of whole columns or rows, and which of its sides move."""
    area = Area.of(reference)
    if area is None or (reference.count("$") < 2 and in_name):
        raise Unfollowed(reference)
    first, last = (not end.startswith("$") for end in reference.split(":"))
    rows = reference.replace("$", "")[0].isdecimal()
    return area, (first, False, last, False) if rows else (False, first, False, last)


@cache
def _column(letters: str) -> int:
    return number(letters.upper())


def _moved(used: Used, down: int, along: int) -> Area:
    top, left, bottom, right = used.moving
    first = used.area.top + down * top, used.area.left + along * left
    return Area(*first, used.area.bottom + down * bottom, used.area.right + along * right).turned()


def _as_wide(found: set[Used]) -> set[Used]:
    """Give every range the size of the largest: SUMIF adds up a range as large as the one that it tests."""
    rows, columns = max(one.area.rows for one in found), max(one.area.columns for one in found)
    return {Used(one.sheet, one.area.grown(rows, columns), one.moving) for one in found}


def _after_brackets(text: str, position: int) -> int:
    """Return where the text goes on after the brackets that open here; an apostrophe takes the next sign as it is."""
    depth = 0
    while position < len(text):
        sign = text[position]
        position += 2 if sign == "'" else 1
        depth += (sign == "[") - (sign == "]")
        if depth == 0:
            return position
    raise Unfollowed(text)
