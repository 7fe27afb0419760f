from __future__ import annotations

import stat
from pathlib import Path

from cxmaturity import secret_key


def test_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path):
    path = tmp_path / "key"

    first, second = secret_key.read_or_create(path), secret_key.read_or_create(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
