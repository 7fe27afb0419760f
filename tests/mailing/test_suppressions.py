"""The list of addresses that get no mail: asked for by their owners, kept by members, read by nobody."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import AuditEvent
from mailing import refusals, suppressions, unsubscribing
from mailing.models import Suppression
from tests import factories

pytestmark = pytest.mark.django_db
ADDED = Suppression.Reason.ADDED


def test_address_is_recognised_however_it_is_typed():
    organisation = factories.organisation()
    for typed in ("ada@example.org", " Ada@Example.ORG "):
        suppressions.add(organisation=organisation, address=typed, reason=ADDED, at=now())
    assert Suppression.objects.count() == 1


def test_no_address_is_stored():
    suppressions.add(organisation=factories.organisation(), address="ada@example.org", reason=ADDED, at=now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mailing_suppression")
        assert "ada" not in str(cursor.fetchall())


def test_key_of_one_organisation_says_nothing_in_another():
    one, other = factories.organisation(), factories.organisation()
    keys = {suppressions.key_of(organisation_id=pk, address="ada@example.org") for pk in (one.pk, other.pk)}
    assert len(keys) == 2


def test_adding_and_removing_are_recorded_without_the_address():
    organisation = factories.organisation()
    by = factories.member(organisation)
    suppressions.add(organisation=organisation, address="ada@example.org", reason=ADDED, at=now(), by=by)
    suppressions.remove(organisation=organisation, address="ADA@example.org", by=by)
    assert Suppression.objects.count() == 0
    events = AuditEvent.objects.order_by("pk").values_list("action", "detail", "actor")
    assert list(events) == [("mail.suppressed", "added", by.pk), ("mail.allowed_again", "", by.pk)]


def test_removing_what_is_not_there_is_refused():
    organisation = factories.organisation()
    with pytest.raises(refusals.NotOnTheList):
        suppressions.remove(
            organisation=organisation, address="ada@example.org", by=factories.member(organisation)
        )
    assert AuditEvent.objects.count() == 0


def test_adding_is_undone_when_it_cannot_be_recorded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(AuditEvent.objects, "create", broken)
    with pytest.raises(LookupError):
        suppressions.add(
            organisation=factories.organisation(), address="a@example.org", reason=ADDED, at=now()
        )
    assert Suppression.objects.count() == 0


def broken(**_fields: object) -> None:
    raise LookupError


def stop_url(address: str = "ada@example.org") -> str:
    message = factories.message(address=address)
    return reverse("mailing:stop", args=[unsubscribing.token(message)])


def test_looking_at_the_link_changes_nothing(client: Client):
    url = stop_url()
    for _ in range(100):
        assert client.get(url).status_code == 200
        assert client.head(url).status_code == 200
    assert Suppression.objects.count() == 0


def test_mail_programs_end_mail_with_one_request():
    url = stop_url()
    answer = Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert [row.reason for row in Suppression.objects.all()] == ["asked"]


def test_asking_twice_is_asking_once(client: Client):
    url = stop_url()
    client.post(url)
    assert b"You get no more mail" in client.post(url).content
    assert Suppression.objects.count() == 1


def test_link_works_for_this_organisation_and_address_only(client: Client):
    one, other = factories.message(address="ada@example.org"), factories.message(address="ada@example.org")
    client.post(reverse("mailing:stop", args=[unsubscribing.token(one)]))
    [row] = Suppression.objects.all()
    assert row.organisation == one.organisation
    assert row.key != suppressions.key_of(organisation_id=other.organisation_id, address="ada@example.org")


@pytest.mark.parametrize("token", ["x", "x.y", "é", "A" * 500, "%00"])
def test_link_that_was_not_ours_leads_nowhere(client: Client, token: str):
    url = reverse("mailing:stop", args=[token])
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert Suppression.objects.count() == 0


def test_link_of_an_organisation_that_is_gone_leads_nowhere(client: Client):
    message = factories.message()
    url = reverse("mailing:stop", args=[unsubscribing.token(message)])
    message.organisation.delete()
    assert client.get(url).status_code == 404


def test_page_does_not_name_the_address(client: Client):
    assert b"ada@example.org" not in client.get(stop_url()).content
