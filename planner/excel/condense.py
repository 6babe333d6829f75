"""Makes the small workbook that openpyxl loads: the sheets asked for, their texts, and number formats; nothing else.

Charts, pictures, links, notes, validations, themes and whatever other programs add are left out before they can
take time or memory or keep a sheet from being read, and so are empty cells, of which people format a million.
What would take too much is refused here, from counts in the bytes, before an object is made of any cell.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from planner.excel.matching import number
from planner.excel.package import WORKSHEET, Broken, Package, SheetPart, tree
from planner.problems import Words

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAX_SPREAD_CELLS = 1_000_000
"""Cells that merges may span together."""
MAX_SHEETS = 1_000
MAX_STYLES = 100_000
LONGEST_FORMAT = 2_000
CUSTOM = "docProps/custom.xml"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may cost: filled cells, bytes of XML, and characters that shared formulas come to."""

    cells: int
    size: int
    formulas: int


HERE = Limits(200_000, 20_000_000, 20_000_000)
"""What is read in this process: a second or two and less than 300 MB at most."""
APART = Limits(700_000, 200_000_000, 400_000_000)
"""What is read at all, in a process of its own: openpyxl takes 0,4 kB for each cell, twice where there are formulas."""


class TooMuch(Exception):
    """Reading would cost more than the limits allow."""

    def __init__(self, what: Words, found: int, limit: int) -> None:
        super().__init__(what.en)
        self.what, self.found, self.limit = what, found, limit


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; only its first cell holds a value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Condensed:
    """A workbook for openpyxl, whose sheets are called by their number in `sheets`, and what it would not say."""

    data: bytes
    sheets: tuple[SheetPart, ...]
    merges: tuple[tuple[Merge, ...], ...]


_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^<>]*>([^<]*)")
_SHARED = re.compile(rb"""<(?:\w+:)?f\b[^<>]*\bt=["']shared["'][^<>]*/>""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^<>]*?\bref=["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']"""
)
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s?=\s?["']([^"'<>]*)["']""")
_RICH = re.compile(rb"<(?:\w+:)?rPr\b[^<>]*/>|<(?:\w+:)?rPr\b[^<>]*>.*?</(?:\w+:)?rPr>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_FORMAT = re.compile(rb"""<(?:\w+:)?numFmt\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_CODE = re.compile(rb"""\bformatCode\s?=\s?("[^"<]*"|'[^'<]*')""")
_TRUE = frozenset({b"1", b"true", b"on"})


def condense(package: Package, wanted: Collection[str] | None, limits: Limits) -> Condensed:
    """Return the sheets with these names (None: all) as a workbook of their own; raises TooMuch and Broken."""
    listed = worksheets(package)
    _at_most(Words("bladen", "sheets"), len(listed), MAX_SHEETS)
    sheets = tuple(one for one in listed if wanted is None or one.name in wanted)
    texts, styles = package.related("sharedStrings"), package.related("styles")
    size = sum(package.size(name) for name in (*(one.part for one in sheets), texts or "", styles or ""))
    _at_most(Words("bytes aan gegevens", "bytes of data"), size, limits.size)
    made = io.BytesIO()
    merges, cells = [], 0
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for at, sheet in enumerate(sheets):
            content, filled, merged = _sheet(package.read(sheet.part), limits)
            cells += filled
            _at_most(Words("gevulde cellen", "filled cells"), cells, limits.cells)
            merges.append(merged)
            archive.writestr(f"xl/worksheets/s{at}.xml", content)
        if texts:
            archive.writestr("xl/sharedStrings.xml", _plain(package.read(texts)))
        archive.writestr("xl/styles.xml", _styles(package.read(styles) if styles else b""))
        for name, part in _frame(len(sheets), package.date1904, texts=bool(texts)):
            archive.writestr(name, part)
    return Condensed(made.getvalue(), sheets, tuple(merges))


def worksheets(package: Package) -> tuple[SheetPart, ...]:
    """Return the sheets with cells, in the order of the workbook; charts and dialogs are none."""
    return tuple(one for one in package.sheets if one.kind.endswith(WORKSHEET))


def properties(package: Package) -> dict[str, str]:
    """Return the custom properties of the document, as texts; one that cannot be read is none."""
    if not package.holds(CUSTOM):
        return {}
    try:
        root = tree(package.read(CUSTOM))
    except Broken:
        return {}
    return {one.get("name", ""): "".join(one.itertext()) for one in root}


def names(package: Package) -> dict[str, str]:
    """Return what the names of a workbook stand for (`Blad!$B$2:$B$9`); one that means two things is left out."""
    try:
        root = tree(package.read(package.workbook))
    except Broken:
        return {}
    found: dict[str, str] = {}
    twice = set()
    for one in root.iterfind("{*}definedNames/{*}definedName"):
        name = one.get("name", "")
        if found.setdefault(name, one.text or "") != (one.text or ""):
            twice.add(name)
    return {name: meant for name, meant in found.items() if name not in twice}


def _at_most(what: Words, found: int, limit: int) -> None:
    if found > limit:
        raise TooMuch(what, found, limit)


def _sheet(data: bytes, limits: Limits) -> tuple[bytes, int, tuple[Merge, ...]]:
    """Return a sheet with its filled cells and what is hidden only, the count of those cells, and its merges."""
    root = re.search(rb"<((?:\w+:)?)worksheet\b[^<>]*>", data)
    if root is None or not re.search(rb"""xmlns%s=["']%s["']""" % (_colon(root[1]), MAIN), root[0]):
        raise Broken("no worksheet")
    prefix = root[1]
    start = data.find(b"<%ssheetData" % prefix, root.end())
    end = data.rfind(b"</%ssheetData>" % prefix)
    if start < 0:
        raise Broken("no sheetData")
    head = b"<%scols>%s</%scols>" % (prefix, columns, prefix) if (columns := _columns(data[:start], prefix)) else b""
    if end < 0:
        end = data.find(b">", start) + 1
        if data[end - 2 : end] != b"/>":
            raise Broken("sheetData without end")
        rows = data[start:end]
    else:
        rows = _rows(_plain(data[start:end]), prefix) + b"</%ssheetData>" % prefix
        _check_formulas(rows, limits)
    merges = tuple(_merges(data[end:]))
    cells = len(re.findall(rb"<%sc[\s/>]" % prefix, rows))
    return root[0] + head + rows + b"</%sworksheet>" % prefix, cells, merges


def _colon(prefix: bytes) -> bytes:
    return b":" + prefix[:-1] if prefix else b""


def _columns(head: bytes, prefix: bytes) -> bytes:
    """Return the hidden columns; one of no width is as hidden as one that says so."""
    found = []
    for match in _COLUMN.finditer(head):
        one = dict(_ATTRIBUTE.findall(match[1]))
        first, last = one.get(b"min", b""), one.get(b"max", b"")
        if first.isdigit() and last.isdigit() and _is_hidden(one, b"width"):
            found.append(b'<%scol min="%s" max="%s" hidden="1"/>' % (prefix, first, last))
    return b"".join(found)


def _is_hidden(one: dict[bytes, bytes], size: bytes) -> bool:
    return one.get(b"hidden") in _TRUE or one.get(size, b"1").strip(b"0.") == b""


def _rows(data: bytes, prefix: bytes) -> bytes:
    """Return rows that say their number and whether they are hidden, without empty cells and empty rows.

    Where cells or rows do not say where they stand, the empty ones count and stay; and bytes in which a text may
    look like a row are left alone.
    """
    if b"<![CDATA[" in data or b"<!--" in data:
        return data
    every, placed = (
        len(re.findall(rb"<%s(?:c|row)%s" % (prefix, rest), data)) for rest in (rb"[\s/>]", rb"\s[^<>]*?\br=")
    )
    data = re.sub(rb"<%srow\b([^<>]*?)(/?)>" % prefix, lambda row: _row(prefix, row), data)
    if every != placed:
        return data
    cell = re.compile(rb"<%sc\s[^<>]*/>|<%sc\s[^<>]*[^/<>]></%sc>" % (prefix, prefix, prefix))
    row = re.compile(rb"<%srow\s[^<>]*/>|<%srow\s[^<>]*[^/<>]>\s*</%srow>" % (prefix, prefix, prefix))
    return row.sub(b"", cell.sub(b"", data))


def _row(prefix: bytes, match: re.Match[bytes]) -> bytes:
    one = dict(_ATTRIBUTE.findall(match[1]))
    place = b' r="%s"' % one[b"r"] if b"r" in one else b""
    hidden = b' hidden="1"' if _is_hidden(one, b"ht") else b""
    return b"<%srow%s%s%s>" % (prefix, place, hidden, match[2])


def _check_formulas(rows: bytes, limits: Limits) -> None:
    """Refuse shared formulas whose copies come to more text than openpyxl can make in time."""
    copies = len(_SHARED.findall(rows))
    if copies:
        longest = max(len(match[1]) for match in _FORMULA.finditer(rows))
        _at_most(Words("tekens aan formules", "characters of formulas"), copies * longest, limits.formulas)


def _merges(tail: bytes) -> Iterator[Merge]:
    spread = 0
    for match in _MERGE.finditer(tail):
        left, right = number(match[1].decode()), number(match[3].decode())
        one = Merge(int(match[2]), left, int(match[4]), right)
        spread += (abs(one.bottom - one.top) + 1) * (abs(one.right - one.left) + 1)
        _at_most(Words("samengevoegde cellen", "merged cells"), spread, MAX_SPREAD_CELLS)
        yield one


def _plain(data: bytes) -> bytes:
    """Return texts without the look of their letters, which says nothing and which openpyxl can stumble over."""
    opened = len(re.findall(rb"<(?:\w+:)?rPr\b[^<>]*[^/<>]>|<(?:\w+:)?rPr>", data))
    if not opened and b"rPr" not in data:
        return data
    closed = len(re.findall(rb"</(?:\w+:)?rPr>", data))
    return _RICH.sub(b"", data) if opened == closed else data


def _styles(data: bytes) -> bytes:
    """Return the number format of each style, without anything else."""
    formats = []
    for match in _FORMAT.finditer(_section(data, b"numFmts")):
        one, code = dict(_ATTRIBUTE.findall(match[1])), _CODE.search(match[1])
        if code and len(code[1]) < LONGEST_FORMAT and one.get(b"numFmtId", b"").isdigit():
            formats.append(b'<numFmt numFmtId="%s" formatCode=%s/>' % (one[b"numFmtId"], code[1]))
    used = []
    for match in _XF.finditer(_section(data, b"cellXfs")):
        id_ = dict(_ATTRIBUTE.findall(match[1])).get(b"numFmtId", b"0")
        used.append(b'<xf numFmtId="%s" fontId="0" fillId="0" borderId="0"/>' % (id_ if id_.isdigit() else b"0"))
    _at_most(Words("opmaakprofielen", "styles"), len(used), MAX_STYLES)
    return b"".join([
        b'<styleSheet xmlns="%s"><numFmts>' % MAIN,
        *formats,
        b"</numFmts><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>",
        b'<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs>',
        *(used or [b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
        b'</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    ])  # fmt: skip


def _section(data: bytes, name: bytes) -> bytes:
    start, end = re.search(rb"<(?:\w+:)?%s\b" % name, data), re.search(rb"</(?:\w+:)?%s>" % name, data)
    return data[start.start() : end.start()] if start and end else b""


def _frame(count: int, date1904: bool, *, texts: bool) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold a package together."""
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    strings = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/>' if texts else ""
    book = f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
    yield "[Content_Types].xml", f'<Types xmlns="{packages}/content-types">{book}{strings}</Types>'
    sheets = "".join(f'<sheet name="s{at}" sheetId="{at + 1}" r:id="r{at}"/>' for at in range(count))
    yield (
        "xl/workbook.xml",
        (
            f'<workbook xmlns="{MAIN.decode()}" xmlns:r="{relations}">'
            f'<workbookPr date1904="{int(date1904)}"/><sheets>{sheets}</sheets></workbook>'
        ),
    )
    rels = "".join(
        f'<Relationship Id="r{at}" Type="{relations}/worksheet" Target="worksheets/s{at}.xml"/>' for at in range(count)
    )
    yield "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{packages}/relationships">{rels}</Relationships>'
