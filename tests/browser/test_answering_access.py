"""Every page and state of those who answer, for those who see, hear or move otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments import answers, capabilities
from assessments.models import Response
from tests import factories
from tests.browser.checks import Watch, assert_accessible, assert_no_sideways_scroll, resize

QUESTION = "insight-direct-contact"


@pytest.fixture
def sheet(library: None) -> Response:
    return factories.response(factories.assessment(factories.organisation("Northwind Retail", "trial")))


@pytest.fixture
def own_page(clean_page: Page, context: BrowserContext, live_server: Any, sheet: Response) -> Page:
    clean_page.goto(f"{live_server.url}/resume/{capabilities.resume_token(sheet.pk)}/")
    return clean_page


def address(live_server: Any, sheet: Response, *parts: str) -> str:
    return "/".join([live_server.url, "answer", str(sheet.pk), *parts, ""])


def test_start(clean_page: Page, live_server: Any):
    clean_page.goto(live_server.url)
    assert_accessible(clean_page)


def test_start_with_errors(clean_page: Page, watch: Watch, live_server: Any):
    watch.allow("422")
    clean_page.goto(live_server.url)
    clean_page.get_by_role("button", name="I have read this and begin").click()
    expect(clean_page.locator(".summary-errors")).to_have_count(1)
    assert_accessible(clean_page)


def test_start_with_something_begun(own_page: Page, live_server: Any):
    own_page.goto(live_server.url)
    expect(own_page.locator(".goon")).to_have_count(1)
    assert_accessible(own_page)


def test_join(clean_page: Page, live_server: Any, sheet: Response):
    clean_page.goto(f"{live_server.url}/join/{capabilities.join_token(sheet.assessment_id)}/")
    assert_accessible(clean_page)


def test_question(own_page: Page, live_server: Any, sheet: Response):
    own_page.goto(address(live_server, sheet, "questions", QUESTION))
    assert_accessible(own_page)


def test_question_answered_with_everything_open(own_page: Page, live_server: Any, sheet: Response):
    factories.answers(sheet, {QUESTION: 7}, comment="Seen in May")
    own_page.goto(address(live_server, sheet, "questions", QUESTION))
    while (closed := own_page.locator("details:not([open]) > summary")).count():
        closed.first.click()
    assert_accessible(own_page)


def test_question_with_errors(own_page: Page, watch: Watch, live_server: Any, sheet: Response):
    watch.allow("422")
    own_page.goto(address(live_server, sheet, "questions", QUESTION))
    own_page.get_by_text("Does not apply to us").click()
    own_page.get_by_role("button", name="Continue").click()
    own_page.locator("#reason-error").wait_for()
    assert_accessible(own_page)


def test_question_changed_elsewhere(own_page: Page, watch: Watch, live_server: Any, sheet: Response):
    watch.allow("409")
    own_page.goto(address(live_server, sheet, "questions", QUESTION))
    factories.answers(sheet, {QUESTION: 5})
    own_page.locator("#keys:not([hidden])").wait_for(state="attached")
    own_page.keyboard.press("1")
    own_page.get_by_role("link", name="Load the newer answer").wait_for()
    assert_accessible(own_page)


def test_question_offline(
    own_page: Page, watch: Watch, context: BrowserContext, live_server: Any, sheet: Response
):
    watch.allow("ERR_INTERNET_DISCONNECTED")
    own_page.goto(address(live_server, sheet, "questions", QUESTION))
    context.set_offline(True)
    own_page.locator("#keys:not([hidden])").wait_for(state="attached")
    own_page.keyboard.press("1")
    own_page.keyboard.press("Enter")
    own_page.get_by_text("You are offline").wait_for()
    assert_accessible(own_page)


@pytest.mark.parametrize("answered", [0, 1, 42])
def test_review(own_page: Page, live_server: Any, sheet: Response, answered: int):
    asked = list(factories.asked(sheet))[:answered]
    factories.answers(sheet, {question: at % 6 + 1 for at, question in enumerate(asked)})
    own_page.goto(address(live_server, sheet, "review"))
    assert_accessible(own_page)


def test_review_of_what_was_sent(own_page: Page, live_server: Any, sheet: Response):
    factories.answers(sheet, comment="Seen in May")
    answers.send(response=sheet, at=sheet.started_at)
    own_page.goto(address(live_server, sheet, "review"))
    assert_accessible(own_page)


def test_pause(own_page: Page, live_server: Any, sheet: Response):
    own_page.goto(address(live_server, sheet, "pause"))
    assert_accessible(own_page)


@pytest.mark.parametrize("path", ["questions/insight-direct-contact", "review", "pause"])
def test_text_of_twice_the_size_needs_no_sideways_scrolling(
    own_page: Page, live_server: Any, sheet: Response, path: str
):
    own_page.goto(address(live_server, sheet, path))
    resize(own_page, {"width": 360, "height": 800})
    own_page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert_no_sideways_scroll(own_page)
