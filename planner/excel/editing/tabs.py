"""What a workbook's own part says when a sheet comes first or last: order, names of sheets, the one that is shown."""

import re
from collections.abc import Iterable, Sequence

from planner.excel.editing.book import Book, Name, Sheet, opened
from planner.excel.editing.markup import RELATED, Edit, Markup, Tag, escaped, with_attribute
from planner.excel.editing.package import Draft

_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


class Tabs:
    """The workbook's part of a draft, changed step by step."""

    def __init__(self, draft: Draft, book: Book) -> None:
        self._draft = draft
        self._part = book.part

    def add(self, name: str, number: int, relation: str, *, first: bool) -> None:
        """Add a sheet as the first or last; what counts sheets from the first moves along."""
        markup = self._markup()
        sheets = markup.first("sheets")
        assert sheets is not None
        there = list(markup.elements("sheet", sheets.tag.end, sheets.inner))
        at = there[0].tag.start if first else there[-1].end
        prefix = markup.prefix_of(RELATED)
        told = f'{prefix}id="{relation}"' if prefix else f'xmlns:r="{RELATED}" r:id="{relation}"'
        text = f'<{markup.prefix}sheet name="{escaped(name)}" sheetId="{number}" {told}/>'
        edits = [Edit(at, at, text)]
        if first:
            edits += [edit for tag in markup.tags("definedName") for edit in _moved(tag, "localSheetId")]
            for tag in markup.tags("workbookView"):
                edits += _moved(tag, "activeTab", "firstSheet")
        self._put(markup, edits)

    def show(self, index: int) -> None:
        """Open the workbook at a sheet."""
        markup = self._markup()
        views = list(markup.tags("workbookView"))[:1]
        if not views:
            before = markup.first("sheets")
            assert before is not None
            pre = markup.prefix
            text = f'<{pre}bookViews><{pre}workbookView activeTab="{index}"/></{pre}bookViews>'
            self._put(markup, [Edit(before.tag.start, before.tag.start, text)])
            return
        inside = with_attribute(views[0].inside, "activeTab", str(index))
        if "firstSheet" in views[0].attributes:
            inside = with_attribute(inside, "firstSheet", "0")
        self._put(markup, [_inside(views[0], inside)])

    def names(self, index: int, names: Iterable[Name]) -> None:
        """Replace the names that belong to a sheet by its place."""
        markup = self._markup()
        gone = [
            markup.element("definedName", tag)
            for tag in markup.tags("definedName")
            if tag.attributes.get("localSheetId") == str(index)
        ]
        edits = [Edit(one.tag.start, one.end, "") for one in gone]
        added = "".join(_name(markup.prefix, index, one) for one in names)
        section, name = markup.first("definedNames"), f"{markup.prefix}definedNames"
        if section and not section.tag.closed:
            edits.append(Edit(section.inner, section.inner, added))
        elif section:
            edits.append(Edit(section.tag.start, section.end, f"<{name}>{added}</{name}>"))
        else:
            before = next(filter(None, map(markup.first, _BEFORE_NAMES)))
            edits.append(Edit(before.end, before.end, f"<{name}>{added}</{name}>"))
        self._put(markup, edits)

    def _markup(self) -> Markup:
        return opened(self._draft, self._part)

    def _put(self, markup: Markup, edits: Sequence[Edit]) -> None:
        self._draft.put(self._part, markup.with_edits(edits))


def free_number(sheets: Sequence[Sheet]) -> int:
    """Return a number that no sheet has."""
    return max((one.number for one in sheets), default=0) + 1


def free_part(draft: Draft, book: Book) -> str:
    """Return a name for the part of a new sheet."""
    folder = book.part.rpartition("/")[0]
    stem = f"{folder}/worksheets/sheet" if folder else "worksheets/sheet"
    return next(name for number in range(1, 100_000) if not draft.find(name := f"{stem}{number}.xml"))


def _moved(tag: Tag, *counting: str) -> list[Edit]:
    """Return a tag whose numbers of sheets are one higher."""
    inside = tag.inside
    told = tag.attributes
    for name in counting:
        number = told.get(name, "0" if name == "activeTab" else "")
        if re.fullmatch(r"[0-9]+", number):
            inside = with_attribute(inside, name, str(int(number) + 1))
    return [_inside(tag, inside)] if inside != tag.inside else []


def _inside(tag: Tag, inside: str) -> Edit:
    return Edit(tag.end - 1 - len(tag.inside), tag.end - 1, inside)


def _name(prefix: str, index: int, name: Name) -> str:
    hidden = ' hidden="1"' if name.hidden else ""
    told = f'name="{escaped(name.name)}" localSheetId="{index}"{hidden}'
    return f"<{prefix}definedName {told}>{escaped(name.formula)}</{prefix}definedName>"
