"""What is seen alike is agreed in one step, and undone in one."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from accounts.models import User
from assessments import lifecycle, results
from assessments.models import Assessment
from scoring import Reply
from tests import factories, rooms
from workshops import agendas, preparing
from workshops.models import Decision, Workshop
from workshops.protocol import Stage
from workshops.refusals import (
    NothingAccepted,
    NothingAlike,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return factories.member()


def planned(by: User, about: Assessment | None = None) -> Workshop:
    return preparing.plan(assessment=about or factories.closed(), title="", by=by, at=now())


def test_what_is_seen_alike_is_agreed_at_the_middle_answer(by: User):
    round_, close = rooms.seen_alike()
    made, at = planned(by, round_), now()
    off_agenda = set(close) - set(rooms.questions(made))
    assert preparing.accept_as_seen(workshop=made, by=by, at=at) == len(off_agenda)
    assert off_agenda == set(close)
    decisions = Decision.objects.filter(topic__workshop=made).order_by("topic__question")
    assert list(
        decisions.values_list("topic__question", "position", "reason", "seen_alike", "evidence", "at", "by")
    ) == [(id_, 4, "seen alike", True, 0, at, by.pk) for id_ in sorted(close)]
    assert set(made.topics.filter(question__in=close).values_list("stage", "item")) == {("agreed", None)}


def test_nothing_hidden_is_accepted_as_seen(by: User):
    """Where everybody gave one answer, nothing of the pillar is shown: the step would tell each answer."""
    round_, close = rooms.seen_alike()
    result = results.published(round_)
    assert result is not None
    made = planned(by, round_)
    preparing.accept_as_seen(workshop=made, by=by, at=now())
    accepted = set(agendas.accepted(made).values_list("topic__question", flat=True))
    assert {result.questions[id_].shown for id_ in accepted} == {True}
    assert accepted <= set(close)


def test_unanimous_answers_of_a_confidential_round_are_not_accepted(by: User):
    round_ = factories.assessment(mode=Assessment.Mode.CONFIDENTIAL)
    for _person in range(6):
        factories.sent(round_, reply=Reply.P3)
    lifecycle.close_assessment(assessment=round_, by=None, at=now())
    made = planned(by, Assessment.objects.with_kit().get(pk=round_.pk))
    with pytest.raises(NothingAlike):
        preparing.accept_as_seen(workshop=made, by=by, at=now())
    assert (rooms.questions(made), Decision.objects.count()) == ([], 0)


def test_accepting_twice_finds_nothing_more(by: User):
    made = planned(by, rooms.seen_alike()[0])
    preparing.accept_as_seen(workshop=made, by=by, at=now())
    before = Decision.objects.count()
    with pytest.raises(NothingAlike):
        preparing.accept_as_seen(workshop=made, by=by, at=now())
    assert Decision.objects.count() == before


def test_what_stands_on_the_agenda_is_talked_about(by: User):
    round_, close = rooms.seen_alike()
    made = planned(by, round_)
    preparing.add_topic(workshop=made, question=close[0], by=by, at=now())
    preparing.accept_as_seen(workshop=made, by=by, at=now())
    assert close[0] not in set(agendas.accepted(made).values_list("topic__question", flat=True))


def test_undoing_takes_back_all_that_was_accepted_and_nothing_else(by: User):
    round_, close = rooms.seen_alike()
    made, at = planned(by, round_), now()
    kept = rooms.decision(made.topics.get(question=rooms.questions(made)[0]))
    preparing.accept_as_seen(workshop=made, by=by, at=at)
    assert preparing.undo_accepting(workshop=made, by=by, at=at) == len(close)
    assert list(Decision.objects.filter(topic__workshop=made, undone_at=None)) == [kept]
    assert set(Decision.objects.filter(seen_alike=True).values_list("undone_at", flat=True)) == {at}
    assert [seen.question.id for seen in agendas.to_accept(made)] == close
    with pytest.raises(NothingAccepted):
        preparing.undo_accepting(workshop=made, by=by, at=at)


def test_what_was_undone_can_be_accepted_again(by: User):
    made = planned(by, rooms.seen_alike()[0])
    first = preparing.accept_as_seen(workshop=made, by=by, at=now())
    preparing.undo_accepting(workshop=made, by=by, at=now())
    assert preparing.accept_as_seen(workshop=made, by=by, at=now()) == first
    assert agendas.accepted(made).count() == first


def test_a_question_that_was_accepted_can_be_talked_about_after_all(by: User):
    round_, close = rooms.seen_alike()
    made, at = planned(by, round_), now()
    preparing.accept_as_seen(workshop=made, by=by, at=at)
    added = preparing.add_topic(workshop=made, question=close[0], by=by, at=at)
    assert added.topic is not None
    assert (added.topic.stage, added.topic.decisions.get().undone_at) == (Stage.WAITING, at)
    assert agendas.accepted(made).count() == len(close) - 1


def test_accepting_is_possible_while_the_room_is_in_session(by: User):
    round_, close = rooms.seen_alike()
    made = rooms.workshop(round_, topics=0)
    assert preparing.accept_as_seen(workshop=made, by=by, at=now()) == len(close)
    assert preparing.undo_accepting(workshop=made, by=by, at=now()) == len(close)
