"""Agendas are shaped on their page, and what is seen alike accepted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.timezone import now

from accounts.models import Membership
from tests import factories, rooms
from workshops import agendas
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return rooms.workshop(title="Spring talks", phase=Workshop.Phase.PREPARED)


@pytest.fixture
def member(workshop: Workshop, client: Client) -> Client:
    client.force_login(factories.member(workshop.organisation, Membership.Role.FACILITATOR))
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


def test_a_question_is_added(member: Client, workshop: Workshop):
    chosen = rooms.off_agenda(workshop)
    answer = member.post(rooms.path("add-topic", workshop), {"question": chosen})
    made = workshop.items.get(topic__question=chosen)
    assert answer.headers["Location"] == f"{workshop.get_absolute_url()}#entry-{made.pk}"


@pytest.mark.parametrize("question", ["", "nonsense"])
def test_another_question_is_refused(member: Client, workshop: Workshop, question: str):
    answer = member.post(rooms.path("add-topic", workshop), {"question": question})
    assert answer.status_code == 422
    assert workshop.items.count() == 3


def test_a_question_on_the_agenda_is_not_offered(member: Client, workshop: Workshop):
    taken = workshop.topics.order_by("question")[0].question
    assert f'<option value="{taken}"' not in text(member.get(workshop.get_absolute_url()))
    assert member.post(rooms.path("add-topic", workshop), {"question": taken}).status_code == 422


def test_something_of_ones_own_is_added(member: Client, workshop: Workshop):
    member.post(rooms.path("add-entry", workshop), {"title": "A walk", "minutes": "12"})
    assert workshop.items.filter(kind="other").values_list("title", "minutes").get() == ("A walk", 12)


@pytest.mark.parametrize(
    ("title", "minutes"), [("A walk", ""), ("A walk", "241"), ("A walk", "-1"), ("", "5")]
)
def test_what_is_wrong_with_an_entry_is_said_and_kept(
    member: Client, workshop: Workshop, title: str, minutes: str
):
    answer = member.post(rooms.path("add-entry", workshop), {"title": title, "minutes": minutes})
    assert answer.status_code == 422
    assert f'value="{title or minutes}"' in text(answer)
    assert workshop.items.count() == 3


def test_an_entry_is_changed(member: Client, workshop: Workshop):
    entry = workshop.items.get(place=1)
    member.post(rooms.path("entry", workshop, entry.pk), {"title": "The core of it", "minutes": "20"})
    entry.refresh_from_db()
    assert (entry.title, entry.minutes) == ("The core of it", 20)


def test_what_is_wrong_with_a_change_is_said_and_kept(member: Client, workshop: Workshop):
    entry = workshop.items.get(place=1)
    answer = member.post(
        rooms.path("entry", workshop, entry.pk), {"title": "The core of it", "minutes": "many"}
    )
    assert answer.status_code == 422
    assert ("The core of it" in text(answer), "Enter a whole number." in text(answer)) == (True, True)


def test_entries_are_moved_and_removed(member: Client, workshop: Workshop):
    first, second, third = agendas.in_order(workshop)
    member.post(rooms.path("later", workshop, first.pk))
    member.post(rooms.path("earlier", workshop, third.pk))
    assert list(agendas.in_order(workshop)) == [second, third, first]
    member.post(rooms.path("remove", workshop, third.pk))
    assert list(agendas.in_order(workshop)) == [second, first]


def test_topics_are_proposed(member: Client, workshop: Workshop):
    answer = member.post(rooms.path("propose", workshop))
    assert answer.headers["Location"] == f"{workshop.get_absolute_url()}#agenda"
    assert workshop.topics.count() == 6


def test_what_the_room_has_begun_with_cannot_be_removed(member: Client, workshop: Workshop):
    topic = workshop.topics.get(item__place=0)
    rooms.ballot(topic)
    refused = member.post(rooms.path("remove", workshop, topic.item.pk))
    assert refused.status_code == 409
    assert "The room has begun to talk about this." in text(refused)
    assert rooms.path("remove", workshop, topic.item.pk) not in text(refused)


@pytest.mark.parametrize("name", ["propose", "accept", "undo-accepting"])
def test_an_ended_workshop_is_refused_every_change(member: Client, workshop: Workshop, name: str):
    Workshop.objects.filter(pk=workshop.pk).update(phase="ended", ended_at=now())
    refused = member.post(rooms.path(name, workshop))
    assert refused.status_code == 409
    assert "This workshop has ended." in text(refused)


def test_accepting_goes_back_to_where_it_was_asked_for(member: Client, workshop: Workshop, alike: list[str]):
    answer = member.post(rooms.path("accept", workshop), {"next": "/somewhere/"})
    assert answer.headers["Location"] == "/somewhere/"
    assert agendas.accepted(workshop).count() == len(alike)
    again = member.post(rooms.path("undo-accepting", workshop), {"next": "https://example.com/"})
    assert again.headers["Location"] == f"{workshop.get_absolute_url()}#alike"
    assert agendas.accepted(workshop).count() == 0


def test_page_lists_what_would_be_accepted_and_what_was(member: Client, workshop: Workshop, alike: list[str]):
    prompts = [escape(agendas.asked(workshop.assessment)[id_].prompt) for id_ in alike]
    before = text(member.get(workshop.get_absolute_url()))
    member.post(rooms.path("accept", workshop))
    after = text(member.get(workshop.get_absolute_url()))
    for shown in (before, after):
        listed = shown.partition('class="alike"')[2].partition("</ul>")[0]
        assert [prompt in listed for prompt in prompts] == [True] * len(prompts)
    address = rooms.path("accept", workshop)
    assert [f'"{address}"' in page for page in (before, after)] == [True, False]
    assert [rooms.path("undo-accepting", workshop) in page for page in (before, after)] == [False, True]


@pytest.fixture
def alike(workshop: Workshop) -> list[str]:
    """Let the workshop be about a round in which some questions off the agenda are seen alike."""
    about, close = rooms.seen_alike(6, workshop.organisation)
    Workshop.objects.filter(pk=workshop.pk).update(assessment=about)
    workshop.refresh_from_db()
    taken = set(workshop.topics.values_list("question", flat=True))
    return [question for question in close if question not in taken]


def test_page_offers_topics_once_the_result_stands(member: Client, workshop: Workshop):
    workshop.topics.all().delete()
    assert "No question is on the agenda yet." in text(member.get(workshop.get_absolute_url()))
    member.post(rooms.path("propose", workshop))
    assert "No question is on the agenda yet." not in text(member.get(workshop.get_absolute_url()))


def test_where_nothing_may_be_shown_one_chooses_the_questions_oneself(client: Client):
    made = rooms.workshop(factories.closed(people=3), topics=0, phase=Workshop.Phase.PREPARED)
    client.force_login(factories.member(made.organisation))
    answer = client.post(rooms.path("propose", made), follow=True)
    assert "Too little of the answers may be shown." in text(answer)
    assert made.topics.count() == 0
