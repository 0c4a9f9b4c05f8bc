"""Office files that are the same, to the byte, whenever they are written."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_STAMP = (2024, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(<)")


def steady(data: bytes) -> bytes:
    """The zip file with fixed times in its directory and its document properties."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>2024-01-01T00:00:00Z\g<2>", part)
            fixed = ZipInfo(entry.filename, _STAMP)
            fixed.compress_type = ZIP_DEFLATED
            new.writestr(fixed, part)
    return out.getvalue()
