"""A workbook as its parts: reads the zip, and writes it again with the bytes of untouched parts as they were.

An untouched part is copied as it stands in the file, packed bytes and header included, so that nothing about it can
change; the order, names and dates of all parts stay (APPNOTE 6.3, sections 4.3.7 and 4.3.12).
"""

import gc
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8, _DEFLATED = 0x800, 8
_LARGE = 0xFFFFFFFF
_DATE = (0, 0x21)
"""1 January 1980, the first day that a zip knows: for the parts that we add."""
LEVEL = 6


class Unusual(Exception):
    """The file is a zip that cannot be taken apart and put together again without doubt."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One part in the file: its record of the directory, and where its own header and bytes stand."""

    name: str
    record: tuple[bytes | int, ...]
    tail: bytes
    start: int
    end: int


class Package:
    """The parts of a workbook by name; names are compared as the format does, without regard to case."""

    def __init__(self, data: bytes) -> None:
        """Raises Unusual where two parts have one name, or where the zip cannot be read."""
        self.data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Unusual(str(error)) from error
        self.names = tuple(info.filename for info in self._zip.infolist())
        self._by_key = {_key(name): name for name in self.names}
        if len(self._by_key) < len(self.names):
            raise Unusual("two parts have one name")
        self._read: dict[str, bytes] = {}

    def find(self, name: str) -> str | None:
        """Return the name of a part as it is written in the file, None where there is none."""
        return self._by_key.get(_key(name))

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Raises KeyError where there is none, Unusual where they are damaged."""
        if name not in self._read:
            try:
                self._read[name] = self._zip.read(name)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
                raise Unusual(f"{name}: {error}") from error
        return self._read[name]

    def packed(self, name: str) -> tuple[object, ...]:
        """Return what must stay of an untouched part: date, method, sizes, check sum and packed bytes."""
        info = self._zip.getinfo(name)
        head = _LOCAL.unpack_from(self.data, info.header_offset)
        start = info.header_offset + _LOCAL.size + head[9] + head[10]
        bytes_ = self.data[start : start + info.compress_size]
        return info.date_time, info.compress_type, info.CRC, info.file_size, info.external_attr, bytes_

    def with_parts(self, parts: Mapping[str, bytes], removed: Set[str] = frozenset()) -> bytes:
        """Return the workbook with these parts in place of its own (or added at the end), and without others."""
        entries = self._entries()
        if entries is None:
            return self._packed_again(parts, removed)
        return _put_together(self.data, entries, parts, removed)

    def _entries(self) -> list[_Entry] | None:
        """Return where each part stands; None for a zip of an unusual make (over 4 GB fields, something in front)."""
        at = self.data.rfind(b"PK\5\6")
        if at < 0 or len(self.data) < at + _END.size:
            return None
        _, _, _, here, count, size, start, comment = _END.unpack_from(self.data, at)
        if (
            here != count
            or count != len(self.names)
            or start + size != at
            or at + _END.size + comment != len(self.data)
        ):
            return None
        found, position = [], start
        for name in self.names:
            record = _CENTRAL.unpack_from(self.data, position)
            after = position + _CENTRAL.size + record[10] + record[11] + record[12]
            tail = self.data[position + _CENTRAL.size : after]
            if _LARGE in record[8:10] or self.data[record[16] : record[16] + 4] != b"PK\3\4":
                return None
            found.append((name, record, tail))
            position = after
        starts = sorted(record[16] for _, record, _ in found)
        ends = dict(zip(starts, [*starts[1:], start], strict=True))
        return [_Entry(name, record, tail, record[16], ends[record[16]]) for name, record, tail in found]

    def _packed_again(self, parts: Mapping[str, bytes], removed: Set[str]) -> bytes:
        """Pack everything again; the unpacked bytes, names, order and dates stay."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            target.comment = self._zip.comment
            for info in self._zip.infolist():
                if info.filename not in removed:
                    target.writestr(info, parts.get(info.filename) or self.read(info.filename))
            for name, data in parts.items():
                if name not in self.names:
                    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                    info.compress_type = zipfile.ZIP_DEFLATED
                    target.writestr(info, data)
        return buffer.getvalue()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the collector rest while tens of thousands of small tuples live: walking through them took half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Draft:
    """What becomes of a package: the parts that change, come and go, read as they stand by now."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts: dict[str, bytes] = {}
        self.removed: set[str] = set()

    def find(self, name: str) -> str | None:
        """Return the name of a part as it is written, None where there is none."""
        found = self.package.find(name)
        if found is not None and found not in self.removed:
            return found
        return name if name in self.parts else None

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as they stand by now."""
        return self.parts[name] if name in self.parts else self.package.read(name)

    def put(self, name: str, data: bytes) -> None:
        """Give a part other bytes, or add it; the bytes that it has already are no change."""
        self.removed.discard(name)
        if self.package.find(name) == name and self.package.read(name) == data:
            self.parts.pop(name, None)
        else:
            self.parts[name] = data

    def remove(self, name: str) -> None:
        """Take a part out."""
        self.parts.pop(name, None)
        if self.package.find(name) == name:
            self.removed.add(name)

    @property
    def added(self) -> list[str]:
        """Return the parts that are new, in the order in which they came."""
        return [name for name in self.parts if self.package.find(name) is None]

    def data(self) -> bytes:
        """Return the package with all this; the very bytes that were given where nothing changed."""
        if not self.parts and not self.removed:
            return self.package.data
        return self.package.with_parts(self.parts, self.removed)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _put_together(data: bytes, entries: list[_Entry], parts: Mapping[str, bytes], removed: Set[str]) -> bytes:
    first = min((entry.start for entry in entries), default=0)
    pieces, position = [data[:first]], first
    directory: dict[str, bytes] = {}
    for entry in sorted(entries, key=lambda one: one.start):
        if entry.name in removed:
            continue
        if entry.name in parts:
            piece, directory[entry.name] = _replaced(entry, parts[entry.name], position)
        else:
            piece = data[entry.start : entry.end]
            directory[entry.name] = _CENTRAL.pack(*entry.record[:16], position) + entry.tail
        pieces.append(piece)
        position += len(piece)
    order = [entry.name for entry in entries if entry.name not in removed]
    for name in parts:
        if name not in directory:
            piece, directory[name] = _added(name, parts[name], position)
            pieces.append(piece)
            order.append(name)
            position += len(piece)
    records = [directory[name] for name in order]
    at = data.rfind(b"PK\5\6")
    count, size = len(order), sum(map(len, records))
    end = _END.pack(b"PK\5\6", 0, 0, count, count, size, position, len(data) - at - _END.size)
    return b"".join([*pieces, *records, end, data[at + _END.size :]])


def _replaced(entry: _Entry, content: bytes, position: int) -> tuple[bytes, bytes]:
    """Return a part with other bytes, and its record: its date, attributes and method stay."""
    _, made_by, _, flags, method, time, date, *_, name_length, _, note_length, disk, inner, outer, _ = entry.record
    assert isinstance(flags, int) and isinstance(name_length, int) and isinstance(note_length, int)  # noqa: PT018
    name = entry.tail[:name_length]
    note = entry.tail[len(entry.tail) - note_length :] if note_length else b""
    kept = flags & _UTF8  # sizes stand in the header itself, so no descriptor follows
    how = method if method in {0, _DEFLATED} else _DEFLATED
    packed = _deflated(content) if how else content
    sums = (zlib.crc32(content), len(packed), len(content))
    local = _LOCAL.pack(b"PK\3\4", 20, kept, how, time, date, *sums, len(name), 0)
    numbers = (20, kept, how, time, date, *sums, len(name), 0, note_length, disk, inner, outer, position)
    return local + name + packed, _CENTRAL.pack(b"PK\1\2", made_by, *numbers) + name + note


def _added(name: str, content: bytes, position: int) -> tuple[bytes, bytes]:
    encoded, packed = name.encode(), _deflated(content)
    sums = (zlib.crc32(content), len(packed), len(content))
    head = (20, 0 if name.isascii() else _UTF8, _DEFLATED, *_DATE, *sums, len(encoded), 0)
    record = _CENTRAL.pack(b"PK\1\2", 20, *head, 0, 0, 0, 0, position)
    return _LOCAL.pack(b"PK\3\4", *head) + encoded + packed, record + encoded


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()
