"""One's own account: name, address, password, browsers, and its end."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail as sent
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import people, tasks
from accounts.models import AuditEvent, Membership, User
from accounts.refusals import SoleOwner
from assessments import lifecycle
from tests import factories
from tests.accounts import signing

pytestmark = pytest.mark.django_db
NEW = "quite another phrase"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize("count", [1, 3])
def test_the_account_page_asks_as_many_queries_for_three_of_each_as_for_one(
    mira: User, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    for number in range(count):
        factories.passkey(mira, name=f"Key {number}")
        factories.signed_in_browser(mira)
    client.force_login(mira)

    with django_assert_num_queries(4):  # session, person, ways to sign in, browsers
        page = client.get(reverse("accounts:account")).content.decode()

    assert page.count("Firefox on Linux") == 2 * count  # once for the eye, once in the button's name
    assert all(f"Key {number}" in page for number in range(count))


def test_the_account_page_says_where_one_is_signed_in(mira: User, client: Client):
    client.post(
        reverse("accounts:sign-in"),
        {"login": mira.email, "password": signing.PASSWORD},
        headers={"user-agent": FIREFOX},
        REMOTE_ADDR="192.0.2.9",
    )

    (session,) = people.account(mira, session_key=client.session.session_key).sessions

    assert (session.browser, session.address, session.current) == ("Firefox on Linux", "192.0.2.9", True)


@pytest.mark.parametrize("address", ["", "unix:", "made up, by anybody"])
def test_an_address_that_is_none_is_not_kept(mira: User, client: Client, address: str):
    data = {"login": mira.email, "password": signing.PASSWORD}
    client.post(reverse("accounts:sign-in"), data, REMOTE_ADDR=address)

    assert [session.address for session in people.account(mira, session_key=None).sessions] == [""]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("curl/8.0", "A browser we do not know"),
        ("Windows", "Windows"),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent: str, name: str):
    assert people.browser_name(agent) == name


def test_the_name_is_changed(member: Client):
    answer = member.post(reverse("accounts:name"), {"name": "Mira Holm"})

    assert answer.headers["Location"] == reverse("accounts:account")
    assert User.objects.get().name == "Mira Holm"


def test_a_name_that_deceives_is_refused_and_kept_in_its_field(member: Client):
    answer = member.post(reverse("accounts:name"), {"name": "Mira\u202e"})

    assert answer.status_code == 422
    assert 'value="Mira\u202e"' in answer.content.decode()
    assert User.objects.get().name == "Mira"


def test_a_session_that_is_ended_is_over_with_its_next_request(member: Client):
    elsewhere = Client()
    signing.sign_in(elsewhere)
    session = UserSession.objects.get(session_key=elsewhere.session.session_key)

    member.post(reverse("accounts:end-session", args=[session.pk]))

    assert not signing.signed_in(elsewhere)
    assert signing.signed_in(member)


def test_a_session_of_somebody_else_does_not_exist(member: Client):
    foreign = factories.signed_in_browser(factories.member())

    assert member.post(reverse("accounts:end-session", args=[foreign.pk])).status_code == 404
    assert UserSession.objects.filter(pk=foreign.pk).exists()


def test_every_other_session_is_ended_at_once(member: Client):
    others = [Client(), Client()]
    for other in others:
        signing.sign_in(other)
    foreign = factories.signed_in_browser(factories.member())

    member.post(reverse("accounts:end-other-sessions"))

    assert [signing.signed_in(client) for client in (*others, member)] == [False, False, True]
    assert UserSession.objects.filter(pk=foreign.pk).exists()


def test_sessions_that_are_over_are_forgotten(mira: User):
    over, alive = factories.signed_in_browser(mira), factories.signed_in_browser(mira)
    Session.objects.filter(session_key=over.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )

    tasks.tidy.call()
    tasks.tidy.call()

    assert list(UserSession.objects.all()) == [alive]
    assert [session.session_key for session in Session.objects.all()] == [alive.session_key]


def test_a_changed_password_ends_every_other_session(mira: User, member: Client):
    elsewhere = Client()
    signing.sign_in(elsewhere)

    wrong = member.post(reverse("account_change_password"), {"oldpassword": "x", "password1": NEW})
    answer = member.post(
        reverse("account_change_password"), {"oldpassword": signing.PASSWORD, "password1": NEW}
    )

    assert (wrong.status_code, answer.headers["Location"]) == (422, reverse("accounts:account"))
    assert [signing.signed_in(client) for client in (elsewhere, member)] == [False, True]
    mira.refresh_from_db()
    assert mira.check_password(NEW)


def test_who_has_no_password_chooses_one(mira: User, client: Client):
    mira.set_unusable_password()
    mira.save()
    client.force_login(mira)

    assert client.get(reverse("account_change_password")).headers["Location"] == reverse(
        "account_set_password"
    )
    client.post(reverse("account_set_password"), {"password1": NEW})

    mira.refresh_from_db()
    assert mira.check_password(NEW)


@pytest.mark.usefixtures("mail")
def test_an_address_is_changed_once_a_code_sent_there_is_typed(mira: User, client: Client):
    signing.verified(mira)
    signing.sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": signing.PASSWORD})

    client.post(reverse("account_email"), {"email": "Mira@new.example.org", "action_add": "1"})
    assert User.objects.get().email == "mira@example.org"
    assert sent.outbox[-1].to == ["mira@new.example.org"]
    client.post(reverse("account_email_verification_sent"), {"code": signing.code_in_mail()})

    assert User.objects.get().email == "mira@new.example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("mira@new.example.org", True, True)
    ]
    assert (sent.outbox[-1].to, sent.outbox[-1].subject) == (
        ["mira@example.org"],
        "Your e-mail address was changed",
    )


@pytest.mark.usefixtures("mail")
def test_an_address_of_somebody_else_is_not_told_from_a_new_one(mira: User, client: Client):
    signing.verified(mira)
    signing.verified(User.objects.create_user("otto@example.org"))
    signing.sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": signing.PASSWORD})
    answers = [
        client.post(reverse("account_email"), {"email": address, "action_add": "1"}).headers["Location"]
        for address in ("otto@example.org", "new@example.org")
    ]

    assert answers == [reverse("account_email_verification_sent")] * 2
    assert User.objects.get(pk=mira.pk).email == "mira@example.org"


def test_without_a_mail_server_an_address_cannot_be_changed(member: Client):
    page = member.post(reverse("account_email"), {"email": "new@example.org", "action_add": "1"})

    assert "This server sends no mail" in page.content.decode()
    assert User.objects.get().email == "mira@example.org"


def test_an_account_is_deleted_with_every_trace_of_name_and_address(mira: User, member: Client):
    organisation = factories.organisation()
    Membership.objects.create(user=mira, organisation=organisation, role="owner")
    factories.member(organisation)
    factories.passkey(mira)
    elsewhere = Client()
    signing.sign_in(elsewhere)

    answer = member.post(reverse("accounts:delete"))

    assert answer.headers["Location"] == reverse("assessments:start")
    assert not User.objects.filter(pk=mira.pk).exists()
    assert [model.objects.count() for model in (Authenticator, UserSession, EmailAddress)] == [0, 0, 0]
    assert not signing.signed_in(elsewhere)
    event = AuditEvent.objects.get(action="member deleted their account")
    assert (event.organisation, event.actor) == (organisation, None)


def test_a_round_stays_closed_when_who_closed_it_is_gone(mira: User, member: Client):
    organisation = factories.organisation()
    Membership.objects.create(user=mira, organisation=organisation, role="facilitator")
    round_ = factories.assessment(organisation)
    lifecycle.close_assessment(assessment=round_, by=mira, at=timezone.now())

    member.post(reverse("accounts:delete"))

    round_.refresh_from_db()
    assert (round_.closed, round_.closed_by) == (True, None)


def test_the_only_owner_is_refused_with_the_organisations_named(mira: User, member: Client):
    alone, shared = factories.organisation("Alone Ltd"), factories.organisation("Shared Ltd")
    for organisation in (alone, shared):
        Membership.objects.create(user=mira, organisation=organisation, role="owner")
    factories.member(shared)
    factories.member(alone, "facilitator")

    answer = member.post(reverse("accounts:delete"))

    assert answer.status_code == 409
    assert "You are the only owner of Alone Ltd." in answer.content.decode()
    assert "Shared Ltd" not in answer.content.decode()
    assert User.objects.filter(pk=mira.pk).exists()
    assert signing.signed_in(member)


def test_nothing_is_deleted_when_the_event_cannot_be_written(mira: User, monkeypatch: pytest.MonkeyPatch):
    organisation = factories.organisation()
    Membership.objects.create(user=mira, organisation=organisation, role="viewer")
    factories.signed_in_browser(mira)

    def fail(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(RuntimeError):
        people.delete_account(user=mira)

    assert (User.objects.count(), UserSession.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_the_same_moment_one_stays():
    organisation = factories.organisation()
    owners, start = [factories.member(organisation), factories.member(organisation)], Barrier(2)
    refused: list[User] = []

    def leave(owner: User) -> None:
        start.wait()
        try:
            people.delete_account(user=owner)
        except SoleOwner:
            refused.append(owner)
        connection.close()

    threads = [Thread(target=leave, args=[owner]) for owner in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert [membership.user for membership in organisation.memberships.all()] == refused


@pytest.mark.parametrize(
    "name", ["account", "name", "end-other-sessions", "delete", "account_email", "account_change_password"]
)
def test_strangers_sign_in_first(client: Client, name: str):
    url = reverse(name if name.startswith("account_") else f"accounts:{name}")

    assert client.get(url).headers["Location"] == f"{reverse('accounts:sign-in')}?next={url}"
