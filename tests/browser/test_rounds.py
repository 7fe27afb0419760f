"""Rounds in a real browser: planned and run by keyboard alone, every page for those who see or move otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Organisation
from assessments import plans
from assessments.models import Assessment
from tests import factories
from tests.browser.checks import Watch, assert_accessible

IDEAS = ("scope", "mode", "lenses", "over-time", "break-downs", "aims", "result")
PAGES = ("round", "rename", "ruled-out", "schedule", "open-round", "delete-draft")


@pytest.fixture
def organisation(library: None) -> Organisation:
    return factories.organisation("Harbour Ferries")


@pytest.fixture
def draft_address(live_server: Any, organisation: Organisation) -> Callable[[str], str]:
    """Return a function that says on which page of a draft a field stands."""
    of = (organisation.pk, factories.draft(organisation, title="Spring 2027").pk)
    pages: dict[str, tuple[Any, ...]] = {
        "k": ("plan", *of, "mode"),
        "name_1": ("plan", *of, "break-downs"),
        "closes_at": ("schedule", *of),
    }
    return lambda field: address(live_server, pages[field][0], *pages[field][1:])


@pytest.fixture
def member_page(
    clean_page: Page, context: BrowserContext, live_server: Any, organisation: Organisation
) -> Page:
    client = Client()
    client.force_login(factories.member(organisation))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return clean_page


def address(live_server: Any, name: str, *of: object) -> str:
    return f"{live_server.url}{reverse(f'assessments:{name}', args=of)}"


def reach(page: Page, matches: str) -> None:
    """Press Tab until what has the focus matches, as somebody without a mouse does."""
    for _ in range(80):
        if page.evaluate("(matches) => document.activeElement.matches(matches)", matches):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{matches} cannot be reached by Tab on {page.url}")


def press(page: Page, matches: str) -> None:
    reach(page, matches)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def plan(page: Page, idea: str, decide: Callable[[Page], None]) -> None:
    """Open one idea from the page of the round, decide, and come back by saving."""
    press(page, f"a[href$='/plan/{idea}/']")
    decide(page)
    press(page, "main .btn-primary")
    expect(page.locator("#plan-title")).to_be_visible()


def test_a_round_is_planned_opened_and_closed_by_keyboard(
    member_page: Page, live_server: Any, organisation: Organisation
):
    page = member_page
    page.goto(address(live_server, "rounds", organisation.pk))
    press(page, "main .btn-primary")
    reach(page, "[name=title]")
    page.keyboard.type("Spring 2027")
    press(page, "main .btn-primary")
    expect(page.get_by_role("heading", level=1)).to_have_text("Spring 2027")

    def larger_groups(page: Page) -> None:
        reach(page, "[name=k]")
        page.keyboard.press("Control+A")
        page.keyboard.type("7")

    def by_site(page: Page) -> None:
        reach(page, "[name=name_1]")
        page.keyboard.type("Site")
        reach(page, "[name=options_1]")
        page.keyboard.type("North\nSouth")

    plan(page, "mode", larger_groups)
    plan(page, "break-downs", by_site)
    expect(page.get_by_text("Site: North, South")).to_be_visible()

    draft = Assessment.objects.get()
    factories.invited(draft, email="ida@example.org")
    press(page, "a[href$='/open/']")
    expect(page.get_by_text("No group of fewer than 7 people is shown", exact=True)).to_be_visible()
    press(page, "main .btn-primary")
    press(page, "a[href$='/close/']")
    press(page, "main .btn-primary")

    draft.refresh_from_db()
    assert (draft.closed, draft.k, draft.breakdowns) == (
        True,
        7,
        [plans.breakdown("Site", ["North", "South"])],
    )


def test_every_page_of_a_draft_is_accessible(member_page: Page, live_server: Any, organisation: Organisation):
    draft = factories.draft(organisation, title="Spring 2027")
    factories.closed(organisation)
    of = (organisation.pk, draft.pk)
    for target in (
        address(live_server, "rounds", organisation.pk),
        address(live_server, "new-round", organisation.pk),
        *(address(live_server, name, *of) for name in PAGES),
        *(address(live_server, "plan", *of, idea) for idea in IDEAS),
    ):
        member_page.goto(target)
        assert_accessible(member_page, widths=(360, 1440))


def test_every_page_of_a_running_round_is_accessible(
    member_page: Page, live_server: Any, organisation: Organisation
):
    running, over = factories.assessment(organisation, mode="confidential"), factories.closed(organisation)
    for name, round_ in (
        ("round", running),
        ("close-round", running),
        ("round", over),
        ("reopen-round", over),
    ):
        member_page.goto(address(live_server, name, organisation.pk, round_.pk))
        assert_accessible(member_page, widths=(360, 1440))


@pytest.mark.parametrize(
    ("field", "typed"), [("closes_at", "2020-01-01T10:00"), ("k", "3"), ("name_1", "Site")]
)
def test_errors_are_accessible(
    member_page: Page, watch: Watch, draft_address: Callable[[str], str], field: str, typed: str
):
    watch.allow("422")
    member_page.goto(draft_address(field))
    member_page.fill(f"[name={field}]", typed)
    member_page.locator("main .btn-primary").click()
    expect(member_page.get_by_role("alert")).to_be_visible()
    assert_accessible(member_page, widths=(360, 1440))
