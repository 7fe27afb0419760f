"""Change between rounds, the forecast and the data page in a real browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from accounts.models import Organisation
from assessments import lifecycle
from assessments.models import Assessment
from tests import factories
from tests.browser.checks import assert_accessible

PEOPLE = 9


def rounds(of: Organisation, *replies: int) -> Assessment:
    """Make closed rounds one after the other, in each of which people answer about the same."""
    earlier: Assessment | None = None
    for number, reply in enumerate(replies):
        at = now() - timedelta(days=300 * (len(replies) - number))
        made = factories.assessment(of, title=f"Round {number + 1}", opened_at=at)
        made.earlier = earlier
        made.save(update_fields=["earlier"])
        for person in range(PEOPLE):
            factories.sent(made, group=factories.GROUPS[person % 3], reply=min(5, reply + person % 2))
        earlier = lifecycle.close_assessment(
            assessment=made, by=factories.member(of), at=at + timedelta(days=9)
        )
    assert earlier is not None
    return earlier


@pytest.fixture
def latest(db: None) -> Assessment:
    """Return the third round of an organisation that anybody may look at."""
    return rounds(factories.organisation(kind=Organisation.Kind.SAMPLE), 1, 2, 3)


def test_change_and_series_can_be_read_by_everybody(clean_page: Page, live_server: Any, latest: Assessment):
    clean_page.goto(live_server.url + reverse("reports:result", args=[latest.pk]))
    part = clean_page.get_by_role("region", name="Change since last time")
    expect(part.get_by_role("heading", name="All rounds side by side")).to_be_visible()
    part.get_by_text("Table: Scores last time and this time, 0 to 100").click()
    expect(part.get_by_role("cell", name="Improved").first).to_be_visible()
    assert_accessible(clean_page)


def test_choosing_actions_moves_the_result(clean_page: Page, live_server: Any, latest: Assessment):
    clean_page.goto(live_server.url + reverse("reports:result", args=[latest.pk]))
    clean_page.get_by_role("link", name="Choose other actions").click()
    chosen = clean_page.locator(".choice:has(:checked) label")
    while chosen.count():
        chosen.first.click()
    clean_page.get_by_role("button", name="Work it out").click()
    expect(clean_page.get_by_text("0 actions chosen. Nothing would move.")).to_be_visible()
    clean_page.locator(".choice label").first.click()
    clean_page.get_by_role("button", name="Work it out").click()
    expect(clean_page.get_by_text("1 action chosen.")).to_be_visible()
    assert_accessible(clean_page)


def test_the_data_page_says_what_is_wrong(clean_page: Page, watch: Any, live_server: Any, client: Client):
    watch.allow("422")
    owner = factories.member(factories.organisation())
    clean_page.goto(live_server.url + reverse("accounts:sign-in"))
    clean_page.get_by_label("E-mail address").fill(owner.email)
    clean_page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    clean_page.get_by_role("button", name="Sign in", exact=True).click()
    clean_page.wait_for_url("**/organisations/**")
    clean_page.goto(live_server.url + reverse("reports:data", args=[owner.organisations.get().pk]))
    assert_accessible(clean_page)
    clean_page.get_by_label("E-mail address of the person").fill("nobody@example.org")
    clean_page.get_by_text("I know that this cannot be undone").click()
    clean_page.get_by_role("button", name="Forget this person").click()
    again, refused = clean_page.get_by_label("Password"), clean_page.locator("#id_email_error")
    expect(again.or_(refused)).to_be_visible()
    if again.is_visible():
        again.fill(factories.PASSWORD)
        clean_page.get_by_role("button", name="Go on").click()
    expect(refused).to_contain_text("Nobody with this address is on a list")
    assert_accessible(clean_page)
