"""What a browser is shown where a paper of a workshop cannot be had."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import factories, rooms
from tests.browser import checks
from tests.browser.checks import Watch
from workshops.models import Workshop


def signed_in(page: Page, server: LiveServer, of: Workshop) -> None:
    client = Client()
    client.force_login(factories.member(of.organisation))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])


def test_poster_of_a_workshop_that_is_over_leads_back_to_it(
    clean_page: Page, live_server: LiveServer, watch: Watch
):
    watch.allow("409 (Conflict)")
    over = rooms.workshop(topics=1, phase=Workshop.Phase.ENDED)
    signed_in(clean_page, live_server, over)
    clean_page.goto(
        live_server.url + reverse("reports:workshop-poster", args=[over.organisation_id, over.pk])
    )
    expect(clean_page.get_by_role("heading", level=1)).to_have_text("There is no such paper now")
    checks.assert_accessible(clean_page)
    clean_page.get_by_role("link", name="Back to the workshop").click()
    expect(clean_page).to_have_url(live_server.url + over.get_absolute_url())


def test_kit_is_a_file_from_the_page_of_its_workshop(clean_page: Page, live_server: LiveServer):
    of = rooms.workshop(topics=1, phase=Workshop.Phase.PREPARED)
    signed_in(clean_page, live_server, of)
    clean_page.goto(live_server.url + of.get_absolute_url())
    with clean_page.expect_download() as download:
        clean_page.get_by_role("link", name="Facilitator’s kit (PDF)").click()
    assert download.value.suggested_filename == "Full assessment - facilitator’s kit.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-1.7")
