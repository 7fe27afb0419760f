"""Rooms full of streams in the database of a running server, votes in them, and who heard of each when."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psutil
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

from assessments.models import Assessment
from tests import factories, rooms
from tests.bench import audience
from tests.bench.audience import Listener
from tests.bench.figures import Figure
from workshops import screens, tickets, voting
from workshops.faces import Face
from workshops.models import Seat, Topic, Workshop

VOTES = 60
POLLS = 20
FIRST = 30
BETWEEN_VOTES_SECONDS = 0.3  # in one room: each vote is shown by itself, and none waits for the one before
PATIENCE_SECONDS = 20.0
PORT = int(os.environ.get("LIVE_PORT", "0"))


@dataclass(slots=True, eq=False)
class Hall:
    """One room, everybody who watches it, and when each vote set out."""

    workshop: Workshop
    topic: Topic
    seats: list[Seat]
    streams: list[Listener]
    polls: list[Listener]
    cast_at: list[float] = field(default_factory=list)

    def vote(self) -> None:
        """Cast the next vote as a phone's request does, from just before it is stored."""
        seat = self.seats[len(self.cast_at)]
        self.cast_at.append(time.perf_counter())
        voting.cast(seat=seat, topic_id=self.topic.pk, ballot=1, reply=3, revision=1, at=now())

    def latencies(self, listeners: list[Listener], *, last: bool) -> Iterator[float]:
        """Yield the seconds from every vote, or from the last, to everybody who heard of it."""
        votes = len(self.cast_at)
        for number in range(votes if last else 1, votes + 1):
            for listener in listeners:
                if (at := listener.knew_at(number)) is not None:
                    yield at - self.cast_at[number - 1]


def measure(database: str, *, rooms: int, streams: int) -> Iterator[Figure]:
    """Yield the figures of so many rooms with so many streams each; in many rooms everybody votes at once."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    at_once = rooms > VOTES // 2
    votes = streams - 1 if at_once else VOTES // rooms
    about = factories.closed(people=6)
    halls = [_hall(about, streams=streams, votes=votes, polls=max(1, POLLS // rooms)) for _ in range(rooms)]
    connection.close()
    name = f"{rooms * streams} streams in {rooms} rooms on {database}"
    yield from asyncio.run(_measured(name, halls, at_once=at_once))


def _hall(about: Assessment, *, streams: int, votes: int, polls: int) -> Hall:
    workshop = rooms.workshop(about)
    topic = workshop.topics.get(item__place=0)
    rooms.ballot(topic)
    seats = Seat.objects.bulk_create([Seat(workshop=workshop) for _ in range(votes)])
    faces = [Face.PROJECTOR, *[Face.PHONE] * (streams - 1)]
    addresses = [
        tickets.address(workshop_id=workshop.pk, face=face, holder=f"{workshop.pk} {number}")
        for number, face in enumerate(faces)
    ]
    state = reverse("workshops:screen-token-state", args=[screens.token(workshop, now())])
    listening = [Listener(path) for path in addresses]
    return Hall(workshop, topic, seats, listening, [Listener(state) for _ in range(polls)])


async def _measured(name: str, halls: list[Hall], *, at_once: bool) -> list[Figure]:
    streams = [listener for hall in halls for listener in hall.streams]
    first, rest = streams[:FIRST], streams[FIRST:]
    tasks = await _let_in(first)  # and every process has read what it reads once
    before = _server_bytes()
    tasks += await _let_in(rest)
    grown = (_server_bytes() - before) / len(rest) / 1024
    tasks += [asyncio.create_task(poll.ask(PORT)) for hall in halls for poll in hall.polls]
    await asyncio.sleep(audience.POLL_SECONDS)
    await (_vote_at_once(halls) if at_once else _vote_in_turn(halls))
    everywhere = [
        await audience.everybody_knows(
            [*hall.streams, *hall.polls], len(hall.seats), seconds=PATIENCE_SECONDS
        )
        for hall in halls
    ]
    missed = sum(listener.voted < len(hall.seats) for hall in halls for listener in hall.streams)
    await audience.leave(tasks)
    assert all(everywhere) or missed, "the pages that ask have to hear of it too"
    return [*_told(name, halls, at_once=at_once), *_cost(name, grown, missed, len(streams))]


async def _let_in(streams: list[Listener]) -> list[asyncio.Task[None]]:
    tasks = []
    for number, listener in enumerate(streams):
        tasks.append(asyncio.create_task(listener.listen(PORT)))
        if number % 20 == 0:
            await asyncio.sleep(0.02)
    assert await audience.everybody_knows(streams, 0, seconds=PATIENCE_SECONDS)
    await asyncio.sleep(1)
    return tasks


async def _vote_in_turn(halls: list[Hall]) -> None:
    """Vote in one room after the other, at moments that no poll keeps step with."""
    loop, voter = asyncio.get_running_loop(), ThreadPoolExecutor(1)
    for _vote in halls[0].seats:
        for hall in halls:
            await loop.run_in_executor(voter, hall.vote)
            await asyncio.sleep(BETWEEN_VOTES_SECONDS / len(halls) * random.uniform(1.0, 1.5))  # noqa: S311 # no secret


async def _vote_at_once(halls: list[Hall]) -> None:
    """Let everybody in every room vote as fast as the votes are taken."""
    loop, voters = asyncio.get_running_loop(), ThreadPoolExecutor(4)
    turns = [hall for _seat in halls[0].seats for hall in halls]
    await asyncio.gather(*(loop.run_in_executor(voters, hall.vote) for hall in turns))


def _server_bytes() -> int:
    """Return the memory that the server's processes have for themselves."""
    server = psutil.Process(int(os.environ["LIVE_SERVER"]))
    return sum(process.memory_full_info().uss for process in server.children(recursive=True))


def _told(name: str, halls: list[Hall], *, at_once: bool) -> Iterator[Figure]:
    heard = [seconds for hall in halls for seconds in hall.latencies(hall.streams, last=at_once)]
    asked = [seconds for hall in halls for seconds in hall.latencies(hall.polls, last=at_once)]
    p50, p99 = audience.p50_p99(heard)
    poll_p50, poll_p99 = audience.p50_p99(asked)
    what = "last vote to every screen" if at_once else "vote to every screen"
    target = 0.5 if at_once else 0.05
    yield Figure(
        f"{what}, {name}: p99", p99 / poll_p99, target, "ms", p99, "p99 of a 2 s poll in the same run"
    )
    yield Figure(
        f"{what}, {name}: p50", p50 / poll_p50, 2 * target, "ms", p50, "p50 of a 2 s poll in the same run"
    )


def _cost(name: str, grown: float, missed: int, streams: int) -> Iterator[Figure]:
    yield Figure(f"{name}: not told", missed, 0.0, "streams", missed, f"all {streams} streams")
    yield Figure(f"{name}: memory", grown / 80, 1.0, "kB a stream", grown, "80 kB a stream")
