"""The parts of a workbook's package and what each is for; judges nothing and looks into no sheet.

Names are found as Excel finds them: through the relations, without regard to case or the kind of slash. Every
part comes out as UTF-8, so that whoever counts in its bytes counts what a parser will see.
"""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PACKING_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What unpacking bytes that are no whole zip can end in."""
WORKSHEET = "/worksheet"
_PLAIN = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_ENCODINGS = frozenset({"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252", "utf-16", "utf-16le"})
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.-]{1,40})["'][^>]{0,200}>""")


class Broken(Exception):
    """A package lacks a part that it needs, or a part is no XML that we take."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A pointer from one part to another, or with `outside` to something that is not in the package."""

    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, how far it is shown, and where its part is."""

    name: str
    state: str
    kind: str
    part: str


class Package:
    """A workbook's package. Raises Broken, or one of PACKING_ERRORS, where something cannot be read."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._names = {plain_name(name): name for name in self._archive.namelist()}
        self.workbook = next(
            (one.target for one in self.relations("") if one.kind.endswith("/officeDocument")), "xl/workbook.xml"
        )
        root = self._tree(self.workbook)
        properties = root.find("{*}workbookPr")
        self.date1904 = properties is not None and properties.get("date1904", "0") in {"1", "true", "on"}
        self._relations = self.relations(self.workbook)
        self.sheets = tuple(self._sheets(root))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all parts, in small letters with ordinary slashes."""
        return tuple(self._names)

    def holds(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return plain_name(name) in self._names

    def size(self, name: str) -> int:
        """Return how many bytes a part has unpacked, 0 where there is none."""
        real = self._names.get(plain_name(name))
        return self._archive.getinfo(real).file_size if real else 0

    def read(self, name: str) -> bytes:
        """Return a part as UTF-8 without its declaration."""
        real = self._names.get(plain_name(name))
        if real is None:
            raise Broken(f"no part {name}")
        return as_utf8(self._archive.read(real))

    def related(self, kind: str) -> str | None:
        """Return the part that the workbook points at for a kind (`sharedStrings`), None where there is none."""
        for one in self._relations:
            if one.kind.endswith(f"/{kind}") and self.holds(one.target):
                return one.target
        usual = posixpath.join(posixpath.dirname(self.workbook), f"{kind}.xml")
        return usual if self.holds(usual) else None

    @property
    def linked(self) -> tuple[str, ...]:
        """Return the parts that stand for other files."""
        return tuple(one.target for one in self._relations if one.kind.endswith("/externalLink") and not one.outside)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return what a part points at; of the package as a whole where the name is empty."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.holds(file):
            return ()
        found = []
        for one in self._tree(file).iterfind("{*}Relationship"):
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            inside = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
            found.append(Relation(one.get("Id", ""), one.get("Type", ""), target if outside else inside, outside))
        return tuple(found)

    def _tree(self, name: str) -> "Element":
        return tree(self.read(name))

    def _sheets(self, root: "Element") -> list[SheetPart]:
        targets = {one.id: one for one in self._relations}
        found = []
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            id_ = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            relation = targets.get(id_)
            if relation is None or not self.holds(relation.target):
                raise Broken(f"no part of sheet {sheet.get('name')}")
            state = sheet.get("state", "visible")
            found.append(SheetPart(sheet.get("name", ""), state, relation.kind, relation.target))
        return found


def plain_name(name: str) -> str:
    """Return the name of a part as it is compared."""
    return name.replace("\\", "/").lstrip("/").lower()


def tree(data: bytes) -> "Element":
    """Return a small part as a tree; raises Broken for what is no XML, and for DTDs and entities."""
    from defusedxml import ElementTree as Safe

    try:
        root: Element = Safe.fromstring(data, forbid_dtd=True)
    except (Safe.ParseError, ValueError) as error:
        raise Broken(str(error)) from error
    return root


def as_utf8(data: bytes) -> bytes:
    """Return XML as UTF-8 without declaration; raises Broken where the letters are of another family than ASCII."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16").encode()
        declared = _DECLARATION.match(data)
        return data[declared.end() :] if declared else data
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data[:4]:
        raise Broken("letters of two bytes without a mark")
    declared = _DECLARATION.match(data)
    if declared is None:
        return data
    encoding = declared[1].decode("ascii", "replace").lower()
    rest = data[declared.end() :]
    if encoding in _PLAIN:
        return rest
    if encoding not in _ENCODINGS or encoding.startswith("utf-16"):
        raise Broken(f"letters as {encoding}")
    return rest.decode(encoding, "replace").encode()
