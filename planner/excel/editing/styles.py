"""Appends formats to a workbook's own styles and finds those that it has; every format that is there stays.

A format is looked for by its own text first, so that doing the same again appends nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planner.excel.editing.markup import Edit, Element, Markup, attributes, escaped, with_attribute

ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
"""The order that the format prescribes for the sections (ECMA-376 part 1, 18.8.39)."""
MEMBER = {"numFmts": "numFmt", "cellStyleXfs": "xf", "cellXfs": "xf", "cellStyles": "cellStyle", "dxfs": "dxf"}
FIRST_OWN_FORMAT = 164
"""Numbers of formats below this one are built in."""
DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
SHORT_DATE = 14
_NO_FILLS = ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>')
PLAIN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    f'<fills count="2">{"".join(_NO_FILLS)}</fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
).encode()
"""The styles of a workbook that has none."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell gets beside the format that it has: a fill and border (RRGGBB) and a number format.

    `line` is how the border is drawn, by the names of the format (ECMA-376 part 1, 18.18.3): it tells looks apart on
    paper without colour.
    """

    fill: str | None = None
    border: str | None = None
    line: str = "medium"
    number_format: str | None = None
    date: bool = False
    """The short date of its user's language, where the cell does not show dates yet."""


@dataclass(slots=True)
class _Section:
    """The members of a section as they are written, and those that were appended."""

    element: Element | None
    there: list[str]
    added: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        return [*self.there, *self.added]


class Styles:
    """The styles of a workbook, to append to."""

    def __init__(self, data: bytes | None) -> None:
        """`data` is None for a workbook without styles. Raises Unclear."""
        self.is_new = data is None
        self._markup = Markup(data or PLAIN)
        self._sections: dict[str, _Section] = {}
        self._looks: dict[tuple[int, Look], int] = {}

    @property
    def has_changed(self) -> bool:
        """Tell whether anything was appended."""
        return any(section.added for section in self._sections.values())

    def data(self) -> bytes:
        """Return the part with what was appended."""
        edits = [edit for name in ORDER if (edit := self._edit(name))]
        merged: dict[tuple[int, int], str] = {}
        for one in edits:  # sections that are new may be due at one place
            merged[one.start, one.end] = merged.get((one.start, one.end), "") + one.text
        return self._markup.with_edits([Edit(start, end, text) for (start, end), text in merged.items()])

    def members(self, section: str) -> Sequence[str]:
        """Return the formats of a section as they are written, without prefix where ours has none."""
        return self._section(section).all

    def add(self, section: str, text: str) -> int:
        """Return the number of a format (written without prefix) in its section, appended where it is not there."""
        found = self._section(section)
        if section == "fills":
            for plain in _NO_FILLS[len(found.all) :]:
                found.added.append(self._own(plain))  # the first two have a meaning of their own
        own = self._own(text)
        if own in found.all:
            return found.all.index(own)
        found.added.append(own)
        return len(found.all) - 1

    def number_format(self, code: str) -> int:
        """Return the number of a number format, appended where it is not there."""
        known = self._codes
        if code not in known:
            known[code] = max([FIRST_OWN_FORMAT - 1, *known.values()]) + 1
            self.add("numFmts", f'<numFmt numFmtId="{known[code]}" formatCode="{escaped(code)}"/>')
        return known[code]

    def with_look(self, style: int, look: Look) -> int:
        """Return the number of the format that is like another one, with a look added."""
        if (style, look) not in self._looks:
            self._looks[style, look] = self._with_look(style, look)
        return self._looks[style, look]

    def shows_dates(self, style: int) -> bool:
        """Tell whether cells of a format show numbers as dates."""
        number = int(attributes(self._start(style)).get("numFmtId", "0") or 0)
        codes = [code for code, one in self._codes.items() if one == number]
        if not codes:
            return number in DATES
        bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', "", codes[0], flags=re.IGNORECASE)
        return any(letter in "dmyhs" for letter in bare.lower().replace("general", "").replace("standaard", ""))

    def is_locked(self, style: int) -> bool:
        """Tell whether cells of a format are locked where their sheet is protected; they are unless it says no."""
        texts = self._section("cellXfs").all
        text = texts[style] if style < len(texts) else ""
        found = re.search(rf"<{self._markup.prefix}protection\b([^>]*)>", text)
        return not found or attributes(found[1]).get("locked", "1") not in {"0", "false"}

    @cached_property
    def _codes(self) -> dict[str, int]:
        found = (attributes(text) for text in self._section("numFmts").all)
        return {one.get("formatCode", ""): int(one.get("numFmtId") or 0) for one in found}

    def _with_look(self, style: int, look: Look) -> int:
        inside = self._start(style)
        if look.fill:
            solid = (
                f'<patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/><bgColor indexed="64"/></patternFill>'
            )
            inside = self._pointing(inside, "fillId", self.add("fills", f"<fill>{solid}</fill>"), "applyFill")
        if look.border:
            sides = "".join(
                f'<{side} style="{look.line}"><color rgb="FF{look.border}"/></{side}>'
                for side in ("left", "right", "top", "bottom")
            )
            number = self.add("borders", f"<border>{sides}<diagonal/></border>")
            inside = self._pointing(inside, "borderId", number, "applyBorder")
        if look.number_format is not None or (look.date and not self.shows_dates(style)):
            code = SHORT_DATE if look.number_format is None else self.number_format(look.number_format)
            inside = self._pointing(inside, "numFmtId", code, "applyNumberFormat")
        texts, name = self._section("cellXfs").all, f"<{self._markup.prefix}xf"
        rest = texts[style][texts[style].index(">") + 1 :] if style < len(texts) else ""
        return self._add_raw("cellXfs", f"{name}{inside}>{rest}")

    def _start(self, style: int) -> str:
        """Return the inside of the start tag of a cell's format; the plain one for a number that is not there."""
        texts = self._section("cellXfs").all
        if style >= len(texts):
            return ' numFmtId="0" fontId="0" fillId="0" borderId="0"/'
        return texts[style][len(f"<{self._markup.prefix}xf") : texts[style].index(">")]

    @staticmethod
    def _pointing(inside: str, name: str, number: int, applied: str) -> str:
        return with_attribute(with_attribute(inside, name, str(number)), applied, "1")

    def _add_raw(self, section: str, text: str) -> int:
        found = self._section(section)
        if text not in found.all:
            found.added.append(text)
        return found.all.index(text)

    def _own(self, text: str) -> str:
        """Return the text of a format with the prefix that this part uses."""
        return re.sub(r"<(/?)(?=\w)", rf"<\1{self._markup.prefix}", text) if self._markup.prefix else text

    def _section(self, name: str) -> _Section:
        if name not in self._sections:
            self._sections[name] = self._read(name)
        return self._sections[name]

    def _read(self, name: str) -> _Section:
        element = self._markup.first(name)
        if element is None:
            return _Section(None, [])
        member = MEMBER.get(name, name.removesuffix("s"))
        found = self._markup.elements(member, element.tag.end, element.inner)
        return _Section(element, [self._markup.text[one.tag.start : one.end] for one in found])

    def _edit(self, name: str) -> Edit | None:
        section = self._sections.get(name)
        if section is None or not section.added:
            return None
        tag_name = self._markup.prefix + name
        added, count = "".join(section.added), str(len(section.all))
        if section.element is None:
            place = self._place(name)
            return Edit(place, place, f'<{tag_name} count="{count}">{added}</{tag_name}>')
        tag = section.element.tag
        inside = with_attribute(tag.inside.removesuffix("/"), "count", count)
        body = self._markup.text[tag.end : section.element.inner]
        return Edit(tag.start, section.element.end, f"<{tag_name}{inside}>{body}{added}</{tag_name}>")

    def _place(self, name: str) -> int:
        """Return where a section that is not there belongs: after the last one that goes before it."""
        before = [self._markup.first(one) for one in ORDER[: ORDER.index(name)]]
        return max((one.end for one in before if one), default=self._markup.root.end)


def remapped(text: str, numbers: Mapping[str, Mapping[int, int]]) -> str:
    """Return the text of a format with the numbers that it points at replaced, by attribute."""
    end = text.index(">")
    inside = text[:end]
    for name, known in numbers.items():
        told = attributes(inside).get(name)
        if told is not None:
            inside = with_attribute(inside, name, str(known.get(int(told), int(told))))
    return inside + text[end:]
