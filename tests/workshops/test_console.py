"""The page from which a room is led, and every command on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from tests import factories, rooms
from tests.assessments.conftest import counted
from workshops import deciding, refusals
from workshops.models import Decision, Topic, Workshop
from workshops.protocol import Stage

pytestmark = pytest.mark.django_db
AGREED = {"position": "4", "evidence": "2", "reason": "We looked at cases"}
COMMANDS = ("open-voting", "reveal", "vote-again", "agree", "park", "take-up", "undo", "end", "resume")
TOLD = ("id", "key", "voted", "present", "answered")
OTHERS = ("end-answering", "go-back", "renew-code", "add-action", "add-note")


@pytest.fixture
def workshop() -> Workshop:
    return rooms.workshop(title="Spring talks", seats=5)


@pytest.fixture
def leader(workshop: Workshop, client: Client) -> Client:
    client.force_login(factories.member(workshop.organisation, Membership.Role.FACILITATOR))
    return client


def text(answer: Any) -> str:
    return answer.content.decode()


def at(workshop: Workshop, place: int = 0) -> Topic:
    return workshop.topics.get(item__place=place)


def do(client: Client, name: str, of: Workshop, *more: object, **said: str) -> Any:
    of.refresh_from_db()
    return client.post(rooms.path(name, of, *more), {"version": of.version, **said})


def test_a_topic_goes_through_its_life_by_its_buttons(leader: Client, workshop: Workshop):
    voter = workshop.seats.all()[0]
    steps: list[tuple[str, dict[str, str], str]] = [
        ("open-voting", {}, Stage.VOTING),
        ("reveal", {}, Stage.REVEALED),
        ("vote-again", {}, Stage.VOTING),
        ("undo", {}, Stage.REVEALED),
        ("park", {"because": "We need the records"}, Stage.PARKED),
        ("take-up", {}, Stage.REVEALED),
        ("agree", AGREED, Stage.AGREED),
        ("undo", {}, Stage.REVEALED),
    ]
    for name, said, stage in steps:
        answer = do(leader, name, workshop, **said)
        assert (answer.status_code, answer.url) == (302, rooms.path("console", workshop)), name
        assert at(workshop).stage == stage, name
        if name == "open-voting":
            at(workshop).ballots.get().votes.create(seat=voter, reply=3, revision=1)


def test_agreeing_keeps_reason_evidence_and_the_action_that_follows(leader: Client, workshop: Workshop):
    do(leader, "agree", workshop, **AGREED, title="Bring cases", owner="Hana", due_on="2026-12-01")

    made = Decision.objects.get(topic=at(workshop))
    assert (made.position, made.evidence, made.reason) == (4, 2, "We looked at cases")
    todo = workshop.actions.get()
    assert (todo.title, todo.owner, todo.due_on, todo.topic) == (
        "Bring cases",
        "Hana",
        date(2026, 12, 1),
        at(workshop),
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": " "}, "Write down in one line why the room sees it so."),
        ({"position": "9"}, "Choose one of the answers shown."),
        ({"evidence": ""}, "Choose one of the answers shown."),
        ({"owner": "Hana"}, "Say what is to be done."),
        ({"title": "Bring cases", "due_on": "soon"}, "Give the date as it is in the calendar"),
    ],
)
def test_agreeing_without_what_is_needed_keeps_what_was_typed(
    leader: Client, workshop: Workshop, wrong: Mapping[str, str], said: str
):
    answer = do(leader, "agree", workshop, **{**AGREED, "reason": "Cases", **wrong})

    assert answer.status_code == 422
    assert said in text(answer)
    kept = {"reason": "Cases", **wrong}
    assert f'name="reason" maxlength="500" autocomplete="off" value="{kept["reason"]}"' in text(answer)
    assert (at(workshop).stage, workshop.actions.count()) == (Stage.WAITING, 0)


def test_agreeing_with_an_action_does_both_or_neither(workshop: Workshop):
    said = deciding.Agreed(position=3, evidence=1, reason="Cases", title=" ")
    with pytest.raises(refusals.NothingSaid):
        deciding.agree(
            workshop=workshop,
            version=workshop.version,
            said=said,
            by=factories.member(workshop.organisation),
            at=timezone.now(),
        )

    assert (at(workshop).stage, Decision.objects.count(), workshop.actions.count()) == (Stage.WAITING, 0, 0)


def test_agreeing_is_refused_while_people_vote(leader: Client, workshop: Workshop):
    do(leader, "open-voting", workshop)
    assert do(leader, "agree", workshop, **AGREED).status_code == 409


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, "Say why it is parked, or write down the two views."),
        ({"lower_view": "Only service"}, "Write down the other view as well."),
    ],
)
def test_parking_without_a_reason_keeps_what_was_typed(
    leader: Client, workshop: Workshop, said: dict[str, str], missing: str
):
    answer = do(leader, "park", workshop, **said)

    assert (answer.status_code, at(workshop).stage) == (422, Stage.WAITING)
    assert missing in text(answer)
    assert all(view in text(answer) for view in said.values())


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "resume"])
def test_command_on_an_older_state_is_refused_with_the_present_one(
    leader: Client, workshop: Workshop, name: str
):
    Workshop.objects.filter(pk=workshop.pk).update(version=7)
    said = {**AGREED, "because": "Typed before", "reason": "Typed before", "version": "6"}
    answer = leader.post(rooms.path(name, workshop), said)

    assert answer.status_code == 409
    assert "The room has moved on. This is how it stands now." in text(answer)
    assert 'name="version" value="7"' in text(answer)
    assert "Typed before" in text(answer)
    assert at(workshop).stage == Stage.WAITING


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_command_without_a_readable_version_is_refused(leader: Client, workshop: Workshop, version: str):
    assert leader.post(rooms.path("open-voting", workshop), {"version": version}).status_code == 409
    assert at(workshop).stage == Stage.WAITING


def test_going_on_goes_where_it_says(leader: Client, workshop: Workshop):
    second = workshop.items.get(place=1)
    do(leader, "go-to", workshop, second.pk)

    workshop.refresh_from_db()
    assert workshop.current == second


def test_going_on_is_refused_while_people_vote(leader: Client, workshop: Workshop):
    do(leader, "open-voting", workshop)
    assert do(leader, "go-to", workshop, workshop.items.get(place=1).pk).status_code == 409


def test_ending_and_going_on_after_all(leader: Client, workshop: Workshop):
    do(leader, "end", workshop)
    ended = leader.get(rooms.path("console", workshop))
    assert "The workshop has ended" in text(ended)
    do(leader, "resume", workshop)
    workshop.refresh_from_db()
    assert workshop.phase == Workshop.Phase.RUNNING


def test_actions_are_added_changed_and_removed(leader: Client, workshop: Workshop):
    do(leader, "add-action", workshop, title="Bring cases", owner="Hana")
    todo = workshop.actions.get()
    do(leader, "change-action", workshop, todo.pk, title="Bring three cases", due_on="2026-12-01")
    todo.refresh_from_db()
    assert (todo.title, todo.owner, todo.due_on) == ("Bring three cases", "", date(2026, 12, 1))
    do(leader, "remove-action", workshop, todo.pk)
    assert workshop.actions.count() == 0


def test_wrong_action_is_not_kept_and_what_was_typed_is(leader: Client, workshop: Workshop):
    todo = workshop.actions.create(title="Bring cases")
    for name, more in (("add-action", ()), ("change-action", (todo.pk,))):
        answer = do(leader, name, workshop, *more, title="", owner="Typed owner")
        assert (answer.status_code, text(answer).count('value="Typed owner"')) == (422, 1), name
    assert [todo.title for todo in workshop.actions.all()] == ["Bring cases"]


def test_notes_are_put_aside_and_removed(leader: Client, workshop: Workshop):
    do(leader, "add-note", workshop, text="The new web shop")
    note = workshop.parking_notes.get()
    assert note.text == "The new web shop"
    assert do(leader, "add-note", workshop, text=" ").status_code == 422
    do(leader, "remove-note", workshop, note.pk)
    assert workshop.parking_notes.count() == 0


def test_seat_is_removed(leader: Client, workshop: Workshop):
    seat = workshop.seats.all()[0]
    do(leader, "remove-seat", workshop, seat.pk)
    seat.refresh_from_db()
    assert seat.removed_at is not None
    assert do(leader, "remove-seat", workshop, seat.pk).status_code == 404


def test_room_is_given_another_code(leader: Client, workshop: Workshop):
    before = workshop.code
    do(leader, "renew-code", workshop)
    workshop.refresh_from_db()
    assert workshop.code not in {"", before}


def test_silent_answering_is_not_ended_before_anybody_has_sent(leader: Client):
    room = rooms.workshop(
        factories.assessment(scope="pulse"), topics=0, from_nothing=True, phase=Workshop.Phase.ANSWERING
    )
    leader.force_login(factories.member(room.organisation))
    answer = do(leader, "end-answering", room)

    assert answer.status_code == 409
    assert "Nobody has sent their answers yet." in text(answer)


def test_console_says_who_has_not_voted_and_never_what_anybody_chose(leader: Client, workshop: Workshop):
    first, *_rest = workshop.seats.order_by("joined_at")
    ballot = rooms.ballot(at(workshop), {first: 1})
    pages, states = [], []
    for reply in (1, 5):
        ballot.votes.update(reply=reply)
        states.append(leader.get(rooms.path("console-state", workshop)).json())
        pages.append(states[-1]["html"])
    unlike = re.compile(r"data-clock>[^<]*")

    assert unlike.sub("", pages[0]) == unlike.sub("", pages[1])
    assert [states[0][name] for name in TOLD] == [states[1][name] for name in TOLD]
    assert "Not voted yet: Person 2, Person 3, Person 4, Person 5" in pages[0]


def test_state_brings_the_html_only_where_it_is_another(leader: Client, workshop: Workshop):
    first = leader.get(rooms.path("console-state", workshop)).json()
    again = leader.get(rooms.path("console-state", workshop), {"key": first["key"]}).json()

    assert ("html" in first, "html" in again) == (True, False)
    assert [again[name] for name in TOLD] == [first[name] for name in TOLD]


@pytest.mark.parametrize("name", [*COMMANDS, *OTHERS, "console", "console-state"])
def test_page_and_commands_are_for_those_who_run_assessments(workshop: Workshop, client: Client, name: str):
    client.force_login(factories.member(workshop.organisation, Membership.Role.VIEWER))
    ask = client.get if name.startswith("console") else client.post
    assert ask(rooms.path(name, workshop)).status_code == 404


@pytest.mark.parametrize("name", [*COMMANDS, *OTHERS, "console", "console-state", "screen", "screen-state"])
def test_workshop_of_others_does_not_exist(leader: Client, workshop: Workshop, name: str):
    foreign = rooms.workshop()
    ask = leader.get if name.startswith(("console", "screen")) else leader.post
    for pk in (foreign.pk, uuid4()):
        assert ask(reverse(f"workshops:{name}", args=[workshop.organisation_id, pk])).status_code == 404


@pytest.mark.parametrize("name", ["go-to", "remove-seat", "change-action", "remove-action", "remove-note"])
def test_rows_of_other_workshops_do_not_exist(leader: Client, workshop: Workshop, name: str):
    other = rooms.workshop(seats=1)
    makers: Mapping[str, Callable[[], Any]] = {
        "go-to": lambda: other.items.all()[0],
        "remove-seat": other.seats.get,
        "change-action": lambda: other.actions.create(title="Theirs"),
        "remove-action": lambda: other.actions.create(title="Theirs"),
        "remove-note": lambda: other.parking_notes.create(text="Theirs"),
    }
    assert do(leader, name, workshop, makers[name]().pk, title="X").status_code == 404


def test_console_asks_as_many_queries_whatever_the_room_holds(leader: Client):
    asked = []
    for size in (1, 3):
        room = rooms.workshop(topics=size, seats=size)
        leader.force_login(factories.member(room.organisation))
        rooms.ballot(at(room), dict.fromkeys(room.seats.all(), 3))
        for number in range(size):
            room.actions.create(title=f"Action {number}")
            room.parking_notes.create(text=f"Note {number}")
        leader.get(rooms.path("console", room))
        with counted() as statements:
            leader.get(rooms.path("console", room))
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_what_was_agreed_and_undone_need_not_be_typed_once_more(leader: Client, workshop: Workshop):
    do(leader, "open-voting", workshop)
    do(leader, "reveal", workshop)
    do(leader, "agree", workshop, **AGREED)
    do(leader, "undo", workshop)
    shown = text(leader.get(rooms.path("console", workshop)))
    kept = ('id="position-4" value="4" checked', 'id="evidence-2" value="2" checked', AGREED["reason"])
    assert [words in shown for words in kept] == [True] * 3
    do(leader, "vote-again", workshop)
    do(leader, "reveal", workshop)
    assert AGREED["reason"] not in text(leader.get(rooms.path("console", workshop)))


def test_the_next_step_at_the_last_entry_is_the_end(leader: Client, workshop: Workshop):
    do(leader, "go-to", workshop, workshop.items.get(place=2).pk)
    shown = text(leader.get(rooms.path("console", workshop)))
    assert shown.count('id="do-end"') == 1
    assert shown.index('id="do-end"') < shown.index('class="desk-side"')
    do(leader, "go-to", workshop, workshop.items.get(place=1).pk)
    shown = text(leader.get(rooms.path("console", workshop)))
    assert shown.count('id="do-end"') == 1
    assert shown.index('id="do-end"') > shown.index('class="desk-side"')
