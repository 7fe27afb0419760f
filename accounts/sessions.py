"""Sessions in the database, asked for only under a name that one can have."""

from __future__ import annotations

import re

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

_KEY = re.compile(f"[{VALID_KEY_CHARS}]{{8,40}}")


def is_key(text: str) -> bool:
    """Say whether a session can have this key; PostgreSQL refuses to look for some that a cookie may hold."""
    return _KEY.fullmatch(text) is not None


class SessionStore(DatabaseStore):
    """A session whose cookie may hold anything: what is no key leads to no session, and to no query."""

    def _validate_session_key(self, key: str | None) -> bool:
        return is_key(key or "")
