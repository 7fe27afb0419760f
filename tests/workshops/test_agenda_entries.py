"""An agenda is shaped entry by entry; every change is recorded, counted, and done whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.timezone import now

from accounts.models import AuditEvent, User
from assessments.models import Assessment
from tests import factories, rooms
from workshops import agendas, preparing, timetables
from workshops.models import Decision, Item, Topic, Workshop
from workshops.refusals import (
    AlreadyOnAgenda,
    AlreadyTalkedAbout,
    NotAsked,
    NotOnAgenda,
    Over,
    TooMuch,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return factories.member()


def planned(by: User, about: Assessment | None = None) -> Workshop:
    return preparing.plan(assessment=about or factories.closed(), title="", by=by, at=now())


def kinds(of: Workshop) -> list[str]:
    return [item.kind for item in agendas.in_order(of)]


def test_a_question_comes_after_the_other_topics(by: User):
    made = planned(by)
    chosen = next(id_ for id_ in agendas.asked(made.assessment) if id_ not in rooms.questions(made))
    preparing.add_topic(workshop=made, question=chosen, by=by, at=now())
    assert rooms.questions(made)[-1] == chosen
    assert kinds(made) == ["opening", "spread", *["topic"] * 7, "actions", "reserve"]


def test_a_question_stands_on_the_agenda_once(by: User):
    made = planned(by)
    with pytest.raises(AlreadyOnAgenda):
        preparing.add_topic(workshop=made, question=rooms.questions(made)[0], by=by, at=now())
    assert len(rooms.questions(made)) == 6


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
    first = rooms.questions(made)[0]
    preparing.remove_item(item=made.items.get(topic__question=first), by=by)
    assert first not in rooms.questions(made)
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
    assert made.current is not None
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
