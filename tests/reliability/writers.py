"""People who save answers without a pause and remember what was acknowledged."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import psycopg

from tests.server import Site, Visitor

QUERY = "SELECT response_id, question, revision, reply FROM assessments_answer"


@dataclass(slots=True)
class Writer:
    """One person; `acknowledged` holds the last answer to each question that the server said it has."""

    site: Site
    number: int
    stop: Event = field(default_factory=Event)
    acknowledged: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    hints: set[str | None] = field(default_factory=set)
    thread: Thread | None = None

    def begin(self) -> None:
        """Begin a sheet and start saving."""
        visitor = Visitor(self.site.port)
        sheet = visitor.begin(organisation=f"Writer {self.number}")
        self.thread = Thread(target=self._write, args=(visitor, sheet, visitor.questions(sheet)))
        self.thread.start()

    def end(self) -> None:
        """Stop saving."""
        self.stop.set()
        if self.thread is not None:
            self.thread.join()

    def _write(self, visitor: Visitor, sheet: str, questions: list[str]) -> None:
        revision = 0
        while not self.stop.is_set():
            revision += 1
            for place, question in enumerate(questions):
                if self.stop.is_set():
                    return
                self._save(visitor, sheet, question, reply=1 + (place + revision) % 5, revision=revision)

    def _save(self, visitor: Visitor, sheet: str, question: str, *, reply: int, revision: int) -> None:
        try:
            answer = visitor.save(sheet, question, reply, revision)
        except (OSError, HTTPException):
            time.sleep(0.01)  # the server is away; this answer was not acknowledged
            return
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status == 200:
            self.acknowledged[sheet, question] = (revision, reply)
        elif answer.status == 503:
            self.hints.add(answer.headers["Retry-After"])


def stored(database: str | Path) -> dict[tuple[str, str], tuple[int, int]]:
    """Return every stored answer as (sheet, question) -> (revision, reply)."""
    if isinstance(database, Path):
        with sqlite3.connect(database) as connection:
            rows = connection.execute(QUERY).fetchall()
    else:
        with psycopg.connect(database) as connection:
            rows = connection.execute(QUERY).fetchall()
    return {(str(UUID(str(sheet))), question): (revision, reply) for sheet, question, revision, reply in rows}


def lost(
    writers: list[Writer], kept: Mapping[tuple[str, str], tuple[int, int]]
) -> list[tuple[tuple[str, str], tuple[int, int], tuple[int, int] | None]]:
    """Return the acknowledged answers that are gone; a later one, sent but not acknowledged, may have replaced them."""
    return [
        (place, said, kept.get(place))
        for writer in writers
        for place, said in writer.acknowledged.items()
        if place not in kept or (kept[place] != said and kept[place][0] <= said[0])
    ]
