"""Pages in this process: the question page against its own template, the result page against its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path as django_path
from django.urls import reverse

from assessments.models import Assessment, StoredResult
from cxmaturity import urls
from reports import written
from tests import factories
from tests.bench.figures import Figure, cpu_ms, wall_ms

PEOPLE = (1, 18, 1_000, 10_000)
ANEW = {1_000: 60.0, 10_000: 150.0}  # people: milliseconds for a result with its charts
STORED_MS = 20.0


def measure() -> Iterator[Figure]:
    """Yield the figures of both pages."""
    yield _question()
    yield from _results()


def _question() -> Figure:
    sheet = factories.answers(factories.response())
    client = factories.hold(Client(), sheet)
    path = reverse("assessments:question", args=[sheet.pk, list(factories.asked(sheet))[20]])
    page = client.get(path)
    name, context = str(page.templates[0].name), page.context[0].flatten()  # type: ignore[index] # a ContextList

    def plain(request: HttpRequest) -> HttpResponse:
        return render(request, name, {**context, "request": request})

    # Through the same middleware: what is compared is finding the words of a page with having them.
    with override_settings(ROOT_URLCONF=(django_path("plain/", plain), *urls.urlpatterns)):
        ratio = cpu_ms(lambda: client.get(path), times=40) / cpu_ms(lambda: client.get("/plain/"), times=40)
        whole = cpu_ms(lambda: client.get(path), times=40)
    return Figure("question page", ratio, 1.3, "ms CPU", whole, "the same template, its context prepared")


def _results() -> Iterator[Figure]:
    first: tuple[float, int] | None = None
    for people in PEOPLE:
        assessment = factories.round_of(people)
        ask = _reader(assessment)
        anew = wall_ms(partial(_forget, assessment, ask), times=1, rounds=3)
        stored, queries = wall_ms(ask, times=10), _queries(ask)
        first = first or (stored, queries)
        name = f"result page, {people:,} respondent{'s' if people > 1 else ''}"
        yield Figure(f"{name}, stored", stored / first[0], 1.5, "ms", stored, "the page of 1 respondent")
        yield Figure(
            f"{name}, stored: queries",
            queries / first[1],
            1.0,
            "queries",
            queries,
            "the page of 1 respondent",
        )
        if people in ANEW:
            limit = ANEW[people]
            yield Figure(f"{name}, stored: time", stored / STORED_MS, 1.0, "ms", stored, f"{STORED_MS:g} ms")
            yield Figure(f"{name}, computed anew", anew / limit, 1.0, "ms", anew, f"{limit:g} ms")


def _reader(assessment: Assessment) -> Callable[[], object]:
    client = factories.hold(Client(), assessment.responses.all()[0])
    path = reverse("reports:result", args=[assessment.pk])

    def ask() -> object:
        page = client.get(path)
        assert page.status_code == 200, page.status_code
        return page

    return ask


def _forget(assessment: Assessment, ask: Callable[[], object]) -> None:
    """Ask for a page whose result and sentences nobody has made yet."""
    StoredResult.objects.filter(assessment=assessment).delete()
    written._report.cache_clear()
    written._page.cache_clear()
    ask()


def _queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
