"""A whole report in the look that is only tried: for its owner, and kept nowhere."""

from __future__ import annotations

from pathlib import Path
from threading import BoundedSemaphore
from uuid import uuid4

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts import throttle
from accounts.models import BrandingDraft, Membership, Organisation
from reports import branded, downloads
from reports.renderers.pool import LimitBroken
from tests import factories
from tests.accounts import entering

pytestmark = pytest.mark.django_db


def address(organisation: Organisation) -> str:
    return reverse("reports:branded", args=[organisation.pk])


def closed() -> Organisation:
    organisation = factories.organisation()
    factories.closed(organisation)
    return organisation


def test_report_wears_the_look_that_is_tried_and_is_kept_nowhere(settings: Settings, tmp_path: Path):
    settings.REPORT_CACHE_DIR = tmp_path
    organisation = closed()
    BrandingDraft.objects.create(organisation=organisation, consultancy="North & Field", footer="Foot of it")
    page = entering.member(organisation).get(address(organisation))

    assert (page.status_code, page.headers["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in page.headers["Cache-Control"]
    texts = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(page.content)]
    assert "Prepared by North & Field." in texts[0]
    assert all("Foot of it" in text for text in texts)
    assert list(tmp_path.iterdir()) == []
    assert Organisation.objects.get().footer == ""


def test_report_is_that_of_the_round_of_ones_own_that_closed_last():
    organisation = closed()
    later = factories.closed(organisation)
    factories.closed(factories.organisation("Other Ltd"))
    assert branded.latest(organisation) == later


def test_without_a_closed_round_there_is_no_report():
    organisation = factories.organisation()
    factories.assessment(organisation)
    assert entering.member(organisation).get(address(organisation)).status_code == 404


@pytest.mark.parametrize("role", [Membership.Role.FACILITATOR, Membership.Role.VIEWER])
def test_others_than_owners_see_none(role: str):
    organisation = factories.organisation()
    assert entering.member(organisation, role).get(address(organisation)).status_code == 404


def test_foreign_and_unknown_organisations_are_404():
    client = entering.member(factories.organisation())
    for of in (factories.organisation("Other Ltd").pk, uuid4()):
        assert client.get(reverse("reports:branded", args=[of])).status_code == 404


def test_strangers_sign_in_first(client: Client):
    path = address(factories.organisation())
    assert client.get(path).headers["Location"] == f"{reverse('accounts:sign-in')}?next={path}"


def test_too_many_are_asked_to_wait(monkeypatch: pytest.MonkeyPatch):
    organisation = closed()
    monkeypatch.setattr(downloads, "RATE", throttle.Rate(times=1, per=downloads.RATE.per))
    client = entering.member(organisation)
    assert client.get(address(organisation)).status_code == 200
    page = client.get(address(organisation))
    assert (page.status_code, "Retry-After" in page.headers) == (429, True)


def test_report_that_cannot_be_made_now_is_503(monkeypatch: pytest.MonkeyPatch):
    organisation = closed()

    def refuse(*_: object, **__: object) -> bytes:
        raise LimitBroken

    monkeypatch.setattr(branded, "pdf_of", refuse)
    page = entering.member(organisation).get(address(organisation))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")


def test_only_one_request_of_a_process_waits_for_a_report(monkeypatch: pytest.MonkeyPatch):
    organisation = closed()
    monkeypatch.setattr(branded, "_waiting", BoundedSemaphore(1))
    client = entering.member(organisation)
    with branded._waiting:
        page = client.get(address(organisation))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
    assert client.get(address(organisation)).status_code == 200
