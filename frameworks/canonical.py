"""One spelling for every document, so that equal documents have equal checksums.

Only what a file says is written, never a default: a later key with a default leaves the
checksums of earlier files as they are.
"""

from __future__ import annotations

import hashlib
import json

from frameworks.documents import Framework
from frameworks.lenses import Lens


def text(document: Framework | Lens) -> str:
    """Return a document as JSON with sorted keys and no needless space."""
    values = document.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def checksum(canonical: str) -> str:
    """Return the SHA-256 of a canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(canonical.encode()).hexdigest()
