"""Members who watch a room by a stream see it as long as its page would let them in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from accounts import members
from accounts.models import Membership, User
from tests import factories, loops, rooms
from workshops import hub, onlookers, tickets, watching
from workshops.faces import Face
from workshops.models import Workshop
from workshops.onlookers import Onlooker
from workshops.tickets import Ticket

PATIENCE_SECONDS = 10
Role = Membership.Role


@pytest.fixture
def room(db: None) -> Workshop:
    return rooms.workshop()


def looking(at: Workshop, by: User, *, face: str = Face.CONSOLE) -> Onlooker:
    """Sign a person in, in a browser that shows a face of the room."""
    session = factories.signed_in_browser(by).session_key
    return Onlooker(at.pk, face, str(by.pk), session)


def facilitator(of: Workshop, role: str = Role.FACILITATOR) -> User:
    return factories.member(of.organisation, role)


def may_look(one: Onlooker) -> bool:
    return onlookers.admitted([one], timezone.now()) == {one}


@pytest.mark.parametrize(
    ("role", "faces"),
    [
        (Role.OWNER, [Face.PROJECTOR, Face.CONSOLE]),
        (Role.FACILITATOR, [Face.PROJECTOR, Face.CONSOLE]),
        (Role.VIEWER, [Face.PROJECTOR]),
    ],
)
def test_member_sees_the_faces_of_the_role(room: Workshop, role: str, faces: list[str]):
    by = facilitator(room, role)
    both = (Face.PROJECTOR, Face.CONSOLE)
    assert [face for face in both if may_look(looking(room, by, face=face))] == faces


def removed(one: Membership) -> None:
    members.remove(membership=one, by=factories.member(one.organisation))


def made_viewer(one: Membership) -> None:
    members.change_role(membership=one, role=Role.VIEWER, by=factories.member(one.organisation))


def run_out(one: Membership) -> None:
    Membership.objects.filter(pk=one.pk).update(expires_at=timezone.now())


def locked_out(one: Membership) -> None:
    User.objects.filter(pk=one.user_id).update(is_active=False)


@pytest.mark.parametrize("what", [removed, made_viewer, run_out, locked_out])
def test_right_that_was_taken_away_shows_nothing_more(room: Workshop, what: Callable[[Membership], None]):
    by = facilitator(room)
    one = looking(room, by)
    what(by.memberships.get())
    assert not may_look(one)


def test_browser_that_was_signed_out_shows_nothing_more(room: Workshop, client: Client):
    by = facilitator(room)
    client.force_login(by)
    one = Onlooker(room.pk, Face.CONSOLE, str(by.pk), client.session.session_key or "")
    before = may_look(one)
    client.logout()
    assert (before, may_look(one)) == (True, False)


def test_session_that_has_run_out_shows_nothing_more(room: Workshop):
    one = looking(room, facilitator(room))
    assert onlookers.admitted([one], timezone.now() + timedelta(days=400)) == frozenset()


def test_session_of_somebody_else_shows_nothing(room: Workshop):
    one, other = facilitator(room), facilitator(room)
    theirs = looking(room, other).session
    nobodys = [Onlooker(room.pk, Face.CONSOLE, str(one.pk), session) for session in (theirs, "", "no such")]
    assert onlookers.admitted(nobodys, timezone.now()) == frozenset()


@pytest.mark.parametrize("cookie", ["\0" * 32, "z" * 5000, "\u00e9" * 32], ids=["null", "long", "accents"])
def test_cookie_that_is_no_key_of_a_session_keeps_nobody_else_out(room: Workshop, cookie: str):
    by = facilitator(room)
    one, ticket = looking(room, by), Ticket(room.pk, Face.CONSOLE, onlookers.holder(by))
    odd = onlookers.of(ticket, cookie)
    assert odd == Onlooker(room.pk, Face.CONSOLE, str(by.pk), "")
    assert onlookers.admitted([one, odd], timezone.now()) == {one}


def test_member_of_another_organisation_sees_nothing(room: Workshop):
    stranger = facilitator(rooms.workshop())
    assert not may_look(looking(room, stranger))


def test_phone_has_no_face_for_members(room: Workshop):
    assert not may_look(looking(room, facilitator(room), face=Face.PHONE))


@pytest.mark.parametrize("people", [1, 3])
def test_everybody_is_asked_for_in_two_queries(
    room: Workshop, people: int, django_assert_num_queries: DjangoAssertNumQueries
):
    second = rooms.workshop(room.assessment)
    everybody = [looking(at, facilitator(at)) for at in (room, second) for _ in range(people)]
    with django_assert_num_queries(2):
        assert onlookers.admitted(everybody, timezone.now()) == set(everybody)


def test_seats_and_screens_without_an_account_are_no_members(room: Workshop):
    others = (tickets.Ticket(room.pk, Face.PHONE, holder) for holder in ("screen x", str(room.pk)))
    assert [onlookers.of(ticket, "key") for ticket in others] == [None, None]


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Iterator[hub.Hub]:
    """Lend a hub over the real database that keeps no connection to it."""

    def alone(work: Callable[..., object]) -> Callable[..., object]:
        def done(*args: object) -> object:
            try:
                return work(*args)
            finally:
                connection.close()

        return done

    monkeypatch.setattr(hub, "RIGHTS_SECONDS", 0.05)
    with ThreadPoolExecutor(1) as thread:
        monkeypatch.setattr(hub, "_threads", lambda: thread)
        yield hub.Hub(look=alone(hub.look), watch=watching.changes, admit=alone(hub.admit))  # type: ignore[arg-type]  # same calls


def signed_out(client: Client, _by: User) -> None:
    client.logout()


def without_membership(_client: Client, by: User) -> None:
    removed(by.memberships.get())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", [signed_out, without_membership])
@pytest.mark.parametrize("name", ["console", "screen"])
def test_stream_of_a_page_ends_with_the_right_to_see_it(
    streams: hub.Hub, client: Client, what: Callable[[Client, User], None], name: str
):
    room = rooms.workshop()
    by = facilitator(room)
    client.force_login(by)
    page = client.get(reverse(f"workshops:{name}", args=[room.organisation_id, room.pk]))
    ticket = tickets.read(page.context["stream"].split("/")[2].replace("%20", " "))
    session = client.session.session_key or ""
    assert ticket is not None

    def take_away() -> None:
        try:
            what(client, by)
        finally:
            connection.close()

    async def listen() -> list[bytes]:
        async with aclosing(streams.events(ticket, session=session)) as words:
            await anext(words)  # when to come back
            state = await anext(words)
            await asyncio.get_running_loop().run_in_executor(hub._threads(), take_away)
            return [state.partition(b"\n")[0], *[word async for word in words]]

    assert loops.run(asyncio.wait_for(listen(), PATIENCE_SECONDS)) == [b"event: state"]
