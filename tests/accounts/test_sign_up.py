"""Creating an account, with and without a mail server."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as sent
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts import signing

pytestmark = pytest.mark.django_db

URL = "account_signup"
NEW = {"email": "Otto@example.org", "password1": signing.PASSWORD, "name": "Otto"}


def test_without_a_mail_server_an_account_is_made_and_signed_in(client: Client):
    answer = client.post(reverse(URL), NEW)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("assessments:claim"))
    assert list(User.objects.values_list("email", "name")) == [("otto@example.org", "Otto")]
    assert signing.signed_in(client)
    assert sent.outbox == []


def test_the_page_asked_for_is_kept_through_signing_up(client: Client):
    answer = client.post(reverse(URL), {**NEW, "next": "/organisations/"}, follow=True)

    assert answer.redirect_chain == [("/claim/?next=%2Forganisations%2F", 302), ("/organisations/", 302)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "nobody", "Enter a valid email address"),
        ("email", "", "This field is required"),
        ("password1", "", "This field is required"),
        ("password1", "12345678", "too common"),
        ("password1", "short", "too short"),
        ("name", "Otto\u202e", "invisible control characters"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(
    client: Client, field: str, value: str, words: str
):
    answer = client.post(reverse(URL), {**NEW, field: value})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert words in page
    assert (f'value="{NEW["email"]}"' in page) == (field != "email")
    assert signing.PASSWORD not in page
    assert not User.objects.exists()


def test_without_a_mail_server_a_known_address_is_refused(mira: User, client: Client):
    answer = client.post(reverse(URL), {**NEW, "email": "MIRA@example.org"})

    assert answer.status_code == 422
    assert "There is an account with this address already" in answer.content.decode()


@pytest.mark.usefixtures("mail")
def test_with_a_mail_server_a_code_verifies_the_address_and_signs_in(client: Client):
    answer = client.post(reverse(URL), {**NEW, "next": "/organisations/"}, follow=True)

    assert "otto@example.org" in answer.content.decode()
    assert not signing.signed_in(client)

    answer = client.post(reverse("account_email_verification_sent"), {"code": signing.code_in_mail()})

    assert answer.headers["Location"] == "/claim/?next=%2Forganisations%2F"
    assert signing.signed_in(client)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("otto@example.org", True, True)
    ]


@pytest.mark.usefixtures("mail")
def test_three_wrong_codes_end_it(client: Client):
    client.post(reverse(URL), NEW)
    url = reverse("account_email_verification_sent")

    answers = [client.post(url, {"code": "wrong"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert client.post(url, {"code": signing.code_in_mail()}).headers["Location"] == reverse("account_login")
    assert not signing.signed_in(client)


@pytest.mark.usefixtures("mail")
def test_known_and_unknown_addresses_get_the_same_answer_and_a_message_each(mira: User):
    pages = []
    for address in ("mira@example.org", "otto@example.org"):
        page = Client().post(reverse(URL), {**NEW, "email": address}, follow=True)
        shown = page.content.decode().replace(address, "ADDRESS")
        pages.append((page.status_code, page.redirect_chain, shown.split("csrfmiddlewaretoken")[0]))

    assert pages[0] == pages[1]
    assert [message.to for message in sent.outbox] == [["mira@example.org"], ["otto@example.org"]]
    assert [message.subject for message in sent.outbox] == [
        "You have an account already",
        "Verify your e-mail address",
    ]
    assert mira.check_password(signing.PASSWORD)


def test_the_sixty_first_account_from_one_address_in_an_hour_is_429(client: Client):
    data = {"email": "x", "password1": ""}
    statuses = [client.post(reverse(URL), data).status_code for _ in range(61)]

    assert statuses == [422] * 60 + [429]


@pytest.mark.django_db(transaction=True)
def test_signing_up_in_two_tabs_at_once_makes_one_account():
    start, statuses = Barrier(2), []

    def sign_up() -> None:
        start.wait()
        statuses.append(Client().post(reverse(URL), NEW).status_code)
        connection.close()

    tabs = [Thread(target=sign_up) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    cache.clear()

    assert User.objects.count() == 1
    assert set(statuses) <= {302, 422}
    assert 302 in statuses
