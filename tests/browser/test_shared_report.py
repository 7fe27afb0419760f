"""A report shared by a link, from the owner's page to a reader's, and the sample on the public page."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from accounts.models import Organisation
from assessments.models import Assessment
from tests import factories
from tests.browser import checks

PHRASE = "lamp-garden-9"


def test_a_link_with_a_passphrase_is_made_and_followed(live_server: Any, clean_page: Page, browser: Browser):
    round_ = factories.closed()
    client = Client()
    client.force_login(factories.member(round_.organisation))
    clean_page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in client.cookies.items()]
    )
    clean_page.goto(live_server.url + reverse("reports:shares", args=[round_.organisation_id, round_.pk]))
    clean_page.get_by_label("For whom").fill("The board")
    clean_page.get_by_label("Passphrase").fill(PHRASE)
    clean_page.get_by_role("button", name="Make the link").click()
    checks.assert_accessible(clean_page)
    shown = clean_page.get_by_label("The link").input_value()
    link = live_server.url + shown[shown.index("/shared/") :]
    _read_without_scripts(browser, link)
    clean_page.goto(link)
    checks.assert_accessible(clean_page)
    clean_page.get_by_label("Passphrase").fill(PHRASE)
    clean_page.get_by_role("button", name="Open the report").click()
    expect(clean_page.get_by_text("Read-only, until")).to_be_visible()
    checks.assert_accessible(clean_page)


def _read_without_scripts(browser: Browser, link: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    page.get_by_label("Passphrase").fill(PHRASE)
    page.get_by_role("button", name="Open the report").click()
    expect(page.get_by_text("Read-only, until")).to_be_visible()
    context.close()


def test_the_public_page_with_a_sample_is_accessible(live_server: Any, clean_page: Page):
    invented = factories.organisation("Northwind Rail", kind=Organisation.Kind.SAMPLE)
    factories.closed(invented, people=18, mode=Assessment.Mode.OPEN)
    clean_page.goto(live_server.url)
    expect(clean_page.get_by_text("Northwind Rail, an invented organisation")).to_be_visible()
    checks.assert_accessible(clean_page)
