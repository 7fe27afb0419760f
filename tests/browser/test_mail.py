"""The mail pages in a browser: they keep themselves fresh, and work without JavaScript too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from accounts.models import Organisation
from jobs import worker
from mailing import delivery, unsubscribing
from mailing.models import Message
from tests import factories
from tests.browser import checks
from tests.mailing import composers


@pytest.fixture
def organisation(settings: Settings, tmp_path: Any) -> Organisation:
    settings.LETTERS, settings.MAIL_DIR, settings.MAIL_IS_SENT = composers.LETTERS, tmp_path, False
    return factories.organisation()


@pytest.fixture
def member(clean_page: Page, organisation: Organisation, live_server: Any) -> Page:
    """Open pages as an owner."""
    client = Client()
    client.force_login(factories.member(organisation))
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    clean_page.context.add_cookies([cookie])  # type: ignore[list-item] # a plain dictionary will do
    return clean_page


def log_of(organisation: Organisation) -> Message:
    """Make messages in every state, and return one that can be read."""
    at = now()
    for number, state in enumerate(("held", "failed", "doubtful", "suppressed", "sent")):
        factories.message(
            organisation,
            state=state,
            address=f"{state}@example.org",
            error="The address was refused (550)." if state == "failed" else "",
            queued_at=at - timedelta(hours=number),
        )
    kept = factories.message(organisation, state="queued", address="kept@example.org")
    delivery.deliver(message_ids=[kept.pk], clock=now)
    return kept


def path(organisation: Organisation, name: str, *args: object) -> str:
    return reverse(f"mailing:{name}", args=[organisation.pk, *args])


def test_mail_pages_are_accessible(member: Page, organisation: Organisation, live_server: Any):
    kept = log_of(organisation)
    failed = Message.objects.get(state="failed")
    for address in (
        path(organisation, "messages"),
        path(organisation, "messages") + "?state=failed",
        path(organisation, "message", kept.pk),
        path(organisation, "message", failed.pk),
        path(organisation, "suppressions"),
        reverse("mailing:stop", args=[unsubscribing.token(failed)]),
    ):
        member.goto(live_server.url + address)
        checks.assert_accessible(member)


def test_progress_keeps_itself_fresh(member: Page, organisation: Organisation, live_server: Any):
    message = factories.message(organisation, state="queued")
    member.goto(live_server.url + path(organisation, "messages"))
    expect(member.get_by_text("1 message is being written.")).to_be_visible()
    delivery.deliver(message_ids=[message.pk], clock=now)
    expect(member.get_by_text("Nothing is being written.")).to_be_visible()


def test_failed_message_is_sent_again(member: Page, organisation: Organisation, live_server: Any):
    factories.message(organisation, address="ada@example.org")
    member.goto(live_server.url + path(organisation, "messages"))
    member.get_by_role("link", name="ada@example.org").click()
    member.get_by_role("button", name="Send again").click()
    expect(member.get_by_text("The message is being written again.")).to_be_visible()
    worker.run_until_empty()
    assert Message.objects.counts() == {"sent": 1}


def test_mail_can_be_ended_without_javascript(browser: Browser, organisation: Organisation, live_server: Any):
    message = factories.message(organisation)
    page = browser.new_page(java_script_enabled=False)
    page.goto(live_server.url + reverse("mailing:stop", args=[unsubscribing.token(message)]))
    page.get_by_role("button", name="Send me no more mail").click()
    expect(page.get_by_role("heading", name="You get no more mail")).to_be_visible()
    page.close()
