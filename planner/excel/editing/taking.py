"""Takes a sheet out of a workbook of ours so that it can stand in another: formats renumbered, texts in their cells.

Ours are workbooks that XlsxWriter made; a sheet of ours holds cells, links, rules and page settings, no pictures.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from planner.excel.editing.book import Book, Sheet, opened, parsed, relations_of
from planner.excel.editing.markup import MAIN, Edit, attributes, with_attribute
from planner.excel.editing.package import Package
from planner.excel.editing.styles import FIRST_OWN_FORMAT, Styles, remapped

if TYPE_CHECKING:
    from lxml.etree import _Element as Node

_UNKNOWN = frozenset({"drawing", "legacyDrawing", "tableParts", "picture", "oleObjects", "controls", "extLst"})
_STYLED = {"c": "s", "row": "s", "col": "style"}


class NotPortable(Exception):
    """A sheet of ours holds something that cannot be taken along: our own error."""


class Ours:
    """A workbook of ours whose sheets go into somebody else's."""

    def __init__(self, data: bytes, theirs: Styles) -> None:
        """`theirs` are the styles that ours are appended to."""
        self._package = Package(data)
        self.book = Book(self._package)
        self._theirs = theirs
        own = self.book.part_of("styles")
        self._own = Styles(self._package.read(own) if own else None)
        self._known: dict[tuple[str, int], int] = {}

    def part(self, sheet: Sheet, *, shown: bool) -> bytes:
        """Return the part of a sheet as it can stand in their workbook; `shown` is the one that is opened at.

        Raises NotPortable for one with something that cannot be taken along.
        """
        from lxml import etree

        root = parsed(self._package.read(sheet.part))
        for node in root.iter():
            name = str(node.tag).rpartition("}")[2]
            if name in _UNKNOWN:
                raise NotPortable(f"{sheet.name}: a sheet with {name} cannot be put into another workbook")
            if name in _STYLED and (told := node.get(_STYLED[name])):
                node.set(_STYLED[name], str(self._style(int(told))))
            if name == "cfRule" and (told := node.get("dxfId")):
                node.set("dxfId", str(self._theirs.add("dxfs", self._own.members("dxfs")[int(told)])))
            if name == "sheetView":
                node.attrib.pop("tabSelected", "")
                if shown:
                    node.set("tabSelected", "1")
        for cell in root.iter(f"{{{MAIN}}}c"):
            self._with_own_text(cell)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def relations(self, sheet: Sheet) -> bytes | None:
        """Return the relations of a sheet (links to the outside), None where it has none."""
        where = self._package.find(relations_of(sheet.part))
        return self._package.read(where) if where else None

    def _with_own_text(self, cell: "Node") -> None:
        if cell.get("t") != "s":
            return
        from lxml import etree

        value = cell.find(f"{{{MAIN}}}v")
        if value is None:
            return
        text = etree.SubElement(cell, f"{{{MAIN}}}is")
        for one in self._texts[int(value.text or 0)]:
            text.append(parsed(etree.tostring(one, with_tail=False)))
        cell.remove(value)
        cell.set("t", "inlineStr")

    @cached_property
    def _texts(self) -> "list[Node]":
        part = self.book.part_of("sharedStrings")
        return list(parsed(self._package.read(part))) if part else []

    def _style(self, number: int) -> int:
        """Return the number in their styles of a format of ours."""
        if ("xf", number) not in self._known:
            text = self._own.members("cellXfs")[number]
            told = attributes(text[: text.index(">")])
            pointed = {
                "fontId": {int(told["fontId"]): self._member("fonts", int(told["fontId"]))},
                "fillId": {int(told["fillId"]): self._member("fills", int(told["fillId"]))},
                "borderId": {int(told["borderId"]): self._member("borders", int(told["borderId"]))},
                "numFmtId": {int(told["numFmtId"]): self._number_format(int(told["numFmtId"]))},
                "xfId": {int(told.get("xfId", "0")): 0},
            }
            self._known["xf", number] = self._theirs.add("cellXfs", remapped(text, pointed))
        return self._known["xf", number]

    def _member(self, section: str, number: int) -> int:
        if (section, number) not in self._known:
            self._known[section, number] = self._theirs.add(section, self._own.members(section)[number])
        return self._known[section, number]

    def _number_format(self, number: int) -> int:
        if number < FIRST_OWN_FORMAT:
            return number
        told = (attributes(text) for text in self._own.members("numFmts"))
        code = next(one["formatCode"] for one in told if int(one["numFmtId"]) == number)
        return self._theirs.number_format(code)


def unselected(package: Package, sheet: Sheet) -> bytes:
    """Return the part of a sheet of theirs that is no longer the one shown: two at once would be edited together."""
    markup = opened(package, sheet.part)
    edits = [
        Edit(tag.end - 1 - len(tag.inside), tag.end - 1, with_attribute(tag.inside, "tabSelected", None))
        for tag in markup.tags("sheetView")
        if tag.attributes.get("tabSelected") in {"1", "true"}
    ]
    return markup.with_edits(edits)
