"""A room of fourteen browsers through five topics, with what happens to rooms on the way.

Phones are reloaded, one loses its network, and the server is killed in mid-vote. In the end every face
shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import factories, server
from tests.browser import checks, prepared_room
from tests.browser.prepared_room import Prepared
from tests.server import Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]

PHONES, TOPICS = 12, 5
GROUPS = ("leadership", "customer-facing", "support")
PATIENCE_MS = 60_000
SPREAD = ".cols, .rows"  # how the room voted: columns on the wall, rows on a phone
REASON = "Two of us brought a recent case"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Lend the whole server in a process of its own: it is killed on the way."""
    with server.empty_data(tmp_path) as settings:
        site = Site(settings)
        site.prepare()
        yield site
        site.stop()


@pytest.fixture
def ready(site: Site) -> Prepared:
    prepared = prepared_room.prepare(site.environment, TOPICS)
    site.start()
    return prepared


@dataclass(frozen=True, slots=True)
class Faces:
    """Everybody in the room, each with a browser of their own."""

    console: Page
    wall: Page
    phones: tuple[Page, ...]

    @property
    def prompt(self) -> str:
        return self.console.locator("#now").inner_text()

    def shown(self) -> list[dict[str, str]]:
        """Return how the room stands on every face."""
        return [
            face.evaluate("(({ key, id }) => ({ key, id }))(document.getElementById('room').dataset)")
            for face in (self.console, self.wall, *self.phones)
        ]


def opened(browser: Browser, size: tuple[int, int]) -> BrowserContext:
    width, height = size
    lent = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    lent.set_default_timeout(PATIENCE_MS)
    return lent


def facilitate(browser: Browser, site: Site, ready: Prepared) -> Page:
    """Sign in and open the room."""
    desk = opened(browser, (1440, 900)).new_page()
    desk.goto(f"{site.url}/sign-in/?next={ready.path}")
    desk.get_by_label("E-mail address").fill(ready.email)
    desk.get_by_label("Password").fill(factories.PASSWORD)
    desk.locator("main form").get_by_role("button", name="Sign in", exact=True).click()
    desk.wait_for_url(lambda url: "/sign-in/" not in url)
    desk.goto(f"{site.url}{ready.path}")
    desk.get_by_role("button", name="Open the room").first.click()
    desk.wait_for_url("**/room/")
    desk.get_by_role("button", name="Begin").click()
    expect(desk.locator("#do-next")).to_be_visible()
    return desk


def project(browser: Browser, console: Page) -> Page:
    """Open the screen on the room's own computer, by its link."""
    wall = opened(browser, (1920, 1080)).new_page()
    wall.goto(console.locator("#screen-address").input_value())
    return wall


def join(browser: Browser, site: Site, code: str, number: int) -> Page:
    """Type the code and take a seat."""
    phone = opened(browser, (390, 844)).new_page()
    phone.goto(f"{site.url}/room/")
    phone.get_by_label("Code").fill(code.lower())
    phone.locator("main form button").click()
    phone.get_by_label("Your name").fill(f"Person {number + 1}")
    phone.locator("select[name=group], input[name=group]").first.wait_for()
    if phone.locator("select[name=group]").count():
        phone.locator("select[name=group]").select_option(GROUPS[number % 3])
    else:
        phone.locator(f"input[name=group][value={GROUPS[number % 3]}]").check(force=True)
    phone.get_by_role("button", name="Take a seat").click()
    phone.wait_for_url("**/seat/**")
    return phone


def command(faces: Faces, name: str) -> None:
    """Press a button of the console."""
    faces.console.locator("#room").get_by_role("button", name=name).first.click()


def to_topic(faces: Faces, number: int) -> None:
    """Go on until the room is at a topic, and look whether every face is there."""
    stage, title = faces.console.locator("#do-open-voting"), faces.console.locator("#now")
    while not stage.is_visible():
        before = title.text_content() or ""
        faces.console.locator("#do-next").click()
        expect(title).not_to_have_text(before)
    for face in (faces.wall, *faces.phones):
        expect(face.locator("#room")).to_contain_text(faces.prompt)
    assert number <= TOPICS


def vote(phone: Page, position: int) -> None:
    """Choose, and wait until it was received."""
    choice = phone.locator(f"input[name=reply][value='{position}']")
    phone.locator("label", has=choice).or_(
        phone.locator(f"label[for='{choice.get_attribute('id')}']")
    ).first.click()
    expect(phone.locator("#vote-status")).to_have_attribute("data-state", "saved")


def hold_vote(faces: Faces, positions: list[int]) -> None:
    """Open the vote, let everybody choose, and reveal."""
    command(faces, "Open the vote")
    for phone, position in zip(faces.phones, positions, strict=True):
        vote(phone, position)
    voted(faces, PHONES)
    no_vote_is_told(faces)
    command(faces, "Reveal")
    for face in (faces.wall, *faces.phones):
        expect(face.locator(SPREAD)).to_have_count(1)


def voted(faces: Faces, count: int) -> None:
    expect(faces.console.locator("[data-live=voted]").first).to_have_text(str(count))
    expect(faces.wall.locator("[data-live=voted]").first).to_have_text(str(count))


def no_vote_is_told(faces: Faces) -> None:
    """Look for the room's spread on pages that must not have it yet."""
    for face in (faces.console, faces.wall, *faces.phones):
        expect(face.locator(SPREAD)).to_have_count(0)


def agree(faces: Faces, position: int) -> None:
    faces.console.locator("#agree > summary").click()
    faces.console.locator("label", has=faces.console.locator(f"#position-{position}")).click()
    faces.console.locator("label", has=faces.console.locator("#evidence-2")).click()
    faces.console.get_by_label("Why, in one line").fill(REASON)
    faces.console.locator("#do-agree").click()
    for face in (faces.console, faces.wall, *faces.phones):
        expect(face.locator("#room")).to_contain_text(REASON)


def spread(topic: int) -> list[int]:
    """Return what twelve people choose: every topic otherwise."""
    return [1 + (number * (topic + 1) + topic) % 5 for number in range(PHONES)]


@pytest.fixture
def faces(browser: Browser, site: Site, ready: Prepared) -> Iterator[Faces]:
    console = facilitate(browser, site, ready)
    code = console.locator(".code").first.inner_text()
    wall = project(browser, console)
    phones = tuple(join(browser, site, code, number) for number in range(PHONES))
    expect(wall.locator("#room")).to_contain_text(str(PHONES))
    if console.locator("#do-begin").count():
        console.locator("#do-begin").click()
    yield Faces(console, wall, phones)
    for face in (console, wall, *phones):  # none may go on asking whoever gets the port next
        face.context.close()


def test_a_whole_room_stands_alike_on_every_face_whatever_happens(faces: Faces, site: Site):
    to_topic(faces, 1)
    hold_vote(faces, spread(1))
    agree(faces, 3)

    to_topic(faces, 2)  # two phones are reloaded in mid-vote
    command(faces, "Open the vote")
    for phone, position in zip(faces.phones, spread(2), strict=True):
        vote(phone, position)
    for phone in faces.phones[:2]:
        phone.reload()
    chosen = faces.phones[0].locator(f"input[name=reply][value='{spread(2)[0]}']")
    expect(chosen).to_be_checked()
    voted(faces, PHONES)
    command(faces, "Reveal")
    agree(faces, 2)

    to_topic(faces, 3)  # one phone loses its network, votes, and finds it again
    lost = faces.phones[2]
    lost.context.set_offline(True)
    command(faces, "Open the vote")
    for phone, position in zip(faces.phones, spread(3), strict=True):
        if phone is not lost:
            vote(phone, position)
    voted(faces, PHONES - 1)
    lost.context.set_offline(False)
    expect(lost.locator("input[name=reply]").first).to_be_attached(timeout=PATIENCE_MS)
    vote(lost, 5)
    voted(faces, PHONES)
    command(faces, "Reveal")
    agree(faces, 4)

    to_topic(faces, 4)  # the server is killed in mid-vote
    command(faces, "Open the vote")
    for phone, position in zip(faces.phones[:8], spread(4)[:8], strict=True):
        vote(phone, position)
    site.kill()
    late = faces.phones[8]
    late.locator("label", has=late.locator("input[name=reply][value='1']")).first.click()
    site.start()
    expect(late.locator("#vote-status")).to_have_attribute("data-state", "saved", timeout=3 * PATIENCE_MS)
    for phone, position in zip(faces.phones[9:], spread(4)[9:], strict=True):
        vote(phone, position)
    voted(faces, PHONES)
    command(faces, "Reveal")
    agree(faces, 1)

    to_topic(faces, 5)  # a vote, talk, another vote
    hold_vote(faces, spread(5))
    command(faces, "Vote again")
    for phone in faces.phones:
        vote(phone, 4)
    voted(faces, PHONES)
    command(faces, "Reveal")
    agree(faces, 4)
    same_everywhere(faces)


def same_everywhere(faces: Faces) -> None:
    """Compare what the faces show with what the server says when asked anew."""
    seen = faces.shown()
    for face in (faces.console, faces.wall, *faces.phones):
        face.reload()
    assert faces.shown() == seen
    assert len({tuple(phone.items()) for phone in seen[2:]}) == 1
    checks.assert_no_sideways_scroll(faces.console)
