"""What a workbook's own part says: its sheets with their parts, its names, its tables, its way of counting days.

Reads relations and small parts with a parser that resolves no entities and opens no network; changes nothing.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from planner.excel.editing.markup import MAIN, RELATED, Markup, Unclear
from planner.excel.editing.package import Draft, Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Node

PACKAGED = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its id, the last word of its type, and the part or address that it leads to."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name: its place in the order, its number, its part, and whether it holds cells."""

    name: str
    index: int
    number: int
    relation: str
    part: str
    has_cells: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name; `sheet` is the place in the order of the sheet that it belongs to, None for all sheets."""

    name: str
    sheet: int | None
    formula: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a sheet: its name, range, heading and total rows, and the names of its columns."""

    name: str
    sheet: str
    area: str
    headings: int
    totals: int
    columns: tuple[str, ...]


def parsed(data: bytes) -> "Node":
    """Return the root of a part. Raises Unclear where it is no XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unclear(str(error)) from error


class Book:
    """A workbook that somebody else made, as it stands."""

    def __init__(self, package: Package) -> None:
        """Raises Unclear where the package holds no workbook, or one in a namespace that is not Excel's own."""
        self.package = package
        main = [one for one in self.relations("") if one.kind == "officeDocument"]
        if not main:
            raise Unclear("no workbook part")
        self.part = main[0].target
        self._root = parsed(package.read(self.part))
        if self._root.tag != f"{{{MAIN}}}workbook":
            raise Unclear("the workbook part holds no workbook")
        self.related = self.relations(self.part)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets in their order, chart sheets and the like as well."""
        by_id = {one.id: one for one in self.related}
        found = []
        for index, node in enumerate(self._root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")):
            identity = str(node.get(f"{{{RELATED}}}id"))
            relation = by_id.get(identity)
            has_cells = relation is not None and relation.kind == "worksheet"
            part = relation.target if relation else ""
            found.append(Sheet(str(node.get("name")), index, int(node.get("sheetId") or 0), identity, part, has_cells))
        return tuple(found)

    def sheet(self, name: str) -> Sheet | None:
        """Return a sheet by its name, which knows no case."""
        return next((one for one in self.sheets if one.name.casefold() == name.casefold()), None)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Return the defined names."""
        found = []
        for node in self._root.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
            place = node.get("localSheetId")
            hidden = node.get("hidden") in {"1", "true"}
            sheet = int(place) if place and place.isdecimal() else None
            found.append(Name(str(node.get("name")), sheet, "".join(map(str, node.itertext())), hidden))
        return tuple(found)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables of all sheets."""
        return tuple(
            _table(parsed(self.package.read(one.target)), sheet.name)
            for sheet in self.sheets
            if sheet.has_cells
            for one in self.relations(sheet.part)
            if one.kind == "table" and one.target
        )

    @cached_property
    def counts_from_1904(self) -> bool:
        """Tell whether dates are counted from 1904, as old Mac Excel did."""
        node = self._root.find(f"{{{MAIN}}}workbookPr")
        return node is not None and node.get("date1904") in {"1", "true"}

    @cached_property
    def structure_is_locked(self) -> bool:
        """Tell whether its maker locked which sheets there are."""
        node = self._root.find(f"{{{MAIN}}}workbookProtection")
        return node is not None and node.get("lockStructure") in {"1", "true"}

    @cached_property
    def is_signed(self) -> bool:
        """Tell whether the workbook carries a digital signature, which any change breaks."""
        return any(one.kind == "origin" for one in self.relations("")) or any(
            name.lower().startswith("_xmlsignatures/") for name in self.package.names
        )

    def part_of(self, kind: str) -> str | None:
        """Return the part of the workbook of a kind (`styles`, `calcChain`), None where it has none."""
        return next((one.target for one in self.related if one.kind == kind and one.target), None)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the relations of a part; those of the package itself for the empty name."""
        where = self.package.find(relations_of(part))
        return tuple(self._relations(part, where)) if where else ()

    def _relations(self, part: str, where: str) -> Iterator[Relation]:
        for node in parsed(self.package.read(where)).iterfind(f"{{{PACKAGED}}}Relationship"):
            kind = str(node.get("Type")).rpartition("/")[2]
            target = str(node.get("Target"))
            if node.get("TargetMode") == "External":
                yield Relation(str(node.get("Id")), kind, target, external=True)
            else:
                path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                found = self.package.find(path) or self.package.find(unquote(path))
                yield Relation(str(node.get("Id")), kind, found or "")


def relations_of(part: str) -> str:
    """Return the part that holds the relations of a part."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def opened(package: Package | Draft, part: str, space: str = MAIN) -> Markup:
    """Return a part as text that can be changed in places. Raises Unclear."""
    return Markup(package.read(part), space)


def _table(root: "Node", sheet: str) -> Table:
    columns = tuple(str(node.get("name")) for node in root.iter(f"{{{MAIN}}}tableColumn"))
    return Table(
        str(root.get("displayName") or root.get("name")),
        sheet,
        str(root.get("ref")),
        int(root.get("headerRowCount") or 1),
        int(root.get("totalsRowCount") or 0),
        columns,
    )
