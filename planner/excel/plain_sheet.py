"""A worksheet that writes our formulas and links as they are; knows nothing of what they say.

XlsxWriter looks through every formula for functions that came after Excel 2010, thirty patterns each, which is half of
the time that writing takes and also finds them inside texts. Ours use none of those functions (the tests prove so).
Were XlsxWriter to give that step another name, books would only be written slower again.
"""

from typing import Any

from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):
    """A worksheet of which every formula begins with `=` and is written without it, otherwise unchanged."""

    def _prepare_formula(self, formula: str, *_: Any, **__: Any) -> str:
        return formula[1:]


class FileLink(Url):
    """A link to a cell of a file, relative to the workbook that holds it: `external:map/boek.xlsx#'Blad'!A1`.

    The target is written as the format asks, as a relative reference with forward slashes (ECMA-376 part 2);
    XlsxWriter writes those of Windows, which other systems do not follow.
    """

    def _target(self) -> str:
        return str(self._relationship_link).replace("\\", "/")
