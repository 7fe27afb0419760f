"""Mail goes to the folder of a test, or to a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.mailing import composers, servers
from tests.mailing.servers import Postbox


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Write messages to a folder of the test's own, as where no mail server is set up."""
    settings.LETTERS = composers.LETTERS
    settings.MAIL_DIR = tmp_path / "mail"
    settings.MAIL_IS_SENT = False
    settings.MAIL_FROM = "no-reply@cx.example.org"
    settings.BASE_URL = "https://cx.example.org"
    return tmp_path / "mail"


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """Send to a mail server."""
    box = Postbox()
    with servers.taking(box) as port:
        settings.MAIL_IS_SENT = True
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 10
        yield box
