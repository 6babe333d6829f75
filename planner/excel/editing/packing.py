"""Adds parts to a package and takes them out: content types, relations, and what a workbook says of its formulas."""

from collections.abc import Iterator

from planner.excel.editing.book import CONTENT_TYPES, PACKAGED, TYPES, Book, opened, relations_of
from planner.excel.editing.markup import Edit, Markup, Tag, Unclear, escaped, with_attribute
from planner.excel.editing.package import Draft

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")
"""What goes before the settings of the calculation, the nearest first (ECMA-376 part 1, 18.2.27)."""


def calculated_on_load(workbook: Markup) -> bytes:
    """Return the workbook's part asking that every formula is worked out when it is opened."""
    found = workbook.first("calcPr")
    name = f"{workbook.prefix}calcPr"
    if found:
        inside = with_attribute(found.tag.inside, "fullCalcOnLoad", "1")
        return workbook.with_edits([Edit(found.tag.start, found.tag.end, f"<{name}{inside}>")])
    before = next(filter(None, map(workbook.first, _BEFORE_CALCULATION)))
    return workbook.with_edits([Edit(before.end, before.end, f'<{name} fullCalcOnLoad="1"/>')])


def add_part(draft: Draft, book: Book, part: str, content_type: str, kind: str) -> str:
    """Make a new part known as one that the workbook leads to, and return the id of its relation. Raises Unclear."""
    where = draft.find(relations_of(book.part))
    if where is None:
        raise Unclear("the workbook part has no relations")
    markup = opened(draft, where, PACKAGED)
    used = {tag.attributes.get("Id") for tag in markup.tags("Relationship")}
    identity = next(name for number in range(1, len(used) + 2) if (name := f"rId{number}") not in used)
    folder = book.part.rpartition("/")[0]
    target = part.removeprefix(f"{folder}/") if folder and part.startswith(f"{folder}/") else f"/{part}"
    relation = f'<{markup.prefix}Relationship Id="{identity}" Type="{OFFICE}{kind}" Target="{escaped(target)}"/>'
    draft.put(where, with_last(markup, relation))
    types = draft.find(CONTENT_TYPES) or CONTENT_TYPES
    typed = opened(draft, types, TYPES)
    added = f'<{typed.prefix}Override PartName="/{escaped(part)}" ContentType="{content_type}"/>'
    draft.put(types, with_last(typed, added))
    return identity


def with_last(markup: Markup, added: str) -> bytes:
    """Return a part with an element more at the end of its root."""
    at = markup.root_end()
    return markup.with_edits([Edit(at, at, added)])


def remove_part(draft: Draft, book: Book, part: str) -> None:
    """Take out a part that the workbook leads to, with its relation and its content type."""
    draft.remove(part)
    ids = {one.id for one in book.related if one.target == part}
    if relations := draft.find(relations_of(book.part)):
        markup = opened(draft, relations, PACKAGED)
        tags = (tag for tag in markup.tags("Relationship") if tag.attributes.get("Id") in ids)
        draft.put(relations, _without(markup, "Relationship", tags))
    if types := draft.find(CONTENT_TYPES):
        markup, name = opened(draft, types, TYPES), f"/{part}".lower()
        tags = (tag for tag in markup.tags("Override") if tag.attributes.get("PartName", "").lower() == name)
        draft.put(types, _without(markup, "Override", tags))


def _without(markup: Markup, name: str, tags: Iterator[Tag]) -> bytes:
    elements = [markup.element(name, tag) for tag in tags]
    return markup.with_edits([Edit(one.tag.start, one.end, "") for one in elements])
