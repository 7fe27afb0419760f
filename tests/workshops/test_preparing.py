"""What a workshop goes through, and what needs no talk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.timezone import now

from accounts.models import AuditEvent, User
from assessments import lifecycle
from assessments.models import Assessment
from scoring import Reply
from tests import factories, rooms
from workshops import agendas, preparing, timetables
from workshops.models import Decision, Item, Topic, Workshop
from workshops.protocol import Stage
from workshops.refusals import (
    AlreadyOnAgenda,
    AlreadyTalkedAbout,
    InSession,
    NotAsked,
    NothingAccepted,
    NothingAlike,
    NotOnAgenda,
    NotYetOpened,
    Over,
    TooMuch,
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


def topics(of: Workshop) -> list[str]:
    return [item.topic.question for item in agendas.in_order(of) if item.topic]


def kinds(of: Workshop) -> list[str]:
    return [item.kind for item in agendas.in_order(of)]


# Planning


def test_a_workshop_on_a_closed_round_has_ninety_minutes_and_six_topics(by: User):
    made = planned(by)
    assert parts(made) == PARTS
    assert timetables.of(made).total == 90
    assert (made.phase, made.from_nothing, made.created_by) == (Workshop.Phase.PREPARED, False, by)


def test_proposed_topics_come_from_every_main_question(by: User):
    made = planned(by)
    kit = agendas.kit_of(made.assessment)
    assert {kit.pillar_of(id_).section for id_ in topics(made)} == {one.id for one in kit.framework.sections}


def test_only_what_may_be_shown_is_proposed(by: User):
    made = planned(by, factories.closed(people=9))
    result = agendas.standing(made.assessment)
    assert result is not None
    assert {result.questions[id_].shown for id_ in topics(made)} == {True}
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


# Topics proposed anew


def test_proposing_anew_keeps_what_else_stands_on_the_agenda(by: User):
    made = planned(by)
    walk = preparing.add_item(workshop=made, title="A walk", minutes=10, by=by)
    for _step in range(8):
        preparing.move_item(item=walk, later=False, by=by)
    before = topics(made)
    preparing.remove_item(item=made.items.get(topic__question=before[0]), by=by)
    preparing.propose_agenda(workshop=made)
    assert topics(made) == before
    assert kinds(made) == ["opening", "spread", "other", *["topic"] * 6, "actions", "reserve"]


def test_topics_are_not_proposed_anew_once_the_room_has_voted(by: User):
    made = planned(by)
    seat = rooms.seat(made)
    rooms.ballot(made.topics.get(question=topics(made)[2]), {seat: 3})
    before = topics(made)
    with pytest.raises(AlreadyTalkedAbout):
        preparing.propose_agenda(workshop=made)
    assert topics(made) == before


def test_what_was_accepted_as_seen_is_not_proposed(by: User):
    made = planned(by, rooms.seen_alike()[0])
    preparing.accept_as_seen(workshop=made, by=by, at=now())
    accepted = set(agendas.accepted(made).values_list("topic__question", flat=True))
    preparing.propose_agenda(workshop=made)
    assert accepted
    assert accepted.isdisjoint(topics(made))


# Shaping the agenda


def test_a_question_comes_after_the_other_topics(by: User):
    made = planned(by)
    chosen = next(id_ for id_ in agendas.asked(made.assessment) if id_ not in topics(made))
    preparing.add_topic(workshop=made, question=chosen, by=by, at=now())
    assert topics(made)[-1] == chosen
    assert kinds(made) == ["opening", "spread", *["topic"] * 7, "actions", "reserve"]


def test_a_question_stands_on_the_agenda_once(by: User):
    made = planned(by)
    with pytest.raises(AlreadyOnAgenda):
        preparing.add_topic(workshop=made, question=topics(made)[0], by=by, at=now())
    assert len(topics(made)) == 6


def test_a_question_that_the_round_ruled_out_cannot_be_talked_about(by: User):
    round_ = factories.closed()
    ruled_out = agendas.kit_of(round_).questions[0].id
    Assessment.objects.filter(pk=round_.pk).update(not_asked=[ruled_out])
    made = rooms.workshop(Assessment.objects.with_kit().get(pk=round_.pk), topics=0)
    for question in (ruled_out, "nowhere"):
        with pytest.raises(NotAsked):
            preparing.add_topic(workshop=made, question=question, by=by, at=now())
    assert not made.topics.exists()


def test_something_of_ones_own_comes_last(by: User):
    made = planned(by)
    preparing.add_item(workshop=made, title="A walk", minutes=10, by=by)
    last = list(agendas.in_order(made))[-1]
    assert (last.kind, last.title, last.minutes) == ("other", "A walk", 10)
    assert (timetables.of(made).total, timetables.of(made).over) == (100, 10)


def test_an_agenda_has_an_end(by: User):
    made = planned(by)
    Item.objects.bulk_create(
        Item(workshop=made, place=20, kind="other", title="Talk", minutes=1) for _each in range(50)
    )
    with pytest.raises(TooMuch):
        preparing.add_item(workshop=made, title="One more", minutes=1, by=by)
    assert made.items.count() == 60


def test_an_entry_is_given_other_minutes_and_a_title(by: User):
    made = planned(by)
    changed = preparing.change_item(item=made.items.get(place=2), title="The core", minutes=20, by=by)
    assert (changed.title, changed.minutes, changed.kind) == ("The core", 20, "topic")
    assert timetables.of(made).lines[2].title == "The core"
    assert timetables.of(made).total == 101


@pytest.mark.parametrize(
    ("place", "later", "expected"),
    [(0, True, [1, 0, 2]), (2, False, [0, 2, 1]), (0, False, [0, 1, 2]), (2, True, [0, 1, 2])],
)
def test_entries_change_places(by: User, place: int, later: bool, expected: list[int]):  # noqa: FBT001 # a parameter of the table
    made = rooms.workshop(topics=3, phase=Workshop.Phase.PREPARED)
    before = list(agendas.in_order(made))
    preparing.move_item(item=before[place], later=later, by=by)
    assert list(agendas.in_order(made)) == [before[at] for at in expected]


def test_a_topic_that_is_removed_leaves_nothing_behind(by: User):
    made = planned(by)
    first = topics(made)[0]
    preparing.remove_item(item=made.items.get(topic__question=first), by=by)
    assert first not in topics(made)
    assert not Topic.objects.filter(workshop=made, question=first).exists()
    assert [item.place for item in agendas.in_order(made)] == list(range(9))


@pytest.mark.parametrize("revealed", [False, True])
def test_a_topic_that_was_voted_on_stays(by: User, revealed: bool):  # noqa: FBT001 # a parameter of the table
    made = rooms.workshop(topics=2, seats=1)
    last = made.topics.get(item__place=1)
    rooms.ballot(last, {made.seats.get(): 2}, revealed=revealed)
    with pytest.raises(AlreadyTalkedAbout):
        preparing.remove_item(item=last.item, by=by)
    assert made.items.count() == 2


def test_where_the_room_is_cannot_be_removed(by: User):
    made = rooms.workshop(topics=2)
    with pytest.raises(AlreadyTalkedAbout):
        preparing.remove_item(item=made.current, by=by)
    assert made.items.count() == 2


def test_an_entry_that_somebody_else_has_removed_is_gone(by: User):
    made = rooms.workshop(topics=2, phase=Workshop.Phase.PREPARED)
    item = made.items.get(place=0)
    Item.objects.filter(pk=item.pk).delete()
    for act in (
        lambda: preparing.remove_item(item=item, by=by),
        lambda: preparing.move_item(item=item, later=True, by=by),
        lambda: preparing.change_item(item=item, title="", minutes=1, by=by),
    ):
        with pytest.raises(NotOnAgenda):
            act()


# Accept as seen


def test_what_is_seen_alike_is_agreed_at_the_middle_answer(by: User):
    round_, close = rooms.seen_alike()
    made, at = planned(by, round_), now()
    off_agenda = set(close) - set(topics(made))
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
    result = agendas.standing(round_)
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
    assert (topics(made), Decision.objects.count()) == ([], 0)


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
    kept = rooms.decision(made.topics.get(question=topics(made)[0]))
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


# What every change does


CHANGES: dict[str, Callable[[Workshop, User], Any]] = {
    "agenda proposed": lambda made, by: preparing.propose_agenda(workshop=made, by=by),
    "workshop renamed": lambda made, by: preparing.rename(workshop=made, title="Other", by=by),
    "topic added": lambda made, by: preparing.add_topic(
        workshop=made, question=next(reversed(agendas.asked(made.assessment))), by=by, at=now()
    ),
    "entry added": lambda made, by: preparing.add_item(workshop=made, title="Walk", minutes=1, by=by),
    "entry changed": lambda made, by: preparing.change_item(
        item=made.items.get(place=0), title="Start", minutes=1, by=by
    ),
    "entry moved": lambda made, by: preparing.move_item(item=made.items.get(place=0), later=True, by=by),
    "entry removed": lambda made, by: preparing.remove_item(item=made.items.get(place=0), by=by),
    "accepted as seen": lambda made, by: preparing.accept_as_seen(workshop=made, by=by, at=now()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_recorded_and_counts(by: User, change: str):
    made = planned(by, rooms.seen_alike()[0])
    before = Workshop.objects.get(pk=made.pk).version
    CHANGES[change](made, by)
    event = AuditEvent.objects.filter(subject=str(made.pk)).latest("at", "pk")
    assert change in {event.action, event.detail}
    assert event.actor == by
    assert Workshop.objects.get(pk=made.pk).version == before + 1


@pytest.mark.parametrize("change", [name for name in CHANGES if name != "workshop renamed"])
def test_an_ended_workshop_stays_as_it_was(by: User, change: str):
    made = rooms.workshop(topics=2, phase=Workshop.Phase.ENDED)
    before = [*made.items.order_by("pk").values_list(), *made.topics.order_by("pk").values_list()]
    with pytest.raises(Over):
        CHANGES[change](made, by)
    with pytest.raises(Over):
        preparing.undo_accepting(workshop=made, by=by, at=now())
    assert [*made.items.order_by("pk").values_list(), *made.topics.order_by("pk").values_list()] == before


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_cannot_be_recorded_leaves_everything_as_it_was(by: User, change: str):
    made = planned(by, rooms.seen_alike()[0])

    def everything() -> list[Any]:
        return [
            *Workshop.objects.order_by("pk").values_list(),
            *Item.objects.order_by("pk").values_list(),
            *Topic.objects.order_by("pk").values_list(),
            *Decision.objects.order_by("pk").values_list(),
            *AuditEvent.objects.order_by("pk").values_list(),
        ]

    before = everything()
    with pytest.raises(ValueError, match="unsaved related object"):
        CHANGES[change](made, User())  # cannot be recorded, which is the last thing done
    assert everything() == before


# Deleting


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
