from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from django.test import Client
from django.urls import reverse

from cxmaturity import logs
from reports.models import Share
from tests import factories

CANARY = "canary-AbC_123.xyz"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """Lend what the product writes to its log."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    factory = dict(logs.configuration(level=logging.DEBUG)["formatters"]["json"])
    handler.setFormatter(factory.pop("()")(**factory))
    loggers = [logging.getLogger(name) for name in ("", "django.server")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def events(lines: StringIO) -> list[str]:
    return [json.loads(line)["event"] for line in lines.getvalue().splitlines()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", [f"/{way}/{CANARY}/" for way in ("resume", "join", "invited", "members/join", "room", "shared")]
)
def test_a_refused_link_leaves_no_token_in_the_log(lines: StringIO, path: str):
    Client(enforce_csrf_checks=True).post(path, headers={"Origin": "null"})
    Client().get(path)

    assert "canary" not in lines.getvalue()
    assert any(path.replace(f"{CANARY}/", "…") in event for event in events(lines))


@pytest.mark.django_db
def test_a_shared_report_leaves_neither_token_nor_passphrase_in_the_log(lines: StringIO):
    share = factories.share(passphrase=CANARY)
    path = reverse("reports:follow-share", args=[share.token])
    for passphrase in (f"{CANARY} and more", CANARY):
        Client().post(path, {"passphrase": passphrase})
    Share.objects.all().delete()
    Client().get(path)

    assert "/shared/…" in lines.getvalue().replace("\\u2026", "…")
    assert (share.token in lines.getvalue(), "canary" in lines.getvalue()) == (False, False)


def test_no_line_of_any_kind_carries_a_token(lines: StringIO):
    address = f"http://127.0.0.1:8000/join/{CANARY}/?from=%2Fresume%2F{CANARY}%2F"
    logging.getLogger("django.server").info('"%s %s HTTP/1.1" %s', "GET", address, 200)
    structlog.get_logger("cxmaturity").info("asked", address=address)
    try:
        int(address)
    except ValueError:
        logging.getLogger("elsewhere").exception("Failed: %s", address)

    assert len(events(lines)) == 3
    assert "canary" not in lines.getvalue()
    assert "http://127.0.0.1:8000/join/…/?from=%2Fresume%2F…" in lines.getvalue().replace("\\u2026", "…")
