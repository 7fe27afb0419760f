"""How the papers of a workshop are given out: to whom, how often, and what is said where there is none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Membership
from accounts.throttle import Rate
from reports import downloads
from reports.renderers import child, pdf, pool
from tests import factories, rooms
from workshops.models import Workshop

pytestmark = pytest.mark.django_db

PAPERS = ("workshop-kit", "workshop-sheet", "workshop-poster")
QUERIES = {"workshop-kit": 8, "workshop-sheet": 6, "workshop-poster": 6}  # of a paper that was made before


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    return tmp_path / "reports"


@pytest.fixture
def workshop() -> Workshop:
    return rooms.workshop(topics=1, title='Away day: "North"')


def signed_in(of: Workshop, role: str = Membership.Role.OWNER) -> Client:
    client = Client()
    client.force_login(factories.member(of.organisation, role))
    return client


def address(paper: str, of: Workshop) -> str:
    return reverse(f"reports:{paper}", args=[of.organisation_id, of.pk])


def body(page: object) -> bytes:
    assert isinstance(page, FileResponse)
    return page.getvalue()


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        ("workshop-kit", "filename*=utf-8''Away%20day%20North%20-%20facilitator%E2%80%99s%20kit.pdf"),
        ("workshop-sheet", 'filename="Away day North - paper sheet.pdf"'),
        ("workshop-poster", 'filename="Away day North - poster.pdf"'),
    ],
)
def test_paper_is_sent_as_a_file_named_after_the_workshop(workshop: Workshop, paper: str, name: str):
    page = signed_in(workshop).get(address(paper, workshop))
    assert body(page).startswith(b"%PDF-1.7")
    assert page.headers["Content-Disposition"] == f"attachment; {name}"
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_paper_is_made_once_for_the_same_content(workshop: Workshop, folder: Path):
    client, url = signed_in(workshop), address("workshop-kit", workshop)
    first = client.get(url)
    stamps = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert body(signed_in(workshop).get(url)) == body(first)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_paper_is_made_anew_when_the_agenda_changes(workshop: Workshop, folder: Path):
    client, url = signed_in(workshop), address("workshop-kit", workshop)
    body(client.get(url))
    workshop.items.update(minutes=12)
    body(client.get(url))
    assert len(list(folder.iterdir())) == 2


def test_poster_is_made_anew_with_a_new_code(workshop: Workshop, folder: Path):
    client, url = signed_in(workshop), address("workshop-poster", workshop)
    body(client.get(url))
    Workshop.objects.filter(pk=workshop.pk).update(code=rooms.code())
    body(client.get(url))
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_asks_as_much_for_three_topics_as_for_one(
    paper: str, django_assert_num_queries: DjangoAssertNumQueries
):
    for of in (rooms.workshop(topics=1), rooms.workshop(topics=3)):
        client = signed_in(of)
        body(client.get(address(paper, of)))
        with django_assert_num_queries(QUERIES[paper]):
            body(client.get(address(paper, of)))


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_does_not_exist_for_others(workshop: Workshop, paper: str):
    other = rooms.workshop(topics=1)
    foreign = reverse(f"reports:{paper}", args=[other.organisation_id, workshop.pk])
    unknown = reverse(f"reports:{paper}", args=[other.organisation_id, uuid4()])
    client = signed_in(other)
    assert [client.get(url).status_code for url in (foreign, unknown, address(paper, workshop))] == [404] * 3
    assert signed_in(workshop, Membership.Role.VIEWER).get(address(paper, workshop)).status_code == 404
    assert Client().get(address(paper, workshop)).status_code == 302


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_takes_no_other_method(workshop: Workshop, paper: str):
    assert signed_in(workshop).post(address(paper, workshop)).status_code == 405


def test_poster_of_a_workshop_that_is_over_is_refused_in_words():
    over = rooms.workshop(topics=1, phase=Workshop.Phase.ENDED)
    page = signed_in(over).get(address("workshop-poster", over))
    assert page.status_code == 409
    assert "This workshop is over" in page.content.decode()
    assert over.get_absolute_url() in page.content.decode()
    assert signed_in(over).get(address("workshop-kit", over)).status_code == 200


def test_papers_refuse_in_words_what_is_too_often(workshop: Workshop, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(downloads, "RATE", Rate(times=1, per=timedelta(minutes=10)))
    client = signed_in(workshop)
    body(client.get(address("workshop-sheet", workshop)))
    page = client.get(address("workshop-kit", workshop))
    assert page.status_code == 429
    assert 590 <= int(page.headers["Retry-After"]) <= 600
    assert "Please try again in about 10 minutes." in page.content.decode()
    assert client.get(address("workshop-sheet", workshop)).status_code == 200


def test_papers_say_when_to_come_back_if_they_cannot_be_made(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    hurried = pool.RenderPool(pool.Limits(seconds=0.01), child.prepare_press, pdf.stylesheet())
    monkeypatch.setitem(pool._shared, (child.prepare_press, pdf.stylesheet()), hurried)
    page = signed_in(workshop).get(address("workshop-kit", workshop))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "Nothing is lost" in page.content.decode()
    hurried.close()


def test_papers_go_with_the_organisation(workshop: Workshop):
    body(signed_in(workshop).get(address("workshop-kit", workshop)))
    assert len(list(downloads.files_of(workshop.organisation))) == 1


def test_poster_holds_no_code_that_has_expired(workshop: Workshop):
    client, url = signed_in(workshop), address("workshop-poster", workshop)
    before = client.get(url).headers["ETag"]
    Workshop.objects.filter(pk=workshop.pk).update(code_expires_at=timezone.now())
    assert client.get(url).headers["ETag"] != before
