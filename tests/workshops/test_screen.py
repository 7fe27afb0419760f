"""The projector's page: for members, and by a link that is good as long as the code."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from tests import factories, loops, rooms
from workshops import channels, codes, hub, screens, tickets
from workshops.channels import Subscriber
from workshops.faces import Picture
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def link(of: Workshop, name: str = "screen-token") -> str:
    return reverse(f"workshops:{name}", args=[screens.token(of, timezone.now())])


def test_member_of_any_role_sees_the_screen(client: Client):
    workshop = rooms.workshop(title="Spring talks")
    client.force_login(factories.member(workshop.organisation, Membership.Role.VIEWER))
    answer = client.get(reverse("workshops:screen", args=[workshop.organisation_id, workshop.pk]))
    assert (answer.status_code, "Spring talks" in answer.content.decode()) == (200, True)


def test_link_needs_no_account(client: Client):
    workshop = rooms.workshop()
    assert client.get(link(workshop)).status_code == 200
    assert client.get(link(workshop, "screen-token-state")).json()["key"]


def test_link_dies_with_its_code(client: Client):
    workshop = rooms.workshop()
    old = link(workshop)
    codes.give(workshop=workshop, at=timezone.now())
    assert (client.get(old).status_code, client.get(link(workshop)).status_code) == (404, 200)


def test_stream_admits_the_screen_of_the_present_code_only(client: Client):
    workshop, at = rooms.workshop(), timezone.now()
    ticket = tickets.read(client.get(link(workshop)).context["stream"].split("/")[2].replace("%20", " "))
    assert ticket is not None
    assert screens.admitted(workshop, at) == ticket.holder
    codes.give(workshop=workshop, at=at)
    assert screens.admitted(workshop, at) != ticket.holder


@pytest.mark.parametrize(
    ("holder", "last"),
    [("screen old", True), ("screen new", False), ("7", False)],
    ids=["the old code's", "the new code's", "a member's"],
)
def test_stream_of_an_old_link_ends_before_it_shows_the_new_code(holder: str, last: bool):  # noqa: FBT001 # a case
    async def word() -> bytes | None:
        one = Subscriber("projector", holder)
        one.offer(hub.state(Picture("id", "key", 0, 0, 0, "<p>", frozenset()), screen="screen new"))
        return await one.words()

    assert (loops.run(word()) == channels.GONE) is last


def test_any_screen_stays_for_the_last_words():
    workshop = rooms.workshop(phase="ended")
    workshop.code, workshop.code_expires_at = "", None
    assert screens.admitted(workshop, timezone.now()) is None


def test_link_expires_when_its_code_does():
    workshop, at = rooms.workshop(), timezone.now()
    token = screens.token(workshop, at)
    assert screens.shown_by(token, at) == workshop.pk
    assert screens.shown_by(token, at + timedelta(hours=9)) is None
    assert screens.token(workshop, at + timedelta(hours=9)) == ""


def test_link_shows_the_last_words_of_an_ended_workshop(client: Client):
    workshop = rooms.workshop()
    address = link(workshop)
    Workshop.objects.filter(pk=workshop.pk).update(
        phase="ended", ended_at=timezone.now(), code="", code_expires_at=None
    )
    assert "Thank you" in client.get(address).content.decode()


@pytest.mark.parametrize("forge", ["x", "", "."])
def test_forged_link_does_not_exist(client: Client, forge: str):
    token = screens.token(rooms.workshop(), timezone.now())
    for text in (f"{token}{forge}x", f"{forge}y{token}", f"a{forge}"):
        assert client.get(f"/screen/{text}/").status_code == 404


def test_screen_asks_nothing_of_who_looks(client: Client):
    answer = client.get(link(rooms.workshop(seats=2)))
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert answer.headers["Cache-Control"].count("no-store") == 1


@pytest.mark.parametrize(
    ("asked", "worn"), [("", "light"), ("dark", "dark"), ("light", "light"), ("<", "light")]
)
def test_screen_wears_the_theme_asked_for(client: Client, asked: str, worn: str):
    answer = client.get(link(rooms.workshop()), {"theme": asked})
    assert f'data-theme="{worn}"' in answer.content.decode()


def test_stream_source_and_state_hold_no_vote_before_the_reveal(client: Client):
    workshop = rooms.workshop(seats=6)
    ballot = rooms.ballot(workshop.topics.get(item__place=0), dict.fromkeys(workshop.seats.all(), 1))
    found = []
    for reply in (1, 5, 6):
        ballot.votes.update(reply=reply)
        state = client.get(link(workshop, "screen-token-state")).json()
        del state["ticket"]
        page = client.get(link(workshop))
        html = re.sub(r'data-clock>[^<]*|data-(stream|now)="[^"]*"', "", page.content.decode())
        assert "have voted" in html
        state["html"] = re.sub(r"data-clock>[^<]*", "", state["html"])
        found.append((state, html, page.context["room"].spread))
    assert found[0] == found[1] == found[2]
    assert found[0][2] is None
