"""Addresses that carry a token: whoever sees one of them may enter."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"((?:(?:/|%2F)members)?(?:/|%2F)(?:mail/stop|mail%2Fstop|join|resume|new-password|invited|room|screen|live|shared(?!(?:/|%2F)report(?:/|%2F)))(?:/|%2F))[^\s/?#&\"'<>]+",
    re.IGNORECASE,
)


def carried_by(path: str) -> bool:
    """Say whether a path carries a token."""
    return _TOKEN.match(path) is not None


def hidden(text: str) -> str:
    """Return a text without the tokens of the addresses in it."""
    return _TOKEN.sub(r"\1…", text)
