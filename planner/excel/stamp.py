"""Puts a custom document property into a finished Office file and reads it back; knows no sheets and no budgets.

Workbooks and Word documents are packages of one kind (ECMA-376 part 2), so one way serves both. What a file was made
from stands in the file itself: it tells it also far from its workspace.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape, unescape

PART = "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_TYPE = (
    f'<Override PartName="/{PART}" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_RELATION = (
    '<Relationship Id="rIdPlanner" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    f'custom-properties" Target="{PART}"/>'
)
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>'
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2
"""The format keeps 0 and 1 for itself."""


def stamp(data: bytes, name: str, value: str) -> bytes:
    """Return the file with one text property more; the same file and value give the same bytes."""
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    there = PART in source.namelist()
    with source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == PART:
                content = _with(content, name, value)
            elif part.filename == _TYPES and not there:
                content = _before(content, "</Types>", _TYPE)
            elif part.filename == _RELATIONS and not there:
                content = _before(content, "</Relationships>", _RELATION)
            target.writestr(part, content)
        if not there:
            added = zipfile.ZipInfo(PART, (1980, 1, 1, 0, 0, 0))
            added.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(added, _with(_EMPTY.encode(), name, value))
    return buffer.getvalue()


def stamped(data: bytes, name: str) -> str | None:
    """Return a text property of a file; None where it has none of that name, or is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            text = package.read(PART).decode()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return None
    found = re.search(rf'<property\b[^>]*\bname="{re.escape(escape(name))}"[^>]*><vt:lpwstr>(.*?)</vt:lpwstr>', text)
    return unescape(found[1]) if found else None


def _with(content: bytes, name: str, value: str) -> bytes:
    used = [int(number) for number in re.findall(rb'\bpid="(\d+)"', content)]
    number = max(used, default=_FIRST_ID - 1) + 1
    added = (
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
    )
    return _before(content, "</Properties>", added)


def _before(content: bytes, end: str, added: str) -> bytes:
    head, found, tail = content.rpartition(end.encode())
    if not found:
        raise ValueError(f"a part without {end}")
    return head + added.encode() + found + tail
