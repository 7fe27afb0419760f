"""A workshop is planned on a round or from nothing, its topics proposed, and deleted."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from accounts.models import User
from assessments import lifecycle, results
from assessments.models import Assessment
from tests import factories, rooms
from workshops import agendas, preparing, timetables
from workshops.models import Item, Workshop
from workshops.refusals import (
    AlreadyTalkedAbout,
    InSession,
    NotYetOpened,
)

pytestmark = pytest.mark.django_db
PARTS = [("opening", 5), ("spread", 10), *[("topic", 9)] * 6, ("actions", 15), ("reserve", 6)]


@pytest.fixture
def by() -> User:
    return factories.member()


def planned(by: User, about: Assessment | None = None, title: str = "") -> Workshop:
    return preparing.plan(assessment=about or factories.closed(), title=title, by=by, at=now())


def parts(of: Workshop) -> list[tuple[str, int]]:
    return [(item.kind, item.minutes) for item in agendas.in_order(of)]


def kinds(of: Workshop) -> list[str]:
    return [item.kind for item in agendas.in_order(of)]


def test_a_workshop_on_a_closed_round_has_ninety_minutes_and_six_topics(by: User):
    made = planned(by)
    assert parts(made) == PARTS
    assert timetables.of(made).total == 90
    assert (made.phase, made.from_nothing, made.created_by) == (Workshop.Phase.PREPARED, False, by)


def test_proposed_topics_come_from_every_main_question(by: User):
    made = planned(by)
    kit = agendas.kit_of(made.assessment)
    assert {kit.pillar_of(id_).section for id_ in rooms.questions(made)} == {
        one.id for one in kit.framework.sections
    }


def test_only_what_may_be_shown_is_proposed(by: User):
    made = planned(by, factories.closed(people=9))
    result = results.published(made.assessment)
    assert result is not None
    assert {result.questions[id_].shown for id_ in rooms.questions(made)} == {True}
    assert False in {question.shown for question in result.questions.values()}


def test_a_workshop_on_an_open_round_waits_for_its_topics(by: User):
    made = planned(by, factories.round_of(6, factories.assessment(mode=Assessment.Mode.CONFIDENTIAL)))
    table = timetables.of(made)
    assert parts(made) == [("opening", 5), ("spread", 10), ("actions", 15), ("reserve", 6)]
    assert (table.total, table.topics) == (90, 0)
    assert [(line.entry is None, line.minutes) for line in table.lines][2] == (True, 54)


def test_topics_are_proposed_as_soon_as_the_round_has_closed(by: User):
    round_ = factories.round_of(6, factories.assessment(mode=Assessment.Mode.CONFIDENTIAL))
    made = planned(by, round_)
    lifecycle.close_assessment(assessment=round_, by=None, at=now())
    preparing.propose_agenda(workshop=made)
    assert parts(Workshop.objects.with_kit().get(pk=made.pk)) == PARTS


def test_a_draft_has_no_workshop(by: User):
    with pytest.raises(NotYetOpened):
        planned(by, factories.draft())
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_a_workshop_from_nothing_makes_a_pulse_that_nobody_has_answered(by: User, mode: str):
    at, organisation = now(), factories.organisation()
    factories.framework()
    made = preparing.plan_from_nothing(organisation=organisation, title="Board", mode=mode, by=by, at=at)
    pulse = made.assessment
    assert (pulse.scope, pulse.mode, pulse.title, pulse.draft) == ("pulse", mode, "Board", True)
    assert (made.from_nothing, made.organisation, made.title) == (True, organisation, "Board")


def test_from_nothing_eight_minutes_of_answering_stand_in_the_total(by: User):
    factories.framework()
    made = preparing.plan_from_nothing(
        organisation=factories.organisation(), title="Board", mode="open", by=by, at=now()
    )
    lines = [(line.minutes, line.begins, line.entry is None) for line in timetables.of(made).lines]
    assert lines == [
        (5, 0, False),
        (8, 5, True),
        (10, 13, False),
        (45, 23, True),
        (15, 68, False),
        (7, 83, False),
    ]


def test_proposing_anew_keeps_what_else_stands_on_the_agenda(by: User):
    made = planned(by)
    walk = preparing.add_item(workshop=made, title="A walk", minutes=10, by=by)
    for _step in range(8):
        preparing.move_item(item=walk, later=False, by=by)
    before = rooms.questions(made)
    preparing.remove_item(item=made.items.get(topic__question=before[0]), by=by)
    preparing.propose_agenda(workshop=made)
    assert rooms.questions(made) == before
    assert kinds(made) == ["opening", "spread", "other", *["topic"] * 6, "actions", "reserve"]


def test_topics_are_not_proposed_anew_once_the_room_has_voted(by: User):
    made = planned(by)
    seat = rooms.seat(made)
    rooms.ballot(made.topics.get(question=rooms.questions(made)[2]), {seat: 3})
    before = rooms.questions(made)
    with pytest.raises(AlreadyTalkedAbout):
        preparing.propose_agenda(workshop=made)
    assert rooms.questions(made) == before


def test_what_was_accepted_as_seen_is_not_proposed(by: User):
    made = planned(by, rooms.seen_alike()[0])
    preparing.accept_as_seen(workshop=made, by=by, at=now())
    accepted = set(agendas.accepted(made).values_list("topic__question", flat=True))
    preparing.propose_agenda(workshop=made)
    assert accepted
    assert accepted.isdisjoint(rooms.questions(made))


def test_a_prepared_workshop_is_deleted_and_its_round_stays(by: User):
    made = planned(by)
    preparing.delete(workshop=made, by=by)
    assert (Workshop.objects.count(), Item.objects.count(), Assessment.objects.count()) == (0, 0, 1)


def test_a_workshop_from_nothing_takes_its_unanswered_pulse_along(by: User):
    factories.framework()
    made = preparing.plan_from_nothing(
        organisation=factories.organisation(), title="Board", mode="open", by=by, at=now()
    )
    preparing.delete(workshop=made, by=by)
    assert (Workshop.objects.count(), Assessment.objects.count()) == (0, 0)


def test_a_workshop_from_nothing_that_ended_leaves_its_round(by: User):
    made = rooms.workshop(from_nothing=True, phase=Workshop.Phase.ENDED)
    preparing.delete(workshop=made, by=by)
    assert (Workshop.objects.count(), Assessment.objects.count()) == (0, 1)


def test_a_room_in_session_is_not_deleted(by: User):
    made = rooms.workshop()
    with pytest.raises(InSession):
        preparing.delete(workshop=made, by=by)
    assert Workshop.objects.count() == 1
