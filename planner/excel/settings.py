"""What a sheet's part says beside its cells: protection, and the input rules of its cells; looks into no cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from planner.excel.matching import number
from planner.excel.package import Package

_RULE = re.compile(rb"<(?:\w+:)?dataValidation\b([^<>]*?)(?:/>|>(.*?)</(?:\w+:)?dataValidation>)", re.DOTALL)
_FIRST = re.compile(rb"<(?:\w+:)?formula1>(.*?)</(?:\w+:)?formula1>", re.DOTALL)
_PLACES = re.compile(rb"<(?:\w+:)?sqref>(.*?)</(?:\w+:)?sqref>", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\b(type|sqref)\s?=\s?["']([^"'<>]*)["']""")
_PROTECTED = re.compile(rb"""<(?:\w+:)?sheetProtection\b[^<>]*\bsheet\s?=\s?["'](?:1|true)["']""")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """An input rule: its kind (`list`, `decimal`), the words of a list that stand in it, and the cells it holds for."""

    kind: str
    words: str
    areas: tuple[tuple[int, int, int, int], ...]

    def holds(self, row: int, column: int) -> bool:
        """Tell whether it holds for a cell."""
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.areas)

    def touches(self, column: int) -> bool:
        """Tell whether it holds for some cells of a column."""
        return any(left <= column <= right for _, left, _, right in self.areas)


@dataclass(frozen=True, slots=True)
class Settings:
    """The protection and the input rules of a sheet."""

    protected: bool
    rules: tuple[Rule, ...]

    def kinds(self, column: int) -> frozenset[tuple[str, str]]:
        """Return the kinds of rules of a column, with the words of their lists."""
        return frozenset((rule.kind, rule.words) for rule in self.rules if rule.touches(column))

    def kinds_at(self, row: int, column: int) -> frozenset[tuple[str, str]]:
        """Return the kinds of rules of a cell."""
        return frozenset((rule.kind, rule.words) for rule in self.rules if rule.holds(row, column))


def settings_of(package: Package, name: str) -> Settings:
    """Return the settings of a sheet by its name; none at all where there is no such sheet."""
    part = next((one.part for one in package.sheets if one.name == name), None)
    data = package.read(part) if part else b""
    start = data.rfind(b"sheetData")
    tail = data[start:] if start >= 0 else data
    return Settings(_PROTECTED.search(data) is not None, tuple(_rules(tail)))


def _rules(data: bytes) -> Iterator[Rule]:
    for match in _RULE.finditer(data):
        told = dict(_ATTRIBUTE.findall(match[1]))
        inside = match[2] or b""
        places = _PLACES.search(inside)
        where = (places[1] if places else told.get(b"sqref", b"")).decode("utf-8", "replace")
        first = _FIRST.search(inside)
        words = unescape(re.sub(rb"<[^<>]*>", b"", first[1]).decode("utf-8", "replace")).strip() if first else ""
        kind = told.get(b"type", b"none").decode()
        if kind != "none":
            yield Rule(kind, words if words.startswith('"') else "", tuple(_areas(where)))


def _areas(text: str) -> Iterator[tuple[int, int, int, int]]:
    for found in _AREA.finditer(text):
        left, top, right, bottom = found.groups()
        yield int(top), number(left), int(bottom or top), number(right or left)
