"""Makes the bytes of a Word document depend on nothing but its content: no clock, no machine, no order of a disk."""

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can hold."""


def reproducible(data: bytes) -> bytes:
    """Return the package with its parts sorted by name and without dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist()):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(part, source.read(name))
    return buffer.getvalue()
