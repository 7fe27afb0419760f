"""A consultant in a real browser: two clients, a round by CSV, what people said, a second round, the change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings as product
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organisation
from assessments import lifecycle, opening
from assessments.models import Assessment, Participant, Response
from jobs import worker
from mailing.models import Message
from tests import factories
from tests.browser import checks
from tests.browser.checks import Watch
from tests.browser.test_answering import choose, expect_number, tab_to

FORGOTTEN = "What the list said about groups and break-downs was deleted when that round closed"
TITLE, CHANGE = "Spring 2027", "Change since last time"
SITES = ("North", "South")
SITE = {"id": "site", "name": "Site", "options": [{"id": site.lower(), "name": site} for site in SITES]}
WIDTHS = (360, 1440)
PEOPLE = [(f"Person {number}", f"person.{number}@example.org", number) for number in range(15)]
FIRST = {"leadership": 4, "customer-facing": 2, "support": 3}  # leadership sees it brighter than the others
SECOND = {"leadership": 4, "customer-facing": 4, "support": 4}


@pytest.fixture(autouse=True)
def _mail_is_kept(settings: Settings, live_server: LiveServer, tmp_path: Path) -> None:
    """Keep letters in a folder of the test's own, with links to its server."""
    settings.BASE_URL, settings.MAIL_DIR = live_server.url, tmp_path / "mail"


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def people_csv(*, faulty: bool = False) -> FilePayload:
    """Return a file of five people in each group, on two sites."""
    groups = list(FIRST)
    lines = [f"{name},{email},{groups[number % 3]},{SITES[number % 2]}" for name, email, number in PEOPLE]
    if faulty:
        lines[1] = "Person 1,person.1 at example.org,customer-facing,South"
        lines[4] = "Person 4,person.4@example.org,kitchen,North"
        lines[7] = "Person 7,person.6@example.org,customer-facing,South"
    return {
        "name": "people.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join(["Name,Email,Group,Site", *lines]).encode(),
    }


def said(sheet: Response, about: Mapping[str, int]) -> dict[str, int]:
    """Return what somebody answers: about what their group thinks, though no two of them alike."""
    number = int(re.findall(r"\d+", sheet.participant.email)[0])
    return {
        question: min(5, about[sheet.group] + (number * place + number) % 2)
        for place, question in enumerate(factories.asked(sheet))
    }


def answer(person: Participant, about: Mapping[str, int]) -> None:
    """Answer every question and send, as somebody elsewhere does."""
    sheet = factories.taken_up(person)
    factories.send(factories.answers(sheet, said(sheet, about)))


def test_a_consultant_asks_a_team_and_reads_what_it_says(
    watch: Watch, page: Page, browser: Browser, live_server: LiveServer
):
    watch.allow("status of 422")  # the browser notes what the page explains
    sign_up(page, live_server)
    plan(page)
    invite(page)
    take_part(page, browser, live_server)
    remind(page)
    close(page)
    read_result(page)


def sign_up(page: Page, live_server: LiveServer) -> None:
    """Create an account and two organisations, and change from one to the other."""
    page.goto(f"{live_server.url}/sign-up/")
    page.get_by_label("E-mail address").fill("consultant@example.org")
    page.get_by_label("Password").fill("a phrase nobody guesses")
    press(page, "Create an account")
    for name in ("Harbour Ferries", "Northwind Rail"):
        page.goto(f"{live_server.url}/organisations/")
        follow(page, "Create an organisation")
        page.get_by_label("Name of the organisation").fill(name)
        press(page, "Create the organisation")
        heading(page, "Rounds")
    page.locator(".switcher summary").click()
    page.locator(".switcher").get_by_role("link", name="Harbour Ferries").click()
    heading(page, "Rounds")
    assert str(Organisation.objects.get(name="Harbour Ferries").pk) in page.url


def plan(page: Page) -> None:
    """Plan a confidential round with a break-down, and list people; a list with faults changes nothing."""
    page.locator("main").get_by_role("link", name="Plan the first round").click()
    page.get_by_label("What do you call this round?").fill(TITLE)
    press(page, "Plan this round")
    page.locator("a[href$='/plan/mode/']").click()
    expect(page.locator("[name=mode][value=confidential]")).to_be_checked()
    press(page, "Save")
    page.locator("a[href$='/plan/break-downs/']").click()
    page.locator("[name=name_1]").fill("Site")
    page.locator("[name=options_1]").fill("\n".join(SITES))
    press(page, "Save")
    expect(page.get_by_text("Site: North, South")).to_be_visible()

    follow(page, "Add people")
    follow(page, "Add many people")
    page.get_by_label("CSV file").set_input_files(people_csv(faulty=True))
    press(page, "Add these people")
    expect(page.locator(".faults li")).to_have_text([re.compile(f"Line {line}:") for line in (3, 6, 9)])
    assert not Participant.objects.exists()
    checks.assert_accessible(page, widths=WIDTHS)
    page.get_by_label("CSV file").set_input_files(people_csv())
    press(page, "Add these people")
    expect(page.get_by_text("15 added, 0 changed, 0 unchanged.")).to_be_visible()


def invite(page: Page) -> None:
    """Open the round and send everybody their link."""
    follow(page, TITLE)
    follow(page, "Check and open")
    press(page, "Open the round")
    follow(page, "People, letters and progress")
    press(page, "Send the invitations")
    expect(page.get_by_text("15 letters are being written; they are kept on the mail page.")).to_be_visible()
    worker.run_until_empty()
    assert Message.objects.filter(kind="invitation").counts() == {"sent": 15}


def take_part(page: Page, browser: Browser, live_server: LiveServer) -> None:
    """Read a letter, and follow its link as the person it is for: begin, leave, come back, finish, send."""
    follow(page, "See the mail")
    follow(page, "person.0@example.org")
    link = page.locator(".mail-text a[href*='/invited/']").first.get_attribute("href") or ""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 390, "height": 844})
    watch = Watch(context, host=live_server.url.removeprefix("http://"))
    person = context.new_page()
    person.goto(link)
    expect(person.get_by_text("Confidential round.")).to_be_visible()
    press(person, "I have read this and begin")
    for at in (1, 2, 3):
        expect_number(person, at)
        choose(person, 4)
        tab_to(person, "#go")
        person.keyboard.press("Enter")
    expect_number(person, 4)
    person.goto(live_server.url)
    person.goto(link)
    expect_number(person, 4)
    sheet = Response.objects.get(sent_at=None)
    rest = set(factories.asked(sheet)) - set(sheet.answers.values_list("question", flat=True))
    factories.answers(sheet, dict.fromkeys(sorted(rest), 4))
    person.get_by_role("link", name="See all questions, and send").click()
    press(person, "Send my answers")
    heading(person, "Your answers are sent")
    assert watch.unexpected() == []
    context.close()


def remind(page: Page) -> None:
    """Remind the two who have not sent, once everybody else has, and look at the board."""
    others = list(Participant.objects.exclude(email="person.0@example.org").order_by("pk"))
    for person in others[:-2]:
        answer(person, FIRST)
    page.goto(f"{page.url.split('/mail/')[0]}/")
    follow(page, TITLE)
    follow(page, "People, letters and progress")
    expect(page.locator(".board-sum")).to_have_text("13 of 15 people have sent their answers (87%)")
    checks.assert_accessible(page, widths=WIDTHS)
    follow(page, "Send a reminder now")
    expect(page.get_by_text("2 people with an address have not sent their answers.")).to_be_visible()
    press(page, "Send the reminder")
    expect(page.get_by_text("2 letters are being written; they are kept on the mail page.")).to_be_visible()
    worker.run_until_empty()
    reminded = Message.objects.filter(kind="reminder", state="sent").values_list("address", flat=True)
    assert sorted(reminded) == sorted(person.email for person in others[-2:])
    for person in others[-2:]:
        answer(person, FIRST)


def close(page: Page) -> None:
    page.locator(".eyebrow").get_by_role("link", name=re.compile(TITLE)).click()
    follow(page, "Close the round")
    press(page, "Close the round")
    expect(page.get_by_text("The round is closed, and its result is final.")).to_be_visible()


def read_result(page: Page) -> None:
    """Find that leadership sees it differently, and the two sites side by side."""
    follow(page, "See the result")
    page.wait_for_url("**/results/**")
    gaps = page.locator("#differences")
    expect(gaps.get_by_text(re.compile("pillars? seen clearly differently")).first).to_be_visible()
    sites = page.get_by_role("region", name="By Site")
    expect(sites.locator(".bullets li")).to_have_text(["North: 8 people", "South: 7 people"])
    expect(page.locator("#change")).to_have_count(0)
    checks.assert_accessible(page, widths=WIDTHS)


@pytest.fixture
def first_round(library: None) -> Assessment:
    """Return a closed round in which fifteen people answered."""
    draft = factories.draft(title=TITLE, breakdowns=[SITE])
    for name, email, number in PEOPLE:
        site = {"site": SITES[number % 2].lower()}
        factories.invited(draft, group=list(FIRST)[number % 3], name=name, email=email, traits=site)
    return finish(draft, FIRST)


def finish(draft: Assessment, about: Mapping[str, int]) -> Assessment:
    """Open a round, let everybody answer, and close it."""
    owner, at = factories.member(draft.organisation), timezone.now()
    opening.open_round(assessment=draft, by=owner, at=at)
    for person in draft.participants.order_by("pk"):
        answer(person, about)
    return lifecycle.close_assessment(assessment=draft, by=owner, at=at)


@pytest.fixture
def owner_page(clean_page: Page, live_server: LiveServer, first_round: Assessment) -> Page:
    client = Client()
    client.force_login(factories.member(first_round.organisation))
    cookie = client.cookies[product.SESSION_COOKIE_NAME].value
    clean_page.context.add_cookies(
        [{"name": product.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return clean_page


def test_a_second_round_shows_what_has_changed(
    owner_page: Page, live_server: LiveServer, first_round: Assessment
):
    page = owner_page
    page.goto(f"{live_server.url}/organisations/{first_round.organisation_id}/")
    follow(page, TITLE)
    press(page, "Plan the next one like this")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{TITLE}, next round")
    expect(page.get_by_text(FORGOTTEN)).to_be_visible()
    follow(page, "People, letters and progress")
    follow(page, "Add many people")
    page.get_by_label("CSV file").set_input_files(people_csv())
    press(page, "Add these people")
    expect(page.get_by_text("0 added, 15 changed, 0 unchanged.")).to_be_visible()
    follow(page, f"{TITLE}, next round")
    page.locator("a[href$='/plan/over-time/']").click()
    expect(page.get_by_label("Compare with")).to_have_value(str(first_round.pk))
    press(page, "Save")
    follow(page, "Check and open")
    press(page, "Open the round")
    second = Assessment.objects.with_kit().get(earlier=first_round)
    for person in second.participants.order_by("pk"):
        answer(person, SECOND)
    page.reload()
    follow(page, "Close the round")
    press(page, "Close the round")

    follow(page, "See the result")
    change = page.locator("#change")
    expect(change.get_by_role("heading", level=2)).to_have_text(CHANGE)
    expect(change.locator(".changes-pillars li").first).to_contain_text("Improved")
    checks.assert_accessible(page, widths=WIDTHS)
    page.wait_for_load_state("networkidle")  # the button's script listens
    with page.expect_download(timeout=180_000) as download:
        page.locator("a.download").click()
    assert CHANGE in text_of(Path(download.value.path()))


def text_of(report: Path) -> str:
    document = pypdfium2.PdfDocument(report)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
