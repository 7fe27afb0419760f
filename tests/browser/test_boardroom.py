"""From a result to the board: choose actions, approve the document, share it, and read it as a visitor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from assessments.models import Assessment
from tests import factories
from tests.browser import checks
from tests.browser.checks import Watch

PHRASE = "lamp-garden-9"
APPROVER = "R. Ash, chair"
WIDTHS = (390, 1440)
PHONE = (390,)
TABLET = 768


@pytest.fixture
def round_(library: None) -> Assessment:
    """Return a closed round in which eighteen people answered."""
    return factories.closed(people=18)


@pytest.fixture
def owner_page(clean_page: Page, live_server: Any, round_: Assessment) -> Page:
    client = Client()
    client.force_login(factories.member(round_.organisation))
    clean_page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in client.cookies.items()]
    )
    clean_page.goto(live_server.url + reverse("assessments:round", args=[round_.organisation_id, round_.pk]))
    return clean_page


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def test_a_report_goes_to_the_board(owner_page: Page, live_server: Any, browser: Browser):
    checks.assert_accessible(owner_page, widths=WIDTHS)
    home = owner_page.url
    titles = choose(owner_page)
    owner_page.goto(home)
    approve(owner_page)
    owner_page.goto(home)
    read(browser, live_server, share(owner_page), titles)


def choose(page: Page) -> list[str]:
    """Look at the result, work out the actions that are ticked, put them on the plan, begin one, and look at every face."""
    follow(page, "See the result")
    checks.resize(page, {"width": TABLET, "height": 1024})
    checks.assert_no_sideways_scroll(page)
    page.go_back()
    follow(page, "Choose actions")
    press(page, "Work out the result")
    expect(page.get_by_role("heading", name="If these actions reach their mark")).to_be_visible()
    checks.assert_accessible(page, widths=PHONE)
    press(page, "Put on the plan")
    expect(page.get_by_text("3 actions are new on the plan.")).to_be_visible()
    checks.assert_accessible(page, widths=WIDTHS)
    titles = page.locator(".todo h2").all_inner_texts()
    follow(page, "Impact and effort")
    checks.assert_accessible(page, widths=PHONE)
    follow(page, "Board")
    page.locator(".card").filter(has_text=titles[0]).get_by_role("button", name="Begin").click()
    expect(page.get_by_text(f"“{titles[0]}” is now: Under way.")).to_be_visible()
    checks.assert_accessible(page, widths=PHONE)
    return titles


def approve(page: Page) -> None:
    """Approve the document with the plan as it stands."""
    follow(page, "The document")
    expect(page.get_by_text("The plan holds 3 actions now.")).to_be_visible()
    checks.assert_accessible(page, widths=WIDTHS)
    page.get_by_label("Approved by").fill(APPROVER)
    press(page, "Approve")
    expect(page.get_by_text(f"Version 1.0, final. Approved by {APPROVER}")).to_be_visible()
    checks.assert_accessible(page, widths=PHONE)


def share(page: Page) -> str:
    """Make a link with a passphrase and return it."""
    follow(page, "Share the report")
    checks.assert_accessible(page, widths=WIDTHS)
    page.get_by_label("For whom").fill("The board")
    page.get_by_label("Passphrase").fill(PHRASE)
    press(page, "Make the link")
    link = page.get_by_label("The link").input_value()
    return link[link.index("/shared/") :]


def read(browser: Browser, live_server: Any, link: str, titles: list[str]) -> None:
    """Open the link on somebody else's phone, and take the PDF along."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 390, "height": 844})
    watch = Watch(context, host=live_server.url.removeprefix("http://"))
    visitor = context.new_page()
    visitor.goto(live_server.url + link)
    visitor.get_by_label("Passphrase").fill(PHRASE)
    press(visitor, "Open the report")
    expect(visitor.get_by_role("heading", name="The actions chosen")).to_be_visible()
    checks.assert_accessible(visitor, widths=WIDTHS)
    visitor.set_viewport_size({"width": 390, "height": 844})
    visitor.wait_for_load_state("networkidle")  # the button's script listens
    with visitor.expect_download(timeout=180_000) as download:
        visitor.locator("[data-download]").click()
    words = text_of(Path(download.value.path()))
    assert [title for title in (*titles, APPROVER) if title not in words] == []
    assert watch.unexpected() == []
    context.close()


def text_of(report: Path) -> str:
    """Return what a PDF says, with every run of spaces and line ends as one space."""
    document = pypdfium2.PdfDocument(report)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()
