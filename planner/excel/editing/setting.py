"""Writes cells into the text of a sheet's part, in the right place and order; every other character stays."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.excel.editing.area import Area, Cell
from planner.excel.editing.cells import Row, SheetText, Stored
from planner.excel.editing.markup import INSIDE, Edit, with_attribute
from planner.excel.editing.values import Content

GONE_WITH_VALUE = ("t", "cm", "vm")
"""Attributes of a cell that say something of the value that it had."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What becomes of a cell: its content (None keeps it) and its format (None keeps it)."""

    content: Content | None
    style: int | None = None


class Setter:
    """Collects the changes of one sheet and makes its part with them."""

    def __init__(self, sheet: SheetText, settings: Mapping[Cell, Setting], stale: Iterable[Area]) -> None:
        """`stale` are the ranges whose stored values go, so that they are worked out again."""
        self._sheet = sheet
        self._markup = sheet.markup
        self._settings = settings
        pre = re.escape(sheet.markup.prefix)
        self._value = re.compile(rf"<{pre}(v|is)((?:[\s/]{INSIDE})?)(?:(?<=/)>|>.*?</{pre}\1\s*>)", re.DOTALL)
        self._extra = re.compile(rf"<{pre}extLst\b.*</{pre}extLst\s*>", re.DOTALL)
        areas = list(stale)
        self._stale = {area.first for area in areas if area.rows == area.columns == 1}
        self._wide = [area for area in areas if area.rows > 1 or area.columns > 1]

    def data(self) -> bytes:
        """Return the part with the changes."""
        return self._markup.with_edits([*self._edits()])

    def style_at(self, cell: Cell) -> int:
        """Return the format that a cell has; of one that is not there, that of its row or column."""
        row = self._sheet.by_number.get(cell.row)
        if row is not None:
            for stored in self._sheet.cells(row):
                if stored.cell == cell:
                    return int(stored.element.tag.attributes.get("s", "0") or 0)
        return self._style_of_row(row) or self._style_of_column(cell.column)

    def _edits(self) -> Iterator[Edit]:
        by_row: dict[int, dict[Cell, Setting]] = {}
        for cell, setting in sorted(self._settings.items()):
            by_row.setdefault(cell.row, {})[cell] = setting
        new: dict[int, list[str]] = {}
        for number, settings in by_row.items():
            row = self._sheet.by_number.get(number)
            if row is not None:
                yield from self._in_row(row, settings)
            elif made := "".join(self._made(cell, setting) for cell, setting in settings.items()):
                name = f"{self._markup.prefix}row"
                new.setdefault(self._before(number), []).append(f'<{name} r="{number}">{made}</{name}>')
        yield from self._new_rows(new)
        yield from self._emptied()
        yield from self._dimension()

    def _in_row(self, row: Row, settings: Mapping[Cell, Setting]) -> Iterator[Edit]:
        there = list(self._sheet.cells(row))
        known = {stored.cell for stored in there}
        for stored in there:
            if stored.cell in settings:
                yield Edit(stored.element.tag.start, stored.element.end, self._changed(stored, settings[stored.cell]))
        made: dict[int, str] = {}
        last = there[-1].element.end if there else row.element.tag.end
        for cell, setting in settings.items():
            if cell not in known:
                place = next((one.element.tag.start for one in there if one.cell.column > cell.column), last)
                made[place] = made.get(place, "") + self._made(cell, setting)
        yield from self._row_with(row, {place: text for place, text in made.items() if text}, settings)

    def _row_with(self, row: Row, made: Mapping[int, str], settings: Mapping[Cell, Setting]) -> Iterator[Edit]:
        """Yield the cells that are new in a row that is there, and what its start tag says of its columns."""
        if not made:
            return
        tag, name = row.element.tag, f"{self._markup.prefix}row"
        inside = tag.inside.removesuffix("/")
        spans = tag.attributes.get("spans", "")
        if re.fullmatch(r"[0-9]+:[0-9]+", spans):
            first, last = map(int, spans.split(":"))
            columns = [cell.column for cell in settings]
            inside = with_attribute(inside, "spans", f"{min(first, *columns)}:{max(last, *columns)}")
        if tag.closed:
            yield Edit(tag.start, tag.end, f"<{name}{inside.rstrip()}>{''.join(made.values())}</{name}>")
            return
        if inside != tag.inside:
            yield Edit(tag.start + 1 + len(name), tag.end - 1, inside)
        yield from (Edit(place, place, text) for place, text in made.items())

    def _new_rows(self, new: Mapping[int, list[str]]) -> Iterator[Edit]:
        data, name = self._sheet.data, f"{self._markup.prefix}sheetData"
        if not new:
            return
        if data.tag.closed:
            inside = data.tag.inside.removesuffix("/").rstrip()
            rows = "".join(text for texts in new.values() for text in texts)
            yield Edit(data.tag.start, data.end, f"<{name}{inside}>{rows}</{name}>")
            return
        yield from (Edit(place, place, "".join(texts)) for place, texts in new.items())

    def _before(self, number: int) -> int:
        """Return where a row that is not there belongs."""
        later = next((row for row in self._sheet.rows if row.number > number), None)
        if later:
            return later.element.tag.start
        return self._sheet.rows[-1].element.end if self._sheet.rows else self._sheet.data.tag.end

    def _made(self, cell: Cell, setting: Setting) -> str:
        """Return a cell that is not there yet; nothing for one that stays blank and plain."""
        content = setting.content or Content("", "")
        row = self._sheet.by_number.get(cell.row)
        style = setting.style
        if style is None and content.xml:
            style = self._style_of_row(row) or self._style_of_column(cell.column)
        if not content.xml and not style:
            return ""
        name = f"{self._markup.prefix}c"
        told = f' s="{style}"' if style else ""
        kind = f' t="{content.kind}"' if content.kind else ""
        return (
            f'<{name} r="{cell}"{told}{kind}>{content.xml}</{name}>' if content.xml else f'<{name} r="{cell}"{told}/>'
        )

    def _changed(self, stored: Stored, setting: Setting) -> str:
        tag, name = stored.element.tag, f"{self._markup.prefix}c"
        inside = tag.inside.removesuffix("/").rstrip()
        body = self._markup.text[tag.end : stored.element.inner]
        if setting.content is not None:
            for attribute in GONE_WITH_VALUE:
                inside = with_attribute(inside, attribute, None)
            extra = self._extra.search(body)
            body = setting.content.xml + (extra[0] if extra else "")
            if setting.content.kind:
                inside = with_attribute(inside, "t", setting.content.kind)
        elif stored.cell in self._stale or any(area.holds(stored.cell) for area in self._wide):
            inside, body = with_attribute(inside, "t", None), self._value.sub("", body)
        if setting.style is not None:
            inside = with_attribute(inside, "s", str(setting.style))
        return f"<{name}{inside}>{body}</{name}>" if body else f"<{name}{inside}/>"

    def _emptied(self) -> Iterator[Edit]:
        """Yield the cells whose stored value goes."""
        stored = {one.stored.cell: one.stored for one in self._sheet.formulas if one.stored.cell in self._stale}
        for area in self._wide:
            for row in self._sheet.rows:
                if area.top <= row.number <= area.bottom:
                    stored.update({one.cell: one for one in self._sheet.cells(row) if area.holds(one.cell)})
        for cell, one in stored.items():
            if cell not in self._settings:
                yield self._without_value(one)

    def _without_value(self, stored: Stored) -> Edit:
        tag = stored.element.tag
        body = self._value.sub("", self._markup.text[tag.end : stored.element.inner])
        inside = with_attribute(tag.inside, "t", None)
        end = self._markup.text[stored.element.inner : stored.element.end]
        return Edit(tag.start, stored.element.end, f"<{self._markup.prefix}c{inside}>{body}{end}")

    def _dimension(self) -> Iterator[Edit]:
        """Yield the extent of the sheet where cells that are set stand outside it."""
        element = self._markup.first("dimension", 0, self._sheet.data.tag.start)
        area = Area.of(element.tag.attributes.get("ref", "")) if element else None
        cells = [cell for cell, one in self._settings.items() if one.style or (one.content and one.content.xml)]
        if element is None or area is None or all(area.holds(cell) for cell in cells):
            return
        rows, columns = zip(*cells, strict=True)
        grown = Area(min(area.top, *rows), min(area.left, *columns), max(area.bottom, *rows), max(area.right, *columns))
        name = f"{self._markup.prefix}dimension"
        yield Edit(
            element.tag.start, element.tag.end, f"<{name}{with_attribute(element.tag.inside, 'ref', str(grown))}>"
        )

    def _style_of_row(self, row: Row | None) -> int | None:
        told = row.element.tag.attributes if row else {}
        return int(told.get("s", "0") or 0) if told.get("customFormat") in {"1", "true"} else None

    def _style_of_column(self, column: int) -> int:
        for tag in self._markup.tags("col", 0, self._sheet.data.tag.start):
            told = tag.attributes
            if int(told.get("min", "0")) <= column <= int(told.get("max", "0")):
                return int(told.get("style", "0") or 0)
        return 0
