"""People answer: by keyboard alone with a network that fails, without a script, in two tabs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments.models import Answer, Response
from tests.browser.checks import Watch

NO_NETWORK = "ERR_INTERNET_DISCONNECTED"
KEPT, SAVED = "Kept on this device", "Saved"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(120):
        if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached by Tab on {page.url}")


def begin(page: Page, url: str, *, organisation: str = "Northwind Retail", full: bool = True) -> None:
    """Fill in the start form by keyboard and begin as leadership."""
    page.goto(url)
    tab_to(page, "#id_organisation")
    page.keyboard.type(organisation)
    tab_to(page, "[name=group]")
    page.keyboard.press("Space")
    tab_to(page, "[name=scope]")
    if full:
        page.keyboard.press("ArrowDown")
    tab_to(page, ".start-form button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_url("**/answer/**")


def status(page: Page, text: str) -> None:
    expect(page.locator("#saved")).to_have_text(text)


def number(page: Page) -> int:
    found = re.search(r"Question (\d+) of", page.locator(".eyebrow").inner_text())
    assert found
    return int(found[1])


def expect_number(page: Page, expected: int) -> None:
    expect(page.locator(".eyebrow")).to_contain_text(f"Question {expected} of")


def choose(page: Page, digit: int) -> None:
    page.locator("#keys:not([hidden])").wait_for(state="attached")  # the script listens
    page.keyboard.press(str(digit))
    expect(page.locator(f"[name=reply][value='{digit}']")).to_be_checked()


def digit_for(at: int) -> int:
    return at % 5 + 1


def test_all_questions_by_keyboard_survive_lost_networks_and_a_lost_tab(
    context: BrowserContext, clean_page: Page, watch: Watch, live_server: Any
):
    watch.allow(NO_NETWORK)
    page = clean_page
    begin(page, live_server.url)
    for at in range(1, 43):
        expect_number(page, at)
        if at in {7, 30}:
            lose_the_network(context, page, digit_for(at))
        elif at == 19:
            page = lose_the_tab(context, page, live_server.url, digit_for(at))
            tab_to(page, "#go")
            page.keyboard.press("Enter")
        else:
            choose(page, digit_for(at))
            page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    expect(page.locator(".lede")).to_contain_text("42 of 42 questions are answered.")
    tab_to(page, "[data-send] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/results/**")
    report = report_by_keyboard(page)
    assert report.read_bytes()[:5] == b"%PDF-"
    assert pages_of(report) > 4
    sheet = Response.objects.get()
    order = list(sheet.answers.order_by("pk").values_list("reply", flat=True))
    assert sorted(order) == sorted(digit_for(at) for at in range(1, 43))
    assert sheet.sent_at is not None
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cx.answers'))") == []


def lose_the_network(context: BrowserContext, page: Page, digit: int) -> None:
    """Answer and continue without a network: it is said, kept, and gone on with when it is back."""
    context.set_offline(True)
    choose(page, digit)
    status(page, KEPT)
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("You are offline")
    here = number(page)
    context.set_offline(False)
    expect_number(page, here + 1)


def lose_the_tab(context: BrowserContext, page: Page, url: str, digit: int) -> Page:
    """Answer without a network, lose the tab, and come back: the answer is still there and arrives."""
    here = number(page)
    context.set_offline(True)
    choose(page, digit)
    status(page, KEPT)
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(url)
    tab_to(again, ".goon a")
    again.keyboard.press("Enter")
    expect(again.locator(".eyebrow")).to_contain_text(re.compile(rf"Question ({here}|{here + 1}) of"))
    if number(again) > here:  # the closing tab still got its answer through
        tab_to(again, ".dock a")
        again.keyboard.press("Enter")
    expect_number(again, here)
    expect(again.locator(f"[name=reply][value='{digit}']")).to_be_checked()
    status(again, SAVED)
    return again


def report_by_keyboard(page: Page) -> Path:
    """Ask for the PDF on the result page without a mouse, and wait until the browser has it."""
    page.wait_for_load_state("networkidle")  # the button's script listens
    tab_to(page, "[data-download]")
    with page.expect_download(timeout=180_000) as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "Northwind Retail - CX maturity report.pdf"
    return Path(download.value.path())


def pages_of(report: Path) -> int:
    document = pypdfium2.PdfDocument(report)
    try:
        return len(document)
    finally:
        document.close()


def test_a_pulse_without_a_script(browser: Browser, live_server: Any):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("Name of your organisation").fill("Northwind Retail")
    page.get_by_text("Customer-facing", exact=False).first.click()
    page.get_by_role("button", name="I have read this and begin").click()
    for at in range(1, 13):
        expect_number(page, at)
        page.locator(f"label:has([name=reply][value='{digit_for(at)}'])").click()
        page.get_by_role("button", name="Continue").click()
    expect(page.locator(".lede")).to_contain_text("12 of 12 questions are answered.")
    page.get_by_role("button", name="Send my answers").first.click()
    page.wait_for_url("**/results/**")
    assert Answer.objects.count() == 12
    context.close()


def test_a_second_tab_with_an_older_answer_hears_of_the_newer_one(
    context: BrowserContext, clean_page: Page, watch: Watch, live_server: Any
):
    watch.allow("409 (Conflict)")
    first = clean_page
    begin(first, live_server.url)
    second = context.new_page()
    second.goto(first.url)
    choose(first, 5)
    status(first, SAVED)
    choose(second, 1)
    status(second, "Changed in another tab")
    expect(second.locator("#notice")).to_contain_text("The newer one was kept")
    assert Answer.objects.get().reply == 5
    second.get_by_role("link", name="Load the newer answer").click()
    expect(second.locator("[name=reply][value='5']")).to_be_checked()
    choose(second, 2)
    status(second, SAVED)
    assert (Answer.objects.get().reply, Answer.objects.get().revision) == (2, 2)


def test_a_lost_acknowledgement_is_no_conflict(clean_page: Page, watch: Watch, live_server: Any):
    watch.allow("ERR_FAILED", "409 (Conflict)")
    page = clean_page
    begin(page, live_server.url)

    def lose(route: Any) -> None:
        route.fetch()  # the server saves it, the browser never hears of it
        route.abort()

    page.route("**/autosave/", lose, times=1)
    choose(page, 4)
    status(page, KEPT)
    choose(page, 2)
    status(page, SAVED)
    assert (Answer.objects.get().reply, Answer.objects.get().revision) == (2, 2)


def test_a_server_that_is_down_is_asked_again_when_it_says(clean_page: Page, watch: Watch, live_server: Any):
    watch.allow("503 (Service Unavailable)")
    page = clean_page
    begin(page, live_server.url)
    page.route("**/autosave/", lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}), times=1)
    choose(page, 4)
    status(page, KEPT)
    status(page, SAVED)
    assert Answer.objects.get().reply == 4


def test_does_not_apply_waits_for_its_reason(clean_page: Page, live_server: Any):
    page = clean_page
    begin(page, live_server.url)
    page.goto(page.url.replace("insight-shared-picture", "insight-direct-contact"))
    page.get_by_text("Does not apply to us").click()
    status(page, "Not saved yet: say why")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Everybody deals with customers.")
    status(page, SAVED)
    assert list(Answer.objects.values_list("reply", "reason")) == [(7, "Everybody deals with customers.")]


def test_typed_text_is_saved_by_itself_and_stays_after_a_refusal(
    clean_page: Page, watch: Watch, live_server: Any
):
    watch.allow("422 (Unprocessable")
    page = clean_page
    begin(page, live_server.url)
    page.get_by_text("Add a comment or evidence").click()
    page.locator("#comment").fill("c" * 2001)
    status(page, "Not saved")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".summary-errors").first).to_contain_text("There is a problem")
    expect(page.locator("#comment")).to_have_value("c" * 2001)
    page.wait_for_load_state()  # the script listens
    page.locator("#comment").fill("Short enough")
    status(page, SAVED)
    assert Answer.objects.get().comment == "Short enough"


def test_shortcuts_can_be_switched_off_and_stay_off(clean_page: Page, live_server: Any):
    page = clean_page
    begin(page, live_server.url)
    page.get_by_role("button", name="Turn off shortcuts").click()
    page.reload()
    page.keyboard.press("3")
    expect(page.locator("[name=reply]:checked")).to_have_count(0)
    expect(page.get_by_role("button", name="Turn on number shortcuts")).to_be_visible()


def test_arrows_pass_the_five_positions_in_order(clean_page: Page, live_server: Any):
    page = clean_page
    begin(page, live_server.url)
    tab_to(page, "[name=reply]")
    passed = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        passed.append(page.locator("[name=reply]:checked").input_value())
    assert passed == ["2", "3", "4", "5"]


@pytest.mark.parametrize("address", ["", "review/"])
def test_a_page_of_the_way_asks_for_little(clean_page: Page, live_server: Any, address: str):
    page = clean_page
    begin(page, live_server.url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(re.sub(r"questions/.*", address, page.url) if address else page.url, wait_until="networkidle")
    assert len([url for url in asked if not url.startswith("data:")]) <= 7
