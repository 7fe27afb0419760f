"""Streams of the real server: what they say, what ends them, and what a browser finds when it comes back."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

import psutil
import pytest

from cxmaturity import launching
from tests.server import Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]
PATIENCE_SECONDS = 60
BEATS = 10  # while a process that votes is started on a busy machine
_ROOM = """
import json
from tests import rooms
from workshops import tickets
room = rooms.workshop(seats=1)
seat = room.seats.get()
topic = room.topics.get(item__place=0)
rooms.ballot(topic)
def address(face, holder):
    return tickets.address(workshop_id=room.pk, face=face, holder=holder)
foreign = tickets.signed(tickets.Ticket(room.pk, "phone", "x"))[:-1] + "-"
print(json.dumps({"room": str(room.pk), "topic": str(topic.pk), "seat": str(seat.pk),
    "phone": address("phone", seat.pk), "projector": address("projector", "wall"),
    "forged": f"/live/{foreign}/"}))
"""
_VOTE = """
from django.utils.timezone import now
from workshops import voting
from workshops.models import Seat
voting.cast(seat=Seat.objects.get(pk="{seat}"), topic_id="{topic}", ballot=1, reply=3, revision={revision}, at=now())
"""
_MANY = """
import json
from uuid import UUID
from workshops import tickets
print(json.dumps([tickets.address(workshop_id=UUID("{room}"), face="phone", holder=n) for n in range(60)]))
"""


@dataclass(slots=True)
class Stream:
    """One open stream, read by the line."""

    connection: socket.socket
    _unread: bytes = b""

    def event(self) -> dict[str, str]:
        """Return the next event; an empty one where the stream has ended."""
        while b"\n\n" not in self._unread:
            more = self.connection.recv(65536)
            if not more:
                return {}
            self._unread += more
        text, _, self._unread = self._unread.partition(b"\n\n")
        return dict(line.split(": ", 1) for line in text.decode().splitlines() if ": " in line)

    def state(self) -> dict[str, object]:
        """Return the next state of the room."""
        beats = 0
        while (event := self.event()).get("event") != "state":
            assert event, "the stream has ended"
            beats += event.get("event") == "beat"
            assert beats < BEATS, "nothing was told for so many heartbeats"
        return dict(json.loads(event["data"]))


@contextmanager
def opened(site: Site, path: str, last: str = "") -> Iterator[Stream]:
    """Open a stream over HTTP/1.0, whose body is not cut into chunks."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE_SECONDS) as connection:
        again = f"Last-Event-ID: {last}\r\n" if last else ""
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n{again}\r\n".encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(1)
        assert b" 200 " in head.splitlines()[0], head
        yield Stream(connection)


@pytest.fixture(scope="module")
def room(site: Site) -> dict[str, str]:
    return dict(json.loads(site.shell(_ROOM)))


def vote(site: Site, room: dict[str, str], revision: int) -> None:
    site.shell(_VOTE.format(**room, revision=revision))


def status(site: Site, method: str, path: str) -> tuple[int, str | None]:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"]
    finally:
        connection.close()


def test_stream_catches_up_after_the_server_was_killed(site: Site, room: dict[str, str]):
    with opened(site, room["projector"]) as wall:
        before = wall.state()
        assert (before["voted"], "html" in before) == (0, True)
        with opened(site, room["phone"]) as phone:
            phone.state()
            vote(site, room, revision=1)
            heard = wall.state()
            assert (heard["voted"], "html" in heard) == (1, False)
            assert phone.state()["voted"] == 1
        site.kill()
        assert wall.event() == {}
    site.start()
    with opened(site, room["projector"], last=str(before["id"])) as wall:
        found = wall.state()
        assert (found.pop("html") != "", found) == (True, heard)
    with opened(site, room["projector"], last=str(heard["id"])) as wall:
        assert "retry" in wall.event()
        wall.connection.settimeout(1)
        with pytest.raises(TimeoutError):
            wall.event()


def test_wrong_ticket_and_other_methods_are_answered_like_any_address(site: Site, room: dict[str, str]):
    assert status(site, "GET", room["forged"]) == (404, "text/html; charset=utf-8")
    assert status(site, "GET", "/live/x/") == (404, "text/html; charset=utf-8")
    assert status(site, "POST", room["phone"])[0] == 403
    assert status(site, "HEAD", room["phone"])[0] == 405


def test_streams_take_no_threads(site: Site, room: dict[str, str]):
    def threads() -> int:
        assert site.process
        return sum(server.num_threads() for server in psutil.Process(site.process.pid).children())

    addresses = json.loads(site.shell(_MANY.format(**room)))
    with ExitStack() as open_streams:
        for address in addresses[:10]:
            open_streams.enter_context(opened(site, address)).state()
        before = threads()
        for address in addresses[10:]:
            open_streams.enter_context(opened(site, address)).state()
        # Helpers that all streams share may still be starting; a thread each would be fifty.
        assert threads() - before <= len(addresses[10:]) // 4


def test_server_that_is_asked_to_end_does_not_wait_for_streams(site: Site, room: dict[str, str]):
    with opened(site, room["projector"]) as wall:
        wall.state()
        begun = time.monotonic()
        assert site.process
        site.process.terminate()
        assert wall.event() == {}
        site.process.wait(PATIENCE_SECONDS)
        assert time.monotonic() - begun < launching._PATIENCE_SECONDS  # after which it would have been killed
    site.start()


def test_server_without_streams_says_to_come_back_later(environment: dict[str, str], room: dict[str, str]):
    plain = Site(environment, arguments=("--no-worker", "--no-live"))
    plain.start()
    try:
        assert status(plain, "GET", room["projector"])[0] == 503
    finally:
        plain.stop()


def test_server_of_streams_serves_nothing_else(environment: dict[str, str], room: dict[str, str]):
    apart = Site(environment, command="live", arguments=())
    apart.start()
    try:
        assert [status(apart, "GET", path)[0] for path in ("/livez", "/", room["forged"])] == [200, 404, 404]
        with opened(apart, room["projector"]) as wall:
            assert "html" in wall.state()
    finally:
        apart.stop()
