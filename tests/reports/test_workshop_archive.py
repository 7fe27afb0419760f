"""Workshops in the file of everything that an organisation holds."""

from __future__ import annotations

import json

import pytest
from django.utils.timezone import now

from accounts.models import Organisation
from reports import workshop_archive
from tests import factories, rooms
from workshops import running
from workshops.models import Action, ParkingNote, Workshop

pytestmark = pytest.mark.django_db


def whole(of: Organisation) -> Workshop:
    """Hold a workshop with something of everything, and end it."""
    made = rooms.workshop(factories.closed(of), title="Leadership")
    seats = [rooms.seat(made, name=name) for name in ("Zoë", "=1+1", "")]
    topic = made.topics.order_by("pk")[0]
    rooms.ballot(topic, dict.fromkeys(seats, 2), revealed=True)
    rooms.decision(topic, 4, reason="Seen in three cases")
    Action.objects.create(workshop=made, topic=topic, title="Map one journey", owner="Ada Example")
    ParkingNote.objects.create(workshop=made, text="Budget")
    return running.end(workshop=made, version=made.version, by=None, at=now())


def test_workshop_gives_out_agenda_decisions_actions_and_notes():
    organisation = factories.organisation()
    made = whole(organisation)

    files = dict(workshop_archive.entries(organisation))

    held = json.loads(files["workshops/01/workshop.json"])
    assert (held["title"], held["phase"], held["round"]) == ("Leadership", "ended", str(made.assessment_id))
    assert [entry["kind"] for entry in held["agenda"]] == ["topic"] * 3
    decisions = [decision for topic in held["topics"] for decision in topic["decisions"]]
    assert [(one["position"], one["reason"], one["undone_at"]) for one in decisions] == [
        (4, "Seen in three cases", "")
    ]
    assert held["actions"] == [
        {"title": "Map one journey", "owner": "Ada Example", "due_on": "", "done_when": ""}
    ]
    assert held["notes"] == ["Budget"]
    assert files["workshops/01/outcome.json"] == made.stored_outcome.document
    minutes = json.loads(files["workshops/01/minutes.json"])
    assert minutes["checksum"] == made.stored_outcome.checksum
    assert [one["reason"] for one in minutes["agreements"]["answers"]] == ["Seen in three cases"]
    assert files["workshops/01/people.csv"].split() == ["name", "'=1+1", "Zoë"]


def test_workshop_gives_out_no_single_vote():
    organisation = factories.organisation()
    made = whole(organisation)
    text = "".join(text for _name, text in workshop_archive.entries(organisation))
    keys = [str(pk) for pk in made.seats.values_list("pk", flat=True)]
    assert [key for key in keys if key in text] == []
    assert '"reply"' not in text


def test_prepared_workshop_gives_out_its_plan():
    made = rooms.workshop(phase=Workshop.Phase.PREPARED)
    assert set(dict(workshop_archive.entries(made.organisation))) == {
        "workshops/01/workshop.json",
        "workshops/01/people.csv",
    }


def test_workshops_of_others_are_not_given_out():
    whole(factories.organisation("Other"))
    assert list(workshop_archive.entries(factories.organisation())) == []
