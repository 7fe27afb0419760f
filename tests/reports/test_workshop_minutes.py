"""The minutes of a workshop as a file: when there are any, for whom, and what they hold."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Membership, Organisation
from accounts.throttle import Rate
from reports import downloads
from tests import factories, rooms
from workshops import outcomes
from workshops.models import Workshop
from workshops.protocol import Stage

pytestmark = pytest.mark.django_db
REASON = "Two depots write it down, <b>the third</b> does not {{ 7|add:7 }}"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    return tmp_path / "reports"


def ended(topics: int = 2, *, bare: bool = False) -> Workshop:
    """Make a workshop that has ended, with something of everything, or with nothing at all."""
    room = rooms.workshop(topics=topics, seats=0 if bare else 6, title="Leaders")
    if not bare:
        for topic in room.topics.all():
            rooms.ballot(topic, dict.fromkeys(room.seats.all(), 2), revealed=True)
            rooms.decision(topic, 3, reason=REASON)
            room.actions.create(title="Ask ten customers", topic=topic)
        late = rooms.topic(room, "wing-span", stage=Stage.PARKED)
        late.lower_view, late.higher_view = "Not here", "Everywhere"
        late.save()
        room.parking_notes.create(text="Lease of the second depot")
    Workshop.objects.filter(pk=room.pk).update(phase=Workshop.Phase.ENDED, ended_at=timezone.now())
    room = Workshop.objects.with_kit().get(pk=room.pk)
    outcomes.freeze(workshop=room, at=timezone.now())
    return room


def address(of: Workshop) -> str:
    return reverse("reports:workshop-minutes", args=[of.organisation_id, of.pk])


def signed_in(of: Organisation, role: str = Membership.Role.VIEWER) -> Client:
    client = Client()
    client.force_login(factories.member(of, role))
    return client


def body(page: object) -> bytes:
    assert isinstance(page, FileResponse)
    return page.getvalue()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_minutes_are_a_tagged_file_with_all_that_was_decided():
    room = ended()
    page = signed_in(room.organisation).get(address(room))
    content = body(page)

    assert page.status_code == 200
    assert page.headers["Content-Type"] == "application/pdf"
    assert "minutes of the workshop.pdf" in page.headers["Content-Disposition"]
    assert page.headers["Cache-Control"] == "private, no-cache"
    text = text_of(content)
    for words in (
        "Minutes of the workshop",
        "Two answers were agreed; one question stayed open.",
        "Person 1",
        REASON,
        "Not here",
        "Everywhere",
        "Ask ten customers",
        "Lease of the second depot",
        "From the first description to the last: 0, 6, 0, 0 and 0",
        room.stored_outcome.checksum,
    ):
        assert words in text
    document = pikepdf.open(io.BytesIO(content))
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "en"
    with document.open_metadata() as metadata:
        assert str(metadata["pdfuaid:part"]) == "1"


def test_minutes_of_a_workshop_where_nothing_was_agreed_say_so():
    room = ended(bare=True)
    text = text_of(body(signed_in(room.organisation).get(address(room))))

    assert "No answer was agreed; the individual answers stand." in text
    assert "No action was noted." in text
    assert "There was no time for it." in text


def test_there_are_no_minutes_before_the_end_nor_while_it_goes_on_again():
    room = rooms.workshop()
    client = signed_in(room.organisation)
    assert client.get(address(room)).status_code == 404
    outcomes.freeze(workshop=room, at=timezone.now())
    assert client.get(address(room)).status_code == 404


def test_minutes_do_not_exist_for_strangers_foreign_members_or_under_another_organisation():
    room, other = ended(), ended()
    assert Client().get(address(room)).status_code == 302
    assert signed_in(other.organisation).get(address(room)).status_code == 404
    mixed = reverse("reports:workshop-minutes", args=[other.organisation_id, room.pk])
    assert signed_in(other.organisation).get(mixed).status_code == 404
    unknown = reverse("reports:workshop-minutes", args=[room.organisation_id, uuid4()])
    assert signed_in(room.organisation).get(unknown).status_code == 404


def test_minutes_take_no_other_method():
    room = ended()
    assert signed_in(room.organisation).post(address(room)).status_code == 405


def test_minutes_are_made_once_and_anew_for_another_outcome(folder: Path):
    room = ended()
    client = signed_in(room.organisation)
    first = client.get(address(room))
    again = client.get(address(room), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, len(list(folder.iterdir()))) == (304, 1)
    room.actions.create(title="One more")
    outcomes.freeze(workshop=room, at=timezone.now())
    assert "One more" in text_of(body(client.get(address(room))))
    assert len(list(folder.iterdir())) == 2


def test_minutes_are_refused_in_words_when_asked_for_too_often(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(downloads, "RATE", Rate(times=1, per=timedelta(minutes=10)))
    first, second = ended(), ended()
    Workshop.objects.filter(pk=second.pk).update(organisation=first.organisation)
    client = signed_in(first.organisation)
    body(client.get(address(first)))
    second.refresh_from_db()
    assert client.get(address(second)).status_code == 429


def test_queries_do_not_grow_with_topics(django_assert_num_queries: DjangoAssertNumQueries):
    for topics in (1, 3):
        room = ended(topics)
        client = signed_in(room.organisation)
        client.get(address(room))
        with django_assert_num_queries(5):  # session, user, membership, workshop, mark of the result
            client.get(address(room))
