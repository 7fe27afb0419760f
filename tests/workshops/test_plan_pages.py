"""The pages on which workshops are prepared, for those who lead them and those who look."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import now

from accounts.models import Membership
from assessments.models import Assessment
from tests import factories, rooms
from tests.assessments.conftest import counted
from workshops import agendas, preparing
from workshops.models import Item, Workshop

pytestmark = pytest.mark.django_db
CHANGING = (
    "rename",
    "delete",
    "open-room",
    "begin",
    "propose",
    "add-topic",
    "add-entry",
    "accept",
    "undo-accepting",
)
OF_AN_ENTRY = ("entry", "earlier", "later", "remove")


@pytest.fixture
def workshop() -> Workshop:
    return rooms.workshop(title="Spring talks", phase=Workshop.Phase.PREPARED)


@pytest.fixture
def member(workshop: Workshop, client: Client) -> Client:
    client.force_login(factories.member(workshop.organisation, Membership.Role.FACILITATOR))
    return client


@pytest.fixture
def viewer(workshop: Workshop) -> Client:
    client = Client()
    client.force_login(factories.member(workshop.organisation, Membership.Role.VIEWER))
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


def test_list_explains_what_a_workshop_is_and_takes(client: Client):
    organisation = factories.organisation()
    client.force_login(factories.member(organisation))
    listed = text(client.get(reverse("workshops:list", args=[organisation.pk])))
    assert "No workshop yet" in listed
    assert "a projector or a large screen, a phone for each person, and somebody who leads" in listed
    assert reverse("workshops:new", args=[organisation.pk]) in listed


def test_list_leads_to_each_workshop(member: Client, workshop: Workshop):
    listed = text(member.get(reverse("workshops:list", args=[workshop.organisation_id])))
    assert f'<a href="{workshop.get_absolute_url()}">Spring talks</a>' in listed
    assert "3 topics" in listed


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_three_as_for_one(count: int):
    organisation = factories.organisation()
    for number in range(count):
        rooms.workshop(factories.closed(organisation), title=f"Number {number}")
    client = Client()
    client.force_login(factories.member(organisation))
    with counted() as statements:
        client.get(reverse("workshops:list", args=[organisation.pk]))
    assert len(statements) == 5  # session, person, membership, other organisations; workshops


def test_a_workshop_is_prepared_on_a_round(member: Client, workshop: Workshop):
    address = reverse("workshops:new", args=[workshop.organisation_id])
    answer = member.post(address, {"assessment": workshop.assessment_id, "title": ""})
    made = Workshop.objects.exclude(pk=workshop.pk).get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.assessment, made.title, made.name, made.from_nothing) == (
        workshop.assessment,
        "",
        workshop.assessment.name,
        False,
    )


def test_the_round_that_one_comes_from_is_chosen(member: Client, workshop: Workshop):
    address = reverse("workshops:new", args=[workshop.organisation_id])
    chosen = text(member.get(address, {"round": str(workshop.assessment_id)}))
    assert chosen.count(" checked") == 1
    assert f'value="{workshop.assessment_id}"' in chosen.partition(" checked")[0].rpartition("<input")[2]


@pytest.mark.parametrize("chosen", ["", "nonsense", str(UUID(int=1))])
def test_another_round_is_refused(member: Client, workshop: Workshop, chosen: str):
    address = reverse("workshops:new", args=[workshop.organisation_id])
    answer = member.post(address, {"assessment": chosen, "title": "Kept as typed"})
    assert answer.status_code == 422
    assert "Kept as typed" in text(answer)
    assert Workshop.objects.count() == 1


def test_a_round_of_another_organisation_is_refused(member: Client, workshop: Workshop):
    address = reverse("workshops:new", args=[workshop.organisation_id])
    answer = member.post(address, {"assessment": factories.closed().pk, "title": ""})
    assert (answer.status_code, Workshop.objects.count()) == (422, 1)


def test_a_draft_is_not_offered(member: Client, workshop: Workshop):
    draft = factories.draft(workshop.organisation, title="Not yet open")
    address = reverse("workshops:new", args=[workshop.organisation_id])
    assert "Not yet open" not in text(member.get(address))
    assert member.post(address, {"assessment": draft.pk}).status_code == 422


def test_a_workshop_is_prepared_from_nothing(member: Client, workshop: Workshop):
    address = reverse("workshops:new-from-nothing", args=[workshop.organisation_id])
    answer = member.post(address, {"title": "The board", "mode": "confidential"})
    made = Workshop.objects.exclude(pk=workshop.pk).get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.from_nothing, made.title, made.assessment.mode) == (True, "The board", "confidential")


@pytest.mark.parametrize(
    "posted",
    [{"title": "", "mode": "open"}, {"title": "The board"}, {"title": "The board", "mode": "secret"}],
)
def test_what_is_missing_from_nothing_is_said(member: Client, workshop: Workshop, posted: dict[str, str]):
    answer = member.post(reverse("workshops:new-from-nothing", args=[workshop.organisation_id]), posted)
    assert answer.status_code == 422
    assert "<title>Error: New workshop" in text(answer)
    assert Workshop.objects.count() == Assessment.objects.count() == 1


def test_page_shows_the_agenda_with_its_minutes(member: Client, workshop: Workshop):
    shown = text(member.get(workshop.get_absolute_url()))
    asked = agendas.asked(workshop.assessment)
    prompts = [escape(asked[topic.question].prompt) for topic in workshop.topics.all()]
    assert [prompt in shown for prompt in prompts] == [True] * 3
    assert "27 of 90 minutes" in shown
    assert "63 minutes to spare" in shown


def test_page_says_where_the_agenda_is_too_long(member: Client, workshop: Workshop):
    preparing.add_item(workshop=workshop, title="A walk", minutes=100, by=factories.member())
    shown = text(member.get(workshop.get_absolute_url()))
    assert "127 of 90 minutes" in shown
    assert "37 minutes too long" in shown


def test_viewers_read_the_page_and_are_offered_nothing(viewer: Client, workshop: Workshop):
    main = text(viewer.get(workshop.get_absolute_url())).partition("<main")[2].partition("</main>")[0]
    assert "Spring talks" in main
    assert ("<form" in main, "<button" in main) == (False, False)
    assert reverse("workshops:new", args=[workshop.organisation_id]) not in main


@pytest.mark.parametrize("name", CHANGING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_viewers_change_nothing(viewer: Client, workshop: Workshop, name: str, method: str):
    before = (*Workshop.objects.values_list(), *Item.objects.values_list())
    refused = getattr(viewer, method)(rooms.path(name, workshop))
    assert refused.status_code in {404, 405}
    assert (*Workshop.objects.values_list(), *Item.objects.values_list()) == before


@pytest.mark.parametrize("name", OF_AN_ENTRY)
def test_viewers_change_no_entry(viewer: Client, workshop: Workshop, name: str):
    assert viewer.post(rooms.path(name, workshop, workshop.items.get(place=0).pk)).status_code == 404


@pytest.mark.parametrize("name", [*CHANGING, "workshop"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_workshop_does_not_exist(member: Client, workshop: Workshop, name: str, method: str):
    foreign = rooms.workshop(phase=Workshop.Phase.PREPARED)
    for of in (foreign.organisation_id, workshop.organisation_id):
        answer = getattr(member, method)(reverse(f"workshops:{name}", args=[of, foreign.pk]))
        assert answer.status_code in {404, 405}


@pytest.mark.parametrize("name", OF_AN_ENTRY)
def test_an_entry_of_another_workshop_does_not_exist(member: Client, workshop: Workshop, name: str):
    other = rooms.workshop(factories.closed(workshop.organisation)).items.get(place=1)
    assert member.post(rooms.path(name, workshop, other.pk)).status_code == 404
    assert other.workshop.items.count() == 3


@pytest.mark.parametrize("topics", [1, 3])
def test_page_asks_as_much_for_three_topics_as_for_one(topics: int):
    made = rooms.workshop(topics=topics, phase=Workshop.Phase.PREPARED)
    client = Client()
    client.force_login(factories.member(made.organisation))
    client.get(made.get_absolute_url())  # reads what is read once
    with counted() as statements:
        client.get(made.get_absolute_url())
    # session, person, membership, other organisations; workshop, what was begun, agenda, result twice,
    # what is settled, what was accepted, what stands on the agenda
    assert len(statements) == 11


def test_the_room_is_opened_and_waits_for_people_on_its_console(member: Client, workshop: Workshop):
    Workshop.objects.update(code="", code_expires_at=None)
    assert rooms.path("open-room", workshop) in text(member.get(workshop.get_absolute_url()))
    answer = member.post(rooms.path("open-room", workshop))
    opened = Workshop.objects.get(pk=workshop.pk)
    assert answer.headers["Location"] == rooms.path("console", workshop)
    assert (opened.phase, opened.joinable(now())) == (Workshop.Phase.PREPARED, True)
    assert rooms.path("begin", workshop) in text(member.get(rooms.path("console", workshop)))


def test_a_room_that_is_over_is_not_opened(member: Client, workshop: Workshop):
    Workshop.objects.filter(pk=workshop.pk).update(phase="ended", ended_at=now())
    assert member.post(rooms.path("open-room", workshop)).status_code == 409


def test_the_room_begins_on_its_console(member: Client, workshop: Workshop):
    answer = member.post(rooms.path("begin", workshop))
    assert answer.headers["Location"] == rooms.path("console", workshop)
    assert Workshop.objects.get(pk=workshop.pk).phase == Workshop.Phase.RUNNING


def test_what_keeps_a_room_from_beginning_is_said_on_its_console(member: Client, workshop: Workshop):
    member.post(rooms.path("begin", workshop))
    refused = member.post(rooms.path("begin", workshop))
    assert (refused.status_code, 'id="room"' in text(refused)) == (409, True)
    assert "This workshop has begun already." in text(refused)


def test_a_room_about_an_open_round_waits(member: Client, workshop: Workshop):
    Assessment.objects.filter(pk=workshop.assessment_id).update(closed_at=None, closed_by=None)
    shown = text(member.get(workshop.get_absolute_url()))
    assert "The workshop can begin when its round has closed." in shown
    assert rooms.path("open-room", workshop) not in shown
    assert member.post(rooms.path("begin", workshop)).status_code == 409


def test_a_workshop_is_renamed(member: Client, workshop: Workshop):
    member.post(rooms.path("rename", workshop), {"title": "Autumn talks"})
    assert Workshop.objects.get(pk=workshop.pk).title == "Autumn talks"


def test_deleting_asks_first(member: Client, workshop: Workshop):
    assert "Delete this workshop?" in text(member.get(rooms.path("delete", workshop)))
    assert Workshop.objects.count() == 1
    gone = member.post(rooms.path("delete", workshop))
    assert gone.headers["Location"] == reverse("workshops:list", args=[workshop.organisation_id])
    assert Workshop.objects.count() == 0


def test_a_room_in_session_is_not_deleted(member: Client, workshop: Workshop):
    Workshop.objects.filter(pk=workshop.pk).update(phase="running")
    refused = member.post(rooms.path("delete", workshop))
    assert (refused.status_code, Workshop.objects.count()) == (409, 1)
    assert "End it first." in text(refused)


def test_round_page_leads_to_its_workshop(member: Client, workshop: Workshop):
    round_ = workshop.assessment
    shown = text(member.get(reverse("assessments:round", args=[round_.organisation_id, round_.pk])))
    assert f"{reverse('workshops:new', args=[round_.organisation_id])}?round={round_.pk}" in shown
    assert "begins when the round has closed" not in shown


def test_page_of_an_open_round_says_when_its_workshop_begins(member: Client, workshop: Workshop):
    round_ = factories.assessment(workshop.organisation)
    shown = text(member.get(reverse("assessments:round", args=[round_.organisation_id, round_.pk])))
    assert "A workshop can be prepared now and begins when the round has closed." in shown


def test_page_of_an_ended_workshop_says_what_was_agreed(member: Client, workshop: Workshop):
    first, second, _third = workshop.topics.order_by("item__place")
    rooms.decision(first, 3, reason="Three cases we looked at")
    second.stage, second.parked_because = "parked", "Nobody here knows"
    second.save(update_fields=["stage", "parked_because"])
    workshop.actions.create(title="Ask ten customers", owner="Mira")
    Workshop.objects.filter(pk=workshop.pk).update(phase="ended", ended_at=now())
    shown = text(member.get(workshop.get_absolute_url()))
    said = ("Three cases we looked at", "Nobody here knows", "Ask ten customers", "Mira")
    assert [words in shown for words in said] == [True] * 4
    assert (rooms.path("open-room", workshop) in shown, rooms.path("add-topic", workshop) in shown) == (
        False,
        False,
    )
