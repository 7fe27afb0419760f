"""Answering alone in a room that begins from nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from assessments import lifecycle
from assessments.models import Assessment, Participant, Response
from tests import factories, rooms
from workshops import broadcast, own_sheets
from workshops.models import Seat, Workshop
from workshops.refusals import NotAnswering

pytestmark = pytest.mark.django_db


def answering(mode: str = Assessment.Mode.CONFIDENTIAL, *, seats: int = 0) -> Workshop:
    """Make a room whose people answer the pulse questions."""
    pulse = factories.assessment(scope=Assessment.Scope.PULSE, mode=mode)
    phase = Workshop.Phase.ANSWERING
    return rooms.workshop(pulse, topics=0, seats=seats, phase=phase, from_nothing=True)


def seat_in(workshop: Workshop) -> Seat:
    """Seat somebody who said their group."""
    return rooms.seat(workshop, name="Ada", group="support")


@pytest.mark.parametrize("mode", Assessment.Mode.values)
def test_a_seat_gets_one_sheet_of_its_group(mode: str):
    seat, at = seat_in(answering(mode)), now()

    sheets = [own_sheets.begin(seat=seat, at=at, name="Ada Byron") for _ in range(2)]

    person = Participant.objects.get()
    named = "Ada Byron" if mode == Assessment.Mode.OPEN else ""
    assert sheets[0] == sheets[1] == Seat.objects.get().response
    assert (sheets[0].group, sheets[0].participant) == ("support", person)
    assert (person.name, person.group, person.consented_at) == (named, "support", at)


def test_nobody_begins_before_or_after_the_answering():
    seat = seat_in(answering())
    Workshop.objects.update(phase=Workshop.Phase.RUNNING)
    with pytest.raises(NotAnswering):
        own_sheets.begin(seat=seat, at=now())
    assert not Participant.objects.exists()


def test_who_begins_while_the_round_closes_leaves_nothing_behind():
    seat = seat_in(answering())
    lifecycle.close_assessment(assessment=seat.workshop.assessment, by=None, at=now())
    with pytest.raises(NotAnswering):
        own_sheets.begin(seat=seat, at=now())
    assert (Participant.objects.count(), Response.objects.count()) == (0, 0)


def test_beginning_leaves_nothing_behind_when_it_fails(monkeypatch: pytest.MonkeyPatch):
    seat = seat_in(answering())
    monkeypatch.delattr(broadcast, "changed")
    with pytest.raises(AttributeError):
        own_sheets.begin(seat=seat, at=now())
    assert (Participant.objects.count(), Response.objects.count()) == (0, 0)


@pytest.mark.parametrize("mode", Assessment.Mode.values)
def test_a_phone_reads_answers_sends_and_comes_back(client: Client, mode: str):
    workshop = answering(mode, seats=2)
    seat = seat_in(workshop)
    factories.hold_seat(client, seat)
    path = reverse("workshops:answers", args=[seat.pk])

    told = client.get(path).content.decode()
    begun = client.post(path, follow=True)
    sheet = Response.objects.get(seat=seat)
    factories.answers(sheet)
    sent = client.post(reverse("assessments:send", args=[sheet.pk]))
    waiting = client.get(seat.get_absolute_url())

    assert "Before you begin" in told
    assert begun.redirect_chain[-1][0].startswith(f"/answer/{sheet.pk}/questions/")
    assert f'href="{seat.get_absolute_url()}"' in begun.content.decode()
    assert sent.headers["Location"] == seat.get_absolute_url()
    assert 'data-sheet="sent"' in waiting.content.decode()
    assert (waiting.context["room"].answered, waiting.context["room"].present) == (1, 3)


def test_who_has_begun_goes_on_from_the_seat(client: Client):
    seat = seat_in(answering())
    sheet = own_sheets.begin(seat=seat, at=now())
    page = factories.hold_seat(client, seat).get(reverse("workshops:answers", args=[seat.pk]))
    assert page.headers["Location"] == sheet.get_absolute_url()
    assert client.get(page.headers["Location"]).status_code == 302


def test_who_comes_without_a_group_says_it_before_beginning(client: Client):
    seat = rooms.seat(answering())
    path = reverse("workshops:answers", args=[seat.pk])
    factories.hold_seat(client, seat)

    refused = client.post(path)
    client.post(path, {"group": "leadership"})

    assert (refused.status_code, Seat.objects.get().group) == (422, "leadership")
    assert "Choose one." in refused.content.decode()


def test_when_the_answering_is_over_the_seat_goes_on(client: Client):
    seat = seat_in(answering())
    Workshop.objects.update(phase=Workshop.Phase.RUNNING)
    page = factories.hold_seat(client, seat).post(reverse("workshops:answers", args=[seat.pk]))
    assert page.headers["Location"] == seat.get_absolute_url()


def test_a_phone_in_mid_sheet_finds_back_to_the_room_after_the_answering(client: Client):
    seat = seat_in(answering())
    factories.hold_seat(client, seat)
    client.post(reverse("workshops:answers", args=[seat.pk]))
    sheet = Response.objects.get()
    question = next(iter(factories.asked(sheet)))
    lifecycle.close_assessment(assessment=seat.workshop.assessment, by=None, at=now())

    said = {"reply": "3", "revision": "1"}
    page = client.post(reverse("assessments:question", args=[sheet.pk, question]), said)

    assert (page.headers["Location"], Seat.objects.get().response) == (seat.get_absolute_url(), None)


def test_who_read_other_words_is_told_anew_before_they_begin(client: Client):
    """A room that went back to preparing may begin again in another mode, while somebody still reads."""
    seat = seat_in(answering())
    path = reverse("workshops:answers", args=[seat.pk])
    read = factories.hold_seat(client, seat).get(path).content.decode()
    assert 'name="told" value="confidential"' in read
    Assessment.objects.update(mode=Assessment.Mode.OPEN)

    page = client.post(path, {"told": "confidential"})

    assert (page.status_code, Response.objects.count()) == (409, 0)
    assert "What you are told has changed" in page.content.decode()
    assert client.post(path, {"told": "open"}).status_code == 302
