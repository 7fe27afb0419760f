"""A declared break-down on the page of a result."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments import capabilities
from tests.browser import checks
from tests.reports.test_break_downs import round_by_site


def test_break_down_is_accessible_and_fits(clean_page: Page, live_server: LiveServer):
    assessment = round_by_site("open", people=18, west=2)
    sheet = assessment.responses.all()[0]
    clean_page.goto(f"{live_server.url}/resume/{capabilities.resume_token(sheet.pk)}/")
    clean_page.goto(f"{live_server.url}{assessment.get_absolute_url()}")

    expect(clean_page.get_by_role("heading", name="By Site")).to_be_visible()
    checks.assert_accessible(clean_page)
