"""Somebody who answers, and a count of what the database is really asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.models import User
from assessments import answers, capabilities, lifecycle, selectors
from assessments.models import Response
from scoring import Reply

Begin = Callable[..., Response]


@pytest.fixture
def at() -> datetime:
    return now()


@pytest.fixture
def begin(db: None, at: datetime) -> Begin:
    """Return a function that begins a trial."""

    def begin(group: str = "leadership", scope: str = "full", name: str = "Northwind") -> Response:
        return lifecycle.begin_trial(organisation_name=name, group=group, scope=scope, at=at)

    return begin


@pytest.fixture
def response(begin: Begin) -> Response:
    return begin()


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("owner@example.org", "a long password")


def questions(response: Response) -> list[str]:
    return list(selectors.sheet_of(response).stops)


def save(response: Response, question: str, reply: Reply = Reply.P3, revision: int = 1, **more: Any) -> int:
    return answers.save_answer(
        response_id=response.pk,
        question=question,
        reply=reply,
        revision=revision,
        **{"op": uuid4(), "at": now(), **more},
    )


def answer_all(response: Response, reply: Reply = Reply.P3) -> None:
    for question in questions(response):
        save(response, question, reply)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements, without those that only begin or end a transaction."""
    statements: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield statements
    ends = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    statements += [query["sql"] for query in captured if not query["sql"].startswith(ends)]


def browser_of(*responses: Response) -> Client:
    """Return a client that holds responses."""
    page = HttpResponse()
    capabilities.grant(RequestFactory().get("/"), page, [response.pk for response in responses])
    client = Client()
    client.cookies[capabilities.cookie_name()] = page.cookies[capabilities.cookie_name()].value
    return client
