"""The styles of a workbook as its part: found, or made where it has none; knows no cells."""

from functools import cached_property

from planner.excel.editing.book import Book
from planner.excel.editing.package import Draft
from planner.excel.editing.packing import add_part
from planner.excel.editing.styles import Styles

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class StylePart:
    """Where the styles of a workbook stand, read when they are first asked for."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._there = book.part_of("styles")
        folder = book.part.rpartition("/")[0]
        self.part = self._there or (f"{folder}/styles.xml" if folder else "styles.xml")

    @cached_property
    def styles(self) -> Styles:
        """Return the styles, to append to. Raises Unclear."""
        return Styles(self._book.package.read(self.part) if self._there else None)

    def put(self, draft: Draft) -> None:
        """Put the styles into a draft where any were appended."""
        if "styles" not in self.__dict__ or not self.styles.has_changed:
            return
        draft.put(self.part, self.styles.data())
        if not self._there:
            add_part(draft, self._book, self.part, TYPE, "styles")
