"""An XML part as text that can be changed in places: finds tags and attributes by position; knows no workbooks.

A part that is parsed and written again comes back with other quotes, entities and spaces. So only the places that
change are cut out and replaced here, and every other character stays. What was made is parsed and compared elsewhere
(`verifying`), so that a text that fools the patterns here is refused and not written.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INSIDE = r"""[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*"""
"""What stands between the name of a tag and its end; a > between quotes does not end it."""
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_UNSEEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(rf"<([\w.-]+:)?([\w.-]+)((?:\s{INSIDE})?)>")
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")


class Unclear(Exception):
    """A part is not written as its kind is: another namespace, another encoding, no root."""


class Edit(NamedTuple):
    """A replacement of the text from `start` up to `end`."""

    start: int
    end: int
    text: str


class Tag(NamedTuple):
    """A start tag: where it stands, and what stands between its name and its end."""

    start: int
    end: int
    inside: str

    @property
    def closed(self) -> bool:
        """Tell whether the element has no content and no end tag."""
        return self.inside.endswith("/")

    @property
    def attributes(self) -> dict[str, str]:
        """Return the attributes by name, with prefix."""
        return attributes(self.inside)


class Element(NamedTuple):
    """An element with its start tag; `end` is after its end tag, `inner` where that begins."""

    tag: Tag
    inner: int
    end: int


class Markup:
    """The text of a part; `seen` is as long and has spaces where comments and the like stand."""

    def __init__(self, data: bytes, space: str = MAIN) -> None:
        """Raises Unclear where the root is not in the namespace that its kind of part has."""
        self.codec = _codec(data)
        try:
            self.text = data.decode(self.codec)
            same = self.text.encode(self.codec) == data
        except (UnicodeError, LookupError) as error:
            raise Unclear(str(error)) from error
        if not same:
            raise Unclear("the part does not come back from its own text")
        self.seen = _seen(self.text)
        found = _ROOT.search(self.seen)
        if found is None:
            raise Unclear("no root element")
        self.root = Tag(found.start(), found.end(), found[3])
        self.prefix = found[1] or ""
        self.spaces = {name: uri for name, uri in self.root.attributes.items() if name.split(":")[0] == "xmlns"}
        own = self.spaces.get(f"xmlns:{self.prefix[:-1]}" if self.prefix else "xmlns")
        if own != space:
            raise Unclear(f"the root is not in {space}")

    def prefix_of(self, space: str) -> str | None:
        """Return the prefix (with colon) that the root gives to another namespace, None where it gives none."""
        return next((f"{name[6:]}:" for name, uri in self.spaces.items() if uri == space and ":" in name), None)

    def tags(self, name: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
        """Yield the start tags of a name, in the order of the text."""
        pattern = re.compile(rf"<{re.escape(self.prefix + name)}((?:[\s/]{INSIDE})?)>")
        for found in pattern.finditer(self.seen, start, len(self.seen) if end is None else end):
            yield Tag(found.start(), found.end(), found[1])

    def elements(self, name: str, start: int = 0, end: int | None = None) -> Iterator[Element]:
        """Yield the elements of a name that do not hold one of the same name."""
        for tag in self.tags(name, start, end):
            yield self.element(name, tag)

    def element(self, name: str, tag: Tag) -> Element:
        """Return the element of a start tag. Raises Unclear where it does not end."""
        if tag.closed:
            return Element(tag, tag.end, tag.end)
        close = re.compile(rf"</{re.escape(self.prefix + name)}\s*>").search(self.seen, tag.end)
        if close is None:
            raise Unclear(f"{name} does not end")
        return Element(tag, close.start(), close.end())

    def first(self, name: str, start: int = 0, end: int | None = None) -> Element | None:
        """Return the first element of a name, None where there is none."""
        return next(self.elements(name, start, end), None)

    def root_end(self) -> int:
        """Return where the end tag of the root begins. Raises Unclear for a root without content."""
        at = self.seen.rfind("</")
        if self.root.closed or at < 0:
            raise Unclear("the root is empty")
        return at

    def with_edits(self, edits: Sequence[Edit]) -> bytes:
        """Return the part with these replacements, which must not overlap."""
        pieces, position = [], 0
        for edit in sorted(edits):
            if edit.start < position:
                raise Unclear("two changes in one place")
            pieces += [self.text[position : edit.start], edit.text]
            position = edit.end
        return "".join([*pieces, self.text[position:]]).encode(self.codec, "xmlcharrefreplace")


def attributes(inside: str) -> dict[str, str]:
    """Return the attributes of a tag by name, with prefix, their values as meant."""
    return {name: unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(inside)}


def with_attribute(inside: str, name: str, value: str | None) -> str:
    """Return the inside of a tag with one attribute set, or without it where the value is None."""
    for found in _ATTRIBUTE.finditer(inside):
        if found[1] == name:
            if value is None:
                return inside[: found.start()].rstrip() + inside[found.end() :]
            return f'{inside[: found.start()]}{name}="{escaped(value)}"{inside[found.end() :]}'
    if value is None:
        return inside
    body, slash = (inside[:-1].rstrip(), "/") if inside.endswith("/") else (inside.rstrip(), "")
    return f'{body} {name}="{escaped(value)}"{slash}'


def escaped(text: str) -> str:
    """Return a text as it stands in XML, in an attribute as well as between tags."""
    for character, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\r", "&#13;")):
        text = text.replace(character, name)
    return text


def _codec(data: bytes) -> str:
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return codec
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    return declared[1].decode() if declared else "utf-8"


def _seen(text: str) -> str:
    start = text.find("<?xml") + 5
    if "<!" not in text and text.find("<?", start) < 0:
        return text
    return _UNSEEN.sub(lambda found: " " * len(found[0]), text)
