"""nl-NL numbers, dates and words, both ways: how figures are shown, and what a typed text can only mean.

Knows no workbooks. Reading never guesses: a text that can mean two numbers is returned as both readings.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.money import Number, euros, rounded

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
"""Hyphen, figure dash, en dash, minus sign ...: ministries use U+2012 and U+2013 as a minus."""
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_NOTHING = re.compile(r"[\u00ad\u180e\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, marks and spaces without width: nobody sees them and pasting brings them along."""
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | dict(zip(map(ord, "．，％（）＋"), ".,%()+", strict=True))
PM_TEXTS = frozenset({"pm", "p.m.", "p.m", "pm-post", "pm.", "p m", "p. m.", "pro memorie", "memorie"})
_A_DASH = re.compile(f"[{re.escape(DASHES)}]")
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A text that can be read as two numbers, `1.234` for one; the user must say which."""

    readings: tuple[Decimal, Decimal]


def plain(text: str) -> str:
    """Return the text with every kind of space as one ordinary space, without spaces around it."""
    if text.isascii() and text.isalnum():
        return text
    return _SPACES.sub(" ", _NOTHING.sub("", text)).strip()


def narrow(text: str) -> str:
    """Return a plain text with every dash as a hyphen, and digits and signs of full width as ordinary ones."""
    return _A_DASH.sub("-", plain(text).translate(_WIDE))


def is_pm(text: str) -> bool:
    """Tell whether a text says that the amount is not known yet."""
    return plain(text).casefold() in PM_TEXTS


def read_number(text: str) -> Decimal | Ambiguous | None:
    """Read a number typed as Dutch text; None where it is no number at all.

    Taken: `1.234,56`, `1 234`, `€ 12.500,-`, every dash character as minus, trailing minus, brackets, a plus, and
    digits of full width. `1.234`, `1,234`, `12.50` and `1,234.56` are ambiguous (Taaladvies: both notations are
    met in Dutch files).
    """
    body = re.sub(r"^\+\s*(?=[€0-9(])", "", narrow(text))
    body = re.sub(r"(?i)^(-?)\s*(€|eur|euro)\s*|\s*(€|eur|euro)$", r"\1", body).strip()
    body, whole = re.subn(r",(-{1,2}|=)$", "", body)
    negative = False
    for pattern in (r"\((.*)\)", r"-\s*(.*)", r"(.*?)\s*-"):
        if not negative and (match := re.fullmatch(pattern, body)):
            body, negative = match[1].strip(), True
    body = re.sub(r"^€\s*", "", body)
    number = _unsigned(body, whole=bool(whole))
    if isinstance(number, Ambiguous):
        return Ambiguous((-number.readings[0], -number.readings[1])) if negative else number
    return -number if negative and number is not None else number


_CERTAIN = re.compile(
    r"[0-9]+"  # 1234
    r"|[0-9]{1,3}(\.[0-9]{3}){2,}(,[0-9]+)?"  # 1.234.567,89
    r"|[0-9]{1,3}\.[0-9]{3},[0-9]+"  # 1.234,56
    r"|[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?"  # 1 234,56
    r"|(?![1-9][0-9]{0,2},[0-9]{3}$)[0-9]+,[0-9]+"  # 12,5 but not 1,234
)
_WHOLE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""`12.500` is ambiguous by itself, but not in `12.500,-`: there the comma is the decimal one."""


def _unsigned(body: str, *, whole: bool) -> Decimal | Ambiguous | None:
    if _CERTAIN.fullmatch(body) or (whole and _WHOLE_THOUSANDS.fullmatch(body)):
        return Decimal(re.sub(r"[. ]", "", body).replace(",", "."))
    if re.fullmatch(r"[0-9]+[.,][0-9]+", body):
        return Ambiguous((Decimal(re.sub(r"[.,]", "", body)), Decimal(body.replace(",", "."))))
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+", body):
        whole_part, fraction = body.split(".")
        english = Decimal(f"{whole_part.replace(',', '')}.{fraction}")
        return Ambiguous((english, Decimal(body.replace(".", "").replace(",", ".", 1).replace(",", ""))))
    return None


def read_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Read a range such as `100.000..150.000`; groups of three digits are thousands here; None if it is none."""
    return _range(re.split(r"\s*\.\.\.?\s*|\s*…\s*", narrow(text)))


_BETWEEN = re.compile(r"(?:tussen|van)\s+(.+?)\s+(?:en|tot en met|tot|t/m|t\.e\.m\.)\s+(.+)", re.IGNORECASE)
_UP_TO = re.compile(r"(.+?)\s*(?:\s(?:tot en met|tot|à)\s|t/m|t\.e\.m\.)\s*(.+)", re.IGNORECASE)
_FROM_TO = re.compile(r"([^-]*[0-9][^-]*?)\s*-\s*([^-]*[0-9][^-]*)")
_YEARS = re.compile(r"(19|20)[0-9]{2}\s?-\s?(19|20)[0-9]{2}")


def read_written_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Read a range in words or with a dash: `100.000 - 150.000`, `tussen 1 en 2`, `5 t/m 7`; None if it is none.

    Two years are no range of amounts.
    """
    body = narrow(text)
    for pattern in (_BETWEEN, _UP_TO, _FROM_TO):
        match = pattern.fullmatch(body)
        ends = _range([match[1].strip(), match[2].strip()]) if match else None
        if ends is not None:
            return ends if ends[0] < ends[1] and not _YEARS.fullmatch(body) else None
    return None


def _range(ends: list[str]) -> tuple[Decimal, Decimal] | None:
    if len(ends) != 2:
        return None
    numbers = []
    for end in ends:
        number = read_number(end)
        if isinstance(number, Ambiguous):
            if not re.fullmatch(r"\D*[1-9][0-9]{0,2}\.[0-9]{3}\D*", end):
                return None
            number = number.readings[0]
        if number is None:
            return None
        numbers.append(number)
    return (numbers[0], numbers[1]) if numbers[0] <= numbers[1] else None


def read_date(text: str) -> date | None:
    """Read a date typed as d-m-yyyy or as ISO yyyy-mm-dd; None where it is no date."""
    body = narrow(text)
    if match := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", body):
        day, month, year = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", body):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number(value: Number, decimals: int | None = None) -> str:
    """Show a number the Dutch way: `1.234,5`; with a fixed number of decimals where asked."""
    if decimals is None:
        exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(value)
        text = f"{exact:,f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    else:
        scaled = rounded(Fraction(value) * 10**decimals)
        text = f"{Decimal(scaled).scaleb(-decimals):,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def money(cents: int, *, decimals: int = 2) -> str:
    """Show cents as `€ 1.234,56` (`€ 1.235` with decimals=0), the minus before the sign: `-€ 12,00`."""
    shown = number(euros(abs(cents)), decimals)
    return f"{'-' if cents < 0 and any(c in '123456789' for c in shown) else ''}€{NBSP}{shown}"


def percentage(share: Number, decimals: int | None = None) -> str:
    """Show a share of 1 as a percentage: 0.038 as `3,8%`."""
    return f"{number(share * 100, decimals)}%"


def long_date(day: date) -> str:
    """Show a date as Dutch documents do: `12 maart 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Show a date as d-m-yyyy."""
    return f"{day.day}-{day.month}-{day.year}"


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun: `1 post`, `2 posten`."""
    return f"{number(count)} {one if count == 1 else many}"
