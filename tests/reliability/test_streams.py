"""Many streams of the real server: killed, removed, never read, held for long."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPException

import psutil
import pytest

from tests.reliability import halls, listeners, mailers
from tests.reliability.halls import Hall
from tests.reliability.listeners import Listener
from tests.reliability.voters import Voter
from tests.server import Site, Visitor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
STREAMS = 50
SLOW = 30
MEGABYTE = 1024 * 1024
HELD_SECONDS, VOTE_EVERY_SECONDS = 300, 10
_OPEN = """
from tests import rooms
from workshops.models import Topic
rooms.ballot(Topic.objects.get(workshop="{workshop}"))
"""
# A console so long that a few pictures fill whatever stands between a server and who does not read.
_NOTES = """
from workshops.models import ParkingNote
ParkingNote.objects.bulk_create(ParkingNote(workshop_id="{workshop}", text="x" * 500) for _ in range(400))
print()
"""
_CHANGES = """
import time
from django.utils.timezone import now
from accounts.models import User
from workshops import running
from workshops.models import Workshop
room = Workshop.objects.get(pk="{workshop}")
by = User.objects.get(memberships__organisation=room.organisation)
for _ in range({number}):
    for command in (running.open_voting, running.undo):
        room = command(workshop=room, version=room.version, by=by, at=now())
        time.sleep(0.3)
print(room.version)
"""


@pytest.fixture
def hall(site: Site) -> Hall:
    return halls.hall(site, topics=2)


@pytest.fixture
def leader(site: Site, hall: Hall) -> Visitor:
    visitor = Visitor(site.port)
    visitor.cookies.update(hall.leader)
    assert visitor.get(hall.console).status == 200
    return visitor


def joined(site: Site, hall: Hall) -> Voter:
    voter = Voter(site, hall)
    voter.join()
    return voter


def ticket(voter: Voter) -> str:
    """Return the address of the phone's stream, as its page has it."""
    page = voter.visitor.get(f"/seat/{voter.seat}/").body.decode()
    return page.partition('data-stream="')[2].partition('"')[0]


def connect_anew(visitor: Visitor) -> None:
    """Notice that the server has been away, as a browser does with a connection that it kept."""
    with pytest.raises((OSError, HTTPException)):
        visitor.get("/livez")


def everybody(streams: list[Listener], what: Callable[[Listener], bool]) -> float:
    """Wait until something holds for every stream, and return how long it took."""
    return mailers.wait_until(lambda: all(map(what, streams)))


def test_streams_come_back_after_a_kill_and_end_at_the_newest_state(
    site: Site, hall: Hall, leader: Visitor, record_property: Callable[[str, object], None]
):
    voter = joined(site, hall)
    assert leader.post(f"{hall.console}open-voting/", {"version": 0}).status == 302
    with listeners.listening(site.port, hall.addresses(site, STREAMS)) as streams:
        everybody(streams, lambda stream: stream.state.get("voted") == 0)
        before = streams[0].state["key"]
        site.kill()
        site.start()
        for visitor in (voter.visitor, leader):
            connect_anew(visitor)
        ballot = voter.running()
        assert ballot
        assert voter.vote(*ballot, reply=4, revision=1).status == 200
        record_property("seconds until 50 were back", round(everybody(streams, is_told_of_vote), 2))
        assert {(stream.opened, stream.state["key"]) for stream in streams} == {(2, before)}
        assert leader.post(f"{hall.console}reveal/", {"version": 1}).status == 302
        everybody(streams, lambda stream: stream.state["key"] != before)
        assert len({(stream.state["id"], stream.state["html"]) for stream in streams}) == 1


def is_told_of_vote(stream: Listener) -> bool:
    return stream.state.get("voted") == 1


def test_stream_of_a_removed_seat_ends_and_no_other(site: Site, hall: Hall, leader: Visitor):
    phones = [joined(site, hall) for _ in range(3)]
    with listeners.listening(site.port, [ticket(phone) for phone in phones]) as streams:
        everybody(streams, lambda stream: stream.state.get("present") == 3)
        removed, *others = streams
        assert leader.post(f"{hall.console}seats/{phones[0].seat}/remove/", {}).status == 302
        everybody(others, lambda stream: stream.state["present"] == 2)
        mailers.wait_until(lambda: removed.gone)
        assert [stream.gone for stream in others] == [False, False]
    assert phones[0].visitor.get(f"/seat/{phones[0].seat}/state/").status == 410


def test_streams_that_are_never_read_hold_up_nobody(
    site: Site,
    hall: Hall,
    soak: bool,  # noqa: FBT001 # a fixture
    record_property: Callable[[str, object], None],
):
    """Each has the smallest buffer there is; the room changes until all are full."""
    changes = 200 if soak else 25
    site.shell(_NOTES.format(workshop=hall.workshop))
    console = hall.addresses(site, SLOW + 1, face="console")
    with ExitStack() as open_streams, listeners.listening(site.port, console[:1]) as [reading]:
        mailers.wait_until(lambda: bool(reading.state))
        for path in console[1:]:
            open_streams.enter_context(deaf(site, path))
        site.shell(_CHANGES.format(workshop=hall.workshop, number=2))
        before, told = memory(site), reading.told
        version = site.shell(_CHANGES.format(workshop=hall.workshop, number=changes)).strip()
        mailers.wait_until(lambda: f'value="{version}"' in reading.state["html"])
        grown = (memory(site) - before) / MEGABYTE
        unread = SLOW * (reading.told - told) * len(reading.state["html"]) / MEGABYTE
        record_property("megabytes grown, of so many that were not read", (round(grown, 1), round(unread)))
        record_property("pictures told", reading.told - told)
        assert reading.told - told >= changes
        assert reading.opened == 1
        assert grown < unread / 4
    assert site.answers("/livez")


@pytest.mark.skipif(os.environ.get("SOAK") != "1", reason="takes minutes")
def test_a_thousand_streams_are_held(site: Site, record_property: Callable[[str, object], None]):
    rooms = [halls.hall(site, topics=1) for _ in range(4)]
    voters = [joined(site, room) for room in rooms]
    site.shell("".join(_OPEN.format(workshop=room.workshop) for room in rooms))
    ballots = [voter.running() for voter in voters]
    paths = [path for room in rooms for path in room.addresses(site, 250)]
    with listeners.listening(site.port, paths) as streams:
        everybody(streams, lambda stream: bool(stream.state))
        before = memory(site)
        for revision in range(1, HELD_SECONDS // VOTE_EVERY_SECONDS + 1):
            time.sleep(VOTE_EVERY_SECONDS)
            for voter, ballot in zip(voters, ballots, strict=True):
                assert ballot
                vote_after_a_while(voter, ballot, revision)
        record_property("megabytes grown", round((memory(site) - before) / MEGABYTE, 1))
        assert {(stream.opened, stream.refused) for stream in streams} == {(1, b"")}
        assert {stream.state["voted"] for stream in streams} == {1}
        assert memory(site) - before < 10 * MEGABYTE


def vote_after_a_while(voter: Voter, ballot: tuple[str, int], revision: int) -> None:
    """Vote, on a new connection where the server has closed the one that was not used for a while."""
    reply = 1 + revision % 5
    try:
        answer = voter.vote(*ballot, reply=reply, revision=revision)
    except (OSError, HTTPException):
        answer = voter.vote(*ballot, reply=reply, revision=revision)
    assert answer.status == 200


def deaf(site: Site, path: str) -> socket.socket:
    """Open a stream and never read it."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    connection.connect(("127.0.0.1", site.port))
    connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return connection


def memory(site: Site) -> int:
    """Return the memory that the server's processes have for themselves."""
    return sum(process.memory_full_info().uss for process in processes(site))


def processes(site: Site) -> list[psutil.Process]:
    assert site.process
    return psutil.Process(site.process.pid).children(recursive=True)
