"""Codes: what they are made of, how they are typed, how long they lead anywhere."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from tests import factories, rooms
from workshops import broadcast, codes
from workshops.models import Workshop
from workshops.refusals import RoomOver


@given(st.text(alphabet=codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH))
def test_a_code_is_read_however_it_is_typed(code: str):
    assert codes.read(codes.spelled(code)) == code
    assert codes.read(f" {code[:2]} {code[2:4]}-{code[4:]}\t".lower()) == code


@pytest.mark.parametrize(
    "typed", ["", "QK7F4PD", "QK7F4PDXX", "QK7F4PD0", "QK7F\x004PDX", "ⓆK7F4PDX", "é" * 300]
)
def test_what_cannot_be_a_code_is_none(typed: str):
    assert codes.read(typed) == ""


@pytest.mark.django_db
def test_opening_the_room_gives_a_code_once():
    workshop, at = rooms.workshop(topics=0, phase=Workshop.Phase.PREPARED), now()
    by = factories.member(workshop.organisation)
    Workshop.objects.update(code="", code_expires_at=None)

    opened = codes.open_room(workshop=workshop, by=by, at=at)
    again = codes.open_room(workshop=workshop, by=by, at=at + timedelta(hours=7))

    assert (opened.phase, opened.code_expires_at) == ("prepared", at + timedelta(hours=8))
    assert (len(opened.code), again.code) == (codes.LENGTH, opened.code)
    events = AuditEvent.objects.filter(subject=workshop.pk).values_list("action", flat=True)
    assert list(events) == ["room opened"]


@pytest.mark.django_db
def test_a_room_that_is_over_is_not_opened():
    workshop = rooms.workshop(topics=0, phase=Workshop.Phase.ENDED)
    with pytest.raises(RoomOver):
        codes.open_room(workshop=workshop, by=factories.member(workshop.organisation), at=now())


@pytest.mark.django_db
def test_a_new_code_is_good_for_eight_hours():
    workshop, at = rooms.workshop(topics=0), now()
    before = workshop.code

    codes.give(workshop=workshop, at=at)

    late, too_late = at + timedelta(hours=8, seconds=-1), at + timedelta(hours=8)
    assert len(workshop.code) == codes.LENGTH
    assert set(workshop.code) <= set(codes.ALPHABET)
    assert codes.find(codes.spelled(workshop.code).lower(), late) == workshop
    assert (codes.find(workshop.code, too_late), codes.find(before, at)) == (None, None)


@pytest.mark.django_db
def test_a_code_that_another_room_has_is_drawn_again(monkeypatch: pytest.MonkeyPatch):
    taken, workshop = rooms.workshop(topics=0), rooms.workshop(topics=0)
    letters = iter(taken.code + "QK7F4PDX")
    monkeypatch.setattr(secrets, "choice", lambda _alphabet: next(letters))

    codes.give(workshop=workshop, at=now())

    assert Workshop.objects.get(pk=workshop.pk).code == "QK7F4PDX"


@pytest.mark.django_db
def test_two_rooms_cannot_have_one_code():
    taken, workshop = rooms.workshop(topics=0), rooms.workshop(topics=0)
    with pytest.raises(IntegrityError):
        Workshop.objects.filter(pk=workshop.pk).update(code=taken.code)


@pytest.mark.django_db
def test_the_code_of_a_workshop_that_has_ended_leads_nowhere():
    ended = rooms.workshop(topics=0, phase=Workshop.Phase.ENDED)
    assert codes.find(ended.code, now()) is None


@pytest.mark.django_db
def test_renewing_replaces_the_code_and_says_who_did():
    workshop = rooms.workshop(topics=0)
    facilitator = factories.member(workshop.organisation)

    renewed = codes.renew(workshop=workshop, by=facilitator, at=now())

    event = AuditEvent.objects.get(action="workshop code renewed")
    assert renewed.code != workshop.code
    assert (event.actor, event.subject, event.detail) == (facilitator, str(workshop.pk), "")


@pytest.mark.django_db
def test_a_workshop_that_has_ended_gets_no_code():
    ended = rooms.workshop(topics=0, phase=Workshop.Phase.ENDED)
    with pytest.raises(RoomOver):
        codes.renew(workshop=ended, by=factories.member(ended.organisation), at=now())
    assert Workshop.objects.get(pk=ended.pk).code == ended.code


@pytest.mark.django_db
def test_renewing_leaves_nothing_behind_when_it_fails(monkeypatch: pytest.MonkeyPatch):
    workshop = rooms.workshop(topics=0)
    monkeypatch.delattr(broadcast, "changed")
    with pytest.raises(AttributeError):
        codes.renew(workshop=workshop, by=factories.member(workshop.organisation), at=now())
    assert Workshop.objects.get(pk=workshop.pk).code == workshop.code
    assert not AuditEvent.objects.filter(action="workshop code renewed").exists()
