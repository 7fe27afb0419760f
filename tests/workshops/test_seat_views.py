"""The seat on a phone, page by page."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from tests import factories, rooms
from workshops import seating
from workshops.models import Item, Seat, Topic, Vote, Workshop
from workshops.protocol import Stage

pytestmark = pytest.mark.django_db

ASKING: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def workshop() -> Workshop:
    """Return a room with six people at its first topic."""
    return rooms.workshop(seats=6)


@pytest.fixture
def seat(workshop: Workshop) -> Seat:
    """Return one of the six seats."""
    return workshop.seats.order_by("name")[0]


@pytest.fixture
def phone(seat: Seat) -> Client:
    """Return the phone that holds the seat."""
    return factories.hold_seat(Client(), seat)


@pytest.fixture
def topic(workshop: Workshop) -> Topic:
    """Return the topic that the room is at."""
    return workshop.topics.get(item__place=0)


def page_of(seat: Seat, phone: Client) -> str:
    """Return the page of a seat."""
    return phone.get(seat.get_absolute_url()).content.decode()


def votes(seat: Seat, phone: Client, topic: Topic, reply: object, /, **more: Any) -> Any:
    """Vote as the page's script does."""
    said = {"topic": topic.pk, "ballot": 1, "reply": reply, "revision": 1, **more}
    return phone.post(reverse("workshops:vote", args=[seat.pk]), said, **ASKING)


@pytest.mark.parametrize("name", ["seat", "seat-state", "vote", "leave", "answers"])
def test_a_seat_that_the_phone_does_not_hold_does_not_exist(name: str, phone: Client, workshop: Workshop):
    other = workshop.seats.order_by("name").last()
    for pk in (other.pk, uuid4()):
        path = reverse(f"workshops:{name}", args=[pk])
        assert {phone.get(path).status_code, phone.post(path).status_code} <= {404}


@pytest.mark.parametrize("name", ["seat", "seat-state", "vote", "leave", "answers"])
def test_a_removed_seat_says_so_and_leads_back_in(name: str, seat: Seat, phone: Client):
    seating.remove(
        workshop=seat.workshop, seat=seat, by=factories.member(seat.workshop.organisation), at=now()
    )
    page = phone.post(reverse(f"workshops:{name}", args=[seat.pk]))
    assert page.status_code == 410
    assert "You were removed from this room" in page.content.decode()
    assert 'href="/room/"' in page.content.decode()


def test_two_browsers_of_one_room_have_their_own_seats(workshop: Workshop, topic: Topic):
    rooms.ballot(topic)
    first, second = (factories.hold_seat(Client(), seat) for seat in workshop.seats.order_by("name")[:2])
    one, two = workshop.seats.order_by("name")[:2]

    votes(one, first, topic, 1)
    votes(two, second, topic, 5)

    assert 'value="1" form="vote" checked' in page_of(one, first)
    assert 'value="5" form="vote" checked' in page_of(two, second)
    assert first.get(two.get_absolute_url()).status_code == 404


def test_the_running_vote_is_there_for_who_comes_late(workshop: Workshop, topic: Topic):
    rooms.ballot(topic)
    phone = Client()
    page = phone.post(reverse("workshops:join", args=[workshop.code]), follow=True).content.decode()
    assert 'id="ballot"' in page
    assert "Not voted yet" in page


def test_five_descriptions_name_no_degree_before_the_reveal(seat: Seat, phone: Client, topic: Topic):
    rooms.ballot(topic)
    page = page_of(seat, phone)
    assert page.count('type="radio"') == 6
    assert [name for name in ("Random", "Intentional", "Differentiated", "degree") if name in page] == []


@pytest.mark.parametrize("reply", [1, 2, 3, 4, 5, 6])
def test_a_vote_is_taken_and_known_to_its_own_phone(reply: int, seat: Seat, phone: Client, topic: Topic):
    rooms.ballot(topic)

    answer = votes(seat, phone, topic, reply)

    mine = {"topic": str(topic.pk), "ballot": 1, "reply": reply, "revision": 1}
    state = phone.get(reverse("workshops:seat-state", args=[seat.pk])).json()
    assert (answer.status_code, answer.json()) == (200, {"mine": mine})
    assert (state["mine"], state["voted"]) == (mine, 1)
    assert "Vote received. You can change it until it is shown." in page_of(seat, phone)


def test_a_repeated_or_older_vote_changes_nothing(seat: Seat, phone: Client, topic: Topic):
    rooms.ballot(topic)
    votes(seat, phone, topic, 4, revision=2)

    answers = [votes(seat, phone, topic, 1, revision=revision).json()["mine"] for revision in (2, 1)]

    assert [mine["reply"] for mine in answers] == [4, 4]
    assert list(Vote.objects.values_list("reply", "revision")) == [(4, 2)]


def test_a_vote_after_the_reveal_is_refused_with_what_the_room_sees(
    seat: Seat, phone: Client, topic: Topic, workshop: Workshop
):
    others = list(workshop.seats.exclude(pk=seat.pk))
    rooms.ballot(topic, dict.fromkeys(others, 3), revealed=True)

    answer = votes(seat, phone, topic, 1)

    body = answer.json()
    assert (answer.status_code, body["error"], body["state"]["mine"]) == (409, "shown", None)
    assert "What the room said" in body["state"]["html"]
    assert Vote.objects.count() == 5


def test_a_vote_whose_acknowledgement_was_lost_is_known_after_the_reveal(
    seat: Seat, phone: Client, topic: Topic
):
    rooms.ballot(topic, {seat: 4}, revealed=True)
    answer = votes(seat, phone, topic, 4)
    assert (answer.status_code, answer.json()["state"]["mine"]["reply"]) == (409, 4)


@pytest.mark.parametrize(
    "wrong",
    [{"reply": "7"}, {"reply": "0"}, {"reply": ""}, {"ballot": "x"}, {"revision": "0"}, {"topic": "\x00"}],
)
def test_what_is_no_vote_is_refused_in_words(wrong: dict[str, str], seat: Seat, phone: Client, topic: Topic):
    rooms.ballot(topic)
    answer = votes(seat, phone, topic, 3, **wrong)
    assert (answer.status_code, answer.json()["error"]) == (422, "invalid")
    assert answer.json()["message"]
    assert not Vote.objects.exists()


def test_a_topic_of_another_room_takes_no_vote(seat: Seat, phone: Client, topic: Topic):
    elsewhere = rooms.workshop().topics.get(item__place=0)
    rooms.ballot(topic)
    rooms.ballot(elsewhere)
    foreign, unknown = (votes(seat, phone, of, 3) for of in (elsewhere, Topic(pk=uuid4())))
    assert (foreign.status_code, foreign.json()["message"]) == (409, unknown.json()["message"])
    assert not Vote.objects.exists()


def test_a_vote_by_a_plain_form_comes_back_to_the_seat(seat: Seat, phone: Client, topic: Topic):
    rooms.ballot(topic)
    path = reverse("workshops:vote", args=[seat.pk])

    taken = phone.post(path, {"topic": topic.pk, "ballot": 1, "reply": 2, "revision": 1})
    nothing = phone.post(path, {"topic": topic.pk, "ballot": 1, "revision": 2}, follow=True)

    assert (taken.status_code, taken.headers["Location"]) == (302, seat.get_absolute_url())
    assert "Choose an answer first." in nothing.content.decode()
    assert 'name="revision" value="2"' in nothing.content.decode()


def test_the_state_carries_the_page_only_where_it_is_another(seat: Seat, phone: Client, topic: Topic):
    path = reverse("workshops:seat-state", args=[seat.pk])
    whole = phone.get(path).json()
    brief = phone.get(path, {"key": whole["key"]}).json()
    assert set(whole) == {"id", "key", "voted", "present", "answered", "html", "ticket", "mine"}
    assert set(whole) - set(brief) == {"html"}


def test_the_fragment_is_the_same_for_everybody(workshop: Workshop, topic: Topic):
    one, two = workshop.seats.order_by("name")[:2]
    rooms.ballot(topic, {one: 5})
    phones = [factories.hold_seat(Client(), seat) for seat in (one, two)]
    paths = [reverse("workshops:seat-state", args=[seat.pk]) for seat in (one, two)]
    states = [phone.get(path).json() for phone, path in zip(phones, paths, strict=True)]
    assert states[0]["html"] == states[1]["html"]
    assert "checked" not in states[0]["html"]
    assert "csrf" not in states[0]["html"]


def test_the_own_vote_is_marked_on_the_own_phone_only(workshop: Workshop, topic: Topic):
    seats = list(workshop.seats.order_by("name"))
    rooms.ballot(topic, dict(zip(seats[:5], (1, 2, 3, 4, 5), strict=True)), revealed=True)
    own, silent = (page_of(seat, factories.hold_seat(Client(), seat)) for seat in (seats[3], seats[5]))
    assert (own.count('<b class="own">'), silent.count('<b class="own">')) == (1, 0)


def test_fewer_than_five_votes_are_shown_as_their_middle_only(workshop: Workshop, topic: Topic):
    seats = list(workshop.seats.order_by("name"))
    rooms.ballot(topic, dict(zip(seats[:3], (1, 3, 3), strict=True)), revealed=True)
    page = page_of(seats[5], factories.hold_seat(Client(), seats[5]))
    assert 'class="rows"' not in page
    assert "Fewer than five voted, so single votes are not shown." in page  # also to who has not voted
    assert "In the middle: Intentional" in page


def test_what_was_agreed_is_shown_with_its_reason(seat: Seat, phone: Client, topic: Topic):
    rooms.decision(topic, 3, reason="Two of three teams can show it")
    page = page_of(seat, phone)
    assert "Two of three teams can show it" in page
    assert "Agreed" in page


def test_what_was_parked_is_shown_with_both_views(seat: Seat, phone: Client, topic: Topic):
    Topic.objects.filter(pk=topic.pk).update(
        stage=Stage.PARKED, parked_because="Nobody knows yet", lower_view="Too early", higher_view="We do it"
    )
    page = page_of(seat, phone)
    assert [text for text in ("Nobody knows yet", "Too early", "We do it") if text not in page] == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Item.Kind.OPENING, "Write your own definition on paper"),
        (Item.Kind.SPREAD, "Look at the screen"),
        (Item.Kind.ACTIONS, "Who does what, and by when?"),
        (Item.Kind.RESERVE, "Reserve"),
    ],
)
def test_parts_without_a_vote_say_what_to_do(
    kind: str, words: str, seat: Seat, phone: Client, workshop: Workshop
):
    item = workshop.items.create(place=9, kind=kind, minutes=5)
    Workshop.objects.filter(pk=workshop.pk).update(current=item)
    assert words in page_of(seat, phone)


def test_the_end_says_thank_you_and_no_name(seat: Seat, phone: Client, workshop: Workshop):
    Workshop.objects.filter(pk=workshop.pk).update(phase=Workshop.Phase.ENDED, ended_at=now())
    page = page_of(seat, phone)
    assert "The workshop has ended" in page
    assert seat.name not in page


def test_leaving_gives_up_seat_and_cookie(seat: Seat, phone: Client):
    page = phone.post(reverse("workshops:leave", args=[seat.pk]), follow=True)
    assert "You have left the room." in page.content.decode()
    assert Seat.objects.get(pk=seat.pk).removed_at is not None
    assert phone.get(seat.get_absolute_url()).status_code == 404


def test_a_page_that_is_open_counts_as_present(seat: Seat, phone: Client):
    Seat.objects.filter(pk=seat.pk).update(seen_at=now() - timedelta(hours=1))
    assert phone.get(reverse("workshops:seat-state", args=[seat.pk])).json()["present"] == 6


def test_a_seat_costs_as_many_queries_in_a_room_of_any_size():
    costs = []
    for people in (1, 3):
        workshop = rooms.workshop(topics=people, seats=people)
        topic = workshop.topics.get(item__place=0)
        rooms.ballot(topic, dict.fromkeys(workshop.seats.all(), 3))
        held = workshop.seats.all()[0]
        phone, path = factories.hold_seat(Client(), held), held.get_absolute_url()
        phone.get(path)
        with CaptureQueriesContext(connection) as asked:
            phone.get(path)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_page_knows_the_own_vote_after_a_reload(seat: Seat, phone: Client, topic: Topic):
    rooms.ballot(topic, {seat: 6})
    told = phone.get(seat.get_absolute_url()).context["mine_as_json"]
    assert json.loads(told) == {"topic": str(topic.pk), "ballot": 1, "reply": 6, "revision": 1}
