"""The result page and the Explore page in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Route, expect

from accounts.models import Organisation
from assessments.models import Assessment, Response
from tests import factories
from tests.browser import checks

INTERACTIVE = re.compile("interactive")


def sample(people: int = 18, scope: str = Assessment.Scope.FULL) -> Assessment:
    """Make a round that anybody may read."""
    invented = factories.organisation("Northwind Rail", kind=Organisation.Kind.SAMPLE)
    return factories.round_of(people, factories.assessment(invented, scope=scope))


def address(live_server: Any, assessment: Assessment, more: str = "") -> str:
    return f"{live_server.url}{assessment.get_absolute_url()}{more}"


def held(live_server: Any, sheet: Response) -> list[Any]:
    """Return the cookies of a browser that answered a sheet."""
    client = factories.hold(Client(), sheet)
    return [
        {"name": name, "value": morsel.value, "url": live_server.url}
        for name, morsel in client.cookies.items()
    ]


def drawn(stage: Locator) -> None:
    expect(stage.locator(".main-svg").first).to_be_visible()


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


@pytest.mark.parametrize("people", [1, 18])
@pytest.mark.parametrize("scope", ["full", "pulse"])
def test_result_is_accessible_at_every_width(live_server: Any, clean_page: Page, scope: str, people: int):
    clean_page.goto(address(live_server, sample(people, scope=scope)))
    checks.assert_accessible(clean_page)
    open_everything(clean_page)
    checks.assert_accessible(clean_page, widths=(390,))


def test_result_with_nothing_to_show_is_accessible(live_server: Any, clean_page: Page):
    clean_page.goto(address(live_server, sample(0)))
    expect(clean_page.get_by_role("heading", level=1)).to_have_count(1)
    checks.assert_accessible(clean_page)


def test_first_view_asks_for_little(live_server: Any, clean_page: Page):
    asked: list[str] = []
    clean_page.on("request", lambda request: asked.append(request.url))
    clean_page.goto(address(live_server, sample()), wait_until="networkidle")
    assert [url for url in asked if "plotly.min" in url] == []
    assert len([url for url in asked if not url.startswith("data:")]) <= 6


def test_first_view_asks_a_respondent_for_as_little(live_server: Any, clean_page: Page):
    clean_page.context.add_cookies(held(live_server, sheet := factories.sent()))
    asked: list[str] = []
    clean_page.on("request", lambda request: asked.append(request.url))
    clean_page.goto(address(live_server, sheet.assessment), wait_until="networkidle")
    expect(clean_page.get_by_role("button", name="Copy")).to_have_count(2)
    assert len([url for url in asked if not url.startswith("data:")]) <= 6


def test_report_button_says_that_it_works_and_is_itself_again(live_server: Any, clean_page: Page):
    waiting: list[Route] = []
    clean_page.route("**/report.pdf", lambda route: waiting.append(route))  # noqa: PLW0108 # a built-in method is refused
    clean_page.goto(address(live_server, sample()))
    button = clean_page.locator(".download")
    with clean_page.expect_request("**/report.pdf"):
        button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    expect(button).to_have_text("Making the report…", use_inner_text=True)
    expect(clean_page.get_by_role("status")).to_contain_text("The report is being made.")
    checks.assert_accessible(clean_page, widths=(390,))
    with clean_page.expect_download(timeout=180_000) as download:
        waiting[0].continue_()
    assert download.value.suggested_filename == "Northwind Rail - CX maturity report.pdf"
    expect(button).not_to_have_attribute("aria-busy", "true")
    expect(button).to_have_text("Report (PDF)", use_inner_text=True)


def test_report_button_says_that_it_failed_and_can_be_used_again(
    live_server: Any, clean_page: Page, watch: checks.Watch
):
    watch.allow("ERR_INTERNET_DISCONNECTED")
    clean_page.goto(address(live_server, sample()), wait_until="networkidle")
    button = clean_page.locator(".download")
    clean_page.route("**/report.pdf", lambda route: route.abort("internetdisconnected"))
    button.click()
    expect(clean_page.get_by_role("status")).to_contain_text("The report could not be made just now.")
    expect(button).not_to_have_attribute("aria-busy", "true")
    checks.assert_accessible(clean_page)
    clean_page.unroute("**/report.pdf")
    with clean_page.expect_download(timeout=180_000):
        button.click()


def test_other_files_are_in_a_menu_and_asked_for_again_until_they_are_ready(
    live_server: Any, clean_page: Page
):
    asked: list[Route] = []
    ready: list[bool] = []

    def later(route: Route) -> None:
        asked.append(route)
        if ready:
            route.continue_()
        else:
            route.fulfill(status=202, headers={"Retry-After": "1"}, body="The file is being made")

    clean_page.route("**/report.xlsx", later)
    clean_page.goto(address(live_server, sample()))
    clean_page.locator(".formats > summary").press("Enter")
    checks.assert_accessible(clean_page, widths=(390, 1440))
    with clean_page.expect_download(timeout=180_000) as download:
        with clean_page.expect_response(lambda answer: answer.status == 202):
            clean_page.get_by_role("link", name="Workbook XLSX").click()
        expect(clean_page.get_by_role("status")).to_contain_text("The file is being made.")
        ready.append(True)
    assert download.value.suggested_filename == "Northwind Rail - CX maturity workbook.xlsx"
    assert len(asked) > 1
    expect(clean_page.locator(".formats")).not_to_have_attribute("open", "")
    expect(clean_page.get_by_role("status")).to_be_empty()


def test_nothing_in_the_radar_is_too_small_to_read(live_server: Any, clean_page: Page):
    clean_page.goto(address(live_server, sample()))
    for width, least in ((360, 11), (390, 11), (1440, 12)):
        checks.resize(clean_page, {"width": width, "height": 900})
        scale = clean_page.evaluate("""() => [...document.querySelectorAll(".chart-radar")]
            .filter((svg) => svg.checkVisibility())
            .map((svg) => svg.clientWidth / svg.viewBox.baseVal.width)""")
        assert len(scale) == 1
        assert scale[0] * 12 >= least


@pytest.mark.parametrize("way", ["hover", "focus", "tap"])
def test_radar_becomes_interactive_in_place(live_server: Any, clean_page: Page, way: str):
    clean_page.goto(address(live_server, sample()))
    figure = clean_page.locator("[data-radar]")
    stage = figure.locator("[data-stage]")
    stage.scroll_into_view_if_needed()
    before = stage.bounding_box()
    if way == "hover":
        stage.hover()
    elif way == "focus":
        clean_page.get_by_role("button", name="Explore this chart").focus()
    else:
        stage.dispatch_event("pointerdown")
    expect(figure).to_have_attribute("data-state", INTERACTIVE)
    drawn(stage)
    after = stage.bounding_box()
    assert before is not None
    assert after is not None
    assert (before["width"], before["height"]) == (after["width"], after["height"])
    checks.assert_accessible(clean_page, widths=(1440,))


def test_interactive_radar_answers_the_pointer(live_server: Any, clean_page: Page):
    clean_page.goto(address(live_server, sample()))
    stage = clean_page.locator("[data-stage]")
    stage.hover()
    expect(clean_page.locator("[data-radar]")).to_have_attribute("data-state", INTERACTIVE)
    drawn(stage)
    point = stage.locator(".polarlayer .point").first
    point.hover(force=True)
    expect(stage.locator(".hoverlayer .hovertext")).to_be_visible()


def test_explore_switches_series(live_server: Any, clean_page: Page):
    clean_page.goto(address(live_server, sample(), "explore/"))
    radar = clean_page.locator("[data-plot=radar]")
    drawn(radar)
    expect(radar).to_have_attribute("data-state", "ready")
    expect(radar.locator("g.trace.scatter")).to_have_count(1)
    clean_page.locator("label", has_text="Leadership").click()
    expect(radar.locator("g.trace.scatter")).to_have_count(2)
    clean_page.locator("label", has_text="Leadership").click()
    expect(radar.locator("g.trace.scatter")).to_have_count(1)


def test_explore_is_accessible_at_every_width(live_server: Any, clean_page: Page):
    clean_page.goto(address(live_server, sample(), "explore/"))
    for plot in clean_page.locator("[data-plot]").all():
        plot.scroll_into_view_if_needed()
        drawn(plot)
    checks.assert_accessible(clean_page)


def test_result_is_readable_without_javascript(browser: Browser, live_server: Any):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address(live_server, sample()))
    expect(page.locator(".radar-wide .chart-radar")).to_be_visible()
    expect(page.locator(".radar-narrow .chart-radar")).to_be_hidden()
    page.locator("#questions summary").first.click()
    expect(page.locator("#questions .chart-distribution").first).to_be_visible()
    page.get_by_role("link", name="Compare groups and target").click()
    page.get_by_text("Table: Every question").click()
    expect(page.get_by_role("table", name="Every question")).to_be_visible()
    page.context.close()


def test_sticky_navigation_leads_to_each_part(live_server: Any, clean_page: Page):
    clean_page.goto(address(live_server, sample()))
    links = clean_page.get_by_role("navigation", name="Parts of this page").get_by_role("link")
    targets = [link.get_attribute("href") for link in links.all()]
    assert targets == [
        "#answer",
        "#pillars",
        "#differences",
        *(["#unseen"] if clean_page.locator("#unseen").count() else []),
        "#view-six-pillars",
        "#plan",
        "#questions",
        "#method",
    ]
    for target in targets:
        assert clean_page.locator(str(target)).count() == 1
