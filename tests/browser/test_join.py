"""A colleague's link in a real browser: the form is accepted, and the token stays behind."""

from __future__ import annotations

from playwright.sync_api import Page, Request
from pytest_django.live_server_helper import LiveServer

from assessments import capabilities
from tests import factories


def test_the_link_for_colleagues_is_posted_and_its_token_goes_nowhere(page: Page, live_server: LiveServer):
    token = capabilities.join_token(factories.assessment().pk)
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request))  # noqa: PLW0108 # a built-in method takes no mark of the driver

    page.goto(f"{live_server.url}/join/{token}/")
    page.locator("input[type=radio]").first.check(force=True)
    page.locator("main form button").first.click()
    page.wait_for_url("**/answer/**")

    posted = [request.all_headers().get("origin") for request in seen if request.method == "POST"]
    assert posted[:1] == [live_server.url]
    assert [request.url for request in seen if token in request.all_headers().get("referer", "")] == []
