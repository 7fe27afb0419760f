"""Many people follow one shared link at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils.timezone import now

from assessments import taking_part
from assessments.models import GroupLink, Participant, Response
from tests import factories

CAP, PEOPLE = 5, 12


def enter(link: GroupLink) -> bool:
    try:
        taking_part.enter(link=link, at=now())
    except taking_part.LinkUsedUp:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_no_more_come_in_than_may(library: None):
    link = factories.group_link(cap=CAP)
    with ThreadPoolExecutor(max_workers=4) as pool:
        entered = list(pool.map(lambda _: enter(link), range(PEOPLE)))
    assert (entered.count(True), Response.objects.count(), Participant.objects.count()) == (CAP, CAP, CAP)


def begin(person: Participant) -> str:
    try:
        return str(taking_part.begin(participant=person, at=now()).pk)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_who_begins_twice_at_once_has_one_sheet(library: None):
    person = factories.invited()
    with ThreadPoolExecutor(max_workers=4) as pool:
        sheets = set(pool.map(lambda _: begin(person), range(4)))
    assert sheets == {str(pk) for pk in Response.objects.values_list("pk", flat=True)}
