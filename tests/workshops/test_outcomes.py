"""What a workshop came to, from its rows to the frozen text."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments import lifecycle
from assessments.models import Assessment
from frameworks import kits
from frameworks.kits import Kit
from scoring.arithmetic import whole
from tests import factories, rooms
from tests.reports import rounds
from workshops import outcomes
from workshops.models import Ballot, Decision, ParkingNote, StoredOutcome, Topic, Workshop
from workshops.outcomes import Parked, ToDo, Voted, Votes
from workshops.protocol import Stage

pytestmark = pytest.mark.django_db
PILLARS = {"G25": "people-empowerment", "G46": "leadership"}  # five questions; four, of which two suffice


def kit_of(assessment: Assessment) -> Kit:
    return kits.load(assessment.framework.checksum, assessment.lens_checksums)


def asked_of_one_group(kit: Kit, pillar_id: str) -> tuple[str, list[str]]:
    """Return the group that most questions of the pillar are asked of, and those."""
    pillar = {question.id for question in kit.pillar(pillar_id).questions}
    asked = {group.id: [q.id for q in kit.asked(group.id) if q.id in pillar] for group in kit.asked_groups}
    group = max(asked, key=lambda id_: len(asked[id_]))
    return group, asked[group]


def in_room(case: dict[str, Any]) -> tuple[Workshop, dict[str, str]]:
    """Answer and decide as a golden case says; return its questions as well."""
    about = factories.assessment()
    group, questions = asked_of_one_group(kit_of(about), PILLARS[case["id"]])
    items = case["input"]["items"]
    ids = dict(zip(items, questions, strict=False))
    assert len(ids) == len(items)
    for place in range(max(len(item["answers"]) for item in items.values())):
        given = {ids[q]: item["answers"][place] for q, item in items.items() if place < len(item["answers"])}
        sheet = factories.response(about, group=group)
        factories.send(factories.answers(sheet, given))
    room = rooms.workshop(lifecycle.close_assessment(assessment=about, by=None, at=timezone.now()), topics=0)
    for q, item in items.items():
        topic = rooms.topic(room, ids[q])
        if item["agreed"] is not None:
            rooms.decision(topic, item["agreed"], evidence=item["evidence"])
    return room, ids


def printed(figure: float | None) -> float | None:
    return None if figure is None else float(whole(figure) if figure >= 0 else -whole(-figure))


@pytest.mark.parametrize("id_", ["G25", "G46"])
def test_outcome_has_the_figures_of_the_golden_case(id_: str):
    case = rounds.golden(id_)
    room, ids = in_room(case)

    profile = outcomes.compute(room).pillars[PILLARS[id_]]

    expected = case["expected"]
    for name in ("individual", "agreed_profile", "mean_shift"):
        assert (name, getattr(profile, name)) == (name, printed(expected[name]))
    for name in ("agreed_count", "questions", "fully_agreed", "upward", "downward", "flag"):
        assert (name, getattr(profile, name)) == (name, expected[name])
    for q, item in expected["items"].items():
        found = profile.topics[ids[q]]
        assert (found.individual, found.agreed, found.shift) == (
            printed(item["individual"]),
            item["agreed"],
            printed(item["shift"]),
        )
        assert (list(found.flags), found.accept_as_seen) == (item["flags"], item["accept_as_seen"])


def test_outcome_tells_everything_that_the_room_did():
    room = rooms.workshop(topics=5, seats=6, title="Leaders")
    agreed, parked, open_, begun, _missed = list(room.topics.order_by("item__place"))
    seats = list(room.seats.order_by("name"))
    rooms.ballot(agreed, dict(zip(seats, [1, 2, 2, 3, 6, 2], strict=True)), revealed=True)
    rooms.ballot(agreed, dict(zip(seats[:3], [2, 3, 3], strict=True)), revealed=True)
    rooms.decision(agreed, 4, evidence=1, reason="Two depots do it")
    parked.stage, parked.parked_because = Stage.PARKED, "No figures"
    parked.save()
    open_.stage, open_.lower_view, open_.higher_view = Stage.PARKED, "Not here", "Everywhere"
    open_.save()
    rooms.ballot(begun, {seats[0]: 3})
    alike = Topic.objects.create(workshop=room, question="wing-span", stage=Stage.AGREED)
    Decision.objects.create(topic=alike, position=3, reason="seen alike", seen_alike=True)
    room.actions.create(title="Ask ten", owner="Ada", due_on=date(2026, 5, 4), topic=agreed)
    room.parking_notes.create(text="The lease")
    seats[5].removed_at = timezone.now()
    seats[5].save()

    assert room.began_at
    found = outcomes.compute(room, at=room.began_at + timedelta(minutes=87))

    assert (found.title, found.minutes, found.present, found.from_nothing) == ("Leaders", 87, 5, False)
    assert found.names == ("Person 1", "Person 2", "Person 3", "Person 4", "Person 5")
    assert [
        (one.question, one.position, one.degree, one.reason, one.evidence, one.seen_alike)
        for one in found.agreed
    ] == [
        (agreed.question, 4, "intentional", "Two depots do it", 1, False),
        ("wing-span", 3, "intentional", "seen alike", 0, True),
    ]
    assert found.parked == (
        Parked(parked.question, "No figures"),
        Parked(open_.question, "", "Not here", "Everywhere"),
    )
    assert (found.unsettled, len(found.not_reached)) == ((begun.question,), 1)
    assert found.votes == (
        Voted(agreed.question, 2, Votes(5, (1, 3, 1, 0, 0), 2.0, 1), Votes(None, None, 3.0, None)),
    )
    assert found.actions == (ToDo("Ask ten", "Ada", date(2026, 5, 4), "", agreed.question),)
    assert found.notes == ("The lease",)
    assert found.on_record == 0


def test_decision_that_was_undone_is_not_in_the_outcome():
    room = rooms.workshop(topics=1)
    topic = room.topics.get()
    first = rooms.decision(topic, 2)
    first.undone_at = timezone.now()
    first.save()
    rooms.decision(topic, 4)

    assert [one.position for one in outcomes.compute(room).agreed] == [4]


def test_votes_before_their_reveal_and_void_ones_are_in_no_outcome():
    room = rooms.workshop(topics=1, seats=6)
    topic, seats = room.topics.get(), list(room.seats.all())
    ballot = rooms.ballot(topic, dict.fromkeys(seats, 2), revealed=True)
    ballot.votes.filter(seat=seats[0]).update(void=True)
    rooms.ballot(topic, dict.fromkeys(seats, 5))

    votes = Votes(5, (0, 5, 0, 0, 0), 2.0, 0)
    assert outcomes.compute(room).votes == (Voted(topic.question, 1, votes, votes),)


def test_pulse_has_agreed_answers_and_no_pillars():
    about = factories.round_of(6, factories.assessment(scope=Assessment.Scope.PULSE))
    room = rooms.workshop(about, topics=0, from_nothing=True)
    question = next(iter(factories.asked(about.responses.all()[0])))
    rooms.decision(rooms.topic(room, question), 3)

    found = outcomes.compute(room)

    assert (found.pillars, found.from_nothing) == ({}, True)
    assert [one.question for one in found.agreed] == [question]
    assert found.agreed[0].measured is not None


def test_round_of_fewer_than_k_people_has_no_figures_beside_what_was_agreed():
    room = rooms.workshop(factories.closed(people=4), topics=1)
    rooms.decision(room.topics.get(), 5, evidence=0)

    found = outcomes.compute(room)

    assert found.pillars == {}
    assert [(one.measured, one.shift, one.flags) for one in found.agreed] == [
        (None, None, ("high answer without a record",))
    ]


def test_day_of_a_workshop_is_that_of_the_organisation():
    room = rooms.workshop(topics=1)
    room.organisation.time_zone = "Pacific/Kiritimati"
    room.began_at = datetime(2026, 3, 31, 12, tzinfo=UTC)

    assert outcomes.compute(room).on == date(2026, 4, 1)


def test_frozen_outcome_is_read_back_whole_with_its_checksum():
    room = rooms.workshop(topics=2, seats=3)
    rooms.decision(room.topics.order_by("item__place")[0], 3)
    at = timezone.now()

    stored = outcomes.freeze(workshop=room, at=at)

    assert stored.checksum == hashlib.sha256(stored.document.encode()).hexdigest()
    assert outcomes.read(stored) == outcomes.compute(room, at=at)
    assert outcomes.read(stored).checksum == stored.checksum
    assert "checksum" not in json.loads(stored.document)
    assert outcomes.freeze(workshop=room, at=at).document == stored.document


def test_workshop_that_went_on_is_frozen_anew():
    room = rooms.workshop(topics=1)
    first = outcomes.freeze(workshop=room, at=timezone.now()).checksum
    rooms.decision(room.topics.get(), 3)

    again = outcomes.freeze(workshop=room, at=timezone.now())

    assert again.checksum != first
    assert StoredOutcome.objects.count() == 1


def test_workshop_has_one_outcome():
    room = rooms.workshop(topics=1)
    stored = outcomes.freeze(workshop=room, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredOutcome.objects.create(
            workshop=room, document="{}", checksum=stored.checksum, computed_at=timezone.now()
        )


def test_round_shows_the_latest_of_its_workshops_that_have_ended():
    about = factories.closed()
    assert outcomes.of_assessment(about) is None
    for title, hours in (("First", 5), ("Second", 2)):
        room = rooms.workshop(about, phase=Workshop.Phase.ENDED, title=title)
        ended = timezone.now() - timedelta(hours=hours)
        Workshop.objects.filter(pk=room.pk).update(ended_at=ended)
        outcomes.freeze(workshop=room, at=ended)
    going_on = rooms.workshop(about, title="Third")
    outcomes.freeze(workshop=going_on, at=timezone.now())
    other = rooms.workshop(phase=Workshop.Phase.ENDED)
    outcomes.freeze(workshop=other, at=timezone.now())

    found = outcomes.of_assessment(about)

    assert found is not None
    assert found.title == "Second"


def test_queries_do_not_grow_with_topics_votes_and_actions(django_assert_num_queries: DjangoAssertNumQueries):
    for topics in (1, 3):
        room = rooms.workshop(topics=topics, seats=topics + 1)
        for topic in room.topics.all():
            rooms.ballot(topic, dict.fromkeys(room.seats.all(), 3), revealed=True)
            rooms.decision(topic)
            room.actions.create(title="Do it", topic=topic)
            ParkingNote.objects.create(workshop=room, text="Later")
        assert Ballot.objects.filter(topic__workshop=room).count() == topics
        room = Workshop.objects.with_kit().get(pk=room.pk)
        outcomes.compute(room)
        with django_assert_num_queries(9):
            outcomes.compute(room)
