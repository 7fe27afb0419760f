"""The questions of lenses: by keyboard with a network that fails, in two tabs, without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments import capabilities, samples
from assessments.lens_sheets import SUBJECT
from assessments.models import Response
from tests import factories
from tests.browser import checks
from tests.browser.checks import Watch

NO_NETWORK, REFUSED = "ERR_INTERNET_DISCONNECTED", "409"
JOURNEY, SAY_DO = factories.LENSES


@pytest.fixture
def sheet(live_server: object) -> Response:
    response = factories.response(factories.assessment(asked_lenses=factories.LENSES))
    return factories.answers(response)


def enter(page: Page, url: str, sheet: Response) -> None:
    """Come back by the personal link, to where the first answer is missing."""
    page.goto(f"{url}/resume/{capabilities.resume_token(sheet.pk)}/")


def leaf(url: str, sheet: Response, lens: str, part: str) -> str:
    return f"{url}/answer/{sheet.pk}/lenses/{lens}/{part}/"


def stored(sheet: Response) -> dict[tuple[str, str], str]:
    return {(row.item, row.field): row.reply for row in sheet.lens_replies.all()}


def listens(page: Page) -> None:
    page.locator("#keys:not([hidden])").wait_for(state="attached")


def focus(page: Page, name: str) -> None:
    """Press Tab until a group of answers has the focus, as somebody without a mouse does."""
    for _ in range(60):
        if page.evaluate("(name) => document.activeElement?.name === name", name):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by Tab on {page.url}")


def answer_stage(page: Page, stage: str, digit: int) -> None:
    """Choose a position by its digit and the two choices by arrows."""
    listens(page)
    page.keyboard.press(str(digit))
    expect(page.locator(f"[name='{stage}.maturity-reply'][value='{digit}']")).to_be_checked()
    for field in ("measured", "owner"):
        focus(page, f"{stage}.{field}-reply")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")


def test_the_journey_by_keyboard_survives_a_lost_network(
    context: BrowserContext, clean_page: Page, watch: Watch, live_server: Any, sheet: Response
):
    watch.allow(NO_NETWORK)
    page = clean_page
    enter(page, live_server.url, sheet)
    expect(page.locator("h1")).to_have_text("Which customer group do these answers describe?")
    page.locator("input.input").focus()
    page.keyboard.type("Passengers in winter")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Awareness")
    answer_stage(page, "awareness", 4)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Discovery")
    context.set_offline(True)
    answer_stage(page, "discovery", 2)
    expect(page.locator("#saved")).to_have_text("Kept on this device")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("You are offline")
    context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Attraction")
    sheet.refresh_from_db()
    assert sheet.lens_subject == "Passengers in winter"
    assert stored(sheet) == {
        (SUBJECT, SUBJECT): "said",
        ("awareness", "maturity"): "4",
        ("awareness", "measured"): "internal",
        ("awareness", "owner"): "department",
        ("discovery", "maturity"): "2",
        ("discovery", "measured"): "internal",
        ("discovery", "owner"): "department",
    }
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cx.answers'))") == []


def test_a_choice_made_offline_outlives_the_tab(
    context: BrowserContext, clean_page: Page, watch: Watch, live_server: Any, sheet: Response
):
    watch.allow(NO_NETWORK)
    enter(clean_page, live_server.url, sheet)
    clean_page.goto(leaf(live_server.url, sheet, SAY_DO, "do"))
    listens(clean_page)
    context.set_offline(True)
    clean_page.keyboard.press("5")
    expect(clean_page.locator("#saved")).to_have_text("Kept on this device")
    clean_page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{live_server.url}/answer/{sheet.pk}/review/")
    expect(page.locator("body")).to_contain_text("We take the work off customers")
    assert stored(sheet) == {("easy", "do"): "5"}


def test_an_older_tab_does_not_replace_a_newer_answer(
    context: BrowserContext, clean_page: Page, watch: Watch, live_server: Any, sheet: Response
):
    watch.allow(REFUSED)
    url = leaf(live_server.url, sheet, JOURNEY, "use")
    enter(clean_page, live_server.url, sheet)
    clean_page.goto(url)
    other = context.new_page()
    other.goto(url)
    listens(other)
    other.keyboard.press("5")
    expect(other.locator("#saved")).to_have_text("Saved")
    listens(clean_page)
    clean_page.keyboard.press("1")
    expect(clean_page.locator("#notice")).to_contain_text("Changed in another tab")
    assert stored(sheet) == {("use", "maturity"): "5"}


def test_without_a_script_a_page_is_saved_by_continue(browser: Browser, live_server: Any, sheet: Response):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, live_server.url, sheet)
    page.get_by_label("Customer group").fill("Passengers")
    page.get_by_role("button", name="Continue").click()
    page.locator("[name='awareness.maturity-reply'][value='3']").check()
    page.locator("[name='awareness.owner-reply'][value='dk']").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("Discovery")
    context.close()
    assert stored(sheet) == {
        (SUBJECT, SUBJECT): "said",
        ("awareness", "maturity"): "3",
        ("awareness", "owner"): "dk",
    }


def test_pages_of_lenses_are_accessible(clean_page: Page, live_server: Any, sheet: Response):
    enter(clean_page, live_server.url, sheet)
    checks.assert_accessible(clean_page)
    for lens, part in ((JOURNEY, "use"), (SAY_DO, "say"), (SAY_DO, "do")):
        clean_page.goto(leaf(live_server.url, sheet, lens, part))
        checks.assert_accessible(clean_page)
    clean_page.goto(f"{live_server.url}/answer/{sheet.pk}/review/")
    checks.assert_accessible(clean_page)


def test_the_result_with_journey_and_promises_is_accessible(clean_page: Page, live_server: Any):
    sample = samples.load_sample(at=now())
    clean_page.goto(f"{live_server.url}{sample.assessment.get_absolute_url()}")
    for summary in clean_page.locator("#journey summary, #mirror summary").all():
        summary.click()
    checks.assert_accessible(clean_page)


def test_the_organisers_pages_are_accessible(clean_page: Page, live_server: Any):
    round_ = factories.assessment(asked_lenses=factories.LENSES)
    owner = factories.member(round_.organisation)
    client = Client()
    client.force_login(owner)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    clean_page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict of the driver
    base = f"{live_server.url}/organisations/{round_.organisation_id}/rounds/{round_.pk}/"
    for part in ("journey/", "customers/"):
        clean_page.goto(base + part)
        checks.assert_accessible(clean_page)
