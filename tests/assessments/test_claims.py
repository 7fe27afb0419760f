"""A trial becomes the organisation of whoever began it, in the same browser."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Membership, Organisation, User
from assessments import claims, lifecycle
from assessments.models import Response
from tests import factories

PASSWORD = "a phrase nobody guesses"


def colleague(of: Response) -> Response:
    return lifecycle.join(assessment=of.assessment, group="support", at=timezone.now())


def memberships(of: Organisation) -> list[tuple[int, str]]:
    return list(Membership.objects.filter(organisation=of).values_list("user_id", "role"))


@pytest.mark.django_db
def test_who_began_a_trial_becomes_its_owner_and_nothing_else_changes():
    sheet, mira = factories.trial(), factories.member()
    other = colleague(sheet)

    claimed = claims.claim(held=[sheet.pk], by=mira)

    trial = sheet.assessment.organisation
    trial.refresh_from_db()
    assert (claimed, trial.kind, memberships(trial)) == ([trial], "client", [(mira.pk, "owner")])
    assert set(Response.objects.filter(assessment=sheet.assessment)) == {sheet, other}
    event = AuditEvent.objects.get(action="organisation claimed")
    assert (event.organisation, event.actor, event.subject) == (trial, mira, str(trial.pk))


@pytest.mark.django_db
def test_claiming_twice_changes_nothing():
    sheet, mira, otto = factories.trial(), factories.member(), factories.member()
    claims.claim(held=[sheet.pk], by=mira)

    assert claims.claim(held=[sheet.pk], by=mira) == []
    assert claims.claim(held=[sheet.pk], by=otto) == []
    assert memberships(sheet.assessment.organisation) == [(mira.pk, "owner")]


@pytest.mark.django_db
def test_a_colleague_cannot_claim_even_when_the_first_sheet_is_gone():
    sheet = factories.trial()
    other = colleague(sheet)
    sheet.delete()

    assert claims.claim(held=[other.pk], by=factories.member()) == []
    assert not claims.begun_by(other, other.assessment.organisation)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["client", "sample"])
def test_only_a_trial_is_claimed(kind: str):
    sheet = factories.trial()
    Organisation.objects.update(kind=kind)

    assert claims.claim(held=[sheet.pk], by=factories.member()) == []


@pytest.mark.django_db
def test_who_continued_in_full_began_the_trial_all_the_same():
    pulse = factories.answers(factories.trial())
    factories.send(pulse)
    further = lifecycle.continue_in_full(response=pulse, at=timezone.now())

    assert claims.begun_by(further, further.assessment.organisation)


@pytest.mark.django_db
def test_nothing_is_claimed_when_the_event_cannot_be_written(monkeypatch: pytest.MonkeyPatch):
    sheet = factories.trial()

    def fail(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        claims.claim(held=[sheet.pk], by=factories.member())

    trial = Organisation.objects.get()
    assert (trial.kind, memberships(trial)) == ("trial", [])


@pytest.mark.django_db
def test_a_claimed_trial_is_never_purged():
    sheet = factories.trial()
    claims.claim(held=[sheet.pk], by=factories.member())

    assert lifecycle.purge_trials(at=timezone.now() + timedelta(days=400)) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("library")
def test_of_two_at_the_same_moment_one_becomes_the_owner():
    sheet, people, start = factories.trial(), [factories.member(), factories.member()], Barrier(2)
    found: list[list[Organisation]] = []

    def claim(by: User) -> None:
        start.wait()
        found.append(claims.claim(held=[sheet.pk], by=by))
        connection.close()

    threads = [Thread(target=claim, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(len, found)) == [0, 1]
    assert Membership.objects.count() == 1


@pytest.mark.django_db
def test_signing_up_in_the_same_browser_keeps_everything(client: Client):
    sheet = factories.answers(factories.trial())
    factories.send(sheet)
    other = factories.answers(colleague(sheet))
    factories.send(other)
    result = sheet.assessment.get_absolute_url()
    factories.hold(client, sheet)
    assert "Keep this result" in client.get(result).content.decode()

    page = client.post(
        reverse("account_signup"),
        {"email": "mira@example.org", "password1": PASSWORD, "next": result},
        follow=True,
    )

    trial = Organisation.objects.get()
    mira = User.objects.get()
    assert [address for address, _status in page.redirect_chain][-1] == result
    assert "is your organisation now" in page.content.decode()
    assert "Keep this result" not in page.content.decode()
    assert (trial.kind, memberships(trial)) == ("client", [(mira.pk, "owner")])
    elsewhere = Client()
    elsewhere.force_login(mira)
    assert elsewhere.get(result).status_code == 200
    by_link = factories.hold(Client(), other)
    assert by_link.get(result).status_code == 200
    assert "Keep this result" not in by_link.get(result).content.decode()


@pytest.mark.django_db
def test_a_colleague_who_signs_up_is_no_member_and_still_reads_the_result(client: Client):
    sheet = factories.trial()
    other = factories.send(factories.answers(colleague(sheet)))
    factories.hold(client, other)

    client.post(reverse("account_signup"), {"email": "otto@example.org", "password1": PASSWORD}, follow=True)

    assert (Organisation.objects.get().kind, Membership.objects.count()) == ("trial", 0)
    assert client.get(sheet.assessment.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_a_link_alone_claims_nothing_and_the_button_does(client: Client):
    sheet, mira = factories.trial(), factories.member()
    factories.hold(client, sheet).force_login(mira)

    client.get(reverse("assessments:claim"))
    assert Organisation.objects.get().kind == "trial"

    answer = client.post(reverse("assessments:claim"), {"next": "//evil.example"})
    assert Organisation.objects.get().kind == "client"
    assert answer.headers["Location"] == reverse("accounts:home")


@pytest.mark.django_db
def test_a_stranger_signs_in_before_claiming(client: Client):
    sheet = factories.trial()

    answer = factories.hold(client, sheet).post(reverse("assessments:claim"))

    assert answer.headers["Location"].startswith(reverse("accounts:sign-in"))
    assert Organisation.objects.get().kind == "trial"
